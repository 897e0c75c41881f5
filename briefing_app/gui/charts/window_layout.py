"""Where the rows of a chart are on screen: in one column or in two, and what scrolls."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize

from briefing_app.gui.look import look
from briefing_app.gui.slides.blocks import MEASURER
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.page import PlacedChart, PlacedRow, PlacedText, Rect
from briefing_app.layout.palette import Colour
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Force

_MARGIN: Final = 6  # left and right, for focus rings and selected names
# Pixels at 100 % text size: if a row has the height of a target to click, and if it hasn't.
_SIZES: Final = (ChartSizes(17, 19, 15), ChartSizes(15, 15, 13))
_SMALL: Final = (
    *_SIZES[1:],
    ChartSizes(14, 14, 13),
    ChartSizes(13, 13, 12),
    ChartSizes(12, 12, 11),
)
_LARGE: Final = ChartSizes(22, 26, 17)  # if there is more room than the others can use
_LARGE_WIDTH: Final = 640  # pixels at 100 % text size that it needs
_COLUMN_WIDTH: Final = 280  # pixels at 100 % text size, of one of two columns
_COLUMN_GAP: Final = 24  # pixels at 100 % text size
_LEAST_PITCH: Final = 24  # pixels at any text size: the minimum for a click target (WCAG 2.5.8)
_UNLIMITED: Final = 1e9
_MY_FORCE: Final = "my force"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of rows.

    Args:
        left: The position of its left edge on the canvas; the chart is placed relative to it.
        width: Its width.
        chart: The rows.
        first: The index of its first row.
        edges: The upper edge of each row, and the lower edge of the last one.
    """

    left: float
    width: float
    chart: PlacedChart
    first: int
    edges: tuple[float, ...]

    @property
    def rect(self) -> QRectF:
        """The rectangle of all its rows."""
        return QRectF(self.left, self.edges[0], self.width, self.edges[-1] - self.edges[0])

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the indices of the rows at and between two heights, which may be the same."""
        first, last = bisect_right(self.edges, top) - 1, bisect_right(self.edges, bottom)
        last = min(last, len(self.chart.rows))
        return range(self.first + max(first, 0), self.first + last)


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """The layout of the chart in pixels of the canvas.

    Args:
        size: The size of the canvas.
        columns: The columns, each with some of the rows; one even if there are no rows.
        rows: All rows in reading order.
        least_height: The height that all rows need in one column.
    """

    size: QSize
    columns: tuple[Column, ...]
    rows: tuple[PlacedRow, ...]
    least_height: float

    def column_of(self, row: int) -> Column:
        """Return the column that a row is in."""
        return next(each for each in reversed(self.columns) if each.first <= row)

    def row_rect(self, row: int) -> QRectF:
        """Return the rectangle of a row, as wide as its column."""
        column = self.column_of(row)
        top, bottom = column.edges[row - column.first : row - column.first + 2]
        return QRectF(column.left, top, column.width, bottom - top)

    def rows_in(self, rect: QRectF) -> Iterator[int]:
        """Yield the rows that a rectangle touches."""
        for column in self.columns:
            if column.left <= rect.right() and rect.left() < column.left + column.width:
                yield from column.rows_between(rect.top(), rect.bottom())

    def row_at(self, point: QPointF) -> int | None:
        """Return the row at a point, or None."""
        return next(self.rows_in(QRectF(point, point)), None)

    def row_beside(self, row: int, step: int) -> int:
        """Return the row at the same height in the column before or after, if there is one."""
        at = self.columns.index(self.column_of(row)) + step
        if not 0 <= at < len(self.columns):
            return row
        middle, column = self.row_rect(row).center().y(), self.columns[at]
        last = column.first + len(column.chart.rows) - 1
        return next(iter(column.rows_between(middle, middle)), last)


def lay_out_in_window(
    chart: BarChart, size: QSize, scroll_bar: int, max_columns: int = 1
) -> WindowLayout:
    """Lay out a chart so that all rows fit, as comfortably as that allows.

    Rows are as high as a target to click, or if these don't fit, lower and in two columns. If these
    don't fit either, the chart scrolls in one column, and leaves the width of the scroll bar free.

    Args:
        chart: The chart.
        size: The size of the room for it.
        scroll_bar: The width of the scroll bar.
        max_columns: The number of columns, if the room is wide enough for them.
    """
    width, height, px = size.width(), size.height(), look().px
    metrics = _metrics()
    compact = metrics._replace(sizes=metrics.sizes[-1:], max_pitch=_LEAST_PITCH)
    # A chart that can't fit is not laid out just to find that out.
    if len(chart.bars) * px(_SMALL[-1].name) <= max_columns * height:
        (least,) = _placed(chart, compact, width)
        if least.area.bottom <= height:
            if width >= px(_LARGE_WIDTH) and height >= len(least.rows) * metrics.max_pitch:
                metrics = _enlarged(metrics)
            parts = _placed(chart, metrics, width, height)
            return _window_layout(parts, size, width, least.area.bottom)
        most = max(1, min(max_columns, width // px(_COLUMN_WIDTH)))
        for columns in range(1, most + 1):
            sizes = _SMALL if columns == most else _SMALL[:1]
            small = _small(metrics, sizes, page_rows=ceil(len(least.rows) / columns))
            column_width = (width - (columns - 1) * px(_COLUMN_GAP)) // columns
            parts = _placed(chart, small, column_width, height)
            bottom = max(part.area.bottom for part in parts)
            if len(parts) <= columns and bottom < height + 1:
                return _window_layout(parts, size, column_width, least.area.bottom)
    width = max(1, width - scroll_bar)
    parts = _placed(chart, compact, width)
    return _window_layout(parts, QSize(width, height), width, parts[0].area.bottom)


def with_my_force(chart: BarChart, my_force: Force | None) -> BarChart:
    """Return a chart in which the latest figure of the user's own force says whose it is."""
    bars = tuple(
        bar._replace(note=", ".join(filter(None, (bar.note, _MY_FORCE))))
        if bar.is_highlighted and bar.force == my_force
        else bar
        for bar in chart.bars
    )
    return chart._replace(bars=bars)


