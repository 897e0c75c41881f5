"""The bar chart on screen: its rows, the keyboard and the choice of a force."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from briefing_app.gui.accessibility.item_rows import AccessibleRows
from briefing_app.gui.look import look
from briefing_app.gui.slides.painter import paint_block
from briefing_app.gui.slides.slide_pages import MEASURER
from briefing_app.gui.widgets.focus import KEYBOARD_FOCUS_REASONS
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.row_painting import show_tool_tip
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.page import (
    Block,
    PlacedChart,
    PlacedRow,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.theme import LIGHT, Colour, Colours
from briefing_app.model.charts import BarChart
from briefing_app.model.palette import Theme
from briefing_app.model.report import Force

_OUTLINE: Final = 2  # pixels


def chart_colours(theme: Theme) -> Colours:
    """Return the colours of a window's theme, by their purpose in a chart."""
    return replace(
        LIGHT.page,
        ground=theme.surface,
        ink=theme.ink,
        muted=theme.muted,
        label=theme.accent,
        bar=theme.accent,
        quiet_bar=theme.quiet_bar,
        track=theme.quiet_bar,
    )


class ChartCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows the bars. The chart, its parent, paints the rest and receives the mouse events.

    `paint_over_bars` is called with the painter and the exposed rectangle.
    """

    def __init__(
        self, parent: QWidget, paint_over_bars: Callable[[QPainter, QRectF], None]
    ) -> None:
        super().__init__(parent, background=None)
        self._paint_over_bars = paint_over_bars
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (self, self.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The background is a plain colour, so caching it would only cost memory.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setAntialiasing(aa=True)
        self._bars = pg.BarGraphItem(x0=[], y0=[], width=[], height=[])
        self.addItem(self._bars)

    def show_bars(self, bars: Sequence[Shape], size: QSize, theme: Theme) -> None:
        """Show bars on a canvas of a size, in the colours of a theme."""
        self.setBackground(theme.surface)
        self.resize(size)
        colours = chart_colours(theme)
        self._bars.setOpts(
            x0=[bar.rect.left for bar in bars],
            y0=[bar.rect.top for bar in bars],
            width=[bar.rect.width for bar in bars],
            height=[bar.rect.height for bar in bars],
            brushes=[colours(bar.fill or Colour.BAR) for bar in bars],
            pen=pg.mkPen(theme.ink, width=_OUTLINE) if theme.outlined else None,
        )
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Let the chart paint above the bars."""
        self._paint_over_bars(painter, rect)


_MARGIN: Final = 6  # left and right, for focus rings and selected names
_SIZES: Final = (ChartSizes(17, 19, 15), ChartSizes(15, 15, 13))  # pixels at 100 % text size
_LARGE: Final = ChartSizes(22, 26, 17)  # if there is more room than the others can use
_LARGE_WIDTH: Final = 640  # pixels at 100 % text size that it needs
_LEAST_PITCH: Final = 24  # pixels at any text size: the minimum for a click target (WCAG 2.5.8)
_UNLIMITED: Final = 1e9
_MY_FORCE: Final = "my force"


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """The layout of the chart in pixels of the canvas.

    Args:
        size: The size of the canvas.
        chart: The rows with the legend of a change.
        edges: The upper edge of each row, and the lower edge of the last one.
        least_height: The height that all rows need at least.
    """

    size: QSize
    chart: PlacedChart
    edges: tuple[float, ...]
    least_height: float

    @property
    def rows(self) -> tuple[PlacedRow, ...]:
        """The rows from the top."""
        return self.chart.rows

    def row_rect(self, row: int) -> QRectF:
        """Return the rectangle of a row, as wide as the canvas."""
        top, bottom = self.edges[row], self.edges[row + 1]
        return QRectF(0, top, self.size.width(), bottom - top)

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the rows at and between two heights, which may be the same."""
        first, last = bisect_right(self.edges, top) - 1, bisect_right(self.edges, bottom)
        return range(max(first, 0), min(last, len(self.rows)))


def lay_out_in_window(chart: BarChart, size: QSize, scroll_bar: int) -> WindowLayout:
    """Lay out a chart comfortably if it fits, else as compactly as it can be read.

    A layout that is higher than the size scrolls, and leaves the width of the scroll bar free.
    """
    width, height, px = size.width(), size.height(), look().px
    metrics, margin = _metrics(), px(_MARGIN)
    compact = replace(metrics, sizes=metrics.sizes[-1:], max_pitch=_LEAST_PITCH)
    # A chart that can't fit is not laid out just to find that out.
    if len(chart.bars) / (2 if chart.compared else 1) * _LEAST_PITCH <= height:
        least = _placed(chart, compact, margin, width)
        if least.area.bottom <= height:
            if width >= px(_LARGE_WIDTH) and height >= len(least.rows) * metrics.max_pitch:
                metrics = _enlarged(metrics)
            placed = _placed(chart, metrics, margin, width, height)
            return _window_layout(placed, size, least.area.bottom)
    width = max(1, width - scroll_bar)
    placed = _placed(chart, compact, margin, width)
    return _window_layout(placed, QSize(width, height), placed.area.bottom)


def with_my_force(chart: BarChart, my_force: Force | None) -> BarChart:
    """Return a chart in which the latest figure of the user's own force says whose it is."""
    bars = tuple(
        replace(bar, note=", ".join(filter(None, (bar.note, _MY_FORCE))))
        if bar.is_highlighted and bar.force == my_force
        else bar
        for bar in chart.bars
    )
    return replace(chart, bars=bars)


