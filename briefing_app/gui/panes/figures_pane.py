"""The pane with the figures, as a chart or as a table, in four forms."""

from functools import partial
from typing import Final

from PySide6.QtCore import QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.charts import bar_chart
from briefing_app.gui.look import look, scale, scale_sides, set_look
from briefing_app.gui.panes import figures_choices, figures_table
from briefing_app.gui.panes.figures_foot import CaveatLine, FiguresFoot
from briefing_app.gui.panes.figures_form import FiguresForm
from briefing_app.gui.panes.figures_head import FiguresHead
from briefing_app.gui.panes.page_head import page_margin
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.focus import FocusRingPage
from briefing_app.model.chart_selection import (
    ChartOrder,
    OtherPeriods,
    few_rows,
    in_order,
    with_per_cent_sign,
)
from briefing_app.model.charts import LATEST, BarChart, ChartView, periods
from briefing_app.model.charts import bar_chart as make_bar_chart
from briefing_app.model.report import Finding, Force, Measure

# Pixels at 100 % text size.
_PANEL_HEIGHT: Final = 155
_LEAST_PANEL_HEIGHT: Final = 134  # pixels: buttons don't shrink with small text
_LINE_HEIGHT: Final = 32
_LEAST_LINE_HEIGHT: Final = 36  # pixels, as above
_MIN_BODY: Final = QSize(160, 48)
_RELAXED_PITCH: Final = 36  # from bar to bar in a column
_PANEL_ROWS: Final = 3
_COMPACT_SIZE: Final = QSize(560, 420)  # enlarged figures in less have fewer lines of text
_UNLIMITED: Final = 16_777_215  # Qt's own


