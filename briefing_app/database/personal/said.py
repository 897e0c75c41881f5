"""What was said in discussions; it is deleted after 30 days, unless the user keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

from briefing_app.database.personal.rows import SOUND
from briefing_app.database.personal.sessions import Session, keep_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.said import MAX_SAID_LENGTH, SaidLine, SaidSession

KEPT_DAYS: Final = 30
"""How long lines are kept, unless the user wants to keep them."""

_MAX_QUESTION_LENGTH: Final = 10_000
_LINE: Final = (
    f"said.id, said.slide, substr(question, 1, {_MAX_QUESTION_LENGTH}), about,"
    f" substr(text, 1, {MAX_SAID_LENGTH})"
)
_OF_SESSION: Final = f"SELECT {_LINE} FROM {SOUND['said']} WHERE session_id = ? ORDER BY said.id"  # noqa: S608
_OF_BRIEFING: Final = f"""
    SELECT sessions.id, started, is_rehearsal, is_kept, said, {_LINE}
    FROM {SOUND["said"]} JOIN {SOUND["sessions"]} ON sessions.id = said.session_id
    WHERE briefing = ? ORDER BY started DESC, sessions.id DESC, said.id
"""  # noqa: S608


class SaidStore:
    """Reads and writes what was said.

    Args:
        store: Where it is kept.
        now: Returns the time, with its time zone.
    """

    def __init__(
        self, store: PersonalStore, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._now = now

    def lines(self, session: int) -> list[SaidLine]:
        """Return what was said in a session, in the order in which it was typed.

        Raises:
            PersonalDataError: It can't be read.
        """
        return [_line(row) for row in self._store.fetch(_OF_SESSION, session)]

    def add(self, session: Session, line: SaidLine) -> SaidLine:
        """Keep a line, and return it with its id.

        Raises:
            PersonalDataError: It can't be saved.
        """
        with self._store.change() as execute:
            keep_session(execute, session)
            cursor = execute(
                "INSERT INTO said (session_id, slide, question, about, text, said, is_kept)"
                " VALUES (?, ?, ?, ?, ?, ?, 0)",
                *(session.id, line.slide, line.question, line.about, line.text),
                self._now().isoformat(timespec="seconds"),
            )
            return replace(line, id=cursor.lastrowid)

    def remove(self, line: int) -> None:
        """Remove a line.

        Raises:
            PersonalDataError: It can't be removed.
        """
        with self._store.change() as execute:
            execute.is_removal = True
            execute("DELETE FROM said WHERE id=?", line)

    def sessions(self, briefing: str) -> list[SaidSession]:
        """Return the sessions of a briefing in which something was said, the latest first.

        Args:
            briefing: The key of the report.

        Raises:
            PersonalDataError: They can't be read.
        """
        sessions = []
        rows = self._store.fetch(_OF_BRIEFING, briefing)
        for (session, started, is_rehearsal), each in groupby(rows, key=itemgetter(0, 1, 2)):
            lines = list(each)
            is_kept = any(line[3] for line in lines)
            last = datetime.fromisoformat(max(line[4] for line in lines))
            sessions.append(
                SaidSession(
                    session,
                    datetime.fromisoformat(started),
                    tuple(_line(line[5:]) for line in lines),
                    None if is_kept else last + timedelta(days=KEPT_DAYS),
                    bool(is_rehearsal),
                )
            )
        return sessions

    def set_kept(self, session: int, *, is_kept: bool) -> None:
        """Keep the lines of a session for good, or only for 30 days.

        Raises:
            PersonalDataError: It can't be saved.
        """
        with self._store.change() as execute:
            execute("UPDATE said SET is_kept=? WHERE session_id=?", int(is_kept), session)

    def remove_old(self) -> None:
        """Remove the lines of sessions whose time is over.

        Raises:
            PersonalDataError: They can't be removed.
        """
        limit = (self._now() - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
        old = (
            "SELECT session_id FROM said GROUP BY session_id"
            " HAVING max(said) < ? AND max(is_kept) = 0"
        )
        if self._store.fetch(old, limit):
            with self._store.change() as execute:
                execute.is_removal = True
                execute(f"DELETE FROM said WHERE session_id IN ({old})", limit)  # noqa: S608


def _line(row: Row) -> SaidLine:
    number, slide, question, about, text = row
    return SaidLine(slide, question, about, text, number)
