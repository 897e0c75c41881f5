"""The time of a slideshow, and how it is written."""

from typing import Final, NamedTuple

from briefing_app.model.slideshow_state import projected_overrun

_QUIET: Final = 30  # seconds late or early that are not worth a word


_TOO_SOON: Final = 0.1  # of the planned time, before which nothing can be foretold


class SlideshowTime(NamedTuple):
    """The time of a show, in seconds; `planned` is 0 where nothing was planned."""

    elapsed: float
    planned: float
    running: bool


def clock_text(seconds: float) -> str:
    """A length of time as ``12:34`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def pace_words(time: SlideshowTime, done: float) -> tuple[bool, str]:
    """Whether a show runs late, and that in words; nothing where it is on time or hardly begun."""
    if not time.planned:
        return False, ""
    if time.elapsed < _TOO_SOON * time.planned:
        return False, ""
    late = projected_overrun(time.elapsed, time.planned, done)
    minutes = max(1, round(abs(late) / 60))
    over = time.elapsed - time.planned
    if over > _QUIET:
        return True, f"{max(1, round(over / 60))} min over"
    if late > _QUIET:
        return True, f"finishing about {minutes} min late"
    if late < -_QUIET:
        return False, f"finishing about {minutes} min early"
    return False, "on time" if done >= 0.1 else ""
