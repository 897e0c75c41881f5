"""Runs a slideshow: applies commands to its state, shows the state and records it.

The state is a `SlideshowState`, a value: each command makes the next one.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from briefing_app.database.personal.sessions import StoppedSession
from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.personal.session_saver import SessionSaver, SlideshowPlace
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.audience_window import AudienceWindow
from briefing_app.gui.slideshow.discussions import Discussions
from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.key_bindings import INK_COMMANDS, Command
from briefing_app.gui.slideshow.key_handler import KeyHandler
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.presenter.status_text import (
    clock_announcement,
    planned_time_announcement,
)
from briefing_app.gui.slideshow.screens.assignment import Placement
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.screens.watcher import ScreenWatcher
from briefing_app.gui.slideshow.slide_ink import SlideInk
from briefing_app.gui.slideshow.times.clock import SlideshowClock
from briefing_app.gui.slideshow.times.slide_timer import SlideTimer
from briefing_app.gui.slideshow.typed_number import TypedNumber
from briefing_app.gui.slideshow.what_we_said import WhatWeSaid
from briefing_app.gui.style import Style
from briefing_app.model.discussion import countdown_minutes
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.clock import Clock
from briefing_app.model.slideshow.planned_time import planned_time
from briefing_app.model.slideshow.record import STEP_MINUTES, SlideshowRecord
from briefing_app.model.slideshow.recording import Recording
from briefing_app.model.slideshow.slide_times import SlideSeconds
from briefing_app.model.slideshow.state import Blank, SlideshowState

if TYPE_CHECKING:  # imported when something is drawn
    from briefing_app.model.slideshow.ink import Ink

_SAVE_DELAY_MS: Final = 250  # after the first of several quick changes
_SECOND_MS: Final = 1000
_SAVE_INTERVAL_S: Final = 15
_SCREEN_CHECK_INTERVAL_S: Final = 2
_FIRST_SLIDE: Final = "This is the first slide."
_LAST_SLIDE: Final = "This is the end. Esc ends the slideshow."
_NO_PLAN: Final = "No time is planned."
_BLANK_KEYS: Final = frozenset({".", ","})


class Slideshow(QObject):
    """A running slideshow, from `start` to `ended`.

    Args:
        slides: The slides in order; at least one.
        options: How it starts.
        settings: What is remembered of windows.
        personal: Where its position is saved.
        style: Fonts, text size and theme.
        screens: Watches the screens.
        sleep_inhibitor: Inhibits sleep while the slideshow is running.
        known_warnings: Minor warnings that the presenter has seen; this adds to them.
        parent: The owner.
    """

    ended = Signal()
    """Emitted when the slideshow is over and its windows are closed."""

    def __init__(
        self,
        slides: tuple[Slide, ...],
        options: SlideshowOptions,
        *,
        settings: Settings,
        personal: PersonalData,
        style: Style,
        screens: ScreenWatcher,
        sleep_inhibitor: SleepInhibitor,
        known_warnings: set[str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._settings = settings
        self._personal = personal
        self._style = style
        self._screens = screens
        self._sleep_inhibitor = sleep_inhibitor
        self._pages = SlidePages(slides, style.slide_theme)
        self._clock = SlideshowClock(planned_time(options.planned_minutes, slides))
        self._state = SlideshowState(
            self._pages,
            clock=Clock(options.elapsed),
            minutes=countdown_minutes(slides),
            ink=options.ink,
        ).go_to_position(options.position)
        if options.countdown is not None:
            self._state = self._state._replace(countdown=options.countdown)
        self._saver = SessionSaver(personal, options.session, options.planned_minutes)
        self._is_started = False
        self._is_over = False
        self._is_searching = False
        self._seconds = 0
        self._timer = SlideTimer(
            slides,
            self._clock,
            options.taken,
            options.rehearsed,
            is_rehearsal=options.session.is_rehearsal,
        )
        self._display = SlideshowDisplay(
            self._pages,
            self._state,
            self._clock,
            self._timer,
            options.message,
            handle_audience_key=self._handle_audience_key,
            handle_presenter_key=self.handle_key,
            settings=settings,
            style=style,
            windowed=options.windowed,
            known_warnings=set() if known_warnings is None else known_warnings,
            parent=self,
        )
        self._discussions = Discussions(
            self._display, self._clock, lambda: self._state, self._set_state, self
        )
        self._said = WhatWeSaid(
            self._display,
            lambda: self._state,
            self._set_state,
            personal=personal,
            session=options.session,
            parent=self,
        )
        self._ink = SlideInk(
            self._display,
            lambda: self._state,
            self._set_state,
            self._set_ink,
            style=style,
            personal=personal,
            session=options.session,
            parent=self,
        )
        self._windows = WindowPlacement(
            self.audience,
            self.presenter_view,
            screens=screens,
            settings=settings,
            requested=options.screen,
            windowed=options.windowed,
            starts_with_notes=options.session.is_rehearsal,
            parent=self,
        )
        self._typed_number = TypedNumber(
            len(slides), self.go_to, self._display.show_typed_number, self._display.show_hint
        )
        self._keys = KeyHandler(self.do, self._typed_number)
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(_SAVE_DELAY_MS)
        self._save_timer.timeout.connect(self._save)
        self._second_timer = QTimer(self)
        self._second_timer.setInterval(_SECOND_MS)
        self._commands = self._command_handlers()
        self._connect_signals()

    # ---- what others see ------------------------------------------------------------------------

    @property
    def state(self) -> SlideshowState:
        """The state of the slideshow."""
        return self._state

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides in order."""
        return self._pages.slides

    @property
    def audience(self) -> AudienceWindow:
        """The audience window."""
        return self._display.audience

    @property
    def presenter_view(self) -> PresenterView:
        """The presenter view."""
        return self._display.presenter_view

    @property
    def placement(self) -> Placement | None:
        """The screens of the windows; None before they are placed."""
        return self._windows.placement

    @property
    def rejected_screen(self) -> str:
        """The requested screen, if the presenter chose another one with S; otherwise empty."""
        return "" if self._windows.requested_screen else self._options.screen

    @property
    def elapsed(self) -> float:
        """The seconds that the clock has run."""
        return self._state.clock.elapsed(self._clock.now())

    @property
    def slide_seconds(self) -> SlideSeconds:
        """The seconds that the audience saw each slide, by its key."""
        return self._timer.seconds(self._state)

    @property
    def record(self) -> SlideshowRecord:
        """The record from which the slideshow can be resumed."""
        position, countdown = self._state.position, self._state.countdown
        discussed = countdown.clock.elapsed(self._clock.now()) if countdown is not None else 0.0
        return SlideshowRecord(
            key=self._pages.slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=self.elapsed,
            running=self._options.is_offered_later and not self._is_over and position.slide > 0,
            windowed=self._options.windowed,
            screen=self._windows.requested_screen,
            countdown=countdown.seconds if countdown is not None and countdown.is_started else 0,
            discussed=discussed,
        )

    @property
    def recording(self) -> Recording:
        """What it has recorded so far."""
        is_rehearsal = self._options.session.is_rehearsal
        return Recording(self.slide_seconds, self._said.count, is_rehearsal)

    @property
    def stopped_session(self) -> StoppedSession:
        """The session, and the record from which it can be continued."""
        return StoppedSession(self._options.session, self.record)

    # ---- start and end --------------------------------------------------------------------------

    def start(self) -> None:
        """Show both windows and start the clock."""
        self._is_started = True
        self._state = self._said.applied(self._state.start_clock(self._clock.now()))
        self._timer.follow(self._state)
        self._display.start(self._state)
        self._screens.check_outputs()
        self._windows.place()
        self.presenter_view.postpone(self._display.show_state_to_presenter)
        self._second_timer.start()
        self._show_failure()
        self._save_soon()
        self.presenter_view.postpone(self._inhibit_sleep)

    def end(self) -> None:
        """End the slideshow and save its position and clock."""
        if self._is_over:
            return
        self._ink.finish()
        self._is_over = True
        self._state = self._state.end(self._clock.now())
        self._second_timer.stop()
        self._discussions.stop()
        self._said.stop()
        self._save_timer.stop()
        self._display.stop()
        self._screens.changed.disconnect(self._follow_screens)
        self._sleep_inhibitor.changed.disconnect(self._show_warning)
        self._style.changed.disconnect(self._restyle)
        self._personal.failed.disconnect(self._show_failure)
        self._personal.forgotten.disconnect(self._said.reread)
        self._personal.forgotten.disconnect(self._ink.drop_forgotten)
        self._sleep_inhibitor.release()
        # Another slideshow may be running when this one is destroyed.
        self.destroyed.disconnect(self._sleep_inhibitor.release)
        self._settings.save()
        self._saver.finish(self._place)
        self._windows.close()
        self.ended.emit()

    def bring_to_front(self) -> None:
        """Bring the windows to the front again."""
        self._windows.place()

    # ---- keys and commands ----------------------------------------------------------------------

    def handle_key(self, event: QKeyEvent) -> bool:
        """Handle a key press in either window. Return True if it was used."""
        if self._is_over or self._display.handle_key(event):
            return True
        return self._keys.handle(event)

    def do(self, command: Command) -> None:
        """Run the command of a key or a button."""
        if not self._is_over:
            self._typed_number.clear()
            self._commands[command]()

    def go_to(self, slide: int) -> None:
        """Go to the slide with an index, or to the nearest one there is."""
        self._set_state(self._state.go_to_slide(slide))

    def _handle_audience_key(self, event: QKeyEvent) -> bool:
        """Handle a key press in the audience window.

        An open search, or the field for what was said, gets it: the system may have focused either
        window. The keys for black and white are an exception, since a clicker may have sent them.
        """
        view = self.presenter_view
        can_type = view.can_be_seen and event.text() not in _BLANK_KEYS
        if can_type and self._is_searching:
            view.overlays.handle_search_key(event)
            return True
        if can_type and view.said is not None and view.said.is_typing:
            view.said.handle_key(event)
            return True
        return self.handle_key(event)

    def _command_handlers(self) -> dict[Command, Callable[[], object]]:
        view = self.presenter_view
        return {
            Command.NEXT: self._advance,
            Command.BACK: lambda: self._move(self._state.go_back(), _FIRST_SLIDE),
            Command.FIRST: lambda: self._move(self._state.go_to_first(), _FIRST_SLIDE),
            Command.LAST: lambda: self._move(self._state.go_to_last(), _LAST_SLIDE),
            Command.GO_TO: self._open_search,
            Command.BLACK: lambda: self._set_state(self._state.toggle_blank(Blank.BLACK)),
            Command.WHITE: lambda: self._set_state(self._state.toggle_blank(Blank.WHITE)),
            Command.FREEZE: lambda: self._set_state(self._state.toggle_freeze()),
            Command.DISCUSS: self._discussions.toggle_question,
            Command.PAUSE: self._discussions.toggle_countdown,
            Command.EXTEND: self._discussions.extend_countdown,
            Command.POINTER: self._cycle_pointer,
            **{command: partial(self._ink.use, command) for command in INK_COMMANDS},
            Command.SAY: self._said.type,
            Command.SHOW_SAID: self._said.toggle_shown,
            Command.ZOOM: self._display.toggle_zoom,
            Command.SWAP: self._swap,
            Command.CLOCK: self._toggle_clock,
            Command.RESET_CLOCK: self._restart_clock,
            Command.MORE_TIME: lambda: self._change_planned_minutes(STEP_MINUTES),
            Command.LESS_TIME: lambda: self._change_planned_minutes(-STEP_MINUTES),
            Command.LARGER_NOTES: lambda: self._change_size(1),
            Command.SMALLER_NOTES: lambda: self._change_size(-1),
            Command.NOTES_UP: lambda: self._use_view(view.scroll_notes, -1),
            Command.NOTES_DOWN: lambda: self._use_view(view.scroll_notes, 1),
            Command.LARGER_CLOCK: lambda: self._use_view(view.change_clock_size, 1),
            Command.SMALLER_CLOCK: lambda: self._use_view(view.change_clock_size, -1),
            Command.HELP: self._toggle_key_help,
            Command.RESUME: self.bring_to_front,
            Command.END: self._close_overlay_or_end,
        }

    def _connect_signals(self) -> None:
        for window in (self.audience, self.presenter_view):
            window.closed.connect(self.end)
            # If the slideshow is destroyed without being ended.
            self.destroyed.connect(window.deleteLater)
        self.destroyed.connect(self._sleep_inhibitor.release)
        self.audience.step_requested.connect(
            lambda step: self.do(Command.NEXT if step > 0 else Command.BACK)
        )
        self.presenter_view.command_requested.connect(self.do)
        self.presenter_view.slide_requested.connect(self.go_to)
        self.presenter_view.planned_minutes_entered.connect(self._set_planned_minutes)
        self.presenter_view.overlays.search_closed.connect(self._end_search)
        self.presenter_view.overlays.closed.connect(self._windows.leave_presenter_view)
        self._windows.presenter_view_shown.connect(self._display.update_presenter_view_soon)
        self._screens.changed.connect(self._follow_screens)
        self._sleep_inhibitor.changed.connect(self._show_warning)
        self._style.changed.connect(self._restyle)
        self._personal.failed.connect(self._show_failure)
        self._personal.forgotten.connect(self._said.reread)
        self._personal.forgotten.connect(self._ink.drop_forgotten)
        self._second_timer.timeout.connect(self._tick)

    def _visit_presenter_view(self) -> bool:
        """Bring the presenter view to the front. If it stays hidden, say so and return False."""
        self.presenter_view.complete()
        return self._windows.visit_presenter_view() or not self._display.hint_if_hidden()

    def _open_search(self) -> None:
        if self._visit_presenter_view():
            self._is_searching = True
            self.presenter_view.overlays.open_search(self._state.position.slide)

    def _end_search(self) -> None:
        self._is_searching = False

    def _toggle_key_help(self) -> None:
        if self._visit_presenter_view():
            self.presenter_view.overlays.toggle_key_help()

    def _close_overlay_or_end(self) -> None:
        if not (self.presenter_view.overlays.close() or self._ink.put_pen_away()):
            self.end()

    def _cycle_pointer(self) -> None:
        self._ink.put_pen_away()
        self._display.cycle_pointer()

    def _change_size(self, by: int) -> None:
        """Change the size of the spotlight, or that of the notes if there is none."""
        if not self._display.resize_spotlight(by):
            self._use_view(self.presenter_view.change_notes_size, by)

    def _use_view(self, change: Callable[[int], None], by: int) -> None:
        """Change something in the presenter view, if it can be seen."""
        if not self._display.hint_if_hidden():
            change(by)

    def _set_ink(self, ink: "Ink") -> None:
        self._state = self._state._replace(ink=ink)
        if ink.live is None:
            self._display.show_state(self._state, paint_now=True)
        else:
            self._display.show_ink(self._state)

    def _swap(self) -> None:
        self._windows.swap()
        self._save_soon()  # the requested screen may have been rejected

    def _advance(self) -> None:
        waits_for_start = self._state.waits_for_start
        self._move(self._state.advance(self._clock.now()), _LAST_SLIDE)
        if waits_for_start:
            self._discussions.announce_countdown()

    def _move(self, state: SlideshowState, end: str) -> None:
        """Apply the state after a move, or say why there is no move."""
        if state == self._state:
            self._display.show_hint(end)
        else:
            self._set_state(state)

    # ---- the state ------------------------------------------------------------------------------

    def _set_state(self, state: SlideshowState) -> None:
        state = self._said.applied(state)
        # If a key is held down and repeats faster than slides are painted, some are skipped.
        self._state = state
        self._display.show_state(state, paint_now=not self._keys.is_repeating)
        self._timer.follow(state)
        self._discussions.follow()
        self._save_soon()

    # ---- time -----------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._display.show_time()
        self._seconds += 1
        if self._seconds % _SCREEN_CHECK_INTERVAL_S == 0:
            self._screens.check_outputs()
        is_clock_running = self._state.clock.running_since is not None
        if self._seconds % _SAVE_INTERVAL_S == 0 and is_clock_running:
            self._save()

    def _toggle_clock(self) -> None:
        clock = self._clock.toggled(self._state.clock)
        self._set_state(self._state.with_clock(clock))
        self.presenter_view.announce(clock_announcement(*self._timer.time(self._state)))

    def _restart_clock(self) -> None:
        self._timer.restart()
        self._set_state(self._state.with_clock(self._clock.restarted(self._state.clock)))
        self.presenter_view.announce("Clock restarted")

    def _change_planned_minutes(self, by: int) -> None:
        planned = self._clock.planned.minutes
        if planned or by > 0:
            self._set_planned_minutes(planned + by)
        else:
            self._display.show_hint(_NO_PLAN)

    def _set_planned_minutes(self, minutes: int) -> None:
        self._clock.set_own_minutes(minutes)
        self._save_soon()
        self._display.show_time()
        self.presenter_view.announce(planned_time_announcement(self._clock.planned.minutes))

    # ---- surroundings ---------------------------------------------------------------------------

    def _restyle(self) -> None:
        """Show the slides in other colours if others were chosen."""
        theme = self._style.slide_theme
        if theme != self._pages.theme:
            self._pages = SlidePages(self._pages.slides, theme)
            self._state = self._state._replace(outline=self._pages)
            self._display.set_pages(self._pages, self._state)

    def _inhibit_sleep(self) -> None:
        if not self._is_over:
            self._sleep_inhibitor.inhibit("A briefing is being presented")
            self._show_warning()

    def _show_warning(self) -> None:
        inhibitor = self._sleep_inhibitor
        self._display.show_warning(inhibitor.warning, is_minor=not inhibitor.may_sleep)

    def _show_failure(self) -> None:
        if message := self._personal.take_message():
            self._display.show_notice(message)

    def _follow_screens(self) -> None:
        if self._is_started and not self._is_over:
            self._windows.place(requested=False)

    def _save_soon(self) -> None:
        if not self._save_timer.isActive():  # another change must not postpone it
            self._save_timer.start()

    def _save(self) -> None:
        self._settings.save()
        if not self._saver.save(self._place):
            self._save_timer.start()

    @property
    def _place(self) -> SlideshowPlace:
        return SlideshowPlace(self.record, self.slide_seconds, self._clock.planned.own)
