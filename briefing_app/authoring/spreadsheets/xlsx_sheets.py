"""The sheets of an Excel workbook: what is marked in them, and what their values are read from."""

import posixpath
import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Final, NamedTuple

from briefing_app.authoring.spreadsheets.sheet_marks import (
    Advance,
    Marks,
    Measured,
    NotASheetError,
    Position,
    column_number,
    parse,
    parser,
)
from briefing_app.authoring.spreadsheets.workbook_archive import WorkbookArchive

_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",  # of workbooks in the strict form
)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_PARENTS: Final = {
    "sheetData": "",
    "row": "sheetData",
    "c": "row",
    "v": "c",
    "f": "c",
    "is": "c",
}
"""The one element that each of these may stand in, among the cells."""

_PERCENT: Final = {"9": "0%", "10": "0.00%"}
"""The formats of numbers that every program knows and that have a per cent sign."""

_AS_IT_STANDS: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
"""What is no more than a text in the format of a number."""

_DEPTH_OF_TEXTS: Final = 2
_DEPTH_OF_CELLS: Final = 2
_PLACE: Final = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW: Final = re.compile("[1-9][0-9]{0,6}")


def read_xlsx(
    archive: WorkbookArchive, wanted: Callable[[str], bool], advance: Advance
) -> Measured:
    """Read what is marked in the sheets of a workbook.

    Args:
        archive: The workbook.
        wanted: Whether a sheet of a name is to be read; the others get nothing but their name and
            whether they are hidden.
        advance: Called often.

    Raises:
        NotASheetError: It can't be made sense of.
    """
    book = _Book(archive)
    strings = _required(archive, book.strings) if book.strings else None
    lengths = [] if strings is None else _lengths(strings, advance)
    styles = _required(archive, book.styles) if book.styles else None
    percentages = frozenset[str]() if styles is None else _percentages(styles, advance)
    marks: dict[str, Marks] = {}
    read: dict[str, bytes] = {}
    for name, part, hidden in book.sheets:
        if name in marks:
            raise NotASheetError
        marks[name] = Marks(hidden=hidden)
        if wanted(name) and part:
            read[name] = _required(archive, part)
            _SheetReader(marks[name], lengths, percentages).read(read[name], advance)
    parts = {f"xl/worksheets/sheet{at}.xml": part for at, part in enumerate(read.values(), 1)}
    parts |= _directory(len(read), counts_from_1904=book.counts_from_1904)
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    if styles is not None:
        parts["xl/styles.xml"] = styles
    return Measured(marks, {name: str(at) for at, name in enumerate(read, 1)}, parts)


def _required(archive: WorkbookArchive, name: str) -> bytes:
    part = archive.part(name)
    if part is None:
        raise NotASheetError
    return part


