"""What each slide of a show says, as values, and the order they come in; no Qt.

A slide is made of texts, each with its role, in the order in which they are read; how large they
are set and where they stand is decided where they are drawn. The projector, the presenter's
previews, the pictures and the exported slides are all made from the same `Slide`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import chain, islice
from typing import Final, NamedTuple

from briefing_app.model.charts import CALCULATED, BarChart, bar_chart
from briefing_app.model.report import (
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    RunningOrderEntry,
    SlideKind,
    Source,
    finding_key,
    fingerprint,
    quote_key,
)
from briefing_app.model.search import spans, terms

_MOST_BETWEEN: Final = 14  # slides between the title and the sources of an order that is made
_MOST_CHARTS: Final = 3  # of them, where findings and quotes fill the others


class Role(Enum):
    """What a text on a slide is."""

    TITLE = auto()
    SUBTITLE = auto()
    BODY = auto()
    EXCERPT = auto()
    CAUTION = auto()
    QUOTE = auto()
    SPEAKER = auto()
    SPEAKER_ROLE = auto()
    SOURCE_TITLE = auto()
    SOURCE_DETAIL = auto()


class SlideText(NamedTuple):
    """One text of a slide. A quote and an excerpt come with their quotation marks."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Slide:
    """All that a slide shows, and what only the presenter sees.

    Args:
        key: Names the slide, for what is remembered: in the author's next edition, where numbers
            and places may be others, it still means the same slide. It is made of a finding's key,
            of a quote's words and speaker, of what a chart counts, or of the words of a title, a
            text or the sources; where those change, the slide counts as another one.
        kind: What it shows.
        name: What it is called in a list: ``Finding 3``.
        texts: What the audience reads, from the top.
        finding_kind: The kind of the finding that is shown, if one is.
        chart: The chart that is drawn, if one is.
        source: The line at the foot that says where it comes from, or empty.
        notes: For the presenter alone.
        prompt: A training question of the briefing's author, for the presenter alone.
        reveal: Whether the chart's bars come one by one.
    """

    key: str
    kind: SlideKind
    name: str
    texts: tuple[SlideText, ...]
    finding_kind: FindingKind | None = None
    chart: BarChart | None = None
    source: str = ""
    notes: str = ""
    prompt: str = ""
    reveal: bool = False

    @property
    def title(self) -> str:
        """The slide in one line: its title, or the first of what it says."""
        return self.texts[0].text if self.texts else self.name

    @property
    def listing(self) -> str:
        """What it is called and its title, ``Finding 3: …``; once where both are the same."""
        return self.name if self.title == self.name else f"{self.name}: {self.title}"

    @property
    def cautioned(self) -> bool:
        """Whether something on it is to be checked before it is presented."""
        return any(text.role is Role.CAUTION for text in self.texts)


def running_order(report: Report, my_force: Force | None = None) -> tuple[Slide, ...]:
    """The slides of a briefing as its author ordered them, or in an order made for it.

    The order that is made: the title, findings with their quotes, the quotes that belong to none,
    charts and sources. What would be more slides than a session has room for is brought down to the
    first finding of each kind, then findings in their order, some of their quotes, and the first
    charts; the rest can be added for an occasion. The order is made here and not written into the
    briefing, so that what a briefing holds is its author's alone.

    Args:
        report: The briefing.
        my_force: The force that charts highlight, where they have it.
    """
    if report.running_order:
        entries = [_entry_slide(report, entry, my_force) for entry in report.running_order]
        return tuple(_with_keys_of_their_own(entries))
    # Within this edition the numbers tell apart what has the same words.
    quotes = {f"quote {quote.id}": quote for quote in report.quotes}
    charts = {f"chart {measure.id}": measure for measure in report.measures}
    items: dict[str, Finding | Quote | Measure] = {
        **{f"finding {finding.id}": finding for finding in report.findings},
        **quotes,
        **charts,
    }
    findings = [
        Choosable(
            f"finding {finding.id}", finding.kind, [f"quote {quote.id}" for quote in finding.quotes]
        )
        for finding in report.findings
    ]
    slides = [_title_slide(report, "", "")]
    for key in default_order(findings, list(quotes), list(charts)):
        match items[key]:
            case Finding() as finding:
                slides.append(finding_slide(finding))
            case Quote() as quote:
                slides.append(quote_slide(quote))
            case Measure() as measure:
                slides.append(chart_slide(measure, my_force))
    slides.append(_sources_slide(report, "", ""))
    return tuple(_with_keys_of_their_own(slides))


