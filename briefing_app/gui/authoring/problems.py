"""The problems of a briefing as a table, their places in the source, and the slides there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QObject,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.authoring.row_slides import RowSlide, RowSlides
from briefing_app.authoring.sheets import column_help
from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.files.csv import escape_formula
from briefing_app.files.on_disk import is_folder
from briefing_app.files.paths import WORKBOOK_SUFFIX
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    HeadedTableModel,
    Line,
    PaddedTable,
)
from briefing_app.gui.widgets.task_dialog import open_in_system
from briefing_app.layout.page import ASPECT
from briefing_app.model.slides import Slide
from briefing_app.model.text import single_line
from briefing_app.problems import FileLocation, Location, Problem, SheetLocation

HEADINGS: Final = ("Cell", "What is wrong", "What to do")
COPIED_HEADINGS: Final = ("Kind", "Sheet or file", "Cell", "What is wrong", "What to do")
_CELL, _WHAT, _REMEDY = range(3)
_ERRORS_FIRST: Final = -1  # the order without a column to sort by, as Qt counts
_MAX_CELL_WIDTH: Final = 0.34  # share of the table's width
_MIN_SENTENCE_WIDTH_PX: Final = 90  # at 100 % text size
_MIN_HEIGHT_PX: Final = 150  # at 100 % text size
_MAX_HEIGHT_PX: Final = 320  # at any text size; from it, the table scrolls if the page does
_ICON_GAP_PX: Final = 4  # at 100 % text size


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

    def lines(self, column: int) -> list[Line]:
        """Return what a cell shows: the name of a cell is above the heading of its column."""
        theme = look().theme
        if column != _CELL:
            text = self.problem.what if column == _WHAT else self.problem.remedy
            return [Line(_capitalised(text), TextRole.CONTROL, theme.ink)]
        name, heading = _cell_name(self.problem.location)
        below = Line(heading, TextRole.CONTROL, theme.muted)
        if self.severity is Severity.WARNING:
            text = " · ".join(filter(None, (self.severity.value, heading)))
            below = Line(text, TextRole.CONTROL, theme.caution, "triangle-alert")
        return [Line(name, TextRole.STRONG, theme.ink), below]

    def copied(self) -> tuple[str, ...]:
        """Return the row for a spreadsheet."""
        location, problem = self.problem.location, self.problem
        texts = (_capitalised(problem.what), _capitalised(problem.remedy))
        return (self.severity.value, location.container, location.place, *texts)

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

    rows: Sequence[Row]

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)

    def lines(self, row: int, column: int) -> Sequence[Line]:
        return self.rows[row].lines(column)

    def spoken(self, row: int) -> str:
        return self.rows[row].spoken()

    def row_of(self, problem: Problem) -> int | None:
        """Return the row of a problem, if it is there."""
        return next((at for at, row in enumerate(self.rows) if row.problem == problem), None)

    def show_problems(self, errors: Iterable[Problem], warnings: Iterable[Problem]) -> None:
        """Replace the problems."""
        problems = [(Severity.ERROR, error) for error in errors]
        problems += [(Severity.WARNING, warning) for warning in warnings]
        in_source = sorted_by_location(problem for _, problem in problems)
        ranks = {problem: rank for rank, problem in enumerate(in_source)}
        self.set_rows([Row(severity, each, ranks[each]) for severity, each in problems])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not self.rows:
            return
        keys: dict[int, Callable[[Row], object]] = {
            _CELL: lambda row: row.rank,
            _WHAT: lambda row: (row.problem.what.casefold(), row.rank),
            _REMEDY: lambda row: (row.problem.remedy.casefold(), row.rank),
        }
        key = keys.get(column, lambda row: (row.severity is Severity.WARNING, row.rank))
        is_descending = order is Qt.SortOrder.DescendingOrder
        self.set_rows(sorted(self.rows, key=key, reverse=is_descending))

    def text(self, rows: Iterable[int]) -> str:
        """Return rows with headings for a spreadsheet: separated by tabs, without formulas."""
        lines = [COPIED_HEADINGS, *(self.rows[row].copied() for row in rows)]
        return "\n".join("\t".join(map(_clipboard_text, line)) for line in lines)


class ProblemsTable(PaddedTable):
    """A table with wrapped texts whose rows can be selected and copied."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, is_multi_select=True)
        self._problems = ProblemsModel(self)
        self.setModel(self._problems)
        self.setAccessibleName("Errors and warnings")
        self.setAccessibleDescription(
            "Enter opens the workbook and copies the name of the cell, "
            "Ctrl+A selects all rows, Ctrl+C copies the selected rows"
        )
        self.horizontalHeader().setSortIndicator(_ERRORS_FIRST, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.fit()

    @property
    def problem(self) -> Problem | None:
        """The problem of the current row."""
        current = self.currentIndex()
        return self._problems.rows[current.row()].problem if current.isValid() else None

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
        model.load(row or 0)
        self.setCurrentIndex(model.index(row or 0, _CELL))

    def copy_all(self) -> int:
        """Copy all rows, and return their number."""
        rows = len(self._problems.rows)
        QGuiApplication.clipboard().setText(self._problems.text(range(rows)))
        return rows

    def copy_selected(self) -> None:
        """Copy the selected rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self._problems.text(rows))

    def fit_columns(self) -> None:
        """Give locations the width that they need, and sentences the rest."""
        style, width = look(), self.viewport().width()
        metrics = QFontMetrics(style.font(TextRole.STRONG))
        texts = {line.text for row in self._problems.rows for line in row.lines(_CELL)}
        needed = max(map(metrics.horizontalAdvance, texts), default=0)
        # One pixel more, because the width of a text is rounded.
        needed += 2 * style.px(CELL_PADDING_X_PX) + 1 + metrics.height() + style.px(_ICON_GAP_PX)
        used = min(needed, round(width * _MAX_CELL_WIDTH))
        used = max(used, self.horizontalHeader().sectionSizeHint(_CELL))
        self.setColumnWidth(_CELL, used)
        half, least = (width - used) // 2, style.px(_MIN_SENTENCE_WIDTH_PX)
        self.setColumnWidth(_WHAT, max(half, least))
        self.setColumnWidth(_REMEDY, max(width - used - half, least))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy complete rows, and keep Enter from the dialog's default button."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        else:
            super().keyPressEvent(event)
            if event.key() not in ENTER_KEYS:
                return
        event.accept()

    def fit(self) -> None:
        """Fit columns, rows and the preferred height to the texts."""
        super().fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of all rows, up to the one from which the table scrolls."""
        rows = self.horizontalHeader().height() + self.verticalHeader().length()
        height = min(rows + 2 * self.frameWidth(), _MAX_HEIGHT_PX)
        return self.minimumSizeHint().expandedTo(QSize(super().sizeHint().width(), height))

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


_NO_SLIDE: Final = "This row makes no slide of its own."
_NO_SLIDES_YET: Final = "Slides are shown here when there are no errors."


class RowPreview(QFrame):
    """Shows what the column of a problem is for and, after a build, the slide of its row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "aside")
        self._shown: RowSlide | None = None
        self._heading = heading_label(self, role=TextRole.SECTION, wraps=True)
        self._place = text_label(self, look="muted", role=TextRole.BODY)
        self._slide = SlideView(self, is_aside=True)
        self._help = text_label(self, role=TextRole.BODY, wraps=True)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._place, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows = QVBoxLayout(self)
        scale(self._rows.setContentsMargins, 24, 20, 20, 16)
        scale(self._rows.setSpacing, 10)
        self._rows.addLayout(head)
        for widget in (self._slide, self._help):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        look().changed.connect(self._draw)

    @property
    def slide(self) -> Slide | None:
        """The slide that is shown, if the row makes one."""
        return self._shown.slide if self._shown is not None else None

    def show_problem(self, problem: Problem | None, slides: RowSlides | None) -> None:
        """Show the row in which a problem is; nothing without a problem.

        Args:
            problem: The problem.
            slides: The slides of all rows; None if no briefing was built from them.
        """
        if problem is None:
            self._shown = None
            for widget in (self._heading, self._place, self._slide, self._help):
                widget.hide()
            return
        location = problem.location
        self._shown = slides.row_slide(location) if slides is not None else RowSlide()
        lead = "The slide from " if self._shown.slide is not None else ""
        self._heading.setText(f"{lead}{_row_name(location)}")
        is_in_order = self._shown.number > 0
        place = f"{self._shown.number:,} of {self._shown.total:,}" if is_in_order else ""
        self._place.setText(place)
        help_text = column_help(location)
        if self._shown.slide is None:
            reason = _NO_SLIDES_YET if slides is None else _NO_SLIDE
            help_text = f"{help_text}\n\n{reason}".lstrip()
        self._help.setText(help_text)
        self._heading.show()
        self._place.show()
        self._slide.setVisible(self._shown.slide is not None)
        self._help.setVisible(bool(help_text))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the slide the height that its width needs."""
        super().resizeEvent(event)
        margins = self._rows.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        self._slide.setFixedHeight(max(0, round(width / ASPECT)))

    def _draw(self) -> None:
        if self._shown is None or self._shown.slide is None:
            return
        pages = SlidePages((self._shown.slide,), look().slide_theme)
        number, total = max(1, self._shown.number), max(1, self._shown.total)
        self._slide.show_page(pages.preview(0)._replace(number=number, total=total))


def _row_name(location: Location) -> str:
    match location:
        case SheetLocation() if location.row:
            return f"{location.container}, row {location.row}"
        case FileLocation() if location.line:
            return f"{location.container}, line {location.line}"
    return location.container
