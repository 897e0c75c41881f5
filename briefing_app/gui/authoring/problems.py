"""The problems of a briefing: a table, and the panel around it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import ceil
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.files.csv import escape_formula
from briefing_app.files.on_disk import is_folder
from briefing_app.files.paths import WORKBOOK_SUFFIX
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.widgets.buttons import CheckBox, ToggleButton, quiet_button
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    HeadedTableModel,
    PaddedTable,
)
from briefing_app.gui.widgets.task_dialog import make_flow_row, open_in_system
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted
from briefing_app.problems import Problem

COLUMNS: Final = ("Kind", "Sheet or file", "Cell", "What is wrong", "What to do")
_KIND, _SHEET, _CELL, _WHAT, _REMEDY = range(5)
_MAX_WIDTHS: Final = {_SHEET: 0.17, _CELL: 0.2}  # shares of the table's width
_MIN_SENTENCE_WIDTH_PX: Final = 90  # at 100 % text size
_MIN_HEIGHT_PX: Final = 150  # at 100 % text size
_MAX_FITTED_ROWS: Final = 3000  # rows that get the height of their texts; more would take too long
_TOP_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Severity(Enum):
    """Whether a problem prevents the build; the values are shown."""

    ERROR = "Error"
    WARNING = "Warning"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Args:
        severity: Whether it is an error.
        problem: What is wrong, and where.
        rank: Its position among all problems if they are sorted by location.
    """

    severity: Severity
    problem: Problem
    rank: int

    def cells(self) -> tuple[str, ...]:
        """Return the text of each column."""
        location = self.problem.location
        texts = (_capitalised(self.problem.what), _capitalised(self.problem.remedy))
        return (self.severity.value, location.container, location.place, *texts)

    def spoken(self) -> str:
        """Return the row as one sentence for screen readers."""
        return f"{self.severity.value}: {self.problem}."


