"""The board of a discussion: what people said, numbered, in two columns below a small question."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing_app.layout.countdown import countdown
from briefing_app.layout.head import HEAD_HEIGHT, head_of, made_up_tag
from briefing_app.layout.measurer import (
    BOLD,
    MEDIUM,
    SEMIBOLD,
    MeasuredLine,
    Measurer,
    TextStyle,
)
from briefing_app.layout.page import Block, Form, Page, PlacedText, Rect, Shape
from briefing_app.layout.text import SetText, cut, set_text
from briefing_app.layout.theme import FOOT_SIZES, HEAD, Colour
from briefing_app.model.slides import Role, Slide
from briefing_app.model.slideshow.said import WE_WILL, SaidLine
from briefing_app.model.wording import SAID_NOTE

_COLUMNS: Final = 2
_ROWS: Final = 6
_COLUMN_GAP: Final = 80
_INDENT: Final = 80  # of the words, beside their number
_PADDING: Final = 6  # above and below the words
_BELOW_LONG: Final = 16  # below words that make a row higher than the others
_LEADING: Final = 0.88  # of the font's own line height
_SHARES: Final = (1.0, 0.9, 0.8, 0.7, 0.6)  # of the width, so that lines are even
_RULE: Final = 2
_SIZES: Final = (44, 40)
_SMALLER_SIZES: Final = (36, 32, 28, 24, 20)  # only for a line that is too long for a column
_QUESTION_SIZES: Final = (52, 46, 40)
_QUESTION_LINES: Final = (2, 2, 3)
_RING: Final = 165
_BELOW_QUESTION: Final = 28
_ABOVE_FOOT: Final = 24


class _Cell(NamedTuple):
    """A line of the board: its number, its words, and where they are."""

    number: int
    words: SetText
    rect: Rect


def board_pages(
    page: Page, lines: Sequence[SaidLine], body: Rect, measurer: Measurer
) -> tuple[Page, ...]:
    """Return the boards of a discussion: what people said in place of the texts of its page.

    Each shows twelve lines at most; the next line begins another board. A new line moves no
    earlier one.

    Args:
        page: The page of the question.
        lines: What people said, at least one line.
        body: The region of the page.
        measurer: Measures text.
    """
    slide, tag = page.slide, made_up_tag(page.slide, body, measurer)
    ring = _ring(slide, tag, body)
    head = head_of(slide, "", 0, body, measurer)
    width = body.width if ring is None else ring.left - _COLUMN_GAP / 2 - body.left
    asked = next((text.text for text in slide.texts if text.role is Role.QUESTION), slide.title)
    question = _question(asked, width, measurer).placed(
        body.left, body.top + HEAD_HEIGHT, role=Role.QUESTION
    )
    top = max(question.rect.bottom, 0 if ring is None else ring.bottom) + _BELOW_QUESTION
    note = set_text(SAID_NOTE, TextStyle(FOOT_SIZES[0]), Colour.MUTED, body.width, measurer)
    foot = note.placed(body.left, body.bottom - note.height, role=Role.SOURCE)
    area = Rect(body.left, top, body.width, foot.rect.top - _ABOVE_FOOT - top)
    time = Block()
    if ring is not None and slide.countdown_s:
        time = countdown(slide.countdown_s, measurer, ring)
    boards = _boards(lines, area, measurer)
    return tuple(
        page._replace(
            slide=slide._replace(key=f"{slide.key} said {cells[0].number}"),
            number=at,
            total=len(boards),
            shapes=(*head.shapes, *tag.shapes, *time.shapes, *map(_rule, cells)),
            texts=(
                *head.texts,
                *_count(head, cells, len(lines), measurer),
                *tag.texts,
                question,
                *time.texts,
                *(text for cell in cells for text in _placed(cell, measurer)),
            ),
            foot=(foot,),
        )
        for at, cells in enumerate(boards)
    )


def _ring(slide: Slide, tag: Block, body: Rect) -> Rect | None:
    """Return the place of the countdown: at the right end, or beside the tag that is there."""
    if not slide.countdown_s:
        return None
    right = min((shape.rect.left - _COLUMN_GAP / 2 for shape in tag.shapes), default=body.right)
    return Rect(right - _RING, body.top, _RING, _RING)


def _question(asked: str, width: float, measurer: Measurer) -> SetText:
    """Return the question in a few lines, shortened if it is very long."""
    for size, most in zip(_QUESTION_SIZES, _QUESTION_LINES, strict=True):
        text = set_text(asked, TextStyle(size, SEMIBOLD), Colour.INK, width, measurer)
        if len(text.lines) <= most:
            return text
    return cut(text, most, width, measurer)


def _count(
    head: Block, cells: Sequence[_Cell], count: int, measurer: Measurer
) -> Iterator[PlacedText]:
    """Yield how many lines there are, beside the label, if others are on other boards."""
    if len(cells) < count:
        first, last = cells[0].number, cells[-1].number
        shown = f"{first} to {last} of {count}" if first < last else f"{last} of {count}"
        label = head.texts[-1].rect
        text = set_text(
            shown, HEAD._replace(weight=MEDIUM), Colour.MUTED, label.width * 4, measurer
        )
        yield text.placed(label.right + _COLUMN_GAP / 2, label.top, role=Role.LABEL)


def _boards(lines: Sequence[SaidLine], area: Rect, measurer: Measurer) -> list[list[_Cell]]:
    """Return the lines that are on each board: each column is filled before the next one.

    A line of very wide letters may be higher than a column even if it is small.
    """
    width = (area.width - (_COLUMNS - 1) * _COLUMN_GAP) / _COLUMNS
    size = _size(area, measurer)
    boards: list[list[_Cell]] = [[]]
    column, top = 0, area.top
    for number, line in enumerate(lines, 1):
        words = _words(line, size, width - _INDENT, area.height, measurer)
        height, padded = area.height / _ROWS, words.height + 2 * _PADDING
        if padded > height:
            height = padded + _BELOW_LONG
        if top > area.top and top + height > area.bottom + 1:
            column, top = column + 1, area.top
        if column == _COLUMNS:
            column = 0
            boards.append([])
        left = area.left + column * (width + _COLUMN_GAP)
        boards[-1].append(_Cell(number, words, Rect(left, top, width, height)))
        top += height
    return boards


def _size(area: Rect, measurer: Measurer) -> int:
    """Return the size in which six lines of two lines each fit, or else the smallest."""
    for size in _SIZES:
        line = measurer.break_lines("Ag", TextStyle(size, MEDIUM), area.width)[0]
        if 2 * _led(line).height + 2 * _PADDING <= area.height / _ROWS:
            return size
    return _SIZES[-1]


def _words(line: SaidLine, size: int, width: float, most: float, measurer: Measurer) -> SetText:
    """Return a line in this size; in a smaller one only if it is higher than `most`."""
    lead = len(f"{WE_WILL}:") if line.is_action else 0
    for each in (size, *_SMALLER_SIZES):
        style = TextStyle(each, MEDIUM)
        words, *narrower = (
            set_text(line.marked_text, style, Colour.INK, share * width, measurer, lead=lead)
            for share in _SHARES
        )
        if words.height + 2 * _PADDING <= most:
            break
    even = (each for each in reversed(narrower) if len(each.lines) == len(words.lines))
    words = next(even, words)
    return words._replace(lines=[_led(measured) for measured in words.lines])


def _led(line: MeasuredLine) -> MeasuredLine:
    """Return a line with less space below it."""
    return line._replace(descent=line.descent - (1 - _LEADING) * line.height)


def _rule(cell: _Cell) -> Shape:
    return Shape(Form.BOX, cell.rect._replace(height=_RULE), Colour.TRACK)


def _placed(cell: _Cell, measurer: Measurer) -> Iterator[PlacedText]:
    top = cell.rect.top + _PADDING + _RULE
    style = cell.words.style._replace(weight=BOLD)
    number = set_text(str(cell.number), style, Colour.LABEL, _INDENT, measurer)
    yield number.placed(cell.rect.left, top)
    width = cell.rect.width - _INDENT
    yield cell.words.placed(cell.rect.left + _INDENT, top, width, role=Role.SAID)
