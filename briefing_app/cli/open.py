"""``briefing-app [FILE]``, or ``briefing-app open [FILE]``: opens a briefing in the main window."""

from argparse import Namespace
from pathlib import Path
from types import ModuleType

from briefing_app.cli.arguments import (
    AddCommand,
    add_briefing_argument,
    add_log_argument,
    add_private_argument,
)
from briefing_app.database.reader import open_briefing
from briefing_app.errors import DisplayError
from briefing_app.gui import application
from briefing_app.gui.os_integration.start_up import importing_qt


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser."""
    parser = add_command(
        "open",
        help="open a briefing in a window; this is what briefing-app does without a command",
        description="Show the findings, exact words and figures of an inspection report, offline.",
    )
    add_briefing_argument(parser, "the briefing to open")
    add_private_argument(parser)
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Show the main window until it is closed.

    Raises:
        BriefingError: There is no screen, and the briefing can't be opened either.
        DisplayError: There is no screen, or Qt can't be loaded.
    """
    application = load_application(arguments.file)
    code: int = application.run(arguments.file, is_private=arguments.private)
    return code


def load_application(path: Path) -> ModuleType:
    """Import `gui.application`, which needs a screen.

    Args:
        path: The briefing to show.

    Raises:
        BriefingError: There is no screen, but the user has a nearer problem: the briefing can't be
            opened.
        DisplayError: There is no screen, or Qt can't be loaded.
    """
    try:
        with importing_qt():
            application.run  # noqa: B018, the first use loads it: here, a missing library is reported
    except DisplayError:
        with open_briefing(path):
            raise
    return application
