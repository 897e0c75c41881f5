"""Rendering of slides and charts to PNG, and charts for the clipboard."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from briefing_app.errors import OptionError
from briefing_app.export.size_limits import (
    check_page_count,
    check_picture_size,
    check_picture_width,
)
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.slides.blocks import QtMeasurer, paint_block
from briefing_app.gui.slides.painter import paint_page
from briefing_app.gui.slides.png_file import png
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.measurer import BOLD, TextStyle
from briefing_app.layout.page import (
    ASPECT,
    Block,
    Form,
    PlacedChart,
    PlacedLine,
    PlacedText,
    Rect,
    Shape,
    bold_runs,
)
from briefing_app.layout.palette import LIGHT_SLIDES, Colour, Colours, SlideTheme
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import RoleLook
from briefing_app.model.charts import BarChart, html_table, tab_separated
from briefing_app.model.slides import Slide
from briefing_app.model.text import paragraphs, valid_xml
from briefing_app.model.wording import DEFINITION_LEAD, NOTE_LEAD, SOURCE_LEAD

WIDER: Final = 1.25
"""The width of a font that may replace ours (DejaVu Sans), relative to ours."""

WIDTH: Final = 1920
"""The width of a chart as a picture, in virtual pixels."""
_MARGIN: Final = 56
_TO_ROWS: Final = 40
_FROM_ROWS: Final = 36
_HIGHEST: Final = 1.45 * WIDTH  # the height to prefer, so that it fits on A4
_UNLIMITED: Final = 1e9
_CHART: Final = ChartMetrics(
    # On a page 170 mm wide, names are in 11 points, or in 9 points if there are very many.
    sizes=(ChartSizes(44, 54, 40), ChartSizes(40, 46, 38), ChartSizes(36, 38, 34)),
    name_share=0.42,
    gap=12,
    max_pitch=128,
    bar_share=0.74,
    to_figure=24,
    names_at_start=True,
)
_WIDE: Final = QtMeasurer(WIDER)
_TITLE: Final = RoleLook(64, 64, BOLD, above=0)
_SUBTITLE: Final = RoleLook(44, 44, colour=Colour.MUTED, above=14)
_FACT: Final = RoleLook(40, 40, above=14)
_BELOW: Final = RoleLook(38, 38, colour=Colour.MUTED, above=12)


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """A chart laid out as a picture, `WIDTH` virtual pixels wide.

    Args:
        chart: The chart.
        block: All shapes, all texts in reading order, and the height in virtual pixels.
        description: All texts except the title, for somebody who does not see the picture.
    """

    chart: BarChart
    block: Block
    description: str

    def height(self, width: int) -> int:
        """Return the height for a width, in the same unit."""
        return max(1, round(self.block.height * width / WIDTH))


def lay_out_picture(chart: BarChart, *, definition: bool = False) -> ChartPicture:
    """Lay out a chart as a picture, in type as large as fits on a page.

    Args:
        chart: The chart.
        definition: Whether to say how the figures were counted.
    """
    counted = chart.definition if definition else ""
    above = _stacked(_MARGIN, (_TITLE, "", chart.title), (_SUBTITLE, "", chart.subtitle))
    below = _stacked(
        0,
        (_FACT, "", "\n".join(chart.notes)),
        (_BELOW, NOTE_LEAD, chart.caveat),
        (_BELOW, DEFINITION_LEAD, counted),
        (_BELOW, SOURCE_LEAD, chart.source.removeprefix(SOURCE_LEAD)),
    )
    top = above.height + (_TO_ROWS if chart.bars else 0)
    room = _HIGHEST - top - _FROM_ROWS - below.height - _MARGIN
    rows = _placed_rows(chart, Rect(_MARGIN, top, WIDTH - 2 * _MARGIN, room))
    end = rows.area.bottom + _FROM_ROWS
    shown = rows.block
    texts = map(_narrowed, (*above.texts, *shown.texts, *below.moved(end).texts))
    block = Block(shown.shapes, tuple(texts), end + below.height + _MARGIN)
    subtitle = f"{chart.subtitle}." if chart.subtitle else ""
    spoken = (subtitle, chart.alt_text, *chart.notes, chart.caveat, counted, chart.source)
    return ChartPicture(chart, block, " ".join(filter(None, spoken)))


def _placed_rows(chart: BarChart, area: Rect) -> PlacedChart:
    """Return all rows, at the smallest size if they would be too high for a page."""
    parts = lay_out_chart(chart, area, _CHART, _WIDE)
    if len(parts) > 1:
        smallest = _CHART._replace(sizes=_CHART.sizes[-1:], max_pitch=0)
        parts = lay_out_chart(chart, area._replace(height=_UNLIMITED), smallest, _WIDE)
    return parts[0]


def _narrowed(text: PlacedText) -> PlacedText:
    """Return a text whose lines are as wide as in our font."""
    lines = (line._replace(width=line.width / WIDER) for line in text.lines)
    return text._replace(lines=tuple(lines))


def _stacked(top: float, *passages: tuple[RoleLook, str, str]) -> Block:
    """Stack passages, each with its look, bold words before its first paragraph, and the text.

    The height of the block is the lower edge of the last one.
    """
    texts = []
    for look, lead, passage in passages:
        style, width = TextStyle(look.best, look.weight), WIDTH - 2 * _MARGIN
        for at, paragraph in enumerate(filter(str.strip, paragraphs(passage))):
            bold = "" if at else lead
            words, length = f"{bold}{paragraph}", len(bold.rstrip())
            text = set_text(words, style, look.colour, width, _WIDE, lead=length)
            texts.append(text.placed(_MARGIN, top + look.above, width))
            top = texts[-1].rect.bottom
    return Block(texts=tuple(texts), height=top)


# Fonts of similar width for computers without ours.
_FAMILIES: Final = f"{FONT_FAMILY}, Arial, Helvetica, sans-serif"


def chart_svg(picture: ChartPicture, width: int) -> bytes:
    """Return a chart with all its texts as an SVG file, in which text stays text.

    The width is in pixels; the height is that of `chart_png`.

    Raises:
        OptionError: The width is not allowed.
    """
    check_picture_width(width)
    colours = LIGHT_SLIDES.page
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(width),
            "height": str(picture.height(width)),
            "viewBox": f"0 0 {WIDTH} {_number(picture.block.height)}",
            "role": "img",
            "aria-labelledby": "chart-title chart-description",
            "font-family": _FAMILIES,
        },
    )
    ET.SubElement(root, "title", {"id": "chart-title"}).text = valid_xml(picture.chart.title)
    description = ET.SubElement(root, "desc", {"id": "chart-description"})
    description.text = valid_xml(picture.description)
    ground = Rect(0, 0, WIDTH, picture.block.height)
    _add_shape(root, Shape(Form.BOX, ground, Colour.GROUND), colours)
    for shape in picture.block.shapes:
        _add_shape(root, shape, colours)
    for text in picture.block.texts:
        for line in text.lines:
            _add_line(root, line, text, colours)
    content = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n'.encode()


def _add_shape(root: ET.Element, shape: Shape, colours: Colours) -> None:
    rect = shape.rect
    place = {"x": rect.left, "y": rect.top, "width": rect.width, "height": rect.height}
    attributes = {key: _number(value) for key, value in place.items()}
    attributes["fill"] = colours(shape.fill or Colour.GROUND)
    ET.SubElement(root, "rect", attributes)


def _add_line(root: ET.Element, line: PlacedLine, text: PlacedText, colours: Colours) -> None:
    """Add a line, anchored at the edge that it is aligned to."""
    runs = [(valid_xml(words), style.weight) for words, style in bold_runs(line, text.style)]
    if not runs:
        return
    attributes = {
        "x": _number(text.rect.right if text.at_right else text.rect.left),
        "y": _number(line.baseline),
        "font-size": _number(text.style.size),
        "font-weight": str(text.style.weight),
        "fill": colours(text.colour),
    }
    if text.at_right:
        attributes["text-anchor"] = "end"
    element = ET.SubElement(root, "text", attributes)
    if text.right_to_left:
        # Programs that ignore SVG's direction property would also misplace the anchor.
        runs[0] = (f"\u202b{runs[0][0]}", runs[0][1])
        runs[-1] = (f"{runs[-1][0]}\u202c", runs[-1][1])
    if len(runs) == 1:
        element.text = runs[0][0]
        return
    for words, weight in runs:
        ET.SubElement(element, "tspan", {"font-weight": str(weight)}).text = words


def _number(value: float) -> str:
    """Return a length in SVG, to two decimal places."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


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


