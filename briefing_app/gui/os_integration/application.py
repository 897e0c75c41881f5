"""Qt's application, and what its windows may do."""

import ctypes
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QSettings, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

logger = logging.getLogger(__name__)

_TASKBAR_ID: Final = "Briefing.Briefing"


class Application(QApplication):
    """The application of the program.

    When the user logs off, the program may be ended before it returns from its event loop, so the
    end is logged here.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self.commitDataRequest.connect(self._log_log_off)
        self.aboutToQuit.connect(self._log_end)

    def _log_log_off(self) -> None:
        logger.info("The user logs off, or the computer shuts down")

    def _log_end(self) -> None:
        logger.info("The window is closed, or the session ends")


def discard_qt_settings() -> None:
    """Discard what Qt writes to its own settings, on systems that keep them in a file."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def keep_large_letters() -> None:
    """Let Qt keep letters of more than 64 pixels instead of rasterising them in each painting.

    Qt before 6.12 can't keep them, and wouldn't paint them if it were asked to.
    """
    if tuple(map(int, qVersion().split("."))) >= (6, 12):
        os.environ["QT_MAX_CACHED_GLYPH_SIZE"] = "1000"


def share_taskbar_button() -> None:
    """Let Windows show the windows of all running copies of the program as one taskbar button.

    Without that, those that Python itself runs would be Python's.
    """
    if sys.platform == "win32":
        with suppress(AttributeError, OSError):  # a system without a shell
            shell = ctypes.WinDLL("shell32")
            shell.SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(_TASKBAR_ID))


def may_place_windows() -> bool:
    """Return whether a program can choose the position of its windows.

    On Wayland it can only request a screen to fill, before the window is shown.
    """
    return not QGuiApplication.platformName().startswith("wayland")
