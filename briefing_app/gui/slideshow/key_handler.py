"""Turns the key presses of both windows into commands, and digits into a slide number."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.key_bindings import Command, KeyBinding, binding_for
from briefing_app.gui.slideshow.time import SlideshowClock
from briefing_app.gui.widgets.keys import ENTER_KEYS, typed_digit, types_character

_MAX_DIGITS: Final = 5
_BLANK_KEYS: Final = frozenset({".", ","})
_STRAY_TEXT_S: Final = 1.0


class TypedNumber:
    """Collects digits until Enter or G goes to the slide with that number.

    Args:
        display: The windows, one of which shows the number.
        slide_count: The number of slides.
        go_to: Called with the index of the slide to go to.
    """

    def __init__(
        self, display: SlideshowDisplay, slide_count: int, go_to: Callable[[int], object]
    ) -> None:
        self._display = display
        self._slide_count = slide_count
        self._go_to = go_to
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
        digits = self._digits
        self.clear()
        if 1 <= int(digits) <= self._slide_count:
            self._go_to(int(digits) - 1)
        else:  # stay, so that the audience sees no slide by mistake
            self._display.messages.show_hint(f"No slide {digits}: choose 1 to {self._slide_count}.")

    def _set(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            message = f"Press Enter to go to slide {digits}" if digits else ""
            self._display.show_typed_number(message)


class KeyHandler:
    """Runs the command of each key that is pressed, and collects digits.

    Args:
        display: The windows, in which some keys type, scroll or move.
        run: Called with each command.
        typed_number: Collects digits.
        clock: Measures the time.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        run: Callable[[Command], object],
        typed_number: TypedNumber,
        clock: SlideshowClock,
    ) -> None:
        self._display = display
        self._run = run
        self._typed_number = typed_number
        self._clock = clock
        self._stray_until = 0.0
        self._held: KeyBinding | None = None
        self._is_repeating = False

    @property
    def is_repeating(self) -> bool:
        """Whether the latest key is being held down."""
        return self._is_repeating

    def handle_in_audience(self, event: QKeyEvent) -> bool:
        """Handle a key press in the audience window. Return True if it was used.

        An open search, or the field for what was said, gets it: the system may have focused either
        window. The keys for black and white are an exception, since a clicker may have sent them.
        """
        view = self._display.presenter_view
        if view.can_be_seen and event.text() not in _BLANK_KEYS:
            if view.overlays.is_searching:
                view.overlays.handle_search_key(event)
                return True
            if view.said is not None and view.said.is_typing:
                view.said.handle_key(event)
                return True
        return self.handle(event)

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a key press. Return True if it was used."""
        if self._display.handle_key(event) or self._is_stray(event):
            return True
        digit = typed_digit(event)
        binding = None if digit else binding_for(event)
        self._is_repeating = event.isAutoRepeat()
        if self._is_repeating:
            # A key that is held down repeats only the command that it started here: the Enter that
            # completed a number or a search doesn't also turn the slide.
            if binding is not None and binding is self._held:
                self._run(binding.command)
            return bool(digit) or binding is not None
        self._held = None
        if digit:
            self._typed_number.add_digit(digit)
        elif binding is None:
            return False
        elif not self._typed_number.handle_key(binding.command, event.key()):
            self._held = binding if binding.repeats else None
            self._run(binding.command)
        return True

    def ignore_text(self) -> None:
        """Ignore a line that no field takes, up to Enter or until nothing is typed for a second.

        If it is typed all the same, it must not turn slides in front of the audience.
        """
        self._stray_until = self._clock.now() + _STRAY_TEXT_S

    def _is_stray(self, event: QKeyEvent) -> bool:
        """Return whether a key is part of a line that is ignored."""
        if self._clock.now() >= self._stray_until:
            return False
        if event.key() in ENTER_KEYS:
            self._stray_until = 0.0
            return True
        if types_character(event):
            self.ignore_text()
            return True
        return False