def chart_png(picture: ChartPicture, width: int) -> bytes:
    """Return a chart with all its texts as a PNG file.

    The file contains the texts as title and description. Its resolution makes programs insert it
    into a document at the width of a text column.

    Args:
        picture: The chart, laid out.
        width: The width in pixels; the height depends on the content.

    Raises:
        OptionError: The width is not allowed, or the picture would be too large.
    """
    return png(_chart_image(picture, width))


def chart_file(chart: BarChart, width: int, *, definition: bool, is_svg: bool) -> bytes:
    """Return the picture of a chart as a PNG or an SVG file; the width is in pixels.

    Raises:
        OptionError: The width is not allowed, or the picture would be too large.
    """
    draw = chart_svg if is_svg else chart_png
    return draw(lay_out_picture(chart, definition=definition), width)


def chart_mime(picture: ChartPicture, width: int = _CLIPBOARD_WIDTH) -> QMimeData:
    """Return a chart for the clipboard: as a picture, as SVG, as a table and as text.

    Args:
        picture: The chart, laid out.
        width: The width of the picture in pixels.

    Raises:
        OptionError: The width is not allowed.
    """
    mime = picture_mime(picture, width)
    _add_table(mime, picture.chart)
    return mime


def picture_mime(picture: ChartPicture, width: int = _CLIPBOARD_WIDTH) -> QMimeData:
    """Return a chart for programs that paste pictures; one that is too large is only SVG.

    Args:
        picture: The chart, laid out.
        width: The width of the picture in pixels.

    Raises:
        OptionError: The width is not allowed.
    """
    mime = QMimeData()
    mime.setData("image/svg+xml", chart_svg(picture, width))
    if _fits(picture, width):
        mime.setImageData(_chart_image(picture, width))
    return mime


