"""Paints what was drawn on a slide, as vectors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from briefing_app.layout.identity import BLACK, MIN_CONTRAST, WHITE, legible, mixed
from briefing_app.layout.theme import Colours
from briefing_app.model.palette import contrast_ratio
from briefing_app.model.slideshow.ink import Bounds, InkColour, Stroke, Tool, bounds, same_count

_MIN_LINE_CONTRAST: Final = 3.0
_STEPS: Final = 50  # in which a highlighter becomes invisible
_LINES: Final = {  # on light and on dark grounds
    InkColour.RED: ("#C8102E", "#FF6B78"),
    InkColour.BLUE: ("#0B5CAD", "#6BB8FF"),
    InkColour.GREEN: ("#00703C", "#5FE08A"),
    InkColour.YELLOW: ("#A67C00", "#FFDB1A"),
    InkColour.PINK: ("#C2287A", "#FF8AC4"),
}
_FILLS: Final = {  # on light and on dark grounds
    InkColour.YELLOW: ("#FFDB1A", "#8A6400"),
    InkColour.GREEN: ("#7BE495", "#00732F"),
    InkColour.PINK: ("#FFA3CF", "#A0145F"),
}


class Shades(NamedTuple):
    """The shades of a stroke, as ``#RRGGBB``.

    Args:
        line: The colour of a pen, or of the edge of a highlighter: it stands out from the page.
        fill: What a highlighter is filled with: see `covered`. Empty for a pen.
    """

    line: str
    fill: str = ""


def is_dark(colours: Colours) -> bool:
    """Return whether the ground of a page is dark."""
    return contrast_ratio(colours.ground, WHITE) > contrast_ratio(colours.ground, BLACK)


@lru_cache(maxsize=64)
def ink_shades(tool: Tool, colour: InkColour, colours: Colours) -> Shades:
    """Return the shades of a colour that suit a page.

    The fill of a highlighter is as strong as it can be while all texts of the page stay legible.
    """
    at = int(is_dark(colours))
    line = legible(_LINES[colour][at], (colours.ground, colours.panel), _MIN_LINE_CONTRAST)
    if tool is Tool.PEN:
        return Shades(line)
    nothing = BLACK if at else WHITE
    fills = (mixed(_FILLS[colour][at], nothing, step / _STEPS) for step in range(_STEPS))
    is_legible = (fill for fill in fills if _least_contrast(fill, colours) >= MIN_CONTRAST)
    return Shades(line, next(is_legible, nothing))


def covered(below: str, fill: str, colours: Colours) -> str:
    """Return what a colour becomes below a highlighter.

    It is multiplied with the fill on a light ground, and screened on a dark one.
    """
    is_screened = is_dark(colours)
    pairs = ((int(below[i : i + 2], 16), int(fill[i : i + 2], 16)) for i in (1, 3, 5))
    channels = (
        255 - (255 - one) * (255 - other) / 255 if is_screened else one * other / 255
        for one, other in pairs
    )
    return "#" + "".join(f"{round(channel):02X}" for channel in channels)


def swatch(tool: Tool, colour: InkColour) -> str:
    """Return a shade that shows a colour on a dark button."""
    return _FILLS[colour][0] if tool is Tool.HIGHLIGHTER else _LINES[colour][1]


def _least_contrast(fill: str, colours: Colours) -> float:
    """Return the least contrast of a text of the page with its ground below a highlighter."""
    return min(
        contrast_ratio(covered(text, fill, colours), covered(ground, fill, colours))
        for text, ground in colours.text_pairs()
    )


_EDGE: Final = 4.0  # of a highlighter, in virtual pixels
_DOT_LENGTH: Final = 0.01


def paint_ink(painter: QPainter, strokes: Sequence[Stroke], colours: Colours) -> None:
    """Paint strokes over a page in virtual pixels, as far as they are in the painter's clip."""
    clip = painter.clipBoundingRect()
    seen = Bounds(clip.left(), clip.top(), clip.right(), clip.bottom())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        if stroke.bounds.meets(seen):
            _paint_stroke(painter, stroke, colours, seen)
    painter.restore()


