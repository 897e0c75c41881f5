"""Saves where a slideshow is."""

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app.database.personal.sessions import Session
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.slideshow.record import SlideshowRecord

_DELAY_MS: Final = 250  # after the first of several quick changes


class SlideshowPlace(NamedTuple):
    """What is saved of a running slideshow.

    Args:
        record: Where it is.
        planned_minutes: The minutes that the user planned; 0 for none.
    """

    record: SlideshowRecord
    planned_minutes: int


class SessionSaver(QObject):
    """Saves the place of a slideshow in a thread: a key can't wait for a disk.

    Args:
        personal: Where it is saved.
        session: The session of the slideshow.
        planned_minutes: The planned minutes that are saved already.
        place: Returns where the slideshow is.
    """

    saving = Signal()
    """Emitted before a place is saved."""

    def __init__(
        self,
        personal: PersonalData,
        session: Session,
        planned_minutes: int,
        place: Callable[[], SlideshowPlace],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self.save)
        self._personal = personal
        self._session = session
        self._planned_minutes = planned_minutes
        self._thread: Thread | None = None

    def save_soon(self) -> None:
        """Save the place after a delay, in which several changes come together."""
        if not self._timer.isActive():  # another change must not postpone it
            self._timer.start()

    def save(self) -> None:
        """Save the place, or try it again soon if an earlier one is still being saved."""
        self.saving.emit()
        if self._thread is not None and self._thread.is_alive():
            self._timer.start()
        elif self._personal.is_private:  # in memory
            self._write(self._place())
        else:
            self._run(partial(self._write, self._place()))

    def finish(self) -> None:
        """Save the last place, and wait for it."""
        self._timer.stop()
        self.saving.emit()
        if self._thread is not None:
            self._thread.join()
        self._write(self._place())

    def _run(self, write: Callable[[], None]) -> None:
        self._thread = Thread(target=write, name="slideshow")
        self._thread.start()

    def _write(self, place: SlideshowPlace) -> None:
        session, minutes = self._session, place.planned_minutes
        is_saved = self._personal.sessions.save(session, place.record)
        if is_saved and minutes != self._planned_minutes:
            orders = self._personal.orders
            if orders.save_minutes(session.briefing, session.title, minutes):
                self._planned_minutes = minutes
