"""How text is set on a slide's page: fonts that scale with it, and lines that break anywhere."""

import re
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from briefing_app.export.direction import runs_leftwards
from briefing_app.paths import FONT_FAMILIES

_PARAGRAPH_END: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# One for one, so that every character keeps its place: a line break within a paragraph breaks the
# line, a control character is drawn as nothing, and what Qt takes for an object of a document,
# which there isn't, as a character that can't be shown.
_DRAWN: Final = {
    **dict.fromkeys((*range(9), *range(14, 32), *range(127, 160)), "\u2060"),
    **dict.fromkeys(map(ord, "\n\r\v\f\x85\u2029"), "\u2028"),
    0xFFFC: "\ufffd",
}

_FEW_LINES: Final = 6
_NEARLY_EMPTY: Final = 0.28  # of the width
_FILLED: Final = 0.38  # of the width
_NARROWER: Final = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)  # of the width


def page_font(size: float, *, bold: bool = False) -> QFont:
    """A font for a page, which scales with it to the pixel."""
    font = QFont(FONT_FAMILIES)
    font.setPixelSize(round(size))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without what ends them."""
    return _PARAGRAPH_END.split(text)


def set_paragraph(
    text: str,
    font: QFont,
    width: float,
    *,
    bold_until: int = 0,
    align_right: bool = False,
    even: bool = False,
    last: float | None = None,
) -> QTextLayout:
    """Set one paragraph in lines that are no wider than `width`; none of it is left out.

    Args:
        text: The paragraph, as plain text.
        font: Its font.
        width: Virtual pixels.
        bold_until: How many characters at its start are in bold, being words of ours; what comes
            after them decides in which direction the paragraph runs.
        align_right: Whether its lines end at the right edge, as those of Arabic and Hebrew do.
        even: Whether the lines are set shorter where little more than a word would be left for the
            last one.
        last: The width that the last line has, where something stands beside it.
    """
    layout = QTextLayout(text.translate(_DRAWN), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    leftwards = runs_leftwards(text[bold_until:])
    at_right = align_right or leftwards
    if leftwards and bold_until:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    if at_right and last is not None:
        width = last  # its lines begin where something stands beside the last one
    if at_right:
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    if bold_until:
        bold = QTextLayout.FormatRange()
        bold.start, bold.length = 0, bold_until
        bold.format = QTextCharFormat()
        bold.format.setFontWeight(QFont.Weight.Bold)
        layout.setFormats([bold])
    layout.setCacheEnabled(True)
    _break_into_lines(layout, width, 0.0, last)
    if even:
        _fill_last_line(layout, width, at_right=at_right)
    return layout


def line_texts(paragraph: str, layout: QTextLayout) -> list[str]:
    """What the lines of a layout say, to the character.

    Args:
        paragraph: The text that was set in it.
        layout: The layout.
    """
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    spans = [(line.textStart(), line.textStart() + line.textLength()) for line in lines]
    if paragraph.isascii() or max(paragraph) <= "\uffff":
        return [paragraph[start:end] for start, end in spans]
    units = paragraph.encode("utf-16-le", "surrogatepass")  # Qt counts in those
    return [units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in spans]


def _break_into_lines(
    layout: QTextLayout, width: float, left: float, last: float | None = None
) -> None:
    end = len(layout.text().encode("utf-16-le", "surrogatepass")) // 2  # Qt counts in those
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if last is not None and line.textStart() + line.textLength() >= end:
            line.setLineWidth(last)  # some of it goes on on a further line where it was longer
        line.setPosition(QPointF(left, top))
        top += line.height()
    layout.endLayout()


def _fill_last_line(layout: QTextLayout, width: float, *, at_right: bool) -> None:
    """Break a paragraph of few lines anew, narrower, where its last line is nearly empty."""
    count = layout.lineCount()
    if not 1 < count <= _FEW_LINES or _last_width(layout) >= width * _NEARLY_EMPTY:
        return
    for share in _NARROWER:
        narrower = width * share
        _break_into_lines(layout, narrower, width - narrower if at_right else 0.0)
        if layout.lineCount() > count:
            break
        if _last_width(layout) >= width * _FILLED:
            return
    _break_into_lines(layout, width, 0.0)


def _last_width(layout: QTextLayout) -> float:
    return layout.lineAt(layout.lineCount() - 1).naturalTextWidth()


def text_width(layout: QTextLayout) -> float:
    """The width that the widest line of a layout takes."""
    widths = (layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount()))
    return max(widths, default=0.0)


def text_height(layout: QTextLayout) -> float:
    """The height that the lines of a layout take."""
    return sum(layout.lineAt(number).height() for number in range(layout.lineCount()))
