"""The canvas of the bar chart; the only module that imports pyqtgraph.

pyqtgraph draws bars in pixels of a bare view: a `PlotWidget` has axes, menus and mouse handling
that are not needed, and takes five times as long to create. The chart paints everything else.
"""

from collections.abc import Callable
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from briefing_app.gui.charts.window_layout import WindowLayout
from briefing_app.layout.slide_theme import LIGHT, Colour, Colours
from briefing_app.model.palette import Theme

_OUTLINE: Final = 2  # pixels


def chart_colours(theme: Theme) -> Colours:
    """Return the colours of a window's theme, by their purpose in a chart."""
    return LIGHT.page._replace(
        ground=theme.surface,
        ink=theme.ink,
        muted=theme.muted,
        label=theme.accent,
        bar=theme.accent,
        quiet_bar=theme.quiet_bar,
        track=theme.quiet_bar,
    )


class _OverBars(QGraphicsItem):
    """What the chart paints above the bars."""

    def __init__(self, paint: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._paint = paint
        self._size = QSize()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def resize(self, size: QSize) -> None:
        self.prepareGeometryChange()
        self._size = size

    def boundingRect(self) -> QRectF:  # noqa: N802, Qt's name
        return QRectF(0, 0, self._size.width(), self._size.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        del widget
        self._paint(painter, option.exposedRect)


class ChartCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows the bars of a layout. The mouse goes to the chart.

    Args:
        parent: The chart.
        paint_over_bars: Paints everything else, given the painter and the exposed rectangle.
    """

    def __init__(
        self, parent: QWidget, paint_over_bars: Callable[[QPainter, QRectF], None]
    ) -> None:
        super().__init__(parent, background=None)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The background is a plain colour, so caching it would only cost memory.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setAntialiasing(aa=True)
        self._bars = pg.BarGraphItem(x0=[], y0=[], width=[], height=[])
        self._over_bars = _OverBars(paint_over_bars)
        for item in (self._bars, self._over_bars):
            self.addItem(item)

    def show_layout(self, layout: WindowLayout, theme: Theme) -> None:
        """Show the bars of a layout, in the colours of a theme."""
        self.setBackground(theme.surface)
        self.resize(layout.size)
        self._over_bars.resize(layout.size)
        bars = [] if layout.has_dots else [shape for row in layout.rows for shape in row.shapes]
        colours = chart_colours(theme)
        self._bars.setOpts(
            x0=[bar.rect.left for bar in bars],
            y0=[bar.rect.top for bar in bars],
            width=[bar.rect.width for bar in bars],
            height=[bar.rect.height for bar in bars],
            brushes=[colours(bar.fill or Colour.BAR) for bar in bars],
            pen=pg.mkPen(theme.ink, width=_OUTLINE) if theme.outlined else None,
        )
        self.viewport().update()
