"""Holds off sleep and the screen saver for as long as something is presented.

What is held belongs to the process: a connection to the message bus or the X server, a file
descriptor, the state of a thread or a child that watches its parent. So the system releases it even
where the program was killed. Nothing here raises, and nothing waits for a service to answer; only a
message bus itself and the X server are waited for while they greet a new connection, which takes
them a millisecond or two.
"""

import ctypes
import itertools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QProcess, Signal

from briefing_app.gui.os_integration.x11_screensaver import X11Saver

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher, QDBusServiceWatcher

Told = Callable[[str], None]
"""Told "" once the system has agreed; where it doesn’t, a sentence that says so and why."""

_PROGRAM: Final = "Briefing"  # as the desktop names it to the user
_ANSWER_WITHIN: Final = 10_000  # milliseconds; a service may have to be started first


class Mechanism(Protocol):
    """One system’s way to hold off sleep and the screen saver."""

    def start(self, reason: str, told: Told) -> None:
        """Ask the system, and tell what it says: at once, later, and again where that changes."""

    def stop(self) -> None:
        """Release what is held and tell nothing more; harmless where nothing was started."""


class SleepInhibitor(QObject):
    """Holds off sleep and the screen saver between `hold` and `release`.

    Args:
        parent: Its owner.
        mechanism: How; by default the way of the system that this runs on.
    """

    changed = Signal()
    """`held` or `trouble` is another one now."""

    def __init__(self, parent: QObject | None = None, mechanism: Mechanism | None = None) -> None:
        super().__init__(parent)
        self._mechanism = mechanism_of(sys.platform) if mechanism is None else mechanism
        self._wanted = False
        self._held = False
        self._trouble = ""
        self.destroyed.connect(self._mechanism.stop)

    @property
    def held(self) -> bool:
        """Whether the system has agreed to hold them off."""
        return self._held

    @property
    def trouble(self) -> str:
        """A sentence for the user where it could not be done, or empty."""
        return self._trouble

    def hold(self, reason: str) -> None:
        """Ask the system to hold them off; does nothing where it was asked already.

        Args:
            reason: What a desktop tells a user who looks for why it stays awake.
        """
        if self._wanted:
            return
        self._wanted = True
        self._mechanism.start(reason, self._be_told)

    def release(self) -> None:
        """Let the system sleep again; harmless where nothing is held."""
        if not self._wanted:
            return
        self._wanted = False
        self._mechanism.stop()
        self._become(held=False, trouble="")

    def _be_told(self, trouble: str) -> None:
        self._become(held=not trouble, trouble=trouble)

    def _become(self, *, held: bool, trouble: str) -> None:
        if (held, trouble) != (self._held, self._trouble):
            self._held, self._trouble = held, trouble
            self.changed.emit()


def not_held(why: str) -> str:
    """What is told where nothing is held off, from why, the end of a sentence."""
    return f"The screen saver can’t be held off here: {why}."


def mechanism_of(platform: str) -> Mechanism:
    """The way of a system.

    Args:
        platform: Its name as in `sys.platform`.
    """
    if platform == "win32":
        return ThreadState()
    if platform == "darwin":
        return Caffeinate()
    if platform.startswith(("linux", "freebsd", "openbsd", "netbsd")):
        return DesktopServices()
    return _NoWay()


