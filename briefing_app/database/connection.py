"""Read-only connections to a briefing: the only way in which the program opens one.

A briefing is an untrusted file. It is copied into memory, so that nothing can be written to it, not
even a lock, and nothing in its schema is run. SQLite exceptions are translated into those of
`briefing_app.errors`.
"""

import re
import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from briefing_app.database.columns import (
    COLUMNS,
    CREATE_SEARCH_TABLE,
    MAX_ROWS,
    SEARCH_COLUMNS,
    SEARCH_TABLE,
)
from briefing_app.database.file_checks import (
    REBUILD_REMEDY,
    check_file_before_opening,
    damaged_file_error,
    format_value,
    translate_sqlite_errors,
    unreadable_file_error,
)
from briefing_app.errors import SchemaError
from briefing_app.files.on_disk import file_size, reason, retried
from briefing_app.model.text import shortened, single_line

# SQLite stores a statement that begins in this way. A forged one could have a comment in it.
_PLAIN_TABLE: Final = re.compile("CREATE TABLE ", re.IGNORECASE)

CHECK_SECONDS: Final = 5
"""How much processor time a check of a small file, or a search, may take."""

_BYTES_PER_EXTRA_SECOND: Final = 8 * 2**20  # more than ten times what a sound file takes
_INSTRUCTIONS_PER_CLOCK_CHECK: Final = 1_000  # of SQLite's virtual machine; some 20 microseconds
_EXPRESSION: Final = -2  # the number of an index's column that is an expression

_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024),  # bytes of one text: all ids of a search
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),  # bytes
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 500_000),  # a check of 200 tables with 100 columns
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 20),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),  # bytes
    (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)


class TableData(NamedTuple):
    """The values of one table.

    Args:
        rows: One tuple for each row, its values in the order of `columns.COLUMNS`.
        columns: Column name to that column's values, one for each row.
    """

    rows: Sequence[tuple[Any, ...]]
    columns: Mapping[str, Sequence[Any]]


Tables = Mapping[str, TableData]
"""Table name to its values, for every table of a briefing but the search table."""


def make_table_data(name: str, rows: Iterable[tuple[Any, ...]]) -> TableData:
    """Make a table's data from its rows.

    Args:
        name: The table, one of `columns.COLUMNS`.
        rows: Its rows, their values in the order of `columns.COLUMNS`.
    """
    rows = list(rows)
    names = COLUMNS[name]
    columns: Iterable[tuple[Any, ...]] = zip(*rows, strict=True) if rows else [()] * len(names)
    return TableData(rows, dict(zip(names, columns, strict=True)))


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a briefing for reading.

    Args:
        path: The file.

    Returns:
        A connection that can't write, to a file whose pages are sound, which has every table
        and column of a briefing, and which computes nothing. The values in the rows are not
        checked. A time limit applies (see `limit_time`). The caller closes it.

    Raises:
        BriefingError: The file can't be opened as a briefing; the class says why.
    """
    check_file_before_opening(path)
    with translate_sqlite_errors(path):
        connection = _connect(path)
        try:
            for category, limit in _LIMITS:
                connection.setlimit(category, limit)
            limit_time(connection, path)
            # The file's own CHECK constraints are foreign code; the checker applies the same rules.
            connection.executescript(
                "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF;"
                "PRAGMA query_only=ON; PRAGMA ignore_check_constraints=ON"
            )
            _check_schema(path, connection)
            _check_pages(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def limit_time(connection: sqlite3.Connection, path: Path) -> None:
    """Interrupt a connection's statements after a time that suits the size of its file.

    It is the processor time of the calling thread, so a busy computer refuses no sound file. Each
    call starts the time again. `translate_sqlite_errors` turns the interruption into a
    message.

    Args:
        connection: A connection to a briefing.
        path: The briefing.
    """
    size = file_size(path) or 0  # if it is gone, the connection has a copy
    end = time.thread_time() + CHECK_SECONDS + size // _BYTES_PER_EXTRA_SECOND
    connection.set_progress_handler(lambda: time.thread_time() > end, _INSTRUCTIONS_PER_CLOCK_CHECK)


def check_search_index(connection: sqlite3.Connection) -> None:
    """Compare the search index with the texts that it was made from.

    Without that, it depends on the version of SQLite whether a search in a damaged index is refused
    or finds nothing.

    Args:
        connection: A connection from `connect_read_only`.

    Raises:
        sqlite3.Error: The index is damaged.
    """
    # The command has the form of a change and makes none. The file has been copied anyway.
    connection.execute("PRAGMA query_only=OFF")
    try:
        connection.execute(
            f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('integrity-check')"  # noqa: S608
        )
    finally:
        connection.execute("PRAGMA query_only=ON")


def fetch_tables(connection: sqlite3.Connection) -> Tables:
    """Fetch every row of every table but the search table, as far as a table may have that many.

    No index is used: a damaged or forged index would hide rows.

    Args:
        connection: A file with the tables and columns of a briefing.

    Raises:
        sqlite3.Error: The file is damaged, or text in it is not UTF-8.
    """
    return {
        name: make_table_data(
            name,
            connection.execute(
                f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED LIMIT {MAX_ROWS + 1}"  # noqa: S608
            ),
        )
        for name, columns in COLUMNS.items()
    }


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a copy of a file in memory.

    So searches don't depend on what happens to the file later, and the file can be replaced on
    Windows, which protects open files. The checks read nearly all of it anyway.
    """
    try:
        content = retried(path.read_bytes)
    except OSError as error:
        raise unreadable_file_error(path, reason(error)) from error
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return connection


