"""The bar chart on screen: a list whose rows have a name, a bar and a figure.

Qt's list has the rows, the keyboard, the scroll bar and what screen readers read. pyqtgraph draws
the bars.
"""

from collections.abc import Callable
from math import ceil
from typing import Final, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import escape_markup
from briefing_app.gui.widgets.scroll_area import KEYBOARD_FOCUS_REASONS, scroll_to_part
from briefing_app.layout.palette import Theme
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import Force

BAR_ROLE: Final = Qt.ItemDataRole.UserRole
"""The role of the `Bar` of a row."""

_MY_FORCE: Final = "my force"


def _no_details(_force: Force) -> str:
    return ""


def _with_my_force(chart: BarChart, my_force: Force | None) -> BarChart:
    """Return a chart in which the highlighted figure of the user's own force says whose it is."""
    bars = tuple(
        bar._replace(note=", ".join(filter(None, (bar.note, _MY_FORCE))))
        if bar.is_highlighted and bar.force == my_force
        else bar
        for bar in chart.bars
    )
    return chart._replace(bars=bars)


class BarsModel(QAbstractListModel):
    """The bars of a `BarChart`, a row each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart: BarChart | None = None
        self._details: Callable[[Force], str] = _no_details

    def set_chart(self, chart: BarChart, details: Callable[[Force], str]) -> None:
        """Show the bars of another chart; `details` says more about a force, or nothing."""
        self.beginResetModel()
        self.chart = chart
        self._details = details
        self.endResetModel()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars from the top."""
        return self.chart.bars if self.chart is not None else ()

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        return 0 if parent.isValid() else len(self.bars)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        bar = self.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.label
        if role == BAR_ROLE:
            return bar
        details = self._details(bar.force)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            is_over_time = self.chart is not None and self.chart.is_over_time
            period = f", {bar.period}" if is_over_time else ""
            return ". ".join(filter(None, (f"{bar.force.name}{period}: {bar.figure}", details)))
        if role == Qt.ItemDataRole.ToolTipRole:
            first = escape_markup(f"{bar.force.name}, {bar.period}: {bar.figure}")
            return "<br>".join(filter(None, (f"<b>{first}</b>", escape_markup(details))))
        return None


class _Fonts(NamedTuple):
    """The fonts of a row.

    Args:
        name: The role of its name.
        strong: The same if it stands out, and of its figure.
        note: The role of its note.
        pitch: The height that a row has at least, in pixels at 100 % text size.
    """

    name: TextRole
    strong: TextRole
    note: TextRole
    pitch: int


_FONTS: Final = (  # the largest first
    _Fonts(TextRole.QUOTE, TextRole.NARROW_PAGE_TITLE, TextRole.BODY, 46),
    _Fonts(TextRole.BODY, TextRole.SECTION, TextRole.SMALL, 24),
    _Fonts(TextRole.SMALL, TextRole.STRONG, TextRole.SMALL, 0),
)

_LEAST_PITCH: Final = 24  # pixels at any text size: the minimum for a click target (WCAG 2.5.8)
# Pixels at 100 % text size.
_MARGIN: Final = 8
_GAP: Final = 12  # between name, bar and figure
_LOW_PITCH: Final = 16  # from row to row, if that makes room for all rows
_MAX_PITCH: Final = 84
_COLUMN_WIDTH: Final = 280  # of one of two columns
_BAND: Final = 4  # at the left of a chosen row
_RADIUS: Final = 6
_MAX_THICKNESS: Final = 56
_BAR_SHARE: Final = 0.7  # of the height of a row
_NAME_SHARE: Final = 0.5  # of the width, at most
_TEXTS_SHARE: Final = 0.6  # of the width, if a smaller font would leave more for the bars


class _Columns(NamedTuple):
    """Where the parts of each row are, in pixels from its left edge.

    Args:
        names_end: The right edge of the names.
        bars_start: The left edge of the bars.
        bars_width: The width of the longest bar.
    """

    names_end: int
    bars_start: int
    bars_width: int


