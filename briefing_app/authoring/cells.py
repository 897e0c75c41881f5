"""Reading the cells of a row as values, and reporting those that can't be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from briefing_app.authoring import cell_values
from briefing_app.authoring.cell_values import FORMAT_AS_TEXT, CellError, displayed
from briefing_app.authoring.grid import NO_GRID, Cell, Grid, is_blank
from briefing_app.authoring.references import MissingReferenceError, Names
from briefing_app.authoring.sheet_layout import ColumnName, Layout
from briefing_app.authoring.sheets import CHOICES, Content, Heading
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.database.columns import COLUMNS, MAX_ROW_NUMBER
from briefing_app.database.source_rows import Value
from briefing_app.problems import Location, SheetLocation

_Found = TypeVar("_Found")

_READERS: Final[Mapping[Content, Callable[[Cell], Value]]] = {
    Content.TEXT: cell_values.read_text,
    Content.DATE: cell_values.read_date,
    Content.PERIOD: cell_values.read_period,
    Content.WHOLE_NUMBER: cell_values.read_whole_number_or_text,
}


class SourceCell(NamedTuple):
    """A cell of a source and what it feeds. Row and column are counted from 0.

    Args:
        value: The cell's value.
        locations: The locations of the row's cells, by database column.
        feeds: The database column that the cell feeds.
        grid: The sheet; a CSV file, which marks no cells, is one without them.
        row: The row of the cell.
        column: The column of the cell; -1 if the sheet has no such column.
    """

    value: Cell
    locations: Mapping[str, Location]
    feeds: str
    grid: Grid = NO_GRID
    row: int = 0
    column: int = 0

    @property
    def location(self) -> Location:
        """The location of the cell."""
        return self.locations[self.feeds]

    @property
    def is_blank(self) -> bool:
        """Whether the cell has no text, no uncalculated formula and no error."""
        marks, position = self.grid.marks, (self.row, self.column)
        has_value_later = position in marks.uncalculated or position in marks.errors
        return is_blank(self.value) and not has_value_later


@dataclass(frozen=True, slots=True)
class RowLocations(Mapping[str, Location]):
    """The locations of a row's cells by database column; the row itself for other columns.

    Args:
        sheet: The name of the sheet.
        row: The row, counted from 0.
        columns: Database column to sheet column.
    """

    sheet: str
    row: int
    columns: Mapping[str, ColumnName]

    def __getitem__(self, column: str) -> SheetLocation:
        name = self.columns.get(column)
        if name is None:
            return SheetLocation(self.sheet, self.row + 1)
        return SheetLocation(self.sheet, self.row + 1, name.letters, name.heading)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


def name_in(cell: Cell) -> str:
    """Return the name in a cell; empty if it can't be read, which is reported with its row."""
    try:
        return cell_values.read_text(cell)
    except CellError:
        return ""


def cell_at(cells: list[Cell], column: int) -> Cell:
    """Return the cell in a column of a row; an empty text if it has none, or no such column."""
    return cells[column] if 0 <= column < len(cells) else ""


def cells_by_heading(
    layout: Layout, row: int, cells: list[Cell], locations: RowLocations
) -> Iterator[tuple[Heading, SourceCell]]:
    """Yield the headings of a sheet with the cell of a row that is below each."""
    for column, heading in layout.columns.items():
        value = cell_at(cells, column)
        yield heading, SourceCell(value, locations, heading.column, layout.grid, row, column)


