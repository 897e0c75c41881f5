"""Fonts and paragraphs of a page: text that scales with it and can be broken anywhere."""

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from briefing_app.files.paths import FONT_FAMILY
from briefing_app.model.text_direction import is_right_to_left

# Each character is replaced by one character, so that positions stay the same. A control character
# becomes a variation selector, which Qt gives no width and never takes from another font. Qt's
# placeholder for objects becomes the replacement character.
_DRAWN: Final = {
    **dict.fromkeys((*range(9), *range(14, 32), *range(127, 160)), "\ufe0d"),
    **dict.fromkeys(map(ord, "\n\r\v\f\x85\u2029"), "\u2028"),
    0xFFFC: "\ufffd",
}

_JOINER: Final = "\u200d"  # makes one character of two, in which no line breaks
_BREAK: Final = "\u200b"  # allows a line break
_TAB_WIDTH: Final = 80  # pixels, Qt's default
_TOLERANCE: Final = 0.5  # pixels by which a line may exceed its width
_MAX_ATTEMPTS: Final = 12  # to break a line that is too wide, and again to shrink it
_PIXEL_SIZE: Final = QTextCharFormat.Property.FontPixelSize
_EXTRA_PARTS: Final = 1.2  # factor, because parts differ in width

_FEW_LINES: Final = 6
_NEARLY_EMPTY: Final = 0.28  # of the width
_FILLED: Final = 0.38  # of the width
_NARROWER: Final = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)  # of the width


def page_font(size: float, *, bold: bool = False) -> QFont:
    """Return a font for a page; without hinting, so that it scales exactly."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(round(size))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


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
    """Lay out one paragraph in lines no wider than `width`, without leaving anything out.

    Text that cannot be broken elsewhere, such as many joined emoji or many accents on one letter,
    is broken between any two characters. If that is not enough, it is made smaller.

    Args:
        text: The paragraph, as plain text.
        font: Its font.
        width: The width in virtual pixels.
        bold_until: The length of a bold lead of ours; the text after it determines the direction
            of the paragraph.
        align_right: Whether lines end at the right edge, even if the text is left-to-right.
        even: Whether to shorten the lines if the last one would hold little more than a word.
        last: The width of the last line, if something is next to it.
    """
    layout = QTextLayout(text.translate(_DRAWN), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setTabStopDistance(min(_TAB_WIDTH, width, last or width))
    right_to_left = is_right_to_left(text[bold_until:])
    at_right = align_right or right_to_left
    if right_to_left and bold_until:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    if at_right and last is not None:
        width = last  # all lines leave room for what is next to the last one
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
    if any(_is_too_wide(line) for line in _lines(layout)):
        _break_anywhere(layout, width, last)
    if even:
        _fill_last_line(layout, width, at_right=at_right)
    return layout


def line_texts(paragraph: str, layout: QTextLayout) -> list[str]:
    """Return the text of each line of a layout; together they are exactly the paragraph.

    Args:
        paragraph: The text that was laid out.
        layout: The layout.
    """
    drawn = layout.text()
    if len(drawn) == len(paragraph):
        return _split_like_lines(paragraph, layout)
    # Break characters were inserted into the text that is drawn.
    expected = paragraph.translate(_DRAWN)
    texts = []
    start = end = 0
    for line in _split_like_lines(drawn, layout):
        for character in line:
            if expected.startswith(character, end):
                end += 1
        texts.append(paragraph[start:end])
        start = end
    return texts


def _lines(layout: QTextLayout) -> Iterator[QTextLine]:
    return map(layout.lineAt, range(layout.lineCount()))


def _split_like_lines(text: str, layout: QTextLayout) -> list[str]:
    """Split a text of the length of a layout's text as its lines are split."""
    spans = [(line.textStart(), line.textStart() + line.textLength()) for line in _lines(layout)]
    if text.isascii() or max(text) <= "\uffff":
        return [text[start:end] for start, end in spans]
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts UTF-16 code units
    return [units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in spans]


def _is_too_wide(line: QTextLine) -> bool:
    return line.naturalTextWidth() > line.width() + _TOLERANCE


