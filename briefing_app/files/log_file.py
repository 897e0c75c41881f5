"""The log file in the user's data folder: how it is written, and its last lines.

It never contains text of a briefing. Log calls name files without their folders. Tracebacks in it
leave out the messages of exceptions, which may quote what the program was working on.

The handler opens the file for each entry: entries are few, several running programs may share the
file, and Windows can't rename a file that is kept open.
"""

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

from briefing_app.files.on_disk import PRIVATE, make_private_file
from briefing_app.files.paths import user_data_folder

LOG_NAME: Final = "briefing-app.log"
MAX_LOG_BYTES: Final = 2**20
LOG_FILE_COUNT: Final = 3
"""Number of files kept: the log itself, then ``.1`` and ``.2``, which are older."""

_PACKAGE_LOGGER: Final = "briefing_app"
_FORMAT: Final = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"

# Python words the messages of these from names and types in code, never from data.
_HARMLESS_MESSAGES: Final = (AttributeError, ImportError, NameError, RecursionError, TypeError)

_ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


@contextmanager
def log_to_file(level: str, *, is_private: bool = False) -> Iterator[None]:
    """Write the program's log to the log file while the block runs.

    If the folder can't be determined, created or written, there is no log.

    Args:
        level: The least important entries to write: ``debug``, ``info``, ``warning`` or ``error``.
        is_private: Whether nothing is written.
    """
    logger = logging.getLogger(_PACKAGE_LOGGER)
    level_before = logger.level
    handler = logging.NullHandler() if is_private else _file_handler()
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    try:
        yield
    finally:
        logger.setLevel(level_before)
        logger.removeHandler(handler)
        handler.close()


def read_log_tail(line_count: int) -> list[str]:
    """Return the last lines of the log, oldest first; none if there is no log."""
    lines: list[str] = []
    with suppress(RuntimeError):  # there is no home folder
        log = user_data_folder() / LOG_NAME
        for file in (log, _numbered(log, 1)):
            with suppress(OSError):
                lines = [*file.read_text("utf-8", "replace").splitlines(), *lines]
            if len(lines) >= line_count:
                break
    return lines[-line_count:]


def log_files() -> list[Path]:
    """Return the files of the log, older ones included; none if there is no log."""
    try:
        log = user_data_folder() / LOG_NAME
    except RuntimeError:  # there is no home folder
        return []
    return [
        file
        for file in (log, *(_numbered(log, n) for n in range(1, LOG_FILE_COUNT)))
        if file.exists()
    ]


def _file_handler() -> logging.Handler:
    try:
        handler: logging.Handler = RotatingLogHandler(user_data_folder() / LOG_NAME)
    except RuntimeError:  # there is no home folder
        return logging.NullHandler()
    handler.setFormatter(_PrivateFormatter(_FORMAT))
    return handler


class RotatingLogHandler(logging.Handler):
    """Appends each entry to a file, which is renamed when it would become too large.

    Entries that can't be written are dropped, since the program must run without a log.

    Args:
        path: The file; its folder is created if needed.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry."""
        try:
            entry = f"{self.format(record)}\n".encode("utf-8", "backslashreplace")
            with suppress(OSError):
                self._append(entry)
        except Exception:
            self.handleError(record)

    def _append(self, entry: bytes) -> None:
        make_private_file(self._path)
        with suppress(OSError):  # there is no file yet, or another program has it open
            if self._path.stat().st_size + len(entry) > MAX_LOG_BYTES:
                self._rotate()
        with open(self._path, "ab", opener=_open_private) as file:
            file.write(entry)

    def _rotate(self) -> None:
        self._path.replace(self._path)  # fails while another program has it open; older logs stay
        for number in range(LOG_FILE_COUNT - 1, 0, -1):
            newer = _numbered(self._path, number - 1) if number > 1 else self._path
            if newer.exists():
                newer.replace(_numbered(self._path, number))


class _PrivateFormatter(logging.Formatter):
    """Formats tracebacks without exception messages, source lines and folders.

    What could look like another entry, or hide a part of one, is escaped: names of files may
    contain line breaks, control characters, and characters that change the direction of text.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802, as logging has it
        """Return the line of an entry."""
        return _escape_unprintable(super().formatMessage(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802, as logging has it
        """Return the traceback of an exception and of its causes, oldest first."""
        parts: list[str] = []
        error = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            parts.append(_describe(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich led to:\n".join(reversed(parts))


def _escape_unprintable(text: str) -> str:
    r"""Return a text on one line: characters that can't be seen are as ``\n`` or ``\u202e``."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def _describe(error: BaseException) -> str:
    lines = [
        f"  {_short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    message = ""
    if isinstance(error, _HARMLESS_MESSAGES):
        message = f": {error}"
    elif isinstance(error, OSError) and error.strerror:
        message = f": [Errno {error.errno}] {error.strerror}"
    lines = ["Traceback:", *lines, f"{type(error).__qualname__}{message}"]
    return "\n".join(map(_escape_unprintable, lines))


def _short(file_name: str) -> str:
    """Return the last folders of a source file's path, without the user's name in front."""
    return "/".join(Path(file_name).parts[-3:])


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE)
