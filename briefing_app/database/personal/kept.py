"""What is kept for each briefing: counting and deleting it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from briefing_app.database.personal.rows import DAMAGED_CELL
from briefing_app.database.personal.sources import paths_of_sources
from briefing_app.database.personal.store import PersonalTable, attempted


class KeptKind(Enum):
    """What can be forgotten on its own."""

    NOTES = auto()
    """Notes and bookmarks."""
    ORDER = auto()
    """The running order and the planned time."""
    PLACE = auto()
    """Where the last slideshow stopped, and the file that it showed."""
    SOURCE_FILES = auto()
    """Where the files with the texts of its sources are."""


@dataclass(frozen=True, slots=True)
class KeptBriefing:
    """How much is kept for a briefing.

    Args:
        key: The key of the briefing.
        title: Its title.
        notes: The number of notes with a text.
        bookmarks: The number of bookmarks.
        has_order: Whether its running order was changed.
        planned_minutes: The planned time; 0 for none.
        has_place: Whether it is known where its last slideshow stopped.
        source_files: The number of sources of which a file with the text is known.
    """

    key: str
    title: str
    notes: int
    bookmarks: int
    has_order: bool
    planned_minutes: int
    has_place: bool
    source_files: int


# Rows that aren't sound are counted, too: they can be forgotten.
_SELECT: Final = """
    SELECT CAST(key AS TEXT), substr(CAST(title AS TEXT), 1, 500),
    (SELECT count(*) FROM notes WHERE briefing = key AND text <> ''),
    (SELECT count(*) FROM notes WHERE briefing = key AND is_bookmarked),
    EXISTS (SELECT 1 FROM running_orders WHERE briefing = key AND lines <> '[]'),
    (SELECT minutes FROM running_orders WHERE briefing = key),
    EXISTS (SELECT 1 FROM sessions WHERE briefing = key),
    source_files
    FROM briefings ORDER BY title, key
"""
_FORGET: Final = {
    KeptKind.NOTES: "DELETE FROM notes WHERE briefing = ?",
    KeptKind.ORDER: "DELETE FROM running_orders WHERE briefing = ?",
    KeptKind.PLACE: "DELETE FROM sessions WHERE briefing = ?",
    KeptKind.SOURCE_FILES: "UPDATE briefings SET source_files = '{}' WHERE key = ?",
}
_FORGET_EMPTY_BRIEFINGS: Final = """
    DELETE FROM briefings
    WHERE source_files = '{}'
    AND NOT EXISTS (SELECT 1 FROM notes WHERE briefing = key)
    AND NOT EXISTS (SELECT 1 FROM running_orders WHERE briefing = key)
    AND NOT EXISTS (SELECT 1 FROM sessions WHERE briefing = key)
"""


class Kept(PersonalTable):
    """Lists and deletes what is kept."""

    @attempted(None)
    def briefings(self) -> list[KeptBriefing]:
        """Return how much is kept for each briefing, by title; None if it can't be read."""
        return [_kept(*row) for row in self.store.fetch(_SELECT)]

    def forget(self, briefing: str, kind: KeptKind) -> None:
        """Delete what is kept of one kind for a briefing.

        Args:
            briefing: The key of the briefing.
            kind: What to delete.

        Raises:
            PersonalDataError: It could not be deleted.
        """
        with self.store.change() as change:
            change.has_removed = True
            change(_FORGET[kind], briefing)
            change(_FORGET_EMPTY_BRIEFINGS)


def _kept(*cells: Any) -> KeptBriefing:
    key, title, notes, bookmarks, has_order, minutes, has_place, source_files = cells
    planned_minutes = minutes if isinstance(minutes, int) else 0
    try:
        files = len(paths_of_sources(source_files))
    except DAMAGED_CELL:
        files = 1
    return KeptBriefing(
        key, title, notes, bookmarks, bool(has_order), planned_minutes, bool(has_place), files
    )
