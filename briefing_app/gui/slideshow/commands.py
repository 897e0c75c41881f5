"""What the commands of a slideshow do that move, take time or need the presenter view.

Each class has its part of the table of commands; discussions have another.
"""

from functools import partial
from typing import Final

from briefing_app.gui.slideshow.discussion import Discussions
from briefing_app.gui.slideshow.key_bindings import Command, Commands, Toggles
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.pointer import PointerAndZoom, Pointing
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.presenter.status_text import (
    clock_announcement,
    planned_time_announcement,
    zoom_announcement,
)
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.time import SlideTimer
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slideshow.state import SlideshowState

_FIRST_SLIDE: Final = "This is the first slide."
_LAST_SLIDE: Final = "This is the end. Esc ends the slideshow."


class MoveCommands:
    """Changes what the audience sees: another slide or a black screen, or nothing new.

    Args:
        slideshow: The slideshow.
        messages: Say why there is no move.
        discussions: Their countdowns start with a move.
    """

    def __init__(self, slideshow: Slideshow, messages: Messages, discussions: Discussions) -> None:
        self._slideshow = slideshow
        self._messages = messages
        self._discussions = discussions
        self.commands: Commands = {
            Command.NEXT: self._advance,
            Command.BACK: lambda: self._move(slideshow.state.go_back(), _FIRST_SLIDE),
            Command.FIRST: lambda: self._move(slideshow.state.go_to_first(), _FIRST_SLIDE),
            Command.LAST: lambda: self._move(slideshow.state.go_to_last(), _LAST_SLIDE),
            Command.BLACK: lambda: slideshow.update(slideshow.state.toggle_black()),
            Command.FREEZE: lambda: slideshow.update(slideshow.state.toggle_freeze()),
        }
        self.toggles: Toggles = {
            Command.BLACK: lambda: slideshow.state.audience.is_black,
            Command.FREEZE: lambda: slideshow.state.is_frozen,
        }

    def _advance(self) -> None:
        state, now = self._slideshow.state, self._slideshow.now()
        if state.ignores_next(now):
            return
        self._move(state.advance(now), _LAST_SLIDE)
        if state.waits_for_start:
            self._discussions.announce_countdown()

    def _move(self, state: SlideshowState, end: str) -> None:
        """Apply the state after a move, or say why there is no move."""
        if state == self._slideshow.state:
            self._messages.show_hint(end)
        else:
            self._slideshow.update(state)


class TimeCommands:
    """Stops and starts the clock, and changes the planned time.

    Args:
        slideshow: The slideshow.
        windows: Its windows.
        timer: The time of the slide on screen.
    """

    def __init__(self, slideshow: Slideshow, windows: SlideshowWindows, timer: SlideTimer) -> None:
        self._slideshow = slideshow
        self._windows = windows
        self._timer = timer
        self.commands: Commands = {
            Command.CLOCK: self._toggle_clock,
            Command.RESET_CLOCK: self._restart_clock,
        }
        self.toggles: Toggles = {}

    def plan(self, minutes: int) -> None:
        """Plan minutes; with 0, those of the slides are planned."""
        self._slideshow.update(self._slideshow.state.plan(minutes))
        self._windows.announce(planned_time_announcement(self._slideshow.state.planned.minutes))

    def _toggle_clock(self) -> None:
        self._slideshow.update(self._slideshow.state.toggle_clock(self._slideshow.now()))
        self._windows.announce(clock_announcement(self._timer.time, self._timer.due))

    def _restart_clock(self) -> None:
        """Set the clock, and the time of the slide, to zero."""
        self._timer.restart()
        self._slideshow.update(self._slideshow.state.restart_clock(self._slideshow.now()))
        self._windows.announce("Clock restarted")


class ViewCommands:
    """Points, zooms, swaps the windows, and uses the presenter view.

    Args:
        slideshow: The slideshow.
        windows: Its windows.
        messages: Say why a key does nothing.
        pointer: Pointer, spotlight and zoom.
        placement: Where the windows are.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        messages: Messages,
        pointer: PointerAndZoom,
        placement: WindowPlacement,
    ) -> None:
        self._slideshow = slideshow
        self._windows = windows
        self._messages = messages
        self._pointer = pointer
        self._placement = placement
        self.commands: Commands = {
            Command.POINTER: self._cycle_pointer,
            Command.ZOOM: self._toggle_zoom,
            Command.GO_TO: self._open_search,
            Command.HELP: self._toggle_key_help,
            Command.LARGER_NOTES: partial(self._change_notes_size, 1),
            Command.SMALLER_NOTES: partial(self._change_notes_size, -1),
            Command.NOTES_UP: partial(self._scroll_notes, -1),
            Command.NOTES_DOWN: partial(self._scroll_notes, 1),
            Command.SWAP: placement.swap,
            Command.RESUME: placement.place,
        }
        self.toggles: Toggles = {
            Command.POINTER: lambda: pointer.pointing is not Pointing.OFF,
            Command.ZOOM: lambda: pointer.is_zoomed,
        }

    def _cycle_pointer(self) -> None:
        self._pointer.cycle()
        self._messages.settle()
        self._windows.announce(self._pointer.pointing.value)

    def _toggle_zoom(self) -> None:
        self._pointer.toggle_zoom()
        self._messages.settle()
        self._windows.announce(zoom_announcement(is_zoomed=self._pointer.is_zoomed))

    def _open_search(self) -> None:
        view = self._visited_presenter_view()
        if view is not None:
            view.overlays.open_search(self._slideshow.state.position.slide)

    def _toggle_key_help(self) -> None:
        view = self._visited_presenter_view()
        if view is not None:
            view.overlays.toggle_key_help()

    def _change_notes_size(self, by: int) -> None:
        if not self._messages.hint_if_hidden():
            self._windows.presenter_view.change_notes_size(by)

    def _scroll_notes(self, by: int) -> None:
        if not self._messages.hint_if_hidden():
            self._windows.presenter_view.scroll_notes(by)

    def _visited_presenter_view(self) -> "presenter.PresenterView | None":
        """Bring the presenter view to the front. If it stays hidden, say so and return None."""
        is_shown = self._placement.visit_presenter_view() or not self._messages.hint_if_hidden()
        return self._windows.presenter_view if is_shown else None
