"""The countdown of a discussion: a ring with the time in it."""

from typing import Final

from briefing_app.layout.break_page import BREAK_RECT
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import BODY, Block, Form, Page, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import Role
from briefing_app.model.slideshow.time import Countdown, CountdownFace
from briefing_app.model.wording import counted

RING_SIZE: Final = 360
"""The diameter of the ring beside a question."""
_RING_THICKNESS: Final = 22
_PAUSED_THICKNESS: Final = 6
_TIME: Final = TextStyle(104, EXTRA_BOLD)
_MAX_TIME_WIDTH: Final = 250
_PAUSED: Final = TextStyle(44, EXTRA_BOLD)
_MIN_PAUSED_SIZE: Final = 28
_MINUTE_S: Final = 60


RING_BESIDE_QUESTION: Final = Rect(BODY.right - RING_SIZE, 300, RING_SIZE, RING_SIZE)
"""The rectangle of the ring at the right edge of the body."""


def countdown(seconds: int, measurer: Measurer, ring: Rect) -> Block:
    """Return the ring, in this rectangle, and the time of a discussion that has not started."""
    face = Countdown(seconds).face(0)
    style = countdown_style(face.text, ring, measurer)
    time = set_text(face.text, style, Colour.INK, ring.width, measurer)
    left = ring.left + (ring.width - time.width) / 2
    top = ring.top + (ring.height - time.height) / 2
    return Block(countdown_ring(face, ring), (time.placed(left, top),))


def planned_time(seconds: int, measurer: Measurer, ring: Rect) -> Block:
    """Return the time of a discussion in words, in place of a ring that can't run."""
    minutes, rest = divmod(seconds, _MINUTE_S)
    words = counted(minutes, "minute") if not rest else counted(seconds, "second")
    style = TextStyle(_WORDS_SIZE, EXTRA_BOLD)
    text = set_text(words, style, Colour.LABEL, ring.width, measurer)
    top = ring.top + (ring.height - text.height) / 2
    return Block((), (text.placed(ring.left, top, ring.width, role=Role.PLANNED_TIME),))


_WORDS_SIZE: Final = 64


def countdown_rect(page: Page, step: int) -> Rect | None:
    """Return the rectangle of the countdown on a page at a step; None if there is none."""
    if page.slide.is_break:
        return BREAK_RECT if page.slide.countdown_s else None
    rings = (each for each in page.shapes if each.form is Form.ARC and each.is_shown(step))
    return next((ring.rect for ring in rings), None)


def countdown_ring(face: CountdownFace, rect: Rect) -> tuple[Shape, ...]:
    """Return the ring of a countdown: what is left of it, and all of it again when time is over.

    While the countdown is paused, what is left is a thin line on the ring.
    """
    scale = rect.width / RING_SIZE

    def arc(colour: Colour, share: float = 1.0, thickness: float = _RING_THICKNESS) -> Shape:
        inset = scale * (_RING_THICKNESS - thickness) / 2
        around = rect.inset(inset, inset)
        return Shape(Form.ARC, around, outline=colour, thickness=scale * thickness, share=share)

    if face.is_paused:
        share, colour = (1.0, Colour.CAUTION) if face.is_over else (face.share, Colour.INK)
        return arc(Colour.TRACK), arc(colour, share, _PAUSED_THICKNESS)
    if face.is_over:
        return (arc(Colour.CAUTION),)
    if face.share == 1.0:
        return (arc(Colour.BAR),)
    return arc(Colour.TRACK), arc(Colour.BAR, face.share)


def countdown_style(text: str, ring: Rect, measurer: Measurer) -> TextStyle:
    """Return the style of the time, so that it fits into the ring."""
    width = measurer.width(text, _TIME)
    scale = ring.width / RING_SIZE * min(1.0, _MAX_TIME_WIDTH / max(width, 1.0))
    return _TIME._replace(size=_TIME.size * scale)


def paused_style(ring: Rect) -> TextStyle:
    """Return the style of the word below the time of a paused countdown."""
    return _PAUSED._replace(size=max(_MIN_PAUSED_SIZE, _PAUSED.size * ring.width / RING_SIZE))
