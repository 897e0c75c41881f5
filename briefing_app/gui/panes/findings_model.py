"""The findings as a Qt list model that filters itself.

A proxy asks its source about every row, and each question goes from C++ to Python and back: for ten
thousand findings that alone takes longer than a frame. One pass over the values takes a fraction.
"""

from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing_app.model.report import Finding, FindingKind, Force
from briefing_app.model.wording import CAUTION_LABEL, counted

_SCREENFUL: Final = 60  # rows; more than a tall screen holds


class FindingRole(IntEnum):
    """What can be asked of a row beside its text."""

    FINDING = Qt.ItemDataRole.UserRole


class FindingFilter(NamedTuple):
    """Which findings are listed; every condition that is set must hold.

    Args:
        kind: Only findings of this kind.
        force: Only findings that are tied to this force.
        ids: Only findings with these ids: those that a search found.
    """

    kind: FindingKind | None = None
    force: Force | None = None
    ids: frozenset[int] | None = None

    def select(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings that are listed, in their order."""
        # One condition after the other, the cheapest first: each keystroke of a search goes this
        # way, and a call for every finding would take longer than a frame.
        ids, kind, force = self.ids, self.kind, self.force
        if ids is not None:
            findings = [finding for finding in findings if finding.id in ids]
        if kind is not None:
            findings = [finding for finding in findings if finding.kind is kind]
        if force is not None:
            findings = [finding for finding in findings if force in finding.forces]
        return findings


def spoken(finding: Finding) -> str:
    """A finding in one sentence, for a screen reader."""
    parts = [f"Finding {finding.position}", finding.kind.label, finding.headline]
    if finding.caution:
        parts.append(CAUTION_LABEL)
    if finding.quotes:
        parts.append(counted(len(finding.quotes), "quote"))
    if finding.forces:
        parts.append(counted(len(finding.forces), "force"))
    return ". ".join(parts)


class FindingsModel(QAbstractListModel):
    """The findings that the filter accepts, in the report's order.

    Qt is told of the first rows, and of more as it asks for them or as they are loaded: it would
    otherwise measure every row before it paints the first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Finding] = ()
        self._rows: Sequence[Finding] = ()
        self._loaded = 0
        self._filter = FindingFilter()

    @property
    def filter(self) -> FindingFilter:
        """The filter in force."""
        return self._filter

    @property
    def total(self) -> int:
        """How many findings there are, listed or not."""
        return len(self._all)

    @property
    def highest(self) -> int:
        """The highest number of a finding; 0 where there is none."""
        return self._all[-1].position if self._all else 0

    @property
    def listed(self) -> int:
        """How many findings the filter accepts, loaded or not."""
        return len(self._rows)

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; the filter stays."""
        self._all = findings
        self._refill()

    def set_filter(self, wanted: FindingFilter) -> None:
        """Put another filter in force."""
        if wanted != self._filter:
            self._filter = wanted
            self._refill()

    def finding(self, row: int) -> Finding:
        """The finding in a row; the row must be there, loaded or not."""
        return self._rows[row]

    def row_of(self, finding: Finding) -> int | None:
        """The row in which a finding is listed, if it is; it may not be loaded yet."""
        row = bisect_left(self._rows, finding.position, key=attrgetter("position"))
        return row if row < len(self._rows) and self._rows[row].id == finding.id else None

    def load(self, row: int) -> None:
        """Tell Qt of the rows up to this one and a screenful beyond."""
        self._load(row + _SCREENFUL)

    def canFetchMore(  # noqa: N802, Qt's name
        self, parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Qt: whether there are rows that it was not told of."""
        return not parent.isValid() and self._loaded < len(self._rows)

    def fetchMore(  # noqa: N802, Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex,  # noqa: ARG002, Qt's signature
    ) -> None:
        """Qt: be told of more; of as many again, so that few steps lead to the end."""
        self._load(2 * self._loaded)

    def rowCount(  # noqa: N802, Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        """Qt: how many rows there are."""
        return 0 if parent.isValid() else self._loaded

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: what a row says for a role."""
        row = index.row()
        if not 0 <= row < self._loaded:
            return None
        finding = self._rows[row]
        if role == FindingRole.FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.headline
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(finding)
        return None

    def _refill(self) -> None:
        self.beginResetModel()
        self._rows = self._filter.select(self._all)
        self._loaded = min(_SCREENFUL, len(self._rows))
        self.endResetModel()

    def _load(self, rows: int) -> None:
        loaded = min(rows, len(self._rows))
        if loaded > self._loaded:
            self.beginInsertRows(QModelIndex(), self._loaded, loaded - 1)
            self._loaded = loaded
            self.endInsertRows()
