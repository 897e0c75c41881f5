"""The list model of the findings, which filters itself.

A proxy model asks its source about every row, and each call crosses from C++ to Python and back:
for ten thousand findings that takes longer than a frame. One pass over the values is much faster.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing_app.model.report import Finding, FindingKind, Force
from briefing_app.model.wording import CAUTION_LABEL, counted

_ROWS_AHEAD: Final = 60  # more than a tall screen shows


class FindingRole(IntEnum):
    """The model's own item data roles."""

    FINDING = Qt.ItemDataRole.UserRole


class FindingFilter(NamedTuple):
    """Which findings are listed. A finding must meet every condition that is set.

    Args:
        kind: Only findings of this kind.
        force: Only findings about this force.
        ids: Only findings with these ids: the results of a search.
        marked: Only findings with these ids: those with the user's notes or bookmarks.
    """

    kind: FindingKind | None = None
    force: Force | None = None
    ids: frozenset[int] | None = None
    marked: frozenset[int] | None = None

    def apply(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return the findings that meet the conditions, in the same order."""
        # One condition after the other, the cheapest first. This runs on each keystroke of a
        # search, and a function call for every finding would take longer than a frame.
        ids, kind, force, marked = self.ids, self.kind, self.force, self.marked
        if ids is not None:
            findings = [finding for finding in findings if finding.id in ids]
        if marked is not None:
            findings = [finding for finding in findings if finding.id in marked]
        if kind is not None:
            findings = [finding for finding in findings if finding.kind is kind]
        if force is not None:
            findings = [finding for finding in findings if force in finding.forces]
        return findings


class NoteFilter(NamedTuple):
    """Whether only findings with the user's notes or bookmarks are listed."""

    with_notes: bool = False
    bookmarked: bool = False

    def ids(self, marks: "UserMarks") -> frozenset[int] | None:
        """Return the ids of the findings to list; None for all."""
        if self.with_notes and self.bookmarked:
            return marks.with_notes & marks.bookmarked
        if self.with_notes:
            return marks.with_notes
        return marks.bookmarked if self.bookmarked else None


class UserMarks(NamedTuple):
    """The ids of the findings whose rows say something about the user's notes.

    Args:
        with_notes: Those with a note, of their own or with one of their quotes.
        bookmarked: Those with a bookmark.
        found: Those that a search found in a note only.
    """

    with_notes: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    found: frozenset[int] = frozenset()

    def note_label(self, finding: Finding) -> str:
        """Return what is said about the note of a finding; empty if it has none."""
        if finding.id in self.found:
            return "Found in my note"
        return "My note" if finding.id in self.with_notes else ""

    def bookmark_label(self, finding: Finding) -> str:
        """Return what is said about the bookmark of a finding; empty if it has none."""
        return "Bookmarked" if finding.id in self.bookmarked else ""


def accessible_text(finding: Finding, marks: UserMarks) -> str:
    """Return what a screen reader says about a finding."""
    parts = [f"Finding {finding.position}", finding.kind.label, finding.headline]
    if finding.caution:
        parts.append(CAUTION_LABEL)
    parts += filter(None, (marks.note_label(finding), marks.bookmark_label(finding)))
    if finding.quotes:
        parts.append(counted(len(finding.quotes), "quote"))
    if finding.forces:
        parts.append(counted(len(finding.forces), "force"))
    return ". ".join(parts)


class FindingsModel(QAbstractListModel):
    """The findings that pass the filter, in the report's order.

    Qt learns of the first rows only, and of more when it fetches them or `load` is called.
    Otherwise it would measure every row before it paints the first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Finding] = ()
        self._rows: Sequence[Finding] = ()
        self._loaded_count = 0
        self._filter = FindingFilter()
        self._marks = UserMarks()

    @property
    def total_count(self) -> int:
        """The number of findings, listed or not."""
        return len(self._all)

    @property
    def listed_count(self) -> int:
        """The number of findings that pass the filter, loaded or not."""
        return len(self._rows)

    @property
    def largest_number(self) -> int:
        """The largest number of a finding; 0 if there is none."""
        return self._all[-1].position if self._all else 0

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Replace the findings; the filter stays."""
        self._all = findings
        self._refill()

    def set_filter(self, new_filter: FindingFilter) -> None:
        """Replace the filter."""
        if new_filter != self._filter:
            self._filter = new_filter
            self._refill()

    @property
    def marks(self) -> UserMarks:
        """What the rows say about the user's notes."""
        return self._marks

    def set_marks(self, marks: UserMarks) -> None:
        """Change what the rows say about the user's notes."""
        self._marks = marks
        if self._loaded_count:
            self.dataChanged.emit(self.index(0), self.index(self._loaded_count - 1))

    def count(self, changed_filter: FindingFilter) -> int:
        """Return how many findings there would be with another filter."""
        return len(changed_filter.apply(self._all))

    @property
    def filter(self) -> FindingFilter:
        """The filter."""
        return self._filter

    def kind_counts(self) -> Mapping[FindingKind, int]:
        """Return how many findings of each kind there would be without the filter by kind."""
        findings = self._filter._replace(kind=None).apply(self._all)
        return Counter(finding.kind for finding in findings)

    def row_of(self, finding: Finding) -> int | None:
        """Return the row of a finding, loaded or not; None if it isn't listed."""
        row = bisect_left(self._rows, finding.position, key=attrgetter("position"))
        return row if row < len(self._rows) and self._rows[row].id == finding.id else None

    def load(self, row: int) -> None:
        """Add the rows up to this one, and a screenful after it, to the rows that Qt knows."""
        self._load(row + _ROWS_AHEAD)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Return whether some rows are not loaded yet."""
        return not parent.isValid() and self._loaded_count < len(self._rows)

    def fetchMore(
        self,
        parent: QModelIndex | QPersistentModelIndex,  # noqa: ARG002, Qt's signature
    ) -> None:
        """Double the number of loaded rows, so that a few calls reach the end."""
        self._load(2 * self._loaded_count)

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        """Return the number of loaded rows."""
        return 0 if parent.isValid() else self._loaded_count

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the data of a row for a role."""
        row = index.row()
        if not 0 <= row < self._loaded_count:
            return None
        finding = self._rows[row]
        if role == FindingRole.FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.headline
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_text(finding, self._marks)
        return None

    def _refill(self) -> None:
        self.beginResetModel()
        self._rows = self._filter.apply(self._all)
        self._loaded_count = min(_ROWS_AHEAD, len(self._rows))
        self.endResetModel()

    def _load(self, count: int) -> None:
        count = min(count, len(self._rows))
        if count > self._loaded_count:
            self.beginInsertRows(QModelIndex(), self._loaded_count, count - 1)
            self._loaded_count = count
            self.endInsertRows()
