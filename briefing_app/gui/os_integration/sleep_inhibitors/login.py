"""Inhibits sleep through the login service, which desktops of all kinds respect."""

import os
from typing import TYPE_CHECKING, Final

from briefing_app.gui.os_integration.sleep_inhibitors.dbus import (
    ANSWER_TIMEOUT_MS,
    PROGRAM_NAME,
    Bus,
    Service,
    has_dbus,
)
from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import Failure, Report, Target

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

_LOGIN: Final = Service(
    "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
)
_NO_DESCRIPTOR: Final = -1


class LoginService:
    """The login service of systemd. It inhibits sleep until a file descriptor is closed.

    Args:
        timeout_ms: Milliseconds after which the service counts as silent.
    """

    inhibits: Final = Target.SLEEP  # hardly any desktop lets it inhibit the screen saver

    def __init__(self, timeout_ms: int = ANSWER_TIMEOUT_MS) -> None:
        self._timeout_ms = timeout_ms
        self._bus: Bus | None = None
        self._descriptor = _NO_DESCRIPTOR

    def is_available(self) -> bool:
        """Return whether desktops of this system use D-Bus."""
        return has_dbus()

    def inhibit(self, reason: str, report: Report) -> None:
        """Call the service; its answer arrives through the event loop."""
        try:
            self._bus = self._bus or Bus(system=True)
        except ImportError:
            report(Failure.QT_DBUS_MISSING)
            return
        if not self._bus.is_connected:
            report(Failure.LOGIN_SERVICE_FAILED)
            return

        def take_answer(call: "QDBusPendingCallWatcher") -> None:
            if not call.isError():
                self._descriptor = _take_descriptor(call.reply())
            failed = self._descriptor == _NO_DESCRIPTOR
            report(Failure.LOGIN_SERVICE_FAILED if failed else None)

        arguments = ["idle:sleep", PROGRAM_NAME, reason, "block"]
        self._bus.call_inhibit(_LOGIN, arguments, self._timeout_ms, take_answer)

    def release(self) -> None:
        """Close the connection and the file descriptor."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()
        if self._descriptor != _NO_DESCRIPTOR:
            os.close(self._descriptor)
            self._descriptor = _NO_DESCRIPTOR


def _take_descriptor(reply: "QDBusMessage") -> int:
    """Return the file descriptor in a reply, which the caller must close, or -1 if it has none."""
    from PySide6.QtDBus import QDBusUnixFileDescriptor  # noqa: PLC0415

    for value in reply.arguments():
        if isinstance(value, QDBusUnixFileDescriptor) and value.isValid():
            return value.takeFileDescriptor()
    return _NO_DESCRIPTOR
