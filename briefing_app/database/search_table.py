"""The content of a briefing's search table: the builder writes it, the checker compares it."""

import sqlite3
from typing import Final

from briefing_app.database.columns import SEARCH_COLUMNS, SEARCH_TABLE
from briefing_app.database.connection import Tables

SearchRow = tuple[int, str, str, str, str, int | None, int | None]
"""The rowid, then `SEARCH_COLUMNS`."""

_FINDING_TEXTS: Final = ("detail", "excerpt", "caution", "prompt")


def search_rows(tables: Tables) -> list[SearchRow]:
    """Return the rows of the search table in the order of their rowids.

    Args:
        tables: The rows of a briefing; each id that is referred to exists.
    """
    speakers = {number: name for number, name, *_ in tables["speakers"].rows}
    sources = {
        number: f"{title}\n{publisher}" for number, title, publisher, *_ in tables["sources"].rows
    }
    findings, quotes = tables["findings"].columns, tables["quotes"].columns
    forces = _force_names(tables, "finding_forces")
    texts = zip(*(findings[name] for name in _FINDING_TEXTS), strict=True)
    rows: list[SearchRow] = [
        (2 * number, title, "\n".join(body), forces.get(number, ""), sources[source], number, None)
        for number, title, body, source in zip(
            findings["id"], findings["headline"], texts, findings["source_id"], strict=True
        )
    ]
    forces = _force_names(tables, "quote_forces")
    spoken = map(speakers.__getitem__, quotes["speaker_id"])
    rows += [
        (2 * number + 1, speaker, text, forces.get(number, ""), sources[source], None, number)
        for number, speaker, text, source in zip(
            quotes["id"], spoken, quotes["text"], quotes["source_id"], strict=True
        )
    ]
    return sorted(rows)


def _force_names(tables: Tables, link_table: str) -> dict[int, str]:
    """Return each linked id to the names and short names of its forces, a line each."""
    texts = {number: f"{name}\n{short_name}" for number, name, short_name in tables["forces"].rows}
    names: dict[int, str] = {}
    for number, force in sorted(tables[link_table].rows):
        before = names.get(number)
        names[number] = texts[force] if before is None else f"{before}\n{texts[force]}"
    return names


def fill_search_table(connection: sqlite3.Connection, tables: Tables) -> None:
    """Insert the rows of the search table, which is empty.

    Args:
        connection: A connection that can write; the caller commits.
        tables: The rows of the briefing.
    """
    columns = ", ".join(SEARCH_COLUMNS)
    places = ", ".join("?" * (1 + len(SEARCH_COLUMNS)))
    connection.executemany(
        f"INSERT INTO {SEARCH_TABLE} (rowid, {columns}) VALUES ({places})",  # noqa: S608
        search_rows(tables),
    )
    # Merge the index into one segment; versions of SQLite differ in how many they leave.
    connection.execute(
        f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('optimize')"  # noqa: S608
    )
