"""The model of a running slideshow: its state, pages and time, and where the mouse points."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from types import MappingProxyType
from typing import Final, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from briefing_app.database.personal.slideshows import Session
from briefing_app.gui.slides.painter import PAGE_SIZE
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.widgets.keys import effective_modifiers
from briefing_app.layout.palette import SlideTheme
from briefing_app.model.slides import MINUTE_S, Slide, countdown_seconds
from briefing_app.model.slideshow.pace import (
    Due,
    SlideshowTime,
    SlideTime,
    complete_times,
    due_time,
    scaled_times,
)
from briefing_app.model.slideshow.state import START, SlideOutline, SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import Clock, Countdown, CountdownFace, planned_time


class SlideshowOptions(NamedTuple):
    """How a slideshow starts.

    Args:
        session: The session that the slideshow begins or continues.
        planned_minutes: The minutes that the user planned; 0 for none.
        position: The first position to show.
        pages: The number of steps of each page that its slide had when a slideshow stopped there;
            None if no slideshow did.
        elapsed: Seconds that the clock has run already.
        countdowns: The countdowns that were started before, by the key of their slide: paused, or
            held until their question is on screen.
        screen: The name of the requested screen for the audience, or empty.
        windowed: Whether the audience window is an ordinary one, to be shared in a video call.
        message: Shown to the presenter until a slide is turned with the presenter view visible.
        is_saved: Whether its place is saved. It isn't if another program runs a slideshow, too,
            whose place it could replace.
    """

    session: Session
    planned_minutes: int = 0
    position: SlidePosition = START
    pages: Sequence[int] | None = None
    elapsed: float = 0.0
    countdowns: Mapping[str, Countdown] = MappingProxyType({})
    screen: str = ""
    windowed: bool = False
    message: str = ""
    is_saved: bool = True


_HALF_A_MINUTE: Final = timedelta(seconds=30)  # to round to whole minutes
_MS_PER_SECOND: Final = 1000


class Slideshow(QObject):
    """Owns the state of a slideshow, which is a value, and reports each change of it.

    Whoever shows, records or changes it gets this object.

    Args:
        slides: The slides in order; at least one.
        options: How it starts.
        theme: The colours of the slides.
    """

    changed = Signal(object, object)
    """Emitted with the new and the previous state.

    The audience's window is connected directly, and has been painted when `update` returns. All
    others are connected with `Qt.ConnectionType.QueuedConnection`, so that they come after it. Of
    several changes, those that only show the latest state skip the ones that aren't `state` any
    more.
    """
    ticked = Signal()
    """Emitted when a countdown shows another second."""

    def __init__(
        self,
        slides: tuple[Slide, ...],
        options: SlideshowOptions,
        theme: SlideTheme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._time = QElapsedTimer()
        self._time.start()
        self._countdown_timer = QTimer(self)
        self._countdown_timer.setSingleShot(True)
        self._countdown_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._countdown_timer.timeout.connect(self._tick)
        self.slides = slides
        """The slides in order."""
        self._pages = SlidePages(slides, theme)
        position, pages = options.position, options.pages
        state = SlideshowState(
            _Outlines(self),
            clock=Clock(options.elapsed),
            planned=planned_time(options.planned_minutes, slides),
            countdowns=countdown_seconds(slides),
            counted={
                at: options.countdowns[slide.key]
                for at, slide in enumerate(slides)
                if slide.key in options.countdowns
            },
        )
        self._state = (
            state.go_to_position(position) if pages is None else state.resume_at(position, pages)
        )
        self.is_key_held = False
        """Whether a key is held down. If it repeats faster than slides are painted, some of them
        are skipped."""

    @property
    def state(self) -> SlideshowState:
        """The state."""
        return self._state

    @property
    def pages(self) -> SlidePages:
        """The pages of the slides."""
        return self._pages

    @property
    def elapsed(self) -> float:
        """The seconds that the clock has run."""
        return self._state.clock.elapsed(self.now())

    def now(self) -> float:
        """Return the present time in seconds, on a scale of its own."""
        return self._time.elapsed() / 1000

    def face(self, countdown: Countdown) -> CountdownFace:
        """Return what a countdown shows now, with the time of day at which it ends if it runs."""
        now = self.now()
        face = countdown.face(now)
        if not countdown.is_running:
            return face
        ends = self.time_of_day() + timedelta(seconds=countdown.left(now))
        return face._replace(ends=f"{ends + _HALF_A_MINUTE:%H:%M}")

    def time_of_day(self) -> datetime:
        """Return the present time of day."""
        return datetime.now().astimezone()

    def likely_pages(self) -> Iterator[Shown]:
        """Yield the pages that a key may show next, the likeliest first."""
        state = self._state
        positions = [state.next_position, state.previous_position]
        question = self._pages.question(state.position.slide)
        if question is not None and not state.position.question:
            positions.append(state.toggle_question(question).position)
        for position in positions:
            if position is not None:
                yield self._pages.shown(position)

    def update(self, state: SlideshowState) -> None:
        """Replace the state, and hold or continue countdowns. Nothing changes after the end."""
        old = self._state
        if state is not old and not old.is_over:
            self._state = state = state.settle_countdowns(self.now())
            self.changed.emit(state, old)
            self._wait_for_countdown()

    def go_to(self, slide: int) -> None:
        """Go to the slide with an index, or to the nearest one there is."""
        self.update(self._state.go_to_slide(slide))

    def set_theme(self, theme: SlideTheme) -> None:
        """Show the slides in other colours."""
        if theme != self._pages.theme:
            self._pages = SlidePages(self.slides, theme)
            self.changed.emit(self._state, self._state)

    def end(self) -> None:
        """End the slideshow. That isn't shown: its windows close."""
        self._state = self._state.end(self.now())
        self._countdown_timer.stop()

    def _tick(self) -> None:
        self.ticked.emit()
        self._wait_for_countdown()

    def _wait_for_countdown(self) -> None:
        """Wait until a countdown shows something else, if one runs."""
        state, now = self._state, self.now()
        countdowns = {state.visible_countdown, state.audience.countdown}
        waits = [each.until_next_face(now) for each in countdowns if each is not None]
        least = min((wait for wait in waits if wait is not None), default=None)
        if least is None:
            self._countdown_timer.stop()
        else:
            self._countdown_timer.start(max(1, ceil(least * _MS_PER_SECOND)))


