"""Draw the application's icon files and the icons of the style sheet: ``make icons``."""

import re
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from briefing_app.files.paths import COLOURED_ICONS, ICONS
from briefing_app.gui.look import THEMES
from briefing_app.gui.style_sheet import style_sheet

SOURCE = ICONS / "briefing-app.svg"
PNG = ICONS / "briefing-app.png"
ICO = ICONS / "briefing-app.ico"
PNG_SIZE = 256
ICO_SIZES = (16, 24, 32, 48, 64, 256)


def draw(size: int) -> QImage:
    """Return the icon as a square picture.

    Args:
        size: The length of a side, in pixels.
    """
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return the picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def ico(images: list[QImage]) -> bytes:
    """Return the pictures as the bytes of one Windows icon: a directory, then each as a PNG.

    Qt's own writer stores a single picture only.

    Args:
        images: Square pictures of 1 to 256 pixels a side.
    """
    pictures = [png(image) for image in images]
    content = struct.pack("<HHH", 0, 1, len(pictures))
    start = len(content) + 16 * len(pictures)
    for image, picture in zip(images, pictures, strict=True):
        side = image.width() % 256  # 0 means 256
        content += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return content + b"".join(pictures)


def coloured_icons() -> dict[str, str]:
    """Return the SVG files of all icons that the style sheet names, by their names."""
    texts = (style_sheet(theme, round) for theme in THEMES.values())
    wanted = {
        icon for text in texts for icon in re.findall(r"url\(\w+:([\w-]+)-(\w+)\.svg\)", text)
    }
    return {
        f"{name}-{colour}.svg": (ICONS / f"{name}.svg")
        .read_text("utf-8")
        .replace("currentColor", f"#{colour}")
        for name, colour in sorted(wanted)
    }


def main() -> None:
    """Write the PNG and the Windows icon next to the SVG, and the coloured icons."""
    application = QGuiApplication([sys.argv[0], "-platform", "offscreen"])
    PNG.write_bytes(png(draw(PNG_SIZE)))
    ICO.write_bytes(ico([draw(size) for size in ICO_SIZES]))
    for path in COLOURED_ICONS.glob("*.svg"):
        path.unlink()
    for name, text in coloured_icons().items():
        (COLOURED_ICONS / name).write_text(text, "utf-8", newline="\n")
    for path in (PNG, ICO, COLOURED_ICONS):
        print(path.relative_to(Path.cwd()))
    application.quit()


if __name__ == "__main__":
    main()
