"""The user's own note about what is shown, and its bookmark."""

from typing import Final

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QTextEdit, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE, announce
from briefing_app.gui.look import TextRole, look, scale, set_look
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import ToggleButton
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import MAX_LETTERS, PlainText
from briefing_app.gui.widgets.row_painting import RowSign, paint_sign
from briefing_app.gui.widgets.text_layout import utf16_length, width_of_letters
from briefing_app.model.notes import MAX_NOTE_LENGTH, Note
from briefing_app.model.text import cleaned
from briefing_app.model.wording import MY_NOTES


class TextField(PlainText):
    """A text to edit: as high as its lines, with undo. Tab leaves it.

    Args:
        max_length: The number of characters that can be typed or pasted.
    """

    edited = Signal(str)
    """Emitted with the text when the user has changed it."""
    refused = Signal()
    """Emitted when the user types or pastes more than there is room for. Nothing is cut."""
    entered = Signal()
    """Emitted when the field gets the keyboard focus."""
    left = Signal()
    """Emitted when the field loses the keyboard focus."""

    def __init__(self, parent: QWidget, *, max_length: int) -> None:
        super().__init__(parent, TextRole.CONTROL)
        self._max_length = max_length
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
        """Edit the text, and let the parent scroll to the caret."""
        is_typed = event.key() in ENTER_KEYS or event.text().isprintable()
        if is_typed and event.text() and not self.has_room_for(event.text()):
            return
        QTextEdit.keyPressEvent(self, event)
        self.caret_moved.emit(self.cursorRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text. The parent shows that this has the keyboard focus."""
        QTextEdit.paintEvent(self, event)

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


# Pixels; the first one is the least size of what can be clicked.
_TARGET: Final = 24
_SIDE: Final = 28  # at 100 % text size
_RIBBON: Final = 16  # at 100 % text size


class BookmarkToggle(ToggleButton):
    """A ribbon: an outline, or filled while there is a bookmark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setToolTip("Bookmark (Ctrl+B)")

    def sizeHint(self) -> QSize:
        side = max(_TARGET, look().px(_SIDE))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        is_on, style = self.isChecked(), look()
        has_fill = is_on and style.theme.outlined
        colour = style.theme.on_accent if has_fill else style.theme.accent
        side = style.px(_RIBBON)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(painter, box, RowSign.BOOKMARK, colour, is_filled=is_on)
        painter.end()


_FULL: Final = (
    f"A note has at most {MAX_NOTE_LENGTH:,} characters. "
    "What you typed or pasted last was not added."
)
# Pixels at 100 % text size.
_PADDING_X: Final = 14
_PADDING_Y: Final = 9


class NotePanel(QFrame):
    """A field for a note, which takes one line while it is empty, and a toggle for a bookmark."""

    text_edited = Signal(str)
    """Emitted with the text when the user has changed it."""
    bookmark_toggled = Signal(bool)
    """Emitted with whether the user has set a bookmark or removed it."""
    entered = Signal()
    """Emitted when the field gets the keyboard focus."""
    left = Signal()
    """Emitted when the field loses the keyboard focus."""
    caret_moved = Signal(QRect)
    """Emitted with the caret's rectangle in this panel when a key moved it."""
    height_changed = Signal()
    """Emitted when the panel needs another height."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._terms: tuple[str, ...] = ()
        self._height = (0, 0)  # at a width
        self.setProperty("look", "note")
        self.setLocale(INTERFACE_LOCALE)
        self._heading = text_label(self, MY_NOTES, role=TextRole.STRONG)
        self._field = TextField(self, max_length=MAX_NOTE_LENGTH)
        self._field.setPlaceholderText("Add a note…")
        self._field.setAccessibleName(MY_NOTES)
        self._bookmark = BookmarkToggle(self)
        self._bookmark.setAccessibleName("Bookmark")
        self._message = text_label(self, look="attention", role=TextRole.SMALL, wraps=True)
        self._message.hide()
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        # The ribbon has a padding of its own.
        right = _PADDING_X - QUIET_PADDING_X
        scale(self._grid.setContentsMargins, _PADDING_X, _PADDING_Y, right, _PADDING_Y)
        scale(self._grid.setHorizontalSpacing, 8)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self._heading, 0, 0)
        self._grid.addWidget(self._field, 1, 0)
        self._grid.addWidget(self._bookmark, 0, 1, 3, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._message, 2, 0)
        self._grid.setRowStretch(1, 1)
        # Parents scroll to the caret after they have followed a change of height.
        self._caret_timer = QTimer(self)
        self._caret_timer.setSingleShot(True)
        self._caret_timer.setInterval(0)
        self._caret_timer.timeout.connect(self._emit_caret)
        self._field.edited.connect(self._follow_edit)
        self._field.refused.connect(self._refuse)
        self._field.entered.connect(self._follow_focus)
        self._field.entered.connect(self.entered)
        self._field.left.connect(self._follow_focus)
        self._field.left.connect(self.left)
        self._field.caret_moved.connect(self._caret_timer.start)
        self._bookmark.clicked.connect(self.bookmark_toggled)
        look().changed.connect(self._follow_look)
        self._follow_look()

    def show_note(self, note: Note, about: str) -> None:
        """Show a note.

        Args:
            note: The note.
            about: What it is about, for screen readers: "finding 2", "this quote".
        """
        self._field.setAccessibleName(f"{MY_NOTES} on {about}")
        self._bookmark.setAccessibleName(f"Bookmark {about}")
        self._bookmark.setChecked(note.is_bookmarked)
        self._message.hide()
        self._field.set_text(note.text)
        self._follow_text()

    def replace_note(self, note: Note) -> None:
        """Show what another window has added to the note while the user types in it."""
        self._bookmark.setChecked(note.is_bookmarked)
        self._field.replace_text(note.text)
        self._follow_text()

    def toggle_bookmark(self) -> None:
        """Do what a click on the toggle does, and announce it."""
        self._bookmark.click()
        state = "added" if self._bookmark.isChecked() else "removed"
        announce(f"Bookmark {state}", self._bookmark)

    def focus(self) -> None:
        """Give the field the keyboard focus."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the field, and from there to the bookmark."""
        QWidget.setTabOrder(previous, self._field)
        QWidget.setTabOrder(self._field, self._bookmark)

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the matches of a search."""
        self._terms = terms
        self._field.highlight(terms)

    def sizeHint(self) -> QSize:
        """Return the minimum size. Qt would lay out the text in its smallest width."""
        return self.minimumSizeHint()

    def _follow_look(self) -> None:
        padding_and_border = look().px(_PADDING_X) + 1
        lines = width_of_letters(self._field.font(), MAX_LETTERS)
        self.setMaximumWidth(lines + 2 * padding_and_border)
        self._follow_text()

    def _follow_edit(self, text: str) -> None:
        self._message.hide()
        self._follow_text()
        self.text_edited.emit(text)

    def _follow_focus(self) -> None:
        set_look(self, "note_in_use" if self._field.hasFocus() else "note")
        self._follow_text()

    def _refuse(self) -> None:
        self._message.setText(_FULL)
        self._message.show()
        announce(_FULL, self._message)
        self._update_height()

    def _follow_text(self) -> None:
        """Follow the text's height."""
        self._field.highlight(self._terms)
        self._update_height()

    def _update_height(self) -> None:
        self._grid.activate()
        height = (self.width(), self._grid.totalHeightForWidth(self.width()))
        if height != self._height:
            self._height = height
            self.updateGeometry()
            self.height_changed.emit()

    def _emit_caret(self) -> None:
        edge = look().px(_PADDING_Y)
        caret = self._field.cursorRect().adjusted(0, -edge, 0, edge)
        self.caret_moved.emit(QRect(self._field.mapTo(self, caret.topLeft()), caret.size()))
