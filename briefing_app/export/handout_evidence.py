"""The evidence on paper, as data: the words of sources with their places, and charts."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from briefing_app.export.arial_measurer import OUR_FONT
from briefing_app.export.handout_text import HandoutText
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.page import PlacedRow, Rect
from briefing_app.layout.palette import LIGHT
from briefing_app.model.chart_selection import bars_for_slide
from briefing_app.model.charts import BarChart, TableRow
from briefing_app.model.report import Finding, Measure, Origin, Quote, Report, Source
from briefing_app.model.text import as_sentence
from briefing_app.model.wording import (
    OUR_HEADLINES,
    check_mark,
    citation,
    dated,
    places_by_source,
    source_line,
    unique_publishers,
    verification_foot,
)

Data = dict[str, Any]
"""A part of the data, of types that JSON has."""

_WIDTH: Final = 170 / 25.4 * 72  # of the text on a page, in points
_LARGE_SUMMARY_WIDTH: Final = 182 / 25.4 * 72  # of the pages of the summary in large print
_HALF_WIDTH: Final = 81 / 25.4 * 72  # of a column of the summary
_HEIGHT: Final = 1e9
_CHART: Final = ChartMetrics(
    sizes=(ChartSizes(10.5, 10.5, 9),),
    name_share=0.42,
    max_thickness=15,
    to_bar=8.5,
    to_figure=6,
    to_note=4,
)
"""In points; text sizes and gaps are those of `resources/handout/handout.typ`."""
_LARGE_CHART: Final = _CHART._replace(sizes=(ChartSizes(18, 18, 18),), max_thickness=24, to_note=6)
_SMALL_CHART: Final = _CHART._replace(sizes=(ChartSizes(10, 14, 9),), max_thickness=22)
_LARGE_SMALL_CHART: Final = _LARGE_CHART._replace(
    sizes=(ChartSizes(18, 24, 18),), max_thickness=32, to_note=8
)
_MAX_SMALL_BARS: Final = 6
_LINES_OF_BAR: Final = 3  # of the bar and its row in the table, for each line of its texts
_MAX_SOURCES_LISTED: Final = 2


class SourceWords:
    """Attributes the words and figures of a briefing's sources.

    What is the same for all of them, the only source or how they were checked, is at the foot of
    each page and not beside each quote. But what isn't proved says so itself.

    Args:
        report: The briefing.
        text: Prepares each text.
    """

    def __init__(self, report: Report, text: HandoutText) -> None:
        self._text = text
        self._publishers = unique_publishers(report.sources)
        entries: tuple[Finding | Quote, ...] = (*report.findings, *report.quotes)
        of_words = [entry.source for entry in entries]
        of_figures = (source for measure in report.measures for source in measure.sources)
        self._cited = list(dict.fromkeys((*of_words, *of_figures)))
        checks = {source.check for source in of_words}
        self._marks_each = len(checks) > 1 or not all(check.is_proved for check in checks)
        self.verification: str = text.line(verification_foot(report))
        """How the words were checked, as a sentence; may be empty."""

    @property
    def foot(self) -> list[str]:
        """The two lines at the foot of each page: the only source, and which words are whose."""
        source = ""
        for only in self._cited if len(self._cited) == 1 else ():
            is_short = self._text.is_large_print
            source = source_line(citation(only, "", self._publishers) if is_short else _named(only))
        ours = " ".join(filter(None, (OUR_HEADLINES, self.verification)))
        return [self._text.plain(source), self._text.line(ours)]

    @property
    def sources(self) -> str:
        """One or two sentences that name the sources; empty if there are none."""
        named = "; ".join(map(_named, self._cited[:_MAX_SOURCES_LISTED]))
        further = len(self._cited) - _MAX_SOURCES_LISTED
        more = f"; and {further:,} more" if further > 0 else ""
        return self._text.line(as_sentence(source_line(f"{named}{more}")))

    def is_only_source(self, source: Source) -> bool:
        """Return whether everything is from this source, which is then at the foot of pages."""
        return self._cited == [source]

    def only_places(self, origins: Iterable[Origin]) -> str | None:
        """Return the places of some figures in the only source; None if one is from another."""
        places = places_by_source(origins)
        return places[self._cited[0]] if list(places) == self._cited else None

    def of_quote(self, quote: Quote, *, has_role: bool = True) -> Data:
        """Return the words of a quote.

        Args:
            quote: The quote.
            has_role: Whether the speaker's role is given; once is enough.
        """
        speaker = quote.speaker
        role = speaker.role if has_role else ""
        return self._words(quote.text, quote.source, quote.locator, speaker.name, role)

    def of_excerpt(self, finding: Finding) -> Data:
        """Return the excerpt of a finding."""
        return self._words(finding.excerpt, finding.source, finding.locator)

    def of_finding(self, finding: Finding) -> Data | None:
        """Return the words that a finding rests on, with their speaker if that is known.

        None if it has neither an excerpt nor a quote.
        """
        for quote in finding.quotes:
            if not finding.adds_excerpt([quote]):
                return self.of_quote(
                    quote._replace(text=finding.excerpt) if finding.excerpt else quote
                )
        return self.of_excerpt(finding) if finding.excerpt else None

    def place(self, source: Source, locator: str) -> str:
        """Return where something is: only the place if there is only one source."""
        if self.is_only_source(source):
            return locator
        return citation(source, locator, self._publishers)

    def speaker_and_place(self, quote: Quote) -> str:
        """Return the speaker of a quote and its place in the source."""
        return ", ".join(
            filter(None, (quote.speaker.name, self.place(quote.source, quote.locator)))
        )

    def _words(self, words: str, source: Source, locator: str, *speaker: str) -> Data:
        """Return words with the line that says whether they were checked and where they are."""
        mark = check_mark(source.check) if self._marks_each else ""
        parts = (", ".join(filter(None, speaker)), self.place(source, locator))
        line = " · ".join(filter(None, parts))
        return {
            "text": self._text.block(f"“{words}”"),
            "mark": self._text.line(mark),
            "is_proved": source.check.is_proved,
            "source": self._text.line(line),
            "keep_together": self._text.fits_together(words, f"{mark} · {line}"),
        }


def _named(source: Source) -> str:
    title = f"“{source.title}”" if source.title else ""
    return dated(", ".join(filter(None, (source.publisher, title))), source.published)


def chart_data(
    chart: BarChart, rows: Sequence[Sequence[str]], text: HandoutText, *, inset: float
) -> Data:
    """Return a chart and the table below it.

    Args:
        chart: The chart.
        rows: The rows of the table, the header first.
        text: Prepares each text.
        inset: How far from the left edge of the text it begins, in points.
    """
    width = _WIDTH - inset
    metrics = _LARGE_CHART if text.is_large_print else _CHART
    columns, table = text.table(rows)
    bar_lines = text.line_count(*map(_as_page_wide_lines, chart.rows))
    words = (chart.title, chart.subtitle, *chart.notes, chart.earlier_text, chart.caveat)
    lines = text.line_count(*words, chart.definition, chart.source, chart.unit)
    lines += _LINES_OF_BAR * bar_lines
    return {
        "title": text.line(chart.title) or text.line("Figures"),
        "subtitle": text.line(chart.subtitle),
        **_bars(chart, width, metrics, text),
        "alt": text.plain(chart.alt_text),
        "notes": [text.block(note) for note in chart.notes],
        "earlier": text.line(chart.earlier_text),
        "caveat": text.paragraphs(chart.caveat),
        "definition": text.paragraphs(chart.definition),
        "source": text.line(chart.source),
        "columns": columns,
        "header": table[0],
        "rows": table[1:],
        "keep_together": text.fits_together(chart.unit)  # which heads the table
        and text.fits_together(lines=bar_lines),
        "lines": lines,
        "is_short": text.fits_together(lines=lines),
    }


def small_chart_data(chart: BarChart, text: HandoutText, source: str) -> Data:
    """Return a chart of the summary: as on a slide, but with fewer bars, and with its caveat.

    Args:
        chart: The chart.
        text: Prepares each text.
        source: Where the figures are from; empty if it is said elsewhere on the page.
    """
    small = bars_for_slide(chart, _MAX_SMALL_BARS)
    more = f"{more_text(small.left_out)} in the findings" if small.left_out else ""
    width, metrics = _HALF_WIDTH, _SMALL_CHART
    if text.is_large_print:
        width, metrics = _LARGE_SUMMARY_WIDTH, _LARGE_SMALL_CHART
    return {
        **_bars(small, width, metrics, text),
        "alt": text.plain(small.alt_text),
        "title": text.label(chart.title),
        "subtitle": text.line(chart.subtitle),
        "more": text.line(more),
        "caveat": [*text.paragraphs(chart.caveat), *filter(None, [text.line(source)])],
    }


def finding_of(measure: Measure, report: Report) -> Finding | None:
    """Return the finding that a measure's chart is printed with, if any."""
    return next(filter(measure.belongs_to, report.findings), None)


