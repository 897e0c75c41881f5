"""Checks for hidden or merged cells among those that are read."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from briefing_app.authoring.grid import Grid, cell_location, cell_name, column_letters
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.problems import SheetLocation


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
