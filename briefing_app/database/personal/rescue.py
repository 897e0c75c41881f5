"""What happens to a damaged `personal.db`: it is moved aside, and its copy takes its place.

The rows that can still be read are added, table by table. The copy has nothing that the user
removed, so nothing of that comes back.
"""

import logging
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from briefing_app.database.personal.copies import copy_path, replace_privately
from briefing_app.database.personal.schema import (
    BUSY,
    BUSY_SECONDS,
    COLUMNS,
    CREATE_TABLES,
    DamagedError,
    FileId,
    OtherVersionError,
    error_code,
    file_id,
    load_database,
    open_database,
    without_log,
)
from briefing_app.errors import ReplacedDataError
from briefing_app.files.lock import hold_when_free
from briefing_app.files.on_disk import PRIVATE, file_status
from briefing_app.model.wording import written_date

logger = logging.getLogger(__name__)

_MAX_ID: Final = 2**63 - 1
_FILE: Final = "The file with your notes and running orders"
_ADD_BRIEFINGS: Final = """
    INSERT OR IGNORE INTO briefings (key, title)
    SELECT briefing, briefing FROM
    (SELECT briefing FROM notes UNION SELECT briefing FROM running_orders
    UNION SELECT briefing FROM sessions)
"""


def rescue(path: Path, found: FileId | None) -> ReplacedDataError:
    """Move a damaged file aside, and put its copy and what can be read of it in its place.

    Args:
        path: The file.
        found: The file in which the damage was found; if another window has replaced that, nothing
            is done.

    Returns:
        The error to show: from when the copy is, and where the damaged file is.

    Raises:
        BlockingIOError: Another window is doing the same.
        OSError: The files can't be read or written.
        sqlite3.Error: The file is locked, or the new one can't be written.
    """
    with hold_when_free(path.with_suffix(".lock"), BUSY_SECONDS), ExitStack() as stack:
        if file_id(path) != found:
            return ReplacedDataError(path, f"{_FILE} was damaged.", "Another window replaced it.")
        damaged = stack.enter_context(
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None))
        )
        with _damage_ignored():  # then nobody else can lock it either
            damaged.execute("BEGIN EXCLUSIVE")
        # Open until the end: closing it would end the lock.
        data = stack.enter_context(path.open("rb")).read()
        with closing(_loaded(_copy(path))) as new:
            day = _day_of_copy(path) if _has_rows(new) else ""
            is_complete = _add_rows(new, data)
            is_empty = not _has_rows(new)
            content = new.serialize()
        if sys.platform == "win32":  # where open files can't be replaced
            stack.close()
        kept = _keep_aside(path)
        try:
            replace_privately(path, content)
        except OSError:
            kept.unlink()
            raise
    logger.error("Personal data was damaged: %s", "complete" if is_complete else "incomplete")
    if is_empty:
        what = f"{_FILE} is damaged, so the program uses a new one."
    elif is_complete:
        what = f"{_FILE} was damaged. Nothing was lost."
    elif day:
        what = f"{_FILE} was damaged. Its copy of {day} and what can still be read are used."
    else:
        what = f"{_FILE} was damaged. What can still be read is used."
    return ReplacedDataError(path, what, f"The damaged one is kept as {kept.name}.")


@contextmanager
def _damage_ignored() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:  # SQLite's message
        pass
    except sqlite3.Error as error:
        if error_code(error) in BUSY:
            raise


def _copy(path: Path) -> bytes:
    """Return the bytes of the copy of a file; none if there is no copy that can be read."""
    with suppress(OSError):
        return copy_path(path).read_bytes()
    return b""


def _loaded(copy: bytes) -> sqlite3.Connection:
    """Return a database in memory with what a copy has; if that isn't sound, an empty one."""
    with suppress(sqlite3.Error, UnicodeDecodeError, DamagedError, OtherVersionError):
        return load_database(copy)
    return open_database(":memory:")


