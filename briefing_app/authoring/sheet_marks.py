"""What a workbook says of its cells beside their values: hidden, merged, worked out, in error.

The parts of the workbook are read as a stream, so that nothing is kept but what is marked, and how
far the cells reach is known before anybody makes room for them. A document type, and with it every
trick with entities, is refused.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from briefing_app.authoring.archive import Archive, Format

_CHUNK: Final = 2**16  # bytes, between two calls of a progress hook
_MOST_ROWS: Final = 2**20  # as many as any spreadsheet program has
_MOST_COLUMNS: Final = 2**14

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
        filled: How many cells have something in them.
        top, left, bottom, right: The rows and columns that these lie between; `bottom` and `right`
            are -1 where there are none.
    """

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    filled: int = 0
    top: int = _MOST_ROWS
    left: int = _MOST_COLUMNS
    bottom: int = -1
    right: int = -1

    @property
    def area(self) -> int:
        """How many cells lie in the smallest rectangle around those that have something in them."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def column_hidden(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def fill(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Note cells that have something in them.

        Raises:
            NotASheetError: No sheet reaches that far.
        """
        last_row, last_column = row + rows - 1, column + columns - 1
        if row < 0 or column < 0 or last_row >= _MOST_ROWS or last_column >= _MOST_COLUMNS:
            raise NotASheetError
        self.filled += rows * columns
        self.top = min(self.top, row)
        self.left = min(self.left, column)
        self.bottom = max(self.bottom, last_row)
        self.right = max(self.right, last_column)


def read_marks(
    archive: Archive, wanted: Callable[[str], bool], advance: Advance
) -> dict[str, Marks]:
    """Read what is marked in the sheets of a workbook.

    Args:
        archive: The workbook.
        wanted: Whether a sheet of a name is to be read; the others get nothing but their name and
            whether they are hidden. Of an OpenDocument spreadsheet all are read, as one part holds
            them all.
        advance: Called often.

    Returns:
        The name of each sheet to its marks, in the workbook's order.

    Raises:
        NotASheetError: It can't be made sense of.
    """
    try:
        if archive.format is Format.ODS:
            return _OdsReader().read(_required(archive, "content.xml"), advance)
        marks = {}
        for name, part, hidden in _xlsx_sheets(archive):
            marks[name] = Marks(hidden=hidden)
            if wanted(name) and part:
                _XlsxReader(marks[name]).read(_required(archive, part), advance)
    except (expat.ExpatError, ValueError, LookupError) as error:  # an encoding too
        raise NotASheetError from error
    return marks


def size_to_read(archive: Archive) -> int:
    """How many bytes `read_marks` reads at the most."""
    return sum(
        len(part)
        for name, part in archive.parts.items()
        if "worksheets/" in name.casefold() or name == "content.xml"
    )


def _required(archive: Archive, name: str) -> bytes:
    part = archive.part(name)
    if part is None:
        raise NotASheetError
    return part


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise NotASheetError


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _parse(parser: expat.XMLParserType, part: bytes, advance: Advance) -> None:
    for start in range(0, len(part), _CHUNK):
        piece = part[start : start + _CHUNK]
        parser.Parse(piece)
        advance(len(piece))
    parser.Parse(b"", True)  # noqa: FBT003, it takes no keywords


# ---- Excel --------------------------------------------------------------------------------------


def _xlsx_sheets(archive: Archive) -> Iterator[tuple[str, str, bool]]:
    """Name, part and whether it is hidden, of each sheet; no part where it is no sheet of cells."""
    targets: dict[str, str] = {}

    def relation(name: str, about: dict[str, str]) -> None:
        if _local(name) == "Relationship" and about.get("Type", "").endswith("/worksheet"):
            targets[about["Id"]] = posixpath.normpath(
                posixpath.join("/xl", about["Target"])
            ).lstrip("/")

    sheets: list[tuple[str, str, bool]] = []

    def sheet(name: str, about: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation_id = next((value for key, value in about.items() if key.endswith(":id")), "")
            hidden = about.get("state", "visible") != "visible"
            sheets.append((about["name"], targets.get(relation_id, ""), hidden))

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = _parser()
        parser.StartElementHandler = handler
        _parse(parser, _required(archive, part), lambda _size: None)
    yield from sheets


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


class _XlsxReader:
    """Reads one sheet of an Excel workbook.

    A cell is done with when the next one begins: half as many calls as with the ends of elements.
    """

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = -1
        self._column = -1
        self._row_hidden = False
        self._is_error = self._has_formula = self._has_value = False
        self._value = ""
        self._parser = _parser()

    def read(self, part: bytes, advance: Advance) -> None:
        self._parser.StartElementHandler = self._start
        _parse(self._parser, part, advance)
        self._finish_cell()

    def _start(self, name: str, about: dict[str, str]) -> None:
        local = self._names.get(name) or self._names.setdefault(name, _local(name))
        if local == "c":
            self._finish_cell()
            self._start_cell(about.get("r", ""))
            self._is_error = about.get("t") == "e"
        elif local in {"v", "is"}:
            self._has_value = True
            if self._is_error or self._has_formula:
                self._parser.CharacterDataHandler = self._text
        elif local == "f":
            self._has_formula = True
        elif local == "row":
            self._finish_cell()
            self._row = int(about["r"]) - 1 if "r" in about else self._row + 1
            self._column = -1
            self._row_hidden = _true(about.get("hidden"))
        elif local == "col" and _true(about.get("hidden")):
            self._marks.hidden_columns.append((int(about["min"]) - 1, int(about["max"]) - 1))
        elif local == "mergeCell":
            first, _, last = about["ref"].partition(":")
            self._marks.merged.append((_position(first), _position(last or first)))

    def _start_cell(self, place: str) -> None:
        if not place:
            self._column += 1
            return
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not (letters.isascii() and letters.isupper() and len(letters) <= 3):
                raise NotASheetError
            column = self._columns[letters] = column_number(letters)
        self._column = column
        self._row = int(place[len(letters) :]) - 1

    def _text(self, text: str) -> None:
        self._value += text

    def _finish_cell(self) -> None:
        if not (self._has_value or self._has_formula):
            return
        marks, place = self._marks, (self._row, self._column)
        marks.fill(*place)
        if self._row_hidden:
            marks.hidden_rows.add(self._row)
        if self._is_error:
            marks.errors[place] = self._value.strip() or "an error"
        if self._has_formula:
            marks.formulas.add(place)
            if not self._value.strip():
                marks.uncalculated.add(place)
        self._is_error = self._has_formula = self._has_value = False
        self._value = ""
        self._parser.CharacterDataHandler = None


def _true(text: str | None) -> bool:
    return text in {"1", "true"}


def _position(place: str) -> Position:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]) - 1, column_number(letters)


