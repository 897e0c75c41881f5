"""What a workbook says about its cells apart from their values: hidden, merged, formulas, errors.

The parts of the workbook are parsed as a stream. Only the marks are kept, so the extent of the
cells and the size of their texts are known before memory is allocated for them. Document types, and
with them all tricks with entities, are refused.

`xlsx_sheets` reads the marks. The values are read by another library, from parts
that are rebuilt from what was scanned here, so it can't find anything that was not measured.
"""

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.parsers import expat

MAX_ROWS: Final = 2**20  # the most that any spreadsheet program has
MAX_COLUMNS: Final = 2**14
_CHUNK: Final = 2**16  # bytes between two calls of `Advance`
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Advance = Callable[[int], object]
"""Called with the number of bytes read since the last call; an exception stops the reading."""

Position = tuple[int, int]
"""The row and the column of a cell, counted from 0."""


class NotASheetError(Exception):
    """Something in a workbook that no spreadsheet program writes."""

    def __init__(self) -> None:
        super().__init__("not written by a spreadsheet program")


@dataclass(slots=True)
class SheetMarks:
    """The marks of a sheet. Rows and columns are counted from 0.

    Args:
        is_hidden: Whether the sheet is hidden.
        hidden_rows: The hidden rows that have cells.
        hidden_columns: The first and the last column of each hidden range.
        merged: The first and the last cell of each merged range.
        formulas: The cells with a formula.
        uncalculated: The cells whose formula has no result yet.
        errors: The cells with an error, and which: ``#REF!``.
        percentages: The cells whose number is shown as a percentage.
        filled: The number of cells that are not empty.
        characters: The number of characters in them, counted each time they are read.
        top, bottom, right: The first and the last row and the last column with cells; `bottom` and
            `right` are -1 if there are none.
    """

    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percentages: set[Position] = field(default_factory=set)
    filled: int = 0
    characters: int = 0
    top: int = MAX_ROWS
    bottom: int = -1
    right: int = -1

    @property
    def area(self) -> int:
        """The number of cells for which memory is allocated: complete rows from column A on."""
        return max(0, self.bottom - self.top + 1) * (self.right + 1)

    def is_column_hidden(self, column: int) -> bool:
        """Return whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def fill(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Count cells that are not empty.

        Raises:
            NotASheetError: They are outside the largest possible sheet.
        """
        last_row, last_column = row + rows - 1, column + columns - 1
        if row < 0 or column < 0 or last_row >= MAX_ROWS or last_column >= MAX_COLUMNS:
            raise NotASheetError
        self.filled += rows * columns
        if row < self.top:  # noqa: PLR1730, faster than a function call for each cell
            self.top = row
        if last_row > self.bottom:  # noqa: PLR1730
            self.bottom = last_row
        if last_column > self.right:  # noqa: PLR1730
            self.right = last_column


class ScannedWorkbook(NamedTuple):
    """The marks of a workbook, and the parts from which its values can be read.

    Args:
        marks: Sheet name to its marks, in the workbook's order.
        names_in_parts: The name of each sheet that is read to its name in the parts.
        parts: Name to bytes of the parts of a workbook that has only these sheets.
    """

    marks: Mapping[str, SheetMarks]
    names_in_parts: Mapping[str, str]
    parts: Mapping[str, bytes]


def create_parser(separator: str | None = None) -> expat.XMLParserType:
    """Return a parser that accepts only UTF-8, as the reader of the values does, and no doctype.

    Args:
        separator: Separates namespace and name of elements and attributes; None for names as they
            are written.
    """
    parser = expat.ParserCreate("utf-8", separator)
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def parse(parser: expat.XMLParserType, part: bytes, advance: Advance) -> None:
    """Parse a part in chunks that end with a tag, so that no text within tags is split.

    Raises:
        NotASheetError: It is not in UTF-8.
        expat.ExpatError: It is not XML.
    """
    if part.startswith(_UTF_16) or b"\0" in part[:4]:  # expat would accept it
        raise NotASheetError
    start = 0
    while start < len(part):
        end = part.find(b">", start + _CHUNK) + 1 or len(part)
        parser.Parse(part[start:end])
        advance(end - start)
        start = end
    parser.Parse(b"", True)  # noqa: FBT003, it takes no keywords


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


def _refuse(*_: object) -> None:
    raise NotASheetError


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in {"utf-8", "us-ascii"}:
        raise NotASheetError
