"""The column at the right of a vote: the report's figure, what is right, and what is said of it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing_app.layout.head import HEAD_HEIGHT
from briefing_app.layout.measurer import BOLD, MEDIUM, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, Rect, Shape, joined
from briefing_app.layout.text import (
    FlowText,
    Item,
    Row,
    SetText,
    cut,
    height_of,
    place_items,
    set_rows,
    set_text,
)
from briefing_app.layout.theme import EXTRA_BOLD, HEAD, Colour, RoleLook
from briefing_app.model.slides import ReportFigure, Role, Slide, option_letter
from briefing_app.model.wording import THE_REPORT

_TICK_SHARE: Final = 1.15  # of the size of the text beside it
_TICK_GAP: Final = 20
_TICK_THICKNESS: Final = 0.11  # of its diameter
_LETTER_MIDDLE: Final = 0.35  # of their size, above the baseline
_MAX_OPTION: Final = 16  # characters of an option that is repeated beside its letter
_BELOW_LABEL: Final = 16
_BELOW_FIGURE: Final = 28  # without the space that a figure has below its digits
_DIGITS_BELOW: Final = 0.18  # of the size of a figure: that space
_BELOW_OPTION: Final = 8
_ABOVE_SOURCE: Final = 20
_GAP: Final = 14  # at least, between the three parts of a column; a figure has space above it
_NOTE_LINES: Final = 3  # at most, of more than one sentence
_SENTENCE_END: Final = r"(?<=\w{4}[.!?…؟۔])\s+(?=\W*[^\W\d_])"  # not after an abbreviation
_MAX_LINES: Final = 7  # of a statement or a source that is far too long
_FIGURE: Final = RoleLook(
    290, 1, EXTRA_BOLD, colour=Colour.LABEL, above=0, leading=0.86, one_line=True
)


class _Sizes(NamedTuple):
    """The sizes of the texts of a column."""

    statement: int
    figure: int
    answer: int
    further: int
    small: int


_SIZES: Final = (
    _Sizes(46, 290, 50, 42, 34),
    _Sizes(44, 290, 46, 38, 30),
    _Sizes(40, 290, 44, 36, 30),
    _Sizes(36, 290, 40, 34, 30),
    _Sizes(30, 290, 36, 30, 30),
    _Sizes(30, 260, 36, 30, 30),
    _Sizes(30, 230, 36, 30, 30),
    _Sizes(30, 200, 34, 30, 30),
    _Sizes(30, 160, 34, 30, 30),
    _Sizes(30, 120, 34, 30, 30),
)


class AnswerColumn(NamedTuple):
    """The texts of a column with the tick, and what the answer says that has no room in it."""

    block: Block
    left_out: str


def answer_column(slide: Slide, area: Rect, measurer: Measurer) -> AnswerColumn | None:
    """Return the report's figure, the right option, and what the answer says beside that.

    A right option without more is marked only at its place, so there is no column. Words that don't
    fit are left out.
    """
    further = slide.further_answer
    columns = [_Column(slide, sizes, area, measurer) for sizes in _SIZES]
    if slide.figure is None:
        best = _best([column.words_alone(further) for column in columns]) if further else None
        return None if best is None else AnswerColumn(best.block, "")
    for words, note in ((further, slide.figure.note), ("", slide.figure.note), ("", "")):
        tried = [column.with_figure(slide.figure, words, note) for column in columns]
        best = _best(tried)
        if best is not None:
            return AnswerColumn(best.block, "" if words else further)
    return AnswerColumn(tried[-1].block, further)


class _Tried(NamedTuple):
    """A column in one choice of sizes, and whether it fits and divides words."""

    block: Block
    fits: bool
    divides_words: bool


def _best(tried: Sequence[_Tried]) -> _Tried | None:
    """Return the largest that fits without dividing a word, or else the smallest that fits."""
    fitting = [each for each in tried if each.fits]
    whole = (each for each in fitting if not each.divides_words)
    return next(whole, fitting[-1] if fitting else None)


def tick(middle: float, left: float, diameter: float, disc: Colour) -> tuple[Shape, Shape]:
    """Return a tick on a disc of a colour, around a height and right of a position."""
    rect = Rect(left, middle - diameter / 2, diameter, diameter)
    thickness = _TICK_THICKNESS * diameter
    return (
        Shape(Form.DOT, rect, disc),
        Shape(Form.TICK, rect, outline=Colour.GROUND, thickness=thickness),
    )


class _Column:
    """Sets the texts of a column in one choice of sizes."""

    def __init__(self, slide: Slide, sizes: _Sizes, area: Rect, measurer: Measurer) -> None:
        self._slide = slide
        self._sizes = sizes
        self._area = area
        self._measurer = measurer

    def words_alone(self, words: str) -> _Tried:
        """Return the answer in the middle of the column."""
        items = self._set(self._answer_rows(words))
        spare = self._area.height - height_of(items)
        block = self._placed(items, self._area.top + spare / 2)
        return _Tried(block, spare >= 0, _divides_words(items))

    def with_figure(self, figure: ReportFigure, words: str, note: str) -> _Tried:
        """Return the figure with its place at the foot."""
        area, sizes = self._area, self._sizes
        label = set_text(THE_REPORT, HEAD, Colour.LABEL, area.width, self._measurer)
        statement = self._cut(figure.statement, TextStyle(sizes.statement, MEDIUM), Colour.INK)
        look = _FIGURE._replace(best=sizes.figure)
        number = self._set([self._row(Role.NUMBER, figure.text, look)])
        answer = self._set(self._answer_rows(words))
        # A long figure is smaller than its look says.
        size = number[0].cells[0].style.size
        to_answer = height_of(number) + _BELOW_FIGURE - _DIGITS_BELOW * size
        source = self._cut(figure.source, TextStyle(sizes.small), Colour.MUTED)
        note = self._beginning(note)
        limits = self._set([self._row(Role.NOTE, note, _plain(sizes.small))] if note else [])

        top = area.top + HEAD_HEIGHT + _BELOW_LABEL
        end = area.bottom - source.height
        foot = end - (height_of(limits) + _ABOVE_SOURCE if limits else 0)
        spare = foot - (top + statement.height) - to_answer - height_of(answer)
        middle = top + statement.height + spare / 2
        blocks = [
            Block(texts=(label.placed(area.left, area.top + (HEAD_HEIGHT - label.height) / 2),)),
            Block(texts=(statement.placed(area.left, top, area.width, role=Role.STATEMENT),)),
            place_items(number, area._replace(top=middle)),
            self._placed(answer, middle + to_answer),
            place_items(limits, area._replace(top=foot)),
            Block(texts=(source.placed(area.left, end, area.width, role=Role.SOURCE),)),
        ]
        return _Tried(
            joined(blocks), spare >= 2 * _GAP, _divides_words([*number, *answer, *limits])
        )

    def _beginning(self, note: str) -> str:
        """Return as many sentences of a note as fit into a few lines, at least the first."""
        style, width = TextStyle(self._sizes.small), self._area.width
        beginning, *more = re.split(_SENTENCE_END, note)
        for sentence in more:
            longer = f"{beginning} {sentence}"
            lines = set_text(longer, style, Colour.BODY, width, self._measurer).lines
            if len(lines) > _NOTE_LINES:
                break
            beginning = longer
        return beginning

    def _answer_rows(self, words: str) -> list[Row]:
        """Return the right option, right of a tick, and below it what else the answer says."""
        slide, sizes = self._slide, self._sizes
        rows = []
        right = slide.right_option
        if right:
            left = _TICK_SHARE * sizes.answer + _TICK_GAP
            letter = option_letter(slide.options.index(right))
            option = f"{letter} {right}" if len(right) <= _MAX_OPTION else letter
            look = RoleLook(sizes.answer, 1, BOLD, Colour.LABEL, above=0)
            rows.append(self._row(Role.ANSWER, option, look, left))
        if words:
            look = _plain(sizes.further, _BELOW_OPTION if right else 0)
            rows.append(self._row(Role.ANSWER, words, look))
        return rows

    def _row(self, role: Role, text: str, look: RoleLook, left: float = 0) -> Row:
        return Row(((FlowText(role, text, look, self._area.width - left, left),),))

    def _set(self, rows: Sequence[Row]) -> list[Item]:
        return set_rows(rows, 1.0, self._measurer)

    def _cut(self, text: str, style: TextStyle, colour: Colour) -> SetText:
        width, measurer = self._area.width, self._measurer
        return cut(set_text(text, style, colour, width, measurer), _MAX_LINES, width, measurer)

    def _placed(self, items: Sequence[Item], top: float) -> Block:
        """Return texts from a height on, with the tick of the right option."""
        placed = place_items(items, self._area._replace(top=top))
        answer = next((text for text in placed.texts if text.role is Role.ANSWER), None)
        if answer is None or not self._slide.right_option:
            return placed
        size = answer.style.size
        middle = answer.lines[0].baseline - _LETTER_MIDDLE * size
        return joined(
            [Block(tick(middle, self._area.left, _TICK_SHARE * size, Colour.LABEL)), placed]
        )


def _plain(size: int, above: int = 0) -> RoleLook:
    return RoleLook(size, size, colour=Colour.BODY, above=above, grows=False)


def _divides_words(items: Sequence[Item]) -> bool:
    lines = ((cell.line.text, cell.ends) for item in items for cell in item.cells)
    return any(not ends and not text[-1:].isspace() for text, ends in lines)
