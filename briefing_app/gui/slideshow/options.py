"""How a slideshow is requested, and how it starts."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.database.personal.slideshows import Session
from briefing_app.model.slideshow.state import START, SlidePosition
from briefing_app.model.slideshow.time import Countdown


class Start(Enum):
    """Where a slideshow starts."""

    BY_RULE = auto()
    """As `model.slideshow.record.next_start` says."""
    CONTINUE = auto()
    """Where the last one stopped, with its clock; at the first slide if it can't be continued."""
    NEW = auto()
    """At the first slide, with the clock at zero."""
    CHOSEN = auto()
    """At a chosen slide, with the clock at zero."""


class StartOptions(NamedTuple):
    """How a slideshow is requested.

    Args:
        start: Where to start.
        key: The key of the first slide to show, for `Start.CHOSEN`.
        windowed: Whether the audience window is an ordinary window.
        screen: The name of the requested screen for the audience, or empty.
        minutes: The planned time, which is remembered; None to use the remembered one.
    """

    start: Start = Start.BY_RULE
    key: str = ""
    windowed: bool = False
    screen: str = ""
    minutes: int | None = None


DEFAULT_START: Final = StartOptions()


class SlideshowOptions(NamedTuple):
    """How a slideshow starts.

    Args:
        session: The session that the slideshow begins or continues.
        planned_minutes: The minutes that the user planned; 0 for none.
        position: The first position to show.
        pages: The number of steps of each page that its slide had when a slideshow stopped there;
            None if no slideshow did.
        elapsed: Seconds that the clock has run already.
        countdowns: The countdowns that were started before, by the key of their slide: paused, or
            held until their question is on screen.
        screen: The name of the requested screen for the audience, or empty.
        windowed: Whether the audience window is an ordinary one, to be shared in a video call.
        message: Shown to the presenter until a slide is turned with the presenter view visible.
        is_saved: Whether its place is saved. It isn't if another program runs a slideshow, too,
            whose place it could replace.
    """

    session: Session
    planned_minutes: int = 0
    position: SlidePosition = START
    pages: Sequence[int] | None = None
    elapsed: float = 0.0
    countdowns: Mapping[str, Countdown] = MappingProxyType({})
    screen: str = ""
    windowed: bool = False
    message: str = ""
    is_saved: bool = True
