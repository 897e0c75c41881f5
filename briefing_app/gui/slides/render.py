"""Rendering of slides and charts to PNG, SVG and the clipboard.

A chart is drawn from one layout, `figure_layout.Figure`, both as PNG and as SVG. The SVG is written
here because Qt's generator splits lines into fragments, aligns each at its left edge, and names
only one font: in a program with another font, names would overlap their bars.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from briefing_app.errors import OptionError
from briefing_app.export.size_limits import check_page_count, check_picture_size
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.slides.chart_layout import Bars
from briefing_app.gui.slides.figure_layout import (
    WIDER,
    Figure,
    FigureText,
    RowTexts,
    lay_out_figure,
)
from briefing_app.gui.slides.page_painter import PAGE, paint_page
from briefing_app.gui.slides.paragraph_layout import line_texts, text_width
from briefing_app.gui.slides.png_file import png
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.layout.slide_theme import LIGHT as LIGHT_SLIDES
from briefing_app.layout.slide_theme import SlideTheme
from briefing_app.model.charts import BarChart, tab_separated
from briefing_app.model.palette import LIGHT, Theme
from briefing_app.model.slides import Slide
from briefing_app.model.text_direction import is_right_to_left

NAMES: Final = re.compile(r"slide-[0-9]+(?:-[0-9]+)?\.png")
"""The file names of slide pictures: ``slide-07.png``, or ``slide-07-1.png`` and ``slide-07-2.png``
if the slide has several pages."""
WIDTHS: Final = range(320, 7681)
"""The widths that a picture can have, in pixels."""

_MAX_PIXELS: Final = 64_000_000  # 256 MB of memory
_MAX_HEIGHT: Final = 32_000  # pixels; Qt's limit is 32,767
_PRINT_WIDTH: Final = 0.17  # metres, a text column on A4: the size in a document
_CLIPBOARD_WIDTH: Final = 1600  # pixels
# Fonts of similar width for computers without ours.
_FAMILIES: Final = f"{FONT_FAMILY}, Arial, Helvetica, sans-serif"
_NOT_IN_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_DRAWN: Final = re.compile("[\u2028\ufe0d]")  # replacements that `paragraph_layout` makes


@contextmanager
def _painting(picture: QImage) -> Iterator[QPainter]:
    """Return a painter that ends before its picture is deleted; Qt crashes otherwise."""
    painter = QPainter(picture)
    try:
        yield painter
    finally:
        painter.end()


def chart_png(
    chart: BarChart, width: int, theme: Theme = LIGHT, *, right_to_left: bool = False
) -> bytes:
    """Return a chart with all its texts as a PNG file.

    The file contains the texts as title and description. Its resolution makes programs insert it
    into a document at the width of a text column.

    Args:
        chart: The chart.
        width: The width in pixels; the height depends on the content.
        theme: The colours.
        right_to_left: Whether its language is right-to-left.

    Raises:
        OptionError: The width is not allowed, or the picture would be too large.
    """
    return png(_chart_image(lay_out_figure(chart, theme, right_to_left=right_to_left), width))


def chart_svg(
    chart: BarChart, width: int, theme: Theme = LIGHT, *, right_to_left: bool = False
) -> bytes:
    """Return a chart with all its texts as an SVG file, in which text stays text.

    Args:
        chart: The chart.
        width: The width in pixels; the height is that of `chart_png`.
        theme: The colours.
        right_to_left: Whether its language is right-to-left.

    Raises:
        OptionError: The width is not allowed.
    """
    _check_width(width)
    return _figure_svg(lay_out_figure(chart, theme, right_to_left=right_to_left), width)


def chart_mime(
    chart: BarChart, width: int = _CLIPBOARD_WIDTH, *, right_to_left: bool = False
) -> QMimeData:
    """Return a chart for the clipboard: as a picture, as SVG, and as tab-separated text.

    Word processors and presentation programs paste the picture, spreadsheets and editors the
    figures. There is deliberately no HTML: word processors would prefer it and paste a table. A
    chart that is too large for a picture has none.

    Args:
        chart: The chart.
        width: The width of the picture in pixels.
        right_to_left: Whether its language is right-to-left.

    Raises:
        OptionError: The width is not allowed.
    """
    _check_width(width)
    figure = lay_out_figure(chart, LIGHT, right_to_left=right_to_left)
    mime = QMimeData()
    # Most programs try the formats in this order.
    mime.setData("image/svg+xml", _figure_svg(figure, width))
    if _fits(figure, width):
        mime.setImageData(_chart_image(figure, width))
    mime.setText(tab_separated(chart))
    return mime


def _description(chart: BarChart) -> str:
    """Return all texts of the picture except its title, for somebody who does not see it."""
    subtitle = f"{chart.subtitle}." if chart.subtitle else ""
    below = (*chart.notes, chart.caveat, chart.definition, chart.source)
    return _valid(" ".join(part for part in (subtitle, chart.alt_text, *below) if part))


def _fits(figure: Figure, width: int) -> bool:
    """Return whether a picture of this width is not too large."""
    height = figure.height(width)
    return height <= _MAX_HEIGHT and width * height <= _MAX_PIXELS


def _chart_image(figure: Figure, width: int) -> QImage:
    _check_width(width)
    height = figure.height(width)
    if not _fits(figure, width):
        raise OptionError(
            f"The picture of this chart would be too large: {width:,} × {height:,} pixels.",
            "Choose a smaller width, or export it as SVG, which can be of any size.",
        )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(figure.theme.surface))
    with _painting(image) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        scale = width / figure.size.width()
        painter.scale(scale, scale)
        _paint_rows(painter, figure.bars, figure.theme)
        for text in (*figure.above, *figure.below):
            painter.setPen(QColor(text.colour))
            text.layout.draw(painter, text.origin)
    image.setDotsPerMeterX(round(width / _PRINT_WIDTH))
    image.setDotsPerMeterY(round(width / _PRINT_WIDTH))
    image.setText("Title", _valid(figure.chart.title))
    image.setText("Description", _description(figure.chart))
    return image


def _paint_rows(painter: QPainter, bars: Bars, theme: Theme) -> None:
    painter.setPen(QPen(QColor(bars.outline), 4) if bars.outline else Qt.PenStyle.NoPen)
    for row in bars.rows:
        if row.rect.width() > 0:
            painter.setBrush(QColor(row.fill))
            painter.drawRect(row.rect)
    for row in bars.rows:
        for text, colour in (
            (row.label, theme.ink),
            (row.figure, theme.ink),
            (row.note, theme.muted),
        ):
            if text is not None:
                painter.setPen(QColor(colour))
                text.layout.draw(painter, text.origin)


def _figure_svg(figure: Figure, width: int) -> bytes:
    size = figure.size
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(width),
            "height": str(figure.height(width)),
            "viewBox": f"0 0 {_number(size.width())} {_number(size.height())}",
            "role": "img",
            "aria-labelledby": "chart-title chart-description",
            "font-family": _FAMILIES,
        },
    )
    ET.SubElement(root, "title", {"id": "chart-title"}).text = _valid(figure.chart.title)
    description = ET.SubElement(root, "desc", {"id": "chart-description"})
    description.text = _description(figure.chart)
    ground = QRectF(0, 0, size.width(), size.height())
    _add_rectangle(root, ground, figure.theme.surface)
    for row in figure.bars.rows:
        if row.rect.width() > 0:
            _add_rectangle(root, row.rect, row.fill, figure.bars.outline)
    for paragraph in figure.above:
        _add_lines(root, paragraph)
    for texts in figure.row_texts:
        _add_lines(root, texts.label)
        _add_figure(root, texts)
    for paragraph in figure.below:
        _add_lines(root, paragraph)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add_rectangle(root: ET.Element, rect: QRectF, fill: str, outline: str = "") -> None:
    attributes = {
        "x": _number(rect.x()),
        "y": _number(rect.y()),
        "width": _number(rect.width()),
        "height": _number(rect.height()),
        "fill": fill,
    }
    if outline:
        attributes |= {"stroke": outline, "stroke-width": "4"}
    ET.SubElement(root, "rect", attributes)


def _add_figure(root: ET.Element, texts: RowTexts) -> None:
    """Add a bar's figure and its note so that they do not touch in a wider font.

    There is room for a wider font, so they have no fixed length.
    """
    figure, note = texts.figure, texts.note
    _add_lines(root, figure, held=False)
    if note is None:
        return
    if figure.layout.lineCount() == note.layout.lineCount() == 1:
        # In one line, the note starts where the figure ends in any font.
        line = root[-1]
        look = {
            "font-size": str(note.layout.font().pixelSize()),
            "fill": note.colour,
            "font-weight": "normal",
        }
        part = ET.SubElement(line, "tspan", look)
        part.text = _words(note.layout.text())
        if figure.at_right:
            line.text, part.tail = None, f" {line.text}"
        else:
            line.text = f"{line.text} "
        return
    wider = (WIDER - 1) * text_width(figure.layout) * (-1 if figure.at_right else 1)
    _add_lines(root, note._replace(origin=note.origin + QPointF(wider, 0)), held=False)


def _add_lines(root: ET.Element, paragraph: FigureText, *, held: bool = True) -> None:
    """Add the lines of a paragraph, each anchored at the edge that it is aligned to.

    Args:
        root: The parent element.
        paragraph: The paragraph.
        held: Whether a left-aligned line has a fixed length.
    """
    layout, font, at_right = paragraph.layout, paragraph.layout.font(), paragraph.at_right
    for number, said in enumerate(line_texts(layout.text(), layout)):
        words = _words(said)
        if not words:
            continue
        line = layout.lineAt(number)
        rect = line.naturalTextRect().translated(paragraph.origin)
        attributes = {
            "x": _number(rect.right() if at_right else rect.left()),
            "y": _number(rect.top() + line.ascent()),
            "font-size": str(font.pixelSize()),
            "fill": paragraph.colour,
        }
        if font.bold():
            attributes["font-weight"] = "bold"
        if at_right:
            attributes["text-anchor"] = "end"
        elif held:
            # A wider font must not exceed the edge. LibreOffice supports only one of the two.
            attributes["textLength"] = _number(rect.width())
            attributes["lengthAdjust"] = "spacingAndGlyphs"
        if is_right_to_left(words):
            # Programs that ignore SVG's direction property would also misplace the anchor.
            words = f"\u202b{words}\u202c"
        ET.SubElement(root, "text", attributes).text = words


def _words(said: str) -> str:
    """Return the text of a layout, as valid XML."""
    return _valid(_NOT_DRAWN.sub("", said)).strip()


def _number(value: float) -> str:
    """Return a length in SVG, to two decimal places."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _valid(text: str) -> str:
    """Replace the characters that XML does not allow."""
    return _NOT_IN_XML.sub("\ufffd", text)


