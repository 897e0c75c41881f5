"""Rows to build a briefing from, in whatever format they were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefing_app.database.checker import find_violations
from briefing_app.database.columns import COLUMNS
from briefing_app.database.connection import Tables, make_table_data
from briefing_app.problems import Location, Problem, TableLocation

Value = str | int | float | None
"""A value of a column."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row to build from, and where its author wrote it.

    Args:
        location: Where the row is.
        values: Column name to value, typed; optional columns may be missing. A cell that could not
            be read as its column's type is kept as its text.
        cells: Column name to the cell's location, if the source knows it better than
            `Location.in_column`.
    """

    location: Location
    values: Mapping[str, Value]
    cells: Mapping[str, Location] = field(default_factory=dict)

    def location_of(self, column: str) -> Location:
        """Return where the cell of a column is."""
        return self.cells.get(column) or self.location.in_column(column)


class VerifiedText(NamedTuple):
    """A record that a build found a quote or an excerpt, word for word, in its source.

    Args:
        source_id: The source.
        source_sha256: The hash of the file that held the source's text.
        text_sha256: The hash of the quote or excerpt, from `quotes.hash_text`.
    """

    source_id: int
    source_sha256: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class BriefingRows:
    """All rows of a briefing to build.

    Args:
        origin: The file or folder that they come from.
        tables: Table name to its rows, in the order in which they are written.
        proof: The texts that an earlier build verified, for sources whose text is not given again.
        warnings: What the author should look at, although the briefing can be built.
        problems: Mistakes that were found while the rows were read, with the rules that the rows
            break. With any, the briefing can't be built.
    """

    origin: Path
    tables: Mapping[str, Sequence[SourceRow]]
    proof: frozenset[VerifiedText] = frozenset()
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def make_tables(rows: BriefingRows) -> Tables:
    """Return the rows as a briefing file would hold them, with defaults for missing values."""
    tables = {}
    for name, columns in COLUMNS.items():
        defaults = [(column, about.default) for column, about in columns.items()]
        written = (row.values for row in rows.tables.get(name, ()))
        tables[name] = make_table_data(
            name,
            (tuple([row.get(column, default) for column, default in defaults]) for row in written),
        )
    return tables


def find_row_problems(rows: BriefingRows, *, check_references: bool = True) -> list[Problem]:
    """Find every row that breaks a rule.

    Args:
        rows: The rows; the cells may hold any value.
        check_references: Whether to apply the rules that depend on other rows, such as references.

    Returns:
        One problem for each row and column that breaks a rule, with the location in the source.
    """
    problems = []
    for violation in find_violations(make_tables(rows), check_references=check_references):
        table_rows = rows.tables.get(violation.table, ())
        location: Location = TableLocation(violation.table)
        what = violation.what
        if violation.row is not None:
            location = table_rows[violation.row].location_of(violation.column)
        if violation.repeated_row is not None:
            repeated = table_rows[violation.repeated_row].location_of(violation.column)
            what += f" {repeated}"
        problems.append(Problem(location, what, violation.remedy))
    return problems
