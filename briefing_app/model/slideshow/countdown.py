"""The countdown of a discussion as a value: what is left, and whether it runs."""

from math import ceil, floor
from typing import Final, NamedTuple

from briefing_app.model.slideshow.clock import AT_ZERO, Clock
from briefing_app.model.wording import duration_in_words

MINUTE_S: Final = 60
MAX_COUNTDOWN_S: Final = 999 * MINUTE_S
"""The most minutes that a briefing can plan."""


class CountdownFace(NamedTuple):
    """What a countdown shows in one second.

    Args:
        share: The share of the time that is left, from 0.0 to 1.0.
        text: The time left, ``3:30``, or the time since the end, ``+0:15``.
        is_over: Whether the time is over.
    """

    share: float
    text: str
    is_over: bool

    @property
    def spoken(self) -> str:
        """What a screen reader reads."""
        return f"Countdown: {self.text.removeprefix('+')} {'over' if self.is_over else 'left'}"


class Countdown(NamedTuple):
    """A countdown. After its end it counts up.

    Args:
        seconds: The time to count down.
        clock: The time that has run.
        is_started: Whether it was started; it may be paused.
    """

    seconds: int
    clock: Clock = AT_ZERO
    is_started: bool = False

    @classmethod
    def of_minutes(cls, minutes: int) -> "Countdown":
        """Return a countdown that has not started."""
        return cls(minutes * MINUTE_S)

    @property
    def is_running(self) -> bool:
        """Whether it runs: it was started and isn't paused."""
        return self.clock.running_since is not None

    @property
    def is_paused(self) -> bool:
        """Whether it was started and then paused."""
        return self.is_started and not self.is_running

    def left(self, now: float) -> float:
        """Return the seconds left; negative after the end."""
        return self.seconds - self.clock.elapsed(now)

    def started(self, now: float) -> "Countdown":
        """Return the countdown, running."""
        return self._replace(clock=self.clock.started(now), is_started=True)

    def paused(self, now: float) -> "Countdown":
        """Return the countdown, stopped with the time that is left."""
        return self._replace(clock=self.clock.stopped(now))

    def toggled(self, now: float) -> "Countdown":
        """Return the countdown paused if it runs, and running otherwise."""
        return self.paused(now) if self.is_running else self.started(now)

    def extended(self, now: float) -> "Countdown":
        """Return the countdown with one minute more; after its end, with one minute left."""
        ends_at = max(self.seconds, ceil(self.clock.elapsed(now))) + MINUTE_S
        return self._replace(seconds=min(ends_at, MAX_COUNTDOWN_S))

    def face(self, now: float) -> CountdownFace:
        """Return what it shows. It changes as soon as it starts, so that everybody sees that."""
        left = self.left(now)
        if left <= 0:
            return CountdownFace(0.0, f"+{_text(floor(-left))}", is_over=True)
        whole = ceil(left) - 1 if self.is_started else self.seconds
        return CountdownFace(whole / self.seconds, _text(whole), is_over=False)

    def until_next_face(self, now: float) -> float | None:
        """Return the seconds until it shows something else; None if it doesn't run."""
        if not self.is_running:
            return None
        left = self.left(now)
        return left - ceil(left) + 1 if left > 0 else 1 - (-left) % 1

    def spoken(self, now: float) -> str:
        """Return the time left or over in words."""
        left = self.left(now)
        duration = duration_in_words(ceil(left) if left > 0 else floor(-left))
        return f"{duration} {'left' if left > 0 else 'over'}"


def milestone(before: CountdownFace, after: CountdownFace) -> str:
    """Return what to announce between two seconds: the last minute, the end, or nothing."""
    if after.is_over and not before.is_over:
        return "Time is over"
    if after.text == _text(MINUTE_S) and before.text != after.text and not after.is_over:
        return "One minute left"
    return ""


def _text(seconds: int) -> str:
    minutes, rest = divmod(seconds, MINUTE_S)
    return f"{minutes}:{rest:02}"
