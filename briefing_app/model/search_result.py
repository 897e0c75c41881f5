"""What a search finds in a briefing and in the user's notes, and what is said about it."""

from typing import Final, NamedTuple

from briefing_app.model.search import Query
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import counted

_NONE: Final = frozenset[int]()


class NoteMatches(NamedTuple):
    """What a search found in notes.

    Args:
        finding_ids: The findings whose note matches, or the note on one of their quotes.
        quote_ids: The quotes whose note matches.
    """

    finding_ids: frozenset[int] = _NONE
    quote_ids: frozenset[int] = _NONE


class SearchResult(NamedTuple):
    """What a search found in a briefing, and in notes if `with_notes` has added that.

    Args:
        query: What was searched for; at least one term.
        finding_ids: The findings that match, or that a quote belongs to that does.
        quote_ids: The quotes that match.
        is_general: Whether they match only with the title of the briefing or that of their source,
            which many have in common.
        uncited_source: The title of the source that matches, if only one does from which the
            briefing quotes nothing; otherwise empty.
        only_in_notes: The findings among `finding_ids` that match only in the user's note.
    """

    query: Query
    finding_ids: frozenset[int]
    quote_ids: frozenset[int]
    is_general: bool = False
    uncited_source: str = ""
    only_in_notes: frozenset[int] = _NONE

    @property
    def terms(self) -> tuple[str, ...]:
        """All spellings of all terms, to be marked in texts."""
        return tuple(dict.fromkeys(spelling for each in self.query for spelling in each))

    @property
    def findings_summary(self) -> str:
        """A sentence about the findings, after the one that no quotes match; may be empty."""
        in_notes = len(self.only_in_notes)
        by_themselves = len(self.finding_ids) - in_notes
        findings = counted(by_themselves, "finding")
        if not in_notes:
            verb = "does" if by_themselves == 1 else "do"
            return f"{findings} {verb}." if by_themselves else ""
        if not by_themselves:
            return f"My notes on {counted(in_notes, 'finding')} do."
        return f"{findings} and my notes on {counted(in_notes, 'other')} do."

    def with_notes(self, in_notes: NoteMatches) -> "SearchResult":
        """Return this with what the same search found in notes."""
        if not in_notes.finding_ids and not in_notes.quote_ids:
            return self
        finding_ids, quote_ids = self.finding_ids, self.quote_ids
        if self.is_general:  # the notes say more about single findings
            finding_ids = quote_ids = _NONE
        return self._replace(
            finding_ids=finding_ids | in_notes.finding_ids,
            quote_ids=quote_ids | in_notes.quote_ids,
            is_general=False,
            only_in_notes=in_notes.finding_ids - finding_ids,
        )


class Suggestion(NamedTuple):
    """Another search, with words of the briefing in place of those that it doesn't have.

    Args:
        text: What to search for.
        result: What that finds; not nothing.
    """

    text: str
    result: SearchResult


class NothingFound(NamedTuple):
    """What is said if a search finds no finding.

    Args:
        sentence: What wasn't found.
        suggestion: What to search for instead; empty if nothing is near.
        suggestion_finds: How many findings and quotes that finds.
    """

    sentence: str
    suggestion: str = ""
    suggestion_finds: str = ""

    @property
    def spoken(self) -> str:
        """The sentence and the suggestion."""
        if not self.suggestion:
            return self.sentence
        return f"{self.sentence} Did you mean {self.suggestion}? {self.suggestion_finds}"


def no_finding(text: str, result: SearchResult, suggestion: Suggestion | None) -> NothingFound:
    """Return what to say about a search for a text that found no finding.

    Args:
        text: The text.
        result: What was found.
        suggestion: What to search for instead, if nothing at all was found.
    """
    typed = f"“{shortened(single_line(text))}”"
    if result.quote_ids:
        verb = "does" if len(result.quote_ids) == 1 else "do"
        quotes = counted(len(result.quote_ids), "quote")
        return NothingFound(f"No finding has {typed}, but {quotes} {verb}.")
    if result.uncited_source:
        return NothingFound(f"Only the list of sources has {typed}.")
    sentence = f"Nothing found for {typed}."
    if suggestion is None:
        return NothingFound(sentence)
    counts = ((suggestion.result.finding_ids, "finding"), (suggestion.result.quote_ids, "quote"))
    finds = ", ".join(counted(len(ids), what) for ids, what in counts if ids)
    return NothingFound(sentence, suggestion.text, finds)
