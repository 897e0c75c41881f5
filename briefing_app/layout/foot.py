"""The source at the foot of a page."""

from typing import Final, NamedTuple

from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import FOOT_SIZES
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import PlacedText, Rect
from briefing_app.layout.placing import break_text, lines_height, place_lines
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from briefing_app.model.wording import NOTE_LEAD

_LINES: Final = 3
_LINES_OF_CHART: Final = 5  # it includes the caveat
_FIGURES: Final = {SlideKind.CHART, SlideKind.NUMBER}


class Foot(NamedTuple):
    """The source at the foot, if it fits there, and the upper edge of the foot."""

    top: float
    texts: tuple[PlacedText, ...] = ()


def foot_of(slide: Slide, source: str, bottom: float, frame: Frame, measurer: Measurer) -> Foot:
    """Return the source at the foot; none if it takes too many lines.

    Args:
        slide: The slide.
        source: The text.
        bottom: The lower edge.
        frame: The regions of the page.
        measurer: The measurer.
    """
    style = TextStyle(FOOT_SIZES[0] * frame.scale)
    if source:
        width = frame.body.width - frame.number_width
        is_note = slide.kind in _FIGURES and not source.startswith("Source:")
        lead = len(NOTE_LEAD.rstrip()) if is_note else 0
        text = f"{NOTE_LEAD}{source}" if is_note else source
        most = _LINES_OF_CHART if slide.kind in _FIGURES else _LINES
        # Smaller only if it saves a line.
        for size, limit in zip(FOOT_SIZES, (min(most, _LINES - 1), most), strict=True):
            style = TextStyle(size * frame.scale)
            lines = break_text(text, style, width, measurer, lead)
            if len(lines) <= limit:
                top = bottom - lines_height(lines)
                rect = Rect(frame.body.left, top, width, 0)
                placed = place_lines(lines, style, Colour.MUTED, rect, lead=lead)
                return Foot(top, (placed,))
    return Foot(bottom - 1.3 * style.size)
