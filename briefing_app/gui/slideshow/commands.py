"""What each command of a slideshow does."""

from collections.abc import Callable
from functools import partial
from typing import Final

from briefing_app.gui.slideshow.discussion import Discussions, WhatWeSaid
from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.ink.pen import SlideInk
from briefing_app.gui.slideshow.key_bindings import INK_COMMANDS, Command
from briefing_app.gui.slideshow.presenter.status_text import (
    clock_announcement,
    planned_time_announcement,
)
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.time import SlideshowClock, SlideTimer
from briefing_app.model.slideshow.record import STEP_MINUTES
from briefing_app.model.slideshow.state import Blank, SlideshowState

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


_FIRST_SLIDE: Final = "This is the first slide."
_LAST_SLIDE: Final = "This is the end. Esc ends the slideshow."


class SlideshowCommands:
    """Runs the commands of keys and buttons. If one can do nothing, a hint says why.

    Args:
        display: What the windows show.
        windows: Where the windows are.
        discussions: Questions and countdowns.
        said: What people say in discussions.
        ink: The pen.
        time: The clock and the planned time.
        clock: The time source.
        state: Returns the state of the slideshow.
        set_state: Called with the next state.
        save_soon: Saves what has changed apart from the state.
        end: Ends the slideshow.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        windows: WindowPlacement,
        *,
        discussions: Discussions,
        said: WhatWeSaid,
        ink: SlideInk,
        time: TimeCommands,
        clock: SlideshowClock,
        state: Callable[[], SlideshowState],
        set_state: Callable[[SlideshowState], None],
        save_soon: Callable[[], None],
        end: Callable[[], None],
    ) -> None:
        self._display = display
        self._view = display.presenter_view
        self._windows = windows
        self._discussions = discussions
        self._said = said
        self._ink = ink
        self._time = time
        self._clock = clock
        self._state = state
        self._set_state = set_state
        self._save_soon = save_soon
        self._end = end
        self._commands = self._table()

    def run(self, command: Command) -> None:
        """Run a command."""
        self._commands[command]()

    def _table(self) -> dict[Command, Callable[[], object]]:
        view = self._view
        return {
            Command.NEXT: self._advance,
            Command.BACK: lambda: self._move(self._state().go_back(), _FIRST_SLIDE),
            Command.FIRST: lambda: self._move(self._state().go_to_first(), _FIRST_SLIDE),
            Command.LAST: lambda: self._move(self._state().go_to_last(), _LAST_SLIDE),
            Command.GO_TO: self._open_search,
            Command.BLACK: lambda: self._set_state(self._state().toggle_blank(Blank.BLACK)),
            Command.WHITE: lambda: self._set_state(self._state().toggle_blank(Blank.WHITE)),
            Command.FREEZE: lambda: self._set_state(self._state().toggle_freeze()),
            Command.DISCUSS: self._discussions.toggle_question,
            Command.PAUSE: self._discussions.toggle_countdown,
            Command.EXTEND: self._discussions.extend_countdown,
            Command.POINTER: self._cycle_pointer,
            **{command: partial(self._ink.use, command) for command in INK_COMMANDS},
            Command.SAY: self._said.type,
            Command.SHOW_SAID: self._said.toggle_shown,
            Command.ZOOM: self._display.toggle_zoom,
            Command.SWAP: self._swap,
            Command.CLOCK: self._time.toggle_clock,
            Command.RESET_CLOCK: self._time.restart_clock,
            Command.MORE_TIME: partial(self._time.change_planned_minutes, STEP_MINUTES),
            Command.LESS_TIME: partial(self._time.change_planned_minutes, -STEP_MINUTES),
            Command.LARGER_NOTES: lambda: self._use_view(view.change_notes_size, 1),
            Command.SMALLER_NOTES: lambda: self._use_view(view.change_notes_size, -1),
            Command.NOTES_UP: lambda: self._use_view(view.scroll_notes, -1),
            Command.NOTES_DOWN: lambda: self._use_view(view.scroll_notes, 1),
            Command.HELP: self._toggle_key_help,
            Command.RESUME: self._windows.place,
            Command.END: self._close_overlay_or_end,
        }

    def _visit_presenter_view(self) -> bool:
        """Bring the presenter view to the front. If it stays hidden, say so and return False."""
        self._view.complete()
        return self._windows.visit_presenter_view() or not self._display.messages.hint_if_hidden()

    def _open_search(self) -> None:
        if self._visit_presenter_view():
            self._view.overlays.open_search(self._state().position.slide)

    def _toggle_key_help(self) -> None:
        if self._visit_presenter_view():
            self._view.overlays.toggle_key_help()

    def _close_overlay_or_end(self) -> None:
        if not (self._view.overlays.close() or self._ink.put_pen_away()):
            self._end()

    def _cycle_pointer(self) -> None:
        self._ink.put_pen_away()
        self._display.cycle_pointer()

    def _use_view(self, change: Callable[[int], None], by: int) -> None:
        """Change something in the presenter view, if it can be seen."""
        if not self._display.messages.hint_if_hidden():
            change(by)

    def _swap(self) -> None:
        self._windows.swap()
        self._save_soon()  # the requested screen may have been rejected

    def _advance(self) -> None:
        waits_for_start = self._state().waits_for_start
        self._move(self._state().advance(self._clock.now()), _LAST_SLIDE)
        if waits_for_start:
            self._discussions.announce_countdown()

    def _move(self, state: SlideshowState, end: str) -> None:
        """Apply the state after a move, or say why there is no move."""
        if state == self._state():
            self._display.messages.show_hint(end)
        else:
            self._set_state(state)
