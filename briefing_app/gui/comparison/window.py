"""The window that shows what has changed from an earlier briefing to a later one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.comparison.table import FiguresChangeModel, FindingTable, ListedFinding
from briefing_app.gui.look import TextRole, scale, set_look, set_role
from briefing_app.gui.panes.figures_table import FiguresTable
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.comparison import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    UNMATCHED,
    WHAT_HAS_CHANGED,
    Comparison,
    MeasureChange,
    briefing_label,
    compare,
    unknown_predecessor_note,
    unmatched_measure_lines,
)
from briefing_app.model.report import Force, Report
from briefing_app.model.text import single_line
from briefing_app.model.wording import CHART_SUBTITLE, MEASURE_HINT, WHAT_WAS_COUNTED, written_date

_MAX_SHARES: Final = {1: 0.24, 2: 0.24, 3: 0.24}  # of the table's width, beside the names


class MeasureCard(QFrame):
    """Shows the compared figures of a measure that the user chooses."""

    focus_moved = Signal(QRect)
    """Emitted when the keyboard focus or text cursor moves, with its place in the card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._changes: Sequence[MeasureChange] = ()
        self.setProperty("look", "card")
        self._measures = ComboBox(self, min_letters=12)
        set_role(self._measures, TextRole.SMALL)
        self._measures.setAccessibleName(WHAT_WAS_COUNTED)
        self._measures.setToolTip(MEASURE_HINT)
        self._measures.activated.connect(self._show_measure)
        self._chart = BarChartWidget(self)
        self._chart.force_chosen.connect(self._mark)
        self._chart.row_shown.connect(partial(self._emit_focus, self._chart))
        self._model = FiguresChangeModel(self)
        self._table = FiguresTable(self._model, self, _MAX_SHARES)
        self._table.force_activated.connect(self._mark)
        self._table.row_focused.connect(partial(self._emit_focus, self._table))
        title = self._text("Measure", role=TextRole.CHART_TITLE)
        subtitle = self._text(CHART_SUBTITLE, "muted")
        notes = self._text("How the figures were compared")
        caveat = self._text("What limits the figures", "muted")
        definition = self._text("How it was counted", "muted")
        source = self._text("Source of the figures", "muted")
        self._texts = (title, subtitle, notes, caveat, definition, source)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 16, 12, 16, 12)
        scale(rows.setSpacing, 6)
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
            rows.addWidget(widget)

    def show_measures(self, changes: Sequence[MeasureChange]) -> None:
        """Offer the measures of another comparison and show the first; hide if there is none."""
        self._changes = changes
        with QSignalBlocker(self._measures):
            self._measures.clear()
            self._measures.addItems([single_line(change.later.title) for change in changes])
        self._measures.setVisible(len(changes) > 1)
        self._show_measure(0)

    def _text(self, name: str, look: str = "", role: TextRole = TextRole.SMALL) -> PlainText:
        text = PlainText(self, role)
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
            _set_text(text, passage)

    def _mark(self, force: Force | None) -> None:
        """Mark a force in the chart and in the table, or none."""
        self._chart.set_chosen(force)
        self._model.set_chosen(force)

    def _emit_focus(self, view: QWidget, place: QRect) -> None:
        self.focus_moved.emit(QRect(view.mapTo(self, place.topLeft()), place.size()))


_SIZE: Final = QSize(860, 700)  # pixels at 100 % text size


@dataclass(frozen=True, slots=True)
class _Group:
    """A heading and the findings below it."""

    heading: QLabel
    findings: FindingTable


