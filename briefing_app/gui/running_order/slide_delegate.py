"""Paints the rows of a slide list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from briefing_app.gui.running_order.slide_models import SlideRole
from briefing_app.gui.running_order.slide_row import Mark, SlideRow
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.row_painting import (
    RowDelegate,
    chip_height,
    paint_chip,
    paint_row_number,
)
from briefing_app.model.text import single_line

_MAX_TITLE_LINES: Final = 2
_MAX_TITLE_LENGTH: Final = 500  # characters; more than two lines of any window hold
_MEASURED_ROWS: Final = 300  # whose titles decide the height of the rows
_MIN_CHIP_WIDTH: Final = 48  # pixels at 100 % text size


class SlideDelegate(RowDelegate):
    """Paints a slide: its number, its name with chips, and its title below.

    Each row must have a `SlideRow` under `SlideRole.ROW`.

    Args:
        style: Colours, fonts and text size.
        view: The list.
        has_numbers: Whether the slides have numbers.
    """

    def __init__(self, style: Style, view: QAbstractItemView, *, has_numbers: bool) -> None:
        super().__init__(style, view)
        self._has_numbers = has_numbers

    def sizeHint(  # noqa: N802, Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the size of every row, with two lines for the titles if one is not enough."""
        width = self._view.viewport().width()
        available = self._title_width(width)
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        model = index.model()
        titles = (
            model.index(row, 0).data(SlideRole.ROW).slide.title
            for row in range(min(model.rowCount(), _MEASURED_ROWS))
        )
        is_long = any(
            metrics.horizontalAdvance(title[:_MAX_TITLE_LENGTH]) > available for title in titles
        )
        lines = _MAX_TITLE_LINES if is_long else 1
        height = chip_height(self._style) + lines * metrics.lineSpacing()
        return QSize(width, height + self._style.px(9 + 3 + 10))

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,  # noqa: ARG002, the background shows it
    ) -> None:
        row: SlideRow = index.data(SlideRole.ROW)
        style, theme, px = self._style, self._style.theme, self._style.px
        left = rect.left() + self._text_left()
        layout = self._title(row, rect.width())
        title_offset = chip_height(style) + px(3)
        used = title_offset + round(layout.boundingRect().height())
        top = rect.top() + max(px(6), (rect.height() - used) // 2)
        if row.number is not None:
            at = QPoint(rect.left(), top + title_offset)
            paint_row_number(painter, at, style, row.number, text_left=self._text_left())
        self._paint_name(painter, row, left, top, rect.right() - px(12))
        painter.setPen(QColor(theme.muted if row.is_left_out else theme.ink))
        layout.draw(painter, QPointF(left, top + title_offset))

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        """Return the marks, and the complete title if it is elided."""
        row: SlideRow = index.data(SlideRole.ROW)
        paragraphs = [mark.value for mark in row.marks]
        if self._title(row, self._view.viewport().width()).text() != row.slide.title:
            paragraphs.insert(0, row.slide.title)
        return paragraphs

    def _text_left(self) -> int:
        """Return where names and titles start: after the widest number."""
        px = self._style.px
        if not self._has_numbers:
            return px(16)
        digits = "8" * len(str(self._view.model().rowCount()))
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        return max(px(46), metrics.horizontalAdvance(digits) + px(6 + 14))

    def _title_width(self, row_width: int) -> int:
        return max(40, row_width - self._text_left() - self._style.px(14))

    def _title(self, row: SlideRow, row_width: int) -> QTextLayout:
        """Lay out the title in the width of a row, elided after the second line."""
        text = single_line(row.slide.title[:_MAX_TITLE_LENGTH])
        if len(row.slide.title) > _MAX_TITLE_LENGTH:
            text += "…"
        return self._lay_out_title(text, self._title_width(row_width), _MAX_TITLE_LINES)

    def _paint_name(
        self, painter: QPainter, row: SlideRow, left: int, top: int, right: int
    ) -> None:
        """Paint the name, and the marks as chips after it."""
        theme, px = self._style.theme, self._style.px
        colours = {
            Mark.LEFT_OUT: (theme.ink, theme.surface),
            Mark.ADDED: (theme.accent, theme.surface),
            Mark.CAUTION: (theme.caution, theme.caution_soft),
            Mark.REVEAL: (theme.figures, theme.figures_soft),
        }
        height = chip_height(self._style)
        font = self._style.font(TextRole.SMALL)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        metrics = QFontMetrics(font)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, right - left)
        box = QRect(left, top, right - left, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        space = QRect(QPoint(left, top), QPoint(right, top + height - 1))
        space.setLeft(left + metrics.horizontalAdvance(name) + px(10))
        for mark in row.marks:
            if right - space.left() < px(_MIN_CHIP_WIDTH):
                break
            width = paint_chip(painter, space, self._style, mark.short, colours[mark])
            space.setLeft(space.left() + width + px(6))
