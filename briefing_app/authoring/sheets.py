"""The sheets of a workbook: their headings, help texts and what each column feeds.

The template is written and workbooks are read from this one description.
"""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

from briefing_app.database.columns import COLUMNS, FINDING_KINDS, REVEALS, SLIDE_KINDS
from briefing_app.files.paths import REPORT_FILE
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

CHOICES: Final = {
    ("findings", "kind"): FINDING_KINDS,
    ("slides", "kind"): SLIDE_KINDS,
    ("slides", "reveal"): REVEALS,
}
"""Table and column to the words that may be chosen."""

SLIDE_CONTENT_COLUMNS: Final = {
    "finding": "finding_id",
    "quote": "quote_id",
    "chart": "measure_id",
    "number": "measure_id",
    "discussion": "finding_id",
}
"""Slide kind to the database column that says which row of another sheet the slide shows."""


def _described(table: str, column: str) -> str:
    return COLUMNS[table][column].description


def _row_number(of: str, help_: str = "") -> Heading:
    return Heading(
        "Number",
        "id",
        Content.ROW_NUMBER,
        help_ or f"1, 2, 3 …: other sheets refer to the {of} by this number.",
        width=14,
    )


def _text(
    title: str, table: str, column: str, width: int, help_: str = "", *, is_required: bool = False
) -> Heading:
    return Heading(
        title,
        column,
        Content.TEXT,
        help_ or _described(table, column),
        is_required=is_required,
        width=width,
    )


def _published(table: str) -> Heading:
    return Heading("Published", "published", Content.DATE, _described(table, "published"), width=16)


def _source(of: str) -> Heading:
    return Heading(
        "Source",
        "source_id",
        Content.REFERENCE,
        f"The document that {of} from: its number or title in Sources.",
        refers_to="sources",
        is_required=True,
        width=12,
    )


def _forces(table: str, of: str) -> Heading:
    return Heading(
        "Forces",
        table,
        Content.REFERENCES,
        f"Forces that {of} is about: short names or numbers, separated by semicolons.",
        refers_to="forces",
        width=24,
    )


