"""A running slideshow: its model, its windows, and all that follows or changes it."""

from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefing_app.gui.look import look
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.command import prepare_keys
from briefing_app.gui.slideshow.commands import Commands
from briefing_app.gui.slideshow.key_handler import KeyHandler
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter import view as presenter
from briefing_app.gui.slideshow.recorder import SlideshowRecorder
from briefing_app.gui.slideshow.screens import ScreenWatcher
from briefing_app.gui.slideshow.slideshow import (
    PointerAndZoom,
    Slideshow,
    SlideshowOptions,
    SlideTimer,
)
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slides import Slide, slide_index

_SECOND_MS: Final = 1000
_SAVE_INTERVAL_S: Final = 15
_SCREEN_CHECK_INTERVAL_S: Final = 2
_LONGEST_WAIT_MS: Final = 200
"""For the first paint of the audience's window, which may be covered or minimised."""


class Surroundings(NamedTuple):
    """What the program gives every slideshow.

    Args:
        settings: What is remembered of windows.
        personal: Where the user's own data is kept.
        screens: Watches the screens.
        sleep_inhibitor: Inhibits sleep while a slideshow is running.
    """

    settings: Settings
    personal: PersonalData
    screens: ScreenWatcher
    sleep_inhibitor: SleepInhibitor


class Presentation(QObject):
    """A running slideshow, from `start` to `ended`: it creates what belongs to it.

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
        self._settings = settings = surroundings.settings
        self._personal = surroundings.personal
        self._screens = surroundings.screens
        self._sleep_inhibitor = surroundings.sleep_inhibitor
        self._seconds = 0
        model = self.model = Slideshow(slides, options, look().slide_theme, self)
        """The state, the pages and the time."""
        # The order matters: what is connected to the model first follows it first.
        self.pointer = PointerAndZoom(model)
        """Pointer and zoom."""
        audience = AudienceWindow(model, self.pointer, windowed=options.windowed)
        self.messages = Messages(model, audience, self._sees_notes, options.message)
        """The messages to the presenter."""
        self._timer = SlideTimer(model, slide_index(slides, options.session.first_slide) or 0)
        windows = self.windows = SlideshowWindows(
            model,
            audience,
            self._create_presenter_view,
            self._screens,
            settings=settings,
            options=options,
        )
        """The two windows, and where they are."""
        self.recorder = SlideshowRecorder(model, windows, options, personal=self._personal)
        """What is recorded of the slideshow."""
        self.commands = Commands(
            model,
            windows,
            self.messages,
            self.pointer,
            timer=self._timer,
            end=self.end,
        )
        """What keys, buttons and the mouse do."""
        self._keys = KeyHandler(
            model, windows, self.pointer, self.messages, commands=self.commands, settings=settings
        )
        self._second_timer = QTimer(self)
        self._second_timer.setInterval(_SECOND_MS)
        self._connect_signals()

    @property
    def rejected_screen(self) -> str:
        """The requested screen, if the presenter chose another one with S; otherwise empty."""
        return "" if self.windows.policy.requested else self._options.screen

    # ---- start and end --------------------------------------------------------------------------

    def start(self) -> None:
        """Start the clock and show the audience window; the presenter view follows it."""
        self.model.update(self.model.state.start_clock(self.model.now()))
        self._screens.check_outputs()
        self.windows.place()
        self._second_timer.start()
        self._show_failure()
        QTimer.singleShot(_LONGEST_WAIT_MS, self.windows, self.windows.build_presenter_view)

    def end(self) -> None:
        """End the slideshow and save its position and clock."""
        if self.model.state.is_over:
            return
        self.model.end()
        self._second_timer.stop()
        self._screens.changed.disconnect(self._follow_screens)
        self._sleep_inhibitor.changed.disconnect(self._show_warning)
        look().changed.disconnect(self._update_slide_theme)
        self._personal.failed.disconnect(self._show_failure)
        self._sleep_inhibitor.release()
        # Another slideshow may be running when this one is destroyed.
        self.destroyed.disconnect(self._sleep_inhibitor.release)
        self.recorder.finish()
        self.windows.close()
        self.ended.emit()

    def _connect_signals(self) -> None:
        audience, queued = self.windows.audience, Qt.ConnectionType.QueuedConnection
        audience.closed.connect(self.end)
        audience.key_pressed.connect(self._keys.handle_in_audience)
        audience.next_requested.connect(self.commands.advance)
        audience.back_requested.connect(self.commands.go_back)
        audience.slide.painted.connect(self.windows.build_presenter_view, queued)
        self.windows.presenter_view_shown.connect(self.messages.settle, queued)
        self._screens.changed.connect(self._follow_screens)
        self._sleep_inhibitor.changed.connect(self._show_warning)
        self.destroyed.connect(self._sleep_inhibitor.release)
        look().changed.connect(self._update_slide_theme)
        self._personal.failed.connect(self._show_failure)
        self._second_timer.timeout.connect(self._tick)

    def _create_presenter_view(self) -> "presenter.PresenterView":
        self.windows.audience.slide.painted.disconnect(self.windows.build_presenter_view)
        view = presenter.PresenterView(
            self.model,
            self.pointer,
            self.messages,
            timer=self._timer,
            commands=self.commands,
            settings=self._settings,
        )
        view.closed.connect(self.end)
        view.key_pressed.connect(self._keys.handle)
        view.overlays.closed.connect(self.windows.leave_presenter_view)
        QTimer.singleShot(0, self, self._finish_start)
        return view

    def _finish_start(self) -> None:
        """Do what the first slide and the presenter view needn't wait for."""
        if not self.model.state.is_over:
            self._sleep_inhibitor.inhibit("A briefing is being presented")
            self._show_warning()
            prepare_keys(self.commands.all)
            self.ready.emit()

    # ---- time and surroundings ------------------------------------------------------------------

    def _tick(self) -> None:
        view = self.windows.built_presenter_view
        if view is not None and view.isVisible():
            view.show_time()
        self.messages.hide_old_hint()
        self._seconds += 1
        if self._seconds % _SCREEN_CHECK_INTERVAL_S == 0:
            self._screens.check_outputs()
        if self._seconds % _SAVE_INTERVAL_S == 0:
            self.recorder.save()

    def _sees_notes(self) -> bool:
        return not self.model.state.is_over and self.windows.presenter_view.can_be_seen

    def _update_slide_theme(self) -> None:
        self.model.set_theme(look().slide_theme)

    def _show_warning(self) -> None:
        self.messages.show_warning(self._sleep_inhibitor.warning)

    def _show_failure(self) -> None:
        if message := self._personal.take_message():
            self.messages.show_notice(message)

    def _follow_screens(self) -> None:
        self.messages.hide_hint()  # to swap would lead to something else now
        if self.windows.placement is not None:
            self.windows.place(requested=False)
