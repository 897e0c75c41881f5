"""Paints the rows of the findings list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.panes.findings_model import FindingRole, UserMarks
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.row_painting import (
    ROW_NUMBER_LEFT,
    RowDelegate,
    RowLabel,
    RowSign,
    label_height,
    paint_row_band,
    paint_row_labels,
    paint_row_number,
    paint_row_title,
)
from briefing_app.model.report import Finding, Force
from briefing_app.model.wording import CAUTION_LABEL, counted

_MAX_HEADLINE_LINES: Final = 3
_MAX_HEADLINE_LENGTH: Final = 1000  # characters; more than three lines of any window hold
# Pixels at 100 % text size.
_PADDING: Final = 11  # above and below
_LABEL_GAP: Final = 3
_TEXT_LEFT: Final = 54


class FindingDelegate(RowDelegate):
    """Paints a finding: a band, its number, up to three lines of headline, and labels.

    Each row must have a `Finding` under `FindingRole.FINDING`.
    """

    def __init__(self, style: Style, view: QAbstractItemView) -> None:
        super().__init__(style, view)
        self._heights: dict[int, int] = {}  # by the finding's id
        self._width = 0
        self._largest_number = 0
        self._number_width = 0
        self._my_force: Force | None = None
        self._my_force_label = ""
        self._marks = UserMarks()

    def set_marks(self, marks: UserMarks) -> None:
        """Mark the findings with the user's notes and bookmarks."""
        self._marks = marks

    def set_largest_number(self, number: int) -> None:
        """Make room for the largest number of a finding."""
        self._largest_number = number
        self.clear_cache()

    def set_my_force(self, force: Force | None, label: str) -> None:
        """Mark the findings about the user's force."""
        self._my_force = force
        self._my_force_label = label

    def clear_cache(self) -> None:
        """Forget the measured sizes; call this if the text size or the findings change."""
        self._heights.clear()
        self._number_width = 0

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the height of a row; its width is always that of the list."""
        width = self._view.width()
        if width != self._width:
            self._width = width
            self._heights.clear()
        finding = index.data(FindingRole.FINDING)
        height = self._heights.get(finding.id)
        if height is None:
            height = self._heights[finding.id] = round(
                self._headline(finding).boundingRect().height()
                + label_height(self._style)
                + self._style.px(2 * _PADDING + _LABEL_GAP)
            )
        return QSize(1, height)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        finding = index.data(FindingRole.FINDING)
        style, px = self._style, self._style.px
        left, top = rect.left() + self._text_left(), rect.top() + px(_PADDING)
        paint_row_band(painter, rect, style, style.theme.kind_colours(finding.kind)[0])
        at = QPoint(rect.left(), top)
        paint_row_number(painter, at, style, finding.position, text_left=self._text_left())
        headline = self._headline(finding)
        paint_row_title(painter, QPointF(left, top), style, headline, is_selected=is_selected)
        labels_top = top + round(headline.boundingRect().height()) + px(_LABEL_GAP)
        space = QRect(left, labels_top, rect.right() - px(12) - left, label_height(style))
        paint_row_labels(painter, space, style, self._labels(finding))

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        finding = index.data(FindingRole.FINDING)
        is_elided = self._headline(finding).text() != finding.headline
        return [finding.headline] if is_elided else []

    def _text_left(self) -> int:
        """Return where the headlines start: after the widest number."""
        if not self._number_width:
            digits = "8" * len(str(self._largest_number))
            metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
            self._number_width = metrics.horizontalAdvance(digits)
        px = self._style.px
        return max(px(_TEXT_LEFT), self._number_width + px(ROW_NUMBER_LEFT + 14))

    def _headline(self, finding: Finding) -> QTextLayout:
        """Lay out the headline in the width of a row.

        The scroll bar always has its room: it comes and goes with the rows, and Qt would ask for
        their heights again only later.
        """
        margins = self._text_left() + self._style.px(16 + SCROLL_BAR_WIDTH)
        text = finding.headline[:_MAX_HEADLINE_LENGTH]
        return self._lay_out_title(text, self._view.width() - margins, _MAX_HEADLINE_LINES)

    def _labels(self, finding: Finding) -> list[RowLabel]:
        """Return what is said below the headline, the most important first."""
        theme = self._style.theme
        labels = [RowLabel(finding.kind.label, theme.kind_colours(finding.kind)[0], is_strong=True)]
        if finding.caution:
            warning = RowSign.WARNING
            labels.append(RowLabel(CAUTION_LABEL, theme.caution, is_strong=True, sign=warning))
        if self._my_force is not None and self._my_force in finding.forces:
            name = f"My force: {self._my_force_label}"
            labels.append(RowLabel(name, theme.accent, is_strong=True))
        for text, sign in (
            (self._marks.note_label(finding), RowSign.NOTE),
            (self._marks.bookmark_label(finding), RowSign.BOOKMARK),
        ):
            if text:
                labels.append(RowLabel(text, theme.accent, sign=sign))
        labels += (
            RowLabel(counted(len(items), noun), theme.muted)
            for items, noun in ((finding.quotes, "quote"), (finding.forces, "force"))
            if items
        )
        return labels
