"""The colours of slides, and the fonts and sizes of their texts."""

from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, MEDIUM, SEMIBOLD, TextStyle
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slides import Role


class Surface(Enum):
    """The ground of a page."""

    PAGE = auto()
    MESSAGE = auto()  # the key message
    ACCENT = auto()  # title and number
    DISCUSSION = auto()


class Colour(StrEnum):
    """A colour by its purpose; the values are the fields of `Colours`."""

    GROUND = "ground"
    INK = "ink"
    BODY = "body"  # our own words, below the source's
    MUTED = "muted"
    DIMMED = "dimmed"  # words that were read before
    LABEL = "label"
    PANEL = "panel"
    LINE = "line"  # decorative
    MARK = "mark"  # the decorative quotation mark
    CONCERN = "concern"
    GOOD = "good"
    FIGURES = "figures"
    NEXT_STEP = "next_step"
    CAUTION = "caution"
    BAR = "bar"  # the highlighted one
    QUIET_BAR = "quiet_bar"
    TRACK = "track"  # the ring behind a countdown


KIND_COLOURS: Final = {
    FindingKind.CONCERN: Colour.CONCERN,
    FindingKind.GOOD_PRACTICE: Colour.GOOD,
    FindingKind.FIGURES: Colour.FIGURES,
    FindingKind.NEXT_STEP: Colour.NEXT_STEP,
}


class Colours(NamedTuple):
    """The colours on one ground, each as ``#RRGGBB``; see `Colour`."""

    ground: str
    ink: str
    body: str
    muted: str
    dimmed: str
    label: str
    panel: str
    line: str
    mark: str
    concern: str
    good: str
    figures: str
    next_step: str
    caution: str
    bar: str
    quiet_bar: str
    track: str

    def __call__(self, colour: Colour) -> str:
        """Return a colour as ``#RRGGBB``."""
        found: str = getattr(self, colour)
        return found


class Frame(NamedTuple):
    """The frame at the edge of a page.

    Args:
        colour: Its colour.
        lines: The distance from the edge and the thickness of each of its lines.
    """

    colour: Colour
    lines: tuple[tuple[int, int], ...]


class SlideTheme(NamedTuple):
    """The colours of slides.

    Args:
        name: What the theme is called in the menu and in settings.
        page: The colours of most slides.
        message: The colours of the key message.
        accent: The colours of title and number slides.
        discussion: The colours of discussion questions.
        frames: The frames by which grounds of the same colour differ.
    """

    name: str
    page: Colours
    message: Colours
    accent: Colours
    discussion: Colours
    frames: Mapping[Surface, Frame] = MappingProxyType({})

    def colours(self, surface: Surface) -> Colours:
        """Return the colours on a ground."""
        found: Colours = getattr(self, surface.name.lower())
        return found


