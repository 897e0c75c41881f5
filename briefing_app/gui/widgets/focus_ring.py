"""The ring that shows where the keyboard is in something that scrolls."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from briefing_app.gui.style import Style
from briefing_app.gui.widgets.scroll_area import ScrollArea

KEY_REASONS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""Why something has the keyboard where a key led there; a click must move nothing underneath."""


def paint_focus_ring(area: QAbstractScrollArea, colour: QColor) -> None:
    """Draw the ring round what is seen of an area, if that has the keyboard.

    To be called in the area's paintEvent, after its own painting.
    """
    if area.hasFocus():
        painter = QPainter(area.viewport())
        painter.setPen(QPen(colour, 2))
        painter.drawRect(area.viewport().rect().adjusted(1, 1, -1, -1))


class FocusRingPage(ScrollArea):
    """A page that takes the keyboard while there is something to scroll, and shows the ring then.

    Args:
        style: Where the ring's colour is asked for.
        parent: The widget that it stands in.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a ring where the keyboard is."""
        super().paintEvent(event)
        paint_focus_ring(self, self._style.colour("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _range_changed(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if most > 0 else policy.NoFocus)
