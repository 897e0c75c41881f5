"""The bar chart on screen: its rows, the keyboard and the choice of a force."""

from dataclasses import replace
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from briefing_app.gui.accessibility.item_rows import AccessibleRows
from briefing_app.gui.charts.canvas import ChartCanvas, chart_colours
from briefing_app.gui.charts.window_layout import (
    WindowLayout,
    lay_out_in_window,
    name_rect,
    with_my_force,
)
from briefing_app.gui.look import Style
from briefing_app.gui.slides.painter import paint_block
from briefing_app.gui.widgets.focus_ring import KEYBOARD_FOCUS_REASONS
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.row_painting import show_tool_tip
from briefing_app.layout.page import Block, mirrored
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Force

_MIN_ROWS_SHOWN: Final = 3
_MIN_WIDTH: Final = 160  # pixels
_RELAXED_PITCH_PX: Final = 34  # the height of a row at 100 % text size
_CHIP_MARGIN: Final = 5  # around a selected name, in pixels
_NO_CHART: Final = BarChart("", "", (), "", "", "", "", "", ())


class BarChartWidget(AccessibleRows):
    """Shows a `BarChart`, and scrolls if there are more bars than fit."""

    force_chosen = Signal(object)
    """Emitted when a bar is selected, with its `Force`; with None when it is deselected."""
    row_shown = Signal(QRect)
    """Emitted when the keyboard reaches a row, with the row's rectangle in the chart."""
    painted = Signal()
    """Emitted once, while the first chart is painted."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._chart = _NO_CHART
        self._chosen: Force | None = None
        self._current = 0
        self._has_full_height = False
        self._painted = False
        self._room = QSize()
        self._layout: WindowLayout = lay_out_in_window(_NO_CHART, style, self._room, 0)

        self._pressed_row: int | None = None
        self._canvas = ChartCanvas(self, self._paint_over_bars)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._canvas)
        style.changed.connect(self._lay_out)

    def set_chart(self, chart: BarChart, my_force: Force | None = None) -> None:
        """Show a chart. The user's own force is labelled if it is highlighted."""
        rows = self._layout.rows
        current = rows[self._current].bars[0].force if rows else self._chosen
        self._chart = with_my_force(chart, my_force)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus ring, or select a bar."""
        last, bar = self.row_count() - 1, self.verticalScrollBar()
        page = max(1, bar.pageStep() // bar.singleStep() - 1)
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
        elif key in {*ENTER_KEYS, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self.choose_row(self._current)
        else:
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a row's text as its tool tip."""
        if not isinstance(event, QHelpEvent) or event.type() is not QEvent.Type.ToolTip:
            return super().viewportEvent(event)
        row = self._row_at(event.pos())
        show_tool_tip(event.globalPos(), [] if row is None else [self.row_text(row)], self)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the row that was pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_row = self._row_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the bar if the mouse is still over the row that was pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            pressed, self._pressed_row = self._pressed_row, None
            if pressed is not None and pressed == self._row_at(event.position()):
                self.choose_row(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand as the cursor over rows."""
        over = self._row_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring; scroll to it if the focus came by keyboard."""
        super().focusInEvent(event)
        self._canvas.viewport().update()
        if self._chart.bars and event.reason() in KEYBOARD_FOCUS_REASONS:
            self._bring_into_view()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self._canvas.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Lay out the chart for a new size, before Qt places the scroll bar."""
        # Not in resizeEvent, which reports the viewport: the chart's own scroll bar changes
        # that size, and the page's scroll bar may replace it without any change.
        is_resized = event.type() is QEvent.Type.Resize and self.contentsRect().size() != self._room
        if is_resized or event.type() is QEvent.Type.LayoutDirectionChange:
            self._lay_out()
        return bool(super().event(event))

    def height_for_few(self) -> int:
        """Return the height of a few rows, in pixels."""
        share = min(1, _MIN_ROWS_SHOWN / max(1, self.row_count()))
        return ceil(self._layout.least_height * share)

    def minimumSizeHint(self) -> QSize:
        """Return the size of a few rows, or of all if the parent scrolls."""
        full = ceil(self._layout.least_height)
        return QSize(_MIN_WIDTH, full if self._has_full_height else self.height_for_few())

    def sizeHint(self) -> QSize:
        """Return the minimum size, or if the parent scrolls, one with more space between rows."""
        size = self.minimumSizeHint()
        if self._has_full_height:
            size.setHeight(max(size.height(), self.row_count() * self._style.px(_RELAXED_PITCH_PX)))
        return size

    def _paint_over_bars(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint dots, names, figures, the selected name and the focus ring."""
        style, layout = self._style, self._layout
        colours = chart_colours(style.theme)
        accent = QPen(style.colour("accent"), max(2, style.px(2)))
        paint_block(painter, layout.chart.fixed, colours)
        for index in layout.rows_between(exposed.top(), exposed.bottom()):
            row = layout.rows[index]
            name = row.name
            if self.is_row_selected(index):
                chip = name_rect(name).adjusted(-_CHIP_MARGIN, -1, _CHIP_MARGIN, 1).toAlignedRect()
                painter.setPen(accent)
                painter.setBrush(style.colour("accent_soft"))
                painter.drawRoundedRect(chip, style.px(6), style.px(6))
                name = name._replace(colour=Colour.LABEL)
            shapes = row.shapes if self._chart.compared else ()  # the canvas has bars
            paint_block(painter, Block(shapes, (name, *row.texts)), colours)
            if index == self._current and self.hasFocus():
                painter.setPen(QPen(style.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(layout.row_rect(index).adjusted(1, 1, -1, -1), 4, 4)
        if not self._painted and self._chart.bars and self.isVisible():
            self._painted = True
            self.painted.emit()

    def _row_at(self, point: QPoint | QPointF) -> int | None:
        """Return the row at a point of the viewport, or None."""
        y = point.y() + self.verticalScrollBar().value()
        return next(iter(self._layout.rows_between(y, y)), None)

    def _row_of(self, force: Force | None, *, otherwise: int) -> int:
        rows = [at for at, row in enumerate(self._layout.rows) if row.bars[0].force == force]
        # If a force has several bars, keep the current one.
        return self._current if self._current in rows else next(iter(rows), otherwise)

    def _lay_out(self) -> None:
        # The scroll bar is switched here: otherwise, Qt could switch it on and off in turn, because
        # the labels wrap differently with and without it.
        extent = self.verticalScrollBar().sizeHint().width()
        room = self._room = self.contentsRect().size()
        layout = lay_out_in_window(self._chart, self._style, room, extent)
        if self.isRightToLeft():
            layout = replace(layout, chart=mirrored(layout.chart, layout.size.width()))
        least_before, self._layout = self._layout.least_height, layout
        policy, scrolls = Qt.ScrollBarPolicy, layout.size.height() > room.height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        average = layout.chart.area.height / max(1, self.row_count())
        self.verticalScrollBar().setSingleStep(max(1, round(average)))
        rows = () if self._chart.compared else layout.rows
        bars = [shape for row in rows for shape in row.shapes]
        self._canvas.show_bars(bars, layout.size, self._style.theme)
        if layout.least_height != least_before:
            self.updateGeometry()

    def _move_to(self, row: int) -> None:
        self._current = row
        self._canvas.viewport().update()
        self._bring_into_view()
        self.announce_current_row()

    def _bring_into_view(self) -> None:
        """Scroll to the current row, in the chart and, by the signal, in its parent."""
        shown = self.row_rect(self._current)
        self.ensureVisible(0, shown.center().y(), 0, ceil(shown.height() / 2))
        shown.moveTopLeft(self._canvas.mapTo(self, shown.topLeft()))
        self.row_shown.emit(shown)
