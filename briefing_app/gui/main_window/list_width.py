"""The width of the list of findings, beside the page."""

from typing import Final

from PySide6.QtWidgets import QSplitter

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look
from briefing_app.gui.settings import DEFAULT_LIST_WIDTH_PX, Settings

_STEP_PX: Final = 40  # at 100 % text size
# Shares of the width of the window.
_MAX_SHARE: Final = 0.37
_MAX_CHOSEN_SHARE: Final = 0.6


class ListWidth:
    """Divides the window between the list and the page as the user has chosen.

    Args:
        splitter: Has the list on the left.
        settings: Where the width is remembered, in pixels at 100 % text size.
    """

    def __init__(self, splitter: QSplitter, settings: Settings) -> None:
        self._splitter = splitter
        self._settings = settings
        splitter.splitterMoved.connect(self._keep)

    def widen(self, steps: int) -> None:
        """Make the list wider by a number of steps, or narrower if it is negative."""
        first, second = self._splitter.sizes()
        by = steps * look().px(_STEP_PX)
        self._splitter.setSizes([max(0, first + by), max(0, second - by)])
        self._keep()
        first, second = self._splitter.sizes()
        share = round(100 * first / max(1, first + second))
        announce(f"List {share} % of the width", self._splitter)

    def fit(self, width: int) -> None:
        """Divide a window of another width, in pixels."""
        chosen = self._settings.list_width
        share = _MAX_SHARE if chosen == DEFAULT_LIST_WIDTH_PX else _MAX_CHOSEN_SHARE
        left = min(look().px(chosen), round(width * share))
        self._splitter.setSizes([left, width - left])

    def _keep(self) -> None:
        self._settings.list_width = round(self._splitter.sizes()[0] / look().scale)
