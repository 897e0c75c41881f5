"""Inhibits sleep and the screen saver during a slideshow, by whatever mechanism the system has."""

import ctypes
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.os_integration import sleep_dbus

logger = logging.getLogger(__name__)

_CONTINUOUS: Final = 0x80000000
_SYSTEM_REQUIRED: Final = 0x00000001
_DISPLAY_REQUIRED: Final = 0x00000002
"""Execution states of Windows."""

Report = Callable[[str | None], None]
"""Called with None when the system has agreed, otherwise with the reason why it did not.

The reason is part of a sentence; it is empty if it wouldn't help a user.
"""


class Mechanism(Protocol):
    """One way to inhibit sleep, and perhaps the screen saver, too.

    Nothing here raises or waits for a service to answer. What is inhibited belongs to this process,
    so that the system releases it even if the process is killed.
    """

    @property
    def inhibits_screen_saver(self) -> bool:
        """Whether the screen saver is inhibited if the mechanism succeeds."""

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

    inhibits_screen_saver: Final = True

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set_state = set_state

    def inhibit(self, reason: str, report: Report) -> None:
        """Ask Windows, which answers at once."""
        agreed = self._set(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED)
        report(None if agreed else "Windows refused the request")

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


def system_mechanisms() -> Sequence[Mechanism]:
    """Return the mechanisms of the system, in the order in which they are tried."""
    if sys.platform == "win32":
        return [ThreadExecutionState()]
    try:
        return [sleep_dbus.ScreenSaverService(), sleep_dbus.LoginService()]
    except ImportError:  # some distributions package Qt D-Bus apart
        return []


class SleepInhibitor(QObject):
    """Inhibits sleep and the screen saver between `inhibit` and `release`.

    The mechanisms are tried in order, until one inhibits both.

    Args:
        mechanisms: What to try; by default those of the system.
    """

    changed = Signal()
    """Emitted when `is_inhibited` or `warning` has changed."""

    def __init__(
        self, parent: QObject | None = None, mechanisms: Sequence[Mechanism] | None = None
    ) -> None:
        super().__init__(parent)
        self._mechanisms = mechanisms
        self._is_requested = False
        self._reason = ""
        self._asked: list[Mechanism] = []
        self._answers: dict[Mechanism, str | None] = {}
        self._is_inhibited = False
        self._warning = ""
        self.destroyed.connect(partial(_release_all, self._asked))

    @property
    def is_inhibited(self) -> bool:
        """Whether the system has agreed to inhibit both sleep and the screen saver."""
        return self._is_inhibited

    @property
    def may_sleep(self) -> bool:
        """Whether the computer may go to sleep; if not, at most the screen saver may start."""
        return not self._successful()

    @property
    def warning(self) -> str:
        """The warning to show if something could not be inhibited; otherwise empty."""
        return self._warning

    def inhibit(self, reason: str) -> None:
        """Ask the system to inhibit them. Does nothing if that was requested already.

        Args:
            reason: What a desktop shows to users who look up why sleep is inhibited.
        """
        if self._is_requested:
            return
        self._is_requested = True
        self._reason = reason
        if self._mechanisms is None:
            self._mechanisms = system_mechanisms()
        self._ask_next()

    def release(self) -> None:
        """Let the system sleep again. Does nothing if nothing is inhibited."""
        self._is_requested = False
        _release_all(self._asked)
        self._answers.clear()
        self._publish(is_inhibited=False, warning="")

    def _ask_next(self) -> None:
        """Ask the next mechanism if it may add something; otherwise publish the result."""
        is_inhibited = any(each.inhibits_screen_saver for each in self._successful())
        for mechanism in () if is_inhibited else self._mechanisms or ():
            if mechanism not in self._asked:
                self._asked.append(mechanism)
                mechanism.inhibit(self._reason, partial(self._take_answer, mechanism))
                return
        warning = "" if is_inhibited else _warning(self._answers.values(), self.may_sleep)
        self._publish(is_inhibited=is_inhibited, warning=warning)

    def _take_answer(self, mechanism: Mechanism, failure: str | None) -> None:
        self._answers[mechanism] = failure
        answer = "inhibits sleep" if failure is None else failure or "failed"
        logger.info("%s: %s", type(mechanism).__name__, answer)
        self._ask_next()

    def _successful(self) -> list[Mechanism]:
        return [mechanism for mechanism, failure in self._answers.items() if failure is None]

    def _publish(self, *, is_inhibited: bool, warning: str) -> None:
        if (is_inhibited, warning) != (self._is_inhibited, self._warning):
            self._is_inhibited, self._warning = is_inhibited, warning
            self.changed.emit()


def _release_all(mechanisms: list[Mechanism]) -> None:
    while mechanisms:
        mechanisms.pop().release()


def _warning(failures: Iterable[str | None], may_sleep: bool) -> str:
    """Return the warning for the presenter if something is not inhibited."""
    why = " and ".join(filter(None, failures))
    why = why or "there is no known way to prevent it on this system"
    if not may_sleep:
        return f"The screen saver may start: {why}. Turn it off in the system settings."
    return (
        f"This computer may go to sleep: {why}. "
        "Turn off sleep and the screen saver in the system settings."
    )
