"""What the commands of a slideshow do, in one table."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.pointer import PointerAndZoom
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.presenter.status_text import (
    countdown_announcement,
    zoom_announcement,
)
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.time import SlideTimer
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.report import SlideKind
from briefing_app.model.slideshow.state import SlideshowState

_FIRST_SLIDE: Final = "This is the first slide."
_LAST_SLIDE: Final = "This is the end. Esc ends the slideshow."
_NO_QUESTION: Final = "This slide has no discussion question."
_SHOWN_ALREADY: Final = "The discussion question is on screen already."
_NEXT_IGNORED: Final = "Next ignored: the countdown has just started."
_NO_COUNTDOWN: Final = "There is no countdown on this slide."


class SlideshowCommands:
    """Runs the commands of keys, buttons and the mouse.

    Args:
        slideshow: The slideshow.
        windows: Its windows, and where they are.
        messages: Say why a command does nothing.
        pointer: Pointer and zoom.
        timer: The time of the slide on screen.
        end: Ends the slideshow.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        messages: Messages,
        pointer: PointerAndZoom,
        *,
        timer: SlideTimer,
        end: Callable[[], None],
    ) -> None:
        self._slideshow = slideshow
        self._windows = windows
        self._messages = messages
        self._pointer = pointer
        self._timer = timer
        self._end = end
        self.table: Mapping[Command, Callable[[], object]] = {
            Command.NEXT: self._advance,
            Command.BACK: lambda: self._move(slideshow.state.go_back(), _FIRST_SLIDE),
            Command.FIRST: lambda: self._move(slideshow.state.go_to_first(), _FIRST_SLIDE),
            Command.LAST: lambda: self._move(slideshow.state.go_to_last(), _LAST_SLIDE),
            Command.GO_TO: self._open_search,
            Command.BLACK: lambda: slideshow.update(slideshow.state.toggle_black()),
            Command.FREEZE: lambda: slideshow.update(slideshow.state.toggle_freeze()),
            Command.DISCUSS: self._toggle_question,
            Command.PAUSE: partial(self._change_countdown, SlideshowState.toggle_countdown),
            Command.EXTEND: partial(self._change_countdown, SlideshowState.extend_countdown),
            Command.POINTER: self._toggle_pointer,
            Command.ZOOM: self._toggle_zoom,
            Command.SWAP: self._swap,
            Command.RESTART_CLOCK: self._restart_clock,
            Command.LARGER_NOTES: partial(self._change_notes_size, 1),
            Command.SMALLER_NOTES: partial(self._change_notes_size, -1),
            Command.NOTES_UP: partial(self._scroll_notes, -1),
            Command.NOTES_DOWN: partial(self._scroll_notes, 1),
            Command.HELP: self._toggle_key_help,
            Command.RESUME: windows.place,
            Command.END: self._close_or_end,
        }
        """What each command does."""
        self.toggles: Mapping[Command, Callable[[], bool]] = {
            Command.BLACK: lambda: slideshow.state.audience.is_black,
            Command.FREEZE: lambda: slideshow.state.is_frozen,
            Command.DISCUSS: lambda: bool(slideshow.state.position.question),
            Command.POINTER: lambda: pointer.is_pointing,
            Command.ZOOM: lambda: pointer.is_zoomed,
        }
        """Whether what a command switches is on; its button in the presenter view shows it."""

    def do(self, command: Command) -> None:
        """Run a command, unless the slideshow is over."""
        if not self._slideshow.state.is_over:
            self._messages.show_typed_number("")
            if command is not Command.SWAP:
                self._messages.hide_hint()
            self.table[command]()

    # ---- slides ---------------------------------------------------------------------------------

    def _advance(self) -> None:
        state, now = self._slideshow.state, self._slideshow.now()
        if state.ignores_next(now):
            self._messages.show_hint(_NEXT_IGNORED)
            return
        self._move(state.advance(now), _LAST_SLIDE)
        if state.waits_for_start:
            self._announce_countdown()

    def _move(self, state: SlideshowState, end: str) -> None:
        """Apply the state after a move, or say why there is no move."""
        if state == self._slideshow.state:
            self._messages.show_hint(end)
        else:
            self._slideshow.update(state)

    # ---- discussions ----------------------------------------------------------------------------

    def _toggle_question(self) -> None:
        """Show the discussion question of the slide, or the slide again."""
        state, pages = self._slideshow.state, self._slideshow.pages
        slide = state.position.slide
        question = pages.question(slide)
        if question is not None:
            self._slideshow.update(state.toggle_question(question))
        elif pages.slides[slide].kind is SlideKind.DISCUSSION:
            self._messages.show_hint(_SHOWN_ALREADY)
        else:
            self._messages.show_hint(_NO_QUESTION)

    def _change_countdown(self, change: Callable[[SlideshowState, float], SlideshowState]) -> None:
        state = self._slideshow.state
        if state.visible_countdown is None:
            self._messages.show_hint(_NO_COUNTDOWN)
            return
        self._slideshow.update(change(state, self._slideshow.now()))
        self._announce_countdown()

    def _announce_countdown(self) -> None:
        """Let a screen reader say what is left, and whether the countdown runs."""
        countdown = self._slideshow.state.visible_countdown
        if countdown is not None:
            announce(countdown_announcement(countdown, self._slideshow.now()))

    # ---- clock ----------------------------------------------------------------------------------

    def _restart_clock(self) -> None:
        """Set the clock, and the time of the slide, to zero."""
        self._timer.restart()
        self._slideshow.update(self._slideshow.state.restart_clock(self._slideshow.now()))
        announce("Clock restarted")

    # ---- screens --------------------------------------------------------------------------------

    def _swap(self) -> None:
        """Swap the screens, at the second press if a projector has the slides."""
        question = self._windows.swap_question
        if question and not self._messages.is_asking:
            self._messages.ask(question)
            return
        self._messages.hide_hint()
        self._windows.swap()

    # ---- pointer and presenter view -------------------------------------------------------------

    def _toggle_pointer(self) -> None:
        self._pointer.toggle_pointer()
        self._messages.settle()
        announce("Pointer on" if self._pointer.is_pointing else "Pointer off")

    def _toggle_zoom(self) -> None:
        self._pointer.toggle_zoom()
        self._messages.settle()
        announce(zoom_announcement(is_zoomed=self._pointer.is_zoomed))

    def _open_search(self) -> None:
        view = self._visited_presenter_view()
        if view is not None:
            view.overlays.open_search()

    def _toggle_key_help(self) -> None:
        view = self._visited_presenter_view()
        if view is not None:
            view.overlays.toggle_key_help()

    def _change_notes_size(self, by: int) -> None:
        if not self._messages.hint_if_hidden():
            self._windows.presenter_view.notes.change_size(by)

    def _scroll_notes(self, by: int) -> None:
        if not self._messages.hint_if_hidden():
            self._windows.presenter_view.notes.scroll_pages(by)

    def _visited_presenter_view(self) -> "presenter.PresenterView | None":
        """Bring the presenter view to the front. If it stays hidden, say so and return None."""
        is_shown = self._windows.visit_presenter_view() or not self._messages.hint_if_hidden()
        return self._windows.presenter_view if is_shown else None

    def _close_or_end(self) -> None:
        """Close what is open: the overlay or the zoom. Otherwise end the slideshow.

        A second press that comes just after that does nothing.
        """
        now = self._slideshow.now()
        if self._slideshow.state.ignores_end(now):
            return
        view = self._windows.built_presenter_view
        if view is None or not view.overlays.close():
            if not self._pointer.is_zoomed:
                self._end()
                return
            self._toggle_zoom()
        self._slideshow.update(self._slideshow.state.with_closed(now))
