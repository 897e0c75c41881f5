"""The card with the compared figures of one measure, as a chart and as a table."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.comparison.figures_change_model import FiguresChangeModel
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.panes.figures_table import FiguresTable
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.comparison import MeasureChange
from briefing_app.model.report import Force
from briefing_app.model.text import single_line

_ROLES: Final = (
    TextRole.CHART_TITLE,
    TextRole.SMALL,
    TextRole.SMALL,
    TextRole.SMALL,
    TextRole.SMALL,
    TextRole.SMALL,
)
_MAX_SHARES: Final = {1: 0.24, 2: 0.24, 3: 0.24}  # of the table's width, beside the names


class MeasureCard(QFrame):
    """Shows the compared figures of a measure that the user chooses.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    focus_moved = Signal(QRect)
    """Emitted when the keyboard focus or text cursor moves, with its place in the card."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._changes: Sequence[MeasureChange] = ()
        self.setProperty("look", "card")
        self._measures = ComboBox(style, self, min_letters=12)
        self._measures.setAccessibleName("What was counted")
        self._measures.setToolTip("What the figures count")
        self._measures.activated.connect(self._show_measure)
        self._chart = BarChartWidget(style, self)
        self._chart.set_full_height(True)
        self._chart.force_chosen.connect(self._mark)
        self._chart.row_shown.connect(partial(self._emit_focus, self._chart))
        self._model = FiguresChangeModel(style, self)
        self._table = FiguresTable(self._model, style, self, _MAX_SHARES)
        self._table.set_full_height(True)
        self._table.force_activated.connect(self._mark)
        self._table.row_focused.connect(partial(self._emit_focus, self._table))
        title = self._text("Measure")
        subtitle = self._text("What was counted and when", "muted")
        notes = self._text("How the figures were compared")
        caveat = self._text("What limits the figures", "muted")
        definition = self._text("How it was counted", "muted")
        source = self._text("Source of the figures", "muted")
        self._texts = (title, subtitle, notes, caveat, definition, source)
        self._rows = QVBoxLayout(self)
        for widget in (
            self._measures,
            title,
            subtitle,
            self._chart,
            notes,
            caveat,
            self._table,
            definition,
            source,
        ):
            self._rows.addWidget(widget)

    def show_measures(self, changes: Sequence[MeasureChange]) -> None:
        """Offer the measures of another comparison and show the first; hide if there is none."""
        self._changes = changes
        with QSignalBlocker(self._measures):
            self._measures.clear()
            self._measures.addItems([single_line(change.later.title) for change in changes])
        self._measures.setVisible(len(changes) > 1)
        self._show_measure(0)

    def restyle(self) -> None:
        """Apply the current style."""
        px, font = self._style.px, self._style.font
        self._rows.setContentsMargins(px(16), px(12), px(16), px(12))
        self._rows.setSpacing(px(6))
        for text, role in zip(self._texts, _ROLES, strict=True):
            text.show_text(text.toPlainText(), font(role))
        self._measures.setFont(font(TextRole.SMALL))
        self._table.restyle()

    def _text(self, name: str, look: str = "") -> PlainText:
        text = PlainText(self._style, self)
        text.setAccessibleName(name)
        if look:
            text.setProperty("look", look)
        text.caret_moved.connect(partial(self._emit_focus, text))
        return text

    def _show_measure(self, index: int) -> None:
        change = self._changes[index] if self._changes else None
        chart = change.chart if change is not None else None
        passages: tuple[str, ...] = ("",) * len(self._texts)
        if chart is not None:
            self._chart.set_chart(chart)
            self._chart.setAccessibleName(f"Chart: {chart.title}")
            notes = "\n".join(chart.notes)
            passages = (
                chart.title,
                chart.subtitle,
                notes,
                chart.caveat,
                chart.definition,
                chart.source,
            )
        self._model.show_change(change)
        self._mark(None)
        self.setVisible(chart is not None)
        for text, passage in zip(self._texts, passages, strict=True):
            text.show_text(passage, text.font())
            text.setVisible(bool(passage))

    def _mark(self, force: Force | None) -> None:
        """Mark a force in the chart and in the table, or none."""
        self._chart.set_chosen(force)
        self._model.set_chosen(force)

    def _emit_focus(self, view: QWidget, place: QRect) -> None:
        self.focus_moved.emit(QRect(view.mapTo(self, place.topLeft()), place.size()))
