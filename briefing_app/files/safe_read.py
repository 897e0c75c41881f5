"""Reading a complete file that a user named, limited in kind and size.

A name may lead to a pipe that never gets any data, or to a device without an end.
"""

import stat
from enum import Enum, auto
from pathlib import Path


class UnsuitableReason(Enum):
    """Why a file is not read."""

    FOLDER = auto()
    DEVICE = auto()
    """A device or a pipe, which might never end or never start."""
    LARGE = auto()


class UnsuitableFileError(Exception):
    """A file that is not an ordinary one, or is too large.

    Args:
        reason: Why it is not read.
        max_bytes: The largest size allowed.
    """

    def __init__(self, reason: UnsuitableReason, max_bytes: int) -> None:
        self.reason = reason
        self.what = (
            f"larger than {max_bytes // 2**20} MB"
            if reason is UnsuitableReason.LARGE
            else "not an ordinary file"
        )
        """The reason in words, to follow “it is”."""
        super().__init__(self.what)


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file.

    Args:
        path: The file.
        max_bytes: The largest size allowed.

    Raises:
        UnsuitableFileError: It is a folder, a device or a pipe, or too large.
        OSError: It can't be read.
        ValueError: The name is invalid.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnsuitableFileError(UnsuitableReason.FOLDER, max_bytes)
    if not stat.S_ISREG(status.st_mode):
        raise UnsuitableFileError(UnsuitableReason.DEVICE, max_bytes)
    if status.st_size > max_bytes:
        raise UnsuitableFileError(UnsuitableReason.LARGE, max_bytes)
    with path.open("rb") as file:
        return file.read(status.st_size + 1)
