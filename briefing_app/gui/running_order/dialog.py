"""The dialog in which a presenter prepares the running order for one occasion."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.running_order.actions_panel import ActionsPanel, EditAction
from briefing_app.gui.running_order.add_panel import AddPanel
from briefing_app.gui.running_order.editor import Edit, RunningOrderEditor
from briefing_app.gui.running_order.minutes_field import MinutesField
from briefing_app.gui.running_order.order_list import RunningOrderList
from briefing_app.gui.running_order.slide_models import RunningOrderModel
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.model.report import Force, Report
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slides import Slide
from briefing_app.model.wording import counted

_SIZE: Final = QSize(940, 700)  # pixels at 100 % text size
_SAVED: Final = "Saved on this computer for this briefing. The briefing itself is never changed."
_NEXT_SLIDESHOW: Final = (
    "The slideshow that is running keeps its order. Your changes apply to the next one."
)


class RunningOrderDialog(Dialog):
    """Lets the presenter choose which slides are shown, and in which order.

    Args:
        report: The briefing, whose findings and quotes can be added.
        slides: The briefing's own order.
        order: The order to start with.
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    order_changed = Signal(object)
    """Emitted with the new `RunningOrder` after each edit."""
    planned_minutes_changed = Signal(int)
    """Emitted with the planned time that was entered; 0 for none."""
    highlight_changed = Signal(object)
    """Emitted with the force that charts highlight; None for the author's choice."""

    def __init__(
        self,
        report: Report,
        slides: Sequence[Slide],
        order: RunningOrder,
        style: Style,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._editor = RunningOrderEditor(RunningOrder.of(slides), order)
        self._style = style
        self._add_panel: AddPanel | None = None
        self._is_presenting = False
        self._last_size = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Running order")
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size
        self._model = RunningOrderModel(self)
        self._build()
        self._model.set_order(order)
        self._list.select_row(0)
        self._connect_signals()
        self._restyle()
        self._show_count()
        self._show_selected()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_planned_minutes(self, minutes: int) -> None:
        """Show the planned time; 0 for none."""
        self._minutes.set_minutes(minutes)

    def set_highlight(self, force: Force | None) -> None:
        """Show which force charts highlight; None for the author's choice."""
        self._highlight.set_highlight(force)

    @property
    def order(self) -> RunningOrder:
        """The order as it is now."""
        return self._editor.order

    def set_presenting(self, *, presenting: bool) -> None:
        """Say whether a slideshow is running, which keeps the order that it started with."""
        self._is_presenting = presenting
        self._saved_note.setText(f"{_NEXT_SLIDESHOW} {_SAVED}" if presenting else _SAVED)

    def select(self, index: int) -> None:
        """Select an item of the order and scroll to it."""
        self._list.select_row(index)

    def move_by(self, by: int) -> None:
        """Move the selected item up or down."""
        if self._list.current_row >= 0:
            self._apply(self._editor.move_by(self._list.current_row, by))

    def move_to_number(self, number: int) -> None:
        """Move the selected item so that it gets a slide number."""
        if self._list.current_row >= 0:
            self._apply(self._editor.move_to_number(self._list.current_row, number))

    def toggle(self) -> None:
        """Leave the selected item out, or show it again."""
        if self._list.current_row >= 0:
            self._apply(self._editor.toggle(self._list.current_row))

    def remove(self) -> None:
        """Remove the selected item, or leave it out if it belongs to the briefing."""
        if self._list.current_row >= 0:
            self._apply(self._editor.remove(self._list.current_row))

    def add(self, slide: Slide) -> None:
        """Add a slide after the selected item, or show it again if it is left out."""
        self._apply(self._editor.add(slide, self._list.current_row))

    def restore(self) -> None:
        """Restore the briefing's own order, without the slides that were added."""
        self._apply(self._editor.restore(self._list.current_row))

    def undo(self) -> None:
        """Undo the last edit."""
        self._apply(self._editor.undo())

    def show_add_panel(self) -> None:
        """Show what can be added, instead of the buttons."""
        panel = self._add_panel or self._build_add_panel()
        panel.set_order(self.order)
        self._side.setCurrentWidget(panel)
        panel.begin()

    def hide_add_panel(self) -> None:
        """Show the buttons again."""
        self._side.setCurrentWidget(self._actions_panel)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Let Esc close the add panel before the dialog."""
        is_adding = self._side.currentWidget() is not self._actions_panel
        if is_adding and event.key() == Qt.Key.Key_Escape:
            self.hide_add_panel()
        else:
            super().keyPressEvent(event)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        """Build each widget as a child of its final parent, from the outside in."""
        self._heading = heading_label(self, "Running order for this occasion", wraps=True)
        self._count = text_label(self, look="muted")
        self._minutes_label = text_label(self, "Planned time")
        self._minutes = MinutesField(self)
        self._highlight = HighlightBox(self._style, self, self._report.measures)
        self._highlight.setVisible(self._highlight.is_useful)
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._list = RunningOrderList(self._style, self._model, self._card)
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(1, 1, 1, 1)
        card_layout.addWidget(self._list)
        self._side = QStackedWidget(self)
        self._actions_panel = self._build_actions_panel()
        self._side.addWidget(self._actions_panel)
        self._message = text_label(self, wraps=True)
        self._saved_note = text_label(self, _SAVED, "muted", wraps=True)
        self._close = QPushButton("Close", self)
        self._close.setAutoDefault(False)

        self._head = QHBoxLayout()
        self._head.addWidget(self._heading, 1)
        self._head.addWidget(self._count)
        self._choices = QHBoxLayout()
        self._choices.addWidget(self._minutes_label)
        self._choices.addWidget(self._minutes)
        self._choices.addWidget(self._highlight)
        self._choices.addStretch(1)
        self._body = QHBoxLayout()
        self._body.addWidget(self._card, 5)
        self._body.addWidget(self._side, 4)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._saved_note, 1)
        self._foot.addWidget(self._close)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._rows.addLayout(self._choices)
        self._rows.addLayout(self._body, 1)
        self._rows.addWidget(self._message)
        self._rows.addLayout(self._foot)

    def _build_actions_panel(self) -> ActionsPanel:
        toggle = EditAction("Leave out", "Space", self.toggle)
        actions = [
            EditAction("Move up", "Alt+Up", lambda: self.move_by(-1)),
            EditAction("Move down", "Alt+Down", lambda: self.move_by(1)),
            toggle,
            EditAction("Remove", "Delete", self.remove),
            EditAction("Add a finding or quote…", "", self.show_add_panel),
            EditAction("Undo", "Ctrl+Z", self.undo),
            EditAction("Restore the briefing’s own order", "", self.restore),
        ]
        return ActionsPanel(actions, toggle, self._style, self._side)

    def _build_add_panel(self) -> AddPanel:
        panel = self._add_panel = AddPanel(self._report, self._style, self._side)
        panel.slide_chosen.connect(self.add)
        panel.closed.connect(self.hide_add_panel)
        self._side.addWidget(panel)
        return panel

    def _connect_signals(self) -> None:
        self._list.move_requested.connect(self.move_by)
        self._list.number_entered.connect(self.move_to_number)
        self._list.digits_changed.connect(self._show_digits)
        self._list.toggle_requested.connect(self.toggle)
        self._list.remove_requested.connect(self.remove)
        self._list.selectionModel().currentChanged.connect(self._show_selected)
        self._model.move_requested.connect(lambda at, to: self._apply(self._editor.move(at, to)))
        self._close.clicked.connect(self.close)
        self._minutes.edited.connect(self.planned_minutes_changed)
        self._highlight.highlight_chosen.connect(self.highlight_changed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo)
        self._style.changed.connect(self._restyle)

    # ---- showing --------------------------------------------------------------------------------

    def _apply(self, edit: Edit) -> None:
        """Show the result of an edit."""
        if edit.selected is None:
            self._show_message(edit.message)
            return
        order = self.order
        self._model.set_order(order)
        self._list.select_row(edit.selected)
        self._show_count()
        self._show_selected()
        if self._add_panel is not None:
            self._add_panel.set_order(order)
        self._show_message(edit.message, _NEXT_SLIDESHOW if self._is_presenting else "")
        self.order_changed.emit(order)

    def _show_message(self, message: str, note: str = "") -> None:
        """Show a message below the list; a screen reader says the note too."""
        self._message.setText(message)
        if message:
            announce(f"{message} {note}".rstrip(), self._message)

    def _show_digits(self, digits: str) -> None:
        question = f"Move to number {digits}? Press Enter to move it, Esc to cancel."
        self._show_message(question if digits else "")

    def _show_count(self) -> None:
        shown, total = len(self.order.slides), len(self.order.items)
        self._count.setText(f"{shown:,} of {counted(total, 'slide')} shown")

    def _show_selected(self) -> None:
        items, row = self.order.items, self._list.current_row
        self._actions_panel.show_item(items[row] if 0 <= row < len(items) else None)

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        for label in (self._count, self._saved_note):
            label.setFont(style.font(TextRole.SMALL))
        self._message.setFont(style.font(TextRole.STRONG))
        self._message.setMinimumHeight(QFontMetrics(style.font(TextRole.STRONG)).height())
        for control in (self._minutes_label, self._minutes, self._highlight, self._close):
            control.setFont(style.font(TextRole.CONTROL))
        self._rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self._rows.setSpacing(px(10))
        self._body.setSpacing(px(18))
        self._head.setSpacing(px(16))
        self._choices.setSpacing(px(10))
        self._foot.setSpacing(px(16))
        self._actions_panel.restyle()
        self._card.setMinimumWidth(px(190))
        self._list.restyle()
        self._show_selected()
        if self._add_panel is not None:
            self._add_panel.restyle()
        size = QSize(px(_SIZE.width()), px(_SIZE.height()))
        self._last_size = resize_within_screen(self, size, self._last_size)
