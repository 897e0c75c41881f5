"""The tables of `personal.db`, and opening it.

Times are UTC in ISO 8601, so that they sort as text. Every row belongs to a briefing, by
`report.key`: it is the same in each edition. Deleting a row of `briefings` deletes all that is kept
for it. Only the rows of `checked` belong to a file, whatever its name, by its hash.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from briefing_app.files.on_disk import file_status

APPLICATION_ID: Final = 0x42524650  # "BRFP"
FORMAT_VERSION: Final = 2  # user_version

_CREATE_TABLES: Final = (
    """
CREATE TABLE briefings (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    title TEXT NOT NULL,
    source_files TEXT NOT NULL DEFAULT '{}'
) STRICT""",
    """
CREATE TABLE notes (
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    item TEXT NOT NULL CHECK (item <> ''),
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    is_bookmarked INTEGER NOT NULL CHECK (is_bookmarked IN (0, 1)),
    changed TEXT NOT NULL,
    PRIMARY KEY (briefing, item)
) STRICT""",
    """
CREATE TABLE running_orders (
    briefing TEXT PRIMARY KEY REFERENCES briefings (key) ON DELETE CASCADE,
    lines TEXT NOT NULL DEFAULT '[]',
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0)
) STRICT""",
    """
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
) STRICT""",
    """
CREATE TABLE checked (
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    source INTEGER NOT NULL,
    text TEXT NOT NULL,
    checked TEXT NOT NULL,
    PRIMARY KEY (file, source)
) STRICT""",
)
"""The tables; those that others refer to come first.

`item` is a `finding_key` or a `quote_key`, `slide` and `first_slide` are keys of slides. `lines` is
a JSON array, `source_files` a JSON object with a path for each `source_key`. `pages` is a JSON
array with the number of steps of each page of the slide. `countdowns` is a JSON object with the
countdown of each slide, by its key: an array of its length and the time that it ran, both in
seconds, whether it was started and whether it is held. `checked` has the fields of a `CheckedFile`,
for each source.
No CHECK calls a JSON function: SQLite 3.40 refuses that, since the file's tables aren't trusted.
"""

BUSY_SECONDS: Final = 2.0
"""How long to wait for another window that is saving."""
BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
"""The codes of errors that mean that the file is locked."""

# A row that breaks a rule doesn't make a file worthless: whoever reads it leaves it out.
_OF_ONE_ROW: Final = re.compile(r"ok|.* value in .*")
_MAX_MESSAGES: Final = 1_000_000  # of quick_check

FileId = tuple[int, int]
"""Device and inode."""


class DamagedError(Exception):
    """A file is damaged or missing, although SQLite reports no error."""


class OtherVersionError(Exception):
    """The file was made by another version of this program, or by another program."""


def error_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary code of an error; 0 if it is Python's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def open_database(name: str, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a file, and make its tables if it is empty.

    Raises:
        sqlite3.Error: It can't be opened.
        OtherVersionError: The file is of another version, or of another program.
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
        _make_tables(connection)
        _check_version(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def check_content(content: bytes) -> None:
    """Check the bytes of a file.

    Raises:
        DamagedError: They are damaged.
        OtherVersionError: The file is of another version, or of another program.
        sqlite3.Error: They can't be read.
    """
    with closing(open_database(":memory:")) as connection:
        connection.deserialize(content)
        check_sound(connection)
        _check_version(connection)


def file_id(path: Path) -> FileId | None:
    """Return what distinguishes a file from one that replaces it; None if there is none."""
    try:
        status = file_status(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def check_sound(connection: sqlite3.Connection) -> None:
    """Check a file as a whole.

    Raises:
        DamagedError: It is damaged, or it has triggers or views, which only another program can
            have made: a trigger could undo what is saved, without an error.
        sqlite3.Error: It can't be read.
    """
    if connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    ).fetchone():
        raise DamagedError
    connection.execute("PRAGMA ignore_check_constraints=ON")
    found = connection.execute(f"PRAGMA quick_check({_MAX_MESSAGES})").fetchall()
    connection.execute("PRAGMA ignore_check_constraints=OFF")
    if not all(_OF_ONE_ROW.fullmatch(str(text)) for (text,) in found):
        raise DamagedError


def without_log(content: bytes) -> bytes:
    """Return the bytes of a database that has no write-ahead log.

    Another program may have switched it on, and a database in memory can't have one.
    """
    return content[:18] + b"\1\1" + content[20:]


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _make_tables(connection: sqlite3.Connection) -> None:
    if _header(connection) != (0, 0):
        return
    connection.execute("BEGIN IMMEDIATE")  # another window may be making the same file
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        for statement in _CREATE_TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
    connection.execute("COMMIT")


def _check_version(connection: sqlite3.Connection) -> None:
    if _header(connection) != (APPLICATION_ID, FORMAT_VERSION):
        raise OtherVersionError


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application_id, version
