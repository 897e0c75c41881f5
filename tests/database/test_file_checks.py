"""Checks before SQLite opens a file, errors that name it, and values in messages."""

import os
import sqlite3
import stat
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from briefing_app.database.checker import check_file
from briefing_app.database.columns import FORMAT_VERSION
from briefing_app.database.file_checks import (
    SchemaTooLargeError,
    check_schema_size,
    format_value,
    translate_sqlite_errors,
)
from briefing_app.database.reader import open_briefing
from briefing_app.errors import (
    DamagedFileError,
    EmptyFileError,
    FormatVersionError,
    MissingFileError,
    NotABriefingError,
    SchemaError,
    UnfinishedFileError,
    UnreadableFileError,
)
from tests.database.refused_files import overwrite, refused
from tests.database.sample_rows import edit
from tests.systems import make_link

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def test_missing_file_is_refused_and_not_created(tmp_path: Path) -> None:
    refused(tmp_path / "missing.db", MissingFileError)


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing" / "report.db", MissingFileError)


def test_impossible_file_name_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "a\0b", MissingFileError)
    # Windows finds no file, other systems refuse a name of this length.
    expected = MissingFileError if sys.platform == "win32" else UnreadableFileError
    refused(tmp_path / ("a" * 5000), expected)


def test_broken_link_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    make_link(link, tmp_path / "missing.db")
    refused(link, MissingFileError)


