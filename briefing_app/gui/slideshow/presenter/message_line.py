"""A message across the whole width of the presenter view."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class MessageLine(QLabel):
    """A message that wraps and asks for attention. It is hidden at first.

    Args:
        parent: The presenter view.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._message = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", "attention")
        self.hide()

    @property
    def message(self) -> str:
        """The current message, or an empty text."""
        return self._message

    def set_message(self, message: str) -> None:
        """Change the message, without showing or hiding it."""
        self._message = message
        self.setText(message)
