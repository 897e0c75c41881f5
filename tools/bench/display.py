"""A virtual screen: an Xvfb server with its pixels, windows and keyboard.

Xvfb keeps its framebuffer in a file, which is memory-mapped here: pixels can be read as soon as
they are drawn, without any cost to the program. Keys are sent through the XTEST extension, so the
program receives them as from a keyboard. There is no window manager: the focus is set explicitly.
"""

import ctypes
import mmap
import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from tools.bench.errors import MissingPartError
from tools.bench.pixels import BYTES_PER_PIXEL, Area, Frame

PACKAGES: Final = "xvfb libx11-6 libxtst6"

_SIZE: Final = (1920, 1080)  # pixels
_MIN_WINDOW_SIZE: Final = (400, 300)  # pixels; Qt also has small helper windows
_ROW_STEP: Final = 3  # only every third row is compared: legible text is taller

_VIEWABLE: Final = 2  # XWindowAttributes.map_state
_REVERT_TO_PARENT: Final = 2
_CURRENT_TIME: Final = 0


class Window(NamedTuple):
    """A visible window and its area."""

    id: int
    area: Area


class FrameBuffer:
    """The screen's pixels, memory-mapped from the server's file in XWD format."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self._map[:100])
        header_size, bits_per_pixel, colours = header[0], header[11], header[19]
        if bits_per_pixel != BYTES_PER_PIXEL * 8:
            raise MissingPartError(f"This Xvfb has {bits_per_pixel} bits per pixel, not 32.")
        self._bytes_per_row: int = header[12]
        self._start: int = header_size + 12 * colours
        self._view = memoryview(self._map)

    def close(self) -> None:
        """Close the file."""
        self._view.release()
        self._map.close()

    def digest(self, area: Area) -> int:
        """Return a checksum that changes if anything legible in the area changes."""
        view, length = self._view, area.width * BYTES_PER_PIXEL
        start = self._offset(area)
        step = self._bytes_per_row * _ROW_STEP
        number = 1
        for offset in range(start, start + area.height * self._bytes_per_row, step):
            number = zlib.adler32(view[offset : offset + length], number)
        return number

    def grab(self, area: Area) -> Frame:
        """Return a copy of the area's pixels."""
        view, length = self._view, area.width * BYTES_PER_PIXEL
        start, step = self._offset(area), self._bytes_per_row
        end = start + area.height * step
        return Frame(area, b"".join(view[at : at + length] for at in range(start, end, step)))

    def _offset(self, area: Area) -> int:
        return self._start + area.top * self._bytes_per_row + area.left * BYTES_PER_PIXEL


class VirtualScreen:
    """A context manager that runs Xvfb during its block.

    Args:
        folder: Where the server creates its framebuffer file.
        size: Width and height in pixels.

    Raises:
        MissingPartError: Xvfb or one of its client libraries is not installed.
    """

    name: str
    pixels: FrameBuffer

    def __init__(self, folder: Path, size: tuple[int, int] = _SIZE) -> None:
        self._folder = folder
        self._size = size
        if shutil.which("Xvfb") is None:
            raise _missing("Xvfb")
        self._x11 = _X11()

    def __enter__(self) -> Self:
        width, height = self._size
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"),
                *("-fbdir", str(self._folder), "-nolisten", "tcp", "-noreset", "-nocursor", "-wr"),
            ],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        try:
            self.name = self._wait_for_display(reading)
            self.pixels = FrameBuffer(self._folder / "Xvfb_screen0")
            self._x11.open(self.name)
            self._x11.move_pointer(0, 0)  # away from windows, so that no widget is hovered
        except BaseException:
            self._end_server()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._x11.close()
        self.pixels.close()
        self._end_server()

    def window(self, place: Area | None = None) -> Window | None:
        """Return the largest window on the screen, ignoring helper windows.

        Args:
            place: Consider only a window with exactly this area.
        """
        shown = [
            window
            for window in self._x11.windows()
            if window.area.width >= _MIN_WINDOW_SIZE[0]
            and window.area.height >= _MIN_WINDOW_SIZE[1]
            if place is None or window.area == place
        ]
        return max(shown, key=lambda window: window.area.width * window.area.height, default=None)

    def focus(self, window: Window) -> None:
        """Give a window the keyboard focus."""
        self._x11.focus(window)

    def press(self, *keys: str) -> None:
        """Press keys in their order, hold them, and release them in reverse order.

        Args:
            keys: Their X keysym names: ``Down``, ``a``, ``Control_L``.
        """
        self._x11.press(keys)

    @staticmethod
    def _wait_for_display(reading: int) -> str:
        """Return the display name after the server has written its number to the pipe."""
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise MissingPartError("Xvfb did not start. Run Xvfb :99 to see why.")
        return f":{number}"

    def _end_server(self) -> None:
        self._server.terminate()
        self._server.wait()


