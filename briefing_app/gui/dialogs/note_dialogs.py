"""Dialogs about notes: those that match nothing in a briefing, and those that can't be saved."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.bubble import show_bubble
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog, ResizableDialog
from briefing_app.gui.widgets.labels import MessageLabel, heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.notes import KeptNote
from briefing_app.model.wording import UNMATCHED_NOTES, counted

_EXPLANATION: Final = (
    "This edition of the briefing doesn’t have what these notes are about, or has it in other "
    "words. They are kept until you delete them."
)
_ONLY_BOOKMARK: Final = "A bookmark without a note"
_SIZE: Final = QSize(620, 480)


Change = Callable[[KeptNote], bool]
"""Changes what is kept of a note; returns whether it did."""


class UnmatchedNotesDialog(ResizableDialog):
    """Lists notes, to be read, copied and deleted. What was deleted here can be put back.

    Args:
        notes: The notes.
        delete: Deletes one.
        restore: Keeps a deleted one after all.
    """

    def __init__(
        self, notes: Sequence[KeptNote], parent: QWidget, *, delete: Change, restore: Change
    ) -> None:
        super().__init__(UNMATCHED_NOTES, _SIZE, parent)
        column = QVBoxLayout(self._page)
        scale(column.setContentsMargins, 8, 0, 12, 0)
        scale(column.setSpacing, 14)
        column.addWidget(text_label(self._page, _EXPLANATION, wraps=True))
        for kept in notes:
            column.addWidget(_Card(kept, self._page, delete, restore))
        column.addStretch(1)
        self._finish()


class _Card(QFrame):
    """One note with its label and what can be done with it."""

    def __init__(self, kept: KeptNote, parent: QWidget, delete: Change, restore: Change) -> None:
        super().__init__(parent)
        self._kept = kept
        self._delete_note, self._restore_note = delete, restore
        self._is_deleted = False
        self.setProperty("look", "card")
        label = kept.item.label
        heading = heading_label(self, label, role=TextRole.STRONG, wraps=True)
        self._text = PlainText(self, TextRole.CONTROL)
        self._text.setAccessibleName(f"My note on {label}")
        self._copy = self._button("Copy", f"Copy my note on {label}")
        self._delete = self._button("Delete", f"Delete my note on {label}")
        self._copy.clicked.connect(self._copy_text)
        self._delete.clicked.connect(self._delete_or_restore)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        texts = QVBoxLayout()
        # The texts of the buttons are below those of the note.
        scale(texts.setContentsMargins, QUIET_PADDING_X, 0, QUIET_PADDING_X, 0)
        texts.addWidget(heading)
        texts.addWidget(self._text)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 6, 9, 6, 6)
        scale(rows.setSpacing, 4)
        rows.addLayout(texts)
        rows.addLayout(buttons)
        self._show_text()

    def _show_text(self) -> None:
        text = "Deleted" if self._is_deleted else self._kept.note.text or _ONLY_BOOKMARK
        self._text.show_text(text)

    def _button(self, text: str, name: str) -> QPushButton:
        button = quiet_button(text, self, role=TextRole.SMALL_BUTTON)
        button.setAccessibleDescription(name)
        return button

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._kept.item.label}\n{self._kept.note.text}")
        show_bubble("Note copied", self._copy)

    def _delete_or_restore(self) -> None:
        change = self._restore_note if self._is_deleted else self._delete_note
        if not change(self._kept):
            return
        is_deleted = self._is_deleted = not self._is_deleted
        self._delete.setText("Put it back" if is_deleted else "Delete")
        self._copy.setDisabled(is_deleted)
        self._show_text()
        announce("Note deleted" if is_deleted else "Note put back", self._delete)


_NOT_SAVED: Final = "Not saved yet"
_WHY_NOT_SAVED: Final = (
    "can’t be saved: another program may be using the file for notes, or the disk may be full. "
    "Saving is tried again as long as the window is open."
)
_COPIED: Final = "Copied. Paste it into another program before you close the window."
_MIN_WIDTH: Final = 420  # pixels at 100 % text size


class UnsavedNotesDialog(Dialog):
    """Asks whether to keep trying, or to accept that something is lost; copies the notes.

    Args:
        notes: What can't be saved.
    """

    def __init__(self, notes: Sequence[KeptNote], parent: QWidget) -> None:
        super().__init__(_NOT_SAVED, parent)
        self._text = "\n\n".join(
            f"{each.item.label}\n{each.note.text}" for each in notes if each.note.has_text
        )
        what = f"{counted(len(notes), 'note')} {_WHY_NOT_SAVED}"
        self._explanation = text_label(self, what, role=TextRole.BODY, wraps=True)
        self._message = MessageLabel(self, role=TextRole.BODY)
        keep_trying = QPushButton("Keep trying", self)
        keep_trying.setProperty("look", "primary")
        keep_trying.setDefault(True)
        keep_trying.clicked.connect(self.reject)
        self._copy = quiet_button("Copy the text", self)
        self._copy.setEnabled(bool(self._text))
        self._copy.clicked.connect(self._copy_text)
        close = quiet_button("Close anyway", self)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for button in (keep_trying, self._copy, close):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 20, 16, 20, 16)
        scale(rows.setSpacing, 12)
        scale(self.setMinimumWidth, _MIN_WIDTH)
        rows.addWidget(self._explanation)
        rows.addWidget(self._message)
        rows.addLayout(buttons)
        keep_trying.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._message.show_message(_COPIED)
