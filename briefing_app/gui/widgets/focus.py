"""Where the keyboard focus is: bringing a window to the front, and the ring that shows it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from briefing_app.gui.look import look
from briefing_app.gui.widgets.scroll_area import ScrollArea

KEYBOARD_FOCUS_REASONS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The reasons for focus by a key. After a click, nothing may scroll under the mouse."""


def bring_to_front(window: QWidget) -> None:
    """Show a window in front of the others and give it the keyboard."""
    restore(window)
    window.raise_()
    window.activateWindow()


def restore(window: QWidget) -> None:
    """Show a window, in the size that it had before it was minimised."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()


def paint_focus_ring(area: QAbstractScrollArea, colour: QColor) -> None:
    """Paint a ring around an area's viewport if the area has the keyboard focus.

    Call this in the area's paintEvent, after its own painting.
    """
    if area.hasFocus():
        painter = QPainter(area.viewport())
        painter.setPen(QPen(colour, 2))
        painter.drawRect(area.viewport().rect().adjusted(1, 1, -1, -1))


class FocusRingPage(ScrollArea):
    """A scroll area that takes the keyboard focus while there is something to scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.verticalScrollBar().rangeChanged.connect(self._follow_range)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus_ring(self, look().colour("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _follow_range(self, _minimum: int, maximum: int) -> None:
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if maximum > 0 else policy.NoFocus)
