"""Writes the picture of a chart as SVG.

It is written here because Qt's generator splits lines into fragments, aligns each at its left edge,
and names only one font: in a program with another font, names would overlap their bars.
"""

from typing import Final
from xml.etree import ElementTree as ET

from briefing_app.export.size_limits import check_picture_width
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.slides.figure_layout import Figure
from briefing_app.layout.page import WIDTH, Form, PlacedLine, PlacedText, Rect, Shape, bold_runs
from briefing_app.layout.theme import Colour, Colours
from briefing_app.model.text import valid_xml

# Fonts of similar width for computers without ours.
_FAMILIES: Final = f"{FONT_FAMILY}, Arial, Helvetica, sans-serif"


def chart_svg(figure: Figure, width: int) -> bytes:
    """Return a chart with all its texts as an SVG file, in which text stays text.

    The width is in pixels; the height is that of `chart_png`.

    Raises:
        OptionError: The width is not allowed.
    """
    check_picture_width(width)
    colours = figure.theme.page
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(width),
            "height": str(figure.height(width)),
            "viewBox": f"0 0 {WIDTH} {_number(figure.block.height)}",
            "role": "img",
            "aria-labelledby": "chart-title chart-description",
            "font-family": _FAMILIES,
        },
    )
    ET.SubElement(root, "title", {"id": "chart-title"}).text = valid_xml(figure.chart.title)
    description = ET.SubElement(root, "desc", {"id": "chart-description"})
    description.text = valid_xml(figure.description)
    ground = Rect(0, 0, WIDTH, figure.block.height)
    _add_shape(root, Shape(Form.BOX, ground, Colour.GROUND), colours)
    for shape in figure.block.shapes:
        _add_shape(root, shape, colours)
    for text in figure.block.texts:
        for line in text.lines:
            _add_line(root, line, text, colours)
    content = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n'.encode()


def _add_shape(root: ET.Element, shape: Shape, colours: Colours) -> None:
    """Add a bar, or a dot with or without an outline."""
    rect = shape.rect
    if shape.form is Form.DOT:
        name = "circle"
        place = {
            "cx": rect.left + rect.width / 2,
            "cy": rect.top + rect.height / 2,
            "r": (rect.width - shape.thickness) / 2,
        }
    else:
        name = "rect"
        place = {"x": rect.left, "y": rect.top, "width": rect.width, "height": rect.height}
    attributes = {key: _number(value) for key, value in place.items()}
    attributes["fill"] = colours(shape.fill or Colour.GROUND)
    if shape.outline is not None:
        attributes |= {"stroke": colours(shape.outline), "stroke-width": _number(shape.thickness)}
    ET.SubElement(root, name, attributes)


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
