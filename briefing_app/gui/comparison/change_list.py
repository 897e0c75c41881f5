"""What became of findings, told in rows: what was beside what is now, or one finding in each."""

from bisect import bisect
from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple, cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextLine,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Finding, FindingKind
from briefing_app.model.text import single_line

_NARROW: Final = 440  # pixels at 100 % text size; with less, what is beside stands below
_MOST_BESIDE: Final = 300  # rows; with more, too: Qt takes seconds to set a table of thousands


class Told(NamedTuple):
    """A finding as it is told.

    Args:
        finding: The finding.
        lead: A word before its kind, such as when it was so; may be empty.
        note: What is to be known of it beside; may be empty.
    """

    finding: Finding
    lead: str = ""
    note: str = ""


class _Pill(NamedTuple):
    """Where the word is that a pill is painted around, and whether a line parts it from above."""

    block: QTextBlock
    start: int
    kind: FindingKind
    lined: bool


class ChangeList(PlainText):
    """Findings in rows, each under its kind as a pill.

    It is one text, that can be selected from and that a screen reader reads line by line; what
    stands beside each other there comes one after the other, each with its lead.

    Args:
        style: Colours, fonts and text size.
        parent: The widget that it stands in.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._told: Sequence[Sequence[Told]] = ()
        self._pills: list[_Pill] = []
        self._stacked = False

    def show_rows(self, rows: Sequence[Sequence[Told]]) -> None:
        """Show rows, each of as many findings as the others."""
        self._told = rows
        self.restyle()

    def restyle(self) -> None:
        """Show the same in the style that is in force."""
        self.setFont(self._style.font(TextRole.BODY))
        self._stacked = self._must_stack()
        self._set()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: where it is narrow, what stands beside each other goes below."""
        super().resizeEvent(event)
        if self._must_stack() is not self._stacked:
            self._stacked = not self._stacked
            self._set()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the pills and the lines between the rows, then the text on them."""
        theme, px = self._style.theme, self._style.px
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # They stand in the order in which they come down the page.
        first = bisect(self._pills, event.rect().top(), key=self._bottom)
        for pill in self._pills[max(0, first - 2) :]:
            word = self._place(pill)
            if word.top() - px(16) > event.rect().bottom():
                break
            if pill.lined:
                line = QRectF(0, round(word.top()) - px(10), self.width(), 1)
                painter.fillRect(line, QColor(theme.line))
            box = word.adjusted(-px(8) + 0.5, -px(2) + 0.5, px(8) - 0.5, px(2) - 0.5)
            ink, ground = theme.kind_colours(pill.kind)
            outlined = theme.outlined or ground == theme.surface
            painter.setPen(QPen(QColor(ink), 1) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.end()
        super().paintEvent(event)

    def _must_stack(self) -> bool:
        narrow = self.width() < self._style.px(_NARROW)
        alone = all(len(row) == 1 for row in self._told[:1])
        return narrow or alone or len(self._told) > _MOST_BESIDE

    def _bottom(self, pill: _Pill) -> int:
        return ceil(self._place(pill).bottom())

    def _place(self, pill: _Pill) -> QRectF:
        """Where the word of a pill stands."""
        layout = pill.block.layout()
        line = layout.lineAt(0)
        at = self.document().documentLayout().blockBoundingRect(pill.block).topLeft()
        left, right = _across(line, pill.start), _across(line, pill.block.length() - 1)
        return QRectF(at.x() + left, at.y() + line.y(), right - left, line.height())

    def _set(self) -> None:
        """Write the text anew, as wide as there is room."""
        self._heights.clear()
        self._pills.clear()
        self.clear()
        root = self.document().rootFrame()
        around = root.frameFormat()
        around.setTopMargin(self._style.px(3))  # or the first pills would lose their upper edge
        root.setFrameFormat(around)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._stacked:
            for told in (told for row in self._told for told in row):
                if self._pills:
                    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
                self._write(cursor, told)
        elif self._told:
            columns = len(self._told[0])
            table = cursor.insertTable(len(self._told), columns, _table_format(columns))
            look = QTextTableCellFormat()
            look.setRightPadding(self._style.px(16))
            for at, row in enumerate(self._told):
                look.setTopPadding(self._style.px(20 if at else 0))
                for across, told in enumerate(row):
                    cell = table.cellAt(at, across)
                    cell.setFormat(look)
                    self._write(cell.firstCursorPosition(), told)
        cursor.endEditBlock()
        self.updateGeometry()

    def _write(self, cursor: QTextCursor, told: Told) -> None:
        """Write a finding: its lead and kind in one line, its headline below."""
        style, theme, px = self._style, self._style.theme, self._style.px
        count, each_row = len(self._pills), len(self._told[0])
        begins = count > 0 and count % each_row == 0
        above = QTextBlockFormat()
        if self._stacked:  # in a table it has no effect
            above.setTopMargin(px(20) if begins else px(12) if count else 0)
        above.setBottomMargin(px(5))
        if told.lead:
            leads = QFontMetrics(style.font(TextRole.SMALL))
            widest = max(leads.horizontalAdvance(each.lead) for each in self._told[0])
            above.setTabPositions([QTextOption.Tab(widest + px(18), QTextOption.TabType.LeftTab)])
        else:
            above.setLeftMargin(px(8))
        cursor.setBlockFormat(above)
        if told.lead:
            cursor.insertText(f"{told.lead}\t", _look(style.font(TextRole.SMALL), theme.muted))
        kind = told.finding.kind
        self._pills.append(_Pill(cursor.block(), cursor.positionInBlock(), kind, begins))
        ink, _ = theme.kind_colours(kind)
        cursor.insertText(kind.label, _look(style.font(TextRole.CHIP), ink))
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        headline = single_line(told.finding.headline)
        cursor.insertText(headline, _look(style.font(TextRole.BODY), theme.ink))
        if told.note:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertText(told.note, _look(style.font(TextRole.SMALL), theme.muted))


def _table_format(columns: int) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setBorder(0)
    made.setCellSpacing(0)
    made.setCellPadding(0)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    share = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
    made.setColumnWidthConstraints([share] * columns)
    return made


def _look(font: QFont, colour: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(font)
    look.setForeground(QColor(colour))
    return look


def _across(line: QTextLine, at: int) -> float:
    """How far across in a line a letter begins; Qt tells with it which letter that is."""
    return cast("tuple[float, int]", line.cursorToX(at))[0]
