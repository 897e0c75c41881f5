"""Checks of a briefing file before SQLite opens it.

SQLite takes an empty file for an empty database, would create a missing one, and writes beside a
file in write-ahead mode.
"""

import stat
from pathlib import Path
from typing import Final

from briefing_app.database.file_errors import REBUILD_REMEDY, unreadable_file_error
from briefing_app.database.schema import APPLICATION_ID, FORMAT_VERSION
from briefing_app.database.schema_size import SchemaTooLargeError, check_schema_size
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
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise MissingFileError(
            path, "There is no such file.", "Check the name and the folder."
        ) from error
    except OSError as error:
        raise unreadable_file_error(path, error.strerror or str(error)) from error
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
        with path.open("rb", buffering=0) as file:
            return file.read(HEADER_SIZE)
    except OSError as error:
        raise unreadable_file_error(path, error.strerror or str(error)) from error


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
    target = path.resolve()
    for suffix in LOG_SUFFIXES:
        log = target.with_name(target.name + suffix)
        try:
            size = log.stat().st_size
        except OSError:  # it does not exist or can't be seen
            continue
        if size:
            raise UnfinishedFileError(
                path,
                f"A program was interrupted while it was writing this file and left {log.name}.",
                "Build the briefing again from its source, or get a finished copy.",
            )


def _check_schema_size(path: Path) -> None:
    try:
        with path.open("rb") as file:
            check_schema_size(file)
    except OSError as error:
        raise unreadable_file_error(path, error.strerror or str(error)) from error
    except SchemaTooLargeError as error:
        raise SchemaError(path, f"The file has {error}.", REBUILD_REMEDY) from error
