"""Puts finished files in their place: all or nothing.

A file is written beside its target under another name, flushed to the disk, and moved to its place
in one step. If anything goes wrong before that, or the work is stopped, what stood in the target's
place stands there still, and nothing is left beside it.
"""

import errno
import os
import re
import secrets
import shutil
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from briefing_app.errors import OutputError, TargetExistsError

if sys.platform != "win32":
    import fcntl

Progress = Callable[[int, int], object]
"""Called with how many parts of some work are done and how many there are; 0 where nobody knows.

What it raises ends the work, and nothing is written.
"""

_BEFORE: Final = ".before"
_OUTDATED: Final = ".outdated"

# What Windows takes for a device, a stream of another file, or nothing at all.
_NO_NAME_ON_WINDOWS: Final = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?"
    r'|.*[<>:"|?*].*|.*[ .]'
)


def check_target(target: Path) -> None:
    """Refuse a place that no file can be written to, before any work is done.

    Raises:
        OutputError: It is a folder or no ordinary file, it is read-only, its folder isn't there, or
            no file can have that name.
    """
    try:
        _check_name(target)
        if target.is_dir():
            raise OutputError(
                target, "This is a folder.", "Name the file to write, in that folder."
            )
        if target.exists() and not target.is_file():
            raise OutputError(target, "This is not an ordinary file.", "Name another file.")
        if target.exists():
            _refuse_read_only(target)
        _check_folder_of(target)
    except OSError as error:
        raise unwritable(target, error) from error


def refuse_existing(target: Path) -> None:
    """Refuse to write over a file unasked.

    Raises:
        AlreadyThereError: There is one.
    """
    # Unlike Path.is_file, it doesn't raise for a name that no file can have.
    if os.path.isfile(target):  # noqa: PTH113
        raise TargetExistsError(
            target, "This file is already there.", "Name another, or replace it with --force."
        )


