"""The rows of the list of findings: kinds as headings, and below each its findings."""

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from operator import attrgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing_app.gui.widgets.long_lists import PagedModel
from briefing_app.model.reading import NOTHING, Contents
from briefing_app.model.report import Finding, FindingKind
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
        self._contents = NOTHING
        self._sections: Sequence[_Section] = ()
        self._folded: set[FindingKind] = set()

    def show_contents(self, contents: Contents) -> None:
        """List the findings that are listed now, all unfolded if others were, with their marks."""
        old, self._contents = self._contents, contents
        if contents.parts is not old.parts or contents.listed_ids != old.listed_ids:
            self._folded.clear()
            self._refill()
        elif (count := self.rowCount()) and _marks(contents) != _marks(old):
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, 0))

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

    def spoken(self, finding: Finding) -> str:
        """Return what a screen reader says about a finding."""
        parts = [f"Finding {finding.position}", finding.kind.label, finding.headline]
        for mark in self.marks_of(finding):
            is_only_in_note = mark is Mark.NOTE and finding.id in self._contents.only_in_notes
            parts.append("Found in my note" if is_only_in_note else mark.value)
        return ". ".join(parts)

    def entry(self, row: int) -> Finding | KindHeading | None:
        """Return what a row shows; None if the row isn't loaded."""
        return self.rows[row] if 0 <= row < self.rowCount() else None

    def marks_of(self, finding: Finding) -> tuple[Mark, ...]:
        """Return the marks of a finding, in the order in which a row shows them."""
        key, contents, marks = finding.id, self._contents, []
        if key in contents.marks.with_notes or key in contents.only_in_notes:
            marks.append(Mark.NOTE)
        if key in contents.marks.bookmarked:
            marks.append(Mark.BOOKMARK)
        if key in contents.about_my_force:
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

    def _refill(self, at_least: int = 0) -> None:
        """List the findings again.

        Args:
            at_least: How many rows to load.
        """
        sections: list[_Section] = []
        rows: list[Finding | KindHeading] = []
        for kind, findings in self._contents.listed.items():
            is_folded = kind in self._folded
            sections.append(_Section(kind, len(rows), findings, is_folded))
            rows.append(KindHeading(kind, len(findings), is_folded))
            rows.extend(() if is_folded else findings)
        self._sections = sections
        self.set_rows(rows, at_least=at_least)


def _marks(contents: Contents) -> tuple[object, ...]:
    """Return what the marks in the rows are made from."""
    return contents.marks, contents.only_in_notes, contents.about_my_force


def _heading_data(heading: KindHeading, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return heading.kind.plural
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return heading.spoken
    return None
