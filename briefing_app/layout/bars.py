"""The layout of a chart: names, bars or the dots of a change, and figures.

Names wrap and are never shortened. Rows that do not fit on one page continue on the next, all at
the same scale and size.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

from briefing_app.layout.change_rows import (
    change_groups,
    change_legend,
    change_row,
    missing_figures,
)
from briefing_app.layout.chart_metrics import ChartMetrics, ChartSizes, MeasuredRow, Scale
from briefing_app.layout.measurer import BOLD, REGULAR, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, Rect, Shape
from briefing_app.layout.placing import break_text, lines_height, lines_width, place_lines
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Reveal

_SHORTEST: Final = 2.0  # pixels; a figure other than 0 is visible
_SHARES: Final = (0.5, 0.3)  # of the width right of names, for figure and note at most
_SHARES_OF_CHANGE: Final = (0.22, 0.36)  # the same; each row has two figures
_AXIS: Final = 4  # pixels
_LARGEST_SCALE: Final = 1e300  # pixels per unit; it is finite however small the figures are


def lay_out_chart(
    chart: BarChart,
    area: Rect,
    metrics: ChartMetrics,
    measurer: Measurer,
    reveal: Reveal = Reveal.NONE,
) -> list[PlacedChart]:
    """Return the chart on as many pages as it needs, at least one.

    Args:
        chart: The chart.
        area: The rectangle for it on each page.
        metrics: Sizes and gaps.
        measurer: The measurer.
        reveal: How its figures are revealed.
    """
    legend = change_legend(chart.compared, area, metrics, measurer) if chart.compared else Block()
    area = Rect(area.left, area.top + legend.height, area.width, area.height - legend.height)
    is_guess = reveal is Reveal.GUESS
    rows: list[MeasuredRow] = []
    for sizes in metrics.sizes:
        rows = _measured(chart, area, metrics, measurer, sizes, is_guess=is_guess)
        if sum(_heights(rows, metrics)) <= area.height:
            break
    if not rows:
        return [PlacedChart(area._replace(height=0), (), area.left, 0)]
    scale = _scale(rows, area, metrics)
    parts = _distribute(_heights(rows, metrics), area.height)
    most = max(end - start for start, end in parts)
    tallest = max(row.height for row in rows) + metrics.gap
    # All rows have the same height on every page, so that bars can be compared.
    pitch = min(max(area.height / most, tallest), max(metrics.max_pitch, tallest))
    same = pitch * most <= area.height + 1
    if same:
        shift = (area.height - pitch * most) * metrics.above_share
        area = Rect(area.left, area.top + shift, area.width, area.height - shift)
    lowest = pitch if same else min(row.height + metrics.gap for row in rows)
    thickness = round(min(lowest * metrics.bar_share, metrics.max_thickness))
    charts = []
    for start, end in parts:
        top = area.top
        placed = []
        for at, row in enumerate(rows[start:end]):
            height = pitch if same else row.height + metrics.gap
            step = {Reveal.NONE: 0, Reveal.BARS: at + 1, Reveal.GUESS: 1}[reveal]
            middle = top + height / 2
            made = (
                change_row(row, middle, scale, metrics)
                if chart.compared
                else _bar_row(row, middle, thickness, scale, metrics, has_axis=is_guess)
            )
            placed.append(made._replace(step=step))
            top += height
        charts.append(
            PlacedChart(
                area._replace(height=top - area.top),
                tuple(placed),
                scale.zero,
                scale.per_unit,
                _zero_line(scale.zero, area.top, top) if is_guess else legend,
            )
        )
    return charts


def _heights(rows: Sequence[MeasuredRow], metrics: ChartMetrics) -> list[float]:
    """Return the height that each row needs, with its gap."""
    heights = [row.height + metrics.gap for row in rows]
    return [max(heights)] * len(heights) if metrics.is_even and heights else heights


def _zero_line(zero: float, top: float, bottom: float) -> Block:
    rect = Rect(zero - _AXIS, top, _AXIS, bottom - top)
    return Block((Shape(Form.BOX, rect, Colour.QUIET_BAR),))


def _measured(
    chart: BarChart,
    area: Rect,
    metrics: ChartMetrics,
    measurer: Measurer,
    sizes: ChartSizes,
    *,
    is_guess: bool,
) -> list[MeasuredRow]:
    """Return the rows at one of the sizes."""
    groups = change_groups(chart) if chart.compared else [(bar.label, (bar,)) for bar in chart.bars]
    # A bold name would give the result away to people who are to guess.
    styles = [
        TextStyle(sizes.name, BOLD if not is_guess and bars[-1].is_highlighted else REGULAR)
        for _, bars in groups
    ]
    widest = max(
        (measurer.width(name, style) for (name, _), style in zip(groups, styles, strict=True)),
        default=0.0,
    )
    column = min(ceil(widest) + 1, area.width * metrics.name_share)
    right = area.width - column - metrics.to_bar
    figure_share, note_share = _SHARES_OF_CHANGE if chart.compared else _SHARES
    rows = []
    for (name, bars), style in zip(groups, styles, strict=True):
        figures = []
        for bar in bars:
            if chart.compared and bar.is_in_words:  # the note says it
                continue
            # Words instead of a number look like a name, not like a figure.
            figure = TextStyle(sizes.name) if bar.is_in_words else TextStyle(sizes.figure, BOLD)
            if chart.compared and bar.period == chart.compared[0]:
                figure = TextStyle(sizes.figure)  # the later one stands out
            figures.append((figure, break_text(bar.text, figure, right * figure_share, measurer)))
        note_style = TextStyle(sizes.note)
        note = ", ".join(filter(None, (bars[-1].note, *missing_figures(bars, chart.compared))))
        rows.append(
            MeasuredRow(
                bars,
                column,
                style,
                break_text(name, style, column, measurer),
                tuple(figures),
                note_style,
                break_text(note, note_style, right * note_share, measurer) if note else [],
                chart.compared[1] if chart.compared else "",
            )
        )
    return rows


def _scale(rows: Sequence[MeasuredRow], area: Rect, metrics: ChartMetrics) -> Scale:
    """Return the scale at which every figure fits at the end of its bar."""
    column = max((row.column for row in rows), default=0.0)
    zero = float(ceil(area.left + column + metrics.to_bar))
    change = any(row.later_period for row in rows)
    if change:  # the figure of a small value is left of its dot
        zero += max((lines_width(lines) for row in rows for _, lines in row.figures), default=0.0)
        zero += metrics.to_figure + metrics.dot / 2
    limits = []
    for row in rows:
        value = max(bar.drawn_value for bar in row.bars)
        if not value:
            continue
        end = max((lines_width(lines) for _, lines in row.figures), default=0.0)
        end += metrics.to_figure
        if change:
            end += metrics.dot / 2
        if row.note:
            end += lines_width(row.note) + metrics.to_note
        limits.append(min(max(area.right - zero - end, 1.0) / value, _LARGEST_SCALE))
    return Scale(area.left, zero, min(limits, default=0.0), area.right)


def _distribute(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Distribute rows to pages, evenly if possible; return (first, one after the last) of each."""
    pages: list[tuple[int, int]] = []
    start = 0
    used = 0.0
    for at, height in enumerate(heights):
        if at > start and used + height > room:
            pages.append((start, at))
            start, used = at, 0.0
        used += height
    if start < len(heights):
        pages.append((start, len(heights)))
    count = len(pages)
    if count < 2:
        return pages
    ends = [round((page + 1) * len(heights) / count) for page in range(count)]
    evenly = list(zip([0, *ends[:-1]], ends, strict=True))
    fits = all(first < last and sum(heights[first:last]) <= room for first, last in evenly)
    return evenly if fits else pages


def _bar_row(
    row: MeasuredRow,
    middle: float,
    thickness: float,
    scale: Scale,
    metrics: ChartMetrics,
    *,
    has_axis: bool,
) -> PlacedRow:
    (bar,) = row.bars
    value = bar.drawn_value
    length = max(value * scale.per_unit, _SHORTEST) if value else 0.0
    rect = Rect(scale.zero, round(middle - thickness / 2), length, thickness)
    colour = Colour.BAR if bar.is_highlighted else Colour.QUIET_BAR
    shapes = (Shape(Form.BOX, rect, colour),) if length else ()
    ((style, lines),) = row.figures
    left = scale.zero + (length + metrics.to_figure if length or has_axis else 0)
    width = lines_width(lines)
    rect = Rect(left, middle - lines_height(lines) / 2, width, 0)
    texts = [place_lines(lines, style, Colour.MUTED if bar.is_in_words else Colour.INK, rect)]
    if row.note:
        left += width + metrics.to_note
        rect = Rect(left, middle - lines_height(row.note) / 2, lines_width(row.note), 0)
        texts.append(place_lines(row.note, row.note_style, Colour.MUTED, rect))
    return PlacedRow(row.bars, row.placed_name(middle, scale.left, metrics), shapes, tuple(texts))