class _Body(QStackedWidget):
    """Holds the chart and the table, which scroll, so that it takes any height."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return _MIN_BODY


class FiguresPane(QFrame):
    """Shows a measure's figures as a chart or as a table.

    A panel has the same height and places whatever it shows. The chart comes with `attach_chart`;
    everything else is there from the start.
    """

    table_toggled = Signal(bool)
    """Emitted with whether the table is shown instead of the chart."""
    copy_requested = Signal()
    """Emitted when the user asks to copy the chart and its figures."""
    enlarge_requested = Signal(bool)
    """Emitted with True if the user asks to enlarge the figures, with False to go back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = FiguresForm.PANEL
        self._measures: tuple[Measure, ...] = ()
        self._measure: Measure | None = None
        self._view = LATEST
        self._order = ChartOrder.VALUE
        self._finding: Finding | None = None
        self._my_force: Force | None = None
        self._marked: Force | None = None
        self._is_table = False
        self._is_compact = False
        self._is_unfolded = False  # whether the enlarged figures have all their texts
        self._locale: QLocale | None = None
        self._chart: bar_chart.BarChartWidget | None = None
        self._table: figures_table.FiguresTable | None = None
        self._model: figures_table.FiguresModel | None = None
        self._choices: figures_choices.FiguresChoices | None = None
        self._foot: FiguresFoot | None = None
        self.setProperty("look", "panel")
        self.setAccessibleName("Figures")
        self._area = FocusRingPage(self)
        self._area.setAccessibleName("Figures and what limits them")
        self._page = QWidget(self._area.viewport())
        self._head = FiguresHead(self._page)
        self._body = _Body(self._page)
        self._blank = QWidget(self._body)
        self._body.addWidget(self._blank)
        self._caveat = CaveatLine(self._page)
        self._complete: BarChart | None = None  # with all bars
        self._shown: BarChart | None = None
        self._rows = QVBoxLayout(self._page)
        for widget in (self._head, self._body, self._caveat):
            self._rows.addWidget(widget, 1 if widget is self._body else 0)
        self._rows.addStretch()
        self._area.set_page(self._page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._head.measure_chosen.connect(self._choose_measure)
        self._head.table_requested.connect(self.show_table)
        self._head.copy_requested.connect(self.copy_requested)
        self._head.enlarge_requested.connect(self._enlarge)
        self._caveat.more_requested.connect(self._unfold)
        look().changed.connect(self._fit)
        self.set_form(FiguresForm.PANEL)

    @property
    def form(self) -> FiguresForm:
        """The form in which the figures are shown."""
        return self._form

    @property
    def is_table_shown(self) -> bool:
        """Whether the table is shown instead of the chart."""
        return self._is_table

    @property
    def chart_value(self) -> BarChart | None:
        """The chart with all its bars, as a value; None if the briefing has no figures."""
        if self._measure is None:
            return None
        made = make_bar_chart(self._measure, self._my_force, self._view)
        return in_order(made, self._order, self._measure)

    @property
    def shown_view(self) -> tuple[Measure, ChartView] | None:
        """The measure and the view that are shown; None if there are no figures."""
        return (self._measure, self._view) if self._measure is not None else None

    def set_form(self, form: FiguresForm) -> None:
        """Show the figures in another form."""
        self._form = form
        if form is not FiguresForm.ENLARGED:
            self._is_unfolded = False
        self._is_compact = False
        set_look(self, "side_panel" if form is FiguresForm.COLUMN else "panel")
        self.setFrameStyle(self.frameStyle())  # lets Qt see that the border is at another side
        self._arrange()
        self._body.setVisible(form is not FiguresForm.LINE)
        self._show_texts()
        self._show()

    def panel_height(self) -> int:
        """Return the height that a panel or a line keeps, in pixels at the text size in use."""
        if self._form is FiguresForm.LINE:
            return max(look().px(_LINE_HEIGHT), _LEAST_LINE_HEIGHT)
        return max(look().px(_PANEL_HEIGHT), _LEAST_PANEL_HEIGHT)

    def set_measures(self, measures: tuple[Measure, ...]) -> None:
        """Use another briefing's measures and show the first."""
        self._measures = measures
        self._marked = None
        self._show_measure(measures[0] if measures else None)

    def show_finding(self, finding: Finding | None) -> None:
        """Say whether the figures belong to the finding that is shown, if any."""
        self._finding = finding
        self._show_owner()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self._locale = locale
        self._head.set_text_locale(locale)
        self._caveat.set_text_locale(locale)
        if self._foot is not None:
            self._foot.setLocale(locale)

    def set_my_force(self, force: Force | None) -> None:
        """Highlight the user's force, or the measure's own if there is none."""
        if force != self._my_force:
            self._my_force = force
            self._show()

    def attach_chart(self) -> None:
        """Build the chart; call this after the window's first paint."""
        if self._chart is not None:
            return
        chart = bar_chart.BarChartWidget(self._body, is_on_ground=True)
        chart.force_chosen.connect(self._mark)
        chart.row_shown.connect(partial(self._scroll_to, chart))
        self._chart = chart
        # Its final size, so that thousands of bars are not laid out twice.
        chart.resize(self._body.size())
        self._body.addWidget(chart)
        self._show()

    def show_table(self, shown: bool) -> None:
        """Show the table, or the chart."""
        is_changed = shown != self._is_table
        self._is_table = shown
        self._head.show_table_state(is_table=shown)
        self._show_body()
        if is_changed:
            self.table_toggled.emit(shown)

    def show_measure(self, measure: Measure, force: Force | None = None) -> None:
        """Show another of the briefing's measures.

        Args:
            measure: The measure.
            force: A force whose newest figure should be among those that are shown.
        """
        self._show_measure(measure)
        newest = max((each.period for each in measure.figures if each.force == force), default="")
        if newest and newest != periods(measure)[0]:
            self._choose_view(ChartView(newest))

    def selected_text(self) -> str:
        """Return the text that is selected below the figures, or an empty string."""
        return self._foot.selected_text() if self._foot is not None else ""

    def focus(self) -> None:
        """Give the chart or table the keyboard focus, or the button that shows them."""
        body = self._body.currentWidget()
        has_figures = self._form is not FiguresForm.LINE and body is not self._blank
        target = body if has_figures else self._head.enlarge_button
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # ---- what the user chooses ------------------------------------------------------------------

    def _enlarge(self) -> None:
        self.enlarge_requested.emit(self._form is not FiguresForm.ENLARGED)

    def _unfold(self) -> None:
        """Show all texts below the enlarged figures, or one line again."""
        self._is_unfolded = not self._is_unfolded
        if self._form is FiguresForm.ENLARGED:
            self._show_texts()
        else:
            self.enlarge_requested.emit(True)

    def _choose_measure(self, index: int) -> None:
        measure = self._measures[index]
        self._show_measure(measure)
        announce(measure.message or measure.title, self)

    def _show_measure(self, measure: Measure | None) -> None:
        self._measure = measure
        self._view = LATEST
        at = self._measures.index(measure) if measure in self._measures else 0
        self._head.show_measure([each.title for each in self._measures], at)
        self._show_owner()
        self._show()

    def _choose_view(self, view: ChartView) -> None:
        self._view = view
        self._show()

    def _choose_order(self, order: ChartOrder) -> None:
        self._order = order
        self._show()

    def _mark_row(self, force: Force) -> None:
        self._mark(None if force == self._marked else force)

    def _mark(self, force: Force | None) -> None:
        """Mark a force in the chart and in the table, or none."""
        self._marked = force
        if self._chart is not None:
            self._chart.set_chosen(force)
        if self._model is not None:
            self._model.set_chosen(force)

    # ---- showing --------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the figures in the form, order and view that are chosen."""
        measure, shown = self._measure, None
        self._complete = None
        if measure is not None:
            made = with_per_cent_sign(
                make_bar_chart(measure, self._my_force, self._view, names_highlight=False)
            )
            shown = self._complete = in_order(made, self._order, measure)
            if self._form is FiguresForm.PANEL:
                few = few_rows(made, measure, self._my_force, _PANEL_ROWS)
                shown = in_order(few, self._order, measure)
        self._shown = shown
        self._caveat.show_texts(shown)
        if self._foot is not None:
            self._foot.show_texts(shown)
        if self._choices is not None:
            is_choice = shown is not None and not shown.is_over_time
            self._choices.show_order(self._order, is_choice=is_choice)
            self._choices.show_views(measure, self._my_force, self._view)
        if self._model is not None:
            self._model.show_chart(self._complete, self._my_force)
        if self._chart is not None and shown is not None and measure is not None:
            self._chart.set_max_columns(1 if self._form is FiguresForm.PANEL else 2)
            others = OtherPeriods(measure, {bar.period for bar in shown.bars})
            self._chart.set_chart(shown, self._my_force, others.text)
        self._mark(self._marked)
        self._show_body()

    def _show_owner(self) -> None:
        measure, finding = self._measure, self._finding
        is_about = measure is not None and finding is not None and measure.belongs_to(finding)
        self._head.show_owner(is_for_finding=is_about)

    def _show_body(self) -> None:
        body: QWidget = self._chart or self._blank
        if self._shown is None:
            body = self._blank
        elif self._is_table:
            table = body = self._table or self._build_table()
            table.show_few_rows(_PANEL_ROWS if self._form is FiguresForm.PANEL else 0)
        self._body.setCurrentWidget(body)
        told = self._complete if self._is_table else self._shown
        self._head.show_texts(told.title if told else "", told.subtitle if told else "")
        self._fit()

    def _show_texts(self) -> None:
        """Show one line of caveat, all texts, or none, and the choices if there is room."""
        is_enlarged = self._form is FiguresForm.ENLARGED
        is_complete = self._form is FiguresForm.COLUMN or self._is_unfolded
        self._caveat.setVisible(is_enlarged or self._form is FiguresForm.PANEL)
        self._caveat.show_state(is_unfolded=self._is_unfolded)
        if is_enlarged and self._choices is None:
            self._choices = self._build_choices()
        if is_complete and self._foot is None:
            self._foot = self._build_foot()
        if self._choices is not None:
            self._choices.setVisible(is_enlarged)
        if self._foot is not None:
            self._foot.setVisible(is_complete)
        self._fit()

    def _fit(self) -> None:
        """Fix the height of a panel, and let a column's bars be as high as they need, at most."""
        if self._form in {FiguresForm.PANEL, FiguresForm.LINE}:
            self.setFixedHeight(self.panel_height())
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_UNLIMITED)
        margin = 0
        if self._form is FiguresForm.LINE:  # its text is aligned with the page's
            padding = 0 if self._shown is None else look().px(QUIET_PADDING_X)
            margin = page_margin(self.width()) - padding
        self._head.setContentsMargins(margin, 0, margin, 0)
        most = self._column_height() if self._form is FiguresForm.COLUMN else _UNLIMITED
        self._body.setMaximumHeight(max(most, _MIN_BODY.height()))
        least = _COMPACT_SIZE * look().scale
        is_narrow = self.width() < least.width() or self.height() < least.height()
        is_compact = self._form is FiguresForm.ENLARGED and is_narrow
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._arrange()

    def _column_height(self) -> int:
        """Return the height of all rows of the chart or table, in pixels."""
        if self._shown is None:
            return 0
        if self._is_table and self._table is not None:
            return self._table.minimumSizeHint().height()
        return round(len(self._shown.bars) * look().px(_RELAXED_PITCH))

    def _arrange(self) -> None:
        """Let the head and the gaps around it follow the form."""
        is_dense = self._form is FiguresForm.PANEL or self._is_compact
        scale(self._rows.setSpacing, 1 if is_dense else 4)
        left, right = (16, 12) if self._is_compact else (40, 32)
        if self._form is FiguresForm.LINE:  # see `_fit`
            left = right = 0
        top = 7 if self._form is FiguresForm.COLUMN else 5  # level with the head of the page
        scale_sides(self._rows.setContentsMargins, left, top, right, 3)
        self._head.set_form(self._form, is_compact=self._is_compact)

    def _scroll_to(self, view: QWidget, row: QRect) -> None:
        """Scroll to the row that has the keyboard focus, if the pane is very low."""
        middle = view.mapTo(self._page, row.center())
        self._area.ensureVisible(0, middle.y(), 0, row.height() // 2 + 1)

    # ---- building -------------------------------------------------------------------------------

    def _build_choices(self) -> "figures_choices.FiguresChoices":
        choices = figures_choices.FiguresChoices(self._page)
        choices.order_chosen.connect(self._choose_order)
        choices.view_chosen.connect(self._choose_view)
        self._rows.insertWidget(1, choices)
        return choices

    def _build_foot(self) -> FiguresFoot:
        foot = FiguresFoot(self._page)
        foot.show_texts(self._shown)
        self._rows.insertWidget(self._rows.indexOf(self._body) + 1, foot)
        if self._locale is not None:
            foot.setLocale(self._locale)
        return foot

    def _build_table(self) -> "figures_table.FiguresTable":
        self._model = figures_table.FiguresModel(self)
        self._model.show_chart(self._complete, self._my_force)
        self._model.set_chosen(self._marked)
        self._table = figures_table.FiguresTable(self._model, self._body)
        self._table.force_activated.connect(self._mark_row)
        self._table.row_focused.connect(partial(self._scroll_to, self._table))
        self._body.addWidget(self._table)
        self._table.select_force(self._marked)
        return self._table
