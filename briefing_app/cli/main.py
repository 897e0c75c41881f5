"""Runs one command and turns the errors it raises into messages and exit codes.

Exit codes: 0 success; 1 the briefing or its source has problems, all of them printed; 2 a file, an
option or the screen can't be used, or the output can't be printed; 130 stopped with Ctrl+C or by
SIGTERM.
"""

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TextIO, cast

from briefing_app import __version__
from briefing_app.cli import build, check, export, present, self_test, template
from briefing_app.cli import open as open_
from briefing_app.cli.arguments import (
    DEFAULT_LOG_LEVEL,
    AddCommand,
    Parser,
    add_log_argument,
    suggestion,
)
from briefing_app.cli.output import StandardStream, print_error
from briefing_app.errors import BriefingAppError, OptionError
from briefing_app.files.log_file import log_to_file
from briefing_app.files.progress import termination_as_interrupt

logger = logging.getLogger(__name__)


class Command(Protocol):
    """What the module of a command has."""

    def add_parser(self, add_command: AddCommand) -> None:
        """Add the command's parser, whose ``run`` runs it and returns the exit code."""

    def run(self, arguments: Namespace) -> int:
        """Run the command and return its exit code."""


# Each is imported when it is used; some take long.
COMMANDS: Final[Mapping[str, Command]] = {
    "open": open_,
    "present": present,
    "check": check,
    "template": template,
    "build": build,
    "export": export,
    "self-test": self_test,
}
_DEFAULT_COMMAND: Final = "open"
_WITHOUT_COMMAND: Final = ("-h", "--help", "--version")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after the program's name; by default those of the process.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    output = StandardStream(sys.stdout, is_required=True)
    error_output = StandardStream(sys.stderr, is_required=False)
    # Neither is a TextIO, but print and argparse use only what they have.
    with (
        redirect_stdout(cast("TextIO", output)),
        redirect_stderr(cast("TextIO", error_output)),
        termination_as_interrupt(),
    ):
        code = _exit_code(partial(_run, words))
        return max(code, _exit_code(output.flush))


def make_parser(names: Iterable[str] = COMMANDS) -> Parser:
    """Return the parser with some of the commands, each of which has to be imported."""
    parser = Parser(
        prog="briefing-app",
        usage="%(prog)s [--version] [--log-level LEVEL] [FILE | COMMAND ...]",
        description="Show the findings, exact words and figures of an inspection report, offline.",
        epilog="Without a command, it opens the bundled briefing, or the FILE that is named. Each "
        "command has its own --help. To open a file that has the name of a command, write ./check.",
    )
    parser.add_argument("--version", action="version", version=f"Briefing {__version__}")
    add_log_argument(parser)
    parser.set_defaults(log_level=DEFAULT_LOG_LEVEL)
    commands = parser.add_subparsers(
        prog=parser.prog, dest="command", required=True, metavar="COMMAND", title="commands"
    )
    for name in names:
        COMMANDS[name].add_parser(commands.add_parser)
    return parser


def _with_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command, and the words with it in front of its arguments.

    Raises:
        OptionError: The first word is neither a command nor a file, and looks like a typing error.
    """
    at = 0
    # Options may be in front of the command.
    while at < len(words) and words[at].startswith("-") and words[at] != "--":
        at += 2 if words[at] == "--log-level" else 1
    options, rest = words[:at], words[at:]
    if rest and rest[0] in COMMANDS:
        return rest[0], [rest[0], *options, *rest[1:]]
    command = next((word for word in rest if word in COMMANDS), "")
    if options and command and rest[0] != "--":  # behind a value of its own option
        raise OptionError(
            f"The options of “{command}” come after it.", f"Write briefing-app {command} first."
        )
    if rest:
        _refuse_mistyped_command(rest)
    return _DEFAULT_COMMAND, [_DEFAULT_COMMAND, *words]


def _refuse_mistyped_command(words: Sequence[str]) -> None:
    """Raise if the first word is more likely a mistyped command than the name of a briefing.

    Raises:
        OptionError: It is.
    """
    word = words[0]
    if word.startswith("-") or not word or os.path.lexists(word):
        return
    path = Path(word)
    is_plain_word = not path.suffix and path.name == word
    near = suggestion(word, [*COMMANDS, "--help", "--version"]) if is_plain_word else ""
    what = f"“{word}” is neither a command nor a file."
    if near:
        raise OptionError(what, f"Did you mean “briefing-app {near}”?")
    if any(not word.startswith("-") for word in words[1:]):
        *names, last = COMMANDS
        raise OptionError(
            what, f"The commands are {', '.join(names)} and {last}; see briefing-app --help."
        )


def _exit_code(run: Callable[[], int | None]) -> int:
    """Call a function and return its exit code, printing the error that it raises."""
    try:
        return run() or 0
    except BriefingAppError as error:
        print_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("briefing-app: Stopped. No incomplete file was left behind.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has closed it, as head does
        return 0


def _run(words: Sequence[str]) -> int:
    try:
        if words and words[0] in _WITHOUT_COMMAND:
            arguments = make_parser().parse_args(words)
        else:
            command, words = _with_command(words)
            arguments = make_parser([command]).parse_args(words)
    except SystemExit as ended:  # argparse has printed the help or the error
        return ended.code if isinstance(ended.code, int) else 0
    with log_to_file(arguments.log_level, is_private=getattr(arguments, "private", False)):
        return _run_logged(arguments.command, partial(arguments.run, arguments))


def _run_logged(name: str, run: Callable[[], int]) -> int:
    python = ".".join(map(str, sys.version_info[:3]))
    logger.info("%s: version %s, Python %s, %s", name, __version__, python, sys.platform)
    try:
        code = run()
    except BriefingAppError as error:
        # Its message may quote the briefing.
        logger.error("%s failed: %s", name, type(error).__name__)  # noqa: TRY400
        raise
    except Exception:
        logger.critical("%s failed unexpectedly", name, exc_info=True)
        raise
    logger.info("%s ended with exit code %d", name, code)
    return code