class BarDelegate(QStyledItemDelegate):
    """Paints a row: the name beside its bar, and the figure at the bar's end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts = _FONTS[0]
        self._size = QSize()
        self._full = 1.0  # the value of the longest bar that there can be
        self._has_track = False
        self._columns = _Columns(0, 0, 0)

    def fit(self, chart: BarChart, size: QSize) -> None:
        """Let names and figures of a chart fit rows of a size, and the bars the room between."""
        px, self._size = look().px, size
        padding = 2 * px(_MARGIN) + 2 * px(_GAP)
        for self._fonts in _FONTS:
            strong = QFontMetrics(look().font(self._fonts.strong))
            names = max((strong.horizontalAdvance(bar.label) + 1 for bar in chart.bars), default=0)
            figures = max((self._figure_width(bar) for bar in chart.bars), default=0)
            texts = names + figures + padding
            if px(self._fonts.pitch) <= size.height() and texts <= _TEXTS_SHARE * size.width():
                break
        room = size.width() - figures - padding
        names = max(0, min(names, round(_NAME_SHARE * size.width()), room))
        start = px(_MARGIN) + names + px(_GAP)
        self._columns = _Columns(px(_MARGIN) + names, start, max(0, room - names))
        longest = max((bar.drawn_value for bar in chart.bars), default=0.0)
        self._full = chart.full_scale or longest or 1.0
        self._has_track = chart.full_scale is not None

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every row."""
        del option, index
        return self._size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        px, theme, columns = look().px, look().theme, self._columns
        bar, row = index.data(BAR_ROLE), QRect(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, is_chosen=is_chosen)
        is_strong = is_chosen or bar.is_highlighted
        painter.setFont(look().font(self._fonts.strong if is_strong else self._fonts.name))
        painter.setPen(QColor(theme.accent if is_chosen else theme.ink))
        names = QRect(row)
        names.setLeft(row.left() + px(_MARGIN))
        names.setRight(row.left() + columns.names_end - 1)
        _draw_text(painter, names, bar.label, Qt.AlignmentFlag.AlignRight)
        start = row.left() + columns.bars_start
        length = columns.bars_width * bar.drawn_value / self._full
        thickness = min(px(_MAX_THICKNESS), round(_BAR_SHARE * row.height()))
        top = row.top() + (row.height() - thickness) // 2
        lengths = {theme.surface: columns.bars_width} if self._has_track else {}
        lengths[theme.accent if is_strong else theme.quiet_bar] = length
        for colour, width in lengths.items():
            _draw_bar(painter, QRectF(start, top, width, thickness), colour, theme)
        end = columns.bars_width if self._has_track else length
        self._paint_figure(painter, bar, QRect(row), round(start + end + px(_GAP) * bool(end)))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, is_chosen: bool
    ) -> None:
        """Paint what shows that a row is chosen, under the mouse, or where the keyboard is."""
        theme, state, px = look().theme, option.state, look().px
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.accent_soft))
        if is_chosen:
            band = QRect(option.rect)
            band.setWidth(px(_BAND))
            painter.fillRect(band, QColor(theme.accent))
        if has_focus:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(option.rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, px(_RADIUS), px(_RADIUS))

    def _paint_figure(self, painter: QPainter, bar: Bar, row: QRect, left: int) -> None:
        """Paint a figure in bold, or the words that replace it, and its note after it."""
        theme, px = look().theme, look().px
        font = self._fonts.name if bar.is_in_words else self._fonts.strong
        colour = theme.muted if bar.is_in_words else theme.ink
        note_colour = theme.accent if _MY_FORCE in bar.note else theme.muted
        for text, role, ink in (
            (bar.text, font, colour),
            (bar.note, self._fonts.note, note_colour),
        ):
            painter.setFont(look().font(role))
            painter.setPen(QColor(ink))
            place = QRect(left, row.top(), row.right() - left, row.height())
            _draw_text(painter, place, text, Qt.AlignmentFlag.AlignLeft)
            left += painter.fontMetrics().horizontalAdvance(text) + px(_GAP)

    def _figure_width(self, bar: Bar) -> int:
        role = self._fonts.name if bar.is_in_words else self._fonts.strong
        width = QFontMetrics(look().font(role)).horizontalAdvance(bar.text)
        note = QFontMetrics(look().font(self._fonts.note)).horizontalAdvance(bar.note)
        return width + (note + look().px(_GAP) if note else 0)


