"""A label of one line that is shortened to fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)


class ElidedLabel(QLabel):
    """A text in one line, which is shortened where there is no room for it.

    Args:
        parent: As in Qt.
        short: What then stands in its place, or empty where it is to be cut short.
    """

    def __init__(self, parent: QWidget, short: str = "") -> None:
        super().__init__(parent)
        self._short = short
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "muted")

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: as much of it as can be seen."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), self.words)
        painter.end()

    @property
    def words(self) -> str:
        """What of it is seen."""
        metrics, words = self.fontMetrics(), self.text()
        if self._short and metrics.horizontalAdvance(words) > self.width():
            words = self._short
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width())
