"""Slideshows of a briefing: where each was, so that it can be resumed."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.database.personal.times import keep_times
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import NO_SECONDS, SlideSeconds

Execute = Callable[..., object]
"""Runs a statement of a transaction: the function that `PersonalStore.change` yields."""

_SELECT: Final = """
    SELECT id, briefing, title, path, started, is_rehearsal,
    slide, page, step, elapsed, is_running, is_windowed, screen, countdown, discussed
    FROM sessions JOIN briefings ON key = briefing
"""
_UPDATE: Final = """
    UPDATE sessions SET changed = ?, slide = ?, page = ?, step = ?, elapsed = ?, is_running = ?,
    is_windowed = ?, screen = ?, countdown = ?, discussed = ?
    WHERE id = ?
"""
_NEWEST_FIRST: Final = " ORDER BY changed DESC"


class Session(NamedTuple):
    """One slideshow from its start to its end, however often it was resumed in between.

    Args:
        id: The number that all that is kept of the slideshow refers to.
        briefing: The key of the briefing, `Report.key`.
        title: The title of the briefing.
        path: The file that was opened last.
        started: The time of the first start, UTC in ISO 8601.
        is_rehearsal: Whether it was a rehearsal.
    """

    id: int
    briefing: str
    title: str
    path: str
    started: str
    is_rehearsal: bool = False


class StoppedSession(NamedTuple):
    """A session, and where its slideshow was when that was last saved."""

    session: Session
    record: SlideshowRecord


def new_session(briefing: str, title: str, path: str, *, is_rehearsal: bool = False) -> Session:
    """Return a session that starts now. Nothing is written until there is something to keep."""
    number = int.from_bytes(os.urandom(7))  # two programs may start one at the same time
    return Session(number, briefing, title, path, now(), is_rehearsal)


def now() -> str:
    """Return the current time as it is stored: UTC in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def keep_briefing(execute: Execute, key: str, title: str) -> None:
    """Add the row that everything kept for a briefing refers to; bring its title up to date."""
    execute(
        "INSERT INTO briefings VALUES (?, ?) ON CONFLICT DO UPDATE SET title = excluded.title",
        key,
        title,
    )


def keep_session(execute: Execute, session: Session) -> None:
    """Add the row that everything kept of a session refers to, if it is missing.

    Each transaction that keeps something of a session begins with this: nothing was saved yet, or
    the user may have removed it during the slideshow.
    """
    keep_briefing(execute, session.briefing, session.title)
    execute(
        "INSERT INTO sessions (id, briefing, path, is_rehearsal, started, changed) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET path = excluded.path",
        session.id,
        session.briefing,
        session.path,
        session.is_rehearsal,
        session.started,
        session.started,
    )


class Sessions:
    """Saves where slideshows are, and finds those that can be resumed.

    Args:
        store: Where they are kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def save(
        self, session: Session, record: SlideshowRecord, seconds: SlideSeconds = NO_SECONDS
    ) -> None:
        """Save where the slideshow of a session is, and how long each slide was shown.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            keep_session(execute, session)
            execute(_UPDATE, now(), *record, session.id)
            keep_times(execute, session.id, seconds)

    def of_briefing(self, key: str) -> list[StoppedSession]:
        """Return the sessions of a briefing, the one that was saved last first.

        Raises:
            PersonalDataError: They can't be read.
        """
        rows = self._store.fetch(_SELECT + "WHERE briefing = ?" + _NEWEST_FIRST, key)
        return [_stopped_session(row) for row in rows]

    def interrupted(self) -> list[StoppedSession]:
        """Return the sessions of all briefings whose slideshow did not end, the newest first.

        A slideshow that is running, in this program or another one, is among them.

        Raises:
            PersonalDataError: They can't be read.
        """
        rows = self._store.fetch(_SELECT + "WHERE is_running AND NOT is_rehearsal" + _NEWEST_FIRST)
        return [_stopped_session(row) for row in rows]

    def has_ink(self, session: Session) -> bool:
        """Return whether anything is drawn in a session, to be read with `SavedInk`.

        Raises:
            PersonalDataError: It can't be read.
        """
        sql = "SELECT 1 FROM ink WHERE session_id = ? LIMIT 1"
        return bool(self._store.fetch(sql, session.id))

    def have_ink(self, key: str) -> bool:
        """Return whether anything was drawn in a session of a briefing.

        Raises:
            PersonalDataError: It can't be read.
        """
        sql = "SELECT 1 FROM ink JOIN sessions ON id = session_id WHERE briefing = ? LIMIT 1"
        return bool(self._store.fetch(sql, key))

    def dismiss(self, session: Session) -> None:
        """Mark an interrupted slideshow as ended.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            execute("UPDATE sessions SET is_running = 0 WHERE id = ?", session.id)


def _stopped_session(row: Row) -> StoppedSession:
    columns: tuple[Any, ...] = row  # the table is STRICT
    session, record = Session(*columns[:6]), SlideshowRecord(*columns[6:])
    return StoppedSession(
        session._replace(is_rehearsal=bool(session.is_rehearsal)),
        record._replace(running=bool(record.running), windowed=bool(record.windowed)),
    )