def _break_anywhere(layout: QTextLayout, width: float, last: float | None) -> None:
    """Insert breaks into lines that are too wide; shrink them if that does not help."""
    for _ in range(_MAX_ATTEMPTS):
        texts = _split_like_lines(layout.text(), layout)
        broken = [
            _with_breaks(text, line.naturalTextWidth() / line.width())
            if _is_too_wide(line)
            else text
            for text, line in zip(texts, _lines(layout), strict=True)
        ]
        if broken == texts:
            break
        layout.setText("".join(broken))
        _break_into_lines(layout, width, 0.0, last)
    for _ in range(_MAX_ATTEMPTS):
        smaller = [_smaller(layout, line) for line in _lines(layout) if _is_too_wide(line)]
        if not smaller:
            break
        layout.setFormats([*layout.formats(), *smaller])
        _break_into_lines(layout, width, 0.0, last)


def _with_breaks(text: str, times: float) -> str:
    """Insert breaks into a text, if possible after a joiner.

    Args:
        text: The text.
        times: Its width as a multiple of the line's width.
    """
    count = min(ceil(times * _EXTRA_PARTS), len(text))
    starts = []
    for number in range(1, count):
        even = round(number * len(text) / count)
        joined = text.find(_JOINER, even, round((number + 1) * len(text) / count)) + 1
        starts.append(joined or even)
    ends = [*starts, len(text)]
    parts = (text[start:end] for start, end in zip([0, *starts], ends, strict=True))
    return _BREAK.join(filter(None, parts))


def _smaller(layout: QTextLayout, line: QTextLine) -> QTextLayout.FormatRange:
    """Return a format that makes a line small enough to fit."""
    found = QTextLayout.FormatRange()
    found.start, found.length = line.textStart(), line.textLength()
    font = QFont(layout.font())
    sizes = [
        each.format.font().pixelSize()
        for each in layout.formats()
        if each.start == found.start and each.format.hasProperty(_PIXEL_SIZE)
    ]
    size = sizes[-1] if sizes else font.pixelSize()
    font.setPixelSize(max(1, floor(size * line.width() / line.naturalTextWidth())))
    found.format = QTextCharFormat()
    found.format.setFont(font)
    return found


def _break_into_lines(
    layout: QTextLayout, width: float, left: float, last: float | None = None
) -> None:
    end = (
        len(layout.text().encode("utf-16-le", "surrogatepass")) // 2
    )  # Qt counts UTF-16 code units
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if last is not None and line.textStart() + line.textLength() >= end:
            line.setLineWidth(last)  # may push some of it to another line
        line.setPosition(QPointF(left, top))
        top += line.height()
    layout.endLayout()


def _fill_last_line(layout: QTextLayout, width: float, *, at_right: bool) -> None:
    """Break a short paragraph again, at a smaller width, if its last line is nearly empty."""
    count = layout.lineCount()
    if not 1 < count <= _FEW_LINES or _last_width(layout) >= width * _NEARLY_EMPTY:
        return
    for share in _NARROWER:
        narrower = width * share
        _break_into_lines(layout, narrower, width - narrower if at_right else 0.0)
        if layout.lineCount() > count or any(map(_is_too_wide, _lines(layout))):
            break
        if _last_width(layout) >= width * _FILLED:
            return
    _break_into_lines(layout, width, 0.0)


def _last_width(layout: QTextLayout) -> float:
    return layout.lineAt(layout.lineCount() - 1).naturalTextWidth()


def covered(line: QTextLine) -> QRectF:
    """Return the rectangle of a line's text, in the layout's pixels.

    Qt's rectangle is too far right if a lone punctuation mark ends right-to-left text.
    """
    rect = line.naturalTextRect()
    rect.moveRight(min(rect.right(), line.x() + line.width()))
    return rect


def text_width(layout: QTextLayout) -> float:
    """Return the width of the widest line of a layout."""
    return max((line.naturalTextWidth() for line in _lines(layout)), default=0.0)


def text_height(layout: QTextLayout) -> float:
    """Return the height of all lines of a layout."""
    return sum(line.height() for line in _lines(layout))
