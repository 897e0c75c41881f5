"""What is on disk at a path, for every path.

The methods of `Path` raise an exception if a drive or share refuses to answer, and some of them if
the name is invalid or too long. So only this package calls them.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from briefing_app.files.paths import REPORT_FILE, WORKBOOK_SUFFIX


def is_folder(path: Path) -> bool:
    """Return whether there is a folder at this path that the system can reach."""
    return os.path.isdir(path)  # noqa: PTH112, it answers for every path


def is_file(path: Path) -> bool:
    """Return whether there is an ordinary file at this path that the system can reach."""
    return os.path.isfile(path)  # noqa: PTH113, it answers for every path


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
