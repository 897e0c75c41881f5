"""``briefing-app check``: lists every problem of a briefing."""

from argparse import Namespace

from briefing_app.cli.arguments import Subparsers, add_log_argument, path_argument
from briefing_app.cli.output import print_error, print_problem
from briefing_app.database.checker import check_file
from briefing_app.errors import BriefingAppError
from briefing_app.model.text import printable


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "check",
        help="list every problem of a briefing",
        description="List every problem of a briefing with its table and row.",
        epilog="Exit code: 0 no problems, 1 problems found, 2 a file can’t be opened.",
    )
    parser.add_argument("files", nargs="+", type=path_argument, metavar="FILE", help="a briefing")
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Check each file and print its problems. A file that can't be opened doesn't stop the rest."""
    code = 0
    for path in arguments.files:
        try:
            problems = check_file(path)
        except BriefingAppError as error:
            print_error(error)
            code = max(code, error.exit_code)
            continue
        for problem in problems:
            print_problem(path, problem)
        if problems:
            code = max(code, 1)
        else:
            print(printable(f"{path}: no problems"))
    return code
