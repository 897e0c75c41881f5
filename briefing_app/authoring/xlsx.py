"""Reading the sheets of an Excel workbook."""

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from briefing_app.authoring.archive import (
    Advance,
    NotASheetError,
    create_parser,
    damaged,
    parse,
    read_parts,
)
from briefing_app.authoring.grid import Cell, Grid, Rows, SheetMarks, cell_name, is_blank
from briefing_app.authoring.xlsx_sheet import (
    SharedParts,
    SheetReader,
    read_number_formats,
    read_shared_texts,
)
from briefing_app.errors import UnreadableSourceError
from briefing_app.files.progress import Progress, ProgressCounter
from briefing_app.model.text import shortened

MAX_CELLS: Final = 2_000_000  # that are not empty, in all sheets
MAX_CHARACTERS: Final = 100_000_000  # in all cells; a hundred times a long book
_MAX_AREA: Final = 4_000_000  # cells of one sheet between the first and the last that are not empty

_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",  # in workbooks of the strict form
)


def read_grids(
    path: Path, is_wanted: Callable[[str], bool], progress: Progress
) -> tuple[Grid, ...]:
    """Read the sheets of a workbook.

    Args:
        path: The file; it is not written to.
        is_wanted: Whether to read the sheet of a name; the others are returned without rows.
        progress: The progress callback.

    Returns:
        All sheets, in the workbook's order.

    Raises:
        UnreadableSourceError: The workbook can't be read, or is larger than any briefing needs.
    """
    parts = read_parts(path)
    counter = ProgressCounter(progress, sum(map(len, parts.values())))
    try:
        return _WorkbookReader(path, parts, counter.advance).grids(is_wanted)
    except (NotASheetError, expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(path) from error


class _WorkbookReader:
    """Reads the parts of a workbook.

    Args:
        path: The file, for messages.
        parts: Name in lower case to bytes.
        advance: Called often.

    Raises:
        NotASheetError: The workbook is not as spreadsheet programs write it.
    """

    def __init__(self, path: Path, parts: Mapping[str, bytes], advance: Advance) -> None:
        self._path = path
        self._parts = parts
        self._advance = advance
        self._listed = _listed_parts(parts["xl/_rels/workbook.xml.rels"], advance)
        self._sheets: dict[str, tuple[str, SheetMarks]] = {}  # with the name of the part
        self._is_from_1904 = False
        parse(create_parser(self._read_element), parts["xl/workbook.xml"], advance)

    def grids(self, is_wanted: Callable[[str], bool]) -> tuple[Grid, ...]:
        """Return all sheets; the cells only of those that are wanted.

        Raises:
            NotASheetError: As above.
            UnreadableSourceError: There are too many cells or characters.
        """
        texts, styles = self._only_part("sharedStrings"), self._only_part("styles")
        shared = SharedParts(
            read_shared_texts(texts, self._advance) if texts else [],
            read_number_formats(styles, self._advance) if styles else {},
            self._is_from_1904,
        )
        grids = []
        filled = characters = 0
        for name, (part, marks) in self._sheets.items():
            rows: Rows = ()
            if part and is_wanted(name):
                reader = SheetReader(shared, marks, MAX_CELLS - filled)
                reader.read(self._parts[part], self._advance)
                filled += reader.filled
                characters += reader.characters
                if filled > MAX_CELLS:
                    raise self._too_large(f"The workbook has more than {MAX_CELLS:,} cells.")
                rows = self._complete_rows(name, reader.rows)
            grids.append(Grid(name, rows, marks))
        if characters > MAX_CHARACTERS:
            what = f"The texts in the workbook have more than {MAX_CHARACTERS:,} characters."
            raise self._too_large(what)
        return tuple(grids)

    def _only_part(self, kind: str) -> bytes | None:
        names = [name for of, name in self._listed.values() if of == kind]
        if len(names) > 1:
            raise NotASheetError
        return self._parts[names[0]] if names else None

    def _read_element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "workbookPr":
            self._is_from_1904 = attributes.get("date1904") in {"1", "true"}
        elif local == "sheet":
            ids = [attributes[key] for ns in _RELATIONSHIPS if (key := f"{ns} id") in attributes]
            if len(ids) != 1 or attributes["name"] in self._sheets:
                raise NotASheetError
            kind, part = self._listed[ids[0]]
            marks = SheetMarks(is_hidden=attributes.get("state", "visible") != "visible")
            self._sheets[attributes["name"]] = (part if kind == "worksheet" else "", marks)

    def _complete_rows(self, name: str, rows: Mapping[int, Mapping[int, Cell]]) -> Rows:
        """Return the rows that are not blank, with their cells from the first column on."""
        if rows:
            right = max(map(max, rows.values()))
            if (max(rows) - min(rows) + 1) * (right + 1) > _MAX_AREA:
                raise UnreadableSourceError(
                    self._path,
                    f"The sheet {shortened(name)} extends to cell {cell_name(max(rows), right)},"
                    " but most of its cells are empty.",
                    "Delete the rows and columns after the last ones that you filled in.",
                )
        complete = []
        for row in sorted(rows):
            cells = rows[row]
            filled = [column for column, cell in cells.items() if not is_blank(cell)]
            if filled:
                complete.append((row, [cells.get(column, "") for column in range(max(filled) + 1)]))
        return tuple(complete)

    def _too_large(self, what: str) -> UnreadableSourceError:
        remedy = "Delete what doesn’t belong to the briefing, or split it into two."
        return UnreadableSourceError(self._path, what, remedy)


def _listed_parts(part: bytes, advance: Advance) -> dict[str, tuple[str, str]]:
    """Return the id of each part that a workbook lists to its kind and its name."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship":
            if attributes["Id"] in found:
                raise NotASheetError
            target = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes["Id"]] = (kind, target.lstrip("/").casefold())

    parse(create_parser(start), part, advance)
    return found
