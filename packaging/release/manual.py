"""The manual page and the completion for bash, both made from the arguments of the commands."""

import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from briefing_app.cli.main import make_parser
from release.project import AUTHORS, VERSION, run, source_date, summary

_COMPLETION: Final = """\
# Completion of briefing-app for bash: commands, kinds of export, options and file names.
_briefing_app() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} command=${{COMP_WORDS[1]}} words=""
    [ "$COMP_CWORD" -gt 1 ] || command=""
    [ "$command" = export ] && [ "$COMP_CWORD" -gt 2 ] && command="export ${{COMP_WORDS[2]}}"
    case $command in
{cases}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    [ "$word" = "${{word#-}}" ] && COMPREPLY+=($(compgen -f -- "$word"))
}}
complete -o filenames -F _briefing_app briefing-app
"""


def write_manual_page(target: Path) -> None:
    """Write the manual page."""
    run(
        *(Path(sys.executable).parent / "argparse-manpage", "--module", "briefing_app.cli.main"),
        *("--function", "make_parser", "--project-name", "briefing-app", "--prog"),
        *("briefing-app", "--description", summary(), "--version", VERSION, "--author", AUTHORS),
        *("--manual-title", "User Commands", "--output", target),
        SOURCE_DATE_EPOCH=str(source_date()),
    )


def completion() -> str:
    """Return the completion for bash."""
    words_after = dict(_words((), make_parser()))
    # Without a command, the program takes the options of open.
    options = dict.fromkeys((*words_after[()], *words_after["open",]))
    cases = (
        f'        "{" ".join(path)}") words="{" ".join(words)}" ;;'
        for path, words in (words_after | {(): list(options)}).items()
    )
    return _COMPLETION.format(cases="\n".join(cases))


def _words(
    path: tuple[str, ...], parser: ArgumentParser
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield what may follow a command, then the same for each of its subcommands."""
    words = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001, argparse offers no other way
    subcommands: list[tuple[str, ArgumentParser]] = []
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, _SubParsersAction):
            subcommands += action.choices.items()
    yield path, [*(name for name, _ in subcommands), *words]
    for name, subparser in subcommands:
        yield from _words((*path, name), subparser)
