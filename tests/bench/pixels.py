"""What can be told from pixels: how much text ink and which bars an area shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

BYTES_PER_PIXEL: Final = 4  # blue, green, red, unused

_DARK: Final = bytes(1 if level < 96 else 0 for level in range(256))
_SHORTEST_BAR: Final = 24  # pixels; letters, rules and borders have no such run and height
_THINNEST_BAR: Final = 8


class Area(NamedTuple):
    """A rectangle of the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int

    def part(self, share: "Share") -> "Area":
        """The rectangle that a share of this one takes up."""
        left, top = round(self.width * share.left), round(self.height * share.top)
        right, bottom = round(self.width * share.right), round(self.height * share.bottom)
        return Area(self.left + left, self.top + top, right - left, bottom - top)


class Share(NamedTuple):
    """A part of a window, each edge from 0.0 to 1.0 of its width or height."""

    left: float
    top: float
    right: float
    bottom: float


WHOLE: Final = Share(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixels of an area at one moment, row by row, `BYTES_PER_PIXEL` each."""

    area: Area
    pixels: bytes

    def rows(self, share: Share) -> Iterator[bytes]:
        """The rows of a part of the frame, from the top."""
        whole = Area(0, 0, self.area.width, self.area.height)
        left, top, width, height = whole.part(share)
        for row in range(top, top + height):
            start = (row * self.area.width + left) * BYTES_PER_PIXEL
            yield self.pixels[start : start + width * BYTES_PER_PIXEL]


def ink(frame: Frame, share: Share) -> int:
    """How many pixels of a part of the frame are as dark as text."""
    return sum(row[1::BYTES_PER_PIXEL].translate(_DARK).count(1) for row in frame.rows(share))


def bars(frame: Frame, share: Share, colours: Sequence[str]) -> list[int]:
    """The horizontal bars that a part of the frame shows.

    Args:
        frame: The pixels.
        share: The part of them to look at.
        colours: The colours of bars, as ``#RRGGBB``; a bar has one of them throughout.

    Returns:
        How many pixels each bar covers, from the top.
    """
    pattern = re.compile(
        b"|".join(
            b"(?:%s.){%d,}" % (re.escape(bytes.fromhex(colour[1:])[::-1]), _SHORTEST_BAR)
            for colour in colours
        ),
        re.DOTALL,
    )
    found: list[int] = []
    covered = height = 0
    for row in (*frame.rows(share), b""):
        run = pattern.search(row)
        if run is not None:
            covered += len(run.group()) // BYTES_PER_PIXEL
            height += 1
            continue
        if height >= _THINNEST_BAR:
            found.append(covered)
        covered = height = 0
    return found
