"""The time of a slideshow and of each slide: its source, its recording and its wording."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QElapsedTimer

from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide, countdown_minutes
from briefing_app.model.slideshow.record import MAX_PLANNED_MINUTES
from briefing_app.model.slideshow.state import Blank, SlideshowState
from briefing_app.model.slideshow.time import (
    Clock,
    PlannedTime,
    SlideSeconds,
    SlideTimes,
    short_clock_text,
)
from briefing_app.model.wording import counted, duration_in_words

SECONDS_PER_MINUTE: Final = 60
_TOLERANCE_S: Final = 30  # a smaller difference is not worth mentioning


class SlideTime(NamedTuple):
    """The time of one slide.

    Args:
        shown: Seconds that it was shown in this slideshow.
        expected: Seconds that it took in the rehearsal, or else is planned for; 0 for neither.
    """

    shown: float
    expected: float

    @property
    def text(self) -> str:
        """The wording, ``This slide 0:42 of 1:10``."""
        return f"This slide {' of '.join(map(short_clock_text, self._parts))}"

    @property
    def spoken(self) -> str:
        """The wording for a screen reader."""
        return f"This slide: {' of '.join(duration_in_words(int(part)) for part in self._parts)}"

    @property
    def _parts(self) -> list[float]:
        return [self.shown, self.expected] if self.expected else [self.shown]


class SlideshowTime(NamedTuple):
    """The time of a slideshow.

    Args:
        elapsed: Seconds on the clock.
        planned: Seconds planned, or 0 if there is no plan.
        is_running: Whether the clock is running.
        rehearsed: Seconds that its slides took in the rehearsal, or 0 if there was none.
        slide: The time of the slide on screen; None if it isn't shown.
    """

    elapsed: float
    planned: float
    is_running: bool
    rehearsed: float = 0.0
    slide: SlideTime | None = None


class DueShares(NamedTuple):
    """When the step on screen is due, in shares of the planned time from 0.0 to 1.0."""

    start: float
    end: float


class Pace(NamedTuple):
    """Whether a slideshow is on time.

    Args:
        text: The wording, or an empty text if there is no plan.
        is_late: Whether the text asks for attention.
    """

    text: str = ""
    is_late: bool = False


def complete_times(times: Sequence[float]) -> list[float]:
    """Return a time for each slide: one of 0 is replaced by the average of the others."""
    known = [each for each in times if each]
    average = sum(known) / len(known) if known else 1.0
    return [each or average for each in times]


def scaled_times(
    times: Sequence[float], discussions: Collection[int], planned: float
) -> list[float]:
    """Return the time of each slide, scaled to the planned time of the slideshow.

    Discussions keep theirs, as their countdowns do, unless the other slides would have none.

    Args:
        times: The time of each slide in seconds.
        discussions: The indexes of the discussions.
        planned: The planned seconds, or 0 if there is no plan.
    """
    discussed = sum(times[index] for index in discussions)
    others = sum(times) - discussed
    if planned <= discussed or not others:
        return list(times)
    factor = (planned - discussed) / others
    return [each if index in discussions else each * factor for index, each in enumerate(times)]


def due_shares(
    state: SlideshowState, weights: Sequence[float], discussions: Collection[int] = ()
) -> DueShares:
    """Return when the step on screen is due.

    The steps of a slide have equal shares of its time, but those of a discussion share all of it:
    its countdown is started at once.

    Args:
        state: The state of the slideshow.
        weights: The rehearsed or planned time of each slide, in any unit.
        discussions: The indexes of the discussions.
    """
    slide, page, step, _ = state.position
    pages = [1] if slide in discussions else state.outline[slide]
    steps_before = 0 if slide in discussions else sum(pages[:page]) + step
    step_weight = weights[slide] / sum(pages)
    start = sum(weights[:slide]) + steps_before * step_weight
    return DueShares(start / sum(weights), (start + step_weight) / sum(weights))


def pace(time: SlideshowTime, due: DueShares) -> Pace:
    """Return whether a slideshow is on time.

    Args:
        time: The elapsed and the planned time. Without a plan, the rehearsed time is the plan.
        due: When the step on screen is due.
    """
    expected = time.planned or time.rehearsed
    if not expected:
        return Pace()
    over = time.elapsed - expected
    behind = time.elapsed - due.end * expected
    ahead = due.start * expected - time.elapsed
    if time.planned and over > _TOLERANCE_S:
        return Pace(f"{_minutes(over)} over", is_late=True)
    if behind > _TOLERANCE_S:
        return Pace(f"{_minutes(behind)} behind", is_late=True)
    return Pace(f"{_minutes(ahead)} ahead" if ahead > _TOLERANCE_S else "on time")


def _minutes(seconds: float) -> str:
    return counted(max(1, round(seconds / SECONDS_PER_MINUTE)), "minute")


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


class SlideTimer:
    """Records the time of each slide, and compares it with a rehearsal or the author's plan.

    Args:
        slides: The slides in order.
        clock: The time source and the planned time.
        taken: The seconds of each slide so far, if the slideshow is resumed.
        rehearsed: The seconds of each slide in the rehearsal; empty without one.
        is_rehearsal: Whether the slideshow is a rehearsal, which shows the time of each slide.
    """

    def __init__(
        self,
        slides: Sequence[Slide],
        clock: SlideshowClock,
        taken: SlideSeconds,
        rehearsed: SlideSeconds,
        *,
        is_rehearsal: bool,
    ) -> None:
        self._slides = slides
        self._clock = clock
        self._times = SlideTimes(taken)
        self._expected = [_expected_seconds(slide, rehearsed) for slide in slides]
        self._complete = complete_times(self._expected)
        self._discussions = countdown_minutes(slides)
        self._rehearsed = sum(self._complete) if rehearsed else 0.0
        self._is_shown = is_rehearsal or bool(rehearsed)

    def follow(self, state: SlideshowState) -> None:
        """Count the slide that the audience sees from now on."""
        view = state.audience
        slide = self._slides[view.position.slide].key if view.blank is Blank.NONE else ""
        self._times = self._times.show(slide, self._elapsed(state))

    def restart(self) -> None:
        """Set all times to zero, with the clock."""
        self._times = self._times.restarted()

    def seconds(self, state: SlideshowState) -> SlideSeconds:
        """Return the seconds of each slide so far."""
        return self._times.until(self._elapsed(state))

    def time(self, state: SlideshowState) -> tuple[SlideshowTime, DueShares]:
        """Return what to show of the time, and when the step on screen is due."""
        time = self._clock.time(state.clock)._replace(rehearsed=self._rehearsed)
        if self._is_shown:
            slide = state.position.slide
            shown = self._times.of(self._slides[slide].key, time.elapsed)
            time = time._replace(slide=SlideTime(shown, self._expected[slide]))
        weights = scaled_times(self._complete, self._discussions, time.planned)
        return time, due_shares(state, weights, self._discussions)

    def _elapsed(self, state: SlideshowState) -> float:
        return state.clock.elapsed(self._clock.now())


def _expected_seconds(slide: Slide, rehearsed: SlideSeconds) -> float:
    """Return the seconds that a slide took in a rehearsal, or else is planned for; 0 for neither.

    Nobody discusses in a rehearsal, so a discussion takes the time that is planned for it.
    """
    planned = (slide.minutes or 0) * SECONDS_PER_MINUTE
    if planned and slide.kind is SlideKind.DISCUSSION:
        return planned
    return rehearsed.get(slide.key, 0.0) or planned