def test_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path, UnreadableFileError).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_is_refused_without_blocking(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pipe" in refused(pipe, UnreadableFileError).what
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_disk_error_is_reported(briefing_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(UnreadableFileError, match="Input/output error"):
        open_briefing(briefing_path)


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    refused(path, EmptyFileError)


@pytest.mark.parametrize(
    "content", [b"x", b"Ponds are too shallow.\n" * 100, PNG, b"SQLite format 2\x00" + bytes(200)]
)
def test_file_that_is_not_sqlite_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    refused(path, NotABriefingError)


@pytest.mark.parametrize("size", [1, 15, 16, 99])
def test_truncated_header_is_refused(briefing_path: Path, size: int) -> None:
    briefing_path.write_bytes(briefing_path.read_bytes()[:size])
    assert str(size) in refused(briefing_path, DamagedFileError).what


def test_database_of_another_application_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, title TEXT)")
    assert "another application" in refused(path, NotABriefingError).what


@pytest.mark.parametrize(
    ("version", "remedy"),
    [
        (FORMAT_VERSION + 1, "newer version of this program"),
        (FORMAT_VERSION - 1, "again"),
        (-1, "again"),
    ],
)
def test_other_format_version_is_refused(briefing_path: Path, version: int, remedy: str) -> None:
    edit(briefing_path, f"PRAGMA user_version={version}")
    error = refused(briefing_path, FormatVersionError)
    assert f"format {version};" in error.what
    assert f"format {FORMAT_VERSION}." in error.what
    assert remedy in error.remedy


def test_write_ahead_mode_is_refused(briefing_path: Path) -> None:
    edit(briefing_path, "PRAGMA journal_mode=WAL", "UPDATE report SET title = 'x'")
    refused(briefing_path, UnfinishedFileError)


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_log_beside_the_file_is_refused_by_name(briefing_path: Path, suffix: str) -> None:
    beside = briefing_path.with_name(briefing_path.name + suffix)
    beside.write_bytes(b"left")
    assert beside.name in refused(briefing_path, UnfinishedFileError).what


def test_log_beside_the_target_of_a_link_is_refused(briefing_path: Path, tmp_path: Path) -> None:
    briefing_path.with_name(briefing_path.name + "-journal").write_bytes(b"left")
    link = tmp_path / "link.db"
    make_link(link, briefing_path)
    refused(link, UnfinishedFileError)


def test_empty_log_beside_the_file_is_accepted(briefing_path: Path) -> None:
    briefing_path.with_name(briefing_path.name + "-journal").touch()
    open_briefing(briefing_path).close()


@pytest.mark.parametrize("encoding", [0, 2, 3])
def test_text_encoding_other_than_utf_8_is_refused(briefing_path: Path, encoding: int) -> None:
    overwrite(briefing_path, 56, struct.pack(">I", encoding))
    assert "UTF-8" in refused(briefing_path, SchemaError).what


def test_schema_with_too_many_objects_is_refused(briefing_path: Path) -> None:
    with closing(sqlite3.connect(briefing_path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    tables = [f"CREATE TABLE theirs_{number} (x)" for number in range(count, 200)]
    edit(briefing_path, "BEGIN", *tables)
    open_briefing(briefing_path).close()
    edit(briefing_path, "CREATE TABLE theirs (x)")
    assert "more than 200 tables" in refused(briefing_path, SchemaError).what


def test_schema_with_too_much_sql_is_refused(briefing_path: Path) -> None:
    column = f"x DEFAULT '{'y' * 90_000}'"
    edit(briefing_path, *(f"CREATE TABLE theirs_{number} ({column})" for number in range(3)))
    assert "table definitions" in refused(briefing_path, SchemaError).what


def test_largest_schema_of_other_programs_is_accepted(briefing_path: Path) -> None:
    columns = ", ".join(f"c{number} INTEGER NOT NULL" for number in range(40))
    tables = [f"CREATE TABLE theirs_{number} ({columns})" for number in range(160)]
    edit(briefing_path, "BEGIN", *tables)
    assert check_file(briefing_path) == []
    open_briefing(briefing_path).close()


def test_schema_whose_pages_form_a_circle_is_refused(briefing_path: Path) -> None:
    overwrite(briefing_path, 100, struct.pack(">BHHHBI", 5, 0, 0, 0, 0, 1))
    refused(briefing_path, SchemaError)


def test_file_that_is_too_large_is_refused_with_its_size(briefing_path: Path) -> None:
    with briefing_path.open("r+b") as file:
        file.truncate(200 * 2**20)
    open_briefing(briefing_path).close()
    with briefing_path.open("r+b") as file:
        file.truncate(200 * 2**20 + 1)
    with pytest.raises(UnreadableFileError, match="has 201 MB"):
        open_briefing(briefing_path)
    with briefing_path.open("r+b") as file:
        file.truncate(300 * 2**20 + 1)
    with pytest.raises(UnreadableFileError, match="has 301 MB"):
        open_briefing(briefing_path)
    with pytest.raises(UnreadableFileError, match="has 301 MB"):
        check_file(briefing_path)


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


PAGE_SIZE = 65_536


class CountingFile(BytesIO):
    """A file that counts how often it is read."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


def schema_page(kind: int, cells: Sequence[bytes], *, rightmost: int = 0, number: int = 1) -> bytes:
    """Return a page of the table in which SQLite keeps the schema.

    Args:
        kind: 13 for a page of rows, 5 for one that refers to others.
        cells: The beginning of each row, or of each reference.
        rightmost: The page that the last reference of a page of references is to.
        number: The number of the page.
    """
    page = bytearray(PAGE_SIZE)
    header = 100 if number == 1 else 0
    if number == 1:
        page[16:18] = b"\0\x01"  # the page size
    page[header : header + 8] = struct.pack(">BHHHB", kind, 0, len(cells), 0, 0)
    pointers = header + 8
    if kind == 5:
        page[header + 8 : header + 12] = struct.pack(">I", rightmost)
        pointers += 4
    end = PAGE_SIZE
    for index, cell in enumerate(cells):
        end -= len(cell)
        page[end : end + len(cell)] = cell
        page[pointers + 2 * index : pointers + 2 * index + 2] = struct.pack(">H", end)
    return bytes(page)


def row(size: int) -> bytes:
    """Return the beginning of a row of the schema with a definition of a size in bytes."""
    sevens = [size >> shift & 0x7F for shift in range(28, -1, -7)]
    while sevens[0] == 0:
        sevens.pop(0)
    return bytes([*(each | 0x80 for each in sevens[:-1]), sevens[-1]])


def is_small_enough(*pages: bytes) -> bool:
    try:
        check_schema_size(BytesIO(b"".join(pages)))
    except SchemaTooLargeError:
        return False
    return True


@pytest.mark.parametrize(
    ("sizes", "is_accepted"),
    [
        ([1] * 200, True),
        ([1] * 201, False),
        ([200_000], True),
        ([200_001], False),
        ([127, 128, 16_383, 16_384, 166_978], True),
        ([127, 128, 16_383, 16_384, 166_979], False),
    ],
)
def test_schema_has_at_most_200_objects_and_200_kilobytes(
    sizes: list[int], is_accepted: bool
) -> None:
    rows = [row(size) for size in sizes]
    assert is_small_enough(schema_page(13, rows)) is is_accepted
    first, second = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    pages = (
        schema_page(5, [struct.pack(">I", 2)], rightmost=3),
        schema_page(13, first, number=2),
        schema_page(13, second, number=3),
    )
    assert is_small_enough(*pages) is is_accepted


def test_size_of_nine_bytes_is_read() -> None:
    accepted, refused_size = (b"\x80" * 6 + b"\x86\x8d" + last for last in (b"\x40", b"\x41"))
    assert is_small_enough(schema_page(13, [accepted]))  # 200,000
    assert not is_small_enough(schema_page(13, [refused_size]))


def test_page_size_is_that_of_the_file() -> None:
    page = bytearray(schema_page(5, [], rightmost=2))
    page[16:18] = b"\x02\0"  # 512
    leaf = bytearray(512)
    leaf[:8] = struct.pack(">BHHHB", 13, 0, 1, 0, 0)
    leaf[8:10] = struct.pack(">H", 100)
    leaf[100:104] = row(200_001)
    assert not is_small_enough(bytes(page[:512]), bytes(leaf))
    leaf[100:104] = row(200_000)
    assert is_small_enough(bytes(page[:512]), bytes(leaf))


@pytest.mark.parametrize(("count", "is_accepted"), [(399, True), (400, False)])
def test_schema_has_at_most_400_pages(count: int, is_accepted: bool) -> None:
    references = [struct.pack(">I", 2)] * (count - 1)
    pages = (schema_page(5, references, rightmost=2), schema_page(13, [], number=2))
    assert is_small_enough(*pages) is is_accepted


def test_references_to_no_page_are_left_to_sqlite() -> None:
    assert is_small_enough(schema_page(5, [], rightmost=0))


def test_page_that_refers_to_itself_is_read_a_few_times_only() -> None:
    many = CountingFile(schema_page(5, [struct.pack(">I", 1)] * 10_000, rightmost=1))
    with pytest.raises(SchemaTooLargeError):
        check_schema_size(many)
    assert many.reads < 10
    one = CountingFile(schema_page(5, [], rightmost=1))
    with pytest.raises(SchemaTooLargeError):
        check_schema_size(one)
    assert one.reads < 500
