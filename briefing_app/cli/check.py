"""``briefing-app check``: lists every problem of a briefing, and compares its words with texts."""

from argparse import Namespace
from pathlib import Path

from briefing_app.authoring import build, source_matching
from briefing_app.cli.arguments import AddCommand, add_log_argument, path_argument
from briefing_app.cli.output import print_error, print_problem, print_warnings
from briefing_app.cli.source_texts import (
    add_source_text_argument,
    given_texts,
    keep_check,
    stored_checks,
)
from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError, OptionError
from briefing_app.model.text import printable
from briefing_app.model.wording import verification_status
from briefing_app.problems import Problem


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser."""
    parser = add_command(
        "check",
        help="list every problem of a briefing, and compare its words with the source’s text",
        description="List every problem of a briefing with its table and row. With --source-text, "
        "compare its quotes and excerpts with the text. If all are in it, this computer shows a "
        "tick beside them from then on.",
        epilog="Exit code: 0 no problems, 1 problems found, 2 a file can’t be opened.",
    )
    parser.add_argument("files", nargs="+", type=path_argument, metavar="FILE", help="a briefing")
    add_source_text_argument(parser)
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Check each file and print its problems. A file that can't be opened doesn't stop the rest.

    Raises:
        OptionError: Texts are given for several briefings, or two for the same source.
    """
    texts = given_texts(arguments.source_text)
    if texts.files and len(arguments.files) > 1:
        raise OptionError(
            "--source-text is given with several briefings.", "Check one briefing at a time."
        )
    code = 0
    for path in arguments.files:
        try:
            problems = check_file(path)
            if texts.files and not problems:
                problems = _compare(path, texts)
            status = "" if problems else _status(path)
        except BriefingAppError as error:
            print_error(error)
            code = max(code, error.exit_code)
            continue
        for problem in problems:
            print_problem(path, problem)
        if problems:
            code = max(code, 1)
        else:
            print(printable(f"{path}: {status}"))
    return code


def _compare(path: Path, texts: "source_matching.GivenTexts") -> list[Problem]:
    """Return the words that are not in the text of their source; record it if there are none.

    Raises:
        BriefingAppError: A file can't be read.
    """
    outcome = build.check_words(path, texts)
    print_warnings(outcome.warnings)
    if outcome.checked is not None:
        keep_check(outcome.checked)
    return [*outcome.errors]


def _status(path: Path) -> str:
    with open_briefing(path, stored_checks) as briefing:
        return "; ".join(filter(None, ("no problems", verification_status(briefing.report))))
