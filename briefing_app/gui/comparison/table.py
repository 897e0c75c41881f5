"""The tables of a comparison: findings and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.panes.figures_table import FiguresModel
from briefing_app.gui.widgets.tables import HeadedTableModel, RowFocusTable
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.comparison import MeasureChange
from briefing_app.model.report import Finding
from briefing_app.model.text import single_line

_LISTED_ROLE: Final = Qt.ItemDataRole.UserRole

# Pixels at 100 % text size.
_PADDING_X: Final = 8
_PADDING_Y: Final = 9
_ARROW_WIDTH: Final = 34  # of the space beside an earlier finding


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding in a cell.

    Args:
        finding: The finding.
        note: A note below it, or empty.
    """

    finding: Finding
    note: str = ""

    @property
    def text(self) -> str:
        """All of it in one line."""
        text = f"{self.finding.kind.label}: {single_line(self.finding.headline)}"
        return f"{text} — {self.note}" if self.note else text


class _Model(HeadedTableModel):
    """Rows of findings."""

    _rows: Sequence[Sequence[ListedFinding]] = ()

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[ListedFinding]]) -> None:
        self.beginResetModel()
        self._headings, self._rows = headings, rows
        self.endResetModel()

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        listed = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return listed.text
        if role == Qt.ItemDataRole.ToolTipRole:
            # The tag makes Qt read it as markup, so that escaping keeps it from being markup.
            return f"<span>{escape(listed.text)}</span>"
        return listed if role == _LISTED_ROLE else None


class FindingTable(RowFocusTable):
    """Findings in rows, each with its kind; an arrow leads from an earlier one to a later."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = _Model((), self)
        self._cells = _FindingDelegate(self)
        self.setItemDelegate(self._cells)
        self.setModel(self._model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[ListedFinding]]) -> None:
        """Show rows with as many findings each as there are headings."""
        self._model.show_rows(headings, rows)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows: the page scrolls."""
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(look().px(160), height + 2 * self.frameWidth())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Wrap the texts at the width of the table."""
        columns = self._model.columnCount()
        if not columns:
            return
        width = self.width() // columns
        for column in range(columns):
            self.setColumnWidth(column, width)
        for row in range(self._model.rowCount()):
            cells = (self._model.index(row, column) for column in range(columns))
            self.setRowHeight(row, max(self._cells.height(cell, width) for cell in cells))
        self.updateGeometry()


class _FindingDelegate(QStyledItemDelegate):
    """Paints the kind of a finding, its headline below, and its note."""

    def __init__(self, view: FindingTable) -> None:
        super().__init__(view)
        self._view = view

    def height(self, index: QModelIndex, width: int) -> int:
        """Return the height of a cell."""
        fonts_and_texts = self._texts(index)
        inner = self._inner_width(index, width)
        height = sum(
            wrap_text(text, font, inner).boundingRect().height()
            for text, font, _ in fonts_and_texts
        )
        return ceil(height) + 2 * look().px(_PADDING_Y) + 1

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a cell, on a soft background if the keyboard is in its row."""
        theme, px = look().theme, look().px
        rect: QRect = option.rect
        is_current = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(theme.accent_soft if is_current else theme.surface))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(theme.line))
        if is_current and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), QColor(theme.accent))
        top = float(rect.top() + px(_PADDING_Y))
        left = rect.left() + px(_PADDING_X)
        for text, font, ink in self._texts(index):
            layout = wrap_text(text, font, self._inner_width(index, rect.width()))
            painter.setPen(QColor(ink))
            layout.draw(painter, QPointF(left, top))
            top += layout.boundingRect().height()
        if _is_followed(index):
            self._paint_arrow(painter, QPointF(rect.right() - px(_ARROW_WIDTH), rect.center().y()))
        painter.restore()

    def _paint_arrow(self, painter: QPainter, start: QPointF) -> None:
        px = look().px
        painter.setPen(QPen(QColor(look().theme.muted), max(1.5, px(1.5))))
        end = start + QPointF(px(_ARROW_WIDTH) - px(14), 0)
        painter.drawLine(start, end)
        for side in (-1, 1):
            painter.drawLine(end, end + QPointF(-px(5), side * px(4)))

    def _inner_width(self, index: QModelIndex | QPersistentModelIndex, width: int) -> int:
        arrow = look().px(_ARROW_WIDTH) if _is_followed(index) else 0
        return max(1, width - 2 * look().px(_PADDING_X) - arrow)

    def _texts(self, index: QModelIndex | QPersistentModelIndex) -> list[tuple[str, QFont, str]]:
        """Return each text with its font and colour."""
        listed: ListedFinding = index.data(_LISTED_ROLE)
        theme, font = look().theme, look().font
        ink, _ = theme.kind_colours(listed.finding.kind)
        headline = font(TextRole.SECTION if index.column() else TextRole.BODY)
        return [
            (listed.finding.kind.label, font(TextRole.CHIP), ink),
            (single_line(listed.finding.headline), headline, theme.ink),
            *([(listed.note, font(TextRole.SMALL), theme.muted)] if listed.note else []),
        ]


def _is_followed(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Return whether a cell has an earlier finding, with a later one beside it."""
    return index.column() < index.model().columnCount() - 1


class FiguresChangeModel(FiguresModel):
    """One row for each force: its earlier figure, its later figure and the change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._numeric_columns = {1, 2, 3}

    def show_change(self, change: MeasureChange | None) -> None:
        """Show the figures of another measure, or none."""
        self.beginResetModel()
        self._headings = change.headings if change is not None else ()
        self._rows = change.rows if change is not None else ()
        # One of the bars of each force, in the order of the rows.
        bars = {bar.force: bar for bar in change.chart.bars} if change is not None else {}
        self._bars = tuple(bars.values())
        self.endResetModel()
