"""The layout of a chart: names, bars and figures, or empty boxes for people who guess first.

Names wrap and are never shortened. Rows that do not fit on one page continue on the next, all at
the same scale and size. A slide has few enough bars for one page; shares of 100 have a scale above
them there, and figures in a column.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from math import ceil
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, REGULAR, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, PlacedText, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import SetText, set_text
from briefing_app.model.charts import Bar, BarChart


class ChartSizes(NamedTuple):
    """The font sizes of names, figures and notes, and by how much rows overlap.

    The lines of a text have some room above and below their letters.
    """

    name: float
    figure: float
    note: float
    overlap: float = 0.0


class ChartMetrics(NamedTuple):
    """Sizes and gaps of a chart, in virtual pixels.

    Args:
        sizes: The font sizes, the preferred ones first; smaller ones are used for fewer pages.
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
        has_scale: Whether bars have a line at 0, or a full scale above them and figures in a
            column.
    """

    sizes: tuple[ChartSizes, ...]
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
    has_scale: bool = False


SLIDE_CHART: Final = ChartMetrics(
    sizes=(
        ChartSizes(56, 74, 48),
        ChartSizes(52, 64, 46),
        ChartSizes(48, 54, 44),
        ChartSizes(44, 44, 44),
        ChartSizes(40, 40, 40, overlap=4),
        ChartSizes(38, 38, 38, overlap=4),
        ChartSizes(36, 36, 36, overlap=4),
        ChartSizes(33, 33, 33, overlap=4),
        ChartSizes(30, 30, 30, overlap=4),
        ChartSizes(30, 30, 30, overlap=8),
    ),
    name_share=0.5,
    gap=2,
    max_pitch=270,
    bar_share=0.76,
    max_thickness=200,
    above_share=0.4,
    has_scale=True,
)
"""The chart of a slide."""


class _Row(NamedTuple):
    """A row of a chart in lines.

    Args:
        bar: The figure.
        name: The name in lines.
        figure: The figure in lines.
        note: The note, unless there is none or the figure has it.
    """

    bar: Bar
    name: SetText
    figure: SetText
    note: SetText | None = None

    @property
    def texts(self) -> list[SetText]:
        """The figure, and the note if there is one."""
        return [self.figure] if self.note is None else [self.figure, self.note]

    @property
    def height(self) -> float:
        """The height of its texts."""
        return max(text.height for text in (self.name, *self.texts))


class _Slot(NamedTuple):
    """The place of a row, or of a mark between rows of which others are left out."""

    row: _Row | None
    height: float
    share: float = 1.0  # of the distance from row to row
    top: float = 0.0

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class _Tried(NamedTuple):
    """Rows and the marks between them at one of the sizes."""

    slots: list[_Slot]
    column: float  # the width of names
    room: float  # on a page

    @property
    def parts(self) -> list[tuple[int, int]]:
        """How they are distributed to pages."""
        return _distributed([slot.height for slot in self.slots], self.room)

    @property
    def cost(self) -> tuple[bool, int]:
        """What the best size has least of: rows that don't fit, and pages."""
        return max(slot.height for slot in self.slots) > self.room, len(self.parts)


_SHORTEST: Final = 2.0  # pixels; a figure other than 0 is visible
_SHARES: Final = (0.5, 0.3)  # of the width right of names, for figure and note
_AXIS: Final = 4  # pixels
_LARGEST_SCALE: Final = 1e300  # pixels per unit; it is finite however small the figures are

# Of a chart with its full scale above the bars.
_NAME_SHARE: Final = 0.36  # of the width, for the names at most
_FIGURE_SHARE: Final = 0.22  # of the width, for the figures at most
_WORDS_SHARE: Final = 0.75  # of the size of a name, for words instead of a figure
_LEAST_WORDS: Final = 30
_HEAD_SIZE: Final = 36
_HEAD_HEIGHT: Final = 46
_HEAD_WIDTH: Final = 400

# Of bars that are left out.
_LINE_SIZE: Final = 34
_LINE_WIDTH: Final = 1200
_ABOVE_LINE: Final = 6
_MARK_SHARE: Final = 0.6  # of the distance from row to row
_DOT: Final = 10
_DOT_PITCH: Final = 22

# Of a chart to guess.
_BOX_OUTLINE: Final = 4
_BOX_RADIUS: Final = 8
_BOX_SHARE: Final = 0.8  # of the height of a row, if no bar is drawn


