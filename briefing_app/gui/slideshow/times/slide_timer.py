"""Records how long the audience sees each slide."""

from collections.abc import Sequence

from briefing_app.gui.slideshow.times.clock import SlideshowClock
from briefing_app.gui.slideshow.times.timing import (
    SECONDS_PER_MINUTE,
    DueShares,
    SlideshowTime,
    SlideTime,
    complete_times,
    due_shares,
    scaled_times,
)
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide, countdown_minutes
from briefing_app.model.slideshow.state import Blank, SlideshowState
from briefing_app.model.slideshow.time import SlideSeconds, SlideTimes


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
