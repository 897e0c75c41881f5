"""The sheets of a workbook that a briefing is written in: headings, help, and what goes where.

This is the one description of them: the template is written from it, and a workbook is read by it.
"""

from enum import Enum, auto
from typing import Final, NamedTuple

from briefing_app.database.columns import COLUMNS, FINDING_KINDS, SLIDE_KINDS


class Holds(Enum):
    """What stands in the cells of a column."""

    NUMBER = auto()  # of the row itself, by which other sheets name it
    TEXT = auto()
    DATE = auto()
    PERIOD = auto()
    WORD = auto()  # one of a few
    YES_NO = auto()
    TIE = auto()  # one row of another sheet
    TIES = auto()  # any number of rows of another sheet
    SHOWN = auto()  # the row that a slide of its kind shows
    FIGURE = auto()  # with or without a marker


class Heading(NamedTuple):
    """A column of a sheet, or an entry of the sheet About.

    Args:
        words: What stands above it.
        column: The column of the table that it feeds; of ties to several rows, their table.
        holds: What stands in it.
        help: The line below the heading, in plain English.
        ties_to: The table whose rows it names.
        needed: Whether the column must be there.
        width: How wide it is, in characters.
    """

    words: str
    column: str
    holds: Holds
    help: str
    ties_to: str = ""
    needed: bool = False
    width: int = 20


class Sheet(NamedTuple):
    """A sheet and the table that it feeds."""

    name: str
    table: str
    headings: tuple[Heading, ...]

    @property
    def number(self) -> Heading | None:
        """The column with the rows' own numbers, if there is one."""
        return next((each for each in self.headings if each.holds is Holds.NUMBER), None)


HOW_TO: Final = "How to"
"""The sheet that explains the work; it is not read."""

ABOUT_HEADINGS: Final = ("Entry", "Your text", "What it is")
"""What stands above the entries of the sheet About, each of which is a row."""

WORDS: Final = {
    ("findings", "kind"): FINDING_KINDS,
    ("slides", "kind"): SLIDE_KINDS,
    ("slides", "reveal"): ("yes", "no"),
}
"""What may stand in the columns that take one of a few words."""

SHOWN: Final = {"finding": "finding_id", "quote": "quote_id", "chart": "measure_id"}
"""The kinds of slides that show a row of another sheet, and the column that names it."""


def _described(table: str, column: str) -> str:
    return COLUMNS[table][column].description


def _number(of: str) -> Heading:
    return Heading(
        "Number",
        "id",
        Holds.NUMBER,
        f"1, 2, 3 …: other sheets name the {of} so.",
        width=14,
    )


def _text(  # what a heading is made of
    words: str, table: str, column: str, width: int, help_: str = "", *, needed: bool = False
) -> Heading:
    return Heading(
        words,
        column,
        Holds.TEXT,
        help_ or _described(table, column),
        needed=needed,
        width=width,
    )


def _published(table: str) -> Heading:
    return Heading("Published", "published", Holds.DATE, _described(table, "published"), width=16)


def _source(of: str) -> Heading:
    return Heading(
        "Source",
        "source_id",
        Holds.TIE,
        f"The document that {of} from: its number or its title in Sources.",
        ties_to="sources",
        needed=True,
        width=12,
    )


def _forces(table: str, of: str) -> Heading:
    return Heading(
        "Forces",
        table,
        Holds.TIES,
        f"Forces that {of} is about, by short name or number, with semicolons between.",
        ties_to="forces",
        width=24,
    )


