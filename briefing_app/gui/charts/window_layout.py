"""The layout of the chart on screen: the shared bar layout, in pixels and at the text size in use.

A chart that is too high scrolls.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, QSize

from briefing_app.gui.slides.text_measurer import MEASURER
from briefing_app.gui.style import Style
from briefing_app.layout.bars import lay_out_chart
from briefing_app.layout.chart_metrics import ChartMetrics, ChartSizes
from briefing_app.layout.page import PlacedChart, PlacedRow, PlacedText, Rect
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.charts import BarChart

_MARGIN: Final = 6  # left and right, for focus rings and selected names
_SIZES: Final = (ChartSizes(17, 19, 15), ChartSizes(15, 15, 13))  # pixels at 100 % text size
_LARGE: Final = ChartSizes(22, 26, 17)  # if there is much room
_LARGE_PITCH: Final = 84  # pixels at 100 % text size that each row needs for it
_LARGE_WIDTH: Final = 640  # the same, for the width
_LEAST_PITCH: Final = 24  # pixels at any text size: the minimum for a click target (WCAG 2.5.8)
_UNLIMITED: Final = 1e9
_MY_FORCE: Final = "my force"


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """The layout of the chart in pixels of the canvas.

    Args:
        size: The size of the canvas.
        chart: The rows with the legend of a change.
        edges: The upper edge of each row, and the lower edge of the last one.
        least_height: The height that all rows need at least.
    """

    size: QSize
    chart: PlacedChart
    edges: tuple[float, ...]
    least_height: float

    @property
    def rows(self) -> tuple[PlacedRow, ...]:
        """The rows from the top."""
        return self.chart.rows

    @property
    def has_dots(self) -> bool:
        """Whether it shows a change, with dots instead of bars."""
        return bool(self.chart.fixed.texts)

    @property
    def pitch(self) -> float:
        """The average height of a row."""
        return (self.edges[-1] - self.edges[0]) / max(1, len(self.rows))

    def row_rect(self, row: int) -> QRectF:
        """Return the rectangle of a row, as wide as the canvas."""
        top, bottom = self.edges[row], self.edges[row + 1]
        return QRectF(0, top, self.size.width(), bottom - top)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height, if there is one."""
        row = bisect_right(self.edges, y) - 1
        return row if 0 <= row < len(self.rows) else None

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the rows between two heights."""
        first, last = bisect_right(self.edges, top) - 1, bisect_right(self.edges, bottom)
        return range(max(first, 0), min(last, len(self.rows)))


def lay_out_in_window(chart: BarChart, style: Style, size: QSize, scroll_bar: int) -> WindowLayout:
    """Lay out a chart comfortably if it fits, else as compactly as it can be read.

    Args:
        chart: The chart.
        style: The text size.
        size: The size available, in pixels; a layout that is higher scrolls.
        scroll_bar: The width of the scroll bar, which a layout that scrolls leaves free.
    """
    width, height, px = size.width(), size.height(), style.px
    metrics = _metrics(style)
    compact = metrics._replace(sizes=metrics.sizes[-1:], max_pitch=_LEAST_PITCH)
    # A chart that can't fit is not laid out just to find that out.
    if len(chart.bars) / (2 if chart.compared else 1) * _LEAST_PITCH <= height:
        least = _placed(chart, style, compact, width)
        if least.area.bottom <= height:
            if width >= px(_LARGE_WIDTH) and height >= len(least.rows) * px(_LARGE_PITCH):
                metrics = _enlarged(metrics, style)
            placed = _placed(chart, style, metrics, width, height)
            return _window_layout(placed, size, least.area.bottom)
    width = max(1, width - scroll_bar)
    placed = _placed(chart, style, compact, width)
    return _window_layout(placed, QSize(width, height), placed.area.bottom)


def with_my_force(chart: BarChart, my_force: str) -> BarChart:
    """Return a chart in which the latest figure of the user's own force says whose it is.

    Args:
        chart: The chart.
        my_force: The full name of the force; empty for none.
    """
    bars = tuple(
        bar._replace(note=", ".join(filter(None, (bar.note, _MY_FORCE))))
        if bar.is_highlighted and bar.force.name == my_force
        else bar
        for bar in chart.bars
    )
    return chart._replace(bars=bars)


def name_rect(name: PlacedText) -> QRectF:
    """Return the rectangle of the words of a name."""
    rect = QRectF(name.rect.left, name.rect.top, name.rect.width, name.rect.height)
    left = min(map(name.left_of, name.lines), default=rect.left())
    rect.setLeft(left)
    rect.setRight(max((name.left_of(line) + line.width for line in name.lines), default=left))
    return rect


def _metrics(style: Style) -> ChartMetrics:
    px = style.px
    sizes = tuple(ChartSizes(*(px(size) for size in each)) for each in _SIZES)
    return ChartMetrics(
        sizes=sizes,
        name_share=0.42,
        gap=px(4),
        max_pitch=px(84),
        bar_share=0.7,
        max_thickness=px(56),
        to_bar=px(14),
        to_figure=px(10),
        to_note=px(10),
        dot=px(16),
    )


def _enlarged(metrics: ChartMetrics, style: Style) -> ChartMetrics:
    px = style.px
    large = ChartSizes(*(px(size) for size in _LARGE))
    return metrics._replace(
        sizes=(large, *metrics.sizes), max_pitch=px(124), max_thickness=px(84), dot=px(22)
    )


def _placed(
    chart: BarChart, style: Style, metrics: ChartMetrics, width: float, height: float = _UNLIMITED
) -> PlacedChart:
    """Return all rows between the margins, in a height in which they fit."""
    margin = style.px(_MARGIN)
    area = Rect(margin, 0, max(1.0, width - 2 * margin), height)
    (placed,) = lay_out_chart(chart, area, metrics, MEASURER)
    return placed._replace(rows=tuple(map(_with_accent, placed.rows)))


def _with_accent(row: PlacedRow) -> PlacedRow:
    """Return a row in which the label of the user's own force has the accent colour."""
    if not row.texts or _MY_FORCE not in row.bars[-1].note:
        return row
    *others, note = row.texts
    return row._replace(texts=(*others, note._replace(colour=Colour.BAR)))


def _window_layout(placed: PlacedChart, size: QSize, least_height: float) -> WindowLayout:
    middles = [row.name.rect.top + row.name.rect.height / 2 for row in placed.rows]
    between = [(one + other) / 2 for one, other in pairwise(middles)]
    edges = (placed.area.top, *between, placed.area.bottom)
    height = max(size.height(), round(placed.area.bottom))
    return WindowLayout(QSize(size.width(), height), placed, edges, least_height)
