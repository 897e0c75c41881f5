"""Runs a slideshow: applies commands to its state, shows the state and records it.

The state is a `SlideshowState`, a value: each command makes the next one.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.look import Style
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.commands import SlideshowCommands, TimeCommands
from briefing_app.gui.slideshow.discussion import Discussions, WhatWeSaid
from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.ink.pen import SlideInk
from briefing_app.gui.slideshow.key_bindings import Command, prepare_bindings
from briefing_app.gui.slideshow.key_handler import KeyHandler, TypedNumber
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.gui.slideshow.recorder import SlideshowRecorder
from briefing_app.gui.slideshow.screens.assignment import Placement
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.screens.watcher import ScreenWatcher
from briefing_app.gui.slideshow.time import SlideshowClock, SlideTimer
from briefing_app.model.slides import Slide, countdown_minutes
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import Clock, planned_time

if TYPE_CHECKING:  # imported when something is drawn
    from briefing_app.model.slideshow.ink import Ink

_SECOND_MS: Final = 1000
_SAVE_INTERVAL_S: Final = 15
_SCREEN_CHECK_INTERVAL_S: Final = 2


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
        self._is_started = False
        self._is_over = False
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
        self.recorder = SlideshowRecorder(
            slides,
            options,
            clock=self._clock,
            timer=self._timer,
            said=self._said,
            windows=self._windows,
            state=lambda: self._state,
            is_over=lambda: self._is_over,
            settings=settings,
            personal=personal,
            parent=self,
        )
        """What is recorded of the slideshow."""
        self._typed_number = TypedNumber(self._display, len(slides), self.go_to)
        self._keys = KeyHandler(self._display, self.do, self._typed_number, self._clock)
        self._time = TimeCommands(
            self._display,
            self._clock,
            self._timer,
            state=lambda: self._state,
            set_state=self._set_state,
            save_soon=self.recorder.save_soon,
        )
        self._commands = SlideshowCommands(
            self._display,
            self._windows,
            discussions=self._discussions,
            said=self._said,
            ink=self._ink,
            time=self._time,
            clock=self._clock,
            state=lambda: self._state,
            set_state=self._set_state,
            save_soon=self.recorder.save_soon,
            end=self.end,
        )
        self._second_timer = QTimer(self)
        self._second_timer.setInterval(_SECOND_MS)
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
        self.recorder.save_soon()
        for call in (self._inhibit_sleep, self._said.prepare, prepare_bindings):
            self.presenter_view.postpone(call)

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
        self.recorder.finish()
        self._windows.close()
        self.ended.emit()

    def bring_to_front(self) -> None:
        """Bring the windows to the front again."""
        self._windows.place()

    # ---- keys and commands ----------------------------------------------------------------------

    def handle_key(self, event: QKeyEvent) -> bool:
        """Handle a key press in either window. Return True if it was used."""
        return self._is_over or self._keys.handle(event)

    def do(self, command: Command) -> None:
        """Run the command of a key or a button."""
        if not self._is_over:
            self._typed_number.clear()
            self._commands.run(command)

    def go_to(self, slide: int) -> None:
        """Go to the slide with an index, or to the nearest one there is."""
        self._set_state(self._state.go_to_slide(slide))

    def _handle_audience_key(self, event: QKeyEvent) -> bool:
        return self._is_over or self._keys.handle_in_audience(event)

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
        self._said.refused.connect(self._keys.ignore_text)
        self.presenter_view.slide_requested.connect(self.go_to)
        self.presenter_view.planned_minutes_entered.connect(self._time.set_planned_minutes)
        self.presenter_view.overlays.closed.connect(self._windows.leave_presenter_view)
        self._windows.presenter_view_shown.connect(self._display.update_presenter_view_soon)
        self._screens.changed.connect(self._follow_screens)
        self._sleep_inhibitor.changed.connect(self._show_warning)
        self._style.changed.connect(self._restyle)
        self._personal.failed.connect(self._show_failure)
        self._personal.forgotten.connect(self._said.reread)
        self._personal.forgotten.connect(self._ink.drop_forgotten)
        self._second_timer.timeout.connect(self._tick)

    def _set_ink(self, ink: "Ink") -> None:
        self._state = self._state._replace(ink=ink)
        if ink.live is None:
            self._display.show_state(self._state, paint_now=True)
        else:
            self._display.show_ink(self._state)

    # ---- the state ------------------------------------------------------------------------------

    def _set_state(self, state: SlideshowState) -> None:
        state = self._said.applied(state)
        # If a key is held down and repeats faster than slides are painted, some are skipped.
        self._state = state
        self._display.show_state(state, paint_now=not self._keys.is_repeating)
        self._timer.follow(state)
        self._discussions.follow()
        self.recorder.save_soon()

    # ---- time -----------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._display.show_time()
        self._seconds += 1
        if self._seconds % _SCREEN_CHECK_INTERVAL_S == 0:
            self._screens.check_outputs()
        is_clock_running = self._state.clock.running_since is not None
        if self._seconds % _SAVE_INTERVAL_S == 0 and is_clock_running:
            self.recorder.save()

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
        self._display.messages.show_warning(inhibitor.warning, is_minor=not inhibitor.may_sleep)

    def _show_failure(self) -> None:
        if message := self._personal.take_message():
            self._display.messages.show_notice(message)

    def _follow_screens(self) -> None:
        if self._is_started and not self._is_over:
            self._windows.place(requested=False)
