"""Highlighting the matches of a search in a text."""

from codecs import utf_16_le_encode
from collections.abc import Iterator
from itertools import islice
from typing import Final

from PySide6.QtGui import QTextCharFormat, QTextLayout

from briefing_app.gui.look import Style
from briefing_app.model.search import spans

_MAX_MATCHES: Final = 300  # more would slow down painting and help nobody


def match_formats(text: str, terms: tuple[str, ...], style: Style) -> list[QTextLayout.FormatRange]:
    """Return the formats of a text's matches, in Qt's text positions."""
    formats = []
    char_format = match_format(style)
    for start, length in match_ranges(text, terms):
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


def match_format(style: Style) -> QTextCharFormat:
    """Return the format of a match."""
    char_format = QTextCharFormat()
    char_format.setBackground(style.colour("mark"))
    char_format.setForeground(style.colour("mark_ink"))
    return char_format


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Qt counts it."""
    # str.encode would import a codec.
    return len(text) if text.isascii() else len(utf_16_le_encode(text)[0]) // 2
