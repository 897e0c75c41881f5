"""A drop-down list that looks the same on every platform."""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from briefing_app.gui.style import Style

# Pixels at 100 % text size, as in the style sheet.
_ACROSS: Final = 8
_DROP_DOWN: Final = 24

_MANY: Final = 200  # choices; for fewer, asking Qt for the list costs more than it spares


class ComboBox(QComboBox):
    """A combo box whose arrow takes its colour and size from the style.

    A choice that is too long for it ends in an ellipsis; a tool tip shows it whole then. A screen
    reader always has all of it.

    Args:
        style: Where those are asked for.
        parent: The widget that it stands in.
        least: How many letters it has room for at least, however long its choices are; without
            that it is as wide as the longest.
    """

    def __init__(self, style: Style, parent: QWidget, *, least: int | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._told = ""
        self._tip = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if least is not None:
            self.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self.setMinimumContentsLength(least)

    def filled(self) -> None:
        """To be called when choices were put in, as there can be thousands.

        Qt measures each of them whenever the style changes and when the list is opened; of many it
        is told that they are alike, as they are.
        """
        view = self.view() if self.count() > _MANY else None
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what is cut is the tool tip, and else the one that it was given."""
        super().enterEvent(event)
        if self.toolTip() != self._told:
            self._tip = self.toolTip()
        self._told = self._tip
        if not self._fits():
            from html import escape  # noqa: PLC0415, seldom needed

            # Qt would take text that looks like markup for markup.
            self._told = f"<p>{escape(self.currentText())}</p>"
        self.setToolTip(self._told)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the wheel scrolls what stands around it, unless it was chosen to be used."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the style sheet's box, then our own arrow."""
        px = self._style.px
        fits = self._fits()
        if fits:
            super().paintEvent(event)
        middle, right, half = self.height() / 2, self.width() - px(12), px(4)
        painter = QPainter(self)
        if not fits:
            self._paint_shortened(painter)
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
        painter.end()

    def _room(self) -> int:
        """The pixels that there are for the text."""
        px = self._style.px
        return self.width() - 2 * px(_ACROSS) - px(_DROP_DOWN) - 4  # borders, and Qt's own margin

    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.currentText()) <= self._room()

    def _paint_shortened(self, painter: QPainter) -> None:
        """The style sheet's box; Qt would cut the text off amid a letter."""
        # To name it, PySide builds all of its enumerations: seldom needed, and slow.
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox  # noqa: PLC0415

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._room()
        )
        style = self.style()
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)
