"""The window that compares the planned, rehearsed and taken time of each slide."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from briefing_app.database.personal.times import RecordedTimes
from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.times.table import TimesTable
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.model.slideshow.time import (
    NO_SECONDS,
    SlideSeconds,
    TimeRow,
    is_worth_showing,
    short_clock_text,
)
from briefing_app.model.wording import written_date

_SIZE: Final = QSize(900, 640)  # pixels at 100 % text size
_NO_REHEARSAL: Final = "no rehearsal yet"
_NO_SLIDESHOW: Final = "no slideshow yet"


class TimesWindow(Dialog):
    """Compares a rehearsal and a slideshow with the plan, slide by slide.

    Args:
        recorded: The recorded times, the newest first.
        make_rows: Returns the rows for the times of a rehearsal and a slideshow.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    save_requested = Signal(object)
    """Emitted with the rows that are to be saved as a CSV file."""

    def __init__(
        self,
        recorded: Sequence[RecordedTimes],
        make_rows: Callable[[SlideSeconds, SlideSeconds], Sequence[TimeRow]],
        style: Style,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._make_rows = make_rows
        self._last_size = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Times")
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size
        self._heading = heading_label(self, "Time of each slide")
        self._choices = FlowRow(self, spacing=10)
        self._labels: list[QLabel] = []
        rehearsals = [each for each in recorded if each.is_rehearsal]
        slideshows = [each for each in recorded if not each.is_rehearsal]
        self._rehearsal = self._add_choice("Rehearsed", rehearsals, _NO_REHEARSAL)
        self._slideshow = self._add_choice("Taken", slideshows, _NO_SLIDESHOW)
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._table = TimesTable(style, self._card)
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(1, 1, 1, 1)
        card_layout.addWidget(self._table)
        self._message = text_label(self, wraps=True)
        self._build_layout()
        self._show_times()
        style.changed.connect(self._restyle)
        self._restyle()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, message: str) -> None:
        """Show a message beside the buttons, and announce it."""
        self._message.setText(message)
        announce(message, self)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the table again: its width is known only now."""
        super().showEvent(event)
        self._rows.activate()
        self._table.fit()

    def _add_choice(self, name: str, recorded: Sequence[RecordedTimes], none: str) -> ComboBox:
        """Add a list of recorded times. The newest is chosen, but not one of a few seconds."""
        choice = QWidget(self._choices)
        label = text_label(choice, name)
        box = ComboBox(self._style, choice)
        label.setBuddy(box)
        box.setAccessibleName(name)
        for each in recorded:
            box.addItem(_recorded_text(each), each.seconds)
        long = (at for at, each in enumerate(recorded) if is_worth_showing(each.seconds))
        box.setCurrentIndex(next(long, 0))
        if not recorded:
            box.addItem(none, NO_SECONDS)
            box.setEnabled(False)
        box.activated.connect(self._show_times)
        self._labels.append(label)
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, self._style.px(10), 0)
        row.addWidget(label)
        row.addWidget(box)
        self._choices.add(choice)
        return box

    def _build_layout(self) -> None:
        copy = quiet_button("Copy", self)
        copy.clicked.connect(self._copy)
        save = quiet_button("Save as CSV…", self)
        save.clicked.connect(lambda: self.save_requested.emit(self._table.rows))
        close = quiet_button("Close", self)
        close.clicked.connect(self.close)
        self._buttons = (copy, save, close)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._message, 1)
        for button in self._buttons:
            self._foot.addWidget(button)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._heading)
        self._rows.addWidget(self._choices)
        self._rows.addWidget(self._card, 1)
        self._rows.addLayout(self._foot)

    def _show_times(self) -> None:
        self._table.show_rows(
            self._make_rows(self._rehearsal.currentData(), self._slideshow.currentData())
        )
        self._message.clear()

    def _copy(self) -> None:
        self._table.copy()
        self.show_message("Table copied")

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.TITLE))
        for label in (*self._labels, self._rehearsal, self._slideshow, *self._buttons):
            label.setFont(style.font(TextRole.CONTROL))
        self._message.setFont(style.font(TextRole.SMALL))
        # The text of the last button, not its edge, is flush with what is above.
        padding = 0 if style.theme.outlined else px(QUIET_PADDING_X)
        self._rows.setContentsMargins(px(20), px(16), px(20), px(12))
        self._rows.setSpacing(px(10))
        self._foot.setContentsMargins(0, 0, -padding, 0)
        self._foot.setSpacing(px(6))
        self._choices.refresh()
        self._table.restyle()
        size = QSize(px(_SIZE.width()), px(_SIZE.height()))
        self._last_size = resize_within_screen(self, size, self._last_size)


def _recorded_text(recorded: RecordedTimes) -> str:
    """Return when times were recorded, and their sum."""
    started = datetime.fromisoformat(recorded.started).astimezone()
    total = short_clock_text(sum(recorded.seconds.values()))
    return f"{written_date(started.date().isoformat())}, {started:%H:%M} · {total}"