class DesktopServices:
    """The desktop’s services on the message buses, as Linux has them, and the X server.

    The screen saver is asked, and the power manager, which on some desktops sees to sleep alone.
    Where the screen saver’s service is absent, refuses or doesn’t answer, the login service is
    asked instead, which knows of sleep on desktops of all sorts, but hardly of the screen saver.
    Where there is no such service, that is the X server’s own, which is held off in any case. All
    end what they hold with the connection that asked, the login service with a file descriptor.

    Args:
        answer_within: Milliseconds after which a service is taken not to answer.
        x11: Holds off the X server’s own screen saver.
    """

    def __init__(self, answer_within: int = _ANSWER_WITHIN, x11: X11Saver | None = None) -> None:
        self._answer_within = answer_within
        self._x11 = X11Saver() if x11 is None else x11
        self._asking: _Asking | None = None

    def start(self, reason: str, told: Told) -> None:
        """Ask the services; their answers come through the event loop."""
        self._x11.hold()
        try:
            self._asking = _Asking(reason, told, self._answer_within, self._x11)
        except ImportError:  # installed without it, or without a library that it needs
            told(not_held("Qt’s part for the message bus is missing"))
            return
        self._asking.ask_all()

    def stop(self) -> None:
        """Close the connections, and with them what they hold."""
        self._x11.release()
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.close()


class ThreadState:
    """What Windows knows of the calling thread; it forgets it when the thread ends.

    Args:
        set_state: Windows’ SetThreadExecutionState, which answers 0 where it fails.
    """

    _CONTINUOUS: Final = 0x80000000
    _SYSTEM_REQUIRED: Final = 0x00000001
    _DISPLAY_REQUIRED: Final = 0x00000002

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set_state = set_state

    def start(self, reason: str, told: Told) -> None:  # noqa: ARG002, Windows asks for none
        """Tell Windows, which agrees at once or not at all."""
        agreed = self._set(self._CONTINUOUS | self._SYSTEM_REQUIRED | self._DISPLAY_REQUIRED)
        told("" if agreed else not_held("Windows refuses it"))

    def stop(self) -> None:
        """Tell Windows that nothing is required of it any more."""
        self._set(self._CONTINUOUS)

    def _set(self, state: int) -> bool:
        if self._set_state is None:
            try:
                self._set_state = _windows_function()
            except (AttributeError, OSError):
                return False
        return self._set_state(state) != 0


class Caffeinate:
    """A child that macOS brings along for this; it ends when we do, however we end.

    Args:
        command: The program and its first arguments.
    """

    def __init__(self, *command: str) -> None:
        self._command = command or ("/usr/bin/caffeinate",)
        self._process: QProcess | None = None

    def start(self, reason: str, told: Told) -> None:  # noqa: ARG002, macOS asks for none
        """Start the child: against the display’s sleep (-d) and the system’s (-i)."""
        program, *arguments = self._command
        process = QProcess()
        process.setProgram(program)
        process.setArguments([*arguments, "-d", "-i", "-w", str(os.getpid())])
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.started.connect(lambda: told(""))
        process.errorOccurred.connect(lambda _: told(not_held("caffeinate can’t be run")))
        process.finished.connect(lambda _: told(not_held("caffeinate has ended")))
        self._process = process
        process.start()

    def stop(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)  # noqa: FBT003, Qt's own
            process.kill()
            process.waitForFinished(1000)  # killed, it takes a moment at most
            process.deleteLater()  # this may have been called by one of its signals


class _NoWay:
    """For systems of which we know no way."""

    def start(self, reason: str, told: Told) -> None:  # noqa: ARG002, nobody is asked
        """Say so."""
        told(not_held("this system has no known way to do it"))

    def stop(self) -> None:
        """Nothing is held."""


def _windows_function() -> Callable[[int], int]:
    """SetThreadExecutionState.

    Raises:
        AttributeError: This is not Windows, or one that lacks it.
        OSError: Its library can't be loaded.
    """
    function = getattr(ctypes, "WinDLL")("kernel32").SetThreadExecutionState  # noqa: B009
    function.argtypes = [ctypes.c_uint32]
    function.restype = ctypes.c_uint32
    found: Callable[[int], int] = function
    return found


@dataclass(frozen=True, slots=True)
class _Service:
    """A service’s name on a bus, its object and the interface that is asked."""

    name: str
    path: str
    interface: str


