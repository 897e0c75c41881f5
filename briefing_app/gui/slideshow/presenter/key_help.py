"""The list of keys, shown over the presenter view rather than in a window that could get lost."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QScrollArea, QVBoxLayout, QWidget

from briefing_app.gui.look import look, scale
from briefing_app.gui.slideshow.key_bindings import (
    Command,
    KeyRow,
    binding_for,
    essential_keys,
    key_groups,
)
from briefing_app.gui.slideshow.presenter.keys_page import KeysPage
from briefing_app.gui.widgets.key_text import native_key
from briefing_app.gui.widgets.keys import typed_digit
from briefing_app.model.wording import KEYS_TITLE

_Scroll = QAbstractSlider.SliderAction
_LINE_SCROLLS: Final[dict[int, QAbstractSlider.SliderAction]] = {
    Qt.Key.Key_Up: _Scroll.SliderSingleStepSub,
    Qt.Key.Key_Down: _Scroll.SliderSingleStepAdd,
}
_PAGE_SCROLLS: Final = {
    Command.BACK: _Scroll.SliderPageStepSub,
    Command.NEXT: _Scroll.SliderPageStepAdd,
    Command.FIRST: _Scroll.SliderToMinimum,
    Command.LAST: _Scroll.SliderToMaximum,
}


class KeyHelp(QFrame):
    """Shows every key and what it does.

    A click closes it. The keys that turn slides scroll it instead; all others still work.

    Args:
        parent: The presenter view, which it covers.
    """

    announcement: Final = "Keys of the slideshow. Arrow keys scroll, Esc closes."
    """What a screen reader says when the list opens."""

    closed = Signal()
    """Emitted when the list was closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setAccessibleName(KEYS_TITLE)
        self.setAccessibleDescription(
            "\n".join(
                f"{_in_words(row)}: {row.text}" for group in key_groups() for row in group.rows
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area = self._area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        page = QWidget()
        # A click on the texts closes the list, too.
        page.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(page)
        scale(column.setContentsMargins, 24, 8, 24, 8)
        column.addWidget(KeysPage(essential_keys(), key_groups(), page))
        area.setWidget(page)
        for widget in (page, area.viewport()):
            widget.setAutoFillBackground(False)
        QVBoxLayout(self).addWidget(area)

    def open_help(self) -> None:
        """Show the list from its beginning, and give it the keyboard."""
        self._area.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Scroll with the keys that otherwise turn slides. Return True if the key was used."""
        if typed_digit(event):
            return True  # the number would be invisible
        binding = binding_for(event)
        if binding is None:
            return False
        action = _PAGE_SCROLLS.get(binding.command)
        if action is None:
            return False
        self._area.verticalScrollBar().triggerAction(_LINE_SCROLLS.get(event.key(), action))
        return True

    def close_help(self) -> None:
        """Hide the list."""
        self.hide()
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.close_help()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Keep the keyboard, since the list covers everything else."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, and a ring that shows where the keyboard is."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(look().presenter_theme.accent), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel at the end of the list; it would turn to another slide."""
        event.accept()


def _in_words(row: KeyRow) -> str:
    return " or ".join(", then ".join(map(native_key, key.split())) for key in row.keys)
