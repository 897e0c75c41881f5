"""Writes files and folders atomically: complete or not at all."""

import errno
import logging
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import IO, Final

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files.lock import NoLocksError, hold, lock
from briefing_app.files.on_disk import (
    is_folder,
    is_name_too_long,
    is_open_elsewhere,
    reason,
    retried,
)

logger = logging.getLogger(__name__)

# Names that Windows takes for a device or a stream of another file, or silently shortens.
_INVALID_WINDOWS_NAME: Final = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?"
    r'|.*[<>:"|?*].*|.*[ .]'
)


_REMOVED: Final = {errno.EIO, errno.ENODEV, errno.ENXIO}
_LONGEST_NAME: Final = 255  # characters; no system takes more


def check_target(target: Path) -> None:
    """Raise if a file can't be written to this path.

    Raises:
        OutputError: The path is a folder, a device or a read-only file, its folder doesn't exist,
            or the name is invalid.
    """
    try:
        _check_name(target)
        if target.is_dir():
            raise OutputError(target, "This is a folder.", "Add a file name to it.")
        if target.exists() and not target.is_file():
            raise OutputError(target, "This is not an ordinary file.", "Choose another name.")
        if target.exists():
            _refuse_read_only(target)
        _check_parent_folder(target)
    except OSError as error:
        raise output_error(target, error) from error


def _check_name(target: Path) -> None:
    """Raise OutputError if the system can't store a file under this name."""
    if "\0" in str(target) or (os.name == "nt" and not is_windows_name(target.name)):
        raise OutputError(target, "A file can’t have this name.", "Choose another name.")
    if len(target.name) > _LONGEST_NAME:  # Windows has several errors for that
        raise OutputError(target, "The name is too long.", "Choose a shorter one.")
    try:
        target.lstat()
    except OSError as error:
        if is_name_too_long(error):
            raise output_error(target, error) from error


def _check_parent_folder(target: Path) -> None:
    """Raise OutputError if the folder that would contain the target doesn't exist."""
    if not target.parent.is_dir():
        raise OutputError(
            target,
            f"The folder {target.parent} doesn’t exist.",
            "Create it first, or choose another folder.",
        )


def is_windows_name(name: str) -> bool:
    """Return whether Windows accepts a file's name and keeps it as it is."""
    return _INVALID_WINDOWS_NAME.fullmatch(name) is None