class _Outlines:
    """Outlines of slides that are laid out when their outline is first needed."""

    def __init__(self, slideshow: Slideshow) -> None:
        self._slideshow = slideshow

    def __getitem__(self, slide: int, /) -> SlideOutline:
        return self._slideshow.pages.outline(slide)

    def __len__(self) -> int:
        return len(self._slideshow.slides)


class SlideTimer(QObject):
    """Compares a slideshow with its plan, and counts the seconds since its slide came.

    Args:
        slideshow: The slideshow, also the owner.
        first: The index of the slide at which the session started: its clock and plan begin there.
    """

    def __init__(self, slideshow: Slideshow, first: int = 0) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._first = first
        self._slide, self._came_at = slideshow.state.position.slide, slideshow.elapsed
        slides = slideshow.slides
        self._planned = [
            float(slide.countdown_s or (slide.minutes or 0) * MINUTE_S) for slide in slides
        ]
        self._complete = complete_times(self._planned)
        self._discussions = countdown_seconds(slides)
        guesses = {index for index, slide in enumerate(slides) if slide.is_guess}
        self._talks = guesses | self._discussions.keys()
        slideshow.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def time(self) -> SlideshowTime:
        """What to show of the time."""
        self._follow()
        state, elapsed = self._slideshow.state, self._slideshow.elapsed
        minutes = state.planned.minutes
        return SlideshowTime(
            elapsed,
            minutes * MINUTE_S - sum(self._times[: self._first]),
            minutes=minutes,
            slide=SlideTime(elapsed - self._came_at, self._planned[self._slide]),
        )

    @property
    def due(self) -> Due:
        """When the step on screen is due."""
        return due_time(self._slideshow.state, self._times, self._talks, self._first)

    def restart(self) -> None:
        """Count from zero, with the clock."""
        self._came_at = 0.0

    def _follow(self) -> None:
        """Count from now on if another slide has come."""
        slide = self._slideshow.state.position.slide
        if slide != self._slide:
            self._slide, self._came_at = slide, self._slideshow.elapsed

    @property
    def _times(self) -> list[float]:
        """The seconds of each slide by the plan."""
        planned = self._slideshow.state.planned.minutes * MINUTE_S
        return scaled_times(self._complete, self._discussions, planned)


_STEP_SHARE: Final = 1 / 8  # of the page, that one key press moves the zoom
_DIRECTIONS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PointerAndZoom(QObject):
    """Points at, and zooms in around, a point of the page: the mouse or the arrow keys move it.

    Args:
        slideshow: The slideshow, also the owner.
    """

    changed = Signal()
    """Emitted when something else is pointed at, or the zoom has changed."""

    def __init__(self, slideshow: Slideshow) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._point = QRectF(QPointF(), PAGE_SIZE).center()
        self._is_pointing = False
        self._is_zoomed = False
        # Directly, and before the audience's window: no other page may be shown zoomed.
        slideshow.changed.connect(self._follow_page)

    @property
    def is_pointing(self) -> bool:
        """Whether there is a pointer."""
        return self._is_pointing

    @property
    def is_zoomed(self) -> bool:
        """Whether the page is enlarged."""
        return self._is_zoomed

    @property
    def at(self) -> QPointF | None:
        """The middle of the pointer; None if there is none."""
        return self._point if self._is_pointing else None

    @property
    def zoom_centre(self) -> QPointF | None:
        """The point that the page is zoomed in around; None if it isn't."""
        return self._point if self._is_zoomed else None

    def move(self, point: QPointF) -> None:
        """Follow the mouse to a point of the page."""
        self._point = point
        if self._is_pointing or self._is_zoomed:
            self.changed.emit()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Move the zoom with an arrow key. Return True if the page is zoomed and the key was used.

        An arrow key turns slides otherwise. PageUp and PageDown, which clickers send, always do.
        """
        direction = _DIRECTIONS.get(event.key())
        if direction is None or not self._is_zoomed or effective_modifiers(event).value:
            return False
        x, y = (
            min(max(at + by * _STEP_SHARE * size, 0.0), size)
            for at, by, size in zip(
                self._point.toTuple(), direction, PAGE_SIZE.toTuple(), strict=True
            )
        )
        self.move(QPointF(x, y))
        return True

    def toggle_pointer(self) -> None:
        """Show the pointer, or hide it."""
        self._is_pointing = not self._is_pointing
        self.changed.emit()

    def toggle_zoom(self) -> None:
        """Zoom in or out."""
        self._is_zoomed = not self._is_zoomed
        self.changed.emit()

    def _follow_page(self, new: SlideshowState, old: SlideshowState) -> None:
        """End the zoom with its page."""
        if self._is_zoomed:
            shown = self._slideshow.pages.shown
            before, after = (shown(each.position).page for each in (old, new))
            if after.place != before.place:
                self.toggle_zoom()
