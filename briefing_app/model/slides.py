"""Slides as values: what each one says, made from the values of a briefing.

A slide consists of texts, each with its role, in reading order; their size and position are decided
when they are laid out. The slideshow, its previews, the pictures and the exported slides are all
made from the same `Slide`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, NamedTuple

from briefing_app.model.chart_builder import CALCULATED, bar_chart
from briefing_app.model.charts import BarChart
from briefing_app.model.default_order import FindingSummary, default_order
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

_KEY_MESSAGE: Final = "Key message"


class Role(Enum):
    """The role of a text on a slide."""

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
    """One text of a slide. A quote or an excerpt includes its quotation marks."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: what the audience sees, and what only the presenter sees.

    Args:
        key: Identifies the slide, also in the author's next edition, in which ids and positions may
            differ. It is made from a finding's key, the words and speaker of a quote, what a chart
            counts, or the words of a title, a text or the sources.
        kind: The kind of slide.
        name: What the slide is called in a list: ``Finding 3``.
        texts: What the audience reads, from the top.
        finding_kind: The kind of the finding, if one is shown.
        chart: The chart, if one is shown.
        source: The line at the foot that gives the source, or empty.
        notes: Notes for the presenter.
        prompt: The author's discussion question, for the presenter.
        reveal: Whether the bars of the chart are shown one by one.
        title_comes_last: Whether the title, which tells the result, comes with the last bar.
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
    title_comes_last: bool = False

    @property
    def title(self) -> str:
        """The title, or else the first text, or else the name."""
        return self.texts[0].text if self.texts else self.name

    @property
    def list_label(self) -> str:
        """Name and title, ``Finding 3: …``; only once if both are the same."""
        return self.name if self.title == self.name else f"{self.name}: {self.title}"

    @property
    def has_caution(self) -> bool:
        """Whether the slide says that its source is unclear."""
        return any(text.role is Role.CAUTION for text in self.texts)


def briefing_slides(report: Report, highlight: Force | None = None) -> tuple[Slide, ...]:
    """Return the slides of a briefing in the author's running order, or in a default order.

    The default order is not written to the briefing, so that what a briefing contains is its
    author's alone.

    Args:
        report: The briefing.
        highlight: The force to highlight in charts that show it.
    """
    if report.running_order:
        slides = [_entry_slide(report, entry, highlight) for entry in report.running_order]
    else:
        slides = list(_default_slides(report, highlight))
    return tuple(_with_unique_keys(slides))


def _default_slides(report: Report, highlight: Force | None) -> Iterator[Slide]:
    # Within one edition, ids distinguish quotes and charts with the same words.
    quotes = {f"quote {quote.id}": quote for quote in report.quotes}
    charts = {f"chart {measure.id}": measure for measure in report.measures}
    items: dict[str, Finding | Quote | Measure] = {
        **{f"finding {finding.id}": finding for finding in report.findings},
        **quotes,
        **charts,
    }
    findings = [
        FindingSummary(
            f"finding {finding.id}", finding.kind, [f"quote {quote.id}" for quote in finding.quotes]
        )
        for finding in report.findings
    ]
    yield _title_slide(report, "", "")
    if report.summary:
        texts = (SlideText(Role.TITLE, _KEY_MESSAGE), SlideText(Role.BODY, report.summary))
        yield _slide_of_texts(SlideKind.TEXT, _KEY_MESSAGE, texts)
    for key in default_order(findings, list(quotes), list(charts)):
        match items[key]:
            case Finding() as finding:
                yield finding_slide(finding)
            case Quote() as quote:
                yield quote_slide(quote)
            case Measure() as measure:
                yield chart_slide(measure, highlight)
    yield _sources_slide(report, "", "")


def finding_slide(finding: Finding) -> Slide:
    """Return the slide of a finding: the author's words with the source's own words."""
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
    """Return the slide of a quote, with its speaker and its place in the source."""
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


def chart_slide(measure: Measure, highlight: Force | None = None, title: str = "") -> Slide:
    """Return a slide with the latest figures of a measure as a chart.

    Args:
        measure: What was counted.
        highlight: The force to highlight, if the measure has it.
        title: The author's title for this slide; empty for the measure's message.
    """
    key = f"chart {fingerprint(measure.title, measure.unit)}"
    return slide_for_chart(bar_chart(measure, highlight, title=title), key)


def slide_for_chart(chart: BarChart, key: str) -> Slide:
    """Return a slide with a chart and the texts that belong to it."""
    texts = [SlideText(Role.TITLE, chart.title)]
    if chart.subtitle:
        texts.append(SlideText(Role.SUBTITLE, chart.subtitle))
    texts += (SlideText(Role.BODY, note) for note in chart.notes if note != CALCULATED)
    calculated = CALCULATED if CALCULATED in chart.notes else ""
    foot = (chart.caveat, calculated, chart.earlier_text, chart.source)
    return Slide(
        key=key,
        kind=SlideKind.CHART,
        name="Chart",
        texts=tuple(texts),
        chart=chart,
        source=" ".join(filter(None, foot)),
    )


