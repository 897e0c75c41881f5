"""How long each slide of a session was shown, in `personal.db`."""

from collections import defaultdict
from collections.abc import Callable
from typing import Final, NamedTuple

from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.slideshow.time import SlideSeconds

_MAX_SESSIONS: Final = 50  # the newest that have times
_MAX_REHEARSALS: Final = 5  # to compare with; others were broken off
_SELECT: Final = """
    SELECT session_id, started, is_rehearsal, slide_times.slide, seconds
    FROM slide_times JOIN sessions ON sessions.id = session_id
    WHERE session_id IN (
        SELECT id FROM sessions
        WHERE briefing = ? AND is_rehearsal >= ?
        AND EXISTS (SELECT 1 FROM slide_times WHERE session_id = sessions.id)
        ORDER BY started DESC LIMIT ?
    )
    ORDER BY started DESC, session_id, slide_times.rowid
"""


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
            "SELECT slide, seconds FROM slide_times WHERE session_id = ?", session
        )
        return {str(slide): float(str(seconds)) for slide, seconds in rows}

    def _recorded(
        self, briefing: str, at_most: int, *, only_rehearsals: bool
    ) -> list[RecordedTimes]:
        sessions: dict[object, tuple[str, bool]] = {}
        seconds: defaultdict[object, dict[str, float]] = defaultdict(dict)
        for row in self._store.fetch(_SELECT, briefing, only_rehearsals, at_most):
            session, started, is_rehearsal, slide, taken = row
            sessions[session] = (str(started), bool(is_rehearsal))
            seconds[session][str(slide)] = float(str(taken))
        return [RecordedTimes(*each, seconds[session]) for session, each in sessions.items()]


def keep_times(execute: Callable[..., object], session: int, seconds: SlideSeconds) -> None:
    """Replace the times of a session, whose row is there.

    Args:
        execute: Runs a statement of the transaction.
        session: The number of the session.
        seconds: The seconds of each slide.
    """
    execute("DELETE FROM slide_times WHERE session_id = ?", session)
    for slide, each in seconds.items():
        execute("INSERT INTO slide_times VALUES (?, ?, ?)", session, slide, each)
