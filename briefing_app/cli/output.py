"""What commands print, and standard streams whose write errors are reported to the user.

Texts may come from an untrusted file, so each is printed on one line without control characters.
"""

import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from briefing_app import problems
from briefing_app.errors import BriefingAppError, PrintError, SourceError
from briefing_app.files.on_disk import reason
from briefing_app.model.text import printable


def print_error(error: BriefingAppError) -> None:
    """Print an error; for a source that can't be built, all its problems and warnings first."""
    if isinstance(error, SourceError):
        for problem in error.problems:
            print(printable(str(problem)), file=sys.stderr)
        print_warnings(error.warnings)
    print(printable(f"briefing-app: {error}"), file=sys.stderr)


def print_warnings(warnings: "Iterable[problems.Problem | str]") -> None:
    """Print each warning on its own line."""
    for warning in warnings:
        print(printable(f"warning: {warning}"), file=sys.stderr)


def print_problem(path: Path, problem: "problems.Problem") -> None:
    """Print a problem of a briefing file on standard output."""
    print(printable(f"{path}: {problem}"))


class StandardStream:
    """Wraps standard output or standard error for print and argparse.

    Args:
        stream: The stream; None if the process has none, as without a console on Windows.
        is_required: Whether failing to write is an error.
    """

    def __init__(self, stream: TextIO | None, *, is_required: bool) -> None:
        self._stream = stream
        self._is_required = is_required
        # A terminal that can't show a character of a file name gets its code, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")

    def __getattr__(self, name: str) -> object:
        """Pass everything else, such as ``isatty``, to the stream."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text.

        Raises:
            PrintError: It can't be written. This isn't an OSError, since argparse ignores those.
            BrokenPipeError: The reader has closed the stream.
        """
        if self._stream is None:
            self._fail("there is no standard output")
            return len(text)
        try:
            return self._stream.write(text)
        except OSError as error:
            self._discard(self._stream, error)
            return len(text)

    def flush(self) -> None:
        """Flush the buffer. An error is handled like one of `write`."""
        if self._stream is None:
            return
        try:
            self._stream.flush()
        except OSError as error:
            self._discard(self._stream, error)

    def _discard(self, stream: TextIO, error: OSError) -> None:
        # Otherwise Python would try to flush the buffer again at exit and print a warning.
        with suppress(OSError):  # a stream in memory has no file descriptor
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if self._is_required and isinstance(error, BrokenPipeError):
            raise error
        self._fail(reason(error))

    def _fail(self, reason: str) -> None:
        if self._is_required:
            raise PrintError(
                f"The output can’t be printed: {reason}.",
                "Redirect it to a file, or free some disk space.",
            )
