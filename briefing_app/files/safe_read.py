"""Files that are read whole: ordinary ones, no larger than anybody needs.

A name may lead anywhere: to a pipe that nobody ever writes into, or to a device without end.
"""

import stat
from enum import Enum, auto
from pathlib import Path


class Unsuitable(Enum):
    """Why a file is not read."""

    FOLDER = auto()
    DEVICE = auto()
    """A device or a pipe: it might never end, or never start."""
    LARGE = auto()


class UnsuitableFileError(Exception):
    """A file that is not read.

    Args:
        why: What it is instead of one that is.
        most: How many bytes it may have.
    """

    def __init__(self, why: Unsuitable, most: int) -> None:
        self.why = why
        self.what = (
            f"larger than {most // 2**20} MB" if why is Unsuitable.LARGE else "not an ordinary file"
        )
        """Why, as the end of a sentence about it, without a full stop."""
        super().__init__(self.what)


def read_plain_file(path: Path, most: int) -> bytes:
    """Read a file.

    Args:
        path: The file.
        most: How many bytes it may have.

    Raises:
        UnfitFileError: It is no ordinary file, or larger.
        OSError: It can't be read.
        ValueError: No file can have this name.
    """
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise UnsuitableFileError(Unsuitable.FOLDER, most)
    if not stat.S_ISREG(about.st_mode):
        raise UnsuitableFileError(Unsuitable.DEVICE, most)
    if about.st_size > most:
        raise UnsuitableFileError(Unsuitable.LARGE, most)
    with path.open("rb") as file:
        return file.read(about.st_size + 1)
