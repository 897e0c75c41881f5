"""The commands of a slideshow: each is a method with its keys and texts.

The keys are those that presenters know from other programs and those that clickers send: PageUp and
PageDown, ``.`` and B, F5 and Esc, arrows.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QAbstractSlider

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.slideshow.command import (
    Button,
    ButtonGroup,
    Command,
    KeyPurpose,
    KeyRow,
)
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.presenter.status_text import (
    countdown_announcement,
    zoom_announcement,
)
from briefing_app.gui.slideshow.slideshow import PointerAndZoom, Slideshow, SlideTimer
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.report import SlideKind
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import CountdownAction

_Scroll = QAbstractSlider.SliderAction

_FIRST_SLIDE: Final = "This is the first slide."
_LAST_SLIDE: Final = "This is the end. Esc ends the slideshow."
_NO_QUESTION: Final = "This slide has no discussion question."
_SHOWN_ALREADY: Final = "The discussion question is on screen already."
_NEXT_IGNORED: Final = "Next ignored: the countdown has just started."
_NO_COUNTDOWN: Final = "There is no countdown on this slide."


class Commands:
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

    @property
    def all(self) -> tuple[Command, ...]:
        """All commands, in the order of the key help and of the buttons."""
        return COMMANDS

    def do(self, command: Command) -> None:
        """Run a command, unless the slideshow is over."""
        if not self._slideshow.state.is_over:
            self._messages.show_typed_number("")
            if not command.keeps_hint:
                self._messages.hide_hint()
            command.method(self)

    def is_on(self, command: Command) -> bool:
        """Return whether what a command switches is on."""
        return command.is_on is not None and command.is_on(self)

    # ---- slides ---------------------------------------------------------------------------------

    @Command(
        KeyPurpose.TURN,
        ("PgUp", "Left", "Up", "Backspace", "P"),
        "Previous slide, page or question",
        button=Button("‹ Back", ButtonGroup.TURN, is_key_shown=False),
        repeats=True,
        scroll=_Scroll.SliderPageStepSub,
        essential=(KeyRow(("Left",), "Back"),),
    )
    def go_back(self) -> None:
        self._move(self._slideshow.state.go_back(), _FIRST_SLIDE)

    @Command(
        KeyPurpose.TURN,
        ("PgDown", "Right", "Down", "Space", "Return", "Enter", "N"),
        "Next slide, page, answer or bars; starts a countdown",
        button=Button("Next ›", ButtonGroup.TURN, is_key_shown=False, is_primary=True),
        repeats=True,
        scroll=_Scroll.SliderPageStepAdd,
        essential=(KeyRow(("Right",), "Next"),),
    )
    def advance(self) -> None:
        state, now = self._slideshow.state, self._slideshow.now()
        if state.ignores_next(now):
            self._messages.show_hint(_NEXT_IGNORED)
            return
        self._move(state.advance(now), _LAST_SLIDE)
        if state.waits_for_start:
            self._announce_countdown()

    @Command(KeyPurpose.TURN, ("Home",), "First slide", scroll=_Scroll.SliderToMinimum)
    def go_to_first(self) -> None:
        self._move(self._slideshow.state.go_to_first(), _FIRST_SLIDE)

    @Command(KeyPurpose.TURN, ("End",), "Last slide", scroll=_Scroll.SliderToMaximum)
    def go_to_last(self) -> None:
        self._move(self._slideshow.state.go_to_last(), _LAST_SLIDE)

    def _move(self, state: SlideshowState, end: str) -> None:
        """Apply the state after a move, or say why there is no move."""
        if state == self._slideshow.state:
            self._messages.show_hint(end)
        else:
            self._slideshow.update(state)

    # ---- what the audience sees -----------------------------------------------------------------

    @Command(
        KeyPurpose.SCREENS,
        ("B", "."),
        "Black screen; press again for the slide",
        button=Button("Black", ButtonGroup.HIDE),
        is_on=lambda self: self._slideshow.state.audience.is_black,
        essential=(KeyRow(("B",), "Black, and back"),),
    )
    def toggle_black(self) -> None:
        self._slideshow.update(self._slideshow.state.toggle_black())

    @Command(
        KeyPurpose.SCREENS,
        ("F",),
        "Freeze what the audience sees while you move; press again to unfreeze",
        button=Button("Freeze", ButtonGroup.HIDE),
        is_on=lambda self: self._slideshow.state.is_frozen,
        essential=(KeyRow(("F",), "Freeze what the audience sees"),),
    )
    def toggle_freeze(self) -> None:
        self._slideshow.update(self._slideshow.state.toggle_freeze())

    # ---- discussions ----------------------------------------------------------------------------

    @Command(
        KeyPurpose.DISCUSSION,
        ("D",),
        "Discussion question of the slide; press again for the slide",
        button=Button("Discuss", ButtonGroup.TOOLS),
        is_on=lambda self: bool(self._slideshow.state.position.question),
        essential=(KeyRow(("D",), "Discussion question of this slide"),),
    )
    def toggle_question(self) -> None:
        state, pages = self._slideshow.state, self._slideshow.pages
        slide = state.position.slide
        question = pages.question(slide)
        if question is not None:
            self._slideshow.update(state.toggle_question(question))
        elif pages.slides[slide].kind is SlideKind.DISCUSSION:
            self._messages.show_hint(_SHOWN_ALREADY)
        else:
            self._messages.show_hint(_NO_QUESTION)

    @Command(
        KeyPurpose.DISCUSSION,
        ("T",),
        "Start, pause or continue the countdown",
        button=Button("Pause", ButtonGroup.COUNTDOWN, texts=tuple(CountdownAction)),
        essential=(KeyRow(("T",), "Start, pause or continue the countdown"),),
    )
    def toggle_countdown(self) -> None:
        self._change_countdown(SlideshowState.toggle_countdown)

    @Command(
        KeyPurpose.DISCUSSION,
        ("Shift+T",),
        "Add a minute to the countdown",
        button=Button("+1 min", ButtonGroup.COUNTDOWN, is_key_shown=False),
        essential=(KeyRow(("Shift+T",), "Add a minute to the countdown"),),
    )
    def extend_countdown(self) -> None:
        self._change_countdown(SlideshowState.extend_countdown)

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

    # ---- pointer, overview and screens ----------------------------------------------------------

    @Command(
        KeyPurpose.SCREENS,
        ("L",),
        "Pointer that follows the mouse; press again for none",
        button=Button("Pointer", ButtonGroup.TOOLS),
        is_on=lambda self: self._pointer.is_pointing,
        essential=(KeyRow(("L",), "Pointer, and off"),),
    )
    def toggle_pointer(self) -> None:
        self._pointer.toggle_pointer()
        self._messages.settle()
        announce("Pointer on" if self._pointer.is_pointing else "Pointer off")

    @Command(
        KeyPurpose.SCREENS,
        ("Z",),
        "Zoom in; move with the mouse or the arrow keys; press again to zoom out",
        button=Button("Zoom", ButtonGroup.TOOLS),
        is_on=lambda self: self._pointer.is_zoomed,
    )
    def toggle_zoom(self) -> None:
        self._pointer.toggle_zoom()
        self._messages.settle()
        announce(zoom_announcement(is_zoomed=self._pointer.is_zoomed))

    @Command(
        KeyPurpose.TURN,
        ("G",),
        "Overview and search of all slides; with one screen, it covers the slide",
        button=Button("All slides", ButtonGroup.TOOLS),
        essential=(
            KeyRow(("G",), "All slides, for you alone"),
            KeyRow(("7 Enter",), "Go to slide 7"),
        ),
        more_keys=(KeyRow(("0–9 Enter",), "Go to the slide with that number"),),
    )
    def open_overview(self) -> None:
        view = self._visited_presenter_view()
        if view is not None:
            view.overlays.open_search()

    @Command(
        KeyPurpose.SCREENS,
        ("S",),
        "Swap the screens, pressed twice if a projector has the slides; with one screen, switch "
        "between slides and notes",
        button=Button("Swap", ButtonGroup.APART),
        keeps_hint=True,
        essential=(KeyRow(("S",), "Swap the screens; twice with a projector"),),
    )
    def swap_screens(self) -> None:
        question = self._windows.swap_question
        if question and not self._messages.is_asking:
            self._messages.ask(question)
            return
        self._messages.hide_hint()
        self._windows.swap()

    # ---- clock and notes ------------------------------------------------------------------------

    @Command(KeyPurpose.START, ("Shift+C",), "Restart the clock")
    def restart_clock(self) -> None:
        self._timer.restart()
        self._slideshow.update(self._slideshow.state.restart_clock(self._slideshow.now()))
        announce("Clock restarted")

    @Command(
        KeyPurpose.SCREENS,
        ("-",),
        "Smaller notes",
        button=Button("A−", ButtonGroup.NOTES),
        repeats=True,
    )
    def shrink_notes(self) -> None:
        self._change_notes_size(-1)

    @Command(
        KeyPurpose.SCREENS,
        ("+", "="),
        "Larger notes",
        button=Button("A+", ButtonGroup.NOTES),
        repeats=True,
    )
    def enlarge_notes(self) -> None:
        self._change_notes_size(1)

    # With Shift, which no clicker sends.
    @Command(KeyPurpose.SCREENS, ("Shift+PgUp",), "Scroll the notes up", repeats=True)
    def scroll_notes_up(self) -> None:
        self._scroll_notes(-1)

    @Command(KeyPurpose.SCREENS, ("Shift+PgDown",), "Scroll the notes down", repeats=True)
    def scroll_notes_down(self) -> None:
        self._scroll_notes(1)

    def _change_notes_size(self, by: int) -> None:
        if not self._messages.hint_if_hidden():
            self._windows.presenter_view.notes.change_size(by)

    def _scroll_notes(self, by: int) -> None:
        if not self._messages.hint_if_hidden():
            self._windows.presenter_view.notes.scroll_pages(by)

    # ---- help and end ---------------------------------------------------------------------------

    @Command(
        KeyPurpose.SCREENS, ("F1", "?"), "Show these keys; with one screen, they cover the slide"
    )
    def toggle_key_help(self) -> None:
        view = self._visited_presenter_view()
        if view is not None:
            view.overlays.toggle_key_help()

    @Command(KeyPurpose.START, ("F5", "Shift+F5"), "Bring the slideshow to the front")
    def resume(self) -> None:
        self._windows.place()

    @Command(
        KeyPurpose.START,
        ("Esc",),
        "Close the overview, the keys or the zoom; otherwise end the slideshow (F5 continues it)",
        button=Button("End", ButtonGroup.APART),
        essential=(KeyRow(("Esc",), "End; keeps place and clock"),),
    )
    def close_or_end(self) -> None:
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
            self.toggle_zoom()
        self._slideshow.update(self._slideshow.state.with_closed(now))

    def _visited_presenter_view(self) -> "presenter.PresenterView | None":
        """Bring the presenter view to the front. If it stays hidden, say so and return None."""
        is_shown = self._windows.visit_presenter_view() or not self._messages.hint_if_hidden()
        return self._windows.presenter_view if is_shown else None


COMMANDS: Final = tuple(each for each in vars(Commands).values() if isinstance(each, Command))
"""All commands, in the order of the key help and of the buttons."""
