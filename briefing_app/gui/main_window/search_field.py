"""The field in which the words of a search are typed."""

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from briefing_app.gui.look import look
from briefing_app.model.wording import SEARCH_HINT

_MAX_LENGTH: Final = 200
_KEY: Final = "Ctrl+F"
_KEYS_TO_RESULTS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_MODIFIERS: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
# Pixels at 100 % text size.
_PADDING: Final = 12
_GAP: Final = 12  # between the placeholder and the key, at least


class SearchField(QLineEdit):
    """A field that shows its key at the end while it is empty."""

    results_requested = Signal()
    """Emitted when Return or Down is pressed."""
    left = Signal()
    """Emitted when the field loses the keyboard focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setPlaceholderText("Search")
        self.setAccessibleName(SEARCH_HINT)
        self.setMaxLength(_MAX_LENGTH)
        self.textChanged.connect(self._offer_to_clear)

    @property
    def shows_key(self) -> bool:
        """Whether the field is empty and has room for its key."""
        if self.text():
            return False
        width = self.fontMetrics().horizontalAdvance
        needed = width(self.placeholderText()) + width(_KEY) + look().px(2 * _PADDING + _GAP)
        return needed <= self.width()

    def _offer_to_clear(self) -> None:
        """Add the button that clears the text when there is some."""
        if not self.isClearButtonEnabled():
            self.setClearButtonEnabled(True)
            for button in self.findChildren(QToolButton):
                button.setAccessibleName("Clear the search")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the results with Return and Down.

        The event ends here: the window would press the button that has the focus then.
        """
        if event.key() in _KEYS_TO_RESULTS and not event.modifiers() & _MODIFIERS:
            self.results_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.shows_key:
            padding = look().px(_PADDING)
            space: QRect = self.rect().adjusted(padding, 0, -padding, 0)
            painter = QPainter(self)
            painter.setPen(look().colour("muted"))
            alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(space, alignment, _KEY)
            painter.end()
