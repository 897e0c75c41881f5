"""The pane with the exact words: the quotes of a finding, or all quotes of the briefing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look, scale_sides
from briefing_app.gui.panes.evidence_page import EvidenceContent, EvidencePage
from briefing_app.gui.panes.quote_browser import NO_MATCHES, FindingMatches, QuoteBrowser
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Finding, Force, Quote


class QuotePane(QFrame):
    """Shows the words that a finding is based on, or all quotes of the briefing one by one."""

    quote_changed = Signal(object)
    """Emitted with the `Quote` that is shown, or None if no quote is."""
    finding_requested = Signal(object)
    """Emitted when the user follows the link to a `Finding`."""
    copy_requested = Signal()
    """Emitted when the user asks to copy the words."""
    content_height_changed = Signal()
    """Emitted when `content_height` may have changed."""
    focus_moved = Signal(QRect)
    """Emitted when the keyboard moves the text cursor, with its place in the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browser = QuoteBrowser()
        self._terms: tuple[str, ...] = ()
        self._my_force: Force | None = None
        self.setProperty("look", "card")
        self.setAccessibleName("Quote")
        self._area = ScrollArea(self)
        self._page = EvidencePage(self._area.viewport())
        self._area.set_page(self._page)
        self._layout = QVBoxLayout(self)
        # The scroll area reaches the card's edge; the page has a bottom margin of its own.
        scale_sides(self._layout.setContentsMargins, 14, 12, 8, 2)
        self._layout.addWidget(self._area, 1)
        self._page.navigation.step_requested.connect(self.step)
        self._page.navigation.browsing_requested.connect(self.browse)
        self._page.navigation.note_requested.connect(self._show_note)
        self._page.copy_button.clicked.connect(self.copy_requested)
        self._page.caret_moved.connect(self._scroll_to_caret)
        self._page.finding_requested.connect(self.finding_requested)
        self.note_panel = self._page.note_panel
        self.note_panel.height_changed.connect(self._follow_height)
        look().changed.connect(self._show)  # in other colours, and perhaps in other columns

    @property
    def quote(self) -> Quote | None:
        """The quote that is shown, if any."""
        return self._browser.quote

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown, if any; none while all quotes are browsed."""
        return self._browser.finding

    @property
    def is_browsing(self) -> bool:
        """Whether all quotes are browsed rather than those of the finding."""
        return self._browser.is_browsing

    def set_report(self, quotes: Sequence[Quote], findings: Sequence[Finding]) -> None:
        """Use another briefing's quotes. They are shown by `show_finding`."""
        self._browser.set_report(quotes, findings)
        self._terms = ()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self._page.setLocale(locale)

    def show_finding(self, finding: Finding | None) -> None:
        """Show the words that a finding is based on, and stop browsing all quotes."""
        self._browser.set_finding(finding)
        self._show()

    def set_search(
        self,
        results: frozenset[int] | None,
        terms: tuple[str, ...],
        others: FindingMatches = NO_MATCHES,
    ) -> None:
        """Highlight the words of a search, and browse only the quotes that it found.

        Args:
            results: The ids of the quotes; None ends the search.
            terms: The words.
            others: The findings that match too; they are mentioned if no quote does.
        """
        self._terms = terms
        self._browser.set_search(results, others)
        self._show()

    def set_my_force(self, force: Force | None) -> None:
        """Mark the quotes about the user's force."""
        if force != self._my_force:
            self._my_force = force
            self._show()

    def set_browsing(self, browsing: bool) -> None:
        """Browse all quotes, starting at the one that is shown, or only the finding's."""
        if browsing == self.is_browsing:
            return
        self._browser.set_browsing(browsing=browsing)
        self._show()

    def browse(self, browsing: bool) -> None:
        """Do what `set_browsing` does, and announce what is shown."""
        if browsing != self.is_browsing:
            self.set_browsing(browsing)
            self._announce()

    def show_note_link(self, *, is_shown: bool) -> None:
        """Show whether the quote of a finding has a note of its own, and lead to it."""
        self._page.navigation.show_note_link(is_shown=is_shown)

    def _show_note(self) -> None:
        self.browse(browsing=True)
        self.focus_note()

    def step(self, by: int) -> None:
        """Show another quote, a number of places further on, if there is one, and announce it."""
        if self._browser.step(by):
            self._show()
            self._announce()

    def show_quote(self, quote_id: int) -> None:
        """Show the quote with an id if it is among those that are browsed."""
        if self._browser.select(quote_id):
            self._show()

    def copy_text(self) -> str:
        """Return the shown words with their attribution, or an empty string."""
        evidence = self._browser.evidence
        return evidence.citation if evidence is not None else ""

    def copy_selection(self) -> bool:
        """Copy the text that is selected in this pane. Return False if none is."""
        text = self._page.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)
        return bool(text)

    def focus(self) -> None:
        """Give the words the keyboard focus."""
        self._page.focus()

    def focus_note(self) -> None:
        """Give the field for the user's note the keyboard focus."""
        self.note_panel.focus()
        QCoreApplication.sendPostedEvents(self._page, QEvent.Type.LayoutRequest)
        self._area.ensureWidgetVisible(self.note_panel)

    def set_full_height(self, full: bool) -> None:
        """Ask for room for the complete page, because the pane is in a scroll area."""
        self._area.set_full_height(full)

    def content_height(self) -> int:
        """Return the height of the pane at which nothing scrolls, in pixels."""
        margins = self._layout.contentsMargins()
        border = 2 * self.frameWidth()
        width = self.width() - margins.left() - margins.right() - border
        return self._page.height_at(width) + margins.top() + margins.bottom() + border

    def set_scrollable(self, scrollable: bool) -> None:
        """Show a scroll bar if the pane is lower than its content; call this with its height.

        By itself, a scroll bar that is shown makes the texts narrower and can so remain needed.
        """
        policy = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrollable else policy.ScrollBarAlwaysOff
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.content_height_changed.emit()

    def _scroll_to_caret(self, caret: QRect) -> None:
        # The area has the page's new height then.
        QCoreApplication.sendPostedEvents(self._page, QEvent.Type.LayoutRequest)
        self._area.ensureVisible(0, caret.center().y(), 0, caret.height())
        self.focus_moved.emit(QRect(self._page.mapTo(self, caret.topLeft()), caret.size()))

    def _announce(self) -> None:
        browser = self._browser
        evidence = browser.evidence
        words = (evidence.quoted, evidence.attribution) if evidence is not None else ()
        parts = (browser.place, *(words or (browser.no_evidence_message,)))
        announce(". ".join(filter(None, parts)), self)

    def _show(self) -> None:
        browser = self._browser
        self._page.navigation.show_place(browser)
        content = EvidenceContent(
            browser.title,
            browser.evidence,
            browser.no_evidence_message,
            browser.quote,
            browser.finding,
            browser.supported_findings,
            self._terms,
            self._my_force,
        )
        self._page.show_content(content)
        self._area.verticalScrollBar().setValue(0)
        self._follow_height()
        self.quote_changed.emit(browser.quote)

    def _follow_height(self) -> None:
        self._area.update_height()
        self.content_height_changed.emit()
