"""The commands by name. A command is imported only when it is used."""

# ruff: noqa: PLC0415, PLR0911

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from briefing_app.errors import OptionError

COMMAND_NAMES: Final = ("present", "check", "template", "build", "export", "snapshot")


class Command(Protocol):
    """What the module of a command has."""

    def parser(self) -> ArgumentParser:
        """Return the parser of the command's arguments."""

    def run(self, options: Namespace) -> int:
        """Run the command and return its exit code."""


def load_command(name: str) -> Command:
    """Import the module of a command.

    Args:
        name: The command's name, or an empty string to open a briefing.
    """
    match name:
        case "present":
            from briefing_app.cli import present_command

            return present_command
        case "check":
            from briefing_app.cli import check_command

            return check_command
        case "template":
            from briefing_app.cli import template_command

            return template_command
        case "build":
            from briefing_app.cli import build_command

            return build_command
        case "export":
            from briefing_app.cli import export_command

            return export_command
        case "snapshot":
            from briefing_app.cli import snapshot_command

            return snapshot_command
        case _:
            from briefing_app.cli import open_command

            return open_command


def split_command(words: list[str]) -> tuple[str, list[str]]:
    """Return the command's name, empty to open a briefing, and its arguments.

    ``--log-level`` may also be in front of the command.

    Raises:
        OptionError: The first word is neither a command nor a file, and looks like a typing error.
    """
    is_separate = words[:1] == ["--log-level"]
    start = 2 if is_separate else sum(word.startswith("--log-level=") for word in words[:1])
    option, rest = words[:start], words[start:]
    if rest and rest[0] in COMMAND_NAMES:
        end = rest.index("--") if "--" in rest else len(rest)
        return rest[0], [*rest[1:end], *option, *rest[end:]]
    if rest:
        _refuse_mistyped_command(rest)
    return "", words


def _refuse_mistyped_command(words: Sequence[str]) -> None:
    """Raise if the first word is more likely a mistyped command than the name of a briefing.

    Raises:
        OptionError: It is.
    """
    word = words[0]
    if word.startswith("-") or not word or os.path.lexists(word):
        return
    from difflib import get_close_matches

    path = Path(word)
    is_plain_word = not path.suffix and path.name == word
    candidates = [*COMMAND_NAMES, "--help", "--version"]
    matches = get_close_matches(word.lower(), candidates, n=1) if is_plain_word else []
    what = f"“{word}” is neither a command nor a file."
    if matches:
        raise OptionError(what, f"Did you mean “briefing-app {matches[0]}”?")
    if any(not word.startswith("-") for word in words[1:]):
        *names, last = COMMAND_NAMES
        raise OptionError(
            what, f"The commands are {', '.join(names)} and {last}; see briefing-app --help."
        )
