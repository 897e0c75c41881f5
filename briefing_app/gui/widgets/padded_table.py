"""What tables have in common: headings above columns of texts, and rows that are chosen whole."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from briefing_app.gui.style import Style
from briefing_app.gui.widgets.padded_delegate import PaddedDelegate

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HeadedModel(QAbstractTableModel):
    """Rows below headings; what their cells say is for others to tell.

    Args:
        headings: What stands over the columns.
        parent: As in Qt.
        numbers: The columns whose headings stand at the right, as numbers do.
    """

    _rows: Sequence[Any] = ()

    def __init__(
        self, headings: Sequence[str], parent: QObject, *, numbers: Collection[int] = ()
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._numbers = numbers

    def rowCount(  # noqa: N802, Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        """Qt: how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(  # noqa: N802, Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        """Qt: how many headings there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(  # noqa: N802, Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: what stands over a column."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self._numbers else LEFT
        return None


class PaddedTable(QTableView):
    """A table to read; whoever fills it sets how wide its columns and how high its rows are.

    Args:
        style: Colours and text size.
        parent: As in Qt.
        keeps_selection: Whether rows are selected to be copied, any number of them.
    """

    def __init__(self, style: Style, parent: QWidget, *, keeps_selection: bool = False) -> None:
        super().__init__(parent)
        self._style = style
        mode = QAbstractItemView.SelectionMode
        self.setItemDelegate(PaddedDelegate(style, self, keeps_selection=keeps_selection))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if keeps_selection else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setHighlightSections(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: only what is chosen or selected stands out now, and more quietly."""
        super().focusOutEvent(event)
        self.viewport().update()
