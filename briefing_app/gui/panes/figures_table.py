"""The table of the figures that the chart shows, and its model."""

from math import ceil
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.labels import escape_markup
from briefing_app.gui.widgets.scroll_area import KEYBOARD_FOCUS_REASONS, scroll_to_part
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    LEFT,
    RIGHT,
    HeadedTableModel,
    PaddedTable,
)
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import Force

HIGHLIGHTED_ROLE: Final = Qt.ItemDataRole.UserRole
"""Whether the cell's row is highlighted."""
FORCE_ROLE: Final = HIGHLIGHTED_ROLE + 1
"""The role of the `Force` that a row is about."""

# Pixels at 100 % text size, but for the first.
_MIN_WIDTH: Final = 160
_MIN_NAME_WIDTH: Final = 100

_TABLE_NAME: Final = "Table of the figures"
_HEADINGS: Final = ("Force", "Figure", "Period", "Source")
_FORCE, _FIGURE, _PERIOD, _SOURCE = range(4)
_MAX_SHARES: Final = {_PERIOD: 0.3, _SOURCE: 0.3}  # of the table's width


class FiguresModel(HeadedTableModel):
    """The rows of a `BarChart`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_HEADINGS[:_SOURCE], parent, numeric_columns={_FIGURE})
        self._bars: tuple[Bar, ...] = ()
        self._my_force: Force | None = None
        self._chosen: Force | None = None

    def show_chart(self, chart: BarChart | None, my_force: Force | None) -> None:
        """Show the figures of another chart, or none."""
        self._bars = chart.bars if chart is not None else ()
        self._my_force = my_force
        rows = chart.rows if chart is not None else ()
        names_sources = chart is not None and chart.has_several_origins
        self._headings = _HEADINGS if names_sources else _HEADINGS[:_SOURCE]
        self.set_rows(rows, at_least=len(rows))  # the pane scrolls them

    def set_chosen(self, force: Force | None) -> None:
        """Mark the rows of a force."""
        if force != self._chosen:
            self._chosen = force
            if self.rows:
                last = self.index(len(self.rows) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        bar = self._bars[index.row()]
        data: object = None
        if role == Qt.ItemDataRole.DisplayRole:
            data = self._text(index)
        elif role == Qt.ItemDataRole.ToolTipRole:
            # The tag makes Qt read it as markup, so that escaping keeps it from being markup.
            data = f"<span>{escape_markup(self._text(index))}</span>"
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            data = RIGHT if index.column() in self._numeric_columns else LEFT
        elif role == Qt.ItemDataRole.FontRole:
            bold = bar.is_highlighted or bar.force == self._chosen
            data = look().font(TextRole.SECTION if bold else TextRole.BODY)
        elif role == HIGHLIGHTED_ROLE:
            data = bar.force == self._chosen
        elif role == FORCE_ROLE:
            data = bar.force
        return data

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading. Those of the rows are for screen readers."""
        if orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return self.rows[section][_FORCE] if section < len(self.rows) else None
        return super().headerData(section, orientation, role)

    def _text(self, index: QModelIndex | QPersistentModelIndex) -> str:
        text: str = self.rows[index.row()][index.column()]
        if index.column() == _FORCE:
            force = self._bars[index.row()].force
            text += " · my force" if force == self._my_force else ""
            text += " · chosen" if force == self._chosen else ""
        return text


class _FiguresDelegate(QStyledItemDelegate):
    """Paints a cell with padding, as the headings have it, and a line below.

    The current row stands out only while the table has the focus, so that it isn't mistaken for
    the highlighted row.
    """

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the width that the text needs in one line, and the height at the cell's width."""
        text, font = index.data(), look().font(TextRole.SECTION)  # bold: a row may become it
        metrics = QFontMetrics(font)
        x, y = 2 * look().px(CELL_PADDING_X_PX), 2 * look().px(CELL_PADDING_Y_PX)
        width, height = metrics.horizontalAdvance(text) + 1, metrics.height()
        room = option.rect.width() - x  # less than 0 if Qt asks for the width
        if 0 < room < width:
            height = ceil(wrap_text(text, font, room).boundingRect().height())
        return QSize(width + x, height + y)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, rect = look().theme, option.rect
        background, ink = theme.surface, theme.ink
        if index.data(HIGHLIGHTED_ROLE):
            background = theme.accent_soft
        if option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
            background, ink = theme.accent, theme.on_accent
        x, text = look().px(CELL_PADDING_X_PX), index.data()
        wrapping = QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.save()
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        if option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        else:
            elide = Qt.TextElideMode.ElideRight
            text = painter.fontMetrics().elidedText(text, elide, rect.width() - 2 * x)
        painter.fillRect(rect, QColor(background))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(theme.line))
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(rect.adjusted(x, 0, -x, 0)), text, wrapping)
        painter.restore()


