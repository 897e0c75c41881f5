"""A workbook's file, opened with care: what it is, how large it is, and its parts in memory.

A workbook is a zip file that may come from anybody. It is read once, its parts are unpacked with
their sizes counted as they come, and only they are handed on: whoever reads the parts need not
trust what the file says of itself.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.errors import UnreadableSourceError
from briefing_app.files.office_file import is_ole_file, is_password_protected
from briefing_app.files.safe_read import UnsuitableFileError, read_regular_file

ENDINGS: Final = (".xlsx", ".ods")
"""How the names of workbooks end that can be read."""

_MOST_PACKED: Final = 50 * 2**20  # bytes; ten thousand findings take two million
_MOST_UNPACKED: Final = 200 * 2**20  # bytes
_MOST_RATIO: Final = 200  # of unpacked to packed, which no spreadsheet program reaches
_SMALL: Final = 10 * 2**20  # bytes, unpacked, of which any ratio is harmless
_CHUNK: Final = 2**20  # bytes
_MOST_PARTS: Final = 10_000

_ZIP: Final = b"PK"

ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
"""What the part ``mimetype`` of an OpenDocument spreadsheet says."""

# What tells of sheets and cells; pictures, charts and drawings stay packed.
_PARTS: Final = {
    "xlsx": re.compile(
        r"(?i)\[content_types\]\.xml|_rels/\.rels"
        r"|xl/(_rels/)?[^/]+\.(xml|rels)|xl/worksheets/[^/]+\.xml"
    ),
    "ods": re.compile(r"mimetype|content\.xml|meta\.xml|META-INF/manifest\.xml"),
}

_SAVE: Final = "Save it as an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods)."


class Format(Enum):
    """What a workbook is written in."""

    XLSX = "xlsx"
    ODS = "ods"


class WorkbookArchive(NamedTuple):
    """The parts of a workbook.

    Args:
        format: What it is written in.
        parts: Name to unpacked bytes, of all parts that tell of sheets and cells.
    """

    format: Format
    parts: Mapping[str, bytes]

    def part(self, name: str) -> bytes | None:
        """A part by its name, in capitals or not, as programs differ in that."""
        folded = name.casefold()
        return next(
            (part for own, part in self.parts.items() if own.casefold() == folded),
            None,
        )


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A zip file of parts, name to bytes, for a reader that wants one."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    content.seek(0)
    return content


def open_archive(path: Path) -> WorkbookArchive:
    """Read and unpack a workbook.

    Args:
        path: The file; it is not written to.

    Raises:
        UnreadableSourceError: It isn't there, is no workbook that can be read, is protected,
            damaged, holds macros, or is too large, packed or unpacked.
    """
    content = _content(path)
    if is_ole_file(content):
        raise _old_or_protected(path, content)
    if not content.startswith(_ZIP):
        what = "The file is empty." if not content else "This is no workbook, whatever its name."
        remedy = "Open it in a spreadsheet program, if it can, and save it as .xlsx from there."
        raise UnreadableSourceError(path, what, remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            # Programs differ in whether capitals make two parts of one.
            names = {name.casefold() for name in entries}
            if len(names) != len(archive.infolist()) or len(names) > _MOST_PARTS:
                raise damaged(path)
            format_ = _format(path, archive, entries)
            wanted = [name for name in entries if _PARTS[format_.value].fullmatch(name)]
            parts = _unpacked(path, archive, [entries[name] for name in wanted], len(content))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # packed in a way that no spreadsheet program uses
        RuntimeError,  # a part with a password of its own
        OSError,
        ValueError,
        OverflowError,
    ) as error:
        raise damaged(path) from error
    return WorkbookArchive(format_, parts)


def _content(path: Path) -> bytes:
    try:
        return read_regular_file(path, _MOST_PACKED)
    except UnsuitableFileError as error:
        remedy = (
            "Name a workbook. If it is one, take out pictures and sheets that are no part of the"
            " briefing, or start from a new template."
        )
        raise UnreadableSourceError(path, f"The workbook is {error.what}.", remedy) from error
    except FileNotFoundError as error:
        raise UnreadableSourceError(
            path, "There is no such file.", "Check its name and its folder."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        remedy = "Close it if another program shows it, and check that you may read it."
        raise UnreadableSourceError(path, f"It can’t be read: {reason}.", remedy) from error


def _old_or_protected(path: Path, content: bytes) -> UnreadableSourceError:
    if is_password_protected(content):
        return _protected(path)
    return UnreadableSourceError(path, "This is a file of an older Excel or Office program.", _SAVE)


def _protected(path: Path) -> UnreadableSourceError:
    return UnreadableSourceError(
        path,
        "The workbook is protected with a password.",
        "Take the password off in the spreadsheet program and save it again.",
    )


def damaged(path: Path) -> UnreadableSourceError:
    """What to tell of a workbook that no sense can be made of."""
    return UnreadableSourceError(
        path,
        "The workbook is damaged.",
        "Open it in a spreadsheet program and save it again, or take a copy from before.",
    )


def _too_large(path: Path) -> UnreadableSourceError:
    return UnreadableSourceError(
        path,
        f"Unpacked, the workbook is larger than {_MOST_UNPACKED // 2**20} MB, or far larger than"
        " its file.",
        "Delete rows and columns that are empty but formatted, or start from a new template.",
    )


def _format(path: Path, archive: zipfile.ZipFile, entries: Mapping[str, object]) -> Format:
    names = {name.casefold() for name in entries}
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            kind = part.read(len(ODS_TYPE) + 100).strip()
        if kind in {ODS_TYPE, ODS_TYPE + b"-template"}:
            return _unprotected_ods(path, archive)
    if "xl/vbaproject.bin" in names or any(name.startswith("xl/macrosheets/") for name in names):
        raise UnreadableSourceError(
            path,
            "The workbook holds macros. They are never run, and what they were to fill in would"
            " be missing.",
            "Save it as an Excel workbook without macros (.xlsx).",
        )
    if "xl/workbook.xml" in names:
        return Format.XLSX
    raise UnreadableSourceError(path, "This is no workbook that can be read.", _SAVE)


def _unprotected_ods(path: Path, archive: zipfile.ZipFile) -> Format:
    with archive.open("META-INF/manifest.xml") as part:
        if b"encryption-data" in part.read(_CHUNK):
            raise _protected(path)
    return Format.ODS


def _unpacked(
    path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int
) -> dict[str, bytes]:
    """The parts; their sizes are counted as they come, whatever the file says of them."""
    total = 0
    parts = {}
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise _too_large(path)
    for entry in entries:
        pieces = []
        with archive.open(entry) as part:
            while piece := part.read(_CHUNK):
                pieces.append(piece)
                total += len(piece)
                if total > _MOST_UNPACKED or total > max(_SMALL, _MOST_RATIO * packed):
                    raise _too_large(path)
        parts[entry.filename] = b"".join(pieces)
    return parts
