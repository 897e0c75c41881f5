"""Text that is shown exactly as it stands: markup in it is never interpreted."""

from math import ceil

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.focus_ring import paint_focus_ring
from briefing_app.gui.widgets.search_highlight import mark_format, matches, utf16_length


class PlainText(QTextEdit):
    """Text to read, to select from and to mark, as tall as it needs to be and never too wide.

    Args:
        style: Colours, fonts and text size.
        parent: The widget that it stands in.
        by_keyboard: Whether Tab stops at it, so that the keyboard can select from it too.
    """

    caret_moved = Signal(QRect)
    """The keyboard went on in the text: where it is now, for whoever scrolls."""

    def __init__(self, style: Style, parent: QWidget, *, by_keyboard: bool = True) -> None:
        super().__init__(parent)
        self._style = style
        self._heights: dict[int, int] = {}  # by width, of the text as it is set now
        self.setReadOnly(True)
        flag = Qt.TextInteractionFlag
        if by_keyboard:
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

    def show_text(self, text: str, font: QFont, *, bold_until: int = 0) -> None:
        """Show another text, or the same one in another font.

        Args:
            text: What to show.
            font: How it is set.
            bold_until: How many characters at its start are set in bold.
        """
        if font != self.font():
            self.setFont(font)
            self._heights.clear()
        if text != self.toPlainText():
            self.setPlainText(text)
            self._heights.clear()
        if bold_until:
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16_length(text[:bold_until]), QTextCursor.MoveMode.KeepAnchor)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            cursor.mergeCharFormat(bold)
        self.updateGeometry()

    def selected_text(self) -> str:
        """What is selected in it while it has the keyboard; may be empty."""
        return self.textCursor().selection().toPlainText() if self.hasFocus() else ""

    def mark(self, terms: tuple[str, ...], style: Style, part: slice = slice(None)) -> None:
        """Set off the words that a search found.

        Args:
            terms: The words.
            style: Knows how.
            part: What of the text was searched.
        """
        selections = []
        text = self.toPlainText()
        first = utf16_length(text[: part.start or 0])
        for start, length in matches(text[part], terms) if terms else ():
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(first + start)
            cursor.setPosition(first + start + length, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = mark_format(style)
            selections.append(selection)
        self.setExtraSelections(selections)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: the height of the text, set to a width."""
        height = self._heights.get(width)
        if height is None:
            document = self.document()
            shown = document.textWidth()
            document.setTextWidth(width)
            tall = document.size().height()
            if document.textWidth() != width:
                # A text that was never laid out Qt sets to the width that it is shown in first.
                document.setTextWidth(width)
                tall = document.size().height()
            # Layouts ask again and again, about the same few widths.
            height = self._heights[width] = max(1, ceil(tall))
            # And about some that they don’t choose.
            document.setTextWidth(shown)
        return height

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: any width will do, and the height is asked for by `heightForWidth`."""
        return QSize(40, 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the text, and a ring where the keyboard is."""
        super().paintEvent(event)
        paint_focus_ring(self, self._style.colour("accent"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: keys that move in the text, or, where it can't move any further, the page."""
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if self.textCursor().position() == before:
            event.ignore()
        else:
            self.caret_moved.emit(self.cursorRect())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the card scrolls, not the text in it."""
        event.ignore()


class Notice(QFrame):
    """A text in a box, led by what sort of text it is.

    Args:
        look: Its look in the style sheet.
        name: What it is, for a screen reader, which reads the lead with the text.
        style: Colours, fonts and text size.
        parent: The widget that it stands in.
    """

    def __init__(self, look: str, name: str, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", look)
        self._text = PlainText(style, self)
        self._text.setAccessibleName(name)
        self._led = slice(None)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._text)

    def show_text(self, lead: str, text: str, style: Style) -> None:
        """Show a text after its lead; nothing is shown where there is no text."""
        self.setVisible(bool(text))
        self._layout.setContentsMargins(style.px(12), style.px(8), style.px(12), style.px(8))
        self._text.show_text(lead + text, style.font(TextRole.CONTROL), bold_until=len(lead))
        self._led = slice(len(lead), None)

    def mark(self, terms: tuple[str, ...], style: Style) -> None:
        """Set off the words that a search found in the text; the lead was not searched."""
        self._text.mark(terms, style, self._led)
