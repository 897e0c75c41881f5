"""The slide number that the presenter types during a slideshow."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt

from briefing_app.gui.slideshow.key_bindings import Command

_MAX_DIGITS: Final = 5


class TypedNumber:
    """Collects digits until Enter or G goes to the slide with that number.

    Args:
        slide_count: The number of slides.
        go_to: Called with the index of the slide to go to.
        show_message: Called with what to show to the presenter; empty to show nothing.
        show_hint: Called with why there is no such slide.
    """

    def __init__(
        self,
        slide_count: int,
        go_to: Callable[[int], object],
        show_message: Callable[[str], object],
        show_hint: Callable[[str], object],
    ) -> None:
        self._slide_count = slide_count
        self._go_to = go_to
        self._show_message = show_message
        self._show_hint = show_hint
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
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or command is Command.GO_TO:
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
            self._show_hint(f"No slide {digits}: choose 1 to {self._slide_count}.")

    def _set(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self._show_message(f"Press Enter to go to slide {digits}" if digits else "")
