"""Where the columns and the rows of a sheet lie, and what is told of the sheet as a whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, NamedTuple

from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.authoring.spreadsheets.cell_values import is_blank, shown
from briefing_app.authoring.spreadsheets.grid import Cell, Grid, cell_location, cell_name
from briefing_app.authoring.spreadsheets.sheet_marks import column_letters
from briefing_app.authoring.spreadsheets.sheets import HOW_TO, SHEETS, Heading, Sheet
from briefing_app.errors import SheetLocation
from briefing_app.model.text import single_line

_TITLE_ROWS: Final = 10  # that may stand above the headings


class Lettered(NamedTuple):
    """A column as a spreadsheet program names it, and its heading."""

    letters: str
    words: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet whose headings were found.

    Args:
        sheet: What was looked for.
        grid: Where.
        heading_row: The row of the headings, counted from 0.
        columns: The number of each column, counted from 0, to what stands in it.
        others: The number of each column whose heading is not one of the sheet's, to the heading.
        rows: The rows below the headings and their help that are not blank.
    """

    sheet: Sheet
    grid: Grid
    heading_row: int
    columns: Mapping[int, Heading]
    others: Mapping[int, Cell]
    rows: Sequence[tuple[int, list[Cell]]]

    def has(self, words: str) -> bool:
        """Whether there is a column under this heading."""
        return any(heading.words == words for heading in self.columns.values())

    def lettered(self) -> dict[str, Lettered]:
        """The column of the table to that of the sheet."""
        return {
            heading.column: Lettered(column_letters(column), heading.words)
            for column, heading in self.columns.items()
        }


def matched(grids: Sequence[Grid], problems: SourceProblems) -> dict[str, Grid]:
    """The sheets that are read, by the names that they should have."""
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
        remedy = "add it with its headings, even if nothing else is in it"
        if near := _near(name, others):
            others.remove(near)
            remedy = f"if the sheet “{near}” is meant, call it {name}"
        problems.add(SheetLocation(name), "the sheet is missing", remedy)
    for name in others:
        problems.warn(
            SheetLocation(name),
            "there is no such sheet in a briefing, so it is not read",
            "delete it if you can",
        )
    return found


def known_sheet(name: str) -> str | None:
    """The name of one of our sheets as it should be; empty of another's.

    None of a sheet to pass over without a word.
    """
    folded = _folded(name)
    if folded == _folded(HOW_TO):
        return None
    return next((sheet.name for sheet in SHEETS if _folded(sheet.name) == folded), "")


def lay_out(
    grid: Grid, sheet: Sheet, problems: SourceProblems, *, open_ended: Collection[str]
) -> Layout | None:
    """Find the headings of a sheet.

    Args:
        grid: The sheet as it stands in the workbook.
        sheet: What is looked for.
        problems: Collects what is wrong.
        open_ended: Headings of which, if none is there, the others may be anything.

    Returns:
        Where everything lies; None if something that is needed is missing, which is then told.
    """
    at = _heading_row(grid, sheet)
    if at is None:
        _tell_no_headings(grid, sheet, problems)
        return None
    row, cells = grid.rows[at]
    columns: dict[int, Heading] = {}
    others: dict[int, Cell] = {}
    by_words = {_folded(heading.words): heading for heading in sheet.headings}
    good = True
    for column, cell in enumerate(cells):
        heading = by_words.get(_folded(cell))
        if heading is None:
            if not is_blank(cell):
                others[column] = cell
        elif heading in columns.values():
            good = False
            location = cell_location(sheet.name, row, column)
            problems.add(
                location, f"the heading {heading.words} stands twice", "take one column out"
            )
        else:
            columns[column] = heading
    rows = grid.rows[at + 1 :]
    if rows and _is_help(rows[0][1], columns):
        rows = rows[1:]
    layout = Layout(sheet, grid, row, columns, others, rows)
    is_open = bool(open_ended) and not any(map(layout.has, open_ended))
    good = _tell_headings(layout, problems, is_open=is_open) and good
    _tell_marks(layout, problems, is_open=is_open)
    return layout if good else None


def tell_merged(
    grid: Grid, name: str, columns: Collection[int], rows: Collection[int], problems: SourceProblems
) -> None:
    """Tell of cells that were merged although each of them is read."""
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


def tell_hidden(
    grid: Grid, name: str, columns: Iterable[int], rows: Iterable[int], problems: SourceProblems
) -> None:
    """Tell of what is read although it is hidden."""
    marks = grid.marks
    remedy = "show it to see what is in it; what is not meant must be deleted"
    if marks.hidden:
        problems.warn(SheetLocation(name), "the sheet is hidden, and is read all the same", remedy)
    if hidden := [row + 1 for row in rows if row in marks.hidden_rows]:
        what = f"{_row_ranges(hidden)} hidden or filtered out, and read all the same"
        problems.warn(SheetLocation(name, hidden[0]), what, remedy)
    for column in columns:
        if marks.column_hidden(column):
            location = SheetLocation(name, column=column_letters(column))
            problems.warn(location, "the column is hidden, and is read all the same", remedy)


