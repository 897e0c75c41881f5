"""The parser of arguments, those that several commands have, and conversions of their values."""

import difflib
import re
from argparse import SUPPRESS, Action, ArgumentError, ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from briefing_app.files.paths import BUNDLED_BRIEFING

DEFAULT_LOG_LEVEL: Final = "info"


class Parser(ArgumentParser):
    """A parser that suggests the value that was probably meant."""

    # Python 3.14's `suggest_on_error` does the same; before, argparse offers no other way.
    def _check_value(self, action: Action, value: Any) -> None:
        try:
            super()._check_value(action, value)
        except ArgumentError as error:
            near = suggestion(str(value), map(str, action.choices or ()))
            error.message += f"; did you mean “{near}”?" if near else ""
            raise


AddCommand = Callable[..., Parser]
"""Adds the parser of a command, as the ``add_parser`` of ``ArgumentParser.add_subparsers`` does."""


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Return the choice that was probably meant by a word; empty if none is like it."""
    return next(iter(difflib.get_close_matches(word.lower(), list(choices), n=1)), "")


def add_briefing_argument(parser: ArgumentParser, help_text: str) -> None:
    """Add FILE, an optional briefing."""
    parser.add_argument(
        "file",
        nargs="?",
        type=path_argument,
        default=BUNDLED_BRIEFING,
        metavar="FILE",
        help=f"{help_text} (default: the bundled briefing)",
    )


def add_output_argument(parser: ArgumentParser, metavar: str, help_text: str) -> None:
    """Add ``-o``/``--output``, which is required."""
    parser.add_argument(
        "-o", "--output", type=path_argument, required=True, metavar=metavar, help=help_text
    )


def add_force_argument(parser: ArgumentParser, help_text: str) -> None:
    """Add ``--force``."""
    parser.add_argument("--force", action="store_true", help=help_text)


def add_private_argument(parser: ArgumentParser) -> None:
    """Add ``--private``."""
    parser.add_argument(
        "--private",
        action="store_true",
        help="keep nothing of this session on the computer, except the files that you export",
    )


def add_log_argument(parser: ArgumentParser) -> None:
    """Add ``--log-level``, which every command has, and which may also precede the command.

    So it has no default here: that would replace a value in front of the command.
    """
    parser.add_argument(
        "--log-level",
        type=str.lower,
        choices=("debug", "info", "warning", "error"),
        default=SUPPRESS,
        metavar="LEVEL",
        help="which messages go into the log file: debug, info, warning or error "
        f"(default: {DEFAULT_LOG_LEVEL})",
    )


def path_argument(text: str) -> Path:
    """Return the path that an argument names.

    Raises:
        ArgumentTypeError: The argument is empty, for instance because a variable in a script isn't
            set. ``Path`` would take it for the current folder.
    """
    if not text:
        raise ArgumentTypeError(
            "an empty name is not a file or folder; write its name, or . for the current folder"
        )
    return Path(text)


def whole_number(message: str, allowed: range | None = None) -> Callable[[str], int]:
    """Return what reads a whole number of at most nine digits.

    Args:
        message: What is said of any other text, to follow it.
        allowed: The numbers that are allowed; None for all.
    """

    def read(text: str) -> int:
        is_number = re.fullmatch("-?[0-9]{1,9}", text) is not None
        if not is_number or (allowed is not None and int(text) not in allowed):
            raise ArgumentTypeError(f"“{text}” {message}")
        return int(text)

    return read
