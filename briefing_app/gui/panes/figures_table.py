"""The table of the figures that the chart shows, and its model."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_role
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import escape_markup, heading_label
from briefing_app.gui.widgets.plain_text import PlainText, narrow_row
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    CELL_PADDING_Y_PX,
    HIGHLIGHTED_ROLE,
    LEFT,
    RIGHT,
    HeadedTableModel,
    RowFocusTable,
)
from briefing_app.gui.widgets.text_layout import TextWidths, wrap_text
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import Force
from briefing_app.model.wording import (
    CHART_SUBTITLE,
    DEFINITION_LEAD,
    MEASURE_HINT,
    NO_FIGURES,
    NOTE_LEAD,
    SOURCE_LEAD,
    VIEW_LABEL,
    WHAT_WAS_COUNTED,
)

FORCE_ROLE: Final = HIGHLIGHTED_ROLE + 1
"""The role of the `Force` that a row is about."""

# Pixels at 100 % text size, but for the first.
_MIN_WIDTH: Final = 160
_MIN_ROWS_HEIGHT: Final = 90
_MIN_NAME_WIDTH: Final = 100

_TABLE_NAME: Final = "Table of the figures"
_HEADINGS: Final = ("Force", "Figure", "Period")
_FORCE, _FIGURE, _PERIOD = range(3)
_PERIOD_SHARE: Final = {_PERIOD: 0.3}  # of the table's width


class FiguresModel(HeadedTableModel):
    """The rows of a `BarChart`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_HEADINGS, parent, numeric_columns={_FIGURE})
        self._bars: tuple[Bar, ...] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._my_force: Force | None = None
        self._chosen: Force | None = None

    def show_chart(self, chart: BarChart | None, my_force: Force | None) -> None:
        """Show the figures of another chart, or none."""
        self.beginResetModel()
        self._bars = chart.bars if chart is not None else ()
        self._rows = chart.rows if chart is not None else ()
        self._my_force = my_force
        self.endResetModel()

    def set_chosen(self, force: Force | None) -> None:
        """Mark the rows of a force."""
        if force != self._chosen:
            self._chosen = force
            if self._rows:
                last = self.index(len(self._rows) - 1, self.columnCount() - 1)
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
            return self._rows[section][_FORCE] if section < len(self._rows) else None
        return super().headerData(section, orientation, role)

    def _text(self, index: QModelIndex | QPersistentModelIndex) -> str:
        text = self._rows[index.row()][index.column()]
        if index.column() == _FORCE:
            force = self._bars[index.row()].force
            text += " · my force" if force == self._my_force else ""
            text += " · chosen" if force == self._chosen else ""
        return text


