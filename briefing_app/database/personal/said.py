"""What was said in discussions; it is deleted after 30 days, unless the user keeps it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

from briefing_app.database.personal.rows import IS_TIME, SOUND
from briefing_app.database.personal.sessions import Session, keep_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.said import (
    MAX_SAID_LENGTH,
    SaidCount,
    SaidKind,
    SaidLine,
    SaidSession,
)

KEPT_DAYS: Final = 30
"""How long lines are kept, unless the user wants to keep them."""

_FIRST_RELEASE: Final = datetime(2026, 11, 26, tzinfo=UTC)
"""When this program was first released: a clock that shows an earlier time is wrong."""

_MAX_QUESTION_LENGTH: Final = 10_000
_DAY_LENGTH: Final = len("2026-10-24")
_LINE: Final = (
    f"said.id, said.slide, substr(question, 1, {_MAX_QUESTION_LENGTH}), about,"
    f" substr(text, 1, {MAX_SAID_LENGTH}), is_action, kind, number,"
    f" substr(force, 1, {MAX_SAID_LENGTH})"
)
_OF_SESSION: Final = f"SELECT {_LINE} FROM {SOUND['said']} WHERE session_id = ? ORDER BY said.id"  # noqa: S608
_OF_BRIEFING: Final = f"""
    SELECT sessions.id, started, is_kept, said, coalesce(future_since, ''), {_LINE}
    FROM {SOUND["said"]} JOIN {SOUND["sessions"]} ON sessions.id = said.session_id
    LEFT JOIN {SOUND["said_deletions"]} ON said_deletions.session_id = said.session_id
    WHERE briefing = ? ORDER BY started DESC, sessions.id DESC, said.id
"""  # noqa: S608
SAID_COUNTS: Final = (
    "count(*) FILTER (WHERE kind IS NOT 'guess' AND kind IS NOT 'hands')",
    "count(*) FILTER (WHERE kind = 'guess')",
    "count(DISTINCT CASE kind WHEN 'hands' THEN said.session_id || ' ' || said.slide END)",
)
"""SQL expressions that count rows of `said`: the fields of a `SaidCount`."""

_LAST_LINES: Final = f"""
    SELECT said.session_id, {", ".join(SAID_COUNTS)}, max(said),
    coalesce(future_since, ''), coalesce(over_since, '')
    FROM {SOUND["said"]} JOIN sessions ON sessions.id = said.session_id
    LEFT JOIN {SOUND["said_deletions"]} ON said_deletions.session_id = said.session_id
    GROUP BY said.session_id HAVING max(is_kept) = 0
"""  # noqa: S608
_LATEST_TIMES: Final = f"""
    SELECT max(changed) FROM sessions WHERE {IS_TIME.format("changed")}
    UNION SELECT max(said) FROM {SOUND["said"]}
"""  # noqa: S608


class SaidStore:
    """Reads and writes what was said.

    A clock can be wrong, so no line is removed because of one: see `add` and `remove_old`.

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

        If the clock is a day or more behind what was kept earlier, the line gets that time.

        Raises:
            PersonalDataError: It can't be saved.
        """
        with self._store.change() as execute:
            said = self._now().isoformat(timespec="seconds")
            for (latest,) in execute(_LATEST_TIMES):
                if latest is not None and latest[:_DAY_LENGTH] > said[:_DAY_LENGTH]:
                    said = latest
            keep_session(execute, session)
            cursor = execute(
                "INSERT INTO said (session_id, slide, question, about, text, is_action, kind,"
                " number, force, said, is_kept) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                *(session.id, line.slide, line.question, line.about, line.text, line.is_action),
                *(line.kind, line.number, line.force, said),
            )
            return replace(line, id=cursor.lastrowid)

    def mark(self, line: int, *, is_action: bool) -> None:
        """Mark a line as what people are going to do, or remove the mark.

        Raises:
            PersonalDataError: It can't be saved.
        """
        with self._store.change() as execute:
            execute("UPDATE said SET is_action=? WHERE id=?", is_action, line)

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
        now, sessions = max(self._now(), _FIRST_RELEASE), []
        rows = self._store.fetch(_OF_BRIEFING, briefing)
        for (session, started), each in groupby(rows, key=itemgetter(0, 1)):
            lines = list(each)
            is_kept = any(line[2] for line in lines)
            end = _end(max(line[3] for line in lines), lines[0][4], now)
            sessions.append(
                SaidSession(
                    session,
                    datetime.fromisoformat(started),
                    tuple(_line(line[5:]) for line in lines),
                    None if is_kept else end.time,
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
            execute("DELETE FROM said_deletions WHERE session_id=?", session)

    def remove_old(self) -> SaidCount:
        """Remove the lines of sessions whose time was over on the day of an earlier call, too.

        Lines whose time can't be right have 30 days from the first call that found them: those from
        the future, and from before the first release. If the clock shows such an early time,
        nothing is done.

        Returns:
            The lines whose time is over and that no earlier call found. A call on another day
            removes them.

        Raises:
            PersonalDataError: They can't be removed.
        """
        now = self._now()
        if now < _FIRST_RELEASE:
            return SaidCount()
        today = now.date().isoformat()
        over: list[list[int]] = []
        removed: list[int] = []
        found: list[tuple[int, str, str]] = []
        for session, *counts, last, future_since, over_since in self._store.fetch(_LAST_LINES):
            end = _end(last, future_since, now)
            is_over = now > end.time
            if is_over and over_since not in ("", today):
                removed.append(session)
                continue
            if is_over and not over_since:
                over.append(counts)
            days = (end.future_since, (over_since or today) if is_over else "")
            if days != (future_since, over_since):
                found.append((session, *days))
        if removed or found:
            with self._store.change() as execute:
                for session in removed:
                    execute("DELETE FROM said WHERE session_id = ?", session)
                    execute("DELETE FROM said_deletions WHERE session_id = ?", session)
                for each in found:
                    execute("REPLACE INTO said_deletions VALUES (?, ?, ?)", *each)
        return SaidCount(*map(sum, zip(*over, strict=True)))


@dataclass(frozen=True, slots=True)
class _End:
    """When the time of a session's lines is over.

    Args:
        time: That time.
        future_since: The day on which their time was first found to be in the future, or before the
            first release; empty if it is neither.
    """

    time: datetime
    future_since: str


def _end(last: str, future_since: str, now: datetime) -> _End:
    """Return when the time of lines is over.

    Args:
        last: The time of the last line.
        future_since: The day on which that was first found to be in the future, or before the first
            release; empty if it wasn't.
        now: The time, not before the first release.
    """
    kept, said = timedelta(days=KEPT_DAYS), datetime.fromisoformat(last)
    if _FIRST_RELEASE <= said <= now + timedelta(days=1):
        return _End(said + kept, "")
    first_day, today = _FIRST_RELEASE.date().isoformat(), now.date().isoformat()
    since = future_since if first_day <= future_since <= today else today
    return _End(datetime.fromisoformat(f"{since}T00:00+00:00") + kept, since)


def _line(row: Row) -> SaidLine:
    key, slide, question, about, text, is_action, kind, number, force = row
    is_marked, what = bool(is_action), SaidKind(kind)
    return SaidLine(slide, question, about, text, is_marked, key, what, number, force)
