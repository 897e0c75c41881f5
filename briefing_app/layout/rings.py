"""The room's guesses as rings, and the rows of a chart with room for rings below their bars."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Final, NamedTuple

from briefing_app.layout.bars import SLIDE_CHART
from briefing_app.layout.measurer import BOLD, SEMIBOLD, Measurer, TextStyle
from briefing_app.layout.page import Form, PlacedChart, PlacedRow, PlacedText, Rect, Shape
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.theme import Colour
from briefing_app.model.slideshow.said import OUR_GUESS, room_number_text

_BEYOND: Final = "→"
_LEAST_SIZE: Final = 26
_SIZES: Final = (
    *((size, 1.0) for size in (74, 66, 60, 54, 48, 44, 40, 36, 32)),
    *((32, factor) for factor in (0.8, 0.65, 0.5)),
    *((size, 0.5) for size in (30, 28, _LEAST_SIZE)),
)
"""The sizes of texts at most, and factors for rings, which shrink only if nothing else helps."""
_ONE_LINE: Final = 10_000  # pixels, wider than any label
_PADDING: Final = 8  # around a label in front of lines
_INK_SHARE: Final = 0.7  # of the height of a line, what its letters need
_STRIP_SHARE: Final = 1.2  # of the diameter of a ring, the height for it below its bar
_ABOVE_RING: Final = 2


class RingSize(NamedTuple):
    """The size of a ring, and the sizes of its label, the preferred one first."""

    diameter: float
    thickness: float
    gap: float
    labels: tuple[float, ...]

    @property
    def reach(self) -> float:
        """The distance from the middle of the ring to its label."""
        return self.diameter / 2 + self.gap

    def scaled(self, factor: float) -> "RingSize":
        """Return the size for a smaller ring."""
        labels = tuple(max(size * factor, _LEAST_SIZE) for size in self.labels)
        return RingSize(self.diameter * factor, self.thickness * factor, self.gap, labels)


ON_AXIS: Final = RingSize(68, 11, 24, (54, 46, 38, 30))
"""A ring on the axis while people guess."""
BELOW_BAR: Final = RingSize(46, 8, 16, (40, 36, 32, 28))
"""A ring below the bar that it is a guess for."""
IN_LEGEND: Final = RingSize(40, 7, 0, ())


class Guess(NamedTuple):
    """A guess, as a value and as it is written."""

    value: float
    text: str

    def labels(self, size: RingSize, measurer: Measurer) -> Iterator[SetText]:
        """Yield the label of the ring on one line in each size, the largest first."""
        for each in size.labels:
            style = TextStyle(each, SEMIBOLD)
            yield set_text(self.text, style, Colour.ROOM, _ONE_LINE, measurer)


def guess_of(value: float | None, sign: str) -> Guess | None:
    """Return a guess with its words; a sign such as ``%`` follows the number."""
    if value is None or not isfinite(value):
        return None
    return Guess(value, f"{OUR_GUESS} {room_number_text(value)}{sign}")


class Slot(NamedTuple):
    """A row with its position, and the heights of the middles of its bar and its ring."""

    row: PlacedRow
    bar: float
    ring: float


class Slots(NamedTuple):
    """Rows without a position, with the heights for their bars and for the rings below them.

    Args:
        rows: The rows.
        bars: The height for each bar.
        rings: The height for each ring; 0 if there is none.
        ring: The size of a ring.
    """

    rows: Sequence[PlacedRow]
    bars: Sequence[float]
    rings: Sequence[float]
    ring: RingSize

    @property
    def height(self) -> float:
        """The height of all rows."""
        return sum(self.bars) + sum(self.rings)

    def placed(self, top: float) -> Iterator[Slot]:
        """Yield the rows below each other, without their bars."""
        for row, bar, strip in zip(self.rows, self.bars, self.rings, strict=True):
            middle, ring = top + bar / 2, top + bar + _ABOVE_RING + self.ring.diameter / 2
            name = max(middle, top + row.name.rect.height / 2)  # it may be higher than the bar
            texts = (_around(text, middle) for text in row.texts)
            moved = row._replace(name=_around(row.name, name), texts=tuple(texts))
            yield Slot(moved, middle, ring)
            top += bar + strip


def fitted_rows(
    rows: Sequence[PlacedRow], has_ring: Sequence[bool], room: float, measurer: Measurer
) -> Slots:
    """Return rows at the largest size that fits.

    They are as high as those of a chart at most. Bars have the same height if there is room.
    """
    for size, factor in _SIZES:
        ring = BELOW_BAR.scaled(factor)
        sized = [_resized(row, size, measurer) for row in rows]
        rings = [ring.diameter * _STRIP_SHARE * has for has in has_ring]
        least = [_bar_height(row, below) for row, below in zip(sized, rings, strict=True)]
        spare = room - sum(least) - sum(rings)
        if spare >= 0:
            break
    even = min((room - sum(rings)) / len(rows), SLIDE_CHART.max_pitch)
    more = max(0.0, spare) / len(rows)
    is_even = even >= max(least)
    return Slots(sized, [even if is_even else each + more for each in least], rings, ring)


def _bar_height(row: PlacedRow, ring: float) -> float:
    """Return the least height for a bar: its figure fits beside it, and its name into the row."""
    figures = max((text.rect.height for text in row.texts), default=0.0)
    if ring:  # letters are clear of it, though their line isn't
        return max(figures * _INK_SHARE, row.name.rect.height + SLIDE_CHART.gap - ring)
    return max(figures, row.name.rect.height) + SLIDE_CHART.gap


def _resized(row: PlacedRow, most: float, measurer: Measurer) -> PlacedRow:
    def resized(text: PlacedText) -> PlacedText:
        if text.style.size <= most:
            return text
        style = text.style._replace(size=most)
        lead, rect = text.lines[0].lead, text.rect
        made = set_text(text.text, style, text.colour, rect.width, measurer, lead=lead)
        return made.placed(rect.left, rect.top, rect.width, at_right=text.at_right)

    return row._replace(name=resized(row.name), texts=tuple(map(resized, row.texts)))


def _around(text: PlacedText, middle: float) -> PlacedText:
    return text.moved(middle - text.rect.height / 2 - text.rect.top)


def centred(room: Rect, height: float) -> Rect:
    """Return the part of a region for rows of a height."""
    spare = max(0.0, room.height - height) * SLIDE_CHART.above_share
    return room._replace(top=room.top + spare, height=height)


def head_height(chart: PlacedChart) -> float:
    """Return the height of the labels above the rows."""
    tops = [text.rect.top for text in chart.fixed.texts]
    return chart.area.top - min(tops) if tops else 0.0


def ring_shape(x: float, middle: float, size: RingSize) -> Shape:
    """Return a ring around a point."""
    radius = size.diameter / 2
    rect = Rect(x - radius, middle - radius, size.diameter, size.diameter)
    return Shape(Form.DOT, rect, Colour.GROUND, Colour.ROOM, size.thickness)


def beyond_sign(x: float, middle: float, size: RingSize, measurer: Measurer) -> PlacedText:
    """Return the sign that a guess is beyond the end of the axis, right of its ring."""
    style = TextStyle(size.labels[0], BOLD)
    sign = set_text(_BEYOND, style, Colour.ROOM, size.diameter * 2, measurer)
    return sign.placed(x + size.diameter / 2 + size.gap / 2, middle - sign.height / 2)


def ground_behind(text: PlacedText) -> Shape:
    """Return what hides lines behind a text."""
    return Shape(Form.BOX, text.rect.inset(-_PADDING, 0), Colour.GROUND)
