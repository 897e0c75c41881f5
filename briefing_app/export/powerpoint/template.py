"""Our template, `resources/powerpoint/template.pptx`, and a force's identity on its layouts.

A designer can change the template: layouts and placeholders are found by their names.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.package import Package

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.shapes import (
    EMU,
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
from briefing_app.files.paths import POWERPOINT
from briefing_app.files.reading import png_ratio
from briefing_app.layout.bars import SLIDE_CHART
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.measurer import TextStyle, elide
from briefing_app.layout.page import (
    FOOTER_BASELINE,
    Page,
    Ratio,
    Rect,
)
from briefing_app.layout.slide import LOGO_MARGIN, SURFACES, lay_out, logo_plate
from briefing_app.layout.theme import (
    FOOT_SIZES,
    LIGHT,
    Colour,
    SlideTheme,
    Surface,
    branded,
)
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide

TITLE: Final = "Title"
CHART: Final = "Chart"
NUMBER: Final = "Slide number"
_SOURCES: Final = "Sources"
TARGETS: Final[Mapping[Role | None, tuple[str, ...]]] = {
    Role.TITLE: (TITLE,),
    Role.STATEMENT: (TITLE,),
    Role.QUESTION: (TITLE,),
    Role.CONTINUED: (TITLE,),
    Role.SUBTITLE: ("Subtitle",),
    Role.BODY: ("Text", _SOURCES),
    Role.EXCERPT: ("Excerpt",),
    Role.NOTE: ("Text",),
    Role.CAUTION: ("Text",),
    Role.QUOTE: ("Quote",),
    Role.SPEAKER: ("Speaker",),
    Role.SPEAKER_ROLE: ("Role",),
    Role.NUMBER: ("Number",),
    Role.ANSWER: ("Answer",),
    Role.RESULT: ("Label",),
    Role.SOURCE_TITLE: (_SOURCES,),
    Role.SOURCE_DETAIL: (_SOURCES,),
    Role.LABEL: ("Label",),
    Role.MARK: ("Quotation mark",),
    Role.SOURCE: ("Source",),
}
"""The names of the placeholders for each text, the preferred one first; few layouts have all."""

_KEY_MESSAGE: Final = "Key message"
_LAYOUT_SURFACES: Final = {  # by the layout's name; the others are pages
    **{kind.capitalize(): surface for kind, surface in SURFACES.items()},
    _KEY_MESSAGE: Surface.MESSAGE,
    "Section": Surface.ACCENT,
}
_TITLE_LAYOUT: Final = "Title"
_FIRST_ID: Final = 900  # no shape of a layout has such a number
_NATIVE_CHART: Final = SLIDE_CHART._replace(
    name_share=0.4,
    is_even=True,
    legend=36,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The part of a layout, and the ``p:ph`` elements of its placeholders, by their names."""

    part: Any
    places: Mapping[str, str]


class Template:
    """Our template with an identity: lays out slides on pages, and gives each page its layout.

    Args:
        language: The language tag of the identity's footer; may be empty.
        identity: The identity to show.
        ratio: The ratio of the slides.
    """

    def __init__(
        self, language: str, identity: Identity = NO_IDENTITY, ratio: Ratio = Ratio.WIDE
    ) -> None:
        package = Package.open(str(POWERPOINT / "template.pptx"))
        self.presentation: Any = package.main_document_part.presentation
        self._theme = branded(LIGHT, identity)
        names = reversed(theme_colours(self._theme).items())
        self._colour_names = {colour: name for name, colour in names}
        if ratio is not Ratio.WIDE:
            _make_narrow(self.presentation, ratio)
        if identity != NO_IDENTITY:
            _add_identity(self.presentation, self._theme, language, ratio)
        self._measurer = ArialMeasurer()
        self.body = ratio.body(has_footer=bool(identity.footer))
        """The region of a slide for everything from its head to its foot."""
        self._layouts = {
            layout.name: Layout(
                layout.part, {shape.name: _place_xml(shape) for shape in layout.placeholders}
            )
            for layout in self.presentation.slide_layouts
        }

    def pages(self, slide: Slide) -> tuple[Page, ...]:
        """Return the pages of a slide."""
        return lay_out(slide, self._measurer, self.body, _NATIVE_CHART, has_clock=False)

    def layout_of(self, page: Page) -> Layout:
        """Return the layout for a page."""
        slide = page.slide
        if slide.kind is SlideKind.FINDING and slide.finding_kind is not None:
            name = f"Finding: {slide.finding_kind.value}"
        elif page.surface is Surface.MESSAGE:
            name = _KEY_MESSAGE
        else:
            kind = SlideKind.DISCUSSION if slide.is_break else slide.kind
            name = kind.value.capitalize()
        return self._layouts[name]

    def colour(self, colour: Colour, surface: Surface) -> str:
        """Return a colour as XML, by the name that it has in the theme if it has one."""
        value = self._theme.colours(surface)(colour)
        return colour_xml(self._colour_names.get(value, value))


