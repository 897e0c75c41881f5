"""A strategy for hostile changes of a database, by SQL."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

_VALUES: Final = (
    *("NULL", "0", "1", "-1", "7", "1 << 40", "9223372036854775807", "1.5", "9e999", "1e15"),
    *("-1e16", "''", "id", "'words'", "x'fffe'", "zeroblob(70000)", "hex(zeroblob(30000))"),
    *("CAST(x'ff' AS TEXT)", "CAST(x'41ff42' AS TEXT)", "char(0)", "char(8238)"),
    *("char(27) || '[2J'", "'警' || char(10)", "replace(hex(zeroblob(5000)), '0', char(10))"),
    *("'2019-02-30'", "'2026-02-30T10:00:00+00:00'", "'9999-12-31'"),
    *("'9999-12-31T23:59:59+00:00'", "'0001-01-01T00:00:00+00:00'"),
    *("'[]'", "'[[[]]]'", "'[\"a\", 1, null]'", "replace(hex(zeroblob(9)), 0, '[')"),
    '\'["+guess own chart 1\\n{\\"minutes\\": 9e999}", 7, {}]\'',
    '\'["+ written a\\n{\\"kind\\": \\"break\\", \\"options\\": [[]]}", "+ added \\u0000"]\'',
)
_OBJECTS: Final = (
    "CREATE TABLE x (a, b)",
    "CREATE TABLE x (a, z AS (length(hex(zeroblob(30000000)))))",
    "CREATE TABLE x (a, z NOT NULL AS (length(hex(zeroblob(30000000 + a)))) STORED)",
    "CREATE TABLE x (a CHECK (length(hex(zeroblob(30000000 + a))) > 1), b DEFAULT (random()))",
    "CREATE TABLE x (a PRIMARY KEY, b UNIQUE) WITHOUT ROWID",
    "CREATE VIEW x AS SELECT * FROM {table}",
    "CREATE VIEW x AS SELECT hex(zeroblob(30000000)) FROM {table}",
    "CREATE TRIGGER x AFTER UPDATE ON {table} BEGIN SELECT hex(zeroblob(30000000)); END",
    "CREATE TRIGGER x AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END",
    "CREATE TRIGGER x BEFORE INSERT ON {table} BEGIN SELECT raise(IGNORE); END",
    "CREATE TRIGGER x BEFORE UPDATE ON {table} BEGIN SELECT raise(ABORT, 'no'); END",
    "CREATE VIRTUAL TABLE x USING fts5(a, content={table})",
    "CREATE UNIQUE INDEX x ON {table} ({column})",
    "CREATE INDEX x ON {table} (hex(zeroblob(1000000)))",
    "CREATE INDEX x ON {table} (hex({column})) WHERE {column} > 1",
    "CREATE INDEX x ON {table} ({column} COLLATE NOCASE)",
    "ALTER TABLE {table} ADD COLUMN x AS (hex(zeroblob(30000000)))",
    "ALTER TABLE {table} ADD COLUMN x AS (hex({column}))",
    "ALTER TABLE {table} ADD COLUMN x DEFAULT 7",
    "ALTER TABLE {table} RENAME COLUMN {column} TO x",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "DROP TABLE {table}",
    "DELETE FROM {table} WHERE rowid % 3 = 0",
    "INSERT INTO {table} SELECT * FROM {table}",
    " ".join(f"CREATE TABLE x{number} (a, b);" for number in range(300)),
)
_DEFINITION_CHANGES: Final = (
    *(("STRICT", ""), ("NOT NULL", ""), ("INTEGER", "TEXT"), ("(", "(("), ("TEXT", "TExT")),
    *(("TEXT", "BLOB"), ("PRIMARY KEY", "NOT NULL"), ("CHECK", "check"), ("REFERENCES", "")),
    *(("TEXT", "x AS (1)"), (")", ", x NOT NULL AS (hex(zeroblob(30000000))))")),
)
_SCHEMA_CHANGES: Final = (
    *(f"sql = replace(sql, '{old}', '{new}')" for old, new in _DEFINITION_CHANGES),
    *(f"rootpage = {root}" for root in (0, 1, 2, 5, 99_999)),
)
_PRAGMAS: Final = (
    *("PRAGMA user_version=9", "PRAGMA user_version=0", "PRAGMA application_id=0"),
    *("PRAGMA journal_mode=WAL", "PRAGMA auto_vacuum=FULL; VACUUM"),
    *("PRAGMA page_size=1024; VACUUM", "PRAGMA encoding='UTF-16'"),
)
_NO_STRICT: Final = (
    "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', ''); PRAGMA writable_schema=RESET; "
)
"""Otherwise the wrong type of value is refused."""
_COLUMNS: Final = (
    "SELECT tables.name, columns.name FROM pragma_table_list AS tables "
    "JOIN pragma_table_info(tables.name) AS columns WHERE tables.name NOT LIKE 'sqlite%'"
)


def database_changes(connection: sqlite3.Connection) -> st.SearchStrategy[list[str]]:
    """Return a strategy for changes of a database that has the tables of another one."""
    cells = st.sampled_from(list(connection.execute(_COLUMNS)))
    prefixes, values = st.sampled_from(("", _NO_STRICT)), st.sampled_from(_VALUES)
    updates = st.builds(_update, prefixes, cells, values, st.integers(1, 5))
    objects = st.builds(_object_change, st.sampled_from(_OBJECTS), cells)
    definitions = st.builds(_schema_change, cells, st.sampled_from(_SCHEMA_CHANGES))
    pragmas = st.sampled_from(_PRAGMAS)
    return st.lists(updates | updates | objects | definitions | pragmas, max_size=4)


def _update(prefix: str, cell: tuple[str, str], value: str, part: int) -> str:
    table, column = cell
    return f"{prefix}UPDATE OR IGNORE {table} SET {column} = {value} WHERE rowid % {part} = 0"


def _object_change(sql: str, cell: tuple[str, str]) -> str:
    table, column = cell
    return sql.format(table=table, column=column)


def _schema_change(cell: tuple[str, str], change: str) -> str:
    return f"UPDATE sqlite_schema SET {change} WHERE name = '{cell[0]}'"


def change_database(path: Path, changes: Sequence[str]) -> None:
    """Make changes, as far as earlier ones don't prevent them."""
    for change in changes:
        with (
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
            suppress(sqlite3.Error, MemoryError),
        ):
            connection.executescript(
                "PRAGMA synchronous=OFF; PRAGMA writable_schema=ON; "
                f"PRAGMA ignore_check_constraints=ON; {change}"
            )
