"""The texts of a slide as rows to set: their style, width and panel."""

import re
from collections.abc import Sequence
from typing import Final

from briefing_app.layout.flow import BOX, FlowText, Row, row_of
from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import KIND_LABEL, Look, look_of
from briefing_app.layout.slide_theme import KIND_COLOURS, Colour
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Pair, Role, Slide, SlideText
from briefing_app.model.text import paragraphs

_QUOTE_INDENT: Final = 120
_TITLE_WIDTH: Final = 1440  # leaves room for a logo
_QUESTION_WIDTH: Final = 1230  # leaves room for the countdown
_COLUMN_GAP: Final = 110
_ARROW: Final = "›"  # the typeface has no arrow
_ARROW_INDENT: Final = 30
_ABOVE_PAIR: Final = 52
_MAX_LABEL: Final = 40  # characters of a title that is a label
_MAX_MESSAGE: Final = 320  # characters
_SENTENCE_END: Final = r"(?<=[.!?…])\s+"
_PANELS: Final = {Role.EXCERPT, Role.EXCERPT_SOURCE, Role.ANSWER}


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


def scaled_look(slide: Slide, role: Role, frame: Frame) -> Look:
    """Return the style of a text at the frame's scale."""
    return _scaled(look_of(slide.kind, role), frame)


def _scaled(look: Look, frame: Frame) -> Look:
    sizes = (round(size * frame.scale) for size in (look.best, look.least, look.above))
    best, least, above = sizes
    return look._replace(best=best, least=least, above=above)


def slide_rows(slide: Slide, texts: Sequence[SlideText], frame: Frame) -> list[Row]:
    """Return texts as rows, with the pairs of “Then and now” after them.

    The words of a source and where they are share a panel.

    Args:
        slide: The slide.
        texts: Those of its texts that are in the flow.
        frame: The regions of the page.
    """
    _, region = text_region(slide, frame)
    rows = []
    box = -1
    last: Role | None = None
    for text in texts:
        look = scaled_look(slide, text.role, frame)
        width, left, number = region, 0.0, None
        if text.role in _PANELS and frame.is_own:
            width, left = width - 2 * BOX[0], BOX[0]
            box += text.role is not Role.EXCERPT_SOURCE or last is not Role.EXCERPT
            number = box
        words = text.text
        if text.role is Role.QUOTE and frame.is_own:
            words = words.removeprefix("“")  # the head has it as a large mark
        step = int(text.role is Role.ANSWER)
        rows.append(row_of(FlowText(text.role, words, look, width, left, step=step), number))
        last = text.role
    if slide.pairs:
        rows.append(column_row(slide, frame))
        rows += (_pair_row(slide, pair, frame) for pair in slide.pairs)
    return rows


def column_row(slide: Slide, frame: Frame, *, repeated: bool = False) -> Row:
    """Return the headings of the columns of “Then and now”.

    Args:
        slide: The slide.
        frame: The regions of the page.
        repeated: Whether an earlier page has them.
    """
    width = _column_width(slide, frame)
    look = scaled_look(slide, Role.COLUMN, frame)
    role = None if repeated else Role.COLUMN
    return Row(
        tuple(
            (FlowText(role, text, look, width, left),)
            for text, left in zip(slide.columns, (0, width + _COLUMN_GAP), strict=True)
        )
    )


def _column_width(slide: Slide, frame: Frame) -> float:
    return (text_region(slide, frame)[1] - _COLUMN_GAP) / 2


def _pair_row(slide: Slide, pair: Pair, frame: Frame) -> Row:
    width = _column_width(slide, frame)
    label = _scaled(KIND_LABEL._replace(above=_ABOVE_PAIR), frame)
    earlier, later = (scaled_look(slide, role, frame) for role in (Role.EARLIER, Role.LATER))
    right = width + _COLUMN_GAP
    kinds = (pair.earlier_kind, pair.later_kind)
    labels = [
        FlowText(None, kind.label, label, width, left, KIND_COLOURS[kind])
        for kind, left in zip(kinds, (0, right), strict=True)
    ]
    arrow = earlier._replace(colour=Colour.MUTED)
    return Row(
        (
            (labels[0], FlowText(Role.EARLIER, pair.earlier, earlier, width)),
            (
                FlowText(None, " ", label, _COLUMN_GAP, width),
                FlowText(None, _ARROW, arrow, _COLUMN_GAP, width + _ARROW_INDENT),
            ),
            (labels[1], FlowText(Role.LATER, pair.later, later, width, right)),
        ),
        ruled=True,
    )