def unique_keys(keys: Iterable[str]) -> Iterator[str]:
    """Yield the keys; a repeated key gets a prefix with its number."""
    uses: Counter[str] = Counter()
    for key in keys:
        uses[key] += 1
        # A suffix could make it the key of another finding; a prefix cannot.
        yield key if uses[key] == 1 else f"again {uses[key]} {key}"


def matching_slides(slides: Sequence[Slide], text: str) -> list[int]:
    """Return the indexes of the slides that match a search, in order.

    Args:
        slides: The slides to search.
        text: Words that a slide must all contain, each at least as the beginning of a word; or a
            slide number, which puts that slide first. An empty text matches every slide.
    """
    words = terms(text)
    found = [
        index
        for index, slide in enumerate(slides)
        if all(spans(_searchable_text(slide), (word,)) for word in words)
    ]
    number = text.strip()
    if number.isdecimal() and 1 <= int(number) <= len(slides):
        index = int(number) - 1
        found = [index, *(other for other in found if other != index)]
    return found


def _searchable_text(slide: Slide) -> str:
    return "\n".join((slide.name, *(text.text for text in slide.texts)))


def _entry_slide(report: Report, entry: RunningOrderEntry, highlight: Force | None) -> Slide:
    """Return a slide of the author's running order, with the author's title, text and notes."""
    match entry.kind:
        case SlideKind.FINDING if entry.finding is not None:
            slide = _with_own_texts(finding_slide(entry.finding), entry)
        case SlideKind.QUOTE if entry.quote is not None:
            slide = _with_own_texts(quote_slide(entry.quote), entry)
        case SlideKind.CHART if entry.measure is not None:
            slide = _with_own_texts(chart_slide(entry.measure, highlight, entry.title), entry)
        case SlideKind.SOURCES:
            slide = _sources_slide(report, entry.title, entry.text)
        case SlideKind.TITLE:
            slide = _title_slide(report, entry.title, entry.text)
        case _:
            slide = _slide_of_texts(SlideKind.TEXT, entry.title or "Text", _own_texts(entry))
    reveal = entry.reveal and slide.chart is not None
    # A title of its own may be a question. The measure's message is the answer.
    is_message = entry.measure is not None and bool(entry.measure.message) and not entry.title
    return replace(slide, notes=entry.notes, reveal=reveal, title_comes_last=reveal and is_message)


def _own_texts(entry: RunningOrderEntry) -> tuple[SlideText, ...]:
    roles = ((Role.TITLE, entry.title), (Role.BODY, entry.text))
    return tuple(SlideText(role, text) for role, text in roles if text)


def _with_own_texts(slide: Slide, entry: RunningOrderEntry) -> Slide:
    """Return the slide with the title replaced and the text added that its entry gives, if any."""
    texts = slide.texts
    if entry.title:
        others = (text for text in texts if text.role is not Role.TITLE)
        texts = (SlideText(Role.TITLE, entry.title), *others)
    if entry.text:
        texts = (*texts, SlideText(Role.BODY, entry.text))
    return replace(slide, texts=texts)


def _title_slide(report: Report, title: str, text: str) -> Slide:
    texts = [SlideText(Role.TITLE, title or report.title)]
    subtitle = text or report.subtitle
    if subtitle:
        texts.append(SlideText(Role.SUBTITLE, subtitle))
    issued = " · ".join(part for part in (report.publisher, report.published) if part)
    return _slide_of_texts(SlideKind.TITLE, "Title", tuple(texts), issued)


def _sources_slide(report: Report, title: str, text: str) -> Slide:
    texts = [SlideText(Role.TITLE, title or "Sources")]
    if text:
        texts.append(SlideText(Role.BODY, text))
    for source in report.sources:
        texts.append(SlideText(Role.SOURCE_TITLE, source.title))
        parts = [source.publisher, source.published]
        if source.sha256:
            parts.append("quotes and excerpts checked word for word against its text when built")
        details = (" · ".join(filter(None, parts)), source.note, source.licence)
        texts += (SlideText(Role.SOURCE_DETAIL, detail) for detail in details if detail)
    return _slide_of_texts(SlideKind.SOURCES, "Sources", tuple(texts))


def _slide_of_texts(
    kind: SlideKind, name: str, texts: tuple[SlideText, ...], source: str = ""
) -> Slide:
    """Return a slide that only its words identify; the details of sources don't count."""
    words = (text.text for text in texts if text.role is not Role.SOURCE_DETAIL)
    return Slide(f"{kind} {fingerprint(*words)}", kind, name, texts, source=source)


def _source_line(source: Source, locator: str) -> str:
    document = ", ".join(part for part in (source.publisher, source.title) if part)
    return " · ".join(part for part in (document, locator) if part)


def _with_unique_keys(slides: Sequence[Slide]) -> Iterator[Slide]:
    """Return the slides, no two with the same key: an author may show a finding twice."""
    keys = unique_keys(slide.key for slide in slides)
    for slide, key in zip(slides, keys, strict=True):
        yield slide if key == slide.key else replace(slide, key=key)
