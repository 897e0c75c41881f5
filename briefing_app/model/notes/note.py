"""A note and a bookmark, and what they are about."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from briefing_app.model.report import Finding, Quote, finding_key, quote_key
from briefing_app.model.text import cleaned, single_line

MAX_NOTE_LENGTH: Final = 10_000
"""The number of characters that can be typed or pasted into a note."""

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
