"""The reserved line of the presenter view, for messages."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.slideshow.presenter.buttons import MIN_TARGET_PX
from briefing_app.gui.widgets.labels import ClampedLabel, text_label
from briefing_app.model.slideshow.room import RoomAnswers


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
    that ask for attention. What was said last is here, because it may be long.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.alert = MessageLine(self, "alert")
        self.message = MessageLine(self)
        self.quiet = QuietMessage(self)
        self.status = MessageLine(self)
        self._label = text_label(self, role=TextRole.SMALL, wraps=True)
        self._note = text_label(self, role=TextRole.SMALL, wraps=True)
        self._kept = ClampedLabel(self, 2)
        set_role(self._kept, TextRole.SMALL)
        self._answers: RoomAnswers | None = None
        self._lines = 1
        self._has_note = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 16)
        for line in (self.alert, self.message, self.quiet, self.status):
            self._row.addWidget(line)
        for label in (self._label, self._note, self._kept):
            self._row.addWidget(label)
        self.show_answers(None)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def follow_messages(self) -> None:
        """Show the messages that there are, after a change of them."""
        # The heading of the slide says the status in a few words, too.
        is_urgent = bool(self.alert.message or self.message.message)
        self.status.setVisible(bool(self.status.message) and not is_urgent)
        has_problem = self._answers is not None and bool(self._answers.problem)
        for label, is_shown in (
            (self._label, self._is_free),
            (self._note, self._is_free or has_problem),
        ):
            label.setVisible(self._has_note and is_shown and bool(label.text()))
        self._share_width()

    def show_answers(self, answers: RoomAnswers | None) -> None:
        """Show what was said last, and the field's label and note if they have no other place.

        Label and advice are shown until there is a message.
        """
        self._answers = answers
        shown = answers or RoomAnswers()
        self._label.setText("" if answers is None else shown.label)
        self._note.setText(shown.note)
        self._kept.setText(shown.kept)
        set_look(self._label, "muted" if shown.number_asked is None else "")
        set_look(self._note, "attention" if shown.problem else "muted")
        self.follow_messages()

    def fit(self, *, lines: int, has_note: bool) -> None:
        """Reserve the height at the text size in use.

        Args:
            lines: The lines of text to reserve.
            has_note: Whether label and note of the field have no other place.
        """
        self._lines, self._has_note = lines, has_note
        self._kept.set_max_lines(lines)
        self.follow_messages()
        line = self.status.fontMetrics().lineSpacing()
        self.setFixedHeight(lines * line + look().px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    @property
    def _is_free(self) -> bool:
        """Whether there is no message."""
        lines = (self.alert, self.message, self.quiet, self.status)
        return not any(line.message for line in lines)

    def _share_width(self) -> None:
        """Give each message the part of the width that its length needs.

        Beside a message, what was kept last is shown only if the message keeps the width that it
        needs.
        """
        needed: dict[QWidget, int] = {}
        for line in (self.alert, self.message, self.quiet, self.status):
            needed[line] = line.width_for(self._lines)
        for label in (self._label, self._note):
            needed[label] = _width_for(label, self._lines)
        needed = {each: width for each, width in needed.items() if not each.isHidden()}
        gap = self._row.spacing()
        free = self.width() - sum(width + gap for width in needed.values())
        kept_width = _width_for(self._kept, self._lines)
        is_kept_shown = self._is_free or kept_width <= free
        self._kept.setVisible(is_kept_shown and bool(self._kept.text()))
        if not self._kept.isHidden():
            needed[self._kept] = kept_width
        for each, width in needed.items():
            self._row.setStretchFactor(each, width)
