"""Rendering of slides and charts to PNG, and charts for the clipboard."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from briefing_app.errors import OptionError
from briefing_app.export.size_limits import (
    check_page_count,
    check_picture_size,
    check_picture_width,
)
from briefing_app.gui.slides.chart_svg import chart_svg
from briefing_app.gui.slides.figure_layout import Figure
from briefing_app.gui.slides.page_painter import PAGE, paint_page
from briefing_app.gui.slides.png_file import png
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slides.text_painter import paint_block
from briefing_app.layout.page import WIDTH, Page
from briefing_app.layout.theme import LIGHT, SlideTheme
from briefing_app.model.charts import tab_separated
from briefing_app.model.slides import Slide
from briefing_app.model.text import valid_xml

if TYPE_CHECKING:  # imported if there is any
    from briefing_app.model.slideshow.ink import Ink

NAMES: Final = re.compile(r"slide-[0-9]+(?:-[0-9]+)?\.png")
"""The file names of slide pictures: ``slide-07.png``, or ``slide-07-1.png`` and ``slide-07-2.png``
if the slide has several pages, a question and its answer, or bars to guess."""

_MAX_PIXELS: Final = 64_000_000  # 256 MB of memory
_MAX_HEIGHT: Final = 32_000  # pixels; Qt's limit is 32,767
_PRINT_WIDTH: Final = 0.17  # metres, a text column on A4: the size in a document
_CLIPBOARD_WIDTH: Final = 1600  # pixels


@contextmanager
def _painting(picture: QImage) -> Iterator[QPainter]:
    """Return a painter that ends before its picture is deleted; Qt crashes otherwise."""
    painter = QPainter(picture)
    try:
        yield painter
    finally:
        painter.end()


def chart_png(figure: Figure, width: int) -> bytes:
    """Return a chart with all its texts as a PNG file.

    The file contains the texts as title and description. Its resolution makes programs insert it
    into a document at the width of a text column.

    Args:
        figure: The chart, laid out.
        width: The width in pixels; the height depends on the content.

    Raises:
        OptionError: The width is not allowed, or the picture would be too large.
    """
    return png(_chart_image(figure, width))


def chart_mime(figure: Figure, width: int = _CLIPBOARD_WIDTH) -> QMimeData:
    """Return a chart for the clipboard: as a picture, as SVG, and as tab-separated text.

    Word processors and presentation programs paste the picture, spreadsheets and editors the
    figures. There is deliberately no HTML: word processors would prefer it and paste a table. A
    chart that is too large for a picture has none.

    Args:
        figure: The chart, laid out.
        width: The width of the picture in pixels.

    Raises:
        OptionError: The width is not allowed.
    """
    mime = QMimeData()
    # Most programs try the formats in this order.
    mime.setData("image/svg+xml", chart_svg(figure, width))
    if _fits(figure, width):
        mime.setImageData(_chart_image(figure, width))
    mime.setText(tab_separated(figure.chart))
    return mime


def _fits(figure: Figure, width: int) -> bool:
    """Return whether a picture of this width is not too large."""
    height = figure.height(width)
    return height <= _MAX_HEIGHT and width * height <= _MAX_PIXELS


def _chart_image(figure: Figure, width: int) -> QImage:
    check_picture_width(width)
    height = figure.height(width)
    if not _fits(figure, width):
        raise OptionError(
            f"The picture of this chart would be too large: {width:,} × {height:,} pixels.",
            "Choose a smaller width, or export it as SVG, which can be of any size.",
        )
    colours = figure.theme.page
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.ground))
    with _painting(image) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.scale(width / WIDTH, width / WIDTH)
        paint_block(painter, figure.block, colours)
    image.setDotsPerMeterX(round(width / _PRINT_WIDTH))
    image.setDotsPerMeterY(round(width / _PRINT_WIDTH))
    image.setText("Title", valid_xml(figure.chart.title))
    image.setText("Description", valid_xml(figure.description))
    return image


def slide_pictures(
    slides: Sequence[Slide], width: int, theme: SlideTheme = LIGHT, ink: "Ink | None" = None
) -> Iterator[tuple[str, bytes]]:
    """Yield every page of every slide as a PNG file, drawn one after the other.

    A page is drawn as it is in the end; before that, a question without its answer and a chart to
    guess without its bars. The width is in pixels.

    Yields:
        The file name, as in `NAMES`, and the content.

    Raises:
        OptionError: The width is not allowed, or there would be too many pages or pixels.
    """
    check_picture_width(width)
    height = round(width * PAGE.height() / PAGE.width())
    digits = max(2, len(str(len(slides))))
    pages = SlidePages(slides, theme)
    page_count = 0
    for at in range(len(slides)):  # before the first is drawn, which takes far longer
        page_count += len(_drawn_steps(pages.pages(at)))
        check_page_count(page_count)
    check_picture_size(page_count, width, height)
    for at in range(len(slides)):
        parts = _drawn_steps(pages.pages(at))
        for part, (page, step) in enumerate(parts):
            picture = QImage(width, height, QImage.Format.Format_RGB32)
            shown = Shown(page, step, at + 1, len(slides))
            with _painting(picture) as painter:
                paint_page(painter, QRectF(picture.rect()), shown, ink)
            picture.setText("Description", valid_xml(page.read(step)))
            more = f"-{part + 1:0{len(str(len(parts)))}}" if len(parts) > 1 else ""
            yield f"slide-{at + 1:0{digits}}{more}.png", png(picture)


def _drawn_steps(pages: Sequence[Page]) -> list[tuple[Page, int]]:
    """Return the pages to draw, each with its step: the last one, for a result all of them."""
    return [
        (page, step)
        for page in pages
        for step in range(0 if page.slide.asks_first else page.steps - 1, page.steps)
    ]
