"""The head of a page: its labels, and the tags that say how far to trust the slide."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from briefing_app.layout.kind_looks import KIND_LOOKS
from briefing_app.layout.measurer import Measurer, TextStyle, elide
from briefing_app.layout.page import BODY, Block, Form, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.palette import KIND_COLOURS, Colour
from briefing_app.layout.text import RULE, SetText, set_text
from briefing_app.layout.type_sizes import CONTINUED, EXTRA_BOLD, HEAD, SPEAKER_ROLE, TAG
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import single_line
from briefing_app.model.wording import (
    ADDED_FOR_TODAY,
    CAUTION_LABEL,
    MADE_UP_LABEL,
    VOTE_LABEL,
)

_TAG_PADDING: Final = (28, 9)
_TAG_OUTLINE: Final = 3
_GAP: Final = 32  # between labels
_CONTINUED: Final = ", continued"
_BELOW: Final = 6
_BELOW_SPEAKER: Final = 24
_BELOW_RULE: Final = 26
_MAX_SPEAKER_LINES: Final = 2
_MARK_STYLE: Final = TextStyle(496, EXTRA_BOLD)
_MARK: Final = (218, 172)  # width and height of the quotation mark in this style
_MARK_LEFT: Final = 19  # what the font has at its left
_MARK_BASELINE: Final = 331  # below its upper edge
_BELOW_MARK: Final = 24
_MAX_LENGTH: Final = 300  # characters of a title that is continued, more than fit a line


def head_of(slide: Slide, label: str, number: int, measurer: Measurer) -> Block:
    """Return the head of a page; pages after the first, `number` 0, say what continues.

    A `label` is the slide's title if it is shown as one. The height is 0 if there is nothing in it.
    """
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    end, left, height = _end(slide, measurer), BODY.left, height_of_tag(slide)
    for text, ending, style, colour, role in _labels(slide, label, number):
        across = _TAG_PADDING[0] if role is Role.TAG else 0
        room = max(1.0, end - left - 2 * across)
        shown = elide(text, style, room - measurer.width(ending, style), measurer) or "…"
        line = SetText(measurer.break_lines(f"{shown}{ending}", style, room)[:1], style, colour)
        top = BODY.top + (HEAD_HEIGHT - line.height) / 2
        texts.append(line.placed(left + across, top, role=role))
        rect = Rect(left, top, line.width + 2 * across, line.height)
        if role is Role.TAG:
            shapes.append(_tag_outline(rect))
        left = rect.right + _GAP
        height = HEAD_HEIGHT + _BELOW
    if number and KIND_LOOKS[slide.kind].is_list:
        rule = Rect(BODY.left, BODY.top + height, BODY.width, RULE)
        shapes.append(Shape(Form.BOX, rect=rule, fill=Colour.LINE))
        height += _BELOW_RULE
    return Block(tuple(shapes), tuple(texts), height)


def fits_in_head(label: str, slide: Slide, measurer: Measurer) -> bool:
    """Return whether a title would be complete as a label, also on pages that continue."""
    continued = measurer.width(f"{slide.name}{_CONTINUED}", CONTINUED)
    room = _end(slide, measurer) - BODY.left - _GAP - continued
    return measurer.width(label, HEAD) <= room


HEAD_HEIGHT: Final = 66
"""The height of a head without the gap below it."""


def made_up_tag(slide: Slide, measurer: Measurer) -> Block:
    """Return the tag at the right end of a made-up slide; the title of a briefing says it."""
    if not slide.is_made_up or not KIND_LOOKS[slide.kind].has_tag:
        return Block()
    line = SetText(measurer.break_lines(MADE_UP_LABEL, TAG, BODY.width)[:1], TAG, Colour.BODY)
    left = BODY.right - _TAG_PADDING[0] - line.width
    text = line.placed(left, BODY.top + (HEAD_HEIGHT - line.height) / 2, role=Role.TAG)
    return Block((_tag_outline(text.rect.inset(-_TAG_PADDING[0], 0)),), (text,))


def height_of_tag(slide: Slide) -> float:
    """Return the height of a head with nothing but the tag of a made-up slide.

    It is 0 if there is no tag, or a title beside it.
    """
    has_title = any(text.role is Role.TITLE and text.text.strip() for text in slide.texts)
    return 0.0 if has_title or not slide.is_made_up else HEAD_HEIGHT + _BELOW


def _end(slide: Slide, measurer: Measurer) -> float:
    """Return where labels end: at the margin, or left of the tag."""
    tag = made_up_tag(slide, measurer)
    return min((shape.rect.left - _GAP for shape in tag.shapes), default=BODY.right)


def _tag_outline(around: Rect) -> Shape:
    rect = around.inset(0, -_TAG_PADDING[1])
    return Shape(Form.BOX, rect, None, Colour.BODY, _TAG_OUTLINE, rect.height / 2)


def quotation_mark() -> Block:
    """Return the mark that opens a quote; the quote's own text starts after it."""
    rect = Rect(BODY.left, BODY.top, *_MARK).inset(-_MARK_LEFT, 0)
    line = PlacedLine("“", BODY.top + _MARK_BASELINE, rect.width, ends=False)
    mark = PlacedText(Role.MARK, rect, _MARK_STYLE, Colour.MARK, (line,))
    return Block((), (mark,), _MARK[1] + _BELOW_MARK)


