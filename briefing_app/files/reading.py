"""Reads files that may be hostile: limits, and checks before a library sees them."""

import stat
from enum import Enum, auto
from pathlib import Path
from typing import Final

from briefing_app.files.system_errors import retried


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
    with retried(lambda: path.open("rb")) as file:
        return file.read(status.st_size + 1)


_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")


def is_ole_file(content: bytes) -> bool:
    """Return whether this is a file of Office before 2007, or any Office file with a password."""
    return content.startswith(_OLE_SIGNATURE)


def is_password_protected(content: bytes) -> bool:
    """Return whether this is an Office file that can only be opened with a password."""
    return is_ole_file(content) and _ENCRYPTED_STREAM in content
