"""Saves where a slideshow is, so that it can be resumed."""

from threading import Thread
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from briefing_app.database.personal.slideshows import StoppedSession
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slideshow.record import SlideshowRecord

_DELAY_MS: Final = 250  # after the first of several quick changes


class SlideshowRecorder(QObject):
    """Saves a slideshow soon after each change, in a thread: a key can't wait for a disk.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows, whose requested screen is recorded.
        options: How the slideshow started.
        personal: Where the slideshow is saved.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        options: SlideshowOptions,
        *,
        personal: PersonalData,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._windows = windows
        self._options = options
        self._personal = personal
        self._planned_minutes = options.planned_minutes  # as they are saved
        self._thread: Thread | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self.save)
        slideshow.changed.connect(self._save_soon, Qt.ConnectionType.QueuedConnection)
        windows.swapped.connect(self._save_soon)  # the requested screen may be rejected

    @property
    def record(self) -> SlideshowRecord:
        """The record from which the slideshow can be resumed."""
        state, now = self._slideshow.state, self._slideshow.now()
        position, slides = state.position, self._slideshow.slides
        return SlideshowRecord(
            key=slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=state.clock.elapsed(now),
            running=not state.is_over and position.slide > 0,
            windowed=self._options.windowed,
            screen=self._windows.policy.requested,
            pages=tuple(map(len, state.outlines[position.slide])),
            countdowns={slides[at].key: each.held(now) for at, each in state.counted.items()},
        )

    @property
    def stopped_session(self) -> StoppedSession:
        """The session, and the record from which it can be continued."""
        return StoppedSession(self._options.session, self.record)

    def save(self) -> None:
        """Save now, or try it again soon if an earlier place is still being saved."""
        place = self.record, self._slideshow.state.planned.own
        if self._personal.is_private:  # in memory
            self._write(*place)
        elif self._thread is not None and self._thread.is_alive():
            self._timer.start()
        else:
            self._thread = Thread(target=self._write, args=place, name="slideshow")
            self._thread.start()

    def finish(self) -> None:
        """Save the end of the slideshow, and wait for it."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join()
        self._write(self.record, self._slideshow.state.planned.own)

    def _save_soon(self) -> None:
        """Save after a delay, in which several changes come together."""
        if not self._timer.isActive():  # another change must not postpone it
            self._timer.start()

    def _write(self, record: SlideshowRecord, planned_minutes: int) -> None:
        session, personal = self._options.session, self._personal
        if self._options.is_saved and not personal.sessions.save(session, record):
            return
        if planned_minutes != self._planned_minutes and personal.orders.save_minutes(
            session.briefing, session.title, planned_minutes
        ):
            self._planned_minutes = planned_minutes
