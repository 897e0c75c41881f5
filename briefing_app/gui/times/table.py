"""The table of the time of each slide, with a bar beside each time."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from briefing_app.files.csv import escape_formula
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.padded_delegate import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    PaddedDelegate,
)
from briefing_app.gui.widgets.padded_table import HeadedTableModel, RowFocusTable
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.slideshow.time import TIME_HEADINGS, TimeRow

SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The length of a cell's bar, as a share of the longest one; None for no bar."""

_NUMBER, _TITLE, _PLANNED, _REHEARSED, _TAKEN = range(5)
_TIMES: Final = (_PLANNED, _REHEARSED, _TAKEN)
_TOP: Final = Qt.AlignmentFlag.AlignTop
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | _TOP
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | _TOP

# Pixels at 100 % text size.
_BAR_GAP: Final = 8
_BAR_HEIGHT: Final = 9
_MIN_TITLE_WIDTH: Final = 110
# The longest bar, if it leaves that width to the title.
_BAR_AND_TITLE_WIDTHS: Final = ((30, _MIN_TITLE_WIDTH), (110, 300))
_MIN_HEIGHT: Final = 150


class TimesModel(HeadedTableModel):
    """The rows of a `time_table`.

    Args:
        style: The fonts.
        parent: The owner.
    """

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(TIME_HEADINGS, parent, numeric_columns=_TIMES)
        self._style = style
        self._rows: Sequence[TimeRow] = ()
        self._longest = 1

    @property
    def rows(self) -> Sequence[TimeRow]:
        """The rows, the last of which has the sums."""
        return self._rows

    def show_rows(self, rows: Sequence[TimeRow]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        times = (each for row in rows if not row.is_total for each in row.times)
        self._longest = max(1, *times) if len(rows) > 1 else 1
        self.endResetModel()

    def font(self, row: TimeRow) -> QFont:
        """Return the font of a row."""
        return self._style.font(TextRole.SECTION if row.is_total else TextRole.BODY)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the text, the look and the bar of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        value: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            value = row.texts[column]
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            # The keyboard moves from row to row: the first cell has the text of the row.
            value = row.spoken if column == _NUMBER else row.texts[column]
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            value = _LEFT if column == _TITLE else _RIGHT
        elif role == Qt.ItemDataRole.FontRole:
            value = self.font(row)
        elif role == SHARE_ROLE and column in _TIMES and not row.is_total:
            value = row.times[column - _PLANNED] / self._longest
        return value


class _TimeDelegate(PaddedDelegate):
    """Paints a bar at the left of each time."""

    longest_bar = 0
    """The width of the longest bar, in pixels."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the cell and its bar."""
        super().paint(painter, option, index)
        share = index.data(SHARE_ROLE)
        if not share:
            return
        px, theme = self._style.px, self._style.theme
        is_current = option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus()
        colour = theme.accent if index.column() == _TAKEN else theme.quiet_bar
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole))
        middle = option.rect.top() + px(CELL_PADDING_Y_PX) + metrics.height() / 2
        bar = QRectF(
            option.rect.left() + px(CELL_PADDING_X_PX),
            middle - px(_BAR_HEIGHT) / 2,
            max(2.0, share * self.longest_bar),
            px(_BAR_HEIGHT),
        )
        painter.fillRect(bar, QColor(theme.on_accent if is_current else colour))


class TimesTable(RowFocusTable):
    """A row for each slide: its times, each with a bar. Long titles wrap.

    Args:
        style: Colours, fonts and text size.
        parent: The window.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._times = TimesModel(style, self)
        self._delegate = _TimeDelegate(style, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self._times)
        self.setAccessibleName("Time of each slide")
        self.setAccessibleDescription("Ctrl+C copies the table")

    @property
    def rows(self) -> Sequence[TimeRow]:
        """The rows that are shown, the last of which has the sums."""
        return self._times.rows

    def show_rows(self, rows: Sequence[TimeRow]) -> None:
        """Replace the rows."""
        self._times.show_rows(rows)
        self.fit()

    def copy(self) -> None:
        """Copy the table for a spreadsheet: separated by tabs, without formulas."""
        lines = [TIME_HEADINGS, *(row.cells for row in self.rows)]
        text = "\n".join("\t".join(map(escape_formula, line)) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def restyle(self) -> None:
        """Apply the current style."""
        self.horizontalHeader().setFont(self._style.font(TextRole.SMALL))
        self.fit()

    def fit(self) -> None:
        """Fit the columns and rows: numbers get the width they need, titles what bars leave."""
        px, header = self._style.px, self.horizontalHeader()
        font = self._style.font(TextRole.SECTION)  # bold, the wider font
        metrics, padding = QFontMetrics(font), 2 * px(CELL_PADDING_X_PX)
        digits = metrics.horizontalAdvance(str(len(self.rows))) + padding
        self.setColumnWidth(_NUMBER, max(digits, header.sectionSizeHint(_NUMBER)))
        width = self.viewport().width() - self.columnWidth(_NUMBER)
        times = {text for row in self.rows for text in row.texts[_PLANNED:]}
        around = max(map(metrics.horizontalAdvance, times), default=0) + padding + px(_BAR_GAP)
        column_width = max(
            around,
            *map(header.sectionSizeHint, _TIMES),
            *(
                min(around + px(bar), (width - px(title)) // len(_TIMES))
                for bar, title in _BAR_AND_TITLE_WIDTHS
            ),
        )
        self._delegate.longest_bar = column_width - around
        for column in _TIMES:
            self.setColumnWidth(column, column_width)
        self.setColumnWidth(_TITLE, max(width - len(_TIMES) * column_width, px(_MIN_TITLE_WIDTH)))
        inner = self.columnWidth(_TITLE) - padding
        for at, row in enumerate(self.rows):
            font = self._times.font(row)
            height = ceil(wrap_text(row.texts[_TITLE], font, inner).boundingRect().height())
            self.setRowHeight(at, max(height, metrics.height()) + 2 * px(CELL_PADDING_Y_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns and rows to the new width."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Return a size for a few rows."""
        return QSize(self._style.px(_MIN_TITLE_WIDTH), self._style.px(_MIN_HEIGHT))
