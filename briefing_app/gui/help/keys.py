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
    caps = []
    for part in key.split():
        native = QKeySequence(part).toString(QKeySequence.SequenceFormat.NativeText)
        caps += re.split(r"(?<=.)\+(?=.)", native or part)
    return caps


def spoken(row: KeyRow) -> str:
    """Return a row as one sentence, for screen readers and for the clipboard."""
    keys = " or ".join(" ".join(key_caps(key)) for key in row.keys)
    return f"{keys}: {row.text}"
