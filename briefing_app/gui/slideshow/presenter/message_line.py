"""Messages across the whole width of the presenter view."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from briefing_app.gui.widgets.labels import text_label


class MessageLine(QLabel):
    """A message that wraps and asks for attention. It is hidden at first.

    Args:
        parent: The presenter view.
        look: ``attention``, or ``alert`` for what the presenter must not miss.
    """

    def __init__(self, parent: QWidget, look: str = "attention") -> None:
        super().__init__(parent)
        self._message = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", look)
        self.hide()

    @property
    def message(self) -> str:
        """The current message, or an empty text."""
        return self._message

    def set_message(self, message: str) -> None:
        """Change the message, without showing or hiding it."""
        self._message = message
        self.setText(message)


class QuietMessage(QWidget):
    """A message in muted letters with a button that dismisses it. It is hidden at first.

    Args:
        parent: The presenter view.
    """

    dismissed = Signal()
    """Emitted when the button was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = text_label(self, look="muted", wraps=True)
        self._button = QPushButton("Dismiss", self)
        self._button.setProperty("look", "chip")
        self._button.setAccessibleName("Dismiss")
        # Space and Enter always go to the next slide, which dismisses the message too.
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setAccessibleDescription("The message also goes with the next slide")
        self._button.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def message(self) -> str:
        """The current message, or an empty text."""
        return self._label.text()

    def set_message(self, message: str) -> None:
        """Show a message, or hide it if it is empty."""
        self._label.setText(message)
        self.setVisible(bool(message))

    def set_font(self, font: QFont) -> None:
        """Use a font."""
        self._label.setFont(font)
        self._button.setFont(font)
