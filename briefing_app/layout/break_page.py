"""The page of a break: its title, the time left in large digits, and when it ends."""

import re
from math import floor
from typing import Final

from briefing_app.layout.measurer import BOLD, MEDIUM, Measurer, TextStyle
from briefing_app.layout.page import BODY, Block, Form, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import Role, Slide
from briefing_app.model.slideshow.time import Countdown, CountdownFace
from briefing_app.model.wording import PAUSED, WE_GO_ON_AT, counted

_TITLE: Final = TextStyle(100, BOLD)
_TITLE_TOP: Final = 82
_DIGITS: Final = (220, 490)  # top and height
_DIGIT_HEIGHT: Final = 0.67  # of the font's size
_LARGEST: Final = TextStyle(690, EXTRA_BOLD, even_digits=True)
_MIN_PATTERN: Final = "88:88"  # a shorter time is no larger
_BAR: Final = (790, 20)  # top and height
_WORDS: Final = TextStyle(92, MEDIUM)
_WORDS_TOP: Final = 836
_ALONE: Final = TextStyle(300, EXTRA_BOLD)  # the words, where no countdown can run
_ALONE_TOP: Final = 330


BREAK_RECT: Final = BODY._replace(top=214, height=746)
"""The rectangle of all that changes on the page of a break while its countdown runs."""


def break_block(slide: Slide, seconds: int, measurer: Measurer, *, has_clock: bool) -> Block:
    """Return the title of a break, and its planned time.

    Args:
        slide: The break.
        seconds: The seconds that it counts down.
        measurer: Measures its texts.
        has_clock: Whether a countdown can run; without one, the planned time is in words.
    """
    face = Countdown(seconds).face(0)
    style = _fitted(slide.title, _TITLE, measurer)
    title = set_text(slide.title, style, Colour.INK, BODY.width, measurer)
    placed = title.placed(BODY.left, _TITLE_TOP, BODY.width, role=Role.TITLE)
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
        text = set_text(words, _WORDS, Colour.INK, BODY.width, measurer)
        return (text.placed(BODY.left, _WORDS_TOP, BODY.width, role=role),)
    lead, bold = f"{WE_GO_ON_AT} ", _WORDS._replace(weight=EXTRA_BOLD)
    first = set_text(lead, _WORDS, Colour.INK, BODY.width, measurer)
    left = BODY.left + measurer.width(lead, _WORDS)
    end = set_text(face.ends, bold, Colour.INK, BODY.right - left, measurer)
    return first.placed(BODY.left, _WORDS_TOP), end.placed(left, _WORDS_TOP)


def _planned(face: CountdownFace) -> str:
    """Return the minutes that a countdown shows before it starts."""
    return counted(int(face.text.partition(":")[0]), "minute")