class _Scale(NamedTuple):
    """Where bars are.

    Args:
        column: The width of the names, left of the bars.
        zero: The position of the zero line.
        per_unit: The length of one unit.
        full: The length of the full scale; 0 without one.
        thickness: The thickness of a bar.
        is_above: Whether the full scale is above the bars, and figures are in a column.
    """

    column: float
    zero: float
    per_unit: float
    full: float
    thickness: float
    is_above: bool

    def at_zero(self, middle: float, length: float) -> Rect:
        """Return the rectangle of a bar of a length, with its middle at a height."""
        top = round(middle - self.thickness / 2)
        return Rect(self.zero, top, length, self.thickness)


def lay_out_chart(
    chart: BarChart, area: Rect, metrics: ChartMetrics, measurer: Measurer
) -> list[PlacedChart]:
    """Return the chart on as many pages as it needs, each in the same area.

    There is at least one, and one is enough from `least_height` on. If bars are left out, there is
    a mark between those beside them, and below all bars a line says how many.
    """
    if not chart.bars:
        return [PlacedChart(chart, area._replace(height=0), (), area.left, 0)]
    head_top, has_scale = area.top, _has_scale(chart, metrics)
    above, below = _around(chart, metrics, measurer)
    area = area._replace(top=area.top + above, height=area.height - above - below)
    attempts = (
        _Tried(*_slots(chart, area.width, metrics, sizes, measurer), area.height)
        for sizes in metrics.sizes
    )
    tried = _with_fewest_pages(attempts)
    slots, parts = tried.slots, tried.parts
    tallest = max(slot.height for slot in slots)
    most = max(sum(slot.share for slot in slots[start:end]) for start, end in parts)
    # All rows have the same height on every page, so that bars can be compared.
    pitch = min(max(area.height / most, tallest), max(metrics.max_pitch, tallest))
    if pitch * most <= area.height + 1:
        slots = [slot._replace(height=pitch * slot.share) for slot in slots]
        shift = 0.0 if has_scale else (area.height - pitch * most) * metrics.above_share
        area = area._replace(top=area.top + shift, height=area.height - shift)
    rows = [slot.row for slot in slots if slot.row is not None]
    zero = float(ceil(area.left + tried.column + metrics.to_bar))
    per_unit = _per_unit(rows, area.right - zero, metrics, chart.full_scale)
    lowest = min(slot.height for slot in slots if slot.row is not None)
    thickness = round(min(lowest * metrics.bar_share, metrics.max_thickness))
    full = per_unit * (chart.full_scale or 0.0)
    scale = _Scale(tried.column, zero, per_unit, full, thickness, has_scale)
    line = _left_out_line(chart, measurer)
    charts = []
    for start, end in parts:
        tops = accumulate((slot.height for slot in slots[start:end]), initial=area.top)
        here = [slot._replace(top=top) for slot, top in zip(slots[start:end], tops, strict=False)]
        middles = [slot.middle for slot in here if slot.row is not None]
        placed = tuple(
            _placed_row(slot.row, slot.middle, area, scale, metrics)
            for slot in here
            if slot.row is not None
        )
        bottom = here[-1].top + here[-1].height
        part = PlacedChart(chart, area._replace(height=bottom - area.top), placed, zero, per_unit)
        if has_scale:
            tracks = (
                Shape(Form.BOX, scale.at_zero(middle, full), Colour.PANEL) for middle in middles
            )
            part = part._replace(
                fixed=Block(tuple(tracks), _scale_texts(scale, head_top, measurer))
            )
        elif metrics.has_scale:
            part = part._replace(fixed=Block(tuple(_axis(here, zero))))
        end_of_names = area.left + tried.column
        dots = (dot for slot in here if slot.row is None for dot in _dots(slot, end_of_names))
        said = () if line is None else (line.placed(zero, bottom + _ABOVE_LINE),)
        charts.append(part._replace(omitted=Block(tuple(dots), said)))
    return charts


def least_height(
    chart: BarChart, width: float, metrics: ChartMetrics, sizes: ChartSizes, measurer: Measurer
) -> float:
    """Return the height that a chart takes at least, at one of the sizes."""
    if not chart.bars:
        return 0.0
    slots, _ = _slots(chart, width, metrics, sizes, measurer)
    return sum(slot.height for slot in slots) + sum(_around(chart, metrics, measurer))


