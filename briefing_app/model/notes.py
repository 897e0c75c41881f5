"""A note and a bookmark, and what they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from briefing_app.model.reading import NoteMarks, ReportParts, item_id
from briefing_app.model.report import Finding, Quote, Report, finding_key, quote_key
from briefing_app.model.search import NoteMatches, Query, matches
from briefing_app.model.text import cleaned, single_line

_MAX_LABEL_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Note:
    """What the user keeps about a finding or a quote.

    Args:
        text: What was typed or pasted; control characters are left out.
        is_bookmarked: Whether there is a bookmark.
    """

    text: str = ""
    is_bookmarked: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", cleaned(self.text))

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.text.strip())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.text and not self.is_bookmarked


NO_NOTE: Final = Note()


class NoteItem(NamedTuple):
    """What a note is about.

    Args:
        key: The `finding_key` or the `quote_key`.
        label: The headline or the quote's words; a note that matches nothing is listed by it.
    """

    key: str
    label: str


class KeptNote(NamedTuple):
    """A note as it is kept.

    Args:
        item: What it is about; the label is from the time when it was written.
        note: The note itself.
    """

    item: NoteItem
    note: Note


def finding_item(finding: Finding) -> NoteItem:
    """Return what a note about a finding is kept under."""
    return NoteItem(finding_key(finding), _label(finding.headline))


def quote_item(quote: Quote) -> NoteItem:
    """Return what a note about a quote is kept under."""
    return NoteItem(quote_key(quote), _label(f"“{quote.text}”"))


def _label(text: str) -> str:
    label = single_line(text)
    is_long = len(label) > _MAX_LABEL_LENGTH
    return f"{label[: _MAX_LABEL_LENGTH - 1]}…" if is_long else label


class ReportNotes(NamedTuple):
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


def note_marks(parts: ReportParts, notes: ReportNotes) -> NoteMarks:
    """Return which findings and other words of a briefing are marked because of notes."""
    unmatched = len(notes.unmatched)
    if not notes.has_matches:
        return NoteMarks(unmatched_count=unmatched)
    marked = {
        finding.id: [notes.of_finding(finding), *map(notes.of_quote, finding.quotes)]
        for finding in parts.report.findings
    }
    marked |= {item_id(quote): [notes.of_quote(quote)] for quote in parts.other_words}
    return NoteMarks(
        frozenset(id_ for id_, each in marked.items() if any(note.has_text for note in each)),
        frozenset(id_ for id_, each in marked.items() if any(note.is_bookmarked for note in each)),
        unmatched,
    )


OTHER_TEXT_LINE: Final = "— Another window saved the text above; this was written here: —"
"""The line between the two texts."""
UNREAD_TEXT_LINE: Final = "— The text above couldn’t be read when this was written: —"
"""The line between a note that could not be read and what was written meanwhile."""


def merge_notes(loaded: Note | None, written: Note, stored: Note) -> Note:
    """Return the note to store, so that no window overwrites what another one wrote.

    Args:
        loaded: The note that this window knows from the store; None if it could not be read.
        written: The note as it is in this window now.
        stored: The note that is in the store now.
    """
    line = OTHER_TEXT_LINE
    if loaded is None:
        loaded, line = NO_NOTE, UNREAD_TEXT_LINE
    has_toggled = written.is_bookmarked != loaded.is_bookmarked
    return Note(
        _merge_texts(loaded.text, written.text, stored.text, line),
        written.is_bookmarked if has_toggled else stored.is_bookmarked,
    )


def _merge_texts(loaded: str, written: str, stored: str, line: str) -> str:
    if written == loaded:
        return stored
    if stored in {loaded, written, ""}:
        return written
    if not written:
        return stored
    # The other window merged before, and this one has changed its own part since.
    if loaded and stored.startswith(f"{loaded}\n\n{OTHER_TEXT_LINE}"):
        return written + stored.removeprefix(loaded)
    return f"{stored}\n\n{line}\n{written}"


def continue_note(written: Note, current: Note, saved: Note) -> Note:
    """Return a note that the user has changed further while it was saved.

    Args:
        written: The note that was to be saved.
        current: The note as it is in this window now.
        saved: What was saved: with the text of another window, if that had changed it too.
    """
    if saved.text == written.text:
        text = current.text
    elif saved.text.endswith(written.text):
        text = saved.text.removesuffix(written.text) + current.text
    else:
        text = current.text + saved.text.removeprefix(written.text)
    has_toggled = current.is_bookmarked != written.is_bookmarked
    return Note(text, current.is_bookmarked if has_toggled else saved.is_bookmarked)


def find_in_notes(report: Report, notes: ReportNotes, query: Query) -> NoteMatches:
    """Find the notes that match a search.

    Args:
        report: The briefing.
        notes: Its notes.
        query: What is searched for.
    """
    quote_ids = _matching(notes.quotes, query)
    finding_ids = _matching(notes.findings, query)
    if quote_ids:
        finding_ids |= {
            finding.id
            for finding in report.findings
            if any(quote.id in quote_ids for quote in finding.quotes)
        }
    return NoteMatches(finding_ids, quote_ids)


def _matching(notes: Mapping[int, Note], query: Query) -> frozenset[int]:
    return frozenset(
        number for number, note in notes.items() if note.text and matches(note.text, query)
    )
