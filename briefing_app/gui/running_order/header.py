"""The header of the running order: what is shown, its minutes, and what charts highlight."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label
from briefing_app.model.report import Measure
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slideshow.time import planned_time
from briefing_app.model.wording import counted

_ONE_ROW_WIDTH_PX: Final = 700  # of the summary and the box, at 100 % text size


class RunningOrderHeader(QWidget):
    """Says how much of an order is shown and planned, and lets the user highlight a force.

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
        restore = quiet_button("Back to the author’s order", self)
        self.highlight_box = HighlightBox(self, measures)
        """The force that charts highlight; whoever starts slideshows connects to it."""
        self.highlight_box.setVisible(self.highlight_box.is_useful)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)  # with larger text, the space is needed
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(heading, 0, 0)
        self._grid.addWidget(restore, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._summary, 1, 0)
        self._grid.addWidget(self.highlight_box, 2, 0, 1, 2)
        restore.clicked.connect(editor.restore)
        editor.changed.connect(self._show_order)
        self._show_order()

    def _show_order(self) -> None:
        self._summary.setText(order_summary(self._editor.state.order))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the box beside the summary if there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= look().px(_ONE_ROW_WIDTH_PX)
        place = (1, 1, 1, 1) if is_wide else (2, 0, 1, 2)
        if self._grid.getItemPosition(self._grid.indexOf(self.highlight_box)) != place:
            self._grid.removeWidget(self.highlight_box)
            self._grid.addWidget(self.highlight_box, *place)


def order_summary(order: RunningOrder) -> str:
    """Return "15 of 16 slides, 2 added · 58 minutes", or that no time is planned."""
    text = f"{len(order.slides):,} of {counted(len(order.items), 'slide')}"
    added = sum(item.is_shown and not item.is_original for item in order.items)
    minutes = planned_time(0, order.slides).minutes
    planned = counted(minutes, "minute") if minutes else "no planned time"
    return f"{text}{f', {added:,} added' if added else ''} · {planned}"
