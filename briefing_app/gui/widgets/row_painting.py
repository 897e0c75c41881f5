"""Painting rows of a list: background, number, title, tool tip."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.gui.widgets.text_layout import elide_text, match_formats

_NUMBER_LEFT: Final = 6  # pixels at 100 % text size, from a row's left edge to its number
_BAND_WIDTH: Final = 4  # pixels at 100 % text size


class RowDelegate(QStyledItemDelegate):
    """Base of a delegate whose rows have a number and texts, and a tool tip if those are elided.

    Subclasses implement `_paint_row` and `_tool_tip`.

    Args:
        view: The list.
    """

    title_role = TextRole.HEADLINE
    """What the titles are, which determines their font."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._terms: tuple[str, ...] = ()

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Highlight these search terms in the titles."""
        self._terms = terms

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        is_selected = self._is_selected(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter, rect, index, is_selected=is_selected)
        self._paint_row(painter, rect, index, is_selected=is_selected)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), tool_tip_text(*self._tool_tip(index)), view)
        return True

    def _is_selected(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return index.row() == self._view.currentIndex().row()

    def _paint_background(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        """Paint a ground, a line below, and a ring if the row is selected and has the focus."""
        del index
        theme, has_focus = look().theme, self._view.hasFocus()
        painter.fillRect(rect, QColor(theme.accent_soft if is_selected else theme.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.line))
        if is_selected and (has_focus or theme.outlined):
            paint_focus_ring(painter, rect, has_focus=has_focus)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        """Paint a row's contents on its background."""
        raise NotImplementedError

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        """Return the paragraphs of a row's tool tip; none if everything can be read in the row."""
        raise NotImplementedError

    def _lay_out_title(self, text: str, width: int, max_lines: int) -> QTextLayout:
        """Lay out a title in a width, elided after a number of lines."""
        formats_for = partial(match_formats, terms=self._terms) if self._terms else None
        font = look().font(self.title_role)
        return elide_text(text, font, max(40, width), max_lines, formats_for)


def paint_focus_ring(painter: QPainter, rect: QRect, *, has_focus: bool) -> None:
    """Paint a ring around a row that has the keyboard focus, or is selected in high contrast."""
    theme = look().theme
    width = 4 if has_focus and theme.outlined else 2
    painter.setPen(QPen(QColor(theme.accent), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width // 2
    left = look().px(_BAND_WIDTH) + 2 + inset  # beside the band
    painter.drawRect(rect.adjusted(left, inset, -1 - inset, -2 - inset))


def paint_row_number(
    painter: QPainter, top_left: QPoint, number: int, *, text_left: int, font: QFont
) -> None:
    """Paint a row's number.

    Args:
        painter: The painter.
        top_left: The left edge of the row and the top of the number.
        number: The number.
        text_left: The distance from the left edge to the row's texts.
        font: Its font.
    """
    px = look().px
    painter.setPen(QColor(look().theme.muted))
    painter.setFont(font)
    left = px(_NUMBER_LEFT)
    width, height = text_left - left - px(10), QFontMetrics(font).height()
    rect = QRect(top_left.x() + left, top_left.y(), width, height)
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight, f"{number}")


def paint_row_title(
    painter: QPainter, at: QPointF, title: QTextLayout, *, is_selected: bool
) -> None:
    """Paint a row's title, bold if the row is selected."""
    painter.setPen(QColor(look().theme.ink))
    title.draw(painter, at)
    if is_selected:
        # Bold type is wider and could wrap to one line more, so that the list would jump. A second
        # stroke adds weight at the same width.
        title.draw(painter, at + QPointF(0.5 * look().scale, 0))
