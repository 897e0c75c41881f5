"""The top of the running order dialog: what is shown, the planned time, the highlight."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.running_order.minutes_field import MinutesField
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import explain, quiet_button
from briefing_app.gui.widgets.elided_label import ElidedLabel
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.model.report import Force, Measure
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slideshow.time import PlannedTime, planned_time
from briefing_app.model.wording import counted


class RunningOrderHeader(QWidget):
    """Shows how much of an order is shown and planned, and lets the user plan and highlight.

    Args:
        measures: The measures of the briefing.
        style: Fonts and text size.
        parent: As in Qt.
    """

    restore_requested = Signal()
    """Emitted when the author's order was requested."""
    planned_minutes_changed = Signal(int)
    """Emitted with the minutes that the user plans; 0 for none."""
    highlight_changed = Signal(object)
    """Emitted with the force that charts highlight; None for the author's choice."""

    def __init__(self, measures: Sequence[Measure], style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._own_minutes = 0
        self._titles = FlowRow(self, spacing=12)
        self._heading = heading_label(self._titles, "Running order for today")
        self._summary = ElidedLabel(self._titles)
        for label in (self._heading, self._summary):
            self._titles.add(label)
        self._restore = quiet_button("Back to the author’s order", self)
        self._choices = FlowRow(self, spacing=10)
        self._minutes_label = text_label(self._choices, "Planned time")
        self._minutes = MinutesField(self._choices)
        self._highlight = HighlightBox(style, self._choices, measures)
        self._highlight.setVisible(self._highlight.is_useful)
        for widget in (self._minutes_label, self._minutes, self._highlight):
            self._choices.add(widget)
        self._head = QHBoxLayout()
        self._head.addWidget(self._titles, 1)
        self._head.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._second_row = QHBoxLayout()
        self._second_row.addWidget(self._choices)
        self._rows.addLayout(self._second_row)
        self._restore.clicked.connect(self.restore_requested)
        self._minutes.edited.connect(self._plan)
        self._highlight.highlight_chosen.connect(self.highlight_changed)

    def set_planned_minutes(self, minutes: int) -> None:
        """Plan minutes, which `show_order` shows; 0 for those of the slides."""
        self._own_minutes = minutes

    def set_highlight(self, force: Force | None) -> None:
        """Show which force charts highlight; None for the author's choice."""
        self._highlight.set_highlight(force)

    def show_order(self, order: RunningOrder, obstacle_to_restore: str) -> None:
        """Show how much of an order is shown and planned.

        Args:
            order: The order.
            obstacle_to_restore: Why the author's order can't be restored; empty if it can.
        """
        planned = planned_time(self._own_minutes, order.slides)
        self._minutes.set_minutes(planned.minutes)
        self._summary.setText(order_summary(order, planned))
        self._titles.refresh()
        self._restore.setEnabled(not obstacle_to_restore)
        explain(self._restore, obstacle_to_restore)

    def restyle(self) -> None:
        """Apply the current style."""
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.TITLE))
        self._summary.setFont(style.font(TextRole.BODY))
        for control in (self._restore, self._minutes_label, self._minutes, self._highlight):
            control.setFont(style.font(TextRole.CONTROL))
        padding = 0 if style.theme.outlined else px(QUIET_PADDING_X)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(min(px(9), 12))
        # The text of the quiet button is flush with what is below it, not its edge.
        self._head.setContentsMargins(padding, 0, 0, 0)
        self._second_row.setContentsMargins(padding, 0, padding, 0)
        for row in (self._titles, self._choices):
            row.refresh()

    def _plan(self, minutes: int) -> None:
        self._own_minutes = minutes
        self.planned_minutes_changed.emit(minutes)


def order_summary(order: RunningOrder, planned: PlannedTime) -> str:
    """Return "15 of 16 slides · 41 of 45 minutes planned", as far as there is a plan."""
    text = f"{len(order.slides):,} of {counted(len(order.items), 'slide')}"
    if not planned.minutes:
        return text
    of_slides = f"{planned.of_slides:,} of " if planned.own and planned.of_slides else ""
    return f"{text} · {of_slides}{counted(planned.minutes, 'minute')} planned"
