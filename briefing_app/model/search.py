"""Full-text search in Python: the terms of a query, what matches them, and what is found.

The rules are those of SQLite's FTS5 tokenizer ``unicode61 remove_diacritics 2``, so that the
highlights agree with the search results. A word is a run of letters and digits. Case is ignored,
and so are accents on Latin letters: "ty" finds "tŷ". Words without a space between them are matched
as a phrase, whatever separates them in the text. FTS5 knows the characters of Unicode 6.1; for
later ones the two may differ.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import counted

# Combining accents: FTS5 ignores them within a word, and no word starts with one.
_COMBINING: Final = (
    "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
)
_LETTER: Final = r"[^\W_]|[\ue000-\uf8ff]"
_WORD: Final = rf"(?:{_LETTER})(?:{_LETTER}|[{_COMBINING}])*"

# Unicode's simple case folding, for the characters for which it differs from `str.lower`.
_FOLDING_EXCEPTIONS: Final = {
    "\u0130": "i",  # capital i with a dot
    "\u00b5": "μ",  # micro sign
    "\u017f": "s",  # long s
    "\u1e9b": "s",  # long s with a dot
    "\u1e9e": "ß",
    "\u1fbe": "ι",
    **dict(zip("ςϐϑϕϖϰϱϵ", "σβθφπκρε", strict=True)),
}
# Letters with two accents of which FTS5 keeps the first.
_ACCENT_KEPT: Final = {"Ǡ": "ǡ", "ǡ": "ǡ"}


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """Return a character as it is compared: one character, or none for a combining accent."""
    if "\u0300" <= character <= "\u0331":
        return ""
    exception = _ACCENT_KEPT.get(character) or _FOLDING_EXCEPTIONS.get(character)
    if exception is not None:
        return exception
    lower = character.lower()
    decomposed = unicodedata.normalize("NFD", lower)
    if len(decomposed) > 1 and "a" <= decomposed[0] <= "z":
        return decomposed[0]
    return lower if len(lower) == 1 else character


def _fold(word: str) -> str:
    return word.lower() if word.isascii() else "".join(map(_folded, word))


Query = tuple[tuple[str, ...], ...]
"""For each term of a search, all its spellings, that of the user first: terms like `terms` makes.

A text must contain one spelling of each term.
"""


def matches(text: str, query: Query) -> bool:
    """Return whether a text contains a spelling of each term."""
    return all(spans(text, spellings) for spellings in query)


def written_words(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each word of a text as it is written, folded, and its index in the text."""
    for match in re.finditer(_WORD, text):
        yield match.group(), _fold(match.group()), match.start()


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded."""
    return [_fold(word) for word in re.findall(_WORD, text)]


def terms(text: str) -> tuple[str, ...]:
    """Split a query into search terms.

    Args:
        text: Any text; nothing in it is an operator.

    Returns:
        The distinct terms, in order; none if the text has no letter or digit. A term is a folded
        word, or a phrase of words separated by spaces: "re-inspect" becomes "re inspect".
    """
    parts = (" ".join(words(part)) for part in text.split())
    return tuple(dict.fromkeys(part for part in parts if part))


def spans(text: str, terms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the spans of a text that match a search.

    Args:
        text: The text to search.
        terms: The result of `terms`. A word matches a term that it starts with. A phrase matches
            if its last word is the beginning of the last one and the others are equal.

    Returns:
        Start and end (exclusive) of each match, as indexes into `text`, in order; overlapping
        matches are joined. A combining accent belongs to the letter before it.
    """
    if not terms:
        return ()
    phrases = [term.split(" ") for term in terms]
    first_words = tuple(phrase[0] for phrase in phrases)
    if text.isascii() and not any(map(text.lower().__contains__, first_words)):
        return ()  # the fast way out for most texts
    tokens = [(match.start(), match.group()) for match in re.finditer(_WORD, text)]
    folded = [_fold(word) for _, word in tokens]
    found: list[tuple[int, int]] = []
    for index, word in enumerate(folded):
        if not word.startswith(first_words):  # the fast way out for most words
            continue
        end = max(_match_end(tokens, folded, index, phrase) for phrase in phrases)
        start = tokens[index][0]
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end:
            found.append((start, end))
    return tuple(found)


def _match_end(
    tokens: Sequence[tuple[int, str]], folded: Sequence[str], index: int, phrase: Sequence[str]
) -> int:
    """Return where the match of a phrase ends, or 0 if it does not match.

    Args:
        tokens: The start of each word of the text, and the word.
        folded: The same words, folded.
        index: The first word to match.
        phrase: The words of a term.
    """
    last = index + len(phrase) - 1
    if last >= len(folded) or not folded[last].startswith(phrase[-1]):
        return 0
    if folded[index:last] != phrase[:-1]:
        return 0
    start, word = tokens[last]
    return start + _unfolded_length(word, len(phrase[-1]))


def _unfolded_length(word: str, length: int) -> int:
    """Return how many characters of `word` make the first `length` of its folded form."""
    if word.isascii():
        return length
    for index, character in enumerate(word):
        if _folded(character):
            if length == 0:
                return index
            length -= 1
    return len(word)


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
        quotes_only_in_notes: The quotes among `quote_ids` that do.
    """

    query: Query
    finding_ids: frozenset[int]
    quote_ids: frozenset[int]
    is_general: bool = False
    uncited_source: str = ""
    only_in_notes: frozenset[int] = _NONE
    quotes_only_in_notes: frozenset[int] = _NONE

    @property
    def terms(self) -> tuple[str, ...]:
        """All spellings of all terms, to be marked in texts."""
        return tuple(dict.fromkeys(spelling for each in self.query for spelling in each))

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
            quotes_only_in_notes=in_notes.quote_ids - quote_ids,
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
    """What is said if a search finds nothing.

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


def nothing_found(text: str, result: SearchResult, suggestion: Suggestion | None) -> NothingFound:
    """Return what to say about a search for a text that found no finding and no quote.

    Args:
        text: The text.
        result: What was found.
        suggestion: What to search for instead, if no source was found either.
    """
    typed = f"“{shortened(single_line(text))}”"
    if result.uncited_source:
        return NothingFound(f"Only the name of a source has {typed}.")
    sentence = f"Nothing found for {typed}."
    if suggestion is None:
        return NothingFound(sentence)
    counts = ((suggestion.result.finding_ids, "finding"), (suggestion.result.quote_ids, "quote"))
    finds = ", ".join(counted(len(ids), what) for ids, what in counts if ids)
    return NothingFound(sentence, suggestion.text, finds)
