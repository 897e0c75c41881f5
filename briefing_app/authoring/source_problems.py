"""What is found wrong while a source is read, and the order in which problems are listed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from briefing_app.authoring.author_warnings import find_warnings
from briefing_app.authoring.sheets import SHEETS
from briefing_app.database.columns import COLUMNS
from briefing_app.database.source_rows import BriefingRows, find_row_problems
from briefing_app.files.paths import REPORT_FILE
from briefing_app.problems import Location, Problem, SheetLocation

_SHEET_ORDER: Final = {sheet.name: index for index, sheet in enumerate(SHEETS)}
_FILE_ORDER: Final = {
    REPORT_FILE if table == "report" else f"{table}.csv": index
    for index, table in enumerate(COLUMNS)
}
_TABLES: Final = {
    **{sheet.name: sheet.table for sheet in SHEETS},
    **{f"{table}.csv": table for table in COLUMNS},
    REPORT_FILE: "report",
}
"""Sheet or file to the table that it feeds."""

_FIGURES: Final = frozenset({"forces", "measures", "figures"})


@dataclass(slots=True)
class SourceProblems:
    """The problems and warnings that are found while a source is read.

    Args:
        problems: Mistakes that keep the briefing from being built.
        warnings: What the author may want to look at.
        silenced: Locations that get no further problem, because another one explains them.
    """

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    silenced: set[Location] = field(default_factory=set)

    @property
    def incomplete_tables(self) -> frozenset[str]:
        """The tables in whose sheets or files more than single values can't be read."""
        return _tables(each for each in self.problems if not each.location.is_value)

    @property
    def has_all_figures(self) -> bool:
        """Whether there is no problem in a table without whose rows figures seem to be missing."""
        return _FIGURES.isdisjoint(_tables(self.problems))

    def add(self, location: Location, what: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(location, what, remedy))

    def warn(self, location: Location, what: str, remedy: str) -> None:
        """Add a warning."""
        self.warnings.append(Problem(location, what, remedy))


def completed(rows: BriefingRows, found: SourceProblems) -> BriefingRows:
    """Return rows with all problems and warnings, in the order of the source.

    Args:
        rows: The rows that were read.
        found: What is wrong with those that couldn't be.
    """
    warnings = [*found.warnings, *find_warnings(rows, found.incomplete_tables)]
    problems = list(found.problems)
    if found.problems or found.silenced:
        # Broken rules that these don't explain. With neither, the build applies the rules.
        explained = found.silenced | {problem.location for problem in found.problems}
        for row in rows.tables.get("slides", ()):  # whose question may be that of a finding
            if row.location_of("finding_id") in explained:
                explained.add(row.location_of("text"))
        broken = find_row_problems(rows, check_references=found.has_all_figures)
        problems += (problem for problem in broken if problem.location not in explained)
    return replace(
        rows,
        warnings=tuple(sorted_by_location(warnings)),
        problems=tuple(sorted_by_location(problems)),
    )


def _tables(problems: Iterable[Problem]) -> frozenset[str]:
    return frozenset(
        _TABLES[problem.location.container]
        for problem in problems
        if problem.location.container in _TABLES
    )


def sorted_by_location(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of the source: by sheet or file, row and column."""

    def key(problem: Problem) -> tuple[int, str, tuple[int, int, str]]:
        location = problem.location
        order = _SHEET_ORDER if isinstance(location, SheetLocation) else _FILE_ORDER
        index = order.get(location.container)
        unknown = location.container.casefold() if index is None else ""
        return (len(order) if index is None else index, unknown, location.sort_key)

    return sorted(problems, key=key)
