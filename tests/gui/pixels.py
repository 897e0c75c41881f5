"""The pixels of pictures, all of them at once: asking Qt for one at a time takes long."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage


def pixels(image: QImage) -> npt.NDArray[np.uint32]:
    """Return the pixels as 0xAARRGGBB: an array of rows."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    flat = np.frombuffer(bytes(image.constBits()), np.uint32)
    return flat.reshape(image.height(), image.width())


def colours(image: QImage) -> set[str]:
    """Return the colours in a picture, as ``#RRGGBB``."""
    return {f"#{pixel & 0xFFFFFF:06X}" for pixel in np.unique(pixels(image))}


def count_differences(one: QImage, other: QImage) -> int:
    """Return in how many pixels two pictures of the same size differ."""
    assert one.size() == other.size()
    return int(np.count_nonzero(pixels(one) != pixels(other)))


def changed_area(one: QImage, other: QImage) -> QRect:
    """Return the rectangle around all differences of two pictures of the same size, in pixels."""
    assert one.size() == other.size()
    rows, columns = np.nonzero(pixels(one) != pixels(other))
    if not rows.size:
        return QRect()
    left, top = int(columns.min()), int(rows.min())
    return QRect(left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)
