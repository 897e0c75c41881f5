"""The user's notes, and what was said in discussions, as texts and as CSV files."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing_app.files.csv import csv_file
from briefing_app.model.notes import Note, ReportNotes
from briefing_app.model.report import Report
from briefing_app.model.slideshow.room import plain_number_text
from briefing_app.model.slideshow.said import (
    OUR_GUESS,
    SAID_TITLE,
    THIS_ROOM,
    WE_WILL,
    SaidKind,
    SaidSession,
    by_question,
    session_name,
)
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


def said_text(title: str, sessions: Sequence[SaidSession]) -> str:
    """Return what was said as a text to read, slideshow by slideshow and question by question.

    Args:
        title: The title of the briefing.
        sessions: The sessions.
    """
    lines = [f"{SAID_TITLE}: {single_line(title)}"]
    for session in sessions:
        lines += ("", session_name(session))
        for question, said in by_question(session.lines):
            lines += ("", question, *(f"– {line.marked_text}" for line in said))
    return "\n".join((*lines, ""))


_SAID_HEADINGS: Final = (
    *("Slideshow", "Question", SAID_TITLE, WE_WILL),
    OUR_GUESS.capitalize(),
    f"Hands in {THIS_ROOM}",
)


def said_csv(sessions: Sequence[SaidSession]) -> bytes:
    """Return what was said as a CSV file with one row for each line, and for each number.

    The rows of a question are together, in the order of the text.
    """
    rows = (
        (
            session.started.astimezone().isoformat(" ", "minutes")[:16],
            line.question,
            line.text,
            "yes" if line.is_action else "no",
            plain_number_text(line.number) if line.kind is SaidKind.GUESS else "",
            plain_number_text(line.number) if line.kind is SaidKind.HANDS else "",
        )
        for session in sessions
        for _, said in by_question(session.lines)
        for line in said
    )
    return csv_file(_SAID_HEADINGS, rows)
