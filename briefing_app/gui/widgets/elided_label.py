"""A label of one line that is shortened to fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """A text in one line. If it is too long, it ends in an ellipsis.

    Args:
        parent: The parent widget.
        short_text: Shown instead of a text that is too long, if not empty.
    """

    def __init__(self, parent: QWidget, short_text: str = "") -> None:
        super().__init__(parent)
        self._short_text = short_text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "muted")

    def minimumSizeHint(self) -> QSize:
        """Return any width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), self.displayed_text)
        painter.end()

    @property
    def displayed_text(self) -> str:
        """The text as it is painted."""
        metrics, text = self.fontMetrics(), self.text()
        if self._short_text and metrics.horizontalAdvance(text) > self.width():
            text = self._short_text
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width())
