"""Finding the sheets of a workbook, and the headings, rows and doubtful cells of a sheet."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from briefing_app.authoring.cell_values import displayed
from briefing_app.authoring.grid import (
    Cell,
    Grid,
    cell_location,
    cell_name,
    column_letters,
    is_blank,
)
from briefing_app.authoring.sheets import HOW_TO, SHEETS, Heading, Sheet
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.model.text import shortened, single_line
from briefing_app.problems import SheetLocation

_MAX_TITLE_ROWS: Final = 10  # above the headings
_SIMILARITY: Final = 0.7  # of a name to the one that may be meant
_NOT_READ: Final = "delete it if you don’t need it"


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column's letters and its heading."""

    letters: str
    heading: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet whose headings were found. Rows and columns are counted from 0.

    Args:
        sheet: The description of the sheet.
        grid: The cells.
        heading_row: The row of the headings.
        columns: Column number to its heading.
        others: Column number to an unknown heading.
        rows: The rows below the headings and the help texts, without blank ones.
    """

    sheet: Sheet
    grid: Grid
    heading_row: int
    columns: Mapping[int, Heading]
    others: Mapping[int, Cell]
    rows: Sequence[tuple[int, list[Cell]]]

    def has(self, title: str) -> bool:
        """Return whether there is a column with this heading."""
        return any(heading.title == title for heading in self.columns.values())

    def column_names(self) -> dict[str, ColumnName]:
        """Return database column to sheet column."""
        return {
            heading.column: ColumnName(column_letters(column), heading.title)
            for column, heading in self.columns.items()
        }

    def heading_location(self, column: int) -> SheetLocation:
        """Return the location of the heading of a column."""
        return cell_location(self.sheet.name, self.heading_row, column)

    @property
    def heading_row_location(self) -> SheetLocation:
        """The location of the row of headings."""
        return SheetLocation(self.sheet.name, self.heading_row + 1)


def match_sheets(grids: Sequence[Grid], problems: SourceProblems) -> dict[str, Grid]:
    """Return the sheets that are read, by the names that they should have."""
    found: dict[str, Grid] = {}
    others = []
    for grid in grids:
        name = known_sheet(grid.name)
        if name and name not in found:
            found[name] = grid
        elif name is not None:
            others.append(grid.name)
    missing = [sheet.name for sheet in SHEETS if sheet.name not in found]
    for name in missing:
        remedy = "add it with its headings, even if it has no rows"
        if near := _closest(name, others):
            others.remove(near)
            remedy = f"rename the sheet “{shortened(near)}” to {name} if that is the one"
        problems.add(SheetLocation(name), "the sheet is missing", remedy)
    for name in others:
        what = "a briefing has no such sheet, so it is ignored"
        problems.warn(SheetLocation(shortened(name)), what, _NOT_READ)
    return found


def known_sheet(name: str) -> str | None:
    """Return the proper name of a sheet; empty if it is unknown, None for the instructions."""
    folded = _folded(name)
    if folded == _folded(HOW_TO):
        return None
    return next((sheet.name for sheet in SHEETS if _folded(sheet.name) == folded), "")


def find_layout(
    grid: Grid, sheet: Sheet, problems: SourceProblems, *, open_ended: Collection[str]
) -> Layout | None:
    """Find the headings and rows of a sheet.

    Args:
        grid: The cells of the sheet.
        sheet: The description of the sheet.
        problems: Collects what is wrong.
        open_ended: If the sheet has none of these headings, unknown headings are allowed.

    Returns:
        The layout; None if something required is missing, which is added to the problems.
    """
    index = _heading_row_index(grid, sheet)
    if index is None:
        _report_no_headings(grid, sheet, problems)
        return None
    row, cells = grid.rows[index]
    columns: dict[int, Heading] = {}
    others: dict[int, Cell] = {}
    by_title = {_folded(heading.title): heading for heading in sheet.headings}
    is_readable = True
    for column, cell in enumerate(cells):
        heading = by_title.get(_folded(cell))
        if heading is None:
            if not is_blank(cell):
                others[column] = cell
        elif heading in columns.values():
            is_readable = False
            location = cell_location(sheet.name, row, column)
            what = f"the heading {heading.title} appears twice"
            problems.add(location, what, "delete one of the two columns")
        else:
            columns[column] = heading
    rows = grid.rows[index + 1 :]
    if rows and _is_help(rows[0][1], columns):
        rows = rows[1:]
    layout = Layout(sheet, grid, row, columns, others, rows)
    is_open = bool(open_ended) and not any(map(layout.has, open_ended))
    is_readable = _check_headings(layout, problems, is_open=is_open) and is_readable
    read_columns = [*columns, *(others if is_open else ())]
    check_marks(grid, sheet.name, read_columns, [row for row, _ in rows], problems)
    return layout if is_readable else None


def closest_heading(text: Cell, headings: Iterable[Heading]) -> Heading | None:
    """Return the heading that is probably meant by an unknown one."""
    by_title = {heading.title: heading for heading in headings}
    near = _closest(str(text), by_title)
    return by_title[near] if near else None


def _heading_row_index(grid: Grid, sheet: Sheet) -> int | None:
    known = {_folded(heading.title) for heading in sheet.headings}
    counts = [
        sum(_folded(cell) in known for cell in cells) for _, cells in grid.rows[:_MAX_TITLE_ROWS]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _report_no_headings(grid: Grid, sheet: Sheet, problems: SourceProblems) -> None:
    """Report the first cell that is probably a misspelt heading, or else the sheet."""
    for row, cells in grid.rows[:_MAX_TITLE_ROWS]:
        for column, cell in enumerate(cells):
            near = None if is_blank(cell) else closest_heading(cell, sheet.headings)
            if near is not None:
                what = f"this sheet has no heading “{displayed(cell)}”"
                location = cell_location(sheet.name, row, column)
                problems.add(location, what, f"change it to {near.title} if you mean that")
                return
    titles = ", ".join(heading.title for heading in sheet.headings)
    remedy = f"write these headings in one row: {titles}"
    problems.add(SheetLocation(sheet.name), "the headings are missing", remedy)


def _is_help(cells: list[Cell], columns: Mapping[int, Heading]) -> bool:
    return any(
        column < len(cells) and _folded(cells[column]) == _folded(heading.help)
        for column, heading in columns.items()
    )


def _check_headings(layout: Layout, problems: SourceProblems, *, is_open: bool) -> bool:
    """Report unknown and missing headings. Return whether the sheet can be read."""
    missing = [h for h in layout.sheet.headings if h not in layout.columns.values()]
    is_readable = True
    if not is_open:
        is_readable = _check_unknown_headings(layout, missing, problems)
    _check_columns_without_heading(layout, problems, is_open=is_open)
    for heading in missing:
        if heading.is_required or (not is_open and heading.title in {"Period", "Figure"}):
            is_readable = False
            what = f"the heading {heading.title} is missing"
            problems.add(layout.heading_row_location, what, "write it above its column")
    return is_readable


def _check_unknown_headings(
    layout: Layout, missing: list[Heading], problems: SourceProblems
) -> bool:
    """Report unknown headings. Those that are probably meant are removed from the missing ones."""
    is_readable = True
    for column, cell in layout.others.items():
        location = layout.heading_location(column)
        what = f"this sheet has no heading “{displayed(cell)}”"
        near = closest_heading(cell, missing)
        if near is None:
            problems.warn(location, f"{what}, so the column is ignored", _NOT_READ)
        else:
            missing.remove(near)
            is_readable = False
            remedy = f"change it to {near.title} if you mean that, or delete the column"
            problems.add(location, what, remedy)
    return is_readable


def _check_columns_without_heading(
    layout: Layout, problems: SourceProblems, *, is_open: bool
) -> None:
    for column, row in _columns_without_heading(layout).items():
        location = layout.heading_location(column)
        what = f"there is no heading above cell {cell_name(row, column)}"
        if is_open:
            problems.add(location, what, "write the period there, or delete the column")
        else:
            problems.warn(location, f"{what}, so the column is ignored", _NOT_READ)


def _columns_without_heading(layout: Layout) -> dict[int, int]:
    """Return the columns that have cells but no heading, and the row of their first cell."""
    headed = {*layout.columns, *layout.others}
    found: dict[int, int] = {}
    for row, cells in layout.rows:
        for column in range(len(cells)):
            if column not in headed and column not in found and not is_blank(cells[column]):
                found[column] = row
    return dict(sorted(found.items()))


def _closest(name: str, others: Iterable[str]) -> str | None:
    by_folded = {_folded(other): other for other in others}
    near = get_close_matches(_folded(name), list(by_folded), n=1, cutoff=_SIMILARITY)
    return by_folded[near[0]] if near else None


def _folded(cell: Cell) -> str:
    return single_line(str(cell)).casefold().rstrip(":* ")


def check_marks(
    grid: Grid,
    name: str,
    columns: Collection[int],
    rows: Collection[int],
    problems: SourceProblems,
) -> None:
    """Warn about hidden cells and report merged ones.

    Args:
        grid: The sheet.
        name: Its proper name.
        columns: The columns that are read, counted from 0.
        rows: The rows that are read, counted from 0.
        problems: Collects what is found.
    """
    _warn_of_hidden(grid, name, columns, rows, problems)
    _report_merged(grid, name, columns, rows, problems)


def _warn_of_hidden(
    grid: Grid, name: str, columns: Iterable[int], rows: Iterable[int], problems: SourceProblems
) -> None:
    marks = grid.marks
    remedy = "unhide to see the contents, and delete what doesn’t belong in the briefing"
    if marks.is_hidden:
        what = "the sheet is hidden, but it is still read"
        problems.warn(SheetLocation(name), what, remedy)
    if hidden := [row + 1 for row in rows if row in marks.hidden_rows]:
        are, still = "the row is", "it is still read"
        if len(hidden) > 1:
            are, still = f"rows {_ranges_text(hidden)} are", "they are still read"
        what = f"{are} hidden or filtered out, but {still}"
        problems.warn(SheetLocation(name, hidden[0]), what, remedy)
    for column in columns:
        if marks.is_column_hidden(column):
            location = SheetLocation(name, column=column_letters(column))
            problems.warn(location, "the column is hidden, but it is still read", remedy)


def _report_merged(
    grid: Grid,
    name: str,
    columns: Collection[int],
    rows: Collection[int],
    problems: SourceProblems,
) -> None:
    for (top, left), (bottom, right) in grid.marks.merged:
        read_columns = sum(left <= column <= right for column in columns)
        read_rows = sum(top <= row <= bottom for row in rows)
        if read_columns and read_rows and (bottom > top or read_columns > 1):
            cells = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            problems.add(
                cell_location(name, top, left),
                f"the cells {cells} are merged, so only the first has a value",
                "unmerge them and fill in each one",
            )


def _ranges_text(rows: Sequence[int]) -> str:
    names = (str(first) if first == last else f"{first}–{last}" for first, last in _ranges(rows))
    return ", ".join(names)


def _ranges(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
