"""Paints the rows of the findings list."""

from functools import partial
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from briefing_app.gui.panes.findings_model import FindingRole
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.row_painting import (
    chip_height,
    paint_chip,
    paint_row_background,
    paint_row_number,
    show_tool_tip,
)
from briefing_app.gui.widgets.search_highlight import match_formats
from briefing_app.gui.widgets.text_layout import elide_text
from briefing_app.model.report import Finding, Force
from briefing_app.model.wording import CAUTION_LABEL, counted

_MAX_HEADLINE_LINES: Final = 3
_MAX_HEADLINE_LENGTH: Final = 1000  # characters; more than three lines of any window hold


class FindingDelegate(QStyledItemDelegate):
    """Paints a finding: its number, up to three lines of headline, chips and counts.

    Each row must have a `Finding` under `FindingRole.FINDING`.
    """

    def __init__(self, style: Style, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._heights: dict[int, int] = {}  # by the finding's id
        self._width = 0
        self._largest_number = 0
        self._number_width = 0
        self._terms: tuple[str, ...] = ()
        self._my_force: Force | None = None
        self._my_force_label = ""

    def set_largest_number(self, number: int) -> None:
        """Make room for the largest number of a finding."""
        self._largest_number = number
        self.clear_cache()

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Highlight these search terms in the headlines."""
        self._terms = terms

    def set_my_force(self, force: Force | None, label: str) -> None:
        """Mark the findings about the user's force."""
        self._my_force = force
        self._my_force_label = label

    def clear_cache(self) -> None:
        """Forget the measured sizes; call this if the text size or the findings change."""
        self._heights.clear()
        self._number_width = 0

    def sizeHint(  # noqa: N802, Qt's name
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
                + chip_height(self._style)
                + self._style.px(12 + 7 + 14)
            )
        return QSize(1, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a row."""
        finding = index.data(FindingRole.FINDING)
        style, theme, px = self._style, self._style.theme, self._style.px
        rect: QRect = option.rect
        # Not from option.state: PySide would build all enumerations of QStyle for it.
        chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_background(
            painter, rect, style, is_selected=chosen, has_focus=self._view.hasFocus()
        )
        left = rect.left() + self._text_left()
        top = rect.top() + px(12)
        at = QPoint(rect.left(), top)
        paint_row_number(painter, at, style, finding.position, text_left=self._text_left())
        painter.setPen(QColor(theme.ink))
        layout = self._headline(finding)
        layout.draw(painter, QPointF(left, top))
        if chosen:
            # Bold type is wider and could wrap to one line more, so that the list would jump. A
            # second stroke adds weight at the same width.
            layout.draw(painter, QPointF(left + 0.5 * style.scale, top))
        chip_top = top + round(layout.boundingRect().height()) + px(7)
        space = QRect(left, chip_top, rect.right() - px(12) - left, chip_height(self._style))
        space.setLeft(self._paint_chips(painter, finding, space, outlined=chosen))
        self._paint_counts(painter, finding, space)
        painter.restore()

    def helpEvent(  # noqa: N802, Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the complete headline as a tool tip if it is elided."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        finding = index.data(FindingRole.FINDING)
        is_elided = self._headline(finding).text() != finding.headline
        show_tool_tip(event.globalPos(), [finding.headline] if is_elided else [], view)
        return True

    def _text_left(self) -> int:
        """Return where the headlines start: after the widest number."""
        if not self._number_width:
            digits = "8" * len(str(self._largest_number))
            metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
            self._number_width = metrics.horizontalAdvance(digits)
        return max(self._style.px(50), self._number_width + self._style.px(6 + 14))

    def _headline(self, finding: Finding) -> QTextLayout:
        """Lay out the headline in the width of a row, elided after the third line.

        The scroll bar always has its room: it comes and goes with the rows, and Qt would ask for
        their heights again only later.
        """
        font = self._style.font(TextRole.HEADLINE)
        margins = self._text_left() + self._style.px(16 + SCROLL_BAR_WIDTH)
        width = max(40, self._view.width() - margins)
        text = finding.headline[:_MAX_HEADLINE_LENGTH]
        formats_for = (
            partial(match_formats, terms=self._terms, style=self._style) if self._terms else None
        )
        return elide_text(text, font, width, _MAX_HEADLINE_LINES, formats_for)

    def _paint_chips(
        self, painter: QPainter, finding: Finding, space: QRect, *, outlined: bool
    ) -> int:
        """Paint the chips and return where the space after them starts.

        Args:
            painter: Paints the row.
            finding: The row's finding.
            space: Where the chips go, as high as one chip.
            outlined: Whether each has an outline: on a selected row the ground of some is faint.
        """
        theme = self._style.theme
        chips = [(finding.kind.label, theme.kind_colours(finding.kind))]
        if finding.caution:
            chips.append((CAUTION_LABEL, (theme.caution, theme.caution_soft)))
        if self._my_force is not None and self._my_force in finding.forces:
            chips.append((f"My force: {self._my_force_label}", (theme.accent, theme.surface)))
        left = QRect(space)
        for text, colours in chips:
            width = paint_chip(painter, left, self._style, text, colours, outlined=outlined)
            left.setLeft(left.left() + width + self._style.px(8))
        return min(left.left(), space.right())

    def _paint_counts(self, painter: QPainter, finding: Finding, space: QRect) -> None:
        counts = [
            counted(len(items), noun)
            for items, noun in ((finding.quotes, "quote"), (finding.forces, "force"))
            if items
        ]
        font = self._style.font(TextRole.SMALL)
        painter.setFont(font)
        painter.setPen(QColor(self._style.theme.muted))
        measure = QFontMetrics(font).horizontalAdvance
        while counts and measure(" · ".join(counts)) > space.right() - space.left():
            counts.pop()  # half a word would be no use
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, " · ".join(counts))
