"""The box beside a row of a chart that reads out its figures."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from briefing_app.gui.look import TextRole, look

# Pixels at 100 % text size.
_PADDING_X: Final = 11
_PADDING_Y: Final = 7
_GAP: Final = 14
_RADIUS: Final = 6


def paint_readout(
    painter: QPainter, lines: Sequence[str], row: QRectF, texts_right: float, bounds: QRectF
) -> None:
    """Paint the figures of a row on a dark box beside it, or below or above if it is too wide.

    Args:
        painter: The painter.
        lines: The lines; the first one is bold. A line that is wider than the bounds is elided.
        row: The rectangle of the row.
        texts_right: The right edge of what is shown in the row.
        bounds: What can be seen.
    """
    px = look().px
    x, y = px(_PADDING_X), px(_PADDING_Y)
    roles = (TextRole.STRONG, *(TextRole.SMALL for _ in lines[1:]))
    metrics = [QFontMetrics(look().font(role)) for role in roles]
    room = round(bounds.width()) - 2 * x
    shown = [
        each.elidedText(line, Qt.TextElideMode.ElideRight, room)
        for line, each in zip(lines, metrics, strict=True)
    ]
    widest = max(each.horizontalAdvance(line) for line, each in zip(shown, metrics, strict=True))
    box = QRectF(0, 0, widest + 2 * x, sum(each.height() for each in metrics) + 2 * y)
    box.moveCenter(row.center())
    box.moveLeft(texts_right + px(_GAP))
    if box.right() > bounds.right():
        box.moveRight(bounds.right())
        box.moveTop(row.bottom() + 2)
        if box.bottom() > bounds.bottom():
            box.moveBottom(row.top() - 2)
    box.moveTop(max(bounds.top(), min(box.top(), bounds.bottom() - box.height())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("ink"))
    painter.drawRoundedRect(box, px(_RADIUS), px(_RADIUS))
    painter.setPen(look().colour("surface"))
    top = box.top() + y
    for line, role, each in zip(shown, roles, metrics, strict=True):
        painter.setFont(look().font(role))
        painter.drawText(QPointF(box.left() + x, top + each.ascent()), line)
        top += each.height()