class ComparisonWindow(ResizableDialog):
    """Shows the findings of two briefings in three groups, and the figures of each measure.

    Args:
        earlier: The briefing that counts as the earlier one until the user swaps them.
        later: The other briefing.
    """

    slides_requested = Signal(object)
    """Emitted when slides of this `Comparison` are to be added to the running order."""
    page_requested = Signal(object)
    """Emitted when a handout page of this `Comparison` is to be saved."""
    swapped = Signal()
    """Emitted when the user swapped the earlier and the later briefing."""

    def __init__(self, earlier: Report, later: Report, parent: QWidget | None = None) -> None:
        super().__init__(WHAT_HAS_CHANGED, _SIZE, parent)
        self._column = QVBoxLayout(self._page)
        scale(self._column.setContentsMargins, 8, 6, 12, 6)
        scale(self._column.setSpacing, 6)
        self._earlier = self._text("The earlier briefing")
        self._later = self._text("The later briefing")
        self._summary = self._text("How much has changed")
        self._groups = [self._build_group(title) for title in (FOLLOWED_UP, ENDED, NEW)]
        self._figures_heading = self._heading("Figures")
        self._unmatched = self._text(UNMATCHED)
        self._measure_card = MeasureCard(self._page)
        self._measure_card.focus_moved.connect(partial(self._scroll_to, self._measure_card))
        self._column.addWidget(self._measure_card)
        self._message = self._build_buttons()
        self._column.addStretch(1)
        self._comparison = compare(earlier, later)
        self._show()
        self._finish()

    @property
    def comparison(self) -> Comparison:
        """The comparison that is shown."""
        return self._comparison

    def show_message(self, message: str) -> None:
        """Show a message above the buttons and announce it; an empty one hides it."""
        self._message.show_text(message)
        self._message.setVisible(bool(message))
        announce(message, self)

    # ---- building -------------------------------------------------------------------------------

    def _text(self, name: str) -> PlainText:
        text = PlainText(self._page, TextRole.BODY)
        text.setAccessibleName(name)
        text.caret_moved.connect(partial(self._scroll_to, text))
        self._column.addWidget(text)
        return text

    def _heading(self, title: str) -> QLabel:
        heading = heading_label(self._page, title, role=TextRole.SECTION, wraps=True)
        scale(heading.setContentsMargins, 0, 10, 0, 0)
        self._column.addWidget(heading)
        return heading

    def _build_group(self, title: str) -> _Group:
        heading = self._heading(title)
        findings = FindingTable(self._page)
        findings.setAccessibleName(title)
        findings.row_focused.connect(partial(self._scroll_to, findings))
        self._column.addWidget(findings)
        return _Group(heading, findings)

    def _build_buttons(self) -> PlainText:
        """Add the buttons, and return the text for messages above them."""
        swap = quiet_button("Swap", self)
        swap.setAccessibleName("Swap the earlier and the later briefing")
        swap.clicked.connect(self._swap_briefings)
        add = quiet_button("Add to the running order", self)
        save = quiet_button("Handout page…", self)
        add.setAccessibleDescription("The slides stay until you close the program")
        for button, signal in ((add, self.slides_requested), (save, self.page_requested)):
            button.clicked.connect(lambda _checked, to=signal: to.emit(self._comparison))
        for button in (swap, add, save):
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        set_look(self._buttons.button(QDialogButtonBox.StandardButton.Close), "quiet")
        message = PlainText(self, TextRole.CONTROL)
        message.setAccessibleName("Result")
        message.hide()
        self._rows.insertWidget(1, message)
        return message

    # ---- showing --------------------------------------------------------------------------------

    def _swap_briefings(self) -> None:
        self._comparison = compare(self._comparison.later, self._comparison.earlier)
        self.show_message("")
        self._show()
        self.swapped.emit()

    def _show(self) -> None:
        comparison = self._comparison
        for text, lead, report in (
            (self._earlier, "Earlier: ", comparison.earlier),
            (self._later, "Later: ", comparison.later),
        ):
            text.show_text(lead + briefing_label(report), bold=[slice(len(lead))])
        _set_text(self._summary, comparison.summary)
        then, now = _heading(THEN, comparison.earlier), _heading(NOW, comparison.later)
        tables: tuple[tuple[Sequence[str], Sequence[Sequence[ListedFinding]]], ...] = (
            ((then, now), [tuple(map(ListedFinding, pair)) for pair in comparison.followed]),
            ((then,), [(ListedFinding(finding),) for finding in comparison.ended]),
            (
                (now,),
                [(ListedFinding(new, unknown_predecessor_note(new)),) for new in comparison.new],
            ),
        )
        for group, (headings, rows) in zip(self._groups, tables, strict=True):
            group.findings.show_rows(headings, rows)
            group.findings.setVisible(bool(rows))
            group.heading.setVisible(bool(rows))
        unmatched = unmatched_measure_lines(comparison)
        _set_text(self._unmatched, "\n".join(unmatched))
        self._figures_heading.setVisible(bool(comparison.measures or unmatched))
        self._measure_card.show_measures(comparison.measures)

    def _scroll_to(self, view: QWidget, place: QRect) -> None:
        """Scroll to the place of the keyboard focus in a view."""
        middle = view.mapTo(self._page, place.center())
        self._area.ensureVisible(0, middle.y(), 0, place.height() // 2 + 1)


def _heading(lead: str, report: Report) -> str:
    return ", ".join(filter(None, (lead, written_date(report.published))))


def _set_text(text: PlainText, words: str) -> None:
    text.show_text(words)
    text.setVisible(bool(words))
