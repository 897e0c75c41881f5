"""Words as the search sees them: what a typed text asks for, and where a text answers it.

The rules are those of SQLite's FTS5 tokenizer ``unicode61 remove_diacritics 2``, so that what is
marked is what was found. A word is an unbroken run of letters and digits. Case is ignored, and so
are accents over Latin letters: "ty" finds "tŷ". Words with no space between them are looked for
together, in their order, whatever stands between them in the text. Agreement with FTS5 holds for
every character that Unicode had in version 6.1, which is the one that FTS5 knows; for a later
letter the two may differ.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

# Accents as characters of their own: FTS5 passes over these in a word, but starts none with one.
_COMBINING: Final = (
    "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
)
_LETTER: Final = r"[^\W_]|[\ue000-\uf8ff]"
_WORD: Final = re.compile(rf"(?:{_LETTER})(?:{_LETTER}|[{_COMBINING}])*")

# Where Unicode's simple case folding is not `str.lower` of the one character.
_FOLDED: Final = {
    "\u0130": "i",  # capital i with a dot
    "\u00b5": "μ",  # micro sign
    "\u017f": "s",  # long s
    "\u1e9b": "s",  # long s with a dot
    "\u1e9e": "ß",
    "\u1fbe": "ι",
    **dict(zip("ςϐϑϕϖϰϱϵ", "σβθφπκρε", strict=True)),
}
# Two accents of which FTS5 does not take off the first.
_KEPT: Final = {"Ǡ": "ǡ", "ǡ": "ǡ"}


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """The one character of a word as it is compared: one character, or none for an accent."""
    if "\u0300" <= character <= "\u0331":
        return ""
    kept = _KEPT.get(character) or _FOLDED.get(character)
    if kept is not None:
        return kept
    import unicodedata  # noqa: PLC0415 - 1 MB that a briefing in plain ASCII never needs

    lower = character.lower()
    apart = unicodedata.normalize("NFD", lower)
    if len(apart) > 1 and "a" <= apart[0] <= "z":
        return apart[0]
    return lower if len(lower) == 1 else character


def _fold(word: str) -> str:
    return word.lower() if word.isascii() else "".join(map(_folded, word))


def words(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return [_fold(word) for word in _WORD.findall(text)]


def terms(text: str) -> tuple[str, ...]:
    """Split what was typed into what to look for.

    Args:
        text: Anything; nothing in it is an operator.

    Returns:
        The terms, each once, in the order typed; none if the text holds no letter or digit. A term
        is a folded word; or several, a space between two, where no space was typed between them:
        "re-inspect" is looked for as these two words, one after the other.
    """
    parts = (" ".join(words(part)) for part in text.split())
    return tuple(dict.fromkeys(part for part in parts if part))


def spans(text: str, terms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Find what answers a search.

    Args:
        text: The text to look in.
        terms: As `terms` gives them. A word answers a term that it starts with; words that follow
            each other answer a term of several if the last one starts with its last.

    Returns:
        Start and end (exclusive) of each answer, as indexes into `text`, in order and apart; where
        several overlap, of all of them together. An accent written as a character of its own goes
        with the letter before it.
    """
    if not terms:
        return ()
    phrases = [term.split(" ") for term in terms]
    firsts = tuple(phrase[0] for phrase in phrases)
    there = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    folded = [_fold(word) for _, word in there]
    found: list[tuple[int, int]] = []
    for at, word in enumerate(folded):
        if not word.startswith(firsts):  # most are not
            continue
        end = max(_answer_end(there, folded, at, phrase) for phrase in phrases)
        start = there[at][0]
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end:
            found.append((start, end))
    return tuple(found)


def _answer_end(
    there: Sequence[tuple[int, str]], folded: Sequence[str], at: int, phrase: Sequence[str]
) -> int:
    """Where what answers a phrase from a word on ends, or 0 where nothing does.

    Args:
        there: Where each word of the text starts, and the word as it stands.
        folded: The same words, folded.
        at: Which of them is the first.
        phrase: The words of a term.
    """
    last = at + len(phrase) - 1
    if last >= len(folded) or not folded[last].startswith(phrase[-1]):
        return 0
    if folded[at:last] != phrase[:-1]:
        return 0
    start, word = there[last]
    return start + _unfolded_length(word, len(phrase[-1]))


def _unfolded_length(word: str, length: int) -> int:
    """How many characters of `word` make the first `length` of its folded form."""
    if word.isascii():
        return length
    for index, character in enumerate(word):
        if _folded(character):
            if length == 0:
                return index
            length -= 1
    return len(word)
