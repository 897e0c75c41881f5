"""Fields with whole minutes."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.model.slideshow.time import MAX_PLANNED_MINUTES

_STEP_MINUTES: Final = 5  # by which the arrow keys change the planned time
_EDITING_KEYS: Final = frozenset(
    {
        *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down),
    }
)


class MinutesField(QSpinBox):
    """A field with whole minutes, from 0.

    Args:
        name: What screen readers call it.
        maximum: The largest number of minutes.
    """

    def __init__(self, parent: QWidget, name: str, maximum: int) -> None:
        super().__init__(parent)
        self.setRange(0, maximum)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        for widget in (self, self.lineEdit()):
            widget.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        """Pass the font on: under a style sheet, the inner field would keep its first one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.lineEdit().setFont(self.font())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the number alone when the mouse scrolls over it."""
        event.ignore()


class PlannedTimeField(MinutesField):
    """A field for the planned time of a slideshow; entering 0 removes the user's own plan.

    `valueChanged` is emitted with the minutes that the user has entered, not by `set_minutes`.

    It takes digits and the keys that edit them. All other keys go to its window, so that a clicker
    works while it has the keyboard focus. Enter and Esc return the focus to the window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Planned time in minutes", MAX_PLANNED_MINUTES)
        self.setSingleStep(_STEP_MINUTES)
        self.setPrefix("of ")
        self.setSuffix(" min")
        self.setSpecialValueText("no plan")
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setKeyboardTracking(False)  # a number counts when it is complete
        self.setToolTip("Planned time in minutes; 0 for the sum of the slides")

    def set_minutes(self, minutes: int) -> None:
        """Show minutes, unless the user is entering some."""
        is_entering = self.hasFocus() and self.lineEdit().isModified()
        if minutes != self.value() and not is_entering:
            self.blockSignals(True)
            self.setValue(minutes)
            self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the number, confirm it with Enter or discard it with Esc."""
        if event.key() in ENTER_KEYS:
            self.interpretText()
            self._leave(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.setValue(self.value())
            self._leave(event)
        elif event.text().isdecimal() or event.key() in _EDITING_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _leave(self, event: QKeyEvent) -> None:
        event.accept()
        self.clearFocus()
