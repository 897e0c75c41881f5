"""The first sheet of the template workbook, which explains how to write a briefing."""

from typing import TYPE_CHECKING, Final, NamedTuple

from briefing_app.authoring.template.formats import CellFormats, line_count
from briefing_app.model.palette import LIGHT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_INTRODUCTION: Final = (
    "There is one sheet for each part. The grey line below the headings says what each column is"
    " for."
)


class Step(NamedTuple):
    """One step on the way from an empty workbook to a briefing."""

    heading: str
    text: str


STEPS: Final = (
    Step(
        "Describe the briefing",
        "Fill in the sheet About: a title, the publisher, and the key message in your own words."
        " If anything in the briefing is made up, for a rehearsal or a test, say “made up” in the"
        " title, and in the title or caveat of each measure: a chart may be shared on its own.",
    ),
    Step(
        "List your sources, speakers and forces",
        "List the documents in Sources, the people you quote in Speakers, and the police forces"
        " that you mention in Forces.",
    ),
    Step(
        "Write the findings and the quotes",
        "Use one row of Findings for each finding. Headline and detail are in your own words; the"
        " excerpt is word for word from the source. Quotes are word for word too, including every"
        " comma, without quotation marks around them. Say which quotes belong to a finding by"
        " their numbers: 2; 5",
    ),
    Step(
        "Enter the figures",
        "Describe each measure in Measures. Then copy the figures into Figures exactly as they are"
        " in the source. If the source gives none, write [x] for not available, [c] for"
        " confidential or [z] for not applicable. After a figure, [p] means provisional and [r]"
        " revised; [low] is a figure that rounds to 0 but is not 0. Instead of the columns Period"
        " and Figure, you can have a column for each period, with the period as its heading.",
    ),
    Step(
        "Put the slides in order, or let the program do it",
        "If Slides is empty, the program makes a running order: the title, the key findings with"
        " their quotes, the charts and the sources. Or list the slides yourself, with notes that"
        " only the presenter sees, minutes, large figures and questions to talk about. Reveal says"
        " how a chart’s bars appear: bars is one by one, and guess shows the names first.",
    ),
    Step(
        "Build and check",
        "Save the workbook. In the program, choose File ▸ New briefing from workbook… (Ctrl+N),"
        " choose the workbook, and press Build. The program lists all mistakes with their"
        " sheet and cell. Correct them and save: the program builds again and updates the list."
        " If you add a file with the text of the source, quotes and excerpts are checked word for"
        " word.\n"
        "From the command line: briefing-app build NAME.xlsx -o NAME.briefing",
    ),
)
"""The steps of the work."""

RULES: Final = (
    "Quotes and excerpts are the source’s words, unchanged.",
    "Headlines, details, questions and notes are your own words.",
    "Figures are the source’s: never calculated, estimated or invented.",
    "If a source is unclear or contradicts itself, Caution says so.",
    "Made-up data is marked as made up in the title.",
)
"""The rules for everything in a briefing."""


def write_how_to(worksheet: "Worksheet", formats: CellFormats) -> None:
    """Write the sheet."""
    worksheet.set_portrait()
    worksheet.hide_gridlines(2)
    worksheet.set_column(0, 0, 6)
    worksheet.set_column(1, 1, 100)
    worksheet.set_row(0, 34)
    title = formats.format(bold=True, font_size=20, font_color=LIGHT.accent, text_wrap=False)
    worksheet.write_string(0, 0, "A briefing in six steps", title)
    muted = formats.format(font_color=LIGHT.muted, text_wrap=False)
    worksheet.write_string(1, 0, _INTRODUCTION, muted)
    row = 3
    number_format = formats.format(bold=True, font_size=16, font_color=LIGHT.accent)
    for number, (heading, text) in enumerate(STEPS, 1):
        worksheet.write_string(row, 0, str(number), number_format)
        worksheet.write_string(row, 1, heading, formats.format(bold=True, font_size=13))
        worksheet.set_row(row, 22)
        worksheet.write_string(row + 1, 1, text, formats.format())
        worksheet.set_row(row + 1, 15.5 * line_count(text, 108) + 8)
        row += 2
    row += 1
    heading_format = formats.format(bold=True, font_size=13, text_wrap=False)
    worksheet.write_string(row, 0, "The rules of a briefing", heading_format)
    worksheet.set_row(row, 22)
    for rule in RULES:
        row += 1
        worksheet.write_string(row, 0, "•", formats.format(align="right"))
        worksheet.write_string(row, 1, rule, formats.format())
