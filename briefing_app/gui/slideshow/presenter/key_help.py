"""The list of keys, shown over the presenter view rather than in a window that could get lost."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.slideshow.command import (
    CommandSet,
    KeyGroup,
    KeyRow,
    command_for,
    essential_keys,
    key_groups,
)
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
from briefing_app.gui.widgets.keys import native_key, typed_digit
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.wording import KEYS_TITLE

_LINE_SCROLLS: Final[dict[int, QAbstractSlider.SliderAction]] = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
}


class KeyHelp(QFrame):
    """Shows every key and what it does.

    A click closes it. The keys that turn slides scroll it instead; all others still work.

    Args:
        parent: The presenter view, which it covers.
        commands: The commands whose keys it shows.
        closed: Called when the list was closed.
    """

    announcement: Final = "Keys of the slideshow. Arrow keys scroll, Esc closes."
    """What a screen reader says when the list opens."""

    def __init__(self, parent: QWidget, commands: CommandSet, closed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._commands = commands
        self._closed = closed
        groups = key_groups(commands.all)
        self.setObjectName("window")
        self.setAccessibleName(KEYS_TITLE)
        self.setAccessibleDescription(
            "\n".join(f"{_in_words(row)}: {row.text}" for group in groups for row in group.rows)
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area = self._area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        page = KeysPage(essential_keys(commands.all), groups, area)
        # A click on the texts closes the list, too.
        page.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.setWidget(page)
        for widget in (page, area.viewport()):
            widget.setAutoFillBackground(False)
        QVBoxLayout(self).addWidget(area)
        self.hide()

    def open_help(self) -> None:
        """Show the list from its beginning, and give it the keyboard."""
        self._area.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self.announcement)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Scroll with the keys that otherwise turn slides. Return True if the key was used."""
        if typed_digit(event):
            return True  # the number would be invisible
        command = command_for(event, self._commands.all)
        if command is None or command.scroll is None:
            return False
        action = _LINE_SCROLLS.get(event.key(), command.scroll)
        self._area.verticalScrollBar().triggerAction(action)
        return True

    def close_help(self) -> None:
        """Hide the list."""
        self.hide()
        self._closed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.close_help()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Keep the keyboard, since the list covers everything else."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, and a ring that shows where the keyboard is."""
        super().paintEvent(event)
        # A border of the style sheet would take its width from the list.
        painter = QPainter(self)
        painter.setPen(QPen(QColor(look().presenter_theme.accent), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel at the end of the list; it would turn to another slide."""
        event.accept()


def _in_words(row: KeyRow) -> str:
    return " or ".join(", then ".join(map(native_key, key.split())) for key in row.keys)


_LINE_BREAK: Final = "\N{LINE SEPARATOR}"
# Pixels at 100 % text size.
_COLUMN_WIDTH: Final = 290
_MAX_COLUMNS: Final = 3
_KEYS_WIDTH: Final = 130
_ROW_GAP: Final = 3
_KEY_GAP: Final = 10  # between keys and text
_COLUMN_GAP: Final = 28

# About what a column has room for on one line.
_LETTERS: Final = 45
_KEYS: Final = 4


def _lines(group: KeyGroup) -> int:
    """Return about how many lines a group has, with its heading."""
    rows = group.rows
    return 2 + sum(1 + len(row.text) // _LETTERS + len(row.keys) // _KEYS for row in rows)


class KeysPage(QWidget):
    """Shows the keys that matter most, then all of them.

    Args:
        essential: The keys that matter most.
        groups: All keys.
    """

    def __init__(self, essential: KeyGroup, groups: Sequence[KeyGroup], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        scale(column.setContentsMargins, 24, 8, 24, 8)
        scale(column.setSpacing, 12)
        column.addWidget(self._essential_box(essential))
        rest = _Columns(self)
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
        height = ceil(len(group.rows) / _MAX_COLUMNS)
        columns = _Columns(frame)
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
        return QFontMetricsF(font).horizontalAdvance(written_keys(keys)) + look().px(_KEY_GAP)

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


class _Columns(QWidget):
    """Lays out widgets in columns of about the same height, each at its top.

    Qt has layouts for rows and columns, but none that chooses how many columns there are and what
    is in each: a grid would align the widgets in rows, with gaps below the low ones.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widgets: Sequence[QWidget] = ()
        self._weights: Sequence[int] = ()
        self._count = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, _COLUMN_GAP)
        self._columns: list[QVBoxLayout] = []
        for _ in range(_MAX_COLUMNS):
            column = QVBoxLayout()
            scale(column.setSpacing, _COLUMN_GAP // 2)
            self._row.addLayout(column, 1)
            self._columns.append(column)
        look().changed.connect(self._fit)

    def show_widgets(self, widgets: Sequence[QWidget], weights: Sequence[int]) -> None:
        """Lay out widgets, which have this as their parent.

        Args:
            widgets: The widgets, in the order in which they are read.
            weights: How high each is, in any unit.
        """
        self._widgets, self._weights, self._count = widgets, weights, 0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = look().px(_COLUMN_WIDTH + _COLUMN_GAP)
        count = max(1, min(_MAX_COLUMNS, (self.width() + look().px(_COLUMN_GAP)) // width))
        if count == self._count:
            return
        self._count = count
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        heights = [0] * count
        for widget, weight in zip(self._widgets, self._weights, strict=True):
            shortest = heights.index(min(heights))
            heights[shortest] += weight
            self._columns[shortest].addWidget(widget)
        for at, column in enumerate(self._columns):
            column.addStretch(1)
            self._row.setStretch(at, 1 if at < count else 0)
