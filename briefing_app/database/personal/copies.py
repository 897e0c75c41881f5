"""The copy of `personal.db` that is kept beside it: the last state that was known to be sound.

It takes the file's place if that is damaged. What the user removed is never in it.
"""

import logging
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from briefing_app.database.personal.schema import check_sound, without_log
from briefing_app.files.atomic import temporary_path, write_flushed
from briefing_app.files.on_disk import (
    PRIVATE,
    file_size,
    is_file,
    is_missing,
    make_private_file,
    retried,
)

logger = logging.getLogger(__name__)

DAMAGED_FILES: Final = "personal-damaged-*.db"
"""The pattern of the names of damaged files that were moved aside."""


def replace_privately(target: Path, content: bytes) -> None:
    """Replace a file by one that only its owner may read.

    Raises:
        OSError: It can't be written; the target is as it was.
    """
    with temporary_path(target) as temporary:
        write_flushed(temporary, content, PRIVATE)
        retried(partial(temporary.replace, target))


def copy_path(path: Path) -> Path:
    """Return the path of the copy of a file."""
    return path.with_name(f"{path.stem}-copy{path.suffix}")


def make_file(path: Path) -> None:
    """Make an empty file if there is none. Then its copy goes: the user has deleted the file.

    Raises:
        OSError: The file can't be made, or the copy not be removed.
    """
    copy = copy_path(path)
    if is_missing(path) and is_file(copy):
        copy.unlink()
    make_private_file(path)  # SQLite's journal gets the same rights


def was_emptied(path: Path, size: int) -> bool:
    """Return whether a file has lost all, as in a power cut: a new one has no copy yet.

    Args:
        path: The file.
        size: Its size in bytes.
    """
    copy = copy_path(path)
    return size == 0 and is_file(copy) and file_size(copy) != 0


def write_copy(connection: sqlite3.Connection, path: Path, *, has_removed: bool = False) -> None:
    """Replace the copy by what a connection sees, if that is sound.

    If it can't be written, work continues; but a copy that has what the user removed goes.

    Args:
        connection: A transaction.
        path: The file that it is connected to.
        has_removed: Whether the transaction has removed something.

    Raises:
        DamagedError: The file is damaged; the old copy remains.
        OSError: The copy can be neither written nor removed.
    """
    try:
        content = without_log(connection.serialize())
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(content)
            check_sound(copy)
        replace_privately(copy_path(path), content)
    except (OSError, sqlite3.OperationalError):
        logger.warning("The copy can't be written", exc_info=True)
        if has_removed:
            copy_path(path).unlink(missing_ok=True)
