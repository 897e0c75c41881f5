"""How a cell of a table is drawn."""

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing_app.gui.style import Style

ACROSS: Final = 8  # pixels left and right of a cell's text at 100 % text size
DOWN: Final = 5  # pixels above and below it

CHOSEN_ROLE: Final = Qt.ItemDataRole.UserRole
"""Whether a cell's row is the chosen one."""


class PaddedDelegate(QStyledItemDelegate):
    """A cell with space around its text, as the headings have it, and a line below.

    The row that the keyboard is on stands out only while the keyboard is in the table: a row that
    looks chosen must be the chosen one. Where rows are selected to be copied, they stand out, more
    quietly, without the keyboard too.

    Args:
        style: Colours and text size.
        parent: As in Qt.
        keeps_selection: Whether rows are selected to be copied.
    """

    def __init__(self, style: Style, parent: QObject, *, keeps_selection: bool = False) -> None:
        super().__init__(parent)
        self._style = style
        self._keeps_selection = keeps_selection

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt: ground, line, and the text inside."""
        theme = self._style.theme
        ground, ink = theme.surface, theme.ink
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.data(CHOSEN_ROLE) or (selected and self._keeps_selection):
            ground = theme.accent_soft
        if selected and option.widget.hasFocus():
            ground, ink = theme.accent, theme.on_accent
        painter.fillRect(option.rect, QColor(ground))
        line = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
        painter.fillRect(line, QColor(theme.line))
        across, down = self._style.px(ACROSS), self._style.px(DOWN)
        # Not by Qt's own delegate, which breaks no word and cuts off what is too long for a line.
        wrapping = QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole))
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.save()
        painter.setPen(QColor(ink))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        painter.drawText(QRectF(option.rect.adjusted(across, down, -across, -down)), text, wrapping)
        painter.restore()