SHEETS: Final = (
    Sheet(
        "About",
        "report",
        (
            _text("Title", "report", "title", 40, is_required=True),
            _text("Subtitle", "report", "subtitle", 40),
            _text("Publisher", "report", "publisher", 40),
            _published("report"),
            _text("Summary", "report", "summary", 40),
            _text("Language", "report", "language", 40, is_required=True),
            _text("Key", "report", "key", 40, is_required=True),
        ),
    ),
    Sheet(
        "Sources",
        "sources",
        (
            _row_number("source"),
            _text("Title", "sources", "title", 44, is_required=True),
            _text("Publisher", "sources", "publisher", 32),
            _published("sources"),
            _text("Web address", "sources", "url", 30),
            _text("Licence", "sources", "licence", 34),
            _text("Note", "sources", "note", 48),
            _text("What it is", "sources", "kind", 20),
        ),
    ),
    Sheet(
        "Speakers",
        "speakers",
        (
            _row_number("speaker"),
            _text("Name", "speakers", "name", 32, is_required=True),
            _text("Role", "speakers", "role", 56),
        ),
    ),
    Sheet(
        "Forces",
        "forces",
        (
            _row_number("force"),
            _text("Name", "forces", "name", 36, is_required=True),
            _text("Short name", "forces", "short_name", 26, is_required=True),
        ),
    ),
    Sheet(
        "Findings",
        "findings",
        (
            _row_number("finding", "1, 2, 3 …: the order. Slides refer to the finding by its key."),
            _text(
                "Key",
                "findings",
                "key",
                18,
                "A short name of your own, by which slides refer to it; the same in each edition.",
                is_required=True,
            ),
            Heading(
                "Kind",
                "kind",
                Content.CHOICE,
                "Choose one from the list.",
                is_required=True,
                width=14,
            ),
            _text(
                "Headline",
                "findings",
                "headline",
                44,
                "The finding in one sentence of your own, at most 15 words.",
                is_required=True,
            ),
            _text("Detail", "findings", "detail", 48, "The background, in your own words."),
            _text("Excerpt", "findings", "excerpt", 40),
            _text("Where in the source", "findings", "locator", 24),
            _source("it is"),
            Heading(
                "Quotes",
                "finding_quotes",
                Content.REFERENCES,
                "Quotes that belong to it: their numbers, separated by semicolons, such as 2; 5",
                refers_to="quotes",
                width=12,
            ),
            _forces("finding_forces", "it"),
            _text("Caution", "findings", "caution", 40),
            _text(
                "Discussion question",
                "findings",
                "prompt",
                40,
                "A question for discussion: yours, not the report’s.",
            ),
        ),
    ),
    Sheet(
        "Quotes",
        "quotes",
        (
            _row_number(
                "quote", "1, 2, 3 …: the order. Other sheets refer to the quote by this number."
            ),
            Heading(
                "Speaker",
                "speaker_id",
                Content.REFERENCE,
                "Who said it: a name or number from Speakers.",
                refers_to="speakers",
                is_required=True,
                width=24,
            ),
            _text("Quote", "quotes", "text", 70, is_required=True),
            _text("Where in the source", "quotes", "locator", 28),
            _source("it is"),
            _forces("quote_forces", "it"),
        ),
    ),
    Sheet(
        "Measures",
        "measures",
        (
            _row_number("measure"),
            _text("Title", "measures", "title", 36, is_required=True),
            _text("Message", "measures", "message", 40),
            _text("Unit", "measures", "unit", 22),
            _text("Definition", "measures", "definition", 44),
            _text("Caveat", "measures", "caveat", 44),
            _source("the figures are"),
            _text("Where in the source", "measures", "locator", 24),
            Heading(
                "Highlight",
                "highlight_force_id",
                Content.REFERENCE,
                "The force that the chart highlights: its short name, name or number.",
                refers_to="forces",
                width=22,
            ),
        ),
    ),
    Sheet(
        "Figures",
        "figures",
        (
            Heading(
                "Measure",
                "measure_id",
                Content.REFERENCE,
                "Number or title from Measures; not needed if there is only one.",
                refers_to="measures",
                width=16,
            ),
            Heading(
                "Force",
                "force_id",
                Content.REFERENCE,
                "Short name, name or number from Forces.",
                refers_to="forces",
                is_required=True,
                width=26,
            ),
            Heading("Period", "period", Content.PERIOD, _described("figures", "period"), width=20),
            Heading(
                "Figure",
                "value",
                Content.FIGURE,
                "Exactly as in the source: 1,234 or 20 [p] or [c]. If there is none, write [x].",
                width=22,
            ),
            Heading(
                "Source",
                "source_id",
                Content.REFERENCE,
                "The document that the figure is from, if it is not the measure’s: its number or"
                " title in Sources.",
                refers_to="sources",
                width=12,
            ),
            _text(
                "Where in the source",
                "figures",
                "locator",
                24,
                "Where the figure is in its source, if it is not where the measure’s figures are.",
            ),
        ),
    ),
    Sheet(
        "Slides",
        "slides",
        (
            _row_number(
                "slide", "1, 2, 3 …: the order. If the sheet is empty, the program makes one."
            ),
            Heading(
                "Kind",
                "kind",
                Content.CHOICE,
                "Choose one from the list.",
                is_required=True,
                width=12,
            ),
            Heading(
                "Shows",
                "shown",
                Content.SLIDE_CONTENT,
                "The finding’s key, or the number of a quote or measure. A discussion needs none,"
                " other kinds have none.",
                width=28,
            ),
            Heading(
                "Force",
                "force_id",
                Content.REFERENCE,
                "For a number, or a vote with a measure: the force whose newest figure is shown.",
                refers_to="forces",
                width=22,
            ),
            _text(
                "Title",
                "slides",
                "title",
                36,
                "Replaces the slide’s own title. For a number: the sentence below it.",
            ),
            _text(
                "Text",
                "slides",
                "text",
                44,
                "Further text; the question of a discussion, if it isn’t the finding’s.",
            ),
            _text("Notes", "slides", "notes", 60),
            Heading(
                "Reveal",
                "reveal",
                Content.CHOICE,
                "For a chart: guess shows first the names, then all bars.",
                width=14,
            ),
            Heading(
                "Minutes",
                "minutes",
                Content.WHOLE_NUMBER,
                "The planned time. A discussion counts it down; a vote has 30 seconds if empty.",
                width=12,
            ),
            _text(
                "Options",
                "slides",
                "options",
                28,
                "Makes a discussion a vote: 2 to 6 options, one in each line.",
            ),
            _text(
                "Answer",
                "slides",
                "answer",
                36,
                "Shown after a discussion’s question. For a vote: the right option, if any; further"
                " lines say more about it.",
            ),
            Heading(
                "Measure",
                "measure_id",
                Content.REFERENCE,
                "For a vote that a figure answers: a number or title from Measures.",
                refers_to="measures",
                width=16,
            ),
            Heading(
                "Quote",
                "quote_id",
                Content.REFERENCE,
                "For a vote that a quote answers: its number.",
                refers_to="quotes",
                width=12,
            ),
        ),
    ),
)
"""Every sheet that is read, in the workbook's order: sheets come after those they refer to."""


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
