"""Reading the cells of one sheet of an Excel workbook, with their marks and what they refer to."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from briefing_app.authoring.archive import (
    Advance,
    LocalNames,
    NotASheetError,
    create_parser,
    parse,
)
from briefing_app.authoring.grid import Cell, Position, SheetMarks, column_number

_PATH_OF_TEXTS: Final = ("sst", "si")
_ESCAPED: Final = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # no half of a character

_TEXT_IN_FORMAT: Final = re.compile(r'"[^"]*"|[\\_*].')
_ELAPSED_TIME: Final = re.compile(r"(?i)\[(?:h+|m+|s+)\]")
_IN_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_PART_OF_DATE: Final = re.compile("(?i)[dmyhs]")

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_MS_OF_DAY: Final = 24 * 60 * 60 * 1000
_LEAP_DAY_OF_1900: Final = 60  # Excel counts this day, which never was
_BUILT_IN_DATES: Final = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))


class NumberFormat(Enum):
    """How a cell shows its number, if not as a number."""

    PERCENTAGE = auto()
    DATE = auto()
    ELAPSED_TIME = auto()


_BUILT_IN_FORMATS: Final = (
    dict.fromkeys(("9", "10"), NumberFormat.PERCENTAGE)
    | dict.fromkeys(map(str, _BUILT_IN_DATES), NumberFormat.DATE)
    | {"46": NumberFormat.ELAPSED_TIME}
)
"""The formats that workbooks need not define."""


def read_shared_texts(part: bytes, advance: Advance) -> list[str]:
    """Return the texts that cells refer to by their index."""
    local_names = LocalNames()
    texts: list[str] = []
    path: list[str] = []
    pieces: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        local = local_names[name]
        path.append(local)
        depth = len(path)
        is_outer = depth <= len(_PATH_OF_TEXTS)
        if (is_outer and local != _PATH_OF_TEXTS[depth - 1]) or (
            not is_outer and local in _PATH_OF_TEXTS
        ):
            raise NotASheetError
        if depth == len(_PATH_OF_TEXTS):
            texts.append("")
        pieces.clear()

    def end(_name: str) -> None:
        if _is_piece_of_text(path):
            texts[-1] += _unescaped("".join(pieces))
        path.pop()

    parse(create_parser(start, end, pieces.append), part, advance)
    return texts


def _is_piece_of_text(path: Sequence[str]) -> bool:
    """Return whether an element contains a part of a cell's text.

    Args:
        path: The names of the elements around it, and its own.
    """
    return path[-1] == "t" and "rPh" not in path  # the pronunciation of a text


def _unescaped(text: str) -> str:
    """Return a text with the characters that XML can't contain, written as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def read_number_formats(part: bytes, advance: Advance) -> dict[str, NumberFormat]:
    """Return the number formats of styles, by the name with which cells refer to the style."""
    local_names = LocalNames()
    formats = dict(_BUILT_IN_FORMATS)
    found: dict[str, NumberFormat] = {}
    styles = 0
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal styles
        path.append(local_names[name])
        number = attributes.get("numFmtId", "")
        if path[-1] == "numFmt":
            formats.pop(number, None)
            if number_format := _number_format(attributes.get("formatCode", "")):
                formats[number] = number_format
        elif path[-2:] == ["cellXfs", "xf"]:
            if number in formats:
                found[str(styles)] = formats[number]
            styles += 1

    parse(create_parser(start, lambda _name: path.pop()), part, advance)
    return found


def _read_number(text: str) -> float:
    """Return a number as a workbook stores it.

    Raises:
        NotASheetError: It is none, or too large.
    """
    if not _NUMBER.fullmatch(text) or (number := float(text)) in {float("inf"), -float("inf")}:
        raise NotASheetError
    return number


