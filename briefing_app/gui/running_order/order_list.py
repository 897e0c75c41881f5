"""The list of a running order, with its keys and with dragging."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.running_order.slide_list import SlideList
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.widgets.keys import ENTER_KEYS, typed_digit

_MAX_DIGITS: Final = 5
_SHIFT_KEYS: Final = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock}  # some keyboards need them for digits
_SCROLL_INTERVAL_MS: Final = 30
_SCROLL_EDGE: Final = 64  # pixels at 100 % text size; a drag so near to an edge scrolls the list
_MAX_SCROLL_STEP: Final = 36  # pixels, right at the edge: about fifteen rows a second


class RunningOrderList(SlideList):
    """The list of a running order, whose rows are moved with the mouse and with keys.

    Args:
        style: Colours, fonts and text size.
        model: A `RunningOrderModel`.
        parent: As in Qt.
        thumbnails: The thumbnails of the slides.
    """

    move_requested = Signal(int)
    """Emitted with the number of rows to move the selected slide by."""
    number_entered = Signal(int)
    """Emitted with the number that the selected slide is to get."""
    digits_changed = Signal(str)
    """Emitted with the digits of a number that is being typed; empty if there is none any more."""
    toggle_requested = Signal()
    """Emitted when the selected slide is to be left out or shown."""
    remove_requested = Signal()
    """Emitted when the selected slide is to be removed."""

    def __init__(
        self, style: Style, model: QAbstractItemModel, parent: QWidget, thumbnails: Thumbnails
    ) -> None:
        super().__init__(style, model, parent, thumbnails)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self._digits = ""
        self._scroll_step = 0
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(_SCROLL_INTERVAL_MS)
        self._scroll_timer.timeout.connect(self._scroll)
        self._style = style
        self.setAccessibleName("Running order")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a slide, or type its new number and press Enter. Space "
            "leaves it out or shows it, Delete removes one that you added."
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that edit the order."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = (event.key(), modifiers)
        alt, plain = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
        if event.key() in _SHIFT_KEYS or self._type(event):
            return
        self._set_digits("")
        if pressed == (Qt.Key.Key_Up, alt):
            self.move_requested.emit(-1)
        elif pressed == (Qt.Key.Key_Down, alt):
            self.move_requested.emit(1)
        elif pressed == (Qt.Key.Key_Space, plain):
            self.toggle_requested.emit()
        elif pressed == (Qt.Key.Key_Delete, plain):
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop a number that is being typed."""
        super().focusOutEvent(event)
        self._set_digits("")

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a translucent picture of the row below the pointer.

        Qt's own picture would hide the line that shows where the row will be dropped.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        row = self.viewport().grab(self.visualRect(index))
        picture = QPixmap(row.size())
        picture.setDevicePixelRatio(row.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.6)
        painter.drawPixmap(0, 0, row)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(-self._style.px(16), -self._style.px(8)))
        # Qt's own scrolling takes three seconds a row here. It is switched on again because it also
        # scrolls to the selected row.
        self.setAutoScroll(False)
        drag.exec(actions)
        self.setAutoScroll(True)
        self._scroll_timer.stop()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Scroll near the edges, faster the nearer the pointer is."""
        super().dragMoveEvent(event)
        height = self.viewport().height()
        edge = min(self._style.px(_SCROLL_EDGE), height // 3)
        self._scroll_step = scroll_step(event.position().y(), height, edge)
        if not self._scroll_step:
            self._scroll_timer.stop()
        elif not self._scroll_timer.isActive():
            self._scroll_timer.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Stop scrolling."""
        super().dragLeaveEvent(event)
        self._scroll_timer.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        """Stop scrolling."""
        super().dropEvent(event)
        self._scroll_timer.stop()

    def _scroll(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._scroll_step)

    def _type(self, event: QKeyEvent) -> bool:
        """Handle a key of a number that is being typed. Return True if it was used."""
        digit, key = typed_digit(event), event.key()
        if digit:
            self._set_digits((self._digits + digit)[:_MAX_DIGITS])
        elif not self._digits:
            return False
        elif key in ENTER_KEYS:
            number = int(self._digits)
            self._set_digits("")
            self.number_entered.emit(number)
        elif key == Qt.Key.Key_Backspace:
            self._set_digits(self._digits[:-1])
        elif key == Qt.Key.Key_Escape:
            self._set_digits("")
        else:
            return False
        return True

    def _set_digits(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self.digits_changed.emit(digits)


def scroll_step(y: float, height: int, edge: int) -> int:
    """Return by how many pixels a drag scrolls a list; negative is up.

    Args:
        y: The pointer's distance from the list's top in pixels; it may be outside the list.
        height: The list's height.
        edge: The distance from the top and the bottom in which it scrolls.
    """
    depth = min(max(edge - y, y - (height - edge), 0) / max(edge, 1), 1)
    step = round(_MAX_SCROLL_STEP * depth * depth) or (1 if depth else 0)
    return -step if y < height / 2 else step
