"""The panes of the main window, and how they affect each other."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from briefing_app.gui.accessibility.speech import text_locale
from briefing_app.gui.main_window.actions import EDIT, GO, PANES, SIZES, VIEW, Action
from briefing_app.gui.main_window.pane_clipboard import PaneClipboard
from briefing_app.gui.main_window.pane_focus import PaneFocus
from briefing_app.gui.main_window.pane_search import PaneSearch
from briefing_app.gui.main_window.reading_column import ReadingColumn
from briefing_app.gui.main_window.window_place import ListWidth
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.settings import Settings
from briefing_app.model import force_mentions
from briefing_app.model.charts import ChartView
from briefing_app.model.report import (
    Finding,
    Force,
    Measure,
    Quote,
    Report,
    finding_key,
    quote_key,
)


class Selection(NamedTuple):
    """What is selected in the panes.

    Args:
        finding: The selected finding.
        quote: The quote that is shown.
        is_browsing_all: Whether all quotes are browsed rather than those of the finding.
        is_enlarged: Whether the figures are in the place of the finding.
    """

    finding: Finding | None
    quote: Quote | None
    is_browsing_all: bool
    is_enlarged: bool


class BriefingView(QSplitter):
    """The findings on the left, their quotes and the figures on the right.

    The panes don't know each other: this connects them.
    """

    clear_requested = Signal()
    """Emitted when the search and the filter should be cleared."""
    search_requested = Signal(str)
    """Emitted with another text to search for."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings = settings
        self._report: Report | None = None
        self._my_force: Force | None = None
        self._build()
        self.pane_focus = PaneFocus(self.findings, self.column)
        self.list_width = ListWidth(self, settings)
        self.pane_search = PaneSearch(self.findings, self.column)
        self.clipboard = PaneClipboard(self.column, self)
        self._connect_panes()

    def menu_actions(self) -> tuple[Action, ...]:
        """Return the actions that the panes carry out."""
        column, width, focus = self.column, self.list_width, self.pane_focus
        return (
            Action(
                "Bookmark",
                self.toggle_bookmark,
                EDIT,
                40,
                ("Ctrl+B",),
                is_listed=False,
            ),
            Action(
                "Figures as a table",
                self._remember_table,
                VIEW,
                10,
                ("Ctrl+T",),
                checked=lambda: self._settings.is_table_shown,
                is_listed=False,
            ),
            Action("&Wider list", partial(width.widen, 1), SIZES, 30, ("F7",)),
            Action("Na&rrower list", partial(width.widen, -1), SIZES, 31, ("Shift+F7",)),
            Action(
                "Enlarge the figures",
                self.enlarge_figures,
                VIEW,
                11,
                ("F8",),
                checked=lambda: column.is_enlarged,
                is_listed=False,
            ),
            Action("&Next finding", partial(self.findings.step, 1), GO, 10, ("Alt+Down",)),
            Action("&Previous finding", partial(self.findings.step, -1), GO, 11, ("Alt+Up",)),
            Action("Ne&xt quote", partial(column.step_quote, 1), GO, 20, ("Alt+Right",)),
            Action("Pre&vious quote", partial(column.step_quote, -1), GO, 21, ("Alt+Left",)),
            Action(
                "All quotes in this briefing",
                column.browse,
                GO,
                22,
                ("Ctrl+U",),
                checked=lambda: column.is_browsing,
                is_listed=False,
            ),
            Action("To the &findings", self.findings.focus, PANES, 30, ("Ctrl+1",)),
            Action("To the &quote", focus.to_quotes, PANES, 31, ("Ctrl+2",)),
            Action("To &my note", focus.to_note, PANES, 32, ("Ctrl+4",)),
            Action("To the fi&gures", focus.to_figures, PANES, 33, ("Ctrl+3",)),
            Action("To the next pan&e", focus.to_next_pane, PANES, 34, ("F6",)),
        )

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        # Each widget is created inside its parent: if a scroll area with a style sheet gets another
        # parent, its labels lose their fonts.
        self.findings = FindingsPane(self)
        self.column = ReadingColumn(self)
        self.figures = self.column.figures
        self.addWidget(self.findings)
        self.addWidget(self.column)
        self.findings.lower()
        self.setAccessibleName("List and page")
        self.setProperty("look", "panes")
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 0)  # if the window grows, the page gets the space
        self.setStretchFactor(1, 1)
        self.setHandleWidth(4)
        self.handle(1).setAccessibleName("Width of the list (F7)")
        self.figures.show_table(self._settings.is_table_shown)

    def _connect_panes(self) -> None:
        findings, column, figures = self.findings, self.column, self.figures
        findings.finding_selected.connect(column.show_finding)
        findings.clear_requested.connect(self.clear_requested)
        findings.search_requested.connect(self.search_requested)
        findings.steps_changed.connect(self._show_steps)
        column.step_requested.connect(findings.step)
        column.finding_requested.connect(self._follow_link)
        column.item_changed.connect(lambda: figures.show_finding(column.finding))
        figures.enlarge_requested.connect(self.enlarge_figures)
        findings.force_line.finding_requested.connect(self._list_finding)
        findings.force_line.quote_requested.connect(self._show_quote)
        findings.force_line.measure_requested.connect(self._show_measure)
        figures.table_toggled.connect(self._remember_table)
        self._settings.changed.connect(self._follow_setting)

    # ---- the briefing ---------------------------------------------------------------------------

    def show_report(self, report: Report) -> None:
        """Show a briefing in all panes."""
        self._report = report
        self.pane_search.forget()
        locale = text_locale(report.language)
        self.column.show_report(report, locale)
        self.findings.set_text_locale(locale)
        self.findings.set_findings(report.findings, report.forces)  # shows the first one
        if not report.findings:
            self.column.show_finding(None)
        self.figures.set_text_locale(locale)
        self.figures.set_measures(report.measures)
        self.figures.set_my_force(self._my_force)
        self.figures.show_finding(self.column.finding)

    @property
    def selected_slide_key(self) -> str:
        """The key of the slide of the selection: a quote among all quotes, or a finding."""
        quote, finding = self.column.quote, self.findings.selected
        if quote is not None and self.column.is_browsing:
            return quote_key(quote)
        return finding_key(finding) if finding is not None else ""

    @property
    def shown_chart(self) -> tuple[Measure, ChartView] | None:
        """The measure that is shown and the selected part of it, if there are figures."""
        return self.figures.shown_view

    @property
    def selection(self) -> Selection:
        """What is selected, to be restored after reloading."""
        column = self.column
        return Selection(
            self.findings.selected, column.quote, column.is_browsing, column.is_enlarged
        )

    def restore_selection(self, selection: Selection) -> None:
        """Select the same again in another edition of the briefing, as far as it is there."""
        if self._report is None:
            return
        finding, quote, is_browsing_all, is_enlarged = selection
        for same in self._report.findings:
            if finding is not None and finding_key(same) == finding_key(finding):
                self.findings.select(same)
        if is_browsing_all:
            self.column.set_browsing(browsing=True)
            for again in self._report.quotes:
                if quote is not None and quote_key(again) == quote_key(quote):
                    self.column.show_quote(again)
                    break
        self.column.set_enlarged(is_enlarged=is_enlarged)

    def show_finding(self, finding: Finding) -> None:
        """Select a finding; clear the search and the filter if they hide it."""
        self.findings.select(finding)
        if self.findings.selected is not finding:
            self.clear_requested.emit()
            self.findings.select(finding)
        self.column.show_finding(finding)

    def _show_steps(self) -> None:
        """Show on the page whether the list has findings before and after the selected one."""
        can_step = self.findings.can_step
        self.column.page.head.show_steps(has_previous=can_step(-1), has_next=can_step(1))

    def _follow_link(self, finding: Finding) -> None:
        """Show a finding that a quote belongs to, and move the keyboard focus there."""
        self.show_finding(finding)
        self.pane_focus.to_quotes()

    # ---- my force -------------------------------------------------------------------------------

    def set_my_force(self, force: Force | None) -> None:
        """Highlight a force in all panes, and say where the briefing mentions it.

        Args:
            force: The force, which the briefing may not list; None if there is none.
        """
        self._my_force = force
        self.findings.set_my_force(force)
        self.column.set_my_force(force)
        self.figures.set_my_force(force)
        mentions = None
        if force is not None and self._report is not None:
            mentions = force_mentions.find_mentions(self._report, force)
        self.findings.force_line.show_mentions(mentions)

    def announce_my_force(self) -> None:
        """Let a screen reader say where the briefing mentions the user's force."""
        self.findings.force_line.announce()

    def _list_finding(self, finding: Finding) -> None:
        self.show_finding(finding)
        self.findings.focus()

    def _show_quote(self, quote: Quote) -> None:
        """Show one of all quotes; end a search if it hides the quote."""
        self.column.show_quote(quote)
        if self.column.quote is not quote:
            self.clear_requested.emit()
            self.column.show_quote(quote)
        self.pane_focus.to_quotes()

    def _show_measure(self, measure: Measure) -> None:
        self.figures.show_measure(measure, self._my_force)
        self.pane_focus.to_figures()

    # ---- table, bookmark and size ---------------------------------------------------------------

    def _remember_table(self, is_table: bool) -> None:
        self._settings.is_table_shown = is_table

    def _follow_setting(self, name: str) -> None:
        if name == Settings.is_table_shown.name:
            self.figures.show_table(self._settings.is_table_shown)

    def toggle_bookmark(self) -> None:
        """Set a bookmark at what is shown, or remove it."""
        if self.column.bookmark.isEnabled():
            self.column.bookmark.press()

    def back_to_page(self) -> None:
        """Go back from a pane aside, the enlarged figures or all quotes."""
        if self.column.aside is not None:
            self.column.close_aside()
            self.pane_focus.to_quotes()
        elif self.column.is_enlarged:
            self.enlarge_figures(False)
        else:
            self.column.browse(False)

    def enlarge_figures(self, is_enlarged: bool) -> None:
        """Put the figures in the place of the page, or back; the keyboard focus follows."""
        self.column.set_enlarged(is_enlarged=is_enlarged)
        if self.column.is_enlarged:
            self.figures.focus()
        elif not is_enlarged:
            self.pane_focus.to_quotes()

    def fit(self, window_size: QSize) -> None:
        """Adapt to the size of the window and of the text."""
        self.list_width.fit(window_size.width())
        self.column.fit(window_size)