def name_rect(name: PlacedText) -> QRectF:
    """Return the rectangle of the words of a name, relative to its column."""
    longest = max(name.lines, key=lambda line: line.width)
    return QRectF(name.left_of(longest), name.rect.top, longest.width, name.rect.height)


def _metrics() -> ChartMetrics:
    px = look().px
    return ChartMetrics(
        sizes=tuple(map(_scaled, _SIZES)),
        name_share=0.42,
        gap=px(4),
        max_pitch=px(84),
        bar_share=0.7,
        max_thickness=px(56),
        to_bar=px(14),
        to_figure=px(10),
        to_note=px(10),
    )


def _scaled(sizes: ChartSizes) -> ChartSizes:
    px = look().px
    return ChartSizes(px(sizes.name), px(sizes.figure), px(sizes.note))


def _small(metrics: ChartMetrics, sizes: Sequence[ChartSizes], page_rows: int) -> ChartMetrics:
    scaled = tuple(map(_scaled, sizes))
    return metrics._replace(sizes=scaled, page_rows=page_rows, gap=0)


def _enlarged(metrics: ChartMetrics) -> ChartMetrics:
    px = look().px
    sizes = (_scaled(_LARGE), *metrics.sizes)
    return metrics._replace(sizes=sizes, max_pitch=px(96), max_thickness=px(56))


@lru_cache(maxsize=3)  # a compact layout remains the same while only the height changes
def _placed(
    chart: BarChart, metrics: ChartMetrics, width: int, height: float = _UNLIMITED
) -> tuple[PlacedChart, ...]:
    """Return all rows between the margins, in as many columns as their height needs."""
    margin = look().px(_MARGIN)
    area = Rect(margin, 0, max(1.0, width - 2 * margin), height)
    parts = lay_out_chart(chart, area, metrics, MEASURER)
    return tuple(part._replace(rows=tuple(map(_with_accent, part.rows))) for part in parts)


def _with_accent(row: PlacedRow) -> PlacedRow:
    """Return a row in which the label of the user's own force has the accent colour."""
    if not row.texts or _MY_FORCE not in row.bar.note:
        return row
    *others, note = row.texts
    return row._replace(texts=(*others, note._replace(colour=Colour.BAR)))


def _window_layout(
    parts: tuple[PlacedChart, ...], size: QSize, column_width: int, least_height: float
) -> WindowLayout:
    step = column_width + look().px(_COLUMN_GAP)
    firsts = accumulate((len(part.rows) for part in parts), initial=0)
    columns = []
    for at, (part, first) in enumerate(zip(parts, firsts, strict=False)):
        middles = [row.name.rect.top + row.name.rect.height / 2 for row in part.rows]
        edges = accumulate(middles, lambda top, middle: 2 * middle - top, initial=part.area.top)
        columns.append(Column(at * step, column_width, part, first, tuple(edges)))
    height = max(size.height(), round(max(part.area.bottom for part in parts)))
    rows = tuple(row for part in parts for row in part.rows)
    return WindowLayout(QSize(size.width(), height), tuple(columns), rows, least_height)
