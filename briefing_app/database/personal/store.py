"""Reading and writing `personal.db`, or its stand-in in memory during a private session."""

import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar

from briefing_app.database.personal import copies, rescue
from briefing_app.database.personal.rows import DamagedRows
from briefing_app.database.personal.schema import (
    BUSY,
    BUSY_SECONDS,
    DamagedError,
    FileId,
    OtherVersionError,
    error_code,
    file_id,
    has_damaged_schema,
    open_database,
)
from briefing_app.errors import PersonalDataError, RepairedDataError
from briefing_app.files.on_disk import file_status

_DAY_S: Final = 24 * 60 * 60
_STILL_BUSY_SECONDS: Final = 0.05  # after an attempt that waited in vain
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REMEDY: Final = "Check that the disk has space, and that you may read and write that file."
_IN_USE: Final = "Your notes are read and saved as soon as it is free."
_OTHER_VERSION: Final = "Use the program that made it, or rename the file to begin a new one."

Row = tuple[Any, ...]
Execute = Callable[..., sqlite3.Cursor]
"""Runs a statement of a transaction: call it with the statement and its values."""

_P = ParamSpec("_P")
_Value = TypeVar("_Value")


def repeat_if_repaired(
    report: Callable[[RepairedDataError], object],
    call: Callable[_P, _Value],
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> _Value:
    """Return what a function returns; call it again if the file was damaged before.

    Args:
        report: Says what happened to the file.
        call: The function, which reads or saves something.
        args: Its arguments.
        kwargs: Its arguments.

    Raises:
        PersonalDataError: It failed, even so.
    """
    try:
        return call(*args, **kwargs)
    except RepairedDataError as error:
        report(error)
        return call(*args, **kwargs)


class PersonalStore:
    """Reads and writes what belongs to the user. Each change is one transaction.

    The file is made when there is first something to keep, and is open only while it is used:
    several programs may use it, and the folder may go away and come back. The first change of a day
    makes a copy of the file. If the file is damaged, `rescue` makes another one.

    Args:
        path: The file; None keeps everything in memory, for a private session.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._busy_seconds = BUSY_SECONDS
        self._creation = Lock()
        self._are_tables_checked = False
        self.damaged_rows = DamagedRows()

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
            RepairedDataError: The file was damaged; the next call reads what was rescued.
            PersonalDataError: The file can't be read.
        """
        with self._translated_errors("read"):
            if self._path is not None and not self._path.exists():
                return []
            with self._connection() as connection:
                return connection.execute(sql, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[Execute]:
        """Run one transaction; nothing is changed if an exception leaves the block.

        What it removes is removed from the copy, too.

        Raises:
            RepairedDataError: The file was damaged, and nothing is changed; the next call works.
            PersonalDataError: It could not be saved.
        """
        with (
            self._translated_errors("saved"),
            self._connection(for_change=True) as connection,
            _rolled_back(connection),
        ):
            removed_from: set[str] = set()
            if self._path is not None:
                copies.report_removals(connection, removed_from.add)
            yield lambda sql, *values: connection.execute(sql, values)
            if removed_from and self._path is not None:
                copies.renew_copy(connection, self._path)
            connection.execute("COMMIT")

    @cached_property
    def _memory(self) -> sqlite3.Connection:
        connection = open_database(":memory:")
        self.damaged_rows.follow(connection)
        weakref.finalize(self, connection.close)
        return connection

    @contextmanager
    def _connection(self, *, for_change: bool = False) -> Iterator[sqlite3.Connection]:
        """Connect, and begin a transaction if something is to be changed."""
        if self._path is None:
            if for_change:
                self._memory.execute("BEGIN IMMEDIATE")
            yield self._memory
            return
        is_current = False
        while not is_current:
            with self._creation:
                copies.make_file(self._path)
            status = file_status(self._path)
            if copies.was_emptied(self._path, status.st_size):
                raise DamagedError
            with closing(open_database(str(self._path), self._busy_seconds)) as connection:
                self._check_tables(connection)
                self.damaged_rows.follow(connection)
                if for_change:
                    connection.execute("BEGIN IMMEDIATE")
                # Another window may have replaced the file while this one waited for it.
                is_current = file_id(self._path) == (status.st_dev, status.st_ino)
                if not is_current:
                    continue
                if for_change and _day(status.st_mtime) != _day(time.time()):
                    copies.write_daily_copy(connection, self._path)
                yield connection
        self._busy_seconds = BUSY_SECONDS

    def _check_tables(self, connection: sqlite3.Connection) -> None:
        """Raise if SQLite would look for a table in the wrong place, or for a wrong column."""
        if not self._are_tables_checked:
            if has_damaged_schema(connection):
                raise DamagedError
            self._are_tables_checked = True

    @contextmanager
    def _translated_errors(self, verb: str) -> Iterator[None]:
        found = file_id(self._path) if self._path is not None else None
        try:
            yield
        except (DamagedError, UnicodeDecodeError) as error:  # not even the message is text
            raise self._rescued(found) from error
        except sqlite3.Error as error:
            code = error_code(error)
            if code in _DAMAGED:
                raise self._rescued(found) from error
            if code == sqlite3.SQLITE_ERROR:  # a statement doesn't suit the tables
                raise self._of_another_version(verb) from error
            raise self._failed(verb, error) from error
        except OtherVersionError as error:
            raise self._of_another_version(verb) from error
        except OSError as error:
            raise self._error(f"can’t be {verb}: {error.strerror or error}") from error

    def _error(self, what: str, remedy: str = _REMEDY) -> PersonalDataError:
        return PersonalDataError(self._path, f"Your notes and slideshows {what}.", remedy)

    def _failed(self, verb: str, error: sqlite3.Error) -> PersonalDataError:
        if error_code(error) not in BUSY:
            return self._error(f"can’t be {verb}: {error}")
        self._busy_seconds = _STILL_BUSY_SECONDS  # each key would wait again
        return self._error(f"can’t be {verb}: another program is using the file", _IN_USE)

    def _of_another_version(self, verb: str) -> PersonalDataError:
        what = f"can’t be {verb}: another version of this program made the file"
        return self._error(what, _OTHER_VERSION)

    def _rescued(self, found: FileId | None) -> PersonalDataError:
        if self._path is None:
            return self._error("are damaged")
        try:
            return rescue.rescue(self._path, found)
        except sqlite3.Error as error:
            return self._failed("read", error)
        except BlockingIOError:
            return self._error("can’t be read: another program is using the file", _IN_USE)
        except OSError as error:
            reason = error.strerror or error
            return self._error(f"are damaged, and the file can’t be repaired: {reason}")


@contextmanager
def _rolled_back(connection: sqlite3.Connection) -> Iterator[None]:
    """Roll the transaction back if an exception leaves the block."""
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _day(seconds: float) -> int:
    """Return the number of the day (UTC) of a time, whatever it is."""
    return int(seconds // _DAY_S)
