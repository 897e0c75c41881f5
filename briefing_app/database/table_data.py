"""The values of a table, by row and by column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from briefing_app.database.columns import COLUMNS


class TableData(NamedTuple):
    """The values of one table.

    Args:
        rows: One tuple for each row, its values in the order of `columns.COLUMNS`.
        columns: Column name to that column's values, one for each row.
    """

    rows: Sequence[tuple[Any, ...]]
    columns: Mapping[str, Sequence[Any]]


Tables = Mapping[str, TableData]
"""Table name to its values, for every table of a briefing but the search table."""


def make_table_data(name: str, rows: Iterable[tuple[Any, ...]]) -> TableData:
    """Make a table's data from its rows.

    Args:
        name: The table, one of `columns.COLUMNS`.
        rows: Its rows, their values in the order of `columns.COLUMNS`.
    """
    rows = list(rows)
    names = COLUMNS[name]
    columns: Iterable[tuple[Any, ...]] = zip(*rows, strict=True) if rows else [()] * len(names)
    return TableData(rows, dict(zip(names, columns, strict=True)))
