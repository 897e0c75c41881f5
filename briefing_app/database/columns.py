"""The tables of a briefing: their columns as data, from which the builder makes them.

Names are part of the file format (see `FORMAT_VERSION`). Empty text, not NULL, means that there is
nothing to say; NULL means that there is no such reference or no figure.
"""

from typing import Final, NamedTuple

from briefing_app.model.report import MAX_OPTIONS, MIN_OPTIONS, FindingKind, Reveal, SlideKind

FINDING_KINDS: Final = tuple(map(str, FindingKind))
SLIDE_KINDS: Final = tuple(map(str, SlideKind))
REVEALS: Final = tuple(map(str, Reveal))
NO_REVEAL: Final = str(Reveal.NONE)

MISSING_MARKERS: Final = ("x", "c", "z")
"""Markers of a figure that is missing: not given, confidential, not applicable."""

STATUS_MARKERS: Final = ("p", "r")
"""Markers of a figure that is not final: provisional, revised."""

LOW_MARKER: Final = "low"
"""Marker of a figure that rounds to 0 but is not 0; its value is 0."""

MAX_ROW_NUMBER: Final = 2_000_000_000
"""The largest id or position. Twice as much is still an integer in any tool."""

MAX_FIGURE: Final = 10**15
"""The largest figure; its negative is the smallest. Spreadsheets round numbers beyond it."""

MAX_ROWS: Final = 100_000
"""The most rows of a table. Ten thousand findings are a hundred times a long report."""

MAX_FORCES: Final = 1_000
"""The most forces; a chart can have a bar for each."""


UNIQUE_COLUMNS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "speakers": (("name",),),
    "forces": (("name",),),
    "findings": (("key",), ("position",)),
    "quotes": (("position",),),
    "figures": (("measure_id", "force_id", "period"),),
    "slides": (("position",),),
}
"""Table name to its unique columns or groups of columns, without the primary key."""

PARTIAL_DATE: Final = "[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?"
_SHA256_PATTERN: Final = "[0-9a-f]{64}"


class TextLimit(NamedTuple):
    """The size of the largest text. More could not be read on a page, nor laid out in time."""

    characters: int
    lines: int


LONG_TEXT: Final = TextLimit(20_000, 300)
SHORT_TEXT: Final = TextLimit(500, 10)
CHART_NAME: Final = TextLimit(150, 2)
"""For what wraps next to its bar, and is never shortened."""


class Heading(NamedTuple):
    """The column of a sheet that feeds a column.

    Args:
        title: The text of the heading.
        width: The width of the column in characters.
        help: The help text below the heading; if empty, the description of the column.
        is_optional: Whether a sheet may leave out what each row needs, since the program knows it.
    """

    title: str
    width: int
    help: str = ""
    is_optional: bool = False


class Column(NamedTuple):
    """What a column may hold, and the column of a sheet that feeds it.

    Args:
        description: Its meaning and unit in plain English, on one line, for authors.
        type: ``INTEGER``, ``TEXT``, or ``ANY`` for any number.
        is_required: Whether text must not be empty, or a number or reference must not be NULL.
        references: The table whose id it holds; empty if it holds none.
        allowed_values: The only texts that it may hold; empty if any text is allowed. A column
            that is not required may also be empty.
        pattern: A regular expression that the complete text must match, unless the text is empty.
        is_computed: Whether the build computes it, so that an author must leave it empty.
        if_empty: The text that it gets if an author leaves it empty.
        limit: The size of the largest text.
        heading: Its column in a sheet; None if it has none. In a link table, it is in the sheet of
            the other column.
    """

    description: str
    type: str
    is_required: bool
    references: str = ""
    allowed_values: tuple[str, ...] = ()
    pattern: str = ""
    is_computed: bool = False
    if_empty: str = ""
    limit: TextLimit = LONG_TEXT
    heading: Heading | None = None

    @property
    def is_nullable(self) -> bool:
        """Whether it may be NULL; text that isn't there is empty."""
        return not self.is_required and self.type != "TEXT"

    @property
    def is_optional(self) -> bool:
        """Whether an author may leave it out."""
        return not self.is_required or bool(self.if_empty)

    @property
    def default(self) -> str | None:
        """The value of a cell that was left empty."""
        return self.if_empty if self.type == "TEXT" else None


