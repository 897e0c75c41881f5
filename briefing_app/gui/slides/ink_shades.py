"""The shades of ink, which suit the ground of each page and keep its texts legible."""

from functools import lru_cache
from typing import Final, NamedTuple

from briefing_app.layout.identity import BLACK, MIN_CONTRAST, WHITE, legible, mixed
from briefing_app.layout.theme import Colours
from briefing_app.model.palette import contrast_ratio
from briefing_app.model.slideshow.ink import InkColour, Tool

_MIN_LINE_CONTRAST: Final = 3.0
_STEPS: Final = 50  # in which a highlighter becomes invisible
_LINES: Final = {  # on light and on dark grounds
    InkColour.RED: ("#C8102E", "#FF6B78"),
    InkColour.BLUE: ("#0B5CAD", "#6BB8FF"),
    InkColour.GREEN: ("#00703C", "#5FE08A"),
    InkColour.YELLOW: ("#A67C00", "#FFDB1A"),
    InkColour.PINK: ("#C2287A", "#FF8AC4"),
}
_FILLS: Final = {  # on light and on dark grounds
    InkColour.YELLOW: ("#FFDB1A", "#8A6400"),
    InkColour.GREEN: ("#7BE495", "#00732F"),
    InkColour.PINK: ("#FFA3CF", "#A0145F"),
}


class Shades(NamedTuple):
    """The shades of a stroke, as ``#RRGGBB``.

    Args:
        line: The colour of a pen, or of the edge of a highlighter: it stands out from the page.
        fill: What a highlighter is filled with: see `covered`. Empty for a pen.
    """

    line: str
    fill: str = ""


def is_dark(colours: Colours) -> bool:
    """Return whether the ground of a page is dark."""
    return contrast_ratio(colours.ground, WHITE) > contrast_ratio(colours.ground, BLACK)


@lru_cache(maxsize=64)
def ink_shades(tool: Tool, colour: InkColour, colours: Colours) -> Shades:
    """Return the shades of a colour that suit a page.

    The fill of a highlighter is as strong as it can be while all texts of the page stay legible.
    """
    at = int(is_dark(colours))
    line = legible(_LINES[colour][at], (colours.ground, colours.panel), _MIN_LINE_CONTRAST)
    if tool is Tool.PEN:
        return Shades(line)
    nothing = BLACK if at else WHITE
    fills = (mixed(_FILLS[colour][at], nothing, step / _STEPS) for step in range(_STEPS))
    is_legible = (fill for fill in fills if _least_contrast(fill, colours) >= MIN_CONTRAST)
    return Shades(line, next(is_legible, nothing))


def covered(below: str, fill: str, colours: Colours) -> str:
    """Return what a colour becomes below a highlighter.

    It is multiplied with the fill on a light ground, and screened on a dark one.
    """
    pairs = ((int(below[i : i + 2], 16), int(fill[i : i + 2], 16)) for i in (1, 3, 5))
    channels = (
        255 - (255 - one) * (255 - other) / 255 if is_dark(colours) else one * other / 255
        for one, other in pairs
    )
    return "#" + "".join(f"{round(channel):02X}" for channel in channels)


def swatch(tool: Tool, colour: InkColour) -> str:
    """Return a shade that shows a colour on a dark button."""
    return _FILLS[colour][0] if tool is Tool.HIGHLIGHTER else _LINES[colour][1]


def _least_contrast(fill: str, colours: Colours) -> float:
    """Return the least contrast of a text of the page with its ground below a highlighter."""
    return min(
        contrast_ratio(covered(text, fill, colours), covered(ground, fill, colours))
        for text, ground in colours.text_pairs()
    )
