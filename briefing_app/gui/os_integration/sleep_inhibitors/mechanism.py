"""The protocol of the mechanisms that inhibit sleep, and the values that they report."""

from collections.abc import Callable
from enum import Enum, Flag, auto
from typing import Final, Protocol


class Target(Flag):
    """What a mechanism inhibits."""

    NONE = 0
    SLEEP = auto()
    SCREEN_SAVER = auto()


EVERYTHING: Final = Target.SLEEP | Target.SCREEN_SAVER


class Failure(Enum):
    """Why a mechanism inhibits nothing."""

    UNSUPPORTED_SYSTEM = auto()
    WINDOWS_REFUSED = auto()
    CAFFEINATE_NOT_STARTED = auto()
    CAFFEINATE_ENDED = auto()
    QT_DBUS_MISSING = auto()
    NO_DESKTOP_SESSION = auto()
    SERVICE_MISSING = auto()
    SERVICE_ENDED = auto()
    SERVICE_REFUSED = auto()
    SERVICE_SILENT = auto()
    LOGIN_SERVICE_FAILED = auto()
    X11_LIBRARY_MISSING = auto()
    X11_CONNECTION_REFUSED = auto()
    X11_UNSUPPORTED = auto()


Report = Callable[[Failure | None], None]
"""Called with None when the system has agreed, otherwise with the reason why it did not."""


class Mechanism(Protocol):
    """One way to inhibit sleep or the screen saver.

    Nothing here raises or waits for a service to answer. What is inhibited belongs to this process,
    so that the system releases it even if the process is killed.
    """

    @property
    def inhibits(self) -> Target:
        """What the mechanism inhibits if it succeeds."""

    def is_available(self) -> bool:
        """Return whether the mechanism belongs to the system that the program runs on."""

    def inhibit(self, reason: str, report: Report) -> None:
        """Ask the system and report its answer: now, later, and again whenever it changes.

        Args:
            reason: What a desktop shows to users who look up why sleep is inhibited.
            report: Receives the answers until `release`.
        """

    def release(self) -> None:
        """Release what is inhibited and report nothing more. Does nothing if nothing is."""
