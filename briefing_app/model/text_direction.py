"""Which texts and languages run from right to left."""

import re
import unicodedata
from typing import Final

_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]|$)")
# Languages and ways of writing, as tags name them.
_LEFTWARDS: Final = frozenset(
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
    """Whether the first letter that has a direction runs from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in {"R", "AL"} for each in directions if each in {"L", "R", "AL"}), False)


def is_rtl_language(tag: str) -> bool:
    """Whether a language is written from right to left.

    Args:
        tag: Its name, such as ``ar``, ``he-IL`` or, with the way of writing, ``az-Arab``.
    """
    parts = _TAG.match(tag)
    return parts is not None and (parts[2] or parts[1]).casefold() in _LEFTWARDS
