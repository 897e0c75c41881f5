"""Reading the rows of a briefing from a workbook with one sheet for each table.

All mistakes in all sheets are reported at once, each with its sheet and cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefing_app.authoring.author_warnings import find_warnings
from briefing_app.authoring.cell_values import CellError, displayed, read_text, read_whole_number
from briefing_app.authoring.cells import (
    CellReader,
    RowLocations,
    SourceCell,
    cell_at,
    cells_by_heading,
)
from briefing_app.authoring.csv_files import proof_file, read_proof
from briefing_app.authoring.figures_sheet import LONG_HEADINGS, read_figures
from briefing_app.authoring.grid import Cell, Grid, cell_location, cell_name, is_blank
from briefing_app.authoring.references import NAME_COLUMNS, SINGULAR, Names
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
from briefing_app.authoring.source_problems import SourceProblems, sorted_by_location
from briefing_app.authoring.xlsx import read_grids
from briefing_app.database.columns import COLUMNS, LINK_TABLES, MAX_ROW_NUMBER
from briefing_app.database.source_rows import (
    BriefingRows,
    SourceRow,
    Value,
    find_row_problems,
)
from briefing_app.errors import SourceError
from briefing_app.files.progress import Progress, ProgressCounter, in_halves, no_progress
from briefing_app.problems import Location, Problem, SheetLocation, TableLocation

_ROWS_BETWEEN_REPORTS: Final = 1000

_ABOUT = SHEETS[0]


def read_workbook(path: Path, progress: Progress = no_progress) -> BriefingRows:
    """Read all rows of a briefing from a workbook.

    Args:
        path: The workbook.
        progress: The progress callback.

    Returns:
        The rows with their locations and with warnings. Their values may still break rules of the
        format, which `builder.build` checks.

    Raises:
        UnreadableSourceError: The workbook can't be read.
        SourceError: A sheet, a heading or a cell can't be read. It contains these problems, the
            broken rules of all other rows, and the warnings, in the workbook's order.
    """
    unpacking, reading = in_halves(progress)
    grids = read_grids(path, lambda name: bool(known_sheet(name)), unpacking)
    rows_in_all = sum(len(grid.rows) for grid in grids)
    counter = ProgressCounter(reading, rows_in_all, every=_ROWS_BETWEEN_REPORTS)
    found = SourceProblems()
    tables = _WorkbookReader(match_sheets(grids, found), found, counter).tables()
    proof_problems: list[Problem] = []
    proof = read_proof(proof_file(path), proof_problems)
    rows = BriefingRows(path, tables, proof)
    warnings = [*found.warnings, *find_warnings(rows, found.incomplete_tables)]
    rows = replace(rows, warnings=tuple(sorted_by_location(warnings)))
    if found.problems or found.silenced or proof_problems:
        problems = sorted_by_location([*found.problems, *_broken_rules(rows, found)])
        raise SourceError(path, [*problems, *proof_problems], rows.warnings)
    return rows


def _broken_rules(rows: BriefingRows, found: SourceProblems) -> list[Problem]:
    """Return the broken rules that aren't explained by the problems that were found."""
    silenced = found.silenced | {problem.location for problem in found.problems}
    broken = find_row_problems(rows, check_references=found.has_all_figures)
    return [problem for problem in broken if problem.location not in silenced]


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
        if self._problems.has_all_figures:
            self._check_highlights(tables.get("measures", []), tables.get("figures", []))
        return {table: tables.get(table, []) for table in COLUMNS}

    def _find_layouts(self) -> None:
        for sheet in SHEETS[1:]:
            grid = self._grids.get(sheet.name)
            if grid is None:
                continue
            if not grid.rows:
                if sheet.table in NAME_COLUMNS:
                    self._names[sheet.table] = Names(sheet.table, sheet.name, ())
                continue
            open_ended = LONG_HEADINGS if sheet.table == "figures" else ()
            layout = find_layout(grid, sheet, self._problems, open_ended=open_ended)
            if layout is not None:
                self._layouts[sheet.table] = layout
                self._read_numbers_and_names(layout)

    def _read_numbers_and_names(self, layout: Layout) -> None:
        table = layout.sheet.table
        numbers = _read_row_numbers(layout, self._reader, self._problems)
        self._numbers[table] = numbers
        if table in NAME_COLUMNS:
            by_column = {heading.column: column for column, heading in layout.columns.items()}
            columns = [by_column.get(name) for name in NAME_COLUMNS[table]]
            named = [
                (number, [_name(cell_at(cells, column)) for column in columns])
                for (_, cells), number in zip(layout.rows, numbers, strict=True)
            ]
            self._names[table] = Names(table, layout.sheet.name, named)

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
                what = f"a slide of the kind “{kind}” doesn’t show a row of another sheet"
                remedy = "empty the cell, or change the slide’s kind"
                self._problems.add(cell.location, what, remedy)
            return
        if values.get(column) is not None:
            what = f"a slide of the kind “{kind}” has this in the column Shows"
            self._problems.add(cell.locations[column], what, "empty the cell")
            return
        table = COLUMNS["slides"][column].references
        if cell.is_blank and kind == "discussion":  # it may have a question of its own
            return
        if cell.is_blank:
            number_or_name = "number or name" if NAME_COLUMNS[table] else "number"
            sheet = next(sheet.name for sheet in SHEETS if sheet.table == table)
            what = f"the {SINGULAR[table]} that the slide shows is missing"
            self._problems.add(
                cell.location, what, f"write a {number_or_name} from the sheet {sheet}"
            )
        else:
            values[column] = self._reader.one(cell, table)

    def _check_highlights(self, measures: list[SourceRow], figures: list[SourceRow]) -> None:
        """Report highlighted forces without a figure, by the name that the author uses."""
        with_figure = {(row.values["measure_id"], row.values["force_id"]) for row in figures}
        for row in measures:
            force, measure = row.values.get("highlight_force_id"), row.values["id"]
            # A figure whose force could not be read may be the one.
            wanted = {(measure, force), (measure, None)}
            if isinstance(force, int) and with_figure.isdisjoint(wanted):
                what = f"this measure has no figure for {self._names['forces'].name_of(force)}"
                remedy = "choose a force that has one, or empty the cell"
                self._problems.add(row.location_of("highlight_force_id"), what, remedy)