def theme_colours(theme: SlideTheme) -> dict[str, str]:
    """Return the colours of the file's theme by their names."""
    return {
        "tx1": theme.page.ink,
        "bg1": theme.page.ground,
        "tx2": theme.page.muted,
        "bg2": theme.message.ground,
        "accent1": theme.page.bar,
        "accent2": theme.page.concern,
        "accent3": theme.page.good,
        "accent4": theme.page.caution,
        "accent5": theme.page.quiet_bar,
        "accent6": theme.page.next_step,
    }


def _place_xml(shape: Any) -> str:
    """Return the ``p:ph`` element by which a slide's shape is that of a layout."""
    place = shape.element.ph
    names = ("type", "orient", "sz", "idx")
    attributes = "".join(
        f' {name}="{escape(place.get(name))}"' for name in names if place.get(name)
    )
    return f"<p:ph{attributes}/>"


def _make_narrow(presentation: Any, ratio: Ratio) -> None:
    """Give master and layouts, which are wide, the width of other slides."""
    share = ratio.width / Ratio.WIDE.width
    presentation.slide_width = ratio.width * EMU
    master = presentation.slide_master
    for part in (master, *presentation.slide_layouts):
        for place in part.element.iterfind(".//{*}xfrm/*"):
            for name in {"x", "cx"}.intersection(place.keys()):
                place.set(name, str(round(int(place.get(name)) * share)))


def _add_identity(presentation: Any, theme: SlideTheme, language: str, ratio: Ratio) -> None:
    """Show the identity of a theme on each layout: colours, a footer, a logo on the title."""
    _recolour_theme(presentation.slide_master, theme)
    identity = theme.identity
    for layout in presentation.slide_layouts:
        surface = _LAYOUT_SURFACES.get(layout.name, Surface.PAGE)
        colours = dict(zip(LIGHT.colours(surface), theme.colours(surface), strict=True))
        # The kinds of findings keep their colours, of which one is that of our accent.
        colours |= {LIGHT.page.figures: theme.page.figures}
        for element in layout.element.iter("{*}srgbClr"):
            value = f"#{element.get('val')}"
            element.set("val", colours.get(value, value)[1:])
        numbers = count(_FIRST_ID)
        if identity.footer:
            muted = theme.colours(surface)(Colour.MUTED)
            _add(layout, _footer(next(numbers), identity.footer, muted, language, ratio.body()))
        if identity.logo and layout.name == _TITLE_LAYOUT:
            plate = logo_plate(png_ratio(identity.logo), ratio.logo_area)
            look = shape_look(plate, colour_xml("#FFFFFF"), "")
            _add(layout, drawn_shape(next(numbers), plate, look))
            _, relation = layout.part.get_or_add_image_part(io.BytesIO(identity.logo))
            rect = plate.rect.inset(LOGO_MARGIN, LOGO_MARGIN)
            _add(layout, _picture(next(numbers), rect, relation))


def _recolour_theme(master: Any, theme: SlideTheme) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    before, after = (each.page.bar[1:].encode() for each in (LIGHT, theme))
    part._blob = part.blob.replace(before, after)  # noqa: SLF001, no other way


def _footer(number: int, footer: str, colour: str, language: str, body: Rect) -> str:
    size = FOOT_SIZES[-1]
    bottom = FOOTER_BASELINE + 0.3 * size
    rect = body._replace(top=bottom - 1.3 * size, height=1.3 * size)
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
