"""Shows the state of a slideshow in its two windows."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import QLocale, QObject, QPointF, Qt, QTime, QTimer
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.look import Style
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.painter import PAGE
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.status_text import zoom_announcement
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.gui.slideshow.time import SlideshowClock, SlideTimer
from briefing_app.gui.widgets.keys import effective_modifiers
from briefing_app.model.slideshow.state import Blank, SlideshowState

_HIDDEN: Final = "This key needs the presenter view, which is hidden. S shows it."


class Messages:
    """Shows messages in the presenter view; a hint also over the slide, if the view is hidden.

    Args:
        presenter_view: The presenter view.
        audience: The audience window.
        start_message: The message at the start, or empty. It is hidden when a slide is turned with
            the presenter view visible.
        known_warnings: Minor warnings that the presenter has seen, which are not shown again.
    """

    def __init__(
        self,
        presenter_view: PresenterView,
        audience: AudienceWindow,
        start_message: str,
        known_warnings: set[str],
    ) -> None:
        self._view = presenter_view
        self._audience = audience
        self._start_message = start_message
        self._known_warnings = known_warnings
        self._is_read = False  # the start message, and the minor warning
        self._warning = ""
        self._minor_warning = ""
        self._hint = ""
        presenter_view.quiet_message_dismissed.connect(self.dismiss_quiet_message)

    def show_warning(self, warning: str, *, is_minor: bool = False) -> None:
        """Show a warning to the presenter, besides the message of the start.

        Args:
            warning: The warning; empty if there is none any more.
            is_minor: Whether it is shown quietly, and only once.
        """
        is_new = is_minor and warning not in self._known_warnings
        self._minor_warning = warning if is_new else ""
        self._view.show_quiet_message(self._hint or self._minor_warning)
        self._warning = "" if is_minor else warning
        self._show()

    def show_notice(self, notice: str) -> None:
        """Show a message to the presenter until a slide is turned, besides that of the start."""
        self._start_message = f"{self._start_message} {notice}".lstrip()
        self._is_read = False
        self._show()

    def show_hint(self, hint: str) -> None:
        """Show quietly why a key does nothing, until the next change.

        The presenter view shows it if it can be seen, otherwise the audience window.
        """
        self._hint = hint
        self._view.complete()  # which shows it, if there is a screen for it
        if self._view.can_be_seen:
            self._view.show_quiet_message(hint)
        else:
            self._audience.show_hint(hint)
            self._view.announce(hint)

    def hint_if_hidden(self) -> bool:
        """Return whether the presenter view is hidden, and say so if it is."""
        self._view.complete()  # which shows it, if there is a screen for it
        is_hidden = not self._view.can_be_seen
        if is_hidden:
            self.show_hint(_HIDDEN)
        return is_hidden

    def hide_hint(self) -> None:
        """Hide why a key did nothing."""
        if self._hint:
            self._hint = ""
            self._audience.show_hint("")
            self._view.show_quiet_message(self._minor_warning)

    def set_read(self) -> None:
        """Let `update` hide what the presenter has read: a slide was turned."""
        self._is_read = True

    def update(self) -> None:
        """Hide the hint, and what the presenter has read."""
        self.hide_hint()
        if self._is_read:
            self.dismiss_quiet_message()
            if self._start_message:
                self._start_message = ""
                self._show()

    def dismiss_quiet_message(self) -> None:
        """Hide the quiet message, and don't show that warning again."""
        if self._minor_warning:
            self._known_warnings.add(self._minor_warning)
        self._minor_warning = self._hint = ""
        self._view.show_quiet_message("")

    def _show(self) -> None:
        self._view.show_message(" ".join(filter(None, (self._warning, self._start_message))))


_PAGE_CENTRE: Final = QPointF(PAGE.width() / 2, PAGE.height() / 2)
_STEP_SHARE: Final = 1 / 8  # of the page, that one key press moves the zoom
_DIRECTIONS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SPOTLIGHT_RADIUS: Final = 230.0  # virtual pixels


class Pointing(Enum):
    """How the mouse points at the slide; the values are what a screen reader says."""

    OFF = "Pointer off"
    POINTER = "Pointer on"
    SPOTLIGHT = "Spotlight on"


_NEXT_POINTING: Final = {
    Pointing.OFF: Pointing.POINTER,
    Pointing.POINTER: Pointing.SPOTLIGHT,
    Pointing.SPOTLIGHT: Pointing.OFF,
}


class _View(Protocol):
    """A view of the slide that shows pointer, spotlight and zoom."""

    def set_pointer(self, at: QPointF | None, spotlight: float | None = None) -> None: ...

    def set_zoom(self, centre: QPointF | None) -> None: ...


class PointerAndZoom:
    """Points at, and zooms in around, a point of the page: the mouse or the arrow keys move it.

    Args:
        audience: The audience's view, which doesn't change while the slideshow is frozen.
        presenter: The presenter's view.
    """

    def __init__(self, audience: _View, presenter: _View) -> None:
        self._audience = audience
        self._presenter = presenter
        self._point = _PAGE_CENTRE
        self.is_frozen = False
        self.pointing = Pointing.OFF
        self.is_zoomed = False

    def move(self, point: QPointF) -> None:
        """Follow the mouse to a point of the page."""
        self._point = point
        if self.pointing is not Pointing.OFF or self.is_zoomed:
            self.update()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Move the zoom with an arrow key. Return True if the page is zoomed and the key was used.

        An arrow key turns slides otherwise. PageUp and PageDown, which clickers send, always do.
        """
        direction = _DIRECTIONS.get(event.key())
        if direction is None or not self.is_zoomed or effective_modifiers(event).value:
            return False
        x, y = (
            min(max(at + by * _STEP_SHARE * size, 0.0), size)
            for at, by, size in zip(self._point.toTuple(), direction, PAGE.toTuple(), strict=True)
        )
        self.move(QPointF(x, y))
        return True

    def cycle(self) -> None:
        """Show the pointer, then the spotlight, then neither."""
        self.pointing = _NEXT_POINTING[self.pointing]
        self.update()

    def stop_pointing(self) -> None:
        """Hide the pointer or the spotlight."""
        if self.pointing is not Pointing.OFF:
            self.pointing = Pointing.OFF
            self.update()

    def toggle_zoom(self) -> None:
        """Zoom in or out."""
        self.is_zoomed = not self.is_zoomed
        self.update()

    def update(self) -> None:
        """Apply pointer, spotlight and zoom to the views."""
        at = None if self.pointing is Pointing.OFF else self._point
        spotlight = _SPOTLIGHT_RADIUS if self.pointing is Pointing.SPOTLIGHT else None
        for view in (self._presenter,) if self.is_frozen else (self._audience, self._presenter):
            view.set_pointer(at, spotlight)
            view.set_zoom(self._point if self.is_zoomed else None)


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
