"""A finished briefing taken apart into the rows from which it can be built again."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefing_app.database import proof
from briefing_app.database.connection import connect_read_only, naming_errors
from briefing_app.database.reader import checked_tables
from briefing_app.database.rows import BriefingRows, SourceRow
from briefing_app.database.schema import COLUMNS


def read_rows(path: Path) -> BriefingRows:
    """Read the rows of a briefing, such that `builder.build` makes the same briefing of them.

    Args:
        path: The file; nothing is written to it or beside it.

    Returns:
        Every row with all its columns, in the order of the keys, but for the hashes of the sources:
        a build works those out from the proof, which says what they say. Only of a source that
        nothing is quoted from, which no build calls verified, is a hash lost.

    Raises:
        BriefingError: As `reader.open_briefing` raises it.
    """
    with naming_errors(path), closing(connect_read_only(path)) as connection:
        tables = checked_tables(path, connection)
    rows = BriefingRows(
        path,
        {
            name: [
                SourceRow(f"{name} row {number}", dict(zip(COLUMNS[name], row, strict=True)))
                for number, row in enumerate(sorted(table.rows), 1)
            ]
            for name, table in tables.items()
        },
    )
    sources = [replace(row, values={**row.values, "sha256": ""}) for row in rows.tables["sources"]]
    return replace(
        rows,
        tables={**rows.tables, "sources": sources},
        proof=proof.proved_before(rows),
    )
