"""Reading the marks of the sheets of an Excel workbook."""

import re
from collections.abc import Callable, Container, Sequence
from typing import Final

from briefing_app.authoring.spreadsheets.sheet_marks import (
    Advance,
    NotASheetError,
    Position,
    ScannedWorkbook,
    SheetMarks,
    column_number,
    create_parser,
    parse,
)
from briefing_app.authoring.spreadsheets.workbook_archive import WorkbookArchive
from briefing_app.authoring.spreadsheets.xlsx_directory import XlsxDirectory, directory_parts
from briefing_app.authoring.spreadsheets.xlsx_styles import (
    LocalNames,
    percentage_styles,
    text_lengths,
)

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


def scan_xlsx(
    archive: WorkbookArchive, is_wanted: Callable[[str], bool], advance: Advance
) -> ScannedWorkbook:
    """Read the marks of the sheets of a workbook.

    Args:
        archive: The workbook.
        is_wanted: Whether to read the sheet of a name. Of the others, only the name and whether
            they are hidden are returned.
        advance: Called often.

    Raises:
        NotASheetError: The workbook is not as spreadsheet programs write it.
    """
    directory = XlsxDirectory(archive)
    strings = archive.required_part(directory.strings) if directory.strings else None
    lengths = [] if strings is None else text_lengths(strings, advance)
    styles = archive.required_part(directory.styles) if directory.styles else None
    percentages = frozenset[str]() if styles is None else percentage_styles(styles, advance)
    marks: dict[str, SheetMarks] = {}
    read: dict[str, bytes] = {}
    for name, part, is_hidden in directory.sheets:
        if name in marks:
            raise NotASheetError
        marks[name] = SheetMarks(is_hidden=is_hidden)
        if is_wanted(name) and part:
            read[name] = archive.required_part(part)
            _SheetReader(marks[name], lengths, percentages).read(read[name], advance)
    parts = {f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(read.values(), 1)}
    parts |= directory_parts(len(read), counts_from_1904=directory.counts_from_1904)
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    if styles is not None:
        parts["xl/styles.xml"] = styles
    return ScannedWorkbook(marks, {name: str(n) for n, name in enumerate(read, 1)}, parts)


class _SheetReader:
    """Reads the marks of one sheet.

    Its methods run for hundreds of thousands of cells, so they are written for speed.

    Args:
        marks: The marks to fill in.
        lengths: The number of characters of each shared text.
        percentages: The styles that show numbers as percentages.
    """

    def __init__(
        self, marks: SheetMarks, lengths: Sequence[int], percentages: Container[str]
    ) -> None:
        self._marks = marks
        self._lengths = lengths
        self._percentages = percentages
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
        self._parser = create_parser(" ")
        self._parser.buffer_text = False  # to count the pieces of a text

    def read(self, part: bytes, advance: Advance) -> None:
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = self._end_outside
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
        elif parent == "c":
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
        local = self._path.pop()
        if local == "c":
            if self._has_value or self._has_formula:
                self._end_cell()
        elif local == "v" or local == "is":  # noqa: PLR1714, quicker than a set
            self._has_value = True
            pieces = self._pieces
            self._value = pieces[0] if len(pieces) == 1 else "".join(pieces)
            self._marks.characters += self._length(local)
        elif local == "f":
            self._has_formula = True
        elif local == "sheetData":
            self._parser.CharacterDataHandler = None
            self._parser.StartElementHandler = self._start_outside
            self._parser.EndElementHandler = self._end_outside
            self._depth -= 1

    def _length(self, local: str) -> int:
        """Return the number of characters of the value that was just read."""
        if self._type != "s" or local != "v" or not self._value:
            return len(self._value)
        # A number in several pieces could be read differently by other programs.
        value = self._value
        if len(self._pieces) != 1 or not (value.isascii() and value.isdecimal()):
            raise NotASheetError
        return self._lengths[int(value)]

    def _end_cell(self) -> None:
        marks, position = self._marks, (self._row, self._column)
        marks.fill(*position)
        if self._is_row_hidden:
            marks.hidden_rows.add(self._row)
        if self._type == "e":
            marks.errors[position] = self._value.strip() or "an error"
        elif self._style in self._percentages and self._type in {"", "n"} and self._value:
            marks.percentages.add(position)
        if self._has_formula:
            marks.formulas.add(position)
            # A calculated empty text is marked as text.
            if not self._value.strip() and not (self._type == "str" and self._has_value):
                marks.uncalculated.add(position)
        self._has_formula = self._has_value = False
        self._value = ""


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}


def _cell_position(name: str) -> Position:
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]) - 1, column_number(letters)
