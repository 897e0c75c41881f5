"""Reading the numbers of rows, by which other sheets refer to them."""

from briefing_app.authoring.cells import CellReader, RowLocations, SourceCell, cell_at
from briefing_app.authoring.grid import cell_name, is_blank
from briefing_app.authoring.sheet_layout import Layout
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.authoring.spreadsheets.cell_values import displayed, read_whole_number
from briefing_app.authoring.spreadsheets.sheets import Content
from briefing_app.database.columns import MAX_ROW_NUMBER


def read_row_numbers(
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
