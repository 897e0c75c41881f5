"""What the handout says of figures and of changes since an earlier briefing, as data."""

from collections.abc import Sequence
from typing import Any, Final

from briefing_app.export.arial_measurer import OUR_FONT
from briefing_app.export.handout_text import HandoutText
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.measurer import BOLD
from briefing_app.layout.page import Form, PlacedChart, PlacedRow, Rect
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.comparison import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    WHAT_HAS_CHANGED,
    Comparison,
    briefing_label,
    unknown_predecessor_note,
    unmatched_measure_lines,
)
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import Finding

Data = dict[str, Any]
"""A part of the data, of types that JSON has."""

_WIDTH: Final = 170 / 25.4 * 72  # of the text on a page, in points
_HALF_WIDTH: Final = 81 / 25.4 * 72  # of a column of the summary
_HEIGHT: Final = 1e9
_CHART: Final = ChartMetrics(
    sizes=(ChartSizes(10.5, 10.5, 9),),
    name_share=0.42,
    max_thickness=15,
    to_bar=8.5,
    to_figure=6,
    to_note=4,
    dot=11,
)
"""In points; text sizes and gaps are those of `resources/handout/handout.typ`."""
_LARGE_CHART: Final = _CHART._replace(sizes=(ChartSizes(18, 18, 18),), max_thickness=24, dot=18)
_SMALL_CHART: Final = _CHART._replace(sizes=(ChartSizes(10, 14, 9),), max_thickness=22)
_MAX_SMALL_BARS: Final = 6
_LINES_OF_BAR: Final = 3  # of the bar and its row in the table, for each line of its texts


