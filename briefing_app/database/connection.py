"""Read-only connections to a briefing: the only way in which the program opens one.

A briefing may come from anybody. It is opened so that nothing can be written, not even a lock, and
nothing in its schema is run. SQLite exceptions are translated into those of `briefing_app.errors`.
"""

import os
import re
import sqlite3
from pathlib import Path, PurePath
from typing import Final

from briefing_app.database.columns import COLUMNS
from briefing_app.database.file_checks import check_file_before_opening
from briefing_app.database.file_errors import (
    REBUILD_REMEDY,
    damaged_file_error,
    format_value,
    to_printable,
    translate_sqlite_errors,
    unreadable_file_error,
)
from briefing_app.database.schema import CREATE_SEARCH_TABLE, SEARCH_COLUMNS, SEARCH_TABLE
from briefing_app.database.table_data import Tables, make_table_data
from briefing_app.errors import SchemaError
from briefing_app.model.text import single_line

_UNESCAPED_IN_URI: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:"
)

# Reading a file of up to this size into memory takes no longer than reading it page by page.
_MAX_BYTES_IN_MEMORY: Final = 8 * 2**20

_VIRTUAL_TABLE: Final = re.compile("CREATE VIRTUAL ", re.IGNORECASE)

_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024),  # bytes of one text: all ids of a search
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),  # bytes
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 20),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),  # bytes
    (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a briefing for reading.

    Args:
        path: The file.

    Returns:
        A connection that can't write, to a file whose pages are sound and which has every table
        and column of a briefing. The values in the rows are not checked. The caller closes it.

    Raises:
        BriefingError: The file can't be opened as a briefing; the class says why.
    """
    check_file_before_opening(path)
    with translate_sqlite_errors(path):
        connection = _connect(path)
        try:
            for category, limit in _LIMITS:
                connection.setlimit(category, limit)
            # The file's own CHECK constraints are foreign code; the checker applies the same rules.
            connection.executescript(
                "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF;"
                "PRAGMA query_only=ON; PRAGMA ignore_check_constraints=ON"
            )
            _check_schema_objects(path, connection)
            _check_columns(path, connection)
            _check_pages(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def fetch_tables(connection: sqlite3.Connection) -> Tables:
    """Fetch every row of every table but the search table.

    No index is used: a damaged or forged index would hide rows.

    Args:
        connection: A file with the tables and columns of a briefing.

    Raises:
        sqlite3.Error: The file is damaged, or text in it is not UTF-8.
    """
    return {
        name: make_table_data(
            name,
            connection.execute(f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED"),  # noqa: S608
        )
        for name, columns in COLUMNS.items()
    }


def sqlite_uri(path: PurePath) -> str:
    """Return a file's URI in the form that SQLite accepts, whatever characters its name has.

    Args:
        path: An absolute path.
    """
    # Path.as_uri would import urllib, which delays the first paint. It would also turn a Windows
    # share into file://server/share/…, which SQLite refuses.
    name = "".join(
        chr(byte) if byte in _UNESCAPED_IN_URI else f"%{byte:02X}"
        for byte in os.fsencode(path.as_posix())
    )
    return f"file://{name}" if name.startswith("/") else f"file:///{name}"


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a file or, if it is small, to a copy in memory.

    With a copy, searches don't depend on what happens to the file later, and the file can be
    replaced on Windows, which protects open files. Copying a large file would take too long.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _MAX_BYTES_IN_MEMORY else None
    except OSError as error:
        raise unreadable_file_error(path, error.strerror or str(error)) from error
    if content is None:
        uri = sqlite_uri(path.resolve()) + "?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, isolation_level=None)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return connection


def _check_schema_objects(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file with views, triggers or virtual tables, which could run code.

    Additional plain tables and indexes are allowed: they are never read, and tools such as
    Datasette and sqlite-utils add their own.
    """
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema"):
        statement = single_line(str(sql or ""))
        if kind == "index" or (kind == "table" and not _VIRTUAL_TABLE.match(statement)):
            continue
        if name == SEARCH_TABLE and statement == single_line(CREATE_SEARCH_TABLE):
            continue
        what = "a virtual table" if kind == "table" else f"a {kind}"
        raise SchemaError(
            path,
            f"The file contains {to_printable(what)}, {format_value(name)}. A briefing has only"
            f" plain tables and its own {SEARCH_TABLE} table.",
            REBUILD_REMEDY,
        )


def _check_columns(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that lacks a table or column of a briefing, or computes a column."""
    is_generated: dict[str, dict[str, bool]] = {}
    kinds: dict[str, str] = {}
    for table, kind, column, hidden in connection.execute(
        "SELECT t.name, t.type, c.name, c.hidden FROM pragma_table_list AS t"
        " JOIN pragma_table_xinfo(t.name) AS c WHERE t.schema = 'main'"
    ):
        kinds[table] = kind
        is_generated.setdefault(table, {})[column] = bool(hidden)
    expected = {table: ("table", tuple(columns)) for table, columns in COLUMNS.items()}
    expected[SEARCH_TABLE] = ("virtual", SEARCH_COLUMNS)
    for table, (kind, columns) in expected.items():
        found = is_generated.get(table)
        if found is None:
            raise SchemaError(path, f"The file has no table {table}.", REBUILD_REMEDY)
        if kinds[table] != kind:
            what = f"The file’s {table} is not the kind of table that a briefing has."
            raise SchemaError(path, what, REBUILD_REMEDY)
        for column in columns:
            if column not in found:
                what = f"The file’s table {table} has no column {column}."
                raise SchemaError(path, what, REBUILD_REMEDY)
        if kind == "table" and any(found.values()):
            what = f"A column of the file’s table {table} is computed, not stored."
            raise SchemaError(path, what, REBUILD_REMEDY)


def _check_pages(path: Path, connection: sqlite3.Connection) -> None:
    # Table by table: checking the complete file would include every word of the search index, which
    # takes ten times as long as all the rest. A search notices a damaged index.
    for table in (*COLUMNS, f"{SEARCH_TABLE}_content"):
        for (message,) in connection.execute(f"PRAGMA quick_check('{table}')"):
            if message != "ok":
                raise damaged_file_error(path, message)
