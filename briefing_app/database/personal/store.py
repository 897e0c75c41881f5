"""The file `personal.db` and its tables, or its stand-in in memory during a private session.

Times are UTC in ISO 8601, so that they sort as text. Every row belongs to a briefing, by
`report.key`: it is the same in each edition. Deleting a row of `briefings` deletes all that is kept
for it. Only the rows of `checked` belong to a file, whatever its name, by its hash.
"""

import os
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

from briefing_app.errors import PersonalDataError

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
    lines TEXT NOT NULL DEFAULT '[]' CHECK (json_type(lines) = 'array'),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0)
) STRICT;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    path TEXT NOT NULL,
    is_rehearsal INTEGER NOT NULL CHECK (is_rehearsal IN (0, 1)),
    started TEXT NOT NULL,
    changed TEXT NOT NULL,
    slide TEXT NOT NULL DEFAULT '',
    page INTEGER NOT NULL DEFAULT 0 CHECK (page >= 0),
    step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
    elapsed REAL NOT NULL DEFAULT 0 CHECK (elapsed >= 0),
    is_running INTEGER NOT NULL DEFAULT 0 CHECK (is_running IN (0, 1)),
    is_windowed INTEGER NOT NULL DEFAULT 0 CHECK (is_windowed IN (0, 1)),
    screen TEXT NOT NULL DEFAULT '',
    countdown INTEGER NOT NULL DEFAULT 0 CHECK (countdown >= 0),
    discussed REAL NOT NULL DEFAULT 0 CHECK (discussed >= 0)
) STRICT;
CREATE INDEX sessions_by_briefing ON sessions (briefing);
CREATE TABLE slide_times (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    seconds REAL NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (session_id, slide)
) STRICT;
CREATE TABLE said (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    question TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    said TEXT NOT NULL,
    is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1))
) STRICT;
CREATE INDEX said_by_session ON said (session_id);
CREATE TABLE ink (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    page INTEGER NOT NULL CHECK (page >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    stroke TEXT NOT NULL,
    PRIMARY KEY (session_id, slide, page, position)
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
"""`item` is a `finding_key` or a `quote_key`, `slide` the key of a slide, `about` the key of a
finding or empty; `lines` and `stroke` are JSON. From `slide` on, `sessions` has the fields of a
`SlideshowRecord`. `checked` has the fields of a `CheckedFile`, for each source."""


_BUSY_SECONDS: Final = 2.0  # another window is saving
_STILL_BUSY_SECONDS: Final = 0.05  # after an attempt that waited in vain
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REMEDY: Final = "Check that the disk has space, and that you may read and write that file."
_IN_USE: Final = "Close that program. What isn’t saved yet is saved with your next change."
_OTHER_VERSION: Final = "Use the program that made it, or rename the file to begin a new one."

Row = tuple[object, ...]


class PersonalStore:
    """Reads and writes what belongs to the user. Each change is one transaction.

    The file is made when there is first something to keep, and is open only while it is used:
    several programs may use it, and the folder may go away and come back.

    Args:
        path: The file; None keeps everything in memory, for a private session.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._busy_seconds = _BUSY_SECONDS
        self._creation = Lock()

    @property
    def path(self) -> Path | None:
        """The file, or None if everything is kept in memory."""
        return self._path

    @property
    def is_private(self) -> bool:
        """Whether nothing is kept after the program ends."""
        return self._path is None

    def fetch(self, sql: str, *values: object) -> list[Row]:
        """Return the rows of a SELECT; none if nothing was ever kept.

        Raises:
            PersonalDataError: The file can't be read. If it is damaged it was moved aside.
        """
        with self._translated_errors("read"):
            if self._path is not None and not self._path.exists():
                return []
            with self._connection() as connection:
                return connection.execute(sql, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """Run one transaction; nothing is changed if an exception leaves the block.

        Yields:
            A function that runs a statement: ``execute(sql, *values)``.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._translated_errors("saved"), self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield lambda sql, *values: connection.execute(sql, values)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @cached_property
    def _memory(self) -> sqlite3.Connection:
        connection = _open(":memory:", _BUSY_SECONDS)
        weakref.finalize(self, connection.close)
        return connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            yield self._memory
            return
        with self._creation:
            self._make_file(self._path)
        with closing(_open(str(self._path), self._busy_seconds)) as connection:
            yield connection
        self._busy_seconds = _BUSY_SECONDS

    @staticmethod
    def _make_file(path: Path) -> None:
        """Make an empty file that only its owner may read; SQLite's journal gets the same rights.

        A file that is there must not be opened: closing it again would end the locks of SQLite's
        connections in other threads.
        """
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))

    @contextmanager
    def _translated_errors(self, verb: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGED:
                raise self._moved_aside() from error
            if code == sqlite3.SQLITE_ERROR:  # a statement doesn't suit the tables
                raise self._of_another_version(verb) from error
            if code in _BUSY:  # each key would wait again
                self._busy_seconds = _STILL_BUSY_SECONDS
                what = f"can’t be {verb}: another program is using the file"
                raise self._error(what, _IN_USE) from error
            raise self._error(f"can’t be {verb}: {error}") from error
        except _OtherVersionError as error:
            raise self._of_another_version(verb) from error
        except OSError as error:
            raise self._error(f"can’t be {verb}: {error.strerror or error}") from error

    def _error(self, what: str, remedy: str = _REMEDY) -> PersonalDataError:
        return PersonalDataError(self._path, f"Your notes and slideshows {what}.", remedy)

    def _of_another_version(self, verb: str) -> PersonalDataError:
        what = f"can’t be {verb}: another version of this program made the file"
        return self._error(what, _OTHER_VERSION)

    def _moved_aside(self) -> PersonalDataError:
        """Keep a damaged file under another name, so that the next change begins a new one."""
        if self._path is None:
            return self._error("are damaged")
        kept = self._path.with_name(f"personal-damaged-{time.strftime('%Y%m%d-%H%M%S')}.db")
        try:
            self._path.rename(kept)
        except OSError:
            return self._error("are damaged, and the file can’t be renamed")
        return PersonalDataError(
            self._path,
            "The file with your notes and slideshows is damaged, so the program uses a new one.",
            f"The damaged one is kept as {kept.name}.",
        )


class _OtherVersionError(Exception):
    """The file was made by another version of this program, or by another program."""


def _open(name: str, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        # A write-ahead log would fail on network drives.
        connection.executescript(
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
        )
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; refuse a file of another program or version."""
    if _header(connection) == (APPLICATION_ID, FORMAT_VERSION):
        return
    connection.execute("BEGIN IMMEDIATE")  # another window may be making the same file
    header = _header(connection)
    is_new = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if is_new and header == (0, 0):
        for statement in CREATE_TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
    connection.execute("COMMIT")
    if _header(connection) != (APPLICATION_ID, FORMAT_VERSION):
        raise _OtherVersionError


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application_id, version
