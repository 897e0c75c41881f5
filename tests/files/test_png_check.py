"""A PNG file is checked before any library decodes it."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from briefing_app.files.reading import BadPngError, checked_png
from tests.sample_png import HEADER, chunk, png_of, sample_png

MAX = 2_000


@pytest.mark.parametrize(
    ("depth", "colour_type"),
    [(1, 0), (8, 0), (16, 0), (8, 2), (16, 2), (4, 3), (8, 3), (8, 4), (8, 6), (16, 6)],
)
def test_each_kind_of_png_is_kept_as_it_looks(depth: int, colour_type: int) -> None:
    data = sample_png(5, 3, depth=depth, colour_type=colour_type)
    before, after = QImage.fromData(data), QImage.fromData(checked_png(data, MAX))
    assert not before.isNull()
    assert after == before


def test_everything_but_the_picture_is_removed() -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(5_000_000)))
    data = sample_png(2, 2, extra=chunk(b"tEXt", b"Author\0Somebody") + bomb)
    kept = checked_png(data + b"<script>", MAX)
    assert kept == checked_png(sample_png(2, 2), MAX)
    assert b"Somebody" not in kept
    pixels = zlib.compress(bytes(18))
    assert checked_png(png_of(HEADER, pixels + b"more"), MAX) == png_of(HEADER, pixels)


@pytest.mark.parametrize(("width", "height"), [(2_001, 1), (1, 2_001), (2**31, 2**31), (0, 1)])
def test_size_is_checked_before_the_pixels(width: int, height: int) -> None:
    header = struct.pack(">LLBBBBB", width, height, 8, 6, 0, 0, 0)
    with pytest.raises(BadPngError, match="pixels, more than 2,000"):
        checked_png(png_of(header, b"not compressed"), MAX)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a PNG"),
        (b"GIF89a", "not a PNG"),
        (b"<svg/>", "not a PNG"),
        (sample_png(2, 2)[:-1], "damaged"),
        (sample_png(2, 2).replace(b"IDAT", b"iDAT"), "damaged"),
        (png_of(HEADER, zlib.compress(b"")), "damaged"),
        (png_of(HEADER, zlib.compress(bytes(10_000_000))), "damaged"),
        (png_of(HEADER, zlib.compress(b"\x05" * 18)), "damaged"),
        (png_of(HEADER, zlib.compress(bytes(18))[:-4]), "damaged"),  # Qt can't read it
        (png_of(HEADER[:-1] + b"\x01", zlib.compress(bytes(18))), "interlaced"),
        (png_of(HEADER[:9] + b"\x03" + HEADER[10:], zlib.compress(bytes(6))), "damaged"),
        (png_of(HEADER[:8] + b"\x03" + HEADER[9:], b""), "damaged"),
        (png_of(b"", b""), "damaged"),
    ],
    ids=range(13),
)
def test_hostile_png_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(BadPngError, match=why):
        checked_png(data, MAX)


@given(st.data())
def test_changed_byte_is_noticed_or_harmless(data: st.DataObject) -> None:
    original = bytearray(sample_png(3, 3))
    at = data.draw(st.integers(0, len(original) - 1))
    original[at] = data.draw(st.integers(0, 255))
    try:
        kept = checked_png(bytes(original), MAX)
    except BadPngError:
        return
    assert not QImage.fromData(kept).isNull()
