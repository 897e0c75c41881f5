"""A running slideshow: its model, its windows, and all that follows or changes it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefing_app.gui.look import look
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.commands import MoveCommands, TimeCommands, ViewCommands
from briefing_app.gui.slideshow.discussion import Discussions
from briefing_app.gui.slideshow.display import PresenterDisplay
from briefing_app.gui.slideshow.key_bindings import Command, CommandTable, prepare_bindings
from briefing_app.gui.slideshow.key_handler import KeyHandler, TypedNumber
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.pointer import PointerAndZoom
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.recorder import SlideshowRecorder
from briefing_app.gui.slideshow.screens.assignment import Placement
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.screens.watcher import ScreenWatcher
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.time import SlideTimer
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slides import Slide, slide_index
from briefing_app.model.slideshow.state import SlideshowState

_SECOND_MS: Final = 1000
_SAVE_INTERVAL_S: Final = 15
_SCREEN_CHECK_INTERVAL_S: Final = 2
_LONGEST_WAIT_MS: Final = 200
"""For the first paint of the audience's window, which may be covered or minimised."""


class Surroundings:
    """What the program gives every slideshow.

    Args:
        settings: What is remembered of windows.
        personal: Where the user's own data is kept.
        screens: Watches the screens.
        sleep_inhibitor: Inhibits sleep while a slideshow is running.
    """

    def __init__(
        self,
        settings: Settings,
        personal: PersonalData,
        screens: ScreenWatcher,
        sleep_inhibitor: SleepInhibitor,
    ) -> None:
        self.settings = settings
        self.personal = personal
        self.screens = screens
        self.sleep_inhibitor = sleep_inhibitor
        self.known_warnings: set[str] = set()
        """Minor warnings that the presenter has seen; slideshows add to them."""


