"""The state of a running slideshow as a value: position, blank screen, freeze and clock.

Each key press makes the next `SlideshowState` from the current one, and every window draws from it.
The state knows the slides only by their *outline*: how many pages each slide takes, and in how many
steps each page is shown. Most pages have one step.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

from briefing_app.model.slideshow.clock import AT_ZERO, Clock

Outline = Sequence[Sequence[int]]
"""For each slide, the number of steps of each of its pages; every number is at least 1."""


class Blank(Enum):
    """A blank screen that the audience sees in place of the slide."""

    NONE = "none"
    BLACK = "black"
    WHITE = "white"


class SlidePosition(NamedTuple):
    """A position in a slideshow; each part is counted from 0."""

    slide: int
    page: int = 0
    step: int = 0


class AudienceView(NamedTuple):
    """What the audience sees."""

    position: SlidePosition
    blank: Blank


START: Final = SlidePosition(0)


@dataclass(frozen=True, slots=True)
class SlideshowState:
    """One moment of a slideshow.

    Args:
        outline: The pages and steps of each slide; at least one slide.
        position: The presenter's position.
        blank: The blank screen that hides the slide, if any.
        frozen_view: What the audience keeps seeing while the slideshow is frozen; None otherwise.
        clock: How long the slideshow has run.

    Raises:
        ValueError: The outline is empty.
    """

    outline: Outline
    position: SlidePosition = START
    blank: Blank = Blank.NONE
    frozen_view: AudienceView | None = None
    clock: Clock = AT_ZERO

    def __post_init__(self) -> None:
        if not self.outline:
            raise ValueError("a slideshow needs at least one slide")

    @property
    def audience(self) -> AudienceView:
        """What the audience sees."""
        return self.frozen_view or AudienceView(self.position, self.blank)

    @property
    def is_frozen(self) -> bool:
        """Whether the audience keeps seeing the same view while the presenter moves."""
        return self.frozen_view is not None

    @property
    def next_position(self) -> SlidePosition | None:
        """The position that `go_forward` moves to; None at the end."""
        slide, page, step = self.position
        pages = self.outline[slide]
        if step + 1 < pages[page]:
            return SlidePosition(slide, page, step + 1)
        if page + 1 < len(pages):
            return SlidePosition(slide, page + 1)
        return SlidePosition(slide + 1) if slide + 1 < len(self.outline) else None

    @property
    def previous_position(self) -> SlidePosition | None:
        """The position that `go_back` moves to; None at the start.

        An earlier slide is entered at its last step, so that it is seen complete.
        """
        slide, page, step = self.position
        if step:
            return SlidePosition(slide, page, step - 1)
        if page:
            return SlidePosition(slide, page - 1, self.outline[slide][page - 1] - 1)
        return self._last_position(slide - 1) if slide else None

    def go_forward(self) -> "SlideshowState":
        """Move one step forward, if there is one, and end a blank screen."""
        return self._moved_to(self.next_position or self.position)

    def go_back(self) -> "SlideshowState":
        """Move one step back, if there is one, and end a blank screen."""
        return self._moved_to(self.previous_position or self.position)

    def go_to_first(self) -> "SlideshowState":
        """Move to the first slide."""
        return self._moved_to(START)

    def go_to_last(self) -> "SlideshowState":
        """Move to the beginning of the last slide."""
        return self._moved_to(SlidePosition(len(self.outline) - 1))

    def go_to_slide(self, slide: int) -> "SlideshowState":
        """Move to the beginning of a slide, by its index, or of the nearest one that exists."""
        return self._moved_to(SlidePosition(self._nearest_slide(slide)))

    def go_to_position(self, position: SlidePosition) -> "SlideshowState":
        """Move to a remembered position, or to the nearest one that exists now."""
        slide = self._nearest_slide(position.slide)
        if slide != position.slide:
            return self._moved_to(SlidePosition(slide))
        pages = self.outline[slide]
        page = min(max(position.page, 0), len(pages) - 1)
        step = min(max(position.step, 0), pages[page] - 1)
        return self._moved_to(SlidePosition(slide, page, step))

    def toggle_blank(self, blank: Blank) -> "SlideshowState":
        """Blank the screen, or end the blank screen if it is the same one."""
        return replace(self, blank=Blank.NONE if blank is self.blank else blank)

    def toggle_freeze(self) -> "SlideshowState":
        """Freeze the audience's view; if it is frozen, show the presenter's position again."""
        return replace(self, frozen_view=None if self.is_frozen else self.audience)

    def start_clock(self, now: float) -> "SlideshowState":
        """Start the clock; `now` is in seconds."""
        return replace(self, clock=self.clock.started(now))

    def end(self, now: float) -> "SlideshowState":
        """Stop the clock and end a blank screen or a freeze: the state to resume from."""
        return replace(self, blank=Blank.NONE, frozen_view=None, clock=self.clock.stopped(now))

    def with_clock(self, clock: Clock) -> "SlideshowState":
        """Replace the clock."""
        return replace(self, clock=clock)

    def _moved_to(self, position: SlidePosition) -> "SlideshowState":
        return replace(self, position=position, blank=Blank.NONE)

    def _nearest_slide(self, slide: int) -> int:
        return min(max(slide, 0), len(self.outline) - 1)

    def _last_position(self, slide: int) -> SlidePosition:
        pages = self.outline[slide]
        return SlidePosition(slide, len(pages) - 1, pages[-1] - 1)
