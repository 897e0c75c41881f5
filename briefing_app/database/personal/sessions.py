"""Where the last slideshow of each briefing is, or was when it stopped."""

import json
from datetime import UTC, datetime
from typing import Final, NamedTuple

from briefing_app.database.personal.rows import COLUMNS, SOUND
from briefing_app.database.personal.store import Execute, PersonalStore, Row
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import Clock, Countdown

_SELECT: Final = f"""
    SELECT briefing, title, path, first_slide,
    slide, page, step, elapsed, is_running, is_windowed, screen, pages, countdowns
    FROM {SOUND["sessions"]} JOIN {SOUND["briefings"]} ON key = briefing
"""  # noqa: S608
_FIELDS: Final = COLUMNS["sessions"]
_KEEP: Final = f"""
    INSERT INTO sessions ({", ".join(_FIELDS)}) VALUES ({", ".join("?" * len(_FIELDS))})
    ON CONFLICT DO UPDATE SET {", ".join(f"{each} = excluded.{each}" for each in _FIELDS)}
"""  # noqa: S608


class Session(NamedTuple):
    """One slideshow from its start to its end, however often it was resumed in between.

    Args:
        briefing: The key of the briefing, `Report.key`.
        title: The title of the briefing.
        path: The file that was opened last.
        first_slide: The key of the slide at which it started; empty for the first one.
    """

    briefing: str
    title: str
    path: str
    first_slide: str = ""


class StoppedSession(NamedTuple):
    """A session, and where its slideshow was when that was last saved."""

    session: Session
    record: SlideshowRecord


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


class Sessions:
    """Saves where slideshows are, and finds those that can be resumed.

    Args:
        store: Where they are kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def save(self, session: Session, record: SlideshowRecord) -> None:
        """Save where the slideshow of a session is, in place of what its briefing had.

        Raises:
            PersonalDataError: It could not be saved.
        """
        *place, pages, countdowns = record
        counted = {key: _countdown_fields(each) for key, each in countdowns.items()}
        with self._store.change() as execute:
            keep_briefing(execute, session.briefing, session.title)
            execute(
                _KEEP,
                *(session.briefing, session.path, now(), session.first_slide),
                *(*place, json.dumps(pages), json.dumps(counted)),
            )

    def of_briefing(self, key: str) -> StoppedSession | None:
        """Return the session of a briefing that was saved last; None if none was.

        Raises:
            PersonalDataError: It can't be read.
        """
        return self._found("WHERE briefing = ?", key)

    def interrupted(self) -> StoppedSession | None:
        """Return the latest session of all briefings whose slideshow did not end, if any.

        It may be running, in this program or another one.

        Raises:
            PersonalDataError: It can't be read.
        """
        return self._found("WHERE is_running ORDER BY saved DESC LIMIT 1")

    def dismiss(self, briefing: str) -> None:
        """Mark the slideshow of a briefing as ended.

        Args:
            briefing: The key of the briefing.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            execute("UPDATE sessions SET is_running = 0 WHERE briefing = ?", briefing)

    def _found(self, condition: str, *values: object) -> StoppedSession | None:
        return next(map(_stopped_session, self._store.fetch(_SELECT + condition, *values)), None)


def _stopped_session(row: Row) -> StoppedSession:
    *fields, pages, countdowns = row
    record = SlideshowRecord(*fields[4:])
    return StoppedSession(
        Session(*fields[:4]),
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
