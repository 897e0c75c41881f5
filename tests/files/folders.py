"""What the tests of atomic writing share."""

import re
from pathlib import Path

REPLACEABLE = re.compile(r"slide-\d+\.png")


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files in a folder, hidden ones included, by their relative paths."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
