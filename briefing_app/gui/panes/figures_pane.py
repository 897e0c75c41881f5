"""The pane with the figures, as a chart or as a table."""

from typing import Final

from PySide6.QtCore import QLocale, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.charts import bar_chart
from briefing_app.gui.look import look, scale, scale_sides
from briefing_app.gui.panes.figures_table import (
    FiguresHeader,
    FiguresModel,
    FiguresPage,
    FiguresTable,
)
from briefing_app.gui.widgets.focus import FocusRingPage
from briefing_app.model.charts import LATEST, BarChart, ChartView, chart_views
from briefing_app.model.charts import bar_chart as make_bar_chart
from briefing_app.model.report import Finding, Force, Measure

_OF_REPORT: Final = "The report’s figures"
_OF_FINDING: Final = "The figures of this finding"
_MIN_PAGE_HEIGHT: Final = 46  # pixels at 100 % text size, in the smallest of windows


class _ScrollArea(FocusRingPage):
    """Scrolls the page if the pane is too small for it."""

    resized = Signal()
    """Emitted when the scroll area has another size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Figures and what limits them")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class FiguresPane(QFrame):
    """Shows a measure's figures as a chart or as a table."""

    force_chosen = Signal(object)
    """Emitted with the `Force` of the bar or row that was chosen, or None if it was chosen before.
    """
    table_toggled = Signal(bool)
    """Emitted with whether the table is shown instead of the chart."""
    copy_requested = Signal()
    """Emitted when the user asks to copy the chart and its figures."""
    least_height_changed = Signal()
    """Emitted when `least_height` may have changed."""
    focus_moved = Signal(QRect)
    """Emitted when the keyboard focus moves to a bar or row, with its place in the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures: tuple[Measure, ...] = ()
        self._measure: Measure | None = None
        self._view = LATEST
        self._views: list[ChartView] = []
        self._finding: Finding | None = None
        self._my_force: Force | None = None
        self._chosen: Force | None = None
        self._value: BarChart | None = None
        self._chart: bar_chart.BarChartWidget | None = None
        self._table: FiguresTable | None = None
        self._model: FiguresModel | None = None
        self._is_table = False
        self._is_full_height = False
        self.setProperty("look", "card")
        self.setAccessibleName("Figures")
        self._header = FiguresHeader(self)
        self._area = _ScrollArea(self)
        self._page = FiguresPage(self._area.viewport())
        self._blank = QWidget(self._page.body)
        self._page.body.addWidget(self._blank)
        self._area.set_page(self._page)
        self._layout = QVBoxLayout(self)
        # The scroll area reaches the card's edge; the page has a bottom margin of its own. Vertical
        # space doesn't grow with the text size: the figures need it then.
        scale_sides(self._layout.setContentsMargins, 22, 12, 8, 2)
        self._layout.setSpacing(4)
        self._head = QHBoxLayout()
        scale(self._head.setContentsMargins, 0, 0, 6, 0)
        self._head.addWidget(self._header)
        self._layout.addLayout(self._head)
        self._layout.addWidget(self._area, 1)
        self._header.measure_chosen.connect(lambda at: self._show_measure(self._measures[at]))
        self._header.view_chosen.connect(self._choose_view)
        self._header.table_requested.connect(self.show_table)
        self._header.copy_requested.connect(self.copy_requested)
        self._area.resized.connect(self._share_height)
        look().changed.connect(self._fit_page_height)
        self._show()

    @property
    def is_table_shown(self) -> bool:
        """Whether the table is shown instead of the chart."""
        return self._is_table

    @property
    def chart_value(self) -> BarChart | None:
        """The chart that is shown, as a value; None if the briefing has no figures."""
        return self._value

    @property
    def shown_view(self) -> tuple[Measure, ChartView] | None:
        """The measure and the view that are shown; None if there are no figures."""
        return (self._measure, self._view) if self._measure is not None else None

    def set_measures(self, measures: tuple[Measure, ...]) -> None:
        """Use another briefing's measures and show the first."""
        self._measures = measures
        self._header.set_measures([measure.title for measure in measures])
        self._show_measure(measures[0] if measures else None)

    def show_finding(self, finding: Finding | None) -> None:
        """Say whether the figures belong to the finding that is shown, if any."""
        self._finding = finding
        self._show_heading()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self._header.set_text_locale(locale)
        self._page.setLocale(locale)

    def set_my_force(self, force: Force | None) -> None:
        """Highlight the user's force, or the measure's own if there is none."""
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
        """Build the chart; call this after the window's first paint."""
        if self._chart is not None:
            return
        body = self._page.body
        chart = bar_chart.BarChartWidget(body)
        chart.set_chosen(self._chosen)
        chart.force_chosen.connect(self._choose)
        chart.row_shown.connect(self._scroll_to)
        self._chart = chart
        # Its final size, so that thousands of bars are not laid out twice.
        chart.resize(body.size())
        if self._value is not None:
            chart.set_chart(self._value, self._my_force)
        body.addWidget(chart)
        self._show_body()

    def show_table(self, shown: bool) -> None:
        """Show the table, or the chart."""
        is_changed = shown != self._is_table
        self._is_table = shown
        self._header.show_table_state(is_table=shown)
        self._show_body()
        if is_changed:
            self.table_toggled.emit(shown)

    def show_measure(self, measure: Measure, force: Force | None = None) -> None:
        """Show another of the briefing's measures.

        Args:
            measure: The measure.
            force: A force whose newest figure should be among those that are shown.
        """
        if measure in self._measures:
            self._header.show_measure(self._measures.index(measure))
        self._show_measure(measure)
        periods = [figure.period for figure in measure.figures if figure.force == force]
        view = ChartView(max(periods, default=""))
        if view != LATEST and view in self._views:  # it is not if this is the latest period
            self._view = view
            self._offer_views()
            self._show()

    def selected_text(self) -> str:
        """Return the text that is selected above or below the figures, or an empty string."""
        return self._page.selected_text()

    def focus(self) -> None:
        """Give the chart or table the keyboard focus."""
        body = self._body()
        (self._area if body is self._blank else body).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def least_height(self) -> int:
        """Return the height of all texts and a few rows of figures, in pixels."""
        margins, width = self._layout.contentsMargins(), self._area.width()
        border = 2 * self.frameWidth()
        body = self._table if self._is_table else self._chart
        rows = body.height_for_few() if body is not None and self._value is not None else 0
        return (
            self._header.heightForWidth(width - self._head.contentsMargins().right())
            + self._page.height_without_body(width)
            + self._layout.spacing()
            + rows
            + margins.top()
            + margins.bottom()
            + border
        )

    def set_full_height(self, full: bool) -> None:
        """Ask for room for the complete page, because the pane is in a scroll area."""
        if full != self._is_full_height:
            self._is_full_height = full
            self._area.set_full_height(full)
            self._fit_page_height()
            self._share_height()

    def _show_measure(self, measure: Measure | None) -> None:
        self._measure = measure
        self._view = LATEST
        self._offer_views()
        self._show()

    def _offer_views(self) -> None:
        views = chart_views(self._measure, self._my_force) if self._measure is not None else {}
        self._views = list(views)
        current = self._views.index(self._view) if views else 0
        self._header.set_views(list(views.values()), current)
        self._fit_page_height()

    def _choose_view(self, index: int) -> None:
        self._view = self._views[index]
        self._show()

    def _show(self) -> None:
        value = None
        if self._measure is not None:
            value = make_bar_chart(self._measure, self._my_force, self._view)
        self._value = value
        self._header.show_figures(has_figures=value is not None)
        self._show_heading()
        self._page.show_texts(value)
        if self._model is not None:
            self._model.show_chart(value, self._my_force)
        if self._chart is not None and value is not None:
            self._chart.set_chart(value, self._my_force)
        self._select_chosen_row()
        self._show_body()

    def _show_heading(self) -> None:
        measure, finding = self._measure, self._finding
        is_about = measure is not None and finding is not None and measure.belongs_to(finding)
        self._header.set_heading(_OF_FINDING if is_about else _OF_REPORT)

    def _body(self) -> QWidget:
        """Return the chart, the table, or a blank widget if there is neither yet."""
        if self._value is None:
            return self._blank
        if not self._is_table:
            return self._chart or self._blank
        return self._table or self._build_table()

    def _build_table(self) -> FiguresTable:
        self._model = FiguresModel(self)
        self._model.show_chart(self._value, self._my_force)
        self._model.set_chosen(self._chosen)
        self._table = FiguresTable(self._model, self._page.body)
        self._table.force_activated.connect(self._choose_or_clear)
        self._table.row_focused.connect(self._scroll_to)
        self._page.body.addWidget(self._table)
        self._select_chosen_row()
        return self._table

    def _show_body(self) -> None:
        self._page.body.setCurrentWidget(self._body())
        self._page.body.updateGeometry()
        self._share_height()
        self.least_height_changed.emit()

    def _share_height(self) -> None:
        """Let the chart or table scroll if a few rows fit, otherwise the complete page.

        Two scroll bars side by side would be hard to distinguish.
        """
        available = self._area.height() - self._page.height_without_body(self._area.width())
        for view in (self._chart, self._table):
            if view is not None:
                view.set_full_height(self._is_full_height or available < view.height_for_few())
        self._area.update_height()

    def _scroll_to(self, row: QRect) -> None:
        """Scroll the page to the row that has the keyboard focus."""
        body = self._body()
        middle = body.mapTo(self._page, row.center())
        self._area.ensureVisible(0, middle.y(), 0, row.height() // 2 + 1)
        self.focus_moved.emit(QRect(body.mapTo(self, row.topLeft()), row.size()))

    def _choose_or_clear(self, force: Force) -> None:
        self._choose(None if force == self._chosen else force)

    def _choose(self, force: Force | None) -> None:
        self.set_chosen_force(force)
        self.force_chosen.emit(force)

    def _select_chosen_row(self) -> None:
        if self._table is not None:
            self._table.select_force(self._chosen)

    def _fit_page_height(self) -> None:
        # With the view box the header can take two lines; Qt would squeeze header and page alike.
        is_low = self._header.has_views and not self._is_full_height
        height = look().px(_MIN_PAGE_HEIGHT) if is_low else 0
        self._area.setMinimumHeight(height)
