"""The card with the figures: their message, a chart or a table of them, and what limits them."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.focus_ring import FocusRingPage
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.charts import LATEST, BarChart, ChartView, bar_chart, chart_views
from briefing_app.model.report import Force, Measure

if TYPE_CHECKING:  # neither is needed for the first paint, and pyqtgraph takes its time
    from briefing_app.gui.charts.bar_chart import BarChartWidget
    from briefing_app.gui.panes.figures_table import FiguresModel, FiguresTable


_LONGEST_PERIOD: Final = 12  # letters beside the heading; a longer one is told by the subtitle
_PAGE_LEAST: Final = 46  # pixels of what scrolls at 100 % text size, in the smallest of windows


class _Page(FocusRingPage):
    """What stands below the heading; it scrolls in a card that is too small for it."""

    resized = Signal()

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self.setAccessibleName("Figures and what limits them")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: more or less may fit."""
        super().resizeEvent(event)
        self.resized.emit()


class FiguresPane(QFrame):
    """Shows a measure's figures as a chart or as a table.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    force_chosen = Signal(object)
    """A bar or row was chosen: its `Force`, or None where the chosen one was chosen again."""
    table_shown = Signal(bool)
    """Whether the table now stands in the chart's place."""
    copy_requested = Signal()
    """The chart and its figures are to be copied."""
    chart_painted = Signal()
    """The chart has been painted for the first time; emitted once."""
    place_shown = Signal(QRect)
    """The keyboard went to this place of the card."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._measures: tuple[Measure, ...] = ()
        self._measure: Measure | None = None
        self._view = LATEST
        self._views: list[ChartView] = []
        self._my_force: Force | None = None
        self._chosen: Force | None = None
        self._value: BarChart | None = None
        self._chart: BarChartWidget | None = None
        self._table: FiguresTable | None = None
        self._model: FiguresModel | None = None
        self._tabular = False
        self._whole = False
        self.setProperty("look", "card")
        self.setAccessibleName("Figures")
        self._head = self._build_head()
        self._page = QWidget(self)
        self._rows = self._build_page()
        self._area = _Page(style, self)
        self._area.show_page(self._page)
        self._area.resized.connect(self._share_height)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._area, 1)
        style.changed.connect(self._restyle)
        self._restyle()
        self._show()

    def set_measures(self, measures: tuple[Measure, ...]) -> None:
        """Take over another briefing's measures and show the first."""
        self._measures = measures
        several = len(measures) > 1
        with QSignalBlocker(self._measure_box):
            self._measure_box.clear()
            self._measure_box.addItems([measure.title for measure in measures] if several else [])
        self._measure_box.setVisible(several)
        self._show_measure(measures[0] if measures else None)

    def set_my_force(self, force: Force | None) -> None:
        """Highlight the user's force, or the measure's own again."""
        if force != self._my_force:
            self._my_force = force
            self._offer_views()
            self._show()

    def set_chosen_force(self, force: Force | None) -> None:
        """Mark the force that the findings are limited to, or none."""
        self._chosen = force
        if self._model is not None:
            self._model.set_chosen(force)
        if self._chart is not None:
            self._chart.set_chosen(force)
        self._select_chosen_row()

    def attach_chart(self) -> None:
        """Build the chart, once the window's first picture is on screen."""
        if self._chart is not None:
            return
        from briefing_app.gui.charts.bar_chart import BarChartWidget  # noqa: PLC0415

        chart = BarChartWidget(self._style, self._stack)
        chart.set_chosen(self._chosen)
        chart.force_chosen.connect(self._choose)
        chart.row_shown.connect(self._follow)
        # Queued: whoever hears of it may do as they like, which they may not within a painting.
        chart.painted.connect(self._chart_was_painted, Qt.ConnectionType.QueuedConnection)
        self._chart = chart
        # As large as where it goes, so that thousands of bars are not laid out for no room.
        chart.resize(self._stack.size())
        if self._value is not None:
            chart.set_chart(self._value)
        self._stack.addWidget(chart)
        self._show_body()

    def show_table(self, shown: bool) -> None:  # noqa: FBT001, a slot
        """Show the table, or the chart."""
        changed = shown != self._tabular
        self._tabular = shown
        (self._table_pill if shown else self._chart_pill).setChecked(True)
        self._show_body()
        if changed:
            self.table_shown.emit(shown)

    def is_table_shown(self) -> bool:
        """Whether the table stands in the chart's place."""
        return self._tabular

    def show_measure(self, measure: Measure) -> None:
        """Show another of the briefing's measures."""
        if measure in self._measures:
            with QSignalBlocker(self._measure_box):
                self._measure_box.setCurrentIndex(self._measures.index(measure))
        self._show_measure(measure)

    def chart_value(self) -> BarChart | None:
        """What is shown, or None where the briefing has no figures."""
        return self._value

    def shown_view(self) -> tuple[Measure, ChartView] | None:
        """The measure that is shown and what of it, or None where there are no figures."""
        return (self._measure, self._view) if self._measure is not None else None

    def selected_text(self) -> str:
        """What is selected above or below the figures, or empty."""
        return next(filter(None, (text.selected_text() for text, _ in self._texts)), "")

    def focus(self) -> None:
        """Give the chart or table the keyboard."""
        body = self._body()
        (self._area if body is self._blank else body).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_whole(self, whole: bool) -> None:  # noqa: FBT001, Qt's manner
        """Ask for room for all that is shown, since what the card stands in scrolls."""
        if whole != self._whole:
            self._whole = whole
            self._area.set_whole(whole)
            self._share_height()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: where a style sheet is in force, what scrolls loses its fonts on its way here."""
        super().showEvent(event)
        self._restyle()

    def _build_head(self) -> FlowRow:
        """The line with the heading, what is shown, and the buttons."""
        titles = QWidget(self)
        self._heading = text_label(titles, "Figures")
        self._measure_box = ComboBox(self._style, titles, least=12)
        self._measure_box.setAccessibleName("What was counted")
        self._measure_box.setToolTip("What the figures count")
        self._measure_box.hide()
        self._measure_box.activated.connect(lambda at: self._show_measure(self._measures[at]))
        self._period_label = text_label(titles, look="muted")
        self._period_box = ComboBox(self._style, titles, least=0)
        self._period_box.setAccessibleName("Period, change or force over time")
        self._period_box.setToolTip("What of the figures is shown")
        self._period_box.hide()
        self._period_box.activated.connect(self._period_chosen)
        row = QHBoxLayout(titles)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._heading)
        row.addWidget(self._measure_box, 1)
        row.addWidget(self._period_box, 1)
        row.addWidget(self._period_label)
        row.addStretch()

        self._chart_pill = self._pill("Chart", "Chart of the figures", checkable=True)
        self._table_pill = self._pill("Table", "Table of the figures", checkable=True)
        self._copy_pill = self._pill("Copy", "Copy the chart and its figures", checkable=False)
        self._chart_pill.setChecked(True)
        views = QButtonGroup(self)
        views.addButton(self._chart_pill)
        views.addButton(self._table_pill)
        for view in (self._chart_pill, self._table_pill):
            view.setAutoExclusive(True)
        self._chart_pill.clicked.connect(lambda: self.show_table(shown=False))
        self._table_pill.clicked.connect(lambda: self.show_table(shown=True))
        self._copy_pill.clicked.connect(self.copy_requested)
        head = FlowRow(self, spacing=8, first_grows=True)
        for widget in (titles, self._chart_pill, self._table_pill, self._copy_pill):
            head.add(widget)
        return head

    def _build_page(self) -> QVBoxLayout:
        """What scrolls in a small card: message, figures, and what is to be known of them."""
        page = self._page
        self._title = self._text("Message")
        self._subtitle = self._text("What was counted and when", "muted")
        self._blank = QWidget(page)
        self._stack = QStackedWidget(page)
        self._stack.addWidget(self._blank)
        self._notes = self._text("What is missing")
        self._caveat = self._text("What limits the figures", "muted")
        self._definition = self._text("How it was counted", "muted")
        self._source = self._text("Where the figures stand", "muted")
        rows = QVBoxLayout(page)
        rows.addWidget(self._title)
        rows.addWidget(self._subtitle)
        rows.addWidget(self._stack, 1)
        below = (self._notes, self._caveat, self._definition, self._source)
        for text in below:
            rows.addWidget(text)
        self._texts = (
            (self._title, TextRole.CHART_TITLE),
            *((text, TextRole.SMALL) for text in (self._subtitle, *below)),
        )
        return rows

    def _text(self, name: str, look: str = "") -> PlainText:
        """A text of the page, which Tab passes by."""
        text = PlainText(self._style, self._page, by_keyboard=False)
        text.setAccessibleName(name)
        if look:
            text.setProperty("look", look)
        return text

    def _pill(self, text: str, name: str, *, checkable: bool) -> QPushButton:
        pill = QPushButton(text, self)
        pill.setProperty("look", "pill")
        pill.setAccessibleName(name)
        pill.setCheckable(checkable)
        return pill

    def _show_measure(self, measure: Measure | None) -> None:
        self._measure = measure
        self._view = LATEST
        self._offer_views()
        self._show()

    def _offer_views(self) -> None:
        """Offer what of the measure can be shown: the latest figures alone need no choice."""
        views = chart_views(self._measure, self._my_force) if self._measure is not None else {}
        self._views = list(views)
        several = len(views) > 1
        with QSignalBlocker(self._period_box):
            self._period_box.clear()
            self._period_box.addItems(list(views.values()) if several else ())
            longest = max(map(len, views.values()), default=0)
            self._period_box.setMinimumContentsLength(min(longest, _LONGEST_PERIOD))
            if several:
                self._period_box.setCurrentIndex(self._views.index(self._view))
        self._period_box.setVisible(several)
        self._fit_period_box()

    def _fit_period_box(self) -> None:
        """Let the chooser be as wide as its longest choice, where there is so much room."""
        box, metrics = self._period_box, self._period_box.fontMetrics()
        choices = (box.itemText(at) for at in range(box.count()))
        longest = max(map(metrics.horizontalAdvance, choices), default=0)
        least = box.minimumContentsLength() * metrics.horizontalAdvance("X")
        box.setMaximumWidth(box.sizeHint().width() + max(0, longest - least))
        # Where the head takes two lines, what scrolls leaves it the height; Qt would squeeze both.
        self._area.setMinimumHeight(self._style.px(_PAGE_LEAST) if box.count() else 0)

    def _period_chosen(self, at: int) -> None:
        self._view = self._views[at]
        self._show()

    def _show(self) -> None:
        measure = self._measure
        value = None
        if measure is not None:
            value = bar_chart(measure, self._my_force, self._view)
        self._value = value
        period = value.period if value else ""
        short = 0 < len(period) <= _LONGEST_PERIOD
        self._period_label.setText(period if short else "")
        self._period_label.setVisible(short and self._period_box.isHidden())
        passages = (
            value.title if value else "",
            value.subtitle if value else "This briefing has no figures.",
            "\n".join(value.notes) if value else "",
            value.caveat if value else "",
            value.definition if value else "",
            value.source if value else "",
        )
        for (text, role), passage in zip(self._texts, passages, strict=True):
            text.show_text(passage, self._style.font(role))
            text.setVisible(bool(passage))
        for pill in (self._chart_pill, self._table_pill, self._copy_pill):
            pill.setVisible(value is not None)
        self._head.refresh()
        if self._model is not None:
            self._model.show_chart(value, self._my_force)
        if self._chart is not None and value is not None:
            self._chart.set_chart(value)
        self._select_chosen_row()
        self._show_body()

    def _body(self) -> QWidget:
        """The chart, the table, or a blank where there is neither yet."""
        if self._value is None:
            return self._blank
        if not self._tabular:
            return self._chart or self._blank
        return self._table or self._build_table()

    def _build_table(self) -> "FiguresTable":
        from briefing_app.gui.panes.figures_table import FiguresModel, FiguresTable  # noqa: PLC0415

        self._model = FiguresModel(self._style, self)
        self._model.show_chart(self._value, self._my_force)
        self._model.set_chosen(self._chosen)
        self._table = FiguresTable(self._model, self._style, self._stack)
        self._table.activated.connect(self._row_activated)
        self._table.row_shown.connect(self._follow)
        self._stack.addWidget(self._table)
        self._restyle_table()
        self._select_chosen_row()
        return self._table

    def _show_body(self) -> None:
        self._stack.setCurrentWidget(self._body())
        self._share_height()

    def _share_height(self) -> None:
        """Let the chart or table scroll where it has room for a few rows, else the whole page.

        Two scroll bars side by side would be hard to tell apart.
        """
        margins = self._rows.contentsMargins()
        width = self._area.width() - margins.left() - margins.right()
        texts = [text for text, _ in self._texts if not text.isHidden()]
        taken = margins.top() + margins.bottom()
        taken += sum(text.heightForWidth(width) + self._rows.spacing() for text in texts)
        for view in (self._chart, self._table):
            if view is not None:
                fits = self._area.height() - taken >= view.height_for_few()
                view.set_whole(self._whole or not fits)
        self._area.fit()

    def _follow(self, shown: QRect) -> None:
        """Scroll the page, where it scrolls, to the row that the keyboard is on."""
        middle = self._body().mapTo(self._page, shown.center())
        self._area.ensureVisible(0, middle.y(), 0, shown.height() // 2 + 1)
        self.place_shown.emit(QRect(self._body().mapTo(self, shown.topLeft()), shown.size()))

    def _row_activated(self, index: QModelIndex) -> None:
        force = self._model.force(index.row()) if self._model is not None else None
        self._choose(None if force == self._chosen else force)

    def _choose(self, force: Force | None) -> None:
        self.set_chosen_force(force)
        self.force_chosen.emit(force)

    def _select_chosen_row(self) -> None:
        if self._model is None or self._table is None:
            return
        at = self._table.currentIndex().row()
        # Of a force's rows, the one that the keyboard is on already.
        there = self._chosen is not None and self._model.force(at) == self._chosen
        row = at if there else self._model.row_of(self._chosen)
        if row is not None:
            self._table.selectRow(row)

    def _chart_was_painted(self) -> None:
        self.chart_painted.emit()

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        for text, role in self._texts:
            text.setFont(style.font(role))
        for control in (
            self._period_label,
            self._measure_box,
            self._period_box,
            self._chart_pill,
            self._table_pill,
            self._copy_pill,
        ):
            control.setFont(style.font(TextRole.SMALL))
        self._fit_period_box()
        self._head.refresh()
        # What scrolls goes down to the card's edge; its own margin follows the last line. Space
        # above and below doesn't grow with the text: the figures need it then.
        self._layout.setContentsMargins(px(20), 12, px(12), 2)
        self._layout.setSpacing(6)
        self._rows.setContentsMargins(0, 0, px(8), 10)
        self._rows.setSpacing(4)
        self._restyle_table()

    def _restyle_table(self) -> None:
        if self._table is not None:
            self._table.horizontalHeader().setFont(self._style.font(TextRole.SMALL))
            self._table.fit()
