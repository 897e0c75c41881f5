"""The regions of a page: where a head, texts and the source go."""

from typing import Final, NamedTuple

from briefing_app.layout.page import HEIGHT, WIDTH, Rect

MARGIN: Final = 120
"""The margin at the left and right edge of our own slides, in virtual pixels."""
_TOP: Final = 96
_BOTTOM: Final = HEIGHT - 50


class Frame(NamedTuple):
    """The regions of a page, in virtual pixels.

    Args:
        body: The region for everything between the upper edge and the foot.
        is_own: Whether it is one of ours: the body contains the title, the foot leaves room for the
            slide number, and there are bands, panels and grounds.
        scale: The size of texts, relative to that on our own slides.
        width: The width of the page.
    """

    body: Rect
    is_own: bool = True
    scale: float = 1.0
    width: float = WIDTH


OWN_FRAME: Final = Frame(Rect(MARGIN, _TOP, WIDTH - 2 * MARGIN, _BOTTOM - _TOP))
"""The regions of our own slides."""
FOOTER_BASELINE: Final = HEIGHT - 24
"""The baseline of an identity's footer; higher above the strip of a title slide."""
FOOTER_FRAME: Final = Frame(OWN_FRAME.body._replace(height=OWN_FRAME.body.height - 32))
"""The regions of our own slides above an identity's footer."""
LOGO_AREA: Final = Rect(WIDTH - MARGIN - 180, 96, 180, 180)
"""Where the logo goes on a title slide."""
