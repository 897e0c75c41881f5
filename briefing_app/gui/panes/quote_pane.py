"""The pane with the exact words: the quotes of a finding, or all quotes of the briefing."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.panes.evidence import Evidence, excerpt_evidence, quote_evidence
from briefing_app.gui.panes.evidence_page import EvidenceContent, EvidencePage
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Finding, Force, Quote


class QuotePane(QFrame):
    """Shows the words that a finding is based on, or all quotes of the briefing one by one.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    quote_changed = Signal(object)
    """Emitted with the `Quote` that is shown, or None if no quote is."""
    finding_requested = Signal(object)
    """Emitted when the user follows the link to a `Finding`."""
    browsing_changed = Signal(bool)
    """Emitted with whether all quotes are browsed."""
    copy_requested = Signal()
    """Emitted when the user asks to copy the words."""
    focus_moved = Signal(QRect)
    """Emitted when the keyboard moves the text cursor, with its place in the pane."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._finding: Finding | None = None
        self._all_quotes: Sequence[Quote] = ()
        self._supported: dict[int, list[Finding]] = {}  # by the quote's id
        self._is_browsing = False
        self._search_results: frozenset[int] | None = None
        self._terms: tuple[str, ...] = ()
        self._quotes: Sequence[Quote] = ()
        self._at = 0
        self._my_force: Force | None = None
        self.setProperty("look", "card")
        self.setAccessibleName("Quote")
        self._head = self._build_head()
        self._page = EvidencePage(style, self)
        self._area = ScrollArea(self)
        self._area.set_page(self._page)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._area, 1)
        self._page.caret_moved.connect(self._scroll_to_caret)
        self._page.finding_requested.connect(self.finding_requested)
        style.changed.connect(self._restyle)
        self._restyle()

    @property
    def quote(self) -> Quote | None:
        """The quote that is shown, if any."""
        return self._quotes[self._at] if self._quotes else None

    @property
    def is_browsing(self) -> bool:
        """Whether all quotes are browsed rather than those of the finding."""
        return self._is_browsing

    def set_report(self, quotes: Sequence[Quote], findings: Sequence[Finding]) -> None:
        """Use another briefing's quotes; call `show_finding` afterwards."""
        self._all_quotes = quotes
        self._supported = {}
        for finding in findings:
            for quote in finding.quotes:
                self._supported.setdefault(quote.id, []).append(finding)
        self._browse_button.setVisible(bool(quotes))
        self._search_results = None
        self._terms = ()
        self._finding = None
        self._end_browsing()
        self._update_quotes()

    def show_finding(self, finding: Finding | None) -> None:
        """Show the words that a finding is based on, and stop browsing all quotes."""
        self._finding = finding
        self._end_browsing()
        self._at = 0
        self._update_quotes()

    def set_search(self, results: frozenset[int] | None, terms: tuple[str, ...]) -> None:
        """Highlight the words of a search, and browse only the quotes that it found.

        Args:
            results: The ids of the quotes; None ends the search.
            terms: The words.
        """
        self._search_results = results
        self._terms = terms
        self._update_quotes()

    def set_my_force(self, force: Force | None) -> None:
        """Mark the quotes about the user's force."""
        if force != self._my_force:
            self._my_force = force
            self._show()

    def set_browsing(self, browsing: bool) -> None:  # noqa: FBT001, a slot
        """Browse all quotes, starting at the one that is shown, or only the finding's."""
        if browsing == self._is_browsing:
            return
        self._is_browsing = browsing
        self._browse_button.setChecked(browsing)
        self._update_quotes()
        self.browsing_changed.emit(browsing)

    def step(self, by: int) -> None:
        """Show another quote, a number of places further on, if there is one."""
        at = self._at + by
        if 0 <= at < len(self._quotes):
            self._at = at
            self._show()

    def show_quote(self, quote_id: int) -> None:
        """Show the quote with an id if it is among those that are browsed."""
        for at, quote in enumerate(self._quotes):
            if quote.id == quote_id:
                self._at = at
                self._show()

    def copy_text(self) -> str:
        """Return the shown words with their attribution, or an empty string."""
        evidence = self._evidence()
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

    def set_full_height(self, full: bool) -> None:  # noqa: FBT001, Qt's manner
        """Ask for room for the complete page, because the pane is in a scroll area."""
        self._area.set_full_height(full)

    def _build_head(self) -> FlowRow:
        titles = QWidget(self)
        self._heading = text_label(titles)
        self._place = text_label(titles, look="muted")
        title_row = QHBoxLayout(titles)
        title_row.setContentsMargins(0, 0, 0, 0)
        title_row.addWidget(self._heading)
        title_row.addWidget(self._place, 1)
        self._browse_button = self._button("All quotes")
        self._browse_button.setCheckable(True)
        self._browse_button.toggled.connect(self.set_browsing)
        self._previous = self._button("‹ Previous")
        self._previous.setAccessibleName("Previous quote")
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next = self._button("Next ›")
        self._next.setAccessibleName("Next quote")
        self._next.clicked.connect(lambda: self.step(1))
        self._copy = self._button("Copy")
        self._copy.setAccessibleName("Copy the quote with its attribution")
        self._copy.clicked.connect(self.copy_requested)
        head = FlowRow(self, spacing=8, stretches_first=True)
        for widget in (titles, *self._buttons()):
            head.add(widget)
        return head

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "chip")
        return button

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self._browse_button, self._previous, self._next, self._copy)

    def _scroll_to_caret(self, caret: QRect) -> None:
        self._area.ensureVisible(0, caret.center().y(), 0, caret.height())
        self.focus_moved.emit(QRect(self._page.mapTo(self, caret.topLeft()), caret.size()))

    def _end_browsing(self) -> None:
        if self._is_browsing:
            self._is_browsing = False
            self._browse_button.setChecked(False)
            self.browsing_changed.emit(self._is_browsing)

    def _update_quotes(self) -> None:
        """Find out which quotes are browsed, and keep showing the same one if it is among them."""
        before = self.quote
        if self._is_browsing:
            results = self._search_results
            self._quotes = (
                self._all_quotes
                if results is None
                else [quote for quote in self._all_quotes if quote.id in results]
            )
        else:
            self._quotes = self._finding.quotes if self._finding is not None else ()
        if before is not None and before in self._quotes:
            self._at = self._quotes.index(before)
        elif not self._is_browsing and self._search_results is not None:
            # The quote that the search found is the one that the reader is looking for.
            found = (at for at, each in enumerate(self._quotes) if each.id in self._search_results)
            self._at = next(found, 0)
        else:
            self._at = 0
        self._show()

    def _evidence(self) -> Evidence | None:
        quote = self.quote
        if quote is not None:
            return quote_evidence(quote)
        if self._is_browsing or self._finding is None:
            return None
        return excerpt_evidence(self._finding)

    def _show(self) -> None:
        quote, evidence = self.quote, self._evidence()
        self._heading.setText(self._heading_text())
        self._place.setText(self._place_text())
        count = len(self._quotes)
        self._previous.setVisible(count > 1)
        self._next.setVisible(count > 1)
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < count - 1)
        self._copy.setEnabled(evidence is not None)
        self._head.refresh()
        content = EvidenceContent(
            evidence,
            self._no_evidence_text(),
            quote,
            None if self._is_browsing else self._finding,
            self._supported.get(quote.id, []) if self._is_browsing and quote else [],
            self._terms,
            self._my_force,
        )
        self._page.show_content(content)
        self._area.verticalScrollBar().setValue(0)
        self._area.update_height()
        self.quote_changed.emit(quote)

    def _heading_text(self) -> str:
        if self._is_browsing or self.quote is not None:
            return "Quote"
        return "Evidence" if self._finding is not None else ""

    def _place_text(self) -> str:
        if self.quote is None:
            return f"for finding {self._finding.position}" if self._finding else ""
        count = f"{self._at + 1:,} of {len(self._quotes):,}"
        if self._is_browsing:
            return f"{count} matching" if self._search_results is not None else count
        assert self._finding is not None  # noqa: S101, only a finding has quotes of its own
        return f"{count} for finding {self._finding.position}"

    def _no_evidence_text(self) -> str:
        if self._is_browsing:
            return "No quotes match." if self._all_quotes else "This briefing has no quotes."
        if self._finding is None:
            return "No finding is selected."
        return "This briefing quotes no source for this finding."

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        self._place.setFont(style.font(TextRole.SMALL))
        for button in self._buttons():
            button.setFont(style.font(TextRole.SMALL))
        # The scroll area reaches the card's edge; the page has a bottom margin of its own.
        self._layout.setContentsMargins(px(20), 12, px(12), 2)
        self._layout.setSpacing(8)
        self._page.restyle()
        self._show()
