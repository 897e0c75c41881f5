"""The window that shows what was said in earlier slideshows."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale, set_look, set_role
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.model.slideshow.said import (
    SAID_TITLE,
    SaidKind,
    SaidLine,
    SaidSession,
    by_question,
    deletion_text,
    session_name,
)

_NOTHING = "Nothing was typed in a slideshow of this briefing. R opens the field in a discussion."


class SaidDialog(ResizableDialog):
    """What was said in one session at a time, to read, copy, save, keep or delete.

    Args:
        sessions: The sessions, the latest first; may be empty.
    """

    copy_requested = Signal(object)
    """Emitted with the `SaidSession` to copy."""
    save_requested = Signal(object)
    """Emitted with the `SaidSession` to save as a file."""
    kept_toggled = Signal(object, bool)
    """Emitted with the `SaidSession` and whether it is to be kept for good."""
    line_deleted = Signal(object)
    """Emitted with the `SaidLine` to delete."""

    def __init__(self, sessions: Sequence[SaidSession], parent: QWidget | None) -> None:
        super().__init__(SAID_TITLE, QSize(640, 520), parent)
        self._sessions = sessions
        self._head = FlowRow(self, spacing=12)
        self._chosen = ComboBox(self._head, min_letters=24)
        self._chosen.setAccessibleName("Slideshow")
        self._kept = CheckBox("Keep", self._head)
        self._kept.setAccessibleName("Keep what was said in this slideshow")
        self._until = text_label(self._head, look="muted", role=TextRole.SMALL)
        self._message = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        for widget in (self._chosen, self._kept, self._until):
            self._head.add(widget)
        self._rows.insertWidget(0, self._head)
        self._message.hide()
        self._rows.addWidget(self._message)
        self._column = QVBoxLayout(self._page)
        scale(self._column.setContentsMargins, 8, 6, 12, 6)
        scale(self._column.setSpacing, 8)
        self._deletions: list[QPushButton] = []
        self._copy = self._button("Copy", self.copy_requested.emit)
        self._save = self._button("Save as…", self.save_requested.emit)
        self._chosen.currentIndexChanged.connect(self._show_session)
        self._kept.toggled.connect(self._toggle_kept)
        self.show_sessions(sessions)
        self._finish()

    def show_sessions(self, sessions: Sequence[SaidSession]) -> None:
        """Show other sessions, or the same ones after a change; the chosen one stays."""
        chosen = self._session
        self._sessions = sessions
        self._chosen.blockSignals(True)
        self._chosen.clear()
        self._chosen.addItems([session_name(session) for session in sessions])
        ids = [session.id for session in sessions]
        if chosen is not None and chosen.id in ids:
            self._chosen.setCurrentIndex(ids.index(chosen.id))
        self._chosen.blockSignals(False)
        self._show_session()

    def show_message(self, message: str) -> None:
        """Show and announce a message below the lines."""
        self._message.setText(message)
        self._message.show()
        announce(message, self)

    @property
    def _session(self) -> SaidSession | None:
        at = self._chosen.currentIndex()
        return self._sessions[at] if 0 <= at < len(self._sessions) else None

    def _button(self, text: str, emit: Callable[[SaidSession], None]) -> QPushButton:
        button = self._buttons.addButton(text, self._buttons.ButtonRole.ActionRole)
        set_look(button, "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._emit_session, emit))
        return button

    def _emit_session(self, emit: Callable[[SaidSession], None]) -> None:
        if self._session is not None:
            emit(self._session)

    def _show_session(self) -> None:
        session = self._session
        for widget in (self._chosen, self._kept, self._copy, self._save):
            widget.setVisible(session is not None)
        self._clear()
        self._kept.blockSignals(True)
        self._kept.setChecked(session is not None and session.deleted_after is None)
        self._kept.blockSignals(False)
        self._until.setText(deletion_text(session) if session is not None else "")
        if session is None:
            self._add(text_label(self._page, _NOTHING, look="muted", wraps=True), TextRole.BODY)
        else:
            for question, lines in by_question(session.lines):
                heading = heading_label(self._page, question, look="muted", wraps=True)
                self._add(heading, TextRole.CONTROL)
                for line in lines:
                    self._add_line(line)
        self._column.addStretch(1)
        for before, after in pairwise((self._kept, *self._deletions, self._copy)):
            self.setTabOrder(before, after)

    def _clear(self) -> None:
        self._deletions.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, label: QLabel, role: TextRole) -> None:
        set_role(label, role)
        self._column.addWidget(label)
        label.show()

    def _add_line(self, line: SaidLine) -> None:
        row = QWidget(self._page)
        look = "" if line.kind is SaidKind.LINE else "room"
        text = text_label(row, line.marked_text, look=look, role=TextRole.BODY, wraps=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        button = quiet_button("Delete", row)
        button.setAccessibleName(f"Delete “{line.marked_text}”")
        button.clicked.connect(partial(self.line_deleted.emit, line))
        self._deletions.append(button)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        scale(layout.setSpacing, 12)
        layout.addWidget(text, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)
        row.show()

    def _toggle_kept(self, is_kept: bool) -> None:
        if self._session is not None:
            self.kept_toggled.emit(self._session, is_kept)
