"""The layout of a chart: names, bars or the dots of a change, and figures.

Names wrap and are never shortened. Rows that do not fit on one page continue on the next, all at
the same scale and size.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil
from operator import itemgetter
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, REGULAR, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, PlacedText, Rect, Shape
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import Reveal, force_labels


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
        dot: The diameter of the dots of a change.
        names_at_start: Whether names begin at the left edge instead of ending at the bars.
        is_even: Whether all rows are as high as the highest.
        above_share: The share of the spare height that is above the rows.
        legend: The font size of the legend of a change; None for that of the smallest notes.
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
    dot: float = 44
    names_at_start: bool = False
    is_even: bool = False
    above_share: float = 0.0
    legend: float | None = None


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
    legend=44,
)
"""The chart of a slide."""


class MeasuredRow(NamedTuple):
    """A row of a chart in lines.

    Args:
        bars: Its figures: one, or the earlier and the later one of a change.
        column: The width for names.
        name: The name.
        figures: The figures that are shown as such, each with its lines.
        note: The note, if there is one.
    """

    bars: tuple[Bar, ...]
    column: float
    name: SetText
    figures: tuple[tuple[Bar, SetText], ...]
    note: SetText | None

    @property
    def texts(self) -> list[SetText]:
        """The figures, and the note if there is one."""
        texts = [figure for _, figure in self.figures]
        return texts if self.note is None else [*texts, self.note]

    @property
    def height(self) -> float:
        """The height of its texts."""
        return max(text.height for text in (self.name, *self.texts))

    @property
    def figure_width(self) -> float:
        """The width of the widest figure."""
        return max((figure.width for _, figure in self.figures), default=0.0)


_TRACK = 0.22  # of the diameter of a dot
_RING = 0.16  # the same
_NO_FIGURE = "no figure"


def change_groups(
    bars: Sequence[Bar], periods: tuple[str, str]
) -> list[tuple[str, tuple[Bar, ...], str]]:
    """Return each force's name, its one or two figures, the earlier one first, and its note."""
    labels = force_labels(bar.force for bar in bars)
    groups: dict[str, list[Bar]] = {}
    for bar in bars:
        groups.setdefault(labels[bar.force], []).append(bar)
    return [(name, tuple(group), _note(group, periods)) for name, group in groups.items()]


def _note(bars: Sequence[Bar], periods: tuple[str, str]) -> str:
    """Return the note of the last figure, and why there is no dot for a period."""
    words = {bar.period: bar.text if bar.is_in_words else "" for bar in bars}
    missing = {period: words.get(period, _NO_FIGURE) for period in periods}
    reasons = (f"{period}: {text}" for period, text in missing.items() if text)
    return ", ".join(filter(None, (bars[-1].note, *reasons)))


def change_legend(
    periods: tuple[str, str], area: Rect, metrics: ChartMetrics, measurer: Measurer
) -> Block:
    """Return a dot with its period for the earlier and the later figures."""
    style = TextStyle(metrics.legend or metrics.sizes[-1].note)
    dot = metrics.dot * 0.7
    left = area.left
    texts, shapes = [], []
    for at, period in enumerate(periods):
        text = set_text(period, style, Colour.MUTED, area.width / 3, measurer)
        middle = area.top + text.lines[0].height / 2
        shapes.append(dot_shape(left + dot / 2, middle, dot, is_later=bool(at)))
        left += dot * 1.4
        texts.append(text.placed(left, area.top))
        left += text.width + dot * 1.6
    height = max(text.rect.height for text in texts) + metrics.gap
    return Block(tuple(shapes), tuple(texts), height)


def lay_out_change(
    row: MeasuredRow, middle: float, scale: PlacedChart, metrics: ChartMetrics, later: str
) -> Block:
    """Return the dots of one force with their figures and the note, around the middle of its row.

    The dots have the scale of a chart, and that of the `later` period stands out.
    """
    dots = [
        (scale.zero + bar.drawn_value * scale.per_unit, bar.period == later, figure)
        for bar, figure in row.figures
    ]
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    ordered = sorted(dots, key=itemgetter(0, 1))
    if len(dots) == 2:
        start, end = ordered[0][0], ordered[1][0]
        thickness = metrics.dot * _TRACK
        track = Rect(start, middle - thickness / 2, end - start, thickness)
        shapes.append(Shape(Form.BOX, track, Colour.TRACK))
    to_figure = metrics.dot / 2 + metrics.to_figure / 2
    for dot in dots:
        x, is_later, figure = dot
        shapes.append(dot_shape(x, middle, metrics.dot, is_later=is_later))
        # The later figure is right of its dot, unless the earlier one is further right.
        at_left = len(dots) == 2 and dot is ordered[0]
        left = x - to_figure - figure.width if at_left else x + to_figure
        texts.append(figure.placed(left, middle - figure.height / 2, at_right=at_left))
    if row.note is not None:
        left = scale.area.right - row.note.width
        texts.append(row.note.placed(left, middle - row.note.height / 2, at_right=True))
    return Block(tuple(shapes), tuple(texts))


