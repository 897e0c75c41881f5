"""The reserved line of the presenter view, for messages."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.slideshow.presenter.buttons import MIN_TARGET_PX
from briefing_app.gui.widgets.labels import text_label


def _width_for(label: QLabel, lines: int) -> int:
    """Return a width at which the wrapped text fits into a number of lines."""
    width, text = label.fontMetrics().horizontalAdvance, label.text()
    longest = max(map(width, text.split()), default=0)
    # Each line but the last may end with a gap in which the next word didn't fit.
    return ceil((width(text) + (lines - 1) * longest) / lines) + 1


class MessageLine(QLabel):
    """A message that wraps and asks for attention. It is hidden while it is empty.

    Args:
        look: ``attention``, or ``alert`` for what the presenter must not miss.
    """

    def __init__(self, parent: QWidget, look: str = "attention") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", look)
        set_role(self, TextRole.SMALL)
        self.hide()

    @property
    def message(self) -> str:
        """The current message, or an empty text."""
        return self.text()

    def width_for(self, lines: int) -> int:
        """Return a width at which the message fits into a number of lines."""
        return _width_for(self, lines) + self.width() - self.contentsRect().width()

    def set_message(self, message: str) -> None:
        """Show a message, or hide the line if it is empty."""
        self.setText(message)
        self.setVisible(bool(message))


class QuietMessage(QWidget):
    """A message in muted letters with a button that dismisses it. It is hidden at first."""

    dismissed = Signal()
    """Emitted when the button was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        button = self._button = QPushButton("Dismiss", self)
        button.setProperty("look", "chip")
        button.setMinimumHeight(MIN_TARGET_PX)
        set_role(button, TextRole.SMALL)
        button.setAccessibleName("Dismiss")
        # Space and Enter always go to the next slide, which dismisses the message too.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleDescription("The message also goes with the next slide")
        button.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(button)
        self.hide()

    @property
    def message(self) -> str:
        """The current message, or an empty text."""
        return self._label.text()

    def width_for(self, lines: int) -> int:
        """Return a width at which the message fits into a number of lines."""
        row = self.layout()
        spacing = 0 if row is None else row.spacing()
        return _width_for(self._label, lines) + spacing + self._button.sizeHint().width()

    def set_message(self, message: str) -> None:
        """Show a message, or hide it if it is empty."""
        self._label.setText(message)
        self.setVisible(bool(message))


class MessageBand(QWidget):
    """Keeps a height for messages, so that nothing moves when one comes or goes.

    Several messages share the width by their lengths. What the audience sees gives way to those
    that ask for attention.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.alert = MessageLine(self, "alert")
        self.message = MessageLine(self)
        self.quiet = QuietMessage(self)
        self.status = MessageLine(self)
        self._lines = 1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 16)
        for line in (self.alert, self.message, self.quiet, self.status):
            self._row.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def follow_messages(self) -> None:
        """Show the messages that there are, after a change of them."""
        # The heading of the slide says the status in a few words, too.
        is_urgent = bool(self.alert.message or self.message.message)
        self.status.setVisible(bool(self.status.message) and not is_urgent)
        self._share_width()

    def fit(self, lines: int) -> None:
        """Reserve the height of some lines of text, at the text size in use."""
        self._lines = lines
        self._share_width()
        line = self.status.fontMetrics().lineSpacing()
        self.setFixedHeight(lines * line + look().px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each message the part of the width that its length needs."""
        for line in (self.alert, self.message, self.quiet, self.status):
            if not line.isHidden():
                self._row.setStretchFactor(line, line.width_for(self._lines))
