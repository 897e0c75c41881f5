"""Table cells with padding around their text."""

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing_app.gui.look import Style

CELL_PADDING_X_PX: Final = 8
"""The padding left and right of a cell's text at 100 % text size."""
CELL_PADDING_Y_PX: Final = 5
"""The padding above and below a cell's text at 100 % text size."""

HIGHLIGHTED_ROLE: Final = Qt.ItemDataRole.UserRole
"""Whether the cell's row is highlighted."""


class PaddedDelegate(QStyledItemDelegate):
    """Paints a cell with padding, as the headings have it, and a line below.

    The current row stands out only while the table has the focus, so that it isn't mistaken for
    the highlighted row. In a table with multiple selection, the selected rows stand out a little
    without the keyboard, too.

    Args:
        style: Colours and text size.
        parent: The table.
        is_multi_select: Whether several rows can be selected, to be copied.
    """

    def __init__(self, style: Style, parent: QObject, *, is_multi_select: bool = False) -> None:
        super().__init__(parent)
        self._style = style
        self._is_multi_select = is_multi_select

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the background, the line and the text."""
        theme = self._style.theme
        background, ink = theme.surface, theme.ink
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.data(HIGHLIGHTED_ROLE) or (is_selected and self._is_multi_select):
            background = theme.accent_soft
        if is_selected and option.widget.hasFocus():
            background, ink = theme.accent, theme.on_accent
        painter.fillRect(option.rect, QColor(background))
        line = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
        painter.fillRect(line, QColor(theme.line))
        x, y = self._style.px(CELL_PADDING_X_PX), self._style.px(CELL_PADDING_Y_PX)
        # Not left to Qt's delegate, which never breaks a word and cuts a text that is too long.
        wrapping = QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole))
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.save()
        painter.setPen(QColor(ink))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        painter.drawText(QRectF(option.rect.adjusted(x, y, -x, -y)), text, wrapping)
        painter.restore()
