"""A combo box that shortens an item that is too long, and doesn't take the page's wheel."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QToolTip,
    QWidget,
)

from briefing_app.gui.look import look
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.labels import tool_tip_text

_MAX_VISIBLE_ITEMS: Final = 15
_OPENING_KEYS: Final = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
)
_TYPING_MODIFIERS: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class ComboBox(QComboBox):
    """A combo box. If its item is too long, it ends in an ellipsis, and a tool tip shows it.

    A key that moves in the list or searches it opens it, instead of choosing an unseen item.

    Args:
        min_letters: The number of letters that it has space for. Without it, the combo box is as
            wide as its longest item.
        is_quiet: Whether it has no border.
    """

    def __init__(
        self, parent: QWidget, *, min_letters: int | None = None, is_quiet: bool = False
    ) -> None:
        super().__init__(parent)
        if is_quiet:
            self.setProperty("look", "quiet")
        self.setMaxVisibleItems(_MAX_VISIBLE_ITEMS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if min_letters is not None:
            self.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self.setMinimumContentsLength(min_letters)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the item: Qt would cut a letter in two."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = option.fontMetrics.elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, place.width()
        )

    def showPopup(self) -> None:
        """Open a list that is wide enough for its longest item, as far as the screen is."""
        view = self.view()
        if not isinstance(view.itemDelegate(), QStyledItemDelegate):
            # Qt's own delegate ignores the style sheet's height and colours of items.
            view.setItemDelegate(QStyledItemDelegate(view))
            view.setTextElideMode(Qt.TextElideMode.ElideRight)
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)
        view.setFont(self.font())
        width = view.sizeHintForColumn(0) + look().px(SCROLL_BAR_WIDTH) + 2 * view.frameWidth()
        view.setMinimumWidth(min(width, self.screen().availableGeometry().width()))
        # Otherwise Qt would start at an item that was abandoned with Esc.
        view.setCurrentIndex(self.model().index(self.currentIndex(), 0))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        types = event.text().isprintable() and event.text().strip()
        if event.modifiers() & ~_TYPING_MODIFIERS or not (types or event.key() in _OPENING_KEYS):
            super().keyPressEvent(event)
        else:
            self.showPopup()
            QCoreApplication.sendEvent(self.view(), event)

    def event(self, event: QEvent) -> bool:
        """Show the complete item as a tool tip if it is cut, otherwise the usual tool tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            if option.currentText != self.currentText():
                QToolTip.showText(event.globalPos(), tool_tip_text(self.currentText()), self)
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page around the combo box unless it has the keyboard focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
