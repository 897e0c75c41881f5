"""The ring that shows where the keyboard is in something that scrolls."""

from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea

from briefing_app.gui.style import Style


def paint_focus_ring(area: QAbstractScrollArea, style: Style) -> None:
    """Draw the ring round what is seen of an area, if that has the keyboard.

    To be called in the area's paintEvent, after its own painting.
    """
    if area.hasFocus():
        painter = QPainter(area.viewport())
        painter.setPen(QPen(style.colour("accent"), 2))
        painter.drawRect(area.viewport().rect().adjusted(1, 1, -1, -1))
