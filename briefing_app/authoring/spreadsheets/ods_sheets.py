"""Reading the marks of the sheets of an OpenDocument spreadsheet."""

import re
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import quoteattr

from briefing_app.authoring.spreadsheets.sheet_marks import (
    MAX_COLUMNS,
    MAX_ROWS,
    Advance,
    NotASheetError,
    ScannedWorkbook,
    SheetMarks,
    create_parser,
    parse,
)
from briefing_app.authoring.spreadsheets.workbook_archive import ODS_TYPE, WorkbookArchive

_VALUES: Final = tuple(f"office:{of}value" for of in ("", "string-", "date-", "time-", "boolean-"))
_TAG: Final = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_MAX_REPEATED: Final = 100  # rows and columns that are marked for a repeated cell
_PROGRAMS: Final = re.compile(
    r"(?i)office|calc|collabora|excel|gnumeric|calligra|planmaker|spreadsheet"
)
"""The names of spreadsheet programs, which calculate every formula."""

_MANIFEST: Final = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def scan_ods(
    archive: WorkbookArchive, is_wanted: Callable[[str], bool], advance: Advance
) -> ScannedWorkbook:
    """Read the marks of all sheets, which are in one part.

    Args:
        archive: The workbook.
        is_wanted: Whether to read the sheet of a name.
        advance: Called often.

    Raises:
        NotASheetError: It is not as spreadsheet programs write it.
    """
    content = archive.required_part("content.xml")
    reader = _Reader(is_calculated=_is_calculated(archive))
    reader.read(content, advance)
    names_in_parts: dict[str, str] = {}
    tables = []
    for name, (start, end) in reader.extents.items():
        tag = _TAG.match(content, start)
        if tag is None:
            raise NotASheetError
        if is_wanted(name) and reader.marks[name].filled:
            names_in_parts[name] = str(len(names_in_parts) + 1)
            tables.append(b"<table:table table:name=%s>" % quoteattr(names_in_parts[name]).encode())
            tables += [content[tag.end() : end], b"</table:table>"]
    parts = {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": b"<office:document-content>%s</office:document-content>" % b"".join(tables),
    }
    return ScannedWorkbook(reader.marks, names_in_parts, parts)


def _is_calculated(archive: WorkbookArchive) -> bool:
    """Return whether a spreadsheet program wrote the file, and so calculated every formula."""
    generator: list[str] = []
    parser = create_parser()

    def start(name: str, _attributes: dict[str, str]) -> None:
        parser.CharacterDataHandler = generator.append if name == "meta:generator" else None

    parser.StartElementHandler = start
    parse(parser, archive.part("meta.xml") or b"<none/>", lambda _size: None)
    return _PROGRAMS.search("".join(generator)) is not None


class _Reader:
    """Reads all sheets.

    Elements are compared by prefix and name, as the reader of the values does. All programs use the
    same prefixes.

    Args:
        is_calculated: Whether every formula was calculated; empty results are not written then.
    """

    def __init__(self, *, is_calculated: bool) -> None:
        self._is_calculated = is_calculated
        self.marks: dict[str, SheetMarks] = {}
        self.extents: dict[str, tuple[int, int]] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._name = ""
        self._start_at = 0  # byte index
        self._sheet: SheetMarks | None = None
        self._row = self._column = self._rows = self._columns = 0
        self._is_row_hidden = False
        self._depth = 0  # of tables, as those within cells are not sheets
        self._in_row = self._in_cell = False
        self._cell: dict[str, str] = {}
        self._has_text = False
        self._text: list[str] = []
        self._spaces = 0
        self._parser = create_parser()

    def read(self, part: bytes, advance: Advance) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        parse(self._parser, part, advance)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case "table:table":
                self._start_table(attributes)
            case "table:table-column":
                self._start_column(attributes)
            case "table:table-row":
                self._start_row(attributes)
            case "table:table-cell" | "table:covered-table-cell":
                self._start_cell(attributes)
            case "text:p" if self._in_cell:
                self._has_text = True
            case "text:s" if self._in_cell:
                self._spaces += int(attributes.get("text:c", 1))

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            raise NotASheetError
        self._name = attributes["table:name"]
        if self._name in self.marks:
            raise NotASheetError
        self._sheet = SheetMarks(
            is_hidden=attributes.get("table:style-name") in self._hidden_styles
        )
        self.marks[self._name] = self._sheet
        self._start_at = self._parser.CurrentByteIndex
        self._row = self._column = 0

    def _start_column(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "columns")
        if self._sheet is not None and attributes.get("table:visibility", "visible") != "visible":
            self._sheet.hidden_columns.append((self._column, self._column + count - 1))
        self._column += count

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._in_row:
            raise NotASheetError
        self._in_row = True
        self._rows = _count(attributes, "rows")
        self._column = 0
        self._is_row_hidden = attributes.get("table:visibility", "visible") != "visible"

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._in_cell:
            raise NotASheetError
        self._columns = _count(attributes, "columns")
        self._cell = attributes
        self._in_cell, self._has_text, self._spaces = True, False, 0
        self._text.clear()
        self._parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        match name:
            case "table:table":
                self._depth -= 1
                self._sheet = None
                self.extents[self._name] = (self._start_at, self._parser.CurrentByteIndex)
            case "table:table-row":
                self._in_row = False
                self._row += self._rows
                if self._row > MAX_ROWS:
                    raise NotASheetError
            case "table:table-cell" | "table:covered-table-cell":
                self._parser.CharacterDataHandler = None
                self._end_cell()
                self._column += self._columns
                if self._column > MAX_COLUMNS:
                    raise NotASheetError
                self._in_cell = False

    def _end_cell(self) -> None:
        marks, attributes = self._sheet, self._cell
        if marks is None:
            return
        position = (self._row, self._column)
        kind = attributes.get("office:value-type", "")
        formula = "table:formula" in attributes
        text = "".join(self._text)
        if kind or formula or self._has_text or any(value in attributes for value in _VALUES):
            marks.fill(*position, self._rows, self._columns)
            # The attributes of the cell, such as its formula, are kept in memory too.
            length = len(text) + self._spaces + sum(map(len, attributes.values()))
            marks.characters += length * self._rows * self._columns
            if self._is_row_hidden:
                marks.hidden_rows.add(self._row)
        if formula:
            marks.formulas.add(position)
            if not kind and not self._is_calculated:
                marks.uncalculated.add(position)
        if attributes.get("calcext:value-type") == "error":
            marks.errors[position] = text.strip() or "an error"
        if kind == "percentage":
            marks.percentages.update(
                (position[0] + row, position[1] + column)
                for row in range(min(self._rows, _MAX_REPEATED))
                for column in range(min(self._columns, _MAX_REPEATED))
            )
        rows = int(attributes.get("table:number-rows-spanned", 1))
        columns = int(attributes.get("table:number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            last = (position[0] + rows - 1, position[1] + columns - 1)
            marks.merged.append((position, last))


def _count(attributes: dict[str, str], of: str) -> int:
    count = int(attributes.get(f"table:number-{of}-repeated", 1))
    if not 1 <= count <= MAX_ROWS:
        raise NotASheetError
    return count
