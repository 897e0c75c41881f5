"""Our template, `resources/powerpoint/template.pptx`.

A designer can change the template: layouts and placeholders are found by their names. The colours
of its theme are those of the palette.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE
from pptx.package import Package

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.shapes import colour_xml
from briefing_app.files.paths import POWERPOINT
from briefing_app.layout.bars import SLIDE_CHART
from briefing_app.layout.page import Page
from briefing_app.layout.palette import LIGHT_SLIDES, Colour, Surface
from briefing_app.layout.slide import lay_out
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
    Role.SOURCE_TITLE: (_SOURCES,),
    Role.SOURCE_DETAIL: (_SOURCES,),
    Role.LABEL: ("Label",),
    Role.MARK: ("Quotation mark",),
    Role.SOURCE: ("Source",),
}
"""The names of the placeholders for each text, the preferred one first; few layouts have all."""

_KEY_MESSAGE: Final = "Key message"
_NATIVE_CHART: Final = SLIDE_CHART._replace(name_share=0.4, is_even=True)


@dataclass(frozen=True, slots=True)
class Layout:
    """The part of a layout, and the ``p:ph`` elements of its placeholders, by their names."""

    part: Any
    places: Mapping[str, str]


class Template:
    """Our template: lays out slides on pages, and gives each page its layout."""

    def __init__(self) -> None:
        package = Package.open(str(POWERPOINT / "template.pptx"))
        for part in package.iter_parts():
            if part.content_type == CONTENT_TYPE.OFC_THEME:
                part.blob = _with_our_colours(part.blob)
        self.presentation: Any = package.main_document_part.presentation
        names = reversed(THEME_COLOURS.items())
        self._colour_names = {colour: name for name, colour in names}
        self._measurer = ArialMeasurer()
        self._layouts = {
            layout.name: Layout(
                layout.part, {shape.name: _place_xml(shape) for shape in layout.placeholders}
            )
            for layout in self.presentation.slide_layouts
        }

    def pages(self, slide: Slide) -> tuple[Page, ...]:
        """Return the pages of a slide."""
        return lay_out(slide, self._measurer, chart_metrics=_NATIVE_CHART, has_clock=False)

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
        value = LIGHT_SLIDES.colours(surface)(colour)
        return colour_xml(self._colour_names.get(value, value))


THEME_COLOURS: Final = {
    "tx1": LIGHT_SLIDES.page.ink,
    "bg1": LIGHT_SLIDES.page.ground,
    "tx2": LIGHT_SLIDES.page.muted,
    "bg2": LIGHT_SLIDES.message.ground,
    "accent1": LIGHT_SLIDES.page.bar,
    "accent2": LIGHT_SLIDES.page.concern,
    "accent3": LIGHT_SLIDES.page.good,
    "accent4": LIGHT_SLIDES.page.caution,
    "accent5": LIGHT_SLIDES.page.quiet_bar,
    "accent6": LIGHT_SLIDES.page.next_step,
}
"""The colours of the file's theme by the names that slides give them."""
_THEME_NAMES: Final = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
"""What the theme itself calls them, if that is another name."""


def _with_our_colours(theme: bytes) -> bytes:
    """Return the XML of a theme with the colours of light slides."""
    xml = theme.decode()
    for name, colour in THEME_COLOURS.items():
        entry = f'<a:{_THEME_NAMES.get(name, name)}><a:srgbClr val="'
        xml = re.sub(f"{entry}[0-9A-F]{{6}}", f"{entry}{colour[1:]}", xml)
    return xml.encode()


def _place_xml(shape: Any) -> str:
    """Return the ``p:ph`` element by which a slide's shape is that of a layout."""
    place = shape.element.ph
    names = ("type", "orient", "sz", "idx")
    attributes = "".join(
        f' {name}="{escape(place.get(name))}"' for name in names if place.get(name)
    )
    return f"<p:ph{attributes}/>"
