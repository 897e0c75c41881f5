"""What was drawn on the slides of a slideshow, as values: each change makes the next `Ink`.

Points are in virtual pixels of the page, which don't depend on the size of a screen or on a zoom.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from math import hypot
from types import MappingProxyType
from typing import Final, NamedTuple

Point = tuple[float, float]
"""A point of the page, in virtual pixels."""
Place = tuple[str, int]
"""A page of a slide: the slide's key, as in `model.slides.Slide`, and the page, from 0."""


class Tool(StrEnum):
    """What a stroke was drawn with."""

    PEN = "pen"
    HIGHLIGHTER = "highlighter"


class InkColour(StrEnum):
    """The colour of a stroke by its name. Its shade depends on the ground of the slide."""

    RED = "red"
    BLUE = "blue"
    YELLOW = "yellow"
    GREEN = "green"
    PINK = "pink"


TOOL_COLOURS: Final = {
    Tool.PEN: (InkColour.RED, InkColour.BLUE, InkColour.GREEN),
    Tool.HIGHLIGHTER: (InkColour.YELLOW, InkColour.GREEN, InkColour.PINK),
}
"""The colours of each tool, the usual one first."""
TOOL_WIDTHS: Final = {Tool.PEN: 7.0, Tool.HIGHLIGHTER: 56.0}
"""The width of each tool's strokes, in virtual pixels; a highlighter covers a line of text."""
MAX_POINTS: Final = 1000
"""The points after which a stroke is continued by another one, so that it is painted in time."""

_ERASER_RADIUS: Final = 16.0  # virtual pixels
_MIN_DISTANCE: Final = 2.0  # virtual pixels between two points of a stroke
_MAX_UNDO: Final = 100  # changes of one page


