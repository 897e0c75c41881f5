"""Reading the sheet About, where each row is one entry of the report."""

from briefing_app.authoring.cells import CellReader, SourceCell, cell_at
from briefing_app.authoring.grid import Grid, cell_location
from briefing_app.authoring.hidden_cells import check_marks
from briefing_app.authoring.sheet_layout import closest_heading
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.authoring.spreadsheets.cell_values import displayed
from briefing_app.authoring.spreadsheets.sheets import ABOUT_HEADINGS, SHEETS, Heading
from briefing_app.database.source_rows import SourceRow, Value
from briefing_app.problems import Location, SheetLocation

_SHEET = SHEETS[0]


def read_about(grid: Grid, reader: CellReader, problems: SourceProblems) -> SourceRow:
    """Return the row of the report.

    Args:
        grid: The cells of the sheet.
        reader: Reads them.
        problems: Collects entries that are unknown or appear twice.
    """
    by_title = {heading.title.casefold(): heading for heading in _SHEET.headings}
    values: dict[str, Value] = {"id": 1}
    locations: dict[str, Location] = {}
    unknown: list[tuple[SheetLocation, str]] = []
    read_rows = []
    for row, cells in grid.rows:
        title = str(cell_at(cells, 0)).strip().rstrip(":* ")
        heading = by_title.get(title.casefold())
        location = cell_location(_SHEET.name, row, 0)
        if heading is None:
            if title and title.casefold() != ABOUT_HEADINGS[0].casefold():
                unknown.append((location, title))
        elif heading.column in locations:
            what = f"the entry {heading.title} appears twice"
            problems.add(location, what, "delete one of the two")
        else:
            read_rows.append(row)
            locations[heading.column] = cell_location(_SHEET.name, row, 1, heading.title)
            cell = SourceCell(cell_at(cells, 1), locations, heading.column, grid, row, 1)
            values[heading.column] = reader.value(cell, heading, _SHEET.table)
    missing = [heading for heading in _SHEET.headings if heading.column not in locations]
    _check_unknown_entries(unknown, list(missing), problems)
    check_marks(grid, _SHEET.name, (0, 1), read_rows, problems)
    locations |= {heading.column: _missing_entry(heading) for heading in missing}
    return SourceRow(SheetLocation(_SHEET.name), values, locations)


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
    return SheetLocation(_SHEET.name, heading=heading.title)
