"""The page of keys: those that matter most in a slideshow, then all of them in groups."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from briefing_app.gui.help.keys import KeyGroup, KeyRow, key_caps
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.widgets.columns import Columns
from briefing_app.gui.widgets.key_text import KeyText
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.model.palette import Theme

# Pixels at 100 % text size.
_COLUMN_WIDTH: Final = 290
_MAX_COLUMNS: Final = 3
_ROWS_IN_TWO_COLUMNS: Final = 10

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
        theme: Returns the theme of its window; without it, the application's.
        is_tab_stop: Whether Tab stops at the texts.
    """

    def __init__(
        self,
        essential: KeyGroup,
        groups: Sequence[KeyGroup],
        parent: QWidget,
        *,
        theme: Callable[[], Theme] | None = None,
        is_tab_stop: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme = theme or (lambda: look().theme)
        self._is_tab_stop = is_tab_stop
        self.texts: list[KeyText] = []
        """The texts, in the order in which they are read."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scale(column.setSpacing, 12)
        column.addWidget(self._essential_box(essential))
        rest = Columns(self, min_width=_COLUMN_WIDTH, max_columns=_MAX_COLUMNS)
        boxes = [self._box(group.title, group.rows, rest) for group in groups]
        rest.show_widgets(boxes, [_lines(group) for group in groups])
        column.addWidget(rest)
        column.addStretch(1)

    def _essential_box(self, group: KeyGroup) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("look", "note")
        column = QVBoxLayout(frame)
        scale(column.setContentsMargins, 18, 12, 18, 12)
        column.addWidget(heading_label(frame, group.title, role=TextRole.SECTION, wraps=True))
        # In a slideshow, the whole page fits a laptop's screen.
        count = 2 if len(group.rows) <= _ROWS_IN_TWO_COLUMNS else 3
        height = ceil(len(group.rows) / count)
        columns = Columns(frame, min_width=_COLUMN_WIDTH, max_columns=count)
        parts = [
            self._text(group.rows[at : at + height], columns)
            for at in range(0, len(group.rows), height)
        ]
        columns.show_widgets(parts, [height] * count)
        column.addWidget(columns)
        return frame

    def _box(self, title: str, rows: Sequence[KeyRow], parent: QWidget) -> QWidget:
        box = QWidget(parent)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        scale(column.setSpacing, 4)
        column.addWidget(heading_label(box, title, role=TextRole.SECTION, wraps=True))
        text = self._text(rows, box)
        text.setAccessibleName(title)
        column.addWidget(text)
        return box

    def _text(self, rows: Sequence[KeyRow], parent: QWidget) -> KeyText:
        text = KeyText(parent, TextRole.CONTROL, theme=self._theme, is_tab_stop=self._is_tab_stop)
        text.show_rows([([key_caps(key) for key in row.keys], row.text) for row in rows])
        self.texts.append(text)
        return text
