"""The options of a vote with their letters, and the room's hands as outlined bars."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, MEDIUM, REGULAR, Measurer, TextStyle
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
_TO_BAR: Final = 4  # between an option and the bar below it
_BESIDE: Final = 44  # between an option and the bar beside it
_TO_NUMBER: Final = 24
_MAX_LENGTH: Final = 760
_OUTLINES: Final = (7, 4)  # of the hands and of the earlier ones
_MAX_OUTLINE: Final = 0.22  # of the height of a bar
_BOTH: Final = 62  # the height for two bars with numbers as large as needed
_BETWEEN: Final = 10  # two bars beside an option and those beside the next one
_NOW_SHARE: Final = 0.54  # of the height, for the bar of the hands above the earlier ones
_BEFORE_SHARE: Final = 0.32
_NUMBER_SHARE: Final = 1.3  # of the height of its bar
_NUMBER_SIZES: Final = (44, 64)
_BEFORE_SIZES: Final = (34, 48)
_LETTER_HEIGHT: Final = 0.78  # of their size, with a gap
_LEAST_SIZE: Final = 8  # of numbers larger than any room's
_LEAST_ROOM: Final = 20  # for the longest bar


class OptionRow(NamedTuple):
    """An option at its place.

    Args:
        option: The option.
        letter: Its letter.
        words: The option's text.
        bars: The region for its bar and the number.
        both: The region for two bars, if the room voted twice.
    """

    option: str
    letter: PlacedText
    words: PlacedText
    bars: Rect
    both: Rect

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
        _Arrangement(TextStyle(size, MEDIUM), below=below, gaps=gaps)
        for size, below, gaps in (
            (56, 44, (24, 44)),
            (52, 44, (24, 44)),
            (48, 44, (24, 44)),
            (48, 40, (18, 44)),
            (44, 36, (18, 44)),
        )
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
    # The space above the area is enough above options that have their bars below them.
    first = 0.0 if below else 0.5
    gap = min((area.height - sum(heights)) / (first + len(words) - 0.5), most)
    if gap < least:
        return None
    words = [
        _even(text, option, width, measurer) for text, option in zip(words, options, strict=True)
    ]
    spare = area.height - sum(heights) - gap * (first + len(words) - 0.5)
    top = area.top + gap * first + spare * _ABOVE_SHARE
    least_height = min(each.height for each in words)
    thickness = min(_MAX_BAR, _BAR_SHARE * least_height)
    column = min(width, max(each.width for each in words))
    beside = left + column + _BESIDE
    room = width if below else column + _BESIDE / 2
    rows = []
    for at, (option, text) in enumerate(zip(options, words, strict=True)):
        if below:
            bars = Rect(left, top + text.height + _TO_BAR, area.right - left, below)
            height = min(_BOTH, _TO_BAR + below + gap)
            both = bars._replace(top=top + text.height, height=height)
        else:
            middle = top + text.height / 2
            bars = Rect(beside, middle - thickness / 2, bars_end - beside, thickness)
            height = max(thickness, min(_BOTH, least_height + gap - _BETWEEN))
            both = bars._replace(top=middle - height / 2, height=height)
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
                both,
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
    if scale < 1:  # little space, or very large numbers
        numbers = [_numbers(row, hands, before, measurer, scale) for row in rows]
    room = min(
        row.bars.width - max((each.text.width for each in counted), default=0)
        for row, counted in zip(rows, numbers, strict=True)
    )
    largest = max((*hands.values(), *before.values()), default=0)
    per_hand = max(0.0, min(room - _TO_NUMBER, _MAX_LENGTH)) / max(largest, 1)
    for counted in numbers:
        yield _bars(counted, per_hand)


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
        area: The region for the bar and, after it, the number.
        outline: The thickness of the bar's outline, at most.
    """

    hands: float
    text: SetText
    area: Rect
    outline: int


def _scale(row: OptionRow, numbers: Sequence[_Number]) -> float:
    """Return the factor for the size of numbers that makes them fit into their regions."""
    if not numbers:
        return 1.0
    width = max(number.text.width for number in numbers)
    height = _LETTER_HEIGHT * sum(number.text.style.size for number in numbers)
    room = row.bars.width - _TO_NUMBER - _LEAST_ROOM
    return min(1.0, room / width, row.both.height / height)


def _numbers(
    row: OptionRow,
    hands: Mapping[str, float],
    before: Mapping[str, float],
    measurer: Measurer,
    scale: float = 1.0,
) -> list[_Number]:
    """Return the number of an option, and then the earlier one, as far as they were counted."""
    both = row.both
    upper = both._replace(height=_NOW_SHARE * both.height) if before else row.bars
    height = _BEFORE_SHARE * both.height
    lower = both._replace(top=both.bottom - height, height=height)

    def set_number(words: str, weight: int, limits: tuple[int, int], height: float) -> SetText:
        least, most = limits
        size = scale * min(most, max(least, round(_NUMBER_SHARE * height)))
        style = TextStyle(max(_LEAST_SIZE, int(size)), weight)
        return set_text(words, style, Colour.ROOM, row.bars.width, measurer)

    numbers = []
    if row.option in hands:
        number = max(0.0, hands[row.option])
        text = set_number(room_number_text(number), BOLD, _NUMBER_SIZES, upper.height)
        numbers.append(_Number(number, text, upper, _OUTLINES[0]))
    if row.option in before:
        number = max(0.0, before[row.option])
        words = f"{room_number_text(number)} {BEFORE}"
        text = set_number(words, REGULAR, _BEFORE_SIZES, lower.height)
        numbers.append(_Number(number, text, lower, _OUTLINES[1]))
    return numbers


def _bars(numbers: Sequence[_Number], per_hand: float) -> Block:
    """Return the bars from the left edge of their regions, each with its number after it."""
    shapes, texts = [], []
    for each in numbers:
        area, left = each.area, each.area.left
        if each.hands:
            outline = min(each.outline, _MAX_OUTLINE * area.height)
            rect = area._replace(width=max(each.hands * per_hand, 3 * outline))
            shapes.append(Shape(Form.BOX, rect, None, Colour.ROOM, outline))
            left = rect.right + _TO_NUMBER
        baseline = area.top + area.height / 2 + _LETTER_MIDDLE * each.text.style.size
        placed = each.text.placed(left, baseline - each.text.lines[0].ascent, role=Role.HANDS)
        texts.append(placed._replace(spoken=""))
    return Block(tuple(shapes), tuple(texts))
