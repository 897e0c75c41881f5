"""What the first sheet of a workbook tells whoever writes a briefing in it."""

from typing import Final, NamedTuple

INTRODUCTION: Final = (
    "One sheet for each part. The grey line below the headings says what goes where."
)


class Step(NamedTuple):
    """One part of the work."""

    heading: str
    what: str


STEPS: Final = (
    Step(
        "Say what the briefing is",
        "Fill in the sheet About: a title, who issues it, and the key message in your own words. If"
        " anything in the briefing is made up, for a rehearsal or a test, say “made up” in the"
        " title, and in the title or the caveat of each measure, too: a chart may be handed on by"
        " itself.",
    ),
    Step(
        "Name what it rests on",
        "List the documents in Sources, the people you quote in Speakers, and the police forces"
        " that you mention in Forces.",
    ),
    Step(
        "Write the findings and the quotes",
        "One finding in each row of Findings: the headline and the detail in your own words, the"
        " excerpt word for word from the source. Quotes are word for word too, to the last comma,"
        " without quotation marks around them. Tie quotes to findings by their numbers: 2; 5",
    ),
    Step(
        "Enter the figures",
        "Describe each measure in Measures, then copy the figures into Figures exactly as the"
        " source gives them. Where it gives none, write [x] not available, [c] confidential or [z]"
        " not applicable. After a figure, [p] says provisional and [r] revised; [low] is a figure"
        " that rounds to 0 but is not 0. In place of the columns Period and Figure, each period"
        " may have a column of its own, with the period as its heading.",
    ),
    Step(
        "Put the slides in order, or leave that to the program",
        "With nothing in Slides, a running order is made for you: the title, the key findings with"
        " their quotes, the charts and the sources. Or list the slides yourself, with notes that"
        " only the presenter sees.",
    ),
    Step(
        "Build and check",
        "Save the workbook. In the window of the program choose File ▸ New briefing from workbook…"
        " (Ctrl+N), the workbook, and Build. Every mistake is named with its sheet and its cell,"
        " all at once: mend them, save, and press Try again. With the text of the source in a file,"
        " quotes and excerpts are proved word for word.\n"
        "From the command line: briefing-app build NAME.xlsx -o NAME.db",
    ),
)
"""The work, from an empty workbook to a briefing."""

RULES: Final = (
    "Quotes and excerpts are the source’s words, unchanged.",
    "Headlines, details, questions and notes are your own words.",
    "Figures are the source’s: never worked out, never guessed, never invented.",
    "Where a source is unclear or contradicts itself, Caution says so.",
    "Made-up data is marked as made up in the title.",
)
"""What holds for everything in a briefing."""
