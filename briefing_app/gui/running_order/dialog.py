"""The dialog in which a presenter prepares the running order for one occasion."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look, scale, set_look
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.running_order.forms import SlidePanel, WrittenForm
from briefing_app.gui.running_order.header import RunningOrderHeader
from briefing_app.gui.running_order.table import RunningOrderTable
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog, separator_line
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import set_tool_tip, text_label
from briefing_app.model.report import Report
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slideshow.record import NEW_SESSION, NextStart
from briefing_app.model.written_slide import WrittenKind

_SIZE: Final = QSize(1120, 800)  # pixels at 100 % text size
_TWO_COLUMNS_WIDTH_PX: Final = 980  # at 100 % text size; a narrower dialog has one column
_MARGIN_X_PX: Final = 22  # at 100 % text size
_MARGIN_Y_PX: Final = 10  # at any text size: with larger text, the space is needed
_HINT: Final = "Saved on this computer, not in the briefing."
_PRESENTING: Final = "A slideshow is running."
_NEXT_SLIDESHOW: Final = (
    "The slideshow that is running keeps its order. Your changes apply to the next one."
)
_WRITTEN_LABELS: Final = {
    WrittenKind.QUESTION: "Question of your own…",
    WrittenKind.TEXT: "Text of your own…",
    WrittenKind.BREAK: "Break…",
}
_KEPT_FOCUS_REASONS: Final = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
}
"""Reasons for which a button gets the keyboard focus back."""


class RunningOrderDialog(Dialog):
    """Lets the presenter choose which slides are shown, and in which order.

    Args:
        report: The briefing.
        editor: The running order; the dialog owns it.
    """

    def __init__(
        self, report: Report, editor: RunningOrderEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__("Running order", parent)
        editor.setParent(self)
        self.editor = editor
        """The running order."""
        self._report = report
        self._form: WrittenForm | None = None
        self._shows_slide = False  # instead of the table, if there is no space for both
        self._is_presenting = False
        self._build()
        self._connect_signals()
        self._show_message()
        self._fit()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_presenting(self, *, presenting: bool) -> None:
        """Say whether a slideshow is running, which keeps the order that it started with."""
        self._is_presenting = presenting
        self.start_button.setEnabled(not presenting)
        set_tool_tip(self.start_button, _PRESENTING if presenting else "")
        self.editor.say("")

    def show_next_start(self, start: NextStart) -> None:
        """Say on the button how the next slideshow starts."""
        self.start_button.setText(start.label)

    def show_form(self, kind: WrittenKind, item: RunningOrderItem | None = None) -> None:
        """Show the fields for a slide that the presenter writes, instead of the selected slide.

        Args:
            kind: What it is.
            item: The slide to edit; None for a new one.
        """
        if self._form is None:
            self._form = WrittenForm(self.editor, self.show_table, self._side)
            self._side.addWidget(self._form)
        self._show_aside(self._form)
        self._form.begin(kind, item)

    def edit_written(self) -> None:
        """Show the fields of the selected slide, if the presenter wrote it."""
        item = self.editor.state.item
        if item is not None and item.written is not None:
            self.show_form(item.written.kind, item)

    def show_slide_panel(self) -> None:
        """Show the selected slide and its notes, instead of the table if there is little space."""
        self._shows_slide = True
        self._show_aside(self._slide_panel)
        self._slide_panel.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_table(self) -> None:
        """Show the table again, beside the selected slide if there is space."""
        self._shows_slide = False
        self._show_aside(self._slide_panel)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the table before it closes the dialog."""
        is_beside = self._is_adding or (self._shows_slide and self._table.isHidden())
        if is_beside and event.key() == Qt.Key.Key_Escape:
            self.show_table()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen again: rows that wrap know their height only now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._rows.activate()
            self._fit_screen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _build(self) -> None:
        """Build each widget as a child of its final parent, from the outside in."""
        header = RunningOrderHeader(self.editor, self._report.measures, self)
        self.highlight_box = header.highlight_box
        """The force that charts highlight; whoever starts slideshows connects to it."""
        self._table = RunningOrderTable(self.editor, self)
        self._aside = QFrame(self)
        self._aside.setProperty("look", "aside")
        self._side = QStackedWidget(self._aside)
        self._slide_panel = SlidePanel(self.editor, self._side)
        self._side.addWidget(self._slide_panel)
        self._message = text_label(self, wraps=True)
        self._buttons = _EditButtons(self.editor, self)
        self._close = quiet_button("Close", self)
        self.start_button = QPushButton(NEW_SESSION.label, self)
        """Closes the dialog; whoever starts slideshows connects to it."""
        self.start_button.setProperty("look", "primary")
        self.start_button.setAutoDefault(False)
        self.setTabOrder(self.start_button, self._close)
        beside = QVBoxLayout(self._aside)
        scale(beside.setContentsMargins, 20, 16, 20, 10)
        beside.addWidget(self._side)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._table, 5)
        body.addWidget(self._aside, 3)
        buttons = QHBoxLayout()
        scale(buttons.setSpacing, 10)
        buttons.addWidget(self._buttons, 1)
        buttons.addStretch(0)  # takes the space while the other buttons are hidden
        buttons.addWidget(self._close)
        buttons.addWidget(self.start_button)
        self._head = QVBoxLayout()
        self._head.addWidget(header)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self._message)
        self._foot.addLayout(buttons)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(separator_line(self))
        self._rows.addLayout(body, 1)
        self._rows.addWidget(separator_line(self))
        self._rows.addLayout(self._foot)

    def _connect_signals(self) -> None:
        for kind, action in self._buttons.write_actions.items():
            action.triggered.connect(lambda _, kind=kind: self.show_form(kind))
        self._buttons.notes.clicked.connect(self.show_slide_panel)
        self._slide_panel.edit_button.clicked.connect(self.edit_written)
        self._slide_panel.back_button.clicked.connect(self.show_table)
        self._close.clicked.connect(self.close)
        self.start_button.clicked.connect(self.close)
        self.editor.changed.connect(self._show_message)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.editor.undo)
        look().changed.connect(self._fit)

    @property
    def _is_adding(self) -> bool:
        return self._side.currentWidget() is not self._slide_panel

    def _show_aside(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        self._fit_columns()

    def _show_message(self) -> None:
        """Show the message of the last edit, or else a hint."""
        message = self.editor.state.message
        note = _NEXT_SLIDESHOW if self._is_presenting else "" if message else _HINT
        text = f"{message} {note}".strip()
        self._message.setText(text)
        set_look(self._message, "" if message else "muted")
        if message:
            announce(text, self._message)

    def _fit_columns(self) -> None:
        """Show the table and the panel side by side, or one of them in a narrow dialog."""
        has_two = self.width() >= look().px(_TWO_COLUMNS_WIDTH_PX)
        has_aside = self._is_adding or self._shows_slide
        self._aside.setVisible(has_two or has_aside)
        self._table.setVisible(has_two or not has_aside)
        self._buttons.setVisible(has_two or not has_aside)
        self._buttons.notes.setVisible(not has_two)
        self._slide_panel.back_button.setVisible(not has_two)

    def _fit(self) -> None:
        """Fit the margins to the text size and the theme, and the dialog to the screen."""
        self._message.setMinimumHeight(self._message.fontMetrics().height())
        side, top = look().px(_MARGIN_X_PX), _MARGIN_Y_PX
        # The texts of quiet buttons, not their edges, are flush with what is above and below.
        padding = 0 if look().theme.outlined else look().px(QUIET_PADDING_X)
        self._head.setContentsMargins(side, top, side - padding, top)
        self._foot.setContentsMargins(side - padding, 6, side, top)
        self._message.setContentsMargins(padding, 0, padding, 0)
        self._fit_screen()

    def _fit_screen(self) -> None:
        self._fit_on_screen(_SIZE)
        self._fit_columns()


class _EditButtons(FlowRow):
    """The buttons that edit a running order, in as many rows as they need.

    Args:
        editor: The running order.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QWidget) -> None:
        super().__init__(parent, spacing=6, is_centred=True)
        self._editor = editor
        add = _EditButton("Add…", "", self)
        self._up = _EditButton("Move up", "Alt+Up", self)
        self._down = _EditButton("Move down", "Alt+Down", self)
        self._leave = _EditButton("Leave out", "Space", self)
        self.notes = _EditButton("Notes…", "The selected slide and its notes", self)
        self._undo = _EditButton("Undo", "Ctrl+Z", self)
        for button in (add, self._up, self._down, self._leave, self.notes):
            self.add(button)
        self.add(self._undo)
        self._up.clicked.connect(partial(editor.move_by, -1))
        self._down.clicked.connect(partial(editor.move_by, 1))
        self._leave.clicked.connect(self._leave_out)
        self._undo.clicked.connect(editor.undo)
        menu = QMenu(add)
        menu.setAccessibleName("What to add")
        self.write_actions = {
            kind: menu.addAction(label) for kind, label in _WRITTEN_LABELS.items()
        }
        add.setMenu(menu)
        self._show_state()
        editor.changed.connect(self._show_state)

    def _show_state(self) -> None:
        """Disable the buttons that can't be used on the selected item, and say why."""
        editor, item = self._editor, self._editor.state.item
        text, keys = "Leave out", "Space"
        if item is not None and not item.is_original:
            text, keys = "Remove", "Delete"
        elif item is not None and not item.is_shown:
            text = "Put back"
        self._leave.set_action(text, keys, editor.obstacle_to_toggle)
        self._up.set_obstacle(editor.obstacle_to_move(-1))
        self._down.set_obstacle(editor.obstacle_to_move(1))
        self._undo.set_obstacle(editor.obstacle_to_undo)

    def _leave_out(self) -> None:
        """Remove what was added for today; leave out or put back what the briefing has."""
        item = self._editor.state.item
        if item is not None and not item.is_original:
            self._editor.remove()
        else:
            self._editor.toggle()


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
        set_tool_tip(self, keys)

    def set_action(self, text: str, keys: str, obstacle: str) -> None:
        """Let the button do something else."""
        self.setText(text)
        self._keys = keys
        self.set_obstacle(obstacle)

    def set_obstacle(self, obstacle: str) -> None:
        """Say why the button can't be used; an empty text if it can."""
        self._obstacle = obstacle
        self.setEnabled(not obstacle or self.hasFocus())
        set_tool_tip(self, obstacle or self._keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEPT_FOCUS_REASONS:
            self.setEnabled(not self._obstacle)