_LIGHT_PAGE: Final = Colours(
    ground="#FFFFFF",
    ink="#0B1420",
    body="#2C3A49",
    muted="#4A5563",
    dimmed="#616D7A",
    label="#12436D",
    panel="#F3F5F8",
    line="#D9E2EA",
    mark="#DCE6EE",
    concern="#801650",
    good="#0B5F57",
    figures="#12436D",
    next_step="#433A91",
    caution="#7A4B00",
    bar="#12436D",
    quiet_bar="#7D8C9C",
    track="#B9C5D1",
)
_LIGHT_ACCENT: Final = Colours(
    ground="#12436D",
    ink="#FFFFFF",
    body="#E3EBF3",
    muted="#CBDAE8",
    dimmed="#A9BCCE",
    label="#CBDAE8",
    panel="#0D3556",
    line="#5C83A6",
    mark="#2A5A85",
    concern="#F0A6CB",
    good="#7FD8C8",
    figures="#A9CDEE",
    next_step="#C9C2FA",
    caution="#FFE2A6",
    bar="#FFFFFF",
    quiet_bar="#A9BCCE",
    track="#2F5C85",
)
_LIGHT_DISCUSSION: Final = _LIGHT_ACCENT._replace(
    ground="#0B3B37",
    body="#DDF1EE",
    muted="#8FDACC",
    dimmed="#7FA9A3",
    label="#8FDACC",
    panel="#124B46",
    line="#2F6B65",
    mark="#1F5A54",
    bar="#8FDACC",
    quiet_bar="#7FA9A3",
    track="#1F5A54",
)
LIGHT: Final = SlideTheme(
    name="light",
    page=_LIGHT_PAGE,
    message=_LIGHT_PAGE._replace(ground="#F3F5F8", panel="#FFFFFF"),
    accent=_LIGHT_ACCENT,
    discussion=_LIGHT_DISCUSSION,
)
_DARK_PAGE: Final = Colours(
    ground="#11181F",
    ink="#F5F8FA",
    body="#D5DDE5",
    muted="#AAB6C2",
    dimmed="#8391A0",
    label="#8FC1F2",
    panel="#1E2935",
    line="#33404E",
    mark="#2B3948",
    concern="#FF9CC7",
    good="#6FD8C6",
    figures="#9CC8F5",
    next_step="#BDB8FF",
    caution="#FFD27A",
    bar="#7FB3EA",
    quiet_bar="#8391A0",
    track="#465666",
)
DARK: Final = SlideTheme(
    name="dark",
    page=_DARK_PAGE,
    message=_DARK_PAGE._replace(ground="#18222D", panel="#243140"),
    accent=_LIGHT_ACCENT._replace(ground="#0C2D4A", panel="#123C60"),
    discussion=_LIGHT_DISCUSSION._replace(ground="#08302C", panel="#0F433E"),
)
_CONTRAST: Final = Colours(
    ground="#000000",
    ink="#FFFFFF",
    body="#FFFFFF",
    muted="#FFFFFF",
    dimmed="#B4B4B4",
    label="#FFE600",
    panel="#242424",
    line="#FFFFFF",
    mark="#595959",
    concern="#FFB3D6",
    good="#7FF2DF",
    figures="#A8D4FF",
    next_step="#D3CFFF",
    caution="#FFD27A",
    bar="#FFE600",
    quiet_bar="#B4B4B4",
    track="#8C8C8C",
)
HIGH_CONTRAST: Final = SlideTheme(
    "high contrast",
    *(_CONTRAST, _CONTRAST, _CONTRAST, _CONTRAST),
    frames={
        Surface.MESSAGE: Frame(Colour.INK, ((0, 5),)),
        Surface.ACCENT: Frame(Colour.INK, ((0, 5), (10, 4))),
        Surface.DISCUSSION: Frame(Colour.LABEL, ((0, 14),)),
    },
)
SLIDE_THEMES: Final = (LIGHT, DARK, HIGH_CONTRAST)


def slide_theme(name: str) -> SlideTheme:
    """Return the slide theme with a name; the light one if there is none."""
    return next((theme for theme in SLIDE_THEMES if theme.name == name), LIGHT)


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


