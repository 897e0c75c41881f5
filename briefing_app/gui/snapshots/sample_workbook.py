"""The workbook in the pictures of building a briefing: the bundled briefing with mistakes."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.database.source_rows import BriefingRows, Value


class Change(NamedTuple):
    """A new value for one cell of a table.

    Args:
        table: The name of the table.
        row: The index of the row, from 0.
        column: The name of the column.
        value: The new value.
    """

    table: str
    row: int
    column: str
    value: Value


WORKBOOK: Final = Path("Training days", "Next inspection.xlsx")  # the file named in pictures
DOUBTFUL: Final = (
    Change("measures", 0, "message", "West Midlands referred 91 victims, most of the three"),
)
"""Changes to the bundled briefing that cause a warning."""
MISTAKES: Final = (
    Change("sources", 1, "published", "October 2017"),
    Change("findings", 1, "headline", ""),
    Change("findings", 3, "kind", "worry"),
    Change("findings", 5, "key", "commitment"),
)
"""Changes to the bundled briefing that cause errors."""


def changed(rows: BriefingRows, changes: Iterable[Change]) -> BriefingRows:
    """Return the rows of a briefing with some values changed."""
    tables = {name: list(table) for name, table in rows.tables.items()}
    for name, index, column, value in changes:
        row = tables[name][index]
        tables[name][index] = replace(row, values={**row.values, column: value})
    return replace(rows, tables=tables)
