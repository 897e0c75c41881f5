"""What was said in discussions; it is deleted after 30 days, unless the user keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from briefing_app.database.personal.sessions import Session, keep_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.said import SaidLine, SaidSession

KEPT_DAYS: Final = 30
"""How long lines are kept, unless the user wants to keep them."""

_LINES: Final = "SELECT id, slide, question, about, text FROM said WHERE session_id=? ORDER BY id"


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
        return [_line(row) for row in self._store.fetch(_LINES, session)]

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
            execute("DELETE FROM said WHERE id=?", line)

    def sessions(self, briefing: str) -> list[SaidSession]:
        """Return the sessions of a briefing in which something was said, the latest first.

        Args:
            briefing: The key of the report.

        Raises:
            PersonalDataError: They can't be read.
        """
        rows = self._store.fetch(
            "SELECT sessions.id, started, max(is_kept), max(said), is_rehearsal FROM sessions"
            " JOIN said ON session_id=sessions.id WHERE briefing=?"
            " GROUP BY sessions.id ORDER BY started DESC, sessions.id DESC",
            briefing,
        )
        return [
            SaidSession(
                int(str(session)),
                datetime.fromisoformat(str(started)),
                tuple(self.lines(int(str(session)))),
                None if is_kept else _deleted_after(str(last)),
                bool(is_rehearsal),
            )
            for session, started, is_kept, last, is_rehearsal in rows
        ]

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
                execute(f"DELETE FROM said WHERE session_id IN ({old})", limit)  # noqa: S608


def _deleted_after(last: str) -> datetime:
    return datetime.fromisoformat(last) + timedelta(days=KEPT_DAYS)


def _line(row: Row) -> SaidLine:
    number, slide, question, about, text = row
    return SaidLine(str(slide), str(question), str(about), str(text), int(str(number)))
