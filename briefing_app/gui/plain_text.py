"""Text that is shown exactly as it stands: markup in it is never interpreted."""

from codecs import utf_16_le_decode, utf_16_le_encode
from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from briefing_app.gui.focus_ring import paint_focus_ring
from briefing_app.gui.search_marks import mark_format, matches, utf16_length
from briefing_app.gui.style import Style, TextRole


def text_label(parent: QWidget, text: str = "", look: str = "", *, wraps: bool = False) -> QLabel:
    """A label whose text is never taken for markup.

    Args:
        parent: The widget that it stands in.
        text: What it says at first.
        look: Its look in the style sheet, or empty.
        wraps: Whether it may take more lines than one.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if look:
        label.setProperty("look", look)
    return label


def plain_label(parent: QWidget) -> QLabel:
    """A label that wraps and that can be selected from with the mouse.

    Args:
        parent: The widget that it stands in.
    """
    label = text_label(parent, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def in_lines(
    text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    """A text set in lines of a width, to be measured or painted.

    It breaks between words, and inside one only where a whole line doesn't hold it.

    Args:
        text: What to set; a line break in it is no end of a line.
        font: How it is set.
        width: Pixels that a line has.
        formats: What stands out in it.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(formats)
    layout.beginLayout()
    height = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def in_few_lines(
    text: str,
    font: QFont,
    width: float,
    most: int,
    looks: Callable[[str], Sequence[QTextLayout.FormatRange]] | None = None,
) -> QTextLayout:
    """A text set as by `in_lines`, ending in an ellipsis where it takes more lines than it may.

    Args:
        text: What to set.
        font: How it is set.
        width: Pixels that a line has.
        most: How many lines it may take, at least one.
        looks: Says of the text that is left what stands out in it.
    """

    def lines(shown: str) -> QTextLayout:
        return in_lines(shown, font, width, looks(shown) if looks is not None else ())

    layout = lines(text)
    if layout.lineCount() > most:
        ahead = _utf16_start(text, layout.lineAt(most - 1).textStart())
        elide = Qt.TextElideMode.ElideRight
        last = QFontMetrics(font).elidedText(text[len(ahead) :], elide, int(width))
        layout = lines(ahead + last)
        # Set as a paragraph, it can be a trifle wider than it was measured.
        while layout.lineCount() > most and len(last) > 1:
            last = last[:-2].rstrip() + "…"
            layout = lines(ahead + last)
    return layout


def _utf16_start(text: str, units: int) -> str:
    """The start of a text that is so long as Qt counts it."""
    if text.isascii():
        return text[:units]
    return utf_16_le_decode(utf_16_le_encode(text)[0][: 2 * units])[0]


class BriefLabel(QLabel):
    """A text over a few lines at most; what is longer ends in an ellipsis.

    A tool tip shows it whole then; to a screen reader it always is.

    Args:
        parent: The widget that it stands in.
        lines: How many lines it may take. Where that is one, it gives way to what stands beside it.
    """

    def __init__(self, parent: QWidget, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self._wanted = ("", QFont(), 0)
        self._layout = QTextLayout()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if lines > 1:
            # Not fixed: Qt would allow it no more height than one line has.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def limit(self, lines: int) -> None:
        """Let it take fewer lines than it might, or as many again."""
        if lines != self._lines:
            self._lines = lines
            self._wanted = ("", QFont(), 0)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: whether its height follows from its width."""
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: the height of the lines that it takes at a width."""
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        height = ceil(self._set(room).boundingRect().height())
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: all of it in one line."""
        margins, metrics = self.contentsMargins(), self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self.text()) + 1 + margins.left() + margins.right(),
            metrics.height() + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: a word of any length never widens what it stands in."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the lines, one below the other."""
        del event
        room = self.contentsRect()
        lines = self._set(room.width())
        painter = QPainter(self)
        if lines.lineCount() == 1:  # as other labels do, beside which it may stand
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, lines.text())
        else:
            lines.draw(painter, QPointF(room.topLeft()))
        painter.end()
        self._tell_whole(cut=lines.text() != self.text())

    def _set(self, width: int) -> QTextLayout:
        wanted = (self.text(), self.font(), max(1, width))
        if wanted != self._wanted:  # layouts ask again and again
            self._wanted = wanted
            self._layout = in_few_lines(*wanted, self._lines)
        return self._layout

    def _tell_whole(self, *, cut: bool) -> None:
        tip = ""
        if cut:
            from html import escape  # noqa: PLC0415, seldom needed

            # Qt would take text that looks like markup for markup.
            tip = f"<p>{escape(self.text())}</p>"
        if tip != self.toolTip():
            self.setToolTip(tip)


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
