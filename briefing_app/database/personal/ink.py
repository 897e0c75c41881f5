"""What was drawn on slides, in `personal.db`."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from briefing_app.database.personal.sessions import Session, keep_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.ink import Ink, InkColour, PageInk, Place, Stroke, Tool

_OF_SESSION: Final = "SELECT slide, page, strokes FROM ink WHERE session_id = ?"
_LATEST: Final = """
    SELECT slide, page, strokes FROM ink WHERE session_id = (
        SELECT id FROM sessions
        WHERE briefing = ? AND EXISTS (SELECT 1 FROM ink WHERE session_id = sessions.id)
        ORDER BY changed DESC LIMIT 1
    )
"""
_DELETE: Final = "DELETE FROM ink WHERE session_id = ? AND slide = ? AND page = ?"


class SavedInk:
    """Reads and saves what was drawn.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def save(self, session: Session, pages: Mapping[Place, tuple[Stroke, ...]]) -> None:
        """Replace the strokes of some pages.

        Args:
            session: The session in which they were drawn.
            pages: The strokes of each page.

        Raises:
            PersonalDataError: They could not be saved.
        """
        rows = [(*place, _text(strokes)) for place, strokes in pages.items()]
        with self._store.change() as execute:
            keep_session(execute, session)
            for slide, page, strokes in rows:
                execute(_DELETE, session.id, slide, page)
                if strokes:
                    execute("INSERT INTO ink VALUES (?, ?, ?, ?)", session.id, slide, page, strokes)

    def of_session(self, session: Session) -> Ink | None:
        """Return what was drawn in a session; None if nothing was.

        Raises:
            PersonalDataError: It can't be read.
        """
        return _ink(self._store.fetch(_OF_SESSION, session.id))

    def latest(self, briefing: str) -> Ink | None:
        """Return what was drawn in the latest session of a briefing in which anything was.

        Args:
            briefing: The key of the briefing, `Report.key`.

        Raises:
            PersonalDataError: It can't be read.
        """
        return _ink(self._store.fetch(_LATEST, briefing))


def _ink(rows: Iterable[Row]) -> Ink | None:
    pages: dict[Place, PageInk] = {}
    for slide, page, text in rows:
        strokes = _strokes(str(text))
        if strokes:
            pages[str(slide), int(str(page))] = PageInk(strokes)
    return Ink(pages) if pages else None


def _text(strokes: Iterable[Stroke]) -> str:
    texts = ",".join(map(_stroke_text, strokes))
    return f"[{texts}]" if texts else ""


@lru_cache(maxsize=1024)  # most strokes of a page were saved before
def _stroke_text(stroke: Stroke) -> str:
    """Return a stroke as JSON: tool, colour, and the coordinates one after the other."""
    fields = [stroke.tool.value, stroke.colour.value, *chain.from_iterable(stroke.points)]
    return json.dumps(fields, separators=(",", ":"))


def _strokes(text: str) -> tuple[Stroke, ...]:
    """Return the strokes that a text describes; none if another program has changed it."""
    try:
        found: list[list[Any]] = json.loads(text)
        return tuple(_stroke(*fields) for fields in found)
    except (TypeError, ValueError):
        return ()


def _stroke(tool: str, colour: str, *numbers: float) -> Stroke:
    coordinates = [float(number) for number in numbers]
    points = tuple(zip(coordinates[::2], coordinates[1::2], strict=True))
    if not points:
        raise ValueError("a stroke has points")
    return Stroke(Tool(tool), InkColour(colour), points)
