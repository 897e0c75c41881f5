"""The rows of the list of findings: kinds as headings, and below each its findings."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from operator import attrgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing_app.gui.widgets.long_lists import PagedModel
from briefing_app.model.report import Finding, FindingKind, Force
from briefing_app.model.wording import CAUTION_LABEL, counted

_HEADING_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled
_FINDING_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class KindHeading(NamedTuple):
    """The heading above the findings of a kind.

    Args:
        kind: The kind.
        total: How many findings of it are listed, or would be if it weren't folded.
        is_folded: Whether only the heading is shown.
    """

    kind: FindingKind
    total: int
    is_folded: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says about it."""
        state = ", folded" if self.is_folded else ""
        return f"{self.kind.plural}, {counted(self.total, 'finding')}{state}"


class Mark(Enum):
    """A small picture at the right of a row; the value names it to screen readers."""

    NOTE = "My note"
    BOOKMARK = "Bookmarked"
    MY_FORCE = "About my force"
    UNCLEAR = CAUTION_LABEL


class FindingFilter(Enum):
    """Which findings are listed, besides the limits of a search."""

    ALL = auto()
    MY_FORCE = auto()
    NOTES = auto()
    BOOKMARKS = auto()
    UNCLEAR = auto()


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


class _Section(NamedTuple):
    """A heading and the findings below it.

    Args:
        kind: Their kind.
        start: The row of the heading.
        findings: The findings, in the report's order.
        is_folded: Whether only the heading is a row.
    """

    kind: FindingKind
    start: int
    findings: Sequence[Finding]
    is_folded: bool

    def place_of(self, finding: Finding) -> int | None:
        """Return which of the findings one is, from 0; None if it isn't among them."""
        at = bisect_left(self.findings, finding.position, key=attrgetter("position"))
        is_here = at < len(self.findings) and self.findings[at].id == finding.id
        return at if is_here else None


