"""The slides that the rows of a source make while they are being written and may still be wrong."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, Final, TypeVar

from briefing_app.database.columns import (
    COLUMNS,
    LOW_MARKER,
    MAX_FIGURE,
    MISSING_MARKERS,
    SLIDE_KINDS,
    Column,
)
from briefing_app.database.connection import Tables, make_table_data
from briefing_app.database.reader import link_findings_to_quotes, make_report
from briefing_app.database.source_rows import BriefingRows, SourceRow
from briefing_app.model.report import Finding, Measure, Quote, Report, SlideKind
from briefing_app.model.slide_builder import (
    briefing_slides,
    chart_slide,
    finding_slide,
    quote_slide,
)
from briefing_app.model.slides import Slide
from briefing_app.model.text import CONTROLS, shortened, single_line
from briefing_app.problems import FileLocation, Location, Problem, SheetLocation

_MAX_ROWS: Final = 20_000  # more would take a noticeable time
_MADE_UP_FROM: Final = 3_000_000_000  # ids that no row can have
_REPLACEABLE: Final = frozenset({"sources", "speakers"})
"""The tables of which an empty row can take the place of one that is missing."""
_NEEDED: Final = {
    SlideKind.FINDING: ("finding_id",),
    SlideKind.QUOTE: ("quote_id",),
    SlideKind.CHART: ("measure_id",),
    SlideKind.NUMBER: ("measure_id", "force_id"),
}
"""Slide kind to the columns without which there is no slide."""

_Values = dict[str, Any]
_Place = tuple[str, int]
"""The sheet or file, and the row or line; 0 if it has only one row."""
_T = TypeVar("_T", Finding, Quote, Measure)


@dataclass(frozen=True, slots=True)
class RowSlide:
    """The slide that a row makes.

    Args:
        slide: The slide, whose `wrong` names the wrong values; None if the row makes none.
        number: Its number in the running order; 0 if it isn't in it.
        total: How many slides the running order has.
    """

    slide: Slide | None = None
    number: int = 0
    total: int = 0


class Draft:
    """The slides that rows make, as far as they can be read. They are made when first asked for.

    Args:
        rows: The rows, which may break rules.
        errors: What is wrong with them.
    """

    def __init__(self, rows: BriefingRows, errors: Collection[Problem]) -> None:
        self._rows = rows
        self._errors = {problem.location for problem in errors}

    def row_slide(self, location: Location) -> RowSlide:
        """Return the slide of the row in which a location is."""
        found = self._rows_by_place.get(_place(location))
        if found is None:
            return RowSlide()
        table, row = found
        slide = self._slide_of(table, self._repaired.ids[table, id(row)])
        if slide is None:
            return RowSlide()
        in_order = [(each.key, each.name) for each in self._slides]
        own = (slide.key, slide.name)
        number = in_order.index(own) + 1 if own in in_order else 0
        if table == "findings" and row.location_of("kind") in self._errors:
            slide = slide._replace(finding_kind=None)
        slide = slide._replace(wrong=self._wrong_values(table, row))
        return RowSlide(slide, number, len(in_order))

    def _wrong_values(self, table: str, row: SourceRow) -> str:
        """Return the wrong values of a row, each with the name of its column."""
        wrong: dict[str, str] = {}
        for column in COLUMNS[table]:
            location = row.location_of(column)
            name = _column_name(location)
            if location in self._errors and name:
                text = single_line(str(row.values.get(column) or ""))
                wrong.setdefault(name, f"{name}: “{shortened(text)}”?" if text else f"{name}?")
        return " · ".join(wrong.values())

    @cached_property
    def _rows_by_place(self) -> Mapping[_Place, tuple[str, SourceRow]]:
        found: dict[_Place, tuple[str, SourceRow]] = {}
        tables = self._rows.tables
        if sum(map(len, tables.values())) > _MAX_ROWS:
            return found
        for table, columns in COLUMNS.items():
            for row in tables.get(table, ()) if "id" in columns else ():
                found.setdefault(_place(row.location), (table, row))
                if table == "report":  # whose entries are in one row each
                    places = map(_place, row.cells.values())
                    found.update(dict.fromkeys(places, (table, row)))
        return found

    @cached_property
    def _repaired(self) -> "_Repaired":
        return _Repaired(self._rows)

    @cached_property
    def _report(self) -> Report:
        tables = self._repaired.tables()
        return make_report(tables, link_findings_to_quotes(tables), {})

    @cached_property
    def _slides(self) -> Sequence[Slide]:
        return briefing_slides(self._report)

    def _slide_of(self, table: str, row_id: int) -> Slide | None:
        report = self._report
        slide: Slide | None = None
        match table:
            case "report":
                slide = self._first_slide(SlideKind.TITLE)
            case "sources":
                slide = self._first_slide(SlideKind.SOURCES)
            case "findings":
                slide = next(map(finding_slide, _with_id(report.findings, row_id)), None)
            case "quotes":
                slide = next(map(quote_slide, _with_id(report.quotes, row_id)), None)
            case "measures":
                slide = self._chart(row_id)
            case "figures":
                slide = self._chart(self._repaired.measure_of_figure.get(row_id))
            case "slides":
                entries = zip(report.running_order, self._slides, strict=False)
                slide = next((each for entry, each in entries if entry.id == row_id), None)
        return slide

    def _chart(self, measure_id: int | None) -> Slide | None:
        """Return the chart of a measure; None if it has no figures yet."""
        measures = _with_id(self._report.measures, measure_id)
        return next((chart_slide(measure) for measure in measures if measure.figures), None)

    def _first_slide(self, kind: SlideKind) -> Slide | None:
        return next((slide for slide in self._slides if slide.kind is kind), None)


def _place(location: Location) -> _Place:
    match location:
        case SheetLocation():
            return (location.container, location.row)
        case FileLocation():
            return (location.container, location.line)
    return (location.container, 0)


def _column_name(location: Location) -> str:
    match location:
        case SheetLocation():
            return location.heading
        case FileLocation():
            return location.column
    return ""


def _with_id(values: Iterable[_T], row_id: int | None) -> Iterator[_T]:
    return (value for value in values if value.id == row_id)


class _Repaired:
    """Rows whose values have their columns' types and refer only to rows that are there.

    A missing source or speaker becomes an empty one. A row without something else that it needs is
    left out, as are figures and slides that could not be drawn.

    Args:
        rows: The rows, which may break rules.
    """

    def __init__(self, rows: BriefingRows) -> None:
        self.ids: dict[tuple[str, int], int] = {}
        """The id of each row, by its table and the identity of its `SourceRow`."""
        self._made_up = count(_MADE_UP_FROM)
        self._rows = {table: list(self._typed_rows(table, rows)) for table in COLUMNS}
        self._rows["report"] = self._rows["report"][:1] or [_empty_row("report", 1)]
        known: dict[str, set[int]] = {}
        for table in COLUMNS:  # tables come after those that they refer to
            self._rows[table] = [
                row for row in self._rows[table] if self._is_connected(table, row, known)
            ]
            known[table] = {row["id"] for row in self._rows[table] if "id" in row}
        self.measure_of_figure = {row["id"]: row["measure_id"] for row in self._rows["figures"]}
        """The id of each figure, also of an unknown one, to that of its measure."""
        self._leave_out_unknown_figures()
        self._rows["slides"] = list(filter(self._shows_something, self._rows["slides"]))

    def tables(self) -> Tables:
        """Return the rows as a briefing file would hold them."""
        return {
            table: make_table_data(table, (tuple(row.values()) for row in rows))
            for table, rows in self._rows.items()
        }

    def _typed_rows(self, table: str, rows: BriefingRows) -> Iterator[_Values]:
        used: set[int] = set()
        columns = COLUMNS[table]
        for at, row in enumerate(rows.tables.get(table, ()), 1):
            values = {
                name: _typed(row.values.get(name, column.default), column)
                for name, column in columns.items()
            }
            if "id" in columns:
                if values["id"] is None or values["id"] in used:
                    values["id"] = next(self._made_up)
                used.add(values["id"])
                self.ids[table, id(row)] = values["id"]
            if "position" in columns:
                values["position"] = values["position"] or at
            if table != "slides" or row.values.get("kind") in SLIDE_KINDS:
                yield values

    def _is_connected(self, table: str, row: _Values, known: Mapping[str, set[int]]) -> bool:
        """Return whether what a row needs is there. Remove what is not there and not needed."""
        for name, column in COLUMNS[table].items():
            other = column.references
            if not other or row[name] in known[other]:
                continue
            row[name] = None
            if column.is_required and other not in _REPLACEABLE:
                return False
            if column.is_required:
                row[name] = next(self._made_up)
                known[other].add(row[name])
                self._rows[other].append(_empty_row(other, row[name]))
        return True

    def _leave_out_unknown_figures(self) -> None:
        shown: dict[tuple[Any, ...], _Values] = {}
        for row in self._rows["figures"]:
            is_missing = row["marker"] in MISSING_MARKERS
            if row["marker"] == LOW_MARKER:
                row["value"] = 0
            elif is_missing:
                row["value"] = None
            if is_missing or row["value"] is not None:
                shown.setdefault((row["measure_id"], row["force_id"], row["period"]), row)
        self._rows["figures"] = list(shown.values())

    def _shows_something(self, slide: _Values) -> bool:
        kind = slide["kind"]
        if any(slide[column] is None for column in _NEEDED.get(kind, ())):
            return False
        figures = [row for row in self._rows["figures"] if row["measure_id"] == slide["measure_id"]]
        if kind == SlideKind.CHART:
            return bool(figures)
        newest = max((row["period"] for row in figures), default="")
        numbers = {
            row["force_id"]
            for row in figures
            if row["period"] == newest and row["value"] is not None
        }
        return kind != SlideKind.NUMBER or slide["force_id"] in numbers


def _empty_row(table: str, row_id: int) -> _Values:
    values = {name: _typed(column.default, column) for name, column in COLUMNS[table].items()}
    return {**values, "id": row_id}


def _typed(value: object, column: Column) -> Any:
    """Return a value of a column's type, and the column's usual one instead of a wrong value."""
    if column.type == "TEXT":
        text = re.sub(CONTROLS, "", value) if isinstance(value, str) else ""
        text = "\n".join(text.split("\n")[: column.limit.lines])[: column.limit.characters]
        if column.allowed_values and text not in column.allowed_values:
            return column.if_empty or (column.allowed_values[0] if column.is_required else "")
        return "" if column.pattern and not re.fullmatch(column.pattern, text) else text
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > MAX_FIGURE:
        return None
    is_whole = isinstance(value, int) and 0 <= value < _MADE_UP_FROM
    return value if column.type == "ANY" or is_whole else None
