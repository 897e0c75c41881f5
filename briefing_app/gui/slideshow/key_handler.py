"""Turns the key presses of both windows into commands."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QKeyEvent

from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.key_bindings import Command, KeyBinding, binding_for
from briefing_app.gui.slideshow.typed_number import TypedNumber
from briefing_app.gui.widgets.keys import typed_digit

_BLANK_KEYS: Final = frozenset({".", ","})


class KeyHandler:
    """Runs the command of each key that is pressed, and collects digits.

    Args:
        display: The windows, in which some keys type, scroll or move.
        run: Called with each command.
        typed_number: Collects digits.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        run: Callable[[Command], object],
        typed_number: TypedNumber,
    ) -> None:
        self._display = display
        self._run = run
        self._typed_number = typed_number
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
        if self._display.handle_key(event):
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
