"""The header of the running order: what is shown, and what is planned."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label, set_tool_tip, text_label
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.model.report import Measure
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slideshow.time import NOT_PLANNED, PlannedTime, planned_time
from briefing_app.model.wording import counted

_ONE_ROW_WIDTH_PX: Final = 900  # of the summary and the choices, at 100 % text size
_BAR_HEIGHT_PX: Final = 6  # at 100 % text size


class RunningOrderHeader(QWidget):
    """Shows how much of an order is shown and planned, and lets the user plan and highlight.

    Args:
        editor: The running order.
        measures: The measures of the briefing.
    """

    def __init__(
        self, editor: RunningOrderEditor, measures: Sequence[Measure], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        heading = heading_label(self, "Running order for today", role=TextRole.TITLE)
        self._summary = ElidedLabel(self, look="muted")
        set_role(self._summary, TextRole.BODY)
        self._restore = quiet_button("Back to the author’s order", self)
        self._choices = QWidget(self)
        self._lead = text_label(self._choices, role=TextRole.BODY)
        self._minutes = MinutesField(self._choices)
        self._talk = ElidedLabel(self._choices, look="muted")
        set_role(self._talk, TextRole.BODY)
        set_look(self._talk, "good")
        self._bar = PlanBar(self._choices)
        self._highlight = HighlightBox(self._choices, measures)
        self._highlight.setVisible(self._highlight.is_useful)
        plan = QHBoxLayout()
        scale(plan.setSpacing, 8)
        plan.addWidget(self._lead)
        plan.addWidget(self._minutes)
        plan.addWidget(self._talk, 1)
        plan_rows = QVBoxLayout()
        plan_rows.setSpacing(4)
        plan_rows.addLayout(plan)
        plan_rows.addWidget(self._bar)
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        scale(choices.setSpacing, 8)
        choices.addLayout(plan_rows, 1)
        choices.addWidget(self._highlight, 0, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)  # with larger text, the space is needed
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(heading, 0, 0)
        self._grid.addWidget(self._restore, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._summary, 1, 0)
        self._grid.addWidget(self._choices, 2, 0, 1, 2)
        self._restore.clicked.connect(editor.restore)
        self._minutes.valueChanged.connect(editor.plan)
        self._highlight.activated.connect(lambda _: editor.highlight(self._highlight.highlight))
        editor.changed.connect(self._show_state)
        self._show_state()

    def _show_state(self) -> None:
        state, obstacle = self._editor.state, self._editor.obstacle_to_restore
        planned = planned_time(state.planned_minutes, state.order.slides)
        lead, talk = plan_texts(planned)
        self._lead.setText(lead)
        self._minutes.set_minutes(planned.minutes)
        said = (f"{lead} {planned.minutes} minutes", talk)
        self._minutes.setAccessibleDescription(", ".join(filter(None, said)))
        self._talk.setText(talk)
        self._talk.set_short_text(f"{planned.of_talk:,} talk" if talk else "")
        self._bar.show_time(planned)
        self._summary.setText(order_summary(state.order))
        self._restore.setEnabled(not obstacle)
        set_tool_tip(self._restore, obstacle)
        self._highlight.set_highlight(state.highlight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices beside the summary if there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= look().px(_ONE_ROW_WIDTH_PX)
        place = (1, 1, 1, 1) if is_wide else (2, 0, 1, 2)
        if self._grid.getItemPosition(self._grid.indexOf(self._choices)) != place:
            self._grid.removeWidget(self._choices)
            self._grid.addWidget(self._choices, *place)


def order_summary(order: RunningOrder) -> str:
    """Return "15 of 16 slides, 2 added"."""
    text = f"{len(order.slides):,} of {counted(len(order.items), 'slide')}"
    added = sum(item.is_shown and not item.is_original for item in order.items)
    return f"{text}, {added:,} added" if added else text


def plan_texts(planned: PlannedTime) -> tuple[str, str]:
    """Return what is before and after the planned minutes: "58 of" and "31 of them talk"."""
    lead = f"{planned.of_slides:,} of" if planned.own and planned.of_slides else "Planned"
    return lead, f"{planned.of_talk:,} of them talk" if planned.of_slides else ""


class PlanBar(QWidget):
    """A bar of the planned time: the minutes of slides, those of talk, and what is left.

    If the slides need more than is planned, what is too much has another colour.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._planned = NOT_PLANNED
        scale(self.setFixedHeight, _BAR_HEIGHT_PX)

    def show_time(self, planned: PlannedTime) -> None:
        """Show a planned time."""
        self._planned = planned
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        planned, theme = self._planned, look().theme
        total = max(planned.minutes, planned.of_slides)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(shape)
        start = 0
        others = planned.of_slides - planned.of_talk
        parts = ((others, theme.accent), (planned.of_talk, theme.good), (total, theme.line))
        for minutes, colour in parts:
            self._paint_part(painter, start, total, colour)
            start += minutes
        self._paint_part(painter, max(planned.minutes, 1), total, theme.caution)
        painter.end()

    def _paint_part(self, painter: QPainter, start: int, total: int, colour: str) -> None:
        """Paint everything from a minute on."""
        left = self.width() * start / max(total, 1)
        painter.setBrush(QColor(colour))
        painter.drawRect(QRectF(left, 0, max(0.0, self.width() - left), self.height()))
