"""How the words that a search found are set off in a text."""

from PySide6.QtGui import QTextCharFormat, QTextLayout

from briefing_app.gui.style import Style
from briefing_app.matching import spans


def marks(text: str, terms: tuple[str, ...], style: Style) -> list[QTextLayout.FormatRange]:
    """How a text's search matches are set off, in the units that Qt counts text in."""
    found = []
    for start, end in spans(text, terms):
        mark = QTextLayout.FormatRange()
        mark.start = utf16_length(text[:start])
        mark.length = utf16_length(text[start:end])
        mark.format = mark_format(style)
        found.append(mark)
    return found


def mark_format(style: Style) -> QTextCharFormat:
    """How a search match looks."""
    look = QTextCharFormat()
    look.setBackground(style.colour("mark"))
    look.setForeground(style.colour("mark_ink"))
    return look


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
