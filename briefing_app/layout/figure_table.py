"""The layout of charts on slides whose figures are in columns: changes, and shares of 100.

A change has a dot for each of its two figures, a share a bar on a track from 0 to 100.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import Final, NamedTuple

from briefing_app.layout.bars import (
    ChartMetrics,
    ChartSizes,
    change_groups,
    distribute,
    dot_shape,
    first_step,
)
from briefing_app.layout.measurer import BOLD, REGULAR, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, PlacedText, Rect, Shape
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import Reveal

_CHANGE: Final = "Change"
_NO_FIGURE: Final = "no figure"
_NAME_SHARES: Final = (0.3, 0.36)  # of the width, for the names of changes and of shares
_CELL_SHARE: Final = 0.22  # of the width, for a column of figures at most
_COLUMN_GAP: Final = 1 / 28  # of the width
_TO_COLUMNS: Final = 5 / 84  # the same, from the end of the scale, whose label is centred there
_WORDS_SHARE: Final = 0.75  # of the size of a name, for words instead of a figure
_LEAST_WORDS: Final = 26
_AXIS: Final = 4  # pixels
_AROUND_AXIS: Final = 5  # pixels, between the middle line and a bar
_HEAD_SIZE: Final = 40
_SHORT_SCALE: Final = 320  # pixels; on shorter ones, the labels from 0 to 100 are smaller
_SMALL_HEAD: Final = 34
_HEAD_WIDTH: Final = 400
_LINE: Final = 1.25  # the height of a line, in sizes of its font
_LEGEND_GAP: Final = 14
_LEGEND_DOT: Final = 0.7  # of a dot
_INNER_DOT: Final = 0.5  # of a dot, if both figures are the same
_CONNECTION: Final = 0.22  # of a dot
_MIN_SCALE: Final = 256  # pixels; on shorter ones, the labels from 0 to 100 would touch
_SHORTEST: Final = 2.0  # pixels; a figure other than 0 is visible


class _Row(NamedTuple):
    """A name with its figures, and what is in the columns right of them."""

    bars: tuple[Bar, ...]
    name: SetText
    cells: tuple[SetText | None, ...]

    @property
    def height(self) -> float:
        return max(text.height for text in (self.name, *self.cells) if text is not None)


class _Columns(NamedTuple):
    """Where the columns are.

    Args:
        name: The width for names.
        plot: The left and the right end of the scale.
        rights: The right edge of each column of figures.
    """

    name: float
    plot: tuple[float, float]
    rights: tuple[float, ...]

    @property
    def length(self) -> float:
        """The length of the scale."""
        return self.plot[1] - self.plot[0]


def has_columns(chart: BarChart) -> bool:
    """Return whether a chart has its figures in columns on a slide."""
    return bool(chart.bars) and (chart.compared is not None or chart.full_scale is not None)


def lay_out_table(
    chart: BarChart,
    area: Rect,
    metrics: ChartMetrics,
    measurer: Measurer,
    reveal: Reveal = Reveal.NONE,
) -> list[PlacedChart]:
    """Return a chart that `has_columns`, on as many pages as it needs, each with a head."""
    is_guess = reveal is Reveal.GUESS
    heads = _heads(chart, measurer)
    head_height = _HEAD_SIZE * _LINE + metrics.gap
    rows_area = Rect(area.left, area.top + head_height, area.width, area.height - head_height)
    is_change = chart.compared is not None

    def tried(skipped: int) -> tuple[list[_Row], list[tuple[int, int]], _Columns]:
        smaller = metrics._replace(sizes=metrics.sizes[skipped:])
        rows, parts = _fitted_rows(chart, rows_area, smaller, measurer, is_guess=is_guess)
        return rows, parts, _columns(rows, heads, area, metrics, is_change=is_change)

    rows, parts, columns = largest = tried(0)
    if (
        chart.full_scale is not None and columns.length < _MIN_SCALE
    ):  # on a narrow page; smaller texts leave more of it
        attempts = map(tried, range(1, len(metrics.sizes)))
        rows, parts, columns = next(
            (each for each in attempts if each[2].length >= _MIN_SCALE), largest
        )
    tallest = max(row.height for row in rows) + metrics.gap
    most = max(end - start for start, end in parts)
    pitch = max(min(rows_area.height / most, metrics.max_pitch), tallest)
    radius = metrics.dot / 2 if chart.compared else 0.0
    start, end = columns.plot
    full = chart.full_scale or max(bar.drawn_value for bar in chart.bars)
    per_unit = max(end - start - 2 * radius, 1.0) / full if full else 0.0
    zero = start + radius
    charts = []
    for first, last in parts:
        tops = list(accumulate([pitch] * (last - first), initial=rows_area.top))
        height = tops[-1] - rows_area.top
        scale = PlacedChart(rows_area._replace(height=height), (), zero, per_unit)
        placed = []
        for at, row in enumerate(rows[first:last]):
            slot = Rect(area.left, tops[at], area.width, pitch)
            shapes = _shapes(chart, row, slot, scale, metrics)
            placed.append(_placed_row(row, slot, columns, shapes, first_step(reveal, at)))
        fixed, front = _fixed(chart, scale, columns, metrics, measurer), Block()
        if chart.full_scale is not None and chart.compared is None:
            tracks = _tracks(chart.full_scale, scale, len(placed), metrics)
            fixed = Block((*fixed.shapes, *tracks.shapes), fixed.texts)
            front = _middle_line(chart.full_scale, scale)
        charts.append(scale._replace(rows=tuple(placed), fixed=fixed, front=front))
    return charts


def _fitted_rows(
    chart: BarChart, area: Rect, metrics: ChartMetrics, measurer: Measurer, *, is_guess: bool
) -> tuple[list[_Row], list[tuple[int, int]]]:
    """Return the rows at the largest size with the fewest pages, and what is on each page."""

    def tried(sizes: ChartSizes) -> tuple[bool, list[_Row], list[tuple[int, int]]]:
        rows = list(_rows(chart, area.width, sizes, measurer, is_guess=is_guess))
        # All rows are as high as the highest.
        height = max(row.height for row in rows) + metrics.gap
        return height > area.height, rows, distribute([height] * len(rows), area.height)

    attempts = map(tried, metrics.sizes)
    is_too_high, rows, parts = next(attempts)
    enough = ceil(len(rows) / (metrics.page_rows or len(rows)))
    for attempt in attempts:
        if not is_too_high and len(parts) <= enough:
            break
        if (attempt[0], len(attempt[2])) < (is_too_high, len(parts)):
            is_too_high, rows, parts = attempt
    return rows, parts


def _rows(
    chart: BarChart, width: float, sizes: ChartSizes, measurer: Measurer, *, is_guess: bool
) -> Iterator[_Row]:
    def cell(text: str, size: float, weight: int, colour: Colour, lead: int = 0) -> SetText:
        style = TextStyle(size, weight)
        return set_text(text, style, colour, width * _CELL_SHARE, measurer, lead=lead)

    def figure(bar: Bar | None, *, is_later: bool) -> SetText:
        if bar is None or bar.is_in_words:
            words = bar.text if bar is not None else _NO_FIGURE
            size = max(sizes.name * _WORDS_SHARE, _LEAST_WORDS)
            return cell(words, size, REGULAR, Colour.MUTED)
        letter = f" {bar.status[0]}" if bar.status and chart.compared else ""
        status = f" {bar.note}" if bar.note and not chart.compared else ""
        colour = Colour.INK if is_later else Colour.MUTED
        if not is_later or not (letter or status):
            return cell(f"{bar.text}{letter}", sizes.figure, BOLD if is_later else REGULAR, colour)
        return cell(f"{bar.text}{letter}{status}", sizes.figure, REGULAR, colour, len(bar.text))

    def name(text: str, *, is_bold: bool) -> SetText:
        style = TextStyle(sizes.name, BOLD if is_bold and not is_guess else REGULAR)
        share = _NAME_SHARES[0 if chart.compared else 1]
        return set_text(text, style, Colour.INK, width * share, measurer)

    if chart.compared is None:
        for bar in chart.bars:
            label = name(bar.label, is_bold=bar.is_highlighted)
            yield _Row((bar,), label, (figure(bar, is_later=True),))
        return
    for words, bars, _ in change_groups(chart.bars, chart.compared):
        by_period = {bar.period: bar for bar in bars}
        earlier, later = (by_period.get(period) for period in chart.compared)
        change = later.change if later is not None else ""
        cells = (
            figure(earlier, is_later=False),
            figure(later, is_later=True),
            cell(change, sizes.note, BOLD, Colour.BAR) if change else None,
        )
        yield _Row(bars, name(words, is_bold=bars[-1].is_highlighted), cells)


def _heads(chart: BarChart, measurer: Measurer) -> tuple[SetText, ...]:
    """Return the heads of the columns of a change; a share has none."""
    if chart.compared is None:
        return ()
    return tuple(
        set_text(text, TextStyle(_HEAD_SIZE), Colour.MUTED, _HEAD_WIDTH, measurer)
        for text in (*chart.compared, _CHANGE)
    )


def _columns(
    rows: Sequence[_Row],
    heads: Sequence[SetText],
    area: Rect,
    metrics: ChartMetrics,
    *,
    is_change: bool,
) -> _Columns:
    dot = metrics.dot * _LEGEND_DOT + _LEGEND_GAP
    extra = (dot, dot, 0.0) if is_change else (0.0,)
    columns = zip(*(row.cells for row in rows), strict=True)
    widths = [
        max(
            *(text.width for text in column if text is not None),
            heads[at].width + extra[at] if heads else 0.0,
            0.0,
        )
        for at, column in enumerate(columns)
    ]
    rights = [area.right]
    for width in reversed(widths[1:]):
        rights.insert(0, rights[0] - width - _COLUMN_GAP * area.width)
    name = ceil(max(row.name.width for row in rows)) + 1
    left = area.left + name + metrics.to_bar
    end = rights[0] - widths[0] - (_TO_COLUMNS * area.width if is_change else metrics.to_figure)
    return _Columns(name, (left, max(end, left + 1)), tuple(rights))


def _placed_row(
    row: _Row, slot: Rect, columns: _Columns, shapes: tuple[Shape, ...], step: int
) -> PlacedRow:
    middle = slot.top + slot.height / 2

    def placed(text: SetText, right: float, width: float) -> PlacedText:
        return text.placed(right - width, middle - text.height / 2, width, at_right=True)

    name = placed(row.name, slot.left + columns.name, columns.name)
    cells = (
        placed(text, right, text.width)
        for text, right in zip(row.cells, columns.rights, strict=True)
        if text is not None
    )
    return PlacedRow(row.bars, name, shapes, tuple(cells), step)


def _shapes(
    chart: BarChart, row: _Row, slot: Rect, scale: PlacedChart, metrics: ChartMetrics
) -> tuple[Shape, ...]:
    middle = slot.top + slot.height / 2
    if chart.compared is not None:
        return tuple(_dots(chart.compared, row, middle, scale, metrics))
    (bar,) = row.bars
    value = bar.drawn_value
    thickness = _thickness(slot.height, metrics)
    rect = Rect(scale.zero, round(middle - thickness / 2), 0, thickness)
    length = max(value * scale.per_unit, _SHORTEST)
    colour = Colour.BAR if bar.is_highlighted else Colour.QUIET_BAR
    return (Shape(Form.BOX, rect._replace(width=length), colour),) if value else ()


def _thickness(pitch: float, metrics: ChartMetrics) -> float:
    return round(min(pitch * metrics.bar_share, metrics.max_thickness))


def _dots(
    periods: tuple[str, str], row: _Row, middle: float, scale: PlacedChart, metrics: ChartMetrics
) -> Iterator[Shape]:
    at = {
        bar.period: scale.zero + bar.drawn_value * scale.per_unit
        for bar in row.bars
        if not bar.is_in_words
    }
    dot = metrics.dot
    if len(at) == 2:
        start, end = sorted(at.values())
        thickness = dot * _CONNECTION
        track = Rect(start, middle - thickness / 2, end - start, thickness)
        yield Shape(Form.BOX, track, Colour.TRACK)
    is_same = len(at) == 2 and len(set(at.values())) == 1
    for period in periods:
        if period in at:
            is_later = period == periods[1]
            size = dot * _INNER_DOT if is_later and is_same else dot
            yield dot_shape(at[period], middle, size, is_later=is_later)


def _fixed(
    chart: BarChart,
    scale: PlacedChart,
    columns: _Columns,
    metrics: ChartMetrics,
    measurer: Measurer,
) -> Block:
    """Return what is behind the rows: heads, scale, and the line at 0 of a change."""
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    dot, area = metrics.dot * _LEGEND_DOT, scale.area
    top = area.top - _HEAD_SIZE * _LINE - metrics.gap
    heads = _heads(chart, measurer)
    for at, (head, right) in enumerate(zip(heads, columns.rights, strict=False)):
        texts.append(head.placed(right - head.width, top))
        if at < 2:
            x = right - head.width - _LEGEND_GAP - dot / 2
            shapes.append(dot_shape(x, top + head.height / 2, dot, is_later=bool(at)))
    if chart.compared is not None:
        axis = Rect(columns.plot[0] - _AXIS, area.top, _AXIS, area.height)
        shapes.append(Shape(Form.BOX, axis, Colour.QUIET_BAR))
    if chart.full_scale is not None:
        length = chart.full_scale * scale.per_unit
        size = _HEAD_SIZE if length >= _SHORT_SCALE else _SMALL_HEAD
        for share, text in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
            weight, colour = (BOLD, Colour.INK) if share == 0.5 else (REGULAR, Colour.MUTED)
            label = set_text(text, TextStyle(size, weight), colour, _HEAD_WIDTH, measurer)
            x = scale.zero + share * length
            texts.append(label.placed(x - label.width / 2, top + _HEAD_SIZE - size))
            if chart.compared is not None and share:
                line = Rect(x - _AXIS / 2, area.top, _AXIS, area.height)
                shapes.append(Shape(Form.BOX, line, colour if share == 0.5 else Colour.LINE))
    return Block(tuple(shapes), tuple(texts))


def _tracks(full_scale: float, scale: PlacedChart, count: int, metrics: ChartMetrics) -> Block:
    """Return a track from 0 to 100 behind each bar."""
    pitch = scale.area.height / count
    thickness = _thickness(pitch, metrics)
    length = full_scale * scale.per_unit
    tops = (scale.area.top + (at + 0.5) * pitch - thickness / 2 for at in range(count))
    rects = (Rect(scale.zero, round(top), length, thickness) for top in tops)
    return Block(tuple(Shape(Form.BOX, rect, Colour.PANEL) for rect in rects))


def _middle_line(full_scale: float, scale: PlacedChart) -> Block:
    """Return the line at 50, in front of the bars, from which it is set off."""
    x = scale.zero + full_scale / 2 * scale.per_unit
    line = Rect(x - _AXIS / 2, scale.area.top, _AXIS, scale.area.height)
    around = line.inset(-_AROUND_AXIS, 0)
    return Block((Shape(Form.BOX, around, Colour.GROUND), Shape(Form.BOX, line, Colour.INK)))
