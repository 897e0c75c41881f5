"""Which quote is shown: one of the selected finding, or one of all quotes."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing_app.gui.panes.evidence import Evidence, excerpt_evidence, quote_evidence
from briefing_app.model.report import Finding, Quote
from briefing_app.model.wording import counted


class FindingMatches(NamedTuple):
    """How many findings a search found, to be mentioned if it found no quote.

    Args:
        findings: Those that match by themselves.
        in_notes: Those that match only in the user's note.
    """

    findings: int = 0
    in_notes: int = 0

    @property
    def summary(self) -> str:
        """A sentence about them, after the one that no quotes match; empty if there are none."""
        findings = counted(self.findings, "finding")
        if not self.in_notes:
            verb = "does" if self.findings == 1 else "do"
            return f"{findings} {verb}." if self.findings else ""
        if not self.findings:
            return f"My notes on {counted(self.in_notes, 'finding')} do."
        return f"{findings} and my notes on {counted(self.in_notes, 'other')} do."


NO_MATCHES: Final = FindingMatches()


class QuoteBrowser:
    """The quotes that can be shown one by one, and the place among them.

    These are the quotes of the selected finding or, while browsing, all quotes of the briefing
    that match the search. A change keeps the same quote if it can still be shown.
    """

    def __init__(self) -> None:
        self._finding: Finding | None = None
        self._all_quotes: Sequence[Quote] = ()
        self._supported: dict[int, list[Finding]] = {}  # by the quote's id
        self._is_browsing = False
        self._search_results: frozenset[int] | None = None
        self._finding_matches = NO_MATCHES
        self._quotes: Sequence[Quote] = ()
        self._at = 0

    @property
    def quote(self) -> Quote | None:
        """The quote that is shown, if any."""
        return self._quotes[self._at] if self._quotes else None

    @property
    def is_browsing(self) -> bool:
        """Whether all quotes are browsed rather than those of the finding."""
        return self._is_browsing

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown with the quote; None while browsing."""
        return None if self._is_browsing else self._finding

    @property
    def total_count(self) -> int:
        """The number of quotes of the briefing."""
        return len(self._all_quotes)

    @property
    def has_several(self) -> bool:
        """Whether there is more than one quote to show."""
        return len(self._quotes) > 1

    @property
    def has_previous(self) -> bool:
        """Whether there is a quote before the shown one."""
        return self._at > 0

    @property
    def has_next(self) -> bool:
        """Whether there is a quote after the shown one."""
        return self._at < len(self._quotes) - 1

    @property
    def evidence(self) -> Evidence | None:
        """The words to show: those of the quote, or the excerpt of a finding without quotes."""
        if self.quote is not None:
            return quote_evidence(self.quote)
        return excerpt_evidence(self.finding) if self.finding is not None else None

    @property
    def supported_findings(self) -> Sequence[Finding]:
        """The findings that the shown quote supports, while browsing."""
        if not self._is_browsing or self.quote is None:
            return ()
        return self._supported.get(self.quote.id, ())

    def set_report(self, quotes: Sequence[Quote], findings: Sequence[Finding]) -> None:
        """Use another briefing's quotes, without a finding or a search."""
        self._all_quotes = quotes
        self._supported = {}
        for finding in findings:
            for quote in finding.quotes:
                self._supported.setdefault(quote.id, []).append(finding)
        self._search_results = None
        self._finding_matches = NO_MATCHES
        self._finding = None
        self._is_browsing = False
        self._update()

    def set_finding(self, finding: Finding | None) -> None:
        """Show the quotes of a finding, and stop browsing."""
        self._finding = finding
        self._is_browsing = False
        self._at = 0
        self._update()

    def set_search(self, results: frozenset[int] | None, others: FindingMatches) -> None:
        """Browse only the quotes with these ids; None ends the search."""
        self._search_results = results
        self._finding_matches = others
        self._update()

    def set_browsing(self, *, browsing: bool) -> None:
        """Browse all quotes, or only show those of the finding."""
        self._is_browsing = browsing
        self._update()

    def step(self, by: int) -> bool:
        """Move on by a number of quotes. Return False if there are not so many."""
        at = self._at + by
        if not 0 <= at < len(self._quotes):
            return False
        self._at = at
        return True

    def select(self, quote_id: int) -> bool:
        """Show the quote with an id. Return False if it can't be shown."""
        for at, quote in enumerate(self._quotes):
            if quote.id == quote_id:
                self._at = at
                return True
        return False

    @property
    def title(self) -> str:
        """The headline of the finding, or what is browsed; empty if there is nothing."""
        if self._is_browsing:
            return "All quotes"
        return self._finding.headline if self._finding is not None else ""

    @property
    def position(self) -> str:
        """Which of the quotes is shown, or empty if none is."""
        if self.quote is None:
            return ""
        position = f"Quote {self._at + 1:,} of {len(self._quotes):,}"
        is_limited = self._is_browsing and self._search_results is not None
        return f"{position} matching" if is_limited else position

    @property
    def place(self) -> str:
        """Which evidence is shown, and for which finding."""
        what = self.position or ("Evidence" if self.finding is not None else "")
        return f"{what} for finding {self.finding.position}" if self.finding is not None else what

    @property
    def no_evidence_message(self) -> str:
        """What to show if there are no words."""
        if self._is_browsing:
            if not self._all_quotes:
                return "This briefing has no quotes."
            return f"No quotes match. {self._finding_matches.summary}".rstrip()
        if self._finding is None:
            return "No finding is selected."
        return "This briefing quotes no source for this finding."

    def _update(self) -> None:
        before, results = self.quote, self._search_results
        if not self._is_browsing:
            self._quotes = self._finding.quotes if self._finding is not None else ()
        elif results is None:
            self._quotes = self._all_quotes
        else:
            self._quotes = [quote for quote in self._all_quotes if quote.id in results]
        if before is not None and before in self._quotes:
            self._at = self._quotes.index(before)
        elif not self._is_browsing and results is not None:
            # The quote that the search found is the one that the reader is looking for.
            self._at = next((at for at, each in enumerate(self._quotes) if each.id in results), 0)
        else:
            self._at = 0