def asked_chart(chart: PlacedChart, measurer: Measurer) -> PlacedChart:
    """Return the names of a chart with empty boxes, each as long as the longest bar could be."""
    bars = [shape.rect.height for row in chart.rows for shape in row.shapes]
    height = max(bars, default=_BOX_SHARE * chart.area.height / len(chart.rows))
    tracks = [shape.rect.width for shape in chart.fixed.shapes if shape.fill is Colour.PANEL]
    length = max(tracks, default=chart.area.right - chart.zero)

    def box(row: PlacedRow) -> Shape:
        middle = row.name.rect.top + row.name.rect.height / 2
        rect = Rect(chart.zero, round(middle - height / 2), length, height)
        return Shape(Form.BOX, rect, Colour.PANEL, Colour.QUIET_BAR, _BOX_OUTLINE, _BOX_RADIUS)

    names = tuple(
        row._replace(name=_plain_name(row, measurer), shapes=(), texts=()) for row in chart.rows
    )
    boxes = tuple(map(box, chart.rows))
    return chart._replace(rows=names, fixed=Block(boxes, chart.fixed.texts))


def _plain_name(row: PlacedRow, measurer: Measurer) -> PlacedText:
    """Return a name that isn't bold: that would give the result away to people who are to guess."""
    name = row.name
    if name.style.weight == REGULAR:
        return name
    left, top, width, height = name.rect
    style = name.style._replace(weight=REGULAR)
    plain = set_text(row.bar.label, style, name.colour, width, measurer)
    return plain.placed(left, top + (height - plain.height) / 2, width, at_right=name.at_right)


def _with_fewest_pages(attempts: Iterator[_Tried]) -> _Tried:
    """Return the first attempt with one page; without one, the first of those with the fewest."""
    best = next(attempts)
    while best.cost > (False, 1) and (attempt := next(attempts, None)) is not None:
        best = min(best, attempt, key=lambda tried: tried.cost)
    return best


def _slots(
    chart: BarChart,
    width: float,
    metrics: ChartMetrics,
    sizes: ChartSizes,
    measurer: Measurer,
) -> tuple[list[_Slot], float]:
    """Return the rows and the marks between them at one of the sizes, and the width of names."""
    rows, column = _set_rows(chart, width, metrics, sizes, measurer)
    heights = [row.height + metrics.gap - sizes.overlap for row in rows]
    if metrics.is_even or _has_scale(chart, metrics):
        heights = [max(heights)] * len(rows)
    slots = [_Slot(row, height) for row, height in zip(rows, heights, strict=True)]
    share = 1.0 if metrics.is_even else _MARK_SHARE
    for at in reversed(chart.breaks):
        slots.insert(at, _Slot(None, share * min(heights), share))
    return slots, column


def _set_rows(
    chart: BarChart,
    width: float,
    metrics: ChartMetrics,
    sizes: ChartSizes,
    measurer: Measurer,
) -> tuple[list[_Row], float]:
    """Return the rows at one of the sizes, and the width of their names."""

    def style(bar: Bar) -> TextStyle:
        return TextStyle(sizes.name, BOLD if bar.is_highlighted else REGULAR)

    def name(bar: Bar, room: float) -> SetText:
        return set_text(bar.label, style(bar), Colour.INK, room, measurer)

    if _has_scale(chart, metrics):
        most, room = width * _NAME_SHARE, width * _FIGURE_SHARE
        rows = [
            _Row(bar, name(bar, most), _figure_with_note(bar, sizes, room, measurer))
            for bar in chart.bars
        ]
        return rows, ceil(max(row.name.width for row in rows)) + 1
    widest = max(measurer.width(bar.label, style(bar)) for bar in chart.bars)
    column = min(ceil(widest) + 1, width * metrics.name_share)
    room = width - column - metrics.to_bar
    figures = [_figure(bar, sizes, room, measurer) for bar in chart.bars]
    rows = [
        _Row(bar, name(bar, column), figure, _note(bar, figure, sizes, room, measurer))
        for bar, figure in zip(chart.bars, figures, strict=True)
    ]
    return rows, column


def _around(chart: BarChart, metrics: ChartMetrics, measurer: Measurer) -> tuple[float, float]:
    """Return the heights of the full scale above the rows and of the line below them."""
    line = _left_out_line(chart, measurer)
    above = _HEAD_HEIGHT + metrics.gap if _has_scale(chart, metrics) else 0.0
    return above, 0.0 if line is None else _ABOVE_LINE + line.height


def _left_out_line(chart: BarChart, measurer: Measurer) -> SetText | None:
    if not chart.left_out:
        return None
    style = TextStyle(_LINE_SIZE)
    return set_text(chart.left_out_text, style, Colour.MUTED, _LINE_WIDTH, measurer)


def _axis(slots: Sequence[_Slot], zero: float) -> Iterator[Shape]:
    """Yield the line at 0, which is broken between rows of which others are left out."""
    for is_row, group in groupby(slots, lambda slot: slot.row is not None):
        if is_row:
            run = list(group)
            height = run[-1].top + run[-1].height - run[0].top
            yield Shape(Form.BOX, Rect(zero - _AXIS, run[0].top, _AXIS, height), Colour.MUTED)


