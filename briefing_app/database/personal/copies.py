"""The copy of `personal.db` that is kept beside it."""

import logging
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from briefing_app.database.personal.rows import COLUMNS
from briefing_app.database.personal.schema import DamagedError
from briefing_app.files.atomic import temporary_path, write_flushed
from briefing_app.files.on_disk import file_size, is_file, is_missing
from briefing_app.files.private import PRIVATE, make_private_file
from briefing_app.files.system_errors import retried

logger = logging.getLogger(__name__)

# Rows that break a rule are left out one by one; they don't make a copy worthless.
_OF_ONE_ROW: Final = re.compile(r"ok|.* value in .*")

# When an update removes something that the user wrote or chose. Text that grows, as while typing,
# removes nothing, so that not each letter renews the copy.
_REMOVING_UPDATES: Final = {
    "briefings": "old.source_files NOT IN ('{}', new.source_files)",
    "notes": "NOT instr(new.text, old.text) OR new.is_bookmarked < old.is_bookmarked",
    "running_orders": "old.lines NOT IN ('[]', new.lines) OR old.minutes NOT IN (0, new.minutes)",
    "sessions": "old.path <> new.path",
}


def replace_privately(target: Path, content: bytes) -> None:
    """Replace a file by one that only its owner may read.

    Raises:
        OSError: It can't be written; the target is as it was.
    """
    with temporary_path(target) as temporary:
        write_flushed(temporary, content, PRIVATE)
        retried(partial(temporary.replace, target))


def copy_path(path: Path) -> Path:
    """Return the path of the copy of a file."""
    return path.with_name(f"{path.stem}-copy{path.suffix}")


def make_file(path: Path) -> None:
    """Make an empty file if there is none. Then its copy goes: the user has deleted the file.

    Raises:
        OSError: The file can't be made, or the copy not be removed.
    """
    copy = copy_path(path)
    if is_missing(path) and is_file(copy):
        copy.unlink()
    make_private_file(path)  # SQLite's journal gets the same rights


def was_emptied(path: Path, size: int) -> bool:
    """Return whether a file has lost all, as in a power cut: a new one has no copy yet.

    Args:
        path: The file.
        size: Its size in bytes.
    """
    copy = copy_path(path)
    return size == 0 and is_file(copy) and file_size(copy) != 0


def write_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Replace the copy by what a connection sees, if that is sound.

    Args:
        connection: A transaction that locks the file.
        path: The file that it is connected to.

    Raises:
        DamagedError: A table or an index is damaged; the old copy remains.
        OSError: The copy can't be written.
        sqlite3.Error: The file can't be read, or the copy not be written.
    """
    content = bytearray(connection.serialize())
    content[18:20] = (
        b"\1\1"  # without a write-ahead log, which another program may have switched on
    )
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(content)
        copy.execute("PRAGMA ignore_check_constraints=ON")
        found = [str(text) for (text,) in copy.execute("PRAGMA integrity_check")]
    if not all(map(_OF_ONE_ROW.fullmatch, found)):
        raise DamagedError
    replace_privately(copy_path(path), bytes(content))


def report_removals(connection: sqlite3.Connection, report: Callable[[str], None]) -> None:
    """Report each row that a connection deletes, or from which it removes something.

    Args:
        connection: A connection to the file.
        report: Called with the name of the table, before the statement ends.
    """
    connection.create_function("report_removal", 1, report)
    for table in COLUMNS:
        _add_trigger(connection, table, "DELETE", "1")
    for table, condition in _REMOVING_UPDATES.items():
        _add_trigger(connection, table, "UPDATE", condition)


def _add_trigger(connection: sqlite3.Connection, table: str, event: str, condition: str) -> None:
    """Add a trigger that is never in the file: it ends with the connection."""
    connection.execute(
        f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} WHEN {condition}"
        f" BEGIN SELECT report_removal('{table}'); END"
    )


def write_daily_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write the copy, as `write_copy` does; without space for it, work continues.

    Raises:
        DamagedError: A table or an index is damaged.
    """
    try:
        write_copy(connection, path)
    except (OSError, sqlite3.OperationalError):
        logger.warning("The daily copy can't be written", exc_info=True)


def renew_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write the copy again, without what was removed; or else remove it.

    Raises:
        DamagedError: A table or an index is damaged.
        OSError: The copy can be neither written nor removed.
    """
    try:
        write_copy(connection, path)
    except (OSError, sqlite3.OperationalError):
        logger.warning("The copy can't be renewed", exc_info=True)
        copy_path(path).unlink(missing_ok=True)
