"""Turns the key presses of both windows into commands, and digits into a slide number."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import Command, KeyBinding, binding_for
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.pointer import PointerAndZoom
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.gui.widgets.keys import ENTER_KEYS, typed_digit, types_character

_MAX_DIGITS: Final = 5
_BLACK_KEY: Final = "."
_LETTERS_OFF: Final = "Letter keys are switched off in Settings."


class TypedNumber:
    """Collects digits until Enter or G goes to the slide with that number.

    Args:
        slideshow: The slideshow.
        messages: Show the number.
    """

    def __init__(self, slideshow: Slideshow, messages: Messages) -> None:
        self._slideshow = slideshow
        self._messages = messages
        self._digits = ""

    def add_digit(self, digit: str) -> None:
        """Append a digit, unless there are too many."""
        if len(self._digits) < _MAX_DIGITS:
            self._set(self._digits + digit)

    def clear(self) -> None:
        """Drop the number."""
        self._set("")

    def handle_key(self, command: Command, key: int) -> bool:
        """Complete, shorten or drop the number, if one is being typed.

        Args:
            command: The command that the key has otherwise.
            key: The code of the key.

        Returns:
            Whether the key was used.
        """
        if not self._digits:
            return False
        if key in ENTER_KEYS or command is Command.GO_TO:
            self._complete()
        elif key == Qt.Key.Key_Backspace:
            self._set(self._digits[:-1])
        elif command is Command.END:
            self.clear()
        else:
            return False
        return True

    def _complete(self) -> None:
        digits, count = self._digits, len(self._slideshow.slides)
        self.clear()
        if 1 <= int(digits) <= count:
            self._slideshow.update(self._slideshow.state.go_to_slide(int(digits) - 1))
        else:  # stay, so that the audience sees no slide by mistake
            self._messages.show_hint(f"No slide {digits}: choose 1 to {count}.")

    def _set(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            message = f"Press Enter to go to slide {digits}" if digits else ""
            self._messages.show_typed_number(message)


class KeyHandler(QObject):
    """Reports the command of each key that is pressed, and collects digits.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows, in which some keys type or scroll.
        pointer: Some keys move the zoom.
        typed_number: Collects digits.
        messages: Say that letters are switched off.
        settings: Where they can be switched off.
    """

    command_requested = Signal(Command)
    """Emitted with the command of a key."""

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        pointer: PointerAndZoom,
        typed_number: TypedNumber,
        *,
        messages: Messages,
        settings: Settings,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._windows = windows
        self._pointer = pointer
        self._typed_number = typed_number
        self._messages = messages
        self._settings = settings
        self._held: KeyBinding | None = None

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
        view = self._windows.built_presenter_view
        if view is not None and view.overlays.handle_help_key(event):
            return True
        if self._pointer.handle_key(event):
            return True
        digit = typed_digit(event)
        if not self._settings.are_letter_keys_on and not digit and _types_letter(event):
            self._messages.show_hint(_LETTERS_OFF)
            return True
        binding = None if digit else binding_for(event)
        self._slideshow.is_key_held = event.isAutoRepeat()
        if self._slideshow.is_key_held:
            # A key that is held down repeats only the command that it started here: the Enter that
            # completed a number or a search doesn't also turn the slide.
            if binding is not None and binding is self._held:
                self.command_requested.emit(binding.command)
            return bool(digit) or binding is not None
        self._held = None
        if digit:
            self._typed_number.add_digit(digit)
        elif binding is None:
            return False
        elif not self._typed_number.handle_key(binding.command, event.key()):
            self._held = binding if binding.repeats else None
            self.command_requested.emit(binding.command)
        return True


def _types_letter(event: QKeyEvent) -> bool:
    """Return whether a key types a letter or a sign; Space turns slides."""
    return types_character(event) and not event.text().isspace()
