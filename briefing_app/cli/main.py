"""The commands, and the one place where an error becomes an exit code.

Exit codes: 0 done; 1 the briefing or its source has problems, all of them printed; 2 a file, an
option or the screen can't be used, or nothing can be printed.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path
from typing import Final, TextIO, cast

from briefing_app import __version__
from briefing_app.cli.arguments import path_argument
from briefing_app.errors import (
    BriefingAppError,
    OptionError,
    PrintError,
    Problem,
    SourceError,
)
from briefing_app.files.paths import BUNDLED_BRIEFING

_COMMANDS_HELP: Final = """\
commands:
  briefing-app [FILE]                 open a briefing, or the bundled one, in a window
  briefing-app present [FILE]         show its slides on the projector at once
  briefing-app check FILE...          print every problem of a briefing
  briefing-app template -o FILE       write a workbook to author a briefing in
  briefing-app build SOURCE -o FILE   build a briefing from a workbook or CSV files
  briefing-app export KIND [FILE] -o OUT
                                      make a handout, slides for PowerPoint, a chart,
                                      pictures of the slides, or the data as CSV files
  briefing-app snapshot -o DIR [FILE] draw windows and slides, without a screen

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
    said = _Standard(sys.stdout, needed=True)
    complaints = _Standard(sys.stderr, needed=False)
    # Neither is a file of Python's own kind, but print and argparse ask no more of it.
    with redirect_stdout(cast("TextIO", said)), redirect_stderr(cast("TextIO", complaints)):
        code = _told(partial(_run, words))
        return max(code, _told(said.flush))


def _run(words: list[str]) -> int:
    command = words[0] if words and words[0] in _COMMANDS else ""
    if words and not command:
        _refuse_unknown_command(words)
    parser, run = _COMMANDS[command]
    try:
        options = parser().parse_args(words[1:] if command else words)
    except SystemExit as ended:  # the help is printed, or what is wrong with the words
        return ended.code if isinstance(ended.code, int) else 0
    return run(options)


def _told(run: Callable[[], int | None]) -> int:
    """The exit code of what is run, with the error that ends it told."""
    try:
        return run() or 0
    except BriefingAppError as error:
        _complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("briefing-app: Stopped. No file is left half-written.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough.
        return 0


def _refuse_unknown_command(words: Sequence[str]) -> None:
    """Tell a mistyped command from the name of a briefing, which may be missing too.

    Raises:
        OptionError: The first word is no option, no file, and can't be meant as a file.
    """
    word = words[0]
    if word.startswith("-") or not word or os.path.lexists(word):
        return
    from difflib import get_close_matches  # noqa: PLC0415

    named = [name for name in _COMMANDS if name]
    path = Path(word)
    near = (
        []
        if path.suffix or path.name != word
        else get_close_matches(word.lower(), [*named, "--help", "--version"], n=1)
    )
    if near:
        raise OptionError(
            f"“{word}” is no command and no file.", f"Did you mean “briefing-app {near[0]}”?"
        )
    if any(not word.startswith("-") for word in words[1:]):
        raise OptionError(
            f"“{word}” is no command and no file.",
            f"The commands are {', '.join(named[:-1])} and {named[-1]}; see briefing-app --help.",
        )


class _Standard:
    """A standard stream, such that print and argparse fail in a way that the user can be told.

    Args:
        stream: The stream; None where the process has none, as without a console on Windows.
        needed: Whether it is an error if something can't be written to it.
    """

    def __init__(self, stream: TextIO | None, *, needed: bool) -> None:
        self._stream = stream
        self._needed = needed
        # A terminal that lacks a letter of a name gets its number rather than a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")

    def __getattr__(self, name: str) -> object:
        """Whatever else is asked of a stream, such as whether it is a terminal."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text.

        Raises:
            PrintError: It can't be written; argparse would let an OSError pass.
            BrokenPipeError: Nobody reads it any longer.
        """
        if self._stream is None:
            self._fail("there is no standard output")
            return len(text)
        try:
            return self._stream.write(text)
        except OSError as error:
            self._give_up(self._stream, error)
            return len(text)

    def flush(self) -> None:
        """Write what was kept back; raises as `write` does."""
        if self._stream is None:
            return
        try:
            self._stream.flush()
        except OSError as error:
            self._give_up(self._stream, error)

    def _give_up(self, stream: TextIO, error: OSError) -> None:
        # What could not be written would be tried again at exit, and complained of.
        with suppress(OSError):  # a stream in memory has no number
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if self._needed and isinstance(error, BrokenPipeError):
            raise error
        self._fail(error.strerror or str(error))

    def _fail(self, reason: str) -> None:
        if self._needed:
            raise PrintError(
                f"The answer can’t be printed: {reason}.", "Send it elsewhere, or make room for it."
            )


def _complain(error: BriefingAppError) -> None:
    if isinstance(error, SourceError):
        for problem in error.problems:
            print(problem, file=sys.stderr)
        _warn(error.warnings)
    print(f"briefing-app: {error}", file=sys.stderr)


def _warn(warnings: Iterable[Problem]) -> None:
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)


