"""Reading the sheet Figures, which has one of two shapes.

Long: one figure in each row, with its measure, force and period. Wide: one force in each row, and a
column for each period, with the period as its heading.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefing_app.authoring import cell_values
from briefing_app.authoring.cell_values import CellError
from briefing_app.authoring.cells import (
    CellReader,
    RowLocations,
    SourceCell,
    cell_at,
    cells_by_heading,
)
from briefing_app.authoring.grid import Cell, column_letters
from briefing_app.authoring.sheet_layout import ColumnName, Layout
from briefing_app.authoring.sheets import Heading
from briefing_app.authoring.source_problems import SourceProblems
from briefing_app.database.source_rows import SourceRow, Value
from briefing_app.problems import SheetLocation

LONG_HEADINGS: Final = ("Period", "Figure")
"""The headings that only the long shape has."""

_OWN_SOURCE: Final = ("Source", "Where in the source")
"""The headings of what each figure of a row may have instead of its measure's."""


@dataclass(frozen=True, slots=True)
class _FigureColumn:
    column: int  # counted from 0
    period: str  # empty in the long shape
    heading: str


def read_figures(
    layout: Layout, reader: CellReader, problems: SourceProblems, advance: Callable[[], None]
) -> Iterator[SourceRow]:
    """Yield the figures, numbered in their order.

    Args:
        layout: The layout of the sheet.
        reader: Reads the cells.
        problems: Collects what is wrong with several cells together.
        advance: Called for each row of the sheet.
    """
    return _FiguresReader(layout, reader, problems).rows(advance)


class _FiguresReader:
    def __init__(self, layout: Layout, reader: CellReader, problems: SourceProblems) -> None:
        self._layout = layout
        self._reader = reader
        self._problems = problems
        self._is_wide = not any(map(layout.has, LONG_HEADINGS))
        self._count = 0

    def rows(self, advance: Callable[[], None]) -> Iterator[SourceRow]:
        layout = self._layout
        columns = list(self._period_columns() if self._is_wide else self._figure_column())
        names = layout.column_names()
        fed = ("id", "value", "marker", *(("period",) if self._is_wide else ()))
        names_of_column = {
            each.column: names
            | dict.fromkeys(fed, ColumnName(column_letters(each.column), each.heading))
            for each in columns
        }
        if not layout.has("Measure") and self._reader.has_several("measures"):
            self._problems.add(
                layout.heading_row_location,
                "there are several measures, but no heading Measure",
                "add a column Measure that says which measure each figure belongs to",
            )
        for row, cells in layout.rows:
            advance()
            locations = RowLocations(layout.sheet.name, row, names)
            found = {
                heading.title: (heading, cell)
                for heading, cell in cells_by_heading(layout, row, cells, locations)
            }
            about: dict[str, Value] = {
                "measure_id": self._measure(found, locations, row),
                "force_id": self._value("Force", found),
            }
            about |= {
                found[title][0].column: self._value(title, found)
                for title in _OWN_SOURCE
                if title in found
            }
            for each in columns:
                at = RowLocations(layout.sheet.name, row, names_of_column[each.column])
                value = cell_at(cells, each.column)
                cell = SourceCell(value, at, "value", layout.grid, row, each.column)
                if self._is_wide and cell.is_blank:
                    continue
                period = each.period if self._is_wide else self._value(LONG_HEADINGS[0], found)
                yield self._figure(cell, about, period, at)

    def _figure(
        self, cell: SourceCell, about: dict[str, Value], period: Value, locations: RowLocations
    ) -> SourceRow:
        self._count += 1
        value, marker = self._reader.figure(cell)
        values = {**about, "id": self._count, "period": period, "value": value, "marker": marker}
        return SourceRow(SheetLocation(locations.sheet, locations.row + 1), values, locations)

    def _value(self, title: str, found: Mapping[str, tuple[Heading, SourceCell]]) -> Value:
        heading, cell = found[title]
        return self._reader.value(cell, heading, "figures")

    def _measure(
        self,
        found: Mapping[str, tuple[Heading, SourceCell]],
        locations: RowLocations,
        row: int,
    ) -> Value:
        missing = SourceCell("", locations, "measure_id", self._layout.grid, row, -1)
        _, cell = found.get("Measure", (None, missing))
        return self._reader.measure(cell)

    def _figure_column(self) -> Iterator[_FigureColumn]:
        """Yield the column of figures of the long shape."""
        for column, heading in self._layout.columns.items():
            if heading.title == LONG_HEADINGS[1]:
                yield _FigureColumn(column, "", heading.title)

    def _period_columns(self) -> Iterator[_FigureColumn]:
        """Yield the columns of figures of the wide shape."""
        first: dict[str, int] = {}
        for column, heading in self._layout.others.items():
            period = self._period(column, heading)
            if period is None:
                continue
            if first.setdefault(period, column) != column:
                what = f"the heading {period} appears twice"
                location = self._layout.heading_location(column)
                self._problems.add(location, what, "delete one of the two columns")
                continue
            yield _FigureColumn(column, period, period)
        if not self._layout.others and self._layout.rows:
            self._problems.add(
                self._layout.heading_row_location,
                "there is no column of figures",
                "add columns Period and Figure, or one column for each period",
            )

    def _period(self, column: int, heading: Cell) -> str | None:
        try:
            return cell_values.read_period(heading)
        except CellError as error:
            self._problems.add(self._layout.heading_location(column), error.what, error.remedy)
            return None
