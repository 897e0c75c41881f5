"""Paints placed texts, and blocks of them, on slides and in charts."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from briefing_app.gui.slides.shape_painter import paint_shape
from briefing_app.gui.slides.text_measurer import MEASURER, drawn_text, layout_direction
from briefing_app.layout.page import Block, PlacedText, bold_runs
from briefing_app.layout.theme import Colours


def paint_block(painter: QPainter, block: Block, colours: Colours) -> None:
    """Paint texts in front of the shapes with them, as `paint_text` and `paint_shape` do."""
    for shape in block.shapes:
        paint_shape(painter, shape, colours)
    for text in block.texts:
        paint_text(painter, text, colours)


def paint_text(painter: QPainter, text: PlacedText, colours: Colours) -> None:
    """Paint a text in virtual pixels, in the colours on its ground."""
    painter.setPen(QColor(colours(text.colour)))
    painter.setLayoutDirection(layout_direction(is_right_to_left=text.right_to_left))
    for line in text.lines:
        left = text.left_of(line)
        runs = list(bold_runs(line, text.style))
        for words, style in reversed(runs) if text.right_to_left else runs:
            painter.setFont(MEASURER.font(style))
            painter.drawText(QPointF(left, line.baseline), drawn_text(words))
            left += MEASURER.width(words, style) if len(runs) > 1 else 0
