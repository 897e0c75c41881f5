"""Checks a PNG file from an untrusted source before any library decodes it."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

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