def _draw_text(painter: QPainter, place: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    """Draw a text in one line, which may be a little lower than the font's lines."""
    width = max(0, place.width())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(place, int(flags), shown)


def _draw_bar(painter: QPainter, rect: QRectF, colour: str, theme: Theme) -> None:
    if rect.width() > 0:
        bar = pg.BarGraphItem(
            x0=[rect.left()],
            y0=[rect.top()],
            width=[rect.width()],
            height=[rect.height()],
            brush=colour,
            pen=pg.mkPen(theme.ink, width=2) if theme.outlined else None,
        )
        bar.paint(painter)


class BarChartView(QListView):
    """Shows a `BarChart`, and scrolls if there are more bars than fit.

    The keyboard moves from row to row. Enter, the space bar or a click marks a force, or no longer.
    """

    force_chosen = Signal(object)
    """Emitted when a bar is selected, with its `Force`; with None when it is deselected."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bars = BarsModel(self)
        self._delegate = BarDelegate(self)
        self._max_columns = 1
        self.setModel(self._bars)
        self.setItemDelegate(self._delegate)
        self.setProperty("look", "chart")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.MultiSelection)  # a force over time has many
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        look().changed.connect(self._fit)

    def set_chart(
        self,
        chart: BarChart,
        my_force: Force | None = None,
        details: Callable[[Force], str] = _no_details,
        max_columns: int = 1,
    ) -> None:
        """Show a chart.

        Args:
            chart: The chart.
            my_force: The user's own force, which is labelled if it is highlighted.
            details: Returns what else is known of a force; may be empty.
            max_columns: The number of columns, if the rows don't fit below each other.
        """
        current = self.currentIndex().data(BAR_ROLE)
        self._max_columns = max_columns
        self._bars.set_chart(_with_my_force(chart, my_force), details)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        if current is not None:
            self._go_to(current.force)
        self._fit()

    def set_chosen(self, force: Force | None) -> None:
        """Select the bars of a force, or none."""
        selection = self.selectionModel()
        selection.clearSelection()
        for row, bar in enumerate(self._bars.bars):
            if bar.force == force:
                selection.select(self._bars.index(row), QItemSelectionModel.SelectionFlag.Select)
        self._go_to(force)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Let keys and the mouse move the current row only: `force_chosen` says what is chosen."""
        del index, event
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*ENTER_KEYS, Qt.Key.Key_Space} and self.currentIndex().isValid():
            if not event.isAutoRepeat():
                self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row, and bring it into view if a key moved the focus here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._make_current(0)
        if event.reason() in KEYBOARD_FOCUS_REASONS:
            self._show_row(self.currentIndex())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self._show_row(current)
            at = self.visualRect(current)
            place = self.viewport().mapToGlobal(QPoint(at.center().x(), at.bottom()))
            QToolTip.showText(place, current.data(Qt.ItemDataRole.ToolTipRole), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _choose(self, index: QModelIndex) -> None:
        """Select the force of a row, or deselect it if it is selected."""
        force = index.data(BAR_ROLE).force
        was_chosen = self.selectionModel().isSelected(index)
        self.set_chosen(None if was_chosen else force)
        announce(f"{force.name} {'no longer ' if was_chosen else ''}highlighted", self)
        self.force_chosen.emit(None if was_chosen else force)

    def _go_to(self, force: Force | None) -> None:
        """Make a row of a force the current one, unless the current row is one of its rows."""
        current = self.currentIndex().data(BAR_ROLE)
        rows = [row for row, bar in enumerate(self._bars.bars) if bar.force == force]
        if rows and (current is None or current.force != force):
            self._make_current(rows[0])

    def _make_current(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self._bars.index(row), flag)

    def _show_row(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Let the area around the chart scroll to a row, if the pane is very low."""
        place = self.visualRect(index)
        place.moveTopLeft(self.viewport().mapTo(self, place.topLeft()))
        scroll_to_part(self, place)

    def _fit(self) -> None:
        """Let all rows fit as comfortably as they can: lower or in columns if that is necessary."""
        chart, room, px = self._bars.chart, self.contentsRect().size(), look().px
        if chart is None or not chart.bars:
            return
        rows = len(chart.bars)
        most = min(self._max_columns, max(1, room.width() // px(_COLUMN_WIDTH)))
        low = px(_LOW_PITCH)
        tried = [(1, _LEAST_PITCH), *((count, low) for count in range(1, most + 1))]
        columns, least = next(
            (each for each in tried if ceil(rows / each[0]) * each[1] <= room.height()), tried[0]
        )
        high = room.height() // ceil(rows / columns)
        pitch = max(least, min(high, px(_MAX_PITCH)))
        scrolls = rows > columns * (room.height() // pitch)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        bar_width = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        width = (room.width() - bar_width) // columns
        self._delegate.fit(chart, QSize(width, pitch))
        self.setWrapping(columns > 1)
        self.scheduleDelayedItemsLayout()
