"""The table of what is wrong with a source, and of what its author may want to look at."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import cache
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.files.spreadsheet_cells import escape_formula
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.padded_delegate import CELL_PADDING_X_PX, CELL_PADDING_Y_PX
from briefing_app.gui.widgets.padded_table import HeadedTableModel, PaddedTable
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.text import single_line
from briefing_app.problems import Problem

COLUMNS: Final = ("Kind", "Sheet or file", "Cell", "What is wrong", "What to do")
_KIND, _SHEET, _CELL, _WHAT, _REMEDY = range(5)
_MOST_SHARES: Final = {_SHEET: 0.17, _CELL: 0.2}  # of the width
_LEAST: Final = 90  # pixels of a column of sentences at 100 % text size
_HEIGHT_LEAST: Final = 150  # pixels at 100 % text size
_MOST_WRAPPED: Final = 3000  # rows that are as high as their texts; more would keep one waiting
_TOP: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Severity(Enum):
    """Whether something keeps a briefing from being built; the values are shown."""

    ERROR = "Error"
    WARNING = "Warning"


class Row(NamedTuple):
    """One row of the table.

    Args:
        gravity: Whether it must be mended.
        problem: What is wrong, and where.
        place: Where it stands among all, in the order of the source.
    """

    gravity: Severity
    problem: Problem
    place: int

    def cells(self) -> tuple[str, ...]:
        """What each column says."""
        location, what, remedy = self.problem
        texts = (_sentence(what), _sentence(remedy))
        return (self.gravity.value, location.container, location.place, *texts)

    def spoken(self) -> str:
        """All of it as one sentence."""
        return f"{self.gravity.value}: {self.problem}."


class ProblemsModel(HeadedTableModel):
    """Errors, then warnings, each in the order in which they were told; or all by their place."""

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(COLUMNS, parent)
        self._style = style
        self._rows: list[Row] = []
        self._cells: list[tuple[str, ...]] = []

    @property
    def cells(self) -> Sequence[tuple[str, ...]]:
        """What every cell says, row by row."""
        return self._cells

    def show_problems(self, errors: Iterable[Problem], warnings: Iterable[Problem]) -> None:
        """Show other problems."""
        told = [(Severity.ERROR, error) for error in errors]
        told += [(Severity.WARNING, warning) for warning in warnings]
        in_source = sorted_by_location(problem for _, problem in told)
        places = {problem: place for place, problem in enumerate(in_source)}
        self._set([Row(gravity, problem, places[problem]) for gravity, problem in told])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: sort by a column."""
        if not self._rows:
            return
        keys: dict[int, Callable[[Row], object]] = {
            _KIND: lambda row: (row.gravity is Severity.WARNING, row.place),
            _WHAT: lambda row: (row.problem.what.casefold(), row.place),
            _REMEDY: lambda row: (row.problem.remedy.casefold(), row.place),
        }
        key = keys.get(column, lambda row: row.place)
        backwards = order is Qt.SortOrder.DescendingOrder
        self._set(sorted(self._rows, key=key, reverse=backwards))

    def text(self, rows: Iterable[int]) -> str:
        """Rows with their headings as a spreadsheet takes them: tabs between cells, no formula."""
        lines = [COLUMNS, *(self._cells[row] for row in rows)]
        return "\n".join("\t".join(map(_copied, line)) for line in lines)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt: a cell's text and look."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        answer: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            answer = self._cells[row][column]
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            # The keyboard goes from row to row here: one hears all that the row says.
            answer = self._rows[row].spoken() if column == _KIND else self._cells[row][column]
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            answer = _TOP
        elif role == Qt.ItemDataRole.FontRole:
            bold = column == _KIND and self._rows[row].gravity is Severity.ERROR
            answer = self._style.font(TextRole.STRONG if bold else TextRole.CONTROL)
        return answer

    def _set(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._cells = [row.cells() for row in rows]
        self.endResetModel()


class ProblemsTable(PaddedTable):
    """The table; texts wrap, rows can be selected and copied."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent, is_multi_select=True)
        self._problems = ProblemsModel(style, self)
        self.setModel(self._problems)
        self.setAccessibleName("Errors and warnings")
        self.setAccessibleDescription("Ctrl+A selects all rows, Ctrl+C copies what is selected")
        self.horizontalHeader().setSortIndicator(_KIND, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._problems.modelReset.connect(self.fit)
        style.changed.connect(self.fit)
        self.fit()

    @property
    def by_place(self) -> bool:
        """Whether the rows stand in the order of the source."""
        return self.horizontalHeader().sortIndicatorSection() in {_SHEET, _CELL}

    def sort_by_place(self, by_place: bool) -> None:  # noqa: FBT001, a slot
        """Let the rows stand in the order of the source, or errors first."""
        if by_place is not self.by_place:
            self.sortByColumn(_SHEET if by_place else _KIND, Qt.SortOrder.AscendingOrder)

    def show_problems(self, errors: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Show other problems, in the same order of rows."""
        self._problems.show_problems(errors, warnings)
        head = self.horizontalHeader()
        self.sortByColumn(head.sortIndicatorSection(), head.sortIndicatorOrder())
        self.scrollToTop()

    def copy(self) -> int:
        """Copy the rows that are selected, or all where none is.

        Returns:
            How many rows were copied.
        """
        selected = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = selected or range(self._problems.rowCount())
        QGuiApplication.clipboard().setText(self._problems.text(rows))
        return len(rows)

    def fit(self) -> None:
        """Give the places the width that they need, the sentences the rest, and wrap all."""
        style = self._style
        across, down = 2 * style.px(CELL_PADDING_X_PX), 2 * style.px(CELL_PADDING_Y_PX)
        metrics = QFontMetrics(style.font(TextRole.CONTROL))
        bold = QFontMetrics(style.font(TextRole.STRONG))
        header, cells = self.horizontalHeader(), self._problems.cells
        whole = left = self.viewport().width()
        for column in (_KIND, _SHEET, _CELL):
            measure = bold if column == _KIND else metrics
            texts = {row[column] for row in cells}
            # One pixel more: the width of a text is rounded.
            needed = max(map(measure.horizontalAdvance, texts), default=0) + across + 1
            most = round(whole * _MOST_SHARES.get(column, 1.0))
            width = max(min(needed, most), header.sectionSizeHint(column))
            self.setColumnWidth(column, width)
            left -= width
        least = style.px(_LEAST)
        self.setColumnWidth(_WHAT, max(left // 2, least))
        self.setColumnWidth(_REMEDY, max(left - left // 2, least))
        font = style.font(TextRole.CONTROL)

        # Once it is set, a line takes a pixel more than its font says.
        strong = wrap_text(Severity.ERROR.value, style.font(TextRole.STRONG), whole)
        one_line = ceil(strong.boundingRect().height())

        @cache
        def height(text: str, width: int) -> int:
            if metrics.horizontalAdvance(text) < width:
                return metrics.height()
            return ceil(wrap_text(text, font, width).boundingRect().height())

        wrapping = [
            (column, self.columnWidth(column) - across)
            for column in (_SHEET, _CELL, _WHAT, _REMEDY)
        ]
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(3 * metrics.height() + down)
        for number, row in enumerate(cells[:_MOST_WRAPPED]):
            highest = max(height(row[at], width) for at, width in wrapping)
            self.setRowHeight(number, down + max(one_line, highest))
        self.updateGeometry()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keys for copying take whole rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: show which row the keyboard is on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._problems.rowCount():
            self.setCurrentIndex(self._problems.index(0, _KIND))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: another width, other heights."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: room for a few rows."""
        return QSize(self._style.px(3 * _LEAST), self._style.px(_HEIGHT_LEAST))


def _copied(cell: str) -> str:
    return escape_formula(single_line(cell))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
