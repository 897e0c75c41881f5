"""Placing a window in the available part of a screen."""

from typing import Final

from PySide6.QtCore import QMargins, QObject, Qt, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from briefing_app.gui.os_integration.windowing import may_place_windows

_FRAME_DELAY_MS: Final = 400  # that a window manager may need to draw a frame


class ScreenFiller(QObject):
    """Maximises a window on a chosen screen, with its title bar in view.

    Args:
        window: The window; it also becomes the parent.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._frame_margins = QMargins()
        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.setInterval(_FRAME_DELAY_MS)
        self._frame_timer.timeout.connect(self._keep_title_bar_visible)

    def fill(self, screen: QScreen) -> None:
        """Show the window on a screen, as large as the screen's available part allows."""
        window = self._window
        if not may_place_windows():
            if not window.isFullScreen() or window.screen() != screen:
                window.hide()
                window.setScreen(screen)
                window.showFullScreen()  # maximised, it would stay on its first screen
            return
        available = screen.availableGeometry()
        target = available.marginsRemoved(self._known_frame_margins())
        is_there = (
            window.isVisible()
            and not window.isMinimized()
            and available.contains(window.geometry())
        )
        fills = window.size() == target.size() and available.contains(window.frameGeometry())
        if is_there and (window.isMaximized() or fills):
            return
        window.hide()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.setScreen(screen)
        window.setGeometry(target)
        window.showMaximized()
        self._frame_timer.start()

    def _keep_title_bar_visible(self) -> None:
        """Move the window if its title bar is above the screen.

        Some window managers ignore that the window is to be maximised. Qt doesn't know that either,
        so this looks at the frame only.
        """
        window = self._window
        available = window.screen().availableGeometry()
        margins = self._known_frame_margins()
        is_hidden = window.frameGeometry().top() < available.top()
        if is_hidden and window.isVisible() and not window.isMinimized():
            window.setGeometry(available.marginsRemoved(margins))

    def _known_frame_margins(self) -> QMargins:
        """Return the frame's margins, as last known: a hidden window has none."""
        self._window.winId()  # creates the window handle
        margins = self._window.windowHandle().frameMargins()
        if not margins.isNull():
            self._frame_margins = margins
        return self._frame_margins
