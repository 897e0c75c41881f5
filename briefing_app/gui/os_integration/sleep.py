"""Inhibits sleep and the screen saver during a slideshow."""

import ctypes
import logging
import sys
from typing import Final

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.os_integration import sleep_dbus

logger = logging.getLogger(__name__)

_CONTINUOUS: Final = 0x80000000
_SYSTEM_REQUIRED: Final = 0x00000001
_DISPLAY_REQUIRED: Final = 0x00000002
"""Execution states of Windows."""


class SleepInhibitor(QObject):
    """Inhibits sleep and the screen saver between `inhibit` and `release`.

    Nothing here raises, or waits for a service to answer. What is inhibited belongs to this
    process: the system releases it even if the process is killed.
    """

    changed = Signal()
    """Emitted when `warning` has changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_requested = False
        self._service: sleep_dbus.ScreenSaverService | None = None
        self._warning = ""

    @property
    def warning(self) -> str:
        """The warning to show if the system has not agreed; otherwise empty."""
        return self._warning

    def inhibit(self, reason: str) -> None:
        """Ask the system to inhibit them. Does nothing if that was requested already.

        Args:
            reason: What a desktop shows to users who look up why sleep is inhibited.
        """
        if self._is_requested:
            return
        self._is_requested = True
        if sys.platform == "win32":
            agreed = _set_execution_state(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED)
            self._take_answer("" if agreed else "Windows refused the request")
            return
        try:
            self._service = sleep_dbus.ScreenSaverService(self)
        except ImportError:  # some distributions package Qt D-Bus apart
            self._take_answer("there is no known way to prevent it on this system")
            return
        self._service.answered.connect(self._take_answer)
        self._service.inhibit(reason)

    def release(self) -> None:
        """Let the system sleep again. Does nothing if nothing is requested."""
        if not self._is_requested:
            return
        self._is_requested = False
        if sys.platform == "win32":
            _set_execution_state(_CONTINUOUS)
        if self._service is not None:
            self._service.answered.disconnect(self._take_answer)
            self._service.release()
            self._service = None
        self._set_warning("")

    def _take_answer(self, failure: str) -> None:
        logger.info("Inhibiting sleep: %s", failure or "agreed")
        self._set_warning(warning_of(failure) if failure else "")

    def _set_warning(self, warning: str) -> None:
        if warning != self._warning:
            self._warning = warning
            self.changed.emit()


def warning_of(failure: str) -> str:
    """Return the warning for the presenter.

    Args:
        failure: Why sleep is not inhibited, as part of a sentence.
    """
    return (
        f"This computer may go to sleep: {failure}. "
        "Turn off sleep and the screen saver in the system settings."
    )


def _set_execution_state(state: int) -> bool:
    """Return whether Windows agreed. It resets the state when the thread ends."""
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - unknown on other systems
    return bool(kernel.SetThreadExecutionState(ctypes.c_uint32(state)))