def _name(cell: Cell) -> str:
    try:
        return read_text(cell)
    except CellError:  # reported when the row is read
        return ""


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


def _read_row_numbers(
    layout: Layout, reader: CellReader, problems: SourceProblems
) -> list[int | None]:
    """Return the number of each row; None if it can't be read, which is added to the problems.

    If there are no numbers at all, rows are counted from 1.
    """
    column = next(
        (
            number
            for number, heading in layout.columns.items()
            if heading.content is Content.ROW_NUMBER
        ),
        None,
    )
    values = [cell_at(cells, column) for _, cells in layout.rows]
    if column is None or all(map(is_blank, values)):
        return list(range(1, len(values) + 1))
    names = layout.column_names()
    numbers: list[int | None] = []
    first_cells: dict[int, str] = {}
    for (row, _), value in zip(layout.rows, values, strict=True):
        own_cell = cell_name(row, column)
        locations = RowLocations(layout.sheet.name, row, names)
        cell = SourceCell(value, locations, "id", layout.grid, row, column)
        number = _read_number(cell, reader, problems)
        if number is not None and first_cells.setdefault(number, own_cell) != own_cell:
            what = f"the number {number} is already in cell {first_cells[number]}"
            problems.add(cell.location, what, "give each row its own number")
            number = None  # references to it could mean either row
        numbers.append(number)
    return numbers


def _read_number(cell: SourceCell, reader: CellReader, problems: SourceProblems) -> int | None:
    number = read_whole_number(cell.value)
    if number is not None and 1 <= number <= MAX_ROW_NUMBER:
        return number
    if not reader.check_calculated(cell):
        return None
    if cell.is_blank:
        what, remedy = "the number is missing", "number all rows, or none of them"
    else:
        what = f"“{displayed(cell.value)}” isn’t a row number"
        remedy = f"write a whole number from 1 to {MAX_ROW_NUMBER:,}"
    problems.add(cell.location, what, remedy)
    return None
