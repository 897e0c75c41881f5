"""Measures text of slides with Qt, which knows how every script breaks into lines."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from briefing_app.files.paths import FONT_FAMILY
from briefing_app.layout.measurer import BOLD, MeasuredLine, TextStyle
from briefing_app.model.text import is_right_to_left

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
            # PySide builds the 100 properties of formats, which the first slide needn't wait for.
            from PySide6.QtGui import QTextCharFormat  # noqa: PLC0415

            bold = QTextLayout.FormatRange()
            bold.start, bold.length = 0, lead
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
