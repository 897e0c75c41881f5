"""The layout of the chart on screen: the shared bar layout, in pixels and at the text size in use.

A chart that is too high scrolls.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QRectF, QSize

from briefing_app.gui.look import Style
from briefing_app.gui.slides.slide_pages import MEASURER
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.page import PlacedChart, PlacedRow, PlacedText, Rect
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Force

_MARGIN: Final = 6  # left and right, for focus rings and selected names
_SIZES: Final = (ChartSizes(17, 19, 15), ChartSizes(15, 15, 13))  # pixels at 100 % text size
_LARGE: Final = ChartSizes(22, 26, 17)  # if there is more room than the others can use
_LARGE_WIDTH: Final = 640  # pixels at 100 % text size that it needs
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

    def row_rect(self, row: int) -> QRectF:
        """Return the rectangle of a row, as wide as the canvas."""
        top, bottom = self.edges[row], self.edges[row + 1]
        return QRectF(0, top, self.size.width(), bottom - top)

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the rows at and between two heights, which may be the same."""
        first, last = bisect_right(self.edges, top) - 1, bisect_right(self.edges, bottom)
        return range(max(first, 0), min(last, len(self.rows)))


def lay_out_in_window(chart: BarChart, style: Style, size: QSize, scroll_bar: int) -> WindowLayout:
    """Lay out a chart comfortably if it fits, else as compactly as it can be read.

    A layout that is higher than the size scrolls, and leaves the width of the scroll bar free.
    """
    width, height, px = size.width(), size.height(), style.px
    metrics, margin = _metrics(style), px(_MARGIN)
    compact = metrics._replace(sizes=metrics.sizes[-1:], max_pitch=_LEAST_PITCH)
    # A chart that can't fit is not laid out just to find that out.
    if len(chart.bars) / (2 if chart.compared else 1) * _LEAST_PITCH <= height:
        least = _placed(chart, compact, margin, width)
        if least.area.bottom <= height:
            if width >= px(_LARGE_WIDTH) and height >= len(least.rows) * metrics.max_pitch:
                metrics = _enlarged(metrics, style)
            placed = _placed(chart, metrics, margin, width, height)
            return _window_layout(placed, size, least.area.bottom)
    width = max(1, width - scroll_bar)
    placed = _placed(chart, compact, margin, width)
    return _window_layout(placed, QSize(width, height), placed.area.bottom)


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
    """Return the rectangle of the words of a name."""
    longest = max(name.lines, key=lambda line: line.width)
    return QRectF(name.left_of(longest), name.rect.top, longest.width, name.rect.height)


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


@lru_cache(maxsize=2)  # a compact layout remains the same while only the height changes
def _placed(
    chart: BarChart, metrics: ChartMetrics, margin: int, width: int, height: float = _UNLIMITED
) -> PlacedChart:
    """Return all rows between the margins, in a height in which they fit."""
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
    edges = accumulate(middles, lambda top, middle: 2 * middle - top, initial=placed.area.top)
    height = max(size.height(), round(placed.area.bottom))
    return WindowLayout(QSize(size.width(), height), placed, tuple(edges), least_height)
