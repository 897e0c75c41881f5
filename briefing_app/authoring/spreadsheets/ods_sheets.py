"""The sheets of an OpenDocument spreadsheet: what is marked in them, and what is handed on."""

import re
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import quoteattr

from briefing_app.authoring.spreadsheets.sheet_marks import (
    MOST_COLUMNS,
    MOST_ROWS,
    Advance,
    Marks,
    Measured,
    NotASheetError,
    parse,
    parser,
)
from briefing_app.authoring.spreadsheets.workbook_archive import ODS_TYPE, WorkbookArchive

_VALUES: Final = tuple(f"office:{of}value" for of in ("", "string-", "date-", "time-", "boolean-"))
_TAG: Final = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_MOST_TOLD: Final = 100  # rows and columns of a cell that is repeated
_PROGRAMS: Final = re.compile(
    r"(?i)office|calc|collabora|excel|gnumeric|calligra|planmaker|spreadsheet"
)
"""What spreadsheet programs call themselves."""

_MANIFEST: Final = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def read_ods(archive: WorkbookArchive, wanted: Callable[[str], bool], advance: Advance) -> Measured:
    """Read what is marked in all sheets, as one part holds them all.

    Args:
        archive: The workbook.
        wanted: Whether a sheet of a name is to be read; the others are not handed on.
        advance: Called often.

    Raises:
        NotASheetError: It can't be made sense of.
    """
    content = archive.part("content.xml")
    if content is None:
        raise NotASheetError
    reader = _Reader(works_out=_works_out(archive))
    reader.read(content, advance)
    called: dict[str, str] = {}
    tables = []
    for name, (start, end) in reader.places.items():
        tag = _TAG.match(content, start)
        if tag is None:
            raise NotASheetError
        if wanted(name) and reader.marks[name].filled:
            called[name] = str(len(called) + 1)
            tables.append(b"<table:table table:name=%s>" % quoteattr(called[name]).encode())
            tables += [content[tag.end() : end], b"</table:table>"]
    parts = {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": b"<office:document-content>%s</office:document-content>" % b"".join(tables),
    }
    return Measured(reader.marks, called, parts)


def _works_out(archive: WorkbookArchive) -> bool:
    """Whether a spreadsheet program wrote it, which works out every formula."""
    generator: list[str] = []
    made = parser()

    def start(name: str, _about: dict[str, str]) -> None:
        is_named = name == "meta:generator"
        made.CharacterDataHandler = generator.append if is_named else None

    made.StartElementHandler = start
    parse(made, archive.part("meta.xml") or b"<none/>", lambda _size: None)
    return _PROGRAMS.search("".join(generator)) is not None


class _Reader:
    """Reads all sheets.

    Names are compared as they are written, with the letters before the colon that every program
    uses, since that is how those who read the values find them.

    Args:
        works_out: Whether every formula was worked out; an empty text is not written then.
    """

    def __init__(self, *, works_out: bool) -> None:
        self._works_out = works_out
        self.marks: dict[str, Marks] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._name = ""
        self._start_at = 0  # bytes
        self._sheet: Marks | None = None
        self._row = self._column = self._rows = self._columns = 0
        self._row_hidden = False
        self._depth = 0  # of tables within cells, which are no sheets
        self._in_row = self._in_cell = False
        self._cell: dict[str, str] = {}
        self._has_text = False
        self._text: list[str] = []
        self._spaces = 0
        self._parser = parser()

    def read(self, part: bytes, advance: Advance) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        parse(self._parser, part, advance)

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
                self._start_row(about)
            case "table:table-cell" | "table:covered-table-cell":
                self._start_cell(about)
            case "text:p" if self._in_cell:
                self._has_text = True
            case "text:s" if self._in_cell:
                self._spaces += int(about.get("text:c", 1))

    def _start_table(self, about: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            raise NotASheetError
        self._name = about["table:name"]
        if self._name in self.marks:
            raise NotASheetError
        self._sheet = Marks(hidden=about.get("table:style-name") in self._hidden_styles)
        self.marks[self._name] = self._sheet
        self._start_at = self._parser.CurrentByteIndex
        self._row = self._column = 0

    def _start_column(self, about: dict[str, str]) -> None:
        count = _count(about, "columns")
        if self._sheet is not None and about.get("table:visibility", "visible") != "visible":
            self._sheet.hidden_columns.append((self._column, self._column + count - 1))
        self._column += count

    def _start_row(self, about: dict[str, str]) -> None:
        if self._in_row:
            raise NotASheetError
        self._in_row = True
        self._rows = _count(about, "rows")
        self._column = 0
        self._row_hidden = about.get("table:visibility", "visible") != "visible"

    def _start_cell(self, about: dict[str, str]) -> None:
        if self._in_cell:
            raise NotASheetError
        self._columns = _count(about, "columns")
        self._cell = about
        self._in_cell, self._has_text, self._spaces = True, False, 0
        self._text.clear()
        self._parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        match name:
            case "table:table":
                self._depth -= 1
                self._sheet = None
                self.places[self._name] = (self._start_at, self._parser.CurrentByteIndex)
            case "table:table-row":
                self._in_row = False
                self._row += self._rows
                if self._row > MOST_ROWS:
                    raise NotASheetError
            case "table:table-cell" | "table:covered-table-cell":
                self._parser.CharacterDataHandler = None
                self._end_cell()
                self._column += self._columns
                if self._column > MOST_COLUMNS:
                    raise NotASheetError
                self._in_cell = False

    def _end_cell(self) -> None:
        marks, about = self._sheet, self._cell
        if marks is None:
            return
        place = (self._row, self._column)
        kind = about.get("office:value-type", "")
        formula = "table:formula" in about
        text = "".join(self._text)
        if kind or formula or self._has_text or any(value in about for value in _VALUES):
            marks.fill(*place, self._rows, self._columns)
            # What is written with the cell itself is kept with it, the formula too.
            length = len(text) + self._spaces + sum(map(len, about.values()))
            marks.characters += length * self._rows * self._columns
            if self._row_hidden:
                marks.hidden_rows.add(self._row)
        if formula:
            marks.formulas.add(place)
            if not kind and not self._works_out:
                marks.uncalculated.add(place)
        if about.get("calcext:value-type") == "error":
            marks.errors[place] = text.strip() or "an error"
        if kind == "percentage":
            marks.percentages.update(
                (place[0] + row, place[1] + column)
                for row in range(min(self._rows, _MOST_TOLD))
                for column in range(min(self._columns, _MOST_TOLD))
            )
        rows = int(about.get("table:number-rows-spanned", 1))
        columns = int(about.get("table:number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            marks.merged.append((place, (place[0] + rows - 1, place[1] + columns - 1)))


def _count(about: dict[str, str], of: str) -> int:
    count = int(about.get(f"table:number-{of}-repeated", 1))
    if not 1 <= count <= MOST_ROWS:
        raise NotASheetError
    return count
