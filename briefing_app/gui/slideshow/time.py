"""The time of a slideshow and of each slide: its source, its recording and its wording."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt

from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.model.slides import Slide, countdown_seconds
from briefing_app.model.slideshow.state import Blank, SlideshowState
from briefing_app.model.slideshow.time import SlideSeconds, SlideTimes, short_clock_text
from briefing_app.model.wording import counted, duration_in_words

SECONDS_PER_MINUTE: Final = 60
_TOLERANCE_S: Final = 30  # a smaller difference is not worth mentioning


class TimeOfDay(NamedTuple):
    """Times of day in the user's format.

    Args:
        now: The present time.
        end: When the planned time is over; empty if nothing is planned, or if it is over.
    """

    now: str
    end: str = ""


class SlideTime(NamedTuple):
    """The time of one slide.

    Args:
        shown: Seconds that it was shown in this slideshow.
        rehearsed: Seconds that it took in the rehearsal, or 0.
        planned: Seconds that the author planned for it, or 0.
    """

    shown: float
    rehearsed: float = 0.0
    planned: float = 0.0

    @property
    def expected(self) -> float:
        """The seconds that it took in the rehearsal, or else is planned for; 0 for neither."""
        return self.rehearsed or self.planned

    @property
    def text(self) -> str:
        """The time that it was shown, ``0:42``."""
        return short_clock_text(self.shown)

    @property
    def comparison(self) -> str:
        """What to compare that with, ``rehearsed 1:10 · planned 2:00``."""
        named = (("rehearsed", self.rehearsed), ("planned", self.planned))
        return " · ".join(f"{name} {short_clock_text(part)}" for name, part in named if part)

    @property
    def spoken(self) -> str:
        """The wording for a screen reader."""
        parts = [self.shown, self.expected] if self.expected else [self.shown]
        return f"This slide: {' of '.join(duration_in_words(int(part)) for part in parts)}"


class SlideshowTime(NamedTuple):
    """The time of a slideshow.

    Args:
        elapsed: Seconds on the clock.
        planned: Seconds planned, or 0 if there is no plan.
        is_running: Whether the clock is running.
        rehearsed: Seconds that its slides took in the rehearsal, or 0 if there was none.
        slide: The time of the slide on screen.
    """

    elapsed: float
    planned: float
    is_running: bool
    rehearsed: float = 0.0
    slide: SlideTime = SlideTime(0.0)


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
    state: SlideshowState, weights: Sequence[float], talks: Collection[int] = ()
) -> DueShares:
    """Return when the step on screen is due.

    The steps of a slide have equal shares of its time, but those of a discussion or a guess share
    all of it: the room talks at the first one.

    Args:
        state: The state of the slideshow.
        weights: The rehearsed or planned time of each slide, in any unit.
        talks: The indexes of the discussions and the guesses.
    """
    slide, page, step, *_ = state.position
    pages = [1] if slide in talks else state.outline[slide]
    steps_before = 0 if slide in talks else sum(pages[:page]) + step
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


class SlideTimer(QObject):
    """Records the time of each slide, and compares it with a rehearsal or the author's plan.

    Args:
        slideshow: The slideshow, also the owner.
        options: The seconds of each slide so far and in the rehearsal.
    """

    def __init__(self, slideshow: Slideshow, options: SlideshowOptions) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._times = SlideTimes(options.taken)
        slides, rehearsed = slideshow.slides, options.rehearsed
        self._plans = [_plan(slide, rehearsed) for slide in slides]
        self._complete = complete_times([plan.expected for plan in self._plans])
        self._discussions = countdown_seconds(slides)
        guesses = {index for index, slide in enumerate(slides) if slide.is_guess}
        self._talks = guesses | self._discussions.keys()
        self._rehearsed = sum(self._complete) if rehearsed else 0.0
        slideshow.changed.connect(self.follow, Qt.ConnectionType.QueuedConnection)

    @property
    def seconds(self) -> SlideSeconds:
        """The seconds of each slide so far."""
        self.follow()
        return self._times.until(self._slideshow.elapsed)

    @property
    def time(self) -> SlideshowTime:
        """What to show of the time."""
        self.follow()
        state, elapsed = self._slideshow.state, self._slideshow.elapsed
        slide = state.position.slide
        shown = self._times.of(self._slideshow.slides[slide].key, elapsed)
        return SlideshowTime(
            elapsed,
            state.planned.minutes * SECONDS_PER_MINUTE,
            is_running=state.clock.running_since is not None,
            rehearsed=self._rehearsed,
            slide=self._plans[slide]._replace(shown=shown),
        )

    @property
    def due(self) -> DueShares:
        """When the step on screen is due."""
        state = self._slideshow.state
        planned = state.planned.minutes * SECONDS_PER_MINUTE
        weights = scaled_times(self._complete, self._discussions, planned)
        return due_shares(state, weights, self._talks)

    def restart(self) -> None:
        """Set all times to zero, with the clock."""
        self.follow()
        self._times = self._times.restarted()

    def follow(self) -> None:
        """Count the slide that the audience sees from now on."""
        state = self._slideshow.state
        if not state.is_over:
            view = state.audience
            is_seen = view.blank is Blank.NONE
            slide = self._slideshow.slides[view.position.slide].key if is_seen else ""
            self._times = self._times.show(slide, self._slideshow.elapsed)


def _plan(slide: Slide, rehearsed: SlideSeconds) -> SlideTime:
    """Return the seconds that a slide took in a rehearsal and is planned for, not shown yet.

    Nobody discusses in a rehearsal, so a discussion has only the time that is planned for it.
    """
    if slide.countdown_s:
        return SlideTime(0.0, planned=slide.countdown_s)
    planned = (slide.minutes or 0) * SECONDS_PER_MINUTE
    return SlideTime(0.0, rehearsed.get(slide.key, 0.0), planned)
