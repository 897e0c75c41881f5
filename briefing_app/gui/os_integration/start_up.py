"""What comes before Qt: a check that it can show a window.

Qt would abort the process if it couldn't. Importing this module imports nothing of PySide: it must
run even if that can't be imported.
"""

import builtins
import ctypes
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Final

from briefing_app.errors import DisplayError
from briefing_app.files.on_disk import exists

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
"""The Debian and Ubuntu packages with the system libraries that Qt needs for a window."""

_PACKAGES: Final = " ".join(LINUX_PACKAGES)

NO_SCREEN_HINT: Final = "Exports need none: briefing-app export --help"

# Parts of the messages of dynamic loaders.
_MISSING: Final = ("shared object", "DLL load failed", "dlopen")
_DAMAGED: Final = (
    *("file too short", "invalid ELF header", "wrong ELF class", "cannot read file data"),
    *("ELF load command", "undefined symbol", "not a mach-o file", "not a valid Win32"),
)


@contextmanager
def importing_qt() -> Iterator[None]:
    """Check that a window can be shown, then let the block import Qt.

    Raises:
        DisplayError: There is no screen, or a library is missing for it or for what is imported.
    """
    require_display()
    import_ = builtins.__import__
    try:
        # PySide’s own __import__ reads and keeps the source of each module that is imported after
        # it, to look for a feature that no module here uses: 4 MiB, and a tenth of the start.
        import_module("PySide6.QtCore")
        builtins.__import__ = import_
        yield
    except ImportError as error:
        raise missing_library(error) from error


def missing_library(error: ImportError) -> DisplayError:
    """Return the error to show if Qt can't be imported because a library is missing or damaged.

    Raises:
        ImportError: The same error, if it is about something else: that is a bug.
    """
    if not any(part in str(error) for part in (*_MISSING, *_DAMAGED)):
        raise error
    return DisplayError(f"Qt can’t be loaded: {error}.", _library_remedy(error))


def _library_remedy(error: ImportError | OSError) -> str:
    if any(part in str(error) for part in _DAMAGED):
        return "That file is damaged. Reinstall the program or system package that it is part of."
    return (
        f"Install the system libraries that Qt needs: sudo apt install {_PACKAGES}"
        if sys.platform.startswith("linux")
        else "Reinstall the program."
    )


def require_display() -> None:
    """Check that a window can be shown.

    Raises:
        DisplayError: There is no screen, or a library is missing.
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
        raise DisplayError("There is no screen to show a window on.", NO_SCREEN_HINT)
    if not _x_server_answers():
        raise DisplayError(
            f"The screen {os.environ['DISPLAY']} doesn’t answer.",
            f"Check DISPLAY and your access to that screen. {NO_SCREEN_HINT}",
        )
    _require_plugin("libqxcb.so")


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not name or not (folder or name.startswith("/")):
        return False
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(Path(folder, name)))
        except OSError:
            return False
    return True


def _require_plugin(name: str) -> None:
    """Load the plugin that Qt is going to load, because Qt aborts if it can't."""
    plugin = _bundled("plugins", "platforms", name)
    if plugin is None:  # a PySide6 of the system has it elsewhere, with its dependencies
        return
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise DisplayError(
            f"A library that Qt needs for a window can’t be loaded: {error}.",
            _library_remedy(error),
        ) from error


def _bundled(*parts: str) -> Path | None:
    """Return a file of the Qt that is bundled with PySide, without importing PySide."""
    package = PathFinder.find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        return None
    file = Path(package.submodule_search_locations[0], "Qt", *parts)
    return file if exists(file) else None


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # loading the plugin, which needs it, reports that it is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