class FindingsModel(PagedModel):
    """The findings that pass the filter and the search, by kind, in the order of their first."""

    rows: Sequence[Finding | KindHeading]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()
        self._by_kind: Mapping[FindingKind, Sequence[Finding]] = {}
        self._sections: Sequence[_Section] = ()
        self._folded: set[FindingKind] = set()
        self._unclear: frozenset[int] = frozenset()
        self._about_my_force: frozenset[int] = frozenset()
        self._marks = UserMarks()
        self._listed: frozenset[int] | None = None
        self._results: frozenset[int] | None = None

    @property
    def total_count(self) -> int:
        """The number of findings, listed or not."""
        return len(self._findings)

    @property
    def listed_count(self) -> int:
        """The number of findings that are listed, loaded or not, folded or not."""
        return sum(len(section.findings) for section in self._sections)

    @property
    def largest_number(self) -> int:
        """The largest number of a finding; 0 if there is none."""
        return self._findings[-1].position if self._findings else 0

    @property
    def marks(self) -> UserMarks:
        """What the rows say about the user's notes."""
        return self._marks

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Replace the findings, list all of them, and unfold the kinds."""
        by_kind: dict[FindingKind, list[Finding]] = {}
        for finding in findings:
            by_kind.setdefault(finding.kind, []).append(finding)
        self._findings, self._by_kind = findings, by_kind
        self._unclear = frozenset(finding.id for finding in findings if finding.caution)
        self._about_my_force = frozenset()
        self._results = self._listed = None
        self._folded.clear()
        self._refill()

    def set_my_force(self, force: Force | None) -> None:
        """Mark the findings about a force."""
        self._about_my_force = frozenset(
            finding.id for finding in self._findings if force in finding.forces
        )
        self._report_marks()

    def set_marks(self, marks: UserMarks) -> None:
        """Change what the rows say about the user's notes."""
        if marks != self._marks:
            self._marks = marks
            self._report_marks()

    def set_results(self, results: frozenset[int] | None) -> None:
        """Limit what `list_filtered` lists and `count` counts to these ids; None for no limit."""
        self._results = results

    def list_filtered(self, chosen: FindingFilter, kept: Finding | None = None) -> None:
        """List the findings that pass a filter and the search, all unfolded if others did before.

        Args:
            chosen: The filter.
            kept: A finding to list even if it doesn't pass the filter.
        """
        ids = self._members(chosen)
        if ids is not None and kept is not None:
            ids |= {kept.id}
        if self._results is not None:
            ids = self._results if ids is None else ids & self._results
        if ids != self._listed:
            self._listed = ids
            self._folded.clear()
            self._refill()

    def count(self, chosen: FindingFilter) -> int:
        """Return how many findings of the search, or of all, pass a filter."""
        ids = self._members(chosen)
        if ids is None:
            return len(self._findings) if self._results is None else len(self._results)
        return len(ids if self._results is None else ids & self._results)

    def set_folded(self, kind: FindingKind, *, is_folded: bool) -> None:
        """Show only the heading of a kind, or its findings too."""
        if is_folded:
            self._folded.add(kind)
        else:
            self._folded.discard(kind)
        self._refill(at_least=self.rowCount())

    def heading_row(self, kind: FindingKind) -> int:
        """Return the row of a kind's heading."""
        return next(section.start for section in self._sections if section.kind is kind)

    def row_of(self, finding: Finding) -> int | None:
        """Return the row of a finding, loaded or not; None if it isn't listed or is folded away."""
        for section in self._sections:
            if section.kind is finding.kind and not section.is_folded:
                place = section.place_of(finding)
                return None if place is None else section.start + 1 + place
        return None

    def is_listed(self, finding: Finding) -> bool:
        """Return whether a finding is listed, folded away or not."""
        return any(
            section.kind is finding.kind and section.place_of(finding) is not None
            for section in self._sections
        )

    def first(self) -> Finding | None:
        """Return the first finding of the list; None if it is empty."""
        return self._sections[0].findings[0] if self._sections else None

    def neighbour(self, finding: Finding, by: int) -> Finding | None:
        """Return the finding some places further in the list; None if the list ends before it."""
        before = 0
        for section in self._sections:
            place = section.place_of(finding) if section.kind is finding.kind else None
            if place is not None:
                return self._finding_at(before + place + by)
            before += len(section.findings)
        return None

    def spoken(self, finding: Finding) -> str:
        """Return what a screen reader says about a finding."""
        parts = [f"Finding {finding.position}", finding.kind.label, finding.headline]
        for mark in self.marks_of(finding):
            is_only_in_note = mark is Mark.NOTE and finding.id in self._marks.found
            parts.append("Found in my note" if is_only_in_note else mark.value)
        return ". ".join(parts)

    def entry(self, row: int) -> Finding | KindHeading | None:
        """Return what a row shows; None if the row isn't loaded."""
        return self.rows[row] if 0 <= row < self.rowCount() else None

    def marks_of(self, finding: Finding) -> tuple[Mark, ...]:
        """Return the marks of a finding, in the order in which a row shows them."""
        key, user, marks = finding.id, self._marks, []
        if key in user.with_notes or key in user.found:
            marks.append(Mark.NOTE)
        if key in user.bookmarked:
            marks.append(Mark.BOOKMARK)
        if key in self._about_my_force:
            marks.append(Mark.MY_FORCE)
        if finding.caution:
            marks.append(Mark.UNCLEAR)
        return tuple(marks)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let findings be selected, and headings only have the keyboard focus."""
        entry = self.entry(index.row())
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        return _HEADING_FLAGS if isinstance(entry, KindHeading) else _FINDING_FLAGS

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        entry = self.entry(index.row())
        if isinstance(entry, KindHeading):
            return _heading_data(entry, role)
        return self._finding_data(entry, role) if entry is not None else None

    def _finding_data(self, finding: Finding, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.headline
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(finding)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return finding.quotes[0].text if finding.quotes else finding.excerpt
        return None

    def _finding_at(self, place: int) -> Finding | None:
        if place < 0:
            return None
        for section in self._sections:
            if place < len(section.findings):
                return section.findings[place]
            place -= len(section.findings)
        return None

    def _members(self, chosen: FindingFilter) -> frozenset[int] | None:
        """Return the ids of the findings that pass a filter; None for all."""
        return {
            FindingFilter.ALL: None,
            FindingFilter.MY_FORCE: self._about_my_force,
            FindingFilter.NOTES: self._marks.with_notes,
            FindingFilter.BOOKMARKS: self._marks.bookmarked,
            FindingFilter.UNCLEAR: self._unclear,
        }[chosen]

    def _report_marks(self) -> None:
        if count := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, 0))

    def _refill(self, at_least: int = 0) -> None:
        """List the findings again.

        Args:
            at_least: How many rows to load.
        """
        sections: list[_Section] = []
        rows: list[Finding | KindHeading] = []
        ids = self._listed
        for kind, findings in self._by_kind.items():
            # This runs on each keystroke of a search, and a function call for every finding would
            # take longer than a frame.
            listed = findings if ids is None else [each for each in findings if each.id in ids]
            if listed:
                is_folded = kind in self._folded
                sections.append(_Section(kind, len(rows), listed, is_folded))
                rows.append(KindHeading(kind, len(listed), is_folded))
                rows.extend(() if is_folded else listed)
        self._sections = sections
        self.set_rows(rows, at_least=at_least)


def _heading_data(heading: KindHeading, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return heading.kind.plural
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return heading.spoken
    return None
