"""Rows to build a briefing from, whatever they were written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefing_app.database.checker import find_violations
from briefing_app.database.columns import COLUMNS
from briefing_app.database.table_data import Tables, make_table_data
from briefing_app.errors import Problem

Value = str | int | float | None
"""What can stand in a column."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row to be built from, which knows where its author wrote it.

    Args:
        place: The row as its author knows it: ``findings.csv, line 5``.
        values: Column name to value, typed; columns that need not be filled may be left out. A cell
            that could not be read as its column's type stands here as its text.
        cells: Column name to the name of the cell, in full, where the source has a better one than
            row and column: ``Findings, cell D5``.
    """

    place: str
    values: Mapping[str, Value]
    cells: Mapping[str, str] = field(default_factory=dict)

    def where(self, column: str = "") -> str:
        """The row, or the cell of a column, as its author knows it."""
        if not column:
            return self.place
        return self.cells.get(column) or f"{self.place}, column {column}"


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
        where, what = violation.table, violation.what
        if violation.row is not None:
            where = of_table[violation.row].where(violation.column)
        if violation.first is not None:
            what += f" {of_table[violation.first].where()}"
        problems.append(Problem(where, what, violation.remedy))
    return problems
