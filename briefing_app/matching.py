"""Words as the search sees them: what a typed text asks for, and where a text answers it.

The rules are those of SQLite's FTS5 tokenizer ``unicode61 remove_diacritics 2``, so that what is
marked is what was found. A word is an unbroken run of letters and digits. Case is ignored, and so
are accents over Latin letters: "ty" finds "tŷ". Agreement with FTS5 holds for every character that
Unicode had in version 6.1, which is the one that FTS5 knows; for a later letter the two may differ.
"""

import re
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


def terms(text: str) -> tuple[str, ...]:
    """Split what was typed into the words to look for.

    Args:
        text: Anything; nothing in it is an operator.

    Returns:
        The words, folded, each once, in the order typed; none if the text holds no letter or digit.
    """
    return tuple(dict.fromkeys(_fold(word) for word in _WORD.findall(text)))


def spans(text: str, terms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Find the beginnings of words that answer a search.

    Args:
        text: The text to look in.
        terms: Folded words, as `terms` gives them. A word answers a term that it starts with.

    Returns:
        Start and end (exclusive) of each beginning, as indexes into `text`, in order and apart;
        where several terms begin one word, the longest. An accent written as a character of its
        own goes with the letter before it.
    """
    if not terms:
        return ()
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        folded = _fold(word)
        if folded.startswith(terms):
            length = max(len(term) for term in terms if folded.startswith(term))
            start = match.start()
            found.append((start, start + _unfolded_length(word, length)))
    return tuple(found)


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
