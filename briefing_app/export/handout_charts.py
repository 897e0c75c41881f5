"""Charts, tables of figures and comparisons in the data of a handout."""

from collections.abc import Sequence
from typing import Any, Final

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.handout_text import HandoutText
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.page import PlacedRow, Rect
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.comparison import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    Comparison,
    briefing_label,
    unknown_predecessor_note,
    unmatched_measure_lines,
)
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import Finding

_WIDTH: Final = 170 / 25.4 * 72  # of the text on a page, in points
_HEIGHT: Final = 1e9
_MEASURER: Final = ArialMeasurer(1.15)  # some characters of the handout's font are wider
_CHART: Final = ChartMetrics(
    sizes=(ChartSizes(11, 11, 9),),
    name_share=0.42,
    max_thickness=15,
    to_bar=8.5,
    to_figure=6,
    to_note=4,
)
"""In points; text sizes and gaps are those of `resources/handout/handout.typ`."""
_LARGE_CHART: Final = _CHART._replace(sizes=(ChartSizes(18, 18, 18),), max_thickness=24)

Data = dict[str, Any]
"""A part of the data, of types that JSON has."""


def chart_data(chart: BarChart, rows: Sequence[Sequence[str]], text: HandoutText) -> Data:
    """Return a chart and the table below it, whose first row is its header."""
    metrics = _LARGE_CHART if text.is_large_print else _CHART
    # Typst divides the figure between pages, so it is laid out on one that is high enough.
    (placed,) = lay_out_chart(
        chart._replace(compared=None), Rect(0, 0, _WIDTH, _HEIGHT), metrics, _MEASURER
    )
    columns, table = text.table(rows)
    return {
        "title": text.line(chart.title) or text.line("Figures"),
        "subtitle": text.line(chart.subtitle),
        "bars": [_bar(row, text) for row in placed.rows],
        "zero": placed.zero / _WIDTH,
        "thickness": metrics.max_thickness / _WIDTH,
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
        and text.fits_together(*map(_as_page_wide_lines, chart.bars)),
    }


def figure_rows(chart: BarChart, text: HandoutText) -> Sequence[Sequence[str]]:
    """Return the table of a chart's figures, the header first."""
    unit = chart.unit[:1].upper() + chart.unit[1:]
    return [("Force", unit if text.plain(unit) else "Figure", "Period"), *chart.rows]


def _bar(row: PlacedRow, text: HandoutText) -> Data:
    (bar,) = row.bars
    return {
        "label": text.label(bar.label),
        "figure": text.label(bar.text),
        "note": text.line(bar.note),
        "is_missing": bar.value is None,
        "length": sum(shape.rect.width for shape in row.shapes) / _WIDTH,
        "is_highlighted": bar.is_highlighted,
        "is_joined": bar.is_joined,
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
        "title": text.line(f"What has changed since {briefing_label(comparison.earlier)}"),
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
