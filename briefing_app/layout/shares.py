"""The layout of shares of 100 on slides: bars on tracks from 0 to 100, and figures in a column."""

from itertools import accumulate
from math import ceil
from typing import Final, NamedTuple

from briefing_app.layout.bars import ChartMetrics, ChartSizes, distribute
from briefing_app.layout.measurer import BOLD, REGULAR, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, PlacedText, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import SetText, set_text
from briefing_app.model.charts import Bar, BarChart

_NAME_SHARE: Final = 0.36  # of the width, for the names at most
_FIGURE_SHARE: Final = 0.22  # of the width, for the figures at most
_WORDS_SHARE: Final = 0.75  # of the size of a name, for words instead of a figure
_LEAST_WORDS: Final = 26
_AXIS: Final = 4  # pixels
_AROUND_AXIS: Final = 5  # pixels, between the middle line and a bar
_HEAD_SIZE: Final = 40
_HEAD_WIDTH: Final = 400
_LINE: Final = 1.25  # the height of a line, in sizes of its font
_SHORTEST: Final = 2.0  # pixels; a figure other than 0 is visible


class _Row(NamedTuple):
    """A name with its figure."""

    bar: Bar
    name: SetText
    figure: SetText

    @property
    def height(self) -> float:
        return max(self.name.height, self.figure.height)


def lay_out_shares(
    chart: BarChart,
    area: Rect,
    metrics: ChartMetrics,
    measurer: Measurer,
    *,
    full_scale: float,
    is_guess: bool,
) -> list[PlacedChart]:
    """Return a chart with bars on a full scale, on as many pages as it needs, each with a head."""
    head_height = _HEAD_SIZE * _LINE + metrics.gap
    rows_area = Rect(area.left, area.top + head_height, area.width, area.height - head_height)
    rows, parts = _fitted_rows(chart, rows_area, metrics, measurer, is_guess=is_guess)
    names = ceil(max(row.name.width for row in rows)) + 1
    zero = area.left + names + metrics.to_bar
    end = area.right - max(row.figure.width for row in rows) - metrics.to_figure
    per_unit = max(end - zero, 1.0) / full_scale
    tallest = max(row.height for row in rows) + metrics.gap
    most = max(end - start for start, end in parts)
    pitch = max(min(rows_area.height / most, metrics.max_pitch), tallest)
    thickness = round(min(pitch * metrics.bar_share, metrics.max_thickness))
    charts = []
    for first, last in parts:
        tops = list(accumulate([pitch] * (last - first), initial=rows_area.top))
        height = tops[-1] - rows_area.top
        scale = PlacedChart(rows_area._replace(height=height), (), zero, per_unit)
        tracks = [
            Rect(zero, round(top + pitch / 2 - thickness / 2), full_scale * per_unit, thickness)
            for top in tops[:-1]
        ]
        placed = []
        for at, (row, track) in enumerate(zip(rows[first:last], tracks, strict=True)):
            slot = Rect(area.left, tops[at], area.width, pitch)
            shapes = _bar(row.bar, track, per_unit)
            placed.append(_placed_row(row, slot, names, shapes))
        shapes = tuple(Shape(Form.BOX, track, Colour.PANEL) for track in tracks)
        fixed = Block(shapes, _scale_texts(full_scale, scale, area.top, measurer))
        front = _middle_line(full_scale, scale)
        charts.append(scale._replace(rows=tuple(placed), fixed=fixed, front=front))
    return charts


def _fitted_rows(
    chart: BarChart, area: Rect, metrics: ChartMetrics, measurer: Measurer, *, is_guess: bool
) -> tuple[list[_Row], list[tuple[int, int]]]:
    """Return the rows at the largest size with the fewest pages, and what is on each page."""

    def tried(sizes: ChartSizes) -> tuple[bool, list[_Row], list[tuple[int, int]]]:
        rows = [_row(bar, area.width, sizes, measurer, is_guess=is_guess) for bar in chart.bars]
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


def _row(bar: Bar, width: float, sizes: ChartSizes, measurer: Measurer, *, is_guess: bool) -> _Row:
    weight = BOLD if bar.is_highlighted and not is_guess else REGULAR
    name_style = TextStyle(sizes.name, weight)
    name = set_text(bar.label, name_style, Colour.INK, width * _NAME_SHARE, measurer)
    style, colour = TextStyle(sizes.figure, REGULAR if bar.note else BOLD), Colour.INK
    if bar.is_in_words:
        style, colour = TextStyle(max(sizes.name * _WORDS_SHARE, _LEAST_WORDS)), Colour.MUTED
    text = bar.text if bar.is_in_words else bar.figure
    lead = len(bar.text) if text != bar.text else 0
    figure = set_text(text, style, colour, width * _FIGURE_SHARE, measurer, lead=lead)
    return _Row(bar, name, figure)


def _placed_row(row: _Row, slot: Rect, names: float, shapes: tuple[Shape, ...]) -> PlacedRow:
    middle = slot.top + slot.height / 2
    name = row.name.placed(slot.left, middle - row.name.height / 2, names, at_right=True)
    width = row.figure.width
    top = middle - row.figure.height / 2
    figure = row.figure.placed(slot.right - width, top, width, at_right=True)
    return PlacedRow(row.bar, name, shapes, (figure,))


def _bar(bar: Bar, track: Rect, per_unit: float) -> tuple[Shape, ...]:
    if not bar.drawn_value:
        return ()
    length = max(bar.drawn_value * per_unit, _SHORTEST)
    colour = Colour.BAR if bar.is_highlighted else Colour.QUIET_BAR
    return (Shape(Form.BOX, track._replace(width=length), colour),)


def _scale_texts(
    full_scale: float, scale: PlacedChart, top: float, measurer: Measurer
) -> tuple[PlacedText, ...]:
    """Return the head: the ends of the scale and its middle."""
    texts = []
    for share, text in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
        weight, colour = (BOLD, Colour.INK) if share == 0.5 else (REGULAR, Colour.MUTED)
        label = set_text(text, TextStyle(_HEAD_SIZE, weight), colour, _HEAD_WIDTH, measurer)
        x = scale.zero + share * full_scale * scale.per_unit
        texts.append(label.placed(x - label.width / 2, top))
    return tuple(texts)


def _middle_line(full_scale: float, scale: PlacedChart) -> Block:
    """Return the line at 50, in front of the bars, from which it is set off."""
    x = scale.zero + full_scale / 2 * scale.per_unit
    line = Rect(x - _AXIS / 2, scale.area.top, _AXIS, scale.area.height)
    around = line.inset(-_AROUND_AXIS, 0)
    return Block((Shape(Form.BOX, around, Colour.GROUND), Shape(Form.BOX, line, Colour.INK)))
