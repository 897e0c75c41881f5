"""Inhibits the screen saver of the X server, which also switches monitors off.

Without a desktop there is no service to ask, and the X server itself blanks the screen.
"""

import ctypes
import os
from typing import Final

from PySide6.QtGui import QGuiApplication

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import Failure, Report, Target

_LEAST_VERSION: Final = (1, 1)
"""The version of the X extension that introduced XScreenSaverSuspend."""


class X11ScreenSaver:
    """The mechanism of the X server, which stops inhibiting when the connection is closed.

    The libraries are loaded by `inhibit`: they are needed in a slideshow only.
    """

    inhibits: Final = Target.SCREEN_SAVER

    def __init__(self) -> None:
        self._xlib: ctypes.CDLL | None = None
        self._connection: int | None = None

    def is_available(self) -> bool:
        """Return whether an X server shows the windows. On Wayland, one is a guest at most."""
        if "WAYLAND_DISPLAY" in os.environ:
            return False
        # Without a GUI application, platformName would return a guess.
        has_windows = isinstance(QGuiApplication.instance(), QGuiApplication)
        return has_windows and QGuiApplication.platformName() == "xcb"

    def inhibit(self, reason: str, report: Report) -> None:  # noqa: ARG002, it shows none
        """Ask the X server on a connection of its own. It answers within a millisecond."""
        report(self._suspend())

    def release(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if self._xlib is not None and connection is not None:
            self._xlib.XCloseDisplay(connection)

    def _suspend(self) -> Failure | None:
        try:
            xlib, extension = _libraries()
        except (OSError, AttributeError):
            return Failure.X11_LIBRARY_MISSING
        connection: int | None = xlib.XOpenDisplay(None)
        if connection is None:
            return Failure.X11_CONNECTION_REFUSED
        if not _can_suspend(extension, connection):
            xlib.XCloseDisplay(connection)
            return Failure.X11_UNSUPPORTED
        extension.XScreenSaverSuspend(connection, 1)
        xlib.XSync(connection, 0)
        self._xlib, self._connection = xlib, connection
        return None


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Return Xlib and the library of its screen saver extension, with their functions declared.

    Raises:
        OSError: One of them isn't installed.
        AttributeError: One of them lacks a function.
    """
    xlib, extension = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    display, number = ctypes.c_void_p, ctypes.POINTER(ctypes.c_int)
    xlib.XOpenDisplay.argtypes = [ctypes.c_char_p]
    xlib.XOpenDisplay.restype = display
    xlib.XCloseDisplay.argtypes = [display]
    xlib.XSync.argtypes = [display, ctypes.c_int]
    extension.XScreenSaverQueryExtension.argtypes = [display, number, number]
    extension.XScreenSaverQueryVersion.argtypes = [display, number, number]
    extension.XScreenSaverSuspend.argtypes = [display, ctypes.c_int]
    extension.XScreenSaverSuspend.restype = None
    return xlib, extension


def _can_suspend(extension: ctypes.CDLL, connection: int) -> bool:
    first, second = ctypes.c_int(), ctypes.c_int()
    numbers = ctypes.byref(first), ctypes.byref(second)
    return bool(
        extension.XScreenSaverQueryExtension(connection, *numbers)
        and extension.XScreenSaverQueryVersion(connection, *numbers)
        and (first.value, second.value) >= _LEAST_VERSION
    )
