"""Which notes belong to which findings and quotes of a briefing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from briefing_app.model.notes.note import NO_NOTE, KeptNote, Note
from briefing_app.model.report import Finding, Quote, Report, finding_key, quote_key


@dataclass(frozen=True, slots=True)
class ReportNotes:
    """The notes of one briefing.

    Args:
        findings: The notes about findings, by the finding's id.
        quotes: The notes about quotes, by the quote's id.
        unmatched: The notes about what this edition of the briefing doesn't have.
    """

    findings: Mapping[int, Note]
    quotes: Mapping[int, Note]
    unmatched: tuple[KeptNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not (self.has_matches or self.unmatched)

    @property
    def has_matches(self) -> bool:
        """Whether there are any about this edition of the briefing."""
        return bool(self.findings or self.quotes)

    def of_finding(self, finding: Finding) -> Note:
        """Return the note about a finding."""
        return self.findings.get(finding.id, NO_NOTE)

    def of_quote(self, quote: Quote) -> Note:
        """Return the note about a quote."""
        return self.quotes.get(quote.id, NO_NOTE)


class NoteMarks(NamedTuple):
    """Which findings have a note or a bookmark, of their own or with one of their quotes.

    Args:
        with_notes: The ids of those with a note.
        bookmarked: The ids of those with a bookmark.
    """

    with_notes: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()


NO_NOTES: Final = ReportNotes({}, {})


def match_notes(report: Report, kept: Iterable[KeptNote]) -> ReportNotes:
    """Return which note belongs to which finding and quote of a briefing.

    Args:
        report: The briefing, in any edition.
        kept: All notes that are kept for it.
    """
    by_key = {each.item.key: each for each in kept if not each.note.is_empty}
    if not by_key:
        return NO_NOTES
    found: set[str] = set()

    def note_of(key: str) -> Note | None:
        each = by_key.get(key)
        if each is None:
            return None
        found.add(key)
        return each.note

    findings = {each.id: note_of(finding_key(each)) for each in report.findings}
    quotes = {each.id: note_of(quote_key(each)) for each in report.quotes}
    return ReportNotes(
        {number: note for number, note in findings.items() if note is not None},
        {number: note for number, note in quotes.items() if note is not None},
        tuple(each for key, each in by_key.items() if key not in found),
    )


def note_marks(report: Report, notes: ReportNotes) -> NoteMarks:
    """Return which findings of a briefing are marked because of notes."""
    if not notes.has_matches:
        return NoteMarks()
    marked = {
        finding.id: [notes.of_finding(finding), *map(notes.of_quote, finding.quotes)]
        for finding in report.findings
    }
    return NoteMarks(
        frozenset(id_ for id_, each in marked.items() if any(note.has_text for note in each)),
        frozenset(id_ for id_, each in marked.items() if any(note.is_bookmarked for note in each)),
    )
