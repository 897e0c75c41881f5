"""The files of a session pack: those of its parts, a README and checksums."""

import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.export.file_names import portable_name
from briefing_app.export.pack.readme import readme
from briefing_app.files.atomic import FolderKind
from briefing_app.files.progress import Progress, stage
from briefing_app.model.report import Report

README_FILE: Final = "README.txt"
CHECKSUM_FILE: Final = "SHA256SUMS"

HANDOUT_FILE: Final = "Handout.pdf"
SLIDES_FILE: Final = "Slides.pptx"
PICTURES_FOLDER: Final = "Slide pictures/"
DATA_FOLDER: Final = "Data/"
SAID_FILE: Final = "What we said.txt"
SAID_TABLE: Final = "What we said.csv"
_NAMES: Final = (
    *(README_FILE, CHECKSUM_FILE, HANDOUT_FILE, SLIDES_FILE, SAID_FILE, SAID_TABLE),
    *(PICTURES_FOLDER.rstrip("/"), DATA_FOLDER.rstrip("/")),
)


class PackPart(NamedTuple):
    """A file of a session pack, or a folder of files.

    Args:
        name: The file's name, or the folder's with ``/`` at its end.
        about: What it is, whom it is for, and how to open it.
        make: Returns name and content of each file in the folder; the name of a single file is
            empty. It is called with the progress callback.
        kind: What the folder may contain; None for a single file.
    """

    name: str
    about: str
    make: Callable[[Progress], Iterable[tuple[str, bytes]]]
    kind: FolderKind | None = None


def briefing_name(path: Path) -> str:
    """Return the name of the briefing's copy: its own, unless the stick or the pack refuses it."""
    name = portable_name(path.name)
    # Windows and USB sticks don't distinguish upper and lower case.
    is_taken = name.casefold() in map(str.casefold, _NAMES)
    return f"Briefing {name}" if is_taken else name


def pack_kind(parts: Iterable[PackPart]) -> FolderKind:
    """Return the kind of folder that a pack of these parts is; an earlier one may have had more."""
    names = [re.escape(name) for name in (*_NAMES, *(part.name for part in parts))]
    for part in parts:
        if part.kind is not None:
            inside = f"{re.escape(part.kind.marker)}|{part.kind.names.pattern}"
            names.append(f"{re.escape(part.name)}(?:{inside})")
    return FolderKind(CHECKSUM_FILE, re.compile("|".join(names)))


def pack_files(
    parts: Sequence[PackPart], report: Report, progress: Progress
) -> list[tuple[str, bytes]]:
    """Make the files of a session pack; the same parts give the same bytes.

    Args:
        parts: Its parts, in the order in which the README lists them.
        report: The briefing.
        progress: The progress callback; each part counts as an equal part of the work.

    Returns:
        Path and content of each file, the checksums last, in the format of ``sha256sum``.
    """
    about = [(part.name, part.about) for part in parts]
    files = [(README_FILE, readme(report, about, CHECKSUM_FILE))]
    for number, part in enumerate(parts):
        part_progress = stage(progress, number, len(parts))
        part_progress(0, 0)
        files += ((f"{part.name}{name}", content) for name, content in part.make(part_progress))
    sums = "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, content in files)
    return [*files, (CHECKSUM_FILE, sums.encode())]
