"""Checks before SQLite opens a file, errors that name it, and values in messages."""

import sqlite3
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest

from briefing_app.database.file_checks import (
    SchemaTooLargeError,
    check_schema_size,
    format_value,
    translate_sqlite_errors,
)
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


def test_page_that_refers_to_itself_thousands_of_times_is_refused_quickly() -> None:
    page = bytearray(65_536)
    page[16:18] = b"\0\x01"  # the page size
    page[100:112] = struct.pack(">BHHHBI", 5, 0, 32_000, 0, 0, 1)
    page[112:64_112] = struct.pack(">H", 65_000) * 32_000
    page[65_000:65_004] = struct.pack(">I", 1)
    start = process_time()
    with pytest.raises(SchemaTooLargeError):
        check_schema_size(BytesIO(page))
    assert process_time() - start < 1
