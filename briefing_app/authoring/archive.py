"""Opening the file of a workbook safely: its format, its size, its parts in memory, their XML.

A workbook is a ZIP file from an unknown origin. It is read once, and its parts are unpacked while
their size is counted. Only these parts are passed on, so nothing relies on what the file says about
itself. The methods of compression are the two that spreadsheet programs use: Python can limit how
much it unpacks of them at once. Parts are parsed as a stream. Document types, and with them all
tricks with entities, are refused.
"""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final
from xml.parsers import expat

from briefing_app.errors import UnreadableSourceError
from briefing_app.files.on_disk import (
    UnsuitableFileError,
    read_regular_file,
    reason,
)

_MAX_FILE_SIZE: Final = 50 * 2**20  # bytes; ten thousand findings take two million
_MAX_UNPACKED: Final = 200 * 2**20  # bytes
_MAX_RATIO: Final = 200  # ratio of unpacked to packed size that no spreadsheet program reaches
_SMALL: Final = 10 * 2**20  # bytes, unpacked, up to which any ratio is harmless
_CHUNK: Final = 2**20  # bytes
_MAX_PARTS: Final = 10_000
_PARSED_AT_ONCE: Final = 2**16  # bytes, between two calls of `Advance`
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_ZIP_SIGNATURE: Final = b"PK"
_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins files of Office before 2007, and any that Office protects with a password."""
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"

_PARTS: Final = re.compile(r"(?i)xl/(_rels/)?[^/]+\.(xml|rels)|xl/worksheets/[^/]+\.xml")
"""The parts with sheets and cells. Pictures, charts and drawings are not unpacked."""

_NOT_A_WORKBOOK: Final = "This is not an Excel workbook."
_SAVE_AS: Final = "Save it as an Excel workbook (.xlsx)."

Advance = Callable[[int], object]
"""Called with the number of bytes read since the last call; an exception stops the reading."""


class NotASheetError(Exception):
    """Something in a workbook that no spreadsheet program writes."""

    def __init__(self) -> None:
        super().__init__("not written by a spreadsheet program")


def read_parts(path: Path) -> dict[str, bytes]:
    """Read and unpack a workbook.

    Args:
        path: The file; it is not written to.

    Returns:
        The name in lower case, as programs differ in that, to the unpacked bytes of each part
        with sheets and cells.

    Raises:
        UnreadableSourceError: It doesn't exist, is not a workbook that can be read, has a password
            or macros, is damaged, or is too large, packed or unpacked.
    """
    content = _content(path)
    if content.startswith(_OLE_SIGNATURE):
        raise _old_or_protected(path, content)
    if not content.startswith(_ZIP_SIGNATURE):
        what = _NOT_A_WORKBOOK if content else "The file is empty."
        remedy = "If a spreadsheet program can open it, save it from there as .xlsx."
        raise UnreadableSourceError(path, what, remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            # Programs differ in whether names that differ only in case are the same part.
            names = {entry.filename.casefold() for entry in entries}
            if len(names) != len(entries) or len(names) > _MAX_PARTS:
                raise damaged(path)
            if any(entry.compress_type not in _METHODS for entry in entries):
                raise _other_compression(path)
            _check_format(path, archive, names)
            wanted = [entry for entry in entries if _PARTS.fullmatch(entry.filename)]
            return _unpacked(path, archive, wanted, len(content))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a version of the format that no spreadsheet program uses
        RuntimeError,  # a part with a password
        OSError,
        ValueError,
        OverflowError,
    ) as error:
        raise damaged(path) from error


def damaged(path: Path) -> UnreadableSourceError:
    """Return the error for a workbook that can't be understood."""
    return UnreadableSourceError(
        path,
        "The workbook is damaged.",
        "Open it in a spreadsheet program and save it again, or use an older copy.",
    )


