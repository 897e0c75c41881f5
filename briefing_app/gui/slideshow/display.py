"""Shows the state of a slideshow in its two windows."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QLocale, QObject, QTime, QTimer
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.look import Style
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.audience.audience_window import AudienceWindow
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.pointer import PointerAndZoom, Pointing
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.presenter.status_text import zoom_announcement
from briefing_app.gui.slideshow.times.clock import SlideshowClock
from briefing_app.gui.slideshow.times.slide_timer import SlideTimer
from briefing_app.model.slideshow.state import Blank, SlideshowState

_PRESENTER_DELAY_MS: Final = 10  # in which the audience's slide reaches the screen
_COMPLETION_DELAY_MS: Final = 200  # after the start, if the audience's window isn't painted before


class SlideshowDisplay(QObject):
    """The two windows of a slideshow and what they show.

    The audience window is painted first and at once, the presenter view follows.

    Args:
        pages: The pages of the slides.
        state: The first state to show.
        clock: The time source and the planned time.
        timer: The time of each slide.
        message: The message for the presenter at the start, or empty.
        handle_audience_key: Handles the keys of the audience window.
        handle_presenter_key: Handles the keys of the presenter view.
        settings: Where sizes are kept.
        style: Fonts and text size.
        windowed: Whether the audience window is an ordinary window.
        known_warnings: Minor warnings that the presenter has seen, which are not shown again.
        parent: The owner.
    """

    def __init__(
        self,
        pages: SlidePages,
        state: SlideshowState,
        clock: SlideshowClock,
        timer: SlideTimer,
        message: str,
        *,
        handle_audience_key: Callable[[QKeyEvent], bool],
        handle_presenter_key: Callable[[QKeyEvent], bool],
        settings: Settings,
        style: Style,
        windowed: bool,
        known_warnings: set[str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._state = state
        self._clock = clock
        self._timer = timer
        self.audience = AudienceWindow(handle_audience_key, self._likely_pages, windowed=windowed)
        self.presenter_view = PresenterView(handle_presenter_key, settings, style)
        self.presenter_view.set_pages(pages)
        self.audience.slide.painted.connect(self._complete_presenter_view)
        self.messages = Messages(self.presenter_view, self.audience, message, known_warnings)
        self._pointer = PointerAndZoom(self.audience.slide, self.presenter_view)
        self._presenter_timer = QTimer(self)
        self._presenter_timer.setSingleShot(True)
        self._presenter_timer.setInterval(_PRESENTER_DELAY_MS)
        self._presenter_timer.timeout.connect(self._update_presenter_view)
        for window in (self.audience, self.presenter_view):
            window.pointer_moved.connect(self._pointer.move)

    @property
    def pages(self) -> SlidePages:
        """The pages of the slides."""
        return self._pages

    def start(self, state: SlideshowState) -> None:
        """Show the first state to the audience."""
        self._state = state
        self._show_audience_page()
        QTimer.singleShot(_COMPLETION_DELAY_MS, self.presenter_view, self.presenter_view.complete)

    def show_state(self, state: SlideshowState, *, paint_now: bool) -> None:
        """Show another state: to the audience at once, to the presenter afterwards.

        Args:
            state: The state.
            paint_now: Whether a new page is painted before this returns.
        """
        previous, self._state = self._state, state
        if state.position != previous.position and not self.presenter_view.isHidden():
            self.messages.set_read()
        self._update_pointer(previous, state)
        if state.audience != previous.audience:
            self._show_audience_page()
            if paint_now:
                self.audience.slide.paint_now()
        self._presenter_timer.start()

    def set_pages(self, pages: SlidePages, state: SlideshowState) -> None:
        """Show pages that were laid out again, in the same state."""
        self._pages, self._state = pages, state
        self.presenter_view.set_pages(pages)
        self._show_audience_page()
        self.show_state_to_presenter()

    def stop(self) -> None:
        """Update the presenter view no more."""
        self.messages.dismiss_quiet_message()
        self._presenter_timer.stop()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Scroll the list of keys or move the zoom, if there is one. Return True if it did."""
        help_scrolled = self.presenter_view.overlays.handle_help_key(event)
        return help_scrolled or self._pointer.handle_key(event)

    def cycle_pointer(self) -> None:
        """Show the pointer, then the spotlight, then neither."""
        self._pointer.cycle()
        self._presenter_timer.start()
        self.presenter_view.announce(self._pointer.pointing.value)

    def stop_pointing(self) -> None:
        """Hide the pointer or the spotlight."""
        self._pointer.stop_pointing()
        self._presenter_timer.start()

    def resize_spotlight(self, by: int) -> bool:
        """Make the spotlight larger, or smaller if less than 0. Return False if there is none."""
        return self._pointer.resize_spotlight(by)

    def show_ink(self, state: SlideshowState) -> None:
        """Show what is being drawn, in both windows at once."""
        self._state = state
        self.audience.slide.set_ink(state.audience.ink)
        self.presenter_view.show_ink(state)

    def toggle_zoom(self) -> None:
        """Zoom in around the mouse, or zoom out."""
        self._pointer.toggle_zoom()
        self._presenter_timer.start()
        self.presenter_view.announce(zoom_announcement(is_zoomed=self._pointer.is_zoomed))

    def show_typed_number(self, message: str) -> None:
        """Show the presenter the slide number that is being typed, or hide it if it is empty."""
        self.messages.hide_hint()
        self.presenter_view.show_typed_number(message)

    def update_presenter_view_soon(self) -> None:
        """Update the presenter view after the audience window has been painted."""
        self._presenter_timer.start()

    def show_state_to_presenter(self) -> None:
        """Show the state in the presenter view at once."""
        state, countdown = self._state, self._state.visible_countdown
        self.presenter_view.show_state(state)
        self.presenter_view.show_countdown_buttons(are_shown=countdown is not None)
        self.show_countdown()
        self.presenter_view.show_toggles(
            {
                Command.BLACK: state.audience.blank is Blank.BLACK,
                Command.WHITE: state.audience.blank is Blank.WHITE,
                Command.FREEZE: state.is_frozen,
                Command.DISCUSS: bool(state.position.question),
                Command.PAUSE: countdown is not None and countdown.is_paused,
                Command.POINTER: self._pointer.pointing is not Pointing.OFF,
                Command.ZOOM: self._pointer.is_zoomed,
            }
        )
        self.show_time()

    def show_time(self) -> None:
        """Show the elapsed and the planned time to the presenter."""
        if self.presenter_view.isHidden():
            return
        time, due = self._timer.time(self._state)
        time_format = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
        time_of_day = QTime.currentTime().toString(time_format)
        self.presenter_view.show_time(time, due, time_of_day)

    def show_countdown(self) -> None:
        """Show what the countdown shows now, if there is one."""
        state, now = self._state, self._clock.now()
        own, audience = (
            None if each is None else each.face(now)
            for each in (state.visible_countdown, state.audience.countdown)
        )
        self.audience.slide.set_countdown(audience)
        self.presenter_view.show_countdown(own, audience)

    def _complete_presenter_view(self) -> None:
        """Complete the presenter view when the first slide has reached the audience's screen."""
        self.audience.slide.painted.disconnect(self._complete_presenter_view)
        QTimer.singleShot(0, self.presenter_view, self.presenter_view.complete)

    def _show_audience_page(self) -> None:
        position, blank, countdown, ink, said = self._state.audience
        view = self.audience.slide
        view.set_blank(blank)
        view.show_page(self._pages.shown(position, said))
        view.set_ink(ink)
        view.set_countdown(None if countdown is None else countdown.face(self._clock.now()))

    def _update_presenter_view(self) -> None:
        self.audience.slide.paint_now()
        self.messages.update()
        self.show_state_to_presenter()

    def _update_pointer(self, previous: SlideshowState, state: SlideshowState) -> None:
        """End the zoom if another page is shown, and follow the freeze."""
        pointer = self._pointer
        ends_zoom = pointer.is_zoomed and (
            self._pages.shown(state.position).page is not self._pages.shown(previous.position).page
        )
        if ends_zoom or state.is_frozen != previous.is_frozen:
            pointer.is_zoomed = pointer.is_zoomed and not ends_zoom
            pointer.is_frozen = state.is_frozen
            pointer.update()

    def _likely_pages(self) -> Iterator[Shown]:
        """Yield the pages that a key may show next."""
        state = self._state
        for position in (state.next_position, state.previous_position):
            if position is not None:
                yield self._pages.shown(position)
