"""A briefing's tables are as the column data says, which agrees with the model's enums."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app.database.columns import (
    COLUMNS,
    SEARCH_COLUMNS,
    SEARCH_TABLE,
    UNIQUE_COLUMNS,
    primary_key,
)


@pytest.fixture
def built(briefing_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a briefing that was built."""
    with closing(sqlite3.connect(briefing_path)) as connection:
        yield connection


def test_tables_have_the_columns_with_types_and_references(built: sqlite3.Connection) -> None:
    for table, columns in COLUMNS.items():
        found = built.execute(f"PRAGMA table_info({table})").fetchall()
        assert [name for _, name, *_ in found] == list(columns)
        references = {
            column: other
            for _, _, other, column, *_ in built.execute(f"PRAGMA foreign_key_list({table})")
        }
        for _, name, kind, not_null, *_ in found:
            column = columns[name]
            assert kind == column.type
            assert references.get(name, "") == column.references
            assert bool(not_null) != column.is_nullable
        keys = [name for _, name, *_, key in sorted(found, key=lambda row: row[-1]) if key]
        assert tuple(keys) == primary_key(table)


def test_every_table_is_strict(built: sqlite3.Connection) -> None:
    strict = dict(
        built.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    )
    assert all(strict[table] for table in COLUMNS)


def test_search_columns_match_the_sql(built: sqlite3.Connection) -> None:
    found = built.execute(f"PRAGMA table_info({SEARCH_TABLE})").fetchall()
    assert tuple(name for _, name, *_ in found) == SEARCH_COLUMNS


def test_unique_columns_have_unique_indexes(built: sqlite3.Connection) -> None:
    for table in COLUMNS:
        found = {
            tuple(
                column
                for (column,) in built.execute("SELECT name FROM pragma_index_info(?)", (index,))
            )
            for _, index, unique, origin, *_ in built.execute(f"PRAGMA index_list({table})")
            if unique and origin == "c"
        }
        assert found == set(UNIQUE_COLUMNS.get(table, ()))


def test_every_column_has_a_one_line_description() -> None:
    for columns in COLUMNS.values():
        for column in columns.values():
            assert column.description == " ".join(column.description.split())
            assert column.description[:1].isupper()
            assert column.description.endswith(".")


def test_author_may_leave_out_what_is_not_needed() -> None:
    columns = {f"{t}.{c}": about for t, found in COLUMNS.items() for c, about in found.items()}
    optional = {name for name, about in columns.items() if about.is_optional}
    assert {"report.subtitle", "slides.reveal", "figures.value"} <= optional
    assert (
        not {"report.key", "report.title", "findings.key", "slides.kind", "quotes.source_id"}
        & optional
    )
    assert [name for name, about in columns.items() if about.is_computed] == ["sources.sha256"]


def test_optional_columns_default_to_empty_or_null() -> None:
    for columns in COLUMNS.values():
        for column in columns.values():
            if column.is_optional and not column.if_empty:
                assert column.default == ("" if column.type == "TEXT" else None)
