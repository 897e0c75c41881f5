"""How the words that a search found are set off in a text."""

from codecs import utf_16_le_encode
from collections.abc import Iterator
from itertools import islice
from typing import Final

from PySide6.QtGui import QTextCharFormat, QTextLayout

from briefing_app.gui.style import Style
from briefing_app.model.search import spans

_MOST_MARKS: Final = 300


def marks(text: str, terms: tuple[str, ...], style: Style) -> list[QTextLayout.FormatRange]:
    """How a text's search matches are set off, in the units that Qt counts text in."""
    found = []
    look = mark_format(style)
    for start, length in matches(text, terms):
        mark = QTextLayout.FormatRange()
        mark.start = start
        mark.length = length
        mark.format = look
        found.append(mark)
    return found


def matches(text: str, terms: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the first search matches stand in a text, as (start, length) the way Qt counts.

    More than a few hundred in one text would tell a reader nothing, and take their time.
    """
    at = units = 0
    for start, end in islice(spans(text, terms), _MOST_MARKS):
        units += utf16_length(text[at:start])
        length = utf16_length(text[start:end])
        yield units, length
        units += length
        at = end


def mark_format(style: Style) -> QTextCharFormat:
    """How a search match looks."""
    look = QTextCharFormat()
    look.setBackground(style.colour("mark"))
    look.setForeground(style.colour("mark_ink"))
    return look


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts it."""
    # Not by str.encode, which would import a codec for it.
    return len(text) if text.isascii() else len(utf_16_le_encode(text)[0]) // 2
