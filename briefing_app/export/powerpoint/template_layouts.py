"""The layouts of a template, such as a force's own; fonts and colours are the template's."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER

from briefing_app.errors import OptionError
from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.deck import place_xml
from briefing_app.export.powerpoint.design import (
    CHART,
    NATIVE_CHART,
    NUMBER,
    TEXT,
    TITLE,
    PageLayout,
)
from briefing_app.export.powerpoint.package import layouts, open_template, report_damage
from briefing_app.export.powerpoint.shapes import EMU, colour_xml
from briefing_app.layout.bars import ChartSizes
from briefing_app.layout.measurer import Measurer
from briefing_app.layout.page import Frame, Page, Rect
from briefing_app.layout.slide import lay_out
from briefing_app.layout.theme import LIGHT, MAX_GROWTH, Colour, Surface
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide

_INSETS: Final = (20, 10)  # horizontal and vertical padding of a placeholder
_WIDER: Final = 1.1  # factor by which the template's font may be wider than Arial
_LEAST_ROOM: Final = (480, 240)  # the minimum size of a placeholder for text
_LOW_TITLE: Final = 120  # a title with less height has no two lines
_USUAL_SIZES: Final = {"title": 88.0, "body": 56.0}  # if the template gives none
_SIZES: Final = (24.0, 120.0)
_SCALES: Final = (0.6, 0.9)
_LARGEST_BODY: Final = 48 * MAX_GROWTH  # of ours
_FORMAT: Final = "{*}lvl1pPr/{*}defRPr"
_LEVEL: Final = f"{_FORMAT}[@sz]"
_TITLES: Final = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_BODIES: Final = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
_NUMBER: Final = PP_PLACEHOLDER.SLIDE_NUMBER
_BESIDE: Final = {Role.LABEL, Role.TAG, Role.CONTINUED, Role.SOURCE}
_TARGETS: Final[Mapping[Role | None, tuple[str, ...]]] = dict.fromkeys({*Role} - _BESIDE, (TEXT,))
_COLOURS: Final = {
    Colour.BAR: colour_xml("accent1"),
    Colour.GROUND: colour_xml("bg1"),
    **{
        colour: colour_xml(LIGHT.page(colour))
        for colour in (
            *(Colour.CAUTION, Colour.CAUTION_TAG, Colour.LINE),
            *(Colour.QUIET_BAR, Colour.TRACK),
        )
    },
}
"""The colours that are not left to the template: marks that must be visible on any ground."""


class _Layout(NamedTuple):
    """A usable layout: its placeholders, and the regions for title and text."""

    placeholders: PageLayout
    title: Rect
    frame: Frame


class TemplateLayouts:
    """The layouts of a template: the content of a .pptx or .potx file, which is not trusted.

    Raises:
        OptionError: The template cannot be used.
    """

    is_own: bool = False

    def __init__(self, template: bytes) -> None:
        self.presentation = open_template(template)
        self.measurer: Measurer = ArialMeasurer(_WIDER)
        with report_damage():
            self._content, self._title = self._chosen()
        scale, chart = self._content.frame.scale, NATIVE_CHART
        sizes = (ChartSizes(*(round(size * scale) for size in each)) for each in chart.sizes)
        self._chart = chart._replace(sizes=tuple(sizes), max_pitch=chart.max_pitch * scale)

    def pages(self, slide: Slide) -> tuple[Page, ...]:
        """Return the pages of a slide."""
        return lay_out(slide, self.measurer, self._layout(slide).frame, self._chart)

    def page_layout(self, page: Page) -> PageLayout:
        """Return the layout for a page."""
        found = self._layout(page.slide).placeholders
        # A chart needs the placeholder for itself.
        return found if page.chart is None else found._replace(targets={})

    def colour(self, colour: Colour, surface: Surface) -> str:  # noqa: ARG002, one ground
        """Return a colour as XML; empty for the colour that text has on the layout."""
        return _COLOURS.get(colour, "")

    def _layout(self, slide: Slide) -> _Layout:
        """Return the title layout for a title slide that fits there; else that for text."""
        is_title = slide.kind is SlideKind.TITLE
        if is_title and len(lay_out(slide, self.measurer, self._title.frame)) == 1:
            return self._title
        return self._content

    def _chosen(self) -> tuple[_Layout, _Layout]:
        """Choose the layouts for text and charts, and for the title, or raise OptionError."""
        contents: list[tuple[int, bool, float, _Layout]] = []
        titles: list[_Layout] = []
        width = self.presentation.slide_width / EMU
        for layout in layouts(self.presentation):
            rank = {"obj": 0, "tx": 1}.get(layout.element.get("type", ""), 2)
            content = _usable(layout, _BODIES, width)
            opening = _usable(layout, {PP_PLACEHOLDER.SUBTITLE}, width)
            if opening is not None:
                titles.append(opening)
                # LibreOffice's own templates have only this layout, with a large subtitle.
                if content is None and opening.frame.body.height >= _LEAST_ROOM[1]:
                    content, rank = opening, 3
            if content is not None:
                area = content.frame.body.width * content.frame.body.height
                contents.append((rank, content.title.height < _LOW_TITLE, -area, content))
        if not contents:
            raise OptionError(
                "The template has no layout with a title and room for text.",
                "Choose one that has a layout such as “Title and Content”.",
            )
        best = min(contents, key=lambda content: content[:3])[3]
        return best, (titles[0] if titles else best)


def _usable(layout: Any, kinds: set[PP_PLACEHOLDER], width: float) -> _Layout | None:
    """Return a layout if it has a title and room in a placeholder of one of the kinds."""
    boxes = [
        (shape, _box(shape), shape.element.ph_type)
        for shape in layout.placeholders
        if shape.element.ph_orient != "vert"
    ]
    titles = [(shape, box) for shape, box, kind in boxes if kind in _TITLES and box.width]
    least = (_LEAST_ROOM[0], 0 if PP_PLACEHOLDER.SUBTITLE in kinds else _LEAST_ROOM[1])
    bodies = [
        (shape, box)
        for shape, box, kind in boxes
        if kind in kinds and box.width >= least[0] and box.height >= least[1]
    ]
    if not titles or not bodies:
        return None
    title, title_box = titles[-1]
    body, body_box = max(bodies, key=lambda placed: placed[1].width * placed[1].height)
    places = {TITLE: place_xml(title), TEXT: place_xml(body), CHART: place_xml(body)}
    numbers = (shape for shape in layout.placeholders if shape.element.ph_type == _NUMBER)
    places.update((NUMBER, place_xml(shape)) for shape in numbers)
    room = (title_box.inset(*_INSETS), _size(title, layout, "title"))
    scale = min(max(_size(body, layout, "body") / _LARGEST_BODY, _SCALES[0]), _SCALES[1])
    return _Layout(
        PageLayout(layout, places, _TARGETS, room, _text_colour(body)),
        title_box,
        Frame(body_box.inset(*_INSETS), is_own=False, scale=scale, width=width),
    )


def _box(shape: Any) -> Rect:
    """Return the rectangle of a placeholder; empty if neither layout nor master gives it."""
    lengths = (shape.left, shape.top, shape.width, shape.height)
    return Rect(*((length or 0) / EMU for length in lengths))


def _text_colour(shape: Any) -> str:
    """Return the colour as XML that a layout gives a placeholder, such as white on dark."""
    colour = shape.element.find(f"{{*}}txBody/{{*}}lstStyle/{_FORMAT}/{{*}}solidFill/*")
    return "" if colour is None else etree.tostring(colour, encoding="unicode", with_tail=False)


def _size(shape: Any, layout: Any, style: str) -> float:
    """Return the font size of a placeholder: the first one defined, from the layout upwards."""
    kinds = _TITLES if style == "title" else _BODIES
    master = layout.slide_master
    shapes = [shape, *(each for each in master.placeholders if each.element.ph_type in kinds)]
    levels = [each.element.find(f"{{*}}txBody/{{*}}lstStyle/{_LEVEL}") for each in shapes]
    levels.append(master.element.find(f"{{*}}txStyles/{{*}}{style}Style/{_LEVEL}"))
    sizes = (int(level.get("sz")) / 50 for level in levels if level is not None)
    return min(max(next(sizes, _USUAL_SIZES[style]), _SIZES[0]), _SIZES[1])
