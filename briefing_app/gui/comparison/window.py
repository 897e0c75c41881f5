"""The window that shows what has changed from an earlier briefing to a later one."""

from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.comparison.change_list import ChangeList, Told
from briefing_app.gui.panes.figures_table import FiguresModel, FiguresTable
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.charts import BarChart
from briefing_app.model.comparison import Comparison, compare
from briefing_app.model.comparison_text import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    UNMATCHED,
    briefing_label,
    unknown_predecessor_note,
    unmatched_measure_lines,
)
from briefing_app.model.report import Force, Report
from briefing_app.model.text import single_line

_SIZE: Final = QSize(860, 700)  # pixels at 100 % text size


class _Text(NamedTuple):
    """A text of the page and how it is set."""

    view: PlainText
    role: TextRole


class ComparisonWindow(ResizableDialog):
    """Findings in three groups, and a chart and table of the figures of each measure.

    Args:
        earlier: The briefing that is taken for the earlier one, until they are swapped.
        later: The other one.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    slides_wanted = Signal(object)
    """Slides of this `Comparison` are to be added to the running order."""
    page_wanted = Signal(object)
    """A handout page of this `Comparison` is to be saved."""
    swapped = Signal()
    """The earlier briefing is now the later one."""

    def __init__(
        self, earlier: Report, later: Report, style: Style, parent: QWidget | None = None
    ) -> None:
        super().__init__("What has changed", _SIZE, style, parent)
        self._texts: list[_Text] = []
        self._headings: list[QLabel] = []
        self._column = QVBoxLayout(self._page)
        self._build_findings()
        self._build_figures()
        self._build_buttons()
        self._column.addStretch(1)
        self._comparison = compare(earlier, later)
        self._show()
        self._follow_style()

    @property
    def comparison(self) -> Comparison:
        """What is shown."""
        return self._comparison

    def tell(self, sentence: str) -> None:
        """Say what became of what was asked for, above the buttons; nothing by an empty text."""
        self._told.show_text(sentence, self._style.font(TextRole.CONTROL))
        self._told.setVisible(bool(sentence))

    def _build_findings(self) -> None:
        self._earlier = self._text("The earlier briefing", TextRole.BODY)
        self._later = self._text("The later briefing", TextRole.BODY)
        self._swap = QPushButton("Swap", self._page)
        self._swap.setProperty("look", "chip")
        self._swap.setAccessibleName("Swap the earlier and the later briefing")
        self._swap.clicked.connect(self._swap_them)
        row = QHBoxLayout()
        row.addWidget(self._swap)
        row.addStretch(1)
        self._column.addLayout(row)
        self._summary = self._text("How much has changed", TextRole.BODY)
        self._groups: list[tuple[QLabel, ChangeList]] = []
        for title in (FOLLOWED_UP, ENDED, NEW):
            heading, rows = self._headed(title), ChangeList(self._style, self._page)
            rows.setAccessibleName(title)
            rows.caret_moved.connect(partial(self._follow, rows))
            self._column.addWidget(rows)
            self._groups.append((heading, rows))

    def _build_figures(self) -> None:
        style, page = self._style, self._page
        self._heading = self._headed("Figures")
        self._unmatched = self._text(UNMATCHED, TextRole.BODY)
        self._card = QFrame(page)
        self._card.setProperty("look", "card")
        self._figures = QVBoxLayout(self._card)
        self._column.addWidget(self._card)
        self._measures = ComboBox(style, self._card, min_letters=12)
        self._measures.setAccessibleName("What was counted")
        self._measures.setToolTip("What the figures count")
        self._measures.activated.connect(self._show_measure)
        self._chart = BarChartWidget(style, self._card)
        self._chart.set_full_height(True)
        self._chart.force_chosen.connect(self._mark)
        self._chart.row_shown.connect(partial(self._follow, self._chart))
        self._model = FiguresModel(style, self)
        self._table = FiguresTable(self._model, style, self._card)
        self._table.set_full_height(True)
        self._table.force_activated.connect(self._mark)
        self._table.row_focused.connect(partial(self._follow, self._table))
        small = TextRole.SMALL
        self._figures.addWidget(self._measures)
        self._title = self._text("Measure", TextRole.CHART_TITLE, on=self._card)
        self._subtitle = self._text("What was counted and when", small, "muted", on=self._card)
        self._figures.addWidget(self._chart)
        self._notes = self._text("How the figures were compared", small, on=self._card)
        self._caveat = self._text("What limits the figures", small, "muted", on=self._card)
        self._figures.addWidget(self._table)
        self._definition = self._text("How it was counted", small, "muted", on=self._card)
        self._source = self._text("Where the figures stand", small, "muted", on=self._card)

    def _build_buttons(self) -> None:
        action = QDialogButtonBox.ButtonRole.ActionRole
        add = QPushButton("Add to the running order", self)
        save = QPushButton("Handout page…", self)
        add.setAccessibleDescription("Adds slides of what has changed, until the program ends")
        for button, signal in ((add, self.slides_wanted), (save, self.page_wanted)):
            self._buttons.addButton(button, action)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, to=signal: to.emit(self._comparison))
        self._told = PlainText(self._style, self)
        self._told.setAccessibleName("What was done")
        self._told.hide()
        self._rows.insertWidget(1, self._told)

    def _text(
        self, name: str, role: TextRole, look: str = "", *, on: QWidget | None = None
    ) -> PlainText:
        """A text below the others of the page, or of the card with the figures."""
        text = PlainText(self._style, on or self._page)
        text.setAccessibleName(name)
        if look:
            text.setProperty("look", look)
        text.caret_moved.connect(partial(self._follow, text))
        self._texts.append(_Text(text, role))
        (self._figures if on else self._column).addWidget(text)
        return text

    def _headed(self, words: str) -> QLabel:
        heading = selectable_label(self._page)
        heading.setText(words)
        self._headings.append(heading)
        self._column.addWidget(heading)
        return heading

    def _swap_them(self) -> None:
        self._comparison = compare(self._comparison.later, self._comparison.earlier)
        self.tell("")
        self._show()
        self.swapped.emit()

    def _show(self) -> None:
        comparison = self._comparison
        for text, lead, report in (
            (self._earlier, "Earlier: ", comparison.earlier),
            (self._later, "Later: ", comparison.later),
        ):
            text.show_text(
                lead + briefing_label(report), self._style.font(TextRole.BODY), bold_until=len(lead)
            )
        self._put(self._summary, comparison.summary)
        groups: tuple[list[tuple[Told, ...]], ...] = (
            [(Told(was, THEN), Told(now, NOW)) for was, now in comparison.followed],
            [(Told(finding),) for finding in comparison.ended],
            [(Told(new, note=unknown_predecessor_note(new)),) for new in comparison.new],
        )
        for (heading, view), rows in zip(self._groups, groups, strict=True):
            view.show_rows(rows)
            view.setVisible(bool(rows))
            heading.setVisible(bool(rows))
        self._put(self._unmatched, "\n".join(unmatched_measure_lines(comparison)))
        titles = [single_line(change.later.title) for change in comparison.measures]
        with QSignalBlocker(self._measures):
            self._measures.clear()
            self._measures.addItems(titles)
        self._measures.setVisible(len(titles) > 1)
        self._heading.setVisible(bool(titles) or not self._unmatched.isHidden())
        self._show_measure(0)

    def _show_measure(self, at: int) -> None:
        charts = [change.chart for change in self._comparison.measures]
        chart: BarChart | None = charts[at] if charts else None
        if chart is not None:
            self._chart.set_chart(chart)
            self._chart.setAccessibleName(f"Chart: {chart.title}")
        self._model.show_chart(chart, None)
        self._mark(None)
        self._card.setVisible(chart is not None)
        for text, words in (
            (self._title, chart.title if chart else ""),
            (self._subtitle, chart.subtitle if chart else ""),
            (self._notes, "\n".join(chart.notes) if chart else ""),
            (self._caveat, chart.caveat if chart else ""),
            (self._definition, chart.definition if chart else ""),
            (self._source, chart.source if chart else ""),
        ):
            self._put(text, words)

    def _put(self, text: PlainText, words: str) -> None:
        text.show_text(words, text.font())
        text.setVisible(bool(words))

    def _mark(self, force: Force | None) -> None:
        """Mark a force in the chart and in the table, or none."""
        self._chart.set_chosen(force)
        self._model.set_chosen(force)

    def _follow(self, view: QWidget, shown: QRect) -> None:
        """Scroll to where the keyboard is."""
        middle = view.mapTo(self._page, shown.center())
        self._area.ensureVisible(0, middle.y(), 0, shown.height() // 2 + 1)

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._column.setContentsMargins(px(8), px(6), px(12), px(6))
        self._column.setSpacing(px(6))
        self._figures.setContentsMargins(px(16), px(12), px(16), px(12))
        self._figures.setSpacing(px(6))
        for text, role in self._texts:
            text.show_text(text.toPlainText(), font(role))
        for text in (self._earlier, self._later):
            words = text.toPlainText()
            text.show_text(words, text.font(), bold_until=words.index(":") + 1)
        for _, rows in self._groups:
            rows.restyle()
        for heading in self._headings:
            heading.setFont(font(TextRole.SECTION))
            heading.setContentsMargins(0, px(10), 0, 0)
        for control in (self._swap, self._measures):
            control.setFont(font(TextRole.SMALL))
        self._table.horizontalHeader().setFont(font(TextRole.SMALL))
        self._table.fit()
        self._told.show_text(self._told.toPlainText(), font(TextRole.CONTROL))
        super()._restyle()
