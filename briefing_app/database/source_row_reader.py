"""A finished briefing taken apart into the rows from which it can be built again."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefing_app.database import quote_verification
from briefing_app.database.columns import COLUMNS
from briefing_app.database.connection import connect_read_only
from briefing_app.database.file_errors import translate_sqlite_errors
from briefing_app.database.reader import fetch_checked_tables, make_report_from_tables
from briefing_app.database.source_rows import BriefingRows, SourceRow
from briefing_app.errors import ChangedFileError, TableLocation
from briefing_app.model.report import Report


def read_source_rows(path: Path, opened: Report | None = None) -> BriefingRows:
    """Read the rows of a briefing, such that `builder.build` makes the same briefing of them.

    Args:
        path: The file; nothing is written to it or beside it.
        opened: What was read of it before, which it must still say; the file may be another one.

    Returns:
        Every row with all its columns, in the order of the keys, but for the hashes of the sources:
        a build works those out from the proof, which says what they say. Only of a source that
        nothing is quoted from, which no build calls verified, is a hash lost.

    Raises:
        ChangedFileError: It says something else by now.
        BriefingError: As `reader.open_briefing` raises it.
    """
    with translate_sqlite_errors(path), closing(connect_read_only(path)) as connection:
        tables = fetch_checked_tables(path, connection)
    # What is compared is what goes on from here: read anew, it might be yet another file.
    if opened is not None and make_report_from_tables(tables) != opened:
        raise ChangedFileError(
            path, "The briefing was changed since it was opened.", "Reload it (Ctrl+Shift+R)."
        )
    rows = BriefingRows(
        path,
        {
            name: [
                SourceRow(
                    TableLocation(name, (str(number),)), dict(zip(COLUMNS[name], row, strict=True))
                )
                for number, row in enumerate(sorted(table.rows), 1)
            ]
            for name, table in tables.items()
        },
    )
    sources = [replace(row, values={**row.values, "sha256": ""}) for row in rows.tables["sources"]]
    return replace(
        rows,
        tables={**rows.tables, "sources": sources},
        proof=quote_verification.verified_texts(rows),
    )
