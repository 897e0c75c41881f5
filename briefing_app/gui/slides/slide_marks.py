"""What is shown over a slide: ink, pointer and spotlight. Imported when one is first shown."""

from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from briefing_app.gui.slides.ink_painter import changed_areas, paint_ink
from briefing_app.gui.slides.page_painter import PAGE, page_transform, use_virtual_pixels
from briefing_app.layout.page import Page
from briefing_app.model.slideshow.ink import Stroke

_POINTER: Final = 22.0  # the radius of the dot, in virtual pixels
_POINTER_COLOURS: Final = ("#FFFFFF", "#D4002A")  # ring and dot, visible on any background
_DOT_SHARE: Final = 0.72
_DIMMED: Final = "#BE000000"  # alpha first


class _View(Protocol):
    """A widget that shows a slide."""

    def update(self, area: QRect, /) -> None: ...

    def rect(self) -> QRect: ...

    def box(self) -> QRectF: ...

    def target(self) -> QRectF: ...

    def widget_point(self, at: QPointF) -> QPointF: ...

    def widget_rect(self, area: QRectF) -> QRect: ...


class SlideMarks:
    """Paints ink, pointer and spotlight over a slide. Only what has changed is painted again.

    Args:
        view: Shows the slide.
    """

    def __init__(self, view: _View) -> None:
        self._view = view
        self._pointer: QPointF | None = None
        self._spotlight: float | None = None
        self._strokes: tuple[Stroke, ...] = ()

    @property
    def pointer(self) -> QPointF | None:
        """The position of the pointer or the spotlight on the page; None if there is neither."""
        return self._pointer

    @property
    def spotlight(self) -> float | None:
        """The radius of the spotlight; None if there is none."""
        return self._spotlight

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn on the page."""
        return self._strokes

    def set_pointer(self, at: QPointF | None, spotlight: float | None) -> None:
        """Show the pointer, or dim everything except a circle.

        Args:
            at: A point of the page, in virtual pixels; None shows neither.
            spotlight: The radius of the circle, in virtual pixels of a page that isn't enlarged;
                None shows the pointer.
        """
        before, radius = self._pointer, self._spotlight
        self._pointer, self._spotlight = at, spotlight
        if (spotlight is None) is not (radius is None):
            self._view.update(self._view.rect())
            return
        for point, reach in ((before, radius), (at, spotlight)):
            if point is not None:
                self._update_around(point, reach or _POINTER)

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> bool:
        """Show strokes. Return whether they have changed."""
        if strokes == self._strokes:
            return False
        for area in changed_areas(self._strokes, strokes):
            self._view.update(self._view.widget_rect(area))
        self._strokes = strokes
        return True

    def paint(self, painter: QPainter, page: Page, area: QRect) -> None:
        """Paint the marks in an area of the view.

        Args:
            painter: The painter, in the view's coordinates.
            page: The page below.
            area: The area.
        """
        target = self._view.target()
        to_page, _ = page_transform(target).inverted()
        painter.save()
        use_virtual_pixels(painter, target)
        paint_ink(painter, self._strokes, page.colours, to_page.mapRect(QRectF(area)))
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pointer is None:
            return
        at = self._view.widget_point(self._pointer)
        if self._spotlight is None:
            self._paint_pointer(painter, at)
        else:
            self._paint_spotlight(painter, at, self._spotlight * self._scale)

    def _paint_pointer(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        radius = _POINTER * self._scale
        for colour, share in zip(_POINTER_COLOURS, (1.0, _DOT_SHARE), strict=True):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(at, radius * share, radius * share)

    def _paint_spotlight(self, painter: QPainter, at: QPointF, radius: float) -> None:
        path = QPainterPath()  # filled where its parts don't overlap
        path.addRect(self._view.box())
        path.addEllipse(at, radius, radius)
        painter.fillPath(path, QColor(_DIMMED))

    @property
    def _scale(self) -> float:
        """The view's pixels per virtual pixel of a page that isn't enlarged."""
        return self._view.box().width() / PAGE.width()

    def _update_around(self, at: QPointF, radius: float) -> None:
        size = 2 * radius * self._scale + 4
        around = QRectF(0, 0, size, size)
        around.moveCenter(self._view.widget_point(at))
        self._view.update(around.toAlignedRect())
