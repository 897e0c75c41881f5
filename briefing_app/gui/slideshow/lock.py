"""The lock that shows whether any program of the same user is running a slideshow."""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class SlideshowLock:
    """A lock on a file that is held while a slideshow is running.

    The system itself releases it when the program ends, even if it is killed. The file
    itself stays; its existence and content mean nothing, because a process id may belong to another
    program by now.

    Args:
        personal: The user's own file, whose folder holds the file of the lock; None if nothing may
            be written: then no lock is ever taken.
    """

    def __init__(self, personal: Path | None) -> None:
        self._path = personal.with_name("slideshow.lock") if personal is not None else None
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Take the lock until `release`. Return False if another program has it.

        If the folder is read-only or can't lock files, return True: then at worst two programs
        record their slideshows in the same place.
        """
        return self._file is not None or self._try("ab")

    def release(self) -> None:
        """Release the lock. Does nothing if it wasn't taken."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def is_taken_elsewhere(self) -> bool:
        """Return whether a slideshow is running in another program."""
        if self._file is not None:
            return False
        is_free = self._try("r+b")  # which creates no file
        self.release()
        return not is_free

    def _try(self, mode: str) -> bool:
        if self._path is None:
            return True
        try:
            if mode == "ab":
                self._path.parent.mkdir(parents=True, exist_ok=True)
            file: IO[bytes] = self._path.open(mode)
        except OSError:
            return True
        try:
            _lock(file)
        except OSError as error:
            file.close()
            # Other errors mean that the file system doesn't support locks.
            return not isinstance(error, BlockingIOError | PermissionError)
        self._file = file
        return True
