"""Lists and tables of thousands of rows, and of rows that are higher than their view."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView

_ROWS_AHEAD: Final = 60  # more than a tall screen shows


class PagedModel(QAbstractTableModel):
    """Base of a model of rows. Subclasses implement `data`.

    Qt learns of the first rows only, and of more when it fetches them or `load` is called.
    Otherwise a view would measure every row before it paints the first.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()
        """All rows, loaded or not; `set_rows` changes them."""
        self._loaded_count = 0

    def set_rows(self, rows: Sequence[Any], *, at_least: int = 0) -> None:
        """Show other rows.

        Args:
            rows: The rows.
            at_least: How many of them to load.
        """
        self.beginResetModel()
        self.rows = rows
        self._loaded_count = min(max(_ROWS_AHEAD, at_least), len(rows))
        self.endResetModel()

    def load(self, row: int) -> None:
        """Load the rows up to this one, and a screenful after it.

        Qt lays out all rows again then, so it isn't done for each row of a few.
        """
        if row + _ROWS_AHEAD // 2 > self._loaded_count:
            self._load(row + _ROWS_AHEAD)

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        return 0 if parent.isValid() else self._loaded_count

    def columnCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self._loaded_count < len(self.rows)

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Double the number of loaded rows, so that a few calls reach the end."""
        del parent
        self._load(2 * self._loaded_count)

    def _load(self, count: int) -> None:
        count = min(count, len(self.rows))
        if count > self._loaded_count:
            self.beginInsertRows(QModelIndex(), self._loaded_count, count - 1)
            self._loaded_count = count
            self.endInsertRows()


def load_all(view: QAbstractItemView) -> None:
    """Load all rows of a view's model."""
    model, root = view.model(), view.rootIndex()
    while model.canFetchMore(root):
        model.fetchMore(root)


def scroll_within_row(view: QAbstractItemView, action: QAbstractItemView.CursorAction) -> bool:
    """Scroll to the rest of a current row that the view is too low for.

    Args:
        view: The view.
        action: Where a key leads to. Only Down and Up scroll, to the end and the start of the row.

    Returns:
        False if the row's end is already in sight, so that the key leads to another row.
    """
    row, height = view.visualRect(view.currentIndex()), view.viewport().height()
    hidden_below, hidden_above = row.bottom() + 1 - height, -row.top()
    bar, cursor = view.verticalScrollBar(), QAbstractItemView.CursorAction
    if action is cursor.MoveDown and row.top() < height and hidden_below > 0:
        bar.setValue(bar.value() + min(hidden_below, height))
        return True
    if action is cursor.MoveUp and row.bottom() >= 0 and hidden_above > 0:
        bar.setValue(bar.value() - min(hidden_above, height))
        return True
    return False
