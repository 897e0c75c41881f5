"""The panes of the main window, and how they affect each other."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSplitter, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce, text_locale
from briefing_app.gui.look import look, scale_sides
from briefing_app.gui.main_window.actions import EDIT, GO, PANES, SIZES, VIEW, Action
from briefing_app.gui.main_window.messages import NotificationBar
from briefing_app.gui.main_window.pane_search import PaneSearch
from briefing_app.gui.panes import figures_pane, force_line
from briefing_app.gui.panes.findings_list import NoteFilter
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.panes.quote_pane import QuotePane
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides import render
from briefing_app.gui.widgets.focus import FocusRingPage
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.layout.theme import LIGHT, branded
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

# In a lower window, quote and figures are one page that scrolls. Pixels at 100 % text size.
_MIN_SPLIT_HEIGHT: Final = 600
_EXPECTED_FIGURES_HEIGHT: Final = 300  # until the figures are there
_HANDLE_HEIGHT_PX: Final = 12
_COMPLETE: Final = 0.99  # a share of the height that limits nothing


class EvidenceSplitter(QSplitter):
    """Divides the height between the quote and the figures.

    The quote is as high as its content if the figures still have room for some rows, and the
    figures take the rest. If the user moves the splitter, the quote is at most as high as they left
    it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._share = 1.0  # of the height that the quote may take
        self._is_one_page = False
        self.quotes = QuotePane(self)
        self.figures: figures_pane.FiguresPane | None = None
        self._placeholder = QFrame(self)
        self._placeholder.setProperty("look", "card")
        self.addWidget(self.quotes)
        self.addWidget(self._placeholder)
        self.quotes.lower()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_HANDLE_HEIGHT_PX)
        self.quotes.content_height_changed.connect(self._divide)
        self.splitterMoved.connect(self.keep_share)

    @property
    def share(self) -> float:
        """The share of the height that the quote may take; 1.0 unless the user limited it."""
        return self._share

    def set_share(self, share: float) -> None:
        """Limit the quote to a share of the height."""
        self._share = share
        self._divide()

    def add_figures(self) -> "figures_pane.FiguresPane":
        """Replace the empty card by the figures pane."""
        figures = self.figures = figures_pane.FiguresPane(self)
        self._placeholder.hide()
        self._placeholder.setParent(None)
        self._placeholder.deleteLater()
        self.addWidget(figures)
        self.quotes.lower()
        figures.least_height_changed.connect(self._divide)
        figures.show()
        self._divide()
        return figures

    def fit(self, height: int) -> None:
        """Adapt to the height of the window."""
        self._is_one_page = height < look().px(_MIN_SPLIT_HEIGHT)
        self.quotes.set_full_height(self._is_one_page)
        if self.figures is not None:
            self.figures.set_full_height(self._is_one_page)
        self._divide()

    def keep_share(self) -> None:
        """Remember where the user has moved the splitter."""
        top, bottom = self.sizes()
        is_complete = top >= self.quotes.content_height()
        self.set_share(1.0 if is_complete else top / max(1, top + bottom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        available = sum(self.sizes())
        if self._is_one_page or not available:
            return
        most = round(self._share * available)
        if self._share >= _COMPLETE:
            least = look().px(_EXPECTED_FIGURES_HEIGHT)
            if self.figures is not None:
                least = self.figures.least_height()
            most = max(available - least, available // 2)
        needed = self.quotes.content_height()
        top = min(needed, most)
        self.quotes.set_scrollable(top < needed)
        if top != self.sizes()[0]:
            self.setSizes([top, available - top])


class PaneFocus:
    """Moves the keyboard focus from pane to pane, and scrolls so that it can be seen.

    Args:
        findings: The pane on the left.
        evidence: The panes on the right; their parent is the page of the scroll area.
        scroll_area: Scrolls the panes on the right.
    """

    def __init__(
        self, findings: FindingsPane, evidence: EvidenceSplitter, scroll_area: ScrollArea
    ) -> None:
        self._findings = findings
        self._evidence = evidence
        self._quotes = evidence.quotes
        self._scroll_area = scroll_area
        self._notification_bar: NotificationBar | None = None
        findings.finding_selected.connect(lambda _: self._scroll_to_quote())
        self._quotes.focus_moved.connect(partial(self._scroll_to, self._quotes))

    def follow(self, figures: "figures_pane.FiguresPane") -> None:
        """Scroll to the focus in the figures too."""
        figures.focus_moved.connect(partial(self._scroll_to, figures))

    def set_notification_bar(self, bar: NotificationBar) -> None:
        """Let `to_next_pane` lead to the bar too, while it is shown."""
        self._notification_bar = bar

    def to_quotes(self) -> None:
        """Move the keyboard focus to the quote."""
        self._scroll_area.ensureWidgetVisible(self._quotes)
        self._quotes.focus()

    def to_note(self) -> None:
        """Move the keyboard focus to the user's note about what is shown."""
        panel = self._quotes.note_panel
        if panel is not None:
            self._scroll_area.ensureWidgetVisible(panel)
            panel.focus()

    def to_figures(self) -> None:
        """Move the keyboard focus to the chart or the table."""
        figures = self._evidence.figures
        if figures is not None:
            self._scroll_area.ensureWidgetVisible(figures)
            figures.focus()

    def to_next_pane(self) -> None:
        """Move the keyboard focus to the next pane, and after the last one to the first."""
        panes: list[tuple[QWidget | None, Callable[[], None]]] = [
            (self._findings, self._findings.focus),
            (self._quotes, self.to_quotes),
            (self._quotes.note_panel, self.to_note),
            (self._evidence.figures, self.to_figures),
        ]
        bar = self._notification_bar
        if bar is not None:
            panes.append((bar, bar.focus))
        shown = [(pane, focus) for pane, focus in panes if pane is not None and pane.isVisible()]
        widget = QApplication.focusWidget()
        current = [at for at, (pane, _) in enumerate(shown) if widget and pane.isAncestorOf(widget)]
        # The note is a part of the pane of the quotes.
        following = (current[-1] + 1) % len(shown) if current else 0
        shown[following][1]()

    def _scroll_to_quote(self) -> None:
        """Scroll up to the words of a finding that was selected in the list."""
        focus = QApplication.focusWidget()
        if focus is not None and self._findings.isAncestorOf(focus):
            self._scroll_area.verticalScrollBar().setValue(0)

    def _scroll_to(self, pane: QWidget, place: QRect) -> None:
        """Scroll to the place in a pane that has the keyboard focus."""
        at = self._evidence.mapToParent(pane.mapTo(self._evidence, place.center()))
        self._scroll_area.ensureVisible(0, at.y(), 0, place.height() // 2 + 1)


# Pixels at 100 % text size.
_STEP_PX: Final = 40
_LIST_WIDTH_PX: Final = 460
_MAX_LIST_SHARE: Final = 0.43  # of the width of the window


class PaneSizes:
    """Moves the splitters between the panes, and remembers where they are.

    Args:
        across: Has the findings on the left and the evidence on the right.
        evidence: Has the quote above the figures.
        settings: Where the places of the splitters are remembered.
    """

    def __init__(self, across: QSplitter, evidence: EvidenceSplitter, settings: Settings) -> None:
        self._across = across
        self._evidence = evidence
        self._settings = settings

    def widen_list(self, steps: int) -> None:
        """Make the list wider by a number of steps, or narrower if it is negative."""
        share = self._move(self._across, steps)
        announce(f"List {share} % of the width", self._across)

    def raise_figures(self, steps: int) -> None:
        """Make the figures taller by a number of steps, or shorter if it is negative."""
        share = self._move(self._evidence, -steps)
        self._evidence.keep_share()
        announce(f"Figures {100 - share} % of the height", self._across)

    def reset(self, window_size: QSize) -> None:
        """Divide the window as it is before the user moves a splitter."""
        width = window_size.width()
        left = min(look().px(_LIST_WIDTH_PX), round(width * _MAX_LIST_SHARE))
        self._across.setSizes([left, width - left])
        self._evidence.set_share(1.0)

    def save(self) -> None:
        """Remember where the splitters are."""
        self._settings.set_splitter("across", self._across.saveState())
        self._settings.set_share("down", self._evidence.share)

    def restore(self) -> None:
        """Put the splitters where they were at the end of the last session."""
        state = self._settings.splitter("across")
        if state is not None:
            self._across.restoreState(state)
        share = self._settings.share("down")
        if share is not None:
            self._evidence.set_share(share)

    def _move(self, splitter: QSplitter, steps: int) -> int:
        """Move a splitter, and return the share of its first part as a percentage."""
        first, second = splitter.sizes()
        by = steps * look().px(_STEP_PX)
        splitter.setSizes([max(0, first + by), max(0, second - by)])
        first, second = splitter.sizes()
        return round(100 * first / max(1, first + second))


class PaneClipboard(QObject):
    """Copies quotes, figures and selected texts.

    Args:
        evidence: The panes to copy from.
    """

    copied = Signal(str)
    """Emitted when something was copied, with a message that says what."""

    def __init__(self, evidence: EvidenceSplitter, parent: QObject) -> None:
        super().__init__(parent)
        self._evidence = evidence
        self._quotes = evidence.quotes
        self._quotes.copy_requested.connect(self._copy_quote)

    def follow(self, figures: "figures_pane.FiguresPane") -> None:
        """Copy the figures too if they ask for it."""
        figures.copy_requested.connect(lambda: self._copy_figures(figures))

    def copy(self) -> None:
        """Copy what has the keyboard focus: a field's selection, the figures, or else the quote."""
        focus, figures = QApplication.focusWidget(), self._evidence.figures
        if isinstance(focus, QLineEdit):
            focus.copy()
        elif figures is not None and focus is not None and figures.isAncestorOf(focus):
            self._copy_figures(figures)
        elif not self._quotes.copy_selection():
            self._copy_quote()

    def _copy_quote(self) -> None:
        self._copy_text(self._quotes.copy_text(), "Quote copied")

    def _copy_text(self, text: str, message: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(message)

    def _copy_figures(self, figures: "figures_pane.FiguresPane") -> None:
        chart = figures.chart_value
        if selected := figures.selected_text():
            self._copy_text(selected, "Text copied")
        elif chart is not None:
            figure = render.lay_out_picture(chart, branded(LIGHT, look().identity))
            QGuiApplication.clipboard().setMimeData(render.chart_mime(figure))
            self.copied.emit("Chart and figures copied")


class PaneFilters:
    """Sets and remembers filters, and marks the force that was chosen in the figures.

    Args:
        findings: Lists what passes the filters.
        evidence: Has the figures.
        settings: Where the filters are remembered.
    """

    def __init__(
        self, findings: FindingsPane, evidence: EvidenceSplitter, settings: Settings
    ) -> None:
        self._findings = findings
        self._evidence = evidence
        self._settings = settings
        findings.filter_changed.connect(self._follow)

    @property
    def are_set(self) -> bool:
        """Whether a filter hides findings."""
        return self._findings.is_filtered

    def clear(self) -> None:
        """Show findings of every kind and force, with notes or without."""
        self._findings.set_note_filter(NoteFilter())
        self._findings.set_kind(None)
        self.choose_force(None)

    def choose_force(self, force: Force | None) -> None:
        """Show only the findings about a force; all of them if it is None."""
        self._findings.set_force(force)
        self._follow()

    def restore(self, report: Report) -> None:
        """Set the remembered filters, as far as this briefing has the kind and the force."""
        kind = self._settings.kind_filter
        if kind is not None and any(finding.kind is kind for finding in report.findings):
            self._findings.set_kind(kind)
        force = {force.name: force for force in report.forces}.get(self._settings.force_filter)
        if force is not None:
            self._findings.set_force(force)
        self.mark_force()

    def mark_force(self) -> None:
        """Mark the force that the list is limited to in the figures."""
        if self._evidence.figures is not None:
            self._evidence.figures.set_chosen_force(self._findings.force)

    def _follow(self) -> None:
        force = self._findings.force
        self._settings.kind_filter = self._findings.kind
        self._settings.force_filter = force.name if force is not None else ""
        self.mark_force()


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

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings = settings
        self._report: Report | None = None
        self._my_force: Force | None = None
        self._force_line: force_line.ForceLine | None = None
        self._build()
        self._connect_panes()
        self.pane_focus = PaneFocus(self.findings, self._right, self.scroll_area)
        self.pane_sizes = PaneSizes(self, self._right, settings)
        self.pane_filters = PaneFilters(self.findings, self._right, settings)
        self.pane_search = PaneSearch(self.findings, self.quotes)
        self.clipboard = PaneClipboard(self._right, self)

    def menu_actions(self) -> tuple[Action, ...]:
        """Return the actions that the panes carry out."""
        quotes, sizes, focus = self.quotes, self.pane_sizes, self.pane_focus
        return (
            Action(
                "&Bookmark",
                self.toggle_bookmark,
                EDIT,
                40,
                ("Ctrl+B",),
                "Bookmark the finding or quote that is shown, or remove its bookmark",
            ),
            Action(
                "Figures as a &table",
                self.show_table,
                VIEW,
                10,
                ("Ctrl+T",),
                checked=lambda: self._settings.is_table_shown,
            ),
            Action("&Wider list", partial(sizes.widen_list, 1), SIZES, 30, ("F7",)),
            Action("Na&rrower list", partial(sizes.widen_list, -1), SIZES, 31, ("Shift+F7",)),
            Action("T&aller figures", partial(sizes.raise_figures, 1), SIZES, 32, ("F8",)),
            Action("Sh&orter figures", partial(sizes.raise_figures, -1), SIZES, 33, ("Shift+F8",)),
            Action("&Next finding", partial(self.findings.step, 1), GO, 10, ("Alt+Down",)),
            Action("&Previous finding", partial(self.findings.step, -1), GO, 11, ("Alt+Up",)),
            Action("Ne&xt quote", partial(quotes.step, 1), GO, 20, ("Alt+Right",)),
            Action("Pre&vious quote", partial(quotes.step, -1), GO, 21, ("Alt+Left",)),
            Action(
                "&All quotes",
                quotes.browse,
                GO,
                22,
                ("Ctrl+U",),
                "Browse all quotes, or only those of the selected finding",
                checked=lambda: quotes.is_browsing,
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
        self.scroll_area = FocusRingPage(self)
        self.scroll_area.setAccessibleName("Quote and figures")
        self._page = QWidget(self.scroll_area.viewport())
        self.scroll_area.set_page(self._page)
        page_layout = QVBoxLayout(self._page)
        scale_sides(page_layout.setContentsMargins, 14, 14, 18, 14)
        self._right = EvidenceSplitter(self._page)
        page_layout.addWidget(self._right)
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
        quotes.quote_changed.connect(lambda _: self._show_finding_of_figures())

    def add_figures(self) -> "figures_pane.FiguresPane":
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
    def figures(self) -> "figures_pane.FiguresPane | None":
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
    def shown_chart(self) -> tuple[Measure, ChartView] | None:
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
            line.show_mentions(force_mentions.find_mentions(self._report, name))
        elif self._force_line is not None:
            self._force_line.show_mentions(None)

    def announce_my_force(self) -> None:
        """Let a screen reader say where the briefing names the user's force."""
        if self._force_line is not None:
            self._force_line.announce()

    def _add_force_line(self) -> "force_line.ForceLine":
        line = self._force_line = force_line.ForceLine(self.findings)
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

    def _show_measure(self, measure: Measure) -> None:
        if self.figures is not None:
            self.figures.show_measure(measure, self._my_force)
            self.pane_focus.to_figures()

    # ---- table, bookmark and size ---------------------------------------------------------------

    def show_table(self, is_table: bool) -> None:
        """Show the figures as a table or as a chart."""
        if self.figures is not None:
            self.figures.show_table(is_table)

    def _remember_table(self, is_table: bool) -> None:
        self._settings.is_table_shown = is_table

    def toggle_bookmark(self) -> None:
        """Set a bookmark at what is shown, or remove it."""
        if self.quotes.note_panel is not None and self.quotes.note_panel.isVisible():
            self.quotes.note_panel.toggle_bookmark()

    def fit(self, height: int) -> None:
        """Adapt to the height of the window."""
        self._right.fit(height)
