"""What is on a page beside its texts: the band of a finding, the strip of kinds, the countdown."""

from itertools import accumulate
from typing import Final

from briefing_app.layout.frame import LOGO_AREA
from briefing_app.layout.looks import EXTRA_BOLD
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import HEIGHT, WIDTH, Block, Form, Page, Rect, Shape
from briefing_app.layout.placing import set_text
from briefing_app.layout.slide_theme import KIND_COLOURS, Colour
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.time import Countdown, CountdownFace

BAND: Final = 28
"""The width of a finding's band, and the height of the strip of kinds."""
LOGO_MARGIN: Final = 16
"""The margin of a logo on its plate, and the radius of the plate's corners."""
_RING: Final = Rect(1440, 300, 360, 360)
_RING_THICKNESS: Final = 22
_COUNTDOWN: Final = TextStyle(104, EXTRA_BOLD)
_MAX_TIME_WIDTH: Final = 250


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


def logo_plate(ratio: float) -> Shape:
    """Return the plate for a logo of this aspect ratio, as large as fits at the upper corner."""
    room = LOGO_AREA.height - 2 * LOGO_MARGIN
    width, height = min(room, room * ratio), min(room, room / ratio)
    left = LOGO_AREA.right - width - 2 * LOGO_MARGIN
    rect = Rect(left, LOGO_AREA.top, width + 2 * LOGO_MARGIN, height + 2 * LOGO_MARGIN)
    return Shape(Form.BOX, rect, Colour.GROUND, radius=LOGO_MARGIN)


def countdown(minutes: int, measurer: Measurer) -> Block:
    """Return the ring and the planned time of a discussion that has not started."""
    face = Countdown.of_minutes(minutes).face(0)
    style = countdown_style(face.text, measurer)
    time = set_text(face.text, style, Colour.INK, _RING.width, measurer)
    left = _RING.left + (_RING.width - time.width) / 2
    top = _RING.top + (_RING.height - time.height) / 2
    return Block(countdown_ring(face, _RING), (time.placed(left, top),))


def countdown_rect(page: Page) -> Rect | None:
    """Return the rectangle of the countdown on a page; None if there is none."""
    return next((shape.rect for shape in page.shapes if shape.form is Form.ARC), None)


def countdown_ring(face: CountdownFace, rect: Rect) -> tuple[Shape, ...]:
    """Return the ring of a countdown: what is left of it, and all of it again when time is over."""

    def arc(colour: Colour, share: float = 1.0) -> Shape:
        return Shape(Form.ARC, rect, outline=colour, thickness=_RING_THICKNESS, share=share)

    if face.is_over:
        return (arc(Colour.CAUTION),)
    if face.share == 1.0:
        return (arc(Colour.BAR),)
    return arc(Colour.TRACK), arc(Colour.BAR, face.share)


def countdown_style(text: str, measurer: Measurer) -> TextStyle:
    """Return the style of the time, so that it fits into the ring."""
    width = measurer.width(text, _COUNTDOWN)
    return _COUNTDOWN._replace(size=_COUNTDOWN.size * min(1.0, _MAX_TIME_WIDTH / max(width, 1.0)))
