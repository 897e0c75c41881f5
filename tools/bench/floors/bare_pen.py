"""A minimal full-screen window in which the mouse draws a line: the floor for the pen.

Run as a script: ``bare_pen.py LEFT TOP WIDTH HEIGHT``.
"""

import sys

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

WIDTH = 7  # of the line, in pixels


class BarePen(QWidget):
    """A picture with a text; the mouse draws on it."""

    def __init__(self, place: QRect) -> None:
        super().__init__()
        self._last = QPointF()
        self.setWindowTitle("Bare pen")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(place)
        self._image = QImage(place.size(), QImage.Format.Format_RGB32)
        self._image.fill(QColor("#F4F1EA"))
        painter = QPainter(self._image)
        large = QFont(self.font())
        large.setPixelSize(88)
        painter.setFont(large)
        painter.drawText(self._image.rect(), Qt.AlignmentFlag.AlignCenter, "A line of text")
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a line."""
        self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Continue the line."""
        last, self._last = self._last, event.position()
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor("#C8102E"), WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(last, self._last)
        painter.end()
        around = QPoint(WIDTH, WIDTH)
        rect = QRect(last.toPoint(), self._last.toPoint()).normalized()
        self.update(QRect(rect.topLeft() - around, rect.bottomRight() + around))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy what has changed."""
        painter = QPainter(self)
        painter.drawImage(event.rect().topLeft(), self._image, event.rect())
        painter.end()


def main() -> None:
    """Show the window until the process is terminated."""
    place = QRect(*map(int, sys.argv[1:]))
    application = QApplication([])
    window = BarePen(place)
    window.show()
    application.exec()


main()
