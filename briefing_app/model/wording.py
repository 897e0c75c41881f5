"""Wording that the program shows in more than one place."""

from pathlib import Path
from typing import Final

from briefing_app.model.report import Report, Source

CAUTION_LABEL: Final = "Source unclear"
"""The label of a caution, wherever it is shown."""
DISCUSSION_LABEL: Final = "Talk about it"
"""The label of discussion questions on slides and handouts."""
FOR_TRAINING: Final = "a question for training, not part of the report"
"""What follows that label on paper, so that the question isn't mistaken for the report's."""
CHECKED: Final = "checked word for word"
"""What a quote or an excerpt is marked with that was checked against its source."""
DISCUSSION_QUESTION: Final = "Discussion question"
"""The label of a discussion question in notes and lists."""
OUR_DISCUSSION_QUESTION: Final = f"{DISCUSSION_QUESTION}, not part of the report"
"""The label next to words of the report, so that the question isn't mistaken for one of them."""
NO_CHART: Final = "This briefing has no figures, so there is no chart."


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: ``1 quote``, ``2 quotes``, ``1,204 findings``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def saved_message(file: Path) -> str:
    """Return the message that a file was saved."""
    return f"Saved: {file}"


def verification_summary(report: Report) -> str:
    """Return one sentence on how the quotes and excerpts of a briefing were checked."""
    if not report.has_quotations:
        return "This briefing contains no quotes or excerpts."
    if report.is_verified:
        return (
            "Every quote and excerpt was checked word for word against the text of its source "
            "when this briefing was built."
        )
    return "Not every quote and excerpt in this briefing was checked against its source."


def source_details(source: Source) -> list[str]:
    """Return the lines to show below a source's title; the last one says what was checked."""
    issued = ", ".join(part for part in (source.publisher, source.published) if part)
    checked = (
        f"Checked against the text with SHA-256 {source.sha256}"
        if source.sha256
        else "Quotes and excerpts not checked against it"
    )
    lines = (issued, source.url, source.note, source.licence, checked)
    return [line for line in lines if line]
