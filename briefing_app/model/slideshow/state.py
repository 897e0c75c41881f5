"""The state of a running slideshow as a value: position, black screen, freeze, clock, countdown.

Each key press makes the next `SlideshowState` from the current one, and every window draws from it.
The state knows the slides only by their *outlines*: how many pages each slide takes, and in how
many steps each page is shown, most of them in one, and where a page shows an answer. An outline is
looked up when it is needed, because a briefing may have a thousand slides to lay out.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from briefing_app.model.slideshow.time import (
    AT_ZERO,
    MAX_PLANNED_MINUTES,
    NOT_PLANNED,
    Clock,
    Countdown,
    PlannedTime,
)

SlideOutline = tuple[tuple[bool, ...], ...]
"""For each page of a slide, at least one, and each of its steps: whether it shows an answer."""


class Outlines(Protocol):
    """The outlines of the slides, by their index; at least one."""

    def __getitem__(self, slide: int, /) -> SlideOutline: ...

    def __len__(self) -> int: ...


class SlidePosition(NamedTuple):
    """A position in a slideshow; slide, page and step are counted from 0.

    Args:
        slide: The slide.
        page: The page of the slide.
        step: The step of the page.
        question: 0 for the slide itself. Otherwise its discussion question is shown in front of it:
            1 for the first step of the question.
    """

    slide: int
    page: int = 0
    step: int = 0
    question: int = 0


class AudienceView(NamedTuple):
    """What the audience sees.

    Args:
        position: The position.
        is_black: Whether the screen is black in place of the slide.
        countdown: The countdown of the discussion, if one is shown.
    """

    position: SlidePosition
    is_black: bool = False
    countdown: Countdown | None = None


class Question(NamedTuple):
    """A discussion question that is shown in front of a slide.

    Args:
        steps: For each step in which it is shown, whether that shows the answer.
        seconds: The seconds to count down; None for no countdown.
    """

    steps: tuple[bool, ...]
    seconds: int | None = None


START: Final = SlidePosition(0)
_JUST_CLOSED_S: Final = 1.0  # in which Esc may be meant for what it has closed
_NO_QUESTION: Final = Question(())


class SlideshowState(NamedTuple):
    """One moment of a slideshow.

    Args:
        outlines: The outline of each slide.
        position: The presenter's position.
        is_black: Whether the screen is black in place of the slide.
        frozen_view: What the audience keeps seeing while the slideshow is frozen; None otherwise.
        clock: How long the slideshow has run.
        planned: How long it may take.
        countdowns: The seconds that each discussion slide counts down, by its index.
        question: The discussion question that was last shown in front of a slide.
        counted: The countdown of each slide or of its question that was started or extended, by the
            index of the slide.
        closed: The time at which the key that ends the slideshow last closed something in front of
            it instead; None if it never did.
        is_over: Whether the slideshow has ended.
    """

    outlines: Outlines
    position: SlidePosition = START
    is_black: bool = False
    frozen_view: AudienceView | None = None
    clock: Clock = AT_ZERO
    planned: PlannedTime = NOT_PLANNED
    countdowns: Mapping[int, int] = MappingProxyType({})
    question: Question = _NO_QUESTION
    counted: Mapping[int, Countdown] = MappingProxyType({})
    closed: float | None = None
    is_over: bool = False

    @property
    def audience(self) -> AudienceView:
        """What the audience sees."""
        return self.frozen_view or AudienceView(
            self.position, self.is_black, self.visible_countdown
        )

    @property
    def is_frozen(self) -> bool:
        """Whether the audience keeps seeing the same view while the presenter moves."""
        return self.frozen_view is not None

    @property
    def shows_answer(self) -> bool:
        """Whether the answer of a discussion is shown."""
        slide, page, step, question = self.position
        return self.question.steps[question - 1] if question else self.outlines[slide][page][step]

    @property
    def visible_countdown(self) -> Countdown | None:
        """The countdown, if its question is shown without its answer."""
        slide = self.position.slide
        is_question = bool(self.position.question)
        seconds = self.question.seconds if is_question else self.countdowns.get(slide)
        if not seconds or self.shows_answer:
            return None
        return self.counted.get(slide) or Countdown(seconds)

    @property
    def waits_for_start(self) -> bool:
        """Whether `advance` starts a countdown."""
        countdown = self.visible_countdown
        return countdown is not None and not countdown.is_started

    @property
    def next_position(self) -> SlidePosition | None:
        """The position that `go_forward` moves to; None at the end."""
        slide, page, step, question = self.position
        if question:
            following = question + 1 if question < len(self.question.steps) else 0
            return self.position._replace(question=following)
        pages = self.outlines[slide]
        if step + 1 < len(pages[page]):
            return SlidePosition(slide, page, step + 1)
        if page + 1 < len(pages):
            return SlidePosition(slide, page + 1)
        return SlidePosition(slide + 1) if slide + 1 < len(self.outlines) else None

    @property
    def previous_position(self) -> SlidePosition | None:
        """The position that `go_back` moves to; None at the start.

        An earlier slide is entered at its last step, so that it is seen complete.
        """
        slide, page, step, question = self.position
        if question:
            return self.position._replace(question=question - 1)
        if step:
            return SlidePosition(slide, page, step - 1)
        if page:
            return SlidePosition(slide, page - 1, len(self.outlines[slide][page - 1]) - 1)
        return self._last_position(slide - 1) if slide else None

    def advance(self, now: float) -> "SlideshowState":
        """Start the countdown that waits for it, or move one step forward.

        Just after a countdown was started, nothing is done.
        """
        countdown = self.visible_countdown
        if countdown is not None and self.waits_for_start:
            return self._with_countdown(countdown.started(now))._replace(is_black=False)
        return self if self.ignores_next(now) else self.go_forward()

    def ignores_next(self, now: float) -> bool:
        """Return whether `advance` does nothing, because the countdown was just started."""
        countdown = self.visible_countdown
        return countdown is not None and countdown.was_just_started(now)

    def toggle_countdown(self, now: float) -> "SlideshowState":
        """Start the countdown on screen, pause it or continue it."""
        countdown = self.visible_countdown
        return self if countdown is None else self._with_countdown(countdown.toggled(now))

    def extend_countdown(self, now: float) -> "SlideshowState":
        """Add a minute to the countdown on screen."""
        countdown = self.visible_countdown
        return self if countdown is None else self._with_countdown(countdown.extended(now))

    def settle_countdowns(self, now: float) -> "SlideshowState":
        """Hold the countdowns whose slides are left, and continue the one that is shown again.

        One runs on while the presenter looks at the slide behind its question, and while a frozen
        audience sees it.
        """
        slide, frozen = self.position.slide, self.frozen_view
        seen = set() if self.visible_countdown is None else {slide}
        if frozen is not None and frozen.countdown is not None:
            seen.add(frozen.position.slide)
        near = seen if self.shows_answer else {*seen, slide}
        counted = {
            each: countdown.continued(now)
            if each in seen
            else (countdown if each in near else countdown.held(now))
            for each, countdown in self.counted.items()
        }
        return self if counted == self.counted else self._replace(counted=counted)

    def toggle_question(self, question: Question) -> "SlideshowState":
        """Show a discussion question in front of the slide; if one is shown, show the slide again.

        A countdown that was started continues meanwhile.
        """
        if self.position.question:
            return self._moved_to(self.position._replace(question=0))
        asked = self.position._replace(question=1)
        return self._moved_to(asked)._replace(question=question)

    def go_forward(self) -> "SlideshowState":
        """Move one step forward, if there is one, and end a black screen."""
        return self._moved_to(self.next_position or self.position)

    def go_back(self) -> "SlideshowState":
        """Move one step back, if there is one, and end a black screen."""
        return self._moved_to(self.previous_position or self.position)

    def go_to_first(self) -> "SlideshowState":
        """Move to the first slide."""
        return self._moved_to(START)

    def go_to_last(self) -> "SlideshowState":
        """Move to the beginning of the last slide."""
        return self._moved_to(SlidePosition(len(self.outlines) - 1))

    def go_to_slide(self, slide: int) -> "SlideshowState":
        """Move to the beginning of a slide, by its index, or of the nearest one that exists."""
        return self.go_to_position(SlidePosition(slide))

    def go_to_position(self, position: SlidePosition) -> "SlideshowState":
        """Move to a remembered position, or to the nearest one that exists now."""
        return self._moved_to(_nearest(position, self.outlines))

    def resume_at(self, position: SlidePosition, pages: Sequence[int]) -> "SlideshowState":
        """Move to where a slideshow stopped.

        If the slide had other pages then, it begins again: the same place on its pages could be
        that of the answer.

        Args:
            position: The position.
            pages: The number of steps of each page of its slide when the slideshow stopped.
        """
        is_same = tuple(pages) == tuple(map(len, self.outlines[position.slide]))
        return self.go_to_position(position if is_same else SlidePosition(position.slide))

    def toggle_black(self) -> "SlideshowState":
        """Make the screen black, or show the slide again."""
        return self._replace(is_black=not self.is_black)

    def toggle_freeze(self) -> "SlideshowState":
        """Freeze the audience's view; if it is frozen, show the presenter's position again."""
        return self._replace(frozen_view=None if self.is_frozen else self.audience)

    def with_closed(self, now: float) -> "SlideshowState":
        """Record that the key that ends the slideshow has closed something instead."""
        return self._replace(closed=now)

    def ignores_end(self, now: float) -> bool:
        """Return whether the key that ends it does nothing: it has just closed something."""
        return self.closed is not None and now - self.closed < _JUST_CLOSED_S

    def start_clock(self, now: float) -> "SlideshowState":
        """Start the clock; `now` is in seconds."""
        return self._replace(clock=self.clock.started(now))

    def end(self, now: float) -> "SlideshowState":
        """Stop the clock and end all that is in front of the slide: the state to resume from."""
        return self._replace(
            position=self.position._replace(question=0),
            is_black=False,
            frozen_view=None,
            clock=self.clock.stopped(now),
            counted={slide: each.held(now) for slide, each in self.counted.items()},
            closed=None,
            is_over=True,
        )

    def restart_clock(self, now: float) -> "SlideshowState":
        """Let the clock run from zero; `now` is in seconds."""
        return self._replace(clock=Clock(running_since=now))

    def plan(self, minutes: int) -> "SlideshowState":
        """Set the minutes that the user plans; with 0, those of the slides are planned."""
        own = min(max(minutes, 0), MAX_PLANNED_MINUTES)
        return self._replace(planned=self.planned._replace(own=own))

    def _moved_to(self, position: SlidePosition) -> "SlideshowState":
        """Return the state at a position, without a black screen."""
        return self._replace(position=position, is_black=False)

    def _with_countdown(self, countdown: Countdown) -> "SlideshowState":
        """Return the state with another countdown of this slide."""
        return self._replace(counted={**self.counted, self.position.slide: countdown})

    def _last_position(self, slide: int) -> SlidePosition:
        pages = self.outlines[slide]
        return SlidePosition(slide, len(pages) - 1, len(pages[-1]) - 1)


def _nearest(position: SlidePosition, outlines: Outlines) -> SlidePosition:
    """Return a position, or the nearest one that exists, without a question in front of it."""
    slide = min(max(position.slide, 0), len(outlines) - 1)
    if slide != position.slide:
        return SlidePosition(slide)
    pages = outlines[slide]
    page = min(max(position.page, 0), len(pages) - 1)
    step = min(max(position.step, 0), len(pages[page]) - 1)
    return SlidePosition(slide, page, step)
