"""The reserved line of the presenter view, for messages."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.slideshow.messages import Messages
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

    def width_for(self, lines: int) -> int:
        """Return a width at which the message fits into a number of lines."""
        return _width_for(self, lines) + self.width() - self.contentsRect().width()

    def show_message(self, message: str) -> None:
        """Show a message, or hide the line if it is empty."""
        self.setText(message)
        self.setVisible(bool(message))


class QuietMessage(QWidget):
    """A message in muted letters with a button that dismisses it. It is hidden at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self.dismiss = QPushButton("Dismiss", self)
        """The button that dismisses it."""
        self.dismiss.setProperty("look", "chip")
        self.dismiss.setMinimumHeight(MIN_TARGET_PX)
        set_role(self.dismiss, TextRole.SMALL)
        self.dismiss.setAccessibleName("Dismiss")
        # Space and Enter always go to the next slide, which dismisses the message too.
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dismiss.setAccessibleDescription("The message also goes with the next slide")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.dismiss)
        self.hide()

    def width_for(self, lines: int) -> int:
        """Return a width at which the message fits into a number of lines."""
        row = self.layout()
        spacing = 0 if row is None else row.spacing()
        return _width_for(self._label, lines) + spacing + self.dismiss.sizeHint().width()

    def show_message(self, message: str) -> None:
        """Show a message, or hide it if it is empty."""
        self._label.setText(message)
        self.setVisible(bool(message))


class MessageBand(QWidget):
    """Keeps a height for messages, so that nothing moves when one comes or goes.

    Several messages share the width by their lengths. What the audience sees gives way to those
    that ask for attention. While a hint needs the space, a message is hidden.

    Args:
        messages: The messages to the presenter.
    """

    def __init__(self, parent: QWidget, messages: Messages) -> None:
        super().__init__(parent)
        self._messages = messages
        self._alert = MessageLine(self, "alert")
        self._message = MessageLine(self)
        self._quiet = QuietMessage(self)
        self._quiet.dismiss.clicked.connect(messages.hide_hint)
        self._status = MessageLine(self)
        self._lines = 1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 16)
        for line in (self._alert, self._message, self._quiet, self._status):
            self._row.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_messages(self) -> None:
        """Show the messages to the presenter."""
        self._message.show_message(self._messages.message)
        self._quiet.show_message(self._messages.quiet_message)
        self._arrange()

    def show_alert(self, alert: str) -> None:
        """Show that the audience's screen was lost, or hide it if the text is empty."""
        self._alert.show_message(alert)
        self._arrange()

    def show_status(self, status: str) -> None:
        """Show what the audience sees, or hide it if the text is empty."""
        self._status.show_message(status)
        self._arrange()

    def fit(self, lines: int) -> None:
        """Reserve the height of some lines of text, at the text size in use."""
        self._lines = lines
        alignment = Qt.AlignmentFlag
        for message in (self._alert, self._message, self._status):
            # Of a message that is too long for one line, that line is complete.
            message.setAlignment(alignment.AlignTop if lines == 1 else alignment.AlignVCenter)
        self._arrange()
        line = self._status.fontMetrics().lineSpacing()
        self.setFixedHeight(lines * line + look().px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give each message that is shown the part of the width that its length needs."""
        # The heading of the slide says the status in a few words, too.
        is_urgent = bool(self._alert.text() or self._message.text())
        self._status.setVisible(bool(self._status.text()) and not is_urgent)
        self._message.setVisible(bool(self._message.text()))
        lines = [
            each
            for each in (self._alert, self._message, self._quiet, self._status)
            if not each.isHidden()
        ]
        widths = [each.width_for(self._lines) for each in lines]
        needed = sum(widths) + self._row.spacing() * (len(lines) - 1)
        if self._messages.has_hint and needed > self.width():
            self._message.hide()
        for each, width in zip(lines, widths, strict=True):
            self._row.setStretchFactor(each, width)
