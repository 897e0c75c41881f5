"""Runs one command and turns the errors it raises into messages and exit codes.

Exit codes: 0 success; 1 the briefing or its source has problems, all of them printed; 2 a file, an
option or the screen can't be used, or the output can't be printed; 130 stopped with Ctrl+C or by
SIGTERM.
"""

import gc
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from typing import TextIO, cast

from briefing_app import __version__
from briefing_app.cli.commands import load_command, split_command
from briefing_app.cli.messages import print_error
from briefing_app.cli.standard_stream import StandardStream
from briefing_app.errors import BriefingAppError
from briefing_app.files.log_file import log_to_file
from briefing_app.files.progress import termination_as_interrupt

logger = logging.getLogger(__name__)


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


def _run(words: list[str]) -> int:
    name, rest = split_command(words)
    command = load_command(name)
    try:
        options = command.parser().parse_args(rest)
    except SystemExit as ended:  # argparse has printed the help or the error
        return ended.code if isinstance(ended.code, int) else 0
    if not gc.isenabled():  # paused by `__main__`
        gc.freeze()
        gc.enable()
    with log_to_file(options.log_level, is_private=getattr(options, "private", False)):
        return _run_logged(name or "open", partial(command.run, options))


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
