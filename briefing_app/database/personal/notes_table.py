"""The user's notes and bookmarks in `personal.db`."""

from typing import Final

from briefing_app.database.personal.rows import flag, text
from briefing_app.database.personal.store import PersonalTable, attempted, now
from briefing_app.model.notes import (
    NO_NOTE,
    KeptNote,
    Note,
    NoteItem,
    ReportNotes,
    match_notes,
    merge_notes,
)
from briefing_app.model.report import Report

_MAX_NOTE: Final = 200_000  # characters, twenty times of what can be typed


class Notes(PersonalTable):
    """Reads and saves notes and bookmarks."""

    @attempted(None)
    def of_briefing(self, briefing: str) -> list[KeptNote]:
        """Return the notes of a briefing, the one that was changed last at the end.

        Args:
            briefing: The key of the briefing, `Report.key`.

        Returns:
            None if they can't be read.
        """
        return self.store.fetch_sound(
            "notes",
            lambda item, label, *note: KeptNote(NoteItem(text(item), text(label)), _note(*note)),
            # Sorting with a text of hundreds of megabytes would take seconds.
            "SELECT rowid, item, label, iif(length(text) <= ?, text, NULL), is_bookmarked"
            " FROM notes WHERE briefing = ? ORDER BY changed",
            _MAX_NOTE,
            briefing,
        )

    def of_report(self, report: Report) -> ReportNotes:
        """Return the notes of a briefing by what they are about; none if they can't be read."""
        return match_notes(report, self.of_briefing(report.key) or ())

    @attempted(None)
    def save(self, report: Report, item: NoteItem, loaded: Note | None, written: Note) -> Note:
        """Save a note; if another window has changed its text meanwhile, keep both texts.

        Args:
            report: The briefing.
            item: What the note is about.
            loaded: The note as it was read or saved last; None if it could not be read.
            written: The note to save; one that is empty is deleted.

        Returns:
            The note that is kept now; None if it could not be saved.
        """
        with self.store.change() as change:
            key = (report.key, item.key)
            rows = change(
                "SELECT rowid, text, is_bookmarked FROM notes WHERE briefing = ? AND item = ?", *key
            )
            found = self.store.damaged_rows.sound("notes", rows, _note)
            stored = found[0] if found else NO_NOTE
            note = merge_notes(loaded, written, stored)
            # Text that grows removes nothing, so that not each letter renews the copy.
            is_kept = stored.text in note.text and note.is_bookmarked >= stored.is_bookmarked
            change.has_removed = not is_kept
            if note.is_empty:
                change("DELETE FROM notes WHERE briefing = ? AND item = ?", *key)
                return note
            change.keep_briefing(report.key, report.title)
            change(
                "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET label = excluded.label,"
                # What isn't UTF-8 is read with replacements, which only an edited text may have.
                " text = CASE WHEN ? THEN excluded.text ELSE text END,"
                " is_bookmarked = excluded.is_bookmarked, changed = excluded.changed",
                *(*key, item.label, note.text, note.is_bookmarked),
                now(),
                not found or note.text != stored.text,
            )
        return note

    @attempted(default=False)
    def delete(self, briefing: str, item: str) -> bool:
        """Delete a note. Return whether that worked.

        Args:
            briefing: The key of the briefing.
            item: The key of what the note is about.
        """
        with self.store.change() as change:
            change.has_removed = True
            change("DELETE FROM notes WHERE briefing = ? AND item = ?", briefing, item)
        return True


def _note(words: object, is_bookmarked: object) -> Note:
    return Note(text(words, _MAX_NOTE), flag(is_bookmarked))
