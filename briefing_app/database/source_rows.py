"""Rows to build a briefing from, whatever they were written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefing_app.database.checker import find_violations
from briefing_app.database.columns import COLUMNS
from briefing_app.database.table_data import Tables, make_table_data
from briefing_app.errors import Location, Problem, TableLocation

Value = str | int | float | None
"""What can stand in a column."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row to be built from, and where its author wrote it.

    Args:
        location: Where the row is.
        values: Column name to value, typed; columns that need not be filled may be left out. A cell
            that could not be read as its column's type is kept as its text.
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
    """A note that a build found a quote or an excerpt, word for word, in its source.

    Args:
        source_id: The source.
        source_sha256: The hash of the file that held the source's text.
        text_sha256: The hash of the quote or excerpt, as `proof.text_sha256` works it out.
    """

    source_id: int
    source_sha256: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class BriefingRows:
    """All rows of a briefing to be built, whatever they were written in.

    Args:
        origin: The file or folder that they come from.
        tables: Table name to its rows, in the order in which they are written.
        proof: What an earlier build proved, for sources whose text is not at hand.
        warnings: What their author may want to look at, although the briefing can be built.
    """

    origin: Path
    tables: Mapping[str, Sequence[SourceRow]]
    proof: frozenset[VerifiedText] = frozenset()
    warnings: tuple[Problem, ...] = ()


def make_tables(rows: BriefingRows) -> Tables:
    """The rows as a briefing would hold them, defaults filled in."""
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
    """Find every row to be built from that breaks a rule.

    Args:
        rows: The rows; any value may stand anywhere in them.
        check_references: Whether to ask the rules that look at other rows too, such as references.

    Returns:
        One problem for each row and column that breaks a rule, placed where its author wrote it.
    """
    problems = []
    for violation in find_violations(make_tables(rows), check_references=check_references):
        of_table = rows.tables.get(violation.table, ())
        location: Location = TableLocation(violation.table)
        what = violation.what
        if violation.row is not None:
            row = of_table[violation.row]
            location = row.location_of(violation.column) if violation.column else row.location
        if violation.first is not None:
            what += f" {of_table[violation.first].location}"
        problems.append(Problem(location, what, violation.remedy))
    return problems
