"""The field of the presenter view for what the room says, guesses or votes for."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_look, set_role
from briefing_app.gui.slideshow.key_bindings import COUNTDOWN_GROUPS, Command
from briefing_app.gui.slideshow.presenter.buttons import MIN_TARGET_PX, CommandButtons
from briefing_app.gui.widgets.keys import ENTER_KEYS, key_text
from briefing_app.gui.widgets.labels import ClampedLabel, text_label, with_even_digits
from briefing_app.model.slideshow.room import RoomAnswers
from briefing_app.model.slideshow.said import (
    MAX_SAID_LENGTH,
    SAID_ADVICE,
    SAID_TITLE,
    WE_WILL,
    SaidKind,
)
from briefing_app.model.slideshow.time import CountdownFace

_HIDDEN_LINE: Final = f"{SAID_ADVICE} The audience does not see this field."
_SHOWN_WITH_ANSWER: Final = "The audience sees the answer in place of the lines."
_LABEL_LINES: Final = 2
_NOTE_LINES: Final = 3
_DESCRIPTIONS: Final = {
    SaidKind.GUESS: "Enter shows the guess to the audience.",
    SaidKind.HANDS: "The audience does not see the hands before the result.",
}


class SaidPanel(QWidget):
    """The countdown, a field with its label, and a switch that shows lines to the audience.

    A break has the countdown alone.

    In the field, letters type. Enter keeps the line, Shift+Enter keeps it as what people are going
    to do, Up takes the last one back to correct it, and Esc leaves. Its other keys, such as PageUp
    and PageDown, belong to the slideshow, and so do Left and Right while it is empty. While the
    room is asked for numbers, the field takes those instead; its label names the bar or the option.
    Below is a note: advice, or why what was typed can't be taken.
    """

    line_entered = Signal(str)
    """Emitted with a text that was typed."""
    action_entered = Signal(str)
    """Emitted with a text that was typed, to be marked as what people are going to do."""
    line_taken_back = Signal()
    """Emitted when the last line is to be corrected."""
    shown_toggled = Signal()
    """Emitted when the lines are to be shown to the audience, or hidden from it."""
    left = Signal()
    """Emitted when the keyboard goes back to the slideshow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(SAID_TITLE)
        self._countdown = text_label(self, look="good", role=TextRole.TITLE)
        self._countdown.setAccessibleDescription("Countdown")
        self.buttons = CommandButtons(self, COUNTDOWN_GROUPS)
        """The buttons of the countdown."""
        self.buttons.shorten_more("the countdown")
        self._room = QWidget(self)
        policy = self._room.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing else moves when a break comes
        self._room.setSizePolicy(policy)
        self._note = ClampedLabel(self, _NOTE_LINES)
        set_role(self._note, TextRole.SMALL)
        self._label = ClampedLabel(self, _LABEL_LINES)
        set_role(self._label, TextRole.SMALL)
        self._field = QLineEdit(self)
        set_role(self._field, TextRole.BODY)
        self._field.setMaxLength(MAX_SAID_LENGTH)
        self._field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._field.installEventFilter(self)
        self._action = self._button(
            WE_WILL,
            WE_WILL,
            "Keep the line as what we will do. With a number, mark that line; with nothing typed,"
            f" the last one. Again removes the mark ({key_text('Shift+Return')})",
        )
        self._action.setAccessibleDescription(self._action.toolTip())
        self._action.clicked.connect(lambda: self._enter(self.action_entered))
        self._show = self._button(
            "Show", "Show to audience", f"Show the lines as a board ({key_text('Shift+R')})"
        )
        self._show.setCheckable(True)
        self._show.clicked.connect(self.shown_toggled)
        self._show_tool_tip = self._show.toolTip()
        self._answers = RoomAnswers()
        self._is_spacious = self._has_mark = True
        self._rows = QVBoxLayout(self)
        self._room_rows = QVBoxLayout(self._room)
        self._typing, self._noting = QHBoxLayout(), QHBoxLayout()
        self._arrange()
        look().changed.connect(self._use_even_digits)
        self._use_even_digits()
        self.show_countdown(None)
        self.show_answers(RoomAnswers())

    def _arrange(self) -> None:
        """Put the countdown above the field and its label, and the note below."""
        head = QHBoxLayout()
        scale(head.setSpacing, 8)
        head.addWidget(self._countdown)
        head.addWidget(self.buttons, 1)
        self._rows.addLayout(head)
        self._rows.addWidget(self._room)
        self._rows.addStretch(1)
        self._room_rows.setContentsMargins(0, 0, 0, 0)
        self._room_rows.addWidget(self._label)
        for row, widget in ((self._typing, self._field), (self._noting, self._note)):
            scale(row.setSpacing, 8)
            row.addWidget(widget, 1)
            self._room_rows.addLayout(row)
        self._noting.addWidget(self._action)

    def _button(self, text: str, name: str, tool_tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "chip")
        button.setMinimumHeight(MIN_TARGET_PX)
        button.setAccessibleName(name)
        button.setToolTip(tool_tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @property
    def is_typing(self) -> bool:
        """Whether the field has the keyboard, or will have it when the window is active again."""
        return self.isVisible() and self.window().focusWidget() is self._field

    @property
    def draft(self) -> str:
        """What is typed but not kept yet."""
        return self._field.text()

    def show_answers(self, answers: RoomAnswers | None) -> None:
        """Show what was said about the question on screen, or the numbers that are asked for.

        None shows the countdown alone, for a break.
        """
        self._room.setVisible(answers is not None)
        answers = answers or RoomAnswers()
        asking = answers.number_asked
        kind = None if asking is None else asking.questions.kind
        self._answers = answers
        self._label.setText(answers.label)
        set_look(self._label, "muted" if asking is None else "")
        self._show.setEnabled(not answers.is_covered)
        self._show.setChecked(answers.is_shown and not answers.is_covered)
        self._show.setToolTip(_SHOWN_WITH_ANSWER if answers.is_covered else self._show_tool_tip)
        self._show.setVisible(kind is not SaidKind.GUESS)
        self._field.setAccessibleName(SAID_TITLE if asking is None else asking.prompt)
        self._field.setAccessibleDescription(_DESCRIPTIONS[kind] if kind else _HIDDEN_LINE)
        set_look(self._note, "attention" if answers.problem else "muted")
        self._fit()

    def set_draft(self, text: str, *, is_selected: bool = False) -> None:
        """Put a text into the field; if it is selected, the next letter replaces it."""
        self._field.setText(text)
        if is_selected:
            self._field.selectAll()

    def type(self) -> None:
        """Put the cursor into the field."""
        # A shortcut as the reason would select what is typed, and the next letter replace it.
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Give the keyboard back to the slideshow."""
        if self.is_typing:
            self.left.emit()

    def handle_key(self, event: QKeyEvent) -> None:
        """Handle a key pressed in another window."""
        event.accept()  # the other window must not handle it again
        QCoreApplication.sendEvent(self._field, event)

    def show_countdown(self, face: CountdownFace | None) -> None:
        """Show what the countdown shows now, if there is one."""
        self._countdown.setText("" if face is None else face.text)
        set_look(self._countdown, "muted" if face is not None and face.is_paused else "good")
        self.buttons.setVisible(face is not None)
        if face is not None:
            self.buttons.show_text(Command.PAUSE, face.action)

    def set_spacious(self, *, is_spacious: bool, has_mark: bool) -> None:
        """Show the label above the field, and note and buttons below it, as far as there is space.

        The switch is below the field, so that the field has the whole width; without the mark of a
        line, beside the field, so that it needs no row of its own.
        """
        scale_sides(self._rows.setContentsMargins, 12, *((10, 12, 8) if is_spacious else (3, 8, 3)))
        for rows in (self._rows, self._room_rows):
            scale(rows.setSpacing, 6 if is_spacious else 2)
        self.buttons.set_spacious(8, is_spacious=False)
        line = QFontMetrics(look().font(TextRole.SMALL)).lineSpacing()
        # The same height for one line and for two, so that the field below doesn't move.
        self._label.setFixedHeight(_LABEL_LINES * line)
        self._label.setVisible(is_spacious)
        self._note.setVisible(has_mark)
        (self._noting if has_mark else self._typing).addWidget(self._show)
        # Numbers have no mark, and guesses nothing to show, but the row stays.
        self._note.setMinimumHeight(max(MIN_TARGET_PX, self._action.sizeHint().height()))
        for layout in (self._noting, self._room_rows):
            layout.invalidate()  # Qt doesn't if a widget is hidden before it was ever shown
        self._room.updateGeometry()
        self._is_spacious, self._has_mark = is_spacious, has_mark
        self._fit()

    def _fit(self) -> None:
        """Say in the empty field what is typed, and offer the mark of a line."""
        asking, invitation = self._answers.number_asked, "Type"
        if asking is not None:
            invitation = "Type a number" if self._is_spacious else asking.prompt
        elif self._is_spacious:
            invitation = "Type a line, Enter keeps it"
        # In the field, R would be a letter of the line.
        key = "" if self._field.hasFocus() else f"{key_text('R')}: "
        self._field.setPlaceholderText(f"{key}{invitation}")
        self._note.setText(self._answers.note if self._is_spacious else "")
        self._action.setVisible(self._has_mark and asking is None)

    def _use_even_digits(self) -> None:
        self._countdown.setFont(with_even_digits(look().font(TextRole.TITLE)))

    def _enter(self, entered: SignalInstance) -> None:
        """Empty the field, and emit what was typed."""
        text = self._field.text()
        self._field.clear()
        entered.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the field's own keys before it does."""
        if watched is not self._field:
            return False
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._fit()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._handle_first(event)
        return False

    def _handle_first(self, event: QKeyEvent) -> bool:
        """Handle a key press before the field does. Return True if the field must not get it."""
        match event.key():
            case key if key in ENTER_KEYS:
                if not event.isAutoRepeat():
                    is_action = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                    self._enter(self.action_entered if is_action else self.line_entered)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Up:
                if not self._field.text():
                    self.line_taken_back.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if not self._field.text():
                event.ignore()  # they turn slides
                return True
            # The next letters would control the slideshow if one of these left the field.
            case Qt.Key.Key_Down | Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        event.accept()  # otherwise the presenter view gets it too
        return True