class Choosable(NamedTuple):
    """A finding as an order is made of it.

    Args:
        key: Names it.
        kind: What sort of statement it makes.
        quotes: The keys of its quotes.
    """

    key: str
    kind: str
    quotes: Sequence[str]


def default_order(
    findings: Sequence[Choosable], quotes: Sequence[str], charts: Sequence[str]
) -> list[str]:
    """What stands between the title and the sources of an order that is made.

    Args:
        findings: All of them, in order.
        quotes: The keys of all quotes, in order.
        charts: The keys of all charts, in order.

    Returns:
        The keys of what is shown, in order.
    """
    order: dict[str, None] = {}
    for finding in findings:
        # A quote that supports several findings is shown with the first.
        order |= dict.fromkeys((finding.key, *finding.quotes))
    order |= dict.fromkeys((*quotes, *charts))
    if len(order) <= _MOST_BETWEEN:
        return list(order)
    important = set(_most_important(findings, quotes, charts))
    return [key for key in order if key in important]


def _most_important(
    findings: Sequence[Choosable], quotes: Sequence[str], charts: Sequence[str]
) -> Iterator[str]:
    """The keys of as many slides as there is room for between the title and the sources."""
    charts = charts[: max(_MOST_CHARTS, _MOST_BETWEEN - len(findings) - len(quotes))]
    yield from charts
    room = _MOST_BETWEEN - len(charts)
    first_of_kinds = {finding.kind: finding for finding in reversed(findings)}
    ranked = [*first_of_kinds.values(), *findings]
    by_rank = list({finding.key: finding for finding in ranked}.values())
    count = min(len(by_rank), max(room * 2 // 3, room - len(quotes)))
    of_findings = [finding.quotes for finding in by_rank[:count]]
    first_quotes = [its_quotes[0] for its_quotes in of_findings if its_quotes]
    keys = dict.fromkeys((*first_quotes, *chain.from_iterable(of_findings), *quotes))
    yield from (finding.key for finding in by_rank[:count])
    yield from islice(keys, room - count)


def _chart_key(measure: Measure) -> str:
    """What a chart's slide goes by: what is counted, and in what."""
    return f"chart {fingerprint(measure.title, measure.unit)}"


def finding_slide(finding: Finding) -> Slide:
    """A finding: in the author's words, with the source's words that it rests on."""
    texts = [SlideText(Role.TITLE, finding.headline)]
    if finding.detail:
        texts.append(SlideText(Role.BODY, finding.detail))
    if finding.excerpt:
        texts.append(SlideText(Role.EXCERPT, f"“{finding.excerpt}”"))
    if finding.caution:
        texts.append(SlideText(Role.CAUTION, finding.caution))
    return Slide(
        key=finding_key(finding),
        kind=SlideKind.FINDING,
        name=f"Finding {finding.position}",
        texts=tuple(texts),
        finding_kind=finding.kind,
        source=_source_line(finding.source, finding.locator),
        prompt=finding.prompt,
    )


def quote_slide(quote: Quote) -> Slide:
    """Somebody's exact words, with who said them and where they stand."""
    texts = [
        SlideText(Role.QUOTE, f"“{quote.text}”"),
        SlideText(Role.SPEAKER, quote.speaker.name),
    ]
    if quote.speaker.role:
        texts.append(SlideText(Role.SPEAKER_ROLE, quote.speaker.role))
    return Slide(
        key=quote_key(quote),
        kind=SlideKind.QUOTE,
        name=f"Quote {quote.position}",
        texts=tuple(texts),
        source=_source_line(quote.source, quote.locator),
    )


def chart_slide(measure: Measure, my_force: Force | None = None, title: str = "") -> Slide:
    """The latest figures of a measure as a chart, with a title of the author's own if there is one.

    What that title leaves unsaid of what was counted, and in which unit, stands below it.
    """
    return slide_of_chart(bar_chart(measure, my_force, title=title), _chart_key(measure))


def slide_of_chart(chart: BarChart, key: str) -> Slide:
    """A chart, with what it says above and below."""
    texts = [SlideText(Role.TITLE, chart.title)]
    if chart.subtitle:
        texts.append(SlideText(Role.SUBTITLE, chart.subtitle))
    texts += (SlideText(Role.BODY, note) for note in chart.notes if note != CALCULATED)
    worked_out = CALCULATED if CALCULATED in chart.notes else ""
    return Slide(
        key=key,
        kind=SlideKind.CHART,
        name="Chart",
        texts=tuple(texts),
        chart=chart,
        source=" ".join(
            part for part in (chart.caveat, worked_out, chart.earlier_text, chart.source) if part
        ),
    )


@dataclass(frozen=True, slots=True)
class Item:
    """A slide in the order for one occasion.

    `own` says that it stands in the briefing's own order; the others were added for the occasion.
    """

    slide: Slide
    shown: bool = True
    own: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """The order for one occasion: the briefing's own, with what was left out, moved or added.

    Nothing of it is ever written to the briefing.
    """

    items: tuple[Item, ...]

    @classmethod
    def of(cls, slides: Iterable[Slide]) -> "Order":
        """The briefing's own order."""
        return cls(tuple(map(Item, slides)))

    @property
    def slides(self) -> tuple[Slide, ...]:
        """What is shown, in order."""
        return tuple(item.slide for item in self.items if item.shown)

    def moved(self, at: int, to: int) -> "Order":
        """The order with one item moved so that it stands at index `to`."""
        items = list(self.items)
        items.insert(to, items.pop(at))
        return Order(tuple(items))

    def place_of(self, number: int, at: int) -> int:
        """The index to move an item to, so that it is shown as a number.

        Args:
            number: The number among the slides that are shown, from 1 to how many there are. One
                that is left out comes before the slide with that number, or behind the last one by
                one number more: where it would have that number if it were shown.
            at: The item's index.
        """
        shown = [
            index - (index > at)  # once the item is gone from its place
            for index, item in enumerate(self.items)
            if item.shown and index != at
        ]
        return shown[number - 1] if number <= len(shown) else shown[-1] + 1 if shown else at

    def showing(self, at: int, *, shown: bool) -> "Order":
        """The order with one item left out, or shown again."""
        items = list(self.items)
        items[at] = replace(items[at], shown=shown)
        return Order(tuple(items))

    def added(self, slide: Slide, at: int) -> "Order":
        """The order with one more slide; one that is already in it is shown there instead.

        Args:
            slide: What to add.
            at: The index that it gets.
        """
        present = self.index(slide.key)
        if present is not None:
            return self.showing(present, shown=True)
        return Order((*self.items[:at], Item(slide, own=False), *self.items[at:]))

    def with_added(self, slides: Sequence[Slide], instead_of: Iterable[str]) -> "Order":
        """The order with more slides at its end, before the sources where these stand last.

        Args:
            slides: What to add; none of them stands in the order.
            instead_of: The keys of slides that were added before and go.
        """
        gone = set(instead_of)
        items = [item for item in self.items if item.own or item.slide.key not in gone]
        at = len(items)
        if items and items[-1].slide.kind is SlideKind.SOURCES:
            at -= 1
        items[at:at] = [Item(slide, own=False) for slide in slides]
        return Order(tuple(items))

    def removed(self, at: int) -> "Order":
        """The order without an item that was added; one of the briefing's own is left out."""
        if self.items[at].own:
            return self.showing(at, shown=False)
        return Order(self.items[:at] + self.items[at + 1 :])

    def index(self, key: str) -> int | None:
        """Where the slide with a key stands among all items, if it does."""
        return next((at for at, item in enumerate(self.items) if item.slide.key == key), None)

    def difference(self, slides: Sequence[Slide]) -> str:
        """What was left out, added and moved, in words; empty where nothing was.

        Args:
            slides: The briefing's own order.
        """
        left_out = sum(item.own and not item.shown for item in self.items)
        added = sum(item.shown and not item.own for item in self.items)
        own = [item.slide.key for item in self.items if item.own]
        parts: list[str] = []
        for count, what in ((left_out, "left out"), (added, "added")):
            if count:
                noun = "" if parts else " slide" if count == 1 else " slides"
                parts.append(f"{count:,}{noun} {what}")
        if own != [slide.key for slide in slides]:
            parts.append("some moved" if parts else "slides moved")
        return ", ".join(parts)

    def record(self) -> list[str]:
        """The order as lines to remember it by: ``+`` or ``-``, ``own`` or ``added``, the key."""
        return [
            f"{'+' if item.shown else '-'} {'own' if item.own else 'added'} {item.slide.key}"
            for item in self.items
        ]


def restored(
    report: Report,
    slides: Sequence[Slide],
    record: Iterable[str],
    more: Sequence[Slide] = (),
) -> Order:
    """The order that was remembered, as far as this briefing still has what stands in it.

    What the briefing no longer has is dropped, and so is what its author has taken out of its
    order since; what it has gained comes after the slide that it follows in the briefing. A line
    that can't be read counts for nothing. Where nothing would be shown, the record counts for
    nothing as a whole.

    Args:
        report: The briefing.
        slides: Its own order.
        record: What `Order.record` gave.
        more: Slides that stand in no briefing and may have been added, too.
    """
    own = {slide.key: slide for slide in slides}
    remembered: dict[str, bool] = {}  # the keys, and whether they are shown
    for line in record:
        sign, _, rest = line.partition(" ")
        word, _, key = rest.partition(" ")
        if sign in {"+", "-"} and word in {"own", "added"} and (key in own or word == "added"):
            remembered.setdefault(key, sign == "+")
    added = _added(report, [key for key in remembered if key not in own], more)
    items = {
        key: Item(own[key], shown) if key in own else Item(added[key], shown, own=False)
        for key, shown in remembered.items()
        if key in own or key in added
    }
    gained: defaultdict[str | None, list[Item]] = defaultdict(list)
    before = None
    for slide in slides:
        if slide.key in items:
            before = slide.key
        else:
            gained[before].append(Item(slide))
    order = [*gained[None]]
    for key, item in items.items():
        order += (item, *gained[key])
    return Order(tuple(order)) if any(item.shown for item in order) else Order.of(slides)


def _added(report: Report, keys: Sequence[str], more: Iterable[Slide]) -> dict[str, Slide]:
    """The slides that were added, by their keys, as far as there are such slides.

    None is made but these: a briefing may have ten thousand.
    """
    there = {slide.key: slide for slide in more}
    wanted = [key for key in keys if key not in there]
    found: dict[str, Finding | Quote] = {}
    if wanted:
        found |= {finding_key(finding): finding for finding in report.findings}
    if not found.keys() >= set(wanted):
        found = to_add(report)
    return there | {key: slide_to_add(key, found[key]) for key in wanted if key in found}


def matching_slides(slides: Sequence[Slide], text: str) -> list[int]:
    """The indexes of the slides that answer a search, in order.

    Args:
        slides: Where to look.
        text: The number of a slide, counted from 1, which then comes first; or words, all of which
            a slide must have, each at least the beginning of one. Nothing finds every slide.
    """
    words = terms(text)
    found = [
        index
        for index, slide in enumerate(slides)
        if all(spans(_searched(slide), (word,)) for word in words)
    ]
    number = text.strip()
    if number.isdecimal() and 1 <= int(number) <= len(slides):
        index = int(number) - 1
        found = [index, *(other for other in found if other != index)]
    return found


def _searched(slide: Slide) -> str:
    return "\n".join((slide.name, *(text.text for text in slide.texts)))


def to_add(report: Report) -> dict[str, Finding | Quote]:
    """What can be added to an order, by the keys of its slides: each finding and each quote."""
    keys = chain(map(finding_key, report.findings), map(quote_key, report.quotes))
    return dict(zip(_each_of_its_own(keys), (*report.findings, *report.quotes), strict=True))


def slide_to_add(key: str, what: Finding | Quote) -> Slide:
    """The slide of something that can be added, by the key that `to_add` gives it."""
    slide = finding_slide(what) if isinstance(what, Finding) else quote_slide(what)
    return replace(slide, key=key)


def _entry_slide(report: Report, entry: RunningOrderEntry, my_force: Force | None) -> Slide:
    """A slide of the author's order: what it is about, with the author's own title and notes."""
    match entry.kind:
        case SlideKind.FINDING if entry.finding is not None:
            slide = _retitled(finding_slide(entry.finding), entry)
        case SlideKind.QUOTE if entry.quote is not None:
            slide = _retitled(quote_slide(entry.quote), entry)
        case SlideKind.CHART if entry.measure is not None:
            slide = _retitled(chart_slide(entry.measure, my_force, entry.title), entry)
        case SlideKind.SOURCES:
            slide = _sources_slide(report, entry.title, entry.text)
        case SlideKind.TITLE:
            slide = _title_slide(report, entry.title, entry.text)
        case _:
            slide = _worded_slide(SlideKind.TEXT, entry.title or "Text", _texts(entry))
    return replace(slide, notes=entry.notes, reveal=entry.reveal and slide.chart is not None)


def _texts(entry: RunningOrderEntry) -> tuple[SlideText, ...]:
    roles = ((Role.TITLE, entry.title), (Role.BODY, entry.text))
    return tuple(SlideText(role, text) for role, text in roles if text)


def _retitled(slide: Slide, entry: RunningOrderEntry) -> Slide:
    """A slide with the title and the text that the author gives it in the running order, if any."""
    texts = slide.texts
    if entry.title:
        texts = (
            SlideText(Role.TITLE, entry.title),
            *(text for text in texts if text.role is not Role.TITLE),
        )
    if entry.text:
        texts = (*texts, SlideText(Role.BODY, entry.text))
    return replace(slide, texts=texts)


def _title_slide(report: Report, title: str, text: str) -> Slide:
    texts = [SlideText(Role.TITLE, title or report.title)]
    texts += (SlideText(Role.SUBTITLE, part) for part in (text or report.subtitle,) if part)
    issued = " · ".join(part for part in (report.publisher, report.published) if part)
    return _worded_slide(SlideKind.TITLE, "Title", tuple(texts), issued)


def _sources_slide(report: Report, title: str, text: str) -> Slide:
    """Every source with what was proved against it."""
    texts = [SlideText(Role.TITLE, title or "Sources")]
    if text:
        texts.append(SlideText(Role.BODY, text))
    for source in report.sources:
        texts.append(SlideText(Role.SOURCE_TITLE, source.title))
        parts = [source.publisher, source.published]
        if source.sha256:
            parts.append("quotes and excerpts checked word for word against its text when built")
        detail = " · ".join(part for part in parts if part)
        details = (detail, source.note, source.licence)
        texts += (SlideText(Role.SOURCE_DETAIL, part) for part in details if part)
    return _worded_slide(SlideKind.SOURCES, "Sources", tuple(texts))


def _worded_slide(
    kind: SlideKind, name: str, texts: tuple[SlideText, ...], source: str = ""
) -> Slide:
    """A slide that its words alone tell from others; the program's own don't count."""
    words = (text.text for text in texts if text.role is not Role.SOURCE_DETAIL)
    return Slide(f"{kind} {fingerprint(*words)}", kind, name, texts, source=source)


def _source_line(source: Source, locator: str) -> str:
    document = ", ".join(part for part in (source.publisher, source.title) if part)
    return " · ".join(part for part in (document, locator) if part)


def _with_keys_of_their_own(slides: Sequence[Slide]) -> Iterator[Slide]:
    """The slides, each key different: an author may show one finding twice."""
    keys = _each_of_its_own(slide.key for slide in slides)
    for slide, key in zip(slides, keys, strict=True):
        yield slide if key == slide.key else replace(slide, key=key)


def _each_of_its_own(keys: Iterable[str]) -> Iterator[str]:
    """The keys, those that were there before with how often."""
    times: Counter[str] = Counter()
    for key in keys:
        times[key] += 1
        # What is put before a key, unlike what is put after it, can't be the end of another one.
        yield key if times[key] == 1 else f"again {times[key]} {key}"
