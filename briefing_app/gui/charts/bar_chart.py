"""The bar chart on screen: its rows, the keyboard and the choice of a force."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from briefing_app.gui.accessibility.interfaces import AccessibleRows
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.charts.window_layout import (
    WindowLayout,
    lay_out_in_window,
    name_rect,
    with_my_force,
)
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.slides.blocks import paint_block
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.scroll_area import KEYBOARD_FOCUS_REASONS, scroll_to_part
from briefing_app.layout.page import Block
from briefing_app.layout.palette import LIGHT_SLIDES, Colour, Colours, Theme
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Force

# Pixels at 100 % text size.
_PADDING_X: Final = 11
_PADDING_Y: Final = 7
_GAP: Final = 14
_RADIUS: Final = 6


def paint_readout(
    painter: QPainter, lines: Sequence[str], row: QRectF, texts_right: float, bounds: QRectF
) -> None:
    """Paint the figures of a row on a dark box beside it, or below or above if it is too wide.

    Args:
        painter: The painter.
        lines: The lines; the first one is bold. A line that is wider than the bounds is elided.
        row: The rectangle of the row.
        texts_right: The right edge of what is shown in the row.
        bounds: What can be seen.
    """
    px = look().px
    x, y = px(_PADDING_X), px(_PADDING_Y)
    roles = (TextRole.STRONG, *(TextRole.SMALL for _ in lines[1:]))
    metrics = [QFontMetrics(look().font(role)) for role in roles]
    room = round(bounds.width()) - 2 * x
    shown = [
        each.elidedText(line, Qt.TextElideMode.ElideRight, room)
        for line, each in zip(lines, metrics, strict=True)
    ]
    widest = max(each.horizontalAdvance(line) for line, each in zip(shown, metrics, strict=True))
    box = QRectF(0, 0, widest + 2 * x, sum(each.height() for each in metrics) + 2 * y)
    box.moveCenter(row.center())
    box.moveLeft(texts_right + px(_GAP))
    if box.right() > bounds.right():
        box.moveRight(bounds.right())
        box.moveTop(row.bottom() + 2)
        if box.bottom() > bounds.bottom():
            box.moveBottom(row.top() - 2)
    box.moveTop(max(bounds.top(), min(box.top(), bounds.bottom() - box.height())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("ink"))
    painter.drawRoundedRect(box, px(_RADIUS), px(_RADIUS))
    painter.setPen(look().colour("surface"))
    top = box.top() + y
    for line, role, each in zip(shown, roles, metrics, strict=True):
        painter.setFont(look().font(role))
        painter.drawText(QPointF(box.left() + x, top + each.ascent()), line)
        top += each.height()


_OUTLINE: Final = 2  # pixels


def chart_colours(theme: Theme) -> Colours:
    """Return the colours of a window's theme, by their purpose in a chart."""
    return LIGHT_SLIDES.page._replace(
        ground=theme.ground,
        ink=theme.ink,
        muted=theme.muted,
        label=theme.accent,
        bar=theme.accent,
        quiet_bar=theme.quiet_bar,
        panel=theme.surface,  # a full scale's track
    )


Paint = Callable[[QPainter, QRectF], None]
"""Paints a part of the chart; called with the painter and the exposed rectangle."""


class ChartCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows the bars. The chart, its parent, paints the rest and receives the mouse events.

    Args:
        parent: The chart.
        paint_behind: Paints what is behind the bars.
        paint_in_front: Paints what is in front of them.
    """

    def __init__(self, parent: QWidget, paint_behind: Paint, paint_in_front: Paint) -> None:
        super().__init__(parent, background=None)
        self._paint_behind = paint_behind
        self._paint_in_front = paint_in_front
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The background is a plain colour, so caching it would only cost memory.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setAntialiasing(aa=True)
        for action in self.sceneObj.contextMenu:
            action.setParent(None)  # "Export…", which needs a plot and would fail
        self.sceneObj.contextMenu.clear()
        self._bars = pg.BarGraphItem(x0=[], y0=[], width=[], height=[])
        self.addItem(self._bars)

    def show_bars(self, rects: Sequence[QRectF], size: QSize, ground: str) -> None:
        """Place the bars on a canvas of a size and colour."""
        self.setBackground(ground)
        self.resize(size)
        self._bars.setOpts(
            x0=[rect.left() for rect in rects],
            y0=[rect.top() for rect in rects],
            width=[rect.width() for rect in rects],
            height=[rect.height() for rect in rects],
        )

    def colour_bars(self, colours: Sequence[str], outline: str | None) -> None:
        """Give each bar its colour, and all an outline or none."""
        pen = pg.mkPen(outline, width=_OUTLINE) if outline is not None else None
        self._bars.setOpts(brushes=colours, pen=pen)
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawBackground(painter, rect)
        self._paint_behind(painter, rect)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        self._paint_in_front(painter, rect)


_MIN_WIDTH: Final = 160  # pixels
_RELAXED_PITCH_PX: Final = 34  # the height of a row at 100 % text size
_CHIP_MARGIN: Final = 5  # around a selected name, in pixels
_NO_CHART: Final = BarChart("", "", (), "", "", "", "", "", ())


def _no_details(_force: Force) -> str:
    return ""


class BarChartWidget(AccessibleRows):
    """Shows a `BarChart`, and scrolls if there are more bars than fit.

    The row under the mouse, or that a key reached, reads out its figures.
    """

    force_chosen = Signal(object)
    """Emitted when a bar is selected, with its `Force`; with None when it is deselected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._max_columns = 1
        self._chart = _NO_CHART
        self._details: Callable[[Force], str] = _no_details
        self._chosen: Force | None = None
        self._current = 0
        self._read_out: int | None = None  # the row
        self._room = QSize()
        self._layout: WindowLayout = lay_out_in_window(_NO_CHART, self._room, 0)

        self._pressed_row: int | None = None
        self._canvas = ChartCanvas(self, self._paint_behind_bars, self._paint_over_bars)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._canvas)
        look().changed.connect(self._lay_out)

    def set_chart(
        self,
        chart: BarChart,
        my_force: Force | None = None,
        details: Callable[[Force], str] = _no_details,
    ) -> None:
        """Show a chart.

        Args:
            chart: The chart.
            my_force: The user's own force, which is labelled if it is highlighted.
            details: Returns what a row reads out of its force beside the figures shown; may be
                empty.
        """
        rows = self._layout.rows
        current = rows[self._current].bar.force if rows else self._chosen
        self._chart = with_my_force(chart, my_force)
        self._details = details
        self._read_out = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        self._lay_out()
        self._current = self._row_of(current, otherwise=0)
        self.updateGeometry()

    def set_chosen(self, force: Force | None) -> None:
        """Mark the bar of a force as selected, or none."""
        self._chosen = force
        self._current = self._row_of(force, otherwise=self._current)
        self._colour_bars()

    def set_max_columns(self, columns: int) -> None:
        """Allow as many columns, from the next chart on."""
        self._max_columns = columns

    def row_rect(self, row: int) -> QRect:
        """Return the clickable rectangle of a row, in pixels of the canvas."""
        return self._layout.row_rect(row).toAlignedRect()

    def row_text(self, row: int) -> str:
        """Return the complete text of a row, with what else is known of its force."""
        bar = self._layout.rows[row].bar
        period = f", {bar.period}" if self._chart.is_over_time else ""
        text = f"{bar.force.name}{period}: {bar.figure}"
        return ". ".join(filter(None, (text, self._details(bar.force))))

    def readout(self, row: int) -> list[str]:
        """Return the lines that a row reads out."""
        bar = self._layout.rows[row].bar
        line = f"{bar.force.name}, {bar.period}: {bar.figure}"
        return [line, *filter(None, (self._details(bar.force),))]

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._layout.rows)

    def current_row(self) -> int:
        """Return the row with the focus ring."""
        return self._current

    def is_row_selected(self, row: int) -> bool:
        """Return whether the bar in a row is selected."""
        return self._layout.rows[row].bar.force == self._chosen

    def choose_row(self, row: int) -> None:
        """Select the bar in a row, or deselect it if it is selected."""
        self._move_to(row)
        force = self._layout.rows[row].bar.force
        self._chosen = None if force == self._chosen else force
        self._colour_bars()
        announce(f"{force.name} {'' if self._chosen else 'no longer '}highlighted", self)
        self.force_chosen.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus ring, or select a bar."""
        last, bar = self.row_count() - 1, self.verticalScrollBar()
        key = event.key()
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        page = max(1, bar.pageStep() // bar.singleStep() - 1)
        moves: dict[int, int] = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if len(self._layout.columns) > 1:
            moves[Qt.Key.Key_Left] = self._layout.row_beside(self._current, -1)
            moves[Qt.Key.Key_Right] = self._layout.row_beside(self._current, 1)
        if key in moves:
            self._move_to(min(max(moves[key], 0), last))
        elif key in {*ENTER_KEYS, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self.choose_row(self._current)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_row = self._row_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the bar if the mouse is still over the row that was pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            pressed, self._pressed_row = self._pressed_row, None
            if pressed is not None and pressed == self._row_at(event.position()):
                self.choose_row(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        is_over = row is not None
        shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._read(row)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._read(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring; scroll to it if the focus came by keyboard."""
        super().focusInEvent(event)
        self._canvas.viewport().update()
        if self._chart.bars and event.reason() in KEYBOARD_FOCUS_REASONS:
            self._bring_into_view()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read(None)
        self._canvas.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Lay out the chart for a new size, before Qt places the scroll bar."""
        # Not in resizeEvent, which reports the viewport: the chart's own scroll bar changes
        # that size, and the page's scroll bar may replace it without any change.
        if event.type() is QEvent.Type.Resize and self.contentsRect().size() != self._room:
            self._lay_out()
        return bool(super().event(event))

    def minimumSizeHint(self) -> QSize:
        """Return the size of all rows, for a parent that scrolls."""
        return QSize(_MIN_WIDTH, ceil(self._layout.least_height))

    def sizeHint(self) -> QSize:
        """Return the minimum size with more space between rows."""
        relaxed = QSize(_MIN_WIDTH, self.row_count() * look().px(_RELAXED_PITCH_PX))
        return self.minimumSizeHint().expandedTo(relaxed)

    def _paint_behind_bars(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint a band behind the row whose figures are read out."""
        row = self._read_out
        if row is None or not exposed.intersects(self._layout.row_rect(row)):
            return
        theme = look().theme
        band = self._layout.row_rect(row).adjusted(1, 0.5, -1, -0.5)
        painter.setPen(QPen(QColor(theme.control)) if theme.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawRoundedRect(band, look().px(4), look().px(4))

    def _paint_over_bars(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint names, figures, the selected name, the focus ring and what is read out."""
        for row in self._layout.rows_in(exposed):
            self._paint_row(painter, row)
        if self._read_out is not None:
            self._paint_readout(painter, self._read_out)

    def _paint_row(self, painter: QPainter, index: int) -> None:
        px, theme = look().px, look().theme
        row, left = self._layout.rows[index], self._layout.column_of(index).left
        name = row.name
        painter.save()
        painter.translate(left, 0)
        if self.is_row_selected(index):
            chip = name_rect(name).adjusted(-_CHIP_MARGIN, -1, _CHIP_MARGIN, 1).toAlignedRect()
            painter.setPen(QPen(QColor(theme.accent), max(2, px(2))))
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(chip, px(6), px(6))
            name = name._replace(colour=Colour.LABEL)
        paint_block(painter, Block(texts=(name, *row.texts)), self._colours)
        painter.restore()
        if index == self._current and self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._layout.row_rect(index).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_readout(self, painter: QPainter, index: int) -> None:
        row = self._layout.rows[index]
        ends = [text.rect.right for text in row.texts] + [shape.rect.right for shape in row.shapes]
        right = self._layout.column_of(index).left + max(ends, default=0.0)
        visible = QRectF(self.viewport().rect()).translated(0, self.verticalScrollBar().value())
        paint_readout(painter, self.readout(index), self._layout.row_rect(index), right, visible)

    @property
    def _colours(self) -> Colours:
        return chart_colours(look().theme)

    def _row_at(self, point: QPoint | QPointF) -> int | None:
        """Return the row at a point of the viewport, or None."""
        return self._layout.row_at(QPointF(point) + QPointF(0, self.verticalScrollBar().value()))

    def _row_of(self, force: Force | None, *, otherwise: int) -> int:
        rows = [at for at, row in enumerate(self._layout.rows) if row.bar.force == force]
        # If a force has several bars, keep the current one.
        return self._current if self._current in rows else next(iter(rows), otherwise)

    def _lay_out(self) -> None:
        # The scroll bar is switched here: otherwise, Qt could switch it on and off in turn, because
        # the labels wrap differently with and without it.
        extent = self.verticalScrollBar().sizeHint().width()
        room = self._room = self.contentsRect().size()
        layout = lay_out_in_window(self._chart, room, extent, self._max_columns)
        least_before, self._layout = self._layout.least_height, layout
        policy, scrolls = Qt.ScrollBarPolicy, layout.size.height() > room.height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        average = layout.size.height() / max(1, self.row_count())
        self.verticalScrollBar().setSingleStep(max(1, round(average)))
        rects = [
            QRectF(*shape.rect).translated(column.left, 0)
            for column in layout.columns
            for row in column.chart.rows
            for shape in row.shapes
        ]
        self._canvas.show_bars(rects, layout.size, look().theme.ground)
        self._colour_bars()
        if layout.least_height != least_before:
            self.updateGeometry()

    def _colour_bars(self) -> None:
        theme, colours = look().theme, self._colours
        fills = []
        for at, row in enumerate(self._layout.rows):
            for shape in row.shapes:
                fill = colours(shape.fill or Colour.BAR)
                if self.is_row_selected(at) and shape.fill is not Colour.PANEL:
                    fill = theme.accent
                elif at == self._read_out and shape.fill is Colour.QUIET_BAR:
                    fill = theme.muted  # on the band
                fills.append(fill)
        self._canvas.colour_bars(fills, theme.ink if theme.outlined else None)

    def _read(self, row: int | None) -> None:
        """Read out the figures of a row, or of none."""
        if row != self._read_out:
            self._read_out = row
            self._colour_bars()

    def _move_to(self, row: int) -> None:
        self._current = row
        self._read(row)
        self._canvas.viewport().update()
        self._bring_into_view()
        self.announce_current_row()

    def _bring_into_view(self) -> None:
        """Scroll to the current row, in the chart and around it."""
        shown = self.row_rect(self._current)
        self.ensureVisible(0, shown.center().y(), 0, ceil(shown.height() / 2))
        shown.moveTopLeft(self._canvas.mapTo(self, shown.topLeft()))
        scroll_to_part(self, shown)