def same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, be it through links; or will, once it is there."""
    with suppress(OSError, ValueError):  # one of the two isn't there, or can't be
        return one.samefile(other)
    with suppress(OSError, ValueError):
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
    return False


def refuse_own_source(target: Path, sources: Iterable[Path]) -> None:
    """Refuse to write over what is read, by whatever name it goes.

    Args:
        target: The file to write.
        sources: The files that it is made from.

    Raises:
        OutputError: The target is one of them.
    """
    for source in sources:
        if same_file(target, source):
            raise OutputError(
                target, f"It is made from this file, {source.name}.", "Name another file."
            )


def refuse_open_elsewhere(target: Path) -> None:
    """Refuse to replace a document that an office program shows, and would write over again.

    Windows keeps such a file from being replaced; elsewhere only the programs' own notes tell.

    Raises:
        OutputError: There is such a note beside the file.
    """
    name = target.name
    for lock in (f".~lock.{name}#", f"~${name}", f"~${name[2:]}"):
        # Unlike Path.is_file, it doesn't raise for a name that is too long.
        if os.path.isfile(target.with_name(lock)):  # noqa: PTH113
            raise OutputError(
                target,
                f"Another program shows this file: {lock} is there.",
                f"Close it there, or delete {lock} if no program has the file open.",
            )


def write_file(target: Path, content: bytes) -> None:
    """Write a whole file; one that is there is replaced.

    Raises:
        OutputError: It can't be written.
    """
    check_target(target)
    with written_beside(target, content):
        pass


@contextmanager
def written_beside(target: Path, content: bytes) -> Iterator[Path]:
    """A finished file beside its target, which takes its place unless the block raises.

    Whoever may read and write what it replaces, may read and write it.

    Args:
        target: The file to write. Where it is a link, what the link leads to is replaced.
        content: All of its bytes.

    Yields:
        The file beside it.

    Raises:
        OutputError: It can't be written.
    """
    try:
        # Where a link leads, so that the link stays one.
        place = target.resolve()
        unfinished = place.with_name(_unfinished_name())
        try:
            _write(unfinished, content, _mode(place))
            yield unfinished
            unfinished.replace(place)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        _flush_folder(place.parent)
    except OSError as error:
        raise unwritable(target, error) from error


def write_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], *, ours: re.Pattern[str], force: bool
) -> list[Path]:
    """Write files into a folder: all of them, or none.

    Where the folder isn't there yet, it appears with all files in it. In a folder that is there,
    what is not ours stays untouched; what is ours from an earlier time goes, so that nothing
    outdated is left among what is new, and comes back if anything goes wrong.

    Args:
        folder: The folder; the one that it is to be made in must be there.
        files: Name and content of each, made one by one; what making them raises ends it all.
        ours: The names of all files that may be written.
        force: Whether files of ours that are there may be replaced.

    Returns:
        The files, in the order in which they were made.

    Raises:
        AlreadyThereError: A file of ours is there and not to be replaced.
        OutputError: The folder or a file can't be written, or what has the name of a file of ours
            is none. Or what was there can't be put back: it is kept then, and the error says where.
    """
    try:
        there = _checked_folder(folder)
        if there:
            with _by_ourselves(folder):
                _replaceable(folder, ours, force=force)
        place = folder.resolve()
        unfinished = (place if there else place.parent) / _unfinished_name()
        try:
            unfinished.mkdir()
            names = []
            for name, content in files:
                _write(unfinished / name, content, _mode(place / name))
                names.append(name)
            if there:
                with _by_ourselves(folder):
                    # Others may have come while the new ones were made.
                    before = _replaceable(folder, ours, force=force)
                    _exchange(unfinished, place, before, names)
            else:
                _appear(unfinished, place, force=force)
        finally:
            _clear_away(unfinished, folder)
        _flush_folder(place)
    except OSError as error:
        raise unwritable(folder, error) from error
    return [folder / name for name in names]


@contextmanager
def interrupts_held() -> Iterator[Progress]:
    """Let Ctrl+C wait for a moment that the work can bear; what is that far by the end is done.

    Yields:
        What is called at such moments, and raises KeyboardInterrupt if it was pressed.
    """
    pressed = False

    def note(_signal: int, _frame: object) -> None:
        nonlocal pressed
        pressed = True

    def look(_done: int, _of: int) -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    main_thread = threading.current_thread() is threading.main_thread()
    if not main_thread or before is not signal.default_int_handler:  # nobody would be interrupted
        yield look
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield look
    finally:
        signal.signal(signal.SIGINT, before)


def unwritable(target: Path, error: OSError) -> OutputError:
    """What to tell of a file or folder that the system refuses to write."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError(
            target, "There is not enough room on the disk.", "Make room and try again."
        )
    if isinstance(error, PermissionError):
        return OutputError(
            target,
            "The file or its folder may not be written to.",
            "Close the file if another program shows it, or write to another folder.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(target, "The name is too long.", "Name a shorter one.")
    reason = error.strerror or str(error)
    return OutputError(target, f"It can’t be written: {reason}.", "Write to another folder.")


def _check_name(target: Path) -> None:
    if "\0" in str(target) or (os.name == "nt" and _NO_NAME_ON_WINDOWS.fullmatch(target.name)):
        raise OutputError(target, "No file can have this name.", "Name another file.")
    try:
        target.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise unwritable(target, error) from error


def _check_folder_of(target: Path) -> None:
    if not target.parent.is_dir():
        raise OutputError(
            target, f"There is no folder {target.parent}.", "Make it first, or name another."
        )


def _checked_folder(folder: Path) -> bool:
    """Whether the folder is there; what can't become one is refused."""
    _check_name(folder)
    if folder.is_dir():
        return True
    if os.path.lexists(folder):
        raise OutputError(folder, "This is not a folder.", "Name a folder, or a new one.")
    _check_folder_of(folder)
    return False


def _replaceable(folder: Path, ours: re.Pattern[str], *, force: bool) -> list[str]:
    """The names of what is to be replaced in a folder, in order.

    Raises:
        AlreadyThereError: A file of ours is there and not to be replaced.
        OutputError: What is there by such a name is no file.
    """
    found = sorted(file for file in folder.iterdir() if ours.fullmatch(file.name))
    for file in found:
        mode = file.lstat().st_mode
        if stat.S_ISREG(mode):
            _refuse_read_only(file)
        elif not stat.S_ISLNK(mode):  # what a link leads to stays
            raise OutputError(
                file,
                "This is a folder." if stat.S_ISDIR(mode) else "This is not an ordinary file.",
                "Move it away, or choose another folder.",
            )
    if found and not force:
        raise TargetExistsError(
            found[0],
            "This file is already there.",
            "Choose another folder, or replace it with --force.",
        )
    return [file.name for file in found]


def _unfinished_name() -> str:
    return f".{secrets.token_hex(8)}.part"


def _refuse_read_only(file: Path) -> None:
    """Refuse to replace what its owner protects; to the system the folder alone would count.

    Raises:
        OutputError: Nobody may write to it, or not we.
    """
    # The superuser may write to anything.
    ours = os.access(file, os.W_OK)
    if not ours or not file.stat().st_mode & 0o222:
        raise OutputError(file, "It is read-only.", "Allow writing to it, or choose another place.")


def _mode(place: Path) -> int | None:
    """Who may do what with a file; None where there is none, and the system decides."""
    try:
        found = place.lstat().st_mode
    except FileNotFoundError:
        return None
    return found & 0o777 if stat.S_ISREG(found) else None


def _write(file: Path, content: bytes, mode: int | None) -> None:
    with file.open("xb") as stream:
        if mode is not None:  # before there is anything to read in it
            file.chmod(mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _appear(unfinished: Path, folder: Path, *, force: bool) -> None:
    """Give a finished folder its name, unless somebody else has made one of that name meanwhile."""
    try:
        unfinished.rename(folder)
    except OSError as error:
        if not os.path.lexists(folder):
            raise
        if force:
            raise _written_elsewhere(folder) from error
        raise TargetExistsError(
            folder,
            "Another program has made this folder meanwhile.",
            "Name another folder, or replace what is in it with --force.",
        ) from error


@contextmanager
def _by_ourselves(folder: Path) -> Iterator[None]:
    """Keep others of our kind from writing into a folder, so that no two exports are mixed there.

    Raises:
        OutputError: Somebody else does it, or takes away what was there.
    """
    opened = None
    try:
        if sys.platform != "win32":
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            with suppress(OSError):  # some network drives know no locks
                try:
                    fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise _written_elsewhere(folder) from error
        yield
    except FileNotFoundError as error:
        raise _written_elsewhere(folder) from error
    finally:
        if opened is not None:
            os.close(opened)


def _written_elsewhere(folder: Path) -> OutputError:
    return OutputError(folder, "Something else is writing into it.", "Try again.")


def _exchange(unfinished: Path, folder: Path, before: list[str], names: list[str]) -> None:
    """Move new files to their places, and what was there out of the way; or leave all as it was.

    What was there stands in a folder of its own until all is done. That folder is the only note of
    how far it is: any other could miss the last move, where something goes wrong between the two.
    """
    kept = unfinished / _BEFORE
    with interrupts_held():
        kept.mkdir()
        try:
            for name in before:
                (folder / name).replace(kept / name)
            for name in names:
                (unfinished / name).replace(folder / name)
            kept.rename(unfinished / _OUTDATED)
        except BaseException:
            _put_back(unfinished, folder, names)
            raise


def _put_back(unfinished: Path, folder: Path, names: list[str]) -> None:
    """Undo a part of an exchange, as far as that can be."""
    kept = unfinished / _BEFORE
    if not kept.is_dir():  # it was no part, but all of it
        return
    for name in names:
        if not os.path.lexists(unfinished / name):  # it has taken its place
            with suppress(OSError):
                (folder / name).replace(unfinished / name)
    for file in list(kept.iterdir()):
        with suppress(OSError):
            file.replace(folder / file.name)


def _clear_away(unfinished: Path, folder: Path) -> None:
    """Remove what is unfinished or outdated, but nothing that should be back in its place.

    Raises:
        OutputError: There is such a file.
    """
    kept = unfinished / _BEFORE
    with interrupts_held():
        if kept.is_dir() and any(kept.iterdir()):
            raise OutputError(
                folder,
                f"Not all that was there could be put back; the rest is kept in {kept}.",
                "Move it back from there.",
            )
        shutil.rmtree(unfinished, ignore_errors=True)


def _flush_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):  # Windows keeps a folder's entries by itself
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
