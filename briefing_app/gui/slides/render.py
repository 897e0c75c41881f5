"""What Qt must draw for a file or the clipboard.

A chart is drawn from one layout, `figure_layout.Figure`, both as pixels and as SVG. The SVG is
written here rather than by Qt's own generator, which breaks lines into fragments, starts each at
its left edge, and names one font alone: in a program that has another font, names would run into
their bars.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from briefing_app.errors import OptionError
from briefing_app.files.paths import FONT_FAMILIES
from briefing_app.gui.slides.figure_layout import (
    WIDER,
    Figure,
    FigureText,
    RowTexts,
    lay_out_figure,
)
from briefing_app.gui.slides.page_layout import PAGE, SlidePages
from briefing_app.gui.slides.page_view import paint_page, paint_rows
from briefing_app.gui.slides.paragraph_layout import line_texts, text_width
from briefing_app.model.charts import BarChart, tab_separated
from briefing_app.model.palette import LIGHT, Theme
from briefing_app.model.slides import Slide
from briefing_app.model.text_direction import is_right_to_left

NAMES: Final = re.compile(r"slide-[0-9]+(?:-[0-9]+)?\.png")
"""What the pictures of slides are called, in their order: ``slide-07.png``; ``slide-07-1.png`` and
``slide-07-2.png`` where one goes on on a further page."""
WIDTHS: Final = range(320, 7681)
"""How wide a picture can be, in pixels."""

_MOST_PIXELS: Final = 64_000_000  # 256 MB while it is drawn
_HIGHEST: Final = 32_000  # pixels; no picture of Qt's is higher than 32,767
_WIDE: Final = 0.17  # metres, a column of text on A4: how large programs put the picture
_COPIED: Final = 1600  # pixels
# Where ours is not installed, one that is as wide.
_FAMILIES: Final = ", ".join((*FONT_FAMILIES, "Arial", "Helvetica", "sans-serif"))
_NOT_IN_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_DRAWN: Final = re.compile("[\u2028\ufe0d]")  # what a layout has in place of other characters


def png(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    written = QImageWriter(buffer, b"png").write(picture)
    assert written, "writing to memory can't fail"  # noqa: S101
    return bytes(buffer.data().data())


@contextmanager
def _painting(picture: QImage) -> Iterator[QPainter]:
    """A painter that has ended before its picture goes, whatever happens: Qt would crash."""
    painter = QPainter(picture)
    try:
        yield painter
    finally:
        painter.end()


# ---- charts -------------------------------------------------------------------------------------


def chart_png(
    chart: BarChart, width: int, theme: Theme = LIGHT, *, leftwards: bool = False
) -> bytes:
    """A chart with all that belongs to it, as a PNG file.

    What it says is in the file as its title and description. Its resolution is such that programs
    put it into a document as wide as a column of text.

    Args:
        chart: The chart.
        width: In pixels; the height follows from what there is to show.
        theme: Its colours.
        leftwards: Whether its language is read from right to left.

    Raises:
        OptionError: No picture can be so wide, or so large.
    """
    return png(_chart_image(lay_out_figure(chart, theme, leftwards=leftwards), width))


def chart_svg(
    chart: BarChart, width: int, theme: Theme = LIGHT, *, leftwards: bool = False
) -> bytes:
    """A chart with all that belongs to it, as an SVG file with its text as text.

    Args:
        chart: The chart.
        width: In pixels; the height is that of `chart_png`.
        theme: Its colours.
        leftwards: Whether its language is read from right to left.

    Raises:
        OptionError: No picture can be so wide.
    """
    _check_width(width)
    return _figure_svg(lay_out_figure(chart, theme, leftwards=leftwards), width)


def chart_mime(chart: BarChart, width: int = _COPIED, *, leftwards: bool = False) -> QMimeData:
    """A chart for the clipboard: as a picture, as SVG, and its figures as tab-separated text.

    Each program takes what it can use best: one for slides or documents the picture, a spreadsheet
    or an editor the figures. There is no HTML among it on purpose: programs for slides and
    documents prefer that to any picture, and would paste a table. Qt turns the picture into PNG and
    whatever else the system calls for, once somebody pastes it. A chart of so many bars that no
    picture can hold them goes without.

    Args:
        chart: The chart.
        width: Of the picture, in pixels.
        leftwards: Whether its language is read from right to left.

    Raises:
        OptionError: No picture can be so wide.
    """
    _check_width(width)
    figure = lay_out_figure(chart, LIGHT, leftwards=leftwards)
    mime = QMimeData()
    # What is named first is what most programs look at first.
    mime.setData("image/svg+xml", _figure_svg(figure, width))
    if _fits(figure, width):
        mime.setImageData(_chart_image(figure, width))
    mime.setText(tab_separated(chart))
    return mime


def _description(chart: BarChart) -> str:
    """All that the picture says below its title, for somebody who doesn't see it."""
    counted = f"{chart.subtitle}." if chart.subtitle else ""
    below = (*chart.notes, chart.caveat, chart.definition, chart.source)
    return _valid(" ".join(part for part in (counted, chart.alt_text, *below) if part))


