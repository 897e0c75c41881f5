"""Reading and writing `personal.db`, or its stand-in in memory during a private session."""

import logging
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cached_property, wraps
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from briefing_app.database.personal import copies
from briefing_app.database.personal.rows import DamagedRows
from briefing_app.database.personal.schema import (
    BUSY,
    BUSY_SECONDS,
    DamagedError,
    FileId,
    OtherVersionError,
    check_sound,
    error_code,
    file_id,
    open_database,
)
from briefing_app.errors import PersonalDataError, ReplacedDataError
from briefing_app.files.on_disk import file_status, make_private_file

logger = logging.getLogger(__name__)

_DAY_S: Final = 24 * 60 * 60
_STILL_BUSY_SECONDS: Final = 0.05  # after an attempt that waited in vain
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REMEDY: Final = "Check that the disk has space, and that you may read and write that file."
_ROWS_DAMAGED: Final = (
    "Some of your notes and running orders can’t be read or saved: the file is damaged.",
    "Keep a copy of it: the rest is still there.",
)
_IN_USE: Final = "Your notes are read and saved as soon as it is free."
_OTHER_VERSION: Final = "Use the program that made it, or rename the file to begin a new one."

Row = tuple[Any, ...]
_P = ParamSpec("_P")
_Value = TypeVar("_Value")
_Default = TypeVar("_Default")
_Table = TypeVar("_Table", bound="PersonalTable")


class Change:
    """A transaction. Call it with a statement and its values.

    Args:
        connection: The connection.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.has_removed = False
        """Whether something is removed that the user wrote or chose; it then goes from the copy."""

    def __call__(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Run a statement."""
        return self._connection.execute(sql, values)

    def keep_briefing(self, key: str, title: str) -> None:
        """Add the row that everything kept for a briefing refers to, or update its title."""
        self(
            "INSERT INTO briefings (key, title) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET title = excluded.title",
            key,
            title,
        )


def repeat_if_replaced(
    report: Callable[[ReplacedDataError], object],
    call: Callable[_P, _Value],
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> _Value:
    """Return what a function returns; call it again if the file had to be replaced.

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
    except ReplacedDataError as error:
        report(error)
        return call(*args, **kwargs)


class PersonalTable:
    """Base class of what reads and saves one kind of what is kept.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: "PersonalStore") -> None:
        self.store = store


def attempted(
    default: _Default,
) -> Callable[
    [Callable[Concatenate[_Table, _P], _Value]],
    Callable[Concatenate[_Table, _P], _Value | _Default],
]:
    """Let a method of a table return a default if it fails, and report why.

    Without a reporter, as in commands, it raises a `PersonalDataError`.
    """

    def decorate(
        method: Callable[Concatenate[_Table, _P], _Value],
    ) -> Callable[Concatenate[_Table, _P], _Value | _Default]:
        @wraps(method)
        def attempt(table: _Table, /, *args: _P.args, **kwargs: _P.kwargs) -> _Value | _Default:
            store = table.store
            report = store.report
            if report is None:
                return method(table, *args, **kwargs)
            try:
                value = repeat_if_replaced(report, method, table, *args, **kwargs)
            except PersonalDataError as error:
                report(error)
                return default
            except Exception:  # whatever it is, it doesn't stop a slideshow
                logger.exception("Personal data can't be used")
                report(PersonalDataError(store.path, *_ROWS_DAMAGED))
                return default
            if store.damaged_rows:
                report(PersonalDataError(store.path, *_ROWS_DAMAGED))
            return value

        return attempt

    return decorate


