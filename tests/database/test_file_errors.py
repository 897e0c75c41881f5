"""Errors that name the briefing file, and values in messages."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_app.database.file_errors import format_value, translate_sqlite_errors
from briefing_app.errors import DamagedFileError, UnreadableFileError


def raising(error: Exception) -> Callable[[], None]:
    def raise_it() -> None:
        raise error

    return raise_it


def test_sqlite_errors_are_translated_to_errors_with_the_path(briefing_path: Path) -> None:
    too_long = sqlite3.DataError("string or blob too big")
    too_long.sqlite_errorcode = sqlite3.SQLITE_TOOBIG
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    unknown = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    for error, kind in (
        (too_long, DamagedFileError),
        (failed, UnreadableFileError),
        (unknown, DamagedFileError),
        (sqlite3.DatabaseError("file is not a database"), DamagedFileError),
    ):
        with pytest.raises(kind) as raised, translate_sqlite_errors(briefing_path):
            raising(error)()
        assert raised.value.path == briefing_path


@pytest.mark.parametrize(
    ("value", "formatted"),
    [
        ("a\x1b[31mb\n", "“a�[31mb�”"),
        ("x" * 1000, "“" + "x" * 79 + "…”"),
        (None, "nothing"),
        (b"\x00\x01", "2 bytes"),
        (1.5, "1.5"),
    ],
)
def test_formatted_value_is_short_and_printable(value: object, formatted: str) -> None:
    assert format_value(value) == formatted
