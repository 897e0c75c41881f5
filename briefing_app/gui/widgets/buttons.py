"""Quiet buttons, toggles and check boxes; the style sheet lists the looks of buttons."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QWidget

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.widgets.labels import tool_tip_text

# Pixels at 100 % text size.
_BOX = 19
_SPACING = 10
_PADDING = 4
_TARGET = QSize(24, 24)  # the least size of what can be clicked, whatever the text size
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class _QuietButton(QPushButton):
    """A button that is large enough to be clicked, however short its text is."""

    def sizeHint(self) -> QSize:
        """Return the size of the text, and at least that of a target to click."""
        return super().sizeHint().expandedTo(_TARGET)


def quiet_button(
    text: str, parent: QWidget | None = None, *, role: TextRole | None = None
) -> QPushButton:
    """Return a button without a border.

    Args:
        text: Its text.
        parent: The parent widget.
        role: What the text is for; without it, the button has the font of its parent.
    """
    button = _QuietButton(text, parent)
    button.setProperty("look", "quiet")
    button.setAutoDefault(False)
    if role is not None:
        set_role(button, role)
    return button


def explain(button: QPushButton, reason: str, description: str = "") -> None:
    """Say why a button can't be used, in its tooltip and to screen readers.

    Args:
        button: The button.
        reason: Why it can't be used, as a sentence; empty if it can.
        description: What is said of it while it can be used, such as its keys.
    """
    text = reason or description
    button.setToolTip(tool_tip_text(text) if text else "")
    button.setAccessibleDescription(text)


class ToggleButton(QPushButton):
    """A quiet button whose text is bold while it is on, and which always keeps its width.

    Args:
        text: The text at first.
    """

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "toggle")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._measured_for = ("", QFont())
        self._size_hint = QSize()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        measured_for = (self.text(), self.font())
        if measured_for != self._measured_for:  # rows ask repeatedly
            self._measured_for = measured_for
            text, font = measured_for
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            wider = QFontMetrics(bold).horizontalAdvance(text)
            usual = QFontMetrics(font).horizontalAdvance(text)
            hint = super().sizeHint()
            self._size_hint = QSize(hint.width() + max(0, wider - usual), hint.height())
        return self._size_hint


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
        space = QRect(0, 0, max(1, width - self._text_left() - look().px(_PADDING)), 10_000)
        height = self._metrics().boundingRect(space, _WRAPPED, self.text()).height()
        return max(_TARGET.height(), height + 2 * look().px(_PADDING))

    def sizeHint(self) -> QSize:
        width = self._width_of(self.text())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word, and the height at the current width."""
        width = max(map(self._width_of, self.text().split()), default=0)
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
        """Paint the box with its tick, the text, and a ring if it has the keyboard focus."""
        del event
        theme, px = look().theme, look().px
        padding, text_left = px(_PADDING), self._text_left()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink if self.isEnabled() else theme.disabled))
        place = self.rect().adjusted(text_left, padding, -padding, -padding)
        painter.drawText(place, _WRAPPED | int(Qt.AlignmentFlag.AlignVCenter), self.text())
        top = min(place.top() + (self._metrics().height() - px(_BOX)) / 2, self.height() / 2)
        self._paint_box(painter, QRectF(padding + 1, max(top, 1), px(_BOX), px(_BOX)))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        theme, px = look().theme, look().px
        is_on, fill = self.isChecked(), theme.accent if self.isEnabled() else theme.disabled
        edge = theme.control if self.isEnabled() else theme.disabled
        painter.setPen(QPen(QColor(fill if is_on else edge), max(1.5, px(1.5))))
        painter.setBrush(QColor(fill if is_on else theme.surface))
        painter.drawRoundedRect(box, px(4), px(4))
        if is_on:
            tick = QPen(QColor(theme.on_accent), px(2.4))
            tick.setCapStyle(Qt.PenCapStyle.RoundCap)
            tick.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(tick)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at = [(0.26, 0.53), (0.43, 0.70), (0.75, 0.33)]
            painter.drawPolyline(
                [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in at]
            )

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    def _text_left(self) -> int:
        px = look().px
        return px(_PADDING) + px(_BOX) + px(_SPACING)

    def _width_of(self, words: str) -> int:
        advance = self._metrics().horizontalAdvance(words)
        return self._text_left() + advance + look().px(_PADDING) + 2
