"""The presenter's window: current slide, next slide, notes, time, filmstrip and buttons."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec

from PySide6.QtCore import QMargins, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.accessibility.interfaces import CustomAccessible
from briefing_app.gui.accessibility.speech import announce, is_heard
from briefing_app.gui.look import Style, presenter_theme, set_window_theme
from briefing_app.gui.os_integration.application import may_place_windows
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.overview import Overlays
from briefing_app.gui.slideshow.presenter.status_text import (
    audience_status,
    next_slide_text,
    position_announcement,
    position_text,
)
from briefing_app.gui.slideshow.time import DueShares, SlideshowTime
from briefing_app.gui.style_sheet import theme_palette
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import CountdownFace

if TYPE_CHECKING:
    from briefing_app.gui.slides.page_view import SlideView
    from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
    from briefing_app.gui.slideshow.presenter.layout import PresenterLayout, PresenterParts
    from briefing_app.gui.slideshow.said import SaidPanel

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

_P = ParamSpec("_P")


def _when_complete(
    method: Callable[Concatenate["PresenterView", _P], None],
) -> Callable[Concatenate["PresenterView", _P], None]:
    """Postpone the calls of a method until the presenter view is complete."""

    @wraps(method)
    def call(view: "PresenterView", /, *args: _P.args, **kwargs: _P.kwargs) -> None:
        view.postpone(partial(method, view, *args, **kwargs))

    return call


class PresenterView(CustomAccessible, QWidget):
    """The presenter's window. It emits what was requested; the slideshow decides what to show.

    It is empty until `complete` is called, so that the audience's first slide need not wait for it.

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
    said_entered = Signal(str)
    """Emitted with a line of what somebody said."""
    said_taken_back = Signal()
    """Emitted when the last line is to be corrected."""
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
        self._own_notes: Mapping[str, str] = {}
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
        self.setPalette(theme_palette(presenter_theme(style.theme)))
        self._parts: PresenterParts
        self._layout: PresenterLayout
        self._tools: CommandButtons
        self._is_complete = False
        self._postponed: list[Callable[[], None]] = []
        self.overlays = Overlays(style, presenter_theme(style.theme), self)
        self.overlays.slide_requested.connect(self.slide_requested)
        self.overlays.announcement_requested.connect(self.announce)
        self.resize(_INITIAL_SIZE)

    @property
    def is_complete(self) -> bool:
        """Whether it has its contents."""
        return self._is_complete

    @property
    def can_be_seen(self) -> bool:
        """Whether the window is on a screen."""
        return self.isVisible() and not self.isMinimized()

    def complete(self) -> None:
        """Create the contents, unless that has been done, and show what was to be shown."""
        if self._is_complete:
            return
        from briefing_app.gui.slideshow.presenter.layout import (  # noqa: PLC0415, slow
            PresenterLayout,
            create_parts,
        )

        self._is_complete = True
        self._parts = create_parts(self, self._settings, self._style)
        self._layout = PresenterLayout(self, self._parts, self._settings, self._style)
        self.overlays.set_covered((self._layout.body, self._parts.filmstrip))
        self._connect_signals()
        self._restyle()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # rather than the notes
        postponed, self._postponed = self._postponed, []
        for call in postponed:
            call()

    def postpone(self, call: Callable[[], None]) -> None:
        """Call a function when the contents are there."""
        if self._is_complete:
            call()
        else:
            self._postponed.append(call)

    @property
    def slide(self) -> "SlideView":
        """The current slide, when the view is complete."""
        return self._parts.current.slide

    def add_tools(self, tools: "CommandButtons") -> None:
        """Add a row of buttons to the complete view."""
        self._tools = tools
        self._layout.add_tools(tools)

    def show_tools(self, *, are_shown: bool) -> None:
        """Show or hide the row of buttons that was added."""
        self._tools.setVisible(are_shown)
        self._layout.refit()

    @_when_complete
    def set_pages(self, pages: SlidePages) -> None:
        """Use the slides of a slideshow, or the same ones in another theme."""
        self._pages = pages
        self._parts.filmstrip.set_pages(pages)
        self.overlays.set_pages(pages)

    @_when_complete
    def set_own_notes(self, notes: Mapping[str, str]) -> None:
        """Show the user's notes with the author's.

        Args:
            notes: The notes by what they are about: the key of a finding or a quote.
        """
        self._own_notes = notes
        if self._pages is not None and self._position is not None:
            self._show_notes(self._pages.slides[self._position.slide])

    def _show_notes(self, slide: Slide) -> None:
        own = self._own_notes.get(slide.about or slide.key, "")
        self._parts.notes.view.show_notes(slide.notes, slide.prompt, own)

    @_when_complete
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
            self._show_notes(pages.slides[position.slide])
        self._position, self._status = position, status
        frozen_slide = state.frozen_view.position.slide if state.frozen_view else -1
        parts.filmstrip.show_position(position.slide, frozen_slide)

    @_when_complete
    def show_ink(self, state: SlideshowState) -> None:
        """Show what is being drawn."""
        self._show_ink(state)
        self._parts.filmstrip.set_ink(state.ink)
        self.overlays.set_ink(state.ink)

    @_when_complete
    def show_time(self, time: SlideshowTime, due: DueShares, time_of_day: str) -> None:
        """Show the time.

        Args:
            time: The elapsed and the planned time.
            due: When the step on screen is due.
            time_of_day: The time of day in the user's format.
        """
        if self._parts.timer_bar.show_time(time, due, time_of_day):
            self._layout.fit()

    @_when_complete
    def show_countdown(self, own: CountdownFace | None, audience: CountdownFace | None) -> None:
        """Show a countdown.

        Args:
            own: What it shows on the presenter's slide.
            audience: What it shows on the slide of a frozen audience.
        """
        self._parts.current.set_countdown(own, audience)

    @_when_complete
    def show_typed_number(self, message: str) -> None:
        """Show a message about the slide number being typed, or hide it if it is empty."""
        self._typed = message
        self._parts.timer_bar.show_typed_number(message)
        self._typed_timer.start()

    @_when_complete
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

    @_when_complete
    def show_message(self, message: str) -> None:
        """Show a message to the presenter, or hide it if it is empty."""
        line = self._parts.message_line
        if message != line.message:
            line.set_message(message)
            self.announce(message)
        line.setVisible(bool(message))
        self._layout.fit()

    @_when_complete
    def show_quiet_message(self, message: str) -> None:
        """Show a message that can be dismissed, or hide it if it is empty."""
        line = self._parts.quiet_line
        if message != line.message:
            line.set_message(message)
            self._layout.fit()
            self.announce(message)

    @_when_complete
    def show_toggles(self, are_on: Mapping[Command, bool]) -> None:
        """Show which of the toggles are on."""
        self._parts.buttons.show_toggles(are_on)

    @_when_complete
    def show_countdown_buttons(self, *, are_shown: bool) -> None:
        """Show or hide the buttons of a countdown."""
        self._parts.buttons.show_countdown_buttons(are_shown=are_shown)
        self._layout.fit()

    @property
    def said(self) -> "SaidPanel | None":
        """The field for what people say; None until the contents are there."""
        return self._parts.said if self._is_complete else None

    @_when_complete
    def show_said(self, lines: Sequence[str], *, is_asked: bool, is_shown: bool) -> None:
        """Show what people said about the question on screen.

        Args:
            lines: The lines, the latest last.
            is_asked: Whether there is a question on screen.
            is_shown: Whether the audience sees the lines.
        """
        panel = self._parts.said
        if not is_asked:
            panel.leave()
        panel.show_lines(lines, is_shown=is_shown)
        panel.setVisible(is_asked)
        self._layout.fit()

    @_when_complete
    def set_pointer(self, at: QPointF | None, spotlight: float | None = None) -> None:
        """Show the pointer at a point of the page, a spotlight with a radius, or neither."""
        self._parts.current.slide.set_pointer(at, spotlight)

    @_when_complete
    def set_zoom(self, centre: QPointF | None) -> None:
        """Zoom in around a point of the page, or zoom out."""
        self._parts.current.slide.set_zoom(centre)

    def announce(self, text: str) -> None:
        """Let a screen reader say a text. Screen readers ignore windows that aren't active."""
        announce(text, QApplication.activeWindow() or self)

    @_when_complete
    def change_notes_size(self, by: int) -> None:
        """Make the notes larger, or smaller if less than 0."""
        notes = self._parts.notes.view
        notes.change_size(by)
        self._settings.notes_size = notes.size_index
        self._layout.fit()

    @_when_complete
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
        """Let the slideshow handle the key."""
        event.setAccepted(self._handle_key(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the layout and the overlays."""
        super().resizeEvent(event)
        if self._is_complete:
            self._layout.fit()
        self.overlays.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that the window was closed, by its user or by the program."""
        event.accept()
        self.closed.emit()

    def _connect_signals(self) -> None:
        parts = self._parts
        parts.current.pointer_moved.connect(self.pointer_moved)
        parts.notes.size_change_requested.connect(self.change_notes_size)
        parts.filmstrip.slide_requested.connect(self.slide_requested)
        parts.buttons.command_requested.connect(self.command_requested)
        parts.said.line_entered.connect(self.said_entered)
        parts.said.line_taken_back.connect(self.said_taken_back)
        parts.said.shown_toggled.connect(lambda: self.command_requested.emit(Command.SHOW_SAID))
        parts.said.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        parts.quiet_line.dismissed.connect(self.quiet_message_dismissed)
        parts.timer_bar.planned_minutes_entered.connect(self.planned_minutes_entered)
        self._style.changed.connect(self._restyle)

    def _show_slides(self, state: SlideshowState, pages: SlidePages) -> None:
        position = state.position
        following = position if state.waits_for_start else state.next_position
        shown = pages.shown(position, state.said)
        self._parts.current.show_page(position_text(position, pages), shown)
        coming = None if following is None else pages.shown(following)
        self._parts.next.show_page(next_slide_text(state, pages), coming)
        self._parts.current.show_frozen(state.frozen_view, pages)
        self._show_ink(state)

    def _show_ink(self, state: SlideshowState) -> None:
        self._parts.current.slide.set_ink(state.ink)
        self._parts.next.set_ink(state.ink)

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
        parts.said.restyle()
        self._layout.restyle()
