"""Quiet buttons, toggles and check boxes; the style sheet lists the looks of buttons."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.widgets.keys import ENTER_KEYS

_TARGET = QSize(24, 24)  # the least size of what can be clicked, whatever the text size
_ICON_GAP = 4  # pixels, which Qt leaves between icon and text
_TALL = 10_000  # higher than any text
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class QuietButton(QPushButton):
    """A button without a border. A text that is too long for it ends in an ellipsis."""

    count = ""
    """What follows the text and is never cut."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "quiet")
        self.setAutoDefault(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, self.style_option())

    def style_option(self) -> QStyleOptionButton:
        """Return what to paint, with a shortened text if the button is too narrow.

        Qt would cut a letter in two.
        """
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics, room = self._metrics(is_bold=self.isChecked()), self.text_width()
        if self.text() and metrics.horizontalAdvance(self.text()) > room:
            room -= metrics.horizontalAdvance(self.count)
            text = self.text().removesuffix(self.count)
            option.text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + self.count
        return option

    def sizeHint(self) -> QSize:
        """Return the size of the text, and at least that of a target to click."""
        return super().sizeHint().expandedTo(_TARGET)

    def text_width(self) -> int:
        """Return the width for the text, in pixels."""
        option = QStyleOptionButton()
        option.initFrom(self)
        contents = QStyle.SubElement.SE_PushButtonContents
        icon = 0 if self.icon().isNull() else self.iconSize().width() + _ICON_GAP
        return self.style().subElementRect(contents, option, self).width() - icon

    def _metrics(self, *, is_bold: bool) -> QFontMetrics:
        font = QFont(self.font())
        if is_bold:
            font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)


class SinglePressButton(QPushButton):
    """A button that a double click or a held key presses once.

    The first press may change what it does.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second press."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore Enter while it is held: Qt would press a default button again and again."""
        if event.key() not in ENTER_KEYS or not event.isAutoRepeat():
            super().keyPressEvent(event)


def quiet_button(
    text: str, parent: QWidget | None = None, *, role: TextRole | None = None
) -> QPushButton:
    """Return a button without a border.

    Args:
        text: Its text.
        parent: The parent widget.
        role: What the text is for; without it, the button has the font of its parent.
    """
    button = QuietButton(text, parent)
    if role is not None:
        set_role(button, role)
    return button


class ToggleButton(QuietButton):
    """A quiet button whose text is bold while it is on, and which always keeps its width.

    Args:
        text: The text at first.
    """

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self._widest = ""
        self.setProperty("look", "toggle")
        self.setCheckable(True)

    def set_content(self, text: str, count: str, widest_count: str) -> None:
        """Show a text, if any, with a count after it, with room for the widest count."""
        space = " " if text else ""  # Qt leaves a gap between an icon and the count
        self.count = space + count
        self._widest = text + space + widest_count
        self.setText(text + self.count)

    def sizeHint(self) -> QSize:
        """Return the size with bold text and the widest count."""
        bold = self._metrics(is_bold=True)
        widest = max(map(bold.horizontalAdvance, (self.text(), self._widest)))
        spare = max(0, widest - self.fontMetrics().horizontalAdvance(self.text()))
        return super().sizeHint() + QSize(spare, 0)


class CheckBox(QCheckBox):
    """An option that is on or off.

    Args:
        text: Its text, in as many lines as it needs.
        is_checked: Whether it is on at first.
    """

    def __init__(
        self, text: str, parent: QWidget | None = None, *, is_checked: bool = False
    ) -> None:
        super().__init__(text, parent)
        self.setChecked(is_checked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_role(self, TextRole.BODY)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width, and at least that of a target to click."""
        place = self._text_place(QSize(width, _TALL))
        text = self.fontMetrics().boundingRect(place, _WRAPPED, self.text())
        return max(
            _TARGET.height(), super().sizeHint().height(), text.height() + _TALL - place.height()
        )

    def sizeHint(self) -> QSize:
        width = super().sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word, and the height at the current width."""
        advance = self.fontMetrics().horizontalAdvance
        longest = max(map(advance, self.text().split()), default=0)
        width = super().sizeHint().width() - advance(self.text()) + longest
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: the minimum height depends on it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def hitButton(self, pos: QPoint) -> bool:
        """Return whether a click at a position counts: everywhere, on the text too."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box by Qt, and the text in lines."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        painter.setPen(look().colour("ink" if self.isEnabled() else "disabled"))
        painter.drawText(self._text_place(self.size()), _WRAPPED, self.text())
        painter.end()

    def _text_place(self, size: QSize) -> QRect:
        """Return where the text is if the check box has a size."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.rect = QRect(QPoint(), size)
        return self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
