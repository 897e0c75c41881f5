"""What the tests of atomic writing share."""

from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files in a folder, hidden ones included, by their relative paths."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
