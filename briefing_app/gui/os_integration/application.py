"""Qt's application, and what its windows may do."""

import ctypes
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QSettings, QSocketNotifier, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

logger = logging.getLogger(__name__)

_TASKBAR_ID: Final = "Briefing.Briefing"
_SIGNAL_CODE: Final = 128
"""The exit code of a program that a signal ended, less the signal's number, as shells have it."""


class Application(QApplication):
    """The application of the program.

    When the user logs off, the program may be ended before it returns from its event loop, so what
    must be saved at its end is saved when this emits `commitDataRequest` or `aboutToQuit`, and the
    end is logged here.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self.commitDataRequest.connect(self._log_log_off)
        self.aboutToQuit.connect(self._log_end)

    def end_on_signals(self) -> None:
        """Let Ctrl+C in the terminal and the signals of a log-off end the program in order.

        Qt would not call Python's handlers, so the number of a signal comes through a pipe. On
        Windows Ctrl+C ends the program at once; a log-off is `commitDataRequest`.
        """
        if sys.platform == "win32":
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            return
        reader, writer = os.pipe()
        for each in (reader, writer):
            os.set_blocking(each, False)
        signal.set_wakeup_fd(writer)
        notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._end_by_signal(os.read(reader, 1)[0]))
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup does
                signal.signal(number, lambda *_: None)

    def _end_by_signal(self, number: int) -> None:
        logger.info("Signal %d ends the program", number)
        self.exit(_SIGNAL_CODE + number)

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


def window_title(text: str) -> str:
    """Return the title of a window, with the program's name.

    Qt adds the name to titles without it, but with another dash on Windows.
    """
    return f"{text} — {QGuiApplication.applicationDisplayName()}"


def may_place_windows() -> bool:
    """Return whether a program can choose the position of its windows.

    On Wayland it can only request a screen to fill, before the window is shown.
    """
    return not QGuiApplication.platformName().startswith("wayland")
