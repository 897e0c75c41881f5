"""What a mechanism that inhibits sleep is, and those of Windows, macOS and the X server."""

import ctypes
import os
from collections.abc import Callable
from enum import Enum, Flag, auto
from typing import Final, Protocol

from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication

_CONTINUOUS: Final = 0x80000000
_SYSTEM_REQUIRED: Final = 0x00000001
_DISPLAY_REQUIRED: Final = 0x00000002
"""Execution states of Windows."""

_KILL_TIMEOUT_MS: Final = 1000

_LEAST_X11_VERSION: Final = (1, 1)
"""The version of the X extension that introduced XScreenSaverSuspend."""


class Target(Flag):
    """What a mechanism inhibits."""

    NONE = 0
    SLEEP = auto()
    SCREEN_SAVER = auto()


EVERYTHING: Final = Target.SLEEP | Target.SCREEN_SAVER


class Failure(Enum):
    """Why a mechanism inhibits nothing, as the warning says it."""

    WINDOWS_REFUSED = "Windows refused the request"
    CAFFEINATE_NOT_STARTED = "caffeinate could not be started"
    CAFFEINATE_ENDED = "caffeinate has ended"
    QT_DBUS_MISSING = "Qt D-Bus is not installed"
    NO_DESKTOP_SESSION = "there is no desktop session"
    SERVICE_MISSING = "this desktop has no screen saver service"
    SERVICE_ENDED = "the desktop’s screen saver service has ended"
    SERVICE_REFUSED = "the desktop’s screen saver service refused the request"
    SERVICE_SILENT = "the desktop’s screen saver service doesn’t answer"
    LOGIN_SERVICE_FAILED = ""  # only a fallback: why it failed doesn't help a user
    X11_LIBRARY_MISSING = "the library libXss is not installed"
    X11_CONNECTION_REFUSED = "the X server accepts no more connections"
    X11_UNSUPPORTED = "the X server doesn’t support it"


MAY_BLANK_THE_SCREEN: Final = frozenset(
    {Failure.SERVICE_REFUSED, Failure.SERVICE_SILENT, Failure.QT_DBUS_MISSING}
)
"""Failures after which a desktop's screen saver may still start, whatever else is inhibited."""

Report = Callable[[Failure | None], None]
"""Called with None when the system has agreed, otherwise with the reason why it did not."""


class Mechanism(Protocol):
    """One way to inhibit sleep or the screen saver.

    Nothing here raises or waits for a service to answer. What is inhibited belongs to this process,
    so that the system releases it even if the process is killed.
    """

    @property
    def inhibits(self) -> Target:
        """What the mechanism inhibits if it succeeds."""

    def inhibit(self, reason: str, report: Report) -> None:
        """Ask the system and report its answer: now, later, and again whenever it changes.

        Args:
            reason: What a desktop shows to users who look up why sleep is inhibited.
            report: Receives the answers until `release`.
        """

    def release(self) -> None:
        """Release what is inhibited and report nothing more. Does nothing if nothing is."""


class ThreadExecutionState:
    """The mechanism of Windows, which resets the state when the thread ends.

    Args:
        set_state: Replaces SetThreadExecutionState, which returns 0 if it fails, in tests.
    """

    inhibits: Final = EVERYTHING

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set_state = set_state

    def inhibit(self, reason: str, report: Report) -> None:
        """Ask Windows, which answers at once."""
        agreed = self._set(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED)
        report(None if agreed else Failure.WINDOWS_REFUSED)

    def release(self) -> None:
        """Require neither the system nor the display any longer."""
        self._set(_CONTINUOUS)

    def _set(self, state: int) -> bool:
        if self._set_state is None:
            try:
                self._set_state = _set_thread_execution_state()
            except (AttributeError, OSError):
                return False
        return self._set_state(state) != 0


class Caffeinate:
    """The mechanism of macOS: its program caffeinate, which ends when this process does.

    Args:
        command: Replaces the program and its first arguments in tests.
    """

    inhibits: Final = EVERYTHING

    def __init__(self, *command: str) -> None:
        self._command = command or ("/usr/bin/caffeinate",)
        self._process: QProcess | None = None

    def inhibit(self, reason: str, report: Report) -> None:
        """Start the program, which inhibits display sleep (-d) and idle sleep (-i)."""
        program, *arguments = self._command
        process = QProcess()
        process.setProgram(program)
        process.setArguments([*arguments, "-d", "-i", "-w", str(os.getpid())])
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.started.connect(lambda: report(None))
        process.errorOccurred.connect(lambda _: report(Failure.CAFFEINATE_NOT_STARTED))
        process.finished.connect(lambda _: report(Failure.CAFFEINATE_ENDED))
        self._process = process
        process.start()

    def release(self) -> None:
        """Kill the program."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_KILL_TIMEOUT_MS)
            process.deleteLater()  # one of its signals may have called this


class X11ScreenSaver:
    """The screen saver of the X server, which also switches monitors off.

    Without a desktop there is no service to ask, and the X server itself blanks the screen. It
    stops inhibiting when the connection is closed.
    """

    inhibits: Final = Target.SCREEN_SAVER

    def __init__(self) -> None:
        self._xlib: ctypes.CDLL | None = None
        self._connection: int | None = None

    def inhibit(self, reason: str, report: Report) -> None:
        """Ask the X server on a connection of its own. It answers within a millisecond."""
        report(self._suspend())

    def release(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if self._xlib is not None and connection is not None:
            self._xlib.XCloseDisplay(connection)

    def _suspend(self) -> Failure | None:
        try:
            xlib, extension = _x11_libraries()
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


class QtDBusMissing:
    """Reports that no D-Bus service can be asked: some distributions package Qt D-Bus apart."""

    inhibits: Final = EVERYTHING

    def inhibit(self, reason: str, report: Report) -> None:
        """Report the failure."""
        report(Failure.QT_DBUS_MISSING)

    def release(self) -> None:
        """Do nothing."""


def has_x_server() -> bool:
    """Return whether an X server shows the windows. On Wayland, one is a guest at most."""
    if "WAYLAND_DISPLAY" in os.environ:
        return False
    # Without a GUI application, platformName would return a guess.
    has_windows = isinstance(QGuiApplication.instance(), QGuiApplication)
    return has_windows and QGuiApplication.platformName() == "xcb"


def _set_thread_execution_state() -> Callable[[int], int]:
    """Return SetThreadExecutionState.

    Raises:
        AttributeError: This is not Windows, or its library lacks the function.
        OSError: The library can't be loaded.
    """
    function = getattr(ctypes, "WinDLL")("kernel32").SetThreadExecutionState  # noqa: B009
    function.argtypes = [ctypes.c_uint32]
    function.restype = ctypes.c_uint32
    found: Callable[[int], int] = function
    return found


def _x11_libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
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
        and (first.value, second.value) >= _LEAST_X11_VERSION
    )
