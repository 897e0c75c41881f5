"""Texts that can be selected and highlighted, and that are never interpreted as markup."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.widgets.column import ColumnFrame, Padding
from briefing_app.gui.widgets.scroll_area import KEYBOARD_FOCUS_REASONS, scroll_to_part
from briefing_app.gui.widgets.text_layout import (
    even_width,
    match_format,
    match_ranges,
    utf16_length,
    width_of_letters,
)
from briefing_app.model.text import is_right_to_left

MAX_LETTERS: Final = 95
"""The number of letters in a line that can still be read easily."""

_CARET_EDGE_PX: Final = 9  # above and below the caret, at 100 % text size
# Pixels between a text and the outer edge of the ring around it.
_RING_X: Final = 6
_RING_Y: Final = 2
_RING_RADIUS: Final = 4
_NOTICE_PADDING: Final = Padding(14, 8, 14, 8)


class PlainText(QTextEdit):
    """A text to read and select from. It is as high as its lines and takes any width.

    Args:
        role: What the text is for.
        max_letters: The number of letters in its longest line; without it, any number.
        is_tab_stop: Whether Tab stops at it, so that text can be selected with the keyboard.
        is_even: Whether its lines are about equally long.
    """

    has_ring = True
    """Whether a ring shows that it has the keyboard focus."""

    def __init__(
        self,
        parent: QWidget,
        role: TextRole,
        *,
        max_letters: int | None = None,
        is_tab_stop: bool = True,
        is_even: bool = False,
    ) -> None:
        super().__init__(parent)
        self._max_letters = max_letters
        self._is_even = is_even
        self._heights: dict[int, int] = {}  # of the current text, by width
        self._ring: _FocusRing | None = None  # made when it is first needed
        self.setReadOnly(True)
        flag = Qt.TextInteractionFlag
        if is_tab_stop:
            self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        else:
            self.setTextInteractionFlags(flag.TextSelectableByMouse)
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.document().setDocumentMargin(0)
        set_role(self, role)
        self._limit_width()

    def show_text(
        self,
        text: str,
        *,
        bold: Sequence[slice] = (),
        bold_colour: QColor | None = None,
    ) -> None:
        """Show another text.

        Args:
            text: The text.
            bold: The parts of the text that are bold.
            bold_colour: Their colour, if it isn't that of the text.
        """
        if text != self.toPlainText():
            self.setPlainText(text)
            self._heights.clear()
            self._make_even()
        for part in bold:
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16_length(text[: part.start or 0]))
            end = utf16_length(text[: part.stop])
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            char_format = QTextCharFormat()
            char_format.setFontWeight(QFont.Weight.Bold)
            if bold_colour is not None:
                char_format.setForeground(bold_colour)
            cursor.mergeCharFormat(char_format)
        if bold:
            # A bold lead is ours, in English: it doesn't decide where the lines start.
            option, directions = self.document().defaultTextOption(), Qt.LayoutDirection
            is_rtl = is_right_to_left(text[bold[0].stop :])
            direction = directions.RightToLeft if is_rtl else directions.LayoutDirectionAuto
            if option.textDirection() != direction:  # Qt would lay out the text again
                option.setTextDirection(direction)
                self.document().setDefaultTextOption(option)
        self.updateGeometry()

    def highlight(self, terms: tuple[str, ...], part: slice = slice(None)) -> None:
        """Highlight the matches of a search.

        Args:
            terms: The words that were searched for.
            part: The part of the text that was searched.
        """
        selections = []
        text = self.toPlainText()
        first = utf16_length(text[: part.start or 0])
        for start, length in match_ranges(text[part], terms) if terms else ():
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(first + start)
            cursor.setPosition(first + start + length, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = match_format()
            selections.append(selection)
        if selections or self.extraSelections():  # Qt would paint the text again
            self.setExtraSelections(selections)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        width = min(width, self.maximumWidth())  # Qt's layouts ask about all of theirs
        height = self._heights.get(width)
        if height is None:
            # Kept, since Qt's layouts ask repeatedly about a few widths.
            height = self._heights[width] = self._measure_height(width)
        return height

    def sizeHint(self) -> QSize:
        """Return any width. Layouts ask `heightForWidth` for the height."""
        return QSize(40, 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._heights.clear()
            self._limit_width()
            self._make_even()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Scroll to the caret if a key moved the focus here."""
        super().focusInEvent(event)
        self._update_ring()
        if event.reason() in KEYBOARD_FOCUS_REASONS:
            self.show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_ring()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._update_ring()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_ring()
        self._make_even()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._update_ring()

    def _update_ring(self) -> None:
        place = self.rect().adjusted(-_RING_X, -_RING_Y, _RING_X, _RING_Y)
        parent = self.parentWidget()
        if self._ring is None and self.has_ring and self.hasFocus() and parent is not None:
            is_cut = place.translated(self.pos()).left() < 0
            self._ring = _FocusRing(parent.parentWidget() or parent if is_cut else parent)
        if self._ring is not None and (area := self._ring.parentWidget()) is not None:
            self._ring.setGeometry(place.translated(self.mapTo(area, QPoint())))
            self._ring.setVisible(self.hasFocus() and self.isVisible())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, or leave the key to the page if the caret can't move."""
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if self.textCursor().position() == before:
            event.ignore()
        else:
            self.show_caret()

    def show_caret(self) -> None:
        """Let the areas around this scroll to the caret."""
        edge = look().px(_CARET_EDGE_PX)
        scroll_to_part(self, self.cursorRect().adjusted(0, -edge, 0, edge))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _limit_width(self) -> None:
        if self._max_letters is not None:
            self.setMaximumWidth(width_of_letters(self.font(), self._max_letters))

    def _make_even(self) -> None:
        """Use only as much of the width as the text needs for its number of lines."""
        if not self._is_even:
            return
        width = max(1, self.contentsRect().width())
        unused = width - even_width(self.toPlainText(), self.font(), width)
        if unused != self.viewportMargins().right():
            self.setViewportMargins(0, 0, unused, 0)
            # Qt loses the viewport's resize event while it shows the window.
            self.document().setTextWidth(self.viewport().width())

    def _measure_height(self, width: int) -> int:
        edge = self.contentsMargins()  # which the style sheet can give it
        inner_width = width - edge.left() - edge.right()
        return self._text_height(inner_width) + edge.top() + edge.bottom()

    def _text_height(self, width: int) -> int:
        document = self.document()
        current_width = document.textWidth()
        if current_width == width:
            height = document.size().height()
            if document.textWidth() == width:
                return max(1, ceil(height))
        document.setTextWidth(width)
        height = document.size().height()
        if document.textWidth() != width:
            # The first layout of a text uses the viewport's width instead.
            document.setTextWidth(width)
            height = document.size().height()
        # Layouts also ask about widths that they don't use.
        document.setTextWidth(current_width)
        return max(1, ceil(height))


class _FocusRing(QWidget):
    """A ring around a text, outside its letters: they reach to the edges of the text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lower()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour("accent"), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RING_RADIUS, _RING_RADIUS)
        painter.end()


class Notice(ColumnFrame):
    """A text in a box, with a bold lead that says what kind of text it is.

    Args:
        name: The accessible name. A screen reader reads the lead together with the text.
        lead: The lead.
    """

    def __init__(self, name: str, parent: QWidget, *, lead: str) -> None:
        super().__init__(parent, _NOTICE_PADDING)
        self._lead = f"{lead} "
        self.setProperty("look", "caution")
        self._text = PlainText(self, TextRole.CONTROL)
        self._text.setAccessibleName(name)
        self.add(self._text)

    def show_text(self, text: str) -> None:
        """Show a text after its lead, or hide the box if the text is empty."""
        self.setVisible(bool(text))
        self._text.show_text(self._lead + text, bold=[slice(len(self._lead))])

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the matches of a search in the text. The lead isn't searched."""
        self._text.highlight(terms, slice(len(self._lead), None))
