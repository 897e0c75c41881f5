"""Detection of text and of chart bars in pixels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

BYTES_PER_PIXEL: Final = 4  # blue, green, red, unused

_IS_DARK: Final = bytes(1 if level < 96 else 0 for level in range(256))
_MIN_BAR_LENGTH: Final = 24  # pixels; longer than any stroke of a letter
_MIN_BAR_HEIGHT: Final = 8  # pixels; higher than rules and borders


class Area(NamedTuple):
    """A rectangle of the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int

    def part(self, relative: "RelativeArea") -> "Area":
        """Return a part of this area."""
        left, top = round(self.width * relative.left), round(self.height * relative.top)
        right, bottom = round(self.width * relative.right), round(self.height * relative.bottom)
        return Area(self.left + left, self.top + top, right - left, bottom - top)


class RelativeArea(NamedTuple):
    """A part of an area: its edges as fractions (0.0 to 1.0) of the width and height."""

    left: float
    top: float
    right: float
    bottom: float


WHOLE_WINDOW: Final = RelativeArea(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixels of an area at one moment, row by row, with `BYTES_PER_PIXEL` per pixel."""

    area: Area
    pixels: bytes

    def rows(self, part: RelativeArea) -> Iterator[bytes]:
        """Yield the rows of a part of the frame, from the top."""
        own_area = Area(0, 0, self.area.width, self.area.height)
        left, top, width, height = own_area.part(part)
        for row in range(top, top + height):
            start = (row * self.area.width + left) * BYTES_PER_PIXEL
            yield self.pixels[start : start + width * BYTES_PER_PIXEL]


def count_dark_pixels(frame: Frame, part: RelativeArea) -> int:
    """Return how many pixels of a part of the frame are as dark as text."""
    return sum(row[1::BYTES_PER_PIXEL].translate(_IS_DARK).count(1) for row in frame.rows(part))


def bar_sizes(frame: Frame, part: RelativeArea, colours: Sequence[str]) -> list[int]:
    """Find the horizontal bars in a part of the frame.

    Args:
        frame: The pixels.
        part: The part to search.
        colours: The possible colours of a bar, as ``#RRGGBB``.

    Returns:
        The number of pixels of each bar, from the top.
    """
    pattern = re.compile(
        b"|".join(
            b"(?:%s.){%d,}" % (re.escape(bytes.fromhex(colour[1:])[::-1]), _MIN_BAR_LENGTH)
            for colour in colours
        ),
        re.DOTALL,
    )
    found: list[int] = []
    covered = height = 0
    for row in (*frame.rows(part), b""):
        run = pattern.search(row)
        if run is not None:
            covered += len(run.group()) // BYTES_PER_PIXEL
            height += 1
            continue
        if height >= _MIN_BAR_HEIGHT:
            found.append(covered)
        covered = height = 0
    return found
