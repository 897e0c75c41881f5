"""The foot of a page: the note that limits the slide, and below it the source."""

import re
from typing import Final, NamedTuple

from briefing_app.layout.kind_looks import KIND_LOOKS
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import BODY, PlacedText
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.type_sizes import FOOT_SIZES, NOTE_SIZES, SLIDE_NUMBER_SIZE
from briefing_app.model.names import unparted_source
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.text import paragraphs

_LINES: Final = {size: 3 if size == FOOT_SIZES[-1] else 2 for size in FOOT_SIZES}
_NOTE_LINES: Final = 2
_NOTE_LINES_OF_FIGURES: Final = 4  # in the smallest size: the caveat of a chart belongs to it
_SOURCE_WIDTH: Final = BODY.width - 300  # the slide number is beside it
_ABOVE_SOURCE: Final = 14
_NOTES: Final = {Role.CAUTION, Role.NOTE}
_LEAD: Final = re.compile(r"[^.:;!?\n]{1,30}:(?= )")
"""The first few words of a caveat, bold if they end in a colon: ``Counts, not rates:``."""


class Foot(NamedTuple):
    """The texts at the foot of each page.

    Args:
        texts: The note and the source, as far as there is room for them.
        height: Their height.
        note: The text of the slide that is the note; None if there is none at the foot.
        has_source: Whether the source is at the foot, if there is one.
    """

    texts: tuple[PlacedText, ...]
    height: float
    note: SlideText | None
    has_source: bool


def foot_of(slide: Slide, source: str, measurer: Measurer) -> Foot:
    """Return the foot of a page, without a note or a source that takes too many lines."""
    texts: list[PlacedText] = []
    top = BODY.bottom - 1.3 * SLIDE_NUMBER_SIZE
    line = _source(source, measurer) if source else None
    if line is not None:
        top = BODY.bottom - line.height
        texts.append(line.placed(BODY.left, top, _SOURCE_WIDTH, role=Role.SOURCE))
    note = next((text for text in slide.texts if text.role in _NOTES), None)
    lines = _note(slide, note.text, measurer) if note is not None else None
    if note is not None and lines is not None:
        top -= lines.height + _ABOVE_SOURCE
        texts.insert(0, lines.placed(BODY.left, top, BODY.width, role=note.role))
    shown = note if lines is not None else None
    return Foot(tuple(texts), BODY.bottom - top, shown, line is not None)


def _source(source: str, measurer: Measurer) -> SetText | None:
    """Return a source in a few lines; None if it is longer."""
    source = unparted_source(source)
    for size in FOOT_SIZES:
        lines = set_text(source, TextStyle(size), Colour.MUTED, _SOURCE_WIDTH, measurer)
        if len(lines.lines) <= _LINES[size]:
            return lines
    return None


def _note(slide: Slide, note: str, measurer: Measurer) -> SetText | None:
    """Return a note in a few lines; None if it is longer, or has several paragraphs."""
    if len(paragraphs(note)) > 1:
        return None
    is_of_figures = KIND_LOOKS[slide.kind].has_figures
    found = _LEAD.match(note) if is_of_figures else None
    lead = found.end() if found is not None else 0
    for size in NOTE_SIZES:
        is_last = is_of_figures and size == NOTE_SIZES[-1]
        lines = set_text(note, TextStyle(size), Colour.BODY, BODY.width, measurer, lead=lead)
        if len(lines.lines) <= (_NOTE_LINES_OF_FIGURES if is_last else _NOTE_LINES):
            return lines
    return None
