"""Lists changed findings in rows: then and now side by side, or one finding in each row."""

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

_MIN_TABLE_WIDTH: Final = 440  # pixels at 100 % text size; if narrower, columns become lines
_MAX_TABLE_ROWS: Final = 300  # Qt takes seconds to lay out a table of thousands


class ListedFinding(NamedTuple):
    """A finding in a row.

    Args:
        finding: The finding.
        lead: A word before its kind, such as “Then”, or empty.
        note: A note below it, or empty.
    """

    finding: Finding
    lead: str = ""
    note: str = ""


class _Chip(NamedTuple):
    """The word that a chip is painted around.

    Args:
        block: The text block of the word.
        start: Where in the block it starts.
        kind: The kind of finding that the word names.
        has_line: Whether a line above separates the row from the one before.
    """

    block: QTextBlock
    start: int
    kind: FindingKind
    has_line: bool


class ChangeList(PlainText):
    """Findings in rows, each with its kind as a chip.

    The list is one text that can be selected and that a screen reader reads line by line. What is
    side by side on screen is read in sequence, each with its lead.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._list_rows: Sequence[Sequence[ListedFinding]] = ()
        self._chips: list[_Chip] = []
        self._is_stacked = False

    def show_rows(self, rows: Sequence[Sequence[ListedFinding]]) -> None:
        """Show rows with the same number of findings each."""
        self._list_rows = rows
        self.restyle()

    def restyle(self) -> None:
        """Apply the current style."""
        self.setFont(self._style.font(TextRole.BODY))
        self._is_stacked = self._must_stack()
        self._write_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Stack the columns if the list is too narrow for them."""
        super().resizeEvent(event)
        if self._must_stack() is not self._is_stacked:
            self._is_stacked = not self._is_stacked
            self._write_rows()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Paint the chips and the lines between rows, then the text on them."""
        theme, px = self._style.theme, self._style.px
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The chips are sorted by their position, so only the visible ones are painted.
        first = bisect(self._chips, event.rect().top(), key=self._chip_bottom)
        for chip in self._chips[max(0, first - 2) :]:
            word = self._word_rect(chip)
            if word.top() - px(16) > event.rect().bottom():
                break
            if chip.has_line:
                line = QRectF(0, round(word.top()) - px(10), self.width(), 1)
                painter.fillRect(line, QColor(theme.line))
            box = word.adjusted(-px(8) + 0.5, -px(2) + 0.5, px(8) - 0.5, px(2) - 0.5)
            ink, ground = theme.kind_colours(chip.kind)
            is_outlined = theme.outlined or ground == theme.surface
            painter.setPen(QPen(QColor(ink), 1) if is_outlined else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.end()
        super().paintEvent(event)

    def _must_stack(self) -> bool:
        is_narrow = self.width() < self._style.px(_MIN_TABLE_WIDTH)
        has_one_column = all(len(row) == 1 for row in self._list_rows[:1])
        return is_narrow or has_one_column or len(self._list_rows) > _MAX_TABLE_ROWS

    def _chip_bottom(self, chip: _Chip) -> int:
        return ceil(self._word_rect(chip).bottom())

    def _word_rect(self, chip: _Chip) -> QRectF:
        line = chip.block.layout().lineAt(0)
        at = self.document().documentLayout().blockBoundingRect(chip.block).topLeft()
        left, right = _cursor_x(line, chip.start), _cursor_x(line, chip.block.length() - 1)
        return QRectF(at.x() + left, at.y() + line.y(), right - left, line.height())

    def _write_rows(self) -> None:
        """Write the text again, in columns if there is room."""
        self._heights.clear()
        self._chips.clear()
        self.clear()
        root = self.document().rootFrame()
        root_format = root.frameFormat()
        root_format.setTopMargin(self._style.px(3))  # or the first chips would be cut off above
        root.setFrameFormat(root_format)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._is_stacked:
            self._write_stacked(cursor)
        elif self._list_rows:
            self._write_table(cursor)
        cursor.endEditBlock()
        self.updateGeometry()

    def _write_stacked(self, cursor: QTextCursor) -> None:
        for row in self._list_rows:
            for listed in row:
                if self._chips:
                    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
                self._write_finding(cursor, listed)

    def _write_table(self, cursor: QTextCursor) -> None:
        columns = len(self._list_rows[0])
        table = cursor.insertTable(len(self._list_rows), columns, _table_format(columns))
        cell_format = QTextTableCellFormat()
        cell_format.setRightPadding(self._style.px(16))
        for at, row in enumerate(self._list_rows):
            cell_format.setTopPadding(self._style.px(20 if at else 0))
            for column, listed in enumerate(row):
                cell = table.cellAt(at, column)
                cell.setFormat(cell_format)
                self._write_finding(cell.firstCursorPosition(), listed)

    def _write_finding(self, cursor: QTextCursor, listed: ListedFinding) -> None:
        """Write the lead and kind of a finding in one line, and its headline and note below."""
        style, theme, finding = self._style, self._style.theme, listed.finding
        starts_row = bool(self._chips) and len(self._chips) % len(self._list_rows[0]) == 0
        cursor.setBlockFormat(self._kind_line_format(listed, starts_row=starts_row))
        if listed.lead:
            small = _char_format(style.font(TextRole.SMALL), theme.muted)
            cursor.insertText(f"{listed.lead}\t", small)
        chip = _Chip(cursor.block(), cursor.positionInBlock(), finding.kind, starts_row)
        self._chips.append(chip)
        ink, _ = theme.kind_colours(finding.kind)
        cursor.insertText(finding.kind.label, _char_format(style.font(TextRole.CHIP), ink))
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        headline = single_line(finding.headline)
        cursor.insertText(headline, _char_format(style.font(TextRole.BODY), theme.ink))
        if listed.note:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertText(listed.note, _char_format(style.font(TextRole.SMALL), theme.muted))

    def _kind_line_format(self, listed: ListedFinding, *, starts_row: bool) -> QTextBlockFormat:
        style, px = self._style, self._style.px
        line_format = QTextBlockFormat()
        if self._is_stacked:  # a table ignores it
            line_format.setTopMargin(px(20) if starts_row else px(12) if self._chips else 0)
        line_format.setBottomMargin(px(5))
        if listed.lead:
            metrics = QFontMetrics(style.font(TextRole.SMALL))
            widest = max(metrics.horizontalAdvance(each.lead) for each in self._list_rows[0])
            tab = QTextOption.Tab(widest + px(18), QTextOption.TabType.LeftTab)
            line_format.setTabPositions([tab])
        else:
            line_format.setLeftMargin(px(8))
        return line_format


def _table_format(columns: int) -> QTextTableFormat:
    table_format = QTextTableFormat()
    table_format.setBorder(0)
    table_format.setCellSpacing(0)
    table_format.setCellPadding(0)
    table_format.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    share = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
    table_format.setColumnWidthConstraints([share] * columns)
    return table_format


def _char_format(font: QFont, colour: str) -> QTextCharFormat:
    char_format = QTextCharFormat()
    char_format.setFont(font)
    char_format.setForeground(QColor(colour))
    return char_format


def _cursor_x(line: QTextLine, position: int) -> float:
    # Qt also returns the position, which it may have changed.
    return cast("tuple[float, int]", line.cursorToX(position))[0]
