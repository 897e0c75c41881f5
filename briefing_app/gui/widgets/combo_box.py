"""A combo box that looks the same on every platform."""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from briefing_app.gui.style import Style
from briefing_app.gui.widgets.tool_tip_text import tool_tip_text

# Pixels at 100 % text size, as in the style sheet.
_PADDING_PX: Final = 8
_DROP_DOWN_WIDTH_PX: Final = 24
_QT_MARGINS_PX: Final = 4  # borders, and Qt's own margin

_MANY_ITEMS: Final = 200  # with fewer, creating the popup's view costs more than it saves


class ComboBox(QComboBox):
    """A combo box whose arrow follows the style.

    An item that is too long ends in an ellipsis, and a tool tip shows it completely. A screen
    reader always reads the complete item.

    Args:
        style: Colours and text size.
        parent: The parent widget.
        min_letters: The number of letters that it has space for. Without it, the combo box is as
            wide as its longest item.
    """

    def __init__(self, style: Style, parent: QWidget, *, min_letters: int | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._own_tool_tip = ""
        self._shown_tool_tip = ""
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

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802, Qt's name
        """Qt: show the complete item as a tool tip if it is cut, otherwise the usual tool tip."""
        super().enterEvent(event)
        if self.toolTip() != self._shown_tool_tip:
            self._own_tool_tip = self.toolTip()
        self._shown_tool_tip = self._own_tool_tip
        if not self._fits():
            self._shown_tool_tip = tool_tip_text(self.currentText())
        self.setToolTip(self._shown_tool_tip)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: scroll the page around the combo box unless it has the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: paint the style sheet's box and our own arrow."""
        fits = self._fits()
        if fits:
            super().paintEvent(event)
        painter = QPainter(self)
        if not fits:
            self._paint_elided(painter)
        self._paint_arrow(painter)
        painter.end()

    def _paint_arrow(self, painter: QPainter) -> None:
        px = self._style.px
        middle, right, half = self.height() / 2, self.width() - px(12), px(4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._style.colour("ink" if self.isEnabled() else "control"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(
            [
                QPointF(right - 2 * half, middle - half / 2),
                QPointF(right - half, middle + half / 2),
                QPointF(right, middle - half / 2),
            ]
        )

    def _text_width(self) -> int:
        """Return the width available for the text, in pixels."""
        px = self._style.px
        return self.width() - 2 * px(_PADDING_PX) - px(_DROP_DOWN_WIDTH_PX) - _QT_MARGINS_PX

    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.currentText()) <= self._text_width()

    def _paint_elided(self, painter: QPainter) -> None:
        """Paint the style sheet's box with an elided text. Qt would cut a letter in two."""
        # Imported here because PySide then builds all enumerations of QStyle, which is slow.
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox  # noqa: PLC0415

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._text_width()
        )
        style = self.style()
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)
