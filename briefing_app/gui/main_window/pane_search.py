"""What the search found, in the panes of the main window."""

from collections.abc import Callable

from briefing_app.gui.main_window.reading_column import ReadingColumn
from briefing_app.gui.panes.finding_matches import FindingMatches
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.model.notes import NoteMatches
from briefing_app.model.search import Query, SearchResult


class PaneSearch:
    """Shows the results of a search, in the briefing and in the user's notes, in both panes.

    Args:
        findings: Lists the findings that match.
        quotes: Shows the quotes that match.
    """

    def __init__(self, findings: FindingsPane, quotes: ReadingColumn) -> None:
        self._findings = findings
        self._quotes = quotes
        self._find_in_notes: Callable[[Query], NoteMatches] | None = None
        self._is_browsing_for_search = False

    def use_notes(self, find: Callable[[Query], NoteMatches]) -> None:
        """Let searches find the user's notes with this function, which gets the query."""
        self._find_in_notes = find

    def show(self, result: SearchResult | None) -> None:
        """Show what a search found; None for no search."""
        was_browsing = self._quotes.is_browsing and not self._is_browsing_for_search
        found_quotes_only = result is not None and self._show_result(result)
        if result is None:
            self._quotes.set_search(None, ())
            self._findings.set_search(None, ())
        # If only quotes without a finding match, they are browsed until the search ends.
        self._is_browsing_for_search = found_quotes_only and not was_browsing
        self._quotes.set_browsing(browsing=was_browsing or found_quotes_only)

    def _show_result(self, result: SearchResult) -> bool:
        """Show what was found. Return whether only quotes were."""
        terms, finding_ids, quote_ids = result.terms, result.finding_ids, result.quote_ids
        only_in_notes: frozenset[int] = frozenset()
        if self._find_in_notes is not None:
            in_notes = self._find_in_notes(result.query)
            if in_notes.finding_ids or in_notes.quote_ids:
                if result.is_general:  # the notes say more about single findings
                    finding_ids = quote_ids = frozenset()
                only_in_notes = in_notes.finding_ids - finding_ids
                finding_ids |= in_notes.finding_ids
                quote_ids |= in_notes.quote_ids
        in_words = len(finding_ids - only_in_notes)
        self._quotes.set_search(quote_ids, terms, FindingMatches(in_words, len(only_in_notes)))
        self._findings.set_search(finding_ids, terms, len(quote_ids), only_in_notes)
        return bool(quote_ids) and not finding_ids
