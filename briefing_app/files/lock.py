"""Locks of the operating system on files. They end with the process that holds them."""

import errno
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

from briefing_app.files.on_disk import make_private_file

logger = logging.getLogger(__name__)

_RETRY_S: Final = 0.05

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


@contextmanager
def hold_when_free(path: Path, max_wait_s: float) -> Iterator[None]:
    """Hold the lock of an empty file, which is made; wait for another window that holds it.

    If the drive can't lock files, nothing is held.

    Args:
        path: The file.
        max_wait_s: How long to wait, in seconds.

    Raises:
        BlockingIOError: Another program holds it for longer.
        OSError: The file can't be made or opened.
    """
    make_private_file(path)
    last_attempt = time.monotonic() + max_wait_s
    is_held = False
    with ExitStack() as stack:
        while not is_held:
            try:
                stack.enter_context(hold(path))
            except BlockingIOError:
                if time.monotonic() > last_attempt:
                    raise
                time.sleep(_RETRY_S)
                continue
            except NoLocksError:
                logger.warning("The drive can't lock files", exc_info=True)
            is_held = True
        yield
