"""The column data agrees with the SQL schema and with the model's enums."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from briefing_app.database.columns import (
    COLUMNS,
    CREATE_SEARCH_TABLE,
    CREATE_TABLES,
    FINDING_KINDS,
    LINK_TABLES,
    LOW_MARKER,
    MISSING_MARKERS,
    REVEALS,
    SEARCH_COLUMNS,
    SEARCH_TABLE,
    SLIDE_KINDS,
    STATUS_MARKERS,
    UNIQUE_COLUMNS,
)
from briefing_app.model.report import FindingKind, Reveal, SlideKind


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    """An empty database with the tables of the format."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*CREATE_TABLES.values(), CREATE_SEARCH_TABLE):
            connection.execute(statement)
        yield connection


def test_columns_match_the_sql(empty: sqlite3.Connection) -> None:
    assert list(COLUMNS) == list(CREATE_TABLES)
    for table, columns in COLUMNS.items():
        found = empty.execute(f"PRAGMA table_info({table})").fetchall()
        assert [name for _, name, *_ in found] == list(columns)
        references = {
            column: other
            for _, _, other, column, *_ in empty.execute(f"PRAGMA foreign_key_list({table})")
        }
        for _, name, kind, not_null, _, key in found:
            column = columns[name]
            assert kind == column.type
            assert references.get(name, "") == column.references
            # Optional text is empty rather than NULL.
            assert bool(not_null or key) == (column.is_required or column.type == "TEXT")


def test_every_table_is_strict(empty: sqlite3.Connection) -> None:
    strict = dict(
        empty.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    )
    assert all(strict[table] for table in CREATE_TABLES)


def test_search_columns_match_the_sql(empty: sqlite3.Connection) -> None:
    found = empty.execute(f"PRAGMA table_info({SEARCH_TABLE})").fetchall()
    assert tuple(name for _, name, *_ in found) == SEARCH_COLUMNS


def test_link_tables_have_no_id() -> None:
    assert set(LINK_TABLES) == {table for table, columns in COLUMNS.items() if "id" not in columns}


def test_kinds_match_the_enums() -> None:
    assert set(FINDING_KINDS) == set(FindingKind)
    assert set(SLIDE_KINDS) == set(SlideKind)
    assert set(REVEALS) == set(Reveal)


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("findings", "kind", FINDING_KINDS),
        ("slides", "kind", SLIDE_KINDS),
        ("slides", "reveal", REVEALS),
        ("figures", "marker", ("", *MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER)),
    ],
)
def test_allowed_values_match_the_sql(table: str, column: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    sql = " ".join(CREATE_TABLES[table].split()).replace("( ", "(").replace(" )", ")")
    assert f"CHECK ({column} IN ({listed}))" in sql
    assert COLUMNS[table][column].allowed_values == tuple(filter(None, values))
    assert COLUMNS[table][column].is_required == ("" not in values)


def test_unique_columns_match_the_sql(empty: sqlite3.Connection) -> None:
    for table in COLUMNS:
        found = {
            tuple(
                column
                for (column,) in empty.execute("SELECT name FROM pragma_index_info(?)", (index,))
            )
            for _, index, unique, origin, *_ in empty.execute(f"PRAGMA index_list({table})")
            if unique and origin == "u"
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
