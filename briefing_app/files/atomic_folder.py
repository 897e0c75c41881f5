"""Atomic writing of several files into one folder.

The new files are written to a temporary folder first. Then, with Ctrl+C deferred, the old files are
moved into its subfolder ``.before`` and the new ones to their places. Renaming that subfolder to
``.outdated`` marks the exchange as complete: while ``.before`` exists, a failure is rolled back. No
other record is needed, so none can be out of date.
"""

import logging
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files.atomic_write import (
    flush_folder,
    permissions,
    temporary_name,
    write_flushed,
)
from briefing_app.files.output_checks import (
    check_name,
    check_parent_folder,
    output_error,
    refuse_read_only,
)
from briefing_app.files.progress import interrupts_deferred

if sys.platform != "win32":
    import fcntl

logger = logging.getLogger(__name__)

_BEFORE: Final = ".before"
_OUTDATED: Final = ".outdated"


def write_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], *, replaceable: re.Pattern[str], force: bool
) -> list[Path]:
    """Write files into a folder: all of them or none.

    A new folder appears with all files in it. In an existing folder, every file with a replaceable
    name is removed, so that no outdated file remains; if anything fails, it is restored. Other
    files are not touched.

    Args:
        folder: The folder, whose parent folder must exist.
        files: Name and content of each file. If producing one raises an exception, nothing is
            written.
        replaceable: Matches the names of all files that this kind of output can contain.
        force: Whether existing files with such names may be replaced.

    Returns:
        The files in the order given.

    Raises:
        TargetExistsError: A file with a replaceable name exists and ``force`` is false.
        OutputError: The folder or a file can't be written, or a replaceable name is taken by a
            folder. Or old files couldn't be restored: the error says where they are.
    """
    try:
        exists = _folder_exists(folder)
        if exists:
            with _locked(folder):
                _existing_files(folder, replaceable, force=force)
        place = folder.resolve()
        temporary = (place if exists else place.parent) / temporary_name()
        try:
            temporary.mkdir()
            names = []
            for name, content in files:
                write_flushed(temporary / name, content, permissions(place / name))
                names.append(name)
            if exists:
                with _locked(folder):
                    # Others may have added files while the new ones were produced.
                    old_names = _existing_files(folder, replaceable, force=force)
                    _exchange(temporary, place, old_names, names)
            else:
                _rename_new_folder(temporary, place, force=force)
        finally:
            _remove_temporary(temporary, folder)
        flush_folder(place)
        logger.info("Wrote %d files to %s", len(names), folder.name)
    except OSError as error:
        raise output_error(folder, error) from error
    return [folder / name for name in names]


def _folder_exists(folder: Path) -> bool:
    """Return whether the folder exists.

    Raises:
        OutputError: It doesn't and can't be created.
    """
    check_name(folder)
    if folder.is_dir():
        return True
    if os.path.lexists(folder):
        raise OutputError(folder, "This is not a folder.", "Choose a folder, or a new name.")
    check_parent_folder(folder)
    return False


def _existing_files(folder: Path, replaceable: re.Pattern[str], *, force: bool) -> list[str]:
    """Return the sorted names of the files to be replaced.

    Raises:
        TargetExistsError: There are such files and ``force`` is false.
        OutputError: A replaceable name is taken by a folder or a device.
    """
    found = sorted(file for file in folder.iterdir() if replaceable.fullmatch(file.name))
    for file in found:
        mode = file.lstat().st_mode
        if stat.S_ISREG(mode):
            refuse_read_only(file)
        elif not stat.S_ISLNK(mode):  # replacing a link leaves what it points to
            raise OutputError(
                file,
                "This is a folder." if stat.S_ISDIR(mode) else "This is not an ordinary file.",
                "Move it away, or choose another folder.",
            )
    if found and not force:
        raise TargetExistsError(
            found[0],
            "This file already exists.",
            "Choose another folder, or use --force to replace it.",
        )
    return [file.name for file in found]


def _rename_new_folder(temporary: Path, folder: Path, *, force: bool) -> None:
    """Give a finished folder its name, unless another program has created that name meanwhile."""
    try:
        temporary.rename(folder)
    except OSError as error:
        if not os.path.lexists(folder):
            raise
        if force:
            raise _concurrent_write_error(folder) from error
        raise TargetExistsError(
            folder,
            "Another program has created this folder meanwhile.",
            "Choose another folder, or use --force to replace the files in it.",
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock a folder so that two exports into it are never mixed. Windows has no such locks.

    Raises:
        OutputError: Another program holds the lock or removes old files.
    """
    descriptor = None
    try:
        if sys.platform != "win32":
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            with suppress(OSError):  # some network drives don't support locks
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise _concurrent_write_error(folder) from error
        yield
    except FileNotFoundError as error:
        raise _concurrent_write_error(folder) from error
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _concurrent_write_error(folder: Path) -> OutputError:
    return OutputError(folder, "Another program is writing to this folder.", "Try again.")


def _exchange(temporary: Path, folder: Path, old_names: list[str], new_names: list[str]) -> None:
    """Replace the old files in a folder with the new ones, or leave it unchanged."""
    kept = temporary / _BEFORE
    with interrupts_deferred():
        kept.mkdir()
        try:
            for name in old_names:
                (folder / name).replace(kept / name)
            for name in new_names:
                (temporary / name).replace(folder / name)
            kept.rename(temporary / _OUTDATED)
        except BaseException:
            _roll_back(temporary, folder, new_names)
            raise


def _roll_back(temporary: Path, folder: Path, new_names: list[str]) -> None:
    """Undo an incomplete exchange as far as possible."""
    kept = temporary / _BEFORE
    if not kept.is_dir():  # the exchange was complete
        return
    for name in new_names:
        if not os.path.lexists(temporary / name):  # it was moved
            with suppress(OSError):
                (folder / name).replace(temporary / name)
    for file in list(kept.iterdir()):
        with suppress(OSError):
            file.replace(folder / file.name)


def _remove_temporary(temporary: Path, folder: Path) -> None:
    """Remove the temporary folder unless it holds old files that couldn't be restored.

    Raises:
        OutputError: It does.
    """
    kept = temporary / _BEFORE
    with interrupts_deferred():
        if kept.is_dir() and any(kept.iterdir()):
            raise OutputError(
                folder,
                f"Some old files couldn’t be restored. They are in {kept}.",
                "Move them back.",
            )
        shutil.rmtree(temporary, ignore_errors=True)
