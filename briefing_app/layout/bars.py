"""The layout of a chart: names, bars and figures.

Names wrap and are never shortened. Rows that do not fit on one page continue on the next, all at
the same scale and size.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, REGULAR, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import SetText, set_text
from briefing_app.model.charts import Bar, BarChart


class ChartSizes(NamedTuple):
    """The font sizes of names, figures and notes."""

    name: float
    figure: float
    note: float


class ChartMetrics(NamedTuple):
    """Sizes and gaps of a chart, in virtual pixels.

    Args:
        sizes: The font sizes, the preferred ones first; smaller ones are used for fewer pages.
        page_rows: The number of rows on a page for which the sizes become smaller; None for all.
        name_share: The share of the width for names, at most.
        gap: The minimum gap between rows.
        max_pitch: The maximum distance from row to row.
        bar_share: The thickness of a bar, as a share of that distance.
        max_thickness: The maximum thickness of a bar.
        to_bar: The gap between name and zero line.
        to_figure: The gap between bar and figure.
        to_note: The gap between figure and note.
        names_at_start: Whether names begin at the left edge instead of ending at the bars.
        is_even: Whether all rows are as high as the highest.
        above_share: The share of the spare height that is above the rows.
    """

    sizes: tuple[ChartSizes, ...]
    page_rows: int | None = None
    name_share: float = 0.36
    gap: float = 10
    max_pitch: float = 190
    bar_share: float = 0.8
    max_thickness: float = 150
    to_bar: float = 32
    to_figure: float = 28
    to_note: float = 24
    names_at_start: bool = False
    is_even: bool = False
    above_share: float = 0.0


SLIDE_CHART: Final = ChartMetrics(
    sizes=(
        ChartSizes(56, 74, 48),
        ChartSizes(52, 64, 46),
        ChartSizes(48, 54, 44),
        ChartSizes(44, 44, 44),
        ChartSizes(40, 40, 40),
        ChartSizes(36, 36, 36),
        ChartSizes(33, 33, 33),
        ChartSizes(30, 30, 30),
    ),
    page_rows=12,
    max_pitch=270,
    max_thickness=200,
    above_share=0.4,
)
"""The chart of a slide."""


class MeasuredRow(NamedTuple):
    """A row of a chart in lines.

    Args:
        bar: The figure.
        column: The width for names.
        name: The name in lines.
        figure: The figure in lines.
        note: The note, if there is one.
    """

    bar: Bar
    column: float
    name: SetText
    figure: SetText
    note: SetText | None

    @property
    def texts(self) -> list[SetText]:
        """The figure, and the note if there is one."""
        return [self.figure] if self.note is None else [self.figure, self.note]

    @property
    def height(self) -> float:
        """The height of its texts."""
        return max(text.height for text in (self.name, *self.texts))


class _Tried(NamedTuple):
    """Rows at one of the sizes, with their heights and how they are distributed to pages."""

    rows: list[MeasuredRow]
    heights: list[float]
    parts: list[tuple[int, int]]
    is_too_high: bool  # a row is higher than a page

    @property
    def cost(self) -> tuple[bool, int]:
        """What the best size has least of: rows that don't fit, and pages."""
        return self.is_too_high, len(self.parts)


_SHORTEST: Final = 2.0  # pixels; a figure other than 0 is visible
_SHARES: Final = (0.5, 0.3)  # of the width right of names, for figure and note at most
_AXIS: Final = 4  # pixels
_LARGEST_SCALE: Final = 1e300  # pixels per unit; it is finite however small the figures are


def lay_out_chart(
    chart: BarChart,
    area: Rect,
    metrics: ChartMetrics,
    measurer: Measurer,
    *,
    is_guess: bool = False,
) -> list[PlacedChart]:
    """Return the chart on as many pages as it needs, at least one, in the same area of each.

    If people guess its bars first, nothing else gives them away.
    """
    if not chart.bars:
        return [PlacedChart(area._replace(height=0), (), area.left, 0)]

    def tried(sizes: ChartSizes) -> _Tried:
        rows = _measured(chart, area.width, metrics, sizes, measurer, is_guess=is_guess)
        heights = [row.height + metrics.gap for row in rows]
        if metrics.is_even:
            heights = [max(heights)] * len(rows)
        parts = distribute(heights, area.height)
        return _Tried(rows, heights, parts, max(heights) > area.height)

    rows, heights, parts, _ = _with_fewest_pages(map(tried, metrics.sizes), metrics)
    tallest = max(heights)
    most = max(end - start for start, end in parts)
    # All rows have the same height on every page, so that bars can be compared.
    pitch = min(max(area.height / most, tallest), max(metrics.max_pitch, tallest))
    if pitch * most <= area.height + 1:
        heights = [pitch] * len(rows)
        shift = (area.height - pitch * most) * metrics.above_share
        area = Rect(area.left, area.top + shift, area.width, area.height - shift)
    thickness = round(min(min(heights) * metrics.bar_share, metrics.max_thickness))
    scale = _scale(rows, area, metrics, chart.full_scale)
    charts = []
    for start, end in parts:
        tops = list(accumulate(heights[start:end], initial=area.top))
        placed = []
        for at, row in enumerate(rows[start:end]):
            middle = tops[at] + heights[start + at] / 2
            name = row.name.placed(
                area.left,
                middle - row.name.height / 2,
                row.column,
                at_right=not metrics.names_at_start,
            )
            drawn = _lay_out_bar(row, middle, thickness, scale, metrics, has_axis=is_guess)
            placed.append(PlacedRow(row.bar, name, drawn.shapes, drawn.texts))
        part = scale._replace(area=area._replace(height=tops[-1] - area.top), rows=tuple(placed))
        charts.append(part._replace(fixed=_zero_line(part)) if is_guess else part)
    return charts


