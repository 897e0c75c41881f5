"""The time of a slideshow: clock, countdown and plan."""

from collections.abc import Iterable
from enum import StrEnum
from math import ceil, floor
from typing import Final, NamedTuple

from briefing_app.model.report import MAX_MINUTES
from briefing_app.model.slides import MINUTE_S, Slide
from briefing_app.model.wording import duration_in_words


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


MAX_COUNTDOWN_S: Final = MAX_MINUTES * MINUTE_S
"""The seconds of the longest time that a briefing can plan for a slide."""
_JUST_STARTED_S: Final = 2.0  # in which a clicker may send its key again


class CountdownAction(StrEnum):
    """What the key of a countdown does to it."""

    START = "Start"
    PAUSE = "Pause"
    CONTINUE = "Continue"


class CountdownFace(NamedTuple):
    """What a countdown shows in one second.

    Args:
        share: The share of the time that is left, from 0.0 to 1.0.
        text: The time left, ``3:30``, or the time since the end, ``+0:15``.
        is_over: Whether the time is over.
        action: What its key does now.
        ends: The time of day at which it ends or has ended, if it runs and that is known.
        left: The whole seconds that are left; 0 after the end.
    """

    share: float
    text: str
    is_over: bool
    action: CountdownAction = CountdownAction.PAUSE
    ends: str = ""
    left: int = 0

    @property
    def is_paused(self) -> bool:
        """Whether it was paused."""
        return self.action is CountdownAction.CONTINUE

    @property
    def spoken(self) -> str:
        """What a screen reader reads."""
        name = "Countdown paused" if self.is_paused else "Countdown"
        return f"{name}: {self.text.removeprefix('+')} {'over' if self.is_over else 'left'}"


class Countdown(NamedTuple):
    """A countdown, which has not started by default. After its end it counts up.

    Args:
        seconds: The time to count down.
        clock: The time that has run.
        is_started: Whether it was started; it may be paused or held.
        is_held: Whether it stands still only until its question is on screen again.
    """

    seconds: int
    clock: Clock = AT_ZERO
    is_started: bool = False
    is_held: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it runs: it was started, and is neither paused nor held."""
        return self.clock.running_since is not None

    @property
    def is_paused(self) -> bool:
        """Whether it was started and then paused."""
        return self.is_started and not self.is_running and not self.is_held

    @property
    def action(self) -> CountdownAction:
        """What `toggled` does."""
        if not self.is_started:
            return CountdownAction.START
        return CountdownAction.CONTINUE if self.is_paused else CountdownAction.PAUSE

    def was_just_started(self, now: float) -> bool:
        """Return whether it was started or continued a moment ago."""
        since = self.clock.running_since
        return since is not None and now - since < _JUST_STARTED_S

    def left(self, now: float) -> float:
        """Return the seconds left; negative after the end."""
        return self.seconds - self.clock.elapsed(now)

    def started(self, now: float) -> "Countdown":
        """Return the countdown, running."""
        return self._replace(clock=self.clock.started(now), is_started=True, is_held=False)

    def paused(self, now: float) -> "Countdown":
        """Return the countdown, stopped with the time that is left."""
        return self._replace(clock=self.clock.stopped(now), is_held=False)

    def held(self, now: float) -> "Countdown":
        """Return the countdown, stopped until `continued` if it runs."""
        if not self.is_running:
            return self
        return self._replace(clock=self.clock.stopped(now), is_held=True)

    def continued(self, now: float) -> "Countdown":
        """Return the countdown, running again if it was held."""
        return self.started(now) if self.is_held else self

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
        is_over = left <= 0
        if is_over:
            whole, text = 0, f"+{_text(floor(-left))}"
        else:
            whole = ceil(left) - 1 if self.is_started else self.seconds
            text = _text(whole)
        share = whole / self.seconds
        return CountdownFace(share, text, is_over=is_over, action=self.action, left=whole)

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
    """Return what to announce: the last minute, the end, or nothing.

    Args:
        before: What the countdown showed last, perhaps many seconds ago.
        after: What it shows now.
    """
    if after.is_over:
        return "" if before.is_over else "Time is over"
    return "One minute left" if before.left > MINUTE_S >= after.left else ""


def _text(seconds: int) -> str:
    minutes, rest = divmod(seconds, MINUTE_S)
    return f"{minutes}:{rest:02}"


MAX_PLANNED_MINUTES: Final = 24 * 60


class PlannedTime(NamedTuple):
    """The planned time of a slideshow: what its user planned, or else what its author did.

    Args:
        own: The minutes that the user planned; 0 for none.
        of_slides: The minutes that are planned for the slides that are shown, together.
    """

    own: int = 0
    of_slides: int = 0

    @property
    def minutes(self) -> int:
        """The planned minutes; 0 for none."""
        return self.own or self.of_slides


NOT_PLANNED: Final = PlannedTime()
"""Neither the user nor the author planned a time."""


def planned_time(own: int, slides: Iterable[Slide]) -> PlannedTime:
    """Return the planned time of a slideshow.

    Args:
        own: The minutes that its user planned; 0 for none.
        slides: The slides that are shown.
    """
    return PlannedTime(own, sum(slide.minutes or 0 for slide in slides))
