"""A field for a text of one or more lines."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from briefing_app.gui.look import TextRole
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.text_layout import utf16_length
from briefing_app.model.text import cleaned


class TextField(PlainText):
    """A text to edit: as high as its lines, with undo. Tab leaves it.

    Args:
        max_length: The number of characters that can be typed or pasted.
        is_line: Whether the text is a single line, so that Enter leaves the field, as Tab does.
    """

    has_ring = False  # its frame, or that of the box around it, shows the focus
    edited = Signal(str)
    """Emitted with the text when the user has changed it."""
    refused = Signal()
    """Emitted when the user types or pastes more than there is room for. Nothing is cut."""
    entered = Signal()
    """Emitted when the field gets the keyboard focus."""
    left = Signal()
    """Emitted when the field loses the keyboard focus."""

    def __init__(self, parent: QWidget, *, max_length: int, is_line: bool = False) -> None:
        super().__init__(parent, TextRole.CONTROL)
        self._max_length = max_length
        self._is_line = is_line
        self._is_set_by_program = False
        self.setReadOnly(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.textChanged.connect(self._follow_text)

    def set_text(self, text: str) -> None:
        """Show another text; what was typed before can't be undone any more."""
        if text != self.toPlainText():
            self._is_set_by_program = True
            self.show_text(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self._is_set_by_program = False

    def replace_text(self, text: str) -> None:
        """Change the text while the user types in it: the caret stays at its words."""
        before = self.toPlainText()
        if text == before:
            return
        start = max(0, text.find(before))
        has_before = before == text[start : start + len(before)]
        prefix, suffix = (text[:start], text[start + len(before) :]) if has_before else (text, "")
        caret = self.textCursor()
        position = caret.position() + utf16_length(prefix)
        cursor = QTextCursor(self.document())
        self._is_set_by_program = True
        cursor.beginEditBlock()
        if not has_before:
            cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(prefix)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(suffix)
        cursor.endEditBlock()
        self._is_set_by_program = False
        caret.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(caret)

    def has_room_for(self, text: str) -> bool:
        """Return whether a text can replace the selection; emit `refused` if it can't."""
        length = self.document().characterCount() - 1 + len(text)
        has_room = length - len(self.textCursor().selectedText()) <= self._max_length
        if not has_room:
            self.refused.emit()
        return has_room

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the text without control characters, or nothing if there is no room for it."""
        text = cleaned(source.text())
        if self.has_room_for(text):
            pasted = QMimeData()
            pasted.setText(text)
            super().insertFromMimeData(pasted)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Insert what an input method has composed, or nothing if there is no room for it."""
        if not event.commitString() or self.has_room_for(event.commitString()):
            super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the text, and scroll to the caret."""
        if self._is_line and event.key() in ENTER_KEYS:
            self.focusNextChild()
            return
        is_typed = event.key() in ENTER_KEYS or event.text().isprintable()
        if is_typed and event.text() and not self.has_room_for(event.text()):
            return
        QTextEdit.keyPressEvent(self, event)
        self.show_caret()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _follow_text(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        if not self._is_set_by_program:
            self.edited.emit(self.toPlainText())
