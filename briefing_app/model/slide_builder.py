"""Makes the slides of a briefing from its values."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from briefing_app.model.charts import CALCULATED, BarChart, bar_chart, figure_text, status_text
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
from briefing_app.model.slides import Role, Slide, SlideText, unique_keys
from briefing_app.model.text import isolated
from briefing_app.model.wording import DISCUSSION_LABEL, dated

_MAX_SLIDES: Final = 14  # findings, quotes and charts: as many as a session has time for
_MIN_CHARTS: Final = 3  # charts that are kept, even if findings and quotes could fill the session


@dataclass(frozen=True, slots=True)
class FindingSummary:
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
    """Return the slide of a finding: the source's own words, then the author's.

    If the finding has no excerpt, the source's words are those of its first quote.
    """
    quote = None if finding.excerpt or not finding.quotes else finding.quotes[0]
    if quote is not None:
        said, said_by = quote.text, _join(quote.speaker.name, quote.speaker.role)
        foot = dict.fromkeys((_source_line(finding.source), _source_line(quote.source)))
        source = " · ".join(filter(None, (*foot, quote.locator)))
    elif finding.excerpt:
        said, said_by = finding.excerpt, _join(finding.source.publisher, finding.locator)
        source = _source_line(finding.source)
    else:
        said, said_by = "", ""
        source = _source_line(finding.source, finding.locator)
    texts = (
        (Role.TITLE, finding.headline),
        (Role.EXCERPT, f"“{said}”" if said else ""),
        (Role.EXCERPT_SOURCE, said_by),
        (Role.CAUTION, finding.caution),
        (Role.BODY, finding.detail),
    )
    return Slide(
        key=finding_key(finding),
        kind=SlideKind.FINDING,
        name=f"Finding {finding.position}",
        texts=tuple(SlideText(role, text) for role, text in texts if text),
        finding_kind=finding.kind,
        source=source,
        prompt=finding.prompt,
        about=finding_key(finding),
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


def number_slide(measure: Measure, force: Force, title: str = "") -> Slide:
    """Return a slide with one figure of a measure: that of a force in the newest period.

    Args:
        measure: What was counted.
        force: A force that has a figure in the newest period.
        title: The author's sentence about the figure; empty for the measure's message, if that is
            about this force.
    """
    period = max(figure.period for figure in measure.figures)
    figure = next(
        figure for figure in measure.figures if figure.force == force and figure.period == period
    )
    is_about_force = measure.highlight in {None, force}
    statement = title or (measure.message if is_about_force else "")
    chart = bar_chart(measure, title=statement or force.name)
    statement = statement or f"{force.name}: {chart.subtitle}"
    counted = [
        *([force.name] if force.short_name not in statement else []),
        *([chart.subtitle] if chart.subtitle not in statement else []),
        *filter(None, [status_text(figure)]),
    ]
    said = ", ".join(counted)
    return Slide(
        key=f"number {fingerprint(measure.title, measure.unit, force.name)}",
        kind=SlideKind.NUMBER,
        name="Number",
        texts=(
            SlideText(Role.NUMBER, figure_text(figure)),
            SlideText(Role.STATEMENT, statement),
        ),
        source=" ".join(
            filter(None, (said and f"{said[0].upper()}{said[1:]}.", chart.caveat, chart.source))
        ),
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
        name=DISCUSSION_LABEL,
        texts=tuple(SlideText(role, text) for role, text in texts if text),
        source=f"Finding {finding.position}: {finding.headline}" if finding is not None else "",
        about=finding_key(finding) if finding is not None else "",
    )


def slide_for_chart(chart: BarChart, key: str) -> Slide:
    """Return a slide with a chart and the texts that belong to it."""
    texts = [SlideText(Role.TITLE, chart.title)]
    if chart.subtitle:
        texts.append(SlideText(Role.SUBTITLE, chart.subtitle))
    texts += (SlideText(Role.BODY, note) for note in chart.notes if note != CALCULATED)
    beside = f"{chart.caveat}{chart.source}"
    calculated = isolated(CALCULATED, beside=beside) if CALCULATED in chart.notes else ""
    foot = (chart.caveat, calculated, chart.earlier_text, chart.source)
    return Slide(
        key=key,
        kind=SlideKind.CHART,
        name="Chart",
        texts=tuple(texts),
        chart=chart,
        source=" ".join(filter(None, foot)),
    )


def _entry_slide(report: Report, entry: RunningOrderEntry, highlight: Force | None) -> Slide:
    """Return a slide of the author's running order, with the author's title, text and notes."""
    match entry.kind:
        case SlideKind.FINDING if entry.finding is not None:
            slide = _with_own_texts(finding_slide(entry.finding), entry)
        case SlideKind.QUOTE if entry.quote is not None:
            slide = _with_own_texts(quote_slide(entry.quote), entry)
        case SlideKind.CHART if entry.measure is not None:
            slide = _with_own_texts(chart_slide(entry.measure, highlight, entry.title), entry)
        case SlideKind.NUMBER if entry.measure is not None and entry.force is not None:
            slide = number_slide(entry.measure, entry.force, entry.title)
            slide = _with_own_texts(slide, replace(entry, title=""))
        case SlideKind.DISCUSSION:
            slide = discussion_slide(entry.finding, entry.text, entry.answer, entry.options)
        case SlideKind.SOURCES:
            slide = _sources_slide(report, entry.title, entry.text)
        case SlideKind.TITLE:
            slide = _title_slide(report, entry.title, entry.text)
        case _:
            slide = _slide_of_texts(SlideKind.TEXT, entry.title or "Text", _own_texts(entry))
    # A title of its own may be a question. The measure's message is the answer.
    is_message = entry.measure is not None and bool(entry.measure.message) and not entry.title
    return replace(
        slide,
        notes=entry.notes,
        reveal=entry.reveal if slide.chart is not None else Reveal.NONE,
        title_is_result=is_message and slide.chart is not None,
        minutes=entry.minutes,
    )


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
    issued = dated(report.publisher, report.published, " · ")
    slide = _slide_of_texts(SlideKind.TITLE, "Title", tuple(texts), issued)
    counts = Counter(finding.kind for finding in report.findings)
    return replace(
        slide, kind_counts=tuple((kind, counts[kind]) for kind in FindingKind if counts[kind])
    )


def _sources_slide(report: Report, title: str, text: str) -> Slide:
    texts = [SlideText(Role.TITLE, title or "Sources")]
    if text:
        texts.append(SlideText(Role.BODY, text))
    for source in report.sources:
        texts.append(SlideText(Role.SOURCE_TITLE, source.title))
        issued = dated(source.publisher, source.published, " · ")
        if issued:
            texts.append(SlideText(Role.SOURCE_DETAIL, issued))
    return _slide_of_texts(SlideKind.SOURCES, "Sources", tuple(texts))


def _slide_of_texts(
    kind: SlideKind, name: str, texts: tuple[SlideText, ...], source: str = ""
) -> Slide:
    """Return a slide that only its words identify; the details of sources don't count."""
    words = (text.text for text in texts if text.role is not Role.SOURCE_DETAIL)
    return Slide(f"{kind} {fingerprint(*words)}", kind, name, texts, source=source)


def _source_line(source: Source, locator: str = "") -> str:
    return " · ".join(filter(None, (_join(source.publisher, source.title), locator)))


def _join(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _with_unique_keys(slides: Sequence[Slide]) -> Iterator[Slide]:
    """Return the slides, no two with the same key: an author may show a finding twice."""
    keys = unique_keys(slide.key for slide in slides)
    for slide, key in zip(slides, keys, strict=True):
        yield slide if key == slide.key else replace(slide, key=key)
