"""Turns the key presses of both windows into commands."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent

from briefing_app.gui.slideshow.key_bindings import Command, KeyBinding, binding_for
from briefing_app.gui.slideshow.typed_number import TypedNumber
from briefing_app.gui.widgets.keys import typed_digit


class KeyHandler:
    """Runs the command of each key that is pressed, and collects digits.

    Args:
        run: Called with each command.
        typed_number: Collects digits.
    """

    def __init__(self, run: Callable[[Command], object], typed_number: TypedNumber) -> None:
        self._run = run
        self._typed_number = typed_number
        self._held: KeyBinding | None = None
        self._is_repeating = False

    @property
    def is_repeating(self) -> bool:
        """Whether the latest key is being held down."""
        return self._is_repeating

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a key press. Return True if it was used."""
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
