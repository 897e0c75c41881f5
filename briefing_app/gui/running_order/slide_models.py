"""The list models of slides: the base, and the one of a running order."""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from briefing_app.gui.running_order.slide_row import SlideRow
from briefing_app.model.running_order import RunningOrder


class SlideRole(IntEnum):
    """The models' own item data roles."""

    ROW = Qt.ItemDataRole.UserRole
    """The `SlideRow`."""


class SlideListModel(QAbstractListModel):
    """Rows of slides."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[SlideRow] = []

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the data of a row for a role."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == SlideRole.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.slide.list_label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.accessible_text
        return None


class RunningOrderModel(SlideListModel):
    """The items of a running order, including those that are left out.

    The model doesn't move a dragged row itself: it asks for the move, and `set_order` follows.
    """

    move_requested = Signal(int, int)
    """Emitted with the present row of a dragged item and the one that it is to get."""

    def set_order(self, order: RunningOrder) -> None:
        """Show another order, and report the smallest possible change to Qt."""
        rows = _numbered_rows(order)
        old = [row.slide.key for row in self._rows]
        new = [row.slide.key for row in rows]
        start = _common_prefix_length(old, new)
        end = _common_prefix_length(old[start:][::-1], new[start:][::-1])
        removed, inserted = old[start : len(old) - end], new[start : len(new) - end]
        root = QModelIndex()
        if not removed and not inserted:
            self._rows = rows
        elif not removed:
            self.beginInsertRows(root, start, start + len(inserted) - 1)
            self._rows = rows
            self.endInsertRows()
        elif not inserted:
            self.beginRemoveRows(root, start, start + len(removed) - 1)
            self._rows = rows
            self.endRemoveRows()
        elif inserted == [*removed[1:], removed[0]]:
            self.beginMoveRows(root, start, start, root, start + len(removed))
            self._rows = rows
            self.endMoveRows()
        elif inserted == [removed[-1], *removed[:-1]]:
            last = start + len(removed) - 1
            self.beginMoveRows(root, last, last, root, start)
            self._rows = rows
            self.endMoveRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        if rows:  # the numbers of all rows may have changed
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Return that rows can be dragged, and dropped between rows but not on one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that dragging moves rows."""
        return Qt.DropAction.MoveAction

    def moveRows(
        self,
        source_parent: QModelIndex | QPersistentModelIndex,
        source: int,
        count: int,
        destination_parent: QModelIndex | QPersistentModelIndex,
        destination: int,
    ) -> bool:
        """Ask for the move of a row that was dropped before another one."""
        is_valid = 0 <= source < len(self._rows) and 0 <= destination <= len(self._rows)
        if count != 1 or not is_valid or source_parent.isValid() or destination_parent.isValid():
            return False
        to = destination - 1 if destination > source else destination
        if to == source:
            return False
        self.move_requested.emit(source, to)
        return True


def _numbered_rows(order: RunningOrder) -> list[SlideRow]:
    rows = []
    number = 0
    for item in order.items:
        number += item.is_shown
        shown_number = number if item.is_shown else None
        rows.append(
            SlideRow(
                item.slide,
                shown_number,
                is_left_out=not item.is_shown,
                is_added=not item.is_original,
                is_reveal_chosen=item.authors_reveal is not None,
            )
        )
    return rows


def _common_prefix_length(one: Iterable[str], other: Iterable[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
