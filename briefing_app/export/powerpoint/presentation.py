"""A presentation with our layouts, that slides are added to, as XML.

Its template is `resources/powerpoint/template.pptx`. A designer can change that: layouts and
placeholders are found by their names. The colours of its theme are those of the palette.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package

from briefing_app.export.powerpoint.shapes import SPACES, text_shape
from briefing_app.files.archive import without_origin
from briefing_app.files.creation_time import creation_time
from briefing_app.files.paths import POWERPOINT
from briefing_app.layout.page import Page
from briefing_app.layout.palette import LIGHT_SLIDES, Surface
from briefing_app.model.report import Report, SlideKind
from briefing_app.model.text import single_line, valid_xml

TITLE: Final = "Title"
CHART: Final = "Chart"
NUMBER: Final = "Slide number"
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
_KEY_MESSAGE: Final = "Key message"
_MAX_PROPERTY_LENGTH: Final = 255
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The placeholders of every notes master that PowerPoint makes; it finds them by their type.
_NOTES: Final = '<p:ph type="body" sz="quarter" idx="3"/>'
_SLIDE_IMAGE: Final = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
    'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
    "<p:spPr/></p:sp>"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The part of a layout, and the ``p:ph`` elements of its placeholders, by their names."""

    part: Any
    places: Mapping[str, str]


class Presentation:
    """A presentation that slides are added to.

    Slides are parts with text, not python-pptx's trees of elements, which take several times as
    long.

    Raises:
        OptionError: As for `creation_time`.
    """

    def __init__(self) -> None:
        self._created = creation_time()
        package = Package.open(str(POWERPOINT / "template.pptx"))
        for part in package.iter_parts():
            if part.content_type == CONTENT_TYPE.OFC_THEME:
                part.blob = _with_our_colours(part.blob)
        self._package = package
        self._part = package.main_document_part
        self._ids = self._part.presentation.element.get_or_add_sldIdLst()
        self._names: dict[str, Iterator[str]] = {}
        self._notes_master = self._part.notes_master_part
        self._layouts = {
            layout.name: Layout(
                layout.part, {shape.name: _place_xml(shape) for shape in layout.placeholders}
            )
            for layout in self._part.presentation.slide_layouts
        }

    @property
    def slide_count(self) -> int:
        """The number of slides."""
        return len(self._ids)

    def layout_of(self, page: Page) -> Layout:
        """Return the layout for a page."""
        slide = page.slide
        if slide.finding_kind is not None:
            name = f"Finding: {slide.finding_kind.value}"
        elif page.surface is Surface.MESSAGE:
            name = _KEY_MESSAGE
        else:
            kind = SlideKind.DISCUSSION if slide.is_break else slide.kind
            name = kind.value.capitalize()
        return self._layouts[name]

    def new_slide(self, layout: Layout) -> Any:
        """Add a slide at the end, without content, and return its part."""
        part = self._new_part("/ppt/slides/slide%d.xml", CONTENT_TYPE.PML_SLIDE)
        part.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        self._ids.add_sldId(self._part.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
        return part

    def add_chart(self, slide: Any, xml: str, workbook: bytes) -> str:
        """Add a chart to a slide, and return the id of its relationship.

        The XML is a ``c:chartSpace``, in which ``rId1`` is the workbook with the figures.
        """
        chart = self._new_part("/ppt/charts/chart%d.xml", CONTENT_TYPE.DML_CHART)
        figures = self._new_part(
            "/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", CONTENT_TYPE.SML_SHEET
        )
        figures.blob = workbook
        chart.relate_to(figures, RELATIONSHIP_TYPE.PACKAGE)
        chart.blob = (_HEAD + xml).encode()
        relation: str = slide.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        return relation

    def fill(self, slide: Any, shapes: Iterable[str]) -> None:
        """Set the content of a slide: its shapes in reading order."""
        slide.blob = _page("sld", shapes)

    def add_notes(self, slide: Any, body: str) -> None:
        """Add notes to a slide; their text is a ``p:txBody``."""
        notes = self._new_part("/ppt/notesSlides/notesSlide%d.xml", CONTENT_TYPE.PML_NOTES_SLIDE)
        notes.relate_to(self._notes_master, RELATIONSHIP_TYPE.NOTES_MASTER)
        notes.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
        slide.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
        text = text_shape(3, "Notes", None, body, place=_NOTES)
        notes.blob = _page("notes", (_SLIDE_IMAGE, text))

    def describe(self, report: Report, language: str) -> None:
        """Set the file's properties."""
        properties = self._part.core_properties
        properties.title = _property(report.title)
        properties.subject = _property(report.subtitle)
        properties.author = properties.last_modified_by = _property(report.publisher)
        properties.language = _property(language)
        properties.keywords = properties.comments = properties.category = ""
        properties.created = properties.modified = self._created
        properties.revision = 1

    def saved(self) -> bytes:
        """Return the file."""
        saved = io.BytesIO()
        self._part.save(saved)
        return without_origin(saved.getvalue())

    def _new_part(self, pattern: str, kind: str) -> Any:
        """Return a new part; python-pptx's search for a free name takes long for many slides."""
        names = self._names.setdefault(pattern, (pattern % number for number in count(1)))
        return Part(PackURI(next(names)), kind, self._package)


def _page(kind: str, shapes: Iterable[str]) -> bytes:
    """Return the content of a slide, or of its notes."""
    return (
        f"{_HEAD}<p:{kind} {SPACES}><p:cSld><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:{kind}>"
    ).encode()


def _property(text: str) -> str:
    words = single_line(valid_xml(text))
    return words if len(words) <= _MAX_PROPERTY_LENGTH else f"{words[: _MAX_PROPERTY_LENGTH - 1]}…"


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