def _dots(slot: _Slot, end_of_names: float) -> Iterator[Shape]:
    """Yield three dots that end where names do."""
    for at in range(3):
        left = end_of_names - _DOT - at * _DOT_PITCH
        yield Shape(Form.DOT, Rect(left, slot.middle - _DOT / 2, _DOT, _DOT), Colour.MUTED)


def _has_scale(chart: BarChart, metrics: ChartMetrics) -> bool:
    return metrics.has_scale and chart.full_scale is not None


def _figure(bar: Bar, sizes: ChartSizes, room: float, measurer: Measurer) -> SetText:
    style, colour = TextStyle(sizes.figure, BOLD), Colour.INK
    if bar.is_in_words:  # it looks like a name, not like a figure
        style, colour = TextStyle(sizes.name), Colour.MUTED
    return set_text(bar.text, style, colour, room * _SHARES[0], measurer)


def _note(
    bar: Bar, figure: SetText, sizes: ChartSizes, room: float, measurer: Measurer
) -> SetText | None:
    """Return the note. A word that is wider than its share may take what the figure leaves."""
    if not bar.note:
        return None
    style = TextStyle(sizes.note)
    longest = max(measurer.width(word, style) for word in bar.note.split())
    width = max(room * _SHARES[1], min(ceil(longest) + 1, room * sum(_SHARES) - figure.width))
    return set_text(bar.note, style, Colour.MUTED, width, measurer)


def _figure_with_note(bar: Bar, sizes: ChartSizes, room: float, measurer: Measurer) -> SetText:
    if bar.is_in_words:
        style = TextStyle(max(sizes.name * _WORDS_SHARE, _LEAST_WORDS))
        return set_text(bar.text, style, Colour.MUTED, room, measurer)
    style = TextStyle(sizes.figure, REGULAR if bar.note else BOLD)
    lead = len(bar.text) if bar.note else 0
    return set_text(bar.figure, style, Colour.INK, room, measurer, lead=lead)


def _per_unit(
    rows: Sequence[_Row], room: float, metrics: ChartMetrics, full_scale: float | None
) -> float:
    """Return the length of a unit at which each figure fits at the end of its bar.

    With a full scale, a figure would also fit at the end of the longest bar on it.
    """
    limits = []
    for row in rows:
        value = full_scale or row.bar.drawn_value
        if value:
            end = row.figure.width + metrics.to_figure
            if row.note is not None:
                end += row.note.width + metrics.to_note
            limits.append(min(max(room - end, 1.0) / value, _LARGEST_SCALE))
    return min(limits, default=0.0)


def _placed_row(
    row: _Row, middle: float, area: Rect, scale: _Scale, metrics: ChartMetrics
) -> PlacedRow:
    """Return a name, a bar with its middle at a height, and the figure with its note.

    Unless the full scale is above the bars, each has a track, and figures are at the end of that.
    """
    bar = row.bar
    name = row.name.placed(
        area.left,
        middle - row.name.height / 2,
        scale.column,
        at_right=not metrics.names_at_start,
    )
    value = bar.drawn_value
    end = max(value * scale.per_unit, _SHORTEST) if value else 0.0
    colour = Colour.BAR if bar.is_highlighted else Colour.QUIET_BAR
    shapes = (Shape(Form.BOX, scale.at_zero(middle, end), colour),) if end else ()
    if scale.is_above:
        left = area.right - row.figure.width
        figure = row.figure.placed(left, middle - row.figure.height / 2, at_right=True)
        return PlacedRow(bar, name, shapes, (figure,))
    if scale.full and not bar.is_in_words:
        end = scale.full
        shapes = (Shape(Form.BOX, scale.at_zero(middle, end), Colour.PANEL), *shapes)
    left = scale.zero + (end + metrics.to_figure if end or metrics.has_scale else 0)
    texts = []
    for text in row.texts:
        texts.append(text.placed(left, middle - text.height / 2))
        left += text.width + metrics.to_note
    return PlacedRow(bar, name, shapes, tuple(texts))


def _scale_texts(scale: _Scale, top: float, measurer: Measurer) -> tuple[PlacedText, ...]:
    """Return the ends of the scale of shares and its middle."""
    texts = []
    for share, text in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
        label = set_text(text, TextStyle(_HEAD_SIZE), Colour.MUTED, _HEAD_WIDTH, measurer)
        texts.append(label.placed(scale.zero + share * scale.full - label.width / 2, top))
    return tuple(texts)


def _distributed(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
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
