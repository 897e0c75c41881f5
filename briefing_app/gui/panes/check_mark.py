"""The mark of words that were checked against their source."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing_app.gui.look import Style, TextRole


class CheckMark(QWidget):
    """A check mark; not every font has that character."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Follow the text size."""
        height = self._style.font(TextRole.SMALL).pixelSize()
        self.setFixedSize(round(1.3 * height), round(1.3 * height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        del event
        size = self.height()
        pen = QPen(self._style.colour("good"), size * 0.13)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        points = ((0.1, 0.55), (0.32, 0.78), (0.72, 0.25))
        gap = 0.18 if self.isRightToLeft() else 0.0  # to the words at its left
        painter.drawPolyline([QPointF((gap + x) * size, y * size) for x, y in points])
        painter.end()
