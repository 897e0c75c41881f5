"""Paints a placed shape, on slides and in charts."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from briefing_app.layout.page import Form, Rect, Shape
from briefing_app.layout.theme import Colours

_FULL_CIRCLE: Final = 360 * 16  # Qt counts sixteenths of a degree


def paint_shape(painter: QPainter, shape: Shape, colours: Colours) -> None:
    """Paint a shape in virtual pixels, in the colours on its ground."""
    rect, inset = qrect(shape.rect), shape.thickness / 2
    if shape.outline is not None:
        pen = QPen(QColor(colours(shape.outline)), shape.thickness)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        rect.adjust(inset, inset, -inset, -inset)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    fill = Qt.BrushStyle.NoBrush if shape.fill is None else QColor(colours(shape.fill))
    painter.setBrush(fill)
    match shape.form:
        case Form.BOX if shape.radius:
            radius = shape.radius - inset
            painter.drawRoundedRect(rect, radius, radius)
        case Form.BOX:
            painter.drawRect(rect)
        case Form.DOT:
            painter.drawEllipse(rect)
        case Form.ARC:
            painter.drawArc(rect, _FULL_CIRCLE // 4, -round(_FULL_CIRCLE * shape.share))


def qrect(rect: Rect) -> QRectF:
    """Return a rectangle as Qt's."""
    return QRectF(rect.left, rect.top, rect.width, rect.height)
