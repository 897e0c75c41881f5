"""Printing errors and warnings on standard error."""

import sys
from collections.abc import Iterable

from briefing_app.errors import BriefingAppError, SourceError
from briefing_app.problems import Problem


def print_error(error: BriefingAppError) -> None:
    """Print an error; for a source that can't be built, all its problems and warnings first."""
    if isinstance(error, SourceError):
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print_warnings(error.warnings)
    print(f"briefing-app: {error}", file=sys.stderr)


def print_warnings(warnings: Iterable[Problem | str]) -> None:
    """Print each warning on its own line."""
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
