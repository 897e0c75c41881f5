"""Our own layouts, from `resources/powerpoint/template.pptx`, which a designer can change."""

from itertools import chain
from typing import Any, Final

from briefing_app.export.powerpoint.deck import place_xml
from briefing_app.export.powerpoint.design import NATIVE_CHART, PageLayout
from briefing_app.export.powerpoint.identity import add_identity
from briefing_app.export.powerpoint.measurer import ArialMeasurer
from briefing_app.export.powerpoint.package import open_presentation
from briefing_app.export.powerpoint.shapes import EMU, colour_xml
from briefing_app.files.paths import POWERPOINT
from briefing_app.layout.frame import FOOTER_FRAME, OWN_FRAME, Frame
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.measurer import Measurer
from briefing_app.layout.page import WIDTH, Page
from briefing_app.layout.slide_theme import LIGHT, Colour, SlideTheme, Surface, branded
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text_direction import is_rtl_language

_TEMPLATE: Final = POWERPOINT / "template.pptx"
_LAYOUTS: Final = {
    SlideKind.TITLE: "Title",
    SlideKind.TEXT: "Text",
    SlideKind.QUOTE: "Quote",
    SlideKind.CHART: "Chart",
    SlideKind.NUMBER: "Number",
    SlideKind.DISCUSSION: "Discussion",
    SlideKind.SOURCES: "Sources",
}
_FINDINGS: Final = {kind: f"Finding: {kind.value}" for kind in FindingKind}

# The indexes of placeholders in the file.
_BODY: Final = 1
_LABEL: Final = 13
_SOURCE: Final = 14
_SECOND: Final = 15
_THIRD: Final = 16
_MARK: Final = 17

_TARGETS: Final = {
    Role.TITLE: 0,
    Role.BODY: _BODY,
    Role.EXCERPT: _SECOND,
    Role.EXCERPT_SOURCE: _SECOND,
    Role.QUOTE: _BODY,
    Role.SPEAKER: _SECOND,
    Role.SPEAKER_ROLE: _THIRD,
    Role.NUMBER: _SECOND,
    Role.STATEMENT: 0,
    Role.QUESTION: 0,
    Role.ANSWER: _SECOND,
    Role.COLUMN: _SECOND,
}
_KIND_TARGETS: Final[dict[SlideKind, dict[Role, int]]] = {  # additions for some kinds of slide
    SlideKind.TITLE: {Role.SUBTITLE: _BODY, Role.SOURCE_DETAIL: _SECOND},
    SlideKind.CHART: {Role.SUBTITLE: _SECOND},
    SlideKind.SOURCES: {Role.SOURCE_TITLE: _BODY, Role.SOURCE_DETAIL: _BODY},
}


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


class OwnLayouts:
    """Our own layouts.

    Args:
        language: The language tag of the text; everything is mirrored for a right-to-left one.
        identity: The identity to show.
    """

    is_own: bool = True

    def __init__(self, language: str, identity: Identity = NO_IDENTITY) -> None:
        self.presentation = open_presentation(_TEMPLATE.read_bytes())
        self._theme = branded(LIGHT, identity)
        names = theme_colours(self._theme)
        self._names = {colour: name for name, colour in reversed(names.items())}
        if identity != NO_IDENTITY:
            add_identity(self.presentation, self._theme, language)
        self.measurer: Measurer = ArialMeasurer()
        self.chart_metrics = NATIVE_CHART
        self._frame = FOOTER_FRAME if identity.footer else OWN_FRAME
        master = self.presentation.slide_master
        if is_rtl_language(language):
            for shapes in (master, *master.slide_layouts):
                _mirror(shapes.element)
        self._layouts = {layout.name: _page_layout(layout) for layout in master.slide_layouts}

    def frame(self, slide: Slide) -> Frame:  # noqa: ARG002, one frame
        """Return the regions for a slide."""
        return self._frame

    def page_layout(self, page: Page) -> PageLayout:
        """Return the layout for a page."""
        slide = page.slide
        if slide.kind is SlideKind.FINDING and slide.finding_kind is not None:
            name = _FINDINGS[slide.finding_kind]
        elif page.surface is Surface.MESSAGE:
            name = "Key message"
        elif slide.pairs:
            name = "Then and now"
        else:
            name = _LAYOUTS[slide.kind]
        found = self._layouts[name]
        targets = {**_TARGETS, **_KIND_TARGETS.get(slide.kind, {})}
        present = {role: index for role, index in targets.items() if index in found.places}
        return found._replace(targets=present)

    def colour(self, colour: Colour, surface: Surface) -> str:
        """Return a colour as XML, by the name that it has in the theme if it has one."""
        value = self._theme.colours(surface)(colour)
        return colour_xml(self._names.get(value, value))


def _page_layout(layout: Any) -> PageLayout:
    places = {shape.placeholder_format.idx: shape for shape in layout.placeholders}
    number = next((s for s in places.values() if s.element.ph.get("type") == "sldNum"), None)
    return PageLayout(
        layout,
        {index: place_xml(shape) for index, shape in places.items()},
        {},
        label=_LABEL if _LABEL in places else None,
        foot=_SOURCE if _SOURCE in places else None,
        chart=_BODY,
        mark=_MARK if _MARK in places else None,
        number=place_xml(number) if number is not None else "",
        title_room=None,
    )


def _mirror(element: Any) -> None:
    """Mirror a layout or master, for a right-to-left language."""
    width = WIDTH * EMU
    for transform in element.iter("{*}xfrm"):
        offset, extent = transform.find("{*}off"), transform.find("{*}ext")
        if extent.get("cx") != "0":
            offset.set("x", str(width - int(offset.get("x")) - int(extent.get("cx"))))
    levels = chain.from_iterable(element.iter(f"{{*}}lvl{level}pPr") for level in range(1, 10))
    for level in levels:
        level.set("rtl", "1")
        level.set("algn", {"l": "r", "r": "l"}.get(level.get("algn"), "ctr"))
