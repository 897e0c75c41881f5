"""The time of a slideshow and whether it is on time, with their wording."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.wording import counted

SECONDS_PER_MINUTE: Final = 60
_TOLERANCE_S: Final = 30  # a smaller difference is not worth mentioning


class SlideshowTime(NamedTuple):
    """The time of a slideshow.

    Args:
        elapsed: Seconds on the clock.
        planned: Seconds planned, or 0 if there is no plan.
        is_running: Whether the clock is running.
    """

    elapsed: float
    planned: float
    is_running: bool


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


def clock_text(seconds: float) -> str:
    """Return a duration as ``12:34`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def due_shares(state: SlideshowState, minutes: Sequence[int | None]) -> DueShares:
    """Return when the step on screen is due. The steps of a slide have equal shares of its time.

    Args:
        state: The state of the slideshow.
        minutes: The planned minutes of each slide. A slide without any counts as the average one.
    """
    known = [each for each in minutes if each]
    average = sum(known) / len(known) if known else 1.0
    weights = [each or average for each in minutes]
    slide, page, step, _ = state.position
    pages = state.outline[slide]
    step_weight = weights[slide] / sum(pages)
    start = sum(weights[:slide]) + (sum(pages[:page]) + step) * step_weight
    return DueShares(start / sum(weights), (start + step_weight) / sum(weights))


def pace(time: SlideshowTime, due: DueShares) -> Pace:
    """Return whether a slideshow is on time.

    Args:
        time: The elapsed and the planned time.
        due: When the step on screen is due.
    """
    if not time.planned:
        return Pace()
    over = time.elapsed - time.planned
    behind = time.elapsed - due.end * time.planned
    ahead = due.start * time.planned - time.elapsed
    if over > _TOLERANCE_S:
        return Pace(f"{_minutes(over)} over", is_late=True)
    if behind > _TOLERANCE_S:
        return Pace(f"{_minutes(behind)} behind", is_late=True)
    return Pace(f"{_minutes(ahead)} ahead" if ahead > _TOLERANCE_S else "on time")


def _minutes(seconds: float) -> str:
    return counted(max(1, round(seconds / SECONDS_PER_MINUTE)), "minute")
