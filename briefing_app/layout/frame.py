"""The regions of a page: where a head, texts and the source go."""

from dataclasses import dataclass
from typing import Final

from briefing_app.layout.page import HEIGHT, WIDTH, Rect

MARGIN: Final = 120
"""The margin at the left and right edge of our own slides, in virtual pixels."""
_TOP: Final = 96
_BOTTOM: Final = HEIGHT - 50


@dataclass(frozen=True, slots=True)
class Frame:
    """The regions of a page, in virtual pixels.

    Args:
        body: The region for everything between the upper edge and the foot.
        has_title: Whether the title is not in the body, but where the layout has it.
        scale: The size of texts, relative to that on our own slides.
        is_decorated: Whether the page has our bands, panels and grounds.
        number_width: The width at the end of the foot that is left for the slide number.
        width: The width of the page.
    """

    body: Rect
    has_title: bool = False
    scale: float = 1.0
    is_decorated: bool = True
    number_width: float = 300
    width: float = WIDTH


OWN_FRAME: Final = Frame(Rect(MARGIN, _TOP, WIDTH - 2 * MARGIN, _BOTTOM - _TOP))
"""The regions of our own slides."""
FOOTER_BASELINE: Final = HEIGHT - 24
"""The baseline of an identity's footer; higher above the strip of a title slide."""
FOOTER_FRAME: Final = Frame(OWN_FRAME.body._replace(height=OWN_FRAME.body.height - 32))
"""The regions of our own slides above an identity's footer."""
LOGO_AREA: Final = Rect(WIDTH - MARGIN - 180, 96, 180, 180)
"""Where the logo goes on a title slide."""
