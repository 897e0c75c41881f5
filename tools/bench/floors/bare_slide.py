"""A minimal full-screen window that is repainted at each key press: the floor for slides.

Run as a script: ``bare_slide.py LEFT TOP WIDTH HEIGHT [--texts FILE]``. With
``--texts``, the slide shows the texts of a JSON file, one after the other, in the size of a slide's
headline.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

COLOURS = ("#F4F1EA", "#E2ECF4")


class BareSlide(QWidget):
    """A plain colour with a text; each key press changes both.

    Args:
        place: The area of the window.
        texts: The texts to show in turn; by default, the number of the key press.
    """

    def __init__(self, place: QRect, texts: list[str]) -> None:
        super().__init__()
        self._number = 0
        self._texts = texts
        self.setWindowTitle("Bare slide")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(place)
        large = QFont(self.font())
        large.setPixelSize(64 if texts else 88)
        self.setFont(large)

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Show the next colour and number."""
        self._number += 1
        self.repaint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the complete window."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS[self._number % len(COLOURS)]))
        texts = self._texts or [f"Number {self._number}"]
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), flags, texts[self._number % len(texts)])
        painter.end()


def main() -> None:
    """Show the window until the process is terminated."""
    place = QRect(*map(int, sys.argv[1:5]))
    texts = json.loads(Path(sys.argv[-1]).read_bytes()) if "--texts" in sys.argv else []
    application = QApplication([])
    window = BareSlide(place, texts)
    window.show()
    application.exec()


main()