_SCREEN_SAVERS: Final = (
    _Service(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
    ),
    # As it was called before it was written down; some have this one alone.
    _Service("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
)
_POWER_MANAGER: Final = _Service(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
)
_LOGIN: Final = _Service(
    "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
)
_Answered = Callable[["QDBusPendingCallWatcher"], None]


class _Bus(QObject):
    """A connection of our own to one bus.

    Not the connection that Qt shares: what was asked over it lasts until it is closed, and
    UnInhibit can't be called instead, since PySide has no unsigned number of 32 bits to send.

    Raises:
        ImportError: There is no QtDBus.
    """

    owner_changed = Signal(bool)
    """The watched service is there now, or isn’t any more."""

    _numbers: Final = itertools.count()

    def __init__(self, *, system: bool) -> None:
        super().__init__()
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415, start-up does without it

        self._name = f"keep-awake-{next(self._numbers)}"
        self._connection: QDBusConnection | None = None
        self._watcher: QDBusServiceWatcher | None = None
        self._pending: list[QDBusPendingCallWatcher] = []
        # Left to find the session’s bus by itself, the library would start one where there is none.
        address = _system_address() if system else _session_address()
        if address:
            self._connection = QDBusConnection.connectToBus(address, self._name)

    @property
    def connected(self) -> bool:
        """Whether there is a bus at all."""
        return self._connection is not None and self._connection.isConnected()

    def ask(
        self, service: _Service, arguments: list[Any], within: int, answered: _Answered
    ) -> None:
        """Call a service’s Inhibit.

        Args:
            service: Which.
            arguments: What to tell it.
            within: Milliseconds in which to answer; after that, it counts as an error.
            answered: Given the finished call, unless the connection is closed before.
        """
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher  # noqa: PLC0415

        if self._connection is None:
            return
        message = QDBusMessage.createMethodCall(
            service.name, service.path, service.interface, "Inhibit"
        )
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._connection.asyncCall(message, within), self)

        def finish() -> None:
            if watcher in self._pending:
                self._pending.remove(watcher)
                answered(watcher)
                watcher.deleteLater()

        self._pending.append(watcher)
        watcher.finished.connect(finish)

    def watch(self, name: str) -> None:
        """From now on tell when a service comes or goes."""
        from PySide6.QtDBus import QDBusServiceWatcher  # noqa: PLC0415

        if self._connection is not None:
            self._watcher = QDBusServiceWatcher(name, self._connection, parent=self)
            self._watcher.serviceOwnerChanged.connect(self._tell_owner)

    def close(self) -> None:
        """Close the connection and forget what is still to be answered."""
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        self._pending.clear()
        if self._connection is not None:
            self._connection = None  # it stays open for as long as anybody has it
            if self._watcher is not None:
                self._watcher.setConnection(QDBusConnection(""))
            QDBusConnection.disconnectFromBus(self._name)
        self.deleteLater()  # this may have been called by one of our signals

    def _tell_owner(self, _name: str, _old: str, new: str) -> None:
        if self._connection is not None:
            self.owner_changed.emit(bool(new))


