"""The cells of a sheet: their values, their marks and their names."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from briefing_app.problems import SheetLocation

Cell = str | float | bool | dt.date | dt.time | dt.timedelta
"""The value of a cell. An empty cell is an empty text, a date with a time is a `datetime`."""

Position = tuple[int, int]
"""The row and the column of a cell, counted from 0."""


@dataclass(slots=True)
class SheetMarks:
    """What a sheet says about its cells apart from their values. Rows and columns count from 0.

    Args:
        is_hidden: Whether the sheet is hidden.
        hidden_rows: The hidden rows that have cells.
        hidden_columns: The first and the last column of each hidden range.
        merged: The first and the last cell of each merged range.
        formulas: The cells with a formula.
        uncalculated: The cells whose formula has no result yet.
        errors: The cells with an error, and which: ``#REF!``.
        percentages: The cells whose number is shown as a percentage.
    """

    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percentages: set[Position] = field(default_factory=set)

    def is_column_hidden(self, column: int) -> bool:
        """Return whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


Rows = tuple[tuple[int, list[Cell]], ...]
"""The number of each row, counted from 0, and its cells from the first column on."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet.

    Args:
        name: The name of the sheet in the workbook.
        rows: The rows that are not blank, each up to its last cell that is not blank.
        marks: The marks of the cells.
    """

    name: str
    rows: Rows
    marks: SheetMarks


NO_GRID: Final = Grid("", (), SheetMarks())
"""A sheet without marks."""


def is_blank(cell: Cell) -> bool:
    """Return whether a cell is empty or contains only white space."""
    return isinstance(cell, str) and not cell.strip()


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as ``A1``. Row and column are counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def cell_location(sheet: str, row: int, column: int, heading: str = "") -> SheetLocation:
    """Return the location of a cell, row and column counted from 0."""
    return SheetLocation(sheet, row + 1, column_letters(column), heading)


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 0: 0 is A."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