def slide_pictures(
    slides: Sequence[Slide], width: int, theme: SlideTheme = LIGHT_SLIDES
) -> Iterator[tuple[str, bytes]]:
    """Yield every page of every slide as a PNG file, drawn one after the other.

    Args:
        slides: The slides, in order.
        width: The width in pixels; the aspect ratio is 16:9.
        theme: The colours.

    Yields:
        The file name, as in `NAMES`, and the content.

    Raises:
        OptionError: The width is not allowed, or there would be too many pages or pixels.
    """
    _check_width(width)
    height = round(width * PAGE.height() / PAGE.width())
    digits = max(2, len(str(len(slides))))
    pages = SlidePages(slides, theme)
    page_count = 0
    for at in range(len(slides)):  # before the first is drawn, which takes far longer
        page_count += len(pages.pages(at))
        check_page_count(page_count)
    check_picture_size(page_count, width, height)
    for at in range(len(slides)):
        parts = pages.pages(at)
        for page in parts:
            picture = QImage(width, height, QImage.Format.Format_RGB32)
            whole = QRectF(picture.rect())
            with _painting(picture) as painter:
                paint_page(painter, whole, page, page.steps - 1, number=at + 1, total=len(slides))
            picture.setText("Description", _valid(page.text))
            more = f"-{page.number + 1:0{len(str(len(parts)))}}" if len(parts) > 1 else ""
            yield f"slide-{at + 1:0{digits}}{more}.png", png(picture)


def _check_width(width: int) -> None:
    if width not in WIDTHS:
        raise OptionError(
            f"A picture can’t be {width:,} pixels wide.",
            f"Choose a width from {WIDTHS[0]:,} to {WIDTHS[-1]:,} pixels.",
        )
