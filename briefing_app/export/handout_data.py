"""Turns a report into the data that ``resources/handout/handout.typ`` typesets."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

from briefing_app.export.handout_text import HandoutText
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.model.chart_builder import bar_chart
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.comparison import Comparison
from briefing_app.model.comparison_text import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    briefing_label,
    finding_label,
    new_finding_label,
    unmatched_measure_lines,
)
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import Finding, Force, Quote, Report, Source, Speaker
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    source_details,
    verification_summary,
)

_WORDS: Final = {
    "handout": "Briefing handout",
    "page": "Page",
    "of": "of",
    "findings": "Findings",
    "finding": "Finding",
    "caution": f"{CAUTION_LABEL}.",
    "quotes": "Further quotes",
    "questions": f"{DISCUSSION_LABEL} — discussion questions, not part of the report",
    "sources": "Sources and what was checked",
}
_COLOURS: Final = (
    "ink",
    "muted",
    "line",
    "accent",
    "accent_soft",
    "caution",
    "caution_soft",
    "quiet_bar",
)

_Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """What a handout contains.

    Args:
        findings_only: Leave out quotes, charts and discussion questions.
        questions: Include the discussion questions, with room to write.
        large_print: Set no text smaller than 18 pt.
        highlight: The force to highlight in charts that have it, instead of the author's choice.
    """

    findings_only: bool = False
    questions: bool = True
    large_print: bool = False
    highlight: Force | None = None


DEFAULT_OPTIONS: Final = HandoutOptions()


def handout_data(
    report: Report,
    options: HandoutOptions,
    comparison: Comparison | None = None,
) -> _Data:
    """Return the data for a handout.

    Args:
        report: The briefing.
        options: What the handout contains.
        comparison: Changes since an earlier briefing, for pages of their own.
    """
    data, text = _data_and_text(report, options, comparison)
    return data | {"missing_glyphs": text.line(text.missing_glyphs_warning())}


def comparison_data(comparison: Comparison) -> _Data:
    """Return the data for a document that contains only a comparison."""
    earlier, later = comparison.earlier, comparison.later
    report = replace(
        later,
        subtitle=f"Compared with {briefing_label(earlier)}",
        summary="",
        findings=(),
        quotes=(),
        measures=(),
        sources=(*earlier.sources, *later.sources),
    )
    data = handout_data(report, DEFAULT_OPTIONS, comparison)
    verified = f"Earlier: {verification_summary(earlier)} Later: {verification_summary(later)}"
    text = HandoutText(report.language, large_print=False)
    return data | {"is_comparison_only": True, "verification": text.line(verified)}


def missing_glyphs_warning(
    report: Report,
    options: HandoutOptions = DEFAULT_OPTIONS,
    comparison: Comparison | None = None,
) -> str:
    """Return the warning on a handout's first page about missing glyphs; may be empty.

    Args:
        report: As for `handout_data`.
        options: As for `handout_data`.
        comparison: As for `handout_data`.
    """
    _, text = _data_and_text(report, options, comparison)
    return text.missing_glyphs_warning()


def _data_and_text(
    report: Report,
    options: HandoutOptions,
    comparison: Comparison | None,
) -> tuple[_Data, HandoutText]:
    """Return the data of a handout, and what prepared its texts."""
    text = HandoutText(report.language, large_print=options.large_print)
    document = _HandoutDocument(report, options, text)
    data = document.header() | document.body()
    data["comparison"] = None if comparison is None else _comparison(comparison, text)
    return data, text


class _HandoutDocument:
    """The data of one report.

    Args:
        report: The briefing.
        options: What the handout contains.
        text: Prepares each text.
    """

    def __init__(self, report: Report, options: HandoutOptions, text: HandoutText) -> None:
        self._report = report
        self._options = options
        self._text = text
        publishers = Counter(source.publisher for source in report.sources)
        self._unique_publishers = {name for name, count in publishers.items() if count == 1} - {""}

    def header(self) -> _Data:
        """Return the settings of the document and what comes before the findings."""
        report, text = self._report, self._text
        issued = " · ".join(part for part in (report.publisher, report.published) if part)
        return {
            "colours": {
                name: colour for name, colour in LIGHT._asdict().items() if name in _COLOURS
            },
            "font": FONT_FAMILY,
            "large_print": self._options.large_print,
            "language": text.language,
            "region": text.region,
            "right_to_left": text.is_right_to_left,
            "words": {name: text.line(words) for name, words in _WORDS.items()},
            "document_title": text.plain(report.title) or _WORDS["handout"],
            "title": text.label(report.title) or text.label(_WORDS["handout"]),
            "authors": [text.plain(report.publisher)] if report.publisher else [],
            "subtitle": text.line(report.subtitle),
            "summary": text.paragraphs(report.summary),
            "running_head": text.running_head(issued or report.title),
            "verification": text.line(verification_summary(report)),
            "is_comparison_only": False,
        }

    def body(self) -> _Data:
        """Return the findings and what comes after them."""
        report = self._report
        finding_of_quote: dict[int, int] = {}
        findings = [self._finding(finding, finding_of_quote) for finding in report.findings]
        quotes, measures, questions = [], [], []
        if not self._options.findings_only:
            quotes = [quote for quote in report.quotes if quote.id not in finding_of_quote]
            measures = [bar_chart(measure, self._options.highlight) for measure in report.measures]
            if self._options.questions:
                questions = [finding for finding in report.findings if finding.prompt]
        return {
            "findings": findings,
            "quotes": [self._quote(quote) for quote in quotes],
            "measures": [_chart(chart, self._text) for chart in measures],
            "questions": [self._question(finding) for finding in questions],
            "sources": [self._source(source) for source in report.sources],
        }

    def _finding(self, finding: Finding, finding_of_quote: dict[int, int]) -> _Data:
        """Return a finding with those of its quotes that belong to no earlier finding.

        Args:
            finding: The finding.
            finding_of_quote: Quote id to the position of the finding under which it is printed;
                this finding's quotes are added.
        """
        text = self._text
        ink, background = LIGHT.kind_colours(finding.kind)
        quotes, see_also = [], []
        for quote in () if self._options.findings_only else finding.quotes:
            position = finding_of_quote.setdefault(quote.id, finding.position)
            if position == finding.position:
                quotes.append(self._quote(quote))
            else:
                cited = f"{quote.speaker.name}, {self._citation(quote.source, quote.locator)}"
                see_also.append(text.line(f"See also the quote under finding {position}: {cited}"))
        parts = (finding.headline, finding.detail, finding.excerpt, finding.caution)
        return {
            "number": str(finding.position),
            "headline": text.line(finding.headline) or text.line(f"Finding {finding.position}"),
            "kind": text.line(finding.kind.label),
            "kind_ink": ink,
            "kind_background": background,
            "detail": text.paragraphs(finding.detail),
            "excerpt": text.block(f"“{finding.excerpt}”" if finding.excerpt else ""),
            "source": text.line(self._citation(finding.source, finding.locator)),
            "caution": text.block(finding.caution),
            "is_caution_isolated": text.is_isolated(finding.caution),
            "keep_caution_together": text.fits_together(finding.caution),
            "quotes": quotes,
            "see_also": see_also,
            # In large print few findings fit on a page; unbroken ones would leave large gaps.
            "keep_together": text.fits_together(*parts) and not self._options.large_print,
        }

    def _quote(self, quote: Quote) -> _Data:
        text = self._text
        return {
            "text": text.block(f"“{quote.text}”"),
            "speaker": text.line(_name_and_role(quote.speaker)),
            "source": text.line(self._citation(quote.source, quote.locator)),
            "keep_together": text.fits_together(quote.text, quote.speaker.role),
        }

    def _question(self, finding: Finding) -> _Data:
        text = self._text
        return {
            "number": str(finding.position),
            "about": text.line(f"Finding {finding.position} · {finding.headline}"),
            "text": text.paragraphs(finding.prompt),
            "keep_together": text.fits_together(finding.headline, finding.prompt),
        }

    def _source(self, source: Source) -> _Data:
        text = self._text
        details = source_details(source)
        return {
            "title": text.line(source.title),
            "lines": [text.block(line) for line in details],
            "keep_together": text.fits_together(source.title, *details),
        }

    def _citation(self, source: Source, locator: str) -> str:
        """Return a source in as few words as distinguish it from the others, and the locator."""
        parts: tuple[str, ...] = (source.publisher, source.title, locator)
        if source.publisher in self._unique_publishers:
            parts = (source.publisher, locator)
        return ", ".join(filter(None, parts))


def _chart(chart: BarChart, text: HandoutText) -> _Data:
    max_value = max((bar.value for bar in chart.bars if bar.value is not None), default=0)
    unit = chart.unit[:1].upper() + chart.unit[1:]
    header = ("Force", unit if text.plain(unit) else "Figure", "Period")
    columns, table = text.table([header, *chart.rows])
    return {
        "title": text.line(chart.title) or text.line("Figures"),
        "subtitle": text.line(chart.subtitle),
        "bars": [_bar(bar, max_value, text) for bar in chart.bars],
        "longest_label": max((len(bar.label) for bar in chart.bars), default=0),
        "longest_figure": max((len(bar.figure) for bar in chart.bars), default=0),
        "alt": text.plain(chart.alt_text),
        "notes": [text.block(note) for note in chart.notes],
        "earlier": text.line(chart.earlier_text),
        "caveat": text.paragraphs(chart.caveat),
        "definition": text.paragraphs(chart.definition),
        "source": text.line(chart.source),
        "columns": columns,
        "header": table[0],
        "rows": table[1:],
        "keep_together": text.fits_together(*map(_as_page_wide_lines, chart.bars)),
    }


def _bar(bar: Bar, max_value: float, text: HandoutText) -> _Data:
    has_length = bar.value is not None and max_value > 0
    return {
        "label": text.label(bar.label),
        "figure": text.line(bar.text),
        "note": text.line(bar.note),
        "is_missing": bar.value is None,
        "share": max(bar.value or 0, 0) / max_value if has_length else 0,
        "is_highlighted": bar.is_highlighted,
        "is_joined": bar.is_joined,
    }


def _comparison(comparison: Comparison, text: HandoutText) -> _Data:
    """Return what changed: tables of findings, then charts."""
    followed = [[finding_label(then), finding_label(now)] for then, now in comparison.followed]
    tables = [
        (FOLLOWED_UP, [THEN, NOW], followed),
        (ENDED, [THEN], [[finding_label(each)] for each in comparison.ended]),
        (NEW, [NOW], [[new_finding_label(each)] for each in comparison.new]),
    ]
    return {
        "title": text.line(f"What has changed since {briefing_label(comparison.earlier)}"),
        "summary": text.line(comparison.summary),
        "tables": [
            {
                "title": text.line(title),
                "header": [text.label(heading) for heading in header],
                "rows": [[text.label(cell) for cell in row] for row in rows],
            }
            for title, header, rows in tables
            if rows
        ],
        "unmatched": [text.line(line) for line in unmatched_measure_lines(comparison)],
        "measures": [_chart(change.chart, text) for change in comparison.measures],
    }


def _name_and_role(speaker: Speaker) -> str:
    return ", ".join(part for part in (speaker.name, speaker.role) if part)


def _as_page_wide_lines(bar: Bar) -> str:
    """Return a text that needs about as many page-wide lines as a bar's row in the table.

    Names have a third of the table's width, figures and periods a quarter each.
    """
    return max(bar.force.name * 3, bar.figure * 4, bar.period * 4, key=len)
