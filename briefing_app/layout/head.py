"""What is above the text of a page: labels, the tag of an unclear source, a quotation mark."""

from typing import Final

from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import CONTINUED, EXTRA_BOLD, HEAD
from briefing_app.layout.measurer import Measurer, TextStyle, elide
from briefing_app.layout.page import Block, Form, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.placing import place_lines
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
    """Return the head of a page.

    Args:
        slide: The slide.
        label: The slide's title, if it is shown as a label.
        number: The index of the page; pages after the first say what continues.
        frame: The regions of the page.
        measurer: The measurer.
    """
    body = frame.body
    is_quotation = slide.kind is SlideKind.QUOTE and slide.title.startswith("“")
    if is_quotation and not number and frame.is_own:
        return _quotation_mark(body)
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    left = body.left
    for text, colour, role in _labels(slide, label, frame, number):
        across = _TAG_PADDING[0] if role is Role.TAG else 0
        shown = elide(text, HEAD, max(1.0, body.right - left - 2 * across), measurer)
        lines = measurer.break_lines(shown, HEAD, body.width)[:1]
        width = lines[0].width
        rect = Rect(left + across, body.top + _TAG_PADDING[1], width, 0)
        texts.append(place_lines(lines, HEAD, colour, rect, role=role))
        if role is Role.TAG:
            tag = Rect(left, body.top, width + 2 * across, lines[0].height + 2 * _TAG_PADDING[1])
            shapes.append(
                Shape(Form.BOX, tag, Colour.CAUTION_TAG, colour, _TAG_OUTLINE, tag.height / 2)
            )
        left += width + 2 * across + _GAP
    if number:
        text = _continued(slide, body.right - left, measurer)
        lines = measurer.break_lines(text, CONTINUED, max(body.right - left, 1.0))[:1]
        rect = Rect(left, body.top + _TAG_PADDING[1], lines[0].width, 0)
        texts.append(place_lines(lines, CONTINUED, Colour.MUTED, rect, role=Role.CONTINUED))
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


def _labels(slide: Slide, label: str, frame: Frame, number: int) -> list[tuple[str, Colour, Role]]:
    """Return text, colour and role of each label of a page."""
    labels = []
    if slide.finding_kind is not None:
        labels.append((slide.finding_kind.label, KIND_COLOURS[slide.finding_kind], Role.LABEL))
    # The title of a template's layout says so too, and later pages say what continues.
    if slide.kind is SlideKind.DISCUSSION and not number and frame.is_own:
        labels.append((DISCUSSION_LABEL, Colour.LABEL, Role.LABEL))
    if label:
        labels.append((label, Colour.LABEL, Role.LABEL))
    if slide.has_caution:
        labels.append((CAUTION_LABEL, Colour.CAUTION, Role.TAG))
    return labels


def _continued(slide: Slide, width: float, measurer: Measurer) -> str:
    """Return what continues: the title of a finding or chart, or else the slide's name."""
    end = ", continued"
    name = slide.name
    if slide.kind is SlideKind.FINDING or slide.chart is not None:
        name = single_line(slide.title[:_MAX_LENGTH]).rstrip(".,;:")
    shown = elide(name, CONTINUED, width - measurer.width(end, CONTINUED), measurer)
    return f"{shown}{end}" if shown else "Continued"