def _read_time(days: float, number_format: NumberFormat, *, is_from_1904: bool) -> Cell:
    """Return the date, the time or both that a cell shows; its number if that means none.

    Args:
        days: The number of the cell: days since the first date, or an elapsed time.
        number_format: Which of the two it is.
        is_from_1904: Whether dates count from 1904, as in some old workbooks.
    """
    try:
        length = dt.timedelta(milliseconds=round(days * _MS_OF_DAY))
        if number_format is NumberFormat.ELAPSED_TIME:
            return length
        first = dt.date(1904, 1, 1) if is_from_1904 else dt.date(1899, 12, 30)
        if length.days < _LEAP_DAY_OF_1900 and not is_from_1904:
            first = dt.date(1899, 12, 31)
        moment = dt.datetime.combine(first, dt.time()) + length
    except OverflowError:
        return days
    if days < 0:
        return days
    if days < 1:
        return moment.time()
    return moment if moment.time() != dt.time() else moment.date()


def _number_format(code: str) -> NumberFormat | None:
    code = _TEXT_IN_FORMAT.sub("", code)
    if _ELAPSED_TIME.search(code):
        return NumberFormat.ELAPSED_TIME
    code = _IN_BRACKETS.sub("", code)
    if "%" in code:
        return NumberFormat.PERCENTAGE
    return NumberFormat.DATE if _PART_OF_DATE.search(code) else None


_MAX_ROWS: Final = 2**20  # the most that any spreadsheet program has
_MAX_COLUMNS: Final = 2**14
_PARENTS: Final = {
    "sheetData": "",
    "row": "sheetData",
    "c": "row",
    "v": "c",
    "f": "c",
    "is": "c",
}
"""Element to the only element that may contain it, among the cells."""

