"""Reading the rows of a briefing from a workbook with one sheet for each table.

All mistakes in all sheets are reported at once, each with its sheet and cell.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from briefing_app.authoring.cell_values import displayed
from briefing_app.authoring.cells import (
    CellReader,
    RowLocations,
    SourceCell,
    cell_at,
    cells_by_heading,
    name_in,
)
from briefing_app.authoring.csv_files import proof_file, read_proof
from briefing_app.authoring.figures_sheet import LONG_HEADINGS, read_figures
from briefing_app.authoring.grid import Grid, cell_location, is_blank
from briefing_app.authoring.references import NAME_COLUMNS, Names
from briefing_app.authoring.sheet_layout import (
    Layout,
    check_marks,
    closest_heading,
    find_layout,
    known_sheet,
    match_sheets,
)
from briefing_app.authoring.sheets import (
    ABOUT_HEADINGS,
    CHOICES,
    SHEETS,
    SLIDE_CONTENT_COLUMNS,
    Content,
    Heading,
)
from briefing_app.authoring.source_problems import SourceProblems, completed
from briefing_app.authoring.xlsx import read_grids
from briefing_app.database.columns import COLUMNS, LINK_TABLES
from briefing_app.database.rules import NOT_SHOWN
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.files.progress import Progress, ProgressCounter, in_halves, no_progress
from briefing_app.problems import Location, SheetLocation, TableLocation

_ROWS_BETWEEN_REPORTS: Final = 1000

_ABOUT = SHEETS[0]


def read_workbook(path: Path, progress: Progress = no_progress) -> BriefingRows:
    """Read all rows of a briefing from a workbook.

    Args:
        path: The workbook.
        progress: The progress callback.

    Returns:
        The rows with their locations, warnings and problems. If there are no problems, their values
        may still break rules of the format, which `builder.build` checks.

    Raises:
        UnreadableSourceError: The workbook can't be read.
    """
    unpacking, reading = in_halves(progress)
    grids = read_grids(path, lambda name: bool(known_sheet(name)), unpacking)
    rows_in_all = sum(len(grid.rows) for grid in grids)
    counter = ProgressCounter(reading, rows_in_all, every=_ROWS_BETWEEN_REPORTS)
    found = SourceProblems()
    tables = _WorkbookReader(match_sheets(grids, found), found, counter).tables()
    proof = read_proof(proof_file(path), found.problems)
    return completed(BriefingRows(path, tables, proof), found)


class _WorkbookReader:
    """Reads the rows of all tables from the sheets.

    Args:
        grids: The sheets by their proper names.
        problems: Collects what is wrong.
        counter: Counts the rows that are read.
    """

    def __init__(
        self, grids: Mapping[str, Grid], problems: SourceProblems, counter: ProgressCounter
    ) -> None:
        self._grids = grids
        self._problems = problems
        self._counter = counter
        self._layouts: dict[str, Layout] = {}
        self._numbers: dict[str, list[int | None]] = {}
        self._names: dict[str, Names] = {}
        self._links: dict[str, list[SourceRow]] = {table: [] for table in LINK_TABLES}
        self._reader = CellReader(problems, self._names)

    def tables(self) -> dict[str, list[SourceRow]]:
        """Return the rows of all tables."""
        self._find_layouts()
        tables = {"report": self._report(), **self._links}
        for table, layout in self._layouts.items():
            if table == "figures":
                advance = self._counter.advance
                tables[table] = list(read_figures(layout, self._reader, self._problems, advance))
            else:
                tables[table] = list(self._rows(table, layout))
        self._warn_of_counted_rows()
        return {table: tables.get(table, []) for table in COLUMNS}

    def _find_layouts(self) -> None:
        for sheet in SHEETS[1:]:
            grid = self._grids.get(sheet.name)
            if grid is None:
                continue
            if not grid.rows:
                if sheet.table in NAME_COLUMNS:
                    self._names[sheet.table] = Names(sheet.table, _in_words(sheet.name), ())
                continue
            open_ended = LONG_HEADINGS if sheet.table == "figures" else ()
            layout = find_layout(grid, sheet, self._problems, open_ended=open_ended)
            if layout is not None:
                self._layouts[sheet.table] = layout
                self._read_numbers_and_names(layout)

    def _read_numbers_and_names(self, layout: Layout) -> None:
        table = layout.sheet.table
        numbers = _read_row_numbers(layout, self._reader)
        self._numbers[table] = numbers
        if table in NAME_COLUMNS:
            by_column = {heading.column: column for column, heading in layout.columns.items()}
            columns = [by_column.get(name, -1) for name in NAME_COLUMNS[table]]
            named = [
                (number, [name_in(cell_at(cells, column)) for column in columns])
                for (_, cells), number in zip(layout.rows, numbers, strict=True)
            ]
            self._names[table] = Names(table, _in_words(layout.sheet.name), named)

    def _warn_of_counted_rows(self) -> None:
        """Warn about sheets of which a new row would change what other sheets refer to."""
        for table, names in self._names.items():
            layout = self._layouts.get(table)
            if layout is None or names.count < 2 or not names.are_numbers_used:
                continue
            column = _number_column(layout)
            if all(is_blank(cell_at(cells, column)) for _, cells in layout.rows):
                what = "other sheets refer to these rows by number, but the rows have none"
                remedy = "number them, so that a new row changes no reference"
                self._problems.warn(layout.heading_row_location, what, remedy)

    def _report(self) -> list[SourceRow]:
        sheet, grid = SHEETS[0], self._grids.get(SHEETS[0].name)
        if grid is None:
            self._problems.silenced.add(TableLocation(sheet.table))
            return []
        return [_read_about(grid, self._reader, self._problems)]

    def _rows(self, table: str, layout: Layout) -> Iterator[SourceRow]:
        names = layout.column_names()
        if "id" in names:
            names["position"] = names["id"]
        names_of_kind = {
            kind: names | {column: names["shown"]}
            for kind, column in SLIDE_CONTENT_COLUMNS.items()
            if "shown" in names
        }
        for (row, cells), number in zip(layout.rows, self._numbers[table], strict=True):
            self._counter.advance()
            locations = RowLocations(layout.sheet.name, row, names)
            values: dict[str, Value] = {"id": number}
            if "position" in COLUMNS[table]:
                values["position"] = number
            slide_content = SourceCell("", locations, "shown", layout.grid, row, -1)
            for heading, cell in cells_by_heading(layout, row, cells, locations):
                match heading.content:
                    case Content.ROW_NUMBER:
                        pass
                    case Content.SLIDE_CONTENT:
                        slide_content = cell
                    case Content.REFERENCES:
                        self._add_links(heading, cell, number)
                    case _:
                        values[heading.column] = self._reader.value(cell, heading, table)
            if table == "slides":
                self._add_slide_content(values, slide_content)
                names_of_row = names_of_kind.get(str(values["kind"]), names)
                locations = RowLocations(layout.sheet.name, row, names_of_row)
            yield SourceRow(SheetLocation(layout.sheet.name, row + 1), values, locations)

    def _add_links(self, heading: Heading, cell: SourceCell, number: int | None) -> None:
        others = self._reader.several(cell, heading.refers_to)
        if number is None:
            return
        own_column, other_column = COLUMNS[heading.column]
        location = cell.location
        locations = {own_column: location, other_column: location}
        self._links[heading.column] += (
            SourceRow(location, {own_column: number, other_column: other}, locations)
            for other in others
        )

    def _add_slide_content(self, values: dict[str, Value], cell: SourceCell) -> None:
        """Set the column for the row that a slide shows; the slide's kind says of which table."""
        kind = values.get("kind")
        column = SLIDE_CONTENT_COLUMNS.get(str(kind))
        if column is None:
            if kind in CHOICES["slides", "kind"] and not cell.is_blank:
                what, remedy = NOT_SHOWN
                self._problems.add(cell.location, what.format(f"“{kind}”"), remedy)
        elif values.get(column) is not None:
            what = f"a slide of the kind “{kind}” has this in the column Shows"
            self._problems.add(cell.locations[column], what, "empty the cell")
        else:
            values[column] = self._reader.one(cell, COLUMNS["slides"][column].references)


