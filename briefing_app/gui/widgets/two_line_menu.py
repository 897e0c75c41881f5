"""A menu whose entries say in a second line what they do."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionEvent, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.style_sheet import TWO_LINE_PADDING_X_PX, TWO_LINE_PADDING_Y_PX

_EDGE_PX: Final = 8  # beside the entries, at 100 % text size; at least what the style sheet has


class TwoLineMenu(QMenu):
    """Has the actions of another menu that say what they do, with its separators.

    The second line is the What's This text of the action, and is in the padding that the style
    sheet gives the entry.

    Args:
        name: The name of the menu, for screen readers.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "two_line")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # whatever its button's is
        self.setAccessibleName(name)
        self.aboutToShow.connect(self._fit)
        self.hovered.connect(self._announce)

    def add_entries_of(self, menu: QMenu) -> None:
        """Add the actions of another menu that have a second line."""
        for action in menu.actions():
            if action.isSeparator() or action.whatsThis():
                self.addAction(action)

    def actionEvent(self, event: QActionEvent) -> None:
        super().actionEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let Qt paint the menu, then add the second lines."""
        super().paintEvent(event)
        painter, theme = QPainter(self), look().theme
        painter.setFont(look().font(TextRole.SMALL))
        side, foot = look().px(TWO_LINE_PADDING_X_PX), look().px(TWO_LINE_PADDING_Y_PX)
        left, bottom = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignBottom
        for action in self.actions():
            is_filled = action is self.activeAction() and theme.outlined
            painter.setPen(QColor(theme.on_accent if is_filled else theme.muted))
            place = self.actionGeometry(action).adjusted(side, 0, -side, -foot)
            painter.drawText(place, left | bottom, action.whatsThis())
        painter.end()

    def _fit(self) -> None:
        """Be wide enough for the second lines."""
        width = QFontMetrics(look().font(TextRole.SMALL)).horizontalAdvance
        longest = max((width(action.whatsThis()) for action in self.actions()), default=0)
        self.setMinimumWidth(longest + 2 * look().px(TWO_LINE_PADDING_X_PX + _EDGE_PX))

    def _announce(self, action: QAction) -> None:
        announce(action.whatsThis(), self)
