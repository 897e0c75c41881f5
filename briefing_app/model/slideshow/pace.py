"""The time of a slideshow and of the slide on screen, compared with the plan."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from briefing_app.model.slides import MINUTE_S
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import short_clock_text
from briefing_app.model.wording import counted

_TOLERANCE_S: Final = 30  # a smaller difference is not worth mentioning


class SlideTime(NamedTuple):
    """The time of the slide on screen.

    Args:
        shown: Seconds since it came, on the clock.
        planned: Seconds that the author planned for it, or 0.
    """

    shown: float
    planned: float = 0.0

    @property
    def text(self) -> str:
        """The time that it was shown, ``0:42``."""
        return short_clock_text(self.shown)

    @property
    def plan(self) -> str:
        """What to compare that with, ``planned 2:00``; empty if nothing is planned."""
        return f"planned {short_clock_text(self.planned)}" if self.planned else ""


class SlideshowTime(NamedTuple):
    """The time of a slideshow.

    Args:
        elapsed: Seconds on the clock.
        planned: Seconds planned from the first slide of the session on, or 0 if there is no plan.
        minutes: The minutes planned for all slides.
        slide: The time of the slide on screen.
    """

    elapsed: float
    planned: float
    minutes: int = 0
    slide: SlideTime = SlideTime(0.0)


class Due(NamedTuple):
    """When the step on screen begins and ends by the plan, in seconds on the clock."""

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

    @property
    def short_text(self) -> str:
        """The wording with a unit in place of its name."""
        return self.text.replace("minutes", "min").replace("minute", "min")


def complete_times(times: Sequence[float]) -> list[float]:
    """Return a time for each slide: one of 0 is replaced by the average of the others."""
    known = [each for each in times if each]
    average = sum(known) / len(known) if known else 1.0
    return [each or average for each in times]


def scaled_times(
    times: Sequence[float], discussions: Collection[int], planned: float
) -> list[float]:
    """Return the time of each slide, scaled so that they take the planned time together.

    Discussions keep theirs, as their countdowns do, unless the other slides would have none.

    Args:
        times: The time of each slide in any unit; for discussions, in seconds.
        discussions: The indexes of the discussions.
        planned: The planned seconds, or 0 if there is no plan.
    """
    discussed = sum(times[index] for index in discussions)
    others = sum(times) - discussed
    if planned <= discussed or not others:
        return [each * planned / sum(times) for each in times]
    factor = (planned - discussed) / others
    return [each if index in discussions else each * factor for index, each in enumerate(times)]


def due_time(
    state: SlideshowState, times: Sequence[float], talks: Collection[int] = (), first: int = 0
) -> Due:
    """Return when the step on screen is due.

    The steps of a slide have equal shares of its time, but those of a discussion or a guess share
    all of it: the room talks at the first one.

    Args:
        state: The state of the slideshow.
        times: The seconds of each slide.
        talks: The indexes of the discussions and the guesses.
        first: The index of the slide at which the session started.
    """
    slide, page, step, *_ = state.position
    pages = [1] if slide in talks else [len(page) for page in state.outlines[slide]]
    steps_before = 0 if slide in talks else sum(pages[:page]) + step
    step_time = times[slide] / sum(pages)
    start = sum(times[:slide]) - sum(times[:first]) + steps_before * step_time
    return Due(start, start + step_time)


def pace(time: SlideshowTime, due: Due) -> Pace:
    """Return whether a slideshow is on time.

    Args:
        time: The elapsed and the planned time.
        due: When the step on screen is due.
    """
    if not time.planned:
        return Pace()
    over = time.elapsed - time.planned
    behind, ahead = time.elapsed - due.end, due.start - time.elapsed
    if over > _TOLERANCE_S:
        return Pace(f"{_minutes(over)} over", is_late=True)
    if behind > _TOLERANCE_S:
        return Pace(f"{_minutes(behind)} behind", is_late=True)
    return Pace(f"{_minutes(ahead)} ahead" if ahead > _TOLERANCE_S else "on time")


def _minutes(seconds: float) -> str:
    return counted(max(1, round(seconds / MINUTE_S)), "minute")
