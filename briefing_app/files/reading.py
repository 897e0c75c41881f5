"""Reads files that may be hostile: limits, and checks before a library sees them."""

import stat
import struct
import zlib
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Final

from briefing_app.files.system_errors import retried


class UnsuitableReason(Enum):
    """Why a file is not read."""

    FOLDER = auto()
    DEVICE = auto()
    """A device or a pipe, which might never end or never start."""
    LARGE = auto()


class UnsuitableFileError(Exception):
    """A file that is not an ordinary one, or is too large.

    Args:
        reason: Why it is not read.
        max_bytes: The largest size allowed.
    """

    def __init__(self, reason: UnsuitableReason, max_bytes: int) -> None:
        self.reason = reason
        self.what = (
            f"larger than {max_bytes // 2**20} MB"
            if reason is UnsuitableReason.LARGE
            else "not an ordinary file"
        )
        """The reason in words, to follow “it is”."""
        super().__init__(self.what)


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file.

    Args:
        path: The file.
        max_bytes: The largest size allowed.

    Raises:
        UnsuitableFileError: It is a folder, a device or a pipe, or too large.
        OSError: It can't be read.
        ValueError: The name is invalid.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnsuitableFileError(UnsuitableReason.FOLDER, max_bytes)
    if not stat.S_ISREG(status.st_mode):
        raise UnsuitableFileError(UnsuitableReason.DEVICE, max_bytes)
    if status.st_size > max_bytes:
        raise UnsuitableFileError(UnsuitableReason.LARGE, max_bytes)
    with retried(lambda: path.open("rb")) as file:
        return file.read(status.st_size + 1)


_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")


def is_ole_file(content: bytes) -> bool:
    """Return whether this is a file of Office before 2007, or any Office file with a password."""
    return content.startswith(_OLE_SIGNATURE)


def is_password_protected(content: bytes) -> bool:
    """Return whether this is an Office file that can only be opened with a password."""
    return is_ole_file(content) and _ENCRYPTED_STREAM in content


_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PALETTE: Final = 3  # the colour type whose pixels are indexes
_MAX_FILTER: Final = 4


class BadPngError(Exception):
    """The data is not a PNG picture that can be used; the message says why."""


def checked_png(data: bytes, max_pixels: int) -> bytes:
    """Return a picture with its header, palette and pixels only, all of them checked.

    Args:
        data: The content of a file.
        max_pixels: The largest width and height allowed.

    Raises:
        BadPngError: It is not PNG, damaged, interlaced, or too wide or high.
    """
    chunks = list(_chunks(data))
    name, header = chunks[0]
    if name != b"IHDR" or len(header) != 13:
        raise BadPngError("it is damaged")
    width, height, depth, colour_type, compression, filtering, interlace = struct.unpack(
        ">LLBBBBB", header
    )
    if not (0 < width <= max_pixels and 0 < height <= max_pixels):
        raise BadPngError(f"it is {width:,} × {height:,} pixels, more than {max_pixels:,}")
    if depth not in _DEPTHS.get(colour_type, ()) or compression or filtering:
        raise BadPngError("it is damaged")
    if interlace:
        raise BadPngError("it is interlaced; save it without interlacing")
    found = dict(chunks[1:])
    palette = found.get(b"PLTE", b"") if colour_type == _PALETTE else b""
    if colour_type == _PALETTE and (not 3 <= len(palette) <= 768 or len(palette) % 3):
        raise BadPngError("it is damaged")
    parts = [(b"IHDR", header), (b"PLTE", palette)]
    transparency = found.get(b"tRNS", b"")
    expected = {0: (2,), 2: (6,), _PALETTE: range(1, len(palette) // 3 + 1)}
    if len(transparency) in expected.get(colour_type, ()):
        parts.append((b"tRNS", transparency))
    line_bytes = 1 + (width * _CHANNELS[colour_type] * depth + 7) // 8
    compressed = b"".join(content for name, content in chunks if name == b"IDAT")
    pixels = _checked_pixels(compressed, line_bytes, height)
    written = (*(part for part in parts if part[1]), (b"IDAT", pixels), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in written)


def png_ratio(data: bytes) -> float:
    """Return the width of a checked picture, divided by its height."""
    width, height = struct.unpack_from(">LL", data, len(_SIGNATURE) + 8)
    return float(width / height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the content of each chunk; the first is the header."""
    if not data.startswith(_SIGNATURE):
        raise BadPngError("it is not a PNG picture")
    at = len(_SIGNATURE)
    name = b""
    while name != b"IEND":
        if at + 12 > len(data):
            raise BadPngError("it is damaged")
        length, name = struct.unpack_from(">L4s", data, at)
        content = data[at + 8 : at + 8 + length]
        checksum = data[at + 8 + length : at + 12 + length]
        if checksum != struct.pack(">L", zlib.crc32(name + content)):
            raise BadPngError("it is damaged")
        at += 12 + length
        yield name, content


def _checked_pixels(compressed: bytes, line_bytes: int, height: int) -> bytes:
    """Return compressed pixels without what follows them, or raise if they are too few or many."""
    stream = zlib.decompressobj()
    try:
        lines = stream.decompress(compressed, line_bytes * height + 1)
    except zlib.error as error:
        raise BadPngError("it is damaged") from error
    is_complete = stream.eof and len(lines) == line_bytes * height
    if not is_complete or max(lines[::line_bytes]) > _MAX_FILTER:
        raise BadPngError("it is damaged")
    return compressed[: len(compressed) - len(stream.unused_data)]


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">L", zlib.crc32(name + content))
    return struct.pack(">L", len(content)) + name + content + checksum