def now() -> str:
    """Return the current time as it is stored: UTC in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class PersonalStore:
    """Reads and writes what belongs to the user. Each change is one transaction.

    The file is made when there is first something to keep, and is open only while it is used:
    several programs may use it, and the folder may go away and come back. The copy is written at
    the first change of a day, when something is removed, and by `end`. It takes the place of a file
    that is damaged or missing.

    Args:
        path: The file; None keeps everything in memory, for a private session.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._busy_seconds = BUSY_SECONDS
        self._creation = Lock()
        self._is_checked = False
        self._has_changed = False
        self.damaged_rows = DamagedRows()
        self.report: Callable[[PersonalDataError], object] | None = None
        """Reports what fails; then methods that are `attempted` return their defaults."""

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
            ReplacedDataError: The file was lost; the next call reads what takes its place.
            PersonalDataError: The file can't be read.
        """
        with self._translated_errors("read"):
            path = self._path
            if path is not None and not path.exists() and not copies.has_copy(path):
                return []
            with self._connection() as connection:
                return connection.execute(sql, values).fetchall()

    def fetch_sound(
        self, table: str, make: Callable[..., _Value], sql: str, *values: object
    ) -> list[_Value]:
        """Return the values of the sound rows of a SELECT, as `DamagedRows.sound` makes them.

        Args:
            table: The table that the rows are of.
            make: Makes a value from the cells of a row.
            sql: The statement, whose first column is the rowid.
            values: Its values.

        Raises:
            PersonalDataError: As `fetch` raises it.
        """
        return self.damaged_rows.sound(table, self.fetch(sql, *values), make)

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Run one transaction; nothing is changed if an exception leaves the block.

        Raises:
            ReplacedDataError: The file was lost, and nothing is changed; the next call works.
            PersonalDataError: It could not be saved.
        """
        with (
            self._translated_errors("saved"),
            self._connection(for_change=True) as connection,
            _rolled_back(connection),
        ):
            change = Change(connection)
            yield change
            if change.has_removed and self._path is not None:
                copies.write_copy(connection, self._path, has_removed=True)
            connection.execute("COMMIT")
            self._has_changed = True

    def end(self) -> None:
        """Write the copy if anything was changed. Call it when the program ends.

        Raises:
            PersonalDataError: The file can't be read.
        """
        if self._path is None or not self._has_changed:
            return
        with self._translated_errors("read"):
            if not self._path.exists():  # the copy takes its place at the next start
                return
            with self._connection() as connection:
                connection.execute("BEGIN")
                copies.write_copy(connection, self._path)
        self._has_changed = False

    @cached_property
    def _memory(self) -> sqlite3.Connection:
        connection = open_database(":memory:")
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
            if copies.is_lost(self._path):
                raise DamagedError
            with self._creation:
                make_private_file(self._path)  # SQLite's journal gets the same rights
            status = file_status(self._path)
            with closing(open_database(str(self._path), self._busy_seconds)) as connection:
                if not self._is_checked:  # once, when the program first uses the file
                    check_sound(connection)
                    self._is_checked = True
                if for_change:
                    connection.execute("BEGIN IMMEDIATE")
                # Another window may have replaced the file while this one waited for it.
                is_current = file_id(self._path) == (status.st_dev, status.st_ino)
                if not is_current:
                    continue
                if for_change and _day(status.st_mtime) != _day(time.time()):
                    copies.write_copy(connection, self._path)
                yield connection
        self._busy_seconds = BUSY_SECONDS

    @contextmanager
    def _translated_errors(self, verb: str) -> Iterator[None]:
        found = file_id(self._path) if self._path is not None else None
        try:
            yield
        except (DamagedError, UnicodeDecodeError) as error:  # not even the message is text
            raise self._replaced(found) from error
        except sqlite3.Error as error:
            code = error_code(error)
            if code in _DAMAGED:
                raise self._replaced(found) from error
            if code == sqlite3.SQLITE_ERROR:  # a statement doesn't suit the tables
                raise self._of_another_version(verb) from error
            raise self._failed(verb, error) from error
        except OtherVersionError as error:
            raise self._of_another_version(verb) from error
        except OSError as error:
            raise self._error(f"can’t be {verb}: {error.strerror or error}") from error

    def _error(self, what: str, remedy: str = _REMEDY) -> PersonalDataError:
        return PersonalDataError(self._path, f"Your notes and running orders {what}.", remedy)

    def _failed(self, verb: str, error: sqlite3.Error) -> PersonalDataError:
        if error_code(error) not in BUSY:
            return self._error(f"can’t be {verb}: {error}")
        self._busy_seconds = _STILL_BUSY_SECONDS  # each key would wait again
        return self._error(f"can’t be {verb}: another program is using the file", _IN_USE)

    def _of_another_version(self, verb: str) -> PersonalDataError:
        what = f"can’t be {verb}: another version of this program made the file"
        return self._error(what, _OTHER_VERSION)

    def _replaced(self, found: FileId | None) -> PersonalDataError:
        if self._path is None:
            return self._error("are damaged")
        try:
            return copies.replace_by_copy(self._path, found)
        except sqlite3.Error as error:
            return self._failed("read", error)
        except BlockingIOError:
            return self._error("can’t be read: another program is using the file", _IN_USE)
        except OSError as error:
            reason = error.strerror or error
            state = "missing" if found is None else "damaged"
            return self._error(f"are {state}, and the file can’t be replaced: {reason}")


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
