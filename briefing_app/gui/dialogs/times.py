"""The window that compares the planned, rehearsed and taken time of each slide."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from math import ceil
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
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
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.database.personal.sessions import RecordedTimes
from briefing_app.files.csv import escape_formula
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, scale_sides
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.bubble import show_bubble
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen, separator_line
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
    time_scale,
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
_BAR_GAP: Final = 12
_BAR_HEIGHT: Final = 9
_MIN_TITLE_WIDTH: Final = 110
# The longest bar, if it leaves that width to the title.
_BAR_AND_TITLE_WIDTHS: Final = ((40, 200), (110, 300))
_SHORTEST_BAR: Final = 24  # for the scale; a shorter one would say nothing
_MIN_HEIGHT: Final = 70


class TimesModel(HeadedTableModel):
    """The rows of a `time_table`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(TIME_HEADINGS, parent, numeric_columns=_TIMES)
        self._rows: Sequence[TimeRow] = ()
        self._scale = time_scale(0)

    @property
    def scale(self) -> Sequence[int]:
        """The seconds that the scale of the bars marks; the last are the longest bar's."""
        return self._scale

    @property
    def rows(self) -> Sequence[TimeRow]:
        """The rows, the last of which has the sums."""
        return self._rows

    def show_rows(self, rows: Sequence[TimeRow]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        times = (each for row in rows if not row.is_total for each in row.times)
        self._scale = time_scale(max(times, default=0))
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
            value = row.times[column - _PLANNED] / self._scale[-1]
        return value

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading, at the top: the scale is below it."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _TIMES else _LEFT
        return super().headerData(section, orientation, role)


class _ScaleHeader(QHeaderView):
    """Headings with the scale of the bars below those of the times."""

    def __init__(self, times: TimesModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._times = times
        self.longest_bar = 0

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N803, Qt's name
        """Return the size of a heading with the line of the scale."""
        size = super().sectionSizeFromContents(logicalIndex)
        scale_height = self.fontMetrics().height() if self.longest_bar else 0
        return QSize(size.width(), size.height() + scale_height)

    def paintSection(
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803, Qt's name
    ) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex not in _TIMES or not self.longest_bar:
            return
        painter.save()
        painter.setFont(self.font())
        painter.setPen(look().colour("muted"))
        metrics, last = self.fontMetrics(), self._times.scale[-1]
        left, bottom = rect.left() + look().px(CELL_PADDING_X_PX), rect.bottom()
        free = float(left - metrics.horizontalAdvance("0"))
        for seconds in self._shown(metrics):
            text = short_clock_text(seconds) if seconds else "0"
            width = metrics.horizontalAdvance(text)
            at = max(rect.left() + 1, left + seconds / last * self.longest_bar - width / 2)
            if at > free:
                place = QRectF(at, bottom - metrics.height() - 2, width + 1, metrics.height())
                painter.drawText(place, _LEFT, text)
                free = at + width + metrics.horizontalAdvance("0")
        painter.restore()

    def _shown(self, metrics: QFontMetrics) -> Sequence[int]:
        """Return the seconds with a number: all that are marked, or the ends if those are close."""
        scale = self._times.scale
        widest = metrics.horizontalAdvance(f"{short_clock_text(scale[-1])}0")
        has_space = widest * (len(scale) - 1) <= self.longest_bar
        return scale if has_space else (scale[0], scale[-1])


class _TimeDelegate(PaddedDelegate):
    """Paints a bar at the left of each time."""

    longest_bar = 0
    """The width of a bar as long as the scale, in pixels."""
    marks: Sequence[float] = ()
    """Where the scale has lines, as shares of its length."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        share = index.data(SHARE_ROLE)
        if share is None:
            return
        px, theme = look().px, look().theme
        is_current = option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus()
        if not is_current:
            self._paint_marks(painter, option.rect)
        if not share or not self.longest_bar:
            return
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

    def _paint_marks(self, painter: QPainter, cell: QRect) -> None:
        """Paint the lines of the scale."""
        left = cell.left() + look().px(CELL_PADDING_X_PX)
        line = QColor(look().theme.line)
        for share in self.marks:
            at = left + round(share * self.longest_bar)
            painter.fillRect(QRect(at, cell.top(), 1, cell.height()), line)


class TimesTable(RowFocusTable):
    """A row for each slide: its times, each with a bar. Long titles wrap."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._times = TimesModel(self)
        self._header = _ScaleHeader(self._times, self)
        self.use_header(self._header)
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
        longest = column_width - around
        if longest < px(_SHORTEST_BAR):
            column_width, longest = max(around, *map(header.sectionSizeHint, _TIMES)), 0
        self._delegate.longest_bar = self._header.longest_bar = longest
        scale = self._times.scale
        self._delegate.marks = [seconds / scale[-1] for seconds in scale] if longest else ()
        self.updateGeometries()  # the height of the headings depends on the scale
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
        self._table = TimesTable(self)
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
        copy.clicked.connect(partial(self._copy, copy))
        save = quiet_button("Save as CSV…", self)
        save.clicked.connect(lambda: self.save_requested.emit(self._table.rows))
        close = quiet_button("Close", self)
        close.clicked.connect(self.close)
        self._foot = QHBoxLayout()
        scale(self._foot.setSpacing, 6)
        for button in (copy, save):
            self._foot.addWidget(button)
        self._foot.addWidget(self._message, 1)
        self._foot.addWidget(close)
        head = QVBoxLayout()
        scale_sides(head.setContentsMargins, 20, 14, 20, 10)
        scale(head.setSpacing, 8)
        head.addWidget(self._heading)
        head.addWidget(self._choices)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addLayout(head)
        self._rows.addWidget(separator_line(self))
        self._rows.addWidget(self._table, 1)
        self._rows.addWidget(separator_line(self))
        self._rows.addLayout(self._foot)

    def _show_times(self) -> None:
        self._table.show_rows(
            self._make_rows(self._rehearsal.currentData(), self._slideshow.currentData())
        )
        self._message.clear()

    def _copy(self, button: QPushButton) -> None:
        self._table.copy()
        show_bubble("Table copied", button)

    def _fit(self) -> None:
        px = look().px
        # The texts of the buttons, not their edges, are flush with what is above.
        side = px(20) - (0 if look().theme.outlined else px(QUIET_PADDING_X))
        self._foot.setContentsMargins(side, px(8), side, px(8))
        size = QSize(px(_SIZE.width()), px(_SIZE.height()))
        self._last_size = resize_within_screen(self, size, self._last_size)


def _recorded_text(recorded: RecordedTimes) -> str:
    """Return when times were recorded, and their sum."""
    started = datetime.fromisoformat(recorded.started).astimezone()
    total = short_clock_text(sum(recorded.seconds.values()))
    return f"{written_date(started.date().isoformat())}, {started:%H:%M} · {total}"
