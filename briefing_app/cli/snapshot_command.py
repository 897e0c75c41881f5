"""``briefing-app snapshot``: draws windows and slides to files, without a screen."""

from argparse import ArgumentParser, Namespace

from briefing_app.cli.arguments import (
    add_briefing_argument,
    add_log_argument,
    add_output_argument,
)
from briefing_app.gui.os_integration.start_up import missing_library


def parser() -> ArgumentParser:
    """Return the parser of the command's arguments."""
    parser = ArgumentParser(
        prog="briefing-app snapshot",
        description="Draw the main window in several states, the presenter view and every slide "
        "to PNG files. No screen is needed. A folder that this command made is replaced.",
    )
    add_briefing_argument(parser, "the briefing to draw")
    add_output_argument(parser, "DIR", "the folder to make")
    add_log_argument(parser)
    return parser


def run(options: Namespace) -> int:
    """Draw the pictures and print the path of each.

    Raises:
        BriefingError: The briefing can't be opened.
        DisplayError: Qt can't be loaded.
        OutputError: The folder can't be written, or has other files in it.
    """
    try:
        from briefing_app.gui.snapshots.draw import draw  # noqa: PLC0415
    except ImportError as error:
        raise missing_library(error) from error
    for path in draw(options.file, options.output):
        print(path)
    return 0
