"""Our own layouts, from `resources/powerpoint/template.pptx`, which a designer can change."""

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.deck import place_xml
from briefing_app.export.powerpoint.design import NATIVE_CHART, PageLayout
from briefing_app.export.powerpoint.identity import add_identity
from briefing_app.export.powerpoint.package import own_presentation
from briefing_app.export.powerpoint.shapes import colour_xml
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.page import FOOTER_FRAME, OWN_FRAME, Page
from briefing_app.layout.slide import lay_out
from briefing_app.layout.theme import LIGHT, Colour, SlideTheme, Surface, branded
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide


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
    """Our own layouts with an identity."""

    def __init__(self, language: str, identity: Identity = NO_IDENTITY) -> None:
        self.presentation = own_presentation()
        self._theme = branded(LIGHT, identity)
        names = reversed(theme_colours(self._theme).items())
        self._names = {colour: name for name, colour in names}
        if identity != NO_IDENTITY:
            add_identity(self.presentation, self._theme, language)
        self._measurer = ArialMeasurer()
        self._frame = FOOTER_FRAME if identity.footer else OWN_FRAME
        self._layouts = {}
        for layout in self.presentation.slide_layouts:
            places = {shape.name: place_xml(shape) for shape in layout.placeholders}
            self._layouts[layout.name] = PageLayout(layout, places)

    def pages(self, slide: Slide) -> tuple[Page, ...]:
        """Return the pages of a slide."""
        return lay_out(slide, self._measurer, self._frame, NATIVE_CHART)

    def page_layout(self, page: Page) -> PageLayout:
        """Return the layout for a page."""
        slide = page.slide
        if slide.kind is SlideKind.FINDING and slide.finding_kind is not None:
            name = f"Finding: {slide.finding_kind.value}"
        elif page.surface is Surface.MESSAGE:
            name = "Key message"
        elif slide.pairs:
            name = "Then and now"
        else:
            name = slide.kind.value.capitalize()
        return self._layouts[name]

    def colour(self, colour: Colour, surface: Surface) -> str:
        """Return a colour as XML, by the name that it has in the theme if it has one."""
        value = self._theme.colours(surface)(colour)
        return colour_xml(self._names.get(value, value))
