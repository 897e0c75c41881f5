"""Records where a slideshow is, and saves that."""

from PySide6.QtCore import QObject, Qt

from briefing_app.database.personal.sessions import StoppedSession
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.personal.session_saver import SessionSaver, SlideshowPlace
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.screens.placement import WindowPlacement
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.model.slideshow.record import SlideshowRecord


class SlideshowRecorder(QObject):
    """Saves a slideshow soon after each change, so that it can be resumed.

    Args:
        slideshow: The slideshow, also the owner.
        placement: Where the windows are.
        options: How the slideshow started.
        settings: What is remembered of windows, saved too.
        personal: Where the slideshow is saved.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        placement: WindowPlacement,
        options: SlideshowOptions,
        *,
        settings: Settings,
        personal: PersonalData,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._placement = placement
        self._options = options
        self._saver = SessionSaver(
            personal, options.session, options.planned_minutes, lambda: self._place, self
        )
        self._saver.saving.connect(settings.save)
        slideshow.changed.connect(self._saver.save_soon, Qt.ConnectionType.QueuedConnection)
        placement.swapped.connect(self._saver.save_soon)  # the requested screen may be rejected

    @property
    def record(self) -> SlideshowRecord:
        """The record from which the slideshow can be resumed."""
        options, state, now = self._options, self._slideshow.state, self._slideshow.now()
        position, slides = state.position, self._slideshow.slides
        return SlideshowRecord(
            key=slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=state.clock.elapsed(now),
            running=options.is_offered_later and not state.is_over and position.slide > 0,
            windowed=options.windowed,
            screen=self._placement.requested_screen,
            pages=tuple(state.outline[position.slide]),
            countdowns={slides[at].key: each.held(now) for at, each in state.counted.items()},
        )

    @property
    def stopped_session(self) -> StoppedSession:
        """The session, and the record from which it can be continued."""
        return StoppedSession(self._options.session, self.record)

    def save(self) -> None:
        """Save now."""
        self._saver.save()

    def finish(self) -> None:
        """Save the end of the slideshow, and wait for it."""
        self._saver.finish()

    @property
    def _place(self) -> SlideshowPlace:
        planned = self._slideshow.state.planned.own
        return SlideshowPlace(self.record, planned)