def _number(description: str, heading: Heading | None = None) -> Column:
    return Column(description, "INTEGER", is_required=True, heading=heading)


def _id(noun: str, help_: str = "") -> Column:
    return _number(
        f"The number by which other tables refer to this {noun}; it is never shown.",
        Heading(
            "Number",
            14,
            help_ or f"1, 2, 3 …: other sheets refer to the {noun} by this number.",
            is_optional=True,
        ),
    )


def _position() -> Column:
    return _number("Its place in the order, counted from 1.")


def _required_text(
    description: str, limit: TextLimit = LONG_TEXT, heading: Heading | None = None
) -> Column:
    return Column(description, "TEXT", is_required=True, limit=limit, heading=heading)


def _optional_text(
    description: str, limit: TextLimit = LONG_TEXT, heading: Heading | None = None
) -> Column:
    return Column(description, "TEXT", is_required=False, limit=limit, heading=heading)


def _date(noun: str) -> Column:
    return Column(
        f"When {noun} was published: 2017-10-24, 2017-10 or 2017; empty if not known.",
        "TEXT",
        is_required=False,
        pattern=PARTIAL_DATE,
        heading=Heading("Published", 16),
    )


def _one_of(values: tuple[str, ...], description: str, width: int) -> Column:
    heading = Heading("Kind", width, "Choose one from the list.")
    return Column(description, "TEXT", is_required=True, allowed_values=values, heading=heading)


def _reference(
    table: str, description: str, heading: Heading | None = None, *, is_required: bool = True
) -> Column:
    return Column(
        f"{description}: an id in {table}.",
        "INTEGER",
        is_required=is_required,
        references=table,
        heading=heading,
    )


def _source(of: str) -> Column:
    help_ = f"The document that {of} from: its number or title in Sources."
    return _reference("sources", f"The document that {of} from", Heading("Source", 12, help_))


def _force() -> Column:
    help_ = "Forces that it is about: short names or numbers, separated by semicolons."
    return _reference("forces", "A force that it is about", Heading("Forces", 24, help_))


COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "report": {
        "id": _number("Always 1."),
        "title": _required_text(
            "What the briefing is called.", SHORT_TEXT, heading=Heading("Title", 40)
        ),
        "subtitle": _optional_text(
            "A line that says more, shown below the title.",
            SHORT_TEXT,
            heading=Heading("Subtitle", 40),
        ),
        "publisher": _optional_text(
            "Who issues the briefing.", SHORT_TEXT, heading=Heading("Publisher", 40)
        ),
        "published": _date("the briefing"),
        "summary": _optional_text(
            "The key message in a few sentences, in the briefing author’s own words.",
            heading=Heading("Summary", 40),
        ),
        "language": _required_text(
            "The language of the briefing as a tag: en-GB, cy.", heading=Heading("Language", 40)
        ),
        "key": _required_text(
            "The author’s own short name for the briefing, the same in each edition: notes belong"
            " to it.",
            SHORT_TEXT,
            heading=Heading("Key", 40),
        ),
    },
    "sources": {
        "id": _id("source"),
        "title": _required_text(
            "What the document is called.", SHORT_TEXT, heading=Heading("Title", 44)
        ),
        "publisher": _optional_text(
            "Who published it.", SHORT_TEXT, heading=Heading("Publisher", 32)
        ),
        "published": _date("the document"),
        "url": _optional_text(
            "Its web address, as text; the program never opens it.",
            heading=Heading("Web address", 30),
        ),
        "licence": _optional_text(
            "The terms on which its words may be used.", heading=Heading("Licence", 34)
        ),
        "note": _optional_text(
            "What else a reader should know about it.", heading=Heading("Note", 48)
        ),
        "kind": _optional_text(
            "What the document is, as words of ours name it: article, report; source if empty.",
            SHORT_TEXT,
            heading=Heading("What it is", 20),
        ),
        "sha256": Column(
            "The SHA-256, in hexadecimal, of the text against which its quotes and excerpts were"
            " checked; set by the build, never typed.",
            "TEXT",
            is_required=False,
            pattern=_SHA256_PATTERN,
            is_computed=True,
        ),
    },
    "speakers": {
        "id": _id("speaker"),
        "name": _required_text(
            "Who speaks; no two speakers have the same name.",
            CHART_NAME,
            heading=Heading("Name", 32),
        ),
        "role": _optional_text(
            "The speaker’s role, or whom the speaker represents.",
            SHORT_TEXT,
            heading=Heading("Role", 56),
        ),
    },
    "forces": {
        "id": _id("force"),
        "name": _required_text(
            "The force’s full name; no two forces have the same.",
            CHART_NAME,
            heading=Heading("Name", 36),
        ),
        "short_name": _required_text(
            "What the force is called in charts and lists.",
            CHART_NAME,
            heading=Heading("Short name", 26),
        ),
    },
    "findings": {
        "id": _id("finding", "1, 2, 3 …: the order. Slides refer to the finding by its key."),
        "key": _required_text(
            "The author’s own short name for the finding, the same in each edition: notes belong"
            " to it.",
            SHORT_TEXT,
            heading=Heading(
                "Key",
                18,
                "A short name of your own, by which slides refer to it; the same in each edition.",
            ),
        ),
        "position": _position(),
        "kind": _one_of(FINDING_KINDS, "What sort of statement it makes.", 14),
        "headline": _required_text(
            "The finding in one sentence, in the briefing author’s own words.",
            SHORT_TEXT,
            heading=Heading(
                "Headline", 44, "The finding in one sentence of your own, at most 15 words."
            ),
        ),
        "detail": _optional_text(
            "What is behind it, in the briefing author’s own words.",
            heading=Heading("Detail", 48, "The background, in your own words."),
        ),
        "excerpt": _optional_text(
            "The few words of the source that support it, word for word, without quotation marks"
            " around them.",
            heading=Heading("Excerpt", 40),
        ),
        "locator": _optional_text(
            "Where the excerpt is in the source: a page or a paragraph.",
            SHORT_TEXT,
            heading=Heading("Where in the source", 24),
        ),
        "source_id": _source("it is"),
        "caution": _optional_text(
            "How the source is unclear or contradicts itself; shown wherever the finding is.",
            heading=Heading("Caution", 40),
        ),
        "prompt": _optional_text(
            "A discussion question, the briefing author’s own, not the report’s.",
            heading=Heading(
                "Discussion question", 40, "A question for discussion: yours, not the report’s."
            ),
        ),
    },
    "quotes": {
        "id": _id("quote", "1, 2, 3 …: the order. Other sheets refer to the quote by this number."),
        "position": _position(),
        "speaker_id": _reference(
            "speakers",
            "Who said it",
            Heading("Speaker", 24, "Who said it: a name or number from Speakers."),
        ),
        "text": _required_text(
            "What was said, word for word, without quotation marks around it.",
            heading=Heading("Quote", 70),
        ),
        "locator": _optional_text(
            "Where the quote is in the source: a page or a paragraph.",
            SHORT_TEXT,
            heading=Heading("Where in the source", 28),
        ),
        "source_id": _source("it is"),
    },
    "finding_quotes": {
        "finding_id": _reference("findings", "The finding"),
        "quote_id": _reference(
            "quotes",
            "A quote that belongs to it",
            Heading(
                "Quotes",
                12,
                "Quotes that belong to it: their numbers, separated by semicolons, such as 2; 5",
            ),
        ),
    },
    "finding_forces": {
        "finding_id": _reference("findings", "The finding"),
        "force_id": _force(),
    },
    "quote_forces": {
        "quote_id": _reference("quotes", "The quote"),
        "force_id": _force(),
    },
    "measures": {
        "id": _id("measure"),
        "title": _required_text(
            "What was counted, as a heading.", SHORT_TEXT, heading=Heading("Title", 36)
        ),
        "message": _optional_text(
            "What the figures say, as a sentence; shown above the chart.",
            SHORT_TEXT,
            heading=Heading("Message", 40),
        ),
        "unit": _optional_text(
            "What each figure counts: victims referred, per cent.",
            SHORT_TEXT,
            heading=Heading("Unit", 22),
        ),
        "definition": _optional_text(
            "How it was counted, and what was left out.", heading=Heading("Definition", 44)
        ),
        "caveat": _optional_text(
            "What the figures do not say; shown below the chart.", heading=Heading("Caveat", 44)
        ),
        "source_id": _source("the figures are"),
        "locator": _optional_text(
            "Where the figures are in the source: a page or a table.",
            SHORT_TEXT,
            heading=Heading("Where in the source", 24),
        ),
        "highlight_force_id": _reference(
            "forces",
            "The force that the chart highlights",
            Heading(
                "Highlight",
                22,
                "The force that the chart highlights: its short name, name or number.",
            ),
            is_required=False,
        ),
    },
    "figures": {
        "id": _number("The number of the figure; it is never shown."),
        "measure_id": _reference(
            "measures",
            "What was counted",
            Heading(
                "Measure",
                16,
                "Number or title from Measures; not needed if there is only one.",
                is_optional=True,
            ),
        ),
        "force_id": _reference(
            "forces",
            "The force that it was counted for",
            Heading("Force", 26, "Short name, name or number from Forces."),
        ),
        "period": _required_text(
            "The period that it covers, as the source calls it: 2016, 2019/20.",
            CHART_NAME,
            Heading("Period", 20, is_optional=True),
        ),
        "value": Column(
            "The figure exactly as the source gives it, in the unit of its measure; empty if the"
            " source gives none, which is not a zero.",
            "ANY",
            is_required=False,
            heading=Heading(
                "Figure",
                22,
                "Exactly as in the source: 1,234 or 20 [p] or [c]. If there is none, write [x].",
            ),
        ),
        "marker": Column(
            "Why the figure is missing (x not given, c confidential, z not applicable),"
            " that it is not final (p provisional, r revised), or that it is not the 0 to which it"
            " rounds (low).",
            "TEXT",
            is_required=False,
            allowed_values=(*MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER),
        ),
        "source_id": _reference(
            "sources",
            "The document that this figure is from, if it is not the measure’s",
            Heading(
                "Source",
                12,
                "The document that the figure is from, if it is not the measure’s: its number or"
                " title in Sources.",
            ),
            is_required=False,
        ),
        "locator": _optional_text(
            "Where this figure is in its source, if it is not where the measure’s figures are: a"
            " page or a table.",
            SHORT_TEXT,
            heading=Heading(
                "Where in the source",
                24,
                "Where the figure is in its source, if it is not where the measure’s figures are.",
            ),
        ),
    },
    "slides": {
        "id": _id("slide", "1, 2, 3 …: the order. If the sheet is empty, the program makes one."),
        "position": _position(),
        "kind": _one_of(SLIDE_KINDS, "What the slide shows.", 12),
        "finding_id": _reference(
            "findings",
            "What a slide of kind “finding” shows, or the finding that a discussion is about",
            Heading(
                "Shows",
                28,
                "The finding’s key, or the number of a quote or measure. A discussion needs none,"
                " other kinds have none.",
            ),
            is_required=False,
        ),
        "force_id": _reference(
            "forces",
            "The force whose newest figure a slide of kind “number” shows or answers a vote",
            Heading(
                "Force",
                22,
                "For a number, or a vote with a measure: the force whose newest figure is shown.",
            ),
            is_required=False,
        ),
        "title": _optional_text(
            "The slide’s title; if empty, it is taken from what it shows. A number’s title is the"
            " sentence below the figure; a discussion has none.",
            SHORT_TEXT,
            heading=Heading(
                "Title", 36, "Replaces the slide’s own title. For a number: the sentence below it."
            ),
        ),
        "text": _optional_text(
            "Further text on the slide; on a title slide, it replaces the subtitle. A discussion’s"
            " question; if empty, its finding’s.",
            heading=Heading(
                "Text", 44, "Further text; the question of a discussion, if it isn’t the finding’s."
            ),
        ),
        "notes": _optional_text("What only the presenter sees.", heading=Heading("Notes", 60)),
        "reveal": Column(
            "How the bars of a chart appear: none (all at once) or guess (names first, then all"
            " bars).",
            "TEXT",
            is_required=True,
            allowed_values=REVEALS,
            if_empty=NO_REVEAL,
            heading=Heading(
                "Reveal", 14, "For a chart: guess shows first the names, then all bars."
            ),
        ),
        "minutes": Column(
            "The planned time in minutes, which a discussion counts down; empty if there is no"
            " plan. A vote without minutes has 30 seconds.",
            "INTEGER",
            is_required=False,
            heading=Heading(
                "Minutes",
                12,
                "The planned time. A discussion counts it down; a vote has 30 seconds if empty.",
            ),
        ),
        "options": _optional_text(
            f"What people choose from, {MIN_OPTIONS} to {MAX_OPTIONS} lines, one option in each;"
            " makes a discussion a vote.",
            SHORT_TEXT,
            heading=Heading(
                "Options", 28, "Makes a discussion a vote: 2 to 6 options, one in each line."
            ),
        ),
        "answer": _optional_text(
            "The answer to a discussion’s question, shown after it. The first line of a vote’s"
            " answer is the option that is right; empty if none is.",
            heading=Heading(
                "Answer",
                36,
                "Shown after a discussion’s question. For a vote: the right option, if any; further"
                " lines say more about it.",
            ),
        ),
        "measure_id": _reference(
            "measures",
            "What a slide of kind “chart” shows, or what the figure of a number or a vote was"
            " counted as",
            Heading(
                "Measure", 16, "For a vote that a figure answers: a number or title from Measures."
            ),
            is_required=False,
        ),
        "quote_id": _reference(
            "quotes",
            "What a slide of kind “quote” shows, or the words that answer a vote",
            Heading("Quote", 12, "For a vote that a quote answers: its number."),
            is_required=False,
        ),
    },
}
"""Table name to column name to `Column`. A table comes after the tables that it references."""

LINK_TABLES: Final = tuple(name for name, columns in COLUMNS.items() if "id" not in columns)
"""The tables whose primary key is a pair of ids rather than an id of their own."""


def primary_key(table: str) -> tuple[str, ...]:
    """Return the columns of a table's primary key."""
    return tuple(COLUMNS[table]) if table in LINK_TABLES else ("id",)


APPLICATION_ID: Final = 0x42524631  # "BRF1"; bytes 68–71 of the file
FORMAT_VERSION: Final = 1  # user_version; bytes 60–63 of the file


SEARCH_TABLE: Final = "search"
SEARCH_COLUMNS: Final = ("title", "body", "forces", "source", "finding_id", "quote_id")
CREATE_SEARCH_TABLE: Final = """
CREATE VIRTUAL TABLE search USING fts5(
    title, body, forces, source, finding_id UNINDEXED, quote_id UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
)"""
"""One row for each finding (title: headline; body: detail, excerpt, caution and question, a line
each) and one for each quote (title: the speaker's name; body: the text). Both have the names of
their forces, and of their source and its publisher. Exactly one of the two ids is set. The rowid is
twice the finding's id, or twice the quote's id plus one. So a search gets the ids without reading
the rows. `briefing_search.search_rows` makes the rows."""