def _with_fewest_pages(attempts: Iterator[_Tried], metrics: ChartMetrics) -> _Tried:
    """Return the first attempt with few enough pages; without one, that with the fewest."""
    best = next(attempts)
    enough = ceil(len(best.rows) / (metrics.page_rows or len(best.rows)))
    while best.cost > (False, enough) and (attempt := next(attempts, None)) is not None:
        best = min(best, attempt, key=lambda tried: tried.cost)
    return best


def _zero_line(chart: PlacedChart) -> Block:
    rect = Rect(chart.zero - _AXIS, chart.area.top, _AXIS, chart.area.height)
    return Block((Shape(Form.BOX, rect, Colour.MUTED),))


def _measured(
    chart: BarChart,
    width: float,
    metrics: ChartMetrics,
    sizes: ChartSizes,
    measurer: Measurer,
    *,
    is_guess: bool,
) -> list[MeasuredRow]:
    """Return the rows at one of the sizes."""

    def name_style(bar: Bar) -> TextStyle:
        # A bold name would give the result away to people who are to guess.
        return TextStyle(sizes.name, BOLD if bar.is_highlighted and not is_guess else REGULAR)

    widest = max(measurer.width(bar.label, name_style(bar)) for bar in chart.bars)
    column = min(ceil(widest) + 1, width * metrics.name_share)
    right = width - column - metrics.to_bar
    figure_share, note_share = _SHARES

    def set_figure(bar: Bar) -> SetText:
        style, colour = TextStyle(sizes.figure, BOLD), Colour.INK
        if bar.is_in_words:  # it looks like a name, not like a figure
            style, colour = TextStyle(sizes.name), Colour.MUTED
        return set_text(bar.text, style, colour, right * figure_share, measurer)

    def set_note(bar: Bar) -> SetText | None:
        if not bar.note:
            return None
        style = TextStyle(sizes.note)
        return set_text(bar.note, style, Colour.MUTED, right * note_share, measurer)

    return [
        MeasuredRow(
            bar,
            column,
            set_text(bar.label, name_style(bar), Colour.INK, column, measurer),
            set_figure(bar),
            set_note(bar),
        )
        for bar in chart.bars
    ]


def _scale(
    rows: Sequence[MeasuredRow],
    area: Rect,
    metrics: ChartMetrics,
    full_scale: float | None,
) -> PlacedChart:
    """Return a chart without rows, at the scale at which each figure fits at the end of its bar.

    With a full scale, a figure would also fit at the end of the longest bar on it.
    """
    zero = float(ceil(area.left + rows[0].column + metrics.to_bar))
    limits = []
    for row in rows:
        value = full_scale or row.bar.drawn_value
        if value:
            end = row.figure.width + metrics.to_figure
            if row.note is not None:
                end += row.note.width + metrics.to_note
            limits.append(min(max(area.right - zero - end, 1.0) / value, _LARGEST_SCALE))
    per_unit = min(limits, default=0.0)
    return PlacedChart(area, (), zero, per_unit, full=per_unit * (full_scale or 0.0))


def distribute(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Distribute rows to pages, evenly if possible; return (first, one after the last) of each."""
    starts = [0]
    used = 0.0
    for at, height in enumerate(heights):
        if at > starts[-1] and used + height > room:
            starts.append(at)
            used = 0.0
        used += height
    pages = list(pairwise((*starts, len(heights))))
    evenly = list(pairwise(round(at * len(heights) / len(pages)) for at in range(len(pages) + 1)))
    fits = all(first < last and sum(heights[first:last]) <= room for first, last in evenly)
    return evenly if fits else pages


def _lay_out_bar(
    row: MeasuredRow,
    middle: float,
    thickness: float,
    scale: PlacedChart,
    metrics: ChartMetrics,
    *,
    has_axis: bool,
) -> Block:
    """Return a bar, which is in the middle of its row, with its figure and note.

    On a full scale, there is a track behind it, and figures are at the end of that.
    """
    bar = row.bar
    value = bar.drawn_value
    length = max(value * scale.per_unit, _SHORTEST) if value else 0.0
    rect = Rect(scale.zero, round(middle - thickness / 2), length, thickness)
    colour = Colour.BAR if bar.is_highlighted else Colour.QUIET_BAR
    shapes = (Shape(Form.BOX, rect, colour),) if length else ()
    end = length
    if scale.full and not bar.is_in_words:
        end = scale.full
        shapes = (Shape(Form.BOX, rect._replace(width=end), Colour.PANEL), *shapes)
    left = scale.zero + (end + metrics.to_figure if end or has_axis else 0)
    texts = []
    for text in row.texts:
        texts.append(text.placed(left, middle - text.height / 2))
        left += text.width + metrics.to_note
    return Block(shapes, tuple(texts))
