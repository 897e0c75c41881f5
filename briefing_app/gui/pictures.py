"""What Qt must draw for a file or the clipboard."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter


def png(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    written = QImageWriter(buffer, b"png").write(picture)
    assert written, "writing to memory can't fail"  # noqa: S101
    return bytes(buffer.data().data())
