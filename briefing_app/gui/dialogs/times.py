"""The window that compares the planned, rehearsed and taken time of each slide."""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.database.personal.sessions import RecordedTimes
from briefing_app.files.csv import escape_formula
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    HeadedTableModel,
    PaddedDelegate,
    RowFocusTable,
)
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.slideshow.time import (
    NO_SECONDS,
    TIME_HEADINGS,
    SlideSeconds,
    TimeRow,
    is_worth_showing,
    short_clock_text,
)
from briefing_app.model.wording import written_date

SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The length of a cell's bar, as a share of the longest one; None for no bar."""

_NUMBER, _TITLE, _PLANNED, _REHEARSED, _TAKEN = range(5)
_TIMES: Final = (_PLANNED, _REHEARSED, _TAKEN)
_TIMES_TITLE: Final = "Time of each slide"
_TOP: Final = Qt.AlignmentFlag.AlignTop
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | _TOP
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | _TOP

# Pixels at 100 % text size.
_BAR_GAP: Final = 8
_BAR_HEIGHT: Final = 9
_MIN_TITLE_WIDTH: Final = 110
# The longest bar, if it leaves that width to the title.
_BAR_AND_TITLE_WIDTHS: Final = ((30, _MIN_TITLE_WIDTH), (110, 300))
_MIN_HEIGHT: Final = 150


class TimesModel(HeadedTableModel):
    """The rows of a `time_table`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(TIME_HEADINGS, parent, numeric_columns=_TIMES)
        self._rows: Sequence[TimeRow] = ()
        self._longest = 1

    @property
    def rows(self) -> Sequence[TimeRow]:
        """The rows, the last of which has the sums."""
        return self._rows

    def show_rows(self, rows: Sequence[TimeRow]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        times = (each for row in rows if not row.is_total for each in row.times)
        self._longest = max(1, *times) if len(rows) > 1 else 1
        self.endResetModel()

    def font(self, row: TimeRow) -> QFont:
        """Return the font of a row."""
        return look().font(TextRole.SECTION if row.is_total else TextRole.BODY)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the text, the look and the bar of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        value: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            value = row.texts[column]
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            # The keyboard moves from row to row: the first cell has the text of the row.
            value = row.spoken if column == _NUMBER else row.texts[column]
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            value = _LEFT if column == _TITLE else _RIGHT
        elif role == Qt.ItemDataRole.FontRole:
            value = self.font(row)
        elif role == SHARE_ROLE and column in _TIMES and not row.is_total:
            value = row.times[column - _PLANNED] / self._longest
        return value


class _TimeDelegate(PaddedDelegate):
    """Paints a bar at the left of each time."""

    longest_bar = 0
    """The width of the longest bar, in pixels."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        share = index.data(SHARE_ROLE)
        if not share:
            return
        px, theme = look().px, look().theme
        is_current = option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus()
        colour = theme.accent if index.column() == _TAKEN else theme.quiet_bar
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole))
        middle = option.rect.top() + px(CELL_PADDING_Y_PX) + metrics.height() / 2
        bar = QRectF(
            option.rect.left() + px(CELL_PADDING_X_PX),
            middle - px(_BAR_HEIGHT) / 2,
            max(2.0, share * self.longest_bar),
            px(_BAR_HEIGHT),
        )
        painter.fillRect(bar, QColor(theme.on_accent if is_current else colour))


