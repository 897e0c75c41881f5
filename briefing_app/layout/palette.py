"""All colours, by purpose: of windows, handouts and the web page, and of slides and PowerPoint."""

from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.model.report import FindingKind


class Theme(NamedTuple):
    """The colours of windows, handouts and the web page by purpose, each as ``#RRGGBB``.

    Tests derive the pairs of colours that can meet on screen from style sheet and palette, and list
    the minimum contrast of each.
    """

    name: str
    ground: str  # the background of windows and pages
    surface: str  # cards, lists, header bar
    ink: str
    muted: str  # secondary text
    line: str  # decorative separators
    control: str  # borders of controls
    disabled: str  # text of disabled controls, which need no minimum contrast on a surface
    accent: str
    on_accent: str
    accent_soft: str  # selected rows and chips
    concern: str
    good: str
    good_soft: str
    figures: str
    progress: str
    next_step: str
    caution: str
    caution_soft: str
    quiet_bar: str
    mark: str  # background of a search match
    mark_ink: str
    outlined: bool  # whether chips and selected rows get an outline, so colour isn't needed

    def kind_colour(self, kind: FindingKind | None) -> str:
        """Return the colour of a kind of finding; of words that no finding has, if it is None."""
        return {
            None: self.muted,
            FindingKind.CONCERN: self.concern,
            FindingKind.GOOD_PRACTICE: self.good,
            FindingKind.FIGURES: self.figures,
            FindingKind.PROGRESS: self.progress,
            FindingKind.NEXT_STEP: self.next_step,
        }[kind]


LIGHT: Final = Theme(
    name="light",
    ground="#F3F5F8",
    surface="#FFFFFF",
    ink="#0B1420",
    muted="#4A5563",
    line="#D9DEE5",
    control="#6B7785",
    disabled="#8A95A3",
    accent="#12436D",
    on_accent="#FFFFFF",
    accent_soft="#E3EBF3",
    concern="#801650",
    good="#0B5F57",
    good_soft="#DDF1EE",
    figures="#12436D",
    progress="#4A5A00",
    next_step="#433A91",
    caution="#7A4B00",
    caution_soft="#FFF1D0",
    quiet_bar="#7D8C9C",
    mark="#FFE27A",
    mark_ink="#0B1420",
    outlined=False,
)
DARK: Final = Theme(
    name="dark",
    ground="#0F1620",
    surface="#1A222D",
    ink="#F2F5F8",
    muted="#A9B4C0",
    line="#2E3946",
    control="#8592A0",
    disabled="#6B7785",
    accent="#7FB3EA",
    on_accent="#0B1420",
    accent_soft="#1F3349",
    concern="#FF9CC7",
    good="#6FD8C6",
    good_soft="#0F352F",
    figures="#9CC8F5",
    progress="#C9DA7A",
    next_step="#BDB8FF",
    caution="#FFD27A",
    caution_soft="#3D2C08",
    quiet_bar="#7D8C9C",
    mark="#F2C94C",
    mark_ink="#0B1420",
    outlined=False,
)
CONTRAST_LIGHT: Final = Theme(
    name="high contrast, light",
    ground="#FFFFFF",
    surface="#FFFFFF",
    ink="#000000",
    muted="#000000",
    line="#000000",
    control="#000000",
    disabled="#595959",
    accent="#00245C",
    on_accent="#FFFFFF",
    accent_soft="#FFFFFF",
    concern="#5E0036",
    good="#003F38",
    good_soft="#FFFFFF",
    figures="#00245C",
    progress="#333F00",
    next_step="#2A1F7A",
    caution="#4D2F00",
    caution_soft="#FFFFFF",
    quiet_bar="#5A5A5A",
    mark="#FFE600",
    mark_ink="#000000",
    outlined=True,
)
CONTRAST_DARK: Final = Theme(
    name="high contrast, dark",
    ground="#000000",
    surface="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    line="#FFFFFF",
    control="#FFFFFF",
    disabled="#9A9A9A",
    accent="#FFE600",
    on_accent="#000000",
    accent_soft="#000000",
    concern="#FFB3D6",
    good="#7FF2DF",
    good_soft="#000000",
    figures="#A8D4FF",
    progress="#DDEB9A",
    next_step="#D3CFFF",
    caution="#FFD27A",
    caution_soft="#000000",
    quiet_bar="#B4B4B4",
    mark="#00E5FF",
    mark_ink="#000000",
    outlined=True,
)


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
    PROGRESS = "progress"
    NEXT_STEP = "next_step"
    CAUTION = "caution"
    BAR = "bar"  # the highlighted one
    QUIET_BAR = "quiet_bar"
    TRACK = "track"  # the ring behind a countdown


