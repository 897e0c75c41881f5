"""The options of a vote with their letters, and the room's hands as outlined bars."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, MEDIUM, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedText, Rect, Shape
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.theme import Colour
from briefing_app.model.slides import Role, option_letter
from briefing_app.model.slideshow.said import hands_text, room_number_text
from briefing_app.model.wording import BEFORE

_INDENT: Final = 106  # of an option, beside its letter
_LETTER_WIDTH: Final = 90
_MAX_LETTER: Final = 72
_LETTER_MIDDLE: Final = 0.35  # of their size, above the baseline
_WITH_BARS: Final = 0.6  # of the width, for long options with bars beside them
_SHARES: Final = (0.6, 0.7, 0.8, 0.9)  # of the width, so that lines are even
_ABOVE_SHARE: Final = 0.3  # of the spare height
_BAR_SHARE: Final = 0.76  # of the height of an option beside it
_MAX_BAR: Final = 88
_TO_BAR: Final = 6  # above a bar below its option
_BESIDE: Final = 44  # between an option and the bar beside it
_TO_NUMBER: Final = 24
_MAX_LENGTH: Final = 760
_OUTLINES: Final = (7, 4)  # of the hands and of the earlier ones
_MAX_OUTLINE: Final = 0.22  # of the height of a bar
_NOW_SHARE: Final = 0.56  # of the height, for the bar of the hands above the earlier ones
_BEFORE_SHARE: Final = 0.32
_NUMBER_SIZES: Final = (30, 64)
_LEAST_SIZE: Final = 8  # of numbers larger than any room's
_LEAST_ROOM: Final = 20  # for the longest bar
_BEFORE_SIZE: Final = 0.75  # of the size of the number
_LEAST_BEFORE: Final = 26


class OptionRow(NamedTuple):
    """An option at its place.

    Args:
        option: The option.
        letter: Its letter.
        words: The option's text.
        bars: The region for its bars and their numbers.
    """

    option: str
    letter: PlacedText
    words: PlacedText
    bars: Rect

    def with_spoken(self, more: Sequence[str]) -> "OptionRow":
        """Return the option with more for a screen reader to say after it."""
        spoken = ", ".join((self.words.spoken or "", *more))
        return self._replace(words=self.words._replace(spoken=spoken))

    def coloured(self, colour: Colour) -> tuple[PlacedText, PlacedText]:
        """Return letter and words in one colour."""
        return self.letter._replace(colour=colour), self.words._replace(colour=colour)

    @property
    def middle(self) -> float:
        """The middle of the first line's letters."""
        return self.letter.lines[0].baseline - _LETTER_MIDDLE * self.letter.style.size


class _Arrangement(NamedTuple):
    """A way to set options.

    Args:
        style: Their style.
        share: The share of the width for them, at most.
        below: The height of the bars below them; 0 for bars beside them.
        gaps: The least and the largest gap between them.
        has_one_line: Whether each must be on one line.
    """

    style: TextStyle
    share: float = 1.0
    below: int = 0
    gaps: tuple[int, int] = (12, 44)
    has_one_line: bool = False


def _short(*sizes: int) -> tuple[_Arrangement, ...]:
    return tuple(
        _Arrangement(TextStyle(size, BOLD), 0.34, gaps=(2, 56), has_one_line=True) for size in sizes
    )


_ARRANGEMENTS: Final = (
    *_short(92, 84, 76, 68, 60, 56),
    *(
        _Arrangement(TextStyle(size, MEDIUM), below=below)
        for size in (56, 52, 48, 44)
        for below in (44, 32)
    ),
    *_short(52, 48, 44),
    *(
        arrangement
        for size in (44, 40, 36, 32, 28)
        for arrangement in (
            _Arrangement(TextStyle(size, MEDIUM), _WITH_BARS),
            _Arrangement(TextStyle(size, MEDIUM), below=26),
        )
    ),
    *(_Arrangement(TextStyle(size, MEDIUM), 0.75, gaps=(6, 12)) for size in (26, 22, 18, 14)),
)
"""The ways to set options, the preferred ones first."""


