"""The rows of a briefing as they stand in the file, or are to stand there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from briefing_app.database.columns import COLUMNS


class Table(NamedTuple):
    """The rows of one table, both ways round.

    Args:
        rows: One tuple for each row, its values in the order of `schema.COLUMNS`.
        columns: Column name to that column's values, one for each row.
    """

    rows: Sequence[tuple[Any, ...]]
    columns: Mapping[str, Sequence[Any]]


Tables = Mapping[str, Table]
"""Every table of a briefing."""


def make_table_data(name: str, rows: Iterable[tuple[Any, ...]]) -> Table:
    """Put the rows of a table both ways round.

    Args:
        name: The table, one of `schema.COLUMNS`.
        rows: Its rows, their values in the order of `schema.COLUMNS`.
    """
    rows = list(rows)
    names = COLUMNS[name]
    columns: Iterable[tuple[Any, ...]] = zip(*rows, strict=True) if rows else [()] * len(names)
    return Table(rows, dict(zip(names, columns, strict=True)))
