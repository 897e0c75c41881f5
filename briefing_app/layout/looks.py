"""The style of each kind of text on a slide, in virtual pixels."""

from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, MEDIUM, SEMIBOLD, TextStyle
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role

MAX_GROWTH: Final = 1.35
"""How much larger than preferred a text can be, if the slide has little text."""
EXTRA_BOLD: Final = 800


class Look(NamedTuple):
    """The style of a text.

    Args:
        best: The preferred size.
        least: The minimum size.
        weight: The weight, from 400 to 800.
        colour: The colour.
        above: The gap above it.
        leading: The line height, as a share of the font's own.
        grows: Whether it is larger than preferred if there is room.
        one_line: Whether it is made as small as necessary to fit on one line.
    """

    best: int
    least: int
    weight: int = 400
    colour: Colour = Colour.INK
    above: int = 36
    leading: float = 1.0
    grows: bool = True
    one_line: bool = False

    def size(self, growth: float) -> int:
        """Return the size for a growth: 1.0 is preferred, 0.0 the minimum."""
        if growth <= 1:
            return round(self.least + (self.best - self.least) * growth)
        return round(self.best * growth) if self.grows else self.best

    def scaled(self, scale: float) -> "Look":
        """Return the style with other sizes and another gap."""
        best, least, above = (round(each * scale) for each in (self.best, self.least, self.above))
        return self._replace(best=best, least=least, above=above)


_LOOKS: Final = {
    Role.TITLE: Look(80, 64, BOLD, above=0, leading=0.94),
    Role.SUBTITLE: Look(44, 44, colour=Colour.MUTED, above=18, grows=False),
    Role.BODY: Look(48, 44, colour=Colour.BODY, above=44),
    Role.EXCERPT: Look(60, 48, MEDIUM, above=56),
    Role.EXCERPT_SOURCE: Look(36, 32, colour=Colour.MUTED, above=20, grows=False),
    Role.CAUTION: Look(48, 44, colour=Colour.BODY, above=44),
    Role.QUOTE: Look(80, 48, MEDIUM, above=0),
    Role.SPEAKER: Look(46, 44, BOLD, above=52, grows=False),
    Role.SPEAKER_ROLE: Look(40, 36, colour=Colour.MUTED, above=8, grows=False),
    Role.SOURCE_TITLE: Look(46, 44, SEMIBOLD, above=48),
    Role.SOURCE_DETAIL: Look(40, 28, colour=Colour.MUTED, above=8, grows=False),
    Role.NUMBER: Look(430, 120, EXTRA_BOLD, above=0, leading=0.86, one_line=True),
    Role.STATEMENT: Look(72, 52, SEMIBOLD, above=24),
    Role.QUESTION: Look(76, 52, SEMIBOLD, above=0),
    Role.SAID: Look(48, 44, above=28, grows=False),
    Role.ANSWER: Look(60, 48, SEMIBOLD, above=64),
    Role.COLUMN: Look(42, 36, colour=Colour.MUTED, above=24, grows=False),
    Role.EARLIER: Look(46, 44, above=0),
    Role.LATER: Look(46, 44, SEMIBOLD, above=0),
}
_KIND_LOOKS: Final = {  # exceptions for some kinds of slide
    (SlideKind.TITLE, Role.TITLE): Look(116, 64, EXTRA_BOLD, above=0, leading=0.96),
    (SlideKind.TITLE, Role.SUBTITLE): Look(48, 44, colour=Colour.MUTED, above=40),
    (SlideKind.TITLE, Role.SOURCE_DETAIL): Look(38, 32, colour=Colour.MUTED, above=28),
    (SlideKind.TEXT, Role.BODY): Look(60, 44, above=44),
    (SlideKind.TEXT, Role.STATEMENT): Look(96, 60, BOLD, above=0, leading=0.96),
    (SlideKind.CHART, Role.TITLE): Look(76, 64, BOLD, above=0, leading=0.94, grows=False),
    (SlideKind.CHART, Role.BODY): Look(44, 44, colour=Colour.BODY, above=20, grows=False),
    (SlideKind.QUOTE, Role.TITLE): Look(64, 64, BOLD, above=0, leading=0.94, grows=False),
    (SlideKind.NUMBER, Role.BODY): Look(48, 44, colour=Colour.BODY, above=28),
}
KIND_LABEL: Final = Look(30, 28, BOLD, above=52, grows=False)
"""The kind of a finding above its headline, in a column of “Then and now”."""
HEAD: Final = TextStyle(38, BOLD)
"""The labels at the top of a slide."""
CONTINUED: Final = TextStyle(36)
"""The label of a page that continues the one before."""
FOOT_SIZES: Final = (30, 26)
"""The sizes of the source at the foot, the preferred one first."""


def look_of(kind: SlideKind, role: Role) -> Look:
    """Return the style of a text on a kind of slide."""
    return _KIND_LOOKS.get((kind, role), _LOOKS[role])
