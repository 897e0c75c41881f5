"""``briefing-app [FILE]``: opens a briefing in the main window."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Final

from briefing_app import __version__
from briefing_app.cli.arguments import (
    add_briefing_argument,
    add_identity_argument,
    add_log_argument,
    add_private_argument,
    chosen_identity,
)
from briefing_app.gui.os_integration.start_up import importing_qt

_COMMANDS_HELP: Final = """\
commands:
  briefing-app [FILE]                 open a briefing in a window
  briefing-app present [FILE]         start its slideshow
  briefing-app check FILE...          list every problem of a briefing
  briefing-app template -o FILE       create a workbook in which to write a briefing
  briefing-app build SOURCE -o FILE   build a briefing from a workbook or CSV files
  briefing-app export KIND [FILE] -o OUT
                                      export a handout, slides for PowerPoint, a chart,
                                      pictures of the slides, the data as CSV files,
                                      all of it for a USB stick, your own notes, or
                                      what was said in a slideshow
  briefing-app snapshot -o DIR [FILE] draw windows and slides to files, without a screen

Each command has its own --help. To open a file that has the name of a command,
write ./check.
"""


def parser() -> ArgumentParser:
    """Return the parser of the command's arguments."""
    parser = ArgumentParser(
        prog="briefing-app",
        description="Show the findings, exact words and figures of an inspection report, offline.",
        epilog=_COMMANDS_HELP,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefing-app {__version__}")
    add_briefing_argument(parser, "the briefing to open")
    add_identity_argument(parser, "the one chosen in View ▸ Identity")
    add_private_argument(parser)
    add_log_argument(parser)
    return parser


def run(options: Namespace) -> int:
    """Show the main window until it is closed.

    Raises:
        DisplayError: There is no screen, or Qt can't be loaded.
        IdentityError: The identity can't be used.
    """
    identity = chosen_identity(options.identity)
    with importing_qt():
        from briefing_app.gui import application  # noqa: PLC0415
    return application.run(options.file, identity, is_private=options.private)
