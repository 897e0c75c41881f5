"""The fonts and sizes of the texts of slides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, MEDIUM, SEMIBOLD, TextStyle
from briefing_app.layout.palette import Colour
from briefing_app.model.slides import Role

MAX_GROWTH: Final = 1.35
"""How much larger than preferred a text can be, if the slide has little text."""
EXTRA_BOLD: Final = 800


class RoleLook(NamedTuple):
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


LOOKS: Final = {
    Role.TITLE: RoleLook(80, 64, BOLD, above=0, leading=0.94),
    Role.SUBTITLE: RoleLook(44, 44, colour=Colour.MUTED, above=18, grows=False),
    Role.LABEL: RoleLook(44, 44, BOLD, colour=Colour.LABEL, above=18, grows=False),
    Role.BODY: RoleLook(48, 44, colour=Colour.BODY, above=44),
    Role.EXCERPT: RoleLook(100, 52, SEMIBOLD, above=48, leading=0.92),
    Role.CAUTION: RoleLook(48, 44, colour=Colour.BODY, above=44),
    Role.NOTE: RoleLook(48, 44, colour=Colour.BODY, above=44),
    Role.QUOTE: RoleLook(88, 52, SEMIBOLD, above=0, leading=0.94),
    Role.SPEAKER: RoleLook(46, 44, BOLD, above=52, grows=False),
    Role.SPEAKER_ROLE: RoleLook(40, 36, colour=Colour.MUTED, above=8, grows=False),
    Role.SOURCE_USE: RoleLook(44, 40, colour=Colour.MUTED, above=52, grows=False),
    Role.SOURCE_TITLE: RoleLook(64, 44, SEMIBOLD, above=52, leading=0.94),
    Role.SOURCE_DETAIL: RoleLook(44, 36, colour=Colour.MUTED, above=28, grows=False),
    Role.NUMBER: RoleLook(430, 120, EXTRA_BOLD, above=0, leading=0.78, one_line=True),
    Role.STATEMENT: RoleLook(72, 52, SEMIBOLD, above=24),
    Role.OTHER_FIGURE: RoleLook(56, 44, BOLD, above=28),
    Role.OTHER_FORCE: RoleLook(48, 44, colour=Colour.MUTED, above=4),
    Role.QUESTION: RoleLook(76, 52, SEMIBOLD, above=0),
    Role.OPTION: RoleLook(56, 44, above=28),
    Role.ANSWER: RoleLook(60, 48, SEMIBOLD, above=64),
}
"""The styles of texts by their roles; some kinds of slides have others (`kind_looks`)."""
GUESS_QUESTION: Final = RoleLook(96, 52, BOLD, above=0, leading=0.94, grows=False)
"""The question of a chart that people guess."""
ANSWER: Final = RoleLook(120, 60, BOLD, above=56, leading=0.96)
"""An answer below its small question."""
ANSWER_FIGURE: Final = RoleLook(
    400, 200, EXTRA_BOLD, colour=Colour.LABEL, above=24, leading=0.9, one_line=True, grows=False
)
"""The same, if it is a figure or a short word."""
BELOW_ANSWER: Final = RoleLook(60, 48, MEDIUM, above=36)
"""What else the answer says."""
SMALL_QUESTION: Final = RoleLook(52, 48, SEMIBOLD, colour=Colour.BODY, above=0, grows=False)
"""A question above its answer."""
OPTION: Final = RoleLook(80, 28, SEMIBOLD, above=20, grows=False)
"""An option of a vote."""
RIGHT_OPTION: Final = RoleLook(96, 56, SEMIBOLD, above=64, leading=0.95, grows=False)
"""The option that is right, on a page without evidence."""
ABOVE_EVIDENCE: Final[Mapping[Role, RoleLook]] = MappingProxyType(
    {
        Role.QUESTION: RoleLook(38, 36, MEDIUM, colour=Colour.BODY, above=0, grows=False),
        Role.OPTION: OPTION,
        Role.ANSWER: RoleLook(44, 36, MEDIUM, colour=Colour.BODY, above=20, grows=False),
    }
)
"""The answer of a vote above its evidence."""
EVIDENCE: Final[Mapping[Role, RoleLook]] = MappingProxyType(
    {
        Role.QUOTE: RoleLook(72, 44, SEMIBOLD, above=0, leading=0.94),
        Role.STATEMENT: RoleLook(56, 40, SEMIBOLD, above=0),
        Role.NOTE: RoleLook(44, 34, colour=Colour.BODY, above=28, grows=False),
    }
)
"""The evidence for the answer of a vote: a quote or a figure."""
SPEAKER: Final = TextStyle(42)
"""The speaker of such a quote, with the role."""
STATEMENT: Final = RoleLook(84, 56, SEMIBOLD, above=0, leading=0.94)
"""What an unclear source says, too."""
BESIDE_STATEMENT: Final = RoleLook(60, 34, colour=Colour.BODY, above=24, leading=0.94)
"""The statements of an unclear source that the other one contradicts."""
BESIDE_WORDS: Final = RoleLook(56, 44, colour=Colour.BODY, above=0)
"""What is unclear about the words beside it."""
LONG_TITLE_SIZE: Final = 44
"""The minimum size of a title of very many words, so that it stays on one page."""
HEAD: Final = TextStyle(38, BOLD)
"""The labels at the top of a slide."""
SPEAKER_ROLE: Final = TextStyle(38)
"""What a speaker is, beside the name at the top."""
CONTINUED: Final = TextStyle(36)
"""The label of a page that continues the one before."""
TAG: Final = TextStyle(34, BOLD)
"""The tags that say how far to trust a slide."""
NOTE_SIZES: Final = (40, 36, 34)
"""The sizes of the note above the source, the preferred one first."""
FOOT_SIZES: Final = (34, 30, 26)
"""The sizes of the source at the foot, the preferred one first."""
SLIDE_NUMBER_SIZE: Final = 30
