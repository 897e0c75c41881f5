"""The dialog in which a presenter prepares the running order for one occasion."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look, scale, set_look
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.running_order.form import SlideForm
from briefing_app.gui.running_order.header import RunningOrderHeader
from briefing_app.gui.running_order.preview import SlidePreview
from briefing_app.gui.running_order.table import RunningOrderTable
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog, separator_line
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import set_tool_tip, text_label
from briefing_app.model.report import Report
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slideshow.record import NEW_SESSION, NextStart

_SIZE: Final = QSize(1120, 800)  # pixels at 100 % text size
_TWO_COLUMNS_WIDTH_PX: Final = 980  # at 100 % text size; a narrower dialog has one column
_MARGIN_X_PX: Final = 22  # at 100 % text size
_MARGIN_Y_PX: Final = 10  # at any text size: with larger text, the space is needed
_HINT: Final = "Saved on this computer, not in the briefing."
_PRESENTING: Final = "A slideshow is running."
_NEXT_SLIDESHOW: Final = (
    "The slideshow that is running keeps its order. Your changes apply to the next one."
)
_NOT_OWN: Final = "Only a slide that you added can be changed."


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

    def add_own(self) -> None:
        """Show the form for a new slide, beside the table or instead of it."""
        self._show_form(None)

    def change_own(self) -> None:
        """Show the form with the selected slide, if the presenter wrote it."""
        item = self.editor.state.item
        if item is not None and item.written is not None:
            self._show_form(item)
        else:
            self.editor.say(_NOT_OWN)

    def show_table(self) -> None:
        """Show the table again, and beside it the selected slide if there is space."""
        self._show_aside(self._preview)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the table before it closes the dialog."""
        if self._has_form and event.key() == Qt.Key.Key_Escape:
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
        self._preview = SlidePreview(self.editor, self._side)
        self._form = SlideForm(self.editor, self.show_table, self._side)
        self._side.addWidget(self._preview)
        self._side.addWidget(self._form)
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
        self._buttons.add_own.clicked.connect(self.add_own)
        self._buttons.change.clicked.connect(self.change_own)
        self._close.clicked.connect(self.close)
        self.start_button.clicked.connect(self.close)
        self.editor.changed.connect(self._show_message)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.editor.undo)
        look().changed.connect(self._fit)

    @property
    def _has_form(self) -> bool:
        return self._side.currentWidget() is self._form

    def _show_form(self, item: RunningOrderItem | None) -> None:
        self._show_aside(self._form)
        self._form.begin(item)

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
        """Show the table and what is beside it, or only one of them in a narrow dialog."""
        has_two = self.width() >= look().px(_TWO_COLUMNS_WIDTH_PX)
        self._aside.setVisible(has_two or self._has_form)
        self._table.setVisible(has_two or not self._has_form)
        self._buttons.setVisible(has_two or not self._has_form)

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

    None is ever disabled: if one can't do anything, the editor says why, and the next press of
    Space doesn't reach another one.

    Args:
        editor: The running order.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QWidget) -> None:
        super().__init__(parent, spacing=6, is_centred=True)
        self.add_own = self._add_button("Add…", "A question, a break or a slide")
        self.change = self._add_button("Change…", "A slide that you added")
        for text, tip, edit in (
            ("Remove", "Delete", editor.remove),
            ("Move up", "Alt+Up", partial(editor.move_by, -1)),
            ("Move down", "Alt+Down", partial(editor.move_by, 1)),
            ("Undo", "Ctrl+Z", editor.undo),
        ):
            self._add_button(text, tip).clicked.connect(edit)

    def _add_button(self, text: str, tip: str) -> QPushButton:
        button = quiet_button(text, self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a click leaves it in the table
        set_tool_tip(button, tip)
        self.add(button)
        return button