SHEETS: Final = (
    Sheet(
        "About",
        "report",
        (
            _text("Title", "report", "title", 40, needed=True),
            _text("Subtitle", "report", "subtitle", 40),
            _text("Publisher", "report", "publisher", 40),
            _published("report"),
            _text("Summary", "report", "summary", 40),
            _text("Language", "report", "language", 40, needed=True),
        ),
    ),
    Sheet(
        "Sources",
        "sources",
        (
            _number("source"),
            _text("Title", "sources", "title", 44, needed=True),
            _text("Publisher", "sources", "publisher", 32),
            _published("sources"),
            _text("Web address", "sources", "url", 30),
            _text("Licence", "sources", "licence", 34),
            _text("Note", "sources", "note", 48),
        ),
    ),
    Sheet(
        "Speakers",
        "speakers",
        (
            _number("speaker"),
            _text("Name", "speakers", "name", 32, needed=True),
            _text("Role", "speakers", "role", 56),
        ),
    ),
    Sheet(
        "Forces",
        "forces",
        (
            _number("force"),
            _text("Name", "forces", "name", 36, needed=True),
            _text("Short name", "forces", "short_name", 26, needed=True),
        ),
    ),
    Sheet(
        "Findings",
        "findings",
        (
            _number("finding")._replace(
                help="1, 2, 3 …: the order; other sheets name the finding so."
            ),
            _text(
                "Key",
                "findings",
                "key",
                18,
                "A short name of your own, no two alike; later briefings name the finding by it.",
                needed=True,
            ),
            Heading("Kind", "kind", Holds.WORD, "Choose one from the list.", needed=True, width=14),
            _text(
                "Headline",
                "findings",
                "headline",
                44,
                "The finding in one sentence of your own, of 15 words at the most.",
                needed=True,
            ),
            _text("Detail", "findings", "detail", 48, "What is behind it, in your own words."),
            _text("Excerpt", "findings", "excerpt", 40),
            _text("Where it stands", "findings", "locator", 24),
            _source("it is"),
            Heading(
                "Quotes",
                "finding_quotes",
                Holds.TIES,
                "Quotes that belong to it, by number, with semicolons between: 2; 5",
                ties_to="quotes",
                width=12,
            ),
            _forces("finding_forces", "it"),
            _text("Caution", "findings", "caution", 40),
            _text(
                "Training question",
                "findings",
                "prompt",
                40,
                "A question for training, your own and not the report’s.",
            ),
            _text("Follows", "findings", "follows", 18),
        ),
    ),
    Sheet(
        "Quotes",
        "quotes",
        (
            _number("quote")._replace(help="1, 2, 3 …: the order; other sheets name the quote so."),
            Heading(
                "Speaker",
                "speaker_id",
                Holds.TIE,
                "Who said it: a name or a number from Speakers.",
                ties_to="speakers",
                needed=True,
                width=24,
            ),
            _text("Quote", "quotes", "text", 70, needed=True),
            _text("Where it stands", "quotes", "locator", 28),
            _source("it is"),
            _forces("quote_forces", "it"),
        ),
    ),
    Sheet(
        "Measures",
        "measures",
        (
            _number("measure"),
            _text("Title", "measures", "title", 36, needed=True),
            _text("Message", "measures", "message", 40),
            _text("Unit", "measures", "unit", 22),
            _text("Definition", "measures", "definition", 44),
            _text("Caveat", "measures", "caveat", 44),
            _source("the figures are"),
            Heading(
                "Highlight",
                "highlight_force_id",
                Holds.TIE,
                "The force that the chart points out: its short name, name or number.",
                ties_to="forces",
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
                Holds.TIE,
                "Number or title from Measures; not needed if there is only one.",
                ties_to="measures",
                width=16,
            ),
            Heading(
                "Force",
                "force_id",
                Holds.TIE,
                "Short name, name or number from Forces.",
                ties_to="forces",
                needed=True,
                width=26,
            ),
            Heading("Period", "period", Holds.PERIOD, _described("figures", "period"), width=20),
            Heading(
                "Figure",
                "value",
                Holds.FIGURE,
                "Exactly the source’s: 1,234 or 20 [p] or [c]. Empty is no zero: write [x].",
                width=22,
            ),
        ),
    ),
    Sheet(
        "Slides",
        "slides",
        (
            _number("slide")._replace(
                help="1, 2, 3 …: the order. With no slides here, one is made."
            ),
            Heading("Kind", "kind", Holds.WORD, "Choose one from the list.", needed=True, width=12),
            Heading(
                "Shows",
                "shown",
                Holds.SHOWN,
                "The number of the finding, quote or measure; empty for other kinds.",
                width=14,
            ),
            _text("Title", "slides", "title", 36),
            _text("Text", "slides", "text", 44),
            _text("Notes", "slides", "notes", 60),
            Heading(
                "Bars one by one",
                "reveal",
                Holds.YES_NO,
                "yes: a chart shows its bars one after the other.",
                width=14,
            ),
        ),
    ),
)
"""Every sheet that is read, in the order of the workbook and of what it names."""
