"""What was drawn on slides, in `personal.db`."""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from briefing_app.database.personal.sessions import Session, keep_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.ink import (
    ChangedStrokes,
    Ink,
    InkColour,
    PageInk,
    Place,
    Stroke,
    Tool,
)

_OF_SESSION: Final = "SELECT slide, page, stroke FROM ink WHERE session_id = ? ORDER BY position"
_LATEST: Final = """
    SELECT slide, page, stroke FROM ink WHERE session_id = (
        SELECT id FROM sessions
        WHERE briefing = ? AND EXISTS (SELECT 1 FROM ink WHERE session_id = sessions.id)
        ORDER BY is_rehearsal, changed DESC LIMIT 1
    ) ORDER BY position
"""
_DELETE: Final = "DELETE FROM ink WHERE session_id = ? AND slide = ? AND page = ? AND position >= ?"
_INSERT: Final = "INSERT INTO ink VALUES (?, ?, ?, ?, ?)"


class SavedInk:
    """Reads and saves what was drawn.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def save(self, session: Session, changes: Mapping[Place, ChangedStrokes]) -> None:
        """Save what has changed on some pages.

        Args:
            session: The session in which it was drawn.
            changes: The changes of each page.

        Raises:
            PersonalDataError: They could not be saved.
        """
        rows = [
            (place, change.first, list(map(_text, change.strokes)))
            for place, change in changes.items()
        ]
        with self._store.change() as execute:
            keep_session(execute, session)
            for place, first, texts in rows:
                execute(_DELETE, session.id, *place, first)
                for position, text in enumerate(texts, first):
                    execute(_INSERT, session.id, *place, position, text)

    def of_session(self, session: Session) -> Ink | None:
        """Return what was drawn in a session; None if nothing was.

        Raises:
            PersonalDataError: It can't be read.
        """
        return _ink(self._store.fetch(_OF_SESSION, session.id))

    def latest(self, briefing: str) -> Ink | None:
        """Return what was drawn in the latest slideshow of a briefing in which anything was.

        Without one, it is that of the latest rehearsal.

        Args:
            briefing: The key of the briefing, `Report.key`.

        Raises:
            PersonalDataError: It can't be read.
        """
        return _ink(self._store.fetch(_LATEST, briefing))


def _ink(rows: Iterable[Row]) -> Ink | None:
    pages: dict[Place, list[Stroke]] = {}
    for slide, page, text in rows:
        stroke = _stroke(str(text))
        if stroke is not None:
            pages.setdefault((str(slide), int(str(page))), []).append(stroke)
    return Ink({place: PageInk(tuple(each)) for place, each in pages.items()}) if pages else None


def _text(stroke: Stroke) -> str:
    """Return a stroke as JSON: tool, colour, and the coordinates one after the other."""
    fields = [stroke.tool.value, stroke.colour.value, *chain.from_iterable(stroke.points)]
    return json.dumps(fields, separators=(",", ":"))


def _stroke(text: str) -> Stroke | None:
    """Return the stroke that a text describes; None if another program has changed it."""
    try:
        tool, colour, *numbers = json.loads(text)
        coordinates = [float(number) for number in numbers]
        points = tuple(zip(coordinates[::2], coordinates[1::2], strict=True))
        return Stroke(Tool(tool), InkColour(colour), points) if points else None
    except (TypeError, ValueError):
        return None
