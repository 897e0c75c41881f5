"""The columns of each table: what they hold, and the rules that every value follows."""

from typing import Final, NamedTuple

FINDING_KINDS: Final = ("concern", "good practice", "figures", "next step")


SLIDE_KINDS: Final = ("title", "text", "finding", "quote", "chart", "sources")


MISSING_MARKERS: Final = ("x", "c", "z")  # the figure is not there


STATUS_MARKERS: Final = ("p", "r")  # the figure is there, but not final


LOW_MARKER: Final = "low"  # the figure rounds to 0, which stands there, but is not 0


_PART_OF_DATE: Final = "[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?"


_SHA256: Final = "[0-9a-f]{64}"


TABLE_DESCRIPTIONS: Final = {
    "report": "The briefing as a whole: one row.",
    "sources": "The documents that the briefing rests on.",
    "speakers": "The people whose words are quoted.",
    "forces": "The police forces that findings, quotes or figures are about.",
    "findings": "What the report says, one statement in each row.",
    "quotes": "What people said, word for word.",
    "finding_quotes": "Which quotes belong to which finding.",
    "finding_forces": "Which forces a finding is about.",
    "quote_forces": "Which forces a quote is about.",
    "measures": "What was counted; each measure is drawn as a chart.",
    "figures": "The numbers of the measures, one for each force and period.",
    "slides": "The running order, one slide in each row.",
}
"""Table name to what its rows are, as it is told to whoever fills it in or reads it elsewhere."""


class Column(NamedTuple):
    """What may stand in one column.

    Args:
        description: What its values are and in what unit, as it is told to whoever fills it in or
            reads it elsewhere: plain English, on one line.
        type: ``INTEGER``, ``TEXT``, or ``ANY`` for a number, whole or not.
        filled: Whether text must not be empty, and a number or reference must be there.
        references: The table whose id it holds, if it holds one.
        yes_or_no: Whether it holds 1 for yes or 0 for no.
        words: The words that may stand there, if only some may; where it need not be filled,
            nothing may stand there too.
        pattern: A regular expression that all of a text matches, unless it is empty.
        worked_out: Whether a build works it out, so that nobody else may fill it in.
    """

    description: str
    type: str
    is_required: bool
    references: str = ""
    is_boolean: bool = False
    allowed_values: tuple[str, ...] = ()
    pattern: str = ""
    is_computed: bool = False

    @property
    def is_optional(self) -> bool:
        """Whether an author may leave it out."""
        return self.is_boolean or not self.is_required

    @property
    def default(self) -> str | int | None:
        """What stands for nothing."""
        if self.is_boolean:
            return 0
        return "" if self.type == "TEXT" else None


def _number(description: str) -> Column:
    return Column(description, "INTEGER", is_required=True)


def _id(of: str) -> Column:
    return _number(f"The number by which other tables name this {of}; it is never shown.")


def _position() -> Column:
    return _number("Where it stands in the order, counted from 1.")


def _name(description: str) -> Column:
    return Column(description, "TEXT", is_required=True)


def _text(description: str) -> Column:
    return Column(description, "TEXT", is_required=False)


def _date(of: str) -> Column:
    description = f"When {of} was published: 2017-10-24, 2017-10 or 2017; empty if not known."
    return Column(description, "TEXT", is_required=False, pattern=_PART_OF_DATE)


def _one_of(words: tuple[str, ...], description: str) -> Column:
    return Column(description, "TEXT", is_required=True, allowed_values=words)


def _reference(table: str, description: str) -> Column:
    return Column(
        f"{description}: an id in {table}.", "INTEGER", is_required=True, references=table
    )


def _reference_or_null(table: str, description: str) -> Column:
    return Column(
        f"{description}: an id in {table}.", "INTEGER", is_required=False, references=table
    )


COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "report": {
        "id": _number("Always 1."),
        "title": _name("What the briefing is called."),
        "subtitle": _text("A line that says more, shown below the title."),
        "publisher": _text("Who issues the briefing."),
        "published": _date("the briefing"),
        "summary": _text("The key message, in a few sentences of the briefing author’s own."),
        "language": _name("The language of the briefing as a tag: en-GB, cy."),
    },
    "sources": {
        "id": _id("source"),
        "title": _name("What the document is called."),
        "publisher": _text("Who published it."),
        "published": _date("the document"),
        "url": _text("Its address on the web, written out; it is never opened."),
        "licence": _text("On what terms its words may be used."),
        "note": _text("What else a reader should know of it."),
        "sha256": Column(
            "The SHA-256, in hexadecimal, of the text that its quotes and excerpts were proved"
            " against; worked out by the build, never typed.",
            "TEXT",
            is_required=False,
            pattern=_SHA256,
            is_computed=True,
        ),
    },
    "speakers": {
        "id": _id("speaker"),
        "name": _name("Who speaks; no two speakers have the same name."),
        "role": _text("What the speaker does, or speaks for."),
    },
    "forces": {
        "id": _id("force"),
        "name": _name("The force’s full name; no two forces have the same."),
        "short_name": _name("What the force is called in charts and lists."),
    },
    "findings": {
        "id": _id("finding"),
        "key": _name(
            "The author’s own short name for the finding, by which later briefings can name it."
        ),
        "position": _position(),
        "kind": _one_of(FINDING_KINDS, "What sort of statement it makes."),
        "headline": _name("The finding in one sentence of the briefing author’s own."),
        "detail": _text("What is behind it, in the briefing author’s own words."),
        "excerpt": _text(
            "The few words of the source that it rests on, word for word, without quotation marks"
            " around them."
        ),
        "locator": _text("Where in the source that stands: a page or a paragraph."),
        "source_id": _reference("sources", "The document that it is from"),
        "caution": _text(
            "Where the source is unclear or contradicts itself; shown wherever the finding is."
        ),
        "prompt": _text("A question for training, the briefing author’s own, not the report’s."),
        "follows": _text("The key of an earlier briefing’s finding that this one continues."),
    },
    "quotes": {
        "id": _id("quote"),
        "position": _position(),
        "speaker_id": _reference("speakers", "Who said it"),
        "text": _name("What was said, word for word, without quotation marks around it."),
        "locator": _text("Where in the source it stands: a page or a paragraph."),
        "source_id": _reference("sources", "The document that it is from"),
    },
    "finding_quotes": {
        "finding_id": _reference("findings", "The finding"),
        "quote_id": _reference("quotes", "A quote that belongs to it"),
    },
    "finding_forces": {
        "finding_id": _reference("findings", "The finding"),
        "force_id": _reference("forces", "A force that it is about"),
    },
    "quote_forces": {
        "quote_id": _reference("quotes", "The quote"),
        "force_id": _reference("forces", "A force that it is about"),
    },
    "measures": {
        "id": _id("measure"),
        "title": _name("What was counted, as a heading."),
        "message": _text("What the figures say, as a sentence; it stands above the chart."),
        "unit": _text("What each figure is a number of: victims referred, per cent."),
        "definition": _text("How it was counted, and what was not."),
        "caveat": _text("What the figures do not say; it stands below the chart."),
        "source_id": _reference("sources", "The document that the figures are from"),
        "highlight_force_id": _reference_or_null("forces", "The force that the chart points out"),
    },
    "figures": {
        "id": _id("figure"),
        "measure_id": _reference("measures", "What was counted"),
        "force_id": _reference("forces", "The force that it was counted for"),
        "period": _name(
            "The time that it was counted over, as the source names it: 2016, 2019/20."
        ),
        "value": Column(
            "The figure exactly as the source gives it, in the unit of its measure; empty where the"
            " source gives none, which is not a zero.",
            "ANY",
            is_required=False,
        ),
        "marker": Column(
            "Why the figure is not there (x not available, c confidential, z not applicable),"
            " that it is not final (p provisional, r revised), or that it is not the 0 that it"
            " rounds to (low).",
            "TEXT",
            is_required=False,
            allowed_values=(*MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER),
        ),
    },
    "slides": {
        "id": _id("slide"),
        "position": _position(),
        "kind": _one_of(SLIDE_KINDS, "What the slide shows."),
        "finding_id": _reference_or_null("findings", "What a slide of kind “finding” shows"),
        "quote_id": _reference_or_null("quotes", "What a slide of kind “quote” shows"),
        "measure_id": _reference_or_null("measures", "What a slide of kind “chart” shows"),
        "title": _text("The slide’s title; empty leaves it to what the slide shows."),
        "text": _text("What else stands on the slide; on a title slide, in place of the subtitle."),
        "notes": _text("What only the presenter sees."),
        "reveal": Column(
            "Whether a chart shows its bars one by one: 1 for yes, 0 for no.",
            "INTEGER",
            is_required=True,
            is_boolean=True,
        ),
    },
}
"""What `TABLES` says, for those who check or write rows: table name to column name to `Column`."""


PROOF_COLUMNS: Final = {
    "source_id": _reference("sources", "The document"),
    "source_sha256": Column(
        "The SHA-256, in hexadecimal, of the file that held the document’s text.",
        "TEXT",
        is_required=True,
        pattern=_SHA256,
    ),
    "text_sha256": Column(
        "The SHA-256, in hexadecimal, of the UTF-8 of a quote or excerpt that stands in that text"
        " word for word, each run of white space made one space.",
        "TEXT",
        is_required=True,
        pattern=_SHA256,
    ),
}
"""What is kept of a proof, beside the tables: the fields of `rows.VerifiedText`."""


UNIQUE_COLUMNS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "speakers": (("name",),),
    "forces": (("name",),),
    "findings": (("key",), ("position",)),
    "quotes": (("position",),),
    "figures": (("measure_id", "force_id", "period"),),
    "slides": (("position",),),
}
"""What no two rows of a table have in common, beside the key."""


MAX_ROW_NUMBER: Final = 2_000_000_000
"""The largest id or position: twice as much is still a whole number in any tool."""


MAX_FIGURE: Final = 10**15
"""The largest figure, and the smallest with a minus: beyond it, a spreadsheet rounds."""


LINK_TABLES: Final = ("finding_quotes", "finding_forces", "quote_forces")
"""The tables without an id of their own; the two ids together are the key."""
