"""Pictures as PNG files with texts and resolution, without filters, which take longest."""

import struct
import zlib
from typing import Final

from PySide6.QtGui import QImage

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR: Final = (8, 2, 0, 0, 0)  # bits, colour type, compression, filter, interlacing
_NO_FILTER: Final = b"\0"
_COMPRESSION: Final = 3
_BYTES_PER_PIXEL: Final = 3
_METRE: Final = 1  # the unit of the resolution


def png(picture: QImage) -> bytes:
    """Return a picture as the content of a PNG file, with its texts and resolution."""
    image = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    resolution = (image.dotsPerMeterX(), image.dotsPerMeterY())
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">II5B", width, height, *_TRUE_COLOUR)),
            _chunk(b"pHYs", struct.pack(">IIB", *resolution, _METRE)),
            *(_text(key, picture.text(key)) for key in picture.textKeys()),
            _chunk(b"IDAT", zlib.compress(_rows(image), _COMPRESSION)),
            _chunk(b"IEND", b""),
        )
    )


def _rows(image: QImage) -> bytes:
    """Return the pixels, each row after the number of its filter."""
    pixels, stride = image.constBits(), image.bytesPerLine()
    length = image.width() * _BYTES_PER_PIXEL
    starts = range(0, stride * image.height(), stride)
    return b"".join(
        part for start in starts for part in (_NO_FILTER, pixels[start : start + length])
    )


def _text(key: str, text: str) -> bytes:
    """Return an uncompressed text without a language."""
    return _chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
