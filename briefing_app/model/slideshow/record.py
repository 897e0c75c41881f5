"""Where a slideshow was, so that it can be resumed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from briefing_app.model.slideshow.time import Countdown


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
        pages: The number of steps of each page of the slide; in a later edition it may have others.
        countdowns: The countdowns that were started or extended, by the key of their slide. None
            runs: one that wasn't paused is held.
    """

    key: str
    page: int
    step: int
    elapsed: float
    running: bool
    windowed: bool = False
    screen: str = ""
    pages: Sequence[int] = ()
    countdowns: Mapping[str, Countdown] = MappingProxyType({})
