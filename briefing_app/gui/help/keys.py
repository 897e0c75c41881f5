"""Keys and what they do, as values, in groups."""

import re
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class KeyRow:
    """Keys that do the same.

    Args:
        keys: The keys, in Qt's portable spelling; with a space between those that are pressed one
            after the other.
        text: What they do.
    """

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys for one purpose.

    Args:
        title: The purpose.
        rows: The keys, in the order in which they are listed.
    """

    title: str
    rows: tuple[KeyRow, ...]


def key_caps(key: str) -> list[str]:
    """Return what is written on each of the keys to press, as the platform names them."""
    return [cap for part in key.split() for cap in re.split(r"(?<=.)\+(?=.)", _native(part))]


def keys_in_words(row: KeyRow) -> str:
    """Return the keys of a row as words, for screen readers and on paper."""
    return " or ".join(", then ".join(map(_native, key.split())) for key in row.keys)


def _native(key: str) -> str:
    """Return a key or a combination as the platform names it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