def near_heading(written: Cell, missing: Iterable[Heading]) -> Heading | None:
    """The heading that may be meant by one that is not known."""
    by_words = {heading.words: heading for heading in missing}
    near = _near(str(written), by_words)
    return by_words[near] if near else None


def _heading_row(grid: Grid, sheet: Sheet) -> int | None:
    known = {_folded(heading.words) for heading in sheet.headings}
    counts = [sum(_folded(cell) in known for cell in cells) for _, cells in grid.rows[:_TITLE_ROWS]]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _tell_no_headings(grid: Grid, sheet: Sheet, problems: SourceProblems) -> None:
    """Tell that no heading was found, or of the first that may be meant for one."""
    for row, cells in grid.rows[:_TITLE_ROWS]:
        for column, written in enumerate(cells):
            near = None if is_blank(written) else near_heading(written, sheet.headings)
            if near is not None:
                what = f"there is no heading “{shown(written)}” in this sheet"
                location = cell_location(sheet.name, row, column)
                problems.add(location, what, f"write {near.words} if that is meant")
                return
    words = ", ".join(heading.words for heading in sheet.headings)
    problems.add(
        SheetLocation(sheet.name), "the headings are missing", f"write in one row: {words}"
    )


def _is_help(cells: list[Cell], columns: Mapping[int, Heading]) -> bool:
    return any(
        column < len(cells) and _folded(cells[column]) == _folded(heading.help)
        for column, heading in columns.items()
    )


def _tell_headings(layout: Layout, problems: SourceProblems, *, is_open: bool) -> bool:
    """Tell of headings that are missing or not known; whether the sheet can be read."""
    sheet = layout.sheet
    missing = [heading for heading in sheet.headings if heading not in layout.columns.values()]
    good = True
    suspects = {} if is_open else dict(layout.others)
    for column, written in suspects.items():
        location = cell_location(sheet.name, layout.heading_row, column)
        near = near_heading(written, missing)
        what = f"there is no heading “{shown(written)}” in this sheet"
        if near is not None:
            missing.remove(near)
            good = False
            problems.add(
                location, what, f"write {near.words} if that is meant, or delete the column"
            )
        else:
            problems.warn(location, f"{what}, so the column is not read", "delete it if you can")
    for column, row in _without_heading(layout).items():
        location = cell_location(sheet.name, layout.heading_row, column)
        what = f"there is no heading above what stands in {cell_name(row, column)}"
        if is_open:
            problems.add(location, what, "write the period there, or delete the column")
        else:
            problems.warn(location, f"{what}, so the column is not read", "delete it if you can")
    for heading in missing:
        if heading.needed or (not is_open and heading.words in {"Period", "Figure"}):
            good = False
            location = SheetLocation(sheet.name, layout.heading_row + 1)
            problems.add(
                location, f"the heading {heading.words} is missing", "write it above a column"
            )
    return good


def _without_heading(layout: Layout) -> dict[int, int]:
    """Each column that has cells but no heading, to the row of the first of them."""
    headed = {*layout.columns, *layout.others}
    found: dict[int, int] = {}
    for row, cells in layout.rows:
        for column in range(len(cells)):
            if column not in headed and column not in found and not is_blank(cells[column]):
                found[column] = row
    return dict(sorted(found.items()))


def _tell_marks(layout: Layout, problems: SourceProblems, *, is_open: bool) -> None:
    columns = [*layout.columns, *(layout.others if is_open else ())]
    rows = [row for row, _ in layout.rows]
    tell_hidden(layout.grid, layout.sheet.name, columns, rows, problems)
    tell_merged(layout.grid, layout.sheet.name, columns, rows, problems)


def _row_ranges(rows: Sequence[int]) -> str:
    """Rows, counted from 1, as the beginning of a sentence."""
    if len(rows) == 1:
        return "the row is"
    names = (str(first) if first == last else f"{first}–{last}" for first, last in _ranges(rows))
    return f"rows {', '.join(names)} are"


def _ranges(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield first, last
            first = row
        last = row
    yield first, last


def _near(name: str, others: Iterable[str]) -> str | None:
    by_folded = {_folded(other): other for other in others}
    near = get_close_matches(_folded(name), list(by_folded), n=1, cutoff=0.7)
    return by_folded[near[0]] if near else None


def _folded(cell: Cell) -> str:
    return single_line(str(cell)).casefold().rstrip(":* ")
