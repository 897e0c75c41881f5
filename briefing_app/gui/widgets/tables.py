"""Tables with headings whose rows are selected as a whole: base classes of view and model."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from briefing_app.gui.look import look

CELL_PADDING_X_PX: Final = 8
"""The padding left and right of a cell's text at 100 % text size."""
CELL_PADDING_Y_PX: Final = 5
"""The padding above and below a cell's text at 100 % text size."""

HIGHLIGHTED_ROLE: Final = Qt.ItemDataRole.UserRole
"""Whether the cell's row is highlighted."""
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaddedDelegate(QStyledItemDelegate):
    """Paints a cell with padding, as the headings have it, and a line below.

    The current row stands out only while the table has the focus, so that it isn't mistaken for
    the highlighted row.
    """

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = look().theme
        background, ink = theme.surface, theme.ink
        if index.data(HIGHLIGHTED_ROLE):
            background = theme.accent_soft
        if option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
            background, ink = theme.accent, theme.on_accent
        painter.fillRect(option.rect, QColor(background))
        line = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
        painter.fillRect(line, QColor(theme.line))
        x, y = look().px(CELL_PADDING_X_PX), look().px(CELL_PADDING_Y_PX)
        if option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            paint_cell_text(painter, QRectF(option.rect.adjusted(x, y, -x, -y)), index, ink)
        else:
            paint_cell_line(painter, QRectF(option.rect.adjusted(x, 0, -x, 0)), index, ink)


def paint_cell_text(
    painter: QPainter, place: QRectF, index: QModelIndex | QPersistentModelIndex, ink: str
) -> None:
    """Paint the text of a cell in its font, in a rectangle and a colour."""
    # Not left to Qt's delegate, which never breaks a word and cuts a text that is too long.
    wrapping = QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole))
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    painter.save()
    painter.setPen(QColor(ink))
    painter.setFont(index.data(Qt.ItemDataRole.FontRole))
    painter.drawText(place, index.data(Qt.ItemDataRole.DisplayRole), wrapping)
    painter.restore()


def paint_cell_line(
    painter: QPainter, place: QRectF, index: QModelIndex | QPersistentModelIndex, ink: str
) -> None:
    """Paint what fits of the text of a cell in one line."""
    text: str = index.data(Qt.ItemDataRole.DisplayRole)
    painter.save()
    painter.setPen(QColor(ink))
    painter.setFont(index.data(Qt.ItemDataRole.FontRole))
    elided = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, round(place.width())
    )
    painter.drawText(place, elided, QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole)))
    painter.restore()


class HeadedTableModel(QAbstractTableModel):
    """Base of a model of rows below headings. Subclasses implement `data`.

    Args:
        headings: The headings of the columns.
        numeric_columns: The columns whose headings are aligned to the right.
    """

    _rows: Sequence[Any] = ()

    def __init__(
        self, headings: Sequence[str], parent: QObject, *, numeric_columns: Collection[int] = ()
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._numeric_columns = numeric_columns

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self._numeric_columns else LEFT
        return None


class PaddedTable(QTableView):
    """A table to read. Subclasses implement `fit`, which the look calls at each change.

    Args:
        is_multi_select: Whether several rows can be selected, to be copied.
    """

    def __init__(self, parent: QWidget, *, is_multi_select: bool = False) -> None:
        super().__init__(parent)
        mode = QAbstractItemView.SelectionMode
        self.setItemDelegate(PaddedDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if is_multi_select else mode.SingleSelection)
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
        look().changed.connect(self.fit)

    def fit(self) -> None:
        """Fit the widths of columns and the heights of rows to their texts."""
        raise NotImplementedError

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint the rows, which look different without the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()
