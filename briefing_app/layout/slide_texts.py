"""The texts of a slide as rows to set: their style, width and panel."""

import re
from collections.abc import Sequence
from typing import Final

from briefing_app.layout.flow import BOX, FlowText, Row
from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import KIND_LABEL, look_of
from briefing_app.layout.slide_theme import KIND_COLOURS, Colour
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Pair, Role, Slide, SlideText
from briefing_app.model.text import paragraphs

_QUOTE_INDENT: Final = 120
_TITLE_WIDTH: Final = 1440  # leaves room for a logo
_QUESTION_WIDTH: Final = 1230  # leaves room for the countdown
_COLUMN_GAP: Final = 120
_ARROWS: Final = ("\u200e—›", "\u200e‹—")
"""For columns from the left and from the right, made of two signs: the typeface has no arrow. The
left-to-right mark keeps a program from mirroring it in a briefing written from right to left."""
_ARROW_INDENT: Final = 20
_MAX_LABEL: Final = 40  # characters of a title that is a label
_MAX_MESSAGE: Final = 320  # characters
_SENTENCE_END: Final = r"(?<=[.!?…])\s+"
_PANELS: Final = {Role.EXCERPT: 1, Role.EXCERPT_SOURCE: 1, Role.ANSWER: 2}


def message_texts(slide: Slide) -> list[SlideText] | None:
    """Return the texts of a key message: its first sentence large, the rest below it.

    A slide with a short title and one short paragraph is a message, and its title is a label.
    """
    if slide.kind is not SlideKind.TEXT or slide.pairs:
        return None
    match slide.texts:
        case (SlideText(Role.TITLE, title), SlideText(Role.BODY, text)):
            is_short = len(title) <= _MAX_LABEL and len(text) <= _MAX_MESSAGE
            if not is_short or len(paragraphs(title)) > 1 or len(paragraphs(text)) > 1:
                return None
            first, *rest = re.split(_SENTENCE_END, text, maxsplit=1)
            return [
                SlideText(Role.STATEMENT, first),
                *(SlideText(Role.BODY, part) for part in rest if part),
            ]
    return None


def text_region(slide: Slide, frame: Frame) -> tuple[float, float]:
    """Return the left edge and the width of the region for texts."""
    body = frame.body
    if not frame.is_own:
        return body.left, body.width
    match slide.kind:
        case SlideKind.TITLE:
            return body.left, _TITLE_WIDTH
        case SlideKind.QUOTE:
            return body.left + _QUOTE_INDENT, body.width - _QUOTE_INDENT
        case SlideKind.DISCUSSION if slide.minutes:
            return body.left, _QUESTION_WIDTH
    return body.left, body.width


def slide_rows(slide: Slide, texts: Sequence[SlideText], frame: Frame) -> list[Row]:
    """Return those texts of a slide that are in the flow as rows, with “Then and now” after them.

    The words of a source and where they are share a panel.
    """
    _, region = text_region(slide, frame)
    rows = []
    for text in texts:
        box = _PANELS.get(text.role) if frame.is_own else None
        left = 0 if box is None else BOX[0]
        words = text.text
        if text.role is Role.QUOTE and frame.is_own:
            words = words.removeprefix("“")  # the head has it as a large mark
        look = look_of(slide.kind, text.role).scaled(frame.scale)
        step = int(text.role is Role.ANSWER)
        flow = FlowText(text.role, words, look, region - 2 * left, left, step=step)
        rows.append(Row(((flow,),), box))
    if slide.pairs:
        rows.append(column_row(slide, frame))
        rows += (_pair_row(slide, pair, frame) for pair in slide.pairs)
    return rows


def column_row(slide: Slide, frame: Frame) -> Row:
    """Return the headings of the columns of “Then and now”."""
    width, right = _columns(slide, frame)
    look = look_of(slide.kind, Role.COLUMN).scaled(frame.scale)
    then, now = (
        FlowText(Role.COLUMN, text, look, width, left)
        for text, left in zip(slide.columns, (0, right), strict=True)
    )
    return Row(((then,), (now,)))


def _columns(slide: Slide, frame: Frame) -> tuple[float, float]:
    """Return the width of both columns, and the left edge of the second one."""
    _, region = text_region(slide, frame)
    width = (region - _COLUMN_GAP) / 2
    return width, width + _COLUMN_GAP


def _pair_row(slide: Slide, pair: Pair, frame: Frame) -> Row:
    width, right = _columns(slide, frame)
    label = KIND_LABEL.scaled(frame.scale)
    earlier, later = (
        look_of(slide.kind, role).scaled(frame.scale) for role in (Role.EARLIER, Role.LATER)
    )
    kinds = [
        FlowText(None, kind.label, label._replace(colour=KIND_COLOURS[kind]), width, left)
        for kind, left in ((pair.earlier_kind, 0), (pair.later_kind, right))
    ]
    arrow, sign = earlier._replace(colour=Colour.MUTED), _ARROWS[slide.is_right_to_left]
    return Row(
        (
            (kinds[0], FlowText(Role.EARLIER, pair.earlier, earlier, width)),
            (
                FlowText(None, " ", label, _COLUMN_GAP, width),
                FlowText(None, sign, arrow, _COLUMN_GAP, width + _ARROW_INDENT),
            ),
            (kinds[1], FlowText(Role.LATER, pair.later, later, width, right)),
        ),
        ruled=True,
    )
