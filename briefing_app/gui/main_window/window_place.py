"""Where the main window is, and how it is divided between the list of findings and the page."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSplitter

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look
from briefing_app.gui.settings import Settings

TITLE_BAR_HEIGHT: Final = 48
"""The pixels above a window that its title bar may take."""
_MIN_WINDOW_WIDTH: Final = 200  # pixels
_MIN_WINDOW_HEIGHT: Final = 150  # pixels
_STEP_PX: Final = 40  # of the list, at 100 % text size
# Shares of the width of the window.
_MAX_SHARE: Final = 0.37
_MAX_CHOSEN_SHARE: Final = 0.6


_GROWTHS: Final = (1.25, 1.5, 1.75, 2.0, 2.5)
_LEAST_SIZE: Final = QSize(1520, 760)  # pixels at 100 %, of a window that has larger text


def growth(size: QSize) -> float:
    """Return by how much everything is larger in a window of a size in pixels than in a laptop's.

    From 1,900 pixels of width, text and lengths grow with the window in a few steps.
    """
    share = min(size.width() / _LEAST_SIZE.width(), size.height() / _LEAST_SIZE.height())
    return max((each for each in _GROWTHS if each <= share), default=1.0)


def restored_place(saved: Sequence[int], screens: Sequence[QRect]) -> QRect | None:
    """Return where the main window was, if it can be there again.

    It is moved, and made smaller if necessary, until all of it is on the screen that its title
    bar is on: that may have become smaller too.

    Args:
        saved: Its left, top, width and height in pixels of the desktop; anything else for unknown.
        screens: The available geometry of each screen.

    Returns:
        None if nothing usable was saved, or if the title bar would be out of reach because its
        screen is gone.
    """
    if len(saved) != 4 or saved[2] < _MIN_WINDOW_WIDTH or saved[3] < _MIN_WINDOW_HEIGHT:
        return None
    place = QRect(*saved)
    title_bar = QRect(place.x(), place.y(), place.width(), TITLE_BAR_HEIGHT)
    for screen in screens:
        visible = screen.intersected(title_bar)
        if visible.width() >= _MIN_WINDOW_WIDTH and visible.height() >= TITLE_BAR_HEIGHT // 2:
            return place if screen.contains(place) else _moved_into(screen, place)
    return None


def _moved_into(screen: QRect, saved: QRect) -> QRect:
    """Return a window's place, moved until it and its title bar are on a screen."""
    available = screen.adjusted(0, TITLE_BAR_HEIGHT, 0, 0)
    place = QRect(saved.topLeft(), saved.size().boundedTo(available.size()))
    place.moveRight(min(place.right(), available.right()))
    place.moveBottom(min(place.bottom(), available.bottom()))
    place.moveLeft(max(place.left(), available.left()))
    place.moveTop(max(place.top(), available.top()))
    return place


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
        chosen = max(0, self._settings.list_width)
        is_default = chosen == Settings.list_width.default
        share = _MAX_SHARE if is_default else _MAX_CHOSEN_SHARE
        left = min(look().px(chosen), round(width * share))
        self._splitter.setSizes([left, width - left])

    def _keep(self) -> None:
        self._settings.list_width = round(self._splitter.sizes()[0] / look().scale)
