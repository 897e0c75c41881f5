"""Saves where a slideshow is."""

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import NamedTuple

from briefing_app.database.personal.running_orders import RunningOrders
from briefing_app.database.personal.sessions import Session, Sessions
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.slide_times import SlideSeconds


class SlideshowPlace(NamedTuple):
    """What is saved of a running slideshow.

    Args:
        record: Where it is.
        seconds: The seconds of each slide.
        planned_minutes: The minutes that the user planned; 0 for none.
    """

    record: SlideshowRecord
    seconds: SlideSeconds
    planned_minutes: int


class SessionSaver:
    """Saves the place of a slideshow in a thread: a key can't wait for a disk.

    Args:
        personal: Where it is saved.
        session: The session of the slideshow.
        planned_minutes: The planned minutes that are saved already.
    """

    def __init__(self, personal: PersonalData, session: Session, planned_minutes: int) -> None:
        self._personal = personal
        self._session = session
        self._planned_minutes = planned_minutes
        self._thread: Thread | None = None

    def save(self, place: SlideshowPlace) -> bool:
        """Save a place. Return False if an earlier one is still being saved."""
        if self._thread is not None and self._thread.is_alive():
            return False
        if self._personal.store.is_private:  # in memory
            self._write(place)
        else:
            self._run(partial(self._write, place))
        return True

    def finish(self, place: SlideshowPlace) -> None:
        """Save the last place, and wait for it."""
        if self._thread is not None:
            self._thread.join()
        self._write(place)

    def _run(self, write: Callable[[], None]) -> None:
        self._thread = Thread(target=write, name="slideshow")
        self._thread.start()

    def _write(self, place: SlideshowPlace) -> None:
        store, session = self._personal.store, self._session
        with self._personal.saving():
            Sessions(store).save(session, place.record, place.seconds)
            if place.planned_minutes != self._planned_minutes:
                minutes = place.planned_minutes
                RunningOrders(store).save_minutes(session.briefing, session.title, minutes)
                self._planned_minutes = minutes
