"""Helpers for the tests of printing."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL.Image import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter

from briefing_app.gui.export.preview import PagePreview
from briefing_app.gui.export.printing import print_sheets
from briefing_app.gui.slides.png_file import png

A4 = (595, 842)


WHITE = (255, 255, 255)


COLOURS = ("#ff0000", "#00aa00", "#0000ff")


RGB = ((255, 0, 0), (0, 170, 0), (0, 0, 255))


def svg_page(colour: str, size: tuple[int, int] = A4) -> bytes:
    """Return a page as typst writes it, with a square of 200 units at its upper left corner."""
    width, height = size
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}pt" height="{height}pt" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<path fill="{colour}" fill-rule="nonzero" d="M 0 0h 200v 200h -200Z"/></svg>'
    ).encode()


def png_page(colour: str) -> bytes:
    picture = QImage(595, 842, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    for y in range(200):
        for x in range(200):
            picture.setPixel(x, y, int(colour[1:], 16))
    return png(picture)


PAGES = tuple(map(svg_page, COLOURS))


def render_sheets(target: Path) -> list[Image]:
    """Return the printed pages as pictures with one pixel for each point."""
    document = pypdfium2.PdfDocument(target.read_bytes())
    return [page.render(scale=1).to_pil().convert("RGB") for page in document]


def pixel(sheet: Image, x: float, y: float) -> object:
    return sheet.getpixel((round(x), round(y)))


def printed_pages(target: Path) -> list[int]:
    """Return the number of the page on each sheet."""
    return [RGB.index(pixel(sheet, 100, 100)) + 1 for sheet in render_sheets(target)]


def shown_page(widget: PagePreview) -> int:
    """Return the number of the page that is shown."""
    page = widget.page
    assert page is not None
    image = widget.grab().toImage()
    place = page.fitted(QRectF(image.rect()))
    colour = image.pixelColor((place.topLeft() + place.bottomRight() * 0.1).toPoint())
    return COLOURS.index(colour.name()) + 1


def use_letter_paper(printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))


def use_page_range(printer: QPrinter) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)


def print_all(printer: QPrinter, pages: Sequence[bytes]) -> None:
    for _ in print_sheets(printer, pages):
        pass
