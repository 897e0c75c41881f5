"""The choices of the enlarged figures: order, and period or force over time."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QButtonGroup, QWidget

from briefing_app.gui.look import TextRole, scale, set_role
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.buttons import ToggleButton
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.chart_selection import ChartOrder
from briefing_app.model.charts import LATEST, ChartView, chart_views, periods
from briefing_app.model.report import Force, Measure
from briefing_app.model.wording import VIEW_LABEL

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
        scale(self.set_group_gap, _GROUP_GAP)
        self._order.group.idClicked.connect(lambda at: reading.set_order(list(ChartOrder)[at]))
        self._period.group.idClicked.connect(lambda at: reading.set_view(self._periods[at]))
        self._view_box.activated.connect(lambda at: reading.set_view(self._others[at]))

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
