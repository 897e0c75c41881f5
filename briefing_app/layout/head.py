"""What is above the text of a page: labels, the tag of an unclear source, a quotation mark."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import CONTINUED, EXTRA_BOLD, HEAD
from briefing_app.layout.measurer import Measurer, TextStyle, elide
from briefing_app.layout.page import Block, Form, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.placing import SetText
from briefing_app.layout.slide_theme import KIND_COLOURS, Colour
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import single_line
from briefing_app.model.wording import CAUTION_LABEL, DISCUSSION_LABEL

_TAG_PADDING: Final = (30, 9)
_TAG_OUTLINE: Final = 3
_GAP: Final = 36  # between labels
_BELOW: Final = 24
_MARK_STYLE: Final = TextStyle(496, EXTRA_BOLD)
_MARK: Final = (218, 172)  # width and height of the quotation mark in this style
_MARK_LEFT: Final = 19  # what the font has at its left
_MARK_BASELINE: Final = 331  # below its upper edge
_BELOW_MARK: Final = 24
_MAX_LENGTH: Final = 300  # characters of a title that is continued, more than fit a line


def head_of(slide: Slide, label: str, number: int, frame: Frame, measurer: Measurer) -> Block:
    """Return the head of a page; pages after the first, `number` 0, say what continues.

    A `label` is the slide's title if it is shown as one.
    """
    body = frame.body
    is_quotation = slide.kind is SlideKind.QUOTE and slide.title.startswith("“")
    if is_quotation and not number and frame.is_own:
        return _quotation_mark(body)
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    left = body.left
    for text, end, style, colour, role in _labels(slide, label, frame, number):
        across = _TAG_PADDING[0] if role is Role.TAG else 0
        room = max(1.0, body.right - left - 2 * across)
        shown = elide(text, style, room - measurer.width(end, style), measurer) or "…"
        line = SetText(measurer.break_lines(f"{shown}{end}", style, room)[:1], style, colour)
        texts.append(line.placed(left + across, body.top + _TAG_PADDING[1], role=role))
        tag = Rect(left, body.top, line.width + 2 * across, line.height + 2 * _TAG_PADDING[1])
        if role is Role.TAG:
            shapes.append(
                Shape(Form.BOX, tag, Colour.CAUTION_TAG, colour, _TAG_OUTLINE, tag.height / 2)
            )
        left = tag.right + _GAP
    if not texts:
        return Block()
    height = max(text.rect.height for text in texts) + 2 * _TAG_PADDING[1] + _BELOW
    return Block(tuple(shapes), tuple(texts), height)


def _quotation_mark(body: Rect) -> Block:
    """Return the mark that opens a quote; the quote's own text starts after it."""
    rect = Rect(body.left, body.top, *_MARK).inset(-_MARK_LEFT, 0)
    line = PlacedLine("“", body.top + _MARK_BASELINE, rect.width, ends=False)
    mark = PlacedText(Role.MARK, rect, _MARK_STYLE, Colour.MARK, (line,))
    return Block((), (mark,), _MARK[1] + _BELOW_MARK)


class _Label(NamedTuple):
    """A text that may be shortened to fit, and an end that never is."""

    text: str
    end: str
    style: TextStyle
    colour: Colour
    role: Role = Role.LABEL


def _labels(slide: Slide, label: str, frame: Frame, number: int) -> Iterator[_Label]:
    """Yield the labels of a page."""
    if slide.finding_kind is not None:
        yield _Label(slide.finding_kind.label, "", HEAD, KIND_COLOURS[slide.finding_kind])
    # The title of a template's layout says so too, and later pages say what continues.
    if slide.kind is SlideKind.DISCUSSION and not number and frame.is_own:
        yield _Label(DISCUSSION_LABEL, "", HEAD, Colour.LABEL)
    if label:
        yield _Label(label, "", HEAD, Colour.LABEL)
    if slide.has_caution:
        yield _Label(CAUTION_LABEL, "", HEAD, Colour.CAUTION, Role.TAG)
    if number:
        has_title = slide.kind is SlideKind.FINDING or slide.chart is not None
        title = single_line(slide.title[:_MAX_LENGTH]).rstrip(".,;:")
        name = title if has_title else slide.name
        yield _Label(name, ", continued", CONTINUED, Colour.MUTED, Role.CONTINUED)