class Presentation(QObject):
    """A running slideshow, from `start` to `ended`.

    Args:
        slides: The slides in order; at least one.
        options: How it starts.
        surroundings: What the program gives it.
    """

    ready = Signal()
    """Emitted when the first slide has been painted and the presenter view is there."""
    ended = Signal()
    """Emitted when the slideshow is over and its windows are closed."""

    def __init__(
        self,
        slides: tuple[Slide, ...],
        options: SlideshowOptions,
        surroundings: Surroundings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._personal = surroundings.personal
        self._screens = surroundings.screens
        self._sleep_inhibitor = surroundings.sleep_inhibitor
        self._seconds = 0
        settings, personal = surroundings.settings, self._personal
        show = self.slideshow = Slideshow(slides, options, look().slide_theme, self)
        """The model."""
        # The order matters: what is connected to the model first follows it first.
        self.pointer = PointerAndZoom(show)
        """Pointer, spotlight and zoom."""
        self._windows = SlideshowWindows(show, self.pointer, settings, windowed=options.windowed)
        known = surroundings.known_warnings
        self.messages = Messages(show, self._windows, options.message, known)
        """The messages to the presenter."""
        timer = SlideTimer(show, slide_index(slides, options.session.first_slide) or 0)
        self._display = PresenterDisplay(
            show, self._windows, self.messages, self.pointer, timer=timer
        )
        self._placement = WindowPlacement(self._windows, self._screens, settings, options)
        self.discussions = Discussions(show, self._windows, self.messages)
        """Questions and countdowns."""
        self.recorder = SlideshowRecorder(show, self._placement, options, personal=personal)
        """What is recorded of the slideshow."""
        self._typed_number = TypedNumber(show, self.messages)
        self.keys = KeyHandler(
            show,
            self._windows,
            self.pointer,
            self._typed_number,
            messages=self.messages,
            settings=settings,
        )
        """The keys of both windows."""
        self._time = TimeCommands(show, self._windows, timer)
        tables: tuple[CommandTable, ...] = (
            MoveCommands(show, self.messages, self.discussions),
            self.discussions,
            self._time,
            ViewCommands(show, self._windows, self.messages, self.pointer, self._placement),
        )
        self.commands: dict[Command, Callable[[], object]] = {
            command: run for table in tables for command, run in table.commands.items()
        }
        """What each command does."""
        self.commands[Command.END] = self._close_overlay_or_end
        for table in tables:
            self._display.add_toggles(table.toggles)
        self._second_timer = QTimer(self)
        self._second_timer.setInterval(_SECOND_MS)
        self._connect_signals()

    # ---- what others see ------------------------------------------------------------------------

    @property
    def state(self) -> SlideshowState:
        """The state of the slideshow."""
        return self.slideshow.state

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides in order."""
        return self.slideshow.slides

    @property
    def audience(self) -> AudienceWindow:
        """The audience window."""
        return self._windows.audience

    @property
    def presenter_view(self) -> "presenter.PresenterView":
        """The presenter view. It is built now if it isn't yet."""
        return self._windows.presenter_view

    @property
    def placement(self) -> Placement | None:
        """The screens of the windows; None before they are placed."""
        return self._placement.placement

    @property
    def rejected_screen(self) -> str:
        """The requested screen, if the presenter chose another one with S; otherwise empty."""
        return "" if self._placement.requested_screen else self._options.screen

    @property
    def elapsed(self) -> float:
        """The seconds that the clock has run."""
        return self.slideshow.elapsed

    # ---- start and end --------------------------------------------------------------------------

    def start(self) -> None:
        """Start the clock and show the audience window; the presenter view follows it."""
        self.slideshow.update(self.state.start_clock(self.slideshow.now()))
        self._screens.check_outputs()
        self._placement.place()
        self._second_timer.start()
        self._show_failure()
        QTimer.singleShot(_LONGEST_WAIT_MS, self._windows, self._windows.build_presenter_view)

    def end(self) -> None:
        """End the slideshow and save its position and clock."""
        if self.state.is_over:
            return
        self.slideshow.end()
        self._second_timer.stop()
        self.discussions.stop()
        self.messages.dismiss_quiet_message()
        self._screens.changed.disconnect(self._follow_screens)
        self._sleep_inhibitor.changed.disconnect(self._show_warning)
        look().changed.disconnect(self._update_slide_theme)
        self._personal.failed.disconnect(self._show_failure)
        self._sleep_inhibitor.release()
        # Another slideshow may be running when this one is destroyed.
        self.destroyed.disconnect(self._sleep_inhibitor.release)
        self.recorder.finish()
        self._placement.close()
        self.ended.emit()

    def bring_to_front(self) -> None:
        """Bring the windows to the front again."""
        self._placement.place()

    # ---- commands -------------------------------------------------------------------------------

    def do(self, command: Command) -> None:
        """Run the command of a key or a button."""
        if not self.state.is_over:
            self._typed_number.clear()
            self.commands[command]()

    def go_to(self, slide: int) -> None:
        """Go to the slide with an index, or to the nearest one there is."""
        self.slideshow.update(self.state.go_to_slide(slide))

    def _close_overlay_or_end(self) -> None:
        view = self._windows.built_presenter_view
        has_closed = view is not None and view.overlays.close()
        if not has_closed:
            self.end()

    def _connect_signals(self) -> None:
        audience = self.audience
        audience.closed.connect(self.end)
        audience.key_pressed.connect(self.keys.handle_in_audience)
        audience.step_requested.connect(
            lambda step: self.do(Command.NEXT if step > 0 else Command.BACK)
        )
        audience.slide.painted.connect(
            self._windows.build_presenter_view, Qt.ConnectionType.QueuedConnection
        )
        self._windows.presenter_view_built.connect(self._connect_presenter_view)
        self._windows.presenter_view_built.connect(
            self._finish_start, Qt.ConnectionType.QueuedConnection
        )
        self.keys.command_requested.connect(self.do)
        self.discussions.ticked.connect(
            self._display.show_countdown, Qt.ConnectionType.QueuedConnection
        )
        for show in (self.messages.settle, self._display.show_state):
            self._placement.presenter_view_shown.connect(show, Qt.ConnectionType.QueuedConnection)
        self._screens.changed.connect(self._follow_screens)
        self._sleep_inhibitor.changed.connect(self._show_warning)
        self.destroyed.connect(self._sleep_inhibitor.release)
        look().changed.connect(self._update_slide_theme)
        self._personal.failed.connect(self._show_failure)
        self._second_timer.timeout.connect(self._tick)

    def _connect_presenter_view(self) -> None:
        self.audience.slide.painted.disconnect(self._windows.build_presenter_view)
        view = self.presenter_view
        view.closed.connect(self.end)
        view.key_pressed.connect(self.keys.handle)
        view.command_requested.connect(self.do)
        view.slide_requested.connect(self.go_to)
        view.planned_minutes_entered.connect(self._time.plan)
        view.quiet_message_dismissed.connect(self.messages.dismiss_quiet_message)
        view.overlays.closed.connect(self._placement.leave_presenter_view)

    def _finish_start(self) -> None:
        """Do what the first slide and the presenter view needn't wait for."""
        if not self.state.is_over:
            self._sleep_inhibitor.inhibit("A briefing is being presented")
            self._show_warning()
            prepare_bindings()
            self.ready.emit()

    # ---- time and surroundings ------------------------------------------------------------------

    def _tick(self) -> None:
        self._display.show_time()
        self._seconds += 1
        if self._seconds % _SCREEN_CHECK_INTERVAL_S == 0:
            self._screens.check_outputs()
        is_clock_running = self.state.clock.running_since is not None
        if self._seconds % _SAVE_INTERVAL_S == 0 and is_clock_running:
            self.recorder.save()

    def _update_slide_theme(self) -> None:
        self.slideshow.set_theme(look().slide_theme)

    def _show_warning(self) -> None:
        inhibitor = self._sleep_inhibitor
        self.messages.show_warning(inhibitor.warning, is_minor=not inhibitor.may_sleep)

    def _show_failure(self) -> None:
        if message := self._personal.take_message():
            self.messages.show_notice(message)

    def _follow_screens(self) -> None:
        if self.placement is not None:
            self._placement.place(requested=False)
