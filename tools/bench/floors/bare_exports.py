"""Minimal exports with the same libraries: the floor for exports.

Run as a script: ``bare_exports.py KIND FOLDER TIMES``. It prints durations in milliseconds, one per
line.
"""

import csv
import io
import sys
import time
import zipfile
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


def data(target: Path) -> None:
    """Write a CSV file of one row in a ZIP archive."""
    text = io.StringIO()
    csv.writer(text).writerow(["bare"])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bare.csv", text.getvalue())


def main() -> None:
    """Export and print the durations."""
    exports = {"handout": handout, "slides": slides, "chart": picture, "pictures": picture}
    export = {**exports, "data": data}[sys.argv[1]]
    for number in range(int(sys.argv[3])):
        target = Path(sys.argv[2], f"bare-{sys.argv[1]}-{number}")
        started = time.perf_counter()
        export(target)
        print(1000 * (time.perf_counter() - started))


main()
