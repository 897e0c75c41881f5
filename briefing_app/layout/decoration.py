"""What is on a page beside its texts: the band of a finding, the strip of kinds, the countdown."""

from itertools import accumulate
from typing import Final

from briefing_app.layout.looks import EXTRA_BOLD
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import HEIGHT, WIDTH, Form, PlacedText, Rect, Shape
from briefing_app.layout.placing import place_lines
from briefing_app.layout.slide_theme import KIND_COLOURS, Colour
from briefing_app.model.slides import Slide

BAND: Final = 28
"""The width of a finding's band, and the height of the strip of kinds."""
_RING: Final = Rect(1440, 300, 360, 360)
_RING_THICKNESS: Final = 22
_COUNTDOWN: Final = TextStyle(104, EXTRA_BOLD)


def finding_band(slide: Slide) -> tuple[Shape, ...]:
    """Return the band in the colour of the finding's kind, at the left edge."""
    if slide.finding_kind is None:
        return ()
    return (Shape(Form.BOX, Rect(0, 0, BAND, HEIGHT), KIND_COLOURS[slide.finding_kind]),)


def kind_strip(slide: Slide) -> tuple[Shape, ...]:
    """Return a strip along the lower edge: how many findings there are of each kind."""
    total = sum(count for _, count in slide.kind_counts)
    ends = [WIDTH * done / total for done in accumulate(count for _, count in slide.kind_counts)]
    return tuple(
        Shape(Form.BOX, Rect(start, HEIGHT - BAND, end - start, BAND), KIND_COLOURS[kind])
        for (kind, _), start, end in zip(slide.kind_counts, [0.0, *ends], ends, strict=False)
    )


def countdown(minutes: int, measurer: Measurer) -> tuple[tuple[Shape, ...], tuple[PlacedText, ...]]:
    """Return the ring and the time of a discussion that has not started.

    Args:
        minutes: The planned time.
        measurer: The measurer.
    """
    lines = measurer.break_lines(f"{minutes}:00", _COUNTDOWN, _RING.width)[:1]
    left = _RING.left + (_RING.width - lines[0].width) / 2
    top = _RING.top + (_RING.height - lines[0].height) / 2
    rect = Rect(left, top, lines[0].width, 0)
    ring = Shape(Form.ARC, _RING, outline=Colour.BAR, thickness=_RING_THICKNESS)
    return (ring,), (place_lines(lines, _COUNTDOWN, Colour.INK, rect),)
