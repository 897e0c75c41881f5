"""Mutated briefings: bytes, header, pages, rows and schema."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Final

from briefing_app.database.checker import check_file
from briefing_app.database.columns import COLUMNS
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError
from briefing_app.export.data import make_data_files
from briefing_app.files.archive import make_zip
from briefing_app.files.paths import BUNDLED_BRIEFING
from tools.fuzz.mutations import mutate_bytes

_HEADER_SIZE: Final = 100
_SHADOW_TABLES: Final = tuple(
    f"search_{name}" for name in ("data", "idx", "content", "docsize", "config")
)
_TABLES: Final = (*COLUMNS, *_SHADOW_TABLES)
_VALUES: Final = (
    *("NULL", "0", "-1", "1e999", "9223372036854775807", "x'ff00'", "zeroblob(70000)", "1.5", "''"),
    *("char(27) || '[2J'", "char(8238)", "char(0)", "CAST(x'ff' AS TEXT)", "hex(zeroblob(30000))"),
    *("replace(hex(zeroblob(5000)), '0', char(10))", "'警' || char(10)", "id", "'2019-02-30'"),
)
_OBJECTS: Final = (
    "CREATE TABLE x (a, z AS (length(hex(zeroblob(30000000)))))",
    "CREATE TABLE x (a, z NOT NULL AS (length(hex(zeroblob(30000000 + a)))) STORED)",
    "CREATE TABLE x (a CHECK (length(hex(zeroblob(30000000 + a))) > 1), b DEFAULT (random()))",
    "CREATE TABLE x (a PRIMARY KEY, b UNIQUE) WITHOUT ROWID",
    "CREATE VIEW x AS SELECT hex(zeroblob(30000000)) FROM {table}",
    "CREATE TRIGGER x AFTER UPDATE ON {table} BEGIN SELECT hex(zeroblob(30000000)); END",
    "CREATE VIRTUAL TABLE x USING fts5(a, content={table})",
    "CREATE INDEX x ON {table} (hex(zeroblob(1000000)))",
    "CREATE INDEX x ON {table} ({column}) WHERE {column} > 1",
    "CREATE INDEX x ON {table} ({column} COLLATE NOCASE)",
    "ALTER TABLE {table} ADD COLUMN x AS (hex(zeroblob(30000000)))",
    "ALTER TABLE {table} ADD COLUMN x DEFAULT 7",
    "ALTER TABLE {table} RENAME COLUMN {column} TO x",
    "DROP TABLE {table}",
)
_DEFINITION_CHANGES: Final = (
    *(("STRICT", ""), ("NOT NULL", ""), ("INTEGER", "TEXT"), ("(", "((")),
    *(("TEXT", "x AS (1)"), (")", ", x NOT NULL AS (hex(zeroblob(30000000))))")),
)


def make_briefing(chance: Random, path: Path) -> None:
    """Write a mutated briefing."""
    path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    if chance.random() < 0.6:
        for _ in range(chance.randint(1, 3)):
            _mutate_database(chance, path)
    content = path.read_bytes()
    match chance.randrange(5):
        case 0:
            content = mutate_bytes(chance, content[:_HEADER_SIZE], 3) + content[_HEADER_SIZE:]
        case 1:
            start = chance.randrange(len(content) // 4096) * 4096
            page = mutate_bytes(chance, content[start : start + 120])
            content = content[:start] + page[:120] + content[start + len(page[:120]) :]
        case 2:
            content = mutate_bytes(chance, content)
    path.write_bytes(content)


def try_briefing(path: Path) -> bool:
    """Open, search, check and export a briefing. Return whether it is valid."""
    try:
        with open_briefing(path) as briefing:
            briefing.search("p")
            briefing.search("victim support")
            report = briefing.report
        check_file(path)
        make_zip(make_data_files(path, report))
    except BriefingAppError as error:
        assert str(error).startswith(str(path))
        assert error.remedy
        return False
    return True


def _mutate_database(chance: Random, path: Path) -> None:
    table = chance.choice(_TABLES)
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
        suppress(sqlite3.Error, MemoryError),  # an earlier mutation may be in the way
    ):
        connection.execute("PRAGMA ignore_check_constraints=ON")
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        column = chance.choice(columns or ["x"])
        for statement in _statements(chance, table, column, chance.choice(_VALUES)):
            connection.execute(statement)


def _statements(chance: Random, table: str, column: str, value: str) -> list[str]:
    which = f"rowid % {chance.randint(1, 5)} = 0"
    match chance.randrange(7):
        case 0:
            statements = [f"UPDATE OR IGNORE {table} SET {column} = {value} WHERE {which}"]
        case 1:
            statements = [f"DELETE FROM {table} WHERE {which}"]
        case 2:
            statements = [chance.choice(_OBJECTS).format(table=table, column=column)]
        case 3:
            old, new = chance.choice(_DEFINITION_CHANGES)
            change = f"sql = replace(sql, '{old}', '{new}')"
            statements = _schema_change(table, change)
        case 4:
            root = chance.choice([0, 1, 2, 5, 99_999])
            statements = _schema_change(table, f"rootpage = {root}")
        case 5:
            count = chance.choice([10, 300])
            statements = [f"CREATE TABLE x{number} (a, b)" for number in range(count)]
        case _:
            statements = [
                chance.choice(
                    [
                        "PRAGMA user_version=9",
                        "PRAGMA journal_mode=WAL",
                        "PRAGMA auto_vacuum=FULL; VACUUM",
                        "PRAGMA application_id=0",
                        f"INSERT INTO {table} SELECT * FROM {table}",
                    ]
                )
            ]
    return statements


def _schema_change(table: str, change: str) -> list[str]:
    update = f"UPDATE sqlite_schema SET {change} WHERE name = '{table}'"
    return ["PRAGMA writable_schema=ON", update]
