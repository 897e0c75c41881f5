"""Painting the parts that lists of rows have in common: background, number, chips, tool tip."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.labels import tool_tip_text


def paint_row_background(
    painter: QPainter, rect: QRect, style: Style, *, is_selected: bool, has_focus: bool
) -> None:
    """Paint a row's background, a line below, and an edge at the left if it is selected.

    Args:
        painter: The painter.
        rect: The row's rectangle.
        style: Colours and text size.
        is_selected: Whether the row is selected.
        has_focus: Whether the list has the keyboard. Only the selected row shows that.
    """
    theme, px = style.theme, style.px
    _fill(painter, rect, theme.accent_soft if is_selected else theme.surface)
    _fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line)
    if not is_selected:
        return
    _fill(painter, QRect(rect.left(), rect.top(), px(4), rect.height()), theme.accent)
    if has_focus or theme.outlined:
        width = 4 if has_focus and theme.outlined else 1.5
        painter.setPen(QPen(QColor(theme.accent), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(2, 2, -2, -3))


def paint_row_number(
    painter: QPainter, top_left: QPoint, style: Style, number: int, *, text_left: int
) -> None:
    """Paint a row's number.

    Args:
        painter: The painter.
        top_left: The left edge of the row and the top of the number.
        style: Colours, fonts and text size.
        number: The number.
        text_left: The distance from the left edge to the row's texts.
    """
    px = style.px
    font = style.font(TextRole.HEADLINE)
    painter.setPen(QColor(style.theme.muted))
    painter.setFont(font)
    width, height = text_left - px(6 + 12), QFontMetrics(font).height()
    rect = QRect(top_left.x() + px(6), top_left.y(), width, height)
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight, f"{number}")


def chip_height(style: Style) -> int:
    """Return the height of a chip."""
    return QFontMetrics(style.font(TextRole.CHIP)).height() + style.px(4)


def paint_chip(
    painter: QPainter,
    available: QRect,
    style: Style,
    text: str,
    colours: tuple[str, str],
    *,
    outlined: bool = False,
) -> int:
    """Paint a chip at the left of a rectangle. Return the chip's width.

    Args:
        painter: The painter.
        available: The rectangle. The chip is as high, and its text is elided to fit.
        style: Colours, fonts and text size.
        text: The chip's text.
        colours: The colours of the text and of the background.
        outlined: Whether it has a border even if the theme doesn't need one.
    """
    theme, px = style.theme, style.px
    ink, background = colours
    font = style.font(TextRole.CHIP)
    metrics = QFontMetrics(font)
    text_width = available.right() - available.left() - px(16)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, text_width)
    width, height = metrics.horizontalAdvance(shown) + px(16), available.height()
    chip = QRectF(available.left() + 0.5, available.top() + 0.5, width - 1, height - 1)
    outlined = outlined or theme.outlined or background == theme.surface
    painter.setFont(font)
    painter.setPen(QPen(QColor(ink), 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(background))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setPen(QColor(ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
    return width


def show_tool_tip(at: QPoint, paragraphs: Sequence[str], view: QWidget) -> None:
    """Show paragraphs of plain text as a tool tip, or hide it if there are none."""
    if not paragraphs:
        QToolTip.hideText()
        return
    QToolTip.showText(at, tool_tip_text(*paragraphs), view)


def _fill(painter: QPainter, rect: QRect, colour: str) -> None:
    # Not fillRect: PySide would build QGradient and its 180 presets to resolve the overload.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(rect)
