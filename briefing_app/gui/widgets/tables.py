"""Tables with headings whose rows are selected as a whole: models, painting and the view."""

from collections.abc import Collection, Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.widgets.long_lists import PagedModel, load_all, scroll_within_row
from briefing_app.gui.widgets.text_layout import match_formats, wrap_text

CELL_PADDING_X_PX: Final = 8
"""The padding left and right of a cell's text at 100 % text size."""
CELL_PADDING_Y_PX: Final = 5
"""The padding above and below a cell's text at 100 % text size."""
# Pixels at 100 % text size.
_BAND_WIDTH_PX: Final = 4
_ICON_GAP_PX: Final = 4
_ICON_SIZE: Final = 0.85  # of the height of a line

LINES_ROLE: Final = Qt.ItemDataRole.UserRole
"""The `Line` values of a cell."""
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Line(NamedTuple):
    """A text of a cell, which wraps; the next one is below it.

    Args:
        text: The text.
        role: What it is, which determines its font.
        colour: Its colour, as ``#RRGGBB``.
        icon: The name of an icon before it, or empty.
        terms: The terms of a search, whose matches are highlighted.
    """

    text: str
    role: TextRole
    colour: str
    icon: str = ""
    terms: tuple[str, ...] = ()


class HeadedTableModel(PagedModel):
    """Base of a model of rows below headings. Subclasses implement `lines` and `spoken`, or `data`.

    Args:
        headings: The headings of the columns.
        numeric_columns: The columns whose headings are aligned to the right.
    """

    def __init__(
        self, headings: Sequence[str], parent: QObject, *, numeric_columns: Collection[int] = ()
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._numeric_columns = numeric_columns

    def lines(self, row: int, column: int) -> Sequence[Line]:
        """Return what a cell shows; lines without text are left out."""
        raise NotImplementedError

    def spoken(self, row: int) -> str:
        """Return what a screen reader says about a row."""
        raise NotImplementedError

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            # The keyboard moves from row to row, so the first cell speaks for the row.
            return self.spoken(row)
        if role not in {
            LINES_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        lines = [line for line in self.lines(row, column) if line.text]
        return lines if role == LINES_ROLE else "\n".join(line.text for line in lines)

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


class LinesDelegate(QStyledItemDelegate):
    """Paints the lines of a cell, and a tinted ground with a band behind a selected row.

    Qt's own delegate never breaks a word, and cuts a text that is too long.
    """

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a cell at the width of its column."""
        top = option.rect.top()
        bottom = max((each.bottom for each in _placed_lines(index, option.rect)), default=top)
        height = ceil(bottom - top) + look().px(CELL_PADDING_Y_PX)
        return QSize(option.rect.width(), height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        _paint_ground(painter, option, is_first=index.column() == 0)
        for line, at, layout, icon_box in _placed_lines(index, option.rect):
            if line.icon:
                look().paint_icon(painter, icon_box, line.icon, line.colour)
            painter.setPen(QColor(line.colour))
            layout.draw(painter, at)
        painter.restore()


class _PlacedLine(NamedTuple):
    """A line, where its text starts, its text, and the square of its icon."""

    line: Line
    at: QPointF
    layout: QTextLayout
    icon_box: QRectF

    @property
    def bottom(self) -> float:
        return self.at.y() + self.layout.boundingRect().height()


def _placed_lines(index: QModelIndex | QPersistentModelIndex, cell: QRect) -> Iterator[_PlacedLine]:
    """Yield the lines of a cell, one below the other in its rectangle."""
    x, y = look().px(CELL_PADDING_X_PX), look().px(CELL_PADDING_Y_PX)
    top = float(cell.top() + y)
    for line in index.data(LINES_ROLE):
        font = look().font(line.role)
        height = QFontMetrics(font).height()
        side = round(_ICON_SIZE * height) if line.icon else 0
        left = cell.left() + x
        icon_box = QRectF(left, top + (height - side) / 2, side, side)
        left += side + look().px(_ICON_GAP_PX) if line.icon else 0
        formats = match_formats(line.text, line.terms) if line.terms else ()
        layout = wrap_text(line.text, font, cell.right() + 1 - x - left, formats)
        placed = _PlacedLine(line, QPointF(left, top), layout, icon_box)
        yield placed
        top = placed.bottom


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, is_first: bool) -> None:
    """Paint the ground of a cell and a line below, and what shows that its row is selected.

    Args:
        painter: The painter.
        option: The cell.
        is_first: Whether it is in the first column, which has the band.
    """
    theme, rect = look().theme, option.rect
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    has_focus = option.widget.hasFocus()
    painter.fillRect(rect, QColor(theme.accent_soft if is_selected else theme.surface))
    painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(theme.line))
    if is_selected and is_first:
        band = QRect(rect.topLeft(), QSize(look().px(_BAND_WIDTH_PX), rect.height() - 1))
        painter.fillRect(band, QColor(theme.accent))
    if is_selected and (has_focus or theme.outlined):
        width = 3 if has_focus and theme.outlined else 2
        for top in (rect.top(), rect.bottom() - width + 1):
            painter.fillRect(QRect(rect.left(), top, rect.width(), width), QColor(theme.accent))


class PaddedTable(QTableView):
    """A table to read. Subclasses implement `fit_columns`.

    Args:
        is_multi_select: Whether several rows can be selected, to be copied.
    """

    def __init__(self, parent: QWidget, *, is_multi_select: bool = False) -> None:
        super().__init__(parent)
        mode = QAbstractItemView.SelectionMode
        self.setItemDelegate(LinesDelegate(self))
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
        header = self.horizontalHeader()
        # The viewport paints the headings. Under a style sheet, it would keep its first font.
        for widget in (header, header.viewport()):
            set_role(widget, TextRole.SMALL)
        look().changed.connect(self.fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.fit)
            model.rowsInserted.connect(self._fit_new_rows)

    def fit(self) -> None:
        """Fit columns and rows to their texts, and scroll to the current row."""
        self.fit_columns()
        self._fit_new_rows(QModelIndex(), 0, self.model().rowCount() - 1)
        self.scrollTo(self.currentIndex())

    def fit_columns(self) -> None:
        """Fit the widths of columns, before the heights of rows."""
        raise NotImplementedError

    def row_height(self, row: int) -> int:
        """Return the height that a row needs at the widths of the columns."""
        return self.sizeHintForRow(row)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the row that a key leads to: Home and End lead to the first and the last row."""
        cursor = QAbstractItemView.CursorAction
        if action is cursor.MoveEnd:
            load_all(self)
        if action in {cursor.MoveHome, cursor.MoveEnd}:
            modifiers |= Qt.KeyboardModifier.ControlModifier  # without it, to another column
        if scroll_within_row(self, action):
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def selectAll(self) -> None:
        load_all(self)
        super().selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select a row, so that it is seen where the focus is."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint the rows, which look different without the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _fit_new_rows(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self.setRowHeight(row, self.row_height(row))
        self.updateGeometries()  # Qt would do it later, and not scroll to the end before