class Bounds(NamedTuple):
    """The smallest rectangle that contains a stroke, its width included."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Bounds") -> bool:
        """Return whether two rectangles have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def shared(self, other: "Bounds") -> "Bounds":
        """Return what two rectangles that meet have in common."""
        return Bounds(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Stroke:
    """A line drawn in one go.

    Args:
        tool: What it was drawn with.
        colour: Its colour.
        points: Its points, at least one; a single one is a dot.
    """

    tool: Tool
    colour: InkColour
    points: tuple[Point, ...]

    @property
    def width(self) -> float:
        """The width of the line."""
        return TOOL_WIDTHS[self.tool]

    @cached_property
    def bounds(self) -> Bounds:
        """The rectangle that the stroke needs."""
        return bounds(self.points, self.width / 2)

    def extended(self, point: Point) -> "Stroke":
        """Return the stroke with one point more, or the same one if the point is too close."""
        if _distance(self.points[-1], point) < _MIN_DISTANCE:
            return self
        return replace(self, points=(*self.points, _rounded(point)))

    def is_touched(self, start: Point, end: Point) -> bool:
        """Return whether an eraser that moves from one point to another touches the stroke."""
        if not self.bounds.meets(bounds((start, end), _ERASER_RADIUS)):
            return False
        reach = self.width / 2 + _ERASER_RADIUS
        following = self.points[1:] or self.points
        return any(
            _are_close(one, other, start, end, reach)
            for one, other in zip(self.points, following, strict=False)
        )


class PageInk(NamedTuple):
    """What was drawn on one page.

    Args:
        strokes: The strokes, the first one undermost.
        earlier: The strokes before each of the latest changes, the oldest first.
    """

    strokes: tuple[Stroke, ...] = ()
    earlier: tuple[tuple[Stroke, ...], ...] = ()

    def changed(self, strokes: Iterable[Stroke]) -> "PageInk":
        """Return the page with other strokes, as a change that can be undone."""
        return PageInk(tuple(strokes), (*self.earlier, self.strokes)[-_MAX_UNDO:])

    def undone(self) -> "PageInk":
        """Return the page before the latest change; without the last stroke if none is known."""
        if self.earlier:
            return PageInk(self.earlier[-1], self.earlier[:-1])
        return PageInk(self.strokes[:-1])


_NO_INK: Final = PageInk()


class ChangedStrokes(NamedTuple):
    """The strokes of a page that have changed.

    Args:
        first: The index of the first one; those below it are the same.
        strokes: It and all above it.
    """

    first: int
    strokes: tuple[Stroke, ...]


class Ink(NamedTuple):
    """What was drawn in a session.

    Args:
        pages: The pages that were drawn on.
        live: The stroke that is being drawn, and its page.
    """

    pages: Mapping[Place, PageInk] = MappingProxyType({})
    live: tuple[Place, Stroke] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be seen on any page."""
        return self.live is None and not any(page.strokes for page in self.pages.values())

    def strokes(self, place: Place) -> tuple[Stroke, ...]:
        """Return the strokes on a page, that which is being drawn included."""
        strokes = self.pages.get(place, _NO_INK).strokes
        if self.live is not None and self.live[0] == place:
            return (*strokes, self.live[1])
        return strokes

    def started(self, place: Place, tool: Tool, colour: InkColour, point: Point) -> "Ink":
        """Return the ink with a stroke that starts at a point."""
        stroke = Stroke(tool, colour, (_rounded(point),))
        return self.finished()._replace(live=(place, stroke))

    def moved(self, point: Point) -> "Ink":
        """Return the ink with the stroke that is being drawn continued to a point."""
        if self.live is None:
            return self
        place, stroke = self.live
        extended = stroke.extended(point)
        if extended is stroke:
            return self
        if len(extended.points) > MAX_POINTS:
            return self.started(place, stroke.tool, stroke.colour, stroke.points[-1]).moved(point)
        return self._replace(live=(place, extended))

    def finished(self) -> "Ink":
        """Return the ink with the stroke that was being drawn on its page."""
        if self.live is None:
            return self
        place, stroke = self.live
        page = self.pages.get(place, _NO_INK)
        return self._with(place, page.changed((*page.strokes, stroke)))._replace(live=None)

    def erased(self, place: Place, start: Point, end: Point, *, is_first: bool) -> "Ink":
        """Return the ink without the strokes that an eraser touches.

        Args:
            place: The page.
            start: Where the eraser comes from.
            end: Where it is.
            is_first: Whether it erases its first strokes since it was set down. Later ones are
                undone together with them.
        """
        page = self.pages.get(place, _NO_INK)
        left = tuple(stroke for stroke in page.strokes if not stroke.is_touched(start, end))
        if len(left) == len(page.strokes):
            return self
        return self._with(place, page.changed(left) if is_first else page._replace(strokes=left))

    def undone(self, place: Place) -> "Ink":
        """Return the ink before the latest change of a page; a stroke being drawn is removed."""
        if self.live is not None:
            return self._replace(live=None)
        page = self.pages.get(place, _NO_INK)
        return self._with(place, page.undone()) if page != _NO_INK else self

    def cleared(self, place: Place) -> "Ink":
        """Return the ink without the strokes on a page; that can be undone."""
        if self.live is not None:
            return self.finished().cleared(place)
        page = self.pages.get(place, _NO_INK)
        return self._with(place, page.changed(())) if page.strokes else self

    def changes_since(self, earlier: "Ink | None") -> dict[Place, ChangedStrokes]:
        """Return what has changed on each page, without the stroke that is being drawn."""
        changes = {}
        pages, known = self.pages, {} if earlier is None else earlier.pages
        for place in {**known, **pages}:
            before, after = (each.get(place, _NO_INK).strokes for each in (known, pages))
            if after != before:
                first = same_count(before, after)
                changes[place] = ChangedStrokes(first, after[first:])
        return changes

    def _with(self, place: Place, page: PageInk) -> "Ink":
        return self._replace(pages={**self.pages, place: page})


NO_INK: Final = Ink()


def same_count(one: Sequence[Stroke], other: Sequence[Stroke]) -> int:
    """Return the number of strokes that are the same on two pages, counted from the lowest one."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (a, b) in enumerate(pairs) if a is not b and a != b), min(len(one), len(other))
    )


def bounds(points: Iterable[Point], margin: float) -> Bounds:
    """Return the smallest rectangle that contains points and a margin around them."""
    across, down = zip(*points, strict=True)
    return Bounds(
        min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _are_close(a: Point, b: Point, c: Point, d: Point, reach: float) -> bool:
    """Return whether two lines, from a to b and from c to d, cross or are within reach."""
    if _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0:
        return True
    ends = ((a, c, d), (b, c, d), (c, a, b), (d, a, b))
    return any(_distance_to_line(*each) <= reach for each in ends)


def _side(start: Point, end: Point, point: Point) -> float:
    """Return on which side of a line a point is, as the sign of a number."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _distance_to_line(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    if not length:
        return _distance(point, start)
    share = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length
    share = min(max(share, 0.0), 1.0)
    return _distance(point, (start[0] + share * across, start[1] + share * down))
