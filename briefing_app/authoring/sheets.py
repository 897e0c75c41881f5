"""The sheets of a workbook: their headings, help texts and what each column feeds.

They are made from the columns of the tables. The template is written, and workbooks are read, from
them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

from briefing_app.database import columns
from briefing_app.database.columns import COLUMNS, LINK_TABLES, PARTIAL_DATE, Column
from briefing_app.files.paths import REPORT_FILE
from briefing_app.model.report import SlideKind
from briefing_app.problems import FileLocation, Location, SheetLocation


class Content(Enum):
    """What the cells of a column contain."""

    ROW_NUMBER = auto()
    """The number by which other sheets refer to the row."""
    TEXT = auto()
    DATE = auto()
    PERIOD = auto()
    CHOICE = auto()
    """One of a few words."""
    WHOLE_NUMBER = auto()
    REFERENCE = auto()
    """A row of another sheet, by number or name."""
    REFERENCES = auto()
    """Any number of rows of another sheet."""
    SLIDE_CONTENT = auto()
    """The row that a slide shows; the slide's kind says of which sheet."""
    FIGURE = auto()
    """A figure, a marker, or both."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet, or an entry of the sheet About.

    Args:
        title: The text of the heading.
        column: The database column that it feeds; for references to several rows, their table.
        content: What the cells contain.
        help: The help text below the heading.
        refers_to: The table whose rows are referred to.
        is_required: Whether the column must exist, and each row have something in it.
        width: The width of the column in characters.
    """

    title: str
    column: str
    content: Content
    help: str
    refers_to: str = ""
    is_required: bool = False
    width: int = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and the table that it feeds."""

    name: str
    table: str
    headings: tuple[Heading, ...]

    @property
    def number(self) -> Heading | None:
        """The column with the row numbers, if there is one."""
        return next((each for each in self.headings if each.content is Content.ROW_NUMBER), None)


HOW_TO: Final = "How to"
"""The sheet with the instructions. It is not read."""

ABOUT_HEADINGS: Final = ("Entry", "Your text", "What it is")
"""The headings of the sheet About, where each entry is a row."""

SLIDE_CONTENT_COLUMNS: Final = {str(kind): f"{kind.shows}_id" for kind in SlideKind if kind.shows}
"""Slide kind to the database column that says which row of another sheet the slide shows."""


_SHEET_NAMES: Final = {
    "report": "About",
    "sources": "Sources",
    "speakers": "Speakers",
    "forces": "Forces",
    "findings": "Findings",
    "quotes": "Quotes",
    "measures": "Measures",
    "figures": "Figures",
    "slides": "Slides",
}
"""Table to its sheet, in the workbook's order: sheets come after those they refer to."""

_SPECIAL: Final = {
    ("figures", "period"): ("period", Content.PERIOD),
    ("figures", "value"): ("value", Content.FIGURE),
    ("slides", "finding_id"): ("shown", Content.SLIDE_CONTENT),
}
"""What feeds these columns, and the content of its cells, which the columns don't say."""


def _headings(table: str) -> Iterator[Heading]:
    """Yield the columns of a sheet in the order of the table, links after the source."""
    for name, column in COLUMNS[table].items():
        if column.heading is not None:
            feeds, content = _SPECIAL.get((table, name), (name, _content(name, column)))
            yield _heading(feeds, content, column, column.heading)
        if name == "source_id":
            for link in LINK_TABLES:
                first, second = COLUMNS[link].values()
                if first.references == table and second.heading is not None:
                    yield _heading(link, Content.REFERENCES, second, second.heading)


def _heading(feeds: str, content: Content, column: Column, described: columns.Heading) -> Heading:
    return Heading(
        described.title,
        feeds,
        content,
        described.help or column.description,
        refers_to="" if content is Content.SLIDE_CONTENT else column.references,
        is_required=not (
            column.is_optional or described.is_optional or content is Content.REFERENCES
        ),
        width=described.width,
    )


def _content(name: str, column: Column) -> Content:
    if name == "id":
        return Content.ROW_NUMBER
    if column.references:
        return Content.REFERENCE
    if column.allowed_values:
        return Content.CHOICE
    if column.type == "INTEGER":
        return Content.WHOLE_NUMBER
    return Content.DATE if column.pattern == PARTIAL_DATE else Content.TEXT


SHEETS: Final = tuple(
    Sheet(name, table, tuple(_headings(table))) for table, name in _SHEET_NAMES.items()
)
"""Every sheet that is read, in the workbook's order."""

CHOICES: Final = {
    (sheet.table, heading.column): COLUMNS[sheet.table][heading.column].allowed_values
    for sheet in SHEETS
    for heading in sheet.headings
    if heading.content is Content.CHOICE
}
"""Table and column to the words that may be chosen."""


def column_help(location: Location) -> str:
    """Return what the column of a cell is for; empty if no column is known."""
    match location:
        case SheetLocation():
            sheet = next((each for each in SHEETS if each.name == location.container), None)
            headings = sheet.headings if sheet is not None else ()
            found = (each.help for each in headings if each.title == location.heading)
            return next(found, "")
        case FileLocation():
            table = "report" if location.container == REPORT_FILE else Path(location.container).stem
            column = COLUMNS.get(table, {}).get(location.column)
            return column.description if column is not None else ""
    return ""
