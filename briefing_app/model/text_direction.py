"""Which texts and languages are written from right to left (RTL)."""

import re
import unicodedata
from typing import Final

_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"
_TAG: Final = r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]|$)"
# Subtags of languages and scripts.
_RTL_SUBTAGS: Final = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ji",
        "ks",
        "nqo",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
        "adlm",
        "arab",
        "hebr",
        "nkoo",
        "rohg",
        "syrc",
        "thaa",
    ]
)


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction is written from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in {"R", "AL"} for each in directions if each in {"L", "R", "AL"}), False)


def isolated(words: str, *, beside: str) -> str:
    """Return words of ours, such as a date, that keep their order next to a text in any script.

    After an Arabic letter, ``24 October 2017`` would be shown as “October 2017 24”.
    """
    if not words or beside.isascii():
        return words
    has_rtl = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in beside)
    return f"{_FIRST_STRONG_ISOLATE}{words}{_POP_ISOLATE}" if has_rtl else words


def is_rtl_language(tag: str) -> bool:
    """Return whether a language is written from right to left.

    Args:
        tag: A BCP 47 tag, such as ``ar`` or ``he-IL``; its script counts if given: ``az-Arab``.
    """
    parts = re.match(_TAG, tag)
    return parts is not None and (parts[2] or parts[1]).casefold() in _RTL_SUBTAGS
