"""Lists of slides: those of an order, which are moved by mouse and by keys, and those to add."""

from functools import partial
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefing_app.gui.running_order.model import (
    Mark,
    OrderModel,
    SlideListModel,
    SlideRow,
)
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.keys import typed_digit
from briefing_app.gui.widgets.row_painting import (
    chip_height,
    paint_chip,
    paint_row_background,
    paint_row_number,
    show_tool_tip,
)
from briefing_app.gui.widgets.search_highlight import match_formats
from briefing_app.gui.widgets.text_layout import elide_text
from briefing_app.model.text import single_line

_MOST_LINES: Final = 2
_MOST_LETTERS: Final = 500  # of a title; more than two lines of any window hold
_MOST_DIGITS: Final = 5
_SHIFTS: Final = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock}  # many keyboards need them for digits
_PULL_EVERY: Final = 30  # milliseconds
_PULLING_EDGE: Final = 64  # pixels at 100 % text size, in which a drag scrolls the list
_MOST_PULL: Final = 36  # pixels at a time, right at the edge: some fifteen rows a second
_MOST_MEASURED: Final = 300  # titles by which the height of the rows is chosen


class SlideList(QListView):
    """A list of slides, all rows of one height, so that a thousand cost no more than ten."""

    def __init__(self, style: Style, model: SlideListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = _SlideDelegate(style, self, model)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @property
    def row(self) -> int:
        """The chosen row, or -1."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view; none by -1."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        if self.isVisible():  # Qt itself leaves it where it is if it was chosen before it moved
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the chosen row stays in view where what is said below the list takes its room."""
        index = self.currentIndex()
        row = self.visualRect(index)
        in_view = 0 <= row.top() <= row.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        if in_view:
            self.scrollTo(index)

    def set_terms(self, wanted: tuple[str, ...]) -> None:
        """Mark the words that a search found."""
        self._delegate.set_terms(wanted)

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class OrderList(SlideList):
    """The list of an order, whose rows are moved by mouse and by keys.

    `move_wanted` carries by how many rows the chosen one is to be moved, `number_wanted` the number
    that it is to get, and `number_typed` the digits of one that isn't finished yet.
    """

    move_wanted = Signal(int)
    number_wanted = Signal(int)
    number_typed = Signal(str)
    toggle_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, style: Style, model: SlideListModel, parent: QWidget) -> None:
        super().__init__(style, model, parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self._typed = ""
        self._pull = 0
        self._pulling = QTimer(self)
        self._pulling.setInterval(_PULL_EVERY)
        self._pulling.timeout.connect(self._pull_on)
        self._style = style
        self.setAccessibleName("Running order")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a slide, and so does a number that is typed, with Enter; "
            "Space leaves it out or shows it, Delete removes one that was added"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keys that edit the order."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = (event.key(), modifiers)
        alt, plain = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
        if event.key() in _SHIFTS or self._type(event):
            return
        self._set_typed("")
        if pressed == (Qt.Key.Key_Up, alt):
            self.move_wanted.emit(-1)
        elif pressed == (Qt.Key.Key_Down, alt):
            self.move_wanted.emit(1)
        elif pressed == (Qt.Key.Key_Space, plain):
            self.toggle_wanted.emit()
        elif pressed == (Qt.Key.Key_Delete, plain):
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a number that isn't finished is meant no longer."""
        super().focusOutEvent(event)
        self._set_typed("")

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802, Qt's name
        """Qt: at its edges the list scrolls, the faster the nearer."""
        super().dragMoveEvent(event)
        edge = min(self._style.px(_PULLING_EDGE), self.viewport().height() // 3)
        self._pull = pull(event.position().y(), self.viewport().height(), edge)
        if not self._pull:
            self._pulling.stop()
        elif not self._pulling.isActive():
            self._pulling.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what is dragged is elsewhere."""
        super().dragLeaveEvent(event)
        self._pulling.stop()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what was dragged is there."""
        super().dropEvent(event)
        self._pulling.stop()

    def _pull_on(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._pull)

    def _type(self, event: QKeyEvent) -> bool:
        """Take a key as one of a number's; tells whether it is one."""
        digit, key = typed_digit(event), event.key()
        if digit:
            self._set_typed((self._typed + digit)[:_MOST_DIGITS])
        elif not self._typed:
            return False
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            number = int(self._typed)
            self._set_typed("")
            self.number_wanted.emit(number)
        elif key == Qt.Key.Key_Backspace:
            self._set_typed(self._typed[:-1])
        elif key == Qt.Key.Key_Escape:
            self._set_typed("")
        else:
            return False
        return True

    def _set_typed(self, digits: str) -> None:
        if digits != self._typed:
            self._typed = digits
            self.number_typed.emit(digits)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802, Qt's name
        """Qt: carry the row along, seen through and below the pointer.

        Qt's own picture would hide the line that shows where the row is going to stand.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        row = self.viewport().grab(self.visualRect(index))
        carried = QPixmap(row.size())
        carried.setDevicePixelRatio(row.devicePixelRatio())
        carried.fill(Qt.GlobalColor.transparent)
        painter = QPainter(carried)
        painter.setOpacity(0.6)
        painter.drawPixmap(0, 0, row)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        drag.setPixmap(carried)
        drag.setHotSpot(QPoint(-self._style.px(16), -self._style.px(8)))
        # Qt takes three seconds for a row here. Without a drag the same switch lets the list follow
        # the chosen row.
        self.setAutoScroll(False)
        drag.exec(actions)
        self.setAutoScroll(True)
        self._pulling.stop()


def pull(y: float, height: int, edge: int) -> int:
    """By how many pixels a list scrolls while something is dragged over it; less than 0 is up.

    Args:
        y: Where the pointer is, in pixels from the list's top; it may be beyond the list.
        height: The list's.
        edge: How far from its top and foot it scrolls.
    """
    depth = min(max(edge - y, y - (height - edge), 0) / max(edge, 1), 1)
    by = round(_MOST_PULL * depth * depth) or (1 if depth else 0)
    return -by if y < height / 2 else by


class _SlideDelegate(QStyledItemDelegate):
    """Paints a slide: its number, its name with what is said of it, and its title below."""

    def __init__(self, style: Style, view: QListView, model: SlideListModel) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._model = model
        self._terms: tuple[str, ...] = ()

    def set_terms(self, wanted: tuple[str, ...]) -> None:
        self._terms = wanted

    def sizeHint(  # noqa: N802, Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Qt: the size of every row, with two lines for the titles where one isn't enough."""
        width = self._view.viewport().width()
        room = self._room(width)
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        titles = (row.slide.title for row in self._model.rows[:_MOST_MEASURED])
        long = any(metrics.horizontalAdvance(title[:_MOST_LETTERS]) > room for title in titles)
        lines = _MOST_LINES if long else 1
        height = self._name_height() + lines * metrics.lineSpacing() + self._style.px(9 + 3 + 10)
        return QSize(width, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.rows[index.row()]
        style, theme, px = self._style, self._style.theme, self._style.px
        rect: QRect = option.rect
        chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_background(
            painter, rect, style, is_selected=chosen, has_focus=self._view.hasFocus()
        )
        left = rect.left() + self._text_left()
        layout = self._title(row, rect.width())
        used = self._name_height() + px(3) + round(layout.boundingRect().height())
        top = rect.top() + max(px(6), (rect.height() - used) // 2)
        if row.number is not None:
            at = QPoint(rect.left(), top + self._name_height() + px(3))
            paint_row_number(painter, at, style, row.number, text_left=self._text_left())
        self._paint_name(painter, row, left, top, rect.right() - px(12))
        painter.setPen(QColor(theme.muted if row.left_out else theme.ink))
        title_at = QPointF(left, top + self._name_height() + px(3))
        layout.draw(painter, title_at)
        painter.restore()

    def helpEvent(  # noqa: N802, Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Qt: show the whole title where it is cut, and what is said of the slide."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row = self._model.rows[index.row()]
        parts = [mark.value for mark in row.marks]
        if self._title(row, self._view.viewport().width()).text() != row.slide.title:
            parts.insert(0, row.slide.title)
        show_tool_tip(event.globalPos(), parts, view)
        return True

    def _text_left(self) -> int:
        """Where names and titles start: after the widest number, if the rows have any."""
        px = self._style.px
        rows = self._model.rows
        if not isinstance(self._model, OrderModel):
            return px(16)
        digits = "8" * len(str(len(rows)))
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        return max(px(46), metrics.horizontalAdvance(digits) + px(6 + 14))

    def _room(self, width: int) -> int:
        return max(40, width - self._text_left() - self._style.px(14))

    def _name_height(self) -> int:
        return chip_height(self._style)

    def _title(self, row: SlideRow, width: int) -> QTextLayout:
        """The title, set to the width of a row, elided after the second line."""
        text = single_line(row.slide.title[:_MOST_LETTERS])
        if len(row.slide.title) > _MOST_LETTERS:
            text += "…"
        formats_for = (
            partial(match_formats, terms=self._terms, style=self._style) if self._terms else None
        )
        font = self._style.font(TextRole.HEADLINE)
        return elide_text(text, font, self._room(width), _MOST_LINES, formats_for)

    def _paint_name(
        self, painter: QPainter, row: SlideRow, left: int, top: int, right: int
    ) -> None:
        """The name and, as chips, what is said of the slide."""
        theme, px = self._style.theme, self._style.px
        looks = {
            Mark.LEFT_OUT: (theme.ink, theme.surface),
            Mark.ADDED: (theme.accent, theme.surface),
            Mark.CAUTION: (theme.caution, theme.caution_soft),
            Mark.REVEAL: (theme.figures, theme.figures_soft),
        }
        height = self._name_height()
        small = self._style.font(TextRole.SMALL)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        metrics = QFontMetrics(small)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, right - left)
        box = QRect(left, top, right - left, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        room = QRect(QPoint(left, top), QPoint(right, top + height - 1))
        room.setLeft(left + metrics.horizontalAdvance(name) + px(10))
        for mark in row.marks:
            if right - room.left() < px(48):
                break
            width = paint_chip(painter, room, self._style, mark.short, looks[mark])
            room.setLeft(room.left() + width + px(6))
