"""How many findings a search found beside the quotes that it looked for."""

from typing import Final, NamedTuple

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
