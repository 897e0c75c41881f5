"""The kinds of export: what each makes, and how the window and the command line offer it.

`export.jobs` makes them. The options of a kind are in the dialog, which has them from
`gui.export.options`, and on the command line, which has them from `cli.export`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from briefing_app.model.wording import counted


class Option(Enum):
    """An option that only some kinds have, in the order of the command's help."""

    PARTS = auto()
    NOTES = auto()
    LARGE_PRINT = auto()
    MEASURE = auto()
    DEFINITION = auto()
    WIDTH = auto()
    SLIDE_THEME = auto()
    HIGHLIGHT = auto()
    # Not on the command line: there, the name of the file says so, or it has no slideshow.
    SVG = auto()
    ZIP = auto()


class Part(Enum):
    """The parts of a handout in their order; the values are the words of the command line."""

    SUMMARY = "summary"
    FINDINGS = "findings"
    WORKSHEETS = "worksheets"
    ANSWERS = "answers"

    @property
    def details(self) -> "PartDetails":
        """What it contains."""
        return _PARTS[self]


@dataclass(frozen=True, slots=True)
class PartDetails:
    """How a part of a handout is offered.

    Args:
        label: Its name.
        hint: What it contains.
        after_count: What it contains, in words that follow the number of its pages.
    """

    label: str
    hint: str
    after_count: str = ""

    def counted(self, page_count: int) -> str:
        """Return the number of its pages, with what they contain if there are any."""
        return f"{counted(page_count, 'page')}{self.after_count}" if page_count else "No pages"


_PARTS: Final[Mapping[Part, PartDetails]] = {
    Part.SUMMARY: PartDetails("Summary", "For colleagues who were not there", ", for colleagues"),
    Part.FINDINGS: PartDetails("Findings", "With their words, figures and sources"),
    Part.WORKSHEETS: PartDetails(
        "Worksheets for groups",
        "Today’s discussions, with lines to write on",
        ", with lines to write on",
    ),
    Part.ANSWERS: PartDetails(
        "Answers", "To hand out after the talk", ", to hand out after the talk"
    ),
}
DEFAULT_PARTS: Final = frozenset(Part) - {Part.ANSWERS}
"""Without the answers, which people get after the talk."""


class ExportKind(Enum):
    """The kinds of export; the values are the words of the command line."""

    HANDOUT = "handout"
    SLIDES = "slides"
    CHART = "chart"
    PICTURES = "pictures"
    DATA = "data"
    PAGE = "page"
    NOTES = "notes"

    @property
    def details(self) -> "KindDetails":
        """What it makes, and how it is offered."""
        return _DETAILS[self]

    @property
    def endings(self) -> tuple[str, ...]:
        """The possible endings of the file's name; none if the export is always a folder."""
        return self.details.endings


@dataclass(frozen=True, slots=True)
class DialogEntry:
    """How the export dialog and the menu show a kind.

    Args:
        menu_text: The entry of the menu that opens the dialog with it.
        label: The name in the list of kinds.
        hint: What the files are, below it.
        description: What the export contains.
        save_text: The text of the button that makes it.
        has_preview: Whether `gui.export.preview` draws it.
    """

    menu_text: str
    label: str
    hint: str
    description: str
    save_text: str
    has_preview: bool = False


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """How the help of the command line describes a kind.

    Args:
        what: What it makes, after "Export".
        target: What OUT is.
    """

    what: str
    target: str


@dataclass(frozen=True, slots=True)
class KindDetails:
    """What a kind of export makes, and how it is offered.

    Args:
        endings: The possible endings of the file's name.
        options: Its options.
        dialog: How the dialog shows it; None if it has an entry elsewhere.
        command: How the command line describes it; None if it isn't there.
        can_be_folder: Whether it is a folder if the name of the target has no such ending.
        has_slides: Whether it is made from the slides of the running order.
        is_drawn: Whether Qt draws something in it.
    """

    endings: tuple[str, ...]
    options: tuple[Option, ...] = ()
    dialog: DialogEntry | None = None
    command: CommandEntry | None = None
    can_be_folder: bool = False
    has_slides: bool = False
    is_drawn: bool = False


_DETAILS: Final[Mapping[ExportKind, KindDetails]] = {
    ExportKind.HANDOUT: KindDetails(
        (".pdf",),
        (Option.PARTS, Option.NOTES, Option.LARGE_PRINT, Option.HIGHLIGHT),
        DialogEntry(
            "&Handout as PDF…",
            "Handout",
            "PDF to print or email",
            "A4 pages, readable by screen readers, without the presenter’s notes.",
            "Save handout",
            has_preview=True,
        ),
        CommandEntry("a handout as an accessible PDF", "the .pdf file to write"),
    ),
    ExportKind.SLIDES: KindDetails(
        (".pptx",),
        (Option.HIGHLIGHT,),
        DialogEntry(
            "&Slides for PowerPoint…",
            "Slides",
            "PowerPoint",
            "Your running order as slides whose text and charts you can edit, with your notes.",
            "Save slides",
            has_preview=True,
        ),
        CommandEntry("slides for PowerPoint", "the .pptx file to write"),
        has_slides=True,
    ),
    ExportKind.CHART: KindDetails(
        (".png", ".svg"),
        (
            *(Option.MEASURE, Option.DEFINITION, Option.WIDTH, Option.SVG),
            Option.HIGHLIGHT,
        ),
        DialogEntry(
            "&Chart as a picture…",
            "Chart",
            "PNG or SVG",
            "One chart as a picture with its message, source and caveat.",
            "Save chart",
            has_preview=True,
        ),
        CommandEntry("a chart as a picture", "the .png or .svg file to write"),
        is_drawn=True,
    ),
    ExportKind.PICTURES: KindDetails(
        (),
        (Option.WIDTH, Option.SLIDE_THEME, Option.HIGHLIGHT),
        DialogEntry(
            "Slides as &pictures…",
            "Slide pictures",
            "PNG",
            "Each slide of your running order as a picture, without notes.",
            "Save pictures",
            has_preview=True,
        ),
        CommandEntry("every slide as a PNG file", "the folder to write to"),
        can_be_folder=True,
        has_slides=True,
        is_drawn=True,
    ),
    ExportKind.DATA: KindDetails(
        (".zip",),
        (Option.ZIP,),
        DialogEntry(
            "&Data as CSV files…",
            "Data",
            "CSV files",
            "Every table as a CSV file. The presenter’s notes are included, and the briefing can "
            "be built again from the files.",
            "Save data",
        ),
        CommandEntry("the data as CSV files", "the folder or the .zip file to write"),
        can_be_folder=True,
    ),
    ExportKind.PAGE: KindDetails(
        (".html",),
        (Option.HIGHLIGHT,),
        DialogEntry(
            "&Web page…",
            "Web page",
            "One file for any browser",
            "All findings with their words, and the figures, on one page with a search. It opens "
            "without a network, on phones too. The presenter’s notes and your own are not in it.",
            "Save web page",
        ),
        CommandEntry(
            "a web page that any browser opens without a network", "the .html file to write"
        ),
    ),
    ExportKind.NOTES: KindDetails(
        (".txt", ".csv"),
        command=CommandEntry("your own notes and bookmarks", "the .txt or .csv file to write"),
    ),
}


def dialog_entries() -> dict[ExportKind, DialogEntry]:
    """Return the kinds that the dialog shows, in their order."""
    return {
        kind: details.dialog for kind, details in _DETAILS.items() if details.dialog is not None
    }