KIND_COLOURS: Final = {
    FindingKind.CONCERN: Colour.CONCERN,
    FindingKind.GOOD_PRACTICE: Colour.GOOD,
    FindingKind.FIGURES: Colour.FIGURES,
    FindingKind.PROGRESS: Colour.PROGRESS,
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
    progress: str
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


def _page(theme: Theme, **own: str) -> Colours:
    """Return the colours of slides that match a theme of windows, and some of their own."""
    shared = {name: value for name, value in theme._asdict().items() if name in Colours._fields}
    return Colours(**shared | {"label": theme.accent, "bar": theme.accent} | own)


_LIGHT_PAGE: Final = _page(
    LIGHT,
    ground=LIGHT.surface,
    body="#2C3A49",
    dimmed="#616D7A",
    panel=LIGHT.ground,
    line="#D9E2EA",
    mark="#DCE6EE",
    track="#B9C5D1",
)
_LIGHT_ACCENT: Final = Colours(
    ground=LIGHT.accent,
    ink=LIGHT.on_accent,
    body=LIGHT.accent_soft,
    muted="#CBDAE8",
    dimmed="#A9BCCE",
    label="#CBDAE8",
    panel="#0D3556",
    line="#5C83A6",
    mark="#2A5A85",
    concern="#F0A6CB",
    good="#7FD8C8",
    figures="#A9CDEE",
    progress="#D3E38C",
    next_step="#C9C2FA",
    caution="#FFE2A6",
    bar=LIGHT.on_accent,
    quiet_bar="#A9BCCE",
    track="#2F5C85",
)
_LIGHT_DISCUSSION: Final = _LIGHT_ACCENT._replace(
    ground="#0B3B37",
    body=LIGHT.good_soft,
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
LIGHT_SLIDES: Final = SlideTheme(
    name="light",
    page=_LIGHT_PAGE,
    message=_LIGHT_PAGE._replace(ground=LIGHT.ground, panel=LIGHT.surface),
    accent=_LIGHT_ACCENT,
    discussion=_LIGHT_DISCUSSION,
)
_DARK_PAGE: Final = _page(
    DARK,
    ground="#11181F",
    ink="#F5F8FA",
    body="#D5DDE5",
    muted="#AAB6C2",
    dimmed="#8391A0",
    label="#8FC1F2",
    panel="#1E2935",
    line="#33404E",
    mark="#2B3948",
    quiet_bar="#8391A0",
    track="#465666",
)
DARK_SLIDES: Final = SlideTheme(
    name="dark",
    page=_DARK_PAGE,
    message=_DARK_PAGE._replace(ground="#18222D", panel="#243140"),
    accent=_LIGHT_ACCENT._replace(ground="#0C2D4A", panel="#123C60"),
    discussion=_LIGHT_DISCUSSION._replace(ground="#08302C", panel="#0F433E"),
)
_CONTRAST: Final = _page(
    CONTRAST_DARK,
    body=CONTRAST_DARK.ink,
    dimmed=CONTRAST_DARK.quiet_bar,
    panel="#242424",
    mark="#595959",
    track="#8C8C8C",
)
HIGH_CONTRAST_SLIDES: Final = SlideTheme(
    "high contrast",
    *(_CONTRAST, _CONTRAST, _CONTRAST, _CONTRAST),
    frames={
        Surface.MESSAGE: Frame(Colour.INK, ((0, 5),)),
        Surface.ACCENT: Frame(Colour.INK, ((0, 5), (10, 4))),
        Surface.DISCUSSION: Frame(Colour.LABEL, ((0, 14),)),
    },
)
POINTER_COLOURS: Final = ("#FFFFFF", "#D4002A")
"""Ring and dot of the pointer, visible on any background."""
BLACK: Final = "#000000"
"""The audience's screen while it is black, and the edges beside a slide of another shape."""
SLIDE_THEMES: Final = (LIGHT_SLIDES, DARK_SLIDES, HIGH_CONTRAST_SLIDES)


def slide_theme(name: str) -> SlideTheme:
    """Return the slide theme with a name; the light one if there is none."""
    return next((theme for theme in SLIDE_THEMES if theme.name == name), LIGHT_SLIDES)
