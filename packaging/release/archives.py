"""Writes archives whose bytes depend only on the files in them."""

import lzma
import tarfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from release.project import source_date

_XZ_PRESET: Final = 9
_EARLIEST_IN_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder, in the order of their names."""
    yield from sorted(path for path in folder.rglob("*") if not path.is_dir())


def write_tar_xz(folder: Path, archive: Path) -> None:
    """Write a folder, under its own name, to a ``.tar.xz`` archive."""

    def neutral(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = source_date()
        executable = member.isdir() or member.mode & 0o100
        member.mode = 0o755 if executable else 0o644
        return member

    archive.parent.mkdir(exist_ok=True)
    with (
        lzma.open(archive, "wb", preset=_XZ_PRESET) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        for path in (folder, *sorted(folder.rglob("*"))):
            name = path.relative_to(folder.parent)
            tar.add(path, str(name), recursive=False, filter=neutral)


def write_zip(folder: Path, archive: Path) -> None:
    """Write a folder, under its own name, to a ``.zip`` archive."""
    archive.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for path in files_in(folder):
            entry = _zip_entry(path.relative_to(folder.parent))
            target.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=9)


def write_modules(folder: Path, modules: Iterable[Path], archive: Path) -> None:
    """Write compiled modules to an archive that Python imports from.

    They are not compressed: that starts faster, and what the archive is shipped in compresses it.

    Args:
        folder: The folder that they are imported from so far.
        modules: The modules in it.
        archive: The file to write.
    """
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(modules):
            target.writestr(_zip_entry(path.relative_to(folder)), path.read_bytes())


def _zip_entry(name: Path) -> zipfile.ZipInfo:
    date = max(time.gmtime(source_date())[:6], _EARLIEST_IN_ZIP)
    entry = zipfile.ZipInfo(name.as_posix(), date)
    entry.external_attr = _READABLE
    return entry
