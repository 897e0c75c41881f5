"""Rows of slides: what they say, and how their texts are painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyleOptionViewItem

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.row_painting import (
    RowDelegate,
    paint_row_title,
)
from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import single_line
from briefing_app.model.wording import CAUTION_LABEL, GUESS_FIRST, counted

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The role of the `SlideRow`."""
MAX_TITLE_LENGTH: Final = 500  # characters; more than two lines of any window hold
# Pixels at 100 % text size.
ROW_PADDING_PX: Final = 7
ROW_MARGIN_PX: Final = 12
_LABEL_GAP: Final = 2
_BAND_WIDTH: Final = 4  # beside the selected row
_LABEL_SPACING: Final = 10


class Mark(Enum):
    """A label on a row; the values are the texts."""

    LEFT_OUT = "Left out"
    ADDED = "Added for today"
    CAUTION = CAUTION_LABEL
    GUESS = GUESS_FIRST


@dataclass(frozen=True, slots=True)  # Qt would turn a named tuple into a list
class SlideRow:
    """A row of slides.

    Args:
        item: The slide in the running order, or what would be added to it.
        number: The slide's number among those that are shown, from 1; None if it has none.
        total: How many slides are shown.
    """

    item: RunningOrderItem
    number: int | None = None
    total: int = 0

    @property
    def slide(self) -> Slide:
        """The slide."""
        return self.item.slide

    @property
    def name(self) -> str:
        """What the slide is, with its finding or what it is about; nothing that the title says.

        It may be empty.
        """
        slide = self.slide
        options = sum(text.role is Role.OPTION for text in slide.texts)
        if slide.finding_kind is not None:
            return f"{slide.name} · {slide.finding_kind.label}"
        if options:
            return f"{slide.name} · {options} options"
        if slide.kind is SlideKind.DISCUSSION and slide.about:
            return f"{slide.name} · {slide.source.partition(':')[0]}"
        if slide.name != slide.title:
            return slide.name
        return "" if slide.is_break else "Text"

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, the most important first."""
        item, slide = self.item, self.slide
        states = (
            (Mark.LEFT_OUT, not item.is_shown),
            (Mark.ADDED, not item.is_original),
            (Mark.CAUTION, slide.has_caution),
            (Mark.GUESS, slide.reveal is Reveal.GUESS),
        )
        return tuple(mark for mark, is_set in states if is_set)

    @property
    def planned(self) -> str:
        """The planned minutes in words; empty if there are none."""
        minutes = self.slide.minutes
        return "" if minutes is None else counted(minutes, "minute")

    @property
    def accessible_text(self) -> str:
        """What a screen reader says about the row."""
        place = "" if self.number is None else f"Slide {self.number} of {self.total}"
        name = self.name.replace(" · ", ". ")
        marks = (mark.value for mark in self.marks)
        return ". ".join(filter(None, (place, name, self.slide.title, self.planned, *marks)))


def row_data(row: SlideRow, role: int) -> object:
    """Return what a model says about a slide."""
    if role == ROW_ROLE:
        return row
    if role == Qt.ItemDataRole.DisplayRole:
        return row.slide.list_label
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return row.accessible_text
    return None


class SlideDelegate(RowDelegate):
    """Paints a slide: its title in at most two lines, and below it what it is.

    Each row must have a `SlideRow` under `ROW_ROLE`.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, self._text_height(self._max_title_lines()) + 2 * look().px(ROW_PADDING_PX))

    def _paint_background(
        self, painter: QPainter, rect: QRect, index: Index, *, is_selected: bool
    ) -> None:
        super()._paint_background(painter, rect, index, is_selected=is_selected)
        if is_selected:
            band = QRect(rect.left(), rect.top(), look().px(_BAND_WIDTH), rect.height() - 1)
            painter.fillRect(band, QColor(look().theme.accent))

    def _paint_row(
        self, painter: QPainter, rect: QRect, index: Index, *, is_selected: bool
    ) -> None:
        row: SlideRow = index.data(ROW_ROLE)
        title = self._title(row, rect.width())
        used = round(title.boundingRect().height()) + look().px(_LABEL_GAP) + _label_height()
        left, top = rect.left() + self._text_left(), rect.top() + (rect.height() - used) // 2
        if row.item.is_shown:
            paint_row_title(painter, QPointF(left, top), title, is_selected=is_selected)
        else:
            painter.setPen(QColor(look().theme.muted))
            title.draw(painter, QPointF(left, top))
        labels_top, width = top + used - _label_height(), self._title_width(rect.width())
        _paint_labels(painter, QRect(left, labels_top, width, _label_height()), _labels(row))

    def _tool_tip(self, index: Index) -> Sequence[str]:
        """Return the complete title if it is elided."""
        row: SlideRow = index.data(ROW_ROLE)
        title = self._title(row, self._view.visualRect(index).width())
        return [row.slide.title] if title.text() != row.slide.title else []

    def _max_title_lines(self) -> int:
        return 2

    def _text_height(self, title_lines: int) -> int:
        line = QFontMetrics(look().font(TextRole.HEADLINE)).lineSpacing()
        return title_lines * line + look().px(_LABEL_GAP) + _label_height()

    def _text_left(self) -> int:
        return look().px(16)

    def _title_width(self, row_width: int) -> int:
        return max(40, row_width - self._text_left() - 2 * look().px(ROW_MARGIN_PX))

    def _title(self, row: SlideRow, row_width: int) -> QTextLayout:
        """Lay out the title in the width of a row, elided after the last line that fits."""
        text = single_line(row.slide.title[:MAX_TITLE_LENGTH])
        if len(row.slide.title) > MAX_TITLE_LENGTH:
            text += "…"
        return self._lay_out_title(text, self._title_width(row_width), self._max_title_lines())