def chart_data(
    chart: BarChart, rows: Sequence[Sequence[str]], text: HandoutText, *, inset: float = 0
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
    bar_lines = text.line_count(*map(_as_page_wide_lines, chart.bars))
    words = (chart.title, chart.subtitle, *chart.notes, chart.earlier_text, chart.caveat)
    lines = text.line_count(*words, chart.definition, chart.source, chart.unit)
    lines += _LINES_OF_BAR * bar_lines
    return {
        "title": text.line(chart.title) or text.line("Figures"),
        "subtitle": text.line(chart.subtitle),
        **(_dots(chart, width, metrics, text) or _bars(chart, width, metrics, text)),
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


def small_chart_data(chart: BarChart, text: HandoutText) -> Data:
    """Return a chart of the summary: its longest bars, the highlighted one, and its caveat."""
    shown = set(chart.bars[:_MAX_SMALL_BARS])
    shown |= {bar for bar in chart.bars if bar.is_highlighted}
    small = chart._replace(bars=tuple(bar for bar in chart.bars if bar in shown), compared=None)
    hidden = len(chart.bars) - len(small.bars)
    width, metrics = (_WIDTH, _LARGE_CHART) if text.is_large_print else (_HALF_WIDTH, _SMALL_CHART)
    return {
        **_bars(small, width, metrics, text),
        "alt": text.plain(small.alt_text),
        "title": text.label(chart.title),
        "subtitle": text.line(chart.subtitle),
        "more": text.line(more_text(hidden)),
        "caveat": text.paragraphs(chart.caveat),
    }


def more_text(count: int) -> str:
    """Return how many more there are than are shown; empty if there are none."""
    return f"and {count:,} more" if count else ""


def figure_rows(chart: BarChart, text: HandoutText) -> Sequence[Sequence[str]]:
    """Return the table of a chart's figures, the header first."""
    unit = chart.unit[:1].upper() + chart.unit[1:]
    return [("Force", unit if text.plain(unit) else "Figure", "Period"), *chart.rows]


def _placed(chart: BarChart, width: float, metrics: ChartMetrics) -> PlacedChart:
    # Typst divides the figure between pages, so it is laid out on one that is high enough.
    (placed,) = lay_out_chart(chart, Rect(0, 0, width, _HEIGHT), metrics, OUR_FONT)
    return placed


def _bars(chart: BarChart, width: float, metrics: ChartMetrics, text: HandoutText) -> Data:
    placed = _placed(chart._replace(compared=None), width, metrics)
    return {
        "bars": [_bar(row, width, text) for row in placed.rows],
        "dots": [],
        "legend": [],
        "zero": placed.zero / width,
        "thickness": metrics.max_thickness / width,
        "width": width,
    }


def _bar(row: PlacedRow, width: float, text: HandoutText) -> Data:
    (bar,) = row.bars
    return {
        "label": text.label(bar.label),
        "figure": text.label(bar.text),
        "note": text.line(bar.note),
        "is_missing": bar.value is None,
        "length": sum(shape.rect.width for shape in row.shapes) / width,
        "is_highlighted": bar.is_highlighted,
    }


def _dots(chart: BarChart, width: float, metrics: ChartMetrics, text: HandoutText) -> Data | None:
    """Return each force's two figures as dots on a line.

    None if the chart shows no change, or if a figure or a note needs several lines: such a row may
    be higher than a page, so it is set as bars, which can be divided.
    """
    if chart.compared is None:
        return None
    placed = _placed(chart, width, metrics)
    if any(len(words.lines) > 1 for row in placed.rows for words in row.texts):
        return None
    return {
        "bars": [],
        "dots": [_dots_of_row(row, width, text) for row in placed.rows],
        "legend": [text.line(period) for period in chart.compared],
        "zero": min((row.name.rect.right for row in placed.rows), default=0) / width,
        "thickness": metrics.dot / width,
        "width": width,
    }


def _dots_of_row(row: PlacedRow, width: float, text: HandoutText) -> Data:
    """Return the dots of a row: their middles, and texts with the edge that they are set from."""
    return {
        "label": text.label(row.name.text),
        "is_highlighted": any(bar.is_highlighted for bar in row.bars),
        "dots": [
            {
                "middle": (shape.rect.left + shape.rect.width / 2) / width,
                "is_later": shape.fill is Colour.BAR,
            }
            for shape in row.shapes
            if shape.form is Form.DOT
        ],
        "texts": [
            {
                "words": text.plain(words.text),
                "edge": (words.rect.right if words.at_right else words.rect.left) / width,
                "is_at_right": words.at_right,
                "is_bold": words.style.weight == BOLD,
            }
            for words in row.texts
        ],
    }


def changes_data(comparison: Comparison, text: HandoutText) -> Data:
    """Return what changed: tables of findings, then charts with tables of figures."""
    then, now = (
        f"{lead}: {briefing_label(report)}"
        for lead, report in ((THEN, comparison.earlier), (NOW, comparison.later))
    )
    tables: tuple[tuple[str, list[str], list[tuple[Finding, ...]]], ...] = (
        (FOLLOWED_UP, [then, now], [*comparison.followed]),
        (ENDED, [then], [(finding,) for finding in comparison.ended]),
        (NEW, [now], [(finding,) for finding in comparison.new]),
    )
    return {
        "title": text.line(f"{WHAT_HAS_CHANGED} since {briefing_label(comparison.earlier)}"),
        "summary": text.line(comparison.summary),
        "tables": [
            {
                "title": text.line(title),
                "header": [text.label(heading) for heading in header],
                "rows": [[_compared(finding, title, text) for finding in row] for row in rows],
            }
            for title, header, rows in tables
            if rows
        ],
        "unmatched": [text.line(line) for line in unmatched_measure_lines(comparison)],
        "measures": [
            chart_data(change.chart, [change.headings, *change.rows], text)
            for change in comparison.measures
        ],
    }


def _compared(finding: Finding, group: str, text: HandoutText) -> Data:
    note = unknown_predecessor_note(finding) if group == NEW else ""
    return {
        **kind_data(finding, text),
        "headline": text.label(finding.headline),
        "note": text.label(note),
    }


def kind_data(finding: Finding, text: HandoutText) -> Data:
    """Return the label of a finding's kind and its colour."""
    ink, _ = LIGHT.kind_colours(finding.kind)
    return {"kind": text.line(finding.kind.label), "kind_ink": ink}


def _as_page_wide_lines(bar: Bar) -> str:
    """Return a text that needs about as many page-wide lines as a bar's row in the table.

    Names have a third of the table's width, figures and periods a quarter each.
    """
    return max(bar.force.name * 3, bar.figure * 4, bar.period * 4, key=len)
