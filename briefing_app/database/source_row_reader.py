"""Reads a finished briefing back into the rows from which it can be built again."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefing_app.database.columns import COLUMNS
from briefing_app.database.connection import connect_read_only
from briefing_app.database.file_errors import translate_sqlite_errors
from briefing_app.database.quote_verification import verified_texts
from briefing_app.database.reader import fetch_checked_tables
from briefing_app.database.report_loader import make_report
from briefing_app.database.source_rows import BriefingRows, SourceRow
from briefing_app.errors import ChangedFileError
from briefing_app.model.report import Report
from briefing_app.problems import TableLocation


def read_source_rows(path: Path, expected: Report | None = None) -> BriefingRows:
    """Read the rows of a briefing, such that `builder.build` makes the same briefing from them.

    Args:
        path: The file; nothing is written to it or beside it.
        expected: The report that the file must still contain, if any.

    Returns:
        Every row with all its columns, in the order of the keys, but without the hashes of the
        sources: a build sets those from the proof. The hash of a source that nothing is quoted from
        is lost, since no build verifies such a source.

    Raises:
        ChangedFileError: The file no longer contains the expected report.
        BriefingError: As raised by `reader.open_briefing`.
    """
    with translate_sqlite_errors(path), closing(connect_read_only(path)) as connection:
        tables = fetch_checked_tables(path, connection)
    # Compare the rows that are returned: if read again, the file might differ once more.
    if expected is not None and make_report(tables) != expected:
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
    return replace(rows, tables={**rows.tables, "sources": sources}, proof=verified_texts(rows))
