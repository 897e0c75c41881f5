"""What is shown over a slide: ink, pointer and spotlight. Imported when one is first shown."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from briefing_app.gui.slides.ink_painter import changed_areas, paint_ink
from briefing_app.gui.slides.page_painter import PAGE
from briefing_app.layout.theme import Colours
from briefing_app.model.slideshow.ink import Stroke

_POINTER: Final = 22.0  # the radius of the dot, in virtual pixels
_POINTER_COLOURS: Final = ("#FFFFFF", "#D4002A")  # ring and dot, visible on any background
_DOT_SHARE: Final = 0.72
_DIMMED: Final = "#BE000000"  # alpha first


class SlideMarks:
    """Ink, pointer and spotlight over a page, in virtual pixels.

    Pointer and spotlight don't grow with a page that is enlarged by a `zoom` above 1.
    """

    def __init__(self) -> None:
        self.pointer: QPointF | None = None
        """The middle of the pointer or of the spotlight; None if there is neither."""
        self.spotlight: float | None = None
        """The radius of the spotlight; None shows the pointer instead."""
        self.strokes: tuple[Stroke, ...] = ()
        """What was drawn on the page."""

    def set_pointer(
        self, at: QPointF | None, spotlight: float | None, zoom: float
    ) -> Iterable[QRectF]:
        """Show the pointer, or dim everything else. Return the areas to paint again."""
        places = ((self.pointer, self.spotlight), (at, spotlight))
        is_switched = (spotlight is None) is not (self.spotlight is None)
        self.pointer, self.spotlight = at, spotlight
        if is_switched:
            return [QRectF(QPointF(), PAGE)]
        reaches = [(at, (radius or _POINTER) / zoom) for at, radius in places if at is not None]
        return [QRectF(at.x() - by, at.y() - by, 2 * by, 2 * by) for at, by in reaches]

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> Iterable[QRectF]:
        """Show strokes. Return the areas to paint again."""
        before, self.strokes = self.strokes, strokes
        return changed_areas(before, strokes)

    def paint(self, painter: QPainter, colours: Colours, zoom: float) -> None:
        """Paint the marks on a page with these colours."""
        paint_ink(painter, self.strokes, colours)
        if self.pointer is None:
            return
        if self.spotlight is not None:
            path = QPainterPath()  # filled where its parts don't overlap
            path.addRect(QRectF(QPointF(), PAGE))
            path.addEllipse(self.pointer, self.spotlight / zoom, self.spotlight / zoom)
            painter.fillPath(path, QColor(_DIMMED))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, share in zip(_POINTER_COLOURS, (1.0, _DOT_SHARE), strict=True):
            painter.setBrush(QColor(colour))
            radius = _POINTER / zoom * share
            painter.drawEllipse(self.pointer, radius, radius)
