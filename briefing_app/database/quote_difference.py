"""Describes how a quote differs from the text of its source."""

import re
from typing import Final

_MAX_CONTEXT_LENGTH: Final = 40  # characters on either side of a difference
_MIN_MATCHING_WORDS: Final = 3  # at the end of a quote, to describe the difference before them

_LOOK_ALIKES: Final = ("'\"‘’‚‛“”„‟′″`´", "-‐‑‒–—―−", ".…")
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
OPENING_QUOTATION_MARKS: Final = "\"'“‘„‚«‹»›"
"""The marks that open a quotation in any language."""
_CLOSING_QUOTATION_MARKS: Final = "\"'”’“‘»›«‹"

_NOT_FOUND: Final = "not even the beginning of these words is in the source"


def describe_difference(quote: str, source: str) -> tuple[str, str]:
    """Compare a quote with its source.

    Args:
        quote: The quote, each run of white space as one space.
        source: The text of the source, likewise.

    Returns:
        What differs and what to do about it, each as a sentence without a full stop. Both are empty
        if the quote is in the source, word for word.
    """
    difference = _difference(quote, source)
    if not difference:
        return "", ""
    remedy = "copy the words exactly from the source"
    inside = text_in_quotation_marks(quote)
    if not inside:
        return difference, remedy
    if not _difference(inside, source):
        what = "the source has these words, but not the quotation marks around them"
        return what, "delete the quotation marks around them"
    if difference == _NOT_FOUND:
        return _difference(inside, source), f"{remedy}, without quotation marks around them"
    return difference, remedy


def text_in_quotation_marks(quote: str) -> str:
    """Return the text within quotation marks; empty if there are none around the quote."""
    if quote and quote[0] in OPENING_QUOTATION_MARKS and quote[-1] in _CLOSING_QUOTATION_MARKS:
        return quote[1:-1].strip()
    return ""


def _difference(quote: str, source: str) -> str:
    """Return how a quote differs from its source, as a sentence; empty if it doesn't."""
    word_start = r"(?<!\w)" if re.match(r"\w", quote) else ""
    word_end = r"(?!\w)" if re.match(r"\w", quote[-1]) else ""
    if re.search(f"{word_start}{re.escape(quote)}{word_end}", source):
        return ""
    if quote in source:
        return "in the source, these words begin or end in the middle of a word"
    length = _longest_match(quote, source, from_end=False)
    # Go back to the beginning of the word, so that complete words are compared.
    same = quote[: quote.rfind(" ", 0, length) + 1]
    if not same:
        return _difference_before_end(quote, source)
    end = source.index(quote[:length]) + len(same)
    return (
        f"after “{_last_words(same)}” the source continues “{_first_words(source[end:])}”, "
        f"not “{_first_words(quote[len(same) :])}”"
        f"{_name_character(quote[len(same) :], source[end:])}"
    )


def _difference_before_end(quote: str, source: str) -> str:
    """Return how a quote differs from its source if only the end of it is there."""
    length = _longest_match(quote, source, from_end=True)
    tail = quote[-length:] if length else ""
    # Go on to the beginning of a word, so that complete words are compared.
    begin = tail.find(" ")
    same = tail[begin:] if begin >= 0 else ""
    if len(same.split()) < _MIN_MATCHING_WORDS:
        return _NOT_FOUND
    start = source.index(tail) + begin
    before = quote[: len(quote) - len(same)]
    near = source[max(0, start - len(before) - _MAX_CONTEXT_LENGTH) : start]
    there = _last_words(" ".join(near.split()[-len(before.split()) :]))
    return (
        f"before “{_first_words(same.strip())}” the source has “{there}”, "
        f"not “{_last_words(before)}”{_name_character(before[::-1], near[::-1])}"
    )


def _longest_match(quote: str, source: str, *, from_end: bool) -> int:
    """Return the length of the longest beginning, or end, of a quote that is in its source."""
    # If one is in the source, so is each shorter one: search by bisection.
    shortest, longest = 0, len(quote)
    while longest - shortest > 1:
        length = (shortest + longest) // 2
        if (quote[-length:] if from_end else quote[:length]) in source:
            shortest = length
        else:
            longest = length
    return shortest


def _name_character(quote: str, source: str) -> str:
    """Name the first differing characters by their code points if they look alike or invisible."""
    for quoted, expected in zip(quote, source, strict=False):
        if quoted != expected:
            if expected in _INVISIBLE:
                return f" (the source has an invisible U+{ord(expected):04X} there)"
            if quoted in _INVISIBLE:
                return f" (there is an invisible U+{ord(quoted):04X} here)"
            if any(quoted in group and expected in group for group in _LOOK_ALIKES):
                return f" (U+{ord(expected):04X} {expected}, not U+{ord(quoted):04X} {quoted})"
            break
    return ""


def _first_words(text: str) -> str:
    if len(text) <= _MAX_CONTEXT_LENGTH:
        return text
    return f"{text[:_MAX_CONTEXT_LENGTH].rsplit(' ', 1)[0]} …"


def _last_words(text: str) -> str:
    text = text.rstrip()
    if len(text) <= _MAX_CONTEXT_LENGTH:
        return text
    return f"… {text[-_MAX_CONTEXT_LENGTH:].split(' ', 1)[-1]}"