# ---- OpenDocument -------------------------------------------------------------------------------


class _OdsReader:
    """Reads all sheets of an OpenDocument spreadsheet."""

    def __init__(self) -> None:
        self._all: dict[str, Marks] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._marks: Marks | None = None
        self._row = self._column = self._rows = self._columns = 0
        self._row_hidden = False
        self._depth = 0  # of tables within cells, which are no sheets
        self._in_cell = False
        self._cell: dict[str, str] = {}
        self._has_text = False
        self._text = ""
        self._parser = _parser()

    def read(self, part: bytes, advance: Advance) -> dict[str, Marks]:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        _parse(self._parser, part, advance)
        return self._all

    def _start(self, name: str, about: dict[str, str]) -> None:
        match name:
            case "style:style":
                self._style = about.get("style:name", "")
            case "style:table-properties" if about.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case "table:table":
                self._start_table(about)
            case "table:table-column":
                self._start_column(about)
            case "table:table-row":
                self._rows = _count(about, "rows")
                self._column = 0
                self._row_hidden = about.get("table:visibility", "visible") != "visible"
            case "table:table-cell" | "table:covered-table-cell":
                self._columns = _count(about, "columns")
                self._cell = about
                self._in_cell, self._has_text, self._text = True, False, ""
            case "text:p" if self._in_cell:
                self._has_text = True
                self._parser.CharacterDataHandler = self._characters

    def _start_table(self, about: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            raise NotASheetError
        self._marks = Marks(hidden=about.get("table:style-name") in self._hidden_styles)
        self._all[about["table:name"]] = self._marks
        self._row = self._column = 0

    def _start_column(self, about: dict[str, str]) -> None:
        count = _count(about, "columns")
        if self._marks is not None and about.get("table:visibility", "visible") != "visible":
            self._marks.hidden_columns.append((self._column, self._column + count - 1))
        self._column += count

    def _characters(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        match name:
            case "table:table":
                self._depth -= 1
                self._marks = None
            case "table:table-row":
                self._row += self._rows
                if self._row > _MOST_ROWS:
                    raise NotASheetError
            case "table:table-cell" | "table:covered-table-cell":
                self._filled()
                self._column += self._columns
                if self._column > _MOST_COLUMNS:
                    raise NotASheetError
                self._in_cell = False
            case "text:p":
                self._parser.CharacterDataHandler = None

    def _filled(self) -> None:
        marks, about = self._marks, self._cell
        if marks is None:
            return
        place = (self._row, self._column)
        kind = about.get("office:value-type", "")
        formula = "table:formula" in about
        if kind or formula or self._has_text:
            marks.fill(*place, self._rows, self._columns)
            if self._row_hidden:
                marks.hidden_rows.add(self._row)
        if formula:
            marks.formulas.add(place)
            if not kind:
                marks.uncalculated.add(place)
        if about.get("calcext:value-type") == "error":
            marks.errors[place] = self._text.strip() or "an error"
        rows = int(about.get("table:number-rows-spanned", 1))
        columns = int(about.get("table:number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            marks.merged.append((place, (place[0] + rows - 1, place[1] + columns - 1)))


def _count(about: dict[str, str], of: str) -> int:
    count = int(about.get(f"table:number-{of}-repeated", 1))
    if not 1 <= count <= _MOST_ROWS:
        raise NotASheetError
    return count
