"""Paints the rows of a slide list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.running_order.slide_models import SlideRole
from briefing_app.gui.running_order.slide_row import Mark, SlideRow
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.widgets.row_painting import (
    RowDelegate,
    RowLabel,
    RowSign,
    label_height,
    paint_row_labels,
    paint_row_number,
    paint_row_title,
)
from briefing_app.layout.page import ASPECT_RATIO
from briefing_app.model.text import single_line

_MAX_TITLE_LENGTH: Final = 500  # characters; more than two lines of any window hold
_THUMBNAIL_HEIGHT_PX: Final = 64
_MAX_THUMBNAIL_SCALE: Final = 1.25  # larger text needs the space itself
# Pixels at 100 % text size.
_PADDING: Final = 7
_TEXT_GAP: Final = 14  # left of the texts
_MARGIN: Final = 12
_LABEL_GAP: Final = 2
_LEFT_OUT_OPACITY: Final = 0.35


class SlideDelegate(RowDelegate):
    """Paints a slide: its number, thumbnail, title, kind and planned minutes.

    Each row must have a `SlideRow` under `SlideRole.ROW`.

    Args:
        style: Colours, fonts and text size.
        view: The list.
        thumbnails: The thumbnails of the rows; None for rows without numbers and thumbnails.
    """

    def __init__(
        self, style: Style, view: QAbstractItemView, thumbnails: Thumbnails | None = None
    ) -> None:
        super().__init__(style, view)
        self._thumbnails = thumbnails

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002, Qt's signature
    ) -> QSize:
        """Return the size of every row."""
        height = max(self._text_height(self._max_title_lines()), self._thumbnail_size().height())
        return QSize(self._view.viewport().width(), height + 2 * self._style.px(_PADDING))

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        row: SlideRow = index.data(SlideRole.ROW)
        style, theme, px = self._style, self._style.theme, self._style.px
        if self._thumbnails is not None:
            at = rect.topLeft() + QPoint(
                self._number_width(), (rect.height() - self._thumbnail_size().height()) // 2
            )
            self._paint_thumbnail(painter, index.row(), at, row)
        if row.number is not None:
            height = QFontMetrics(style.font(TextRole.HEADLINE)).height()
            at = QPoint(rect.left(), rect.top() + (rect.height() - height) // 2)
            paint_row_number(painter, at, style, row.number, text_left=self._number_width())
        title = self._title(row, rect.width())
        used = round(title.boundingRect().height()) + px(_LABEL_GAP) + label_height(style)
        left, top = rect.left() + self._text_left(), rect.top() + (rect.height() - used) // 2
        if row.is_left_out:
            painter.setPen(QColor(theme.muted))
            title.draw(painter, QPointF(left, top))
        else:
            paint_row_title(painter, QPointF(left, top), style, title, is_selected=is_selected)
        right = rect.right() - px(_MARGIN)
        if row.minutes_text:
            painter.setFont(style.font(TextRole.CONTROL))
            painter.setPen(QColor(theme.muted))
            column = QRect(QPoint(right - self._minutes_width(), rect.top()), rect.bottomRight())
            column.setRight(right)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(column, align, row.minutes_text)
        labels_top = top + used - label_height(style)
        width = self._title_width(rect.width())
        space = QRect(left, labels_top, width, label_height(style))
        paint_row_labels(painter, space, style, self._labels(row))

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        """Return the complete title if it is elided."""
        row: SlideRow = index.data(SlideRole.ROW)
        is_elided = self._title(row, self._view.viewport().width()).text() != row.slide.title
        return [row.slide.title] if is_elided else []

    def _paint_thumbnail(self, painter: QPainter, row: int, at: QPoint, slide: SlideRow) -> None:
        assert self._thumbnails is not None  # noqa: S101, the caller has checked it
        rect = QRect(at, self._thumbnail_size())
        pixmap = self._thumbnails.thumbnail(row, rect.size(), self._view.devicePixelRatioF())
        painter.setOpacity(_LEFT_OUT_OPACITY if slide.is_left_out else 1.0)
        if pixmap is not None:
            painter.drawPixmap(rect, pixmap)
        painter.setPen(QPen(QColor(self._style.theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setOpacity(1.0)

    def _labels(self, row: SlideRow) -> list[RowLabel]:
        theme = self._style.theme
        colours = {Mark.LEFT_OUT: theme.ink, Mark.ADDED: theme.accent, Mark.CAUTION: theme.caution}
        return [
            RowLabel(row.name, theme.muted),
            *(
                RowLabel(
                    mark.value,
                    colours.get(mark, theme.muted),
                    is_strong=mark in colours,
                    sign=RowSign.WARNING if mark is Mark.CAUTION else None,
                )
                for mark in row.marks
            ),
        ]

    def _thumbnail_size(self) -> QSize:
        if self._thumbnails is None:
            return QSize(0, 0)
        height = round(_THUMBNAIL_HEIGHT_PX * min(self._style.scale, _MAX_THUMBNAIL_SCALE))
        return QSize(round(height * ASPECT_RATIO), height)

    def _max_title_lines(self) -> int:
        """Return two, or one if two lines would make the rows higher than their thumbnails."""
        height = self._thumbnail_size().height()
        return 1 if 0 < height < self._text_height(2) else 2

    def _text_height(self, title_lines: int) -> int:
        line = QFontMetrics(self._style.font(TextRole.HEADLINE)).lineSpacing()
        return title_lines * line + self._style.px(_LABEL_GAP) + label_height(self._style)

    def _number_width(self) -> int:
        """Return the width of the column of numbers: that of the widest one with its margins."""
        px = self._style.px
        digits = "8" * len(str(self._view.model().rowCount()))
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        return max(px(46), metrics.horizontalAdvance(digits) + px(6 + 14))

    def _text_left(self) -> int:
        if self._thumbnails is None:
            return self._style.px(16)
        gap = self._style.px(_TEXT_GAP)
        return self._number_width() + self._thumbnail_size().width() + gap

    def _minutes_width(self) -> int:
        if self._thumbnails is None:
            return 0
        return QFontMetrics(self._style.font(TextRole.CONTROL)).horizontalAdvance("188 min")

    def _title_width(self, row_width: int) -> int:
        right = self._minutes_width() + 2 * self._style.px(_MARGIN)
        return max(40, row_width - self._text_left() - right)

    def _title(self, row: SlideRow, row_width: int) -> QTextLayout:
        """Lay out the title in the width of a row, elided after the last line that fits."""
        text = single_line(row.slide.title[:_MAX_TITLE_LENGTH])
        if len(row.slide.title) > _MAX_TITLE_LENGTH:
            text += "…"
        return self._lay_out_title(text, self._title_width(row_width), self._max_title_lines())