def _add_briefing(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        type=path_argument,
        default=BUNDLED_BRIEFING,
        metavar="FILE",
        help=f"{what}; the bundled one by default",
    )


def _add_output(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    parser.add_argument(
        "-o", "--output", type=path_argument, required=True, metavar=name, help=what
    )


# ---- open ---------------------------------------------------------------------------------------


def _open_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app",
        description="Findings, exact words and figures of an inspection report, offline.",
        epilog=_COMMANDS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefing-app {__version__}")
    _add_briefing(parser, "the briefing to open")
    return parser


def _open(options: argparse.Namespace) -> int:
    from briefing_app.gui.os_integration.display_check import display_checked  # noqa: PLC0415
    from briefing_app.gui.os_integration.qt_import import qt_import  # noqa: PLC0415

    with display_checked(), qt_import():
        from briefing_app.gui.application import run  # noqa: PLC0415
    return run(options.file)


# ---- present ------------------------------------------------------------------------------------


def _present_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app present",
        description="Show a briefing's slides: full screen on the projector, the notes on the "
        "laptop. F1 lists the keys, Esc ends the show.",
        epilog="A show that ended unforeseen goes on where it was, unless --at says otherwise.",
    )
    _add_briefing(parser, "the briefing to present")
    parser.add_argument(
        "--screen", default="", metavar="NAME", help="the audience's screen, by its name"
    )
    parser.add_argument(
        "--minutes", type=_minutes, metavar="N", help="the planned time, in minutes"
    )
    parser.add_argument(
        "--at", type=_slide_number, metavar="N", help="the number of the slide to begin with"
    )
    parser.add_argument(
        "--windowed",
        action="store_true",
        help="show the slides in a window, to be shared in a video call",
    )
    return parser


def _minutes(text: str) -> int:
    minutes = _whole_number(text)
    if minutes is None or not 0 <= minutes <= 24 * 60:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no planned time; a show takes from 0 to 1440 whole minutes"
        )
    return minutes


def _slide_number(text: str) -> int:
    number = _whole_number(text)
    if number is None:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no number of a slide; slides are counted 1, 2, 3 and so on"
        )
    return number


def _whole_number(text: str) -> int | None:
    """The number that a text says; None where it says none, or more digits than anybody means."""
    try:
        return int(text) if len(text) < 10 else None
    except ValueError:
        return None


def _present(options: argparse.Namespace) -> int:
    from briefing_app.gui.os_integration.display_check import display_checked  # noqa: PLC0415
    from briefing_app.gui.os_integration.qt_import import qt_import  # noqa: PLC0415

    with display_checked(), qt_import():
        from briefing_app.gui.application import present  # noqa: PLC0415
    return present(
        options.file,
        at=options.at,
        minutes=options.minutes,
        screen=options.screen,
        windowed=options.windowed,
    )


# ---- check --------------------------------------------------------------------------------------


def _check_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app check",
        description="Print every problem of a briefing with its table and row.",
        epilog="Exit code: 0 none, 1 there is a problem, 2 a file can't be opened.",
    )
    parser.add_argument("files", nargs="+", type=path_argument, metavar="FILE", help="a briefing")
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


# ---- template -----------------------------------------------------------------------------------


def _template_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app template",
        description="Write a workbook to author a briefing in: one sheet for each part, with help "
        "below every heading, and a first sheet that explains the work in six steps.",
        epilog="When it is filled in: briefing-app build NAME.xlsx -o NAME.db",
    )
    _add_output(parser, "NAME.xlsx", "the file to write")
    parser.add_argument(
        "--example", action="store_true", help="fill it with the bundled briefing as an example"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace the file where it is already there"
    )
    return parser


def _template(options: argparse.Namespace) -> int:
    from briefing_app.authoring.template import template  # noqa: PLC0415
    from briefing_app.database.source_row_reader import read_source_rows  # noqa: PLC0415
    from briefing_app.files.atomic_write import write_file  # noqa: PLC0415
    from briefing_app.files.output_checks import (  # noqa: PLC0415
        check_target,
        refuse_existing,
        refuse_if_open_elsewhere,
    )

    target: Path = options.output
    if target.suffix.lower() != ".xlsx":
        raise OptionError(
            f"--output {target}: the name does not end in .xlsx.",
            "A workbook is written as .xlsx, which every spreadsheet program opens.",
        )
    check_target(target)
    if not options.force:
        refuse_existing(target)
    refuse_if_open_elsewhere(target)
    write_file(target, template(read_source_rows(BUNDLED_BRIEFING) if options.example else None))
    print(target)
    return 0