def option_rows(
    options: Sequence[str], area: Rect, bars_end: float, measurer: Measurer
) -> tuple[OptionRow, ...] | None:
    """Return the options below each other, as large as fits; None if they don't fit into the area.

    The bars of short options are beside them, those of long ones below or beside them.

    Args:
        options: The options.
        area: The region for options and letters.
        bars_end: Where the region for bars beside them ends.
        measurer: Measures the options.
    """
    tried = (_rows(each, options, area, bars_end, measurer) for each in _ARRANGEMENTS)
    return next((rows for rows in tried if rows is not None), None)


def _rows(
    arrangement: _Arrangement,
    options: Sequence[str],
    area: Rect,
    bars_end: float,
    measurer: Measurer,
) -> tuple[OptionRow, ...] | None:
    """Return the rows; None if they don't fit into the area."""
    style, below, (least, most) = arrangement.style, arrangement.below, arrangement.gaps
    share = arrangement.share
    if share == _WITH_BARS and bars_end > area.right:
        share = 1.0  # bars are beside the area
    left, width = area.left + _INDENT, share * (area.width - _INDENT)
    words = [set_text(option, style, Colour.INK, width, measurer) for option in options]
    if arrangement.has_one_line and any(len(each.lines) > 1 for each in words):
        return None
    heights = [each.height + (_TO_BAR + below if below else 0) for each in words]
    gap = min((area.height - sum(heights)) / len(words), most)
    if gap < least:
        return None
    words = [
        _even(text, option, width, measurer) for text, option in zip(words, options, strict=True)
    ]
    spare = area.height - sum(heights) - gap * len(words)
    top = area.top + gap / 2 + spare * _ABOVE_SHARE
    thickness = min(_MAX_BAR, _BAR_SHARE * min(each.height for each in words))
    column = min(width, max(each.width for each in words))
    beside = left + column + _BESIDE
    room = width if below else column + _BESIDE / 2
    rows = []
    for at, (option, text) in enumerate(zip(options, words, strict=True)):
        if below:
            bars = Rect(left, top + text.height + _TO_BAR, area.right - left, below)
        else:
            middle = top + text.height / 2
            bars = Rect(beside, middle - thickness / 2, bars_end - beside, thickness)
        letter_style = TextStyle(min(_MAX_LETTER, style.size), BOLD)
        letter = set_text(option_letter(at), letter_style, Colour.LABEL, _INDENT, measurer)
        # Both have one baseline.
        letter_top = top + text.lines[0].ascent - letter.lines[0].ascent
        placed = text.placed(left, top, room, role=Role.OPTION)
        rows.append(
            OptionRow(
                option,
                letter.placed(area.left, letter_top, _LETTER_WIDTH)._replace(spoken=""),
                placed._replace(spoken=f"{option_letter(at)} {option}"),
                bars,
            )
        )
        top += heights[at] + gap
    return tuple(rows)


def _even(text: SetText, option: str, width: float, measurer: Measurer) -> SetText:
    """Return an option in as many lines, of similar width."""
    shares = _SHARES if len(text.lines) > 1 else ()
    tried = (set_text(option, text.style, text.colour, share * width, measurer) for share in shares)
    return next((each for each in tried if len(each.lines) == len(text.lines)), text)


def hand_bars(
    rows: Sequence[OptionRow],
    hands: Mapping[str, float],
    before: Mapping[str, float],
    measurer: Measurer,
) -> Iterator[Block]:
    """Yield the bars of each option with their numbers, which `spoken_hands` says.

    The bar of the earlier hands is thinner, below the other one. An option that wasn't counted has
    no bar and no number.

    Args:
        rows: The options.
        hands: The hands, by options.
        before: The hands when the question was asked earlier, by options; may be empty.
        measurer: Measures the numbers.
    """
    numbers = [_numbers(row, hands, before, measurer) for row in rows]
    scale = min(_scale(row, counted) for row, counted in zip(rows, numbers, strict=True))
    if scale < 1:  # numbers larger than any room's
        numbers = [_numbers(row, hands, before, measurer, scale) for row in rows]
    room = min(
        row.bars.width - sum(each.width for each in counted)
        for row, counted in zip(rows, numbers, strict=True)
    )
    largest = max((*hands.values(), *before.values()), default=0)
    per_hand = max(0.0, min(room, _MAX_LENGTH)) / max(largest, 1)
    for row, counted in zip(rows, numbers, strict=True):
        yield _bars(counted, row.bars, per_hand)


