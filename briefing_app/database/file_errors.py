"""Errors about a briefing file, and values from such a file as messages show them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from briefing_app.errors import BriefingError, DamagedFileError, UnreadableFileError
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import counted

REBUILD_REMEDY: Final = "Build the briefing again from its source, or get another copy."

_SLOW_REMEDY: Final = (
    "Copy the file to this computer and open the copy. If that takes too long as well, "
    f"{REBUILD_REMEDY[0].lower()}{REBUILD_REMEDY[1:]}"
)
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


def damaged_file_error(path: Path, reason: str) -> DamagedFileError:
    """Make the error for a file that SQLite can't read because of its content.

    Args:
        path: The file.
        reason: SQLite's message.
    """
    reason = single_line(reason).removeprefix("*** in database main *** ").rstrip(".")
    return DamagedFileError(path, f"The file is damaged ({shortened(reason)}).", REBUILD_REMEDY)


def unreadable_file_error(path: Path, reason: str) -> UnreadableFileError:
    """Make the error for a file that the operating system can't read."""
    return UnreadableFileError(
        path,
        f"The file can’t be read: {reason}.",
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
        return UnreadableFileError(path, "Reading the file takes too long.", _SLOW_REMEDY)
    if primary == sqlite3.SQLITE_TOOBIG:
        return damaged_file_error(path, "a text in it exceeds the maximum length")
    message = str(error)
    is_decode_error = message.startswith("Could not decode")
    return damaged_file_error(path, _NOT_UTF_8 if is_decode_error else message)
