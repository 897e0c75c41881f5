"""The source at the foot of a page."""

from typing import Final

from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import FOOT_SIZES
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import Block
from briefing_app.layout.placing import set_text
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide
from briefing_app.model.wording import NOTE_LEAD

_LINES: Final = 3
_LINES_OF_CHART: Final = 5  # it includes the caveat
_NUMBER_WIDTH: Final = 300  # at the end, for the slide number
_FIGURES: Final = {SlideKind.CHART, SlideKind.NUMBER}


def foot_of(slide: Slide, source: str, bottom: float, frame: Frame, measurer: Measurer) -> Block:
    """Return a source at the foot, above `bottom`; no text if it takes too many lines."""
    style = TextStyle(FOOT_SIZES[0] * frame.scale)
    if source:
        width = frame.body.width - (_NUMBER_WIDTH if frame.is_own else 0)
        is_note = slide.kind in _FIGURES and not source.startswith("Source:")
        lead = len(NOTE_LEAD.rstrip()) if is_note else 0
        text = f"{NOTE_LEAD}{source}" if is_note else source
        most = _LINES_OF_CHART if slide.kind in _FIGURES else _LINES
        # Smaller only if it saves a line.
        for size, limit in zip(FOOT_SIZES, (min(most, _LINES - 1), most), strict=True):
            style = TextStyle(size * frame.scale)
            foot = set_text(text, style, Colour.MUTED, width, measurer, lead=lead)
            if len(foot.lines) <= limit:
                top = bottom - foot.height
                placed = foot.placed(frame.body.left, top, width, role=Role.SOURCE)
                return Block((), (placed,), foot.height)
    return Block(height=1.3 * style.size)
