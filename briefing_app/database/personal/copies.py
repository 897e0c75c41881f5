"""The copy of `personal.db` that is kept beside it, and takes its place if that is lost.

It is the last state that was known to be sound, and has nothing that the user removed. A folder, a
link or a pipe with its name is no copy, and is left alone.
"""

import logging
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from briefing_app.database.personal.schema import (
    BUSY,
    BUSY_SECONDS,
    DamagedError,
    FileId,
    OtherVersionError,
    check_content,
    error_code,
    file_id,
    without_log,
)
from briefing_app.errors import ReplacedDataError
from briefing_app.files.atomic import temporary_path, write_flushed
from briefing_app.files.lock import hold_when_free
from briefing_app.files.on_disk import (
    PRIVATE,
    file_size,
    file_status,
    is_ordinary_file,
    is_unused,
    retried,
)
from briefing_app.model.wording import written_date

logger = logging.getLogger(__name__)

DAMAGED_FILES: Final = "personal-damaged-*.db"
"""The pattern of the names of damaged files that were moved aside."""

_FILE: Final = "The file with your notes and running orders"
_LOGS: Final = ("-journal", "-wal", "-shm")  # SQLite would apply them to the copy


def copy_path(path: Path) -> Path:
    """Return the path of the copy of a file."""
    return path.with_name(f"{path.stem}-copy{path.suffix}")


def has_copy(path: Path) -> bool:
    """Return whether a file has a copy, sound or not."""
    return is_ordinary_file(copy_path(path)) and file_size(copy_path(path)) != 0


def is_lost(path: Path) -> bool:
    """Return whether a file that has a copy is missing, or empty as after a power cut."""
    return has_copy(path) and (is_unused(path) or file_size(path) == 0)


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
    copy = copy_path(path)
    if not is_unused(copy) and not is_ordinary_file(copy):
        logger.warning("There is no copy: something else has its name")
        return
    try:
        content = without_log(connection.serialize())
        check_content(content)
        with temporary_path(copy) as new:
            write_flushed(new, content, PRIVATE)
            retried(partial(new.replace, copy))
    except (OSError, sqlite3.OperationalError):
        logger.warning("The copy can't be written", exc_info=True)
        if has_removed:
            copy.unlink(missing_ok=True)


def replace_by_copy(path: Path, found: FileId | None) -> ReplacedDataError:
    """Put the copy in the place of a damaged or missing file; a new file if it isn't sound.

    What is damaged is moved aside.

    Args:
        path: The file.
        found: The file that is damaged; None if it is missing. If another window has replaced it,
            nothing is done.

    Returns:
        The error to show: from when the copy is, and where the damaged file is.

    Raises:
        BlockingIOError: Another window is doing the same.
        OSError: The files can't be written or moved.
        sqlite3.Error: The file is locked.
    """
    what = f"{_FILE} was {'missing' if found is None else 'damaged'}"
    with hold_when_free(path.with_suffix(".lock"), BUSY_SECONDS):
        if file_id(path) != found:
            return ReplacedDataError(path, f"{what}.", "Another window replaced it.")
        damaged = [] if found is None else [path]
        content = _sound_copy(path)
        if content:
            what += f". Its copy of {_time_of_copy(path)} is used now; what was saved later is lost"
        else:  # an empty file is a new one
            what += ", and has no sound copy, so the program uses a new one"
            damaged += [copy_path(path)] if has_copy(path) else []
        with _locked(path, found), temporary_path(path) as new:
            write_flushed(new, content, PRIVATE)
            # If the program is killed after this, the copy takes the place of a missing file.
            kept = [_move_aside(file).name for file in damaged]
            _remove_logs(path)
            retried(partial(new.replace, path))
    logger.error("Personal data was replaced by %s", "its copy" if content else "a new file")
    remedy = "A virus scanner or a program that copies files may have taken it away."
    if kept:
        files = "The damaged file is" if len(kept) == 1 else "The damaged files are"
        remedy = f"{files} kept as {' and '.join(kept)}."
    return ReplacedDataError(path, f"{what}.", remedy)


@contextmanager
def _locked(path: Path, found: FileId | None) -> Iterator[None]:
    """Lock a damaged file, so that nobody else changes it; on Windows, only wait until it is free.

    Raises:
        sqlite3.Error: Another program has locked it.
    """
    if found is None:
        yield
        return
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as damaged:
        try:
            damaged.execute("BEGIN EXCLUSIVE")
        except UnicodeDecodeError:  # SQLite's message
            pass
        except sqlite3.Error as error:  # damaged, so that nobody else can lock it either
            if error_code(error) in BUSY:
                raise
        if sys.platform == "win32":  # where open files can't be moved
            damaged.close()
        yield


def _sound_copy(path: Path) -> bytes:
    """Return the bytes of the copy of a file; none if there is no sound one."""
    if not has_copy(path):
        return b""
    try:
        content = without_log(retried(copy_path(path).read_bytes))
        check_content(content)
    except (OSError, sqlite3.Error, UnicodeDecodeError, DamagedError, OtherVersionError):
        logger.warning("The copy can't be used", exc_info=True)
        return b""
    return content


def _time_of_copy(path: Path) -> str:
    """Return when the copy was written, as people write it; any time is possible."""
    try:
        written = datetime.fromtimestamp(file_status(copy_path(path)).st_mtime, UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        return "an unknown day"
    return f"{written_date(written.date().isoformat())}, {written:%H:%M}"


def _move_aside(file: Path) -> Path:
    """Give a damaged file a name that no other file has, and return it."""
    stem = f"personal-damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    names = (f"{stem}.db" if number == 1 else f"{stem}-{number}.db" for number in count(1))
    kept = next(place for name in names if is_unused(place := file.with_name(name)))
    return retried(partial(file.rename, kept))


def _remove_logs(path: Path) -> None:
    """Remove what SQLite has written beside a file that is gone."""
    for ending in _LOGS:
        log = path.with_name(f"{path.name}{ending}")
        if is_ordinary_file(log):
            retried(log.unlink)
