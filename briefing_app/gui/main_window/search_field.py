"""The search field of the main window."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from briefing_app.gui.look import Style

_MAX_LENGTH: Final = 200
_KEY: Final = "Ctrl+F"
# Pixels at 100 % text size.
_PADDING: Final = 12
_GAP: Final = 12  # between the placeholder and the key, at least


class SearchField(QLineEdit):
    """A field that shows its key at the end while it is empty.

    Args:
        style: Colours and text size.
        parent: The parent widget.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setProperty("look", "search")
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search findings and quotes")
        self.setMaxLength(_MAX_LENGTH)

    def add_clear_button(self) -> None:
        """Add a button that clears the field.

        Its icon takes a while to load, so this waits until the window has been painted.
        """
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName("Clear the search")

    @property
    def shows_key(self) -> bool:
        """Whether the field is empty and has room for its key."""
        width = self.fontMetrics().horizontalAdvance
        needed = width(self.placeholderText()) + width(_KEY) + self._style.px(2 * _PADDING + _GAP)
        return not self.text() and needed <= self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and its key."""
        super().paintEvent(event)
        if self.shows_key:
            padding = self._style.px(_PADDING)
            space: QRect = self.rect().adjusted(padding, 0, -padding, 0)
            painter = QPainter(self)
            painter.setPen(self._style.colour("muted"))
            alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(space, alignment, _KEY)
            painter.end()
