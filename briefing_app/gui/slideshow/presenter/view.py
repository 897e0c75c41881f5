"""The presenter's window: current slide, next slide, notes, time, filmstrip and buttons."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QMargins, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.accessibility.interfaces import CustomAccessible
from briefing_app.gui.accessibility.speech import announce, is_heard
from briefing_app.gui.look import look, use_presenter_theme
from briefing_app.gui.os_integration.application import may_place_windows
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.layout import PresenterLayout, create_parts
from briefing_app.gui.slideshow.presenter.message_band import MessageLine, QuietMessage
from briefing_app.gui.slideshow.presenter.overview import Overlays
from briefing_app.gui.slideshow.presenter.status_text import (
    audience_status,
    next_slide_text,
    position_announcement,
    position_text,
    short_audience_status,
)
from briefing_app.gui.slideshow.time import Due, SlideshowTime, TimeOfDay
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import CountdownFace

_FRAME_DELAY_MS: Final = 400  # that a window manager may need to draw a frame


class ScreenFiller(QObject):
    """Maximises a window on a chosen screen, with its title bar in view.

    Args:
        window: The window; it also becomes the parent.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._frame_margins = QMargins()
        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.setInterval(_FRAME_DELAY_MS)
        self._frame_timer.timeout.connect(self._keep_title_bar_visible)

    def fill(self, screen: QScreen) -> None:
        """Show the window on a screen, as large as the screen's available part allows."""
        window = self._window
        if not may_place_windows():
            if not window.isFullScreen() or window.screen() != screen:
                window.hide()
                window.setScreen(screen)
                window.showFullScreen()  # maximised, it would stay on its first screen
            return
        available = screen.availableGeometry()
        target = available.marginsRemoved(self._known_frame_margins())
        is_there = (
            window.isVisible()
            and not window.isMinimized()
            and available.contains(window.geometry())
        )
        fills = window.size() == target.size() and available.contains(window.frameGeometry())
        if is_there and (window.isMaximized() or fills):
            return
        window.hide()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.setScreen(screen)
        window.setGeometry(target)
        window.showMaximized()
        self._frame_timer.start()

    def _keep_title_bar_visible(self) -> None:
        """Move the window if its title bar is above the screen.

        Some window managers ignore that the window is to be maximised. Qt doesn't know that either,
        so this looks at the frame only.
        """
        window = self._window
        available = window.screen().availableGeometry()
        margins = self._known_frame_margins()
        is_hidden = window.frameGeometry().top() < available.top()
        if is_hidden and window.isVisible() and not window.isMinimized():
            window.setGeometry(available.marginsRemoved(margins))

    def _known_frame_margins(self) -> QMargins:
        """Return the frame's margins, as last known: a hidden window has none."""
        self._window.winId()  # creates the window handle
        margins = self._window.windowHandle().frameMargins()
        if not margins.isNull():
            self._frame_margins = margins
        return self._frame_margins


_INITIAL_SIZE: Final = QSize(1280, 800)
_MIN_SIZE: Final = QSize(640, 400)


