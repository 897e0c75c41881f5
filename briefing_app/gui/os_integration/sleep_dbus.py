"""Inhibits sleep and the screen saver through the D-Bus services of a desktop and of systemd."""

import itertools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusServiceWatcher,
    QDBusUnixFileDescriptor,
)
from shiboken6 import delete, isValid

from briefing_app.files.on_disk import exists

_PROGRAM_NAME: Final = "Briefing"  # as the desktop shows it
_ANSWER_TIMEOUT_MS: Final = 10_000  # a service may have to be started first
_NO_DESCRIPTOR: Final = -1

_Error = QDBusError.ErrorType
_NO_SUCH_PATH: Final = frozenset(
    {_Error.UnknownObject, _Error.UnknownMethod, _Error.UnknownInterface}
)
_REFUSED: Final = "the desktop’s screen saver service refused the request"
_SILENT: Final = "the desktop’s screen saver service doesn’t answer"
_FAILURES: Final = {
    _Error.NoReply: _SILENT,
    _Error.Timeout: _SILENT,
    _Error.TimedOut: _SILENT,
    _Error.ServiceUnknown: "this desktop has no screen saver service",
}
"""What errors mean; any other is a refusal."""

_Report = Callable[[str | None], None]
"""As `sleep.Report`."""


@dataclass(frozen=True, slots=True)
class _Service:
    """The name of a service on a bus, its object and the interface to call."""

    name: str
    path: str
    interface: str


