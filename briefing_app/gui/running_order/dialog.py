"""The dialog in which a presenter prepares the running order for one occasion."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
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
from briefing_app.gui.running_order.add_panel import AddPanel
from briefing_app.gui.running_order.edit_bar import EditBar
from briefing_app.gui.running_order.editor import Edit, RunningOrderEditor
from briefing_app.gui.running_order.header import RunningOrderHeader
from briefing_app.gui.running_order.list import RunningOrderList
from briefing_app.gui.running_order.models import RunningOrderModel
from briefing_app.gui.running_order.slide_panel import SlidePanel
from briefing_app.gui.running_order.written_form import WrittenForm
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import explain, quiet_button
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen, separator_line
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.scroll_area import scroll_to_focus
from briefing_app.model.report import Force, Report, Reveal
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import Slide
from briefing_app.model.written_slide import WrittenKind, WrittenSlide


def _quiet_padding() -> int:
    """Return the padding of quiet buttons whose text, not their edge, is flush with the rest."""
    return 0 if look().theme.outlined else look().px(QUIET_PADDING_X)


_SIZE: Final = QSize(1120, 800)  # pixels at 100 % text size
_TWO_COLUMNS_WIDTH_PX: Final = 980  # at 100 % text size; a narrower dialog has one column
_MARGIN_X_PX: Final = 22  # at 100 % text size
_MARGIN_Y_PX: Final = 10  # at any text size: with larger text, the space is needed
_HINT: Final = "Saved on this computer, not in the briefing."
_PRESENTING: Final = "A slideshow is running."
_NEXT_SLIDESHOW: Final = (
    "The slideshow that is running keeps its order. Your changes apply to the next one."
)


class RunningOrderDialog(Dialog):
    """Lets the presenter choose which slides are shown, and in which order.

    Args:
        report: The briefing, whose findings and quotes can be added.
        slides: The briefing's own order.
        order: The order to start with.
    """

    order_changed = Signal(object)
    """Emitted with the new `RunningOrder` after each edit."""
    planned_minutes_changed = Signal(int)
    """Emitted with the planned time that was entered; 0 for none."""
    highlight_changed = Signal(object)
    """Emitted with the force that charts highlight; None for the author's choice."""
    slideshow_requested = Signal()
    """Emitted when the dialog was closed to start the slideshow."""

    def __init__(
        self,
        report: Report,
        slides: Sequence[Slide],
        order: RunningOrder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._editor = RunningOrderEditor(RunningOrder.of(slides), order, SlideMarks(report))
        self._add_panel: AddPanel | None = None
        self._form: WrittenForm | None = None
        self._shows_slide = False  # instead of the list, if there is no space for both
        self._rewritten = ""  # the key of the slide in the form, unless it is a new one
        self._is_presenting = False
        self._last_size = QSize()
        self._slide_theme = look().slide_theme
        self._pages = SlidePages((), self._slide_theme)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Running order")
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size
        self._model = RunningOrderModel(self)
        self._thumbnails = Thumbnails(self)
        self._build()
        self._show_order()
        self._show_message("")
        self._list.select_row(0)
        self._connect_signals()
        self._show_selected()
        self._fit()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_planned_minutes(self, minutes: int) -> None:
        """Show the minutes that the user planned; 0 for none."""
        self._header.set_planned_minutes(minutes)
        self._show_summary()

    def set_highlight(self, force: Force | None) -> None:
        """Show which force charts highlight; None for the author's choice."""
        self._header.set_highlight(force)

    @property
    def order(self) -> RunningOrder:
        """The order as it is now."""
        return self._editor.order

    def set_presenting(self, *, presenting: bool) -> None:
        """Say whether a slideshow is running, which keeps the order that it started with."""
        self._is_presenting = presenting
        self._start.setEnabled(not presenting)
        explain(self._start, _PRESENTING if presenting else "")
        self._show_message("")

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

    def set_reveal(self, reveal: Reveal | None) -> None:
        """Let the bars of the selected item appear in another way; None for the author's."""
        if self._list.current_row >= 0:
            self._apply(self._editor.set_reveal(self._list.current_row, reveal))

    def remove(self) -> None:
        """Remove the selected item, or leave it out if it belongs to the briefing."""
        if self._list.current_row >= 0:
            self._apply(self._editor.remove(self._list.current_row))

    def add(self, slide: Slide) -> None:
        """Add a slide after the selected item, or show it again if it is left out."""
        self._apply(self._editor.add(slide, self._list.current_row))

    def restore(self) -> None:
        """Restore the briefing's own order, without the slides that were added."""
        self._slide_panel.save_notes()
        self._apply(self._editor.restore(self._list.current_row))

    def undo(self) -> None:
        """Undo the last edit."""
        self._slide_panel.save_notes()
        self._apply(self._editor.undo())

    def show_add_panel(self) -> None:
        """Show what can be added of the briefing, instead of the selected slide."""
        panel = self._add_panel or self._build_add_panel()
        panel.set_order(self.order)
        self._show_aside(panel)
        panel.begin()

    def show_form(self, kind: WrittenKind) -> None:
        """Show the fields for a slide that the presenter writes, instead of the selected slide."""
        form = self._form or self._build_form()
        self._rewritten = ""
        self._show_aside(form)
        form.begin(kind)

    def edit_written(self) -> None:
        """Show the fields of the selected slide, if the presenter wrote it."""
        row = self._list.current_row
        item = self.order.items[row] if row >= 0 else None
        if item is not None and item.written is not None:
            form = self._form or self._build_form()
            self._rewritten = item.made.key
            self._show_aside(form)
            form.begin(item.written.kind, item)

    def show_slide_panel(self) -> None:
        """Show the selected slide and its notes, instead of the list if there is little space."""
        self._shows_slide = True
        self._show_aside(self._slide_panel)
        self._slide_panel.begin()

    def show_list(self) -> None:
        """Show the list again, beside the selected slide if there is space."""
        self._shows_slide = False
        self._show_aside(self._slide_panel)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the list before it closes the dialog."""
        is_beside = self._is_adding or (self._shows_slide and self._list.isHidden())
        if is_beside and event.key() == Qt.Key.Key_Escape:
            self.show_list()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Save notes that are being typed, and close."""
        self._slide_panel.save_notes()
        super().done(result)

    def focusNextPrevChild(self, forward: bool) -> bool:
        is_moved = super().focusNextPrevChild(forward)
        scroll_to_focus()
        return is_moved

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen again: rows that wrap know their height only now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._rows.activate()
            self._fit_screen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        """Build each widget as a child of its final parent, from the outside in."""
        self._header = RunningOrderHeader(self._report.measures, self)
        self._list = RunningOrderList(self._model, self, self._thumbnails)
        self._aside = QFrame(self)
        self._aside.setProperty("look", "aside")
        self._side = QStackedWidget(self._aside)
        self._slide_panel = SlidePanel(self._side)
        self._side.addWidget(self._slide_panel)
        self._message = text_label(self, _HINT, wraps=True)
        self._edit_bar = EditBar(self)
        self._close = quiet_button("Close", self)
        self._start = QPushButton("Start slideshow", self)
        self._start.setProperty("look", "primary")
        self._start.setAutoDefault(False)
        self.setTabOrder(self._start, self._close)
        self._build_layout()

    def _build_layout(self) -> None:
        beside = QVBoxLayout(self._aside)
        scale(beside.setContentsMargins, 20, 16, 20, 10)
        beside.addWidget(self._side)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._list, 5)
        body.addWidget(self._aside, 3)
        buttons = QHBoxLayout()
        scale(buttons.setSpacing, 10)
        buttons.addWidget(self._edit_bar, 1)
        buttons.addStretch(0)  # takes the space while the edit bar is hidden
        buttons.addWidget(self._close)
        buttons.addWidget(self._start)
        self._head = QVBoxLayout()
        self._head.addWidget(self._header)
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

    def _build_add_panel(self) -> AddPanel:
        panel = self._add_panel = AddPanel(self._report, self._side)
        panel.slide_chosen.connect(self.add)
        panel.closed.connect(self.show_list)
        self._side.addWidget(panel)
        return panel

    def _build_form(self) -> WrittenForm:
        form = self._form = WrittenForm(self._side)
        form.entered.connect(self._write)
        form.closed.connect(self.show_list)
        self._side.addWidget(form)
        return form

    def _connect_signals(self) -> None:
        for source in (self._list, self._edit_bar):
            source.move_requested.connect(self.move_by)
            source.toggle_requested.connect(self.toggle)
            source.remove_requested.connect(self.remove)
        self._edit_bar.add_requested.connect(self.show_add_panel)
        self._edit_bar.write_requested.connect(self.show_form)
        self._edit_bar.notes_requested.connect(self.show_slide_panel)
        self._slide_panel.notes_edited.connect(self._save_notes)
        self._slide_panel.edit_requested.connect(self.edit_written)
        self._slide_panel.closed.connect(self.show_list)
        self._edit_bar.reveal_requested.connect(self.set_reveal)
        self._edit_bar.undo_requested.connect(self.undo)
        self._list.number_entered.connect(self.move_to_number)
        self._list.digits_changed.connect(self._show_digits)
        self._list.selectionModel().currentChanged.connect(self._show_selected)
        self._model.move_requested.connect(lambda at, to: self._apply(self._editor.move(at, to)))
        self._model.minutes_entered.connect(
            lambda row, minutes: self._apply(self._editor.set_minutes(row, minutes))
        )
        self._close.clicked.connect(self.close)
        self._start.clicked.connect(self._request_slideshow)
        self._header.restore_requested.connect(self.restore)
        self._header.planned_minutes_changed.connect(self._show_summary)
        self._header.planned_minutes_changed.connect(self.planned_minutes_changed)
        self._header.highlight_changed.connect(self.highlight_changed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo)
        look().changed.connect(self._follow_look)

    # ---- showing --------------------------------------------------------------------------------

    @property
    def _is_adding(self) -> bool:
        return self._side.currentWidget() is not self._slide_panel

    def _show_aside(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        self._fit_columns()

    def _write(self, what: WrittenSlide, minutes: int) -> None:
        """Add what was entered in the form, or change the slide that it was opened for."""
        row = self.order.index_of(self._rewritten)
        if row is None:
            self._apply(self._editor.write(what, minutes, self._list.current_row))
        else:
            self._apply(self._editor.rewrite(what, minutes, row))
        self.show_list()

    def _save_notes(self, key: str, notes: str) -> None:
        """Keep the presenter's own notes of a slide; the selection stays."""
        if self._editor.set_notes(key, notes).selected is not None:
            self._show_order()
            self._edit_bar.show_item(self._editor, self._list.current_row)
            self.order_changed.emit(self.order)

    def _apply(self, edit: Edit) -> None:
        """Show the result of an edit."""
        if edit.selected is None:
            self._show_message(edit.message)
            return
        self._show_order()
        self._list.select_row(edit.selected)
        self._show_selected()
        if self._add_panel is not None:
            self._add_panel.set_order(self.order)
        self._show_message(edit.message)
        self.order_changed.emit(self.order)

    def _show_order(self) -> None:
        """Show the order in the list, with its thumbnails and the count."""
        order = self.order
        self._pages = SlidePages([item.slide for item in order.items], self._slide_theme)
        self._thumbnails.set_pages(self._pages)
        self._model.set_order(order)
        self._show_summary()

    def _show_message(self, message: str) -> None:
        """Show a message below the list, or else a hint."""
        note = _NEXT_SLIDESHOW if self._is_presenting else "" if message else _HINT
        text = f"{message} {note}".strip()
        self._message.setText(text)
        set_look(self._message, "" if message else "muted")
        if message:
            announce(text, self._message)

    def _show_digits(self, digits: str) -> None:
        question = f"Move to number {digits}? Press Enter to move it, Esc to cancel."
        self._show_message(question if digits else "")

    def _show_summary(self) -> None:
        self._header.show_order(self.order, self._editor.obstacle_to_restore)

    def _show_selected(self) -> None:
        """Show the selected slide, and which buttons can be used on it."""
        self._slide_panel.save_notes()
        row = self._list.current_row
        item, shown = (self.order.items[row], self._preview(row)) if row >= 0 else (None, None)
        self._slide_panel.show_item(item, shown)
        self._edit_bar.show_item(self._editor, row)

    def _preview(self, row: int) -> Shown:
        """Return the page of a slide with its number for today, or the one it would have."""
        items = self.order.items
        number = 1 + sum(item.is_shown for item in items[:row])
        total = number + sum(item.is_shown for item in items[row + 1 :])
        return self._pages.preview(row)._replace(number=number, total=total)

    def _fit_columns(self) -> None:
        """Show the list and the panel side by side, or one of them in a narrow dialog."""
        has_two = self.width() >= look().px(_TWO_COLUMNS_WIDTH_PX)
        has_aside = self._is_adding or self._shows_slide
        self._aside.setVisible(has_two or has_aside)
        self._list.setVisible(has_two or not has_aside)
        self._edit_bar.setVisible(has_two or not has_aside)
        self._edit_bar.set_has_notes(has_notes=not has_two)
        self._slide_panel.set_has_back(has_back=not has_two)

    def _request_slideshow(self) -> None:
        self.close()
        self.slideshow_requested.emit()

    def _follow_look(self) -> None:
        theme = look().slide_theme
        if theme != self._slide_theme:
            self._slide_theme = theme
            self._thumbnails.clear()
            self._show_order()
            self._show_selected()
        self._fit()

    def _fit(self) -> None:
        """Fit the margins to the text size and the theme, and the dialog to the screen."""
        self._message.setMinimumHeight(self._message.fontMetrics().height())
        side, top = look().px(_MARGIN_X_PX), _MARGIN_Y_PX
        # The texts of quiet buttons, not their edges, are flush with what is above and below.
        padding = _quiet_padding()
        self._head.setContentsMargins(side, top, side - padding, top)
        self._foot.setContentsMargins(side - padding, 6, side, top)
        self._message.setContentsMargins(padding, 0, padding, 0)
        self._fit_screen()

    def _fit_screen(self) -> None:
        size = QSize(look().px(_SIZE.width()), look().px(_SIZE.height()))
        self._last_size = resize_within_screen(self, size, self._last_size)
        self._fit_columns()