class _Label(NamedTuple):
    """A short label below a row's title.

    Args:
        text: The text.
        colour: The colour, as ``#RRGGBB``.
        is_strong: Whether it is bold.
        is_warning: Whether a warning sign is before it.
    """

    text: str
    colour: str
    is_strong: bool = False
    is_warning: bool = False


def _label_height() -> int:
    """Return the height of a row's labels."""
    return QFontMetrics(look().font(TextRole.CHIP)).height()


def _paint_labels(painter: QPainter, space: QRect, labels: Sequence[_Label]) -> None:
    """Paint labels side by side; one that has too little space is elided, the next are left out."""
    strong = look().font(TextRole.CHIP)
    plain = QFont(strong)
    plain.setWeight(QFont.Weight.Normal)
    left = QRect(space)
    for label in labels:
        font = strong if label.is_strong else plain
        metrics = QFontMetrics(font)
        painter.setPen(QColor(label.colour))
        side = round(0.9 * metrics.height()) if label.is_warning else 0
        if left.width() < side + metrics.averageCharWidth() * 3:
            break
        if label.is_warning:
            top = left.top() + (left.height() - side) / 2
            box = QRectF(left.left(), top, side, side)
            look().paint_icon(painter, box, "triangle-alert", label.colour)
            left.setLeft(left.left() + side + look().px(3))
        text = metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, left.width())
        painter.setFont(font)
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, text)
        left.setLeft(left.left() + metrics.horizontalAdvance(text) + look().px(_LABEL_SPACING))


def _labels(row: SlideRow) -> list[_Label]:
    """Return what a slide is, and its marks."""
    theme = look().theme
    colours = {Mark.LEFT_OUT: theme.ink, Mark.ADDED: theme.accent, Mark.CAUTION: theme.caution}
    labels = [_Label(row.name, theme.muted)] if row.name else []
    return labels + [
        _Label(
            mark.value,
            colours.get(mark, theme.muted),
            is_strong=mark in colours,
            is_warning=mark is Mark.CAUTION,
        )
        for mark in row.marks
    ]
