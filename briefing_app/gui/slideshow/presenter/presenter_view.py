"""The presenter's window: current slide, next slide, notes, time, filmstrip and buttons."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.accessibility.announcements import announce, is_heard
from briefing_app.gui.accessibility.factory import CustomAccessible
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.command_buttons import CommandButtons
from briefing_app.gui.slideshow.presenter.current_slide_panel import CurrentSlidePanel
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.message_line import MessageLine, QuietMessage
from briefing_app.gui.slideshow.presenter.next_slide_panel import NextSlidePanel
from briefing_app.gui.slideshow.presenter.notes_panel import NotesPanel
from briefing_app.gui.slideshow.presenter.overlays import Overlays
from briefing_app.gui.slideshow.presenter.presenter_layout import PresenterLayout, PresenterParts
from briefing_app.gui.slideshow.presenter.screen_filler import ScreenFiller
from briefing_app.gui.slideshow.presenter.status_text import (
    audience_status,
    next_slide_text,
    position_announcement,
    position_text,
)
from briefing_app.gui.slideshow.presenter.timer_bar import CLOCK_SIZES_PX, TimerBar
from briefing_app.gui.slideshow.timing import DueShares, SlideshowTime
from briefing_app.gui.style import Style, presenter_theme, set_window_theme
from briefing_app.model.slideshow_state import SlidePosition, SlideshowState

_INITIAL_SIZE: Final = QSize(1280, 800)
_MIN_SIZE: Final = QSize(640, 400)


class PresenterView(CustomAccessible, QWidget):
    """The presenter's window. It emits what was requested; the slideshow decides what to show.

    Args:
        handle_key: Called with each key press. Returns True if it used the key.
        settings: Where sizes are kept.
        style: Fonts and text size. The presenter view is always dark.
    """

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

    def __init__(
        self, handle_key: Callable[[QKeyEvent], bool], settings: Settings, style: Style
    ) -> None:
        super().__init__()
        self._handle_key = handle_key
        self._settings = settings
        self._style = style
        self._pages: SlidePages | None = None
        self._position: SlidePosition | None = None
        self._status = ""  # what the audience sees, if not the current slide
        self._audience_screen = ""
        self._typed = ""
        # Fitting the layout waits: a typed number may lead to a slide, and the audience's window
        # is painted first.
        self._typed_timer = QTimer(self)
        self._typed_timer.setSingleShot(True)
        self._typed_timer.timeout.connect(self._follow_typed_number)
        self._screen_filler = ScreenFiller(self)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Presenter view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Smaller than the parts need together: parts without space are left out.
        self.setMinimumSize(_MIN_SIZE)
        self._parts = self._create_parts()
        self._layout = PresenterLayout(self, self._parts, settings, style)
        covered = (self._layout.body, self._parts.filmstrip)
        self.overlays = Overlays(style, presenter_theme(style.theme), self, covered)
        self._connect_signals()
        self.resize(_INITIAL_SIZE)
        self._restyle()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # rather than the notes

    def set_pages(self, pages: SlidePages) -> None:
        """Use the slides of a slideshow, or the same ones in another theme."""
        self._pages = pages
        self._parts.filmstrip.set_pages(pages)
        self.overlays.set_pages(pages)

    def show_state(self, state: SlideshowState) -> None:
        """Show the current and the next slide, and what the audience sees."""
        pages, parts, position = self._pages, self._parts, state.position
        if pages is None:
            return
        status = audience_status(state, pages)
        self._show_slides(state, pages)
        parts.current.show_status(status)
        parts.status_line.set_message(status)
        self._layout.fit()
        self._layout.fit_current_column()
        self._announce_change(position, status, pages)
        if self._position is None or self._position.slide != position.slide:
            slide = pages.slides[position.slide]
            parts.notes.view.show_notes(slide.notes, slide.prompt)
        self._position, self._status = position, status
        frozen_slide = state.frozen_view.position.slide if state.frozen_view else -1
        parts.filmstrip.show_position(position.slide, frozen_slide)

    def show_time(self, time: SlideshowTime, due: DueShares, time_of_day: str) -> None:
        """Show the time.

        Args:
            time: The elapsed and the planned time.
            due: When the step on screen is due.
            time_of_day: The time of day in the user's format.
        """
        if self._parts.timer_bar.show_time(time, due, time_of_day):
            self._layout.fit()

    def show_typed_number(self, message: str) -> None:
        """Show a message about the slide number being typed, or hide it if it is empty."""
        self._typed = message
        self._parts.timer_bar.show_typed_number(message)
        self._typed_timer.start()

    def show_audience_screen(self, message: str, *, is_alert: bool = False) -> None:
        """Show which screen the audience sees.

        Args:
            message: The screen, or what is wrong with it.
            is_alert: Whether the audience's screen was lost. Then nothing is more visible.
        """
        if message != self._audience_screen:
            self._audience_screen = message
            self._parts.timer_bar.show_audience_screen("" if is_alert else message)
            self._parts.alert_line.set_message(message if is_alert else "")
            self._parts.alert_line.setVisible(is_alert)
            self._layout.fit()
            self.announce(message)

    def show_message(self, message: str) -> None:
        """Show a message to the presenter, or hide it if it is empty."""
        line = self._parts.message_line
        if message != line.message:
            line.set_message(message)
            self.announce(message)
        line.setVisible(bool(message))
        self._layout.fit()

    def show_quiet_message(self, message: str) -> None:
        """Show a message that can be dismissed, or hide it if it is empty."""
        line = self._parts.quiet_line
        if message != line.message:
            line.set_message(message)
            self._layout.fit()
            self.announce(message)

    def show_toggles(self, are_on: Mapping[Command, bool]) -> None:
        """Show which of the toggles are on."""
        self._parts.buttons.show_toggles(are_on)

    def set_pointer(self, at: QPointF | None) -> None:
        """Show the pointer at a point of the page, or hide it."""
        self._parts.current.set_pointer(at)

    def set_zoom(self, centre: QPointF | None) -> None:
        """Zoom in around a point of the page, or zoom out."""
        self._parts.current.set_zoom(centre)

    def announce(self, text: str) -> None:
        """Let a screen reader say a text. Screen readers ignore windows that aren't active."""
        announce(text, QApplication.activeWindow() or self)

    def change_notes_size(self, by: int) -> None:
        """Make the notes larger, or smaller if less than 0."""
        notes = self._parts.notes.view
        notes.change_size(by)
        self._settings.notes_size = notes.size_index
        self._layout.fit()

    def scroll_notes(self, by: int) -> None:
        """Scroll the notes down, or up if less than 0."""
        self._parts.notes.view.scroll_pages(by)

    def change_clock_size(self, by: int) -> None:
        """Make the clock larger, or smaller if less than 0."""
        size = min(max(self._settings.clock_size + by, 0), len(CLOCK_SIZES_PX) - 1)
        self._settings.clock_size = size
        self._parts.timer_bar.set_clock_size(size, self.height())
        self._layout.fit()

    def fill_screen(self, screen: QScreen) -> None:
        """Fill the available part of a screen."""
        self._screen_filler.fill(screen)

    def overlaps(self, screen: QScreen) -> bool:
        """Return whether a part of the window is on a screen."""
        return self.frameGeometry().intersects(screen.geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Let the slideshow handle the key."""
        event.setAccepted(self._handle_key(event))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Fit the layout and the overlays."""
        super().resizeEvent(event)
        self._layout.fit()
        self.overlays.fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Report that the window was closed, by its user or by the program."""
        event.accept()
        self.closed.emit()

    def _create_parts(self) -> PresenterParts:
        style, theme = self._style, presenter_theme(self._style.theme)
        parts = PresenterParts(
            timer_bar=TimerBar(style, self._settings.clock_size, self),
            alert_line=MessageLine(self, "alert"),
            message_line=MessageLine(self),
            quiet_line=QuietMessage(self),
            status_line=MessageLine(self),
            current=CurrentSlidePanel(style, theme, self),
            next=NextSlidePanel(style, theme, self),
            notes=NotesPanel(style, theme, self),
            filmstrip=Filmstrip(style, theme, self),
            buttons=CommandButtons(style, self),
        )
        parts.notes.view.set_size(self._settings.notes_size)
        return parts

    def _connect_signals(self) -> None:
        parts = self._parts
        parts.current.pointer_moved.connect(self.pointer_moved)
        parts.notes.size_change_requested.connect(self.change_notes_size)
        parts.filmstrip.slide_requested.connect(self.slide_requested)
        parts.buttons.command_requested.connect(self.command_requested)
        parts.quiet_line.dismissed.connect(self.quiet_message_dismissed)
        parts.timer_bar.planned_minutes_entered.connect(self.planned_minutes_entered)
        self.overlays.slide_requested.connect(self.slide_requested)
        self.overlays.announcement_requested.connect(self.announce)
        self._style.changed.connect(self._restyle)

    def _show_slides(self, state: SlideshowState, pages: SlidePages) -> None:
        position, following, total = state.position, state.next_position, len(pages)
        self._parts.current.show_page(
            position_text(position, pages),
            pages.page(position),
            position.step,
            number=position.slide + 1,
            total=total,
        )
        name = next_slide_text(position, following, pages)
        if following is None:
            self._parts.next.show_page(name, None)
        else:
            self._parts.next.show_page(
                name, pages.page(following), following.step, number=following.slide + 1, total=total
            )
        self._parts.current.show_frozen(state.frozen_view, pages)

    def _announce_change(self, position: SlidePosition, status: str, pages: SlidePages) -> None:
        """Announce a new slide, page or bar, and a change of what the audience sees."""
        if not is_heard():
            return
        texts = [position_announcement(self._position, position, pages)]
        if status != self._status:
            texts.append(status or "The audience sees your slide again")
        self.announce(". ".join(filter(None, texts)))

    def _follow_typed_number(self) -> None:
        self._layout.fit()
        self.announce(self._typed)

    def _restyle(self) -> None:
        theme, parts = presenter_theme(self._style.theme), self._parts
        set_window_theme(self, theme, self._style.px)
        parts.timer_bar.restyle(self.height())
        for part in (parts.current, parts.next, parts.notes, parts.filmstrip, self.overlays):
            part.restyle(theme)
        self._layout.restyle()
