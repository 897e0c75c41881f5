"""The keys of a slideshow: those that matter most, then all of them in groups."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.slideshow.key_bindings import KeyGroup, KeyRow
from briefing_app.gui.widgets.columns import Columns
from briefing_app.gui.widgets.key_text import (
    KEY_OVERHANG,
    KEY_WEIGHT,
    Keys,
    insert_keys,
    key_caps,
    line_height_format,
    paint_keys,
    written_keys,
)
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText

_LINE_BREAK: Final = "\N{LINE SEPARATOR}"
# Pixels at 100 % text size.
_COLUMN_WIDTH: Final = 290
_MAX_COLUMNS: Final = 3
_ESSENTIAL_COLUMNS: Final = 3  # so that the page fits a laptop's screen
_KEYS_WIDTH: Final = 130
_ROW_GAP: Final = 3
_GAP: Final = 10

# About what a column has room for on one line.
_LETTERS: Final = 45
_KEYS: Final = 4


def _lines(group: KeyGroup) -> int:
    """Return about how many lines a group has, with its heading."""
    rows = group.rows
    return 2 + sum(1 + len(row.text) // _LETTERS + len(row.keys) // _KEYS for row in rows)


class KeysPage(QWidget):
    """Shows keys.

    Args:
        essential: The keys that matter most.
        groups: All keys.
    """

    def __init__(self, essential: KeyGroup, groups: Sequence[KeyGroup], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scale(column.setSpacing, 12)
        column.addWidget(self._essential_box(essential))
        rest = Columns(self, min_width=_COLUMN_WIDTH, max_columns=_MAX_COLUMNS)
        boxes = [_group_box(group, rest) for group in groups]
        rest.show_widgets(boxes, [_lines(group) for group in groups])
        column.addWidget(rest)
        column.addStretch(1)

    def _essential_box(self, group: KeyGroup) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("look", "note")
        column = QVBoxLayout(frame)
        scale(column.setContentsMargins, 18, 12, 18, 12)
        column.addWidget(heading_label(frame, group.title, role=TextRole.SECTION, wraps=True))
        height = ceil(len(group.rows) / _ESSENTIAL_COLUMNS)
        columns = Columns(frame, min_width=_COLUMN_WIDTH, max_columns=_ESSENTIAL_COLUMNS)
        parts = [
            KeyText(group.rows[at : at + height], columns)
            for at in range(0, len(group.rows), height)
        ]
        columns.show_widgets(parts, [height] * len(parts))
        column.addWidget(columns)
        return frame


def _group_box(group: KeyGroup, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    scale(column.setSpacing, 4)
    column.addWidget(heading_label(box, group.title, role=TextRole.SECTION, wraps=True))
    text = KeyText(group.rows, box)
    text.setAccessibleName(group.title)
    column.addWidget(text)
    return box


class KeyText(PlainText):
    """Rows of keys and what they do: keys in a column as wide as the widest, texts beside them."""

    _rows: Sequence[tuple[Keys, str]] = ()  # of the class: Qt reports the first font too early

    def __init__(self, rows: Sequence[KeyRow], parent: QWidget) -> None:
        super().__init__(parent, TextRole.CONTROL, is_tab_stop=False)
        self._rows = [([key_caps(key) for key in row.keys], row.text) for row in rows]
        self._lay_out_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._rows:
            self._lay_out_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outlines of keys, then the text."""
        paint_keys(self, look().presenter_theme)
        super().paintEvent(event)

    def _lay_out_rows(self) -> None:
        cursor = self._emptied()
        width = self._keys_width()
        for at, (keys, text) in enumerate(self._rows):
            if at:
                cursor.insertBlock()
            cursor.setBlockFormat(_row_format(width))
            insert_keys(cursor, keys)
            fits = self._width_of(keys) <= width
            cursor.insertText("\t" if fits else _LINE_BREAK, QTextCharFormat())
            cursor.insertText(text, QTextCharFormat())
        cursor.endEditBlock()
        self._heights.clear()
        self.updateGeometry()

    def _keys_width(self) -> float:
        """Return the width of the column of keys. Longer ones have a line of their own."""
        room = look().px(_KEYS_WIDTH)
        widths = [self._width_of(keys) for keys, _ in self._rows]
        return max((width for width in widths if width <= room), default=room)

    def _width_of(self, keys: Keys) -> float:
        font = QFont(self.font())
        font.setWeight(KEY_WEIGHT)
        return QFontMetricsF(font).horizontalAdvance(written_keys(keys)) + look().px(_GAP)

    def _emptied(self) -> QTextCursor:
        self.document().clear()
        frame = self.document().rootFrame()
        margins = frame.frameFormat()
        margins.setTopMargin(KEY_OVERHANG)
        frame.setFrameFormat(margins)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        return cursor


def _row_format(width: float) -> QTextBlockFormat:
    """Return the format of a paragraph whose lines start at a width, but the first at 0."""
    block_format = line_height_format()
    block_format.setLeftMargin(width)
    block_format.setTextIndent(-width)
    block_format.setBottomMargin(look().px(_ROW_GAP))
    block_format.setTabPositions([QTextOption.Tab(width, QTextOption.TabType.LeftTab)])
    return block_format
