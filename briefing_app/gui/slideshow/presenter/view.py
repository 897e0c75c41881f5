"""The presenter's window: current slide, next slide, notes, time, filmstrip and buttons."""

from collections.abc import Mapping
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QKeyEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.interfaces import CustomAccessible
from briefing_app.gui.accessibility.speech import announce, is_heard
from briefing_app.gui.look import look, scale, use_presenter_theme
from briefing_app.gui.os_integration.application import window_title
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.command import CommandSet
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter.bands import MessageBand, TimerBar
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.notes_panel import NotesPanel
from briefing_app.gui.slideshow.presenter.overview import Overlays
from briefing_app.gui.slideshow.presenter.slides import (
    CurrentSlidePanel,
    NextSlidePanel,
    ThisSlidePanel,
)
from briefing_app.gui.slideshow.presenter.status_text import audience_status, position_announcement
from briefing_app.gui.slideshow.slideshow import PointerAndZoom, Slideshow, SlideTimer
from briefing_app.layout.page import ASPECT
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import CountdownFace, milestone

_INITIAL_SIZE: Final = QSize(1280, 800)
_MIN_SIZE: Final = QSize(640, 400)


class PresenterView(CustomAccessible, QWidget):
    """The presenter's window: it creates the parts, and lets them show what has changed.

    It follows the slideshow queued: the audience's window has been painted by then.

    Args:
        slideshow: The slideshow.
        pointer: Pointer and zoom.
        messages: The messages to the presenter.
        timer: The time of the slideshow and of its slide.
        commands: What the buttons do.
        settings: The size of the notes.
    """

    key_pressed = Signal(object)
    """Emitted with the event of each key press, to be accepted if it is used."""
    closed = Signal()
    """Emitted when the window was closed."""

    accessible_role = QAccessible.Role.Window

    def __init__(
        self,
        slideshow: Slideshow,
        pointer: PointerAndZoom,
        messages: Messages,
        *,
        timer: SlideTimer,
        commands: CommandSet,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._slideshow = slideshow
        self._pointer = pointer
        self._messages = messages
        self._timer = timer
        self._pages: SlidePages | None = None
        self._own_notes: Mapping[str, str] = {}
        self._position: SlidePosition | None = None
        self._status = ""  # what the audience sees, if not the current slide
        self._audience_screen = ""
        self._announced = ("", "", "")  # the messages
        self._face: tuple[int, CountdownFace] | None = None  # of a slide, by its index
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(window_title("Presenter view"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Smaller than the parts need together: parts without space are left out.
        self.setMinimumSize(_MIN_SIZE)
        self.resize(_INITIAL_SIZE)
        use_presenter_theme(self)  # before there are parts that would be styled twice
        self._parts = _Parts(
            timer_bar=TimerBar(self, slideshow, timer),
            current=CurrentSlidePanel(self, pointer),
            next=NextSlidePanel(self),
            this_slide=ThisSlidePanel(self, commands),
            notes=NotesPanel(self, commands, settings),
            band=MessageBand(self, messages),
            filmstrip=Filmstrip(self, slideshow),
            buttons=CommandButtons(self, commands),
        )
        self.notes = self._parts.notes.view
        """The notes."""
        self._layout = _Layout(self, self._parts)
        covered = (self._layout.body, self._parts.filmstrip)
        self.overlays = Overlays(self, slideshow, commands, covered)
        """The slide search and the key help."""
        self._show_state()
        self._show_messages()
        self._show_pointer()
        queued = Qt.ConnectionType.QueuedConnection
        slideshow.changed.connect(self._follow, queued)
        slideshow.ticked.connect(self._show_countdown, queued)
        messages.changed.connect(self._show_messages, queued)
        pointer.changed.connect(self._show_pointer, queued)
        look().changed.connect(self._refit)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # rather than the notes

    @property
    def can_be_seen(self) -> bool:
        """Whether the window is on a screen."""
        return self.isVisible() and not self.isMinimized()

    def set_own_notes(self, notes: Mapping[str, str]) -> None:
        """Show the user's notes with the author's.

        Args:
            notes: The notes by what they are about: the key of a finding or a quote.
        """
        self._own_notes = notes
        self._show_notes()

    def show_time(self) -> None:
        """Show the elapsed and the planned time."""
        self._parts.timer_bar.show_time()
        self._parts.this_slide.own.show_time(self._timer.time.slide)

    def show_audience_screen(self, message: str, *, is_alert: bool = False) -> None:
        """Show which screen the audience sees.

        Args:
            message: The screen, or what is wrong with it.
            is_alert: Whether the audience's screen was lost. Then nothing is more visible.
        """
        if message != self._audience_screen:
            self._audience_screen = message
            self._parts.timer_bar.show_audience_screen("" if is_alert else message)
            self._parts.band.show_alert(message if is_alert else "")
            announce(message)

    def overlaps(self, screen: QScreen) -> bool:
        """Return whether a part of the window is on a screen."""
        return self.frameGeometry().intersects(screen.geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report the key, which none of the parts has used."""
        event.ignore()
        self.key_pressed.emit(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_time()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that the window was closed, by its user or by the program."""
        event.accept()
        self.closed.emit()

    def _follow(self, new: SlideshowState) -> None:
        """Show the state unless another one follows."""
        if new is self._slideshow.state:
            self._show_state()

    def _show_state(self) -> None:
        """Show the current and the next slide, and what the audience sees."""
        state, pages, parts = self._slideshow.state, self._slideshow.pages, self._parts
        if pages is not self._pages:
            self._pages = pages
            parts.filmstrip.set_pages(pages)
            self.overlays.use_pages()
        status, position = audience_status(state, pages), state.position
        for part in (parts.current, parts.next, parts.this_slide):
            part.show_state(state, pages)
        parts.band.show_status(status)
        frozen_slide = state.frozen_view.position.slide if state.frozen_view else -1
        parts.filmstrip.show_position(position.slide, frozen_slide)
        self._announce_change(state, status)
        before, self._position, self._status = self._position, position, status
        if before not in {None, position} and self.can_be_seen:
            self._messages.mark_read()
        if before is None or before.slide != position.slide:
            self._show_notes()
        shown = pages.shown(position._replace(question=0))
        self.notes.set_revealed(is_revealed=shown.step == shown.page.steps - 1)
        self._show_countdown()
        parts.buttons.show_toggles()
        self.show_time()

    def _show_notes(self) -> None:
        """Show the author's notes, and the user's own."""
        slide = self._slideshow.slides[self._slideshow.state.position.slide]
        self._parts.this_slide.own.show_note(self._own_notes.get(slide.about or slide.key, ""))
        self.notes.show_notes(slide.notes, slide.prompt)

    def _show_countdown(self) -> None:
        """Show what the countdown shows now, if any; announce the last minute and the end."""
        state = self._slideshow.state
        own, audience = (
            None if each is None else self._slideshow.face(each)
            for each in (state.visible_countdown, state.audience.countdown)
        )
        self._parts.current.slide.set_countdown(own)
        self._parts.this_slide.show_countdowns(own, audience)
        before, slide = self._face, state.position.slide
        self._face = None if own is None else (slide, own)
        if own is not None and before is not None and before[0] == slide:
            announce(milestone(before[1], own))

    def _show_messages(self) -> None:
        messages = self._messages
        self._parts.band.show_messages()
        self._parts.timer_bar.show_typed_number(messages.typed_number)
        before = self._announced
        self._announced = messages.message, messages.quiet_message, messages.typed_number
        for old, new in zip(before, self._announced, strict=True):
            if new != old:
                announce(new)

    def _show_pointer(self) -> None:
        slide, pointer = self._parts.current.slide, self._pointer
        slide.set_pointer(pointer.at)
        slide.set_zoom(pointer.zoom_centre)
        self._parts.buttons.show_toggles()

    def _announce_change(self, state: SlideshowState, status: str) -> None:
        """Announce a new slide or page, or what a step shows, and what the audience sees."""
        if not is_heard():
            return
        pages = self._slideshow.pages
        texts = [position_announcement(self._position, state.position, pages)]
        if status != self._status:
            texts.append(status or "The audience sees your slide again")
        announce(". ".join(filter(None, texts)))

    def _refit(self) -> None:
        self._layout.fit()
        self.overlays.fit()


_SPACIOUS_SIZE_PX: Final = (1000, 700)  # at 100 % text size
_FILMSTRIP_FROM_PX: Final = 1000  # the height of the window
_COLUMN_SHARE: Final = 0.485
"""The largest share of the width for the slides; the notes have the rest."""
_WIDE_COLUMN_SHARE: Final = 0.55  # so that the next slide is shown
_CURRENT_SHARE: Final = 0.68
"""The share of the slides' height that the current slide has; the next slide has the rest."""
_SPARE_SHARE: Final = 0.08
"""The share of a small window's width that may be empty beside the current slide."""
_THIS_SLIDE_WIDTH_PX: Final = 200  # at 100 % text size; for a countdown and its widest button
_MIN_HEIGHT_FOR_TWO_LINES_PX: Final = 295  # at 100 % text size; of messages
_MIN_NEXT_WIDTH_PX: Final = 200  # a smaller slide can't be recognised, and is left out
_MIN_CURRENT_PER_NEXT: Final = 1.2  # the size of the current slide in relation to that one


class _Parts(NamedTuple):
    """The parts of the presenter view, in the order in which they are read."""

    timer_bar: TimerBar
    current: CurrentSlidePanel
    next: NextSlidePanel
    this_slide: ThisSlidePanel
    notes: NotesPanel
    band: MessageBand
    filmstrip: Filmstrip
    buttons: CommandButtons


class _Layout:
    """Puts the parts into their places, which depend on the sizes of window, text and slides only.

    Args:
        window: The presenter view.
        parts: Its parts.
    """

    def __init__(self, window: QWidget, parts: _Parts) -> None:
        self._window = window
        self._parts = parts
        self._button_rows = [parts.buttons, parts.this_slide.own.buttons]
        self.body = _Body(window, parts)
        """The area of slides and notes."""
        self._rows = QVBoxLayout(window)
        self._rows.addWidget(parts.timer_bar)
        self._rows.addWidget(self.body, 1)
        for part in (parts.band, parts.filmstrip, parts.buttons):
            self._rows.addWidget(part)
            part.raise_()  # screen readers read from back to front

    def fit(self) -> None:
        """Use what suits the size of the window and of the text."""
        parts, height = self._parts, self._window.height()
        width_needed, height_needed = map(look().px, _SPACIOUS_SIZE_PX)
        is_spacious = self._window.width() >= width_needed and height >= height_needed
        horizontal, vertical, spacing = (24, 14, 10) if is_spacious else (14, 6, 4)
        scale(self._rows.setContentsMargins, horizontal, vertical, horizontal, vertical)
        scale(self._rows.setSpacing, spacing)
        parts.filmstrip.setVisible(height >= _FILMSTRIP_FROM_PX)
        parts.filmstrip.fit(height)
        for row in self._button_rows:
            row.set_spacious(spacing, is_spacious=is_spacious and row is parts.buttons)
            row.fit()
        parts.timer_bar.fit(height, is_spacious=is_spacious)
        parts.notes.set_spacious(is_spacious=is_spacious)
        parts.this_slide.set_spacious(is_spacious=is_spacious)
        lines = 2 if height >= look().px(_MIN_HEIGHT_FOR_TWO_LINES_PX) else 1
        parts.band.fit(lines)
        self.body.fit(is_spacious=is_spacious)
        self._rows.activate()  # Qt would do it later, but overlays are put over the parts now


class _Body(QWidget):
    """The current slide above the next one and what is shown of this slide; notes beside them."""

    def __init__(self, parent: QWidget, parts: _Parts) -> None:
        super().__init__(parent)
        self._parts = parts
        self._is_spacious = self._has_next = True
        self._slides = QWidget(self)
        self._below = QHBoxLayout()
        self._below.addWidget(parts.next)
        self._below.addWidget(parts.this_slide, 1)
        self._column = QVBoxLayout(self._slides)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(parts.current)
        self._column.addLayout(self._below, 1)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._slides)
        self._columns.addWidget(parts.notes, 1)

    def fit(self, *, is_spacious: bool) -> None:
        """Use full or small distances, and share the space between slides and notes."""
        self._is_spacious = is_spacious
        scale(self._columns.setSpacing, 24 if is_spacious else 12)
        scale(self._column.setSpacing, 12 if is_spacious else 6)
        scale(self._below.setSpacing, 16 if is_spacious else 8)
        self._parts.current.position.setFixedHeight(self._parts.notes.heading_height)
        self._share_space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_space()

    def _share_space(self) -> None:
        """Give the slides the largest sizes that keep their shape; the rest follows from them.

        Qt's layouts can't keep the ratio of width to height, so the sizes of the slides are fixed.
        If there is no space for the next slide, its name is beside the heading of this one.
        """
        parts, most = self._parts, round(_COLUMN_SHARE * self.width())
        height = self.height() - parts.current.heading_height - self._column.spacing()
        least_below = parts.this_slide.minimumSizeHint().height()
        next_below = parts.next.heading_height + max(
            round((1 - _CURRENT_SHARE) * height), ceil(_MIN_NEXT_WIDTH_PX / ASPECT)
        )
        this_width = look().px(_THIS_SLIDE_WIDTH_PX)
        width_with_next = _MIN_NEXT_WIDTH_PX + self._below.spacing() + this_width
        has_next = (
            width_with_next <= _WIDE_COLUMN_SHARE * self.width()
            and (height - next_below) * ASPECT >= _MIN_CURRENT_PER_NEXT * _MIN_NEXT_WIDTH_PX
        )
        below = max(least_below, next_below) if has_next else least_below
        least = width_with_next if has_next else this_width
        most = max(most, least)
        current = min(height - below, round(most / ASPECT))
        spare = 0 if self._is_spacious else round(_SPARE_SHARE * self.width())
        width = max(least, min(most, round(current * ASPECT) + spare))
        if width <= 0 or current <= 0:
            return  # not laid out yet
        next_height = height - current - parts.next.heading_height
        beside = width - self._below.spacing()
        next_width = min(round(next_height * ASPECT), beside // 2, beside - this_width)
        parts.current.slide.setFixedHeight(current)
        parts.next.setFixedWidth(max(_MIN_NEXT_WIDTH_PX, next_width))
        self._slides.setFixedWidth(width)
        if has_next != self._has_next:
            self._has_next = has_next
            if has_next:
                parts.next.take_heading()
            else:
                parts.this_slide.heading_row.addWidget(parts.next.heading)
            parts.next.setVisible(has_next)