def create_parser(
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> expat.XMLParserType:
    """Return a parser that accepts only UTF-8, and no document type.

    Args:
        start: Called with the name and the attributes of each element. Names follow their
            namespace and a space.
        end: Called with the name of each element when it ends.
        text: Called with the text of elements.
    """
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def parse(parser: expat.XMLParserType, part: bytes, advance: Advance) -> None:
    """Parse a part in chunks that end with a tag, so that no text within tags is split.

    Raises:
        NotASheetError: It is not in UTF-8.
        expat.ExpatError: It is not XML.
    """
    if part.startswith(_UTF_16) or b"\0" in part[:4]:  # expat would accept it
        raise NotASheetError
    start = 0
    while start < len(part):
        end = part.find(b">", start + _PARSED_AT_ONCE) + 1 or len(part)
        parser.Parse(part[start:end])
        advance(end - start)
        start = end
    parser.Parse(b"", True)  # noqa: FBT003, it takes no keywords


class LocalNames(dict[str, str]):
    """A cache of the names of elements without their namespaces."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def _refuse(*_: object) -> None:
    raise NotASheetError


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in {"utf-8", "us-ascii"}:
        raise NotASheetError


def _content(path: Path) -> bytes:
    try:
        return read_regular_file(path, _MAX_FILE_SIZE)
    except UnsuitableFileError as error:
        remedy = (
            "Choose a workbook. If it is too large, delete pictures and sheets that don’t belong"
            " to the briefing."
        )
        raise UnreadableSourceError(path, f"The workbook is {error}.", remedy) from error
    except FileNotFoundError as error:
        raise UnreadableSourceError(
            path, "There is no such file.", "Check its name and folder."
        ) from error
    except (OSError, ValueError) as error:
        remedy = "Close it in other programs, and check that you have permission to read it."
        what = f"The file can’t be read: {reason(error)}."
        raise UnreadableSourceError(path, what, remedy) from error


def _old_or_protected(path: Path, content: bytes) -> UnreadableSourceError:
    if _ENCRYPTED_STREAM in content:
        return UnreadableSourceError(
            path,
            "The workbook is protected with a password.",
            "Remove the password in the spreadsheet program and save it again.",
        )
    what = "This file was saved by an older version of Excel or another Office program."
    return UnreadableSourceError(path, what, _SAVE_AS)


def _too_large(path: Path) -> UnreadableSourceError:
    return UnreadableSourceError(
        path,
        f"Unpacked, the workbook is larger than {_MAX_UNPACKED // 2**20} MB, or far larger than"
        " its file.",
        "Delete empty rows and columns that are formatted, or start from a new template.",
    )


def _other_compression(path: Path) -> UnreadableSourceError:
    return UnreadableSourceError(
        path,
        "The workbook is compressed in a way that spreadsheet programs don’t use.",
        "Open it in a spreadsheet program and save it again.",
    )


def _check_format(path: Path, archive: zipfile.ZipFile, names: Collection[str]) -> None:
    """Refuse other files than Excel workbooks without macros.

    Args:
        path: The file.
        archive: The opened file.
        names: The names of its parts, in lower case.
    """
    if "mimetype" in archive.namelist():
        with archive.open("mimetype") as part:
            if part.read(len(_OPEN_DOCUMENT)) == _OPEN_DOCUMENT:
                what = "This is an OpenDocument spreadsheet (.ods)."
                raise UnreadableSourceError(path, what, _SAVE_AS)
    if "xl/vbaproject.bin" in names or any(name.startswith("xl/macrosheets/") for name in names):
        raise UnreadableSourceError(
            path,
            "The workbook contains macros. They are never run, so the values that they fill in"
            " would be missing.",
            "Save it as an Excel workbook without macros (.xlsx).",
        )
    if "xl/workbook.xml" not in names:
        raise UnreadableSourceError(path, _NOT_A_WORKBOOK, _SAVE_AS)


def _unpacked(
    path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int
) -> dict[str, bytes]:
    """Return the parts. Their sizes are limited as stated, and again while they are unpacked."""
    limit = min(_MAX_UNPACKED, max(_SMALL, _MAX_RATIO * packed))
    if sum(entry.file_size for entry in entries) > limit:
        raise _too_large(path)
    total = 0
    parts = {}
    for entry in entries:
        pieces = []
        with archive.open(entry) as part:
            while piece := part.read(_CHUNK):
                pieces.append(piece)
                total += len(piece)
                if total > limit:
                    raise _too_large(path)
        parts[entry.filename.casefold()] = b"".join(pieces)
    return parts
