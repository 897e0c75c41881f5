"""A quiet button or toggle with an icon, a text that may be elided, a count or an arrow."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X

_MIN_TARGET_PX: Final = 24
# Pixels at 100 % text size.
_ICON: Final = 14
_ARROW: Final = 9
_GAP: Final = 5
_LEAST_TEXT: Final = 40  # of a text that is elided
_MAX_TEXT: Final = 240


class ContentButton(QPushButton):
    """A button whose frame is the style sheet's, and which paints its content itself.

    It keeps its width while a toggle turns bold and while the count changes. It needs an accessible
    name of its own.

    Args:
        parent: The parent widget.
        look: ``quiet``, or ``toggle`` for a button that can be on.
        role: What the text is for.
        icon: The name of an icon, shown before the text.
        has_arrow: Whether an arrow at the end says that the button opens a list.
        width: Its width at 100 % text size, whatever the text, which is then at the arrow; without
            it, it is as wide as its content.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        look: str,
        role: TextRole,
        icon: str = "",
        has_arrow: bool = False,
        width: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._has_arrow = has_arrow
        self._width = width
        self._text = ""
        self._short_text = ""
        self._tail = ""
        self._tail_room = ""
        self.setProperty("look", look)
        self.setCheckable(look == "toggle")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self, role)

    @property
    def shown_text(self) -> str:
        """The text and the count as they are shown, if there is room for them."""
        return " ".join(filter(None, (self._text, self._tail)))

    def set_text(self, text: str, short_text: str) -> None:
        """Change the text, and what is shown instead if that is too long."""
        self._short_text = short_text
        self.set_content(text)

    def set_width(self, width: int) -> None:
        """Change the fixed width, in pixels at 100 % text size."""
        if width != self._width:
            self._width = width
            self.updateGeometry()

    def set_content(self, text: str, tail: str = "", tail_room: str = "") -> None:
        """Change what the button shows.

        Args:
            text: The text, elided if it is too long.
            tail: What follows it and is never elided, such as a count.
            tail_room: A text that is as wide as any tail.
        """
        content = (text, tail, tail_room or tail)
        if content != (self._text, self._tail, self._tail_room):
            is_as_wide = (text, content[2]) == (self._text, self._tail_room)
            self._text, self._tail, self._tail_room = content
            self.update()
            if not is_as_wide:
                self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the content, and at least that of a target to click."""
        px, metrics = look().px, QFontMetrics(self._font(is_strong=True))
        size = self._size(min(metrics.horizontalAdvance(self._text), px(_MAX_TEXT)))
        return size if self._width is None else QSize(px(self._width), size.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size with a few letters of the text."""
        px, metrics = look().px, QFontMetrics(self._font(is_strong=True))
        return self._size(min(metrics.horizontalAdvance(self._text), px(_LEAST_TEXT)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px, colour = look().px, self._colour()
        is_strong = self.isChecked() or not self.isCheckable()
        font = self._font(is_strong=is_strong)
        metrics = QFontMetrics(font)
        padding = px(QUIET_PADDING_X)
        space: QRect = self.rect().adjusted(padding, 0, -padding, 0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(colour)
        if self._icon:
            box = QRectF(space.left(), (self.height() - px(_ICON)) / 2, px(_ICON), px(_ICON))
            look().paint_icon(painter, box, self._icon, colour.name())
            space.setLeft(space.left() + px(_ICON + _GAP))
        if self._has_arrow:
            self._paint_arrow(painter, space, colour)
            space.setRight(space.right() - px(_ARROW + _GAP))
        tail = f" {self._tail}" if self._text and self._tail else self._tail
        room = space.width() - metrics.horizontalAdvance(tail) + 1
        fits = metrics.horizontalAdvance(self._text) <= room
        text = self._text if fits or not self._short_text else self._short_text
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        alignment = Qt.AlignmentFlag.AlignVCenter
        if self._width is not None and not look().theme.outlined:
            alignment |= Qt.AlignmentFlag.AlignRight
        painter.drawText(space, alignment, text + tail)
        painter.end()

    def _size(self, text_width: int) -> QSize:
        px, metrics = look().px, QFontMetrics(self._font(is_strong=True))
        width = 2 * px(QUIET_PADDING_X) + text_width + 1
        if self._tail_room:
            gap = " " if self._text else ""
            width += metrics.horizontalAdvance(f"{gap}{self._tail_room}")
        width += px(_ICON + _GAP) if self._icon else 0
        width += px(_ARROW + _GAP) if self._has_arrow else 0
        self.ensurePolished()
        return QSize(width, max(_MIN_TARGET_PX, super().sizeHint().height()))

    def _font(self, *, is_strong: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        return font

    def _colour(self) -> QColor:
        """Return the colour of the content, as the style sheet has it."""
        theme = look().theme
        is_filled = self.isChecked() and theme.outlined
        if not self.isEnabled():
            return QColor(theme.surface if is_filled else theme.disabled)
        if self.isCheckable() and not self.isChecked():
            return QColor(theme.ink)
        return QColor(theme.on_accent if is_filled else theme.accent)

    def _paint_arrow(self, painter: QPainter, space: QRect, colour: QColor) -> None:
        half, middle = look().px(_ARROW) / 2, self.height() / 2
        right = space.right() + 1
        pen = QPen(colour, 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.save()
        painter.setPen(pen)
        painter.drawPolyline(
            [
                QPointF(right - 2 * half, middle - half / 2),
                QPointF(right - half, middle + half / 2),
                QPointF(right, middle - half / 2),
            ]
        )
        painter.restore()
