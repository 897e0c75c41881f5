"""Files and folders that only their owner may read.

On Windows the user's profile, in which they are, is private already.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
"""The permission bits of all files that the program keeps for the user."""

_PRIVATE_FOLDER: Final = 0o700 if os.name == "posix" else 0o777
_OF_OTHERS: Final = 0o077


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may read, and the folders above it that are missing.

    Raises:
        OSError: It can't be made.
    """
    if not folder.parent.exists():
        make_private_folder(folder.parent)
    folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    _refuse_others(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, and its folder; keep one that is there.

    A file that is there must not be opened: closing it again would end the locks that SQLite's
    connections in other threads have on it.

    Raises:
        OSError: It can't be made.
    """
    make_private_folder(path.parent)
    if path.exists():
        _refuse_others(path)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, PRIVATE))


def _refuse_others(path: Path) -> None:
    """Take the rights of others away, as far as the drive has rights and the user may."""
    if os.name == "posix":
        with suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & _OF_OTHERS:
                path.chmod(mode & ~_OF_OTHERS)
