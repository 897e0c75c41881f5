"""Slideshows of a briefing: where each was."""

import json
import os
from datetime import UTC, datetime
from typing import Final, NamedTuple

from briefing_app.database.personal.rows import SOUND
from briefing_app.database.personal.store import Execute, PersonalStore, Row
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import Clock, Countdown

_SELECT: Final = f"""
    SELECT id, briefing, title, path, started,
    slide, page, step, elapsed, is_running, is_windowed, screen, pages, countdowns
    FROM {SOUND["sessions"]} JOIN {SOUND["briefings"]} ON key = briefing
"""  # noqa: S608
_UPDATE: Final = """
    UPDATE sessions SET changed = ?, slide = ?, page = ?, step = ?, elapsed = ?, is_running = ?,
    is_windowed = ?, screen = ?, pages = ?, countdowns = ?
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
    """

    id: int
    briefing: str
    title: str
    path: str
    started: str


class StoppedSession(NamedTuple):
    """A session, and where its slideshow was when that was last saved."""

    session: Session
    record: SlideshowRecord


def new_session(briefing: str, title: str, path: str) -> Session:
    """Return a session that starts now. Nothing is written until there is something to keep."""
    number = int.from_bytes(os.urandom(7))  # two programs may start one at the same time
    return Session(number, briefing, title, path, now())


def now() -> str:
    """Return the current time as it is stored: UTC in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def keep_briefing(execute: Execute, key: str, title: str) -> None:
    """Add the row that everything kept for a briefing refers to; bring its title up to date."""
    execute(
        "INSERT INTO briefings (key, title) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET title = excluded.title",
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
        "INSERT INTO sessions (id, briefing, path, started, changed) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET path = excluded.path",
        session.id,
        session.briefing,
        session.path,
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

    def save(self, session: Session, record: SlideshowRecord) -> None:
        """Save where the slideshow of a session is.

        Raises:
            PersonalDataError: It could not be saved.
        """
        *place, pages, countdowns = record
        counted = {key: _countdown_fields(each) for key, each in countdowns.items()}
        with self._store.change() as execute:
            keep_session(execute, session)
            execute(_UPDATE, now(), *place, json.dumps(pages), json.dumps(counted), session.id)

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
        rows = self._store.fetch(_SELECT + "WHERE is_running" + _NEWEST_FIRST)
        return [_stopped_session(row) for row in rows]

    def dismiss(self, session: Session) -> None:
        """Mark an interrupted slideshow as ended.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            execute("UPDATE sessions SET is_running = 0 WHERE id = ?", session.id)


def _stopped_session(row: Row) -> StoppedSession:
    *fields, pages, countdowns = row
    session, record = Session(*fields[:5]), SlideshowRecord(*fields[5:])
    return StoppedSession(
        session,
        record._replace(
            running=bool(record.running),
            windowed=bool(record.windowed),
            pages=tuple(json.loads(pages)),
            countdowns={key: _countdown(*each) for key, each in json.loads(countdowns).items()},
        ),
    )


def _countdown_fields(countdown: Countdown) -> tuple[int, float, bool, bool]:
    """Return how a countdown that isn't running is stored."""
    return (
        countdown.seconds,
        countdown.clock.accumulated,
        countdown.is_started,
        countdown.is_held,
    )


def _countdown(seconds: int, ran: float, *flags: int) -> Countdown:
    return Countdown(seconds, Clock(float(ran)), *map(bool, flags))
