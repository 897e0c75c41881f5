"""The tables of `personal.db`, and opening it.

Times are UTC in ISO 8601, so that they sort as text. Every row belongs to a briefing, by
`report.key`: it is the same in each edition. Deleting a row of `briefings` deletes all that is kept
for it. Only the rows of `checked` belong to a file, whatever its name, by its hash.
"""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

from briefing_app.files.on_disk import file_status

APPLICATION_ID: Final = 0x42524650  # "BRFP"
FORMAT_VERSION: Final = 1  # user_version

CREATE_TABLES: Final = """
CREATE TABLE briefings (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    title TEXT NOT NULL
) STRICT;
CREATE TABLE notes (
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    item TEXT NOT NULL CHECK (item <> ''),
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    is_bookmarked INTEGER NOT NULL CHECK (is_bookmarked IN (0, 1)),
    changed TEXT NOT NULL,
    PRIMARY KEY (briefing, item)
) STRICT;
CREATE TABLE running_orders (
    briefing TEXT PRIMARY KEY REFERENCES briefings (key) ON DELETE CASCADE,
    lines TEXT NOT NULL DEFAULT '[]',
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0)
) STRICT;
CREATE TABLE sessions (
    briefing TEXT PRIMARY KEY REFERENCES briefings (key) ON DELETE CASCADE,
    path TEXT NOT NULL,
    saved TEXT NOT NULL,
    first_slide TEXT NOT NULL,
    slide TEXT NOT NULL,
    page INTEGER NOT NULL CHECK (page >= 0),
    step INTEGER NOT NULL CHECK (step >= 0),
    elapsed REAL NOT NULL CHECK (elapsed >= 0),
    is_running INTEGER NOT NULL CHECK (is_running IN (0, 1)),
    is_windowed INTEGER NOT NULL CHECK (is_windowed IN (0, 1)),
    screen TEXT NOT NULL,
    pages TEXT NOT NULL,
    countdowns TEXT NOT NULL
) STRICT;
CREATE TABLE checked (
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    source INTEGER NOT NULL,
    text TEXT NOT NULL,
    checked TEXT NOT NULL,
    PRIMARY KEY (file, source)
) STRICT;
"""
"""`item` is a `finding_key` or a `quote_key`, `slide` and `first_slide` are the keys of slides.
`lines`, `pages` and `countdowns` are JSON. `pages` is an array with the number of steps of each
page of the slide. `countdowns` is an object with the countdown of each slide, by its key: an array
of its length and the time that it ran, both in seconds, whether it was started and whether it is
held. `checked` has the fields of a `CheckedFile`, for each source.
No CHECK calls a JSON function: SQLite 3.40 refuses that, since the file's tables aren't trusted."""

_LATER_COLUMNS: Final = {
    ("briefings", "source_files"): "source_files TEXT NOT NULL DEFAULT '{}'",
}
"""The definitions of columns that older files of this version lack, by table and name.

`source_files` is a JSON object with a path for each `source_key`. It is no table of its own, which
would start at another page in older files, so that `rescue` could not replace their first page.
"""

BUSY_SECONDS: Final = 2.0
"""How long to wait for another window that is saving."""
BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
"""The codes of errors that mean that the file is locked."""

FileId = tuple[int, int]
"""Device and inode."""


class DamagedError(Exception):
    """A file is damaged, although SQLite can read it."""


class OtherVersionError(Exception):
    """The file was made by another version of this program, or by another program."""


def error_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary code of an error; 0 if it is Python's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def open_database(name: str, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a file, and make its tables if it is empty.

    Raises:
        sqlite3.Error: It can't be opened.
        DamagedError: Its header says that it is of another version, but its tables are ours.
        OtherVersionError: The file is of another version.
    """
    connection = sqlite3.connect(
        name, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        connection.text_factory = _decoded
        # A write-ahead log would fail on network drives.
        connection.executescript(
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
        )
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def file_id(path: Path) -> FileId | None:
    """Return what distinguishes a file from one that replaces it; None if there is none."""
    try:
        status = file_status(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def has_damaged_schema(connection: sqlite3.Connection) -> bool:
    """Return whether the tables are ours but for some letters or numbers, or there are triggers.

    A trigger could undo what is saved, without an error.

    Raises:
        sqlite3.Error: The file can't be read.
    """
    found, own = _definitions(connection), _own_definitions()
    if any(text.startswith(b"trigger") for _, text in found):
        return True
    return found != own and [len(each) for _, each in found] == [len(each) for _, each in own]


def _definitions(connection: sqlite3.Connection) -> list[tuple[object, bytes]]:
    return connection.execute(
        "SELECT rootpage, CAST(type || name || tbl_name || coalesce(sql, '') AS BLOB)"
        " FROM sqlite_schema ORDER BY rowid"
    ).fetchall()


@cache
def _own_definitions() -> list[tuple[object, bytes]]:
    with closing(open_database(":memory:")) as new:
        return _definitions(new)


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file, and the columns that an older one lacks.

    Refuse a file of another program or version.
    """
    is_ours = _header(connection) == (APPLICATION_ID, FORMAT_VERSION)
    if is_ours and not _missing_columns(connection):
        return
    connection.execute("BEGIN IMMEDIATE")  # another window may be making the same file
    header = _header(connection)
    is_new = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if is_new and header == (0, 0):
        for statement in CREATE_TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
    if _header(connection) == (APPLICATION_ID, FORMAT_VERSION):
        for table, definition in _missing_columns(connection):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {definition}")
    connection.execute("COMMIT")
    if _header(connection) != (APPLICATION_ID, FORMAT_VERSION):
        is_ours = _definitions(connection) == _own_definitions()
        raise DamagedError if is_ours else OtherVersionError


def _missing_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the table and definition of each of `_LATER_COLUMNS` that the file lacks."""
    return [
        (table, definition)
        for (table, column), definition in _LATER_COLUMNS.items()
        if (
            names := connection.execute(
                "SELECT lower(name) FROM pragma_table_info(?)", (table,)
            ).fetchall()
        )
        and (column,) not in names
    ]


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application_id, version
