"""Atomic writing of one file.

The content goes to a temporary file next to the target, is flushed to the disk and then replaces
the target in one step. If anything fails before that, the target is unchanged and the temporary
file is removed. What a killed process left is removed the next time that the target is written.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing_app.files.output_checks import check_target, output_error
from briefing_app.files.temporary_path import hold, leftovers, temporary_path

logger = logging.getLogger(__name__)


def write_file(target: Path, content: bytes) -> None:
    """Write a file atomically, replacing one that exists.

    Raises:
        OutputError: The file can't be written.
    """
    check_target(target)
    with atomic_replacement(target, content):
        pass


@contextmanager
def atomic_replacement(target: Path, content: bytes) -> Iterator[Path]:
    """Write a temporary file that replaces the target when the block ends without an exception.

    The new file has the permissions of the file that it replaces.

    Args:
        target: The file to write. If it is a symbolic link, the file it points to is replaced.
        content: All bytes of the file.

    Yields:
        The temporary file.

    Raises:
        OutputError: The file can't be written.
    """
    try:
        place = target.resolve()
        for leftover in leftovers(place):
            _remove(leftover)
        temporary = temporary_path(place)
        try:
            temporary.touch(exist_ok=False)
            with hold(temporary):
                write_flushed(temporary, content, permissions(place))
                yield temporary
                temporary.replace(place)
        except BaseException:
            _remove(temporary)
            raise
        flush_folder(place.parent)
        logger.info("Wrote %s", target.name)
    except OSError as error:
        raise output_error(target, error) from error


def permissions(file: Path) -> int | None:
    """Return a file's permission bits; None if there is no such file."""
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        return None
    return mode & 0o777 if stat.S_ISREG(mode) else None


def write_flushed(file: Path, content: bytes, mode: int | None) -> None:
    """Write a file and flush it to the disk.

    Args:
        file: The file.
        content: All of its bytes.
        mode: Its permission bits; None for the system's default.
    """
    with file.open("wb") as stream:
        if mode is not None:  # before there is any content to read
            file.chmod(mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, which Windows does by itself."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(file: Path) -> None:
    with suppress(OSError):  # a folder, or it is gone
        file.unlink(missing_ok=True)
