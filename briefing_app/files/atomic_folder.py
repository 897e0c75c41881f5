"""Atomic writing of a folder: it is built next to the target, then the two are exchanged.

The exchange takes two renames: the old folder moves aside, the new one takes its place. If the
process is killed between them, the old folder is complete next to the target, and writing to the
target again begins by moving it back. Only a folder that this program made is ever replaced.
"""

import errno
import logging
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files.atomic_write import flush_folder, permissions, write_flushed
from briefing_app.files.output_checks import (
    check_name,
    check_parent_folder,
    is_folder,
    output_error,
    refuse_read_only,
)
from briefing_app.files.progress import interrupts_deferred
from briefing_app.files.temporary_path import hold, leftovers, temporary_path

logger = logging.getLogger(__name__)

_OLD: Final = "old"
_MARKER_TEXT: Final = b"briefing-app made this folder, and replaces it as a whole.\n"
_SYSTEM_FILES: Final = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by file managers
_CHANGED_MEANWHILE: Final = {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}


class FolderKind(NamedTuple):
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
