"""The sheet of the figures, in either of two shapes.

Long: measure, force, period and figure, one figure in each row. Wide: forces down, periods across,
each period the heading of a column.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from briefing_app.authoring.cells import CellLocation, CellLocationReader, Places, cell_of, spots
from briefing_app.authoring.sheet_layout import Layout, Lettered
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.authoring.spreadsheets import cell_values
from briefing_app.authoring.spreadsheets.cell_values import CellError
from briefing_app.authoring.spreadsheets.grid import cell_location
from briefing_app.authoring.spreadsheets.sheet_marks import column_letters
from briefing_app.authoring.spreadsheets.sheets import Heading
from briefing_app.database.source_rows import SourceRow, Value
from briefing_app.errors import SheetLocation

LONG: Final = ("Period", "Figure")
"""Headings of the long shape alone."""


def figure_rows(
    layout: Layout, reader: CellLocationReader, problems: SourceProblems, step: Callable[[], None]
) -> Iterator[SourceRow]:
    """The figures, numbered as they come.

    Args:
        layout: The sheet.
        reader: Reads its cells.
        problems: Collects what is wrong with several cells together.
        step: Called with each row.
    """
    is_wide = not any(map(layout.has, LONG))
    lettered = layout.lettered()
    columns = [*(_periods(layout, problems) if is_wide else _long(layout))]
    fed = ("id", "value", "marker", *(("period",) if is_wide else ()))
    of_column = {
        column: lettered | dict.fromkeys(fed, Lettered(column_letters(column), words))
        for column, _, words in columns
    }
    if not layout.has("Measure") and (reader.count("measures") or 0) > 1:
        problems.add(
            SheetLocation(layout.sheet.name, layout.heading_row + 1),
            "there are several measures, and no heading Measure",
            "write it above a column with each figure’s measure",
        )
    seen: dict[tuple[Value, ...], Places] = {}
    number = 0
    for row, cells in layout.rows:
        step()
        places = Places(layout.sheet.name, row, lettered)
        found = {each.words: (each, spot) for each, spot in spots(layout, row, cells, places)}
        nowhere = CellLocation("", places, "measure_id", layout.grid, row, -1)
        about: dict[str, Value] = {
            "measure_id": _measure(found.get("Measure", (None, nowhere)), reader, problems),
            "force_id": _read("Force", found, reader),
        }
        for column, heading, _ in columns:
            at = Places(layout.sheet.name, row, of_column[column])
            spot = CellLocation(cell_of(cells, column), at, "value", layout.grid, row, column)
            if is_wide and spot.blank:
                continue
            number += 1
            period = heading if is_wide else _read(LONG[0], found, reader)
            value, marker = reader.figure(spot)
            key = (*about.values(), period)
            if None not in key and (first := seen.setdefault(key, at)) is not at:
                what = f"this force’s figure for {period} stands already in {first['value']}"
                problems.add(at["period"], what, "take one of them out")
            values = {**about, "id": number, "period": period, "value": value, "marker": marker}
            yield SourceRow(SheetLocation(layout.sheet.name, row + 1), values, at)


def _long(layout: Layout) -> Iterator[tuple[int, Value, str]]:
    """The one column of a long table, as `_periods` gives those of a wide one."""
    for column, heading in layout.columns.items():
        if heading.words == LONG[1]:
            yield column, None, heading.words


def _read(
    words: str, found: Mapping[str, tuple[Heading, CellLocation]], reader: CellLocationReader
) -> Value:
    heading, spot = found[words]
    return reader.value(spot, heading, "figures")


def _measure(
    found: tuple[Heading | None, CellLocation], reader: CellLocationReader, problems: SourceProblems
) -> Value:
    """The measure of a row; the only one need not be named."""
    heading, spot = found
    if heading is not None and not spot.blank:
        return reader.value(spot, heading, "figures")
    count = reader.count("measures")
    if count == 0:
        problems.add(spot.location, "there is no measure", "describe it in the sheet Measures")
    elif count is not None and count > 1:
        if heading is None:  # told of the sheet as a whole
            problems.silenced.add(spot.location)
        else:
            what = "there are several measures, and none is named here"
            problems.add(spot.location, what, "write the number or title of the one that is meant")
    return reader.only(spot, "measures")


def _periods(layout: Layout, problems: SourceProblems) -> Iterator[tuple[int, Value, str]]:
    """The columns of a wide table, counted from 0, each with its period and its heading."""
    first: dict[str, int] = {}
    for column, written in layout.others.items():
        location = cell_location(layout.sheet.name, layout.heading_row, column)
        try:
            period = cell_values.period(written)
        except CellError as error:
            problems.add(location, error.what, error.remedy)
            continue
        if first.setdefault(period, column) != column:
            problems.add(location, f"the heading {period} stands twice", "take one column out")
            continue
        yield column, period, period
    if not layout.others and layout.rows:
        problems.add(
            SheetLocation(layout.sheet.name, layout.heading_row + 1),
            "there is no column with figures",
            "write the headings Period and Figure, or a period above each column of figures",
        )
