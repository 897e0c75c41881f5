"""What the export dialog offers for each kind of export."""

from enum import Enum, auto
from typing import Final, NamedTuple

from briefing_app.export.request import ExportKind
from briefing_app.model.wording import MY_NOTES

QUESTIONS_OPTION: Final = "Discussion questions, with room to write"
FINDINGS_ONLY_OPTION: Final = "Findings only"
SAID_OPTION: Final = "What we said in the last slideshow"
NOTES_OPTION: Final = MY_NOTES
LARGE_PRINT_OPTION: Final = "Large print"


class Option(Enum):
    """An option that only some kinds of export have."""

    QUESTIONS = auto()
    FINDINGS_ONLY = auto()
    LARGE_PRINT = auto()
    MEASURE = auto()
    WIDTH = auto()
    DEFINITION = auto()
    SVG = auto()
    ZIP = auto()
    CHANGES = auto()
    HIGHLIGHT = auto()
    SLIDE_THEME = auto()
    INK = auto()
    SAID = auto()
    NOTES = auto()


class KindDescription(NamedTuple):
    """How the dialog describes a kind of export.

    Args:
        label: The name in the list of kinds.
        hint: What the files are, below it.
        description: What the export contains.
        save_text: The text of the button that makes it.
        options: Its options.
        has_preview: Whether it has pages to show.
    """

    label: str
    hint: str
    description: str
    save_text: str
    options: tuple[Option, ...]
    has_preview: bool = True


DESCRIPTIONS: Final = {
    ExportKind.HANDOUT: KindDescription(
        "Handout",
        "PDF to print or email",
        "A4 pages, readable by screen readers, without the presenter’s notes.",
        "Save handout",
        (
            *(Option.QUESTIONS, Option.SAID, Option.NOTES),
            *(Option.FINDINGS_ONLY, Option.LARGE_PRINT),
            *(Option.CHANGES, Option.HIGHLIGHT),
        ),
    ),
    ExportKind.SLIDES: KindDescription(
        "Slides",
        "PowerPoint",
        "Your running order as slides whose text and charts you can edit, with your notes.",
        "Save slides",
        (Option.CHANGES, Option.HIGHLIGHT),
    ),
    ExportKind.CHART: KindDescription(
        "Chart",
        "PNG or SVG",
        "One chart as a picture with its message, source and caveat.",
        "Save chart",
        (Option.MEASURE, Option.DEFINITION, Option.WIDTH, Option.SVG, Option.HIGHLIGHT),
    ),
    ExportKind.PICTURES: KindDescription(
        "Slide pictures",
        "PNG",
        "Each slide of your running order as a picture, without notes.",
        "Save pictures",
        (Option.INK, Option.WIDTH, Option.SLIDE_THEME, Option.CHANGES, Option.HIGHLIGHT),
    ),
    ExportKind.DATA: KindDescription(
        "Data",
        "CSV files",
        "Every table as a CSV file, with a description of each column. The presenter’s notes are "
        "included, and the briefing can be built again from the files.",
        "Save data",
        (Option.ZIP,),
        has_preview=False,
    ),
    ExportKind.PACK: KindDescription(
        "Session pack",
        "Folder for a USB stick",
        "One folder with the briefing, its handout, slides, slide pictures and data. The "
        "briefing, the slides and the data contain the presenter’s notes.",
        "Save session pack",
        (
            *(Option.QUESTIONS, Option.SAID, Option.NOTES),
            *(Option.FINDINGS_ONLY, Option.LARGE_PRINT),
            *(Option.SLIDE_THEME, Option.CHANGES, Option.HIGHLIGHT),
        ),
    ),
}