def table_mime(chart: BarChart) -> QMimeData:
    """Return the figures of a chart for the clipboard: as a table and as tab-separated text."""
    mime = QMimeData()
    _add_table(mime, chart)
    return mime


def _add_table(mime: QMimeData, chart: BarChart) -> None:
    mime.setHtml(html_table(chart))
    mime.setText(tab_separated(chart))


def _fits(picture: ChartPicture, width: int) -> bool:
    """Return whether a picture of this width is not too large."""
    height = picture.height(width)
    return height <= _MAX_HEIGHT and width * height <= _MAX_PIXELS


def _chart_image(picture: ChartPicture, width: int) -> QImage:
    check_picture_width(width)
    height = picture.height(width)
    if not _fits(picture, width):
        raise OptionError(
            f"The picture of this chart would be too large: {width:,} × {height:,} pixels.",
            "Choose a smaller width, or export it as SVG, which can be of any size.",
        )
    colours = LIGHT_SLIDES.page
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.ground))
    with _painting(image) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.scale(width / WIDTH, width / WIDTH)
        paint_block(painter, picture.block, colours)
    image.setDotsPerMeterX(round(width / _PRINT_WIDTH))
    image.setDotsPerMeterY(round(width / _PRINT_WIDTH))
    image.setText("Title", valid_xml(picture.chart.title))
    image.setText("Description", valid_xml(picture.description))
    return image


def slide_pictures(
    slides: Sequence[Slide],
    width: int,
    theme: SlideTheme = LIGHT_SLIDES,
) -> Iterator[tuple[str, bytes]]:
    """Yield every step of every page of every slide as a PNG file, drawn one after the other.

    The width is in pixels.

    Yields:
        The file name and the content. The names are ``slide-07.png``, or ``slide-07-1.png`` and
        ``slide-07-2.png`` if the slide has several pages or steps.

    Raises:
        OptionError: The width is not allowed, or there would be too many pages or pixels.
    """
    check_picture_width(width)
    height = round(width / ASPECT)
    digits = max(2, len(str(len(slides))))
    pages = SlidePages(slides, theme)
    page_count = 0
    for at in range(len(slides)):  # before the first is drawn, which takes far longer
        page_count += sum(page.steps for page in pages.pages(at))
        check_page_count(page_count)
    check_picture_size(page_count, width, height)
    for at in range(len(slides)):
        parts = [(page, step) for page in pages.pages(at) for step in range(page.steps)]
        for part, (page, step) in enumerate(parts):
            picture = QImage(width, height, QImage.Format.Format_RGB32)
            shown = Shown(page, step, at + 1, len(slides))
            with _painting(picture) as painter:
                paint_page(painter, QRectF(picture.rect()), shown)
            picture.setText("Description", valid_xml(page.read(step)))
            more = f"-{part + 1:0{len(str(len(parts)))}}" if len(parts) > 1 else ""
            yield f"slide-{at + 1:0{digits}}{more}.png", png(picture)