class _XWindowAttributes(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("c_class", "bit_gravity", "win_gravity", "backing")),
        *((name, ctypes.c_ulong) for name in ("planes", "pixel")),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("map_installed", "map_state")),
        *((name, ctypes.c_long) for name in ("all_events", "your_events", "no_propagate")),
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    )


_ErrorHandler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def _missing(what: str) -> MissingPartError:
    return MissingPartError(f"{what} is missing (Debian: {PACKAGES})")


def _library(name: str) -> Any:
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise _missing(name) from error


class _X11:
    """The required functions of libX11 and libXtst."""

    def __init__(self) -> None:
        x, xtst = _library("libX11.so.6"), _library("libXtst.so.6")
        display, window, integer = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int
        x.XOpenDisplay.restype = display
        x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        x.XDefaultRootWindow.restype = window
        x.XDefaultRootWindow.argtypes = [display]
        x.XQueryTree.argtypes = [display, window, *([ctypes.c_void_p] * 4)]
        x.XGetWindowAttributes.argtypes = [display, window, ctypes.c_void_p]
        x.XFree.argtypes = [ctypes.c_void_p]
        x.XSetInputFocus.argtypes = [display, window, integer, ctypes.c_ulong]
        x.XStringToKeysym.restype = ctypes.c_ulong
        x.XStringToKeysym.argtypes = [ctypes.c_char_p]
        x.XKeysymToKeycode.restype = ctypes.c_ubyte
        x.XKeysymToKeycode.argtypes = [display, ctypes.c_ulong]
        x.XSync.argtypes = [display, integer]
        x.XFlush.argtypes = [display]
        x.XCloseDisplay.argtypes = [display]
        xtst.XTestFakeKeyEvent.argtypes = [display, ctypes.c_uint, integer, ctypes.c_ulong]
        xtst.XTestFakeMotionEvent.argtypes = [display, *([integer] * 3), ctypes.c_ulong]
        # A window may close between two calls; by default, libX11 would then end the process.
        self._ignore = _ErrorHandler(lambda _display, _error: 0)
        x.XSetErrorHandler(self._ignore)
        self._x, self._xtst = x, xtst
        self._display: int | None = None
        self._root = 0

    def open(self, name: str) -> None:
        self._display = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise MissingPartError(f"Xvfb was started, but {name} does not respond.")
        self._root = self._x.XDefaultRootWindow(self._display)

    def close(self) -> None:
        if self._display:
            self._x.XCloseDisplay(self._display)
            self._display = None

    def windows(self) -> list[Window]:
        """Return the visible top-level windows; without a window manager, these are all windows."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        answer = [ctypes.byref(each) for each in (root, parent, children, count)]
        if not self._x.XQueryTree(self._display, self._root, *answer):
            return []
        ids = [children[index] for index in range(count.value)]
        self._x.XFree(children)
        windows = []
        for window in ids:
            attributes = _XWindowAttributes()
            is_known = self._x.XGetWindowAttributes(self._display, window, ctypes.byref(attributes))
            if is_known and attributes.map_state == _VIEWABLE:
                windows.append(
                    Window(
                        window,
                        Area(attributes.x, attributes.y, attributes.width, attributes.height),
                    )
                )
        return windows

    def focus(self, window: Window) -> None:
        self._x.XSetInputFocus(self._display, window.id, _REVERT_TO_PARENT, _CURRENT_TIME)
        self._x.XSync(self._display, 0)

    def move_pointer(self, x: int, y: int) -> None:
        self._xtst.XTestFakeMotionEvent(self._display, -1, x, y, _CURRENT_TIME)
        self._x.XSync(self._display, 0)

    def press(self, keys: tuple[str, ...]) -> None:
        codes = [
            self._x.XKeysymToKeycode(self._display, self._x.XStringToKeysym(key.encode()))
            for key in keys
        ]
        for code in codes:
            self._xtst.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._xtst.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XFlush(self._display)
