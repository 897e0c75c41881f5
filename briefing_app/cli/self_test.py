"""``briefing-app self-test``: tries on this computer what the program can do."""

import platform
import sys
import tempfile
import time
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path
from typing import Final

from briefing_app import __version__
from briefing_app.cli import export
from briefing_app.cli.arguments import AddCommand, Parser, add_log_argument
from briefing_app.cli.output import print_error
from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError
from briefing_app.export.kinds import dialog_entries
from briefing_app.export.request import ExportKind
from briefing_app.files.on_disk import is_file, reason
from briefing_app.files.paths import BUNDLED_BRIEFING, GUIDE_PAGES, guide_folder
from briefing_app.gui import application
from briefing_app.gui.os_integration.start_up import missing_library

_LIBRARIES: Final = ("PySide6-Essentials", "pyqtgraph", "python-pptx", "typst")

TARGETS: Final = {
    kind: (
        *([kind.name] if kind.make_folder is not None else []),
        *(f"{kind.name}{ending}" for ending in kind.endings),
    )
    for kind in dialog_entries()
}
"""The files and folders that are made of each kind; the other kinds need what somebody typed."""

_STARTS: Final = {
    ".pdf": b"%PDF-",
    ".pptx": b"PK",
    ".zip": b"PK",
    ".png": b"\x89PNG",
    ".svg": b"<",
    ".html": b"<!",
}
"""How the content of a file with this ending starts."""

_MIN_WINDOW_BYTES: Final = 20_000  # a picture of an empty window has a fifth of that

_Step = tuple[str, Callable[[], None]]


class _FailedError(Exception):
    """A step didn't do what it should. Its message says what."""


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser."""
    parser = add_command(
        "self-test",
        help="try on this computer what the program can do",
        description="Open the bundled briefing, make each export in a temporary folder, draw the "
        "slides and a window without a screen, find the guide, and say which versions are used. It "
        "takes some seconds, and keeps nothing on the computer.",
        epilog="Exit code: 0 all works, 1 something doesn’t; the reason is printed.",
    )
    add_log_argument(parser)
    parser.set_defaults(run=run, private=True)


def run(arguments: Namespace) -> int:
    """Run all steps, each of which is reported, and return the exit code.

    Raises:
        DisplayError: Qt can't be loaded.
    """
    del arguments
    print(_versions(), flush=True)
    try:
        qt = application.application_without_screen()
    except ImportError as error:
        raise missing_library(error) from error
    try:
        folder = tempfile.TemporaryDirectory(prefix="briefing-app-", ignore_cleanup_errors=True)
    except OSError as error:
        what = f"The exports can’t be tried: {reason(error)}."
        remedy = "Set the environment variable TMPDIR to a folder with space that you may write to."
        print_error(BriefingAppError(what, remedy))
        return 1
    failed = 0
    with folder as name:
        for what, step in _steps(Path(name)):
            started = time.perf_counter()
            failure = _failure(step)
            failed += bool(failure)
            status = "FAILED" if failure else "ok"
            print(f"{status:6} {what} ({time.perf_counter() - started:.1f} s)", flush=True)
            if failure:
                print(f"briefing-app: {what}: {failure}", file=sys.stderr, flush=True)
    del qt  # the exports share it
    print(f"{failed} of these steps failed." if failed else "Everything works.")
    return int(bool(failed))


def _versions() -> str:
    lines = [f"Briefing {__version__}", f"Python {platform.python_version()}"]
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            lines.append(f"{library} {version(library)}")
    return "\n".join([*lines, platform.platform()])


def _steps(folder: Path) -> Iterator[_Step]:
    yield "check the bundled briefing", _check
    for kind, names in TARGETS.items():
        for name in names:
            yield f"export {kind.name}: {name}", partial(_export, kind, folder / name)
    yield "draw the window", _draw_window
    yield "find the guide", _find_guide


def _failure(step: Callable[[], None]) -> str:
    """Run a step and return why it failed; empty if it didn't."""
    try:
        step()
    except (BriefingAppError, _FailedError) as error:
        return str(error)
    except Exception as error:  # a bug, which must not hide those of the other steps
        traceback.print_exc()
        return f"unexpectedly, {type(error).__name__}"
    return ""


def _check() -> None:
    problems = check_file(BUNDLED_BRIEFING)
    if problems:
        raise _FailedError(f"it has a problem: {problems[0]}")
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        if not briefing.report.findings:
            raise _FailedError("it has no findings")


def _export(kind: ExportKind, target: Path) -> None:
    """Make an export as the command does."""
    parser = Parser(prog="briefing-app")
    export.add_parser(parser.add_subparsers().add_parser)
    arguments = parser.parse_args(["export", kind.name, "-o", str(target)])
    with redirect_stdout(StringIO()) as printed:
        arguments.run(arguments)
    files = list(map(Path, printed.getvalue().splitlines()))
    if not files:
        raise _FailedError("no file was written")
    for path in files:
        content = path.read_bytes()
        if not content or not content.startswith(_STARTS.get(path.suffix, b"")):
            raise _FailedError(f"{path.name} is not what its name says")


def _draw_window() -> None:
    if len(application.draw_window(BUNDLED_BRIEFING)) < _MIN_WINDOW_BYTES:
        raise _FailedError("the picture is empty")


def _find_guide() -> None:
    for name in GUIDE_PAGES:
        path = guide_folder() / f"{name}.md"
        if not is_file(path):
            raise _FailedError(f"{path.name} is not in {path.parent}")
