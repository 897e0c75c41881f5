"""The options of exports: their values, and how the dialog and the command line offer them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Self

from briefing_app.layout.palette import LIGHT_SLIDES, SLIDE_THEMES, SlideTheme
from briefing_app.model.charts import LATEST, ChartView
from briefing_app.model.report import Force, Measure
from briefing_app.model.wording import HIGHLIGHT_IN_CHARTS, MY_NOTES, SLIDE_COLOURS


class Part(Enum):
    """The parts of a handout in their order; the values are the words of the command line.

    Args:
        label: Its name.
        hint: What it contains.
    """

    SUMMARY = "summary", "Summary", "For colleagues who were not there"
    FINDINGS = "findings", "Findings", "With their words, figures and sources"
    WORKSHEETS = (
        "worksheets",
        "Worksheets for groups",
        "Today’s discussions, with lines to write on",
    )
    ANSWERS = "answers", "Answers", "To hand out after the talk"

    label: str
    hint: str

    def __new__(cls, value: str, label: str, hint: str) -> Self:
        """Return a part whose value is its word alone."""
        part = object.__new__(cls)
        part._value_, part.label, part.hint = value, label, hint
        return part


@dataclass(frozen=True, slots=True)
class Options:
    """What was chosen for an export; each kind looks at its own options.

    Args:
        parts: The parts of a handout, each on pages of its own.
        notes: Print the user's notes in a handout, with what they are about.
        large_print: Set no text of a handout smaller than 18 pt.
        measure: The measure of a chart; None for the briefing's first.
        view: The view of that measure.
        definition: Say below a chart how the figures were counted.
        width: The width of each picture in pixels.
        slide_theme: The colours of pictures of slides.
        highlight: The force to highlight in charts that have it; None for the author's choice.
    """

    parts: frozenset[Part] = frozenset(Part) - {Part.ANSWERS}  # people get them after the talk
    notes: bool = False
    large_print: bool = False
    measure: Measure | None = None
    view: ChartView = LATEST
    definition: bool = False
    width: int = 1920
    slide_theme: SlideTheme = field(default=LIGHT_SLIDES, hash=False)  # it has a mapping
    highlight: Force | None = None


DEFAULTS: Final = Options()


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """An option that some kinds of export have.

    Without choices, it is a box to tick in the dialog and a flag of the command line, unless they
    have something of their own for it.

    Args:
        name: The field of `Options`; empty if it decides only which file is written.
        label: What the dialog calls it.
        help: What the help of the command line says; empty if only the dialog has it, because on
            the command line the name of the file decides.
        hint: What screen readers say about it, too.
        choices: What the dialog offers, each with its value.
        ending: The ending of the file's name if it is chosen; empty if it doesn't decide that.
        is_on: Whether its box is ticked at first.
    """

    name: str
    label: str
    help: str = ""
    hint: str = ""
    choices: Mapping[str, Any] = field(default_factory=dict)
    ending: str = ""
    is_on: bool = False


PARTS: Final = Option(
    "parts",
    "Parts",
    "what the handout contains: "
    + ", ".join(f"{part.value} ({part.hint[0].lower()}{part.hint[1:]})" for part in Part)
    + f" (default: {','.join(part.value for part in Part if part in DEFAULTS.parts)})",
)
NOTES: Final = Option("notes", MY_NOTES, "print your own notes with what they are about")
LARGE_PRINT: Final = Option(
    "large_print",
    "Large print",
    "print all text in 18 points or more",
    hint="All text in 18 points or more",
)
MEASURE: Final = Option(
    "measure", "Chart", "the number of the measure, counted from 1 (default: the first)"
)
DEFINITION: Final = Option(
    "definition",
    "Explain how the figures were counted",
    "explain below the chart how the figures were counted",
)
WIDTH: Final = Option(
    "width",
    "Width",
    f"the width of a picture in pixels (default: {DEFAULTS.width})",
    choices={f"{width} pixels": width for width in (1280, 1920, 2560, 3840)},
)
SVG: Final = Option("", "SVG, sharp at any size", ending=".svg")
SLIDE_THEME: Final = Option(
    "slide_theme",
    SLIDE_COLOURS,
    f"the colours of slide pictures (default: {DEFAULTS.slide_theme.name})",
    choices={theme.name.capitalize(): theme for theme in SLIDE_THEMES},
)
HIGHLIGHT: Final = Option(
    "highlight",
    HIGHLIGHT_IN_CHARTS,
    "the force that charts highlight (default: the one that the author chose)",
)
ZIP: Final = Option("", "In one ZIP file", ending=".zip", is_on=True)
OPTIONS: Final = (
    *(PARTS, NOTES, LARGE_PRINT, MEASURE, DEFINITION, WIDTH, SVG, SLIDE_THEME, HIGHLIGHT, ZIP),
)
"""All options, in the order of the dialog and of the command's help."""