# ---- build --------------------------------------------------------------------------------------


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app build",
        description="Build a briefing from a workbook (.xlsx or .ods; briefing-app template writes "
        "one to fill in), or from a folder of CSV files, one for each table, and a report.toml.",
        epilog="Every problem is printed with its place, and then nothing is written; a warning "
        "keeps nothing from being written. "
        "Exit code: 0 built, 1 the source has problems, 2 a file can't be used.",
    )
    parser.add_argument(
        "source",
        type=path_argument,
        metavar="SOURCE",
        help="the workbook or the folder to build from",
    )
    _add_output(parser, "OUT.db", "the briefing to write")
    parser.add_argument(
        "--source-text",
        action="append",
        default=[],
        metavar="[NUMBER=]FILE",
        help="the text of a source, to prove quotes and excerpts against; with the source's number "
        "where several sources are quoted; may be repeated",
    )
    parser.add_argument(
        "--keep-proof",
        action="store_true",
        help="keep what was proved, for builds without the source's text: in SOURCE/proof.csv, or "
        "beside a workbook in NAME.proof.csv",
    )
    parser.add_argument(
        "--force", action="store_true", help="replace the briefing where it is already there"
    )
    return parser


def _build(options: argparse.Namespace) -> int:
    from briefing_app.authoring.folder import keep_proof  # noqa: PLC0415
    from briefing_app.authoring.source import files_of, read_source  # noqa: PLC0415
    from briefing_app.authoring.source_problems import sorted_by_location  # noqa: PLC0415
    from briefing_app.database.builder import build, check_build_target  # noqa: PLC0415
    from briefing_app.database.quote_verification import cited_sources  # noqa: PLC0415
    from briefing_app.files.output_checks import refuse_existing, refuse_source_as_target  # noqa: PLC0415

    target: Path = options.output
    refuse_source_as_target(target, files_of(options.source))
    check_build_target(target)
    if not options.force:
        refuse_existing(target)
    rows = read_source(options.source)
    texts = _source_texts(options.source_text, cited_sources(rows))
    built = build(
        rows,
        target,
        source_texts=texts,
        keep_proof=partial(keep_proof, options.source) if options.keep_proof else None,
    )
    _warn(sorted_by_location(built.warnings))
    print(target)
    return 0


def _source_texts(given: Sequence[str], cited: Collection[int]) -> dict[int, bytes]:
    """The bytes of each source's text by the source's number.

    Args:
        given: ``FILE`` or ``NUMBER=FILE``, as the options have it.
        cited: The sources that are quoted.

    Raises:
        OptionError: It can't be told which source a file is.
        UnreadableSourceError: The file can't be read.
    """
    from briefing_app.authoring.source import read_source_text  # noqa: PLC0415

    texts: dict[int, bytes] = {}
    for text in given:
        number, equals, name = text.partition("=")
        if equals and number.isdecimal() and not os.path.exists(text):  # noqa: PTH110
            source = int(number)
        elif len(cited) == 1:
            (source,) = cited
            name = text
        else:
            ids = ", ".join(str(source) for source in sorted(cited)) or "none"
            raise OptionError(
                f"--source-text {text}: it can’t be told which source this is the text of.",
                f"Write NUMBER=FILE; the sources that are quoted: {ids}.",
            )
        if source in texts:
            raise OptionError(f"--source-text: source {source} is given twice.")
        if not name:
            raise OptionError(f"--source-text “{text}”: an empty name is no file.")
        texts[source] = read_source_text(Path(name))
    return texts


# ---- export -------------------------------------------------------------------------------------


def _export_parser() -> argparse.ArgumentParser:
    from briefing_app.cli.export_command import export_parser  # noqa: PLC0415

    return export_parser()


def _export(options: argparse.Namespace) -> int:
    from briefing_app.cli.export_command import export  # noqa: PLC0415

    return export(options)


# ---- snapshot -----------------------------------------------------------------------------------


def _snapshot_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing-app snapshot",
        description="Draw the main window in its states, the presenter's console and every slide "
        "to PNG files. No screen is needed. In the folder, pictures of those names are replaced.",
    )
    _add_briefing(parser, "the briefing to show")
    _add_output(parser, "DIR", "the folder to draw into")
    return parser


def _snapshot(options: argparse.Namespace) -> int:
    from briefing_app.gui.os_integration.display_check import missing_library  # noqa: PLC0415

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
    "present": (_present_parser, _present),
    "check": (_check_parser, _check),
    "template": (_template_parser, _template),
    "build": (_build_parser, _build),
    "export": (_export_parser, _export),
    "snapshot": (_snapshot_parser, _snapshot),
}