def _check_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that computes anything, or that lacks a table or column of a briefing.

    Additional plain tables, columns and indexes are allowed: they are never read, and tools such as
    Datasette and sqlite-utils add their own. Nothing is computed meanwhile: the search table, which
    reads its own tables when it is first used, comes last.
    """
    tables = _check_schema_objects(path, connection)
    columns = {name: _stored_columns(path, connection, name) for name in tables}
    for name in tables:
        _check_indexes(path, connection, name)
    for name, expected in COLUMNS.items():
        _check_columns(path, name, columns.get(name, ()), expected)
    found = connection.execute("SELECT name FROM pragma_table_xinfo(?)", (SEARCH_TABLE,)).fetchall()
    _check_columns(path, SEARCH_TABLE, [name for (name,) in found], SEARCH_COLUMNS)


def _check_schema_objects(path: Path, connection: sqlite3.Connection) -> list[str]:
    """Return the plain tables of a file without views, triggers and other virtual tables."""
    tables = []
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema"):
        statement = single_line(str(sql or ""))
        if kind == "index":
            continue
        if name == SEARCH_TABLE:
            if statement != single_line(CREATE_SEARCH_TABLE):
                what = f"The file’s {name} is not the search table that a briefing has."
                raise SchemaError(path, what, REBUILD_REMEDY)
        elif kind == "table" and _PLAIN_TABLE.match(statement):
            tables.append(name)
        else:
            what = "a virtual table" if kind == "table" else f"a {kind}"
            raise SchemaError(
                path,
                f"The file contains {shortened(what)}, {format_value(name)}. A briefing has only"
                f" plain tables and its own {SEARCH_TABLE} table.",
                REBUILD_REMEDY,
            )
    return tables


def _stored_columns(path: Path, connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a plain table, none of which is generated."""
    rows = connection.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,)).fetchall()
    if not rows:
        raise damaged_file_error(path, f"the table {table} has no columns")
    if any(hidden for _, hidden in rows):
        raise _computed(path, f"A column of the file’s table {format_value(table)}")
    return [name for name, _ in rows]


def _check_indexes(path: Path, connection: sqlite3.Connection, table: str) -> None:
    """Refuse an index on an expression, or one with a condition."""
    indexes = connection.execute(
        "SELECT name, partial FROM pragma_index_list(?)", (table,)
    ).fetchall()
    for name, is_partial in indexes:
        numbers = connection.execute("SELECT cid FROM pragma_index_xinfo(?)", (name,)).fetchall()
        if is_partial or (_EXPRESSION,) in numbers:
            raise _computed(path, f"The file’s index {format_value(name)}")


def _computed(path: Path, what: str) -> SchemaError:
    return SchemaError(path, f"{what} is computed, not stored.", REBUILD_REMEDY)


def _check_columns(path: Path, table: str, found: Collection[str], expected: Iterable[str]) -> None:
    if not found:
        raise SchemaError(path, f"The file has no table {table}.", REBUILD_REMEDY)
    for column in expected:
        if column not in found:
            what = f"The file’s table {table} has no column {column}."
            raise SchemaError(path, what, REBUILD_REMEDY)


def _check_pages(path: Path, connection: sqlite3.Connection) -> None:
    # Table by table: checking the complete file would include every word of the search index, which
    # takes ten times as long as all the rest. The first search checks that.
    for table in (*COLUMNS, f"{SEARCH_TABLE}_content"):
        for (message,) in connection.execute(f"PRAGMA quick_check('{table}')"):
            if message != "ok":
                raise damaged_file_error(path, message)
