"""The bar chart on screen; the only module that imports pyqtgraph.

pyqtgraph draws bars and dots in a bare `ViewBox`: a `PlotWidget` has axes, menus and mouse handling
that are not needed, and takes five times as long to create. The texts are painted here.
"""

from html import escape
from math import ceil
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from briefing_app.gui.accessibility.item_rows import AccessibleRows
from briefing_app.gui.charts.window_layout import (
    CachedMeasurer,
    WindowLayout,
    lay_out,
    name_rect,
    with_my_force,
)
from briefing_app.gui.slides.page_painter import paint_text
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.focus_ring import KEYBOARD_FOCUS_REASONS
from briefing_app.layout.page import Form
from briefing_app.layout.slide_theme import LIGHT, Colour, Colours
from briefing_app.model.charts import BarChart
from briefing_app.model.palette import Theme
from briefing_app.model.report import Force

_MIN_ROWS_SHOWN: Final = 3
_MIN_WIDTH: Final = 160  # pixels
_RELAXED_PITCH_PX: Final = 34  # the height of a row at 100 % text size
_CHIP_MARGIN: Final = 5  # around a selected name, in pixels
_NO_CHART: Final = BarChart("", "", (), "", "", "", "", "", ())


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


class _Texts(QGraphicsItem):
    """Names, figures, the selected label and the focus ring, above the bars."""

    def __init__(self, chart: "BarChartWidget") -> None:
        super().__init__()
        self._chart = chart
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
        exposed: QRectF = option.exposedRect
        self._chart.paint_texts(painter, exposed)