_LOOKS: Final = {
    Role.TITLE: RoleLook(80, 64, BOLD, above=0, leading=0.94),
    Role.SUBTITLE: RoleLook(44, 44, colour=Colour.MUTED, above=18, grows=False),
    Role.LABEL: RoleLook(44, 44, BOLD, colour=Colour.LABEL, above=18, grows=False),
    Role.BODY: RoleLook(48, 44, colour=Colour.BODY, above=44),
    Role.EXCERPT: RoleLook(100, 56, SEMIBOLD, above=52, leading=0.95),
    Role.CAUTION: RoleLook(48, 44, colour=Colour.BODY, above=44),
    Role.NOTE: RoleLook(48, 44, colour=Colour.BODY, above=44),
    Role.QUOTE: RoleLook(84, 56, SEMIBOLD, above=0),
    Role.SPEAKER: RoleLook(46, 44, BOLD, above=52, grows=False),
    Role.SPEAKER_ROLE: RoleLook(40, 36, colour=Colour.MUTED, above=8, grows=False),
    Role.SOURCE_USE: RoleLook(40, 40, colour=Colour.MUTED, above=56, grows=False),
    Role.SOURCE_TITLE: RoleLook(60, 44, SEMIBOLD, above=56),
    Role.SOURCE_DETAIL: RoleLook(44, 36, colour=Colour.MUTED, above=28, grows=False),
    Role.NUMBER: RoleLook(430, 120, EXTRA_BOLD, above=0, leading=0.78, one_line=True),
    Role.STATEMENT: RoleLook(72, 52, SEMIBOLD, above=24),
    Role.OTHER_FIGURE: RoleLook(56, 44, BOLD, above=28),
    Role.OTHER_FORCE: RoleLook(48, 44, colour=Colour.MUTED, above=4),
    Role.QUESTION: RoleLook(76, 52, SEMIBOLD, above=0),
    Role.OPTION: RoleLook(56, 44, above=28),
    Role.ANSWER: RoleLook(60, 48, SEMIBOLD, above=64),
}
_KIND_LOOKS: Final = {  # exceptions for some kinds of slide
    (SlideKind.TITLE, Role.TITLE): RoleLook(116, 64, EXTRA_BOLD, above=0, leading=0.96),
    (SlideKind.TITLE, Role.SUBTITLE): RoleLook(48, 44, colour=Colour.MUTED, above=40),
    (SlideKind.TITLE, Role.SOURCE_DETAIL): RoleLook(38, 32, colour=Colour.MUTED, above=28),
    (SlideKind.TEXT, Role.BODY): RoleLook(60, 44, above=44),
    (SlideKind.TEXT, Role.STATEMENT): RoleLook(96, 60, BOLD, above=0, leading=0.96),
    (SlideKind.SOURCES, Role.SOURCE_DETAIL): RoleLook(
        44, 36, colour=Colour.MUTED, above=8, grows=False
    ),
    (SlideKind.FINDING, Role.TITLE): RoleLook(64, 64, BOLD, above=0, leading=0.98, grows=False),
    (SlideKind.CHART, Role.TITLE): RoleLook(76, 64, BOLD, above=0, leading=0.94, grows=False),
    (SlideKind.CHART, Role.BODY): RoleLook(44, 44, colour=Colour.BODY, above=20, grows=False),
    (SlideKind.QUOTE, Role.TITLE): RoleLook(64, 64, BOLD, above=0, leading=0.94, grows=False),
    (SlideKind.NUMBER, Role.BODY): RoleLook(48, 44, colour=Colour.BODY, above=28),
}
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
OPTION: Final = RoleLook(72, 28, SEMIBOLD, above=20, grows=False)
"""An option of a vote."""
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
        Role.QUOTE: RoleLook(72, 44, SEMIBOLD, above=0),
        Role.SPEAKER: RoleLook(44, 36, BOLD, above=32, grows=False),
        Role.SPEAKER_ROLE: RoleLook(40, 34, colour=Colour.MUTED, above=4, grows=False),
        Role.STATEMENT: RoleLook(56, 40, SEMIBOLD, above=0),
        Role.NOTE: RoleLook(44, 34, colour=Colour.BODY, above=28, grows=False),
    }
)
"""The evidence for the answer of a vote: a quote or a figure."""
STATEMENT: Final = RoleLook(84, 56, SEMIBOLD, above=0)
"""What an unclear source says, too."""
BESIDE_STATEMENT: Final = RoleLook(48, 34, colour=Colour.BODY, above=24, grows=False)
"""The statements of an unclear source that the other one contradicts."""
BESIDE_WORDS: Final = RoleLook(52, 44, colour=Colour.BODY, above=0, grows=False)
"""What is unclear about the words beside it."""
HEADLINE_ALONE: Final = RoleLook(104, 64, BOLD, above=0, leading=0.96)
"""The headline of a finding without words of its source."""
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


def look_of(kind: SlideKind, role: Role) -> RoleLook:
    """Return the style of a text on a kind of slide."""
    return _KIND_LOOKS.get((kind, role), _LOOKS[role])
