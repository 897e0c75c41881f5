"""Turns the key presses of both windows into commands, and digits into a slide number."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.command import Command, command_for
from briefing_app.gui.slideshow.commands import Commands
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.slideshow import PointerAndZoom, Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.gui.widgets.keys import ENTER_KEYS, typed_digit, types_character

_MAX_DIGITS: Final = 5
_BLACK_KEY: Final = "."
_LETTERS_OFF: Final = "Letter keys are switched off in Settings."


class KeyHandler:
    """Runs the command of each key that is pressed, and collects digits.

    Digits are collected until Enter or G goes to the slide with that number.

    Args:
        slideshow: The slideshow.
        windows: Its windows, in which some keys type or scroll.
        pointer: Some keys move the zoom.
        messages: Show the number, and say that letters are switched off.
        commands: What the keys do.
        settings: Where letters can be switched off.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        pointer: PointerAndZoom,
        messages: Messages,
        *,
        commands: Commands,
        settings: Settings,
    ) -> None:
        self._slideshow = slideshow
        self._windows = windows
        self._pointer = pointer
        self._messages = messages
        self._commands = commands
        self._settings = settings
        self._held: Command | None = None

    def handle_in_audience(self, event: QKeyEvent) -> None:
        """Handle a key press in the audience window.

        An open search gets it: the system may have focused either window. A sign for black is an
        exception, since a clicker may have sent it.
        """
        view = self._windows.built_presenter_view
        is_searching = view is not None and view.can_be_seen and view.overlays.is_searching
        if view is not None and is_searching and event.text() != _BLACK_KEY:
            view.overlays.handle_search_key(event)
            event.accept()
            return
        self.handle(event)

    def handle(self, event: QKeyEvent) -> None:
        """Handle a key press. Accept the event if it was used."""
        event.setAccepted(self._slideshow.state.is_over or self._is_used(event))

    def _is_used(self, event: QKeyEvent) -> bool:
        digit = typed_digit(event)
        command = None if digit else command_for(event, self._commands.all)
        if digit or (command is not None and not command.keeps_hint):
            self._messages.hide_hint()
        view = self._windows.built_presenter_view
        if view is not None and view.overlays.handle_help_key(event):
            return True
        if self._pointer.handle_key(event):
            return True
        if not self._settings.are_letter_keys_on and not digit and _types_letter(event):
            self._messages.show_hint(_LETTERS_OFF)
            return True
        self._slideshow.is_key_held = event.isAutoRepeat()
        if self._slideshow.is_key_held:
            # A key that is held down repeats only the command that it started here: the Enter that
            # completed a number or a search doesn't also turn the slide.
            if command is not None and command is self._held:
                self._commands.do(command)
            return bool(digit) or command is not None
        self._held = None
        if digit:
            self._add_digit(digit)
        elif command is None:
            return False
        elif not self._edit_number(command, event.key()):
            self._held = command if command.repeats else None
            self._commands.do(command)
        return True

    def _add_digit(self, digit: str) -> None:
        """Append a digit, unless there are too many."""
        digits = self._messages.digits
        if len(digits) < _MAX_DIGITS:
            self._messages.show_typed_number(digits + digit)

    def _edit_number(self, command: Command, key: int) -> bool:
        """Complete, shorten or drop the number, if one is being typed.

        Args:
            command: The command that the key has otherwise.
            key: The code of the key.

        Returns:
            Whether the key was used.
        """
        digits = self._messages.digits
        if not digits:
            return False
        if key in ENTER_KEYS or command is Commands.open_overview:
            self._messages.show_typed_number("")
            self._go_to(digits)
        elif key == Qt.Key.Key_Backspace:
            self._messages.show_typed_number(digits[:-1])
        elif command is Commands.close_or_end:
            self._messages.show_typed_number("")
            state, now = self._slideshow.state, self._slideshow.now()
            self._slideshow.update(state.with_closed(now))
        else:
            return False
        return True

    def _go_to(self, digits: str) -> None:
        count = len(self._slideshow.slides)
        if 1 <= int(digits) <= count:
            self._slideshow.go_to(int(digits) - 1)
        else:  # stay, so that the audience sees no slide by mistake
            self._messages.show_hint(f"No slide {digits}: choose 1 to {count}.")


def _types_letter(event: QKeyEvent) -> bool:
    """Return whether a key types a letter or a sign; Space turns slides."""
    return types_character(event) and not event.text().isspace()
