"""Inhibits sleep and the screen saver during a slideshow, by whatever mechanism the system has."""

# ruff: noqa: PLC0415

import logging
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import (
    EVERYTHING,
    Failure,
    Mechanism,
    Target,
)
from briefing_app.gui.os_integration.sleep_inhibitors.warning import warning_text

logger = logging.getLogger(__name__)

_MAY_BLANK_THE_SCREEN: Final = frozenset(
    {Failure.SERVICE_REFUSED, Failure.SERVICE_SILENT, Failure.QT_DBUS_MISSING}
)
"""Failures after which a desktop's screen saver may still start, whatever else is inhibited."""


def all_mechanisms() -> tuple[Mechanism, ...]:
    """Return one mechanism of each kind, in the order in which they are tried."""
    # The first slide is shown without them.
    from briefing_app.gui.os_integration.sleep_inhibitors.freedesktop import ScreenSaverService
    from briefing_app.gui.os_integration.sleep_inhibitors.login import LoginService
    from briefing_app.gui.os_integration.sleep_inhibitors.macos import Caffeinate
    from briefing_app.gui.os_integration.sleep_inhibitors.windows import ThreadExecutionState
    from briefing_app.gui.os_integration.sleep_inhibitors.x11 import X11ScreenSaver

    return (
        ThreadExecutionState(),
        Caffeinate(),
        X11ScreenSaver(),
        ScreenSaverService(),
        LoginService(),
    )


class SleepInhibitor(QObject):
    """Inhibits sleep and the screen saver between `inhibit` and `release`.

    The mechanisms of the system are tried in order. Each is asked unless those before it already
    inhibit all that it could.

    Args:
        parent: The owner.
        mechanisms: What to try; by default every mechanism there is.
    """

    changed = Signal()
    """Emitted when `is_inhibited` or `warning` has changed."""

    def __init__(
        self, parent: QObject | None = None, mechanisms: Sequence[Mechanism] | None = None
    ) -> None:
        super().__init__(parent)
        self._mechanisms = mechanisms
        self._available: list[Mechanism] = []
        self._is_requested = False
        self._reason = ""
        self._pending: set[Mechanism] = set()
        self._answers: dict[Mechanism, Failure | None] = {}
        self._is_inhibited = False
        self._warning = ""

    @property
    def is_inhibited(self) -> bool:
        """Whether the system has agreed to inhibit both sleep and the screen saver."""
        return self._is_inhibited

    @property
    def may_sleep(self) -> bool:
        """Whether the computer may go to sleep; if not, at most the screen saver may start."""
        return Target.SLEEP not in self._inhibited()

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
        if not self._available:
            mechanisms = all_mechanisms() if self._mechanisms is None else self._mechanisms
            self._available = [each for each in mechanisms if each.is_available()]
            for mechanism in self._available:
                self.destroyed.connect(mechanism.release)
        self._ask_from(0)
        self._update()

    def release(self) -> None:
        """Let the system sleep again. Does nothing if nothing is inhibited."""
        if not self._is_requested:
            return
        self._is_requested = False
        for mechanism in self._available:
            mechanism.release()
        self._pending.clear()
        self._answers.clear()
        self._become(is_inhibited=False, warning="")

    def _ask_from(self, first: int) -> None:
        """Ask the next mechanism that may add something; its answer continues the search."""
        for index, mechanism in enumerate(self._available[first:], first):
            if self._is_needed(mechanism):
                self._pending.add(mechanism)
                mechanism.inhibit(self._reason, partial(self._take_answer, index))
                return

    def _is_needed(self, mechanism: Mechanism) -> bool:
        is_active = mechanism in self._answers and self._answers[mechanism] is None
        if is_active or mechanism in self._pending:
            return False
        return bool(mechanism.inhibits & ~self._inhibited())

    def _take_answer(self, index: int, failure: Failure | None) -> None:
        mechanism = self._available[index]
        self._pending.discard(mechanism)
        self._answers[mechanism] = failure
        answer = "inhibits sleep" if failure is None else failure.name
        logger.info("%s: %s", type(mechanism).__name__, answer)
        self._ask_from(index + 1)
        self._update()

    def _inhibited(self) -> Target:
        inhibited = Target.NONE
        for mechanism, failure in self._answers.items():
            if failure is None:
                inhibited |= mechanism.inhibits
        if _MAY_BLANK_THE_SCREEN & set(self._answers.values()):
            inhibited &= ~Target.SCREEN_SAVER
        return inhibited

    def _update(self) -> None:
        """Take over the answers, unless the next one may still avert a warning."""
        inhibited = self._inhibited()
        if not self._is_requested or (self._pending and inhibited != EVERYTHING):
            return
        failures = [each for each in self._answers.values() if each is not None]
        warning = warning_text(inhibited, failures or [Failure.UNSUPPORTED_SYSTEM])
        self._become(is_inhibited=inhibited == EVERYTHING, warning=warning)

    def _become(self, *, is_inhibited: bool, warning: str) -> None:
        if (is_inhibited, warning) != (self._is_inhibited, self._warning):
            self._is_inhibited, self._warning = is_inhibited, warning
            self.changed.emit()