def _refuse_read_only(file: Path) -> None:
    """Raise OutputError if a file is read-only: the system would let it be replaced."""
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
    for left in (f".~lock.{name}#", f"~${name}", f"~${name[2:]}"):
        # Unlike Path.is_file, os.path.isfile doesn't raise for a name that is too long.
        if os.path.isfile(target.with_name(left)):  # noqa: PTH113
            raise OutputError(
                target,
                f"Another program has this file open (it left {left}).",
                f"Close the file there, or delete {left} if no program has it open.",
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
    logger.warning("Could not write %s: %s", target.name, reason(error))
    if is_name_too_long(error):
        return OutputError(target, "The name is too long.", "Choose a shorter one.")
    if error.errno in _REMOVED or not is_folder(target.parent):
        return OutputError(
            target,
            "The drive or folder can no longer be reached; perhaps it was removed.",
            "Connect it again, or choose another folder.",
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError(target, "The disk is full.", "Free some space and try again.")
    if is_open_elsewhere(error):
        return OutputError(
            target,
            "Another program has it open.",
            "Close it there and try again, or choose another name.",
        )
    if isinstance(error, PermissionError):
        return OutputError(
            target,
            "You are not allowed to write here.",
            "Close the file if another program has it open, or choose another folder.",
        )
    return OutputError(target, f"It can’t be written: {reason(error)}.", "Choose another folder.")


def write_file(target: Path, content: bytes) -> None:
    """Write a file atomically, replacing one that exists.

    Args:
        target: The file, as for `atomic_replacement`.
        content: All bytes of the file.

    Raises:
        OutputError: The file can't be written.
    """
    check_target(target)
    with atomic_replacement(target, content):
        pass


@contextmanager
def atomic_replacement(target: Path, content: bytes) -> Iterator[Path]:
    """Write a temporary file that replaces the target when the block ends without an exception.

    It keeps the permission bits of the file that it replaces.

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
        with temporary_path(place) as new:
            write_flushed(new, content, _permissions(place))
            yield new
            retried(lambda: new.replace(place))
        _flush_folder(place.parent)
        logger.info("Wrote %s", target.name)
    except OSError as error:
        raise output_error(target, error) from error


def _permissions(file: Path) -> int | None:
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


def _flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, which Windows does by itself."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write a new folder with the given files, completely or not at all.

    Args:
        folder: The folder, which must not exist although its parent folder does.
        files: Name and content of each file. If producing one raises an exception, nothing is
            written.

    Returns:
        The files in the order given.

    Raises:
        OutputError: There is something with this name already, or the folder can't be written.
    """
    refuse_existing_folder(folder)
    try:
        _check_name(folder)
        _check_parent_folder(folder)
        place = folder.resolve()
        with temporary_path(place) as new:
            names = _write_files(new, files)
            refuse_existing_folder(folder)  # it may have been created meanwhile
            retried(lambda: new.rename(place))
        _flush_folder(place.parent)
        logger.info("Wrote %d files to %s", len(names), folder.name)
    except OSError as error:
        refuse_existing_folder(folder)  # created just before the renaming
        raise output_error(folder, error) from error
    return [folder / name for name in names]


def refuse_existing_folder(folder: Path) -> None:
    """Raise if there is anything with the name of a new folder.

    Raises:
        OutputError: There is.
    """
    if os.path.lexists(folder):
        if is_folder(folder):
            what = "This folder already exists."
            raise OutputError(
                folder, what, "Choose another name: an export never replaces a folder."
            )
        raise OutputError(folder, "A file already has this name.", "Choose another name.")


def free_name(folder: Path) -> Path:
    """Return a folder's path, with a number behind its name if there is something there."""
    if not os.path.lexists(folder):
        return folder
    numbered = (folder.with_name(f"{folder.name} ({number})") for number in count(2))
    return next(path for path in numbered if not os.path.lexists(path))


def _write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write files into a folder that is created for them, and return their names."""
    folder.mkdir()
    names = []
    for name, content in files:
        write_flushed(folder / name, content, None)
        names.append(name)
    _flush_folder(folder)
    return names


_ENDING: Final = ".part"
_NAME_LENGTH: Final = 20  # characters, so that the complete name is never too long
_HASH_LENGTH: Final = 8
_NEW: Final = "new"
"""In a hidden folder, the file or folder that is going to be moved to a target."""
_LOCK: Final = "lock"
"""In a hidden folder, a file that is locked as long as a process uses the folder."""
_ATTEMPTS: Final = 5


@contextmanager
def temporary_path(target: Path) -> Iterator[Path]:
    """Create a hidden folder next to a target, and remove it at the end with all that is in it.

    Those that killed processes left there for the same target are removed, too.

    Args:
        target: The file or folder to write; not a link to it.

    Yields:
        A path in the hidden folder, for the file or folder that is going to be moved to the target.

    Raises:
        OSError: The folder can't be created.
    """
    for leftover in _leftovers(target):
        _remove_leftover(leftover)
    hidden, lock_file = _create_hidden_folder(target)
    try:
        yield hidden / _NEW
    finally:
        with suppress(OSError):  # the next process that writes there removes it
            with lock_file:
                _remove(hidden / _NEW)
            # Windows doesn't delete open files. Another process may look at the lock just now.
            retried((hidden / _LOCK).unlink)
            retried(hidden.rmdir)


def _create_hidden_folder(target: Path) -> tuple[Path, IO[bytes]]:
    """Return a new hidden folder and its locked file."""
    for _ in range(_ATTEMPTS):
        hidden = target.with_name(f"{_prefix(target)}{os.urandom(8).hex()}{_ENDING}")
        hidden.mkdir()
        with suppress(FileNotFoundError):
            file = (hidden / _LOCK).open("xb")
            if _is_locked_or_unlockable(file) and (hidden / _LOCK).exists():
                return hidden, file
            file.close()
        # Another process took it for a leftover before it was locked.
    raise BlockingIOError(errno.EAGAIN, "Another program is writing there")


def _is_locked_or_unlockable(file: IO[bytes]) -> bool:
    try:
        return lock(file)
    except NoLocksError:  # nobody removes the folder then
        return True


def _leftovers(target: Path) -> list[Path]:
    """Return the hidden folders of a target."""
    prefix = _prefix(target)
    with suppress(OSError):  # a folder that can't be listed can perhaps be written to
        return [
            path
            for path in target.parent.iterdir()
            if path.name.startswith(prefix) and path.suffix == _ENDING
        ]
    return []


def _prefix(target: Path) -> str:
    name = os.fsencode(os.path.normcase(target.name))
    name_hash = sha256(name).hexdigest()[:_HASH_LENGTH]
    return f".{target.name[:_NAME_LENGTH].strip(' .')}.{name_hash}."


def _remove_leftover(hidden: Path) -> None:
    """Remove a hidden folder that no process uses, its lock last."""
    with suppress(OSError):  # a process uses it or removes it, or nobody can know
        if (hidden / _LOCK).exists():
            with hold(hidden / _LOCK):
                _remove(hidden / _NEW)
            (hidden / _LOCK).unlink()
        hidden.rmdir()


def _remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; nothing if it is gone.

    Raises:
        OSError: It can't be removed.
    """
    if path.is_dir():
        retried(lambda: shutil.rmtree(path))
    else:
        retried(lambda: path.unlink(missing_ok=True))


def delete_files(files: Sequence[Path]) -> None:
    """Delete files, those that are gone already too.

    Raises:
        OutputError: One of them can't be deleted.
    """
    for file in files:
        try:
            retried(partial(file.unlink, missing_ok=True))
        except OSError as error:
            what = f"It can’t be deleted: {reason(error)}."
            remedy = "Close other programs that use it, or delete it yourself."
            raise OutputError(file, what, remedy) from error
