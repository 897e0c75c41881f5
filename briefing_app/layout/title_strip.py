"""The strip of a title slide: how many findings of each kind are in the briefing."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import BODY, Block, Form, PlacedText, Rect, Shape
from briefing_app.layout.palette import KIND_COLOURS, Colour
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import KindCount, Role

_LEAD: Final = "In this briefing"
_LABEL: Final = TextStyle(38)
_COUNT: Final = TextStyle(60, EXTRA_BOLD)
_UNCLEAR: Final = TextStyle(34)
_BETWEEN_KINDS: Final = 32
_BETWEEN_FINDINGS: Final = 6
_LEAST_WIDTH: Final = 14  # pixels of a finding; narrower ones are one block
_THICKNESS: Final = 36
_OUTLINE: Final = 4
_ABOVE: Final = 14  # above the strip, and above the counts


def title_strip(kinds: Sequence[KindCount], bottom: float, measurer: Measurer) -> Block:
    """Return the strip with its labels above `bottom`; a block for each finding.

    The blocks of findings with an unclear source are only outlined.
    """
    if not kinds:
        return Block()
    labels = [_texts(each, measurer) for each in kinds]
    lead = set_text(_LEAD, _LABEL, Colour.MUTED, BODY.width, measurer)
    below = max(sum(text.height for text in label) for label in labels)
    height = lead.height + _ABOVE + _THICKNESS + _ABOVE + below
    top = bottom - height
    shapes: list[Shape] = []
    texts: list[PlacedText] = [lead.placed(BODY.left, top, role=Role.SOURCE_DETAIL)]
    strip = top + lead.height + _ABOVE
    least = [max(text.width for text in label) for label in labels]
    widths = _widths(kinds, least, BODY.width - _BETWEEN_KINDS * (len(kinds) - 1))
    lefts = accumulate((width + _BETWEEN_KINDS for width in widths), initial=BODY.left)
    for counts, label, left, width in zip(kinds, labels, lefts, widths, strict=False):
        shapes += _blocks(counts, Rect(left, strip, width, _THICKNESS))
        y = strip + _THICKNESS + _ABOVE
        for text in label:
            texts.append(text.placed(left, y, role=Role.SOURCE_DETAIL))
            y += text.height
    return Block(tuple(shapes), tuple(texts), height)


def _texts(counts: KindCount, measurer: Measurer) -> list[SetText]:
    colour = KIND_COLOURS[counts.kind]
    noun = (counts.kind.value if counts.total == 1 else counts.kind.plural).lower()
    lines = [(f"{counts.total:,}", _COUNT, colour), (noun, _LABEL, colour)]
    if counts.unclear:
        lines.append((f"{counts.unclear:,} unclear", _UNCLEAR, Colour.MUTED))
    return [set_text(text, style, each, BODY.width, measurer) for text, style, each in lines]


def _widths(kinds: Sequence[KindCount], least: Sequence[float], room: float) -> list[float]:
    """Return the widths of the parts: in proportion, but none narrower than its label."""
    total = sum(counts.total for counts in kinds)
    wanted = [
        max(width, room * counts.total / total) for width, counts in zip(least, kinds, strict=True)
    ]
    flexible = sum(wanted) - sum(least)
    share = (sum(wanted) - room) / flexible if flexible else 0.0
    return [one - (one - other) * share for one, other in zip(wanted, least, strict=True)]


def _blocks(counts: KindCount, rect: Rect) -> list[Shape]:
    colour = KIND_COLOURS[counts.kind]
    pitch = (rect.width + _BETWEEN_FINDINGS) / counts.total
    if pitch - _BETWEEN_FINDINGS < _LEAST_WIDTH:
        return [Shape(Form.BOX, rect, colour)]
    shapes = []
    for at in range(counts.total):
        block = rect._replace(left=rect.left + at * pitch, width=pitch - _BETWEEN_FINDINGS)
        if at < counts.total - counts.unclear:
            shapes.append(Shape(Form.BOX, block, colour))
        else:
            shapes.append(Shape(Form.BOX, block, None, colour, _OUTLINE))
    return shapes
