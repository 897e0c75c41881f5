"""What happens to a damaged `personal.db`: what can be read is copied into a new file.

Rows are read from the tables, so a damaged index loses nothing. The first page, with the
definitions of all tables, is the same in each file, so it is replaced. Only if another program has
laid the file out anew, with pages of another size or with auto-vacuum, its own first page says
where the tables are. What a damaged page of a table had is taken from the copy of the file, in
which nothing is left that the user removed.
"""

import logging
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from briefing_app.database.personal.copies import copy_path, replace_privately
from briefing_app.database.personal.rows import COLUMNS
from briefing_app.database.personal.schema import (
    BUSY,
    BUSY_SECONDS,
    FileId,
    error_code,
    file_id,
    open_database,
)
from briefing_app.errors import RepairedDataError
from briefing_app.files.lock import NoLocksError, hold
from briefing_app.files.on_disk import file_status
from briefing_app.files.private import PRIVATE, make_private_file
from briefing_app.model.wording import written_date

logger = logging.getLogger(__name__)

_PAGE_SIZE: Final = 4096
_MAGIC: Final = b"SQLite format 3\0"
# Where the header of a file has its page size, its list of free pages, and whether it has
# auto-vacuum.
_HEADER_PAGE_SIZE: Final = slice(16, 18)
_HEADER_FREE_PAGES: Final = slice(32, 40)
_HEADER_AUTO_VACUUM: Final = slice(52, 56)
_TABLE_PAGE_KINDS: Final = (b"\x05", b"\x0d")
_RETRY_SECONDS: Final = 0.05
_MAX_ID: Final = 2**63 - 1
_FILE: Final = "The file with your notes and slideshows"
_CONTENTS: Final = {
    "briefings": "where the texts of sources are",
    "notes": "notes and bookmarks",
    "running_orders": "running orders",
    "sessions": "where slideshows stopped",
    "checked": "which briefings were checked",
}
_ADD_BRIEFINGS: Final = """
    INSERT OR IGNORE INTO briefings (key, title)
    SELECT briefing, briefing FROM
    (SELECT briefing FROM notes UNION SELECT briefing FROM running_orders
    UNION SELECT briefing FROM sessions)
"""
_TABLE_PAGES: Final = """
    SELECT name, rootpage FROM sqlite_schema
    WHERE type = 'table' AND rootpage BETWEEN 2 AND (SELECT page_count FROM pragma_page_count)
    GROUP BY rootpage HAVING count(*) = 1
"""


def rescue(path: Path, found: FileId | None) -> RepairedDataError:
    """Replace a damaged file by a new one with what can be read of it.

    The damaged one is kept under another name. The new one is in its place at once.

    Args:
        path: The file.
        found: The file in which the damage was found; if another window has replaced that, nothing
            is done.

    Returns:
        The error to show: what was lost, and where the damaged file is.

    Raises:
        BlockingIOError: Another window is doing the same.
        OSError: The files can't be read or written.
        sqlite3.Error: The file is locked, or the new one can't be written.
    """
    with _held(path.with_suffix(".lock")), ExitStack() as stack:
        if file_id(path) != found:
            return RepairedDataError(path, f"{_FILE} was damaged.", "Another window repaired it.")
        damaged = stack.enter_context(
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None))
        )
        with _damage_ignored():  # then nobody else can lock it either
            damaged.execute("BEGIN EXCLUSIVE")
        # Open until the end: closing it would end the lock.
        data = stack.enter_context(path.open("rb")).read()
        with closing(open_database(":memory:")) as rescued:
            incomplete = _fill(rescued, data, _earlier(path))
            is_empty = not any(map(partial(_has_rows, rescued), COLUMNS))
            content = rescued.serialize()
        if sys.platform == "win32":  # where open files can't be replaced
            stack.close()
        kept = _keep_aside(path)
        try:
            replace_privately(path, content)
        except OSError:
            kept.unlink()
            raise
    logger.error("Personal data was damaged; incomplete: %s", ", ".join(incomplete) or "nothing")
    if is_empty:
        what = f"{_FILE} is damaged, so the program uses a new one."
    else:
        what = f"{_FILE} was damaged and has been repaired. {_loss(path, incomplete)}"
    return RepairedDataError(path, what, f"The damaged one is kept as {kept.name}.")


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    """Hold a lock on an empty file, unless the drive can't lock files; wait for another window."""
    make_private_file(lock)
    last_attempt = time.monotonic() + BUSY_SECONDS
    is_held = False
    with ExitStack() as stack:
        while not is_held:
            try:
                stack.enter_context(hold(lock))
            except BlockingIOError:
                if time.monotonic() > last_attempt:
                    raise
                time.sleep(_RETRY_SECONDS)
                continue
            except NoLocksError:
                logger.warning("The drive can't lock files", exc_info=True)
            is_held = True
        yield


@contextmanager
def _damage_ignored() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:  # SQLite's message
        pass
    except sqlite3.Error as error:
        if error_code(error) in BUSY:
            raise


def _earlier(path: Path) -> bytes:
    with suppress(OSError):
        return copy_path(path).read_bytes()
    return b""


