"""The row of buttons that edit a running order."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QFocusEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from briefing_app.gui.running_order.editor import REVEAL_LABELS, RunningOrderEditor
from briefing_app.gui.widgets.buttons import explain
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.wording import AS_AUTHOR_SET
from briefing_app.model.written_slide import WrittenKind

_KEPT_FOCUS_REASONS: Final = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
}
"""Reasons for which a button gets the keyboard focus back."""


_LEAVE_OUT: Final = "Leave out"
_PUT_BACK: Final = "Put back"
_REMOVE: Final = "Remove"  # only what was added for today


_WRITTEN_LABELS: Final = {
    WrittenKind.QUESTION: "Question of your own…",
    WrittenKind.TEXT: "Text of your own…",
    WrittenKind.BREAK: "Break…",
}


class EditBar(FlowRow):
    """Buttons without borders, in as many rows as they need."""

    add_requested = Signal()
    """Emitted when a slide of the briefing is to be added."""
    write_requested = Signal(object)
    """Emitted with the `WrittenKind` of a slide that the presenter wants to write."""
    notes_requested = Signal()
    """Emitted when the selected slide with its notes is to be shown."""
    toggle_requested = Signal()
    """Emitted when the selected slide is to be left out or shown."""
    move_requested = Signal(int)
    """Emitted with the number of rows to move the selected slide by."""
    remove_requested = Signal()
    """Emitted when the selected slide is to be removed."""
    reveal_requested = Signal(object)
    """Emitted with the `Reveal` for the bars of the selected slide; None for the author's."""
    undo_requested = Signal()
    """Emitted when the last edit is to be undone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=6, is_centred=True)
        self._is_added = False
        self._add = _EditButton("Add…", "", self)
        number = "or type the new number and press Enter"
        self._up = _EditButton("Move up", f"Alt+Up, {number}", self)
        self._down = _EditButton("Move down", f"Alt+Down, {number}", self)
        self._leave = _EditButton(_LEAVE_OUT, "Space", self)
        self._reveal = _EditButton("Bars…", "How the bars of a chart appear", self)
        self._undo = _EditButton("Undo", "Ctrl+Z", self)
        self._notes = _EditButton("Notes…", "The selected slide and its notes", self)
        self._notes.hide()
        buttons = (self._add, self._up, self._down, self._leave, self._reveal, self._notes)
        for button in (*buttons, self._undo):
            self.add(button)
        self._notes.clicked.connect(self.notes_requested)
        self._leave.clicked.connect(self._request_to_leave)
        self._up.clicked.connect(lambda: self.move_requested.emit(-1))
        self._down.clicked.connect(lambda: self.move_requested.emit(1))
        self._undo.clicked.connect(self.undo_requested)
        self._build_add_menu()
        self._build_reveal_menu()

    def set_has_notes(self, *, has_notes: bool) -> None:
        """Show the button that leads to the selected slide and its notes, or hide it."""
        self._notes.setVisible(has_notes)

    def show_item(self, editor: RunningOrderEditor, index: int) -> None:
        """Disable the buttons that can't be used on the selected item, and say why.

        Args:
            editor: The editor with the order.
            index: The index of the selected item, or -1.
        """
        item = editor.order.items[index] if index >= 0 else None
        self._is_added = item is not None and not item.is_original
        text = _LEAVE_OUT if item is None or item.is_shown else _PUT_BACK
        text, keys = (_REMOVE, "Delete") if self._is_added else (text, "Space")
        self._leave.set_action(text, keys, editor.obstacle_to_toggle(index))
        self._up.set_obstacle(editor.obstacle_to_move(index, -1))
        self._down.set_obstacle(editor.obstacle_to_move(index, 1))
        self._reveal.set_obstacle(obstacle_to_reveal := editor.obstacle_to_reveal(index))
        self._undo.set_obstacle(editor.obstacle_to_undo)
        if not obstacle_to_reveal:
            self._show_reveal(editor.order.items[index])

    def _request_to_leave(self) -> None:
        (self.remove_requested if self._is_added else self.toggle_requested).emit()

    def _build_add_menu(self) -> None:
        menu = QMenu(self._add)
        menu.setAccessibleName("What to add")
        menu.addAction("Finding, quote, question or chart…", self.add_requested.emit)
        menu.addSeparator()
        for kind, label in _WRITTEN_LABELS.items():
            menu.addAction(label, partial(self.write_requested.emit, kind))
        self._add.setMenu(menu)

    def _build_reveal_menu(self) -> None:
        menu = QMenu(self._reveal)
        menu.setAccessibleName("How the bars appear")
        group = QActionGroup(menu)
        self._reveal_actions = {
            reveal: menu.addAction(label)
            for reveal, label in (
                (None, ""),
                *((reveal, text.capitalize()) for reveal, text in REVEAL_LABELS.items()),
            )
        }
        for reveal, action in self._reveal_actions.items():
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self.reveal_requested.emit, reveal))
        self._reveal.setMenu(menu)

    def _show_reveal(self, item: RunningOrderItem) -> None:
        lead = AS_AUTHOR_SET if item.is_original else "As it was added"
        self._reveal_actions[None].setText(f"{lead}: {REVEAL_LABELS[item.made.reveal]}")
        self._reveal_actions[item.changes.reveal].setChecked(True)


class _EditButton(QPushButton):
    """A button that is disabled while it can't be used, but never while it has the keyboard focus.

    Otherwise the next press of Space would reach another button.

    Args:
        text: The button's text.
        keys: The keys that do the same, or what it does; may be empty.
    """

    def __init__(self, text: str, keys: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._keys = keys
        self._obstacle = ""
        self.setProperty("look", "quiet")
        self.setAutoDefault(False)  # Enter presses it only if it has the focus
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a click leaves it to be disabled
        explain(self, "", keys)

    def set_action(self, text: str, keys: str, obstacle: str) -> None:
        """Let the button do something else."""
        self.setText(text)
        self._keys = keys
        self.set_obstacle(obstacle)

    def set_obstacle(self, obstacle: str) -> None:
        """Say why the button can't be used; an empty text if it can."""
        self._obstacle = obstacle
        self.setEnabled(not obstacle or self.hasFocus())
        explain(self, obstacle, self._keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEPT_FOCUS_REASONS:
            self.setEnabled(not self._obstacle)
