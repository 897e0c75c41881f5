"""Paints a placed text, on slides and in charts."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from briefing_app.gui.slides.text_measurer import MEASURER, drawn_text
from briefing_app.layout.page import PlacedLine, PlacedText, bold_runs
from briefing_app.layout.slide_theme import Colours


def paint_text(painter: QPainter, text: PlacedText, colours: Colours) -> None:
    """Paint a text in virtual pixels, in the colours on its ground."""
    painter.setPen(QColor(colours(text.colour)))
    direction = (
        Qt.LayoutDirection.RightToLeft if text.right_to_left else Qt.LayoutDirection.LeftToRight
    )
    painter.setLayoutDirection(direction)
    for line in text.lines:
        if line.lead:
            _paint_lead(painter, line, text)
        else:
            painter.setFont(MEASURER.font(text.style))
            at = QPointF(text.left_of(line), line.baseline)
            painter.drawText(at, drawn_text(line.text.rstrip()))


def _paint_lead(painter: QPainter, line: PlacedLine, text: PlacedText) -> None:
    """Paint a line that starts with bold words."""
    left = text.left_of(line)
    runs = list(bold_runs(line, text.style))
    for words, style in reversed(runs) if text.right_to_left else runs:
        painter.setFont(MEASURER.font(style))
        painter.drawText(QPointF(left, line.baseline), drawn_text(words))
        left += MEASURER.width(words, style)
