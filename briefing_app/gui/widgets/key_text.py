"""Names of keys in a text that look like keys. They stay text: selectable, searchable, read."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeySequence,
    QPainter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextLine,
)
from PySide6.QtWidgets import QTextEdit

from briefing_app.gui.look import look
from briefing_app.gui.widgets.keys import native_key
from briefing_app.layout.palette import Theme

KEY_WEIGHT: Final = QFont.Weight.DemiBold

_IS_KEY: Final = QTextFormat.Property.UserProperty.value + 1
_PAD: Final = "\N{NO-BREAK SPACE}"
_LINE_HEIGHT: Final = 130  # per cent: keys are higher than letters
KEY_OVERHANG: Final = 2
"""Pixels of a key's outline above and below its letters."""

Keys = Sequence[Sequence[str]]
"""Alternatives, each with what is written on the keys to press."""


def is_key(text: str) -> bool:
    """Return whether a text is the name of a key or a combination, in Qt's portable spelling."""
    return bool(text) and QKeySequence(text).toString() == text


def key_caps(key: str) -> list[str]:
    """Return what is written on each of the keys to press, as the platform names them.

    Args:
        key: A key or a combination, in Qt's portable spelling; with a space between those that are
            pressed one after the other.
    """
    return [cap for part in key.split() for cap in re.split(r"(?<=.)\+(?=.)", native_key(part))]


def insert_keys(cursor: QTextCursor, keys: Keys) -> None:
    """Insert the names of keys into a text."""
    for at, caps in enumerate(keys):
        if at:
            cursor.insertText("  ", QTextCharFormat())
        for number, cap in enumerate(caps):
            is_key = QTextCharFormat()
            is_key.setFontWeight(KEY_WEIGHT)
            is_key.setProperty(_IS_KEY, number)  # otherwise Qt would join them
            cursor.insertText(_cap(cap), is_key)


def written_keys(keys: Keys) -> str:
    """Return keys as they are in the text."""
    return "  ".join("".join(map(_cap, caps)) for caps in keys)


def line_height_format() -> QTextBlockFormat:
    """Return the format of paragraphs with room for the outlines of keys."""
    block_format = QTextBlockFormat()
    kinds = QTextBlockFormat.LineHeightTypes
    block_format.setLineHeight(_LINE_HEIGHT, kinds.ProportionalHeight.value)
    return block_format


def paint_keys(text: QTextEdit, theme: Theme) -> None:
    """Paint the outlines of the keys in a text. Call this in its paintEvent, before its own."""
    painter = QPainter(text.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.control), 1))
    painter.setBrush(QColor(theme.surface))
    painter.translate(0, -text.verticalScrollBar().value())
    seen = QRectF(text.viewport().rect()).translated(0, text.verticalScrollBar().value())
    for box in _boxes(text.document()):
        if box.intersects(seen):
            painter.drawRoundedRect(box, look().px(5), look().px(5))
    painter.end()


def text_blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the paragraphs, headings, items and cells of a document."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """Yield the parts of a text block that have one format."""
    part = block.begin()
    while not part.atEnd():
        yield part.fragment()
        part += 1


def _keys_of(block: QTextBlock) -> Iterator[QTextFragment]:
    return (part for part in fragments(block) if part.charFormat().hasProperty(_IS_KEY))


def _boxes(document: QTextDocument) -> Iterator[QRectF]:
    """Yield the outline of each key, in the document."""
    layout = document.documentLayout()
    for block in text_blocks(document):
        origin = layout.blockBoundingRect(block).topLeft()
        for key in _keys_of(block):
            start = key.position() - block.position()
            line = block.layout().lineForTextPosition(start)
            left, right = _x_in(line, start), _x_in(line, start + key.length())
            height = line.ascent() + line.descent()
            yield (
                QRectF(left, line.y(), right - left, height)
                .translated(origin)
                .adjusted(1.5, -KEY_OVERHANG + 0.5, -1.5, KEY_OVERHANG - 0.5)
            )


def _x_in(line: QTextLine, position: int) -> float:
    x: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]  # its stub is wrong
    return x[0]


def _cap(name: str) -> str:
    """Return the name of a key, which no line breaks, with room for its outline."""
    pad = _PAD if len(name) > 1 else 2 * _PAD
    return f"{pad}{name.replace(' ', _PAD)}{pad}"
