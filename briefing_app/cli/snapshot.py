"""``briefing-app snapshot``: draws windows and slides to files, without a screen."""

from argparse import Namespace

from briefing_app.cli.arguments import (
    Subparsers,
    add_briefing_argument,
    add_log_argument,
    add_output_argument,
)
from briefing_app.cli.personal import stored_checks
from briefing_app.gui.os_integration.start_up import missing_library
from briefing_app.gui.snapshots import pictures


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "snapshot",
        help="draw windows and slides to files, without a screen",
        description="Draw the main window in several states, the presenter view and every slide "
        "to PNG files in a new folder. No screen is needed.",
    )
    add_briefing_argument(parser, "the briefing to draw")
    add_output_argument(parser, "DIR", "the folder to make")
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Draw the pictures and print the path of each.

    Raises:
        BriefingError: The briefing can't be opened.
        DisplayError: Qt can't be loaded.
        OutputError: The folder can't be written, or exists.
    """
    try:
        draw = pictures.draw
    except ImportError as error:
        raise missing_library(error) from error
    for path in draw(arguments.file, arguments.output, stored_checks):
        print(path)
    return 0
