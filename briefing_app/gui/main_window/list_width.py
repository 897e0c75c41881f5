"""The width of the list of findings, beside the page."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look
from briefing_app.gui.settings import Settings

# Pixels at 100 % text size.
_STEP_PX: Final = 40
_LIST_WIDTH_PX: Final = 425
_MAX_LIST_SHARE: Final = 0.37  # of the width of the window


class ListWidth:
    """Moves the splitter between the list and the page, and remembers where it is.

    Args:
        splitter: Has the list on the left.
        settings: Where the place of the splitter is remembered.
    """

    def __init__(self, splitter: QSplitter, settings: Settings) -> None:
        self._splitter = splitter
        self._settings = settings

    def widen(self, steps: int) -> None:
        """Make the list wider by a number of steps, or narrower if it is negative."""
        first, second = self._splitter.sizes()
        by = steps * look().px(_STEP_PX)
        self._splitter.setSizes([max(0, first + by), max(0, second - by)])
        first, second = self._splitter.sizes()
        share = round(100 * first / max(1, first + second))
        announce(f"List {share} % of the width", self._splitter)

    def reset(self, window_size: QSize) -> None:
        """Divide the window as it is before the user moves the splitter."""
        width = window_size.width()
        left = min(look().px(_LIST_WIDTH_PX), round(width * _MAX_LIST_SHARE))
        self._splitter.setSizes([left, width - left])

    def save(self) -> None:
        """Remember where the splitter is."""
        self._settings.set_splitter("across", self._splitter.saveState())

    def restore(self) -> None:
        """Put the splitter where it was at the end of the last session."""
        state = self._settings.splitter("across")
        if state is not None:
            self._splitter.restoreState(state)
