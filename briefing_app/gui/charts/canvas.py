"""The canvas of the bar chart; the only module that imports pyqtgraph.

pyqtgraph draws bars in pixels of a bare view: a `PlotWidget` has axes, menus and mouse handling
that are not needed, and takes five times as long to create. The chart paints everything else.
"""

from collections.abc import Callable, Sequence
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from briefing_app.layout.page import Shape
from briefing_app.layout.theme import LIGHT, Colour, Colours
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


class ChartCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows the bars. The chart, its parent, paints the rest and receives the mouse events.

    `paint_over_bars` is called with the painter and the exposed rectangle.
    """

    def __init__(
        self, parent: QWidget, paint_over_bars: Callable[[QPainter, QRectF], None]
    ) -> None:
        super().__init__(parent, background=None)
        self._paint_over_bars = paint_over_bars
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The background is a plain colour, so caching it would only cost memory.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setAntialiasing(aa=True)
        self._bars = pg.BarGraphItem(x0=[], y0=[], width=[], height=[])
        self.addItem(self._bars)

    def show_bars(self, bars: Sequence[Shape], size: QSize, theme: Theme) -> None:
        """Show bars on a canvas of a size, in the colours of a theme."""
        self.setBackground(theme.surface)
        self.resize(size)
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

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Let the chart paint above the bars."""
        self._paint_over_bars(painter, rect)
