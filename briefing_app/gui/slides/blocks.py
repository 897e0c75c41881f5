"""Measures and paints texts and shapes with Qt: on slides, in charts and in pictures."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.widgets.text_layout import utf16_length
from briefing_app.layout.measurer import BOLD, MeasuredLine, TextStyle
from briefing_app.layout.page import (
    TICK_POINTS,
    Block,
    Form,
    PlacedText,
    Rect,
    Shape,
    bold_runs,
)
from briefing_app.layout.palette import Colours
from briefing_app.model.text import is_right_to_left

_FULL_CIRCLE: Final = 360 * 16  # Qt counts sixteenths of a degree
# Qt's placeholder for objects and its own line separator become characters that it draws as text.
_DRAWN: Final = {0xFFFC: "\ufffd", 0x2028: " ", 0x2029: " ", ord("\t"): " "}


def drawn_text(text: str) -> str:
    """Return a text as it is drawn, with as many characters."""
    return text.translate(_DRAWN)


def layout_direction(*, is_right_to_left: bool) -> Qt.LayoutDirection:
    """Return the direction of writing as Qt's."""
    direction = Qt.LayoutDirection
    return direction.RightToLeft if is_right_to_left else direction.LeftToRight


class QtMeasurer:
    """Measures text in the bundled typeface, and in the system's fonts for other scripts.

    Args:
        spare: The factor by which the font may be wider.
    """

    def __init__(self, spare: float = 1.0) -> None:
        self._spare = spare
        self._fonts: dict[TextStyle, QFont] = {}

    def font(self, style: TextStyle) -> QFont:
        """Return the font of a style, without hinting, so that it scales exactly."""
        font = self._fonts.get(style)
        if font is None:
            font = QFont(FONT_FAMILY)
            font.setPixelSize(max(1, round(style.size)))
            font.setWeight(QFont.Weight(style.weight))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            # A projector shows the colours of subpixels as fringes.
            font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
            if style.even_digits:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[style] = font
        return font

    def width(self, text: str, style: TextStyle) -> float:
        """Return the width of a text on one line, in virtual pixels."""
        return self._spare * QFontMetricsF(self.font(style)).horizontalAdvance(drawn_text(text))

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        """Break a paragraph into lines, at least one; see `layout.measurer.Measurer`."""
        text = drawn_text(paragraph)
        layout = QTextLayout(text, self.font(style))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        turned = is_right_to_left(text[lead:])
        option.setTextDirection(layout_direction(is_right_to_left=turned))
        layout.setTextOption(option)
        if lead:
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = 0, utf16_length(paragraph[:lead])
            bold.format = QTextCharFormat()
            bold.format.setFontWeight(QFont.Weight(BOLD))
            layout.setFormats([bold])
        units = paragraph.encode("utf-16-le", "surrogatepass")  # which Qt counts, two bytes each
        measured = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width / self._spare)
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            part = units[start:end].decode("utf-16-le", "surrogatepass")
            advance = self._spare * line.naturalTextWidth()
            measured.append(MeasuredLine(part, advance, line.ascent(), line.descent()))
        layout.endLayout()
        return measured or [MeasuredLine("", 0.0, style.size, 0.0)]


MEASURER: Final = QtMeasurer()
"""The measurer that every slide is laid out with; it only caches fonts."""


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
        case Form.TICK:
            painter.drawPolyline(_tick(shape.rect))


def _tick(rect: Rect) -> QPolygonF:
    points = ((rect.left + x * rect.width, rect.top + y * rect.height) for x, y in TICK_POINTS)
    return QPolygonF([QPointF(*point) for point in points])


def qrect(rect: Rect) -> QRectF:
    """Return a rectangle as Qt's."""
    return QRectF(rect.left, rect.top, rect.width, rect.height)


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
