"""How a force marks what it shows and hands out: its logo, two colours and a footer."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing_app.model.palette import LIGHT, contrast_ratio

MIN_CONTRAST: Final = 4.5
"""The lowest contrast of text that WCAG 2 allows at level AA."""
WHITE: Final = "#FFFFFF"
BLACK: Final = "#000000"
MAX_FOOTER_LENGTH: Final = 120  # characters
MAX_LOGO_BYTES: Final = 2**20
MAX_LOGO_PIXELS: Final = 2_000

_STEPS: Final = 20  # in which a colour becomes white or black
_COLOUR: Final = "#[0-9A-Fa-f]{6}"


class Identity(NamedTuple):
    """The identity of a force. Each part can be empty; then our own is used.

    Args:
        logo: A picture, as a PNG file that `files.png_check.checked_png` returned.
        accent: The colour of title slides, highlighted bars and labels, ``#RRGGBB``.
        second: The colour of discussion slides, ``#RRGGBB``.
        footer: A line at the bottom of slides and pages.
    """

    logo: bytes = b""
    accent: str = ""
    second: str = ""
    footer: str = ""


NO_IDENTITY: Final = Identity()
"""The identity of the program itself."""


def colour_problem(colour: str) -> str:
    """Return what is wrong with a colour, as a sentence with its remedy; empty if nothing is.

    White text is shown on it, and it is the colour of text on white and on light panels.
    """
    if not re.fullmatch(_COLOUR, colour):
        return "Write a colour as # and six digits, for example #12436D."
    contrast = min(contrast_ratio(colour, each) for each in (WHITE, LIGHT.ground))
    if contrast >= MIN_CONTRAST:
        return ""
    return (
        f"Its contrast to white or light grey is only {int(contrast * 10) / 10}:1, but text needs "
        f"{MIN_CONTRAST}:1. Choose a darker colour."
    )


def footer_problem(footer: str) -> str:
    """Return what is wrong with a footer, as a sentence with its remedy; empty if nothing is."""
    if len(footer) > MAX_FOOTER_LENGTH:
        return f"The footer has more than {MAX_FOOTER_LENGTH} characters. Shorten it."
    if not footer.isprintable():
        return "The footer has line breaks or invisible characters. Write it on one line."
    return ""


def legible(colour: str, grounds: Sequence[str], least: float = MIN_CONTRAST) -> str:
    """Return a colour, mixed with white or black as far as its contrast needs it."""
    is_dark = contrast_ratio(grounds[0], WHITE) > contrast_ratio(grounds[0], BLACK)
    for step in range(_STEPS):
        found = mixed(colour, WHITE if is_dark else BLACK, step / _STEPS)
        if min(contrast_ratio(found, ground) for ground in grounds) >= least:
            return found
    return WHITE if is_dark else BLACK


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another one, from 0.0 to 1.0."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)
