"""How the pages of slides use the layouts of a presentation."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from briefing_app.layout.chart_metrics import SLIDE_CHART, ChartMetrics, ChartSizes
from briefing_app.layout.frame import Frame
from briefing_app.layout.measurer import Measurer
from briefing_app.layout.page import Page, Rect
from briefing_app.layout.slide_theme import Colour, Surface
from briefing_app.model.slides import Role, Slide

NATIVE_CHART: Final = SLIDE_CHART._replace(
    sizes=(*SLIDE_CHART.sizes, ChartSizes(36, 36, 36)), name_share=0.4, is_even=True
)
"""The chart of a slide; all bars of PowerPoint's charts take the same height."""
TITLE: Final = "Title"
CHART: Final = "Chart"
NUMBER: Final = "Slide number"
SOURCES: Final = "Sources"
TEXT: Final = "Text"
TARGETS: Final[Mapping[Role | None, tuple[str, ...]]] = {
    Role.TITLE: (TITLE,),
    Role.STATEMENT: (TITLE,),
    Role.QUESTION: (TITLE,),
    Role.CONTINUED: (TITLE,),
    Role.SUBTITLE: ("Subtitle",),
    Role.BODY: (TEXT, SOURCES),
    Role.EXCERPT: ("Excerpt",),
    Role.EXCERPT_SOURCE: ("Excerpt",),
    Role.QUOTE: ("Quote",),
    Role.SPEAKER: ("Speaker",),
    Role.SPEAKER_ROLE: ("Role",),
    Role.NUMBER: ("Number",),
    Role.ANSWER: ("Answer",),
    Role.COLUMN: ("Then", "Now"),
    Role.SOURCE_TITLE: (SOURCES,),
    Role.SOURCE_DETAIL: (SOURCES,),
    Role.LABEL: ("Label",),
    Role.MARK: ("Quotation mark",),
    Role.SOURCE: ("Source",),
}
"""The names of the placeholders for each text in our own layouts, the preferred one first."""


class PageLayout(NamedTuple):
    """A layout and its placeholders.

    Args:
        layout: python-pptx's layout.
        places: The ``p:ph`` element of each placeholder, by its name.
        targets: The names of placeholders for each text; not every layout has them.
        title_room: The region and the font size of a title that stays where the layout has it;
            None if it goes where the page has it.
    """

    layout: Any
    places: Mapping[str, str]
    targets: Mapping[Role | None, Sequence[str]]
    title_room: tuple[Rect, float] | None = None


class Design(Protocol):
    """Our own layouts, or those of a template.

    `is_own` says whether the layouts have a placeholder in the right format for each text, with a
    fill for panels, and bands.
    """

    presentation: Any
    is_own: bool
    measurer: Measurer
    chart_metrics: ChartMetrics

    def frame(self, slide: Slide) -> Frame:
        """Return the regions for a slide."""

    def page_layout(self, page: Page) -> PageLayout:
        """Return the layout for a page."""

    def colour(self, colour: Colour, surface: Surface) -> str:
        """Return a colour as XML; empty for the colour that text has on the layout."""
