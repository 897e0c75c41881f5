"""Tells whether a slideshow is running in any program of the same user."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile


class SlideshowLock:
    """A lock file that exists while a slideshow is running.

    A file that was left behind by a crash is ignored.

    Args:
        settings: The settings file, whose folder holds the lock file.
    """

    def __init__(self, settings: Path) -> None:
        self._folder = settings.parent
        self._file = QLockFile(str(settings.with_suffix(".show")))
        self._file.setStaleLockTime(0)  # a slideshow may take all day

    def take(self) -> bool:
        """Take the lock until `release`. Return False if another program has it.

        If the folder is read-only, return True: then no program can record a slideshow either.
        """
        if self._file.isLocked():
            return True
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        self._file.tryLock(0)
        return self._file.error() is not QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Release the lock. Does nothing if it wasn't taken."""
        self._file.unlock()

    def is_taken_elsewhere(self) -> bool:
        """Return whether a slideshow is running in another program."""
        if self._file.isLocked():
            return False
        is_free = self.take()
        self.release()
        return not is_free
