"""Makes the slides of a briefing from its values."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from briefing_app.model.chart_selection import (
    bars_for_slide,
    signed_figure_text,
    with_per_cent_sign,
)
from briefing_app.model.charts import bar_chart, origins_of, status_text
from briefing_app.model.evidence import quote_evidence
from briefing_app.model.names import known_names
from briefing_app.model.report import (
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    Reveal,
    RunningOrderEntry,
    SlideKind,
    Source,
    finding_key,
    fingerprint,
    quote_key,
)
from briefing_app.model.slides import (
    KindCount,
    Role,
    Slide,
    SlideText,
    VoteEvidence,
    all_words,
    unique_keys,
)
from briefing_app.model.wording import (
    DISCUSSION_LABEL,
    DISCUSSION_NOTE,
    FOR_TRAINING,
    NOT_OF_A_SOURCE,
    OUR_HEADLINE,
    OUR_MESSAGE,
    OUR_WORDS,
    VOTE_LABEL,
    check_against,
    citation,
    citations,
    dated,
    says_made_up,
    summary_note,
    unique_publishers,
)

_MAX_SLIDES: Final = 14  # findings, quotes and charts: as many as a session has time for
_MIN_CHARTS: Final = 3  # charts that are kept, even if findings and quotes could fill the session


class FindingSummary(NamedTuple):
    """What the default order needs to know of a finding.

    Args:
        key: Identifies the finding.
        kind: The kind of finding.
        quotes: The keys of its quotes.
    """

    key: str
    kind: str
    quotes: Sequence[str]


def default_order(
    findings: Sequence[FindingSummary], quotes: Sequence[str], charts: Sequence[str]
) -> list[str]:
    """Return the keys of the findings, quotes and charts to show, in order.

    Each finding is followed by its quotes; then come the quotes of no finding, and the charts. If
    that is too much for a session, the most important slides are chosen.

    Args:
        findings: All findings, in order.
        quotes: The keys of all quotes, in order.
        charts: The keys of all charts, in order.
    """
    order: dict[str, None] = {}
    for finding in findings:
        # A quote that supports several findings is shown with the first.
        order |= dict.fromkeys((finding.key, *finding.quotes))
    order |= dict.fromkeys((*quotes, *charts))
    if len(order) <= _MAX_SLIDES:
        return list(order)
    important = set(_most_important(findings, quotes, charts))
    return [key for key in order if key in important]


def _most_important(
    findings: Sequence[FindingSummary], quotes: Sequence[str], charts: Sequence[str]
) -> Iterator[str]:
    """Return the first charts, one finding of each kind, more findings, and some quotes."""
    charts = charts[: max(_MIN_CHARTS, _MAX_SLIDES - len(findings) - len(quotes))]
    yield from charts
    left = _MAX_SLIDES - len(charts)
    first_of_kinds = {finding.kind: finding for finding in reversed(findings)}
    ranked = [*first_of_kinds.values(), *findings]
    distinct = list({finding.key: finding for finding in ranked}.values())
    chosen = distinct[: max(left * 2 // 3, left - len(quotes))]
    yield from (finding.key for finding in chosen)
    first_quotes = [finding.quotes[0] for finding in chosen if finding.quotes]
    their_quotes = chain.from_iterable(finding.quotes for finding in chosen)
    ranked_quotes = dict.fromkeys((*first_quotes, *their_quotes, *quotes))
    yield from islice(ranked_quotes, left - len(chosen))


_KEY_MESSAGE: Final = "Key message"
_ABOUT_SOURCES: Final = {Role.SOURCE_USE, Role.SOURCE_DETAIL}


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
    marks = SlideMarks(report)
    return tuple(map(marks.on, _with_unique_keys(slides)))


class SlideMarks:
    """What a briefing says about all of its slides: their names, and whether it is made up."""

    def __init__(self, report: Report) -> None:
        self._names = known_names(report)
        self._is_made_up = says_made_up(report.title)

    def on(self, slide: Slide) -> Slide:
        """Return a slide with these marks."""
        texts = (*all_words(slide), slide.source, slide.prompt)
        found = self._names.found_in("\n".join(texts))
        about = slide.figures_finding
        return slide._replace(
            names=found,
            is_made_up=self._is_made_up,
            figures_finding=None if about is None else self.on(about),
        )


def _default_slides(report: Report, highlight: Force | None) -> Iterator[Slide]:
    publishers = unique_publishers(report.sources)
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
        yield _slide_of_texts(SlideKind.TEXT, _KEY_MESSAGE, texts, summary_note(report))
    for key in default_order(findings, list(quotes), list(charts)):
        match items[key]:
            case Finding() as finding:
                yield finding_slide(finding, publishers)
            case Quote() as quote:
                yield quote_slide(quote, publishers)
            case Measure() as measure:
                slide = chart_slide(measure, highlight, publishers=publishers)
                yield _with_question(slide, report, measure)
    yield _sources_slide(report, "", "")


def finding_slide(finding: Finding, publishers: Collection[str] = ()) -> Slide:
    """Return the slide of a finding: the source's own words, what limits them, who and where.

    If the finding has no excerpt, the source's words are those of its first quote.

    Args:
        finding: The finding.
        publishers: The `unique_publishers` of the briefing's sources.
    """
    said, locator, source = finding.excerpt, finding.locator, finding.source
    quote = next((each for each in finding.quotes if said in each.text), None)
    if quote is not None and not said:
        said, locator, source = quote.text, quote.locator, quote.source
    is_speaking = quote is not None and quote.source == source
    speaker = quote_evidence(quote).attribution if quote is not None and is_speaking else ""
    note = (Role.CAUTION, finding.caution) if finding.caution else (Role.NOTE, finding.detail)
    texts = ((Role.TITLE, finding.headline), (Role.EXCERPT, f"“{said}”" if said else ""), note)
    return Slide(
        key=finding_key(finding),
        kind=SlideKind.FINDING,
        name=f"Finding {finding.position}",
        texts=tuple(SlideText(role, text) for role, text in texts if text),
        finding_kind=finding.kind,
        source=" · ".join(filter(None, (speaker, citation(source, locator, publishers)))),
        ours=OUR_HEADLINE,
        prompt=finding.prompt,
        about=finding_key(finding),
    )


def quote_slide(quote: Quote, publishers: Collection[str] = ()) -> Slide:
    """Return the slide of a quote, with its speaker and its place in the source.

    Args:
        quote: The quote.
        publishers: The `unique_publishers` of the briefing's sources.
    """
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
        source=citation(quote.source, quote.locator, publishers),
    )


def chart_slide(
    measure: Measure,
    highlight: Force | None = None,
    title: str = "",
    publishers: Collection[str] = (),
) -> Slide:
    """Return a slide with the latest figures of a measure as a chart.

    Args:
        measure: What was counted.
        highlight: The force to highlight, if the measure has it.
        title: The author's title for this slide; empty for the measure's message.
        publishers: The `unique_publishers` of the briefing's sources.
    """
    chart = bar_chart(measure, highlight, title=title)
    texts = [SlideText(Role.TITLE, chart.title)]
    if chart.subtitle:
        texts.append(SlideText(Role.SUBTITLE, chart.subtitle))
    texts += (SlideText(Role.BODY, note) for note in chart.notes)
    note = " ".join(filter(None, (chart.caveat, chart.earlier_text)))
    if note:
        texts.append(SlideText(Role.NOTE, note))
    shown = bars_for_slide(chart).bars
    return Slide(
        key=f"chart {fingerprint(measure.title, measure.unit)}",
        kind=SlideKind.CHART,
        name="Chart",
        texts=tuple(texts),
        chart=with_per_cent_sign(chart),
        source=citations(origins_of(measure, shown), publishers),
        ours="" if chart.measured.startswith(chart.title) else OUR_MESSAGE,
        # A title of its own may be a question. The measure's message is the answer.
        message=(measure.message or title) if title else "",
    )


_MAX_OTHERS: Final = 4  # figures beside that of a number slide


def number_slide(
    measure: Measure, force: Force, title: str, publishers: Collection[str] = ()
) -> Slide:
    """Return a slide with one figure of a measure: that of a force in the newest period.

    The figures of the other forces are beside it, unless there are many.

    Args:
        measure: What was counted.
        force: A force that has a figure in the newest period.
        title: The author's sentence about the figure; empty for the measure's message, if that is
            about this force.
        publishers: The `unique_publishers` of the briefing's sources.
    """
    period = max(figure.period for figure in measure.figures)
    figure = next(
        figure for figure in measure.figures if figure.force == force and figure.period == period
    )
    is_about_force = measure.highlight in {None, force}
    statement = title or (measure.message if is_about_force else "")
    chart = with_per_cent_sign(bar_chart(measure, title=statement or force.name))
    statement = statement or f"{force.name}: {chart.subtitle}"
    counted = [
        *([force.name] if force.short_name not in statement else []),
        *([chart.subtitle] if not title and chart.subtitle not in statement else []),
        *([period] if title and period not in title else []),
        *filter(None, [status_text(figure)]),
    ]
    said = ", ".join(counted)
    note = " ".join(filter(None, (said and f"{said[0].upper()}{said[1:]}.", chart.caveat)))
    others = [bar for bar in chart.bars if bar.force != force]
    others = others if len(others) <= _MAX_OTHERS else []
    texts = [
        SlideText(Role.NUMBER, signed_figure_text(figure, measure.unit)),
        SlideText(Role.STATEMENT, statement),
    ]
    for bar in others:
        texts.append(SlideText(Role.OTHER_FIGURE, bar.text))
        texts.append(SlideText(Role.OTHER_FORCE, f"{bar.label} {bar.note}".rstrip()))
    if note:
        texts.append(SlideText(Role.NOTE, note))
    return Slide(
        key=f"number {fingerprint(measure.title, measure.unit, force.name)}",
        kind=SlideKind.NUMBER,
        name="Number",
        texts=tuple(texts),
        source=citations([measure.origin_of(figure), *(bar.origin for bar in others)], publishers),
        ours=OUR_MESSAGE,
    )


def discussion_slide(
    finding: Finding | None, question: str = "", answer: str = "", options: Sequence[str] = ()
) -> Slide:
    """Return a slide with a question to talk about.

    Args:
        finding: The finding that it is about, if any.
        question: The question; empty for the finding's.
        answer: The answer, or empty.
        options: What people choose from, if it is a vote.
    """
    question = question or (finding.prompt if finding is not None else "")
    texts = (
        (Role.QUESTION, question),
        *((Role.OPTION, option) for option in options),
        (Role.ANSWER, answer),
    )
    return Slide(
        key=f"discussion {fingerprint(question)}",
        kind=SlideKind.DISCUSSION,
        name=VOTE_LABEL if options else DISCUSSION_LABEL,
        texts=tuple(SlideText(role, text) for role, text in texts if text),
        source=f"Finding {finding.position}: {finding.headline}" if finding is not None else "",
        ours=DISCUSSION_NOTE,
        about=finding_key(finding) if finding is not None else "",
    )


_THEIR_FIGURE: Final = "The source’s figure"
_THEIR_WORDS: Final = "The speaker’s words"


def _words_evidence(quote: Quote, publishers: Collection[str]) -> VoteEvidence:
    """Return the words that answer a vote.

    Args:
        quote: The quote.
        publishers: The `unique_publishers` of the briefing's sources.
    """
    slide = quote_slide(quote, publishers)
    return VoteEvidence(_THEIR_WORDS, slide.texts, slide.source, quote)


def figure_evidence(
    measure: Measure, force: Force, publishers: Collection[str]
) -> VoteEvidence | None:
    """Return the figure of a force in the newest period of a measure; None if it has none.

    Args:
        measure: What was counted.
        force: The force.
        publishers: The `unique_publishers` of the briefing's sources.
    """
    newest = max((figure.period for figure in measure.figures), default="")
    found = (each for each in measure.figures if (each.force, each.period) == (force, newest))
    figure = next(found, None)
    if figure is None:
        return None
    chart = bar_chart(measure, title=force.name)
    statement = ", ".join(filter(None, (chart.subtitle, status_text(figure))))
    texts = (
        (Role.NUMBER, signed_figure_text(figure, measure.unit)),
        (Role.STATEMENT, f"{force.name}: {statement}"),
        (Role.NOTE, chart.caveat),
    )
    return VoteEvidence(
        _THEIR_FIGURE,
        tuple(SlideText(role, text) for role, text in texts if text),
        citation(*measure.origin_of(figure), publishers),
    )


def _entry_slide(report: Report, entry: RunningOrderEntry, highlight: Force | None) -> Slide:
    """Return a slide of the author's running order, with the author's title, text and notes."""
    slide = _MAKERS[entry.kind](report, entry, highlight)
    return slide._replace(
        notes=entry.notes,
        reveal=entry.reveal if slide.chart is not None else Reveal.NONE,
        minutes=entry.minutes,
    )


def _finding_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    assert entry.finding is not None  # noqa: S101, which its kind needs
    slide = finding_slide(entry.finding, unique_publishers(report.sources))
    return _with_own_texts(slide, entry)


def _quote_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    assert entry.quote is not None  # noqa: S101
    return _with_own_texts(quote_slide(entry.quote, unique_publishers(report.sources)), entry)


def _chart_entry(report: Report, entry: RunningOrderEntry, highlight: Force | None) -> Slide:
    assert entry.measure is not None  # noqa: S101
    publishers = unique_publishers(report.sources)
    slide = _with_own_texts(chart_slide(entry.measure, highlight, entry.title, publishers), entry)
    return _with_question(slide, report, entry.measure)


def _number_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    assert entry.measure is not None  # noqa: S101
    assert entry.force is not None  # noqa: S101
    publishers = unique_publishers(report.sources)
    slide = number_slide(entry.measure, entry.force, entry.title, publishers)
    slide = _with_own_texts(slide, entry._replace(title=""))
    return _with_question(slide, report, entry.measure)


def _discussion_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    slide = discussion_slide(entry.finding, entry.text, entry.answer, entry.options)
    if not slide.is_vote:
        return slide
    return slide._replace(evidence=_evidence(entry, unique_publishers(report.sources)))


def _title_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    return _title_slide(report, entry.title, entry.text)


def _sources_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    return _sources_slide(report, entry.title, entry.text)


def _text_entry(report: Report, entry: RunningOrderEntry, _highlight: Force | None) -> Slide:
    note = summary_note(report) if entry.text == report.summary else OUR_WORDS
    return _slide_of_texts(SlideKind.TEXT, entry.title or "Text", _own_texts(entry), note)


_MAKERS: Final[dict[SlideKind, Callable[[Report, RunningOrderEntry, Force | None], Slide]]] = {
    SlideKind.TITLE: _title_entry,
    SlideKind.TEXT: _text_entry,
    SlideKind.FINDING: _finding_entry,
    SlideKind.QUOTE: _quote_entry,
    SlideKind.CHART: _chart_entry,
    SlideKind.NUMBER: _number_entry,
    SlideKind.DISCUSSION: _discussion_entry,
    SlideKind.SOURCES: _sources_entry,
}
"""How an entry of each kind becomes a slide; the force is highlighted in charts."""


def _evidence(entry: RunningOrderEntry, publishers: Collection[str]) -> VoteEvidence | None:
    """Return the evidence for the answer of a vote, if the author named any."""
    if entry.quote is not None:
        return _words_evidence(entry.quote, publishers)
    if entry.measure is not None and entry.force is not None:
        return figure_evidence(entry.measure, entry.force, publishers)
    return None


def _with_question(slide: Slide, report: Report, measure: Measure) -> Slide:
    """Return the slide of a chart or a number with the question of a finding about its figures."""
    findings = (each for each in report.findings if each.prompt and measure.belongs_to(each))
    finding = next(findings, None)
    return slide._replace(figures_finding=None if finding is None else finding_slide(finding))


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
    return slide._replace(texts=texts)


def _title_slide(report: Report, title: str, text: str) -> Slide:
    texts = [SlideText(Role.TITLE, title or report.title)]
    subtitle = text or report.subtitle
    if subtitle:
        texts.append(SlideText(Role.SUBTITLE, subtitle))
    issued = dated(report.publisher, report.published, " · ")
    slide = _slide_of_texts(SlideKind.TITLE, "Title", tuple(texts), issued)
    counts = Counter(finding.kind for finding in report.findings)
    kinds = (KindCount(kind, counts[kind]) for kind in FindingKind if counts[kind])
    return slide._replace(kind_counts=tuple(kinds))


def _sources_slide(report: Report, title: str, text: str) -> Slide:
    texts = [SlideText(Role.TITLE, title or "Sources")]
    if text:
        texts.append(SlideText(Role.BODY, text))
    quoting = _quoted_sources(report)
    for source in report.sources:
        texts.append(SlideText(Role.SOURCE_USE, _source_use(report, source)))
        texts.append(SlideText(Role.SOURCE_TITLE, source.title))
        issued = dated(source.publisher, source.published, " · ")
        checked = check_against(source) if source in quoting else ""
        details = filter(None, (issued, checked))
        texts += (SlideText(Role.SOURCE_DETAIL, detail) for detail in details)
    texts.append(SlideText(Role.SOURCE_USE, "Headlines and questions"))
    texts.append(SlideText(Role.SOURCE_TITLE, FOR_TRAINING))
    texts.append(SlideText(Role.SOURCE_DETAIL, NOT_OF_A_SOURCE))
    return _slide_of_texts(SlideKind.SOURCES, "Sources", tuple(texts))


def _quoted_sources(report: Report) -> list[Source]:
    """Return the source of each quote and excerpt."""
    quoting = [quote.source for quote in report.quotes]
    quoting += (finding.source for finding in report.findings if finding.excerpt)
    return quoting


def _source_use(report: Report, source: Source) -> str:
    """Return what comes from a source: ``Every quotation and figure``."""
    quoting = _quoted_sources(report)
    counted = [source for measure in report.measures for source in measure.sources]
    if source not in quoting and source not in counted:
        is_behind = any(finding.source == source for finding in report.findings)
        return "Named by a finding, but not quoted" if is_behind else "Named, but not used here"
    uses = []
    for noun, sources in (("quotation", quoting), ("figure", counted)):
        if source in sources:
            lead = "Every" if all(each == source for each in sources) else "Some"
            uses.append((lead, noun if lead == "Every" else f"{noun}s"))
    if len({lead for lead, _ in uses}) == 1:
        return f"{uses[0][0]} {' and '.join(noun for _, noun in uses)}"
    return " and ".join((" ".join(uses[0]), " ".join(uses[1]).lower()))


def _slide_of_texts(
    kind: SlideKind, name: str, texts: tuple[SlideText, ...], source: str = ""
) -> Slide:
    """Return a slide that only its words identify; what is said of sources doesn't count."""
    words = (text.text for text in texts if text.role not in _ABOUT_SOURCES)
    return Slide(f"{kind} {fingerprint(*words)}", kind, name, texts, source=source)


def _with_unique_keys(slides: Sequence[Slide]) -> Iterator[Slide]:
    """Return the slides, no two with the same key: an author may show a finding twice."""
    keys = unique_keys(slide.key for slide in slides)
    for slide, key in zip(slides, keys, strict=True):
        yield slide if key == slide.key else slide._replace(key=key)
