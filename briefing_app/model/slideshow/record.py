"""Where a slideshow was, so that it can be resumed."""

from typing import Final, NamedTuple

MAX_PLANNED_MINUTES: Final = 24 * 60
STEP_MINUTES: Final = 5
"""By how much the arrow keys and ``[`` and ``]`` change the planned time."""


class SlideshowRecord(NamedTuple):
    """Where a slideshow was when it was last recorded.

    Args:
        key: The key of the slide, as in `model.slides.Slide`.
        page: The page of that slide, from 0.
        step: The step of that page, from 0.
        elapsed: The seconds on the clock.
        running: Whether the slideshow was running, past its first slide. If this is still set at
            the next start, the slideshow was interrupted.
        windowed: Whether the slides were in a window, for a video call.
        screen: The name of the audience's screen, if one was requested.
        countdown: The seconds of the discussion's countdown, if one was started; otherwise 0.
        discussed: The seconds of it that had run.
    """

    key: str
    page: int
    step: int
    elapsed: float
    running: bool
    windowed: bool = False
    screen: str = ""
    countdown: int = 0
    discussed: float = 0.0
