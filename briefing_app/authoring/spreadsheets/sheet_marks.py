"""What a workbook says of its cells beside their values: hidden, merged, worked out, in error.

The parts of the workbook are read as a stream, so that nothing is kept but what is marked, and how
far the cells reach, and how much text is in them, is known before anybody makes room for them. A
document type, and with it every trick with entities, is refused.

`xlsx_sheets` and `ods_sheets` read them. What they hand on for the values to be read from is made
of what they found, never the author's own directory of parts: whoever reads it finds just what was
measured here.
"""

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.parsers import expat

MOST_ROWS: Final = 2**20  # as many as any spreadsheet program has
MOST_COLUMNS: Final = 2**14
_CHUNK: Final = 2**16  # bytes, between two calls of a progress hook
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Advance = Callable[[int], object]
"""Called with how many bytes were read since the last call; what it raises ends the reading."""

Position = tuple[int, int]
"""The row and the column of a cell, counted from 0."""


class NotASheetError(Exception):
    """Something in a workbook that no spreadsheet program writes."""


@dataclass(slots=True)
class Marks:
    """What is marked in a sheet. Rows and columns are counted from 0.

    Args:
        hidden: Whether the whole sheet is hidden.
        hidden_rows: Rows that are hidden and have something in them.
        hidden_columns: The first and the last of columns that are hidden.
        merged: The first and the last cell of each group that was made one.
        formulas: Cells that a formula stands in.
        uncalculated: Those of them whose value was never worked out.
        errors: Cells that hold an error, and which: ``#REF!``.
        percentages: Cells whose number is shown a hundred times as large, with ``%`` behind it.
        filled: How many cells have something in them.
        characters: How many characters are in them, each as often as it will be read.
        top, bottom, right: The rows that these lie between, and the last column; `bottom` and
            `right` are -1 where there are none.
    """

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percentages: set[Position] = field(default_factory=set)
    filled: int = 0
    characters: int = 0
    top: int = MOST_ROWS
    bottom: int = -1
    right: int = -1

    @property
    def area(self) -> int:
        """How many cells room is made for: from the first column on, in all rows in between."""
        return max(0, self.bottom - self.top + 1) * (self.right + 1)

    def column_hidden(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def fill(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Note cells that have something in them.

        Raises:
            NotASheetError: No sheet reaches that far.
        """
        last_row, last_column = row + rows - 1, column + columns - 1
        if row < 0 or column < 0 or last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
            raise NotASheetError
        self.filled += rows * columns
        if row < self.top:  # noqa: PLR1730, of each cell: quicker than to call a function
            self.top = row
        if last_row > self.bottom:  # noqa: PLR1730
            self.bottom = last_row
        if last_column > self.right:  # noqa: PLR1730
            self.right = last_column


class Measured(NamedTuple):
    """What was found in a workbook, and what its values are to be read from.

    Args:
        marks: The name of each sheet to its marks, in the workbook's order.
        called: The name of each sheet that is to be read to what it is called in the parts.
        parts: Name to bytes of the parts of a workbook that has just these sheets.
    """

    marks: Mapping[str, Marks]
    called: Mapping[str, str]
    parts: Mapping[str, bytes]


def parser(separator: str | None = None) -> expat.XMLParserType:
    """A parser that takes UTF-8 alone, as those who read the values do, and no document type.

    Args:
        separator: Stands between the namespace and the name of elements and attributes; without
            one, names are as they are written.
    """
    made = expat.ParserCreate("utf-8", separator)
    made.buffer_text = True
    made.XmlDeclHandler = _declared
    made.StartDoctypeDeclHandler = _refuse
    made.EntityDeclHandler = _refuse
    return made


def parse(made: expat.XMLParserType, part: bytes, advance: Advance) -> None:
    """Read a part, in pieces that end with a tag, so that no text within tags is taken apart.

    Raises:
        NotASheetError: It is in another encoding than it should be.
        expat.ExpatError: It is not XML.
    """
    if part.startswith(_UTF_16) or b"\0" in part[:4]:  # which expat takes whatever it is told
        raise NotASheetError
    start = 0
    while start < len(part):
        end = part.find(b">", start + _CHUNK) + 1 or len(part)
        made.Parse(part[start:end])
        advance(end - start)
        start = end
    made.Parse(b"", True)  # noqa: FBT003, it takes no keywords


def column_number(letters: str) -> int:
    """The column that letters name, counted from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column, counted from 0: 0 is A."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refuse(*_: object) -> None:
    raise NotASheetError


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in {"utf-8", "us-ascii"}:
        raise NotASheetError
