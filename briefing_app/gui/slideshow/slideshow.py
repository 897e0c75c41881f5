"""The model of a running slideshow: its state, its pages and its time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.layout.palette import SlideTheme
from briefing_app.model.slides import Slide, countdown_seconds
from briefing_app.model.slideshow.state import SlideOutline, SlideshowState
from briefing_app.model.slideshow.time import Clock, Countdown, CountdownFace, planned_time

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
