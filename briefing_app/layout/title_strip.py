"""The strip of a title slide: how many findings of each kind are in the briefing."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import Final

from briefing_app.layout.measurer import BOLD, Measurer, TextStyle
from briefing_app.layout.page import BODY, Block, Form, Rect, Shape
from briefing_app.layout.palette import KIND_COLOURS, Colour
from briefing_app.layout.text import set_text
from briefing_app.model.report import FindingKind
from briefing_app.model.slides import KindCount, Role

_LEAD: Final = "What this briefing contains"
_LEAD_STYLE: Final = TextStyle(38)
_SIZES: Final = (48, 44, 40, 36)  # of the words, the preferred one first
_MIN_ON_ONE_LINE: Final = 44  # smaller words are on two lines instead
_GAPS: Final = (110, 40)  # between two kinds: the largest one, and the one to prefer to small words
_SQUARE: Final = 0.8  # of the size of the words beside it
_BESIDE_SQUARE: Final = 20
_DIGIT_MIDDLE: Final = 0.34  # of their size, above the baseline
_RULE: Final = 2
_BELOW_RULE: Final = 34
_BELOW_LEAD: Final = 22
_BETWEEN_LINES: Final = 8
_NOUNS: Final = {
    FindingKind.CONCERN: ("concern", "concerns"),
    FindingKind.GOOD_PRACTICE: ("example of good practice", "examples of good practice"),
    FindingKind.FIGURES: ("set of figures", "sets of figures"),
    FindingKind.PROGRESS: ("sign of progress", "signs of progress"),
    FindingKind.NEXT_STEP: ("next step", "next steps"),
}


def title_strip(kinds: Sequence[KindCount], bottom: float, measurer: Measurer) -> Block:
    """Return the strip above `bottom`: each kind with its colour and its number of findings."""
    if not kinds:
        return Block()
    words = [_words(each) for each in kinds]
    for size, columns in _grids(len(kinds)):
        style = TextStyle(size, BOLD)
        beside = _SQUARE * size + _BESIDE_SQUARE
        widths = [
            beside + max(measurer.width(each, style) for each in words[at::columns])
            for at in range(columns)
        ]
        gap = (BODY.width - sum(widths)) / max(1, columns - 1)
        if gap >= _GAPS[1]:
            break
    lefts = list(accumulate((width + min(gap, _GAPS[0]) for width in widths), initial=BODY.left))
    lead = set_text(_LEAD, _LEAD_STYLE, Colour.MUTED, BODY.width, measurer)
    lines = [set_text(each, style, Colour.INK, BODY.width, measurer) for each in words]
    pitch = lines[0].height + _BETWEEN_LINES
    above = _BELOW_RULE + lead.height + _BELOW_LEAD
    height = above + ceil(len(kinds) / columns) * pitch - _BETWEEN_LINES
    top = bottom - height
    shapes = [Shape(Form.BOX, Rect(BODY.left, top, BODY.width, _RULE), Colour.LINE)]
    texts = [lead.placed(BODY.left, top + _BELOW_RULE, role=Role.SOURCE_DETAIL)]
    for at, (counts, line) in enumerate(zip(kinds, lines, strict=True)):
        left, y = lefts[at % columns], top + above + at // columns * pitch
        middle = y + line.lines[0].ascent - _DIGIT_MIDDLE * size
        square = Rect(left, middle - _SQUARE * size / 2, _SQUARE * size, _SQUARE * size)
        shapes.append(Shape(Form.BOX, square, KIND_COLOURS[counts.kind]))
        texts.append(line.placed(left + beside, y, role=Role.SOURCE_DETAIL))
    return Block(tuple(shapes), tuple(texts), height)


def _grids(count: int) -> Iterator[tuple[int, int]]:
    """Yield the sizes of words with the number of columns for them, the preferred ones first."""
    for columns in (count, ceil(count / 2)):
        yield from ((size, columns) for size in _SIZES if size >= _MIN_ON_ONE_LINE)
    yield from ((size, columns) for size in _SIZES)


def _words(counts: KindCount) -> str:
    one, several = _NOUNS[counts.kind]
    return f"{counts.total:,} {one if counts.total == 1 else several}"
