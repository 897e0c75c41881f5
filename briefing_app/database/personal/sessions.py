"""Slideshows of a briefing: where each was, and how long each slide was shown."""

import json
import os
from collections import defaultdict
from datetime import UTC, datetime
from typing import Final, NamedTuple

from briefing_app.database.personal.rows import SOUND
from briefing_app.database.personal.store import Execute, PersonalStore, Row
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import NO_SECONDS, Clock, Countdown, SlideSeconds

_SELECT: Final = f"""
    SELECT id, briefing, title, path, started, is_rehearsal,
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
        is_rehearsal: Whether it was a rehearsal.
    """

    id: int
    briefing: str
    title: str
    path: str
    started: str
    is_rehearsal: bool


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
        *place, pages, countdowns = record
        counted = {key: _countdown_fields(each) for key, each in countdowns.items()}
        with self._store.change() as execute:
            keep_session(execute, session)
            execute(_UPDATE, now(), *place, json.dumps(pages), json.dumps(counted), session.id)
            _keep_times(execute, session.id, seconds)

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

    def dismiss(self, session: Session) -> None:
        """Mark an interrupted slideshow as ended.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            execute("UPDATE sessions SET is_running = 0 WHERE id = ?", session.id)


def _stopped_session(row: Row) -> StoppedSession:
    *fields, pages, countdowns = row
    session, record = Session(*fields[:6]), SlideshowRecord(*fields[6:])
    return StoppedSession(
        session._replace(is_rehearsal=bool(session.is_rehearsal)),
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


_MAX_SESSIONS: Final = 50  # the newest that have times
_MAX_REHEARSALS: Final = 5  # to compare with; others were broken off
# A row that is still needed is never deleted, because each deletion renews the daily copy.
_DELETE_OTHER_TIMES: Final = (
    "DELETE FROM slide_times WHERE session_id = ? AND slide NOT IN (SELECT value FROM json_each(?))"
)
_KEEP_TIME: Final = (
    "INSERT INTO slide_times VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seconds = excluded.seconds"
)
_SELECT_TIMES: Final = f"""
    SELECT session_id, started, is_rehearsal, slide_times.slide, seconds
    FROM {SOUND["slide_times"]} JOIN {SOUND["sessions"]} ON sessions.id = session_id
    WHERE session_id IN (
        SELECT id FROM {SOUND["sessions"]}
        WHERE briefing = ? AND is_rehearsal >= ?
        AND EXISTS (SELECT 1 FROM slide_times WHERE session_id = sessions.id)
        ORDER BY started DESC LIMIT ?
    )
    ORDER BY started DESC, session_id, slide_times.place
"""  # noqa: S608


class RecordedTimes(NamedTuple):
    """The times of one session.

    Args:
        started: When the session was started, UTC in ISO 8601.
        is_rehearsal: Whether it was a rehearsal.
        seconds: The seconds of each slide.
    """

    started: str
    is_rehearsal: bool
    seconds: SlideSeconds


class Times:
    """Reads the times of slides.

    Args:
        store: Where they are kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def of_briefing(self, briefing: str) -> list[RecordedTimes]:
        """Return the times of a briefing's latest sessions, the newest first.

        Args:
            briefing: The key of the briefing, `Report.key`.

        Raises:
            PersonalDataError: They can't be read.
        """
        return self._recorded(briefing, _MAX_SESSIONS, only_rehearsals=False)

    def rehearsals(self, briefing: str) -> list[SlideSeconds]:
        """Return the times of a briefing's latest rehearsals, the newest first.

        Args:
            briefing: The key of the briefing.

        Raises:
            PersonalDataError: They can't be read.
        """
        found = self._recorded(briefing, _MAX_REHEARSALS, only_rehearsals=True)
        return [each.seconds for each in found]

    def of_session(self, session: int) -> SlideSeconds:
        """Return the times of a session, to be continued.

        Raises:
            PersonalDataError: They can't be read.
        """
        rows = self._store.fetch(
            f"SELECT slide, seconds FROM {SOUND['slide_times']} WHERE session_id = ?",  # noqa: S608
            session,
        )
        return {slide: float(seconds) for slide, seconds in rows}

    def _recorded(
        self, briefing: str, at_most: int, *, only_rehearsals: bool
    ) -> list[RecordedTimes]:
        sessions: dict[int, tuple[str, bool]] = {}
        seconds: defaultdict[int, dict[str, float]] = defaultdict(dict)
        for row in self._store.fetch(_SELECT_TIMES, briefing, only_rehearsals, at_most):
            session, started, is_rehearsal, slide, taken = row
            sessions[session] = (started, bool(is_rehearsal))
            seconds[session][slide] = float(taken)
        return [RecordedTimes(*each, seconds[session]) for session, each in sessions.items()]


def _keep_times(execute: Execute, session: int, seconds: SlideSeconds) -> None:
    """Replace the times of a session, whose row is there.

    Args:
        execute: Runs a statement of the transaction.
        session: The number of the session.
        seconds: The seconds of each slide.
    """
    execute(_DELETE_OTHER_TIMES, session, json.dumps(list(seconds)))
    for slide, each in seconds.items():
        execute(_KEEP_TIME, session, slide, each)
