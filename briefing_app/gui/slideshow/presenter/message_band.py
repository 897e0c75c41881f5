"""The reserved line of the presenter view, for messages and for the buttons of the pen."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.slideshow.presenter.buttons import MIN_TARGET_PX, CommandButtons
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.slideshow.room import RoomAnswers

_TOOLS_STRETCH: Final = 40  # characters of a message that would take as much width


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
        button = QPushButton("Dismiss", self)
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

    def set_message(self, message: str) -> None:
        """Show a message, or hide it if it is empty."""
        self._label.setText(message)
        self.setVisible(bool(message))


class MessageBand(QWidget):
    """Keeps a height for messages, so that nothing moves when one comes or goes.

    Several messages share the width by their lengths. What the audience sees gives way to those
    that ask for attention. The number that the room is asked for is here, because it may be long.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.alert = MessageLine(self, "alert")
        self.message = MessageLine(self)
        self.quiet = QuietMessage(self)
        self.status = MessageLine(self)
        self._prompt = text_label(self, role=TextRole.SMALL, wraps=True)
        self._note = text_label(self, role=TextRole.SMALL, wraps=True)
        self._answers: RoomAnswers | None = None
        self._has_note = False
        self._tools: CommandButtons | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 16)
        for line in (self.alert, self.message, self.quiet, self.status, self._prompt, self._note):
            self._row.addWidget(line)
        self.show_answers(None)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add_tools(self, tools: CommandButtons) -> None:
        """Add buttons in front of the messages, which may be hidden."""
        self._tools = tools
        self._row.insertWidget(0, tools, _TOOLS_STRETCH)

    def follow_messages(self) -> None:
        """Give each message the part of the width that its length needs."""
        lines = (self.alert, self.message, self.quiet, self.status)
        for line in lines:
            self._row.setStretchFactor(line, max(1, len(line.message)))
        # The heading of the slide says the status in a few words, too.
        is_urgent = bool(self.alert.message or self.message.message)
        self.status.setVisible(bool(self.status.message) and not is_urgent)
        is_free = not any(line.message for line in lines)
        has_note = self._answers is not None and (is_free or bool(self._answers.problem))
        self._prompt.setVisible(bool(self._prompt.text()))
        self._note.setVisible(self._has_note and has_note)
        for label in (self._prompt, self._note):
            self._row.setStretchFactor(label, max(1, len(label.text())))

    def show_answers(self, answers: RoomAnswers | None) -> None:
        """Show the number that the room is asked for, and the note about the field if it is here.

        Advice is shown until there is a message.
        """
        self._answers = answers
        self._prompt.setText("" if answers is None else answers.prompt)
        self._note.setText("" if answers is None else answers.note)
        set_look(self._note, "attention" if answers is not None and answers.problem else "muted")
        self.follow_messages()

    def fit(self, *, lines: int, has_note: bool) -> None:
        """Reserve the height at the text size in use.

        Args:
            lines: The lines of text to reserve.
            has_note: Whether the note about the field has no other place.
        """
        self._has_note = has_note
        self.follow_messages()
        line = self.status.fontMetrics().lineSpacing()
        tools = 0 if self._tools is None else self._tools.sizeHint().height()
        self.setFixedHeight(max(lines * line + look().px(2), tools))
