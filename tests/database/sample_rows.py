"""The rows of a small fictional briefing, and helpers that write and edit files without checks."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from briefing_app.database.briefing_search import fill_search_table
from briefing_app.database.columns import (
    APPLICATION_ID,
    COLUMNS,
    CREATE_SEARCH_TABLE,
    FORMAT_VERSION,
)
from briefing_app.database.connection import fetch_tables
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.problems import FileLocation

RowsByTable = dict[str, list[dict[str, Value]]]

SOURCE_TEXT = """The Made-up Post

Ponds are too shallow, a report says. “We measured each pond twice,” said
A Speaker, “and the tŷ by the water was damp.”

The keeper added: “Nobody had asked before.”
"""


def sample_rows() -> RowsByTable:
    """Return new, valid rows with every kind of finding, slide, figure and date."""
    return {
        "report": [
            {
                "id": 1,
                "key": "ponds",
                "title": "Ponds",
                "subtitle": "A made-up report",
                "publisher": "Nobody",
                "published": "2020-02-29",
                "summary": "It is about ponds.",
                "language": "en-GB",
            }
        ],
        "sources": [
            {
                "id": 1,
                "title": "Ponds too shallow",
                "published": "2020-02",
                "url": "https://x.example",
            },
            {
                "id": 2,
                "title": "The pond book",
                "published": "1999",
                "licence": "None",
                "note": "ü",
                "kind": "book",
            },
        ],
        "speakers": [
            {"id": 1, "name": "A Speaker", "role": "measurer"},
            {"id": 2, "name": "The keeper", "role": ""},
        ],
        "forces": [
            {"id": 3, "name": "Northern Made-up Police", "short_name": "Northern"},
            {"id": 1, "name": "Southern Made-up Police", "short_name": "Southern"},
            {"id": 2, "name": "Western Made-up Police", "short_name": "Western"},
        ],
        "findings": [
            {
                "id": 1,
                "key": "shallow",
                "position": 2,
                "kind": "concern",
                "headline": "The ponds hold too little water",
                "detail": "All of them.\nEven the large one.",
                "excerpt": "Ponds are too shallow",
                "locator": "first paragraph",
                "source_id": 1,
                "caution": "It may mean lakes",
                "prompt": "What is a pond?",
            },
            {
                "id": 2,
                "key": "measured",
                "position": 1,
                "kind": "good practice",
                "headline": "They measured with care",
                "source_id": 1,
            },
            {
                "id": 7,
                "key": "count",
                "position": 5,
                "kind": "figures",
                "headline": "Few ponds",
                "source_id": 2,
            },
            {
                "id": 4,
                "key": "ask",
                "position": 4,
                "kind": "next step",
                "headline": "Ask",
                "source_id": 1,
            },
        ],
        "quotes": [
            {
                "id": 1,
                "position": 3,
                "speaker_id": 1,
                "text": "We measured each pond twice,",
                "source_id": 1,
            },
            {
                "id": 2,
                "position": 1,
                "speaker_id": 1,
                "text": "and the tŷ by the water was damp.",
                "locator": "second paragraph",
                "source_id": 1,
            },
            {
                "id": 5,
                "position": 2,
                "speaker_id": 2,
                "text": "Nobody had asked before.",
                "source_id": 1,
            },
        ],
        "finding_quotes": [
            {"finding_id": 2, "quote_id": 1},
            {"finding_id": 2, "quote_id": 2},
            {"finding_id": 1, "quote_id": 2},
        ],
        "finding_forces": [
            {"finding_id": 1, "force_id": 3},
            {"finding_id": 1, "force_id": 1},
        ],
        "quote_forces": [{"quote_id": 5, "force_id": 2}],
        "measures": [
            {
                "id": 1,
                "title": "Ponds counted",
                "message": "Northern has more ponds than Southern",
                "unit": "ponds",
                "definition": "A pond is wet.",
                "caveat": "They were counted once.",
                "source_id": 1,
                "locator": "table 2",
                "highlight_force_id": 3,
            },
            {"id": 2, "title": "Depth", "source_id": 2, "highlight_force_id": None},
        ],
        "figures": [
            {"id": 1, "measure_id": 1, "force_id": 3, "period": "2019", "value": 9, "marker": ""},
            {"id": 2, "measure_id": 1, "force_id": 1, "period": "2019", "value": 0, "marker": "p"},
            {
                "id": 3,
                "measure_id": 1,
                "force_id": 2,
                "period": "2019",
                "value": None,
                "marker": "x",
                "source_id": 2,
                "locator": "note 3",
            },
            {
                "id": 4,
                "measure_id": 2,
                "force_id": 1,
                "period": "2019/20",
                "value": -0.25,
                "marker": "r",
                "locator": "page 4",
            },
        ],
        "slides": [
            {"id": 1, "position": 1, "kind": "title", "title": "Ponds", "minutes": 1},
            {"id": 2, "position": 2, "kind": "text", "text": "About ponds"},
            {
                "id": 3,
                "position": 4,
                "kind": "finding",
                "finding_id": 1,
                "notes": "Say",
            },
            {"id": 4, "position": 3, "kind": "quote", "quote_id": 2},
            {"id": 5, "position": 5, "kind": "chart", "measure_id": 1, "reveal": "guess"},
            {
                "id": 6,
                "position": 6,
                "kind": "number",
                "measure_id": 2,
                "force_id": 1,
                "title": "metres of water",
            },
            {
                "id": 7,
                "position": 7,
                "kind": "discussion",
                "finding_id": 1,
                "minutes": 5,
                "answer": "Still water",
            },
            {"id": 8, "position": 8, "kind": "sources"},
            {
                "id": 9,
                "position": 9,
                "kind": "discussion",
                "finding_id": 1,
                "measure_id": 2,
                "force_id": 1,
                "text": "How high is the water?",
                "options": "High\nLow\nNobody knows",
                "answer": "Low\nIt is below the ground.",
            },
        ],
    }


def as_briefing_rows(tables: Mapping[str, Sequence[Mapping[str, Value]]]) -> BriefingRows:
    """Return the rows as read from a source; each row's place names its table and line."""
    return BriefingRows(
        Path("made-up"),
        {
            table: [SourceRow(FileLocation(table, line), row) for line, row in enumerate(rows, 2)]
            for table, rows in tables.items()
        },
    )


def write_without_constraints(
    path: Path, tables: Mapping[str, Sequence[Mapping[str, object]]], *, search: bool = False
) -> None:
    """Write a briefing file without constraints, so that any column can hold any value.

    Args:
        path: The file.
        tables: The rows; missing columns get their default.
        search: Whether to fill the search table, which needs valid rows.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
        for table, columns in COLUMNS.items():
            connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            connection.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})",  # noqa: S608
                [
                    [row.get(name, column.default) for name, column in columns.items()]
                    for row in tables.get(table, ())
                ],
            )
        connection.execute(CREATE_SEARCH_TABLE)
        if search:
            fill_search_table(connection, fetch_tables(connection))


def edit(path: Path, *statements: str) -> None:
    """Run SQL statements on a file with CHECK constraints disabled."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def contents(folder: Path) -> dict[str, bytes | int]:
    """Return file name to content for a folder, or to the mode of anything but a regular file."""
    return {
        path.name: path.read_bytes() if path.is_file() else path.lstat().st_mode
        for path in folder.iterdir()
    }
