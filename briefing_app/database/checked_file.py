"""Which files had their words compared with the texts of their sources, on this computer.

A file says by itself which text its words were checked against, and anybody can change it. So
nothing that it says counts: only the hash of its bytes, if it is that of the bundled briefing or of
a file that was compared here.
"""

import sqlite3
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from briefing_app.database.bundled_hash import BUNDLED_SHA256, BUNDLED_SIZE
from briefing_app.database.connection import Tables

Texts: TypeAlias = Mapping[int, str]
"""The id of each source whose text was compared to the SHA-256 of that text."""

Checks: TypeAlias = Callable[[int], Mapping[str, Texts]]
"""Takes the size of a file in bytes, and returns what was compared in files of this size: the
SHA-256 of each file to its texts. So a large file that was never compared isn't hashed."""


class CheckedFile(NamedTuple):
    """A file whose words were compared with the texts of sources.

    Args:
        sha256: The SHA-256 of the file, in hexadecimal.
        size: Its size in bytes.
        texts: The texts in which each quote and excerpt from their source was found.
    """

    sha256: str
    size: int
    texts: Texts


def no_checks(_size: int) -> Mapping[str, Texts]:
    """Return that no file of a size was compared."""
    return {}


def checked_file(content: bytes, texts: Texts) -> CheckedFile:
    """Return what was compared in a file with this content."""
    return CheckedFile(sha256(content).hexdigest(), len(content), texts)


def is_bundled(connection: sqlite3.Connection) -> bool:
    """Return whether an open file is the bundled briefing, byte for byte.

    Its rows were checked, and its words compared, before it was put into the program.

    Args:
        connection: The file, from `connect_read_only`: what is hashed is what it reads.
    """
    return _size(connection) == BUNDLED_SIZE and _hash(connection) == BUNDLED_SHA256


def bundled_texts(tables: Tables) -> Texts:
    """Return the texts with which the words of the bundled briefing were compared."""
    columns = tables["sources"].columns
    return dict(zip(columns["id"], columns["sha256"], strict=True))


def compared_texts(connection: sqlite3.Connection, checks: Checks) -> Texts:
    """Return the texts with which an open file was compared on this computer.

    Args:
        connection: The file, from `connect_read_only`.
        checks: What was compared on this computer.
    """
    compared = checks(_size(connection))
    return compared.get(_hash(connection), {}) if compared else {}


def _size(connection: sqlite3.Connection) -> int:
    ((size,),) = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    )
    return int(size)


def _hash(connection: sqlite3.Connection) -> str:
    return sha256(connection.serialize()).hexdigest()
