"""Files that are read whole: ordinary ones, no larger than anybody needs.

A name may lead anywhere: to a pipe that nobody ever writes into, or to a device without end.
"""

import stat
from pathlib import Path


class UnfitFileError(Exception):
    """A file that is not read.

    Args:
        what: Why, as the end of a sentence about it, without a full stop.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


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
    if not stat.S_ISREG(about.st_mode):
        raise UnfitFileError("not an ordinary file")
    if about.st_size > most:
        raise UnfitFileError(f"larger than {most // 2**20} MB")
    with path.open("rb") as file:
        return file.read(about.st_size + 1)
