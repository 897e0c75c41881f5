"""What a handout contains."""

from dataclasses import dataclass, field
from typing import Final

from briefing_app.export.kinds import DEFAULT_PARTS, Part
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Force
from briefing_app.model.slides import Slide


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """What a handout contains.

    Args:
        parts: The parts to print, each on pages of its own.
        large_print: Set no text smaller than 18 pt.
        highlight: The force to highlight in charts that have it, instead of the author's choice.
        notes: The user's notes to print with what they are about.
        slides: Today's running order; empty for the author's.
    """

    parts: frozenset[Part] = DEFAULT_PARTS
    large_print: bool = False
    highlight: Force | None = None
    notes: ReportNotes = field(default=NO_NOTES, hash=False)
    slides: tuple[Slide, ...] = ()


DEFAULT_OPTIONS: Final = HandoutOptions()
