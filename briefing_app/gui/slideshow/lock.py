"""Tells whether a show goes on in any of the programs of one user."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile


class SlideshowLock:
    """A file that stands for a show that goes on; one that a crash left behind counts for nothing.

    Args:
        settings: The file of the settings, beside which it stands.
    """

    def __init__(self, settings: Path) -> None:
        self._folder = settings.parent
        self._file = QLockFile(str(settings.with_suffix(".show")))
        self._file.setStaleLockTime(0)  # a show may take all day

    def take(self) -> bool:
        """Take it until it is released; tells whether no other program has it.

        Where no file can be written, nobody can tell, and nothing is kept of a show either.
        """
        if self._file.isLocked():
            return True
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        self._file.tryLock(0)
        return self._file.error() is not QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Let others have it; also where it wasn't taken."""
        self._file.unlock()

    def held_elsewhere(self) -> bool:
        """Whether a show goes on in another program."""
        if self._file.isLocked():
            return False
        free = self.take()
        self.release()
        return not free
