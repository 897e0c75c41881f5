"""The canvas of the bar chart; the only module that imports pyqtgraph.

pyqtgraph draws bars in pixels of a bare view: a `PlotWidget` has axes, menus and mouse handling
that are not needed, and takes five times as long to create. The chart paints everything else.
"""

from collections.abc import Callable
from html import escape
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QToolTip, QWidget

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
    """Shows the bars of a layout, and reports clicks on its rows.

    Args:
        parent: The chart.
        paint_over_bars: Paints everything else, given the painter and the exposed rectangle.
        row_text: Returns the complete text of a row, for its tool tip.
    """

    pressed = Signal()
    """Emitted when the left mouse button is pressed."""
    row_clicked = Signal(int)
    """Emitted with the row that was clicked."""

    def __init__(
        self,
        parent: QWidget,
        paint_over_bars: Callable[[QPainter, QRectF], None],
        row_text: Callable[[int], str],
    ) -> None:
        super().__init__(parent, background=None)
        self._row_text = row_text
        self._pressed_row: int | None = None
        self._layout: WindowLayout | None = None
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
        self._layout = layout
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

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802, Qt's name
        """Show a row's text as its tool tip."""
        if not isinstance(event, QHelpEvent) or event.type() is not QEvent.Type.ToolTip:
            return bool(super().viewportEvent(event))
        row = self._row_at(event.pos().y())
        if row is None or self._layout is None:
            QToolTip.hideText()
        else:
            place = self._layout.row_rect(row).toAlignedRect()
            # Escaped and in a tag, so that Qt treats no part of a name as markup.
            tip = f"<span>{escape(self._row_text(row))}</span>"
            QToolTip.showText(event.globalPos(), tip, self, place)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Note the row."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_row = self._row_at(event.position().y())
            self.pressed.emit()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Emit `row_clicked` if the mouse is still over the row that was pressed."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        pressed, self._pressed_row = self._pressed_row, None
        if pressed is not None and pressed == self._row_at(event.position().y()):
            self.row_clicked.emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Do nothing: the second click must not undo the first."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Show a hand over rows."""
        over = self._row_at(event.position().y()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, Qt's name
        """Keep pyqtgraph from handling it."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Let the chart scroll."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802, Qt's name
        """Let a parent show its menu."""
        event.ignore()

    def _row_at(self, y: float) -> int | None:
        return self._layout.row_at(y) if self._layout is not None else None
