"""Measures the time of a slideshow and holds its planned time."""

from PySide6.QtCore import QElapsedTimer

from briefing_app.gui.slideshow.times.timing import SECONDS_PER_MINUTE, SlideshowTime
from briefing_app.model.slideshow.record import MAX_PLANNED_MINUTES
from briefing_app.model.slideshow.time import Clock, PlannedTime


class SlideshowClock:
    """The time source and the planned time of a slideshow.

    The running clock itself is a `Clock` value, part of the slideshow's state.

    Args:
        planned: The planned time.
    """

    def __init__(self, planned: PlannedTime) -> None:
        self._planned = planned
        self._timer = QElapsedTimer()
        self._timer.start()

    @property
    def planned(self) -> PlannedTime:
        """The planned time."""
        return self._planned

    def now(self) -> float:
        """Return the present time in seconds, on a scale of its own."""
        return self._timer.elapsed() / 1000

    def time(self, clock: Clock) -> SlideshowTime:
        """Return what to show of a clock."""
        planned = self._planned.minutes * SECONDS_PER_MINUTE
        is_running = clock.running_since is not None
        return SlideshowTime(clock.elapsed(self.now()), planned, is_running)

    def toggled(self, clock: Clock) -> Clock:
        """Return a clock stopped if it is running, and running if it is stopped."""
        now = self.now()
        return clock.started(now) if clock.running_since is None else clock.stopped(now)

    def restarted(self, clock: Clock) -> Clock:
        """Return a clock at zero, running if the given one is."""
        return Clock(running_since=None if clock.running_since is None else self.now())

    def set_own_minutes(self, minutes: int) -> None:
        """Set the minutes that the user plans, within what is possible."""
        self._planned = self._planned._replace(own=min(max(minutes, 0), MAX_PLANNED_MINUTES))
