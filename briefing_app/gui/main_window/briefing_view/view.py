"""The panes of the main window, and how they affect each other."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.language import text_locale
from briefing_app.gui.look import Style
from briefing_app.gui.main_window import lazy_parts
from briefing_app.gui.main_window.briefing_view.evidence_splitter import EvidenceSplitter
from briefing_app.gui.main_window.briefing_view.pane_clipboard import PaneClipboard
from briefing_app.gui.main_window.briefing_view.pane_filters import PaneFilters
from briefing_app.gui.main_window.briefing_view.pane_focus import PaneFocus
from briefing_app.gui.main_window.briefing_view.pane_search import PaneSearch
from briefing_app.gui.main_window.briefing_view.pane_sizes import PaneSizes
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.focus_ring import FocusRingPage
from briefing_app.model.report import Finding, Force, Quote, Report, finding_key, quote_key

if TYPE_CHECKING:
    from briefing_app.gui.panes.figures_pane import FiguresPane
    from briefing_app.gui.panes.force_line import ForceLine
    from briefing_app.model.charts import ChartView
    from briefing_app.model.report import Measure


class Selection(NamedTuple):
    """What is selected in the panes.

    Args:
        finding: The selected finding.
        quote: The quote that is shown.
        is_browsing_all: Whether all quotes are browsed rather than those of the finding.
    """

    finding: Finding | None
    quote: Quote | None
    is_browsing_all: bool


class BriefingView(QSplitter):
    """The findings on the left, their quotes and the figures on the right.

    The panes don't know each other: this connects them. The figures are added after the first
    paint, by `add_figures`.
    """

    clear_requested = Signal()
    """Emitted when the search and all filters should be cleared."""
    all_quotes_changed = Signal(bool)
    """Emitted when all quotes are browsed, or only those of a finding again."""
    table_shown_changed = Signal(bool)
    """Emitted when the figures become a table or a chart."""

    def __init__(self, settings: Settings, style: Style, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings = settings
        self._style = style
        self._report: Report | None = None
        self._my_force: Force | None = None
        self._force_line: ForceLine | None = None
        self._build()
        self._connect_panes()
        self.pane_focus = PaneFocus(self.findings, self._right, self.scroll_area)
        self.pane_sizes = PaneSizes(self, self._right, settings, style)
        self.pane_filters = PaneFilters(self.findings, self._right, settings)
        self.pane_search = PaneSearch(self.findings, self.quotes)
        self.clipboard = PaneClipboard(self._right, style, self)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        # Each widget is created inside its parent: if a scroll area with a style sheet gets another
        # parent, its labels lose their fonts.
        self.findings = FindingsPane(self._style, self)
        self.scroll_area = FocusRingPage(self._style, self)
        self.scroll_area.setAccessibleName("Quote and figures")
        self._page = QWidget(self.scroll_area.viewport())
        self.scroll_area.set_page(self._page)
        self._page_layout = QVBoxLayout(self._page)
        self._right = EvidenceSplitter(self._style, self._page)
        self._page_layout.addWidget(self._right)
        self.quotes = self._right.quotes
        self.addWidget(self.findings)
        self.addWidget(self.scroll_area)
        self.findings.lower()
        self.setChildrenCollapsible(False)
        # If the window grows, the second part gets most of it.
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 2)
        self.setHandleWidth(4)

    def _connect_panes(self) -> None:
        findings, quotes = self.findings, self.quotes
        findings.finding_selected.connect(quotes.show_finding)
        findings.clear_requested.connect(self.clear_requested)
        quotes.finding_requested.connect(self.show_finding)
        quotes.browsing_changed.connect(self.all_quotes_changed)
        quotes.quote_changed.connect(lambda _: self._show_finding_of_figures())
        self._style.changed.connect(self._restyle)
        self._restyle()

    def add_figures(self) -> "FiguresPane":
        """Replace the empty card by the figures pane, with its chart."""
        figures = self._right.add_figures()
        figures.show_table(self._settings.is_table_shown)
        figures.force_chosen.connect(self.pane_filters.choose_force)
        figures.table_toggled.connect(self._remember_table)
        self.pane_focus.follow(figures)
        self.clipboard.follow(figures)
        self._fill_figures()
        return figures

    # ---- the briefing ---------------------------------------------------------------------------

    def show_report(self, report: Report) -> None:
        """Show a briefing in all panes."""
        self._report = report
        self.clipboard.set_language(report.language)
        locale = text_locale(report.language)
        self.quotes.set_text_locale(locale)
        self.findings.set_text_locale(locale)
        self.quotes.set_report(report.quotes, report.findings)
        self.findings.set_findings(report.findings, report.forces)  # shows the first one
        if not report.findings:
            self.quotes.show_finding(None)
        self._fill_figures()

    def _fill_figures(self) -> None:
        if self.figures is not None and self._report is not None:
            self.figures.set_text_locale(text_locale(self._report.language))
            self.figures.set_measures(self._report.measures)
            self.figures.set_my_force(self._my_force)
            self.pane_filters.mark_force()
            self._show_finding_of_figures()

    def _show_finding_of_figures(self) -> None:
        if self.figures is not None:
            self.figures.show_finding(self.quotes.finding)

    @property
    def figures(self) -> "FiguresPane | None":
        """The figures pane, once it is there."""
        return self._right.figures

    @property
    def selected_slide_key(self) -> str:
        """The key of the slide of the selection: a quote among all quotes, or a finding."""
        quote, finding = self.quotes.quote, self.findings.selected
        if quote is not None and self.quotes.is_browsing:
            return quote_key(quote)
        return finding_key(finding) if finding is not None else ""

    @property
    def shown_chart(self) -> "tuple[Measure, ChartView] | None":
        """The measure that is shown and the selected part of it, if there are figures."""
        return self.figures.shown_view if self.figures is not None else None

    @property
    def selection(self) -> Selection:
        """What is selected, to be restored after reloading."""
        quotes = self.quotes
        return Selection(self.findings.selected, quotes.quote, quotes.is_browsing)

    def restore_selection(self, selection: Selection) -> None:
        """Select the same again in another edition of the briefing, as far as it is there."""
        if self._report is None:
            return
        finding, quote, is_browsing_all = selection
        for same in self._report.findings:
            if finding is not None and finding_key(same) == finding_key(finding):
                self.findings.select(same)
        if is_browsing_all:
            self.quotes.set_browsing(browsing=True)
            for again in self._report.quotes:
                if quote is not None and quote_key(again) == quote_key(quote):
                    self.quotes.show_quote(again.id)
                    break

    def show_finding(self, finding: Finding) -> None:
        """Select a finding; clear the search and the filters if they hide it."""
        self.findings.select(finding)
        if self.findings.selected is not finding:
            self.clear_requested.emit()
            self.findings.select(finding)
        self.quotes.show_finding(finding)

    # ---- my force -------------------------------------------------------------------------------

    def set_my_force(self, force: Force | None, name: str) -> None:
        """Highlight a force in all panes, and say where the briefing names it.

        Args:
            force: The force; None if there is none, or if the briefing doesn't list it.
            name: Its full name; empty if there is none.
        """
        self._my_force = force
        self.findings.set_my_force(force)
        self.quotes.set_my_force(force)
        if self.figures is not None:
            self.figures.set_my_force(force)
        if name and self._report is not None:
            line = self._force_line or self._add_force_line()
            line.show_mentions(lazy_parts.find_mentions(self._report, name))
        elif self._force_line is not None:
            self._force_line.show_mentions(None)

    def announce_my_force(self) -> None:
        """Let a screen reader say where the briefing names the user's force."""
        if self._force_line is not None:
            self._force_line.announce()

    def _add_force_line(self) -> "ForceLine":
        line = self._force_line = lazy_parts.force_line(self._style, self.findings)
        self.findings.add_line(line)
        line.findings_requested.connect(self._list_findings_about)
        line.quote_requested.connect(self._show_quote)
        line.measure_requested.connect(self._show_measure)
        return line

    def _list_findings_about(self, force: Force) -> None:
        self.clear_requested.emit()
        self.pane_filters.choose_force(force)
        self.findings.focus()

    def _show_quote(self, quote: Quote) -> None:
        """Show one of all quotes; end a search if it hides the quote."""
        self.quotes.set_browsing(browsing=True)
        self.quotes.show_quote(quote.id)
        if self.quotes.quote is not quote:
            self.clear_requested.emit()
            self.quotes.set_browsing(browsing=True)
            self.quotes.show_quote(quote.id)
        self.pane_focus.to_quotes()

    def _show_measure(self, measure: "Measure") -> None:
        if self.figures is not None:
            self.figures.show_measure(measure, self._my_force)
            self.pane_focus.to_figures()

    # ---- table, bookmark and size ---------------------------------------------------------------

    def show_table(self, is_table: bool) -> None:  # noqa: FBT001, a slot
        """Show the figures as a table or as a chart."""
        if self.figures is not None:
            self.figures.show_table(is_table)

    def _remember_table(self, is_table: bool) -> None:  # noqa: FBT001, a slot
        self._settings.is_table_shown = is_table
        self.table_shown_changed.emit(is_table)

    def toggle_bookmark(self) -> None:
        """Set a bookmark at what is shown, or remove it."""
        if self.quotes.note_panel is not None and self.quotes.note_panel.isVisible():
            self.quotes.note_panel.toggle_bookmark()

    def fit(self, height: int) -> None:
        """Adapt to the height of the window."""
        self._right.fit(height)

    def _restyle(self) -> None:
        px = self._style.px
        self._page_layout.setContentsMargins(px(14), 14, px(18), 14)
