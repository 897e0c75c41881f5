"""The time of a slideshow and whether it is on time, with their wording."""

from typing import Final, NamedTuple

from briefing_app.model.slideshow_state import projected_overrun

SECONDS_PER_MINUTE: Final = 60
_TOLERANCE_S: Final = 30  # a smaller delay is not worth mentioning
_MIN_ELAPSED_SHARE_FOR_FORECAST: Final = 0.1
_MIN_PROGRESS_FOR_ON_TIME: Final = 0.1


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


class Pace(NamedTuple):
    """Whether a slideshow is on time.

    Args:
        text: The wording, or an empty text if there is nothing to say yet.
        is_late: Whether the text asks for attention.
    """

    text: str = ""
    is_late: bool = False


def clock_text(seconds: float) -> str:
    """Return a duration as ``12:34`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def pace(time: SlideshowTime, progress: float) -> Pace:
    """Return whether a slideshow is on time.

    Args:
        time: The elapsed and the planned time.
        progress: The share of the slideshow that is over, from 0.0 to 1.0.
    """
    if not time.planned or time.elapsed < _MIN_ELAPSED_SHARE_FOR_FORECAST * time.planned:
        return Pace()
    over = time.elapsed - time.planned
    if over > _TOLERANCE_S:
        return Pace(f"{_minutes(over)} min over", is_late=True)
    delay = projected_overrun(time.elapsed, time.planned, progress)
    if delay > _TOLERANCE_S:
        return Pace(f"finishing about {_minutes(delay)} min late", is_late=True)
    if delay < -_TOLERANCE_S:
        return Pace(f"finishing about {_minutes(-delay)} min early")
    return Pace("on time") if progress >= _MIN_PROGRESS_FOR_ON_TIME else Pace()


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
