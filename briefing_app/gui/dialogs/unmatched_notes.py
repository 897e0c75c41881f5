"""The notes about findings and quotes that the open edition of a briefing doesn't have."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.notes import KeptNote
from briefing_app.model.wording import UNMATCHED_NOTES

_EXPLANATION: Final = (
    "This edition of the briefing doesn’t have what these notes are about, or has it in other "
    "words. They are kept until you delete them."
)
_ONLY_BOOKMARK: Final = "A bookmark without a note"
_SIZE: Final = QSize(620, 480)


class UnmatchedNotesDialog(ResizableDialog):
    """Lists notes, to be read, copied and deleted. What was deleted here can be put back.

    Args:
        notes: The notes.
        parent: The main window.
    """

    delete_requested = Signal(object)
    """Emitted with the `KeptNote` to delete."""
    restore_requested = Signal(object)
    """Emitted with the deleted `KeptNote` to keep after all."""

    def __init__(self, notes: Sequence[KeptNote], parent: QWidget) -> None:
        super().__init__(UNMATCHED_NOTES, _SIZE, parent)
        self._explanation = text_label(self._page, _EXPLANATION, wraps=True)
        self._column = QVBoxLayout(self._page)
        self._column.addWidget(self._explanation)
        self._cards = {kept: _Card(kept, self._page) for kept in notes}
        for kept, card in self._cards.items():
            card.delete_requested.connect(lambda kept=kept: self.delete_requested.emit(kept))
            card.restore_requested.connect(lambda kept=kept: self.restore_requested.emit(kept))
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._finish()

    def show_deleted(self, kept: KeptNote, *, is_deleted: bool) -> None:
        """Show that a note was deleted, or put back."""
        self._cards[kept].show_deleted(is_deleted=is_deleted)

    def _fit_size(self) -> None:
        self._column.setContentsMargins(look().px(8), 0, look().px(12), 0)
        self._column.setSpacing(look().px(14))
        self._explanation.setFont(look().font(TextRole.CONTROL))
        for card in self._cards.values():
            card.restyle()
        super()._fit_size()


class _Card(QFrame):
    """One note with its label and what can be done with it."""

    delete_requested = Signal()
    restore_requested = Signal()

    def __init__(self, kept: KeptNote, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = kept
        self._is_deleted = False
        self.setProperty("look", "card")
        label = kept.item.label
        self._label = heading_label(self, label, wraps=True)
        self._text = PlainText(self, TextRole.CONTROL)
        self._text.setAccessibleName(f"My note on {label}")
        self._copy = self._button("Copy", f"Copy my note on {label}")
        self._delete = self._button("Delete", f"Delete my note on {label}")
        self._copy.clicked.connect(self._copy_text)
        self._delete.clicked.connect(self._request)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._copy)
        self._buttons.addWidget(self._delete)
        self._buttons.addStretch(1)
        self._texts = QVBoxLayout()
        self._texts.addWidget(self._label)
        self._texts.addWidget(self._text)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._texts)
        self._rows.addLayout(self._buttons)

    def show_deleted(self, *, is_deleted: bool) -> None:
        """Show whether the note was deleted."""
        self._is_deleted = is_deleted
        self._delete.setText("Put it back" if is_deleted else "Delete")
        self._copy.setDisabled(is_deleted)
        self.restyle()
        announce("Note deleted" if is_deleted else "Note put back", self._delete)

    def restyle(self) -> None:
        """Apply the current style."""
        font, px = look().font, look().px
        self._label.setFont(font(TextRole.STRONG))
        text = self._kept.note.text or _ONLY_BOOKMARK
        if self._is_deleted:
            text = "Deleted"
        self._text.show_text(text)
        for button in (self._copy, self._delete):
            button.setFont(font(TextRole.SMALL))
        # The texts of the buttons are below those of the note.
        self._texts.setContentsMargins(px(QUIET_PADDING_X), 0, px(QUIET_PADDING_X), 0)
        self._rows.setContentsMargins(px(6), px(9), px(6), px(6))
        self._rows.setSpacing(px(4))

    def _button(self, text: str, name: str) -> QPushButton:
        button = quiet_button(text, self)
        button.setAccessibleDescription(name)
        return button

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._kept.item.label}\n{self._kept.note.text}")
        announce("Note copied", self._copy)

    def _request(self) -> None:
        (self.restore_requested if self._is_deleted else self.delete_requested).emit()
