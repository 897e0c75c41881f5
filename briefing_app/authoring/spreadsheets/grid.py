"""The cells of a workbook's sheets, as they stand there, each with what is marked of it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from briefing_app.authoring.spreadsheets.ods_sheets import read_ods
from briefing_app.authoring.spreadsheets.sheet_marks import (
    Advance,
    Marks,
    Measured,
    NotASheetError,
    column_letters,
)
from briefing_app.authoring.spreadsheets.workbook_archive import (
    Format,
    WorkbookArchive,
    damaged,
    open_archive,
    packed,
)
from briefing_app.authoring.spreadsheets.xlsx_sheets import read_xlsx
from briefing_app.errors import SheetLocation, UnreadableSourceError
from briefing_app.files.progress import Progress, ProgressCounter

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = str | float | bool | dt.date | dt.time | dt.timedelta
"""What stands in a cell. Nothing is an empty text; a date with a time of day is a `datetime`."""

_MOST_CELLS: Final = 2_000_000  # filled, in all sheets
_MOST_AREA: Final = 4_000_000  # cells of one sheet, filled or not, that room is made for
_MOST_CHARACTERS: Final = 100_000_000  # in all cells that are read, a hundred times a long book
_BETWEEN: Final = 1000  # rows, between two calls of a progress hook


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet.

    Args:
        name: What it is called in the workbook.
        rows: The number of each row that is not blank, counted from 0, and its cells from the
            first column on, as far as there are any.
        marks: What is marked in it.
    """

    name: str
    rows: tuple[tuple[int, list[Cell]], ...]
    marks: Marks


def read_grids(path: Path, wanted: Callable[[str], bool], progress: Progress) -> tuple[Grid, ...]:
    """Read the sheets of a workbook.

    Args:
        path: The file; it is not written to.
        wanted: Whether a sheet of a name is to be read; the others come without rows.
        progress: Called often.

    Returns:
        All sheets, in the workbook's order.

    Raises:
        UnreadableSourceError: The workbook can't be read, or there is more in it than any briefing
            needs.
    """
    archive = open_archive(path)
    steps = ProgressCounter(progress, sum(map(len, archive.parts.values())))
    marks, called, parts = _measured(path, archive, wanted, steps.advance)
    del archive
    for name, of_sheet in marks.items():
        _check_size(path, name, of_sheet)
    if sum(of_sheet.filled for of_sheet in marks.values()) > _MOST_CELLS:
        raise UnreadableSourceError(
            path,
            f"There are more than {_MOST_CELLS:,} cells in this workbook.",
            "Take out what is no part of the briefing, or split it.",
        )
    if sum(of_sheet.characters for name, of_sheet in marks.items() if name in called) > (
        _MOST_CHARACTERS
    ):
        raise UnreadableSourceError(
            path,
            f"The texts in its cells come to more than {_MOST_CHARACTERS:,} characters.",
            "Take out what is no part of the briefing, or split it.",
        )
    # Imported when a workbook is read; the folder of CSV files needs none of it.
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415

    grids = []
    try:
        with load_workbook(packed(parts)) as workbook:
            del parts
            for name, of_sheet in marks.items():
                rows: tuple[tuple[int, list[Cell]], ...] = ()
                if name in called and of_sheet.filled:
                    rows = tuple(_rows(workbook.get_sheet_by_name(called[name]), steps))
                grids.append(Grid(name, rows, of_sheet))
    except BaseException as error:
        # What Rust gives up with is no Exception, and is known by its name alone.
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise damaged(path) from error
        raise
    return tuple(grids)


def _measured(
    path: Path, archive: WorkbookArchive, wanted: Callable[[str], bool], advance: Advance
) -> Measured:
    read = read_ods if archive.format is Format.ODS else read_xlsx
    try:
        return read(archive, wanted, advance)
    except (NotASheetError, expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(path) from error


def cell_name(row: int, column: int) -> str:
    """What a spreadsheet program calls a cell, row and column counted from 0: ``A1``."""
    return f"{column_letters(column)}{row + 1}"


def cell_location(sheet: str, row: int, column: int, heading: str = "") -> SheetLocation:
    """Return the location of a cell, row and column counted from 0."""
    return SheetLocation(sheet, row + 1, column_letters(column), heading)


def _rows(sheet: "CalamineSheet", steps: ProgressCounter) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that are not blank, from the first column on."""
    top, left = sheet.start or (0, 0)
    before: list[Cell] = [""] * left
    for number, cells in enumerate(sheet.iter_rows(), top):
        if number % _BETWEEN == 0:
            steps.advance(0)
        while cells and _blank(cells[-1]):
            cells.pop()
        if cells:
            yield number, [*before, *cells]


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _check_size(path: Path, name: str, marks: Marks) -> None:
    if marks.area > _MOST_AREA:
        last = cell_name(marks.bottom, marks.right)
        raise UnreadableSourceError(
            path,
            f"The sheet {name} reaches as far as cell {last}, with next to nothing on the way.",
            "Delete the rows and columns beyond the last that you filled in.",
        )