class CellReader:
    """Reads cells, and adds those that can't be read to the problems.

    Args:
        problems: Collects the problems.
        names: Table to the names of its rows, for the tables whose sheets could be read.
    """

    def __init__(self, problems: SourceProblems, names: Mapping[str, Names]) -> None:
        self._problems = problems
        self._names = names

    def value(self, cell: SourceCell, heading: Heading, table: str) -> Value:
        """Return the value of a cell; the column's default if the cell can't be read."""
        default = COLUMNS[table][heading.column].default
        if not self.check_calculated(cell) or self._is_percentage(cell):
            return default
        try:
            if heading.content is Content.CHOICE:
                choices = CHOICES[table, heading.column]
                return cell_values.read_choice(cell.value, choices) or default
            if heading.content is Content.REFERENCE:
                return self._find(heading.refers_to, cell, lambda names: names.one(cell.value))
            return _READERS[heading.content](cell.value)
        except CellError as error:
            self._problems.add(cell.location, error.what, error.remedy)
            return default

    def figure(self, cell: SourceCell) -> tuple[int | float | None, str]:
        """Return the figure and the marker in a cell, either of which may be missing."""
        if not self.check_calculated(cell):
            return None, ""
        if (cell.row, cell.column) in cell.grid.marks.formulas:
            what = "a formula calculates this figure"
            self._problems.warn(cell.location, what, "write the source’s own figure")
        if self._is_percentage(cell):
            return None, ""
        try:
            return cell_values.read_figure(cell.value)
        except CellError as error:
            self._problems.add(cell.location, error.what, error.remedy)
            return None, ""

    def row_numbers(self, cells: Iterable[SourceCell]) -> list[int | None]:
        """Return the number of each row; None if it can't be read.

        If there are no numbers at all, rows are counted from 1.

        Args:
            cells: The cell with the number in each row.
        """
        cells = list(cells)
        if all(is_blank(cell.value) for cell in cells):
            return list(range(1, len(cells) + 1))
        numbers: list[int | None] = []
        first: dict[int, SourceCell] = {}
        for cell in cells:
            number = self._row_number(cell)
            if number in first:
                what = f"the number {number} is already in {first[number].location}"
                self._problems.add(cell.location, what, "give each row its own")
                number = None  # references to it could mean either row
            elif number is not None:
                first[number] = cell
            numbers.append(number)
        return numbers

    def _row_number(self, cell: SourceCell) -> int | None:
        number = cell_values.read_whole_number(cell.value)
        if number is not None and 1 <= number <= MAX_ROW_NUMBER:
            return number
        if not self.check_calculated(cell):
            return None
        if cell.is_blank:
            what, remedy = "the number is missing", "number all rows, or none of them"
        else:
            what = f"“{displayed(cell.value)}” isn’t a row number"
            remedy = f"write a whole number from 1 to {MAX_ROW_NUMBER:,}"
        self._problems.add(cell.location, what, remedy)
        return None

    def one(self, cell: SourceCell, table: str) -> int | None:
        """Return the number of the row of a table that a cell refers to."""
        if not self.check_calculated(cell):
            return None
        try:
            return self._find(table, cell, lambda names: names.one(cell.value))
        except CellError as error:
            self._problems.add(cell.location, error.what, error.remedy)
            return None

    def several(self, cell: SourceCell, table: str) -> Sequence[int | None]:
        """Return the numbers of the rows that a cell refers to; None for one that can't be read."""
        names = self._names.get(table)
        if not self.check_calculated(cell):
            return [None]
        if names is None:
            self._problems.silenced.add(cell.location)
            return [None]
        found = names.several(cell.value)
        for each in found:
            if isinstance(each, MissingReferenceError):
                self._problems.silenced.add(cell.location)
            elif isinstance(each, CellError):
                self._problems.add(cell.location, each.what, each.remedy)
        return [each if isinstance(each, int) else None for each in found]

    def has_several(self, table: str) -> bool:
        """Return whether a table has more than one row, as far as is known."""
        names = self._names.get(table)
        return names is not None and names.count > 1

    def measure(self, cell: SourceCell) -> int | None:
        """Return the measure of a figure. If there is only one, it need not be written."""
        names = self._names.get("measures")
        if names is None or not cell.is_blank:
            return self.one(cell, "measures")
        if not names.count:
            what = "this figure doesn’t belong to any measure"
            self._problems.add(cell.location, what, f"describe it in {names.place}")
        elif cell.column < 0:  # reported for the sheet as a whole
            self._problems.silenced.add(cell.location)
        elif names.count > 1:
            what = "the measure is missing, and there are several"
            self._problems.add(cell.location, what, "write the number or title of the measure")
        return names.only

    def check_calculated(self, cell: SourceCell) -> bool:
        """Return whether a cell has a value; report errors and formulas without a result."""
        marks, position = cell.grid.marks, (cell.row, cell.column)
        if position in marks.errors:
            what = f"the cell shows the error {marks.errors[position]}"
            self._problems.add(cell.location, what, "fix the formula, or type the value")
            return False
        if position in marks.uncalculated:
            what = "the formula was never calculated"
            remedy = "open and save the workbook in a spreadsheet program, or type the value"
            self._problems.add(cell.location, what, remedy)
            return False
        return True

    def _is_percentage(self, cell: SourceCell) -> bool:
        """Return whether a cell shows its number as a percentage; if so, report it."""
        is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        if not is_number or (cell.row, cell.column) not in cell.grid.marks.percentages:
            return False
        what = (
            "the spreadsheet program turned this into a percentage and stores"
            f" {displayed(cell.value)}"
        )
        remedy = FORMAT_AS_TEXT
        if cell.feeds == "value":
            remedy = (
                "format the cell as text and type only the number; “%” belongs in the"
                " measure’s unit"
            )
        self._problems.add(cell.location, what, remedy)
        return True

    def _find(self, table: str, cell: SourceCell, find: Callable[[Names], _Found]) -> _Found | None:
        """Find a row by name. Return None if the sheet that it is in already reports a mistake."""
        names = self._names.get(table)
        if names is None:
            self._problems.silenced.add(cell.location)
            return None
        try:
            return find(names)
        except MissingReferenceError:
            self._problems.silenced.add(cell.location)
            return None
