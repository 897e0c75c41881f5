"""The layouts of a template, such as a force's own; fonts and colours are the template's."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from briefing_app.errors import OptionError
from briefing_app.export.powerpoint.deck import place_xml
from briefing_app.export.powerpoint.design import (
    CHART,
    NATIVE_CHART,
    NUMBER,
    TEXT,
    TITLE,
    PageLayout,
)
from briefing_app.export.powerpoint.measurer import ArialMeasurer
from briefing_app.export.powerpoint.package import open_template, report_damage
from briefing_app.export.powerpoint.shapes import EMU, colour_xml
from briefing_app.layout.chart_metrics import ChartMetrics, ChartSizes
from briefing_app.layout.frame import Frame
from briefing_app.layout.looks import MAX_GROWTH
from briefing_app.layout.measurer import Measurer
from briefing_app.layout.page import Page, Rect
from briefing_app.layout.slide_pages import lay_out
from briefing_app.layout.slide_theme import LIGHT, Colour, Surface
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide

_INSETS: Final = (20, 10)  # horizontal and vertical padding of a placeholder
_WIDER: Final = 1.1  # factor by which the template's font may be wider than Arial
_LEAST_ROOM: Final = (480, 240)  # the minimum size of a placeholder for text
_LOW_TITLE: Final = 120  # a title with less height has no two lines
_TITLE_SIZE: Final = 88.0  # if the template gives none
_BODY_SIZE: Final = 56.0
_SIZES: Final = (24.0, 120.0)
_SCALES: Final = (0.6, 0.9)
_LARGEST_BODY: Final = 48 * MAX_GROWTH  # of ours
_TITLES: Final = {"TITLE", "CENTER_TITLE"}
_BESIDE: Final = {Role.LABEL, Role.TAG, Role.CONTINUED, Role.SOURCE}
_TARGETS: Final[Mapping[Role | None, tuple[str, ...]]] = {
    role: (TEXT,) for role in Role if role not in _BESIDE
}
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
    """A usable layout, with the regions and font sizes of title and body."""

    layout: Any
    title: Any
    title_region: Rect
    title_size: float
    body: Any
    body_region: Rect
    body_size: float

    @property
    def frame(self) -> Frame:
        """The regions for text."""
        return Frame(self.body_region.inset(*_INSETS), is_own=False, scale=self.scale)

    @property
    def scale(self) -> float:
        """The size of text, relative to ours."""
        least, most = _SCALES
        return min(max(self.body_size / _LARGEST_BODY, least), most)

    @property
    def page_layout(self) -> PageLayout:
        """The placeholders."""
        body = place_xml(self.body)
        places = {TITLE: place_xml(self.title), TEXT: body, CHART: body}
        for shape in self.layout.placeholders:
            if shape.element.ph.get("type") == "sldNum":
                places.setdefault(NUMBER, place_xml(shape))
        room = (self.title_region.inset(*_INSETS), self.title_size)
        return PageLayout(self.layout, places, _TARGETS, room)


class TemplateLayouts:
    """The layouts of a template.

    Args:
        template: The content of a .pptx or .potx file; not trusted.

    Raises:
        OptionError: The template cannot be used.
    """

    is_own: bool = False

    def __init__(self, template: bytes) -> None:
        self.presentation = open_template(template)
        self.measurer: Measurer = ArialMeasurer(_WIDER)
        with report_damage():
            content, title = self._chosen()
            self._page_layouts = [each.page_layout for each in (content, title)]
            width = self.presentation.slide_width / EMU
        self._frames = [each.frame._replace(width=width) for each in (content, title)]
        self.chart_metrics = _scaled(NATIVE_CHART, content.scale)

    def frame(self, slide: Slide) -> Frame:
        """Return the regions for a slide."""
        return self._frames[self._is_title(slide)]

    def page_layout(self, page: Page) -> PageLayout:
        """Return the layout for a page."""
        found = self._page_layouts[self._is_title(page.slide)]
        # A chart needs the placeholder for itself.
        return found if page.chart is None else found._replace(targets={})

    def colour(self, colour: Colour, surface: Surface) -> str:  # noqa: ARG002, one ground
        """Return a colour as XML; empty for the colour that text has on the layout."""
        return _COLOURS.get(colour, "")

    def _is_title(self, slide: Slide) -> bool:
        """Return whether a slide has the title layout: it is a title slide and fits there."""
        if slide.kind is not SlideKind.TITLE:
            return False
        return len(lay_out(slide, self.measurer, self._frames[True])) == 1

    def _chosen(self) -> tuple[_Layout, _Layout]:
        """Choose the layouts for text and charts, and for the title.

        Raises:
            OptionError: The template has no layout with a title and room for text.
        """
        contents: list[tuple[int, bool, float, _Layout]] = []
        titles: list[_Layout] = []
        for master in self.presentation.slide_masters:
            for layout in master.slide_layouts:
                rank = {"obj": 0, "tx": 1}.get(layout.element.get("type", ""), 2)
                content = _usable(layout, {"BODY", "OBJECT"})
                opening = _usable(layout, {"SUBTITLE"})
                if opening is not None:
                    titles.append(opening)
                    # LibreOffice's own templates have only this layout, with a large subtitle.
                    if content is None and opening.body_region.height >= _LEAST_ROOM[1]:
                        content, rank = opening, 3
                if content is not None:
                    area = content.body_region.width * content.body_region.height
                    low = content.title_region.height < _LOW_TITLE
                    contents.append((rank, low, -area, content))
        if not contents:
            raise OptionError(
                "The template has no layout with a title and room for text.",
                "Choose one that has a layout such as “Title and Content”.",
            )
        best = min(contents, key=lambda content: content[:3])[3]
        return best, (titles[0] if titles else best)


def _scaled(metrics: ChartMetrics, scale: float) -> ChartMetrics:
    sizes = (ChartSizes(*(round(size * scale) for size in each)) for each in metrics.sizes)
    pitch = metrics.max_pitch * scale
    return metrics._replace(sizes=tuple(sizes), max_pitch=pitch)


def _kind(shape: Any) -> str:
    return str(shape.element.ph_type).split(" ")[0].rpartition(".")[2]


def _usable(layout: Any, kinds: set[str]) -> _Layout | None:
    """Return a layout if it has a title and a placeholder of one of the kinds."""
    title = None
    best: tuple[float, Any, Rect] | None = None
    for shape in layout.placeholders:
        kind = _kind(shape)
        if shape.element.ph_orient == "vert":
            continue
        box = _box(shape)
        if box is None:
            continue
        if kind in _TITLES:
            title = (shape, box)
        elif kind in kinds:
            area = box.width * box.height
            fits = box.height >= _LEAST_ROOM[1] or kind == "SUBTITLE"
            if box.width >= _LEAST_ROOM[0] and fits and (best is None or area > best[0]):
                best = (area, shape, box)
    if title is None or best is None:
        return None
    title_size = _size(title[0], layout, "title") or _TITLE_SIZE
    body_size = _size(best[1], layout, "body") or _BODY_SIZE
    return _Layout(layout, *title, title_size, *best[1:], body_size)


def _box(shape: Any) -> Rect | None:
    lengths = (shape.left, shape.top, shape.width, shape.height)
    if any(length is None for length in lengths):
        return None
    return Rect(*(length / EMU for length in lengths))


def _levels(shape: Any, layout: Any, style: str) -> Iterator[Any]:
    """Return the paragraph styles of a placeholder, from the layout upwards."""
    styles = [shape.element.find("{*}txBody/{*}lstStyle")]
    master = layout.slide_master
    kinds = _TITLES if style == "title" else {"BODY", "OBJECT"}
    styles += [
        other.element.find("{*}txBody/{*}lstStyle")
        for other in master.placeholders
        if _kind(other) in kinds
    ]
    styles.append(master.element.find(f"{{*}}txStyles/{{*}}{style}Style"))
    levels = (each.find("{*}lvl1pPr") for each in styles if each is not None)
    yield from (level for level in levels if level is not None)


def _size(shape: Any, layout: Any, style: str) -> float | None:
    """Return the font size of a placeholder: the first one defined, from the layout upwards."""
    for level in _levels(shape, layout, style):
        properties = level.find("{*}defRPr")
        if properties is not None and properties.get("sz"):
            return min(max(int(properties.get("sz")) / 50, _SIZES[0]), _SIZES[1])
    return None
