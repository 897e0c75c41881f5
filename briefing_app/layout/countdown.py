"""The countdown of a discussion, in a ring, and that of a break, in large digits."""

import re
from math import floor
from typing import Final

from briefing_app.layout.measurer import BOLD, MEDIUM, Measurer, TextStyle
from briefing_app.layout.page import BODY, Block, Form, Page, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import MINUTE_S, Role, Slide
from briefing_app.model.slideshow.time import Countdown, CountdownFace
from briefing_app.model.wording import PAUSED, WE_GO_ON_AT, counted

RING_SIZE: Final = 360
"""The diameter of the ring beside a question."""
RING_BESIDE_QUESTION: Final = Rect(BODY.right - RING_SIZE, 300, RING_SIZE, RING_SIZE)
"""The rectangle of the ring at the right edge of the body."""
_RING_THICKNESS: Final = 22
_PAUSED_THICKNESS: Final = 6
_TIME: Final = TextStyle(104, EXTRA_BOLD)
_MAX_TIME_WIDTH: Final = 250
_PAUSED: Final = TextStyle(44, EXTRA_BOLD)
_MIN_PAUSED_SIZE: Final = 28
_WORDS: Final = TextStyle(64, EXTRA_BOLD)  # instead of a ring

BREAK_RECT: Final = BODY._replace(top=214, height=746)
"""The rectangle of all that changes on the page of a break while its countdown runs."""
_BREAK_TITLE: Final = TextStyle(100, BOLD)
_BREAK_TITLE_TOP: Final = 82
_DIGITS: Final = (220, 490)  # top and height
_DIGIT_HEIGHT: Final = 0.67  # of the font's size
_LARGEST: Final = TextStyle(690, EXTRA_BOLD, even_digits=True)
_MIN_PATTERN: Final = "88:88"  # a shorter time is no larger
_BAR: Final = (790, 20)  # top and height
_BREAK_WORDS: Final = TextStyle(92, MEDIUM)
_BREAK_WORDS_TOP: Final = 836
_ALONE: Final = TextStyle(300, EXTRA_BOLD)  # the words, if no countdown can run
_ALONE_TOP: Final = 330


def countdown(seconds: int, measurer: Measurer, ring: Rect, *, has_clock: bool) -> Block:
    """Return the ring, in this rectangle, and the time of a discussion that has not started.

    If no countdown can run, the planned time is in words instead.
    """
    if not has_clock:
        minutes, rest = divmod(seconds, MINUTE_S)
        words = counted(minutes, "minute") if not rest else counted(seconds, "second")
        text = set_text(words, _WORDS, Colour.LABEL, ring.width, measurer)
        top = ring.top + (ring.height - text.height) / 2
        return Block((), (text.placed(ring.left, top, ring.width, role=Role.PLANNED_TIME),))
    face = Countdown(seconds).face(0)
    style = countdown_style(face.text, ring, measurer)
    time = set_text(face.text, style, Colour.INK, ring.width, measurer)
    left = ring.left + (ring.width - time.width) / 2
    top = ring.top + (ring.height - time.height) / 2
    return Block(countdown_ring(face, ring), (time.placed(left, top),))


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


def break_block(slide: Slide, seconds: int, measurer: Measurer, *, has_clock: bool) -> Block:
    """Return the title of a break, and its planned time.

    Args:
        slide: The break.
        seconds: The seconds that it counts down.
        measurer: Measures its texts.
        has_clock: Whether a countdown can run; without one, the planned time is in words.
    """
    face = Countdown(seconds).face(0)
    style = _fitted(slide.title, _BREAK_TITLE, measurer)
    title = set_text(slide.title, style, Colour.INK, BODY.width, measurer)
    placed = title.placed(BODY.left, _BREAK_TITLE_TOP, BODY.width, role=Role.TITLE)
    if has_clock:
        block = break_countdown(face, measurer)
        return Block(block.shapes, (placed, *block.texts))
    planned = _planned(face)
    words = set_text(planned, _fitted(planned, _ALONE, measurer), Colour.INK, BODY.width, measurer)
    return Block((), (placed, words.placed(BODY.left, _ALONE_TOP, role=Role.PLANNED_TIME)))


def break_countdown(face: CountdownFace, measurer: Measurer) -> Block:
    """Return what a break's countdown shows: the time, a bar, and when it goes on.

    Before the start, the planned time is in words.

    Args:
        face: What it shows.
        measurer: Measures its texts.
    """
    pattern = max(re.sub(r"\d", "8", face.text), _MIN_PATTERN, key=len)
    style = _fitted(pattern, _LARGEST, measurer)
    top, height = _DIGITS
    baseline = top + (height + _DIGIT_HEIGHT * style.size) / 2
    line = PlacedLine(face.text, baseline, measurer.width(face.text, style), ends=True)
    around = Rect(BODY.left, top, BODY.width, height)
    digits = PlacedText(None, around, style, Colour.INK, (line,))
    return Block(_bar(face), (digits, *_words(face, measurer)))


def _fitted(text: str, style: TextStyle, measurer: Measurer) -> TextStyle:
    """Return the style with which a text is on one line."""
    share = BODY.width / max(measurer.width(text, style), 1.0)
    return style if share >= 1 else style._replace(size=max(1, floor(style.size * share)))


def _bar(face: CountdownFace) -> tuple[Shape, ...]:
    """Return the bar of the time that is left, and all of it again when time is over."""
    top, height = _BAR
    full, radius = Rect(BODY.left, top, BODY.width, height), height / 2
    if face.is_over:
        return (Shape(Form.BOX, full, Colour.CAUTION, radius=radius),)
    left = full._replace(width=max(height, full.width * face.share))
    colour = Colour.INK if face.is_paused else Colour.BAR
    track = Shape(Form.BOX, full, Colour.TRACK, radius=radius)
    return track, Shape(Form.BOX, left, colour, radius=radius)


def _words(face: CountdownFace, measurer: Measurer) -> tuple[PlacedText, ...]:
    if not face.ends:
        words, role = (PAUSED, None) if face.is_paused else (_planned(face), Role.PLANNED_TIME)
        text = set_text(words, _BREAK_WORDS, Colour.INK, BODY.width, measurer)
        return (text.placed(BODY.left, _BREAK_WORDS_TOP, BODY.width, role=role),)
    lead, bold = f"{WE_GO_ON_AT} ", _BREAK_WORDS._replace(weight=EXTRA_BOLD)
    first = set_text(lead, _BREAK_WORDS, Colour.INK, BODY.width, measurer)
    left = BODY.left + measurer.width(lead, _BREAK_WORDS)
    end = set_text(face.ends, bold, Colour.INK, BODY.right - left, measurer)
    return first.placed(BODY.left, _BREAK_WORDS_TOP), end.placed(left, _BREAK_WORDS_TOP)


def _planned(face: CountdownFace) -> str:
    """Return the minutes that a countdown shows before it starts."""
    return counted(int(face.text.partition(":")[0]), "minute")