class FiguresTable(RowFocusTable):
    """The table of the figures. Long names and periods wrap, so that none is cut off.

    Args:
        model: A `FiguresModel`, or a proxy of one.
        max_shares: How much of the width each column may have that wraps, beside the names.
    """

    force_activated = Signal(object)
    """Emitted with the `Force` of the row that the user activates."""

    def __init__(
        self,
        model: QAbstractItemModel,
        parent: QWidget,
        max_shares: Mapping[int, float] = _PERIOD_SHARE,
    ) -> None:
        super().__init__(parent)
        self._max_shares = max_shares
        self._is_full_height = False
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
        width = (self.viewport() if self.isVisible() else self).width()
        state = (style.scale, width, headings)
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
        self._fit_columns(texts, headings, width)
        self._fit_rows(texts)
        self.updateGeometry()

    def set_full_height(self, full: bool) -> None:
        """Ask for room for every row, because the parent scrolls; or for a few."""
        if full != self._is_full_height:
            self._is_full_height = full
            self.updateGeometry()

    def height_for_few(self) -> int:
        """Return the height for a few rows, in pixels."""
        rows = min(self.verticalHeader().length(), look().px(_MIN_ROWS_HEIGHT))
        return self._height_for(rows)

    def minimumSizeHint(self) -> QSize:
        """Return the size for a few rows, or for all if the table is not to scroll by itself."""
        if self._is_full_height:
            return QSize(_MIN_WIDTH, self._height_for(self.verticalHeader().length()))
        return QSize(_MIN_WIDTH, self.height_for_few())

    def sizeHint(self) -> QSize:
        """Return the same as `minimumSizeHint`; the layout adds the space that is left."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _fit_new_texts(self) -> None:
        if self._fitted_for is not None:
            self._fitted_for = (self._fitted_for[0],)  # the scale alone: keep the measured widths
        self.fit()

    def _fit_columns(self, texts: list[list[str]], headings: list[int], width: int) -> None:
        style = look()
        known = self._widths.in_font(style.font(TextRole.SECTION))  # bold, the wider font
        limits = {column: round(width * share) for column, share in self._max_shares.items()}
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
            for column in (_FORCE, *self._max_shares)
        }

        @cache
        def height(text: str, width: int) -> int:
            if known[text] <= width:
                return metrics.height()
            return ceil(wrap_text(text, font, width).boundingRect().height())

        for row, cells in enumerate(texts):
            highest = max(height(cells[column], width) for column, width in widths.items())
            self.setRowHeight(row, highest + 2 * style.px(CELL_PADDING_Y_PX))

    def _height_for(self, rows: int) -> int:
        header, bar = self.horizontalHeader(), self.horizontalScrollBar()
        bar_height = bar.sizeHint().height() if header.length() > self.viewport().width() else 0
        return header.sizeHint().height() + rows + bar_height + 2 * self.frameWidth()


class FiguresHeader(FlowRow):
    """Combo boxes for the measure and the view, and buttons for chart, table and copying."""

    measure_chosen = Signal(int)
    """Emitted with the index of the measure that the user chooses."""
    view_chosen = Signal(int)
    """Emitted with the index of the view that the user chooses."""
    table_requested = Signal(bool)
    """Emitted with True if the user asks for the table, False for the chart."""
    copy_requested = Signal()
    """Emitted when the user asks to copy the chart and its figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=4, stretches_first=True)
        titles = QWidget(self)
        self._heading = heading_label(titles, look="muted")
        self._measure_box = ComboBox(titles, min_letters=0, is_quiet=True)
        self._measure_box.setAccessibleName(WHAT_WAS_COUNTED)
        self._measure_box.setToolTip(MEASURE_HINT)
        self._measure_box.hide()
        self._measure_box.activated.connect(self.measure_chosen)
        self._view_box = ComboBox(titles, min_letters=0, is_quiet=True)
        self._view_box.setAccessibleName(VIEW_LABEL)
        self._view_box.setToolTip("Which of the figures are shown")
        self._view_box.hide()
        self._view_box.activated.connect(self.view_chosen)
        row = self._title_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, titles)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 6)
        row.addWidget(self._heading)
        row.addWidget(self._measure_box)
        row.addWidget(self._view_box)
        row.addStretch()
        self._chart_button = ToggleButton("Chart", self)
        self._chart_button.setAccessibleName("Chart of the figures")
        self._table_button = ToggleButton("Table", self)
        self._table_button.setAccessibleName(_TABLE_NAME)
        self._copy_button = quiet_button("Copy", self, role=TextRole.SMALL_BUTTON)
        self._copy_button.setAccessibleName("Copy the chart and its figures")
        self._copy_button.clicked.connect(self.copy_requested)
        group = QButtonGroup(self)
        for button in (self._chart_button, self._table_button):
            button.setAutoExclusive(True)
            group.addButton(button)
        self._chart_button.setChecked(True)
        self._chart_button.clicked.connect(lambda: self.table_requested.emit(False))
        self._table_button.clicked.connect(lambda: self.table_requested.emit(True))
        for widget in (titles, *self._buttons()):
            self.add(widget)
        boxes = (self._measure_box, self._view_box)
        for small in (self._heading, *boxes, self._chart_button, self._table_button):
            set_role(small, TextRole.SMALL)
        look().changed.connect(self._stack_titles)

    @property
    def has_views(self) -> bool:
        """Whether the user can choose a view."""
        return self._view_box.count() > 0

    def set_heading(self, heading: str) -> None:
        """Set what the figures are called."""
        if heading != self._heading.text():
            self._heading.setText(heading)
            self._stack_titles()

    def set_measures(self, titles: Sequence[str]) -> None:
        """Offer measures, if there are several."""
        is_choice = len(titles) > 1
        with QSignalBlocker(self._measure_box):
            self._measure_box.clear()
            self._measure_box.addItems(titles if is_choice else [])
        self._measure_box.setVisible(is_choice)

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the titles of the measures are in, for screen readers."""
        self._measure_box.setLocale(locale)

    def show_measure(self, index: int) -> None:
        """Show which measure is shown; emits no signal."""
        with QSignalBlocker(self._measure_box):
            self._measure_box.setCurrentIndex(index)

    def set_views(self, labels: Sequence[str], current: int) -> None:
        """Offer views of the measure, if there are several.

        Args:
            labels: The name of each view.
            current: The index of the view that is shown.
        """
        is_choice = len(labels) > 1
        with QSignalBlocker(self._view_box):
            self._view_box.clear()
            self._view_box.addItems(labels if is_choice else ())
            if is_choice:
                self._view_box.setCurrentIndex(current)
        self._view_box.setVisible(is_choice)
        self._stack_titles()

    def show_figures(self, *, has_figures: bool) -> None:
        """Show the buttons if there are figures."""
        for button in self._buttons():
            button.setVisible(has_figures)

    def show_table_state(self, *, is_table: bool) -> None:
        """Show whether the table or the chart is shown."""
        (self._table_button if is_table else self._chart_button).setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the combo boxes below the heading if the pane is narrow."""
        self._stack_titles()
        super().resizeEvent(event)

    def _stack_titles(self) -> None:
        direction, row = QBoxLayout.Direction, self._title_row
        titles = (self._heading, self._measure_box, self._view_box)
        widths = [title.sizeHint().width() for title in titles if not title.isHidden()]
        needed = sum(widths) + row.spacing() * (len(widths) - 1)
        row.setDirection(direction.TopToBottom if needed > self.width() else direction.LeftToRight)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self._chart_button, self._table_button, self._copy_button)


