"""Texts in which names of keys look like keys. They stay text: selectable, searchable, read."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.palette import Theme

_IS_KEY: Final = QTextFormat.Property.UserProperty.value + 1
_PAD: Final = "\N{NO-BREAK SPACE}"
_LINE_HEIGHT: Final = 130  # per cent: keys are higher than letters
_LINE_BREAK: Final = "\N{LINE SEPARATOR}"
_MARKED: Final = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|`(?P<key>[^`]+)`")
_OVERHANG: Final = 2  # pixels of a key's outline above and below its letters
_WEIGHT: Final = QFont.Weight.DemiBold  # of keys
# Pixels at 100 % text size.
_KEYS_WIDTH: Final = 130
_ROW_GAP: Final = 3
_GAP: Final = 10

Keys = Sequence[Sequence[str]]
"""Alternatives, each with what is written on the keys to press."""


class KeyText(PlainText):
    """A text of paragraphs, or rows of keys and what they do.

    Args:
        role: What the text is for.
        theme: Returns the theme of its window; without it, the application's.
        is_tab_stop: Whether Tab stops at it.
    """

    _rows: Sequence[tuple[Keys, str]] = ()  # of the class: Qt reports the first font too early

    def __init__(
        self,
        parent: QWidget,
        role: TextRole,
        *,
        theme: Callable[[], Theme] | None = None,
        is_tab_stop: bool = True,
    ) -> None:
        super().__init__(parent, role, is_tab_stop=is_tab_stop)
        self._theme = theme or (lambda: look().theme)

    def show_paragraphs(self, text: str, caps: Callable[[str], Sequence[str]]) -> None:
        """Show paragraphs, one a line, with ``**bold**`` words and ```keys```.

        Args:
            text: The paragraphs.
            caps: Returns what is written on the keys of a shortcut.
        """
        cursor = self._emptied()
        for at, paragraph in enumerate(text.splitlines()):
            if at:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format())
            place = 0
            for match in _MARKED.finditer(paragraph):
                cursor.insertText(paragraph[place : match.start()], QTextCharFormat())
                if match["bold"]:
                    cursor.insertText(match["bold"], _bold())
                else:
                    _insert_keys(cursor, [caps(match["key"])])
                place = match.end()
            cursor.insertText(paragraph[place:], QTextCharFormat())
        self._finish()

    def show_rows(self, rows: Sequence[tuple[Keys, str]]) -> None:
        """Show keys in a column as wide as the widest, and what they do beside them."""
        self._rows = rows
        self._lay_out_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._rows:
            self._lay_out_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outlines of keys, then the text."""
        theme = self._theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.setBrush(QColor(theme.surface))
        for box in self._boxes():
            painter.drawRoundedRect(box, look().px(5), look().px(5))
        painter.end()
        super().paintEvent(event)

    def _lay_out_rows(self) -> None:
        cursor = self._emptied()
        width = self._keys_width()
        for at, (keys, text) in enumerate(self._rows):
            if at:
                cursor.insertBlock()
            cursor.setBlockFormat(_row_format(width))
            _insert_keys(cursor, keys)
            fits = self._width_of(keys) <= width
            cursor.insertText("\t" if fits else _LINE_BREAK, QTextCharFormat())
            cursor.insertText(text, QTextCharFormat())
        self._finish()

    def _keys_width(self) -> float:
        """Return the width of the column of keys. Longer ones have a line of their own."""
        room = look().px(_KEYS_WIDTH)
        widths = [self._width_of(keys) for keys, _ in self._rows]
        return max((width for width in widths if width <= room), default=room)

    def _width_of(self, keys: Keys) -> float:
        font = QFont(self.font())
        font.setWeight(_WEIGHT)
        return QFontMetricsF(font).horizontalAdvance(_written(keys)) + look().px(_GAP)

    def _emptied(self) -> QTextCursor:
        self.document().clear()
        frame = self.document().rootFrame()
        margins = frame.frameFormat()
        margins.setTopMargin(_OVERHANG)
        frame.setFrameFormat(margins)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        return cursor

    def _finish(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.endEditBlock()
        self._heights.clear()
        self.updateGeometry()

    def _boxes(self) -> Iterator[QRectF]:
        """Yield the outline of each key, in the viewport."""
        document = self.document()
        layout = document.documentLayout()
        block = document.begin()
        while block.isValid():
            origin = layout.blockBoundingRect(block).topLeft()
            for box in _boxes_of(block):
                yield box.translated(origin)
            block = block.next()


def _boxes_of(block: QTextBlock) -> Iterator[QRectF]:
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        if fragment.charFormat().hasProperty(_IS_KEY):
            start = fragment.position() - block.position()
            line = block.layout().lineForTextPosition(start)
            left, right = _x_in(line, start), _x_in(line, start + fragment.length())
            height = line.ascent() + line.descent()
            yield QRectF(left, line.y(), right - left, height).adjusted(
                1.5, -_OVERHANG + 0.5, -1.5, _OVERHANG - 0.5
            )
        fragments += 1


def _x_in(line: QTextLine, position: int) -> float:
    x: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]  # its stub is wrong
    return x[0]


def _block_format() -> QTextBlockFormat:
    block_format = QTextBlockFormat()
    kinds = QTextBlockFormat.LineHeightTypes
    block_format.setLineHeight(_LINE_HEIGHT, kinds.ProportionalHeight.value)
    return block_format


def _row_format(width: float) -> QTextBlockFormat:
    """Return the format of a paragraph whose lines start at a width, but the first at 0."""
    block_format = _block_format()
    block_format.setLeftMargin(width)
    block_format.setTextIndent(-width)
    block_format.setBottomMargin(look().px(_ROW_GAP))
    block_format.setTabPositions([QTextOption.Tab(width, QTextOption.TabType.LeftTab)])
    return block_format


def _bold() -> QTextCharFormat:
    char_format = QTextCharFormat()
    char_format.setFontWeight(QFont.Weight.Bold)
    return char_format


def _insert_keys(cursor: QTextCursor, keys: Keys) -> None:
    for at, caps in enumerate(keys):
        if at:
            cursor.insertText("  ", QTextCharFormat())
        for number, cap in enumerate(caps):
            is_key = QTextCharFormat()
            is_key.setFontWeight(_WEIGHT)
            is_key.setProperty(_IS_KEY, number)  # otherwise Qt would join them
            cursor.insertText(_cap(cap), is_key)


def _written(keys: Keys) -> str:
    """Return keys as they are in the text."""
    return "  ".join("".join(map(_cap, caps)) for caps in keys)


def _cap(name: str) -> str:
    """Return the name of a key, which no line breaks, with room for its outline."""
    pad = _PAD if len(name) > 1 else 2 * _PAD
    return f"{pad}{name.replace(' ', _PAD)}{pad}"
