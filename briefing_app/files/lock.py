"""Locks of the operating system on files. They end with the process that holds them."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes, and nobody else can read them then. SQLite reads and locks earlier ones.
    _LOCKED_BYTE: Final = 0x7FFF_FFFF

    def _lock(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}


class NoLocksError(OSError):
    """The drive can't lock files."""


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed.

    Returns:
        Whether it is locked now. False if another process has it locked, or another part of this
        one, and also if the system gives an unknown reason: then another one may have it.

    Raises:
        NoLocksError: The drive can't lock files.
    """
    try:
        _lock(file)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise NoLocksError(error.errno, error.strerror) from error
        return False
    return True


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock of an existing file.

    Raises:
        BlockingIOError: Another process, or another part of this one, may hold it.
        NoLocksError: The drive can't lock files.
        OSError: The file can't be opened.
    """
    with path.open("r+b") as file:
        if not lock(file):
            raise BlockingIOError(errno.EAGAIN, "Another program has locked it", str(path))
        yield
