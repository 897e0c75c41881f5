"""Writes files and folders atomically: complete or not at all."""

import errno
import hashlib
import logging
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files.progress import interrupts_deferred

if sys.platform != "win32":
    import fcntl

_ENDING: Final = ".part"
_NAME_LENGTH: Final = 20  # characters, so that the complete name is never too long
_HASH_LENGTH: Final = 8


def temporary_path(target: Path, label: str = "") -> Path:
    """Return a hidden path next to a target.

    Args:
        target: The file or folder to write.
        label: The last part of the name; random by default.
    """
    return target.with_name(f"{_prefix(target)}{label or secrets.token_hex(8)}{_ENDING}")


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock of a temporary file or folder.

    Raises:
        BlockingIOError: Another process, or another part of this one, holds it.
    """
    descriptor = None
    try:
        if sys.platform != "win32":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise
            except OSError:
                pass  # no locks on this drive
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def leftovers(target: Path) -> list[Path]:
    """Return the temporary files and folders of a target that no process uses."""
    prefix = _prefix(target)
    with suppress(OSError):  # a folder that can't be listed can perhaps be written to
        return [
            path
            for path in target.parent.iterdir()
            if path.name.startswith(prefix) and path.suffix == _ENDING and not _is_held(path)
        ]
    return []


def _prefix(target: Path) -> str:
    name = os.fsencode(os.path.normcase(target.name))
    name_hash = hashlib.sha256(name).hexdigest()[:_HASH_LENGTH]
    return f".{target.name[:_NAME_LENGTH].strip(' .')}.{name_hash}."


def _is_held(path: Path) -> bool:
    try:
        with hold(path):
            return False
    except OSError:
        return True


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


_OLD: Final = "old"
_MARKER_TEXT: Final = b"briefing-app made this folder, and replaces it as a whole.\n"
_SYSTEM_FILES: Final = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by file managers
_CHANGED_MEANWHILE: Final = {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}


@dataclass(frozen=True, slots=True)
class FolderKind:
    """A kind of folder that this program makes.

    Args:
        marker: The name of the file that shows that this program made the folder. If it isn't one
            of the files to write, it is added.
        names: Matches the paths in the folder, with ``/``, of all other files that it can contain.
            That of a subfolder ends with ``/``.
    """

    marker: str
    names: re.Pattern[str]


def write_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], kind: FolderKind, *, force: bool
) -> list[Path]:
    """Write a folder with exactly the given files, or leave everything as it is.

    Args:
        folder: The folder, whose parent folder must exist. It may exist if it is empty, or if it
            is of the same kind and has no other files in it.
        files: Name and content of each file, in a subfolder with ``/`` in its name. If producing
            one raises an exception, nothing is written.
        kind: What the folder contains.
        force: Whether a folder of the same kind may be replaced.

    Returns:
        The files in the order given.

    Raises:
        TargetExistsError: There is a folder of the same kind and ``force`` is false.
        OutputError: The folder can't be written, or has other files in it. Or the old folder
            couldn't be moved back: the error says where it is.
    """
    try:
        place = _resolved(folder)
        _recover(place)
        _check_replaceable(folder, kind, force=force)
        _remove_old(place)
        temporary = temporary_path(place)
        try:
            temporary.mkdir()
            with hold(temporary):
                names = _write_files(temporary, files, kind, place)
                _check_replaceable(folder, kind, force=force)  # it may have changed meanwhile
                with interrupts_deferred():
                    _exchange(temporary, place)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        flush_folder(place.parent)
        logger.info("Wrote %d files to %s", len(names), folder.name)
    except OSError as error:
        if error.errno in _CHANGED_MEANWHILE and is_folder(folder.parent):
            raise OutputError(
                folder, "Another program is writing to this folder.", "Try again."
            ) from error
        raise output_error(folder, error) from error
    return [folder / name for name in names]


def files_in(folder: Path, names: re.Pattern[str]) -> Iterator[tuple[str, Path]]:
    """Yield each entry of a folder, and of its subfolders of the same kind, after its path in it.

    Args:
        folder: The folder.
        names: As in `FolderKind`.
    """
    subfolders = [("", folder)]
    while subfolders:
        prefix, place = subfolders.pop()
        for entry in sorted(place.iterdir()):
            name = f"{prefix}{entry.name}"
            if names.fullmatch(f"{name}/") and entry.is_dir() and not entry.is_symlink():
                subfolders.append((f"{name}/", entry))
            else:
                yield name, entry


def _resolved(folder: Path) -> Path:
    """Return the path of the folder itself, not that of a link to it.

    Raises:
        OutputError: It is not a folder, or one that can't be created or replaced.
    """
    check_name(folder)
    place = folder.resolve()
    if os.path.lexists(place):
        if not place.is_dir():
            raise OutputError(folder, "This is not a folder.", "Choose a folder, or a new name.")
        with suppress(FileNotFoundError):
            if Path.cwd().is_relative_to(place):
                raise OutputError(
                    folder,
                    "This is the current folder, which can’t be replaced.",
                    "Choose a folder in it.",
                )
    else:
        check_parent_folder(folder)
    return place


def _recover(place: Path) -> None:
    """Move the old folder back if a killed process left no other, and remove incomplete ones."""
    old = temporary_path(place, _OLD)
    if old.is_dir():
        with suppress(OSError):  # it is absent, or not empty
            place.rmdir()
        if not os.path.lexists(place):
            old.rename(place)
    for leftover in leftovers(place):
        if leftover != old:
            shutil.rmtree(leftover, ignore_errors=True)


def _check_replaceable(folder: Path, kind: FolderKind, *, force: bool) -> None:
    """Raise if the folder exists, is not empty and must not be replaced.

    Raises:
        TargetExistsError: It may be replaced, but only if ``force`` is true.
        OutputError: It has files that are not of its kind or read-only. Those that file managers
            leave don't count.
    """
    files = [
        (name, file)
        for name, file in (files_in(folder, kind.names) if folder.is_dir() else ())
        if file.name not in _SYSTEM_FILES or file.is_dir()
    ]
    if not files:
        return
    for name, file in files:
        mode = file.lstat().st_mode
        is_known = name == kind.marker or kind.names.fullmatch(name)
        if not is_known or not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise OutputError(
                folder,
                f"This folder contains {name}, which is not part of such an export.",
                "Choose a new or an empty folder.",
            )
        if stat.S_ISREG(mode):
            refuse_read_only(file)
    if permissions(folder / kind.marker) is None:
        raise OutputError(
            folder,
            "This folder has files in it, but was not made by this export.",
            "Choose a new or an empty folder.",
        )
    if not force:
        raise TargetExistsError(
            folder,
            "This folder already exists.",
            "Choose another folder, or use --force to replace it.",
        )


def _write_files(
    temporary: Path, files: Iterable[tuple[str, bytes]], kind: FolderKind, place: Path
) -> list[str]:
    """Write the files and the marker. Return the names of the files.

    A file that replaces one of the same name gets its permissions.
    """
    names = []
    for name, content in files:
        (temporary / name).parent.mkdir(exist_ok=True)
        write_flushed(temporary / name, content, permissions(place / name))
        names.append(name)
    if kind.marker not in names:
        write_flushed(temporary / kind.marker, _MARKER_TEXT, permissions(place / kind.marker))
    for written in {temporary, *((temporary / name).parent for name in names)}:
        flush_folder(written)
    return names


def _exchange(temporary: Path, place: Path) -> None:
    """Put a finished folder in its place and remove the old one, if any."""
    if not os.path.lexists(place):
        temporary.rename(place)
        return
    old = temporary_path(place, _OLD)
    shutil.copymode(place, temporary)
    place.rename(old)
    try:
        temporary.rename(place)
    except OSError:
        _move_back(old, place)
        raise
    _remove_old(place)


def _move_back(old: Path, place: Path) -> None:
    """Move the old folder back, unless another export has just restored or replaced it."""
    try:
        old.rename(place)
    except OSError as error:
        if error.errno in _CHANGED_MEANWHILE:
            return
        raise OutputError(
            place,
            f"The old folder couldn’t be moved back. It is now {old.name}, in the same folder.",
            "Rename it back.",
        ) from error


def _remove_old(place: Path) -> None:
    """Remove the old folder, if any. From the first step on, it doesn't count as complete."""
    old = temporary_path(place, _OLD)
    if old.is_dir():
        with suppress(OSError):
            shutil.rmtree(old.rename(temporary_path(place)), ignore_errors=True)


def delete_files(files: Sequence[Path]) -> None:
    """Delete files, those that are gone already too.

    Raises:
        OutputError: One of them can't be deleted.
    """
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise _error(file, error) from error


def delete_folder(folder: Path) -> None:
    """Delete a folder with all that is in it.

    Raises:
        OutputError: It can't be deleted.
    """
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise _error(folder, error) from error


def _error(path: Path, error: OSError) -> OutputError:
    what = f"It can’t be deleted: {error.strerror or error}."
    return OutputError(path, what, "Close other programs that use it, or delete it yourself.")
