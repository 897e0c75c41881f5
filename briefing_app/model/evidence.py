"""The words shown as evidence: a quote, or the excerpt that a finding is based on."""

from typing import NamedTuple

from briefing_app.model.report import Finding, Quote, Source
from briefing_app.model.wording import check_mark


class Evidence(NamedTuple):
    """Words of the source and where they are from.

    Args:
        text: The words, verbatim.
        speaker: Who said them, or empty if only the source speaks.
        role: The speaker's role, or empty.
        locator: Where in the source they are.
        source: The source.
    """

    text: str
    speaker: str
    role: str
    locator: str
    source: Source

    @property
    def quoted(self) -> str:
        """The words in quotation marks."""
        return f"“{self.text}”"

    @property
    def attribution(self) -> str:
        """The speaker and role, or empty."""
        return f"{self.speaker}, {self.role}" if self.speaker and self.role else self.speaker

    @property
    def has_tick(self) -> bool:
        """Whether the words are proved to be in the text of the source."""
        return self.source.check.is_proved

    @property
    def checked(self) -> str:
        """Whether the words were checked."""
        return check_mark(self.source.check)

    @property
    def checked_source(self) -> str:
        """Whether the words were checked, and with which source."""
        return f"{self.checked} · {self.source_name}"

    @property
    def source_part(self) -> slice:
        """The part of `origin` that names the source."""
        end = len(self.checked_source)
        return slice(end - len(self.source_name), end)

    @property
    def source_name(self) -> str:
        """Who published the source, or else its title."""
        return self.source.publisher or self.source.title

    @property
    def origin(self) -> str:
        """Whether the words were checked, and where they are."""
        return ", ".join(filter(None, (self.checked_source, self.locator)))

    @property
    def citation(self) -> str:
        """The words, the attribution and the source as lines to copy."""
        place = ", ".join(filter(None, (self.source.publisher, self.source.title, self.locator)))
        return "\n".join(filter(None, (self.quoted, self.attribution, place)))


def quote_evidence(quote: Quote) -> Evidence:
    """Return a quote as evidence."""
    speaker = quote.speaker
    return Evidence(quote.text, speaker.name, speaker.role, quote.locator, quote.source)


def excerpt_evidence(finding: Finding) -> Evidence | None:
    """Return a finding's excerpt as evidence; None if it has no excerpt."""
    if not finding.excerpt:
        return None
    return Evidence(finding.excerpt, "", "", finding.locator, finding.source)
