"""The presenter's notes, in a size of their own."""

from math import ceil
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.focus_ring import paint_focus_ring
from briefing_app.model.palette import Theme

_SIZES: Final = (14, 17, 21, 26, 32, 40, 50, 64)  # pixels at 100 % text size
_LINE_HEIGHT: Final = 125  # per cent of what the font wants
DEFAULT_STEP: Final = 2
"""The index of the size that notes have before anybody changes it."""
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_IDLE: Final = Qt.KeyboardModifier.KeypadModifier
_READING: Final = (_CTRL, _CTRL | Qt.KeyboardModifier.ShiftModifier)
_READS: Final = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_C),
)
"""With Ctrl, which no key of a slide has."""
PROMPT_LEAD: Final = "Training prompt (ours): "


class NotesView(QTextEdit):
    """Notes and the training prompt of one slide, as plain text; scrolls where they are long.

    Args:
        style: Fonts and text size.
        theme: Its colours, which are the console's.
        parent: As in Qt.
    """

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._theme = theme
        self._step = DEFAULT_STEP
        self._notes, self._prompt = "", ""
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        # Tab leads here, for who reads with a screen reader; the show's keys stay the show's.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName("Notes")
        self.setAccessibleDescription("Read with Ctrl and the arrow keys; all else drives the show")
        self._show()

    @property
    def size_index(self) -> int:
        """The size that is in force, as an index of the sizes that there are."""
        return self._step

    @property
    def line_height(self) -> int:
        """How high a line is, in pixels."""
        wanted = QFontMetrics(self.document().defaultFont()).height() + 1  # rounded up twice
        return ceil(wanted * _LINE_HEIGHT / 100)

    @property
    def vertical_margins(self) -> int:
        """The height of what stands empty above and below the notes, in pixels."""
        return ceil(2 * self.document().documentMargin())

    def set_size(self, step: int) -> None:
        """Put another size in force; the nearest there is."""
        self._step = min(max(step, 0), len(_SIZES) - 1)
        self._show()

    def change_size(self, by: int) -> None:
        """Set the notes larger or smaller."""
        self.set_size(self._step + by)

    def scroll_pages(self, pages: int) -> None:
        """Scroll down, or up by less than 0; a page less two lines, which keep the place."""
        bar = self.verticalScrollBar()
        lines = 2 * self.line_height
        bar.setValue(bar.value() + pages * max(bar.pageStep() - lines, bar.pageStep() // 2))

    def show_notes(self, notes: str, prompt: str) -> None:
        """Show the notes of another slide."""
        self._notes, self._prompt = notes, prompt
        self._show()

    def restyle(self, theme: Theme) -> None:
        """Take up another text size or theme."""
        self._theme = theme
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: only keys that are none of the show's move in the text."""
        own = event.modifiers() & ~_IDLE in _READING and event.key() in _READS
        if own:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a ring where the keyboard is."""
        super().paintEvent(event)
        paint_focus_ring(self, QColor(self._theme.accent))

    def _show(self) -> None:
        font = QFont(self._style.font(TextRole.BODY))
        font.setPixelSize(self._style.px(_SIZES[self._step]))
        document = self.document()
        document.setDefaultFont(font)
        self.setPlainText(self._notes or ("" if self._prompt else "No notes for this slide."))
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._prompt:
            quiet, plain = QTextCharFormat(), QTextCharFormat()
            quiet.setForeground(QColor(self._theme.accent))
            quiet.setFontWeight(QFont.Weight.Bold)
            if self._notes:
                cursor.insertBlock()
                cursor.insertBlock()
            cursor.insertText(PROMPT_LEAD, quiet)
            cursor.insertText(self._prompt, plain)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