def dot_shape(x: float, middle: float, diameter: float, *, is_later: bool) -> Shape:
    """Return a dot around a point: filled for the later figure, a ring for the earlier one."""
    rect = Rect(x - diameter / 2, middle - diameter / 2, diameter, diameter)
    if is_later:
        return Shape(Form.DOT, rect, Colour.BAR)
    return Shape(Form.DOT, rect, Colour.GROUND, Colour.QUIET_BAR, diameter * _RING)


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
    """Return the chart on as many pages as it needs, at least one, in the same area of each."""
    legend = change_legend(chart.compared, area, metrics, measurer) if chart.compared else Block()
    area = Rect(area.left, area.top + legend.height, area.width, area.height - legend.height)
    if not chart.bars:
        return [PlacedChart(area._replace(height=0), (), area.left, 0)]
    is_guess = reveal is Reveal.GUESS

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
    scale = _scale(rows, area, metrics, legend, chart.full_scale)
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
            drawn = (
                lay_out_change(row, middle, scale, metrics, chart.compared[1])
                if chart.compared
                else _lay_out_bar(row, middle, thickness, scale, metrics, has_axis=is_guess)
            )
            step = first_step(reveal, at)
            placed.append(PlacedRow(row.bars, name, drawn.shapes, drawn.texts, step))
        part = scale._replace(area=area._replace(height=tops[-1] - area.top), rows=tuple(placed))
        charts.append(part._replace(fixed=_zero_line(part)) if is_guess else part)
    return charts


def first_step(reveal: Reveal, row: int) -> int:
    """Return the first step at which a row of a page is shown with its figures."""
    return {Reveal.NONE: 0, Reveal.BARS: row + 1, Reveal.GUESS: 1}[reveal]


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
    groups = (
        change_groups(chart.bars, chart.compared)
        if chart.compared
        else [(bar.label, (bar,), bar.note) for bar in chart.bars]
    )

    def name_style(bars: Sequence[Bar]) -> TextStyle:
        # A bold name would give the result away to people who are to guess.
        return TextStyle(sizes.name, BOLD if bars[-1].is_highlighted and not is_guess else REGULAR)

    widest = max(measurer.width(name, name_style(bars)) for name, bars, _ in groups)
    column = min(ceil(widest) + 1, width * metrics.name_share)
    right = width - column - metrics.to_bar
    figure_share, note_share = _SHARES_OF_CHANGE if chart.compared else _SHARES

    def set_figure(bar: Bar) -> SetText:
        style, colour = TextStyle(sizes.figure, BOLD), Colour.INK
        if bar.is_in_words:  # it looks like a name, not like a figure
            style, colour = TextStyle(sizes.name), Colour.MUTED
        elif chart.compared and bar.period == chart.compared[0]:  # the later one stands out
            style, colour = TextStyle(sizes.figure), Colour.MUTED
        return set_text(bar.text, style, colour, right * figure_share, measurer)

    rows = []
    for name, bars, note in groups:
        # The note of a change has what is in words.
        shown = [bar for bar in bars if not (chart.compared and bar.is_in_words)]
        colour = Colour.BAR if len(shown) == 2 else Colour.MUTED
        rows.append(
            MeasuredRow(
                bars,
                column,
                set_text(name, name_style(bars), Colour.INK, column, measurer),
                tuple((bar, set_figure(bar)) for bar in shown),
                set_text(note, TextStyle(sizes.note), colour, right * note_share, measurer)
                if note
                else None,
            )
        )
    return rows


def _scale(
    rows: Sequence[MeasuredRow],
    area: Rect,
    metrics: ChartMetrics,
    legend: Block,
    full_scale: float | None,
) -> PlacedChart:
    """Return a chart without rows, at the scale at which each figure fits at the end of its bar.

    With a full scale, a figure would also fit at the end of the longest bar on it.
    """
    zero = float(ceil(area.left + rows[0].column + metrics.to_bar))
    radius = metrics.dot / 2 if legend.texts else 0.0
    if legend.texts:  # the figure of a small value is left of its dot
        zero += max(row.figure_width for row in rows)
        zero += metrics.to_figure + radius
    limits = []
    for row in rows:
        value = full_scale or max(bar.drawn_value for bar in row.bars)
        if value:
            end = row.figure_width + metrics.to_figure + radius
            if row.note is not None:
                end += row.note.width + metrics.to_note
            limits.append(min(max(area.right - zero - end, 1.0) / value, _LARGEST_SCALE))
    per_unit = min(limits, default=0.0)
    return PlacedChart(area, (), zero, per_unit, legend, per_unit * (full_scale or 0.0))


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
    (bar,) = row.bars
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