def name_rect(name: PlacedText) -> QRectF:
    """Return the rectangle of the words of a name."""
    longest = max(name.lines, key=lambda line: line.width)
    return QRectF(name.left_of(longest), name.rect.top, longest.width, name.rect.height)


def _metrics() -> ChartMetrics:
    px = look().px
    sizes = tuple(ChartSizes(px(each.name), px(each.figure), px(each.note)) for each in _SIZES)
    return ChartMetrics(
        sizes=sizes,
        name_share=0.42,
        gap=px(4),
        max_pitch=px(84),
        bar_share=0.7,
        max_thickness=px(56),
        to_bar=px(14),
        to_figure=px(10),
        to_note=px(10),
        dot=px(16),
    )


def _enlarged(metrics: ChartMetrics) -> ChartMetrics:
    px = look().px
    large = ChartSizes(px(_LARGE.name), px(_LARGE.figure), px(_LARGE.note))
    return replace(
        metrics, sizes=(large, *metrics.sizes), max_pitch=px(124), max_thickness=px(84), dot=px(22)
    )


@lru_cache(maxsize=2)  # a compact layout remains the same while only the height changes
def _placed(
    chart: BarChart, metrics: ChartMetrics, margin: int, width: int, height: float = _UNLIMITED
) -> PlacedChart:
    """Return all rows between the margins, in a height in which they fit."""
    area = Rect(margin, 0, max(1.0, width - 2 * margin), height)
    (placed,) = lay_out_chart(chart, area, metrics, MEASURER)
    return replace(placed, rows=tuple(map(_with_accent, placed.rows)))


def _with_accent(row: PlacedRow) -> PlacedRow:
    """Return a row in which the label of the user's own force has the accent colour."""
    if not row.texts or _MY_FORCE not in row.bars[-1].note:
        return row
    *others, note = row.texts
    return replace(row, texts=(*others, replace(note, colour=Colour.BAR)))


def _window_layout(placed: PlacedChart, size: QSize, least_height: float) -> WindowLayout:
    middles = [row.name.rect.top + row.name.rect.height / 2 for row in placed.rows]
    edges = accumulate(middles, lambda top, middle: 2 * middle - top, initial=placed.area.top)
    height = max(size.height(), round(placed.area.bottom))
    return WindowLayout(QSize(size.width(), height), placed, tuple(edges), least_height)


