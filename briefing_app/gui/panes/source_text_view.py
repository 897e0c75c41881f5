"""The text of a source with the numbers of its paragraphs, in which passages are marked."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.widgets.scroll_area import paint_focus_ring
from briefing_app.gui.widgets.text_layout import utf16_length, utf16_prefix

MAX_SHOWN: Final = 300_000
"""The most characters that are shown, around the marked ones. A report of 100 pages has as many."""
MAX_PARAGRAPHS: Final = 20_000
"""The most paragraphs that are shown: each takes Qt 2 KB, however short it is."""

_MAX_BLOCK: Final = 5_000  # characters; Qt takes seconds to break a long paragraph into lines

_PARAGRAPH_GAP_PX: Final = 9  # at 100 % text size
_NUMBER_GAP_PX: Final = 14  # between a number and its paragraph
_MARGIN_PX: Final = 16  # at the right
_LINE_HEIGHT: Final = 128.0  # per cent
_MARK_PLACE: Final = 0.3  # where marked words are in sight, as a share of the height

Part = tuple[int, int]
"""The start and the end of a part of the text's words."""


class SourceTextView(QTextEdit):
    """Shows paragraphs to read and to mark words in; one part is marked, others are underlined."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self._paragraphs: Sequence[int] = ()  # where each starts in the words
        self._blocks = [0]  # where each block of what is shown starts
        self._end = 0  # of what is shown
        self._underlined: Sequence[Part] = ()
        self._lines: list[QTextEdit.ExtraSelection] = []  # below the parts that are shown
        self._marked: Part | None = None
        self._gutter = 0  # pixels
        flag = Qt.TextInteractionFlag
        self.setReadOnly(True)
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        set_role(self, TextRole.BODY)
        look().changed.connect(self._follow_look)

    @property
    def selected(self) -> Part | None:
        """The part that the reader has marked; None if there is none."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._place(cursor.selectionStart()), self._place(cursor.selectionEnd())

    def show_words(
        self,
        words: str,
        paragraphs: Sequence[int],
        underlined: Iterable[Part],
        marked: Part | None,
    ) -> None:
        """Show a text. If it is the one that is shown, what the reader sees of it stays in place.

        Args:
            words: Its words.
            paragraphs: Where each paragraph starts in them.
            underlined: The parts to underline.
            marked: The part to mark, if any.
        """
        is_same = (words, paragraphs) == (self._words, self._paragraphs)
        self._words, self._paragraphs = words, paragraphs
        self._underlined = sorted(underlined)
        if is_same:
            self._underline()
            if marked == self._marked:
                self._show_mark()
            else:
                self.mark(marked)
            return
        self._marked = None
        self._fill(marked[0] if marked is not None else 0)
        self.mark(marked)

    def mark(self, part: Part | None) -> None:
        """Mark a part and bring it into sight, or mark none."""
        if self._marked is not None:
            self._set_weight(self._marked, QFont.Weight.Normal)
        self._marked = part
        if part is not None:
            if not self._is_shown(part):
                self._fill(part[0])
            self._set_weight(part, QFont.Weight.Bold)
            cursor = self.textCursor()
            cursor.setPosition(self._position(part[0]))
            self.setTextCursor(cursor)
        self._show_mark()
        self._scroll_to_mark()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll. With Ctrl, Qt would change the size of this text alone."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Not at once: the text may be laid out just now, which the scroll bar depends on.
        QTimer.singleShot(0, self, self._scroll_to_mark)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, the numbers of the paragraphs beside it, and a ring for the focus."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        layout, top = self.document().documentLayout(), self.verticalScrollBar().value()
        height = self.viewport().height()
        block = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        while block.isValid():
            place = layout.blockBoundingRect(block).translated(0, -top)
            if place.top() > height:
                break
            self._paint_number(painter, block, place)
            block = block.next()
        painter.end()
        paint_focus_ring(self, look().colour("accent"))

    def _paint_number(self, painter: QPainter, block: QTextBlock, place: QRectF) -> None:
        start = self._blocks[block.blockNumber()]
        number, lines = self._paragraph_of(start), block.layout()
        if not number or not lines.lineCount() or self._paragraphs[number - 1] < start:
            return  # there is none, or it has begun before
        at = self._paragraph_of(self._marked[0]) if self._marked is not None else 0
        last = self._paragraph_of(self._marked[1] - 1) if self._marked is not None else 0
        is_marked = at <= number <= last
        painter.setFont(look().font(TextRole.SMALL_BUTTON if is_marked else TextRole.SMALL))
        painter.setPen(look().colour("accent" if is_marked else "muted"))
        text = str(number)
        right = self._gutter - look().px(_NUMBER_GAP_PX)
        line = lines.lineAt(0)
        base = place.top() + line.y() + line.ascent()
        painter.drawText(QPointF(right - painter.fontMetrics().horizontalAdvance(text), base), text)

    def _fill(self, around: int) -> None:
        """Show the text, or the part of it around a place."""
        words, paragraphs = self._words, self._paragraphs
        start = max(0, min(around - MAX_SHOWN // 2, len(words) - MAX_SHOWN))
        end = min(start + MAX_SHOWN, len(words))
        first = max(0, self._paragraph_of(around) - MAX_PARAGRAPHS // 2)
        if first:
            start = max(start, paragraphs[first])
        if first + MAX_PARAGRAPHS < len(paragraphs):
            end = min(end, paragraphs[first + MAX_PARAGRAPHS] - 1)
        self._end = end
        within = paragraphs[bisect_right(paragraphs, start) : bisect_left(paragraphs, end)]
        starts = [start, *within, end + 1]
        self._blocks, texts = [], []
        for first, following in pairwise(starts):
            for at in range(first, max(following - 1, first + 1), _MAX_BLOCK):
                self._blocks.append(at)
                texts.append(words[at : min(at + _MAX_BLOCK, following - 1)])
        self.setCurrentCharFormat(QTextCharFormat())  # the text would have that of the mark
        self.setPlainText("\n".join(texts))
        self._format()
        self._underline()

    def _format(self) -> None:
        """Leave space for the numbers and between paragraphs, as the size of the text needs it."""
        px, document = look().px, self.document()
        last = str(self._paragraph_of(self._blocks[-1]))
        metrics = QFontMetrics(look().font(TextRole.SMALL_BUTTON))
        self._gutter = metrics.horizontalAdvance("0" * max(2, len(last))) + px(2 * _NUMBER_GAP_PX)
        frame = document.rootFrame()
        margins = frame.frameFormat()
        margins.setLeftMargin(self._gutter)
        margins.setRightMargin(px(_MARGIN_PX))
        margins.setTopMargin(px(_PARAGRAPH_GAP_PX))
        frame.setFrameFormat(margins)
        spacing = QTextBlockFormat()
        spacing.setBottomMargin(px(_PARAGRAPH_GAP_PX))
        spacing.setLineHeight(
            _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)

    def _underline(self) -> None:
        line = QTextCharFormat()
        line.setFontUnderline(True)
        line.setUnderlineColor(look().colour("control"))
        self._lines = [
            self._selection(part, line) for part in self._underlined if self._is_shown(part)
        ]

    def _show_mark(self) -> None:
        """Show the background of the marked part, and the lines."""
        selections = list(self._lines)
        if self._marked is not None:
            marked = QTextCharFormat()
            marked.setFontUnderline(True)
            marked.setUnderlineColor(look().colour("accent"))
            marked.setBackground(look().colour("accent_soft"))
            selections.append(self._selection(self._marked, marked))
        self.setExtraSelections(selections)

    def _selection(self, part: Part, char_format: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(part)
        selection.format = char_format
        return selection

    def _scroll_to_mark(self) -> None:
        if self._marked is None:
            return
        self._lay_out()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(self._marked[0]))
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(round(top - self.viewport().height() * _MARK_PLACE))

    def _set_weight(self, part: Part, weight: QFont.Weight) -> None:
        if self._is_shown(part):
            self._lay_out()
            char_format = QTextCharFormat()
            char_format.setFontWeight(weight)
            self._cursor(part).mergeCharFormat(char_format)

    def _lay_out(self) -> None:
        """Lay out all of the text.

        Otherwise Qt does that later, in steps: until then, it can't be scrolled to its end, and if
        a format changes meanwhile, Qt doesn't show the rest at all.
        """
        document = self.document()
        document.documentLayout().blockBoundingRect(document.lastBlock())

    def _follow_look(self) -> None:
        self._format()
        self._underline()
        self.mark(self._marked)

    # ---- places in the words and in the document ------------------------------------------------

    def _paragraph_of(self, place: int) -> int:
        return bisect_right(self._paragraphs, place)

    def _is_shown(self, part: Part) -> bool:
        return self._blocks[0] <= part[0] and part[1] <= self._end

    def _cursor(self, part: Part) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(part[0]))
        cursor.setPosition(self._position(part[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _position(self, place: int) -> int:
        """Return the position in the document of a place in the words."""
        at = max(0, bisect_right(self._blocks, place) - 1)
        block = self.document().findBlockByNumber(at)
        return block.position() + utf16_length(self._words[self._blocks[at] : place])

    def _place(self, position: int) -> int:
        """Return the place in the words of a position in the document."""
        block = self.document().findBlock(position)
        before = utf16_prefix(block.text(), position - block.position())
        return self._blocks[block.blockNumber()] + len(before)
