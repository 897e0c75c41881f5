"""The state of a show as a value: position, black, white, frozen, clock; no Qt.

A key makes the next `SlideshowState` out of the present one, and every window draws from it. The
show is laid out as an *outline*: for each slide the pages that it takes, and for each page the
number of steps in which it is shown, nearly always one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

Outline = Sequence[Sequence[int]]
"""For each slide the number of steps, at least 1, of each of its pages, at least one."""


class Cover(Enum):
    """What hides the slide from the audience."""

    NONE = "none"
    BLACK = "black"
    WHITE = "white"


class Place(NamedTuple):
    """Where a show is, each counted from 0."""

    slide: int
    page: int = 0
    step: int = 0


class View(NamedTuple):
    """What the audience is shown."""

    place: Place
    cover: Cover


START: Final = Place(0)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a show has run, in seconds; it can be stopped and go on.

    Args:
        counted: What had run before it was last started.
        since: When it was last started, by a clock that only the caller reads; None while it
            stands.
    """

    counted: float = 0.0
    since: float | None = None

    def elapsed(self, now: float) -> float:
        """The seconds that have run; never fewer than had been counted."""
        return self.counted + (max(0.0, now - self.since) if self.since is not None else 0.0)

    def started(self, now: float) -> "Clock":
        """The clock running."""
        return self if self.since is not None else Clock(self.counted, now)

    def stopped(self, now: float) -> "Clock":
        """The clock standing, with what has run."""
        return Clock(self.elapsed(now))


@dataclass(frozen=True, slots=True)
class SlideshowState:
    """One moment of a show.

    Args:
        outline: The pages and steps of each slide; at least one slide.
        place: Where the presenter is.
        cover: What hides the slide from the audience.
        held: What the audience goes on seeing while the show is frozen; None while it isn't.
        clock: How long the show has run.
    """

    outline: Outline
    place: Place = START
    cover: Cover = Cover.NONE
    held: View | None = None
    clock: Clock = Clock()

    def __post_init__(self) -> None:
        if not self.outline:
            raise ValueError("a show has at least one slide")

    @property
    def audience(self) -> View:
        """What the audience is shown."""
        return self.held or View(self.place, self.cover)

    @property
    def frozen(self) -> bool:
        """Whether the audience goes on seeing what it saw."""
        return self.held is not None

    @property
    def done(self) -> float:
        """The share of the show that is over, from 0.0 to 1.0: what is on screen is half over.

        Each slide is as much as another, and so is each step of its pages: how many pages and
        steps the others have would be known only once all were laid out.
        """
        slide, page, step = self.place
        pages = self.outline[slide]
        of_slide = (sum(pages[:page]) + step + 0.5) / sum(pages)
        return (slide + of_slide) / len(self.outline)

    @property
    def following(self) -> Place | None:
        """Where `forward` leads, or None at the end."""
        slide, page, step = self.place
        pages = self.outline[slide]
        if step + 1 < pages[page]:
            return Place(slide, page, step + 1)
        if page + 1 < len(pages):
            return Place(slide, page + 1)
        return Place(slide + 1) if slide + 1 < len(self.outline) else None

    @property
    def preceding(self) -> Place | None:
        """Where `back` leads, or None at the start: the slide before is shown whole, at its end."""
        slide, page, step = self.place
        if step:
            return Place(slide, page, step - 1)
        if page:
            return Place(slide, page - 1, self.outline[slide][page - 1] - 1)
        return self._end_of(slide - 1) if slide else None

    def forward(self) -> "SlideshowState":
        """One step on; at the end it stays. Moving takes a cover away."""
        return self._at(self.following or self.place)

    def back(self) -> "SlideshowState":
        """One step back; at the start it stays. Moving takes a cover away."""
        return self._at(self.preceding or self.place)

    def first(self) -> "SlideshowState":
        """The first slide."""
        return self._at(START)

    def last(self) -> "SlideshowState":
        """The last slide, from its beginning."""
        return self._at(Place(len(self.outline) - 1))

    def jumped(self, slide: int) -> "SlideshowState":
        """A slide by its index from 0, from its beginning; the nearest there is."""
        return self._at(Place(min(max(slide, 0), len(self.outline) - 1)))

    def covered(self, cover: Cover) -> "SlideshowState":
        """With a cover, or without where the same one is there already."""
        return replace(self, cover=Cover.NONE if cover is self.cover else cover)

    def froze(self) -> "SlideshowState":
        """Frozen, so that only the presenter moves; or no longer, at the presenter's place."""
        return replace(self, held=self.audience if self.held is None else None)

    def started(self, now: float) -> "SlideshowState":
        """With the clock running; `now` is in seconds."""
        return replace(self, clock=self.clock.started(now))

    def stopped(self, now: float) -> "SlideshowState":
        """With the clock standing, uncovered and no longer frozen: what is kept after the end."""
        return replace(self, cover=Cover.NONE, held=None, clock=self.clock.stopped(now))

    def timed(self, clock: Clock) -> "SlideshowState":
        """With another clock."""
        return replace(self, clock=clock)

    def placed(self, place: Place) -> "SlideshowState":
        """At a place that was remembered, or the nearest there is now."""
        slide = min(max(place.slide, 0), len(self.outline) - 1)
        if slide != place.slide:
            return self._at(Place(slide))
        pages = self.outline[slide]
        page = min(max(place.page, 0), len(pages) - 1)
        return self._at(Place(slide, page, min(max(place.step, 0), pages[page] - 1)))

    def _at(self, place: Place) -> "SlideshowState":
        return replace(self, place=place, cover=Cover.NONE)

    def _end_of(self, slide: int) -> Place:
        pages = self.outline[slide]
        return Place(slide, len(pages) - 1, pages[-1] - 1)


def pace(elapsed: float, planned: float, done: float) -> float:
    """By how much a show will end late at its present pace.

    Args:
        elapsed: Seconds that have run.
        planned: Seconds that there are.
        done: The share of the show that is over, from 0.0 to 1.0.

    Returns:
        Seconds after the planned end; less than 0 where it will end early. Nothing is foretold
        from a show that has hardly begun: until a tenth of it is over, only what has already run
        over the planned time counts.
    """
    return elapsed / done - planned if done >= 0.1 else max(0.0, elapsed - planned)