def more_text(count: int) -> str:
    """Return how many more there are than are shown; empty if there are none."""
    return f"and {count:,} more" if count else ""


def figure_rows(chart: BarChart, text: HandoutText) -> Sequence[Sequence[str]]:
    """Return the table of a chart's figures, the header first."""
    unit = chart.unit[:1].upper() + chart.unit[1:]
    heads = ("Force", unit if text.plain(unit) else "Figure", "Period", "Source")
    columns = len(heads) if chart.has_several_origins else len(heads) - 1
    return [row[:columns] for row in (heads, *chart.rows)]


def _bars(chart: BarChart, width: float, metrics: ChartMetrics, text: HandoutText) -> Data:
    # Typst divides the figure between pages, so it is laid out on one that is high enough.
    (placed,) = lay_out_chart(chart, Rect(0, 0, width, _HEIGHT), metrics, OUR_FONT)
    return {
        "bars": [_bar(row, width, text) for row in placed.rows],
        "breaks": list(chart.breaks),
        "zero": placed.zero / width,
        "thickness": metrics.max_thickness / width,
        "width": width,
    }


def _bar(row: PlacedRow, width: float, text: HandoutText) -> Data:
    bar = row.bar
    return {
        "label": text.label(bar.label),
        "figure": text.label(bar.text),
        "note": text.line(bar.note),
        "is_missing": bar.value is None,
        "length": sum(shape.rect.width for shape in row.shapes) / width,
        "is_highlighted": bar.is_highlighted,
    }


def kind_data(finding: Finding, text: HandoutText) -> Data:
    """Return the label of a finding's kind and its colour."""
    colour = LIGHT.kind_colour(finding.kind)
    return {"kind": text.line(finding.kind.label), "kind_ink": colour}


def _as_page_wide_lines(row: TableRow) -> str:
    """Return a text that needs about as many page-wide lines as a row of the table.

    Names have a third of the table's width, the other columns a quarter each.
    """
    name, *others = row
    return max(name * 3, *(other * 4 for other in others), key=len)
