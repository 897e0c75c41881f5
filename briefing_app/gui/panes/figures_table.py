"""The table of the figures that the chart shows, and its model."""

from functools import cache
from math import ceil
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.widgets.focus import KEYBOARD_FOCUS_REASONS
from briefing_app.gui.widgets.labels import escape_markup
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    LEFT,
    RIGHT,
    HeadedTableModel,
    PaddedTable,
)
from briefing_app.gui.widgets.text_layout import TextWidths, wrap_text
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
_HEADINGS: Final = ("Force", "Figure", "Period")
_FORCE, _FIGURE, _PERIOD = range(3)
_PERIOD_SHARE: Final = 0.3  # of the table's width, at most


class FiguresModel(HeadedTableModel):
    """The rows of a `BarChart`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_HEADINGS, parent, numeric_columns={_FIGURE})
        self._bars: tuple[Bar, ...] = ()
        self._my_force: Force | None = None
        self._chosen: Force | None = None

    def show_chart(self, chart: BarChart | None, my_force: Force | None) -> None:
        """Show the figures of another chart, or none."""
        self._bars = chart.bars if chart is not None else ()
        self._my_force = my_force
        rows = chart.rows if chart is not None else ()
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

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = look().theme
        background, ink = theme.surface, theme.ink
        if index.data(HIGHLIGHTED_ROLE):
            background = theme.accent_soft
        if option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
            background, ink = theme.accent, theme.on_accent
        painter.fillRect(option.rect, QColor(background))
        line = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
        painter.fillRect(line, QColor(theme.line))
        x, y = look().px(CELL_PADDING_X_PX), look().px(CELL_PADDING_Y_PX)
        if option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            _paint_cell_text(painter, QRectF(option.rect.adjusted(x, y, -x, -y)), index, ink)
        else:
            _paint_cell_line(painter, QRectF(option.rect.adjusted(x, 0, -x, 0)), index, ink)


def _paint_cell_text(
    painter: QPainter, place: QRectF, index: QModelIndex | QPersistentModelIndex, ink: str
) -> None:
    """Paint the text of a cell in its font, in a rectangle and a colour."""
    # Not left to Qt's delegate, which never breaks a word and cuts a text that is too long.
    wrapping = QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole))
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    painter.save()
    painter.setPen(QColor(ink))
    painter.setFont(index.data(Qt.ItemDataRole.FontRole))
    painter.drawText(place, index.data(Qt.ItemDataRole.DisplayRole), wrapping)
    painter.restore()


def _paint_cell_line(
    painter: QPainter, place: QRectF, index: QModelIndex | QPersistentModelIndex, ink: str
) -> None:
    """Paint what fits of the text of a cell in one line."""
    text: str = index.data(Qt.ItemDataRole.DisplayRole)
    painter.save()
    painter.setPen(QColor(ink))
    painter.setFont(index.data(Qt.ItemDataRole.FontRole))
    elided = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, round(place.width())
    )
    painter.drawText(place, elided, QTextOption(index.data(Qt.ItemDataRole.TextAlignmentRole)))
    painter.restore()


class FiguresTable(PaddedTable):
    """The table of the figures. Long names and periods wrap, so that none is cut off.

    In little room, it shows a few complete rows instead: see `show_few_rows`.

    Args:
        model: The figures.
    """

    force_activated = Signal(object)
    """Emitted with the `Force` of the row that the user activates."""
    row_focused = Signal(QRect)
    """Emitted when the keyboard focus moves to a row, with its place in the table."""

    def __init__(self, model: FiguresModel, parent: QWidget) -> None:
        super().__init__(parent)
        header = self.horizontalHeader()
        # The viewport paints the headings. Under a style sheet, it would keep its first font.
        for widget in (header, header.viewport()):
            set_role(widget, TextRole.SMALL)
        self.setItemDelegate(_FiguresDelegate(self))
        self._few_rows = 0
        self._widths = TextWidths()
        self._fitted_for: tuple[object, ...] | None = None
        # Take the parent's size, so that thousands of texts are not wrapped at a width of zero.
        self.resize(parent.size())
        self.setAccessibleName(_TABLE_NAME)
        self.setModel(model)
        look().changed.connect(self.fit)
        self.activated.connect(lambda at: self.force_activated.emit(at.data(FORCE_ROLE)))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for changed in (model.modelReset, model.dataChanged, model.layoutChanged):
                changed.connect(self._fit_new_texts)
            self._fit_new_texts()

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

    def fit(self) -> None:
        """Fit the columns and rows to their texts, if the width or the style has changed.

        Each column gets the width that its texts need, and the names wrap in what is left. Qt can
        do this itself, but would ask the model in Python a dozen times a cell.
        """
        style, header = look(), self.horizontalHeader()
        columns = range(self.model().columnCount())
        headings = [header.sectionSizeHint(column) for column in columns]
        # Before the table is shown, its viewport does not have its size yet.
        room = (self.viewport() if self.isVisible() else self).size()
        line_height = room.height() // self._few_rows if self._few_rows else 0
        state = (style.scale, room.width(), headings, line_height)
        if state == self._fitted_for:
            return
        if self._fitted_for is None or self._fitted_for[0] != style.scale:
            self._widths = TextWidths()
        self._fitted_for = state
        model = self.model()
        texts = [
            [model.index(row, column).data() for column in columns]
            for row in range(model.rowCount())
        ]
        self._fit_columns(texts, headings, room.width())
        if line_height:
            for row in range(len(texts)):
                self.setRowHeight(row, line_height)
        else:
            self._fit_rows(texts)
        self.updateGeometry()

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
        self.fit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._emit_row(current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row has the focus, and scroll to it if a key moved the focus here."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()
        if self.currentIndex().isValid() and event.reason() in KEYBOARD_FOCUS_REASONS:
            self.scrollTo(self.currentIndex())
            self._emit_row(self.currentIndex())

    def _fit_new_texts(self) -> None:
        if self._fitted_for is not None:
            self._fitted_for = (self._fitted_for[0],)  # the scale alone: keep the measured widths
        self.fit()

    def _fit_columns(self, texts: list[list[str]], headings: list[int], width: int) -> None:
        style = look()
        known = self._widths.in_font(style.font(TextRole.SECTION))  # bold, the wider font
        limits = {_PERIOD: round(width * _PERIOD_SHARE)}
        for column in range(1, len(headings)):
            widths = (known[text] for text in {row[column] for row in texts})
            needed = ceil(max(widths, default=0)) + 2 * style.px(CELL_PADDING_X_PX)
            used = max(min(needed, limits.get(column, needed)), headings[column])
            self.setColumnWidth(column, used)
            width -= used
        # Only the longest figures in the largest type leave less; the table scrolls sideways then.
        self.setColumnWidth(_FORCE, max(width, style.px(_MIN_NAME_WIDTH)))

    def _fit_rows(self, texts: list[list[str]]) -> None:
        style = look()
        font = style.font(TextRole.SECTION)
        metrics, known = QFontMetrics(font), self._widths.in_font(font)
        widths = {
            column: self.columnWidth(column) - 2 * style.px(CELL_PADDING_X_PX)
            for column in (_FORCE, _PERIOD)
        }

        @cache
        def height(text: str, width: int) -> int:
            if known[text] <= width:
                return metrics.height()
            return ceil(wrap_text(text, font, width).boundingRect().height())

        for row, cells in enumerate(texts):
            highest = max(height(cells[column], width) for column, width in widths.items())
            self.setRowHeight(row, highest + 2 * style.px(CELL_PADDING_Y_PX))

    def _emit_row(self, index: QModelIndex | QPersistentModelIndex) -> None:
        place = self.visualRect(index)
        place.moveTopLeft(self.viewport().mapTo(self, place.topLeft()))
        self.row_focused.emit(place)