class TimesTable(RowFocusTable):
    """A row for each slide: its times, each with a bar. Long titles wrap."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._times = TimesModel(self)
        self._delegate = _TimeDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(self._times)
        self.setAccessibleName(_TIMES_TITLE)
        self.setAccessibleDescription("Ctrl+C copies the table")

    @property
    def rows(self) -> Sequence[TimeRow]:
        """The rows that are shown, the last of which has the sums."""
        return self._times.rows

    def show_rows(self, rows: Sequence[TimeRow]) -> None:
        """Replace the rows."""
        self._times.show_rows(rows)
        self.fit()

    def copy(self) -> None:
        """Copy the table for a spreadsheet: separated by tabs, without formulas."""
        lines = [TIME_HEADINGS, *(row.cells for row in self.rows)]
        text = "\n".join("\t".join(map(escape_formula, line)) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def fit(self) -> None:
        """Fit the columns and rows: numbers get the width they need, titles what bars leave."""
        px, header = look().px, self.horizontalHeader()
        font = look().font(TextRole.SECTION)  # bold, the wider font
        metrics, padding = QFontMetrics(font), 2 * px(CELL_PADDING_X_PX)
        digits = metrics.horizontalAdvance(str(len(self.rows))) + padding
        self.setColumnWidth(_NUMBER, max(digits, header.sectionSizeHint(_NUMBER)))
        width = self.viewport().width() - self.columnWidth(_NUMBER)
        times = {text for row in self.rows for text in row.texts[_PLANNED:]}
        around = max(map(metrics.horizontalAdvance, times), default=0) + padding + px(_BAR_GAP)
        column_width = max(
            around,
            *map(header.sectionSizeHint, _TIMES),
            *(
                min(around + px(bar), (width - px(title)) // len(_TIMES))
                for bar, title in _BAR_AND_TITLE_WIDTHS
            ),
        )
        self._delegate.longest_bar = column_width - around
        for column in _TIMES:
            self.setColumnWidth(column, column_width)
        self.setColumnWidth(_TITLE, max(width - len(_TIMES) * column_width, px(_MIN_TITLE_WIDTH)))
        inner = self.columnWidth(_TITLE) - padding
        for at, row in enumerate(self.rows):
            font = self._times.font(row)
            height = ceil(wrap_text(row.texts[_TITLE], font, inner).boundingRect().height())
            self.setRowHeight(at, max(height, metrics.height()) + 2 * px(CELL_PADDING_Y_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(_MIN_TITLE_WIDTH), look().px(_MIN_HEIGHT))


_SIZE: Final = QSize(900, 640)  # pixels at 100 % text size
_NO_REHEARSAL: Final = "no rehearsal yet"
_NO_SLIDESHOW: Final = "no slideshow yet"


class TimesWindow(Dialog):
    """Compares a rehearsal and a slideshow with the plan, slide by slide.

    Args:
        recorded: The recorded times, the newest first.
        make_rows: Returns the rows for the times of a rehearsal and a slideshow.
    """

    save_requested = Signal(object)
    """Emitted with the rows that are to be saved as a CSV file."""

    def __init__(
        self,
        recorded: Sequence[RecordedTimes],
        make_rows: Callable[[SlideSeconds, SlideSeconds], Sequence[TimeRow]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_rows = make_rows
        self._last_size = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Times")
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size
        self._heading = heading_label(self, _TIMES_TITLE, role=TextRole.TITLE)
        self._choices = FlowRow(self, spacing=10)
        rehearsals = [each for each in recorded if each.is_rehearsal]
        slideshows = [each for each in recorded if not each.is_rehearsal]
        self._rehearsal = self._add_choice("Rehearsed", rehearsals, _NO_REHEARSAL)
        self._slideshow = self._add_choice("Taken", slideshows, _NO_SLIDESHOW)
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._table = TimesTable(self._card)
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(1, 1, 1, 1)
        card_layout.addWidget(self._table)
        self._message = text_label(self, role=TextRole.SMALL, wraps=True)
        self._build_layout()
        self._show_times()
        look().changed.connect(self._fit)
        self._fit()
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
        box = ComboBox(choice)
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
        row = QHBoxLayout(choice)
        scale(row.setContentsMargins, 0, 0, 10, 0)
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
        self._foot = QHBoxLayout()
        scale(self._foot.setSpacing, 6)
        self._foot.addWidget(self._message, 1)
        for button in (copy, save, close):
            self._foot.addWidget(button)
        self._rows = QVBoxLayout(self)
        scale(self._rows.setContentsMargins, 20, 16, 20, 12)
        scale(self._rows.setSpacing, 10)
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

    def _fit(self) -> None:
        px = look().px
        # The text of the last button, not its edge, is flush with what is above.
        padding = 0 if look().theme.outlined else px(QUIET_PADDING_X)
        self._foot.setContentsMargins(0, 0, -padding, 0)
        size = QSize(px(_SIZE.width()), px(_SIZE.height()))
        self._last_size = resize_within_screen(self, size, self._last_size)


def _recorded_text(recorded: RecordedTimes) -> str:
    """Return when times were recorded, and their sum."""
    started = datetime.fromisoformat(recorded.started).astimezone()
    total = short_clock_text(sum(recorded.seconds.values()))
    return f"{written_date(started.date().isoformat())}, {started:%H:%M} · {total}"
