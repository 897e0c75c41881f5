"""The commands of the clock and of the planned time."""

from collections.abc import Callable
from typing import Final

from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.presenter.status_text import (
    clock_announcement,
    planned_time_announcement,
)
from briefing_app.gui.slideshow.times.clock import SlideshowClock
from briefing_app.gui.slideshow.times.slide_timer import SlideTimer
from briefing_app.model.slideshow.state import SlideshowState

_NO_PLAN: Final = "No time is planned."


class TimeCommands:
    """Stops and starts the clock, and changes the planned time.

    Args:
        display: The windows.
        clock: The time source and the planned time.
        timer: The time of each slide.
        state: Returns the state of the slideshow.
        set_state: Called with the next state.
        save_soon: Saves the planned time.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        clock: SlideshowClock,
        timer: SlideTimer,
        *,
        state: Callable[[], SlideshowState],
        set_state: Callable[[SlideshowState], None],
        save_soon: Callable[[], None],
    ) -> None:
        self._display = display
        self._clock = clock
        self._timer = timer
        self._state = state
        self._set_state = set_state
        self._save_soon = save_soon

    def toggle_clock(self) -> None:
        """Stop the clock, or start it."""
        clock = self._clock.toggled(self._state().clock)
        self._set_state(self._state().with_clock(clock))
        self._display.presenter_view.announce(clock_announcement(*self._timer.time(self._state())))

    def restart_clock(self) -> None:
        """Set the clock, and the times of the slides, to zero."""
        self._timer.restart()
        self._set_state(self._state().with_clock(self._clock.restarted(self._state().clock)))
        self._display.presenter_view.announce("Clock restarted")

    def change_planned_minutes(self, by: int) -> None:
        """Plan more minutes, or fewer if less than 0."""
        planned = self._clock.planned.minutes
        if planned or by > 0:
            self.set_planned_minutes(planned + by)
        else:
            self._display.messages.show_hint(_NO_PLAN)

    def set_planned_minutes(self, minutes: int) -> None:
        """Plan minutes; with 0, those of the slides are planned."""
        self._clock.set_own_minutes(minutes)
        self._save_soon()
        self._display.show_time()
        self._display.presenter_view.announce(
            planned_time_announcement(self._clock.planned.minutes)
        )