class FiguresTable(PaddedTable):
    """The table of the figures. Long names and periods wrap, so that none is cut off.

    In little room, it shows a few complete rows instead: see `show_few_rows`.

    Args:
        model: The figures.
    """

    def __init__(self, model: FiguresModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_FiguresDelegate(self))
        self._few_rows = 0
        # Take the parent's size, so that thousands of texts are not wrapped at a width of zero.
        self.resize(parent.size())
        self.setAccessibleName(_TABLE_NAME)
        self.setModel(model)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.dataChanged.connect(self.fit)
            self.fit()

    def show_few_rows(self, count: int) -> None:
        """Show `count` rows at once, each in one line, without headings; 0 shows all as usual."""
        if count == self._few_rows:
            return
        self._few_rows = count
        mode, policy = self.ScrollMode, Qt.ScrollBarPolicy
        self.setVerticalScrollMode(mode.ScrollPerItem if count else mode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if count else policy.ScrollBarAsNeeded
        )
        self.setWordWrap(not count)
        self.horizontalHeader().setVisible(not count)
        self.fit()

    def select_force(self, force: Force | None) -> None:
        """Select a row of a force; if the current row is about it, keep that one."""
        model = self.model()
        rows = [self.currentIndex().row(), *range(model.rowCount())]
        for row in rows:
            if row >= 0 and force is not None and model.index(row, 0).data(FORCE_ROLE) == force:
                self.selectRow(row)
                return

    def fit_columns(self) -> None:
        """Give each other column the width that it needs; the names wrap in what is left."""
        # Before the table is shown, its viewport does not have its size yet.
        width = (self.viewport() if self.isVisible() else self).width()
        limits = {column: round(width * share) for column, share in _MAX_SHARES.items()}
        for column in range(_FIGURE, self.model().columnCount()):
            needed = self.sizeHintForColumn(column)
            used = max(
                min(needed, limits.get(column, needed)),
                self.horizontalHeader().sectionSizeHint(column),
            )
            self.setColumnWidth(column, used)
            width -= used
        # Only the longest figures in the largest type leave less; the table scrolls sideways then.
        self.setColumnWidth(_FORCE, max(width, look().px(_MIN_NAME_WIDTH)))

    def row_height(self, row: int) -> int:
        if self._few_rows:
            return self.viewport().height() // self._few_rows
        return super().row_height(row)

    def minimumSizeHint(self) -> QSize:
        """Return the size for all rows, for a parent that scrolls."""
        header, bar = self.horizontalHeader(), self.horizontalScrollBar()
        bar_height = bar.sizeHint().height() if header.length() > self.viewport().width() else 0
        rows = self.verticalHeader().length()
        height = header.sizeHint().height() + rows + bar_height + 2 * self.frameWidth()
        return QSize(_MIN_WIDTH, height)

    def sizeHint(self) -> QSize:
        """Return the same as `minimumSizeHint`; the layout adds the space that is left."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._few_rows and event.oldSize().height() != event.size().height():
            self.fit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._show_row(current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Scroll to the row that has the focus if a key moved the focus here."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and event.reason() in KEYBOARD_FOCUS_REASONS:
            self.scrollTo(self.currentIndex())
            self._show_row(self.currentIndex())

    def _show_row(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Let the area around the table scroll to a row, if the pane is very low."""
        place = self.visualRect(index)
        place.moveTopLeft(self.viewport().mapTo(self, place.topLeft()))
        scroll_to_part(self, place)