def changed_areas(before: Sequence[Stroke], after: Sequence[Stroke]) -> Iterator[QRectF]:
    """Yield what must be painted again on a page if its strokes change."""
    same = same_count(before, after)
    removed, added = before[same:], after[same:]
    if len(removed) == len(added) == 1 and _continues(added[0], removed[0]):
        # A new point changes the curve to the point before it.
        drawn = added[0].points[max(len(removed[0].points) - 2, 0) :]
        yield _rect(bounds(drawn, added[0].width / 2))
        return
    for stroke in (*removed, *added):
        yield _rect(stroke.bounds)


def _continues(stroke: Stroke, start: Stroke) -> bool:
    """Return whether a stroke continues one that was being drawn."""
    is_alike = (stroke.tool, stroke.colour) == (start.tool, start.colour)
    return is_alike and stroke.points[: len(start.points)] == start.points


def _rect(area: Bounds) -> QRectF:
    return QRectF(QPointF(area.left, area.top), QPointF(area.right, area.bottom))


def _paint_stroke(painter: QPainter, stroke: Stroke, colours: Colours, seen: Bounds) -> None:
    shades, path = ink_shades(stroke.tool, stroke.colour, colours), _path(stroke, seen)
    if not shades.fill:
        _draw(painter, path, shades.line, stroke.width)
        return
    modes = QPainter.CompositionMode
    mode = modes.CompositionMode_Screen if is_dark(colours) else modes.CompositionMode_Multiply
    area = _rect(stroke.bounds.shared(seen))
    pixels = painter.deviceTransform().mapRect(area).toAlignedRect()
    if not pixels.isEmpty():
        with _layer(painter, pixels, mode) as layer:
            _draw(layer, path, shades.line, stroke.width)
            _draw(layer, path, shades.fill, stroke.width - 2 * _EDGE)


@contextmanager
def _layer(painter: QPainter, pixels: QRect, mode: QPainter.CompositionMode) -> Iterator[QPainter]:
    """Yield a painter for some pixels of the page, and compose what it has painted with the page.

    What is painted twice in it is composed only once: a line that crosses itself, edge and fill.
    """
    to_pixels = painter.deviceTransform()
    layer = QImage(pixels.size(), QImage.Format.Format_ARGB32_Premultiplied)
    layer.fill(Qt.GlobalColor.transparent)
    layer_painter = QPainter(layer)
    layer_painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    layer_painter.translate(-pixels.topLeft())
    layer_painter.setTransform(to_pixels, combine=True)
    yield layer_painter
    layer_painter.end()
    painter.save()
    painter.setTransform(to_pixels.inverted()[0] * painter.transform())
    painter.setCompositionMode(mode)
    painter.drawImage(pixels.topLeft(), layer)
    painter.restore()


def _draw(painter: QPainter, path: QPainterPath, colour: str, width: float) -> None:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(path)


def _path(stroke: Stroke, seen: Bounds) -> QPainterPath:
    """Return the parts of a stroke's line that may be seen.

    It is a curve: a mouse that moves fast reports points that are far apart. A piece leads to the
    middle between two points.
    """
    path = QPainterPath()
    if len(stroke.points) == 1:  # a dot; Qt paints no line without a length
        (x, y) = stroke.points[0]
        path.moveTo(x, y)
        path.lineTo(x + _DOT_LENGTH, y)
        return path
    reach = stroke.width / 2
    left, top, right, bottom = seen
    left, top, right, bottom = left - reach, top - reach, right + reach, bottom + reach
    start, reached = stroke.points[0], None
    for (x, y), (next_x, next_y) in pairwise((*stroke.points[1:], stroke.points[-1])):
        end = (x + next_x) / 2, (y + next_y) / 2
        across, down = (start[0], x, end[0]), (start[1], y, end[1])
        if (
            max(across) >= left
            and min(across) <= right
            and max(down) >= top
            and min(down) <= bottom
        ):
            if start is not reached:
                path.moveTo(*start)
            path.quadTo(x, y, *end)
            reached = end
        start = end
    return path