def speaker_head(slide: Slide, measurer: Measurer) -> Block | None:
    """Return the speaker of a long quote with the role beside the name, or in lines below it.

    None if they need more than a few lines.
    """
    styles = {
        Role.SPEAKER: (HEAD, Colour.LABEL),
        Role.SPEAKER_ROLE: (SPEAKER_ROLE, Colour.MUTED),
    }
    end = _end(slide, measurer)
    texts: list[PlacedText] = []
    for text in slide.texts:
        if text.role not in styles:
            continue
        style, colour = styles[text.role]
        lines = set_text(text.text, style, colour, end - BODY.left, measurer)
        if len(lines.lines) > _MAX_SPEAKER_LINES:
            return None
        left, top = BODY.left, BODY.top + (HEAD_HEIGHT - lines.lines[0].height) / 2
        if texts:
            left = texts[-1].rect.right + _GAP
            if left + lines.width > end or len(texts[-1].lines) > 1:
                left, top = BODY.left, texts[-1].rect.bottom
        texts.append(lines.placed(left, top, role=text.role))
    bottom = max((text.rect.bottom for text in texts), default=0.0)
    return Block((), tuple(texts), max(HEAD_HEIGHT, bottom - BODY.top) + _BELOW_SPEAKER)


class _Label(NamedTuple):
    """A text that may be shortened to fit, and an end that never is."""

    text: str
    end: str
    style: TextStyle
    colour: Colour
    role: Role = Role.LABEL


def _labels(slide: Slide, label: str, number: int) -> Iterator[_Label]:
    """Yield the labels of a page."""
    if slide.finding_kind is not None:
        yield _Label(slide.finding_kind.label, "", HEAD, KIND_COLOURS[slide.finding_kind])
    own_label = VOTE_LABEL if slide.is_vote else KIND_LOOKS[slide.kind].label
    if own_label and not number:
        yield _Label(own_label, "", HEAD, Colour.LABEL)
    if label:
        yield _Label(label, "", HEAD, Colour.LABEL)
    if slide.has_caution:
        yield _Label(CAUTION_LABEL, "", TAG, Colour.BODY, Role.TAG)
    if slide.is_of_today:
        yield _Label(ADDED_FOR_TODAY, "", TAG, Colour.BODY, Role.TAG)
    if number:
        title = single_line(slide.title[:_MAX_LENGTH]).rstrip(".,;:")
        name = title if KIND_LOOKS[slide.kind].names_title else slide.name
        yield _Label(name, _CONTINUED, CONTINUED, Colour.MUTED, Role.CONTINUED)