class _Canvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """The view with the bars and texts; it passes mouse events to the chart."""

    def __init__(self, chart: "BarChartWidget", background: str) -> None:
        super().__init__(chart, background=background)
        self._chart = chart
        self._pressed: int | None = None
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The background is a plain colour, so caching it would only cost memory.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setAntialiasing(aa=True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        super().paintEvent(event)
        self._chart.after_paint()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802, Qt's name
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row = self._chart.row_at(event.pos())
            if row is None:
                QToolTip.hideText()
            else:
                target = self._chart.row_rect(row)
                text = self._chart.row_text(row)
                # Escaped and in a tag, so that Qt treats no part of a name as markup.
                tip = f"<span>{escape(text)}</span>"
                QToolTip.showText(event.globalPos(), tip, self, target)
            return True
        return bool(super().viewportEvent(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._chart.row_at(event.position().toPoint())
            self._chart.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._chart.row_at(event.position().toPoint()):
            self._chart.choose_row(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        # The second click must not undo the first.
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        over = self._chart.row_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, Qt's name
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802, Qt's name
        event.ignore()


class BarChartWidget(AccessibleRows):
    """Shows a `BarChart`, and scrolls if there are more bars than fit.

    Args:
        style: Colours, fonts and text size.
        parent: The parent widget.
    """

    force_chosen = Signal(object)
    """Emitted when a bar is selected, with its `Force`; with None when it is deselected."""
    row_shown = Signal(QRect)
    """Emitted when the keyboard reaches a row, with the row's rectangle in the chart."""
    painted = Signal()
    """Emitted once, when the first chart has been painted."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._chart = _NO_CHART
        self._chosen: Force | None = None
        self._current = 0
        self._has_full_height = False
        self._painted = False
        self._measurer = CachedMeasurer()
        self._room = QSize()
        self._layout: WindowLayout = lay_out(_NO_CHART, style, self._room, 0, self._measurer)

        theme = style.theme
        pg.setConfigOptions(antialias=True, background=theme.surface, foreground=theme.ink)
        self._canvas = _Canvas(self, theme.surface)
        self._plot = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True)
        # Half of an outline in a high contrast theme is outside its bar.
        self._plot.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, enabled=False)
        self._plot.disableAutoRange()
        self._bar_item = pg.BarGraphItem(x0=[], y0=[], width=[], height=[])
        self._dot_item = pg.ScatterPlotItem()
        self._plot.addItem(self._bar_item)
        self._plot.addItem(self._dot_item)
        self._texts = _Texts(self)
        self._canvas.addItem(self._plot)
        self._canvas.addItem(self._texts)

        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._canvas)
        style.changed.connect(self._restyle)

    def set_chart(self, chart: BarChart, my_force: Force | None = None) -> None:
        """Show a chart.

        Args:
            chart: The chart.
            my_force: The user's own force, which is labelled if it is highlighted.
        """
        rows = self._layout.rows
        current = rows[self._current].bars[0].force if rows else self._chosen
        if {bar.label for bar in chart.bars} != {bar.label for bar in self._chart.bars}:
            self._measurer = CachedMeasurer()  # the old cache would grow with every chart
        self._chart = with_my_force(chart, my_force.name if my_force else "")
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        self._lay_out()
        self._current = self._row_of(current, otherwise=0)
        self.updateGeometry()

    def set_chosen(self, force: Force | None) -> None:
        """Mark the bar of a force as selected, or none."""
        self._chosen = force
        self._current = self._row_of(force, otherwise=self._current)
        self._canvas.viewport().update()

    def set_full_height(self, full: bool) -> None:  # noqa: FBT001, as in Qt
        """Request the height of all rows, because the parent scrolls; or only of a few."""
        if full != self._has_full_height:
            self._has_full_height = full
            self.updateGeometry()

    def row_at(self, point: QPoint) -> int | None:
        """Return the row at a point of the canvas, or None."""
        return self._layout.row_at(point.y())

    def row_rect(self, row: int) -> QRect:
        """Return the clickable rectangle of a row, in pixels of the canvas."""
        return self._layout.row_rect(row).toAlignedRect()

    def row_text(self, row: int) -> str:
        """Return the complete text of a row."""
        bars = self._layout.rows[row].bars
        if not self._chart.has_several_periods:
            return f"{bars[0].force.name}: {bars[0].figure}"
        figures = ", ".join(f"{bar.period}: {bar.figure}" for bar in bars)
        return f"{bars[0].force.name}, {figures}"

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._layout.rows)

    def current_row(self) -> int:
        """Return the row with the focus ring."""
        return self._current

    def is_row_selected(self, row: int) -> bool:
        """Return whether the bar in a row is selected."""
        return self._layout.rows[row].bars[0].force == self._chosen

    def choose_row(self, row: int) -> None:
        """Select the bar in a row, or deselect it if it is selected."""
        self._move_to(row)
        force = self._layout.rows[row].bars[0].force
        self._chosen = None if force == self._chosen else force
        self._canvas.viewport().update()
        self.force_chosen.emit(self._chosen)

    def paint_texts(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint everything except bars and dots; called by the canvas."""
        style, layout = self._style, self._layout
        colours = chart_colours(style.theme)
        accent = QPen(style.colour("accent"), max(2, style.px(2)))
        for text in layout.chart.legend:
            paint_text(painter, text, colours)
        for index in layout.rows_between(exposed.top(), exposed.bottom()):
            row = layout.rows[index]
            name = row.name
            if self.is_row_selected(index):
                chip = name_rect(name).adjusted(-_CHIP_MARGIN, -1, _CHIP_MARGIN, 1).toAlignedRect()
                painter.setPen(accent)
                painter.setBrush(style.colour("accent_soft"))
                painter.drawRoundedRect(chip, style.px(6), style.px(6))
                name = name._replace(colour=Colour.LABEL)
            for text in (name, *row.texts):
                paint_text(painter, text, colours)
            if index == self._current and self.hasFocus():
                painter.setPen(QPen(style.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(layout.row_rect(index).adjusted(1, 1, -1, -1), 4, 4)

    def after_paint(self) -> None:
        """Emit `painted` after the first painting; called by the canvas."""
        if not self._painted and self._chart.bars and self.isVisible():
            self._painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Move the focus ring, or select a bar."""
        last = self.row_count() - 1
        page = max(1, int(self.viewport().height() / max(1.0, self._layout.pitch)) - 1)
        moves: dict[int, int] = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = event.key()
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in moves:
            self._move_to(min(max(moves[key], 0), last))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self.choose_row(self._current)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Show the focus ring; scroll to it if the focus came by keyboard."""
        super().focusInEvent(event)
        self._canvas.viewport().update()
        if self._chart.bars and event.reason() in KEYBOARD_FOCUS_REASONS:
            self._bring_into_view()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self._canvas.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Lay out the chart for a new size, before Qt places the scroll bar."""
        # Not in resizeEvent, which reports the viewport: the chart's own scroll bar changes
        # that size, and the page's scroll bar may replace it without any change.
        if event.type() is QEvent.Type.Resize and self.contentsRect().size() != self._room:
            self._lay_out()
        return bool(super().event(event))

    def height_for_few(self) -> int:
        """Return the height of a few rows, in pixels."""
        share = min(1, _MIN_ROWS_SHOWN / max(1, self.row_count()))
        return ceil(self._layout.least_height * share)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return the size of a few rows, or of all if the parent scrolls."""
        full = ceil(self._layout.least_height)
        return QSize(_MIN_WIDTH, full if self._has_full_height else self.height_for_few())

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return the minimum size, or if the parent scrolls, one with more space between rows."""
        size = self.minimumSizeHint()
        if self._has_full_height:
            size.setHeight(max(size.height(), self.row_count() * self._style.px(_RELAXED_PITCH_PX)))
        return size

    def _row_of(self, force: Force | None, *, otherwise: int) -> int:
        rows = [at for at, row in enumerate(self._layout.rows) if row.bars[0].force == force]
        # If a force has several bars, keep the current one.
        return self._current if self._current in rows else next(iter(rows), otherwise)

    def _lay_out(self) -> None:
        # The scroll bar is switched here: otherwise, Qt could switch it on and off in turn, because
        # the labels wrap differently with and without it.
        extent = self.verticalScrollBar().sizeHint().width()
        room = self._room = self.contentsRect().size()
        layout = lay_out(self._chart, self._style, room, extent, self._measurer)
        least_before, self._layout = self._layout.least_height, layout
        policy = Qt.ScrollBarPolicy
        scrolls = layout.size.height() > room.height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        self.verticalScrollBar().setSingleStep(max(1, round(layout.pitch)))
        self._canvas.resize(layout.size)
        self._texts.resize(layout.size)
        width, height = layout.size.width(), layout.size.height()
        self._plot.setGeometry(0, 0, width, height)
        self._plot.setRange(xRange=(0, width), yRange=(0, height), padding=0)
        self._draw_shapes()
        self._canvas.viewport().update()
        if layout.least_height != least_before:
            self.updateGeometry()

    def _draw_shapes(self) -> None:
        """Give bars and dots to pyqtgraph."""
        chart = self._layout.chart
        shapes = [*chart.legend_shapes, *(each for row in chart.rows for each in row.shapes)]
        bars = [shape for shape in shapes if shape.form is Form.BOX]
        dots = [shape for shape in shapes if shape.form is Form.DOT]
        edge = Colour.INK if self._style.theme.outlined else None
        self._bar_item.setOpts(
            x0=[bar.rect.left for bar in bars],
            y0=[bar.rect.top for bar in bars],
            width=[bar.rect.width for bar in bars],
            height=[bar.rect.height for bar in bars],
            brushes=[self._brush(bar.fill) for bar in bars],
            # pyqtgraph 0.14 fails if there are no pens.
            pens=[self._pen(None if bar.fill is Colour.TRACK else edge, 2) for bar in bars] or None,
            pen=None,
        )
        self._dot_item.setVisible(bool(dots))  # painting none takes as long as painting bars
        if not dots:
            return
        self._dot_item.setData(
            x=[dot.rect.left + dot.rect.width / 2 for dot in dots],
            y=[dot.rect.top + dot.rect.height / 2 for dot in dots],
            size=[dot.rect.width - dot.thickness for dot in dots],
            brush=[self._brush(dot.fill) for dot in dots],
            pen=[self._pen(dot.outline, dot.thickness) for dot in dots],
        )

    def _brush(self, colour: Colour | None) -> QBrush:
        return QBrush(QColor(chart_colours(self._style.theme)(colour or Colour.GROUND)))

    def _pen(self, colour: Colour | None, width: float) -> QPen:
        if colour is None:
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(self._brush(colour), width)
        pen.setCosmetic(True)
        return pen

    def _restyle(self) -> None:
        theme = self._style.theme
        pg.setConfigOptions(background=theme.surface, foreground=theme.ink)
        self._canvas.setBackground(theme.surface)
        self._measurer = CachedMeasurer()
        self._lay_out()

    def _move_to(self, row: int) -> None:
        self._current = row
        self._canvas.viewport().update()
        self._bring_into_view()
        self.announce_current_row()

    def _bring_into_view(self) -> None:
        """Scroll to the current row, in the chart and, by the signal, in its parent."""
        target = self._layout.row_rect(self._current)
        self.ensureVisible(0, round(target.center().y()), 0, ceil(target.height() / 2))
        shown = self.row_rect(self._current)
        shown.moveTopLeft(self._canvas.mapTo(self, shown.topLeft()))
        self.row_shown.emit(shown)