_SCREEN_SAVERS: Final = (
    _Service(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
    ),
    # The path from before the specification; some desktops have only this one.
    _Service("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
)
_LOGIN: Final = _Service(
    "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
)


_LOGIN_FAILED: Final = ""  # only a fallback: why it failed doesn't help a user


class ScreenSaverService:
    """The screen saver service of a desktop, which inhibits sleep until the connection is closed.

    Args:
        timeout_ms: Milliseconds after which a service counts as silent.
    """

    inhibits_screen_saver: Final = True

    def __init__(self, timeout_ms: int = _ANSWER_TIMEOUT_MS) -> None:
        self._timeout_ms = timeout_ms
        self._bus: _Bus | None = None

    def inhibit(self, reason: str, report: _Report) -> None:
        """Call the service; its answer arrives through the event loop."""
        address = _session_address()
        # Without an address, libdbus would start a session bus.
        bus = self._bus = _Bus(address, self._timeout_ms) if address else None
        if bus is None or not bus.is_connected:
            report("there is no desktop session")
            return

        def ask(services: Sequence[_Service] = _SCREEN_SAVERS) -> None:
            def take_answer(call: QDBusPendingCallWatcher) -> None:
                error = call.error().type()
                if not call.isError():
                    report(None)
                elif error in _NO_SUCH_PATH and services[1:]:
                    ask(services[1:])
                else:
                    report(_FAILURES.get(error, _REFUSED))

            bus.call_inhibit(services[0], [_PROGRAM_NAME, reason], take_answer)

        def follow(is_running: bool) -> None:
            if is_running:
                ask()  # a restarted service has forgotten the call
            else:
                report("the desktop’s screen saver service has ended")

        bus.watch(_SCREEN_SAVERS[0], follow)
        ask()

    def release(self) -> None:
        """Close the connection."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()


class LoginService:
    """The login service of systemd. It inhibits sleep until a file descriptor is closed.

    Args:
        timeout_ms: Milliseconds after which the service counts as silent.
    """

    inhibits_screen_saver: Final = False  # hardly any desktop lets it

    def __init__(self, timeout_ms: int = _ANSWER_TIMEOUT_MS) -> None:
        self._timeout_ms = timeout_ms
        self._bus: _Bus | None = None
        self._descriptor = _NO_DESCRIPTOR

    def inhibit(self, reason: str, report: _Report) -> None:
        """Call the service; its answer arrives through the event loop."""
        self._bus = _Bus(_system_address(), self._timeout_ms)
        if not self._bus.is_connected:
            report(_LOGIN_FAILED)
            return

        def take_answer(call: QDBusPendingCallWatcher) -> None:
            if not call.isError():
                self._descriptor = _take_descriptor(call.reply())
            failed = self._descriptor == _NO_DESCRIPTOR
            report(_LOGIN_FAILED if failed else None)

        arguments = ["idle:sleep", _PROGRAM_NAME, reason, "block"]
        self._bus.call_inhibit(_LOGIN, arguments, take_answer)

    def release(self) -> None:
        """Close the connection and the file descriptor."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()
        if self._descriptor != _NO_DESCRIPTOR:
            os.close(self._descriptor)
            self._descriptor = _NO_DESCRIPTOR


class _Bus(QObject):
    """A separate connection to one bus.

    It isn't the connection that Qt shares. Services stop inhibiting when a connection is closed,
    and UnInhibit can't be called instead: PySide can't send unsigned 32-bit numbers.

    Args:
        address: The address of the bus.
        timeout_ms: Milliseconds after which a call counts as failed.
    """

    _numbers: Final = itertools.count()

    def __init__(self, address: str, timeout_ms: int) -> None:
        super().__init__()
        self._name = f"sleep-inhibitor-{next(self._numbers)}"
        self._timeout_ms = timeout_ms
        self._connection: QDBusConnection | None = QDBusConnection.connectToBus(address, self._name)
        self._watcher: QDBusServiceWatcher | None = None

    @property
    def is_connected(self) -> bool:
        """Whether there is a bus at the address."""
        return self._connection is not None and self._connection.isConnected()

    def call_inhibit(
        self,
        service: _Service,
        arguments: list[str],
        on_answer: Callable[[QDBusPendingCallWatcher], None],
    ) -> None:
        """Call the Inhibit method of a service.

        Args:
            service: The service to call.
            arguments: The method's arguments.
            on_answer: Called with the finished call, unless the connection is closed before.
        """
        if self._connection is None:
            return
        message = QDBusMessage.createMethodCall(
            service.name, service.path, service.interface, "Inhibit"
        )
        message.setArguments(arguments)
        call = QDBusPendingCallWatcher(self._connection.asyncCall(message, self._timeout_ms), self)

        def finish() -> None:
            if self._connection is not None:
                on_answer(call)
                call.deleteLater()

        call.finished.connect(finish)

    def watch(self, service: _Service, on_change: Callable[[bool], None]) -> None:
        """Call a function when a service has started (True) or ended (False)."""
        if self._connection is None:
            return

        def take_owner(_name: str, _old: str, new: str) -> None:
            if self._connection is not None:
                on_change(bool(new))

        self._watcher = QDBusServiceWatcher(service.name, self._connection, parent=self)
        # Queued: what follows may close this, and with it the watcher.
        self._watcher.serviceOwnerChanged.connect(take_owner, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Close the connection and drop calls that are not answered yet."""
        self._connection = None  # the connection stays open while anything refers to it
        if isValid(self):  # not if the program ends during a slideshow
            if self._watcher is not None:
                # Before the connection: the thread in which Qt takes that apart would wait for
                # Python, because of the watcher, with a lock that this thread may wait for.
                delete(self._watcher)
                self._watcher = None
            self.deleteLater()  # one of our calls may have called this
        QDBusConnection.disconnectFromBus(self._name)


def _take_descriptor(reply: QDBusMessage) -> int:
    """Return the file descriptor in a reply, which the caller must close, or -1 if it has none."""
    for value in reply.arguments():
        if isinstance(value, QDBusUnixFileDescriptor) and value.isValid():
            return value.takeFileDescriptor()
    return _NO_DESCRIPTOR


def _session_address() -> str:
    """Return the address of the session's bus, or an empty text if there is none."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = f"unix:path={folder}/bus" if folder and exists(Path(folder, "bus")) else ""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual


def _system_address() -> str:
    """Return the address of the system's bus; on some systems /var/run is no link to /run."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or ";".join(
        f"unix:path={folder}/dbus/system_bus_socket" for folder in ("/run", "/var/run")
    )
