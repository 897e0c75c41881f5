"""What is on disk: questions, safe reading, what only its owner may read, the system's errors.

The methods of `Path` raise an exception if a drive or share refuses to answer, and some of them if
the name is invalid or too long. So only this package calls them.
"""

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from briefing_app.files.paths import REPORT_FILE, WORKBOOK_SUFFIX


def is_folder(path: Path) -> bool:
    """Return whether there is a folder at this path that the system can reach."""
    return os.path.isdir(path)  # noqa: PTH112, it answers for every path


def is_file(path: Path) -> bool:
    """Return whether there is an ordinary file at this path that the system can reach."""
    return os.path.isfile(path)  # noqa: PTH113, it answers for every path


def is_ordinary_file(path: Path) -> bool:
    """Return whether there is an ordinary file at this path itself: no link that leads to one."""
    with suppress(OSError, ValueError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False


def is_source(path: Path) -> bool:
    """Return whether this is a workbook or a folder from which a briefing can be built."""
    if is_folder(path):
        return is_file(path / REPORT_FILE)
    return path.suffix.lower() == WORKBOOK_SUFFIX


def exists(path: Path) -> bool:
    """Return whether there is anything at this path that the system can reach."""
    return os.path.exists(path)  # noqa: PTH110, it answers for every path


def is_missing(path: Path) -> bool:
    """Return whether the system says that there is nothing at this path, rather than refuse."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        pass
    return False


def is_unused(path: Path) -> bool:
    """Return whether the system says that nothing has this name, not even a link to nowhere."""
    return is_missing(path) and not os.path.lexists(path)


def files_named(folder: Path, pattern: str) -> list[Path]:
    """Return the files in a folder whose names match, sorted; none if it can't be listed."""
    with suppress(OSError, ValueError):
        return sorted(path for path in folder.iterdir() if path.match(pattern))
    return []


def file_size(path: Path) -> int | None:
    """Return the size of a file in bytes; None if the system can't reach it."""
    with suppress(OSError, ValueError):
        return path.stat().st_size
    return None


class FileStamp(NamedTuple):
    """Distinguishes one version of a file from another.

    Args:
        inode: The file's number, which changes if another file replaces it.
        size: In bytes.
        changed_ns: When it was last written, in nanoseconds.
    """

    inode: int
    size: int
    changed_ns: int


def file_stamp(path: Path) -> FileStamp | None:
    """Return the stamp of a file; None if the system can't reach it."""
    with suppress(OSError, ValueError):
        status = path.stat()
        return FileStamp(status.st_ino, status.st_size, status.st_mtime_ns)
    return None


def file_status(path: Path) -> os.stat_result:
    """Return what the system says about a file or folder, for those who report its refusal.

    Raises:
        OSError: The system can't reach it.
        ValueError: The name is invalid.
    """
    return path.stat()


class UnsuitableFileError(Exception):
    """A file that is not an ordinary one, or is too large: its text follows “it is”."""


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file.

    Args:
        path: The file.
        max_bytes: The largest size allowed.

    Raises:
        UnsuitableFileError: It is a folder, a device or a pipe, or too large.
        OSError: It can't be read.
        ValueError: The name is invalid.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a device or a pipe might never end or never start
        raise UnsuitableFileError("not an ordinary file")
    if status.st_size > max_bytes:
        raise UnsuitableFileError(f"larger than {max_bytes // 2**20} MB")
    with retried(lambda: path.open("rb")) as file:
        return file.read(status.st_size + 1)


_OPEN_ELSEWHERE: Final = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_TOO_LONG: Final = (111, 206, 234)  # ERROR_BUFFER_OVERFLOW, ERROR_FILENAME_EXCED_RANGE, and Wine's
_PASSING: Final = (5, *_OPEN_ELSEWHERE)  # ERROR_ACCESS_DENIED
_DELAYS_S: Final = (0.02, 0.05, 0.1, 0.2, 0.4)

_T = TypeVar("_T")


def is_open_elsewhere(error: OSError) -> bool:
    """Return whether Windows refuses a file because another program has it open."""
    return getattr(error, "winerror", None) in _OPEN_ELSEWHERE


def is_name_too_long(error: OSError) -> bool:
    """Return whether the system refuses a file because of the length of its name or its path."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _TOO_LONG


def reason(error: OSError | ValueError) -> str:
    """Return why something can't be opened or written, to end a sentence: without a full stop."""
    if not isinstance(error, OSError):  # an invalid name
        return str(error).rstrip(".")
    if is_open_elsewhere(error):
        return "another program has it open"
    if is_name_too_long(error):
        return "the name is too long"
    return (error.strerror or str(error)).strip().rstrip(".")


def retried(action: Callable[[], _T]) -> _T:
    """Call a function that opens, renames or replaces a file, and return what it returns.

    On Windows, a virus scanner or a program that copies files elsewhere keeps a new or changed file
    open for a moment, and nobody else can open or replace it. So the function is called again for
    up to a second. Other errors are raised at once.
    """
    for delay_s in _DELAYS_S:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING:
                raise
        time.sleep(delay_s)
    return action()


PRIVATE: Final = 0o600
"""The permission bits of all files that the program keeps for the user."""

_PRIVATE_FOLDER: Final = 0o700 if os.name == "posix" else 0o777
_OF_OTHERS: Final = 0o077


def _make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may read, and the folders above it that are missing.

    Raises:
        OSError: It can't be made.
    """
    if not folder.parent.exists():
        _make_private_folder(folder.parent)
    folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    _refuse_others(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, and its folder; keep one that is there.

    A file that is there must not be opened: closing it again would end the locks that SQLite's
    connections in other threads have on it.

    Raises:
        OSError: It can't be made.
    """
    _make_private_folder(path.parent)
    if path.exists():
        _refuse_others(path)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, PRIVATE))


def _refuse_others(path: Path) -> None:
    """Take the rights of others away, as far as the drive has rights and the user may."""
    if os.name == "posix":
        with suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & _OF_OTHERS:
                path.chmod(mode & ~_OF_OTHERS)
