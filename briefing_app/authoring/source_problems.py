"""What is found wrong while a workbook is read, and the order in which problems are listed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from briefing_app.authoring.sheets import SHEETS
from briefing_app.database.columns import COLUMNS
from briefing_app.problems import Location, Problem, SheetLocation

_SHEET_ORDER: Final = {sheet.name: index for index, sheet in enumerate(SHEETS)}
_FIGURES_SHEETS: Final = ("Forces", "Measures", "Figures")
_FILE_ORDER: Final = {f"{table}.csv": index for index, table in enumerate(COLUMNS)}


@dataclass(slots=True)
class SourceProblems:
    """The problems and warnings that are found while a workbook is read.

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
        """The tables in whose sheets more than single values can't be read."""
        sheets = {
            problem.location.container
            for problem in self.problems
            if not (isinstance(problem.location, SheetLocation) and problem.location.is_value)
        }
        return frozenset(sheet.table for sheet in SHEETS if sheet.name in sheets)

    @property
    def has_all_figures(self) -> bool:
        """Whether there is no problem in a sheet without whose rows figures seem to be missing."""
        found = {problem.location.container for problem in self.problems}
        return found.isdisjoint(_FIGURES_SHEETS)

    def add(self, location: Location, what: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(location, what, remedy))

    def warn(self, location: Location, what: str, remedy: str) -> None:
        """Add a warning."""
        self.warnings.append(Problem(location, what, remedy))


def sorted_by_location(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of the source: by sheet or file, row and column."""

    def key(problem: Problem) -> tuple[int, str, tuple[int, int, str]]:
        location = problem.location
        order = _SHEET_ORDER if isinstance(location, SheetLocation) else _FILE_ORDER
        index = order.get(location.container)
        unknown = location.container.casefold() if index is None else ""
        return (len(order) if index is None else index, unknown, location.sort_key)

    return sorted(problems, key=key)
