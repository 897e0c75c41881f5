"""Minimal exports with the same libraries: the floor for exports.

Run as a script: ``bare_exports.py KIND FOLDER``. It prints the duration in milliseconds.
"""

import sys
import time
from pathlib import Path

WIDTH, HEIGHT = 1920, 1080


def handout(target: Path) -> None:
    """Write a tagged PDF of one line with typst."""
    import typst

    text = b'#set document(title: "Bare"); #set text(lang: "en")\n= Bare'
    target.write_bytes(typst.compile(text, format="pdf", pdf_standards=["ua-1"]))


def slides(target: Path) -> None:
    """Write one slide with a title with python-pptx."""
    from pptx import Presentation

    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Bare"
    presentation.save(str(target))


def picture(target: Path) -> None:
    """Write a PNG of one colour with Qt."""
    from PySide6.QtGui import QImage

    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    image.save(f"{target}.png")


def main() -> None:
    """Export and print the duration."""
    export = {"handout": handout, "slides": slides, "pictures": picture}[sys.argv[1]]
    target = Path(sys.argv[2], f"bare-{sys.argv[1]}")
    started = time.perf_counter()
    export(target)
    print(1000 * (time.perf_counter() - started))


main()
