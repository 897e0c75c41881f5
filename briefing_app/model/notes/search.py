"""Finding notes by their words."""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_app.model.notes.matching import ReportNotes
from briefing_app.model.notes.note import Note
from briefing_app.model.report import Report
from briefing_app.model.search import spans


class NoteMatches(NamedTuple):
    """What a search found in notes.

    Args:
        finding_ids: The findings whose note matches, or the note on one of their quotes.
        quote_ids: The quotes whose note matches.
    """

    finding_ids: frozenset[int] = frozenset()
    quote_ids: frozenset[int] = frozenset()


def find_in_notes(report: Report, notes: ReportNotes, terms: tuple[str, ...]) -> NoteMatches:
    """Find the notes that contain every term of a search.

    Args:
        report: The briefing.
        notes: Its notes.
        terms: The result of `model.search.terms`.
    """
    quote_ids = _matching(notes.quotes, terms)
    finding_ids = _matching(notes.findings, terms)
    if quote_ids:
        finding_ids |= {
            finding.id
            for finding in report.findings
            if any(quote.id in quote_ids for quote in finding.quotes)
        }
    return NoteMatches(finding_ids, quote_ids)


def _matching(notes: Mapping[int, Note], terms: tuple[str, ...]) -> frozenset[int]:
    return frozenset(
        number
        for number, note in notes.items()
        if note.text and all(spans(note.text, (term,)) for term in terms)
    )
