"""The table of a briefing's problems, and opening the source at one of them."""

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
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.files.csv import escape_formula
from briefing_app.files.on_disk import is_folder
from briefing_app.files.paths import WORKBOOK_SUFFIX
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.row_painting import paint_warning_sign
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    HeadedTableModel,
    PaddedTable,
    paint_cell_text,
)
from briefing_app.gui.widgets.task_dialog import open_in_system
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.text import single_line
from briefing_app.problems import FileLocation, Location, Problem, SheetLocation

HEADINGS: Final = ("Cell", "What is wrong", "What to do")
COPIED_HEADINGS: Final = ("Kind", "Sheet or file", "Cell", "What is wrong", "What to do")
_CELL, _WHAT, _REMEDY = range(3)
_ERRORS_FIRST: Final = -1  # the order without a column to sort by, as Qt counts
_MAX_CELL_WIDTH: Final = 0.34  # share of the table's width
_MIN_SENTENCE_WIDTH_PX: Final = 90  # at 100 % text size
_MIN_HEIGHT_PX: Final = 150  # at 100 % text size
_BAND_WIDTH_PX: Final = 4  # at 100 % text size
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
        """Return the text of each column; the cell's name is in the first line of the first."""
        name, heading = _cell_name(self.problem.location)
        if self.severity is Severity.WARNING:
            heading = " · ".join(filter(None, (self.severity.value, heading)))
        where = "\n".join(filter(None, (name, heading)))
        return (where, _capitalised(self.problem.what), _capitalised(self.problem.remedy))

    def copied(self) -> tuple[str, ...]:
        """Return the row for a spreadsheet."""
        location, (_, what, remedy) = self.problem.location, self.cells()
        return (self.severity.value, location.container, location.place, what, remedy)

    def spoken(self) -> str:
        """Return the row as one sentence for screen readers."""
        return f"{self.severity.value}: {self.problem}."


def _cell_name(location: Location) -> tuple[str, str]:
    """Return the sheet with the cell, or the file with the line, and the heading of the column."""
    match location:
        case SheetLocation() if location.row and location.column:
            return f"{location.container} {location.column}{location.row}", location.heading
        case FileLocation() if location.line:
            return f"{location.container} line {location.line}", location.column
    return f"{location.container} {location.place}".rstrip(), ""


class ProblemsModel(HeadedTableModel):
    """The errors and then the warnings, or all of them sorted by a column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
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
            _CELL: lambda row: row.rank,
            _WHAT: lambda row: (row.problem.what.casefold(), row.rank),
            _REMEDY: lambda row: (row.problem.remedy.casefold(), row.rank),
        }
        key = keys.get(column, lambda row: (row.severity is Severity.WARNING, row.rank))
        is_descending = order is Qt.SortOrder.DescendingOrder
        self._set_rows(sorted(self._rows, key=key, reverse=is_descending))

    def text(self, rows: Iterable[int]) -> str:
        """Return rows with headings for a spreadsheet: separated by tabs, without formulas."""
        lines = [COPIED_HEADINGS, *(self._rows[row].copied() for row in rows)]
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
            value = self._rows[row].spoken() if column == _CELL else self._cells[row][column]
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            value = _TOP_LEFT
        elif role == Qt.ItemDataRole.FontRole:
            value = look().font(TextRole.STRONG if column == _CELL else TextRole.CONTROL)
        elif role == SEVERITY_ROLE:
            value = self._rows[row].severity
        return value

    def _set_rows(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._cells = [row.cells() for row in rows]
        self.endResetModel()


SEVERITY_ROLE: Final = Qt.ItemDataRole.UserRole + 1


class _ProblemDelegate(QStyledItemDelegate):
    """Paints the name of a cell in bold above its heading, and a band beside selected rows."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, px = look().theme, look().px
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = option.widget.hasFocus()
        rect: QRect = option.rect
        painter.fillRect(rect, QColor(theme.accent_soft if is_selected else theme.surface))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(theme.line))
        if is_selected and index.column() == _CELL:
            band = QRect(rect.topLeft(), QSize(px(_BAND_WIDTH_PX), rect.height() - 1))
            painter.fillRect(band, QColor(theme.accent))
        if is_selected and (has_focus or theme.outlined):
            width = 3 if has_focus and theme.outlined else 2
            for top in (rect.top(), rect.bottom() - width + 1):
                painter.fillRect(QRect(rect.left(), top, rect.width(), width), QColor(theme.accent))
        x, y = px(CELL_PADDING_X_PX), px(CELL_PADDING_Y_PX)
        place = QRectF(rect.adjusted(x, y, -x, -y))
        if index.column() != _CELL:
            paint_cell_text(painter, place, index, theme.ink)
            return
        name, _, heading = index.data(Qt.ItemDataRole.DisplayRole).partition("\n")
        title = wrap_text(name, look().font(TextRole.STRONG), place.width())
        painter.setPen(QColor(theme.ink))
        title.draw(painter, place.topLeft())
        is_warning = index.data(SEVERITY_ROLE) is Severity.WARNING
        colour = theme.caution if is_warning else theme.muted
        below = place.adjusted(0, ceil(title.boundingRect().height()), 0, 0)
        font = look().font(TextRole.CONTROL)
        if is_warning:
            side = round(0.85 * QFontMetrics(font).height())
            at = QRectF(below.left(), below.top() + side * 0.1, side, side)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_warning_sign(painter, at, colour)
            painter.restore()
            below.adjust(side + px(4), 0, 0, 0)
        painter.setPen(QColor(colour))
        wrap_text(heading, font, below.width()).draw(painter, below.topLeft())


