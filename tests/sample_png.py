"""PNG files made byte by byte, sound and hostile ones."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.pack(">LLBBBBB", 2, 2, 8, 6, 0, 0, 0)
"""The header of a picture of 2 × 2 pixels with transparency."""

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk with its length and checksum."""
    checksum = struct.pack(">L", zlib.crc32(name + content))
    return struct.pack(">L", len(content)) + name + content + checksum


def png_of(header: bytes, pixels: bytes, extra: bytes = b"") -> bytes:
    """Return a file with a header and compressed pixels, whatever they are.

    Args:
        header: The content of the chunk IHDR.
        pixels: The content of the chunk IDAT.
        extra: Further chunks between them.
    """
    chunks = chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels)
    return SIGNATURE + chunks + chunk(b"IEND", b"")


def sample_png(
    width: int, height: int, *, depth: int = 8, colour_type: int = 6, extra: bytes = b""
) -> bytes:
    """Return a sound picture."""
    header = struct.pack(">LLBBBBB", width, height, depth, colour_type, 0, 0, 0)
    line = b"\0" + bytes(
        17 * at % 256 if colour_type != 3 else 0
        for at in range((width * _CHANNELS[colour_type] * depth + 7) // 8)
    )
    palette = chunk(b"PLTE", b"\x12\x43\x6d\xff\xff\xff") if colour_type == 3 else b""
    return png_of(header, zlib.compress(line * height), palette + extra)
