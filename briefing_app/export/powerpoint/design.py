"""How the pages of slides use the layouts of a presentation."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from briefing_app.layout.bars import SLIDE_CHART, ChartSizes
from briefing_app.model.slides import Role

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
    """A layout of python-pptx with the ``p:ph`` elements of its placeholders, by their names.

    Args:
        layout: The layout.
        places: The placeholders.
    """

    layout: Any
    places: Mapping[str, str]
