"""Records where a slideshow is and how long it took, and saves that."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from briefing_app.database.personal.sessions import StoppedSession
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.personal.session_saver import SessionSaver, SlideshowPlace
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.discussion import WhatWeSaid
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.time import SlideshowClock, SlideTimer
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.record import Recording, SlideshowRecord
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import SlideSeconds


class SlideshowRecorder(QObject):
    """Saves a slideshow soon after each change, so that it can be resumed.

    Args:
        slides: The slides in order.
        options: How the slideshow started.
        clock: The time source and the planned time.
        timer: The time of each slide.
        said: What people said in discussions.
        windows: Where the windows are.
        state: Returns the state of the slideshow.
        is_over: Returns whether it has ended.
        settings: What is remembered of windows, saved too.
        personal: Where the slideshow is saved.
        parent: The slideshow.
    """

    def __init__(
        self,
        slides: tuple[Slide, ...],
        options: SlideshowOptions,
        *,
        clock: SlideshowClock,
        timer: SlideTimer,
        said: WhatWeSaid,
        windows: WindowPlacement,
        state: Callable[[], SlideshowState],
        is_over: Callable[[], bool],
        settings: Settings,
        personal: PersonalData,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._slides = slides
        self._options = options
        self._clock = clock
        self._timer = timer
        self._said = said
        self._windows = windows
        self._state = state
        self._is_over = is_over
        self._saver = SessionSaver(
            personal, options.session, options.planned_minutes, lambda: self._place, self
        )
        self._saver.saving.connect(settings.save)

    @property
    def slide_seconds(self) -> SlideSeconds:
        """The seconds that the audience saw each slide, by its key."""
        return self._timer.seconds(self._state())

    @property
    def record(self) -> SlideshowRecord:
        """The record from which the slideshow can be resumed."""
        options, state, now = self._options, self._state(), self._clock.now()
        position, countdown = state.position, state.countdown
        return SlideshowRecord(
            key=self._slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=state.clock.elapsed(now),
            running=options.is_offered_later and not self._is_over() and position.slide > 0,
            windowed=options.windowed,
            screen=self._windows.requested_screen,
            countdown=countdown.seconds if countdown is not None and countdown.is_started else 0,
            discussed=countdown.clock.elapsed(now) if countdown is not None else 0.0,
        )

    @property
    def stopped_session(self) -> StoppedSession:
        """The session, and the record from which it can be continued."""
        return StoppedSession(self._options.session, self.record)

    @property
    def recording(self) -> Recording:
        """What can be shown after the slideshow."""
        is_rehearsal = self._options.session.is_rehearsal
        return Recording(self.slide_seconds, self._said.count, is_rehearsal)

    def save_soon(self) -> None:
        """Save after a delay, in which several changes come together."""
        self._saver.save_soon()

    def save(self) -> None:
        """Save now."""
        self._saver.save()

    def finish(self) -> None:
        """Save the end of the slideshow, and wait for it."""
        self._saver.finish()

    @property
    def _place(self) -> SlideshowPlace:
        return SlideshowPlace(self.record, self.slide_seconds, self._clock.planned.own)
