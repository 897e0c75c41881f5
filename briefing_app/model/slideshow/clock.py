"""A stopwatch as a value, and how its time is written."""

from typing import Final, NamedTuple


class Clock(NamedTuple):
    """A stopwatch for the slideshow, in seconds.

    Args:
        accumulated: The seconds that had run before the clock was last started.
        running_since: The time at which it was last started, on the caller's own time scale; None
            while it is stopped.
    """

    accumulated: float = 0.0
    running_since: float | None = None

    def elapsed(self, now: float) -> float:
        """Return the seconds that have run; never fewer than were accumulated."""
        if self.running_since is None:
            return self.accumulated
        return self.accumulated + max(0.0, now - self.running_since)

    def started(self, now: float) -> "Clock":
        """Return the clock, running."""
        return self if self.running_since is not None else Clock(self.accumulated, now)

    def stopped(self, now: float) -> "Clock":
        """Return the clock, stopped, with the time that has run so far."""
        return Clock(self.elapsed(now))


AT_ZERO: Final = Clock()
"""A clock that was never started."""


def clock_text(seconds: float) -> str:
    """Return a duration as ``12:34`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def short_clock_text(seconds: float) -> str:
    """Return a duration as ``2:34`` or ``1:02:03``."""
    return clock_text(seconds).removeprefix("0")
