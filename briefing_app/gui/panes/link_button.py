"""A button that looks like a link and wraps its text."""

from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.text_layout import wrap_text


class LinkButton(QPushButton):
    """A button that looks like a link and wraps its text over several lines.

    Args:
        text: The text; an ampersand in it has no special meaning.
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, text: str, style: Style, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._style = style
        self._text = text
        self.setProperty("look", "link")
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text, wrapped at a width."""
        lines = wrap_text(self._text, self._font(), width - 2 * self._margin())
        return ceil(lines.boundingRect().height()) + 2 * self._margin()

    def sizeHint(self) -> QSize:
        """Return a small width, since any will do, and the height of one line."""
        return QSize(40, QFontMetrics(self._font()).height() + 2 * self._margin())

    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the underlined text, and a focus ring."""
        del event
        margin = self._margin()
        painter = QPainter(self)
        painter.setPen(QPen(self._style.colour("accent"), 2))
        lines = wrap_text(self._text, self._font(), self.width() - 2 * margin)
        lines.draw(painter, QPointF(margin, margin))
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self._style.font(TextRole.CONTROL))
        font.setUnderline(True)
        return font

    def _margin(self) -> int:
        to_target = (25 - QFontMetrics(self._font()).height()) // 2  # 24 px or more to click
        return max(3, self._style.px(3), to_target)  # the focus ring takes two
