"""Wrapping a text, shortening it to a number of lines, and marking what a search found."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from briefing_app.gui.look import look
from briefing_app.layout.even_lines import even_lines
from briefing_app.layout.measurer import MeasuredLine
from briefing_app.model.search import spans

_SAMPLE: Final = "What the forces knew of the victims, and what they did for them. "
"""A text with letters about as frequent as in most English texts, to be measured."""
_NUMBER: Final = re.compile("[0-9]+(?:[,.\u00a0\u2009\u202f][0-9]+)*")
_MAX_MATCHES: Final = 300  # more would slow down painting and help nobody


def width_of_letters(font: QFont, count: int) -> int:
    """Return the width of a number of letters of an English text, in pixels."""
    return round(QFontMetrics(font).horizontalAdvance(_SAMPLE) * count / len(_SAMPLE))


def wrap_text(
    text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    """Lay out a text in lines of a width, to be measured or painted.

    A word is broken only if it is longer than a line.

    Args:
        text: The text. Line breaks in it are not line ends.
        font: The font.
        width: The width of a line, in pixels.
        formats: Formats of parts of the text.
    """
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)  # otherwise, Qt would shape the text again to paint it
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


def even_width(text: str, font: QFont, width: int) -> int:
    """Return the smallest width in which a text takes as many lines as in this one, in pixels."""

    def break_lines(narrower: float) -> list[MeasuredLine]:
        layout = wrap_text(text, font, narrower)
        lines = map(layout.lineAt, range(layout.lineCount()))
        return [
            MeasuredLine(
                utf16_part(text, line.textStart(), line.textLength()),
                line.naturalTextWidth(),
                line.ascent(),
                line.descent(),
            )
            for line in lines
        ]

    lines = even_lines(break_lines, width)
    return min(width, ceil(max((line.width for line in lines), default=width)) + 1)


def elide_text(
    text: str,
    font: QFont,
    width: float,
    max_lines: int,
    formats_for: Callable[[str], Sequence[QTextLayout.FormatRange]] | None = None,
) -> QTextLayout:
    """Lay out a text as `wrap_text` does, with an ellipsis if it needs too many lines.

    No number is cut in two: the rest would read as another number. A number consists of the digits
    0 to 9 with single commas, points, no-break spaces or thin spaces between them.

    Args:
        text: The text.
        font: The font.
        width: The width of a line, in pixels.
        max_lines: The number of lines, at least one.
        formats_for: Returns the formats for the text that is left.
    """

    def wrap(shortened: str) -> QTextLayout:
        formats = formats_for(shortened) if formats_for is not None else ()
        return wrap_text(shortened, font, width, formats)

    layout = wrap(text)
    if layout.lineCount() > max_lines:
        kept = utf16_prefix(text, layout.lineAt(max_lines - 1).textStart())
        elide = Qt.TextElideMode.ElideRight
        last_line = QFontMetrics(font).elidedText(text[len(kept) :], elide, int(width))
        shown = _without_cut_number(kept + last_line, text)
        layout = wrap(shown)
        # A line in a paragraph can be slightly wider than it was measured.
        while layout.lineCount() > max_lines and len(shown) > len(kept) + 1:
            shown = _without_cut_number(shown[:-2].rstrip() + "…", text)
            layout = wrap(shown)
    return layout


def _without_cut_number(elided: str, text: str) -> str:
    """Return an elided text without the part of a number before its ellipsis, if there is one."""
    end = len(elided.removesuffix("…"))
    for number in _NUMBER.finditer(text):
        if number.start() < end < number.end():
            return text[: number.start()].rstrip() + "…"
    return elided


def utf16_part(text: str, start: int, length: int) -> str:
    """Return a part of a text, which Qt gives in UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "surrogatepass")


def utf16_prefix(text: str, units: int) -> str:
    """Return the beginning of a text with a length in UTF-16 code units, as Qt counts it."""
    # Half of a surrogate pair is left out.
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def match_formats(text: str, terms: tuple[str, ...]) -> list[QTextLayout.FormatRange]:
    """Return the formats of a text's matches, in Qt's text positions."""
    formats: list[QTextLayout.FormatRange] = []
    char_format = None
    for start, length in match_ranges(text, terms):
        char_format = char_format or match_format()
        format_range = QTextLayout.FormatRange()
        format_range.start = start
        format_range.length = length
        format_range.format = char_format
        formats.append(format_range)
    return formats


def match_ranges(text: str, terms: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the first few hundred matches as (start, length), in Qt's text positions."""
    at = units = 0
    for start, end in islice(spans(text, terms), _MAX_MATCHES):
        units += utf16_length(text[at:start])
        length = utf16_length(text[start:end])
        yield units, length
        units += length
        at = end


def match_format() -> QTextCharFormat:
    """Return the format of a match."""
    char_format = QTextCharFormat()
    char_format.setBackground(look().colour("mark"))
    char_format.setForeground(look().colour("mark_ink"))
    return char_format


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