_DEPTH_OF_CELLS: Final = 2
_POSITION: Final = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW: Final = re.compile("[1-9][0-9]{0,6}")
_TRUTH_VALUES: Final = {"1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What the cells of all sheets refer to.

    Args:
        texts: The shared texts.
        number_formats: Style to the format of its numbers, unless they are shown as numbers.
        is_from_1904: Whether dates count from 1904.
    """

    texts: Sequence[str]
    number_formats: Mapping[str, NumberFormat]
    is_from_1904: bool


class SheetReader:
    """Reads one sheet.

    Its methods run for hundreds of thousands of cells, so they are written for speed.

    Args:
        shared: What the cells refer to.
        marks: The marks to fill in.
        most_cells: The number of cells up to which they are kept.
    """

    def __init__(self, shared: SharedParts, marks: SheetMarks, most_cells: int) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.filled = 0  # the number of cells that are not empty
        self.characters = 0  # in them
        self._shared = shared
        self._marks = marks
        self._most_cells = most_cells
        self._local_names = LocalNames()
        self._columns: dict[str, int] = {}
        self._depth = 0
        self._path: list[str] = []  # from the list of cells on; empty before it
        self._has_positions: bool | None = None  # whether cells have positions; None if unknown
        self._row = -1
        self._column = -1
        self._row_name = ""  # the end of the positions of its cells
        self._is_row_hidden = False
        self._type = self._style = ""
        self._has_formula = self._has_value = False
        self._value = ""
        self._pieces: list[str] = []
        self._parser = create_parser(self._start_outside, self._end_outside)
        self._parser.buffer_text = False  # to count the pieces of a text

    def read(self, part: bytes, advance: Advance) -> None:
        """Read the part with the sheet.

        Raises:
            NotASheetError: It is not as spreadsheet programs write it.
        """
        parse(self._parser, part, advance)

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local_names[name]
        self._depth += 1
        if local == "sheetData":
            if self._depth != _DEPTH_OF_CELLS or self._path:
                raise NotASheetError
            self._path = ["", local]
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._parser.CharacterDataHandler = self._pieces.append
        elif local == "col" and _is_true(attributes.get("hidden")):
            self._marks.hidden_columns.append(
                (int(attributes["min"]) - 1, int(attributes["max"]) - 1)
            )
        elif local == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self._marks.merged.append((_cell_position(first), _cell_position(last or first)))

    def _end_outside(self, _name: str) -> None:
        self._depth -= 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local, path = self._local_names[name], self._path
        parent = path[-1]
        if _PARENTS.get(local, parent) != parent:
            raise NotASheetError
        path.append(local)
        if local == "c":
            self._start_cell(attributes)
        elif parent == "c" or local == "t":
            self._pieces.clear()
        elif local == "row":
            self._start_row(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            self._row += 1
        elif _ROW.fullmatch(number):
            self._row = int(number) - 1
        else:
            raise NotASheetError
        self._row_name = number or ""
        self._column = -1
        self._is_row_hidden = _is_true(attributes.get("hidden"))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        position = attributes.get("r")
        if (position is not None) is not self._has_positions:
            if self._has_positions is not None:
                raise NotASheetError  # programs would disagree about the other cells
            self._has_positions = position is not None
        if position is None:
            self._column += 1
        else:
            column = self._columns.get(position.removesuffix(self._row_name))
            if column is None:
                self._parse_position(position)
            else:
                self._column = column
        self._type = attributes.get("t", "")
        self._style = attributes.get("s", "")

    def _parse_position(self, position: str) -> None:
        """Set row and column, for a new column or a cell outside its row element."""
        found = _POSITION.fullmatch(position)
        if found is None:
            raise NotASheetError
        letters, row = found.groups()
        self._column = self._columns[letters] = column_number(letters)
        self._row = int(row) - 1
        self._row_name = row

    def _end(self, _name: str) -> None:
        path = self._path
        local = path[-1]
        if local == "c":
            if self._has_value or self._has_formula:
                self._end_cell()
        elif local == "v":
            self._has_value = True
            pieces = self._pieces
            self._value = pieces[0] if len(pieces) == 1 else "".join(pieces)
            if self._type == "s" and len(pieces) > 1:
                raise NotASheetError
        elif local == "f":
            self._has_formula = True
        elif local == "is":
            self._has_value = True
        elif local == "t" and "is" in path and _is_piece_of_text(path):
            self._value += _unescaped("".join(self._pieces))
        elif local == "sheetData":
            self._parser.CharacterDataHandler = None
            self._parser.StartElementHandler = self._start_outside
            self._parser.EndElementHandler = self._end_outside
            self._depth -= 1
        path.pop()

    def _end_cell(self) -> None:
        marks, row, column = self._marks, self._row, self._column
        if not (0 <= row < _MAX_ROWS and 0 <= column < _MAX_COLUMNS):
            raise NotASheetError
        cell = self._cell()
        self.filled += 1
        self.characters += len(cell) if isinstance(cell, str) else len(self._value)
        if self.filled <= self._most_cells:
            self.rows.setdefault(row, {})[column] = cell
        if self._is_row_hidden:
            marks.hidden_rows.add(row)
        if self._has_formula:
            marks.formulas.add((row, column))
            # A calculated empty text is marked as text.
            if not self._value.strip() and not (self._type == "str" and self._has_value):
                marks.uncalculated.add((row, column))
        self._has_formula = self._has_value = False
        self._value = ""

    def _cell(self) -> Cell:
        """Return the value of the cell that was just read."""
        kind, value = self._type, self._value
        if kind == "s":
            if not (value.isascii() and value.isdecimal()):
                raise NotASheetError
            return self._shared.texts[int(value)]
        if kind == "inlineStr":
            return value
        if kind == "str":
            return _unescaped(value)
        value = value.strip()
        if kind == "e":
            self._marks.errors[self._row, self._column] = value or "an error"
            value = ""
        if not value:
            return ""
        if kind == "b":
            return _TRUTH_VALUES[value]
        return _date(value) if kind == "d" else self._number(value)

    def _number(self, value: str) -> Cell:
        if self._type not in {"", "n"}:
            raise NotASheetError
        number = _read_number(value)
        number_format = self._shared.number_formats.get(self._style)
        if number_format is None:
            return number
        if number_format is NumberFormat.PERCENTAGE:
            self._marks.percentages.add((self._row, self._column))
            return number
        return _read_time(number, number_format, is_from_1904=self._shared.is_from_1904)


def _date(text: str) -> Cell:
    """Return a date, a time or both from the form in which few programs write them: ISO 8601."""
    if "T" in text:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
        return moment if moment.time() != dt.time() else moment.date()
    return dt.time.fromisoformat(text) if ":" in text else dt.date.fromisoformat(text)


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}


def _cell_position(name: str) -> Position:
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]) - 1, column_number(letters)
