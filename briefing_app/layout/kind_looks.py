"""How each kind of slide looks: its ground, its margins and what its texts have of their own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD
from briefing_app.layout.palette import Colour, Surface
from briefing_app.layout.type_sizes import EXTRA_BOLD, LOOKS, RoleLook
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role
from briefing_app.model.wording import DISCUSSION_LABEL

_NO_LOOKS: Final[Mapping[Role, RoleLook]] = MappingProxyType({})


class Above(NamedTuple):
    """Where texts are that don't fill the page.

    Args:
        share: The share of the spare height that is above them.
        kept: The share of the page that stays empty below them and isn't spare, so that a title is
            at the top unless the page is nearly empty.
    """

    share: float
    kept: float


_AT_THE_TOP: Final = Above(0.6, 0.25)
_IN_THE_MIDDLE: Final = Above(0.4, 0.0)


class KindLook(NamedTuple):
    """How a kind of slide looks.

    Args:
        surface: The ground of its pages.
        above: Where its texts are if they don't fill the page.
        above_alone: The same for a title without other texts; None if that is no exception.
        looks: The styles of texts that differ from those of other kinds.
        title_alone: The style of a title without words of a source; None if that is no exception.
        left: What is empty left of its texts, for a mark.
        right: What is empty right of its texts.
        label: The label at the top of its first page.
        names_title: Whether pages that continue name its title, rather than the slide.
        may_be_message: Whether it is a key message if it is short.
        is_list: Whether its texts are side by side, below a rule on pages that continue.
        has_figures: Whether its note has room for the caveat of figures.
        has_source_at_foot: Whether the source is at the foot, rather than below its texts.
        has_tag: Whether a tag says that it is made up.
    """

    surface: Surface = Surface.PAGE
    above: Above = _AT_THE_TOP
    above_alone: Above | None = None
    looks: Mapping[Role, RoleLook] = _NO_LOOKS
    title_alone: RoleLook | None = None
    left: float = 0
    right: float = 0
    label: str = ""
    names_title: bool = False
    may_be_message: bool = False
    is_list: bool = False
    has_figures: bool = False
    has_source_at_foot: bool = True
    has_tag: bool = True


KIND_LOOKS: Final[Mapping[SlideKind, KindLook]] = MappingProxyType(
    {
        SlideKind.TITLE: KindLook(
            Surface.ACCENT,
            Above(0.6, 0.0),
            looks={
                Role.TITLE: RoleLook(116, 64, EXTRA_BOLD, above=0, leading=0.96),
                Role.SUBTITLE: RoleLook(54, 44, colour=Colour.MUTED, above=40, grows=False),
                Role.SOURCE_DETAIL: RoleLook(38, 32, colour=Colour.MUTED, above=28),
            },
            right=240,  # so that the lines of a title aren't long
            has_source_at_foot=False,
            has_tag=False,
        ),
        SlideKind.TEXT: KindLook(
            above=_IN_THE_MIDDLE,
            looks={
                Role.BODY: RoleLook(60, 44, above=44),
                Role.STATEMENT: RoleLook(96, 60, BOLD, above=0, leading=0.96),
            },
            may_be_message=True,
        ),
        SlideKind.FINDING: KindLook(
            above_alone=_IN_THE_MIDDLE,
            looks={Role.TITLE: RoleLook(64, 64, BOLD, above=0, leading=0.98, grows=False)},
            title_alone=RoleLook(104, 64, BOLD, above=0, leading=0.96),
            names_title=True,
        ),
        SlideKind.QUOTE: KindLook(
            above=_IN_THE_MIDDLE,
            looks={Role.TITLE: RoleLook(64, 64, BOLD, above=0, leading=0.94, grows=False)},
            left=120,
        ),
        SlideKind.CHART: KindLook(
            looks={
                Role.TITLE: RoleLook(76, 52, BOLD, above=0, leading=0.94, grows=False),
                Role.SUBTITLE: RoleLook(44, 38, colour=Colour.MUTED, above=12, grows=False),
                Role.LABEL: RoleLook(46, 38, BOLD, colour=Colour.LABEL, above=16, grows=False),
                Role.BODY: RoleLook(44, 44, colour=Colour.BODY, above=20, grows=False),
            },
            names_title=True,
            has_figures=True,
        ),
        SlideKind.NUMBER: KindLook(
            Surface.ACCENT,
            _IN_THE_MIDDLE,
            looks={Role.BODY: RoleLook(48, 44, colour=Colour.BODY, above=28)},
            has_figures=True,
        ),
        SlideKind.DISCUSSION: KindLook(Surface.DISCUSSION, _IN_THE_MIDDLE, label=DISCUSSION_LABEL),
        SlideKind.SOURCES: KindLook(
            looks={Role.SOURCE_DETAIL: RoleLook(44, 36, colour=Colour.MUTED, above=8, grows=False)},
            is_list=True,
        ),
    }
)


def look_of(kind: SlideKind, role: Role) -> RoleLook:
    """Return the style of a text on a kind of slide."""
    return KIND_LOOKS[kind].looks.get(role) or LOOKS[role]
