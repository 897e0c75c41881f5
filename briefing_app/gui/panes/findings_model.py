"""The rows of the list: kinds as headings, below each its findings, and last the other words."""

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from operator import attrgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing_app.gui.widgets.long_lists import PagedModel
from briefing_app.model.evidence import quote_evidence
from briefing_app.model.reading import NOTHING, Contents, Item, item_id, item_kind, item_title
from briefing_app.model.report import Finding, FindingKind
from briefing_app.model.wording import CAUTION_LABEL, OTHER_WORDS, counted

_HEADING_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled
_ITEM_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class KindHeading(NamedTuple):
    """The heading above the findings of a kind, or above the other words.

    Args:
        kind: The kind; None for the other words.
        total: How many of them are listed, or would be if it weren't folded.
        is_folded: Whether only the heading is shown.
    """

    kind: FindingKind | None
    total: int
    is_folded: bool

    @property
    def text(self) -> str:
        """The heading as it is shown."""
        return self.kind.plural if self.kind is not None else OTHER_WORDS

    @property
    def spoken(self) -> str:
        """What a screen reader says about it."""
        state = ", folded" if self.is_folded else ""
        noun = "finding" if self.kind is not None else "quote"
        return f"{self.text}, {counted(self.total, noun)}{state}"


class Mark(Enum):
    """A small picture at the right of a row; the value names it to screen readers."""

    NOTE = "My note"
    BOOKMARK = "Bookmarked"
    MY_FORCE = "About my force"
    UNCLEAR = CAUTION_LABEL


class _Section(NamedTuple):
    """A heading and what is below it.

    Args:
        kind: The kind of the findings; None for the other words.
        start: The row of the heading.
        items: The findings or the other words, in the report's order.
        is_folded: Whether only the heading is a row.
    """

    kind: FindingKind | None
    start: int
    items: Sequence[Item]
    is_folded: bool

    def place_of(self, item: Item) -> int | None:
        """Return which of the items one is, from 0; None if it isn't among them."""
        at = bisect_left(self.items, item.position, key=attrgetter("position"))
        is_here = at < len(self.items) and self.items[at].id == item.id
        return at if is_here else None


class FindingsModel(PagedModel):
    """What passes the filter and the search: findings, by kind, and then the other words."""

    rows: Sequence[Item | KindHeading]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contents = NOTHING
        self._sections: Sequence[_Section] = ()
        self._folded: set[FindingKind | None] = set()

    def show_contents(self, contents: Contents) -> None:
        """List what is listed now, all unfolded if something else was, with its marks."""
        old, self._contents = self._contents, contents
        if contents.parts is not old.parts or contents.listed_ids != old.listed_ids:
            self._folded.clear()
            self._refill()
        elif (count := self.rowCount()) and _marks(contents) != _marks(old):
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, 0))

    def set_folded(self, kind: FindingKind | None, *, is_folded: bool) -> None:
        """Show only the heading of a kind, or its findings too; None means the other words."""
        if is_folded:
            self._folded.add(kind)
        else:
            self._folded.discard(kind)
        self._refill(at_least=self.rowCount())

    def heading_row(self, kind: FindingKind | None) -> int:
        """Return the row of a kind's heading."""
        return next(section.start for section in self._sections if section.kind is kind)

    def row_of(self, item: Item) -> int | None:
        """Return the row of an item, loaded or not; None if it isn't listed or is folded away."""
        for section in self._sections:
            if section.kind is item_kind(item) and not section.is_folded:
                place = section.place_of(item)
                return None if place is None else section.start + 1 + place
        return None

    def spoken(self, item: Item) -> str:
        """Return what a screen reader says about a finding, or about other words."""
        parts = [OTHER_WORDS]
        if isinstance(item, Finding):
            parts = [f"Finding {item.position}", item.kind.label]
        parts.append(item_title(item))
        for mark in self.marks_of(item):
            is_only_in_note = mark is Mark.NOTE and item_id(item) in self._contents.only_in_notes
            parts.append("Found in my note" if is_only_in_note else mark.value)
        return ". ".join(parts)

    def entry(self, row: int) -> Item | KindHeading | None:
        """Return what a row shows; None if the row isn't loaded."""
        return self.rows[row] if 0 <= row < self.rowCount() else None

    def marks_of(self, item: Item) -> tuple[Mark, ...]:
        """Return the marks of an item, in the order in which a row shows them."""
        key, contents, marks = item_id(item), self._contents, []
        if key in contents.marks.with_notes or key in contents.only_in_notes:
            marks.append(Mark.NOTE)
        if key in contents.marks.bookmarked:
            marks.append(Mark.BOOKMARK)
        if key in contents.about_my_force:
            marks.append(Mark.MY_FORCE)
        if isinstance(item, Finding) and item.caution:
            marks.append(Mark.UNCLEAR)
        return tuple(marks)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let items be selected, and headings only have the keyboard focus."""
        entry = self.entry(index.row())
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        return _HEADING_FLAGS if isinstance(entry, KindHeading) else _ITEM_FLAGS

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        entry = self.entry(index.row())
        if isinstance(entry, KindHeading):
            return _heading_data(entry, role)
        return self._item_data(entry, role) if entry is not None else None

    def _item_data(self, item: Item, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return item_title(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(item)
        if role != Qt.ItemDataRole.AccessibleDescriptionRole:
            return None
        if not isinstance(item, Finding):
            return quote_evidence(item).attribution
        return item.quotes[0].text if item.quotes else item.excerpt

    def _refill(self, at_least: int = 0) -> None:
        """List everything again.

        Args:
            at_least: How many rows to load.
        """
        sections: list[_Section] = []
        rows: list[Item | KindHeading] = []
        for kind, items in self._contents.listed.items():
            is_folded = kind in self._folded
            sections.append(_Section(kind, len(rows), items, is_folded))
            rows.append(KindHeading(kind, len(items), is_folded))
            rows.extend(() if is_folded else items)
        self._sections = sections
        self.set_rows(rows, at_least=at_least)


def _marks(contents: Contents) -> tuple[object, ...]:
    """Return what the marks in the rows are made from."""
    return contents.marks, contents.only_in_notes, contents.about_my_force


def _heading_data(heading: KindHeading, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return heading.text
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return heading.spoken
    return None
