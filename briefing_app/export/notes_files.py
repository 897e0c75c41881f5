"""The user's notes and bookmarks as a text and as a CSV file."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from briefing_app.files.csv import csv_file
from briefing_app.model.notes import Note, ReportNotes
from briefing_app.model.report import Report
from briefing_app.model.text import single_line
from briefing_app.model.wording import MY_NOTES

_UNMATCHED: Final = "Not in this edition of the briefing"
_BOOKMARKED: Final = "Bookmarked"


class _Entry(NamedTuple):
    """A note with what it is about.

    Args:
        about: "Finding 2", "Quote 3", or that it matches nothing.
        title: The headline or the words.
        note: The note.
    """

    about: str
    title: str
    note: Note


def notes_text(report: Report, notes: ReportNotes) -> str:
    """Return all notes and bookmarks of a briefing as a text to read."""
    lines = [f"{MY_NOTES}: {single_line(report.title)}"]
    for about, title, note in _entries(report, notes):
        lines += ("", f"{about}: {title}")
        if note.is_bookmarked:
            lines.append(f"[{_BOOKMARKED}]")
        if note.has_text:
            lines.append(note.text.strip())
    return "\n".join((*lines, ""))


def notes_csv(report: Report, notes: ReportNotes) -> bytes:
    """Return all notes and bookmarks of a briefing as a CSV file with one row for each."""
    rows = (
        (about, title, note.text, "yes" if note.is_bookmarked else "no")
        for about, title, note in _entries(report, notes)
    )
    return csv_file(("About", "Headline or words", MY_NOTES, _BOOKMARKED), rows)


def _entries(report: Report, notes: ReportNotes) -> Iterator[_Entry]:
    for finding in report.findings:
        if not (note := notes.of_finding(finding)).is_empty:
            yield _Entry(f"Finding {finding.position}", single_line(finding.headline), note)
    for quote in report.quotes:
        if not (note := notes.of_quote(quote)).is_empty:
            words = f"“{single_line(quote.text)}”, {quote.speaker.name}"
            yield _Entry(f"Quote {quote.position}", words, note)
    for kept in notes.unmatched:
        yield _Entry(_UNMATCHED, kept.item.label, kept.note)
