"""The table that says the same as the chart."""

from functools import cache
from html import escape
from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.charts.bar_chart_layout import TextWidths
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.focus_ring import KEY_REASONS
from briefing_app.gui.widgets.padded_delegate import ACROSS, CHOSEN_ROLE, DOWN
from briefing_app.gui.widgets.padded_table import LEFT, RIGHT, HeadedModel, PaddedTable
from briefing_app.gui.widgets.text_layout import in_lines
from briefing_app.model.charts import Bar, BarChart, TableRow
from briefing_app.model.report import Force

_NARROWEST: Final = 160  # pixels
_TABLE_LEAST: Final = 90  # pixels of rows at 100 % text size

_NAME_LEAST: Final = 100  # pixels of a force's name at 100 % text size
_PERIOD_SHARE: Final = 0.3  # of the width, at most

_COLUMNS: Final = ("Force", "Figure", "Period")
_FORCE, _FIGURE, _PERIOD = range(3)


class FiguresModel(HeadedModel):
    """The rows of a `BarChart`."""

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(_COLUMNS, parent, numbers={_FIGURE})
        self._style = style
        self._bars: tuple[Bar, ...] = ()
        self._rows: tuple[TableRow, ...] = ()
        self._my_force: Force | None = None
        self._chosen: Force | None = None
        self.edition = 0
        """Another number whenever cells say something else."""

    def show_chart(self, chart: BarChart | None, my_force: Force | None) -> None:
        """Show another chart's figures."""
        self.beginResetModel()
        self._bars = chart.bars if chart is not None else ()
        self._rows = chart.rows if chart is not None else ()
        self._my_force = my_force
        self.edition += 1
        self.endResetModel()

    def set_chosen(self, force: Force | None) -> None:
        """Mark a force's row."""
        if force != self._chosen:
            self._chosen = force
            self.edition += 1
        self.refresh()

    def refresh(self) -> None:
        """Ask for every row to be drawn again."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def force(self, row: int) -> Force | None:
        """The force of a row, or None where there is no such row."""
        return self._bars[row].force if 0 <= row < len(self._bars) else None

    def row_of(self, force: Force | None) -> int | None:
        """The row of a force, or None where it has none."""
        return next((row for row, bar in enumerate(self._bars) if bar.force == force), None)

    def cell(self, row: int, column: int) -> str:
        """What a cell says."""
        text = self._rows[row][column]
        if column == _FORCE:
            force = self._bars[row].force
            text += " · my force" if force == self._my_force else ""
            text += " · chosen" if force == self._chosen else ""
        return text

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt: a cell's text and look."""
        if not index.isValid():
            return None
        bar = self._bars[index.row()]
        text = self.cell(index.row(), index.column())
        answer: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            answer = text
        elif role == Qt.ItemDataRole.ToolTipRole:
            # Escaped, and in a tag, so that Qt takes no part of a name for markup.
            answer = f"<span>{escape(text)}</span>"
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            answer = RIGHT if index.column() == _FIGURE else LEFT
        elif role == Qt.ItemDataRole.FontRole:
            bold = bar.highlighted or bar.force == self._chosen
            answer = self._style.font(TextRole.SECTION if bold else TextRole.BODY)
        elif role == CHOSEN_ROLE:
            answer = bar.force == self._chosen
        return answer


class FiguresTable(PaddedTable):
    """The table; long names and periods wrap, so that none is cut off."""

    row_shown = Signal(QRect)
    """The keyboard came to a row, which stands here in pixels of the table."""

    def __init__(self, model: FiguresModel, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._model = model
        self._whole = False
        self._widths = TextWidths()
        self._fitted: tuple[object, ...] = ()
        self.setModel(model)
        self.setAccessibleName("Table of the figures")
        # As wide as where it goes: texts by the thousand are not wrapped for a width that is none.
        self.resize(parent.size())
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Give each column the width that its texts need, the names the rest, and wrap those.

        Qt can do this itself, but asks the model in Python a dozen times a cell. A table of
        thousands takes a while even so: nothing is done where nothing has changed.
        """
        style, header = self._style, self.horizontalHeader()
        headings = [header.sectionSizeHint(column) for column in range(len(_COLUMNS))]
        # Before it is shown, Qt hasn't told the inside of the size that it was given.
        room = (self.viewport() if self.isVisible() else self).width()
        asked = (room, style.scale, headings, self._model.edition)
        if asked == self._fitted:
            return
        if asked[1:2] != self._fitted[1:2]:
            self._widths = TextWidths()
        self._fitted = asked
        across, down = 2 * style.px(ACROSS), 2 * style.px(DOWN)
        font = style.font(TextRole.SECTION)  # bold, the wider one
        metrics, known = QFontMetrics(font), self._widths.in_font(font)
        rows = range(self._model.rowCount())
        left = room
        most = {_PERIOD: round(left * _PERIOD_SHARE)}
        for column in (_FIGURE, _PERIOD):
            texts = {self._model.cell(row, column) for row in rows}
            needed = ceil(max(map(known.__getitem__, texts), default=0)) + across
            width = max(min(needed, most.get(column, needed)), headings[column])
            self.setColumnWidth(column, width)
            left -= width
        # Only the longest of figures in the largest type leave less: then it scrolls sideways.
        left = max(left, style.px(_NAME_LEAST))
        self.setColumnWidth(_FORCE, left)
        wrapping = [(_FORCE, left - across), (_PERIOD, self.columnWidth(_PERIOD) - across)]

        @cache
        def height(text: str, width: int) -> int:
            if known[text] <= width:
                return metrics.height()
            return ceil(in_lines(text, font, width).boundingRect().height())

        for row in rows:
            highest = max(
                height(self._model.cell(row, column), width) for column, width in wrapping
            )
            self.setRowHeight(row, highest + down)
        self.updateGeometry()

    def currentChanged(  # noqa: N802, Qt's name
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt: the keyboard is on another row."""
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._tell_row(current)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, Qt's name
        """Qt: show which row the keyboard is on, and bring it into view where a key led here."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()
        if self.currentIndex().isValid() and event.reason() in KEY_REASONS:
            self.scrollTo(self.currentIndex())
            self._tell_row(self.currentIndex())

    def set_whole(self, whole: bool) -> None:  # noqa: FBT001, Qt's manner
        """Ask for room for every row, since what the table stands in scrolls; or for a few."""
        if whole != self._whole:
            self._whole = whole
            self.updateGeometry()

    def height_for_few(self) -> int:
        """The height for a few rows, in pixels."""
        return self._height_for(min(self.verticalHeader().length(), self._style.px(_TABLE_LEAST)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: room for a few rows, or for all where the table is not to scroll by itself."""
        whole = self._height_for(self.verticalHeader().length())
        return QSize(_NARROWEST, whole if self._whole else self.height_for_few())

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: the same; what more there is, the layout gives."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: another width, other heights."""
        super().resizeEvent(event)
        self.fit()

    def _tell_row(self, index: QModelIndex | QPersistentModelIndex) -> None:
        shown = self.visualRect(index)
        shown.moveTopLeft(self.viewport().mapTo(self, shown.topLeft()))
        self.row_shown.emit(shown)

    def _height_for(self, rows: int) -> int:
        head, sideways = self.horizontalHeader(), self.horizontalScrollBar()
        bar = sideways.sizeHint().height() if head.length() > self.viewport().width() else 0
        return head.sizeHint().height() + rows + bar + 2 * self.frameWidth()
