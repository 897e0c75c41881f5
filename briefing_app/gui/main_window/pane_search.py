"""What the search found, in the panes of the main window."""

from collections.abc import Callable

from briefing_app.database import briefing_search
from briefing_app.gui.main_window.reading_column import ReadingColumn
from briefing_app.gui.panes import nothing_found
from briefing_app.gui.panes.finding_matches import FindingMatches
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.model import notes
from briefing_app.model.report import Finding
from briefing_app.model.search import Query
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import counted


class PaneSearch:
    """Shows the results of a search, in the briefing and in the user's notes, in both panes.

    The finding that was read before is shown again if a search finds no finding in particular, and
    when it ends, unless the user has chosen another one meanwhile.

    Args:
        findings: Lists the findings that match.
        quotes: Shows the quotes that match.
    """

    def __init__(self, findings: FindingsPane, quotes: ReadingColumn) -> None:
        self._findings = findings
        self._quotes = quotes
        self._find_in_notes: Callable[[Query], notes.NoteMatches] | None = None
        self._suggest: Callable[[str], briefing_search.Suggestion | None] | None = None
        self._is_on = False
        self._is_showing = False  # a selection that changes now was not made by the user
        self._read: Finding | None = None
        self._is_browsing_for_search = False
        findings.finding_selected.connect(self._follow_user)

    def use_notes(self, find: "Callable[[Query], notes.NoteMatches]") -> None:
        """Let searches find the user's notes with this function, which gets the query."""
        self._find_in_notes = find

    def forget(self) -> None:
        """End the search without showing anything, because another briefing is shown."""
        self._is_on = False
        self._read = None

    def use_suggestions(
        self, suggest: "Callable[[str], briefing_search.Suggestion | None]"
    ) -> None:
        """Suggest another search with this function, which gets the text that found nothing."""
        self._suggest = suggest

    def show(self, text: str, result: "briefing_search.SearchResult | None") -> None:
        """Show what a search found.

        Args:
            text: What was typed.
            result: What was found; None for no search.
        """
        was_browsing = self._quotes.is_browsing and not self._is_browsing_for_search
        if not self._is_on:
            self._read = self._findings.selected
        self._is_on = result is not None
        self._is_showing = True
        found_quotes_only = False
        if result is not None:
            found_quotes_only = self._show_result(text, result)
        else:
            self._quotes.set_search(None, ())
            self._findings.set_search(None, ())
            if self._read is not None:
                self._findings.select(self._read)
        # If only quotes without a finding match, they are browsed until the search ends.
        self._is_browsing_for_search = found_quotes_only and not was_browsing
        self._quotes.set_browsing(browsing=was_browsing or found_quotes_only)
        self._is_showing = False

    def accept(self) -> None:
        """Stay at the finding that is shown, and move the keyboard focus to the results."""
        self._read = self._findings.selected
        self._quotes.set_enlarged(is_enlarged=False)  # the finding is in the place of the figures
        self._findings.focus()

    def _follow_user(self, finding: Finding | None) -> None:
        if self._is_on and not self._is_showing:
            self._read = finding

    def _show_result(self, text: str, result: "briefing_search.SearchResult") -> bool:
        """Show what was found. Return whether only quotes were."""
        found, only_in_notes = self._with_notes(result)
        matches = FindingMatches(len(found.finding_ids - only_in_notes), len(only_in_notes))
        self._quotes.set_search(found.quote_ids, found.terms, matches)
        nothing = None if found.finding_ids else self._nothing_found(text, found)
        self._findings.set_search(
            found.finding_ids, found.terms, in_notes=only_in_notes, nothing_found=nothing
        )
        if self._read is not None and (nothing is not None or found.is_general):
            self._findings.select(self._read)
        return bool(found.quote_ids) and not found.finding_ids

    def _with_notes(
        self, result: "briefing_search.SearchResult"
    ) -> "tuple[briefing_search.SearchResult, frozenset[int]]":
        """Return what is found in notes too, and the findings that are found only there."""
        in_notes = notes.NoteMatches()
        if self._find_in_notes is not None:
            in_notes = self._find_in_notes(result.query)
        if not in_notes.finding_ids and not in_notes.quote_ids:
            return result, frozenset()
        finding_ids, quote_ids = result.finding_ids, result.quote_ids
        if result.is_general:  # the notes say more about single findings
            finding_ids = quote_ids = frozenset()
        found = result._replace(
            finding_ids=finding_ids | in_notes.finding_ids,
            quote_ids=quote_ids | in_notes.quote_ids,
            is_general=False,
        )
        return found, in_notes.finding_ids - finding_ids

    def _nothing_found(
        self, text: str, found: "briefing_search.SearchResult"
    ) -> "nothing_found.NothingFound":
        """Return what to say if no finding was found."""
        typed = f"“{shortened(single_line(text))}”"
        if found.quote_ids:
            quotes = counted(len(found.quote_ids), "quote")
            verb = "does" if len(found.quote_ids) == 1 else "do"
            return nothing_found.NothingFound(f"No finding has {typed}, but {quotes} {verb}.")
        if found.uncited_source:
            return nothing_found.NothingFound(f"Only the list of sources has {typed}.")
        sentence = f"Nothing found for {typed}."
        suggestion = self._suggest(text) if self._suggest is not None else None
        if suggestion is None:
            return nothing_found.NothingFound(sentence)
        found, _ = self._with_notes(suggestion.result)
        counts = ((found.finding_ids, "finding"), (found.quote_ids, "quote"))
        finds = ", ".join(counted(len(ids), what) for ids, what in counts if ids)
        return nothing_found.NothingFound(sentence, suggestion.text, finds)
