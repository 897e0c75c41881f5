"""What is asked when the window closes while notes can't be saved."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog
from briefing_app.gui.widgets.labels import MessageLabel, text_label
from briefing_app.model.notes import KeptNote
from briefing_app.model.wording import counted

_TITLE: Final = "Not saved yet"
_WHY: Final = (
    "can’t be saved: another program may be using the file for notes, or the disk may be full. "
    "Saving is tried again as long as the window is open."
)
_COPIED: Final = "Copied. Paste it into another program before you close the window."
_MIN_WIDTH: Final = 420  # pixels at 100 % text size


class UnsavedNotesDialog(Dialog):
    """Asks whether to keep trying, or to close without saving; copies the notes.

    Args:
        notes: What can't be saved.
    """

    close_requested = Signal()
    """Emitted if the window is to be closed although something will be lost."""

    def __init__(self, notes: Sequence[KeptNote], parent: QWidget) -> None:
        super().__init__(_TITLE, parent)
        self._text = "\n\n".join(
            f"{each.item.label}\n{each.note.text}" for each in notes if each.note.has_text
        )
        what = f"{counted(len(notes), 'note')} {_WHY}"
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
        close.clicked.connect(self._close_anyway)
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

    def _close_anyway(self) -> None:
        self.accept()
        self.close_requested.emit()
