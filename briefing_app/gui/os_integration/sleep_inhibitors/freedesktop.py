"""Inhibits sleep and the screen saver through the D-Bus services of a desktop session."""

from typing import TYPE_CHECKING, Final

from briefing_app.gui.os_integration.sleep_inhibitors.dbus import (
    ANSWER_TIMEOUT_MS,
    PROGRAM_NAME,
    Bus,
    Service,
    has_dbus,
)
from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import EVERYTHING, Failure, Report

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

_SCREEN_SAVERS: Final = (
    Service(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
    ),
    # The path from before the specification; some desktops have only this one.
    Service("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
)
_POWER_MANAGER: Final = Service(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
)


class ScreenSaverService:
    """The screen saver service of a desktop.

    The power manager is asked as well: on some desktops only it controls sleep. Both release what
    they inhibit when the connection is closed.

    Args:
        timeout_ms: Milliseconds after which a service counts as silent.
    """

    inhibits: Final = EVERYTHING

    def __init__(self, timeout_ms: int = ANSWER_TIMEOUT_MS) -> None:
        self._timeout_ms = timeout_ms
        self._bus: Bus | None = None
        self._reason = ""
        self._report: Report = lambda _: None
        self._is_waiting = False

    def is_available(self) -> bool:
        """Return whether desktops of this system use D-Bus."""
        return has_dbus()

    def inhibit(self, reason: str, report: Report) -> None:
        """Call both services; their answers arrive through the event loop."""
        self._reason, self._report = reason, report
        try:
            bus = self._bus = Bus(system=False)
        except ImportError:
            report(Failure.QT_DBUS_MISSING)
            return
        if not bus.is_connected:
            report(Failure.NO_DESKTOP_SESSION)
            return
        bus.owner_changed.connect(self._follow_service)
        bus.watch(_SCREEN_SAVERS[0].name)
        self._call_screen_saver()
        bus.call_inhibit(_POWER_MANAGER, [PROGRAM_NAME, reason], self._timeout_ms, lambda _: None)

    def release(self) -> None:
        """Close the connection."""
        bus, self._bus = self._bus, None
        self._is_waiting = False
        if bus is not None:
            bus.close()

    def _call_screen_saver(self, path_index: int = 0) -> None:
        from PySide6.QtDBus import QDBusError  # noqa: PLC0415

        kinds = QDBusError.ErrorType
        no_such_path = {kinds.UnknownObject, kinds.UnknownMethod, kinds.UnknownInterface}
        silent = {kinds.NoReply, kinds.Timeout, kinds.TimedOut}

        def take_answer(call: "QDBusPendingCallWatcher") -> None:
            self._is_waiting = False
            if not call.isError():
                self._report(None)
                return
            error = call.error().type()
            if error in no_such_path and path_index + 1 < len(_SCREEN_SAVERS):
                self._call_screen_saver(path_index + 1)
            elif error in silent:
                self._report(Failure.SERVICE_SILENT)
            elif error == kinds.ServiceUnknown:
                self._report(Failure.SERVICE_MISSING)
            else:
                self._report(Failure.SERVICE_REFUSED)

        if self._bus is None:
            return
        self._is_waiting = True
        arguments = [PROGRAM_NAME, self._reason]
        self._bus.call_inhibit(_SCREEN_SAVERS[path_index], arguments, self._timeout_ms, take_answer)

    def _follow_service(self, is_running: bool) -> None:  # noqa: FBT001, a signal's argument
        """Ask the service again when it has started; report when it has ended."""
        if self._is_waiting:
            return  # the call may have started it, and fails if it ends
        if is_running:
            self._call_screen_saver()
        else:
            self._report(Failure.SERVICE_ENDED)
