"""Reading the cells of a workbook's sheets, with their marks."""

import datetime as dt
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from briefing_app.authoring.spreadsheets.sheet_marks import (
    Advance,
    NotASheetError,
    ScannedWorkbook,
    SheetMarks,
    column_letters,
)
from briefing_app.authoring.spreadsheets.workbook_archive import (
    WorkbookArchive,
    damaged,
    open_archive,
    zip_file,
)
from briefing_app.authoring.spreadsheets.xlsx_sheets import scan_xlsx
from briefing_app.errors import UnreadableSourceError
from briefing_app.files.progress import Progress, ProgressCounter
from briefing_app.model.text import shortened
from briefing_app.problems import SheetLocation

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = str | float | bool | dt.date | dt.time | dt.timedelta
"""The value of a cell. An empty cell is an empty text, a date with a time is a `datetime`."""

_MAX_CELLS: Final = 2_000_000  # that are not empty, in all sheets
_MAX_AREA: Final = 4_000_000  # cells of one sheet for which memory is allocated
_MAX_CHARACTERS: Final = 100_000_000  # in all cells; a hundred times a long book
_ROWS_BETWEEN_REPORTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet.

    Args:
        name: The name of the sheet in the workbook.
        rows: The number of each row that is not blank, counted from 0, and its cells from the
            first column to the last that is not blank.
        marks: The marks of the cells.
    """

    name: str
    rows: tuple[tuple[int, list[Cell]], ...]
    marks: SheetMarks


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
    archive = open_archive(path)
    counter = ProgressCounter(progress, sum(map(len, archive.parts.values())))
    marks, names, parts = _scan(path, archive, is_wanted, counter.advance)
    del archive
    _check_size(path, marks, names)
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415, not for folders

    grids = []
    try:
        with load_workbook(zip_file(parts)) as workbook:
            del parts
            for name, of_sheet in marks.items():
                rows: tuple[tuple[int, list[Cell]], ...] = ()
                if name in names and of_sheet.filled:
                    rows = tuple(_rows(workbook.get_sheet_by_name(names[name]), counter))
                grids.append(Grid(name, rows, of_sheet))
    except BaseException as error:
        # A panic in Rust is not an Exception, and its class can only be recognised by name.
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise damaged(path) from error
        raise
    return tuple(grids)


def _scan(
    path: Path, archive: WorkbookArchive, is_wanted: Callable[[str], bool], advance: Advance
) -> ScannedWorkbook:
    try:
        return scan_xlsx(archive, is_wanted, advance)
    except (NotASheetError, expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(path) from error


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as ``A1``. Row and column are counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def cell_location(sheet: str, row: int, column: int, heading: str = "") -> SheetLocation:
    """Return the location of a cell, row and column counted from 0."""
    return SheetLocation(sheet, row + 1, column_letters(column), heading)


def _rows(sheet: "CalamineSheet", counter: ProgressCounter) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that are not blank, from the first column on."""
    top, left = sheet.start or (0, 0)
    before: list[Cell] = [""] * left
    for number, cells in enumerate(sheet.iter_rows(), top):
        if number % _ROWS_BETWEEN_REPORTS == 0:
            counter.advance(0)
        while cells and is_blank(cells[-1]):
            cells.pop()
        if cells:
            yield number, [*before, *cells]


def is_blank(cell: Cell) -> bool:
    """Return whether a cell is empty or contains only white space."""
    return isinstance(cell, str) and not cell.strip()


def _check_size(path: Path, marks: Mapping[str, SheetMarks], read: Container[str]) -> None:
    for name, of_sheet in marks.items():
        if of_sheet.area > _MAX_AREA:
            last = cell_name(of_sheet.bottom, of_sheet.right)
            raise UnreadableSourceError(
                path,
                f"The sheet {shortened(name)} extends to cell {last}, but most of its cells are"
                " empty.",
                "Delete the rows and columns after the last ones that you filled in.",
            )
    remedy = "Delete what doesn’t belong to the briefing, or split it into two."
    if sum(of_sheet.filled for of_sheet in marks.values()) > _MAX_CELLS:
        what = f"The workbook has more than {_MAX_CELLS:,} cells."
        raise UnreadableSourceError(path, what, remedy)
    if sum(each.characters for name, each in marks.items() if name in read) > _MAX_CHARACTERS:
        what = f"The texts in the workbook have more than {_MAX_CHARACTERS:,} characters."
        raise UnreadableSourceError(path, what, remedy)
