"""Inhibits sleep on Windows, through the execution state of the calling thread."""

import ctypes
import sys
from collections.abc import Callable
from typing import Final

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import EVERYTHING, Failure, Report

_CONTINUOUS: Final = 0x80000000
_SYSTEM_REQUIRED: Final = 0x00000001
_DISPLAY_REQUIRED: Final = 0x00000002


class ThreadExecutionState:
    """The mechanism of Windows, which resets the state when the thread ends.

    Args:
        set_state: Replaces SetThreadExecutionState, which returns 0 if it fails, in tests.
    """

    inhibits: Final = EVERYTHING

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set_state = set_state

    def is_available(self) -> bool:
        """Return whether this is Windows."""
        return sys.platform == "win32"

    def inhibit(self, reason: str, report: Report) -> None:  # noqa: ARG002, Windows shows none
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
