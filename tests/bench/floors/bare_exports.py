"""What the libraries themselves take for the least that an export could be.

Run as a script: ``bare_exports.py KIND FOLDER TIMES``; prints milliseconds, one time on a line.
"""

import csv
import io
import sys
import time
import zipfile
from pathlib import Path

WIDTH, HEIGHT = 1920, 1080


def handout(target: Path) -> None:
    """One line of text as a tagged PDF, by typst."""
    import typst  # noqa: PLC0415, its import is part of it

    text = b'#set document(title: "Bare"); #set text(lang: "en")\n= Bare'
    target.write_bytes(typst.compile(text, format="pdf", pdf_standards=["ua-1"]))


def slides(target: Path) -> None:
    """One slide with a title, by python-pptx."""
    from pptx import Presentation  # noqa: PLC0415, its import is part of it

    show = Presentation()
    show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = "Bare"
    show.save(str(target))


def picture(target: Path) -> None:
    """A picture of one colour as PNG, by Qt."""
    from PySide6.QtGui import QImage  # noqa: PLC0415, its import is part of it

    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    image.save(f"{target}.png")


def data(target: Path) -> None:
    """One table of one row in a ZIP archive."""
    text = io.StringIO()
    csv.writer(text).writerow(["bare"])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bare.csv", text.getvalue())


def main() -> None:
    """Make it, and print the times."""
    made = {"handout": handout, "slides": slides, "chart": picture, "pictures": picture}
    make = {**made, "data": data}[sys.argv[1]]
    for number in range(int(sys.argv[3])):
        target = Path(sys.argv[2], f"bare-{sys.argv[1]}-{number}")
        started = time.perf_counter()
        make(target)
        print(1000 * (time.perf_counter() - started))


main()
