"""Checks of a briefing file before SQLite opens it, and the errors that name such a file.

SQLite takes an empty file for an empty database, would create a missing one, and writes beside a
file in write-ahead mode. It also reads the complete schema into memory before its first statement,
and each check of the file grows with it. So the table in which SQLite keeps the schema is measured
without SQLite.
"""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from briefing_app.database.columns import APPLICATION_ID, FORMAT_VERSION
from briefing_app.errors import (
    BriefingError,
    DamagedFileError,
    EmptyFileError,
    FormatVersionError,
    MissingFileError,
    NotABriefingError,
    SchemaError,
    UnfinishedFileError,
    UnreadableFileError,
)
from briefing_app.files.on_disk import file_size, file_status, reason, retried
from briefing_app.files.paths import resolved
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import counted

REBUILD_REMEDY: Final = "Build the briefing again from its source, or get another copy."

_NOT_UTF_8: Final = "text in it is not UTF-8"


@contextmanager
def translate_sqlite_errors(path: Path) -> Iterator[None]:
    """Translate SQLite's exceptions into errors that name the file.

    Args:
        path: The briefing that is being read.

    Raises:
        BriefingError: SQLite raised an exception inside the block, or memory ran out.
    """
    try:
        yield
    except (MemoryError, RecursionError) as error:
        what = "Reading the file needs too much memory."
        raise UnreadableFileError(path, what, REBUILD_REMEDY) from error
    except sqlite3.Error as error:
        raise _translated(path, error) from error
    except UnicodeDecodeError as error:  # from a message of SQLite's
        raise damaged_file_error(path, _NOT_UTF_8) from error


def damaged_file_error(path: Path, what: str) -> DamagedFileError:
    """Make the error for a file that SQLite can't read because of its content.

    Args:
        path: The file.
        what: SQLite's message.
    """
    what = single_line(what).removeprefix("*** in database main *** ").rstrip(".")
    return DamagedFileError(path, f"The file is damaged ({shortened(what)}).", REBUILD_REMEDY)


def unreadable_file_error(path: Path, why: str) -> UnreadableFileError:
    """Make the error for a file that the operating system can't read."""
    return UnreadableFileError(
        path,
        f"The file can’t be read: {why}.",
        "Check that you have permission to read it and that its disk or network drive is"
        " connected.",
    )


def format_value(value: object) -> str:
    """Return a value from a file as a message shows it: short, on one line, and harmless."""
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return counted(len(value), "byte")
    return f"“{shortened(value)}”" if isinstance(value, str) else str(value)


def _translated(path: Path, error: sqlite3.Error) -> BriefingError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}:
        return unreadable_file_error(path, str(error))
    if primary == sqlite3.SQLITE_INTERRUPT:
        return UnreadableFileError(path, "Reading the file takes too long.", REBUILD_REMEDY)
    if primary == sqlite3.SQLITE_TOOBIG:
        return damaged_file_error(path, "a text in it exceeds the maximum length")
    message = str(error)
    is_decode_error = message.startswith("Could not decode")
    return damaged_file_error(path, _NOT_UTF_8 if is_decode_error else message)


HEADER_SIZE: Final = 100
"""The size of SQLite's file header in bytes."""

LOG_SUFFIXES: Final = ("-journal", "-wal")
"""What SQLite appends to a file's name to name its rollback journal or write-ahead log."""

MAX_FILE_SIZE: Final = 200 * 2**20
"""The size of the largest briefing in bytes. Ten thousand findings take eight million."""

_MAGIC: Final = b"SQLite format 3\x00"
_WRITE_AHEAD: Final = 2  # in bytes 18 and 19
_UTF_8: Final = 1  # in bytes 56–59

_CHOOSE_BRIEFING: Final = "Choose a briefing: a .briefing or .db file that this program made."


def check_file_before_opening(path: Path) -> None:
    """Check that a file is a finished briefing of this format, as far as its header says.

    Raises:
        BriefingError: It is not; the class says why.
    """
    _check_is_regular_file(path)
    _check_header(path, _read_header(path))
    _check_no_log(path)
    _check_schema_size(path)


def is_briefing(header: bytes) -> bool:
    """Return whether a header is that of a briefing, of any format version.

    Args:
        header: The first `HEADER_SIZE` bytes of the file.
    """
    return header.startswith(_MAGIC) and _integer(header, 68) == APPLICATION_ID


