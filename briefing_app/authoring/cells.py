"""Cells where they stand: what they say as values, and what is told of those that can't be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from briefing_app.authoring.references import MissingReferenceError, Names
from briefing_app.authoring.sheet_layout import Layout, Lettered
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.authoring.spreadsheets import cell_values
from briefing_app.authoring.spreadsheets.cell_values import CellError, is_blank
from briefing_app.authoring.spreadsheets.grid import Cell, Grid
from briefing_app.authoring.spreadsheets.sheets import WORDS, Heading, Holds
from briefing_app.database.columns import COLUMNS, STATUS_MARKERS
from briefing_app.database.source_rows import Value
from briefing_app.errors import Location, SheetLocation

_Found = TypeVar("_Found")

_READ: Final[Mapping[Holds, Callable[[Cell], Value]]] = {
    Holds.TEXT: cell_values.text,
    Holds.DATE: cell_values.date,
    Holds.PERIOD: cell_values.period,
    Holds.YES_NO: cell_values.yes_no,
}


class CellLocation(NamedTuple):
    """A cell and where it stands.

    Args:
        cell: What stands there.
        places: The cells of its row.
        feeds: The column of the table that it feeds.
        grid: The sheet.
        row: Its row, counted from 0.
        column: Its column, counted from 0.
    """

    cell: Cell
    places: Mapping[str, Location]
    feeds: str
    grid: Grid
    row: int
    column: int

    @property
    def location(self) -> Location:
        """Where the cell is."""
        return self.places[self.feeds]

    @property
    def blank(self) -> bool:
        """Whether nothing stands there: no text, no formula yet to work out, no error."""
        marks, place = self.grid.marks, (self.row, self.column)
        is_awaited = place in marks.uncalculated or place in marks.errors
        return is_blank(self.cell) and not is_awaited


@dataclass(frozen=True, slots=True)
class Places(Mapping[str, Location]):
    """The cells of a row, by the column of the table that they feed; for others, the row.

    Args:
        sheet: The sheet.
        row: The row, counted from 0.
        cells: The table's column to the sheet's.
    """

    sheet: str
    row: int
    cells: Mapping[str, Lettered]

    def __getitem__(self, column: str) -> SheetLocation:
        cell = self.cells.get(column)
        if cell is None:
            return SheetLocation(self.sheet, self.row + 1)
        return SheetLocation(self.sheet, self.row + 1, cell.letters, cell.words)

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


def cell_of(cells: list[Cell], column: int | None) -> Cell:
    """The cell of a row in a column; nothing where the row, or the column, is not there."""
    return cells[column] if column is not None and column < len(cells) else ""


def spots(
    layout: Layout, row: int, cells: list[Cell], places: Places
) -> Iterator[tuple[Heading, CellLocation]]:
    """The cells of a row under their headings."""
    for column, heading in layout.columns.items():
        cell = cell_of(cells, column)
        yield heading, CellLocation(cell, places, heading.column, layout.grid, row, column)


class CellLocationReader:
    """Reads cells, and tells of those that can't be read.

    Args:
        problems: Collects them.
        names: What the rows of each table can be named by, as far as their sheets could be read.
    """

    def __init__(self, problems: SourceProblems, names: Mapping[str, Names]) -> None:
        self._problems = problems
        self._names = names

    def value(self, spot: CellLocation, heading: Heading, table: str) -> Value:
        """What a cell says; what stands for nothing if it can't be read, which is told."""
        default = COLUMNS[table][heading.column].default
        if not self.sound(spot):
            return default
        if self._is_percentage(spot):
            return default
        try:
            if heading.holds is Holds.WORD:
                return cell_values.word(spot.cell, WORDS[table, heading.column])
            if heading.holds is Holds.TIE:
                return self._named(heading.ties_to, spot, lambda names: names.one(spot.cell))
            return _READ[heading.holds](spot.cell)
        except CellError as error:
            self._problems.add(spot.location, error.what, error.remedy)
            return default

    def figure(self, spot: CellLocation) -> tuple[int | float | None, str]:
        """The figure and the marker in a cell."""
        if not self.sound(spot):
            return None, ""
        if (spot.row, spot.column) in spot.grid.marks.formulas:
            what = "the figure is worked out by a formula"
            self._problems.warn(spot.location, what, "write the source’s own figure")
        if is_blank(spot.cell):
            what = "there is no figure"
            self._problems.add(spot.location, what, "write it, or [x] if the source gives none")
            return None, ""
        if self._is_percentage(spot):
            return None, ""
        try:
            value, marker = cell_values.figure(spot.cell)
        except CellError as error:
            self._problems.add(spot.location, error.what, error.remedy)
            return None, ""
        if value is None and marker in STATUS_MARKERS:
            what = f"[{marker}] alone does not say why there is no figure"
            remedy = "write the figure before it; where the source gives none, [x] in its place"
            self._problems.add(spot.location, what, remedy)
        return value, marker

    def one(self, spot: CellLocation, table: str) -> int | None:
        """The row of a table that a cell names."""
        if not self.sound(spot):
            return None
        try:
            return self._named(table, spot, lambda names: names.one(spot.cell))
        except CellError as error:
            self._problems.add(spot.location, error.what, error.remedy)
            return None

    def several(self, spot: CellLocation, table: str) -> Sequence[int | None]:
        """The rows of a table that a cell names; one that is None if it can't be read."""
        if not self.sound(spot):
            return [None]
        try:
            found = self._named(table, spot, lambda names: names.several(spot.cell))
        except CellError as error:
            self._problems.add(spot.location, error.what, error.remedy)
            return [None]
        return [None] if found is None else found

    def count(self, table: str) -> int | None:
        """How many rows a table has; None where its sheet could not be read."""
        names = self._names.get(table)
        return None if names is None else names.count

    def only(self, spot: CellLocation, table: str) -> int | None:
        """The one row of a table that has just one."""
        return self._named(table, spot, lambda names: names.only)

    def sound(self, spot: CellLocation) -> bool:
        """Whether a cell holds what it shows; if not, that is told."""
        marks, place = spot.grid.marks, (spot.row, spot.column)
        if place in marks.errors:
            what = f"there is an error, {marks.errors[place]}"
            remedy = "mend the formula, or write the text or number itself"
            self._problems.add(spot.location, what, remedy)
            return False
        if place in marks.uncalculated:
            what = "the value of the formula there was never worked out"
            remedy = (
                "open and save the workbook in a spreadsheet program, or write the value itself"
            )
            self._problems.add(spot.location, what, remedy)
            return False
        return True

    def _is_percentage(self, spot: CellLocation) -> bool:
        """Whether a cell shows its number as a percentage; if so, that is told."""
        is_number = isinstance(spot.cell, int | float) and not isinstance(spot.cell, bool)
        if not is_number or (spot.row, spot.column) not in spot.grid.marks.percentages:
            return False
        what = f"the spreadsheet made this a percentage, and keeps {cell_values.shown(spot.cell)}"
        remedy = "format the cell as text and write it again"
        if spot.feeds == "value":
            remedy = (
                "format the cell as text and write the number alone; what it is a number of is the"
                " measure’s unit"
            )
        self._problems.add(spot.location, what, remedy)
        return True

    def _named(
        self, table: str, spot: CellLocation, find: Callable[[Names], _Found]
    ) -> _Found | None:
        """What is found by name; nothing where the other sheet is to blame, which is told there."""
        names = self._names.get(table)
        if names is None:
            self._problems.silenced.add(spot.location)
            return None
        try:
            return find(names)
        except MissingReferenceError:
            self._problems.silenced.add(spot.location)
            return None
