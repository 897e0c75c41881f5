"""Printing problems on standard output, errors and warnings on standard error.

Their texts may come from an untrusted file, so each is printed on one line without control
characters.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_app.errors import BriefingAppError, SourceError
from briefing_app.model.text import printable

if TYPE_CHECKING:
    from briefing_app.problems import Problem


def print_error(error: BriefingAppError) -> None:
    """Print an error; for a source that can't be built, all its problems and warnings first."""
    if isinstance(error, SourceError):
        for problem in error.problems:
            print(printable(str(problem)), file=sys.stderr)
        print_warnings(error.warnings)
    print(printable(f"briefing-app: {error}"), file=sys.stderr)


def print_warnings(warnings: "Iterable[Problem | str]") -> None:
    """Print each warning on its own line."""
    for warning in warnings:
        print(printable(f"warning: {warning}"), file=sys.stderr)


def print_problem(path: Path, problem: "Problem") -> None:
    """Print a problem of a briefing file on standard output."""
    print(printable(f"{path}: {problem}"))
