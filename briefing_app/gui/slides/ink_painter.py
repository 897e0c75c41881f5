"""Paints what was drawn on a slide, as vectors. Imported when there is something to paint."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from briefing_app.layout.identity import BLACK, WHITE, legible
from briefing_app.layout.slide_theme import Colours
from briefing_app.model.palette import contrast_ratio
from briefing_app.model.slideshow.ink import Bounds, InkColour, Stroke, Tool, bounds, same_count

_MIN_CONTRAST: Final = 3.0
_PENS: Final = {  # on light and on dark grounds
    InkColour.RED: ("#C8102E", "#FF6B78"),
    InkColour.BLUE: ("#0B5CAD", "#6BB8FF"),
    InkColour.GREEN: ("#00703C", "#5FE08A"),
}
_HIGHLIGHTERS: Final = {  # on light, on dark and on nearly black grounds
    InkColour.YELLOW: ("#FFDB1A", "#463800", "#6A5400"),
    InkColour.GREEN: ("#7BE495", "#00421E", "#00602A"),
    InkColour.PINK: ("#FFA3CF", "#700D46", "#8A1256"),
}
"""Multiplied with what is below on light grounds, screened on dark ones: texts stay readable."""
_NEARLY_BLACK: Final = 19.0  # the least contrast of white


def is_dark(colours: Colours) -> bool:
    """Return whether the ground of a page is dark."""
    return contrast_ratio(colours.ground, WHITE) > contrast_ratio(colours.ground, BLACK)


@lru_cache(maxsize=64)
def ink_shade(tool: Tool, colour: InkColour, colours: Colours) -> str:
    """Return the shade of a colour that suits the ground of a page, as ``#RRGGBB``."""
    if tool is Tool.HIGHLIGHTER:
        light, dark, nearly_black = _HIGHLIGHTERS[colour]
        if not is_dark(colours):
            return light
        return nearly_black if contrast_ratio(colours.ground, WHITE) >= _NEARLY_BLACK else dark
    return legible(_PENS[colour][is_dark(colours)], (colours.ground, colours.panel), _MIN_CONTRAST)


def swatch(tool: Tool, colour: InkColour) -> str:
    """Return a shade that shows a colour on a dark button."""
    return _HIGHLIGHTERS[colour][0] if tool is Tool.HIGHLIGHTER else _PENS[colour][1]


def paint_ink(
    painter: QPainter, strokes: Sequence[Stroke], colours: Colours, part: QRectF | None = None
) -> None:
    """Paint strokes over a page.

    Args:
        painter: The painter, in virtual pixels; its state is restored.
        strokes: The strokes, the undermost first.
        colours: The colours of the page.
        part: The part of the page that is painted, to save time; None for all of it.
    """
    seen = None if part is None else Bounds(part.left(), part.top(), part.right(), part.bottom())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        if seen is None or stroke.bounds.meets(seen):
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


def _paint_stroke(painter: QPainter, stroke: Stroke, colours: Colours, seen: Bounds | None) -> None:
    pen = QPen(QColor(ink_shade(stroke.tool, stroke.colour, colours)), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    mode = QPainter.CompositionMode.CompositionMode_SourceOver
    if stroke.tool is Tool.HIGHLIGHTER:
        modes = QPainter.CompositionMode
        is_light = not is_dark(colours)
        mode = modes.CompositionMode_Multiply if is_light else modes.CompositionMode_Screen
    painter.setCompositionMode(mode)
    painter.setPen(pen)
    if len(stroke.points) == 1:
        painter.drawPoint(QPointF(*stroke.points[0]))
    else:
        # One path, so that a highlighter isn't darker where its line crosses itself.
        painter.drawPath(_path(stroke, seen))


def _path(stroke: Stroke, seen: Bounds | None) -> QPainterPath:
    """Return the parts of a stroke's line that may be seen.

    It is a curve: a mouse that moves fast reports points that are far apart. A piece leads to the
    middle between two points.
    """
    path = QPainterPath()
    reach = stroke.width / 2
    left, top, right, bottom = stroke.bounds if seen is None else seen
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