class ProblemsModel(HeadedTableModel):
    """The errors and then the warnings, or all of them sorted by a column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(COLUMNS, parent)
        self._rows: list[Row] = []
        self._cells: list[tuple[str, ...]] = []

    @property
    def cells(self) -> Sequence[tuple[str, ...]]:
        """The text of every cell, row by row."""
        return self._cells

    def problem(self, row: int) -> Problem:
        """Return the problem in a row."""
        return self._rows[row].problem

    def row_of(self, problem: Problem) -> int | None:
        """Return the row of a problem, if it is there."""
        return next((at for at, row in enumerate(self._rows) if row.problem == problem), None)

    def show_problems(self, errors: Iterable[Problem], warnings: Iterable[Problem]) -> None:
        """Replace the problems."""
        problems = [(Severity.ERROR, error) for error in errors]
        problems += [(Severity.WARNING, warning) for warning in warnings]
        in_source = sorted_by_location(problem for _, problem in problems)
        ranks = {problem: rank for rank, problem in enumerate(in_source)}
        self._set_rows([Row(severity, each, ranks[each]) for severity, each in problems])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not self._rows:
            return
        keys: dict[int, Callable[[Row], object]] = {
            _KIND: lambda row: (row.severity is Severity.WARNING, row.rank),
            _WHAT: lambda row: (row.problem.what.casefold(), row.rank),
            _REMEDY: lambda row: (row.problem.remedy.casefold(), row.rank),
        }
        key = keys.get(column, lambda row: row.rank)
        is_descending = order is Qt.SortOrder.DescendingOrder
        self._set_rows(sorted(self._rows, key=key, reverse=is_descending))

    def text(self, rows: Iterable[int]) -> str:
        """Return rows with headings for a spreadsheet: separated by tabs, without formulas."""
        lines = [COLUMNS, *(self._cells[row] for row in rows)]
        return "\n".join("\t".join(map(_clipboard_text, line)) for line in lines)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        value: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            value = self._cells[row][column]
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            # The keyboard moves from row to row, so the first cell speaks for the row.
            value = self._rows[row].spoken() if column == _KIND else self._cells[row][column]
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            value = _TOP_LEFT
        elif role == Qt.ItemDataRole.FontRole:
            is_bold = column == _KIND and self._rows[row].severity is Severity.ERROR
            value = look().font(TextRole.STRONG if is_bold else TextRole.CONTROL)
        return value

    def _set_rows(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._cells = [row.cells() for row in rows]
        self.endResetModel()


class ProblemsTable(PaddedTable):
    """A table with wrapped texts whose rows can be selected and copied."""

    problem_activated = Signal(object)
    """Emitted with the `Problem` that was double-clicked, or that Enter was pressed on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, is_multi_select=True)
        self._problems = ProblemsModel(self)
        self.setModel(self._problems)
        self.setAccessibleName("Errors and warnings")
        self.setAccessibleDescription(
            "Enter opens the workbook and copies the name of the cell, "
            "Ctrl+A selects all rows, Ctrl+C copies the selected rows"
        )
        self.horizontalHeader().setSortIndicator(_KIND, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._problems.modelReset.connect(self.fit)
        self.doubleClicked.connect(self._activate)
        self.fit()

    @property
    def is_sorted_by_location(self) -> bool:
        """Whether the rows are sorted by sheet and cell."""
        return self.horizontalHeader().sortIndicatorSection() in {_SHEET, _CELL}

    def sort_by_location(self, is_on: bool) -> None:
        """Sort the rows by sheet and cell, or errors first."""
        if is_on is not self.is_sorted_by_location:
            self.sortByColumn(_SHEET if is_on else _KIND, Qt.SortOrder.AscendingOrder)

    def show_problems(self, errors: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Replace the problems; keep the sorting, and the current row if its problem is left."""
        current, model = self.currentIndex(), self._problems
        problem = model.problem(current.row()) if current.isValid() else None
        model.show_problems(errors, warnings)
        head = self.horizontalHeader()
        self.sortByColumn(head.sortIndicatorSection(), head.sortIndicatorOrder())
        row = model.row_of(problem) if problem is not None else None
        if row is None:
            self.scrollToTop()
        else:
            self.setCurrentIndex(model.index(row, _KIND))

    def copy(self) -> int:
        """Copy the selected rows, or all rows if none is selected.

        Returns:
            The number of copied rows.
        """
        selected = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = selected or range(self._problems.rowCount())
        QGuiApplication.clipboard().setText(self._problems.text(rows))
        return len(rows)

    def fit(self) -> None:
        """Fit the columns and rows: locations get the width they need, sentences the rest."""
        self._fit_columns()
        self._fit_rows()
        self.updateGeometry()
        self.viewport().update()

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.problem_activated.emit(self._problems.problem(index.row()))

    def _fit_columns(self) -> None:
        style, header, cells = look(), self.horizontalHeader(), self._problems.cells
        padding = 2 * style.px(CELL_PADDING_X_PX)
        metrics = QFontMetrics(style.font(TextRole.CONTROL))
        bold_metrics = QFontMetrics(style.font(TextRole.STRONG))
        total = remaining = self.viewport().width()
        for column in (_KIND, _SHEET, _CELL):
            measure = bold_metrics if column == _KIND else metrics
            texts = {row[column] for row in cells}
            # One pixel more, because the width of a text is rounded.
            needed = max(map(measure.horizontalAdvance, texts), default=0) + padding + 1
            most = round(total * _MAX_WIDTHS.get(column, 1.0))
            width = max(min(needed, most), header.sectionSizeHint(column))
            self.setColumnWidth(column, width)
            remaining -= width
        least = style.px(_MIN_SENTENCE_WIDTH_PX)
        self.setColumnWidth(_WHAT, max(remaining // 2, least))
        self.setColumnWidth(_REMEDY, max(remaining - remaining // 2, least))

    def _fit_rows(self) -> None:
        style = look()
        font, bold_font = style.font(TextRole.CONTROL), style.font(TextRole.STRONG)
        metrics = QFontMetrics(font)
        x_padding, y_padding = 2 * style.px(CELL_PADDING_X_PX), 2 * style.px(CELL_PADDING_Y_PX)
        # A laid out line can be a pixel higher than the font's height.
        kind = wrap_text(Severity.ERROR.value, bold_font, self.viewport().width())
        one_line = ceil(kind.boundingRect().height())

        @cache
        def height(text: str, width: int) -> int:
            if metrics.horizontalAdvance(text) < width:
                return metrics.height()
            return ceil(wrap_text(text, font, width).boundingRect().height())

        widths = [
            (column, self.columnWidth(column) - x_padding)
            for column in (_SHEET, _CELL, _WHAT, _REMEDY)
        ]
        self.verticalHeader().setDefaultSectionSize(3 * metrics.height() + y_padding)
        for number, row in enumerate(self._problems.cells[:_MAX_FITTED_ROWS]):
            highest = max(height(row[column], width) for column, width in widths)
            self.setRowHeight(number, y_padding + max(one_line, highest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy complete rows, or go to the cell of the current one."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        elif event.key() in ENTER_KEYS:
            self._activate(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._problems.rowCount():
            self.setCurrentIndex(self._problems.index(0, _KIND))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(3 * _MIN_SENTENCE_WIDTH_PX), look().px(_MIN_HEIGHT_PX))


def _clipboard_text(cell: str) -> str:
    return escape_formula(single_line(cell))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


class ProblemsPanel(QWidget):
    """Shows the problems of a source, sorts and copies them, and opens the source."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._source: Path | None = None
        self.table = ProblemsTable(self)
        self._open = quiet_button("Open workbook")
        self._sort_by_location = ToggleButton("Sort by sheet and cell")
        copy = quiet_button("Copy")
        copy.setAccessibleDescription("Copies the selected rows, or all rows if none is selected")
        self._done = text_label(self, look="muted", wraps=True)
        self._done.hide()
        self._rebuild = CheckBox("Rebuild when it is saved", self, is_checked=True)
        widgets = (self._open, self._sort_by_location, copy, self._rebuild, self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scale(column.setSpacing, 14)
        column.addWidget(make_flow_row(*widgets))
        column.addWidget(self.table, 1)
        self._open.clicked.connect(self._open_source)
        self._sort_by_location.toggled.connect(self.table.sort_by_location)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._update_sort_button)
        self.table.problem_activated.connect(self._go_to)
        copy.clicked.connect(self._copy)

    @property
    def is_rebuild_wanted(self) -> bool:
        """Whether problems are shown and the source is built again when it is saved."""
        return not self.isHidden() and self._rebuild.isChecked()

    def set_source(self, source: Path) -> None:
        """Set the workbook or folder whose problems are shown."""
        self._source = source
        self._open.setText("Open folder" if is_folder(source) else "Open workbook")
        self._open.setVisible(_is_safe_to_open(source))

    def show_problems(self, errors: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Show errors and warnings; hide the panel if there are none."""
        self._report("")
        self.table.show_problems(errors, warnings)
        self.setVisible(bool(errors or warnings))

    def _update_sort_button(self) -> None:
        with QSignalBlocker(self._sort_by_location):
            self._sort_by_location.setChecked(self.table.is_sorted_by_location)

    def _copy(self) -> None:
        self._report(f"{counted(self.table.copy(), 'row')} copied")

    def _go_to(self, problem: Problem) -> None:
        """Copy the name of a problem's cell and open the source, in which it can be pasted."""
        reference = escape_formula(single_line(problem.location.reference))
        QGuiApplication.clipboard().setText(reference)
        self._report(". ".join(filter(None, (f"Copied: {reference}", self._failure_to_open()))))

    def _open_source(self) -> None:
        self._report(self._failure_to_open())

    def _failure_to_open(self) -> str:
        """Open the source in the system's program. Return what to say if there is none."""
        source = self._source
        if source is None or not _is_safe_to_open(source) or open_in_system(source):
            return ""
        return f"{source.name} could not be opened. Open it in its own program."

    def _report(self, done: str) -> None:
        self._done.setText(done)
        self._done.setVisible(bool(done))
        announce(done, self._done)


def _is_safe_to_open(source: Path) -> bool:
    """Return whether the system shows a workbook or folder instead of running it.

    The name of a file decides which program opens it, and macOS runs some folders, such as those
    named ``.app``.
    """
    if is_folder(source):
        return sys.platform != "darwin" or not source.suffix
    return source.suffix.lower() == WORKBOOK_SUFFIX
