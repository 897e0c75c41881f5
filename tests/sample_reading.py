"""What a window shows, without a window and a file: a search finds what a test says."""

from collections.abc import Iterable
from itertools import chain

from briefing_app.gui.reading import Reading
from briefing_app.gui.settings import Settings
from briefing_app.model.report import Finding, Measure, Quote
from briefing_app.model.search import SearchResult, Suggestion
from tests.sample_report import make_report


class SampleReading(Reading):
    """A reading of sample findings, quotes and measures."""

    def __init__(self) -> None:
        super().__init__(self._find, self._suggest, Settings(None))
        self._result: SearchResult | None = None
        self._suggestion: Suggestion | None = None
        self.asked: list[str] = []  # texts for which another search was asked for

    def show(
        self,
        findings: tuple[Finding, ...] = (),
        quotes: tuple[Quote, ...] = (),
        measures: tuple[Measure, ...] = (),
    ) -> None:
        """Show a briefing with these parts and their forces."""
        report = make_report(findings, quotes, measures)
        figures = chain.from_iterable(measure.figures for measure in measures)
        forces = chain(
            report.forces,
            *(finding.forces for finding in findings),
            *(quote.forces for quote in quotes),
            (figure.force for figure in figures),
        )
        self.show_report(report._replace(forces=tuple(dict.fromkeys(forces))))

    def find(
        self,
        text: str,
        findings: Iterable[int] = (),
        quotes: Iterable[int] = (),
        *,
        in_notes: Iterable[int] = (),
        is_general: bool = False,
        suggestion: str = "",
    ) -> None:
        """Search for a text, which is found in the findings and quotes with these ids.

        Args:
            text: One term.
            findings: The ids of findings.
            quotes: The ids of quotes.
            in_notes: The ids of those findings that are found only in the user's note.
            is_general: Whether they have the text only in a title.
            suggestion: Another search, which finds all findings.
        """
        query = ((text,),)
        self._result = SearchResult(
            query,
            frozenset(findings),
            frozenset(quotes),
            is_general=is_general,
            only_in_notes=frozenset(in_notes),
        )
        if suggestion:
            everything = frozenset(finding.id for finding in self.contents.report.findings)
            result = SearchResult(((suggestion,),), everything, frozenset())
            self._suggestion = Suggestion(suggestion, result)
        self.search(text)

    def break_search(self) -> None:
        """Let later searches fail, as in a damaged file."""
        self._result = None

    def _find(self, text: str) -> SearchResult | None:
        return self._result if text else None

    def _suggest(self, text: str) -> Suggestion | None:
        self.asked.append(text)
        return self._suggestion
