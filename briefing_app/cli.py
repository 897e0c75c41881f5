"""The commands, and the one place where an error becomes an exit code.

Exit codes: 0 done; 1 the briefing or its source has problems, all of them printed; 2 a file, an
option or the screen can't be used.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from briefing_app import __version__
from briefing_app.errors import BriefingAppError, OptionError, OutputError, SourceError
from briefing_app.paths import BUNDLED_BRIEFING

_COMMANDS_HELP: Final = """\
commands:
  briefing-app [FILE]                 open a briefing, or the bundled one, in a window
  briefing-app check FILE...          print every problem of a briefing
  briefing-app build SOURCE -o FILE   build a briefing from a folder of CSV files
  briefing-app snapshot -o DIR [FILE] draw the window in its states, without a screen

Each command has a --help of its own. A file that is named like a command is
opened as ./check.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after the program's name; those of the process by default.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter of a name gets its number rather than a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    command = words[0] if words and words[0] in _COMMANDS else ""
    parser, run = _COMMANDS[command]
    try:
        code = run(parser().parse_args(words[1:] if command else words))
        sys.stdout.flush()
    except BriefingAppError as error:
        _complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _complain(error: BriefingAppError) -> None:
    if isinstance(error, SourceError):
        for problem in error.problems:
            print(problem, file=sys.stderr)
    print(f"briefing-app: {error}", file=sys.stderr)


# ---- open ---------------------------------------------------------------------------------------


def _open_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app",
        description="Findings, exact words and figures of an inspection report, offline.",
        epilog=_COMMANDS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefing-app {__version__}")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=BUNDLED_BRIEFING,
        metavar="FILE",
        help="the briefing to open; the bundled one by default",
    )
    return parser


def _open(options: argparse.Namespace) -> int:
    from briefing_app.gui.display import missing_library, require_display  # noqa: PLC0415

    try:
        require_display()
        from briefing_app.gui.application import run  # noqa: PLC0415
    except ImportError as error:
        raise missing_library(error) from error
    return run(options.file)


# ---- check --------------------------------------------------------------------------------------


def _check_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app check",
        description="Print every problem of a briefing with its table and row.",
        epilog="Exit code: 0 none, 1 there is a problem, 2 a file can't be opened.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a briefing")
    return parser


def _check(options: argparse.Namespace) -> int:
    from briefing_app.database.checker import check_file  # noqa: PLC0415

    code = 0
    for path in options.files:
        try:
            problems = check_file(path)
        except BriefingAppError as error:
            _complain(error)
            code = max(code, error.exit_code)
            continue
        for problem in problems:
            print(f"{path}: {problem}")
        if problems:
            code = max(code, 1)
        else:
            print(f"{path}: no problems")
    return code


# ---- build --------------------------------------------------------------------------------------


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app build",
        description="Build a briefing from a folder of CSV files, one for each table, "
        "and a report.toml.",
        epilog="With a problem in the source nothing is written. "
        "Exit code: 0 built, 1 the source has problems, 2 a file can't be used.",
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the folder to build from")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.db", help="the briefing to write"
    )
    parser.add_argument(
        "--source-text",
        action="append",
        default=[],
        metavar="[ID=]FILE",
        help="the text of a source, to prove quotes and excerpts against; with the source's id "
        "where several sources are quoted; may be repeated",
    )
    parser.add_argument(
        "--keep-proof",
        action="store_true",
        help="keep in SOURCE/proof.csv what was proved, for builds without the source's text",
    )
    parser.add_argument(
        "--force", action="store_true", help="replace the briefing where it is already there"
    )
    return parser


def _build(options: argparse.Namespace) -> int:
    from briefing_app.authoring.folder import keep_proof, read_folder  # noqa: PLC0415
    from briefing_app.database.builder import build  # noqa: PLC0415
    from briefing_app.database.proof import cited_sources  # noqa: PLC0415

    target: Path = options.output
    if target.is_file() and not options.force:
        raise OutputError(
            target, "This file is already there.", "Name another, or replace it with --force."
        )
    rows = read_folder(options.source)
    texts = _source_texts(options.source_text, cited_sources(rows))
    built = build(rows, target, source_texts=texts)
    if options.keep_proof:
        keep_proof(options.source, built.proof)
    for warning in built.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(target)
    return 0


def _source_texts(given: Sequence[str], cited: Collection[int]) -> dict[int, bytes]:
    """The bytes of each source's text by the source's id.

    Args:
        given: ``FILE`` or ``ID=FILE``, as the options have it.
        cited: The sources that are quoted.

    Raises:
        OptionError: It can't be told which source a file is, or the file can't be read.
    """
    texts: dict[int, bytes] = {}
    for text in given:
        number, equals, name = text.partition("=")
        if equals and number.isdecimal() and not Path(text).exists():
            source = int(number)
        elif len(cited) == 1:
            (source,) = cited
            name = text
        else:
            ids = ", ".join(str(source) for source in sorted(cited)) or "none"
            raise OptionError(
                f"--source-text {text}: it can’t be told which source this is the text of.",
                f"Write ID=FILE; the sources that are quoted: {ids}.",
            )
        if source in texts:
            raise OptionError(f"--source-text: source {source} is given twice.")
        try:
            texts[source] = Path(name).read_bytes()
        except OSError as error:
            raise OptionError(
                f"--source-text {name}: it can’t be read: {error.strerror}.",
                "Give the text of the source as a file in UTF-8.",
            ) from error
    return texts


# ---- snapshot -----------------------------------------------------------------------------------


def _snapshot_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app snapshot",
        description="Draw the main window in its states to PNG files. No screen is needed.",
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=BUNDLED_BRIEFING,
        metavar="FILE",
        help="the briefing to show; the bundled one by default",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="the folder to draw into"
    )
    return parser


def _snapshot(options: argparse.Namespace) -> int:
    from briefing_app.gui.display import missing_library  # noqa: PLC0415

    try:
        from briefing_app.gui.snapshots import draw  # noqa: PLC0415
    except ImportError as error:
        raise missing_library(error) from error
    for path in draw(options.file, options.output):
        print(path)
    return 0


_Command = tuple[Callable[[], argparse.ArgumentParser], Callable[[argparse.Namespace], int]]
_COMMANDS: Final[dict[str, _Command]] = {
    "": (_open_parser, _open),
    "check": (_check_parser, _check),
    "build": (_build_parser, _build),
    "snapshot": (_snapshot_parser, _snapshot),
}