class ProblemsTable(PaddedTable):
    """A table with wrapped texts whose rows can be selected and copied."""

    problem_activated = Signal(object)
    """Emitted with the `Problem` that was double-clicked, or that Enter was pressed on."""
    problem_chosen = Signal(object)
    """Emitted with the `Problem` whose row is the current one now; None if there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, is_multi_select=True)
        self._problems = ProblemsModel(self)
        self.setItemDelegate(_ProblemDelegate(self))
        self.setModel(self._problems)
        self.setAccessibleName("Errors and warnings")
        self.setAccessibleDescription(
            "Enter opens the workbook and copies the name of the cell, "
            "Ctrl+A selects all rows, Ctrl+C copies the selected rows"
        )
        self.horizontalHeader().setSortIndicator(_ERRORS_FIRST, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self._problems.modelReset.connect(self.fit)
        self.doubleClicked.connect(self._activate)
        self.fit()

    @property
    def problem(self) -> Problem | None:
        """The problem of the current row."""
        current = self.currentIndex()
        return self._problems.problem(current.row()) if current.isValid() else None

    def show_problems(self, errors: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Replace the problems; keep the sorting, and the current row if its problem is left.

        Otherwise, the first row becomes the current one.
        """
        model, problem = self._problems, self.problem
        model.show_problems(errors, warnings)
        head = self.horizontalHeader()
        self.sortByColumn(head.sortIndicatorSection(), head.sortIndicatorOrder())
        row = model.row_of(problem) if problem is not None else None
        if row is None:
            self.scrollToTop()
        self.setCurrentIndex(model.index(row or 0, _CELL))
        self.problem_chosen.emit(self.problem)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.problem_chosen.emit(self.problem)

    def copy_all(self) -> int:
        """Copy all rows, and return their number."""
        rows = self._problems.rowCount()
        QGuiApplication.clipboard().setText(self._problems.text(range(rows)))
        return rows

    def copy_selected(self) -> None:
        """Copy the selected rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self._problems.text(rows))

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
        bold_metrics = QFontMetrics(style.font(TextRole.STRONG))
        total = remaining = self.viewport().width()
        lines = {line for row in cells for line in row[_CELL].split("\n")}
        # One pixel more, because the width of a text is rounded.
        needed = max(map(bold_metrics.horizontalAdvance, lines), default=0) + padding + 1
        sign = bold_metrics.height() + style.px(4)  # before “Warning”
        width = min(needed + sign, round(total * _MAX_CELL_WIDTH))
        width = max(width, header.sectionSizeHint(_CELL))
        self.setColumnWidth(_CELL, width)
        remaining -= width
        least = style.px(_MIN_SENTENCE_WIDTH_PX)
        self.setColumnWidth(_WHAT, max(remaining // 2, least))
        self.setColumnWidth(_REMEDY, max(remaining - remaining // 2, least))

    def _fit_rows(self) -> None:
        style = look()
        font, bold_font = style.font(TextRole.CONTROL), style.font(TextRole.STRONG)
        metrics = QFontMetrics(font)
        x_padding, y_padding = 2 * style.px(CELL_PADDING_X_PX), 2 * style.px(CELL_PADDING_Y_PX)
        sign = metrics.height() + style.px(4)

        @cache
        def height(text: str, width: int) -> int:
            if metrics.horizontalAdvance(text) < width:
                return metrics.height()
            return ceil(wrap_text(text, font, width).boundingRect().height())

        @cache
        def cell_height(text: str, width: int) -> int:
            name, _, heading = text.partition("\n")
            lines = ceil(wrap_text(name, bold_font, width).boundingRect().height())
            return lines + (height(heading, width - sign) if heading else 0)

        widths = [(column, self.columnWidth(column) - x_padding) for column in (_WHAT, _REMEDY)]
        cell_width = self.columnWidth(_CELL) - x_padding
        self.verticalHeader().setDefaultSectionSize(3 * metrics.height() + y_padding)
        for number, row in enumerate(self._problems.cells[:_MAX_FITTED_ROWS]):
            highest = max(height(row[column], width) for column, width in widths)
            highest = max(highest, cell_height(row[_CELL], cell_width))
            self.setRowHeight(number, y_padding + highest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy complete rows, or go to the cell of the current one."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
            event.accept()
        elif event.key() in ENTER_KEYS:
            self._activate(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._problems.rowCount():
            self.setCurrentIndex(self._problems.index(0, _CELL))
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


def cell_reference(problem: Problem) -> str:
    """Return the name of a problem's cell, as spreadsheet programs go to it."""
    return escape_formula(single_line(problem.location.reference))


def open_source(source: Path) -> str:
    """Open a source in the system's program. Return what to say if there is none."""
    if not can_open(source) or open_in_system(source):
        return ""
    return f"{source.name} could not be opened. Open it in its own program."


def can_open(source: Path) -> bool:
    """Return whether the system shows a workbook or folder instead of running it.

    The name of a file decides which program opens it.
    """
    return is_folder(source) or source.suffix.lower() == WORKBOOK_SUFFIX
