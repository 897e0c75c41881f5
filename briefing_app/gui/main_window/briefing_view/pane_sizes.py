"""How the main window is divided among its panes."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.look import Style
from briefing_app.gui.main_window.briefing_view.evidence_splitter import EvidenceSplitter
from briefing_app.gui.settings import Settings

# Pixels at 100 % text size.
_STEP_PX: Final = 40
_LIST_WIDTH_PX: Final = 460
_MAX_LIST_SHARE: Final = 0.43  # of the width of the window


class PaneSizes:
    """Moves the splitters between the panes, and remembers where they are.

    Args:
        across: Has the findings on the left and the evidence on the right.
        evidence: Has the quote above the figures.
        settings: Where the places of the splitters are remembered.
        style: The text size.
    """

    def __init__(
        self, across: QSplitter, evidence: EvidenceSplitter, settings: Settings, style: Style
    ) -> None:
        self._across = across
        self._evidence = evidence
        self._settings = settings
        self._style = style

    def widen_list(self, steps: int) -> None:
        """Make the list wider by a number of steps, or narrower if it is negative."""
        share = self._move(self._across, steps)
        announce(f"List {share} % of the width", self._across)

    def raise_figures(self, steps: int) -> None:
        """Make the figures taller by a number of steps, or shorter if it is negative."""
        share = self._move(self._evidence, -steps)
        self._evidence.keep_share()
        announce(f"Figures {100 - share} % of the height", self._across)

    def reset(self, window_size: QSize) -> None:
        """Divide the window as it is before the user moves a splitter."""
        width = window_size.width()
        left = min(self._style.px(_LIST_WIDTH_PX), round(width * _MAX_LIST_SHARE))
        self._across.setSizes([left, width - left])
        self._evidence.set_share(1.0)

    def save(self) -> None:
        """Remember where the splitters are."""
        self._settings.set_splitter("across", self._across.saveState())
        self._settings.set_share("down", self._evidence.share)

    def restore(self) -> None:
        """Put the splitters where they were at the end of the last session."""
        state = self._settings.splitter("across")
        if state is not None:
            self._across.restoreState(state)
        share = self._settings.share("down")
        if share is not None:
            self._evidence.set_share(share)

    def _move(self, splitter: QSplitter, steps: int) -> int:
        """Move a splitter, and return the share of its first part as a percentage."""
        first, second = splitter.sizes()
        by = steps * self._style.px(_STEP_PX)
        splitter.setSizes([max(0, first + by), max(0, second - by)])
        first, second = splitter.sizes()
        return round(100 * first / max(1, first + second))
