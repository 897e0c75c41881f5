"""How long each slide of a slideshow was shown, as a value."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

SlideSeconds = Mapping[str, float]
"""Seconds by the key of a slide."""

NO_SECONDS: Final[SlideSeconds] = MappingProxyType({})

_MIN_SHOWN_SECONDS: Final = 1.0
_MIN_SLIDESHOW_SECONDS: Final = 60


class SlideTimes(NamedTuple):
    """The seconds that each slide was shown while the clock ran, all its pages and visits together.

    Args:
        seconds: The seconds of each slide, without those of the slide that is shown now.
        slide: The key of the slide that is shown now; empty if none is.
        start: What the clock showed when that slide came, in seconds.
    """

    seconds: SlideSeconds = NO_SECONDS
    slide: str = ""
    start: float = 0.0

    def show(self, slide: str, elapsed: float) -> "SlideTimes":
        """Return the times with another slide shown, or none.

        Args:
            slide: The key of the slide; empty for a black or white screen.
            elapsed: What the clock shows, in seconds.
        """
        return self if slide == self.slide else SlideTimes(self.until(elapsed), slide, elapsed)

    def until(self, elapsed: float) -> SlideSeconds:
        """Return the seconds of each slide when the clock shows `elapsed`."""
        if not self.slide or elapsed <= self.start:
            return self.seconds
        return {**self.seconds, self.slide: self.of(self.slide, elapsed)}

    def of(self, slide: str, elapsed: float) -> float:
        """Return the seconds of one slide when the clock shows `elapsed`."""
        seconds = self.seconds.get(slide, 0.0)
        return seconds + max(0.0, elapsed - self.start) if slide == self.slide else seconds

    def restarted(self) -> "SlideTimes":
        """Return the times at zero, with the same slide shown: the clock was set to zero."""
        return SlideTimes(slide=self.slide)


def is_worth_showing(seconds: SlideSeconds) -> bool:
    """Return whether a slideshow took a minute; a shorter one was started by mistake."""
    return sum(seconds.values()) >= _MIN_SLIDESHOW_SECONDS


def rehearsal_to_compare(
    rehearsals: Iterable[SlideSeconds], slides: Collection[str]
) -> SlideSeconds:
    """Return the first rehearsal that showed most of the slides; nothing if none did.

    One that was broken off early doesn't replace an earlier one. Slides that were only passed on
    the way to another one are left out.

    Args:
        rehearsals: The seconds of each slide in each rehearsal, the newest first.
        slides: The keys of the slides.
    """
    for rehearsal in rehearsals:
        shown = {key: each for key, each in rehearsal.items() if each >= _MIN_SHOWN_SECONDS}
        if 2 * sum(key in shown for key in slides) > len(slides):
            return shown
    return NO_SECONDS
