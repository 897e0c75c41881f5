"""A briefing as data: a CSV file for each table, and a TOML file for the briefing as a whole.

`authoring.folder` reads the folder, so the same briefing can be built from it again.

The CSV files are UTF-8 with a byte order mark, without which Excel misreads them. Texts that a
spreadsheet would run as formulas are escaped.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from briefing_app.authoring.csv_files import PROOF_COLUMNS, PROOF_FILE
from briefing_app.database.builder import read_source_rows
from briefing_app.database.columns import COLUMNS
from briefing_app.database.source_rows import SourceRow
from briefing_app.files.csv import csv_file
from briefing_app.files.paths import REPORT_FILE
from briefing_app.model.report import Report

_TABLES: Final = {
    table: {name: about for name, about in columns.items() if not about.is_computed}
    for table, columns in COLUMNS.items()
    if table != "report"
}
"""The columns of `columns.COLUMNS` that are written; the report has a file of another kind."""

MAX_DATA_FILES: Final = len(_TABLES) + 2


def make_data_files(path: Path, expected: Report | None = None) -> Iterator[tuple[str, bytes]]:
    """Make the data files of a briefing.

    Args:
        path: The briefing file; nothing is written to it or beside it.
        expected: The report that the file must still contain, if any.

    Yields:
        Name and content of each file, the same for the same briefing. There are at most
        `MAX_DATA_FILES`.

    Raises:
        ChangedFileError: The file no longer contains the expected report.
        BriefingError: The briefing can't be opened, or rows in it break a rule.
    """
    rows = read_source_rows(path, expected)
    (report,) = rows.tables["report"]
    yield REPORT_FILE, _toml(report)
    for table, columns in _TABLES.items():
        cells = ([row.values[column] for column in columns] for row in rows.tables[table])
        yield f"{table}.csv", csv_file(columns, cells)
    if rows.proof:
        yield PROOF_FILE, csv_file(PROOF_COLUMNS, sorted(rows.proof))


def _toml(report: SourceRow) -> bytes:
    lines = ["# The briefing as a whole. Its tables are in the CSV files in this folder."]
    for name, about in COLUMNS["report"].items():
        if name != "id":
            # For text without control characters, JSON and TOML are the same.
            text = json.dumps(report.values[name], ensure_ascii=False)
            lines += ["", f"# {about.description}", f"{name} = {text}"]
    return "".join(f"{line}\n" for line in lines).encode()
