"""How text is set on a slide's page: fonts that scale with it, and lines that break anywhere."""

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from briefing_app.files.paths import FONT_FAMILIES
from briefing_app.model.text_direction import is_right_to_left

# One for one, so that every character keeps its place: a line break within a paragraph breaks the
# line, a control character is drawn as nothing, and what Qt takes for an object of a document,
# which there isn't, as a character that can't be shown.
_DRAWN: Final = {
    **dict.fromkeys((*range(9), *range(14, 32), *range(127, 160)), "\ufe0d"),
    **dict.fromkeys(map(ord, "\n\r\v\f\x85\u2029"), "\u2028"),
    0xFFFC: "\ufffd",
}

# What joins signs to one that no line breaks in, and what lets a line break between two of them.
_JOINER: Final = "\u200d"
_BREAK: Final = "\u200b"
_TAB: Final = 80  # pixels, as in Qt
_TRIFLE: Final = 0.5  # pixels that a line may be wider than its room, as it is measured
_TRIES: Final = 12  # to break what is wider than its line, and as many to set it smaller
_PIXEL_SIZE: Final = QTextCharFormat.Property.FontPixelSize
_SAFELY: Final = 1.2  # times as many parts as it should take, as they differ

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

    What can't be broken elsewhere, such as many emoji joined to one or many signs over one letter,
    is broken between any two of its characters. What is wider still is set smaller.

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
    option.setTabStopDistance(min(_TAB, width, last or width))
    leftwards = is_right_to_left(text[bold_until:])
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
    if any(_is_too_wide(line) for line in _lines(layout)):
        _break_anywhere(layout, width, last)
    if even:
        _fill_last_line(layout, width, at_right=at_right)
    return layout


def line_texts(paragraph: str, layout: QTextLayout) -> list[str]:
    """What the lines of a layout say, to the character.

    Args:
        paragraph: The text that was set in it.
        layout: The layout.
    """
    drawn = layout.text()
    if len(drawn) == len(paragraph):
        return _shared_out(paragraph, layout)
    # Some breaks were put into what is drawn.
    expected = paragraph.translate(_DRAWN)
    texts = []
    start = end = 0
    for line in _shared_out(drawn, layout):
        for character in line:
            if expected.startswith(character, end):
                end += 1
        texts.append(paragraph[start:end])
        start = end
    return texts


def _lines(layout: QTextLayout) -> Iterator[QTextLine]:
    return map(layout.lineAt, range(layout.lineCount()))


def _shared_out(text: str, layout: QTextLayout) -> list[str]:
    """A text as long as that of a layout, in parts as long as the layout's lines."""
    spans = [(line.textStart(), line.textStart() + line.textLength()) for line in _lines(layout)]
    if text.isascii() or max(text) <= "\uffff":
        return [text[start:end] for start, end in spans]
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts in those
    return [units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in spans]


def _is_too_wide(line: QTextLine) -> bool:
    return line.naturalTextWidth() > line.width() + _TRIFLE


def _break_anywhere(layout: QTextLayout, width: float, last: float | None) -> None:
    """Put breaks into what is wider than its line, and set smaller what has no place for one."""
    for _ in range(_TRIES):
        texts = _shared_out(layout.text(), layout)
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
    for _ in range(_TRIES):
        smaller = [_smaller(layout, line) for line in _lines(layout) if _is_too_wide(line)]
        if not smaller:
            break
        layout.setFormats([*layout.formats(), *smaller])
        _break_into_lines(layout, width, 0.0, last)


def _with_breaks(text: str, times: float) -> str:
    """A text that can be broken into parts, where possible between two that are joined.

    Args:
        text: The text.
        times: How often the room of a line goes into it.
    """
    count = min(ceil(times * _SAFELY), len(text))
    starts = []
    for number in range(1, count):
        even = round(number * len(text) / count)
        joined = text.find(_JOINER, even, round((number + 1) * len(text) / count)) + 1
        starts.append(joined or even)
    ends = [*starts, len(text)]
    parts = (text[start:end] for start, end in zip([0, *starts], ends, strict=True))
    return _BREAK.join(filter(None, parts))


def _smaller(layout: QTextLayout, line: QTextLine) -> QTextLayout.FormatRange:
    """What a line says, so much smaller that it fits."""
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
        if layout.lineCount() > count or any(map(_is_too_wide, _lines(layout))):
            break
        if _last_width(layout) >= width * _FILLED:
            return
    _break_into_lines(layout, width, 0.0)


def _last_width(layout: QTextLayout) -> float:
    return layout.lineAt(layout.lineCount() - 1).naturalTextWidth()


def covered(line: QTextLine) -> QRectF:
    """What the letters of a line cover, in its layout's pixels.

    Qt takes it to be further right than the letters are drawn where a sign that stands alone ends
    what runs from right to left.
    """
    rect = line.naturalTextRect()
    rect.moveRight(min(rect.right(), line.x() + line.width()))
    return rect


def text_width(layout: QTextLayout) -> float:
    """The width that the widest line of a layout takes."""
    return max((line.naturalTextWidth() for line in _lines(layout)), default=0.0)


def text_height(layout: QTextLayout) -> float:
    """The height that the lines of a layout take."""
    return sum(line.height() for line in _lines(layout))