def _day_of_copy(path: Path) -> str:
    """Return the day of the copy as people write it; any time is possible."""
    try:
        day = datetime.fromtimestamp(file_status(copy_path(path)).st_mtime, UTC).date()
    except (OSError, ValueError, OverflowError):
        return "an unknown day"
    return written_date(day.isoformat())


def _add_rows(new: sqlite3.Connection, data: bytes) -> bool:
    """Add the rows of a damaged file that can be read, which are newer than those of its copy.

    Args:
        new: A database in memory.
        data: The bytes of the file.

    Returns:
        Whether all of its rows could be read.
    """
    readable = without_log(data)
    tables = _own_tables(readable)
    if tables:
        new.execute("PRAGMA foreign_keys=OFF")
        new.execute("PRAGMA cell_size_check=ON")
        new.execute("ATTACH ':memory:' AS damaged")
        new.deserialize(readable, name="damaged")
        tables = [table for table in tables if _copy_rows(new, table)]
        new.execute("DETACH damaged")
        new.execute(_ADD_BRIEFINGS)
    return tables == list(COLUMNS)


def _own_tables(data: bytes) -> list[str]:
    """Return the tables of a damaged file that are what their names say, and no views."""
    with (
        suppress(sqlite3.Error, UnicodeDecodeError),
        closing(sqlite3.connect(":memory:")) as damaged,
    ):
        damaged.deserialize(data)
        found = dict(damaged.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
        return [name for name in COLUMNS if found.get(name) == CREATE_TABLES[name].strip()]
    return []


def _copy_rows(new: sqlite3.Connection, table: str) -> bool:
    """Copy the rows of a table. Return whether all of them could be read."""
    columns = ", ".join(COLUMNS[table])
    rows = f"damaged.{table} NOT INDEXED"
    # A row is copied by SQLite itself, so that text that isn't UTF-8 stays as it is.
    insert = (
        f"INSERT OR REPLACE INTO main.{table} ({columns})"  # noqa: S608
        f" SELECT {columns} FROM {rows} WHERE rowid = ?"
    )
    ids, is_complete = _row_ids(new, f"{rows} WHERE rowid > ? ORDER BY rowid", -_MAX_ID)
    if not is_complete:  # then from the other end to what can't be read
        ids |= _row_ids(new, f"{rows} WHERE rowid < ? ORDER BY rowid DESC", _MAX_ID)[0]
    for row in sorted(ids):
        try:
            is_complete &= new.execute(insert, (row,)).rowcount == 1
        except (sqlite3.Error, UnicodeDecodeError):
            is_complete = False
    return is_complete


def _row_ids(new: sqlite3.Connection, following: str, start: int) -> tuple[set[int], bool]:
    """Return the rowids from one end of a table on, and whether that was the complete table.

    Args:
        new: The connection.
        following: What follows FROM to find the next row.
        start: The rowid before the first one.
    """
    ids: set[int] = set()
    row = (start,)
    # One by one: a cursor would lose the last row before the damage.
    with suppress(sqlite3.Error, UnicodeDecodeError):
        while True:
            sql = f"SELECT rowid FROM {following} LIMIT 1"  # noqa: S608
            found: tuple[int] | None = new.execute(sql, row).fetchone()
            if found is None:
                return ids, True
            if found[0] in ids:  # the rows aren't in order, so there would be no end
                break
            ids.add(found[0])
            row = found
    return ids, False


def _has_rows(new: sqlite3.Connection) -> bool:
    return any(
        new.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608
        for table in COLUMNS
    )


def _keep_aside(path: Path) -> Path:
    """Give a damaged file a second name that no other file has."""
    stem = f"personal-damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    for number in count(1):
        kept = path.with_name(f"{stem}.db" if number == 1 else f"{stem}-{number}.db")
        with suppress(FileExistsError):
            _link(path, kept)
            break
    return kept


def _link(path: Path, name: Path) -> None:
    """Give a file a second name by a hard link; if the drive has none, copy the file.

    Raises:
        FileExistsError: The name is taken.
    """
    try:
        name.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        name.touch(PRIVATE, exist_ok=False)
        name.write_bytes(path.read_bytes())