class _Asking:
    """What is asked of the desktop’s services, from one hold to its release.

    Raises:
        ImportError: There is no QtDBus.
    """

    def __init__(self, reason: str, told: Told, answer_within: int, x11: X11Saver) -> None:
        self._reason = reason
        self._told = told
        self._answer_within = answer_within
        self._x11 = x11
        self._x11_alone = False
        self._session = _Bus(system=False)
        self._system: _Bus | None = None
        self._saver_asked = False
        self._saver_holds = False
        self._login_asked = False
        self._login_holds = -1  # a file descriptor
        self._why = ""

    def ask_all(self) -> None:
        """Ask for the first time."""
        if not self._session.connected:
            self._ask_login("there is no desktop session to ask")
            return
        self._session.owner_changed.connect(self._saver_came_or_went)
        self._session.watch(_SCREEN_SAVERS[0].name)
        self._ask_saver()
        about = [_PROGRAM, self._reason]
        self._session.ask(_POWER_MANAGER, about, self._answer_within, lambda _: None)

    def close(self) -> None:
        """Release all of it."""
        self._session.close()
        if self._system is not None:
            self._system.close()
        if self._login_holds >= 0:
            os.close(self._login_holds)
            self._login_holds = -1

    def _ask_saver(self, which: int = 0) -> None:
        from PySide6.QtDBus import QDBusError  # noqa: PLC0415

        def answered(call: "QDBusPendingCallWatcher") -> None:
            self._saver_asked = False
            self._saver_holds = not call.isError()
            if self._saver_holds:
                self._told("")
                return
            error = call.error().type()
            kinds = QDBusError.ErrorType
            elsewhere = {kinds.UnknownObject, kinds.UnknownMethod, kinds.UnknownInterface}
            if error in elsewhere and which + 1 < len(_SCREEN_SAVERS):
                self._ask_saver(which + 1)
            elif error in {kinds.NoReply, kinds.Timeout, kinds.TimedOut}:
                self._ask_login("the desktop’s screen saver doesn’t answer", alone=False)
            elif error == kinds.ServiceUnknown:
                self._ask_login("this desktop has no service for it")
            else:
                self._ask_login("the desktop’s screen saver refuses it", alone=False)

        self._saver_asked = True
        about = [_PROGRAM, self._reason]
        self._session.ask(_SCREEN_SAVERS[which], about, self._answer_within, answered)

    def _saver_came_or_went(self, here: bool) -> None:  # noqa: FBT001, as signalled
        if self._saver_asked:
            return  # asking may have started it; and if it goes, that call fails
        self._saver_holds = False
        if here:
            self._ask_saver()
        else:
            self._ask_login("the desktop’s screen saver has ended")

    def _ask_login(self, why: str, *, alone: bool = True) -> None:
        """Fall back to the login service, and for the screen saver to the X server.

        Args:
            why: What is told where the screen saver isn’t held off.
            alone: Whether the X server alone blanks the screen: there is no service that may, too.
        """
        self._why, self._x11_alone = why, alone
        if self._login_asked:
            return
        if self._login_holds >= 0:
            self._tell()
            return
        if self._system is None:
            self._system = _Bus(system=True)
        if not self._system.connected:
            self._tell()
            return
        self._login_asked = True
        about = ["idle:sleep", _PROGRAM, self._reason, "block"]
        self._system.ask(_LOGIN, about, self._answer_within, self._login_answered)

    def _login_answered(self, call: "QDBusPendingCallWatcher") -> None:
        self._login_asked = False
        self._login_holds = -1 if call.isError() else _descriptor_in(call.reply())
        if not self._saver_holds:  # it may have come back by now
            self._tell()

    def _tell(self) -> None:
        """Say what is held off without the screen saver’s service."""
        sleep, why = self._login_holds >= 0, self._why
        if self._x11_alone and self._x11.held:
            only = f"Only the screen saver is held off here, and not sleep: {why}."
            self._told("" if sleep else only)
            return
        if self._x11_alone and self._x11.why:
            why = f"{why}, and {self._x11.why}"
        only = f"Only sleep is held off here, and not the screen saver: {why}."
        self._told(only if sleep else not_held(why))


def _session_address() -> str:
    """Where the bus of the user’s session is, or empty."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = f"unix:path={folder}/bus" if folder and Path(folder, "bus").exists() else ""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual


def _system_address() -> str:
    """Where the system’s bus is; the second place is for systems that don’t link the two."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or ";".join(
        f"unix:path={folder}/dbus/system_bus_socket" for folder in ("/run", "/var/run")
    )


def _descriptor_in(reply: "QDBusMessage") -> int:
    """The file descriptor that was sent, from now on ours to close; -1 for none."""
    from PySide6.QtDBus import QDBusUnixFileDescriptor  # noqa: PLC0415

    for value in reply.arguments():
        if isinstance(value, QDBusUnixFileDescriptor) and value.isValid():
            return value.takeFileDescriptor()
    return -1
