"""The slides that the rows of a source make in the briefing that was built from them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from briefing_app.database.columns import COLUMNS
from briefing_app.database.reader import link_findings_to_quotes, make_report
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value, make_tables
from briefing_app.model.report import Finding, Measure, Quote, Report, SlideKind
from briefing_app.model.slide_builder import (
    briefing_slides,
    chart_slide,
    finding_slide,
    quote_slide,
)
from briefing_app.model.slides import Slide
from briefing_app.problems import FileLocation, Location, SheetLocation

_MAX_ROWS: Final = 20_000  # more would take a noticeable time

_Place = tuple[str, int]
"""The sheet or file, and the row or line; 0 if it has only one row."""
_T = TypeVar("_T", Finding, Quote, Measure)


class RowSlide(NamedTuple):
    """The slide that a row makes.

    Args:
        slide: The slide; None if the row makes none.
        number: Its number in the running order; 0 if it isn't in it.
        total: How many slides the running order has.
    """

    slide: Slide | None = None
    number: int = 0
    total: int = 0


class RowSlides:
    """The slides of the rows that a briefing was built from. They are made when first asked for.

    Args:
        rows: The rows, which break no rule.
    """

    def __init__(self, rows: BriefingRows) -> None:
        self._rows = rows

    def row_slide(self, location: Location) -> RowSlide:
        """Return the slide of the row in which a location is."""
        found = self._rows_by_place.get(_place(location))
        slide = self._slide_of(*found) if found is not None else None
        if slide is None:
            return RowSlide()
        in_order = [(each.key, each.name) for each in self._slides]
        own = (slide.key, slide.name)
        number = in_order.index(own) + 1 if own in in_order else 0
        return RowSlide(slide, number, len(in_order))

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
    def _report(self) -> Report:
        tables = make_tables(self._rows)
        return make_report(tables, link_findings_to_quotes(tables), {})

    @cached_property
    def _slides(self) -> Sequence[Slide]:
        return briefing_slides(self._report)

    def _slide_of(self, table: str, row: SourceRow) -> Slide | None:
        report, row_id = self._report, row.values["id"]
        slide: Slide | None = None
        match table:
            case "report":
                slide = self._first_slide(SlideKind.TITLE)
            case "sources":
                slide = self._first_slide(SlideKind.SOURCES)
            case "findings":
                slide = finding_slide(_with_id(report.findings, row_id))
            case "quotes":
                slide = quote_slide(_with_id(report.quotes, row_id))
            case "measures":
                slide = chart_slide(_with_id(report.measures, row_id))
            case "figures":
                slide = chart_slide(_with_id(report.measures, row.values["measure_id"]))
            case "slides":
                entries = zip(report.running_order, self._slides, strict=True)
                slide = next(each for entry, each in entries if entry.id == row_id)
        return slide

    def _first_slide(self, kind: SlideKind) -> Slide | None:
        return next((slide for slide in self._slides if slide.kind is kind), None)


def _place(location: Location) -> _Place:
    match location:
        case SheetLocation():
            return (location.container, location.row)
        case FileLocation():
            return (location.container, location.line)
    return (location.container, 0)


def _with_id(values: Iterable[_T], row_id: Value) -> _T:
    return next(value for value in values if value.id == row_id)