class _Locals(dict[str, str]):
    """The names of elements without what stands before them, each worked out once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


# ---- which sheets there are ---------------------------------------------------------------------


class _Listed(NamedTuple):
    """A sheet as the workbook lists it; without a part where it is no sheet of cells."""

    name: str
    part: str
    hidden: bool


class _Book:
    """What a workbook says of its parts.

    Args:
        archive: The workbook.

    Raises:
        NotASheetError: It can't be made sense of.
    """

    def __init__(self, archive: WorkbookArchive) -> None:
        self.sheets: list[_Listed] = []
        self.strings = ""
        self.styles = ""
        self.counts_from_1904 = False
        self._targets: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for part, handler in (
            ("xl/_rels/workbook.xml.rels", self._relationship),
            ("xl/workbook.xml", self._element),
        ):
            made = parser(" ")
            made.StartElementHandler = handler
            parse(made, _required(archive, part), lambda _size: None)

    def _relationship(self, name: str, about: dict[str, str]) -> None:
        if _local(name) != "Relationship":
            return
        identity, kind = about["Id"], about.get("Type", "").rpartition("/")[2]
        if identity in self._targets:
            raise NotASheetError
        target = posixpath.normpath(posixpath.join("/xl", about["Target"])).lstrip("/")
        self._targets[identity] = target
        self._kinds[identity] = kind
        if kind in {"sharedStrings", "styles"}:
            own = "strings" if kind == "sharedStrings" else kind
            if getattr(self, own):
                raise NotASheetError
            setattr(self, own, target)

    def _element(self, name: str, about: dict[str, str]) -> None:
        local = _local(name)
        if local == "workbookPr":
            self.counts_from_1904 = about.get("date1904") in {"1", "true"}
        elif local == "sheet":
            ids = [about[key] for each in _RELATIONSHIPS if (key := f"{each} id") in about]
            if len(ids) != 1 or ids[0] not in self._targets:
                raise NotASheetError
            is_sheet = self._kinds[ids[0]] == "worksheet"
            part = self._targets[ids[0]] if is_sheet else ""
            hidden = about.get("state", "visible") != "visible"
            self.sheets.append(_Listed(about["name"], part, hidden))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _directory(sheets: int, *, counts_from_1904: bool) -> dict[str, bytes]:
    """What says which parts there are, of a workbook whose sheets are called by numbers."""
    kinds = {f"r{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, sheets + 1)}
    kinds |= {"t": ("sharedStrings", "sharedStrings.xml"), "s": ("styles", "styles.xml")}
    listed = "".join(
        f'<sheet name="{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, sheets + 1)
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS[0]}">'
        f'<workbookPr date1904="{counts_from_1904:d}"/><sheets>{listed}</sheets></workbook>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": _relationships({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _relationships(kinds),
        "xl/workbook.xml": book.encode(),
    }


def _relationships(kinds: Mapping[str, tuple[str, str]]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{_RELATIONSHIPS[0]}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in kinds.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()


# ---- texts that cells share ---------------------------------------------------------------------


def _lengths(part: bytes, advance: Advance) -> list[int]:
    """How many characters each text has that cells share."""
    made = parser(" ")
    locals_ = _Locals()
    lengths: list[int] = []
    depth = 0

    def start(name: str, _about: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        local = locals_[name]
        if (local == "si") != (depth == _DEPTH_OF_TEXTS) or (local == "sst") != (depth == 1):
            raise NotASheetError
        if local == "si":
            lengths.append(0)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = characters
    parse(made, part, advance)
    return lengths


# ---- how numbers are shown ----------------------------------------------------------------------


def _percentages(part: bytes, advance: Advance) -> frozenset[str]:
    """The styles of cells that show numbers as percentages, as cells name them."""
    made = parser(" ")
    codes: dict[str, str] = {}
    found: set[str] = set()
    styles = 0
    path: list[str] = []

    def start(name: str, about: dict[str, str]) -> None:
        nonlocal styles
        path.append(_local(name))
        if path[-1] == "numFmt":
            codes[about.get("numFmtId", "")] = about.get("formatCode", "")
        elif path[-2:] == ["cellXfs", "xf"]:
            number = about.get("numFmtId", "")
            if "%" in _AS_IT_STANDS.sub("", codes.get(number, _PERCENT.get(number, ""))):
                found.add(str(styles))
            styles += 1

    made.StartElementHandler = start
    made.EndElementHandler = lambda _name: path.pop()
    parse(made, part, advance)
    return frozenset(found)


# ---- cells --------------------------------------------------------------------------------------


class _SheetReader:
    """Reads one sheet.

    Args:
        marks: Where to note what is marked.
        lengths: How many characters each text has that cells share.
        percentages: The styles of cells that show numbers as percentages.
    """

    def __init__(self, marks: Marks, lengths: Sequence[int], percentages: Container[str]) -> None:
        self._marks = marks
        self._lengths = lengths
        self._percentages = percentages
        self._locals = _Locals()
        self._columns: dict[str, int] = {}
        self._depth = 0
        self._path: list[str] = []  # from the list of cells on; empty as long as it was not met
        self._named: bool | None = None  # whether cells say where they are
        self._row = -1
        self._column = -1
        self._row_name = ""  # as it ends the names of its cells
        self._row_hidden = False
        self._type = self._style = ""
        self._has_formula = self._has_value = False
        self._value = ""
        self._pieces: list[str] = []
        self._parser = parser(" ")
        self._parser.buffer_text = False  # so that it shows what a text is put together of

    def read(self, part: bytes, advance: Advance) -> None:
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = self._end_outside
        parse(self._parser, part, advance)

    def _start_outside(self, name: str, about: dict[str, str]) -> None:
        local = self._locals[name]
        self._depth += 1
        if local == "sheetData":
            if self._depth != _DEPTH_OF_CELLS or self._path:
                raise NotASheetError
            self._path = ["", local]
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._parser.CharacterDataHandler = self._pieces.append
        elif local == "col" and _true(about.get("hidden")):
            self._marks.hidden_columns.append((int(about["min"]) - 1, int(about["max"]) - 1))
        elif local == "mergeCell":
            first, _, last = about["ref"].partition(":")
            self._marks.merged.append((_position(first), _position(last or first)))

    def _end_outside(self, _name: str) -> None:
        self._depth -= 1

    # Of hundreds of thousands of cells, so that each step counts.

    def _start(self, name: str, about: dict[str, str]) -> None:
        local, path = self._locals[name], self._path
        parent = path[-1]
        if _PARENTS.get(local, parent) != parent:
            raise NotASheetError
        path.append(local)
        if local == "c":
            self._start_cell(about)
        elif parent == "c":
            self._pieces.clear()
        elif local == "row":
            self._start_row(about)

    def _start_row(self, about: dict[str, str]) -> None:
        number = about.get("r")
        if number is None:
            self._row += 1
        elif _ROW.fullmatch(number):
            self._row = int(number) - 1
        else:
            raise NotASheetError
        self._row_name = number or ""
        self._column = -1
        self._row_hidden = _true(about.get("hidden"))

    def _start_cell(self, about: dict[str, str]) -> None:
        place = about.get("r")
        if (place is not None) is not self._named:
            if self._named is not None:
                raise NotASheetError  # where the others are can be told in more than one way
            self._named = place is not None
        if place is None:
            self._column += 1
        else:
            column = self._columns.get(place.removesuffix(self._row_name))
            if column is None:
                self._place(place)
            else:
                self._column = column
        self._type = about.get("t", "")
        self._style = about.get("s", "")

    def _place(self, place: str) -> None:
        """Find a cell in a column that was not met before, or beside the row that it stands in."""
        found = _PLACE.fullmatch(place)
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
        """How many characters the value has that was just read."""
        if self._type != "s" or local != "v" or not self._value:
            return len(self._value)
        # In one piece: others may take a number for the whole that is put together of several.
        value = self._value
        if len(self._pieces) != 1 or not (value.isascii() and value.isdecimal()):
            raise NotASheetError
        return self._lengths[int(value)]

    def _end_cell(self) -> None:
        marks, place = self._marks, (self._row, self._column)
        marks.fill(*place)
        if self._row_hidden:
            marks.hidden_rows.add(self._row)
        if self._type == "e":
            marks.errors[place] = self._value.strip() or "an error"
        elif self._style in self._percentages and self._type in {"", "n"} and self._value:
            marks.percentages.add(place)
        if self._has_formula:
            marks.formulas.add(place)
            # An empty text that was worked out says that it is one.
            if not self._value.strip() and not (self._type == "str" and self._has_value):
                marks.uncalculated.add(place)
        self._has_formula = self._has_value = False
        self._value = ""


def _true(text: str | None) -> bool:
    return text in {"1", "true"}


def _position(place: str) -> Position:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]) - 1, column_number(letters)