def spoken_hands(
    row: OptionRow, hands: Mapping[str, float], before: Mapping[str, float]
) -> Iterator[str]:
    """Yield what a screen reader says after an option: its hands, and then the earlier ones."""
    if row.option in hands:
        yield hands_text(max(0.0, hands[row.option]))
    if row.option in before:
        yield f"{BEFORE} {hands_text(max(0.0, before[row.option]))}"


class _Number(NamedTuple):
    """The hands for an option, with the text and the look of their bar.

    Args:
        hands: The hands.
        text: The number as a text.
        top: Where the bar begins, as a share of the height for bars.
        height: Its height, as such a share.
        outline: The thickness of its outline, at most.
    """

    hands: float
    text: SetText
    top: float
    height: float
    outline: int

    @property
    def width(self) -> float:
        """The width of the text with the gap before it."""
        return _TO_NUMBER + self.text.width


def _scale(row: OptionRow, numbers: Sequence[_Number]) -> float:
    """Return the factor for the size of numbers that makes them fit into their region."""
    width = sum(number.text.width for number in numbers)
    room = row.bars.width - len(numbers) * _TO_NUMBER - _LEAST_ROOM
    return min(1.0, room / width) if width else 1.0


def _numbers(
    row: OptionRow,
    hands: Mapping[str, float],
    before: Mapping[str, float],
    measurer: Measurer,
    scale: float = 1.0,
) -> list[_Number]:
    """Return the number of an option, and then the earlier one, as far as they were counted."""
    least, most = _NUMBER_SIZES
    size = min(most, max(least, round(row.bars.height)))
    smaller = max(_LEAST_BEFORE, round(_BEFORE_SIZE * size))
    height = _NOW_SHARE if before else 1.0

    def set_number(words: str, style: TextStyle) -> SetText:
        style = style._replace(size=max(_LEAST_SIZE, int(style.size * scale)))
        return set_text(words, style, Colour.ROOM, row.bars.width, measurer)

    numbers = []
    if row.option in hands:
        number = max(0.0, hands[row.option])
        text = set_number(room_number_text(number), TextStyle(size, BOLD))
        numbers.append(_Number(number, text, 0.0, height, _OUTLINES[0]))
    if row.option in before:
        number = max(0.0, before[row.option])
        text = set_number(f"{room_number_text(number)} {BEFORE}", TextStyle(smaller))
        numbers.append(_Number(number, text, 1 - _BEFORE_SHARE, _BEFORE_SHARE, _OUTLINES[1]))
    return numbers


def _bars(numbers: Sequence[_Number], area: Rect, per_hand: float) -> Block:
    """Return the bars from the left edge of an area, and the numbers after the longer one."""
    shapes = []
    for each in numbers:
        if each.hands:
            height = each.height * area.height
            outline = min(each.outline, _MAX_OUTLINE * height)
            length = max(each.hands * per_hand, 3 * outline)
            rect = Rect(area.left, area.top + each.top * area.height, length, height)
            shapes.append(Shape(Form.BOX, rect, None, Colour.ROOM, outline))
    left = max((shape.rect.right + _TO_NUMBER for shape in shapes), default=area.left)
    texts = []
    for each in numbers:
        top = area.top + (area.height - each.text.height) / 2
        texts.append(each.text.placed(left, top, role=Role.HANDS)._replace(spoken=""))
        left += each.width
    return Block(tuple(shapes), tuple(texts))
