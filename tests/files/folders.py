"""What the tests of atomic writing share."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from briefing_app.files.atomic import FolderKind

SLIDES: Final = FolderKind(".slides", re.compile(r"slide-\d+\.png|small/(?:\d+\.png)?"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files in a folder, hidden ones included, by their relative paths."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def make_slides(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files as an export of slides does."""
    folder.mkdir(exist_ok=True)
    (folder / SLIDES.marker).write_bytes(b"made by an export")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