class PresenterView(CustomAccessible, QWidget):
    """The presenter's window. It emits what was requested; the slideshow decides what to show.

    Args:
        pages: The pages of the slides.
        settings: Where sizes are kept.
    """

    key_pressed = Signal(object)
    """Emitted with the event of each key press, to be accepted if it is used."""
    command_requested = Signal(Command)
    """Emitted when a button was clicked."""
    slide_requested = Signal(int)
    """Emitted with the index of the slide to go to."""
    quiet_message_dismissed = Signal()
    """Emitted when the quiet message was dismissed."""
    planned_minutes_entered = Signal(int)
    """Emitted with the planned time that was entered."""
    pointer_moved = Signal(QPointF)
    """Emitted with the point of the page that the mouse is over."""
    closed = Signal()
    """Emitted when the window was closed."""

    accessible_role = QAccessible.Role.Window

    def __init__(self, pages: SlidePages, settings: Settings) -> None:
        super().__init__()
        self._pages = pages
        self._settings = settings
        self._own_notes: Mapping[str, str] = {}
        self._position: SlidePosition | None = None
        self._status = ""  # what the audience sees, if not the current slide
        self._audience_screen = ""
        self._typed = ""
        self._screen_filler = ScreenFiller(self)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Presenter view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Smaller than the parts need together: parts without space are left out.
        self.setMinimumSize(_MIN_SIZE)
        self.resize(_INITIAL_SIZE)
        use_presenter_theme(self)  # before there are parts that would be styled twice
        self._parts = create_parts(self, settings)
        self._layout = PresenterLayout(self, self._parts)
        self.overlays = Overlays(self)
        self.overlays.set_covered((self._layout.body, self._parts.filmstrip))
        self._use_pages()
        self._connect_signals()
        settings.changed.connect(self._follow_setting)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # rather than the notes

    @property
    def can_be_seen(self) -> bool:
        """Whether the window is on a screen."""
        return self.isVisible() and not self.isMinimized()

    @property
    def slide(self) -> SlideView:
        """The current slide."""
        return self._parts.current.slide

    def set_pages(self, pages: SlidePages) -> None:
        """Show the same slides in another theme."""
        if pages is not self._pages:
            self._pages = pages
            self._use_pages()

    def set_own_notes(self, notes: Mapping[str, str]) -> None:
        """Show the user's notes with the author's.

        Args:
            notes: The notes by what they are about: the key of a finding or a quote.
        """
        self._own_notes = notes
        if self._position is not None:
            self._show_notes(self._pages.slides[self._position.slide])

    def _show_notes(self, slide: Slide) -> None:
        """Show the author's notes, and the user's own."""
        self._parts.this_slide.show_own_note(self._own_notes.get(slide.about or slide.key, ""))
        self._parts.notes.view.show_notes(slide.notes, slide.prompt)

    def show_state(self, state: SlideshowState) -> None:
        """Show the current and the next slide, and what the audience sees."""
        pages, parts, position = self._pages, self._parts, state.position
        status = audience_status(state, pages)
        self._show_slides(state, pages)
        parts.current.show_status(short_audience_status(state))
        self._show_in_band(parts.band.status, status)
        self._announce_change(state, status, pages)
        if self._position is None or self._position.slide != position.slide:
            self._show_notes(pages.slides[position.slide])
        shown = pages.shown(position._replace(question=0))
        parts.notes.view.set_revealed(is_revealed=shown.step == shown.page.steps - 1)
        self._position, self._status = position, status
        frozen_slide = state.frozen_view.position.slide if state.frozen_view else -1
        parts.filmstrip.show_position(position.slide, frozen_slide)

    def show_time(self, time: SlideshowTime, due: Due, time_of_day: TimeOfDay) -> None:
        """Show the time.

        Args:
            time: The elapsed and the planned time.
            due: When the step on screen is due.
            time_of_day: The present time, and when the planned time is over.
        """
        self._parts.timer_bar.show_time(time, due, time_of_day)
        self._parts.this_slide.show_time(time.slide)

    def show_countdown(self, own: CountdownFace | None, audience: CountdownFace | None) -> None:
        """Show a countdown.

        Args:
            own: What it shows on the presenter's slide.
            audience: What it shows on the slide of a frozen audience.
        """
        self._parts.current.slide.set_countdown(own)
        self._parts.this_slide.set_countdowns(own, audience)

    def show_typed_number(self, message: str) -> None:
        """Show a message about the slide number being typed, or hide it if it is empty."""
        if message != self._typed:
            self._typed = message
            self._parts.timer_bar.show_typed_number(message)
            self.announce(message)

    def show_audience_screen(self, message: str, *, is_alert: bool = False) -> None:
        """Show which screen the audience sees.

        Args:
            message: The screen, or what is wrong with it.
            is_alert: Whether the audience's screen was lost. Then nothing is more visible.
        """
        if message != self._audience_screen:
            self._audience_screen = message
            self._parts.timer_bar.show_audience_screen("" if is_alert else message)
            self._show_in_band(self._parts.band.alert, message if is_alert else "")
            self.announce(message)

    def show_message(self, message: str) -> None:
        """Show a message to the presenter, or hide it if it is empty."""
        line = self._parts.band.message
        if message != line.message:
            self._show_in_band(line, message)
            self.announce(message)

    def show_quiet_message(self, message: str) -> None:
        """Show a message that can be dismissed, or hide it if it is empty."""
        line = self._parts.band.quiet
        if message != line.message:
            self._show_in_band(line, message)
            self.announce(message)

    def show_toggles(self, are_on: Mapping[Command, bool]) -> None:
        """Show which of the toggles are on."""
        self._parts.buttons.show_toggles(are_on)

    def set_pointer(self, at: QPointF | None, spotlight: float | None = None) -> None:
        """Show the pointer at a point of the page, a spotlight with a radius, or neither."""
        self._parts.current.slide.set_pointer(at, spotlight)

    def set_zoom(self, centre: QPointF | None) -> None:
        """Zoom in around a point of the page, or zoom out."""
        self._parts.current.slide.set_zoom(centre)

    def announce(self, text: str) -> None:
        """Let a screen reader say a text. Screen readers ignore windows that aren't active."""
        announce(text, QApplication.activeWindow() or self)

    def change_notes_size(self, by: int) -> None:
        """Make the notes larger, or smaller if less than 0."""
        settings = self._settings
        settings.notes_size = Settings.notes_size.stepped(settings.notes_size, by)

    def _follow_setting(self, name: str) -> None:
        if name == Settings.notes_size.name:
            self._parts.notes.view.set_size(self._settings.notes_size)

    def scroll_notes(self, by: int) -> None:
        """Scroll the notes down, or up if less than 0."""
        self._parts.notes.view.scroll_pages(by)

    def fill_screen(self, screen: QScreen) -> None:
        """Fill the available part of a screen."""
        self._screen_filler.fill(screen)

    def overlaps(self, screen: QScreen) -> bool:
        """Return whether a part of the window is on a screen."""
        return self.frameGeometry().intersects(screen.geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report the key, which none of the parts has used."""
        event.ignore()
        self.key_pressed.emit(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.fit()
        self.overlays.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that the window was closed, by its user or by the program."""
        event.accept()
        self.closed.emit()

    def _use_pages(self) -> None:
        self._parts.filmstrip.set_pages(self._pages)
        self.overlays.set_pages(self._pages)

    def _connect_signals(self) -> None:
        parts = self._parts
        parts.current.pointer_moved.connect(self.pointer_moved)
        parts.notes.size_change_requested.connect(self.change_notes_size)
        parts.filmstrip.slide_requested.connect(self.slide_requested)
        parts.buttons.command_requested.connect(self.command_requested)
        parts.this_slide.buttons.command_requested.connect(self.command_requested)
        parts.band.quiet.dismissed.connect(self.quiet_message_dismissed)
        parts.timer_bar.planned_minutes_entered.connect(self.planned_minutes_entered)
        self.overlays.slide_requested.connect(self.slide_requested)
        self.overlays.announcement_requested.connect(self.announce)
        look().changed.connect(self._refit)

    def _show_slides(self, state: SlideshowState, pages: SlidePages) -> None:
        position = state.position
        following = position if state.waits_for_start else state.next_position
        shown = pages.shown(position)
        self._parts.current.show_page(position_text(position, pages), shown)
        coming = None if following is None else pages.shown(following)
        self._parts.next.show_page(next_slide_text(state, pages), coming)
        self._parts.this_slide.show_frozen(state.frozen_view, pages)

    def _announce_change(self, state: SlideshowState, status: str, pages: SlidePages) -> None:
        """Announce a new slide or page, or what a step shows, and what the audience sees."""
        if not is_heard():
            return
        texts = [position_announcement(self._position, state.position, pages)]
        if status != self._status:
            texts.append(status or "The audience sees your slide again")
        self.announce(". ".join(filter(None, texts)))

    def _refit(self) -> None:
        self._layout.fit()
        self.overlays.fit()

    def _show_in_band(self, line: MessageLine | QuietMessage, message: str) -> None:
        line.set_message(message)
        self._parts.band.follow_messages()