def _fits(figure: Figure, width: int) -> bool:
    """Whether a picture can hold a figure that is so wide."""
    height = figure.height(width)
    return height <= _HIGHEST and width * height <= _MOST_PIXELS


def _chart_image(figure: Figure, width: int) -> QImage:
    _check_width(width)
    height = figure.height(width)
    if not _fits(figure, width):
        raise OptionError(
            f"A picture of this chart would be {width:,} × {height:,} pixels large.",
            "Choose a smaller width, or make an SVG of it, which can be of any size.",
        )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(figure.theme.surface))
    with _painting(image) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        scale = width / figure.size.width()
        painter.scale(scale, scale)
        paint_rows(painter, figure.bars, figure.bars.rows, figure.theme)
        for text in (*figure.above, *figure.below):
            painter.setPen(QColor(text.colour))
            text.layout.draw(painter, text.origin)
    image.setDotsPerMeterX(round(width / _WIDE))
    image.setDotsPerMeterY(round(width / _WIDE))
    image.setText("Title", _valid(figure.chart.title))
    image.setText("Description", _description(figure.chart))
    return image


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
    for beside in figure.beside:
        _add_lines(root, beside.label)
        _add_figure(root, beside)
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


def _add_figure(root: ET.Element, beside: RowTexts) -> None:
    """Add a bar's figure and its note, which don't touch in a wider font either.

    There is room for one, so neither is told how long it is to be.
    """
    figure, note = beside.figure, beside.note
    _add_lines(root, figure, held=False)
    if note is None:
        return
    if figure.layout.lineCount() == note.layout.lineCount() == 1:
        # As one line, the note starts wherever the figure ends.
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
    """Add the lines of a paragraph, each held at the edge that it is aligned to.

    Args:
        root: Where they go.
        paragraph: The paragraph.
        held: Whether a line that starts at the left is told how long it is to be.
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
            # So that a wider font doesn't run over the edge. LibreOffice takes only one of the two.
            attributes["textLength"] = _number(rect.width())
            attributes["lengthAdjust"] = "spacingAndGlyphs"
        if is_right_to_left(words):
            # In marks of its own: where SVG's direction is not known, its anchor would be off too.
            words = f"\u202b{words}\u202c"
        ET.SubElement(root, "text", attributes).text = words


def _words(said: str) -> str:
    """What a layout says, as it can stand in an SVG."""
    return _valid(_NOT_DRAWN.sub("", said)).strip()


def _number(value: float) -> str:
    """A length as SVG has it, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _valid(text: str) -> str:
    """Text without characters that XML can't hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


# ---- slides -------------------------------------------------------------------------------------


def slide_pictures(
    slides: Sequence[Slide], width: int, theme: Theme = LIGHT
) -> Iterator[tuple[str, bytes]]:
    """Every slide as a PNG file, drawn when it is asked for; what goes on has pictures of its own.

    Args:
        slides: The slides, in order.
        width: In pixels; each is 16:9.
        theme: Their colours.

    Yields:
        The file's name, as in `NAMES`, and its content.

    Raises:
        OptionError: No picture can be so wide.
    """
    _check_width(width)
    height = round(width * PAGE.height() / PAGE.width())
    digits = max(2, len(str(len(slides))))
    pages = SlidePages(slides, theme)
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
