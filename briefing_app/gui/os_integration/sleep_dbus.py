"""Inhibits sleep and the screen saver through the D-Bus service of a desktop."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusPendingCallWatcher,
)

from briefing_app.files.on_disk import exists

_PROGRAM_NAME: Final = "Briefing"  # as the desktop shows it
_CONNECTION_NAME: Final = "sleep-inhibitor"
_SERVICE: Final = "org.freedesktop.ScreenSaver"
_PATH: Final = "/org/freedesktop/ScreenSaver"
_ANSWER_TIMEOUT_MS: Final = 10_000  # the service may have to be started first

_Error = QDBusError.ErrorType
_SILENT: Final = "the desktop’s screen saver service doesn’t answer"
_REFUSED: Final = "the desktop’s screen saver service refused the request"
_FAILURES: Final = {
    _Error.NoReply: _SILENT,
    _Error.Timeout: _SILENT,
    _Error.TimedOut: _SILENT,
    _Error.ServiceUnknown: "this desktop has no screen saver service",
}
"""What errors mean; any other is a refusal."""


class ScreenSaverService(QObject):
    """The screen saver service of a desktop, which inhibits sleep, too, until `release`.

    It is called through a connection of its own, since it stops inhibiting when that is closed,
    also if it has not answered yet. UnInhibit can't be called instead: PySide can't send unsigned
    32-bit numbers.
    """

    answered = Signal(str)
    """Emitted with why it did not agree, as part of a sentence; empty if it did."""

    def inhibit(self, reason: str) -> None:
        """Call the service. It answers through the event loop; a missing bus is reported at once.

        Args:
            reason: What the desktop shows to users who look up why sleep is inhibited.
        """
        connection = QDBusConnection.connectToBus(_session_address(), _CONNECTION_NAME)
        if not connection.isConnected():
            self.answered.emit("there is no desktop session")
            return
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
        message.setArguments([_PROGRAM_NAME, reason])
        call = QDBusPendingCallWatcher(connection.asyncCall(message, _ANSWER_TIMEOUT_MS), self)
        call.finished.connect(self._take_answer)

    def release(self) -> None:
        """Close the connection, and delete this object."""
        QDBusConnection.disconnectFromBus(_CONNECTION_NAME)
        self.deleteLater()

    def _take_answer(self, call: QDBusPendingCallWatcher) -> None:
        failure = _FAILURES.get(call.error().type(), _REFUSED) if call.isError() else ""
        self.answered.emit(failure)


def _session_address() -> str:
    """Return the address of the session's bus; empty if there is none.

    Without one, libdbus would start a bus.
    """
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = f"unix:path={folder}/bus" if folder and exists(Path(folder, "bus")) else ""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or usual
