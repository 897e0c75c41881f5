"""What was said in discussions, as a text and as a CSV file."""

from collections.abc import Sequence

from briefing_app.files.csv import csv_file
from briefing_app.model.slideshow.said import SAID_TITLE, SaidSession, by_question, session_name
from briefing_app.model.text import single_line


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
            lines += ("", question, *(f"– {line.text}" for line in said))
    return "\n".join((*lines, ""))


def said_csv(sessions: Sequence[SaidSession]) -> bytes:
    """Return what was said as a CSV file with one row for each line."""
    rows = (
        (session.started.astimezone().isoformat(" ", "minutes")[:16], line.question, line.text)
        for session in sessions
        for line in session.lines
    )
    return csv_file(("Slideshow", "Question", SAID_TITLE), rows)
