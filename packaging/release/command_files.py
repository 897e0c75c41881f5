"""Writes what is made from the arguments of the commands: ``make generated``.

The manual page, and completions for bash, zsh and tcsh. They are in ``resources/desktop``, so every
product has them, and nothing that makes them is needed to install the program from source.
"""

import os
import sys
import tempfile
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import shtab

from briefing_app.cli.arguments import path_argument
from briefing_app.cli.main import make_parser
from briefing_app.files.desktop import DESKTOP
from release.project import AUTHORS, VERSION, run, summary

MANUAL_PAGE: Final = "briefing-app.1"
SHELLS: Final = ("bash", "zsh", "tcsh")


def make_files() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file in ``resources/desktop`` that is made here."""
    yield MANUAL_PAGE, _manual_page()
    for shell in SHELLS:
        yield f"briefing-app.{shell}", _completion(shell)


def _manual_page() -> str:
    """Return the manual page, dated like the version."""
    release = ET.parse(DESKTOP / "briefing-app.metainfo.xml").getroot().find("releases/release")  # noqa: S314, our own
    date = release.get("date", "") if release is not None else ""
    seconds = int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / MANUAL_PAGE
        run(
            *(
                Path(sys.executable).parent / "argparse-manpage",
                "--module",
                "briefing_app.cli.main",
            ),
            *("--function", "make_parser", "--project-name", "briefing-app", "--prog"),
            *("briefing-app", "--description", summary(), "--version", VERSION),
            *("--author", AUTHORS, "--manual-title", "User Commands", "--output", target),
            SOURCE_DATE_EPOCH=str(seconds),
            COLUMNS="80",
        )
        return target.read_text("utf-8")


def _completion(shell: str) -> str:
    parser = make_parser()
    for action in _actions(parser):
        if action.type is path_argument:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    text = str(shtab.complete(parser, shell))
    # A briefing may come in place of a command.
    return text.replace("complete -o filenames -F", "complete -o default -o filenames -F")


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    for action in parser._actions:  # noqa: SLF001, argparse offers no other way
        yield action
        if isinstance(action, _SubParsersAction):
            for subparser in action.choices.values():
                yield from _actions(subparser)


def main() -> None:
    """Write the files."""
    for name, text in make_files():
        (DESKTOP / name).write_text(text, "utf-8", newline="\n")
        print(os.path.relpath(DESKTOP / name))


if __name__ == "__main__":
    main()
