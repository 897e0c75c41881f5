"""A briefing written as a workbook: one sheet for each table, ties as a trainer writes them.

`sheets.SHEETS` says what stands where. Whatever is wrong is found at once, in all sheets, and each
problem names its sheet and cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefing_app.authoring.author_warnings import advice
from briefing_app.authoring.cells import CellLocation, CellLocationReader, Places, cell_of, spots
from briefing_app.authoring.figures_sheet import LONG, figure_rows
from briefing_app.authoring.folder import proof_file, read_proof
from briefing_app.authoring.references import SINGULAR, Names
from briefing_app.authoring.sheet_layout import (
    Layout,
    known_sheet,
    lay_out,
    matched,
    near_heading,
    tell_hidden,
    tell_merged,
)
from briefing_app.authoring.source_problems import SourceProblems, sorted_by_location
from briefing_app.authoring.spreadsheets import cell_values
from briefing_app.authoring.spreadsheets.cell_values import CellError, is_blank
from briefing_app.authoring.spreadsheets.grid import (
    Cell,
    Grid,
    cell_location,
    cell_name,
    read_grids,
)
from briefing_app.authoring.spreadsheets.sheets import (
    ABOUT_HEADINGS,
    SHEETS,
    SHOWN,
    WORDS,
    Heading,
    Holds,
)
from briefing_app.database.columns import COLUMNS, LINK_TABLES, MAX_ROW_NUMBER
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value, find_row_problems
from briefing_app.errors import Location, Problem, SheetLocation, SourceError, TableLocation
from briefing_app.files.progress import Progress, ProgressCounter, halves, no_progress

NAMED_BY: Final = {
    "sources": ("title",),
    "speakers": ("name",),
    "forces": ("short_name", "name"),
    "findings": ("key",),
    "quotes": (),
    "measures": ("title",),
}
"""What a row of a table can be called by, beside its number; the first is what a trainer writes."""

_BETWEEN: Final = 1000  # rows, between two calls of a progress hook
_FIGURES_FROM: Final = ("Forces", "Measures", "Figures")  # sheets without which some seem missing


def read_workbook(path: Path, progress: Progress = no_progress) -> BriefingRows:
    """Read all rows of a briefing from a workbook.

    Args:
        path: The workbook, .xlsx or .ods.
        progress: Called often with how much is done, and of how much; what it raises ends the
            work.

    Returns:
        The rows, each knowing its sheet and cells. What the rules say of them is for
        `builder.build` to find; what their author may want to look at is among their warnings.

    Raises:
        UnreadableSourceError: The workbook can't be read.
        SourceError: A sheet, a heading or a cell can't be read. What the rules say of what could
            be read is named with it, and what else their author may want to look at, all in the
            workbook's order.
    """
    first_half, second_half = halves(progress)
    grids = read_grids(path, lambda name: bool(known_sheet(name)), first_half)
    steps = ProgressCounter(second_half, sum(len(grid.rows) for grid in grids), every=_BETWEEN)
    found = SourceProblems()
    tables = _Reading(matched(grids, found), found, steps).tables()
    of_proof: list[Problem] = []
    proof = read_proof(proof_file(path), of_proof)
    rows = BriefingRows(path, tables, proof)
    warnings = sorted_by_location([*found.warnings, *advice(rows, found.incomplete_tables)])
    rows = replace(rows, warnings=tuple(warnings))
    if found.problems or of_proof:
        silenced = found.silenced | {problem.location for problem in found.problems}
        check_references = not found.has_problem_in(_FIGURES_FROM)
        broken_rules = find_row_problems(rows, check_references=check_references)
        further = [problem for problem in broken_rules if problem.location not in silenced]
        problems = [*sorted_by_location([*found.problems, *further]), *of_proof]
        raise SourceError(path, problems, rows.warnings)
    return rows


class _Reading:
    """Makes rows of the sheets.

    Args:
        grids: The sheets that were found, by name.
        problems: Collects what is wrong.
        steps: Told of each row.
    """

    def __init__(
        self, grids: Mapping[str, Grid], problems: SourceProblems, steps: ProgressCounter
    ) -> None:
        self._grids = grids
        self._problems = problems
        self._steps = steps
        self._layouts: dict[str, Layout] = {}
        self._ids: dict[str, list[int | None]] = {}
        self._names: dict[str, Names] = {}
        self._links: dict[str, list[SourceRow]] = {table: [] for table in LINK_TABLES}
        self._reader = CellLocationReader(problems, self._names)

    def tables(self) -> dict[str, list[SourceRow]]:
        """The rows of all tables."""
        for sheet in SHEETS[1:]:
            grid = self._grids.get(sheet.name)
            if grid is None:
                continue
            if not grid.rows:
                if sheet.table in NAMED_BY:
                    self._names[sheet.table] = Names(sheet.table, sheet.name, ())
                continue
            open_ended = LONG if sheet.table == "figures" else ()
            layout = lay_out(grid, sheet, self._problems, open_ended=open_ended)
            if layout is not None:
                self._layouts[sheet.table] = layout
                self._number_and_name(layout)
        tables = {"report": self._report(), **self._links}
        for table, layout in self._layouts.items():
            if table == "figures":
                step = self._steps.advance
                tables[table] = list(figure_rows(layout, self._reader, self._problems, step))
            else:
                tables[table] = list(self._rows(table, layout))
        if not self._problems.has_problem_in(_FIGURES_FROM):
            self._check_highlights(tables.get("measures", []), tables.get("figures", []))
        return {table: tables.get(table, []) for table in COLUMNS}

    def _number_and_name(self, layout: Layout) -> None:
        """Find by what other sheets name the rows."""
        table = layout.sheet.table
        ids = self._ids[table] = self._numbered(layout)
        if table in NAMED_BY:
            by_column = {heading.column: column for column, heading in layout.columns.items()}
            columns = [by_column.get(name) for name in NAMED_BY[table]]
            called = [
                (number, [_name(cell_of(cells, column)) for column in columns])
                for (_, cells), number in zip(layout.rows, ids, strict=True)
            ]
            self._names[table] = Names(table, layout.sheet.name, called)

    def _numbered(self, layout: Layout) -> list[int | None]:
        """The number of each row; None where it can't be told, which is told."""
        column = next(
            (each for each, heading in layout.columns.items() if heading.holds is Holds.NUMBER),
            None,
        )
        cells = [cell_of(cells, column) for _, cells in layout.rows]
        if column is None or all(map(is_blank, cells)):
            return list(range(1, len(cells) + 1))
        lettered = layout.lettered()
        ids: list[int | None] = []
        first: dict[int, str] = {}
        for (row, _), cell in zip(layout.rows, cells, strict=True):
            place = cell_name(row, column)
            spot = CellLocation(
                cell, Places(layout.sheet.name, row, lettered), "id", layout.grid, row, column
            )
            number = self._number(spot)
            if number is not None and first.setdefault(number, place) != place:
                what = f"{number} stands already in cell {first[number]}"
                self._problems.add(spot.location, what, "give each row a number of its own")
                number = None  # which of the two is meant can't be told
            ids.append(number)
        return ids

    def _number(self, spot: CellLocation) -> int | None:
        number = cell_values.number(spot.cell)
        if number is not None and 1 <= number <= MAX_ROW_NUMBER:
            return number
        if not self._reader.sound(spot):
            return None
        if spot.blank:
            remedy = "give each row a number, or none of them"
            self._problems.add(spot.location, "the number is missing", remedy)
        else:
            what = f"“{cell_values.shown(spot.cell)}” is no number of a row"
            remedy = f"write a whole number from 1 to {MAX_ROW_NUMBER:,}"
            self._problems.add(spot.location, what, remedy)
        return None

    def _rows(self, table: str, layout: Layout) -> Iterator[SourceRow]:
        lettered = layout.lettered()
        if "id" in lettered:
            lettered["position"] = lettered["id"]
        if "shown" in lettered:
            lettered |= dict.fromkeys(SHOWN.values(), lettered["shown"])
        for (row, cells), number in zip(layout.rows, self._ids[table], strict=True):
            self._steps.advance()
            places = Places(layout.sheet.name, row, lettered)
            values: dict[str, Value] = {"id": number}
            if "position" in COLUMNS[table]:
                values["position"] = number
            shown = CellLocation(
                "", places, "shown", layout.grid, row, -1
            )  # if there is no such column
            for heading, spot in spots(layout, row, cells, places):
                match heading.holds:
                    case Holds.NUMBER:
                        pass
                    case Holds.SHOWN:
                        shown = spot
                    case Holds.TIES:
                        self._tie(heading, spot, number)
                    case _:
                        values[heading.column] = self._reader.value(spot, heading, table)
            if table == "slides":
                self._show(values, shown)
            yield SourceRow(SheetLocation(layout.sheet.name, row + 1), values, places)

    def _tie(self, heading: Heading, spot: CellLocation, number: int | None) -> None:
        tied = self._reader.several(spot, heading.ties_to)
        if number is None:
            return
        own, other = COLUMNS[heading.column]
        location = spot.location
        cells = {own: location, other: location}
        self._links[heading.column] += (
            SourceRow(location, {own: number, other: each}, cells) for each in tied
        )

    def _show(self, values: dict[str, Value], spot: CellLocation) -> None:
        """Note the row that a slide shows; its kind says of which table."""
        kind = values.get("kind")
        column = SHOWN.get(str(kind))
        if column is None:
            if kind in WORDS["slides", "kind"] and not spot.blank:
                what = f"a slide of kind “{kind}” shows no row of another sheet"
                self._problems.add(
                    spot.location, what, "leave it empty, or change the slide’s kind"
                )
            return
        table = COLUMNS["slides"][column].references
        if spot.blank:
            what = f"it is not said which {SINGULAR[table]} the slide shows"
            by = "number or name" if NAMED_BY[table] else "number"
            sheet = next(sheet.name for sheet in SHEETS if sheet.table == table)
            self._problems.add(
                spot.location, what, f"write its {by} as it stands in the sheet {sheet}"
            )
        else:
            values[column] = self._reader.one(spot, table)

    def _check_highlights(self, measures: list[SourceRow], figures: list[SourceRow]) -> None:
        """Tell of a force to point out that has no figure, by its name, which its author wrote."""
        of_measure = {(row.values["measure_id"], row.values["force_id"]) for row in figures}
        for row in measures:
            force, measure = row.values.get("highlight_force_id"), row.values["id"]
            # A figure whose force is not named, which is told there, may be the one.
            its_own = {(measure, force), (measure, None)}
            if isinstance(force, int) and of_measure.isdisjoint(its_own):
                what = f"this measure has no figure for {self._names['forces'].called(force)}"
                remedy = "name a force that has one, or none"
                self._problems.add(row.location_of("highlight_force_id"), what, remedy)

    # ---- the report: one entry in each row ----

    def _report(self) -> list[SourceRow]:
        sheet, grid = SHEETS[0], self._grids.get(SHEETS[0].name)
        if grid is None:
            self._problems.silenced.add(TableLocation(sheet.table))
            return []
        by_words = {heading.words.casefold(): heading for heading in sheet.headings}
        values: dict[str, Value] = {"id": 1}
        cells: dict[str, Location] = {}
        unknown: list[tuple[Location, str]] = []
        read = []
        for row, found in grid.rows:
            words = str(cell_of(found, 0)).strip().rstrip(":* ")
            heading = by_words.get(words.casefold())
            location = cell_location(sheet.name, row, 0)
            if heading is None:
                if words and words.casefold() != ABOUT_HEADINGS[0].casefold():
                    unknown.append((location, words))
            elif heading.column in cells:
                what = f"the entry {heading.words} stands twice"
                self._problems.add(location, what, "take one of them out")
            else:
                read.append(row)
                cells[heading.column] = cell_location(sheet.name, row, 1, heading.words)
                spot = CellLocation(cell_of(found, 1), cells, heading.column, grid, row, 1)
                values[heading.column] = self._reader.value(spot, heading, sheet.table)
        self._tell_entries(unknown, [each for each in sheet.headings if each.column not in cells])
        tell_hidden(grid, sheet.name, (0, 1), read, self._problems)
        tell_merged(grid, sheet.name, (0, 1), read, self._problems)
        for heading in sheet.headings:
            cells.setdefault(heading.column, _entry(heading))
        return [SourceRow(SheetLocation(sheet.name), values, cells)]

    def _tell_entries(self, unknown: list[tuple[Location, str]], missing: list[Heading]) -> None:
        for location, words in unknown:
            what = f"there is no entry “{words}” in this sheet"
            near = near_heading(words, missing)
            if near is None:
                self._problems.warn(location, f"{what}, so it is not read", "delete it if you can")
            else:
                missing.remove(near)
                self._problems.add(location, what, f"write {near.words} if that is meant")
                self._problems.silenced.add(_entry(near))


def _entry(heading: Heading) -> SheetLocation:
    """The place of an entry that is not there."""
    return SheetLocation(SHEETS[0].name, heading=heading.words)


def _name(cell: Cell) -> str:
    try:
        return cell_values.text(cell)
    except CellError:  # it is told where the row is read
        return ""
