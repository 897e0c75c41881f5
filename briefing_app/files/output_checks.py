"""Checks of an output path before any work is done, and the error for a path that can't be written.

Windows refuses to replace a file that another program has open. Elsewhere only the lock files that
office programs create next to a document show that it is open.
"""

import errno
import logging
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from briefing_app.errors import OutputError, TargetExistsError

logger = logging.getLogger(__name__)

# Names that Windows takes for a device or a stream of another file, or silently shortens.
_INVALID_WINDOWS_NAME: Final = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?"
    r'|.*[<>:"|?*].*|.*[ .]'
)


_REMOVED: Final = {errno.EIO, errno.ENODEV, errno.ENXIO}
_MAX_UNIT: Final = 32 * 1024  # bytes; a file on a USB stick takes a multiple of that
_MEGABYTE: Final = 1_000_000


def check_target(target: Path) -> None:
    """Raise if a file can't be written to this path.

    Raises:
        OutputError: The path is a folder, a device or a read-only file, its folder doesn't exist,
            or the name is invalid.
    """
    try:
        check_name(target)
        if target.is_dir():
            raise OutputError(target, "This is a folder.", "Add a file name to it.")
        if target.exists() and not target.is_file():
            raise OutputError(target, "This is not an ordinary file.", "Choose another name.")
        if target.exists():
            refuse_read_only(target)
        check_parent_folder(target)
    except OSError as error:
        raise output_error(target, error) from error


def check_name(target: Path) -> None:
    """Raise if the system can't store a file under this name.

    Raises:
        OutputError: The name is too long or has characters that are not allowed.
    """
    if "\0" in str(target) or (os.name == "nt" and _INVALID_WINDOWS_NAME.fullmatch(target.name)):
        raise OutputError(target, "A file can’t have this name.", "Choose another name.")
    try:
        target.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise output_error(target, error) from error


def check_parent_folder(target: Path) -> None:
    """Raise if the folder that would contain the target doesn't exist.

    Raises:
        OutputError: There is no such folder.
    """
    if not target.parent.is_dir():
        raise OutputError(
            target,
            f"The folder {target.parent} doesn’t exist.",
            "Create it first, or choose another folder.",
        )


def is_folder(path: Path) -> bool:
    """Return whether there is a folder at this path that the system can reach."""
    # Unlike Path.is_dir, os.path.isdir doesn't raise if a drive was removed.
    return os.path.isdir(path)  # noqa: PTH112


def is_windows_name(name: str) -> bool:
    """Return whether Windows, FAT and exFAT accept a file's name, and keep it as it is."""
    is_readable = name.isprintable() and not set(name) & set("/\\")
    return is_readable and _INVALID_WINDOWS_NAME.fullmatch(name) is None


def check_free_space(target: Path, sizes: Iterable[int]) -> None:
    """Raise if new files don't fit on the drive.

    Args:
        target: The file or folder to write. What it replaces is removed only afterwards.
        sizes: The size of each file in bytes.

    Raises:
        OutputError: There is too little space.
        OSError: The drive can't be reached.
    """
    unit = _MAX_UNIT
    if hasattr(os, "statvfs"):  # not on Windows
        unit = max(1, min(unit, os.statvfs(target.parent).f_frsize))
    needed = sum(-(-size // unit) * unit for size in sizes)
    free = shutil.disk_usage(target.parent).free
    if needed > free:
        raise OutputError(
            target,
            f"This needs {needed / _MEGABYTE:,.1f} MB, and the drive has only "
            f"{free / _MEGABYTE:,.1f} MB free.",
            "Free some space, or choose another drive.",
        )


def refuse_read_only(file: Path) -> None:
    """Raise if a file is read-only; replacing it would need write access to its folder only.

    Raises:
        OutputError: Nobody, or not this user, may write to the file.
    """
    # os.access is always true for the superuser, so the permission bits are checked as well.
    if not os.access(file, os.W_OK) or not file.stat().st_mode & 0o222:
        raise OutputError(
            file, "This file is read-only.", "Allow writing to it, or choose another name."
        )


def refuse_existing(target: Path) -> None:
    """Raise if the file exists.

    Raises:
        TargetExistsError: There is a file with this name.
    """
    # Unlike Path.is_file, os.path.isfile doesn't raise for an invalid name.
    if os.path.isfile(target):  # noqa: PTH113
        raise TargetExistsError(
            target,
            "This file already exists.",
            "Choose another name, or use --force to replace it.",
        )


def refuse_source_as_target(target: Path, sources: Iterable[Path]) -> None:
    """Raise if writing the target would overwrite one of its sources, under whatever name.

    Args:
        target: The file to write.
        sources: The files that it is made from.

    Raises:
        OutputError: The target is one of the sources.
    """
    for source in sources:
        if same_file(target, source):
            raise OutputError(
                target,
                f"The output would overwrite its own source, {source.name}.",
                "Choose another name.",
            )


def refuse_if_open_elsewhere(target: Path) -> None:
    """Raise if an office program has the file open, since its next save would undo ours.

    Raises:
        OutputError: There is a lock file next to the file.
    """
    name = target.name
    for lock in (f".~lock.{name}#", f"~${name}", f"~${name[2:]}"):
        # Unlike Path.is_file, os.path.isfile doesn't raise for a name that is too long.
        if os.path.isfile(target.with_name(lock)):  # noqa: PTH113
            raise OutputError(
                target,
                f"Another program has this file open (it left {lock}).",
                f"Close the file there, or delete {lock} if no program has it open.",
            )


def same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to the same file, or would if it existed."""
    with suppress(OSError, ValueError):  # a file is missing, or its name is invalid
        return one.samefile(other)
    with suppress(OSError, ValueError):
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
    return False


def output_error(target: Path, error: OSError) -> OutputError:
    """Log that the system refuses to write a file or folder, and return the error to show."""
    logger.warning("Could not write %s: %s", target.name, error.strerror)
    if error.errno in _REMOVED or not is_folder(target.parent):
        return OutputError(
            target,
            "The drive or folder can no longer be reached; perhaps it was removed.",
            "Connect it again, or choose another folder.",
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError(target, "The disk is full.", "Free some space and try again.")
    if isinstance(error, PermissionError):
        return OutputError(
            target,
            "You are not allowed to write here.",
            "Close the file if another program has it open, or choose another folder.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(target, "The name is too long.", "Choose a shorter one.")
    reason = error.strerror or str(error)
    return OutputError(target, f"It can’t be written: {reason}.", "Choose another folder.")
