"""A source's own words on paper, with who said them and where they are."""

from briefing_app.export.handout_charts import Data
from briefing_app.export.handout_text import HandoutText
from briefing_app.model.report import Finding, Quote, Report, Source
from briefing_app.model.text import as_sentence
from briefing_app.model.wording import (
    SOURCE_LEAD,
    check_mark,
    citation,
    dated,
    unique_publishers,
    verification_foot,
)

_MAX_SOURCES_LISTED = 2


class SourceWords:
    """Attributes the words of a briefing's sources.

    What is the same for all of them, the only source or how they were checked, is at the foot of
    each page and not beside each quote.

    Args:
        report: The briefing.
        text: Prepares each text.
    """

    def __init__(self, report: Report, text: HandoutText) -> None:
        self._text = text
        self._publishers = unique_publishers(report.sources)
        entries: tuple[Finding | Quote, ...] = (*report.findings, *report.quotes)
        self._cited = list({entry.source.id: entry.source for entry in entries}.values())
        checks = {source.check for source in self._cited}
        self._marks_each = len(checks) > 1
        self.verification: str = text.line(verification_foot(report))
        """How the words were checked, as a sentence; may be empty."""

    @property
    def foot(self) -> list[str]:
        """What the foot of each page says about all words, each on a line; may be empty."""
        source = f"{SOURCE_LEAD}{_named(self._cited[0])}" if len(self._cited) == 1 else ""
        return list(filter(None, (self._text.line(source), self.verification)))

    @property
    def sources(self) -> str:
        """One or two sentences that name the sources; empty if there are none."""
        named = "; ".join(map(_named, self._cited[:_MAX_SOURCES_LISTED]))
        further = len(self._cited) - _MAX_SOURCES_LISTED
        more = f"; and {further:,} more" if further > 0 else ""
        return self._text.line(as_sentence(f"{SOURCE_LEAD}{named}{more}")) if named else ""

    def is_only_source(self, source: Source) -> bool:
        """Return whether all words are from this source, which is then at the foot of pages."""
        return self._cited == [source]

    def of_quote(self, quote: Quote, *, has_role: bool = True) -> Data:
        """Return the words of a quote.

        Args:
            quote: The quote.
            has_role: Whether the speaker's role is given; once is enough.
        """
        speaker = quote.speaker
        role = speaker.role if has_role else ""
        return self._words(quote.text, quote.source, quote.locator, speaker.name, role)

    def of_excerpt(self, finding: Finding) -> Data:
        """Return the excerpt of a finding."""
        return self._words(finding.excerpt, finding.source, finding.locator)

    def of_finding(self, finding: Finding) -> Data | None:
        """Return the words that a finding rests on, with their speaker if that is known.

        None if it has neither an excerpt nor a quote.
        """
        for quote in finding.quotes:
            if not finding.adds_excerpt([quote]):
                return self.of_quote(
                    quote._replace(text=finding.excerpt) if finding.excerpt else quote
                )
        return self.of_excerpt(finding) if finding.excerpt else None

    def place(self, source: Source, locator: str) -> str:
        """Return where something is: only the place if there is only one source."""
        if self.is_only_source(source):
            return locator
        return citation(source, locator, self._publishers)

    def speaker_and_place(self, quote: Quote) -> str:
        """Return the speaker of a quote and its place in the source."""
        return ", ".join(
            filter(None, (quote.speaker.name, self.place(quote.source, quote.locator)))
        )

    def _words(self, words: str, source: Source, locator: str, *speaker: str) -> Data:
        """Return words with one line that says where they are from."""
        parts = (", ".join(filter(None, speaker)), self.place(source, locator))
        mark = check_mark(source.check) if self._marks_each else ""
        line = " · ".join(filter(None, (*parts, mark)))
        return {
            "text": self._text.block(f"“{words}”"),
            "source": self._text.line(line),
            "keep_together": self._text.fits_together(words, line),
        }


def _named(source: Source) -> str:
    title = f"“{source.title}”" if source.title else ""
    return dated(", ".join(filter(None, (source.publisher, title))), source.published)
