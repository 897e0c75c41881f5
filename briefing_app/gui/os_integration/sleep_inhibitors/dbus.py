"""A D-Bus connection that asks services to inhibit something, and stops when it is closed."""

import itertools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher, QDBusServiceWatcher

PROGRAM_NAME: Final = "Briefing"  # as the desktop shows it
ANSWER_TIMEOUT_MS: Final = 10_000  # a service may have to be started first
_PLATFORMS: Final = ("linux", "freebsd", "openbsd", "netbsd")

OnAnswer = Callable[["QDBusPendingCallWatcher"], None]


@dataclass(frozen=True, slots=True)
class Service:
    """The name of a service on a bus, its object and the interface to call."""

    name: str
    path: str
    interface: str


def has_dbus() -> bool:
    """Return whether desktops of this system use D-Bus."""
    return sys.platform.startswith(_PLATFORMS)


class Bus(QObject):
    """A separate connection to one bus.

    It isn't the connection that Qt shares. Services stop inhibiting when a connection is closed,
    and UnInhibit can't be called instead: PySide can't send unsigned 32-bit numbers.

    Args:
        system: Whether to connect to the system's bus instead of the session's.

    Raises:
        ImportError: QtDBus is not installed.
    """

    owner_changed = Signal(bool)
    """Emitted when the watched service has started (True) or ended (False)."""

    _numbers: Final = itertools.count()

    def __init__(self, *, system: bool) -> None:
        super().__init__()
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415, only needed in a slideshow

        self._name = f"sleep-inhibitor-{next(self._numbers)}"
        self._connection: QDBusConnection | None = None
        self._watcher: QDBusServiceWatcher | None = None
        self._pending: list[QDBusPendingCallWatcher] = []
        # Without an address, libdbus would start a session bus if there is none.
        address = _system_address() if system else _session_address()
        if address:
            self._connection = QDBusConnection.connectToBus(address, self._name)

    @property
    def is_connected(self) -> bool:
        """Whether there is a bus at the address."""
        return self._connection is not None and self._connection.isConnected()

    def call_inhibit(
        self, service: Service, arguments: list[Any], timeout_ms: int, on_answer: OnAnswer
    ) -> None:
        """Call the Inhibit method of a service.

        Args:
            service: The service to call.
            arguments: The method's arguments.
            timeout_ms: Milliseconds after which the call counts as failed.
            on_answer: Called with the finished call, unless the connection is closed before.
        """
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher  # noqa: PLC0415

        if self._connection is None:
            return
        message = QDBusMessage.createMethodCall(
            service.name, service.path, service.interface, "Inhibit"
        )
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._connection.asyncCall(message, timeout_ms), self)

        def finish() -> None:
            if watcher in self._pending:
                self._pending.remove(watcher)
                on_answer(watcher)
                watcher.deleteLater()

        self._pending.append(watcher)
        watcher.finished.connect(finish)

    def watch(self, name: str) -> None:
        """Emit `owner_changed` from now on when a service starts or ends."""
        from PySide6.QtDBus import QDBusServiceWatcher  # noqa: PLC0415

        if self._connection is not None:
            self._watcher = QDBusServiceWatcher(name, self._connection, parent=self)
            self._watcher.serviceOwnerChanged.connect(self._emit_owner)

    def close(self) -> None:
        """Close the connection and drop calls that are not answered yet."""
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        self._pending.clear()
        if self._connection is not None:
            self._connection = None  # the connection stays open while anything refers to it
            if self._watcher is not None:
                self._watcher.setConnection(QDBusConnection(""))
            QDBusConnection.disconnectFromBus(self._name)
        self.deleteLater()  # one of our signals may have called this

    def _emit_owner(self, _name: str, _old: str, new: str) -> None:
        if self._connection is not None:
            self.owner_changed.emit(bool(new))


def _session_address() -> str:
    """Return the address of the session's bus, or an empty text if there is none."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = f"unix:path={folder}/bus" if folder and Path(folder, "bus").exists() else ""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual


def _system_address() -> str:
    """Return the address of the system's bus; on some systems /var/run is no link to /run."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or ";".join(
        f"unix:path={folder}/dbus/system_bus_socket" for folder in ("/run", "/var/run")
    )