def _fill(rescued: sqlite3.Connection, data: bytes, earlier: bytes) -> list[str]:
    """Fill an empty database. Return the tables of which something may be lost.

    Args:
        rescued: The database.
        data: The bytes of the damaged file.
        earlier: Those of its copy; empty if there is none.
    """
    rescued.execute("PRAGMA foreign_keys=OFF")
    rescued.execute("PRAGMA cell_size_check=ON")
    for name, content in (("damaged", data), ("earlier", earlier)):
        rescued.execute(f"ATTACH ':memory:' AS {name}")
        readable = _with_new_definitions(content) or _with_first_page(content)
        rescued.deserialize(readable, name=name)
    incomplete = [table for table in COLUMNS if not _copy_rows(rescued, "damaged", table)]
    for table in incomplete:
        _copy_rows(rescued, "earlier", table)
    rescued.execute(_ADD_BRIEFINGS)
    return incomplete


def _is_laid_out_anew(data: bytes) -> bool:
    """Return whether another program has put the tables of a file elsewhere."""
    if not data.startswith(_MAGIC):
        return False
    if int.from_bytes(data[_HEADER_PAGE_SIZE]) != _PAGE_SIZE:
        return True
    # The header alone may be damaged. With auto-vacuum, the second page lists others.
    is_table = data[_PAGE_SIZE : _PAGE_SIZE + 1] in _TABLE_PAGE_KINDS
    return any(data[_HEADER_AUTO_VACUUM]) and not is_table


def _with_new_definitions(data: bytes) -> bytes | None:
    """Return the bytes of a file with the definitions of a new one, and its tables where they are.

    None if it is laid out as a new file is, or if its tables can't be found.
    """
    if not _is_laid_out_anew(data):
        return None
    with closing(open_database(":memory:")) as new:
        tables = new.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    content = bytearray(data)
    content[18:20] = b"\1\1"  # without a write-ahead log
    content[_HEADER_FREE_PAGES] = bytes(8)
    content[_HEADER_AUTO_VACUUM] = bytes(4)  # no page is moved
    with (
        suppress(sqlite3.Error, UnicodeDecodeError),
        closing(sqlite3.connect(":memory:", isolation_level=None)) as found,
    ):
        found.deserialize(content)
        found.execute("PRAGMA writable_schema=ON")
        pages = dict(found.execute(_TABLE_PAGES).fetchall())
        found.execute("DELETE FROM sqlite_schema")
        for name, sql in tables:
            if name in pages:
                row = (name, name, pages[name], sql)
                found.execute("INSERT INTO sqlite_schema VALUES ('table', ?, ?, ?, ?)", row)
        return found.serialize() if pages else None
    return None


def _with_first_page(data: bytes) -> bytes:
    """Return the bytes of a file with the first page of a new one: all have the same tables."""
    with closing(open_database(":memory:")) as new:
        empty = new.serialize()
    first = bytearray(empty[:_PAGE_SIZE])
    pages = -(-max(len(data), len(empty)) // _PAGE_SIZE)
    first[28:32] = pages.to_bytes(4)
    first[_HEADER_FREE_PAGES] = bytes(8)
    return (bytes(first) + data[_PAGE_SIZE:]).ljust(pages * _PAGE_SIZE, b"\0")


def _copy_rows(rescued: sqlite3.Connection, source: str, table: str) -> bool:
    """Add the rows of a table that are missing. Return whether all of its rows could be read."""
    columns = ", ".join(COLUMNS[table])
    rows = f"{source}.{table} NOT INDEXED"
    # A row is copied by SQLite itself, so that text that isn't UTF-8 stays as it is.
    insert = (
        f"INSERT OR IGNORE INTO main.{table} ({columns})"  # noqa: S608
        f" SELECT {columns} FROM {rows} WHERE rowid = ?"
    )
    ids, is_complete = _row_ids(rescued, f"{rows} WHERE rowid > ? ORDER BY rowid", -_MAX_ID)
    if not is_complete:  # then from the other end to what can't be read
        ids |= _row_ids(rescued, f"{rows} WHERE rowid < ? ORDER BY rowid DESC", _MAX_ID)[0]
    for row in sorted(ids):
        try:
            is_complete &= rescued.execute(insert, (row,)).rowcount == 1
        except (sqlite3.Error, UnicodeDecodeError):
            is_complete = False
    return is_complete


def _row_ids(rescued: sqlite3.Connection, following: str, start: int) -> tuple[set[int], bool]:
    """Return the rowids from one end of a table on, and whether that was the complete table.

    Args:
        rescued: The connection.
        following: What follows FROM to find the next row.
        start: The rowid before the first one.
    """
    ids: set[int] = set()
    row = (start,)
    # One by one: a cursor would lose the last row before the damage.
    with suppress(sqlite3.Error, UnicodeDecodeError):
        while True:
            sql = f"SELECT rowid FROM {following} LIMIT 1"  # noqa: S608
            found: tuple[int] | None = rescued.execute(sql, row).fetchone()
            if found is None:
                return ids, True
            if found[0] in ids:  # the rows aren't in order, so there would be no end
                break
            ids.add(found[0])
            row = found
    return ids, False


def _has_rows(rescued: sqlite3.Connection, table: str) -> bool:
    return rescued.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # noqa: S608


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


def _loss(path: Path, incomplete: list[str]) -> str:
    contents = [_CONTENTS[table] for table in incomplete if table in _CONTENTS]
    if not contents:
        return "Nothing was lost."
    what = "Some of these"
    with suppress(OSError, ValueError, OverflowError):  # any time is possible
        day = datetime.fromtimestamp(file_status(copy_path(path)).st_mtime, UTC).date()
        what = f"Changes since {written_date(day.isoformat())}"
    return f"{what} may be lost: {', '.join(contents)}."
