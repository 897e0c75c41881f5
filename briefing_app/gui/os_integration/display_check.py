"""Whether a window can be shown here, found out before Qt would abort the process.

Imports nothing of Qt's Python side: it must be able to run where that can't be imported.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.machinery import PathFinder
from pathlib import Path
from threading import Thread
from typing import Final

from briefing_app.errors import DisplayError

LINUX_PACKAGES: Final = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
"""Debian's and Ubuntu's names of the system libraries that Qt needs for a window."""

_PACKAGES: Final = " ".join(LINUX_PACKAGES)

_SNAPSHOT_HINT: Final = "To draw its pictures without a screen: briefing-app snapshot -o DIR"


_MISSING: Final = ("shared object", "DLL load failed", "dlopen")
_DAMAGED: Final = (
    *("file too short", "invalid ELF header", "wrong ELF class", "cannot read file data"),
    *("ELF load command", "undefined symbol", "not a mach-o file", "not a valid Win32"),
)
"""What loaders say of a library that isn't there, and of one that isn't whole."""


def missing_library(error: ImportError) -> DisplayError:
    """What to tell when Qt itself can't be imported since a library is missing or damaged.

    Raises:
        ImportError: The error itself, where it is about anything else: that is a bug.
    """
    if not any(words in str(error) for words in (*_MISSING, *_DAMAGED)):
        raise error
    return DisplayError(f"Qt can’t be loaded: {error}.", _library_remedy(error))


def _library_remedy(error: ImportError | OSError) -> str:
    if any(words in str(error) for words in _DAMAGED):
        return "That file is damaged: install again what it is part of, the program or the system."
    return (
        f"Install the system libraries that it needs: sudo apt install {_PACKAGES}"
        if sys.platform.startswith("linux")
        else "Install the program again."
    )


@contextmanager
def display_checked() -> Iterator[None]:
    """Find out whether a window can be shown, while the block imports Qt's Python side.

    Both take their time and neither needs the other: the check loads libraries, which it does on a
    thread of its own and outside Python's lock, and most of them are those that Qt needs next.

    Raises:
        DisplayError: There is no screen to show it on, or a library is missing for that or for
            what the block imports.
    """
    check = _Check(name="display check")
    check.start()
    try:
        yield
    except ImportError as error:
        check.finish()
        raise missing_library(error) from error
    check.finish()


class _Check(Thread):
    """Looks whether a window can be shown and loads what one needs."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)  # Ctrl+C doesn't wait for a screen that hangs
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            _list_fonts()
            require_display()
            _load_widgets()
        except Exception as error:  # raised again where it is waited for
            self._error = error

    def finish(self) -> None:
        """Wait for its end; raises what it raised."""
        self.join()
        if self._error is not None:
            raise self._error


def require_display() -> None:
    """Make sure that a window can be shown.

    Raises:
        DisplayError: There is no screen to show it on, or a library is missing for that.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform not in {"", "xcb", "wayland"}:
        return
    if platform != "xcb" and _wayland_answers():
        try:
            _require_plugin("libqwayland.so")
        except DisplayError:
            if platform == "wayland" or not os.environ.get("DISPLAY"):
                raise
        else:
            return
    if not os.environ.get("DISPLAY"):
        raise DisplayError("There is no screen here to show a window on.", _SNAPSHOT_HINT)
    if not _x_server_answers():
        raise DisplayError(
            f"The screen {os.environ['DISPLAY']} doesn’t answer.",
            f"Check DISPLAY, or the rights to that screen. {_SNAPSHOT_HINT}",
        )
    _require_plugin("libqxcb.so")


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not name or not (folder or name.startswith("/")):
        return False
    import socket  # noqa: PLC0415, only Wayland is asked this way

    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(Path(folder, name)))
        except OSError:
            return False
    return True


def _require_plugin(name: str) -> None:
    """Load what Qt is going to load, since Qt aborts where it can't."""
    plugin = _bundled("plugins", "platforms", name)
    if plugin is None:  # a system's own PySide6 has it elsewhere, and its own dependencies
        return
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise DisplayError(
            f"A library that Qt needs for a window can’t be loaded: {error}.",
            _library_remedy(error),
        ) from error


def _bundled(*parts: str) -> Path | None:
    """A file of the Qt that comes with PySide, if one does; found without importing PySide."""
    package = PathFinder.find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        return None
    file = Path(package.submodule_search_locations[0], "Qt", *parts)
    return file if file.exists() else None


def _list_fonts() -> None:
    """Have the system's fonts listed, which Qt would do for its first text."""
    if sys.platform.startswith("linux"):
        with suppress(OSError):  # Qt says so if it needs it and it is missing
            ctypes.CDLL("libfontconfig.so.1").FcInit()


def _load_widgets() -> None:
    """Load what is left of Qt for a window of widgets."""
    library = _bundled("lib", "libQt6Widgets.so.6")
    if library is not None:
        with suppress(OSError):  # the import of it says what is missing
            ctypes.CDLL(str(library))


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the plugin, which needs it, says what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
