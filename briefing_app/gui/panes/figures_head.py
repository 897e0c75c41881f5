"""What is above the figures: their message, what was counted, the buttons and the choices."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QLocale, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QMenu, QPushButton, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale, set_role
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import ElidedHeading, ElidedLabel, text_label
from briefing_app.model.chart_selection import ChartOrder
from briefing_app.model.charts import LATEST, ChartView, chart_views, periods
from briefing_app.model.reading import Contents
from briefing_app.model.report import Force, Measure
from briefing_app.model.wording import (
    CHART_SUBTITLE,
    MEASURE_HINT,
    NO_FIGURES,
    VIEW_LABEL,
    WHAT_WAS_COUNTED,
)


class FiguresForm(Enum):
    """The forms of the figures pane."""

    PANEL = auto()
    """A few bars at a fixed height, below the page."""
    COLUMN = auto()
    """Everything, beside the page."""
    LINE = auto()
    """Only a button that enlarges them."""
    ENLARGED = auto()
    """Everything with all choices, in the place of the page."""


_IN_BRIEFING: Final = "Figures in this briefing"
_FOR_FINDING: Final = "Figures for this finding"
_ENLARGE: Final = "Enlarge  F8"
_SHOW: Final = "Show figures  F8"
_BACK: Final = "Back to the finding  F8"
_SHORT_BACK: Final = "Back  F8"


_TITLES: Final = {  # the font of the message, and the most lines of message and subtitle
    FiguresForm.PANEL: (TextRole.SECTION, 3, 1),
    FiguresForm.COLUMN: (TextRole.CHART_TITLE, 4, 4),
    FiguresForm.LINE: (TextRole.SECTION, 1, 1),
    FiguresForm.ENLARGED: (TextRole.TITLE, 2, 2),
}


class _MeasureSteps(QWidget):
    """Goes from one measure of the briefing to another."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._place = quiet_button("", self, role=TextRole.SMALL_BUTTON)
        self._place.setToolTip(MEASURE_HINT)
        self._place.clicked.connect(self._list_measures)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        # The arrows are beside each other, so that another number moves neither.
        row.addWidget(self._place)
        row.addWidget(self._step_button("‹", "Previous figures", -1))
        row.addWidget(self._step_button("›", "Next figures", 1))

    def show_place(self, measures: Sequence[Measure], shown: Measure) -> None:
        """Show which of the measures is shown."""
        place = f"{measures.index(shown) + 1} of {len(measures)}"
        self._place.setText(place)
        self._place.setAccessibleName(f"{WHAT_WAS_COUNTED}: {place}")

    def _step_button(self, text: str, name: str, step: int) -> QPushButton:
        button = quiet_button(text, self, role=TextRole.SMALL_BUTTON)
        button.setAccessibleName(f"{text} {name}")
        button.setToolTip(name)
        button.clicked.connect(lambda: self._step(step))
        return button

    def _step(self, by: int) -> None:
        self._reading.step_measure(by)
        self._announce()

    def _choose(self, measure: Measure) -> None:
        self._reading.show_measure(measure)
        self._announce()

    def _announce(self) -> None:
        measure = self._reading.contents.measure
        if measure is not None:
            announce(measure.message or measure.title, self)

    def _list_measures(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        contents = self._reading.contents
        for measure in contents.report.measures:
            action = menu.addAction(measure.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(measure is contents.measure)
            action.triggered.connect(lambda _checked, measure=measure: self._choose(measure))
        menu.popup(self._place.mapToGlobal(self._place.rect().bottomLeft()))


class FiguresHead(QWidget):
    """The message of the figures with what was counted, and their buttons.

    With a fixed form, its height doesn't depend on the texts of a panel.
    """

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._form = FiguresForm.PANEL
        self._is_compact = False
        self._is_for_finding = False
        self._has_figures = False
        self._has_steps = False
        self._titles: Sequence[str] = ()
        self._buttons = FlowRow(self, spacing=4, stretches_first=True)
        self._kind = text_label(self, look="accent", role=TextRole.SMALL_BUTTON)
        self._title = ElidedHeading(self)
        self._lead = text_label(self, f"{_FOR_FINDING}.", role=TextRole.SMALL_BUTTON)
        self._subtitle = ElidedLabel(self)
        self._subtitle.setProperty("look", "muted")
        self._subtitle.setAccessibleDescription(CHART_SUBTITLE)
        set_role(self._subtitle, TextRole.SMALL)
        self._steps = _MeasureSteps(self, reading)
        self._table_button = quiet_button("Table", self, role=TextRole.SMALL_BUTTON)
        self._table_button.setCheckable(True)
        self._table_button.setAccessibleName("Table of the figures")
        self._table_button.setToolTip("Table of the figures (Ctrl+T)")
        self._table_button.clicked.connect(reading.show_table)
        self.copy_button = quiet_button("Copy", self, role=TextRole.SMALL_BUTTON)
        self.copy_button.setAccessibleName("Copy the chart and its figures")
        self.enlarge_button = quiet_button(_ENLARGE, self, role=TextRole.SMALL_BUTTON)
        self._build()
        self.set_form(FiguresForm.PANEL)

    def set_form(self, form: FiguresForm, *, is_compact: bool = False) -> None:
        """Show what belongs to a form, with a smaller message if it is compact."""
        self._form, self._is_compact = form, is_compact
        is_panel = form in {FiguresForm.PANEL, FiguresForm.LINE}
        role, title_lines, subtitle_lines = _TITLES[form]
        set_role(self._title, TextRole.SECTION if is_compact else role)
        self._title.set_max_lines(title_lines)
        self._subtitle.set_max_lines(subtitle_lines)
        for widget in (self._title, self._buttons):
            self._grid.removeWidget(widget)
        is_line = form is FiguresForm.LINE
        if is_panel:  # the message is beside the buttons, which are alone in a line
            self._grid.addWidget(self._title, 0, 0)
            self._grid.addWidget(self._buttons, 0, 0 if is_line else 1)
        else:
            self._grid.addWidget(self._buttons, 0, 0, 1, 2)
            self._grid.addWidget(self._title, 1, 0, 1, 2)
        edge = Qt.AlignmentFlag.AlignLeft if is_line else Qt.AlignmentFlag(0)
        self._grid.setAlignment(self._buttons, edge)
        scale(self._grid.setHorizontalSpacing, 0 if is_line else 12)
        scale(self._grid.setVerticalSpacing, 0 if is_panel or is_compact else 3)
        back = _SHORT_BACK if is_compact else _BACK
        text = {FiguresForm.ENLARGED: back, FiguresForm.LINE: _SHOW}.get(form, _ENLARGE)
        self.enlarge_button.setText(text)
        self._show()

    def show_texts(self, title: str, subtitle: str) -> None:
        """Show the message and what was counted; two empty texts if there are no figures."""
        self._has_figures = bool(title)
        self._title.setText(title or f"{NO_FIGURES}.")
        self._subtitle.setText(subtitle)
        self._show()

    def show_contents(self, contents: Contents) -> None:
        """Show which of several measures is shown, and whether it belongs to the finding."""
        measure, measures, finding = (
            contents.measure,
            contents.report.measures,
            contents.finding,
        )
        self._table_button.setChecked(contents.is_table)
        self._is_for_finding = (
            measure is not None and finding is not None and measure.belongs_to(finding)
        )
        self._has_steps = len(measures) > 1
        self._titles = [each.message or each.title for each in measures]
        if measure is not None:
            self._steps.show_place(measures, measure)
        self._show()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale of the message and of what was counted, for screen readers."""
        for label in (self._title, self._subtitle):
            label.setLocale(locale)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def _build(self) -> None:
        for widget in (
            self._kind,
            self._steps,
            self._table_button,
            self.copy_button,
            self.enlarge_button,
        ):
            self._buttons.add(widget)
        below = QHBoxLayout()
        scale(below.setSpacing, 4)
        below.addWidget(self._lead)
        below.addWidget(self._subtitle, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(below, 2, 0, 1, 2)

    def _show(self) -> None:
        is_line, has_figures = self._form is FiguresForm.LINE, self._has_figures
        is_enlarged = self._form is FiguresForm.ENLARGED
        self._title.setVisible(not (is_line and has_figures))
        self._title.reserve(self._titles if self._form is FiguresForm.PANEL else ())
        self._subtitle.setVisible(not is_line)
        for button in (self._table_button, self.copy_button):
            button.setVisible(has_figures and not is_line)
        self._steps.setVisible(self._has_steps and not is_line)
        self.enlarge_button.setVisible(has_figures or is_enlarged)
        self._show_owner()

    def _show_owner(self) -> None:
        is_panel = self._form in {FiguresForm.PANEL, FiguresForm.LINE}
        kind = _FOR_FINDING if self._is_for_finding else _IN_BRIEFING
        self._kind.setText("" if self._is_compact else kind)  # keeps the buttons at the right
        self._kind.setVisible(not is_panel)
        has_lead = self._form is FiguresForm.PANEL or self._is_compact
        self._lead.setVisible(has_lead and self._is_for_finding)


_MAX_PERIOD_BUTTONS: Final = 6
_OVER_TIME: Final = "One force over time"
# Pixels at 100 % text size.
_GROUP_GAP: Final = 18
_LABEL_GAP: Final = 4  # after a label, besides the spacing


class _Toggles(FlowRow):
    """A choice between a few buttons with a label before them."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent, spacing=2)
        self._label = label
        self.group = QButtonGroup(self)
        name = text_label(self, label, "muted", role=TextRole.SMALL)
        scale(name.setContentsMargins, 0, 0, _LABEL_GAP, 0)
        self.add(name)

    def set_choices(self, texts: Sequence[str]) -> None:
        """Offer other choices."""
        for button in self.group.buttons():
            self.group.removeButton(button)
            button.hide()
            button.deleteLater()
        for at, text in enumerate(texts):
            button = ToggleButton(text, self)
            button.setAccessibleName(f"{self._label}: {text}")
            button.setAutoExclusive(True)  # as the group is: makes it a radio button to Qt
            set_role(button, TextRole.SMALL)
            self.group.addButton(button, at)
            self.add(button)

    def set_current(self, index: int) -> None:
        """Show which is chosen; none if the index is negative."""
        self.group.setExclusive(index >= 0)
        for button in self.group.buttons():
            button.setChecked(self.group.id(button) == index)
        self.group.setExclusive(True)


class FiguresChoices(FlowRow):
    """Chooses what the enlarged figures show, and in which order."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent, spacing=4)
        self._periods: list[ChartView] = []
        self._others: list[ChartView] = []
        self._order = _Toggles("Sort by", self)
        self._order.set_choices([order.value for order in ChartOrder])
        self._period = _Toggles("Period", self)
        self._view_box = ComboBox(self, min_letters=16, is_quiet=True)
        self._view_box.setAccessibleName(VIEW_LABEL)
        self._view_box.setToolTip("Which of the figures are shown")
        set_role(self._view_box, TextRole.SMALL)
        for widget in (self._order, self._period, self._view_box):
            self.add(widget, starts_group=True)
        scale(self.flow.set_group_gap, _GROUP_GAP)
        self._order.group.idClicked.connect(lambda at: reading.set_order(list(ChartOrder)[at]))
        self._period.group.idClicked.connect(lambda at: reading.set_view(self._periods[at]))
        self._view_box.activated.connect(lambda at: reading.set_view(self._others[at]))

    @property
    def tab_stops(self) -> list[QWidget]:
        """What Tab stops at, in its order."""
        return [*self._order.group.buttons(), *self._period.group.buttons(), self._view_box]

    def show_order(self, order: ChartOrder, *, is_choice: bool) -> None:
        """Show the order, if it can be chosen."""
        self._order.set_current(list(ChartOrder).index(order))
        self._order.setVisible(is_choice)

    def show_views(
        self, measure: Measure | None, my_force: Force | None, current: ChartView
    ) -> None:
        """Offer the views of a measure, if there are several: a few periods as buttons.

        Args:
            measure: The measure, or None.
            my_force: The user's own force, which comes first among the forces shown over time.
            current: The view that is shown.
        """
        views = chart_views(measure, my_force) if measure is not None else {}
        names = periods(measure)[::-1] if measure is not None else ()
        if not 1 < len(names) <= _MAX_PERIOD_BUTTONS:
            names = ()
        singles = [*map(ChartView, names[:-1]), LATEST] if names else []
        if singles != self._periods:
            self._periods = singles
            self._period.set_choices(names)
        self._period.set_current(singles.index(current) if current in singles else -1)
        self._period.setVisible(bool(names))
        others = {view: name for view, name in views.items() if view not in singles}
        if names:  # the box shows this while a period is shown, and leads back to the latest
            others = {LATEST: _OVER_TIME, **others}
        self._others = list(others)
        with QSignalBlocker(self._view_box):
            self._view_box.clear()
            self._view_box.addItems(list(others.values()))
            self._view_box.setCurrentIndex(self._others.index(current) if current in others else 0)
        self._view_box.setVisible(len(others) > 1)
