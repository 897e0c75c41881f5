"""A combo box that looks and works the same on every platform."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QWidget,
)

from briefing_app.gui.accessibility.interfaces import CustomAccessible
from briefing_app.gui.look import look
from briefing_app.gui.style_sheet import ITEM_PADDING_PX, SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.labels import tool_tip_text

# Pixels at 100 % text size, as in the style sheet.
_PADDING_PX: Final = 8
_DROP_DOWN_WIDTH_PX: Final = 24
_MIN_QUIET_WIDTH_PX: Final = 80
_MAX_QUIET_TEXT_PX: Final = 240
_QT_MARGINS_PX: Final = 4  # borders, and Qt's own margin

_MANY_ITEMS: Final = 200  # with fewer, creating the popup's view costs more than it saves
_MAX_VISIBLE_ITEMS: Final = 15

_OPENING_KEYS: Final = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
)
"""Keys that move in the list. They open it, instead of choosing an item that isn't seen yet."""
_TYPING_MODIFIERS: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class ComboBox(CustomAccessible, QComboBox):
    """A combo box whose arrow and list follow the style.

    An item that is too long ends in an ellipsis, and a tool tip shows it completely. A screen
    reader always reads the complete item.

    Keys open the list and move in it. Enter chooses an item, and Esc keeps the old one.

    Args:
        min_letters: The number of letters that it has space for. Without it, the combo box is as
            wide as its longest item.
        is_quiet: Whether it has no border, and is as wide as its current item.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        min_letters: int | None = None,
        is_quiet: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_quiet = is_quiet
        self._fits_longest = min_letters is None
        if is_quiet:
            self.setProperty("look", "quiet")
            self.currentTextChanged.connect(lambda _: self.updateGeometry())
        self._own_tool_tip = ""
        self._shown_tool_tip = ""
        self.setMaxVisibleItems(_MAX_VISIBLE_ITEMS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if min_letters is not None:
            self.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self.setMinimumContentsLength(min_letters)

    def update_uniform_item_sizes(self) -> None:
        """Let Qt measure one item instead of all of them if there are many.

        Call this after filling the combo box. Otherwise Qt measures each item whenever the style
        changes or the list is opened.
        """
        view = self.view() if self.count() > _MANY_ITEMS else None
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface, whose name says what the combo box chooses."""
        return _ComboBoxInterface(self)

    def sizeHint(self) -> QSize:
        """Return the size of the current item if quiet, of the longest one, or Qt's."""
        self.ensurePolished()
        hint = super().sizeHint()
        if self._is_quiet:
            text_width = self.fontMetrics().horizontalAdvance(self.currentText())
            text_width = min(text_width, look().px(_MAX_QUIET_TEXT_PX))
            hint.setWidth(text_width + self._width_around_text())
        elif self._fits_longest:  # Qt leaves too little space around it in large text
            hint.setWidth(self._longest_item_width() + self._width_around_text())
        return hint

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters if the combo box is quiet, otherwise Qt's size."""
        hint = super().sizeHint()  # the same as Qt's minimum, which keeps that of an earlier font
        if self._is_quiet:
            hint.setWidth(min(self.sizeHint().width(), look().px(_MIN_QUIET_WIDTH_PX)))
        return hint

    def showPopup(self) -> None:
        """Open the list at the chosen item, wide enough for its longest item."""
        view = self.view()
        if not isinstance(view.itemDelegate(), QStyledItemDelegate):
            # Qt's own delegate ignores the style sheet's height and colours of items.
            view.setItemDelegate(QStyledItemDelegate(view))
            view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setFont(self.font())
        view.setMinimumWidth(min(self._list_width(), self.screen().availableGeometry().width()))
        # Otherwise an item and letters that were abandoned with Esc would count.
        view.keyboardSearch("")
        view.setCurrentIndex(self.model().index(self.currentIndex(), 0))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with a key that moves in it, or with a letter to search for."""
        types = event.text().isprintable() and event.text().strip()
        if event.modifiers() & ~_TYPING_MODIFIERS or not (types or event.key() in _OPENING_KEYS):
            super().keyPressEvent(event)
            return
        self.showPopup()
        QCoreApplication.sendEvent(self.view(), event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the complete item as a tool tip if it is cut, otherwise the usual tool tip."""
        super().enterEvent(event)
        if self.toolTip() != self._shown_tool_tip:
            self._own_tool_tip = self.toolTip()
        self._shown_tool_tip = self._own_tool_tip
        if not self._fits():
            self._shown_tool_tip = tool_tip_text(self.currentText())
        self.setToolTip(self._shown_tool_tip)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page around the combo box unless it has the keyboard focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        fits = self._fits()
        if fits:
            super().paintEvent(event)
        painter = QPainter(self)
        if not fits:
            self._paint_elided(painter)
        self._paint_arrow(painter)
        painter.end()

    def _paint_arrow(self, painter: QPainter) -> None:
        px = look().px
        middle, right, half = self.height() / 2, self.width() - px(12), px(4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look().colour("accent" if self._is_quiet else "ink")
        pen = QPen(colour if self.isEnabled() else look().colour("control"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(
            [
                QPointF(right - 2 * half, middle - half / 2),
                QPointF(right - half, middle + half / 2),
                QPointF(right, middle - half / 2),
            ]
        )

    def _longest_item_width(self) -> int:
        items = map(self.itemText, range(self.count()))
        return max(map(self.fontMetrics().horizontalAdvance, items), default=0)

    def _list_width(self) -> int:
        """Return the width that the list needs for its longest item, in pixels."""
        px = look().px
        return (
            self._longest_item_width()
            + 2 * px(ITEM_PADDING_PX)
            + px(SCROLL_BAR_WIDTH)
            + _QT_MARGINS_PX
        )

    def _text_width(self) -> int:
        """Return the width available for the text, in pixels."""
        return self.width() - self._width_around_text()

    def _width_around_text(self) -> int:
        px = look().px
        return 2 * px(_PADDING_PX) + px(_DROP_DOWN_WIDTH_PX) + _QT_MARGINS_PX

    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.currentText()) <= self._text_width()

    def _paint_elided(self, painter: QPainter) -> None:
        """Paint the style sheet's box with an elided text. Qt would cut a letter in two."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._text_width()
        )
        style = self.style()
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)


class _ComboBoxInterface(QAccessibleWidget):
    """What a screen reader reads of a combo box.

    Qt's own interface has the chosen item as its name on Linux, without the purpose.
    """

    def __init__(self, box: ComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)
        self._box = box

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            purpose, item = self._box.accessibleName(), self._box.currentText()
            return item if item.startswith(purpose) else f"{purpose}: {item}"
        if kind is QAccessible.Text.Value:
            return self._box.currentText()
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        for name, is_set in (
            ("expandable", True),
            ("expanded", self._box.view().isVisible()),
        ):
            setattr(state, name, is_set)
        return state

    def childCount(self) -> int:
        return 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return QAccessible.queryAccessibleInterface(self._box.view()) if index == 0 else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return 0 if child.object() is self._box.view() else -1

    def actionNames(self) -> list[str]:
        return [
            QAccessibleActionInterface.showMenuAction(),
            QAccessibleActionInterface.pressAction(),
        ]

    def doAction(self, name: str) -> None:
        if self._box.isEnabled() and name in self.actionNames():
            (self._box.hidePopup if self._box.view().isVisible() else self._box.showPopup)()
