"""The bar chart on screen; the only module that imports pyqtgraph.

pyqtgraph draws the bars in a bare `ViewBox`: a `PlotWidget` has axes, menus and mouse handling that
are not needed, and takes five times as long to create. The names and figures next to the bars are
measured and painted here, so that none is cut off.
"""

from collections.abc import Sequence
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
from briefing_app.gui.charts.bar_chart_layout import BarLayout, TextWidths, lay_out
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.focus_ring import KEYBOARD_FOCUS_REASONS
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import Force

_MIN_ROWS_SHOWN: Final = 3
_MIN_WIDTH: Final = 160  # pixels


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
        self._bars: tuple[Bar, ...] = ()
        self._several = False
        self._chosen: Force | None = None
        self._current = 0
        self._has_full_height = False
        self._painted = False
        self._widths = TextWidths()
        self._room = QSize()
        self._layout: BarLayout = lay_out((), style, self._room, 0, self._widths)

        theme = style.theme
        pg.setConfigOptions(antialias=True, background=theme.surface, foreground=theme.ink)
        self._canvas = _Canvas(self, theme.surface)
        self._plot = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True)
        # Half of an outline in a high contrast theme is outside its bar.
        self._plot.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, enabled=False)
        self._plot.disableAutoRange()
        self._bar_item = pg.BarGraphItem(x0=0, y0=[], width=[], height=0)
        self._plot.addItem(self._bar_item)
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

    def set_chart(self, chart: BarChart) -> None:
        """Show a chart."""
        current = self._bars[self._current].force if self._bars else self._chosen
        if {bar.label for bar in chart.bars} != {bar.label for bar in self._bars}:
            self._widths = TextWidths()  # the old cache would grow with every chart
        self._bars = chart.bars
        self._several = chart.has_several_periods
        self._current = self._row_of(current, otherwise=0)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        self._lay_out()
        self.updateGeometry()

    def set_chosen(self, force: Force | None) -> None:
        """Mark the bar of a force as selected, or none."""
        self._chosen = force
        self._current = self._row_of(force, otherwise=self._current)
        self._canvas.viewport().update()

    def set_full_height(self, full: bool) -> None:  # noqa: FBT001, Qt's manner
        """Request the height of all rows, because the parent scrolls; or only of a few."""
        if full != self._has_full_height:
            self._has_full_height = full
            self.updateGeometry()

    def row_at(self, point: QPoint) -> int | None:
        """Return the row whose label, bar or figure is at a point of the canvas, or None."""
        for index in self._layout.rows_between(point.y(), point.y()):
            if self._layout.rows[index].target.contains(point):
                return index
        return None

    def row_rect(self, row: int) -> QRect:
        """Return the clickable rectangle of a row, in pixels of the canvas."""
        return self._layout.rows[row].target.toAlignedRect()

    def row_text(self, row: int) -> str:
        """Return the complete text of a row."""
        bar = self._bars[row]
        return f"{bar.force.name}{f', {bar.period}' if self._several else ''}: {bar.figure}"

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._bars)

    def current_row(self) -> int:
        """Return the row with the focus ring."""
        return self._current

    def is_row_selected(self, row: int) -> bool:
        """Return whether the bar in a row is selected."""
        return self._bars[row].force == self._chosen

    def choose_row(self, row: int) -> None:
        """Select the bar in a row, or deselect it if it is selected."""
        self._move_to(row)
        force = self._bars[row].force
        self._chosen = None if force == self._chosen else force
        self._canvas.viewport().update()
        self.force_chosen.emit(self._chosen)

    def paint_texts(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint everything except the bars; called by the canvas."""
        style, layout = self._style, self._layout
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        ink, muted = style.colour("ink"), style.colour("muted")
        accent = QPen(style.colour("accent"), max(2, style.px(2)))
        shown = layout.rows_between(exposed.top(), exposed.bottom())
        # A pair's name and its background are painted with the first of its rows.
        first = shown.start - 1 if shown and self._bars[shown.start].is_joined else shown.start
        for index in range(first, shown.stop):
            row, bar = layout.rows[index], self._bars[index]
            chosen = self.is_row_selected(index)
            if chosen and not row.chip.isEmpty():
                painter.setPen(accent)
                painter.setBrush(style.colour("accent_soft"))
                radius = min(row.chip.height() / 2, style.px(10))
                painter.drawRoundedRect(row.chip, radius, radius)
            painter.setPen(style.colour("accent") if chosen else ink)
            painter.setFont(layout.bold_font if chosen or bar.is_highlighted else layout.label_font)
            _paint_lines(painter, row.label, row.label_lines)
            if row.name_lines:
                pair = self._bars[index : index + 2]
                bold = chosen or any(
                    each.is_highlighted and each.force == bar.force for each in pair
                )
                painter.setFont(layout.bold_font if bold else layout.label_font)
                _paint_lines(painter, row.name, row.name_lines)
            painter.setPen(muted if bar.value is None else ink)
            painter.setFont(layout.note_font if bar.value is None else layout.figure_font)
            painter.drawText(row.figure, left | Qt.TextFlag.TextDontClip, bar.text)
            if bar.note:
                painter.setPen(muted)
                painter.setFont(layout.note_font)
                painter.drawText(row.note, right | Qt.TextFlag.TextDontClip, bar.note)
            if index == self._current and self.hasFocus():
                painter.setPen(QPen(style.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(row.ring.adjusted(1, 1, -1, -1), 4, 4)

    def after_paint(self) -> None:
        """Emit `painted` after the first painting; called by the canvas."""
        if not self._painted and self._bars and self.isVisible():
            self._painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Move the focus ring, or select a bar."""
        last = len(self._bars) - 1
        page = max(1, self.viewport().height() // self._layout.pitch - 1)
        moves: dict[int, int] = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = event.key()
        if not self._bars or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
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
        if self._bars and event.reason() in KEYBOARD_FOCUS_REASONS:
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
        return min(max(len(self._bars), 1), _MIN_ROWS_SHOWN) * self._layout.least_pitch

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return the size of a few rows, or of all if the parent scrolls."""
        full = max(len(self._bars), 1) * self._layout.least_pitch
        return QSize(_MIN_WIDTH, full if self._has_full_height else self.height_for_few())

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return the minimum size; the parent's layout gives more if it can."""
        return self.minimumSizeHint()

    def _row_of(self, force: Force | None, *, otherwise: int) -> int:
        rows = [row for row, bar in enumerate(self._bars) if bar.force == force]
        # If a force has several bars, keep the current one.
        return self._current if self._current in rows else next(iter(rows), otherwise)

    def _lay_out(self) -> None:
        # The scroll bar is switched here: otherwise, Qt could switch it on and off in turn, because
        # the labels wrap differently with and without it.
        extent = self.verticalScrollBar().sizeHint().width()
        room = self._room = self.contentsRect().size()
        layout = lay_out(self._bars, self._style, room, extent, self._widths)
        least_before, self._layout = self._layout.least_pitch, layout
        policy = Qt.ScrollBarPolicy
        scrolls = layout.size.height() > room.height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        self.verticalScrollBar().setSingleStep(layout.pitch)
        self._canvas.resize(layout.size)
        self._texts.resize(layout.size)
        height = layout.size.height()
        self._plot.setGeometry(layout.zero, 0, layout.longest, height)
        # Lengths are shares of the longest bar and heights are rows, so any figure can be drawn.
        self._plot.setRange(xRange=(0, 1), yRange=(0, height / layout.pitch), padding=0)
        drawn = [row for row, bar in enumerate(self._bars) if layout.rows[row].bar.width() > 0]
        self._bar_item.setOpts(
            x0=0,
            width=[layout.rows[row].bar.width() / layout.longest for row in drawn],
            y0=[layout.rows[row].bar.top() / layout.pitch for row in drawn],
            height=layout.bar_height / layout.pitch,
            **self._colours(drawn),
        )
        self._canvas.viewport().update()
        if layout.least_pitch != least_before:
            self.updateGeometry()

    def _colours(self, drawn: Sequence[int]) -> dict[str, QPen | list[QBrush]]:
        style = self._style
        outline = QPen(style.colour("ink"), 2) if style.theme.outlined else QPen(Qt.PenStyle.NoPen)
        outline.setCosmetic(True)
        quiet, accent = QBrush(style.colour("quiet_bar")), QBrush(style.colour("accent"))
        brushes = [accent if self._bars[row].is_highlighted else quiet for row in drawn]
        return {"pen": outline, "brushes": brushes}

    def _restyle(self) -> None:
        theme = self._style.theme
        pg.setConfigOptions(background=theme.surface, foreground=theme.ink)
        self._canvas.setBackground(theme.surface)
        self._widths = TextWidths()
        self._lay_out()

    def _move_to(self, row: int) -> None:
        self._current = row
        self._canvas.viewport().update()
        self._bring_into_view()
        self.announce_current_row()

    def _bring_into_view(self) -> None:
        """Scroll to the current row, in the chart and, by the signal, in its parent."""
        target = self._layout.rows[self._current].target
        self.ensureVisible(0, round(target.center().y()), 0, ceil(target.height() / 2))
        shown = self.row_rect(self._current)
        shown.moveTopLeft(self._canvas.mapTo(self, shown.topLeft()))
        self.row_shown.emit(shown)


def _paint_lines(painter: QPainter, place: QRectF, lines: Sequence[str]) -> None:
    """Paint the lines of a label, aligned at its right edge."""
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for number, line in enumerate(lines):
        height = place.height() / len(lines)
        rect = QRectF(place.left() - 1, place.top() + number * height, place.width() + 1, height)
        painter.drawText(rect, right | Qt.TextFlag.TextDontClip, line)


def paint_bars(painter: QPainter, bars: Sequence[tuple[QRectF, str]], outline: str) -> None:
    """Draw the bars of a slide's chart.

    Args:
        painter: The painter.
        bars: The rectangle and colour of each bar.
        outline: The colour of the outlines, or empty for none.
    """
    if not bars:
        return
    pen = QPen(QColor(outline), 4) if outline else QPen(Qt.PenStyle.NoPen)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    item = pg.BarGraphItem(
        x0=[rect.left() for rect, _ in bars],
        width=[rect.width() for rect, _ in bars],
        y0=[rect.top() for rect, _ in bars],
        height=[rect.height() for rect, _ in bars],
        pen=pen,
        brushes=[QBrush(QColor(colour)) for _, colour in bars],
    )
    item.paint(painter)
