"""Holds off the X server's own screen saver, which also switches monitors off.

On a plain window manager there is no service to ask, and it is this one that blanks the screen. The
server releases what is held with the connection that asked, so also where the program was killed.
"""

import ctypes
import os
from typing import Final

from PySide6.QtGui import QGuiApplication

_NEEDED: Final = (1, 1)
"""The version of the server's extension since which it can be held off."""


class X11Saver:
    """Holds it off between `hold` and `release`, on a connection of its own.

    Nothing here raises. The libraries are loaded by `hold`; a program without a show does without.
    """

    def __init__(self) -> None:
        self._xlib: ctypes.CDLL | None = None
        self._connection: int | None = None
        self._why = ""

    @property
    def held(self) -> bool:
        """Whether it is held off."""
        return self._connection is not None

    @property
    def why(self) -> str:
        """Why an X server’s couldn’t be, as a part of a sentence; empty where there is none."""
        return self._why

    def hold(self) -> None:
        """Ask the server, which lets the monitors be with it. Its answer takes it a millisecond."""
        if self.held or not _runs_on_x11():
            return
        try:
            xlib, extension = _libraries()
        except (OSError, AttributeError):
            self._why = "the library libXss is missing"
            return
        connection: int | None = xlib.XOpenDisplay(None)
        if connection is None:
            self._why = "the X server takes no further connection"
        elif not _can_be_held_off(extension, connection):
            self._why = "the X server has no way to it"
            xlib.XCloseDisplay(connection)
        else:
            self._why = ""
            extension.XScreenSaverSuspend(connection, 1)
            xlib.XSync(connection, 0)
            self._xlib, self._connection = xlib, connection

    def release(self) -> None:
        """Close the connection, and with it what is held; harmless where nothing is."""
        connection, self._connection = self._connection, None
        if self._xlib is not None and connection is not None:
            self._xlib.XCloseDisplay(connection)


def _runs_on_x11() -> bool:
    """Whether it is an X server that shows the windows; on Wayland one is a guest at the most."""
    if "WAYLAND_DISPLAY" in os.environ:
        return False
    # Without windows, Qt would tell what it thinks likely.
    there = isinstance(QGuiApplication.instance(), QGuiApplication)
    return there and QGuiApplication.platformName() == "xcb"


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Xlib and the one for the screen saver, their functions declared.

    Raises:
        OSError: One of them isn't installed.
        AttributeError: It lacks a function.
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


def _can_be_held_off(extension: ctypes.CDLL, connection: int) -> bool:
    one, two = ctypes.c_int(), ctypes.c_int()
    numbers = ctypes.byref(one), ctypes.byref(two)
    return bool(
        extension.XScreenSaverQueryExtension(connection, *numbers)
        and extension.XScreenSaverQueryVersion(connection, *numbers)
        and (one.value, two.value) >= _NEEDED
    )
