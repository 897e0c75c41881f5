"""Inhibits sleep and the screen saver during a slideshow, by whatever mechanism the system has."""

import logging
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.os_integration import sleep_mechanisms

logger = logging.getLogger(__name__)

_DBUS_PLATFORMS: Final = ("linux", "freebsd", "openbsd", "netbsd")


def system_mechanisms() -> "Sequence[sleep_mechanisms.Mechanism]":
    """Return the mechanisms of the system, in the order in which they are tried."""
    if sys.platform == "win32":
        return [sleep_mechanisms.ThreadExecutionState()]
    if sys.platform == "darwin":
        return [sleep_mechanisms.Caffeinate()]
    if not sys.platform.startswith(_DBUS_PLATFORMS):
        return []
    mechanisms: list[sleep_mechanisms.Mechanism] = (
        [sleep_mechanisms.X11ScreenSaver()] if sleep_mechanisms.has_x_server() else []
    )
    try:
        from briefing_app.gui.os_integration.sleep_dbus import (  # noqa: PLC0415, may be missing
            LoginService,
            ScreenSaverService,
        )
    except ImportError:
        return [*mechanisms, sleep_mechanisms.QtDBusMissing()]
    return [*mechanisms, ScreenSaverService(), LoginService()]


class SleepInhibitor(QObject):
    """Inhibits sleep and the screen saver between `inhibit` and `release`.

    The mechanisms are tried in order. Each is asked unless those before it already inhibit all
    that it could.

    Args:
        mechanisms: What to try; by default those of the system.
    """

    changed = Signal()
    """Emitted when `is_inhibited` or `warning` has changed."""

    def __init__(
        self,
        parent: QObject | None = None,
        mechanisms: "Sequence[sleep_mechanisms.Mechanism] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._mechanisms = mechanisms
        self._is_requested = False
        self._reason = ""
        self._asked: list[sleep_mechanisms.Mechanism] = []
        self._answers: dict[sleep_mechanisms.Mechanism, sleep_mechanisms.Failure | None] = {}
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
        return sleep_mechanisms.Target.SLEEP not in self._inhibited()

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
        """Ask the next mechanism that may add something; if there is none, publish the result."""
        inhibited = self._inhibited()
        for mechanism in self._mechanisms or ():
            if mechanism not in self._asked and mechanism.inhibits & ~inhibited:
                self._asked.append(mechanism)
                mechanism.inhibit(self._reason, partial(self._take_answer, mechanism))
                return
        is_inhibited = inhibited == sleep_mechanisms.EVERYTHING
        warning = "" if is_inhibited else _warning(inhibited, self._answers.values())
        self._publish(is_inhibited=is_inhibited, warning=warning)

    def _take_answer(
        self, mechanism: "sleep_mechanisms.Mechanism", failure: "sleep_mechanisms.Failure | None"
    ) -> None:
        self._answers[mechanism] = failure
        answer = "inhibits sleep" if failure is None else failure.name
        logger.info("%s: %s", type(mechanism).__name__, answer)
        self._ask_next()

    def _inhibited(self) -> "sleep_mechanisms.Target":
        inhibited = sleep_mechanisms.Target.NONE
        for mechanism, failure in self._answers.items():
            if failure is None:
                inhibited |= mechanism.inhibits
        if sleep_mechanisms.MAY_BLANK_THE_SCREEN & set(self._answers.values()):
            inhibited &= ~sleep_mechanisms.Target.SCREEN_SAVER
        return inhibited

    def _publish(self, *, is_inhibited: bool, warning: str) -> None:
        if (is_inhibited, warning) != (self._is_inhibited, self._warning):
            self._is_inhibited, self._warning = is_inhibited, warning
            self.changed.emit()


def _release_all(mechanisms: "list[sleep_mechanisms.Mechanism]") -> None:
    while mechanisms:
        mechanisms.pop().release()


def _warning(
    inhibited: "sleep_mechanisms.Target", answers: "Iterable[sleep_mechanisms.Failure | None]"
) -> str:
    """Return the warning for the presenter if something is not inhibited."""
    reasons = [failure.value for failure in answers if failure is not None and failure.value]
    why = " and ".join(reasons) or "there is no known way to prevent it on this system"
    if sleep_mechanisms.Target.SLEEP in inhibited:
        return f"The screen saver may start: {why}. Turn it off in the system settings."
    if sleep_mechanisms.Target.SCREEN_SAVER in inhibited:
        return f"This computer may go to sleep: {why}. Turn sleep off in the system settings."
    return (
        f"This computer may go to sleep: {why}. "
        "Turn off sleep and the screen saver in the system settings."
    )