_MIN_ROWS_SHOWN: Final = 3
_MIN_WIDTH: Final = 160  # pixels
_RELAXED_PITCH_PX: Final = 34  # the height of a row at 100 % text size
_CHIP_MARGIN: Final = 5  # around a selected name, in pixels
_NO_CHART: Final = BarChart("", "", (), "", "", "", "", "", ())


class BarChartWidget(AccessibleRows):
    """Shows a `BarChart`, and scrolls if there are more bars than fit."""

    force_chosen = Signal(object)
    """Emitted when a bar is selected, with its `Force`; with None when it is deselected."""
    row_shown = Signal(QRect)
    """Emitted when the keyboard reaches a row, with the row's rectangle in the chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = _NO_CHART
        self._chosen: Force | None = None
        self._current = 0
        self._has_full_height = False
        self._room = QSize()
        self._layout: WindowLayout = lay_out_in_window(_NO_CHART, self._room, 0)

        self._pressed_row: int | None = None
        self._canvas = ChartCanvas(self, self._paint_over_bars)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._canvas)
        look().changed.connect(self._lay_out)

    def set_chart(self, chart: BarChart, my_force: Force | None = None) -> None:
        """Show a chart. The user's own force is labelled if it is highlighted."""
        rows = self._layout.rows
        current = rows[self._current].bars[0].force if rows else self._chosen
        self._chart = with_my_force(chart, my_force)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        self._lay_out()
        self._current = self._row_of(current, otherwise=0)
        self.updateGeometry()

    def set_chosen(self, force: Force | None) -> None:
        """Mark the bar of a force as selected, or none."""
        self._chosen = force
        self._current = self._row_of(force, otherwise=self._current)
        self._canvas.viewport().update()

    def set_full_height(self, full: bool) -> None:
        """Request the height of all rows, because the parent scrolls; or only of a few."""
        if full != self._has_full_height:
            self._has_full_height = full
            self.updateGeometry()

    def row_rect(self, row: int) -> QRect:
        """Return the clickable rectangle of a row, in pixels of the canvas."""
        return self._layout.row_rect(row).toAlignedRect()

    def row_text(self, row: int) -> str:
        """Return the complete text of a row."""
        bars = self._layout.rows[row].bars
        if not self._chart.has_several_periods:
            return f"{bars[0].force.name}: {bars[0].figure}"
        figures = ", ".join(f"{bar.period}: {bar.figure}" for bar in bars)
        return f"{bars[0].force.name}, {figures}"

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._layout.rows)

    def current_row(self) -> int:
        """Return the row with the focus ring."""
        return self._current

    def is_row_selected(self, row: int) -> bool:
        """Return whether the bar in a row is selected."""
        return self._layout.rows[row].bars[0].force == self._chosen

    def choose_row(self, row: int) -> None:
        """Select the bar in a row, or deselect it if it is selected."""
        self._move_to(row)
        force = self._layout.rows[row].bars[0].force
        self._chosen = None if force == self._chosen else force
        self._canvas.viewport().update()
        self.force_chosen.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus ring, or select a bar."""
        last, bar = self.row_count() - 1, self.verticalScrollBar()
        page = max(1, bar.pageStep() // bar.singleStep() - 1)
        moves: dict[int, int] = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = event.key()
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in moves:
            self._move_to(min(max(moves[key], 0), last))
        elif key in {*ENTER_KEYS, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self.choose_row(self._current)
        else:
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() is not QEvent.Type.ToolTip:
            return super().viewportEvent(event)
        row = self._row_at(event.pos())
        show_tool_tip(event.globalPos(), [] if row is None else [self.row_text(row)], self)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_row = self._row_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the bar if the mouse is still over the row that was pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            pressed, self._pressed_row = self._pressed_row, None
            if pressed is not None and pressed == self._row_at(event.position()):
                self.choose_row(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._row_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring; scroll to it if the focus came by keyboard."""
        super().focusInEvent(event)
        self._canvas.viewport().update()
        if self._chart.bars and event.reason() in KEYBOARD_FOCUS_REASONS:
            self._bring_into_view()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._canvas.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Lay out the chart for a new size, before Qt places the scroll bar."""
        # Not in resizeEvent, which reports the viewport: the chart's own scroll bar changes
        # that size, and the page's scroll bar may replace it without any change.
        if event.type() is QEvent.Type.Resize and self.contentsRect().size() != self._room:
            self._lay_out()
        return bool(super().event(event))

    def height_for_few(self) -> int:
        """Return the height of a few rows, in pixels."""
        share = min(1, _MIN_ROWS_SHOWN / max(1, self.row_count()))
        return ceil(self._layout.least_height * share)

    def minimumSizeHint(self) -> QSize:
        """Return the size of a few rows, or of all if the parent scrolls."""
        full = ceil(self._layout.least_height)
        return QSize(_MIN_WIDTH, full if self._has_full_height else self.height_for_few())

    def sizeHint(self) -> QSize:
        """Return the minimum size, or if the parent scrolls, one with more space between rows."""
        size = self.minimumSizeHint()
        if self._has_full_height:
            size.setHeight(max(size.height(), self.row_count() * look().px(_RELAXED_PITCH_PX)))
        return size

    def _paint_over_bars(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint dots, names, figures, the selected name and the focus ring."""
        style, layout = look(), self._layout
        colours = chart_colours(style.theme)
        accent = QPen(style.colour("accent"), max(2, style.px(2)))
        paint_block(painter, layout.chart.fixed, colours)
        for index in layout.rows_between(exposed.top(), exposed.bottom()):
            row = layout.rows[index]
            name = row.name
            if self.is_row_selected(index):
                chip = name_rect(name).adjusted(-_CHIP_MARGIN, -1, _CHIP_MARGIN, 1).toAlignedRect()
                painter.setPen(accent)
                painter.setBrush(style.colour("accent_soft"))
                painter.drawRoundedRect(chip, style.px(6), style.px(6))
                name = replace(name, colour=Colour.LABEL)
            shapes = row.shapes if self._chart.compared else ()  # the canvas has bars
            paint_block(painter, Block(shapes, (name, *row.texts)), colours)
            if index == self._current and self.hasFocus():
                painter.setPen(QPen(style.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(layout.row_rect(index).adjusted(1, 1, -1, -1), 4, 4)

    def _row_at(self, point: QPoint | QPointF) -> int | None:
        """Return the row at a point of the viewport, or None."""
        y = point.y() + self.verticalScrollBar().value()
        return next(iter(self._layout.rows_between(y, y)), None)

    def _row_of(self, force: Force | None, *, otherwise: int) -> int:
        rows = [at for at, row in enumerate(self._layout.rows) if row.bars[0].force == force]
        # If a force has several bars, keep the current one.
        return self._current if self._current in rows else next(iter(rows), otherwise)

    def _lay_out(self) -> None:
        # The scroll bar is switched here: otherwise, Qt could switch it on and off in turn, because
        # the labels wrap differently with and without it.
        extent = self.verticalScrollBar().sizeHint().width()
        room = self._room = self.contentsRect().size()
        layout = lay_out_in_window(self._chart, room, extent)
        least_before, self._layout = self._layout.least_height, layout
        policy, scrolls = Qt.ScrollBarPolicy, layout.size.height() > room.height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        average = layout.chart.area.height / max(1, self.row_count())
        self.verticalScrollBar().setSingleStep(max(1, round(average)))
        rows = () if self._chart.compared else layout.rows
        bars = [shape for row in rows for shape in row.shapes]
        self._canvas.show_bars(bars, layout.size, look().theme)
        if layout.least_height != least_before:
            self.updateGeometry()

    def _move_to(self, row: int) -> None:
        self._current = row
        self._canvas.viewport().update()
        self._bring_into_view()
        self.announce_current_row()

    def _bring_into_view(self) -> None:
        """Scroll to the current row, in the chart and, by the signal, in its parent."""
        shown = self.row_rect(self._current)
        self.ensureVisible(0, shown.center().y(), 0, ceil(shown.height() / 2))
        shown.moveTopLeft(self._canvas.mapTo(self, shown.topLeft()))
        self.row_shown.emit(shown)
