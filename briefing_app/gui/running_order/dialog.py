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
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.running_order.add_panel import AddPanel, SlidePanel
from briefing_app.gui.running_order.edit_bar import EditBar
from briefing_app.gui.running_order.editor import Edit, RunningOrderEditor
from briefing_app.gui.running_order.list import RunningOrderList
from briefing_app.gui.running_order.models import RunningOrderModel
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import explain, quiet_button
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen, separator_line
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label, text_label
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.model.report import Force, Measure, Report, Reveal
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.time import PlannedTime, planned_time
from briefing_app.model.wording import counted

_ONE_ROW_WIDTH_PX: Final = 900  # of the summary and the choices, at 100 % text size


class RunningOrderHeader(QWidget):
    """Shows how much of an order is shown and planned, and lets the user plan and highlight.

    Args:
        measures: The measures of the briefing.
    """

    restore_requested = Signal()
    """Emitted when the author's order was requested."""
    planned_minutes_changed = Signal(int)
    """Emitted with the minutes that the user plans; 0 for none."""
    highlight_changed = Signal(object)
    """Emitted with the force that charts highlight; None for the author's choice."""

    def __init__(self, measures: Sequence[Measure], parent: QWidget) -> None:
        super().__init__(parent)
        self._own_minutes = 0
        heading = heading_label(self, "Running order for today", role=TextRole.TITLE)
        self._summary = ElidedLabel(self)
        set_role(self._summary, TextRole.BODY)
        self._restore = quiet_button("Back to the author’s order", self)
        self._choices = QWidget(self)
        minutes_label = text_label(self._choices, "Planned time")
        self._minutes = MinutesField(self._choices)
        self._highlight = HighlightBox(self._choices, measures)
        self._highlight.setVisible(self._highlight.is_useful)
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        scale(choices.setSpacing, 8)
        for widget in (minutes_label, self._minutes, self._highlight):
            choices.addWidget(widget)
        choices.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)  # with larger text, the space is needed
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(heading, 0, 0)
        self._grid.addWidget(self._restore, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._summary, 1, 0)
        self._grid.addWidget(self._choices, 2, 0, 1, 2)
        self._restore.clicked.connect(self.restore_requested)
        self._minutes.edited.connect(self._plan)
        self._highlight.highlight_chosen.connect(self.highlight_changed)

    def set_planned_minutes(self, minutes: int) -> None:
        """Plan minutes, which `show_order` shows; 0 for those of the slides."""
        self._own_minutes = minutes

    def set_highlight(self, force: Force | None) -> None:
        """Show which force charts highlight; None for the author's choice."""
        self._highlight.set_highlight(force)

    def show_order(self, order: RunningOrder, obstacle_to_restore: str) -> None:
        """Show how much of an order is shown and planned.

        Args:
            order: The order.
            obstacle_to_restore: Why the author's order can't be restored; empty if it can.
        """
        planned = planned_time(self._own_minutes, order.slides)
        self._minutes.set_minutes(planned.minutes)
        self._summary.setText(order_summary(order, planned))
        self._restore.setEnabled(not obstacle_to_restore)
        explain(self._restore, obstacle_to_restore)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices beside the summary if there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= look().px(_ONE_ROW_WIDTH_PX)
        place = (1, 1, 1, 1) if is_wide else (2, 0, 1, 2)
        if self._grid.getItemPosition(self._grid.indexOf(self._choices)) != place:
            self._grid.removeWidget(self._choices)
            self._grid.addWidget(self._choices, *place)

    def _plan(self, minutes: int) -> None:
        self._own_minutes = minutes
        self.planned_minutes_changed.emit(minutes)


def _quiet_padding() -> int:
    """Return the padding of quiet buttons whose text, not their edge, is flush with the rest."""
    return 0 if look().theme.outlined else look().px(QUIET_PADDING_X)


def order_summary(order: RunningOrder, planned: PlannedTime) -> str:
    """Return "15 of 16 slides · 41 of 45 minutes planned", as far as there is a plan."""
    text = f"{len(order.slides):,} of {counted(len(order.items), 'slide')}"
    if not planned.minutes:
        return text
    of_slides = f"{planned.of_slides:,} of " if planned.own and planned.of_slides else ""
    return f"{text} · {of_slides}{counted(planned.minutes, 'minute')} planned"


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
        self._editor = RunningOrderEditor(RunningOrder.of(slides), order)
        self._add_panel: AddPanel | None = None
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
        self._apply(self._editor.restore(self._list.current_row))

    def undo(self) -> None:
        """Undo the last edit."""
        self._apply(self._editor.undo())

    def show_add_panel(self) -> None:
        """Show what can be added, instead of the selected slide."""
        panel = self._add_panel or self._build_add_panel()
        panel.set_order(self.order)
        self._side.setCurrentWidget(panel)
        self._fit_columns()
        panel.begin()

    def hide_add_panel(self) -> None:
        """Show the selected slide again."""
        self._side.setCurrentWidget(self._slide_panel)
        self._fit_columns()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the add panel before the dialog."""
        if self._is_adding and event.key() == Qt.Key.Key_Escape:
            self.hide_add_panel()
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
        panel.closed.connect(self.hide_add_panel)
        self._side.addWidget(panel)
        return panel

    def _connect_signals(self) -> None:
        for source in (self._list, self._edit_bar):
            source.move_requested.connect(self.move_by)
            source.toggle_requested.connect(self.toggle)
            source.remove_requested.connect(self.remove)
        self._edit_bar.add_requested.connect(self.show_add_panel)
        self._edit_bar.reveal_requested.connect(self.set_reveal)
        self._edit_bar.undo_requested.connect(self.undo)
        self._list.number_entered.connect(self.move_to_number)
        self._list.digits_changed.connect(self._show_digits)
        self._list.selectionModel().currentChanged.connect(self._show_selected)
        self._model.move_requested.connect(lambda at, to: self._apply(self._editor.move(at, to)))
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
        row = self._list.current_row
        self._slide_panel.show_slide(self._pages, row)
        self._edit_bar.show_item(self._editor, row)

    def _fit_columns(self) -> None:
        """Show the list and the panel side by side, or one of them in a narrow dialog."""
        has_two = self.width() >= look().px(_TWO_COLUMNS_WIDTH_PX)
        self._aside.setVisible(has_two or self._is_adding)
        self._list.setVisible(has_two or not self._is_adding)

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
