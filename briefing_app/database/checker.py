"""Checks the content of a briefing file: its rows and its search index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_app.database.columns import LINK_TABLES
from briefing_app.database.connection import connect_read_only, fetch_tables, limit_time
from briefing_app.database.file_errors import (
    damaged_file_error,
    format_value,
    translate_sqlite_errors,
)
from briefing_app.database.schema import SEARCH_TABLE
from briefing_app.database.table_data import Tables
from briefing_app.database.violations import Violation, find_violations

if TYPE_CHECKING:
    from briefing_app.problems import Problem


def check_file(path: Path) -> "list[Problem]":
    """Find everything that is wrong with the rows of a briefing file.

    Besides what `reader.open_briefing` checks, SQLite checks every page of the file and, from
    version 3.44, every word of the search index.

    Args:
        path: The file.

    Returns:
        One problem for each row and column that breaks a rule; none if the briefing is valid.

    Raises:
        BriefingError: The file can't be opened at all.
    """
    with translate_sqlite_errors(path), closing(connect_read_only(path)) as connection:
        limit_time(connection, path)
        for (message,) in connection.execute("PRAGMA integrity_check(1)"):
            if message != "ok":
                raise damaged_file_error(path, message)
        return find_problems_in_file(path, connection, fetch_tables(connection))


def find_problems_in_file(
    path: Path, connection: sqlite3.Connection, tables: Tables
) -> "list[Problem]":
    """Find every row of a file that breaks a rule.

    Args:
        path: The file.
        connection: A connection to it, from `connect_read_only`.
        tables: Its rows, from `fetch_tables`.

    Returns:
        One problem for each row and column that breaks a rule, in the order of the tables.

    Raises:
        sqlite3.Error: The file is damaged.
    """
    problems = [_problem(violation, tables) for violation in find_violations(tables)]
    limit_time(connection, path)
    # The search index can only be compared with valid rows.
    return problems or list(_find_search_problems(connection))


def _problem(violation: Violation, tables: Tables) -> "Problem":
    """Return the violation with its location in the file."""
    from briefing_app.problems import Problem, TableLocation  # noqa: PLC0415, rarely needed

    def key(index: int) -> tuple[str, ...]:
        count = 2 if violation.table in LINK_TABLES else 1
        return tuple(map(format_value, tables[violation.table].rows[index][:count]))

    row = () if violation.row is None else key(violation.row)
    what = violation.what
    if violation.repeated_row is not None:
        what += f" {TableLocation(violation.table, key(violation.repeated_row)).place}"
    return Problem(TableLocation(violation.table, row, violation.column), what, violation.remedy)


def _find_search_problems(connection: sqlite3.Connection) -> "Iterator[Problem]":
    # The table in which FTS5 keeps its content answers twice as fast as the search table.
    content = f"{SEARCH_TABLE}_content"
    differing = [
        *connection.execute(
            f"""
            SELECT 'findings', t.id FROM findings AS t NOT INDEXED
            LEFT JOIN {content} AS s ON s.id = t.id * 2
            WHERE s.id IS NULL OR s.c2 IS NOT t.id OR s.c3 IS NOT NULL OR s.c0 IS NOT t.headline
            OR s.c1 IS NOT t.detail || char(10) || t.excerpt || char(10) || t.caution"""  # noqa: S608
        ),
        *connection.execute(
            f"""
            SELECT 'quotes', t.id FROM quotes AS t NOT INDEXED
            JOIN speakers NOT INDEXED ON speakers.id = t.speaker_id
            LEFT JOIN {content} AS s ON s.id = t.id * 2 + 1
            WHERE s.id IS NULL OR s.c2 IS NOT NULL OR s.c3 IS NOT t.id OR s.c0 IS NOT speakers.name
            OR s.c1 IS NOT t.text"""  # noqa: S608
        ),
    ]
    (surplus,) = connection.execute(
        f"""
        SELECT (SELECT count(*) FROM {content}) - (SELECT count(*) FROM findings NOT INDEXED)
        - (SELECT count(*) FROM quotes NOT INDEXED)"""  # noqa: S608
    ).fetchone()
    if not differing and not surplus:
        return
    from briefing_app.problems import Problem, TableLocation  # noqa: PLC0415, rarely needed

    for table, row_id in differing:
        what = "the search index does not match the text of this row"
        yield Problem(TableLocation(table, (str(row_id),)), what, "build the briefing again")
    if not differing:
        entries = "1 entry" if surplus == 1 else f"{surplus:,} entries"
        what = f"the search index has {entries} for no finding or quote"
        yield Problem(TableLocation(SEARCH_TABLE), what, "build the briefing again")
