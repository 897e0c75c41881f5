"""A minimal picture with the same library: the floor for exports.

Run as a script: ``bare_export.py FOLDER``. It prints the duration in milliseconds.
"""

import sys
import time
from pathlib import Path

WIDTH, HEIGHT = 1920, 1080


def main() -> None:
    """Write a PNG of one colour with Qt, and print the duration."""
    started = time.perf_counter()
    from PySide6.QtGui import QImage

    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    image.save(str(Path(sys.argv[1], "bare.png")))
    print(1000 * (time.perf_counter() - started))


main()
