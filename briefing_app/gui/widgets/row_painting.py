"""How the rows of findings and of slides are painted: ground, number and chips alike."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from briefing_app.gui.style import Style, TextRole


def paint_ground(
    painter: QPainter, rect: QRect, style: Style, *, chosen: bool, focused: bool
) -> None:
    """Paint what a row stands on, with a line below, and at the left an edge if it is chosen.

    Args:
        painter: What to paint with.
        rect: Where the row is.
        style: Colours and text size.
        chosen: Whether the row is.
        focused: Whether the list has the keyboard, which is seen of the chosen row alone.
    """
    theme, px = style.theme, style.px
    _fill(painter, rect, theme.accent_soft if chosen else theme.surface)
    _fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line)
    if not chosen:
        return
    _fill(painter, QRect(rect.left(), rect.top(), px(4), rect.height()), theme.accent)
    if focused or theme.outlined:
        width = 4 if focused and theme.outlined else 1.5
        painter.setPen(QPen(QColor(theme.accent), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(2, 2, -2, -3))


def paint_number(painter: QPainter, at: QPoint, style: Style, number: int, *, room: int) -> None:
    """Paint a row's number.

    Args:
        painter: What to paint with.
        at: Where the row begins at the left, and the number at the top.
        style: Colours, fonts and text size.
        number: What to paint.
        room: How far from the left the row's texts begin.
    """
    px = style.px
    font = style.font(TextRole.HEADLINE)
    painter.setPen(QColor(style.theme.muted))
    painter.setFont(font)
    box = QRect(at.x() + px(6), at.y(), room - px(6 + 12), QFontMetrics(font).height())
    painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{number}")


def chip_height(style: Style) -> int:
    """How high a chip is."""
    return QFontMetrics(style.font(TextRole.CHIP)).height() + style.px(4)


def paint_chip(
    painter: QPainter,
    room: QRect,
    style: Style,
    text: str,
    colours: tuple[str, str],
    *,
    outlined: bool = False,
) -> int:
    """Paint a chip at the left of where there is room; gives its width.

    Args:
        painter: What to paint with.
        room: As high as the chip; a text that is too long for it ends in an ellipsis.
        style: Colours, fonts and text size.
        text: What the chip says.
        colours: Of the text and of its ground.
        outlined: Whether it has a border, even where its ground alone would be seen.
    """
    theme, px = style.theme, style.px
    ink, ground = colours
    font = style.font(TextRole.CHIP)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(
        text, Qt.TextElideMode.ElideRight, room.right() - room.left() - px(16)
    )
    width, height = metrics.horizontalAdvance(shown) + px(16), room.height()
    chip = QRectF(room.left() + 0.5, room.top() + 0.5, width - 1, height - 1)
    outlined = outlined or theme.outlined or ground == theme.surface
    painter.setFont(font)
    painter.setPen(QPen(QColor(ink), 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setPen(QColor(ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
    return width


def show_tool_tip(at: QPoint, paragraphs: Sequence[str], view: QWidget) -> None:
    """Show texts as a tool tip, or none where there are none."""
    if not paragraphs:
        QToolTip.hideText()
        return
    from html import escape  # noqa: PLC0415, not needed at the start

    # Qt would take text that looks like markup for markup.
    QToolTip.showText(at, "".join(f"<p>{escape(each)}</p>" for each in paragraphs), view)


def _fill(painter: QPainter, rect: QRect, colour: str) -> None:
    # Not by fillRect: PySide would build QGradient with its 180 presets to look for one.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(rect)