def _in_words(sheet: str) -> str:
    return f"the sheet {sheet}"


def _read_about(grid: Grid, reader: CellReader, problems: SourceProblems) -> SourceRow:
    """Return the row of the report.

    Args:
        grid: The cells of the sheet.
        reader: Reads them.
        problems: Collects entries that are unknown or appear twice.
    """
    by_title = {heading.title.casefold(): heading for heading in _ABOUT.headings}
    values: dict[str, Value] = {"id": 1}
    locations: dict[str, Location] = {}
    unknown: list[tuple[SheetLocation, str]] = []
    read_rows = []
    for row, cells in grid.rows:
        title = str(cell_at(cells, 0)).strip().rstrip(":* ")
        heading = by_title.get(title.casefold())
        location = cell_location(_ABOUT.name, row, 0)
        if heading is None:
            if title and title.casefold() != ABOUT_HEADINGS[0].casefold():
                unknown.append((location, title))
        elif heading.column in locations:
            what = f"the entry {heading.title} appears twice"
            problems.add(location, what, "delete one of the two")
        else:
            read_rows.append(row)
            locations[heading.column] = cell_location(_ABOUT.name, row, 1, heading.title)
            cell = SourceCell(cell_at(cells, 1), locations, heading.column, grid, row, 1)
            values[heading.column] = reader.value(cell, heading, _ABOUT.table)
    missing = [heading for heading in _ABOUT.headings if heading.column not in locations]
    _check_unknown_entries(unknown, list(missing), problems)
    check_marks(grid, _ABOUT.name, (0, 1), read_rows, problems)
    locations |= {heading.column: _missing_entry(heading) for heading in missing}
    return SourceRow(SheetLocation(_ABOUT.name), values, locations)


def _check_unknown_entries(
    unknown: list[tuple[SheetLocation, str]], missing: list[Heading], problems: SourceProblems
) -> None:
    for location, title in unknown:
        what = f"this sheet has no entry “{displayed(title)}”"
        near = closest_heading(title, missing)
        if near is None:
            problems.warn(location, f"{what}, so it is ignored", "delete it if you don’t need it")
        else:
            missing.remove(near)
            problems.add(location, what, f"change it to {near.title} if you mean that")
            problems.silenced.add(_missing_entry(near))


def _missing_entry(heading: Heading) -> SheetLocation:
    return SheetLocation(_ABOUT.name, heading=heading.title)


def _number_column(layout: Layout) -> int:
    """Return the column with the numbers of the rows, counted from 0; -1 if there is none."""
    number = layout.sheet.number
    return next((at for at, heading in layout.columns.items() if heading is number), -1)


def _read_row_numbers(layout: Layout, reader: CellReader) -> list[int | None]:
    column = _number_column(layout)
    names = layout.column_names()
    return reader.row_numbers(
        SourceCell(
            cell_at(cells, column),
            RowLocations(layout.sheet.name, row, names),
            "id",
            layout.grid,
            row,
            column,
        )
        for row, cells in layout.rows
    )