def _check_is_regular_file(path: Path) -> None:
    try:
        status = file_status(path)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise MissingFileError(
            path, "There is no such file.", "Check the name and the folder."
        ) from error
    except OSError as error:
        raise unreadable_file_error(path, reason(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFileError(
            path, "This is a folder, not a briefing.", "Choose the briefing file inside it."
        )
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFileError(
            path,
            "This is a device or a pipe, not a file on disk.",
            "Copy the briefing to a file and open that file.",
        )
    if status.st_size > MAX_FILE_SIZE:
        size, limit = (-(-number // 2**20) for number in (status.st_size, MAX_FILE_SIZE))
        raise UnreadableFileError(
            path,
            f"The file has {size:,} MB. A briefing has at most {limit:,} MB.",
            "Choose another file, or split the briefing into several.",
        )


def _read_header(path: Path) -> bytes:
    try:
        with retried(lambda: path.open("rb", buffering=0)) as file:
            return file.read(HEADER_SIZE)
    except OSError as error:
        raise unreadable_file_error(path, reason(error)) from error


def _check_header(path: Path, header: bytes) -> None:
    if not header:
        raise EmptyFileError(path, "The file is empty.", REBUILD_REMEDY)
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotABriefingError(
            path, "This is not a briefing but some other kind of file.", _CHOOSE_BRIEFING
        )
    if len(header) < HEADER_SIZE:
        raise DamagedFileError(
            path, f"The file is incomplete: it ends after {len(header)} bytes.", REBUILD_REMEDY
        )
    if _integer(header, 68) != APPLICATION_ID:
        raise NotABriefingError(
            path, "This is another application’s database, not a briefing.", _CHOOSE_BRIEFING
        )
    _check_format_version(path, _integer(header, 60))
    if _WRITE_AHEAD in header[18:20]:
        raise UnfinishedFileError(
            path,
            "The file is in write-ahead mode, so some of its content may be in a separate log.",
            "Close the program that edited it and build the briefing again from its source.",
        )
    if _integer(header, 56) != _UTF_8:
        raise SchemaError(path, "The file’s text is not stored as UTF-8.", REBUILD_REMEDY)


def _check_format_version(path: Path, version: int) -> None:
    if version != FORMAT_VERSION:
        raise FormatVersionError(
            path,
            f"The briefing has format {version}; this program reads format {FORMAT_VERSION}.",
            "Get a newer version of this program."
            if version > FORMAT_VERSION
            else "Build the briefing again from its source with this version of the program.",
        )


def _integer(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big", signed=True)


def _check_no_log(path: Path) -> None:
    # If the path is a symbolic link, SQLite looks beside the file that it points to.
    target = resolved(path)
    for suffix in LOG_SUFFIXES:
        log = target.with_name(target.name + suffix)
        if file_size(log):
            raise UnfinishedFileError(
                path,
                f"A program was interrupted while it was writing this file and left {log.name}.",
                "Build the briefing again from its source, or get a finished copy.",
            )


def _check_schema_size(path: Path) -> None:
    try:
        with retried(lambda: path.open("rb")) as file:
            check_schema_size(file)
    except OSError as error:
        raise unreadable_file_error(path, reason(error)) from error
    except SchemaTooLargeError as error:
        raise SchemaError(path, f"The file has {error}.", REBUILD_REMEDY) from error


_MAX_OBJECTS: Final = 200  # tables and indexes; a briefing has 25
_MAX_SQL_SIZE: Final = 200_000  # bytes; a briefing has 4,000
_MAX_PAGES: Final = 2 * _MAX_OBJECTS

_LEAF_PAGE: Final = 13
_INTERIOR_PAGE: Final = 5


class SchemaTooLargeError(Exception):
    """A schema with more objects or SQL than any briefing needs; the message says how much."""


def check_schema_size(file: BinaryIO) -> None:
    """Refuse a file with too large a schema. Damage is ignored: SQLite reports it later.

    Args:
        file: An SQLite file with a complete header.

    Raises:
        SchemaTooLargeError: The schema has too many tables and indexes, or too much SQL.
        OSError: The file can't be read.
    """
    file.seek(16)
    size = int.from_bytes(file.read(2), "big")
    page_size = 65_536 if size == 1 else size
    pages = [1]
    page_count = objects = sql_size = 0
    while pages:
        number = pages.pop()
        page_count += 1
        if number < 1:
            continue
        if page_count + len(pages) > _MAX_PAGES:
            raise SchemaTooLargeError(f"more than {_MAX_OBJECTS} tables and indexes")
        file.seek((number - 1) * page_size)
        page = file.read(page_size)
        header = 100 if number == 1 else 0
        if page[header : header + 1] == bytes([_INTERIOR_PAGE]):
            pages.append(_number(page, header + 8, 4))
            pages += [_number(page, cell, 4) for cell in _cells(page, header, header + 12)]
        elif page[header : header + 1] == bytes([_LEAF_PAGE]):
            sizes = [_varint(page, cell) for cell in _cells(page, header, header + 8)]
            objects += len(sizes)
            sql_size += sum(sizes)
        if objects > _MAX_OBJECTS:
            raise SchemaTooLargeError(f"more than {_MAX_OBJECTS} tables and indexes")
        if sql_size > _MAX_SQL_SIZE:
            raise SchemaTooLargeError(f"more than {_MAX_SQL_SIZE // 1000} KB of table definitions")


def _cells(page: bytes, header: int, pointers: int) -> Iterator[int]:
    """Yield the offset of each cell of a page."""
    for index in range(_number(page, header + 3, 2)):
        yield _number(page, pointers + 2 * index, 2)


def _number(page: bytes, offset: int, length: int) -> int:
    return int.from_bytes(page[offset : offset + length], "big")


def _varint(page: bytes, offset: int) -> int:
    """Return SQLite's integer of variable length: seven bits of each byte, at most nine bytes."""
    value = 0
    for byte in page[offset : offset + 8]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value
    return value << 8 | _number(page, offset + 8, 1)
