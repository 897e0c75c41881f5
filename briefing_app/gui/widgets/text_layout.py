"""Breaking text into lines."""

from codecs import utf_16_le_decode, utf_16_le_encode
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QTextLayout,
    QTextOption,
)


def in_lines(
    text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    """A text set in lines of a width, to be measured or painted.

    It breaks between words, and inside one only where a whole line doesn't hold it.

    Args:
        text: What to set; a line break in it is no end of a line.
        font: How it is set.
        width: Pixels that a line has.
        formats: What stands out in it.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(formats)
    layout.beginLayout()
    height = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def in_few_lines(
    text: str,
    font: QFont,
    width: float,
    most: int,
    looks: Callable[[str], Sequence[QTextLayout.FormatRange]] | None = None,
) -> QTextLayout:
    """A text set as by `in_lines`, ending in an ellipsis where it takes more lines than it may.

    Args:
        text: What to set.
        font: How it is set.
        width: Pixels that a line has.
        most: How many lines it may take, at least one.
        looks: Says of the text that is left what stands out in it.
    """

    def lines(shown: str) -> QTextLayout:
        return in_lines(shown, font, width, looks(shown) if looks is not None else ())

    layout = lines(text)
    if layout.lineCount() > most:
        ahead = _utf16_start(text, layout.lineAt(most - 1).textStart())
        elide = Qt.TextElideMode.ElideRight
        last = QFontMetrics(font).elidedText(text[len(ahead) :], elide, int(width))
        layout = lines(ahead + last)
        # Set as a paragraph, it can be a trifle wider than it was measured.
        while layout.lineCount() > most and len(last) > 1:
            last = last[:-2].rstrip() + "…"
            layout = lines(ahead + last)
    return layout


def _utf16_start(text: str, units: int) -> str:
    """The start of a text that is so long as Qt counts it."""
    if text.isascii():
        return text[:units]
    return utf_16_le_decode(utf_16_le_encode(text)[0][: 2 * units])[0]
