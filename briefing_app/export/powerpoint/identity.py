"""Puts a force's identity on our own layouts: colours, a logo on the title, a footer."""

import io
from itertools import count
from typing import Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.shapes import (
    SPACES,
    Paragraph,
    Run,
    colour_xml,
    drawn_shape,
    shape_look,
    text_body,
    text_shape,
    transform,
)
from briefing_app.files.reading import png_ratio
from briefing_app.layout.measurer import TextStyle, elide
from briefing_app.layout.page import FOOTER_BASELINE, MARGIN, WIDTH, Rect
from briefing_app.layout.slide import BAND, LOGO_MARGIN, SURFACES, logo_plate
from briefing_app.layout.theme import FOOT_SIZES, LIGHT, Colour, SlideTheme, Surface

_SURFACES: Final = {  # of the layouts by name; the others are pages
    **{kind.capitalize(): surface for kind, surface in SURFACES.items()},
    "Key message": Surface.MESSAGE,
    "Section": Surface.ACCENT,
}
_TITLE: Final = "Title"
_FIRST_ID: Final = 900  # no shape of a layout has such a number


def add_identity(presentation: Any, theme: SlideTheme, language: str) -> None:
    """Show the identity of a slide theme on each layout.

    Args:
        presentation: python-pptx's presentation, with our own layouts.
        theme: The light theme with the identity's colours.
        language: The language tag of the text; may be empty.
    """
    master = presentation.slide_master
    _recolour_theme(master, theme)
    identity = theme.identity
    for layout in master.slide_layouts:
        surface = _SURFACES.get(layout.name, Surface.PAGE)
        colours = dict(zip(LIGHT.colours(surface), theme.colours(surface), strict=True))
        # The kinds of findings keep their colours, of which one is that of our accent.
        colours |= {LIGHT.page.figures: theme.page.figures}
        for element in layout.element.iter("{*}srgbClr"):
            value = f"#{element.get('val')}"
            element.set("val", colours.get(value, value)[1:])
        numbers = count(_FIRST_ID)
        if identity.footer:
            muted = theme.colours(surface)(Colour.MUTED)
            _add(layout, _footer(next(numbers), layout.name, identity.footer, muted, language))
        if identity.logo and layout.name == _TITLE:
            plate = logo_plate(png_ratio(identity.logo))
            look = shape_look(plate, colour_xml("#FFFFFF"), "")
            _add(layout, drawn_shape(next(numbers), plate, look))
            _, relation = layout.part.get_or_add_image_part(io.BytesIO(identity.logo))
            rect = plate.rect.inset(LOGO_MARGIN, LOGO_MARGIN)
            _add(layout, _picture(next(numbers), rect, relation))


def _recolour_theme(master: Any, theme: SlideTheme) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    before, after = (each.page.bar[1:].encode() for each in (LIGHT, theme))
    part._blob = part.blob.replace(before, after)  # noqa: SLF001, no other way


def _footer(number: int, layout: str, footer: str, colour: str, language: str) -> str:
    size = FOOT_SIZES[-1]
    bottom = FOOTER_BASELINE + 0.3 * size - (BAND if layout == _TITLE else 0)
    rect = Rect(MARGIN, bottom - 1.3 * size, WIDTH - 2 * MARGIN, 1.3 * size)
    words = elide(footer, TextStyle(size), rect.width, ArialMeasurer())
    run = Run(words, size=size, colour=colour_xml(colour))
    text = text_body([Paragraph([run], align="l")], language)
    return text_shape(number, "Identity", rect, text)


def _picture(number: int, rect: Rect, relation: str) -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Logo" descr="Logo"/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        "</p:blipFill>"
        f'<p:spPr>{transform(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _add(layout: Any, xml: str) -> None:
    """Add a shape to a layout, in front of the others."""
    (element,) = parse_xml(f"<p:spTree {SPACES}>{xml}</p:spTree>")
    layout.shapes._spTree.append(element)  # noqa: SLF001, python-pptx can't add to layouts