# In a line. Notes are small, and more lines of them would take the room of bars.
_MAX_TITLE_LETTERS: Final = 90
_MAX_NOTE_LETTERS: Final = 115
_NO_FIGURES: Final = f"{NO_FIGURES}."


class _CurrentWidget(QStackedWidget):
    """Takes the room that the shown widget needs; Qt's takes that of the largest one."""

    def sizeHint(self) -> QSize:
        widget = self.currentWidget()
        return super().sizeHint() if widget is None else widget.sizeHint()

    def minimumSizeHint(self) -> QSize:
        widget = self.currentWidget()
        return super().minimumSizeHint() if widget is None else widget.minimumSizeHint()


class FiguresPage(QWidget):
    """The texts of a chart around the widget that shows its figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = self._text("Message", TextRole.CHART_TITLE, _MAX_TITLE_LETTERS)
        self._subtitle = self._note(CHART_SUBTITLE, "muted")
        self.body: QStackedWidget = _CurrentWidget(self)
        """Holds the chart and the table."""
        self._missing = self._note("What is missing")
        self._foot = self._note("Notes and source of the figures", "muted")
        self._rows = QVBoxLayout(self)
        scale_sides(self._rows.setContentsMargins, 0, 0, 14, 12)
        self._rows.setSpacing(4)
        self._rows.addLayout(narrow_row(self._title))
        self._rows.addLayout(narrow_row(self._subtitle))
        self._rows.addWidget(self.body, 1)
        self._rows.addLayout(narrow_row(self._missing))
        self._rows.addLayout(narrow_row(self._foot))
        self._texts = (self._title, self._subtitle, self._missing, self._foot)

    def show_texts(self, chart: BarChart | None) -> None:
        """Show the texts of a chart."""
        passages = ["", _NO_FIGURES, "", ""]
        bold: Sequence[slice] = ()
        if chart is not None:
            foot, bold = _foot(chart)
            passages = [chart.title, chart.subtitle, "\n".join(chart.notes), foot]
        for text, passage in zip(self._texts, passages, strict=True):
            text.show_text(passage, bold=bold if text is self._foot else ())
            text.setVisible(bool(passage))

    def selected_text(self) -> str:
        """Return the text that is selected on the page, or an empty string."""
        return next(filter(None, (text.selected_text() for text in self._texts)), "")

    def sizeHint(self) -> QSize:
        """Return the minimum size. Qt would lay out all texts in their smallest width."""
        return self.minimumSizeHint()

    def height_without_body(self, width: int) -> int:
        """Return the height of all but the chart or table at a width of the page."""
        margins = self._rows.contentsMargins()
        width -= margins.left() + margins.right()
        texts = [text for text in self._texts if not text.isHidden()]
        height = sum(
            text.heightForWidth(min(width, text.maximumWidth())) + self._rows.spacing()
            for text in texts
        )
        return height + margins.top() + margins.bottom()

    def _note(self, name: str, look_name: str = "") -> PlainText:
        note = self._text(name, TextRole.SMALL, _MAX_NOTE_LETTERS)
        if look_name:
            note.setProperty("look", look_name)
        return note

    def _text(self, name: str, role: TextRole, max_letters: int) -> PlainText:
        """Make a text that Tab skips."""
        text = PlainText(self, role, max_letters=max_letters, is_tab_stop=False)
        text.setAccessibleName(name)
        return text


def _foot(chart: BarChart) -> tuple[str, Sequence[slice]]:
    """Return the notes and the source of the figures, and the parts of that which are bold."""
    text = ""
    bold: list[slice] = []
    for lead, passage in (
        (NOTE_LEAD, chart.caveat),
        (DEFINITION_LEAD, chart.definition),
        (SOURCE_LEAD, chart.source.removeprefix(SOURCE_LEAD)),
    ):
        if passage:
            text += " " if text else ""
            bold.append(slice(len(text), len(text) + len(lead.rstrip())))
            text += f"{lead}{passage}"
    return text, bold
