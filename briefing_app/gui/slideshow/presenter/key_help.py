"""The list of keys, shown over the presenter view rather than in a window that could get lost."""

from math import ceil
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.slideshow.key_bindings import Command, binding_for, key_binding_list
from briefing_app.gui.widgets.keys import typed_digit
from briefing_app.gui.widgets.labels import text_label

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

_MAX_KEYS_SHARE: Final = 0.36
"""The largest share of the width for the keys."""
_TWO_LISTS_WIDTH: Final = 1200  # pixels at 100 % text size


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
        self.setAccessibleName("Keys")
        self.setAccessibleDescription(
            "\n".join(f"{keys}: {hint}" for keys, hint in key_binding_list())
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area = self._area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        page = QWidget()
        self._grid = QGridLayout(page)
        scale(self._grid.setHorizontalSpacing, 28)
        scale(self._grid.setVerticalSpacing, 7)
        scale(self._grid.setContentsMargins, 30, 24, 30, 24)
        self._list_count = 0
        self._key_labels: list[QLabel] = []
        self._hint_labels: list[QLabel] = []
        for keys, hint in key_binding_list():
            self._key_labels.append(text_label(page, keys, role=TextRole.STRONG, wraps=True))
            self._hint_labels.append(text_label(page, hint, role=TextRole.CONTROL, wraps=True))
        self._grid.setRowStretch(len(self._key_labels), 1)  # below the last one
        area.setWidget(page)
        for widget in (page, area.viewport()):
            widget.setAutoFillBackground(False)
        QVBoxLayout(self).addWidget(area)
        look().changed.connect(self._fit_lists)
        self._fit_lists()

    def _fit_lists(self) -> None:
        """Use two lists if there is room. Make keys as wide as the longest, or wrap them."""
        count = 2 if self.width() >= look().px(_TWO_LISTS_WIDTH) else 1
        if count != self._list_count:
            self._list_count = count
            rows = ceil(len(self._key_labels) / count)
            for at, pair in enumerate(zip(self._key_labels, self._hint_labels, strict=True)):
                for column, label in enumerate(pair):
                    place = at % rows, at // rows * 2 + column
                    self._grid.addWidget(label, *place, Qt.AlignmentFlag.AlignTop)
            for column in (1, 3):
                self._grid.setColumnStretch(column, int(column < 2 * count))
        metrics = QFontMetrics(look().font(TextRole.STRONG))
        longest = max(metrics.horizontalAdvance(label.text()) for label in self._key_labels) + 1
        width = min(longest, round(_MAX_KEYS_SHARE * self.width() / count))
        for label in self._key_labels:
            label.setFixedWidth(width)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lists()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel at the end of the list; it would turn to another slide."""
        event.accept()
