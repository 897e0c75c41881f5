"""The time of a slideshow: clock, countdown, plan, and the time of each slide."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from math import ceil, floor
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.model.report import MAX_MINUTES
from briefing_app.model.slides import Slide
from briefing_app.model.text import single_line
from briefing_app.model.wording import duration_in_words


class Clock(NamedTuple):
    """A stopwatch for the slideshow, in seconds.

    Args:
        accumulated: The seconds that had run before the clock was last started.
        running_since: The time at which it was last started, on the caller's own time scale; None
            while it is stopped.
    """

    accumulated: float = 0.0
    running_since: float | None = None

    def elapsed(self, now: float) -> float:
        """Return the seconds that have run; never fewer than were accumulated."""
        if self.running_since is None:
            return self.accumulated
        return self.accumulated + max(0.0, now - self.running_since)

    def started(self, now: float) -> "Clock":
        """Return the clock, running."""
        return self if self.running_since is not None else Clock(self.accumulated, now)

    def stopped(self, now: float) -> "Clock":
        """Return the clock, stopped, with the time that has run so far."""
        return Clock(self.elapsed(now))


AT_ZERO: Final = Clock()
"""A clock that was never started."""


def clock_text(seconds: float) -> str:
    """Return a duration as ``12:34`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def short_clock_text(seconds: float) -> str:
    """Return a duration as ``2:34`` or ``1:02:03``."""
    return clock_text(seconds).removeprefix("0")


MINUTE_S: Final = 60
MAX_COUNTDOWN_S: Final = MAX_MINUTES * MINUTE_S
"""The seconds of the longest time that a briefing can plan for a slide."""
_JUST_STARTED_S: Final = 2.0  # in which a clicker may send its key again


class CountdownAction(StrEnum):
    """What the key of a countdown does to it."""

    START = "Start"
    PAUSE = "Pause"
    CONTINUE = "Continue"


class CountdownFace(NamedTuple):
    """What a countdown shows in one second.

    Args:
        share: The share of the time that is left, from 0.0 to 1.0.
        text: The time left, ``3:30``, or the time since the end, ``+0:15``.
        is_over: Whether the time is over.
        action: What its key does now.
        ends: The time of day at which it ends or has ended, if it runs and that is known.
    """

    share: float
    text: str
    is_over: bool
    action: CountdownAction = CountdownAction.PAUSE
    ends: str = ""

    @property
    def is_paused(self) -> bool:
        """Whether it was paused."""
        return self.action is CountdownAction.CONTINUE

    @property
    def spoken(self) -> str:
        """What a screen reader reads."""
        name = "Countdown paused" if self.is_paused else "Countdown"
        return f"{name}: {self.text.removeprefix('+')} {'over' if self.is_over else 'left'}"


class Countdown(NamedTuple):
    """A countdown, which has not started by default. After its end it counts up.

    Args:
        seconds: The time to count down.
        clock: The time that has run.
        is_started: Whether it was started; it may be paused or held.
        is_held: Whether it stands still only until its question is on screen again.
    """

    seconds: int
    clock: Clock = AT_ZERO
    is_started: bool = False
    is_held: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it runs: it was started, and is neither paused nor held."""
        return self.clock.running_since is not None

    @property
    def is_paused(self) -> bool:
        """Whether it was started and then paused."""
        return self.is_started and not self.is_running and not self.is_held

    @property
    def action(self) -> CountdownAction:
        """What `toggled` does."""
        if not self.is_started:
            return CountdownAction.START
        return CountdownAction.CONTINUE if self.is_paused else CountdownAction.PAUSE

    def was_just_started(self, now: float) -> bool:
        """Return whether it was started or continued a moment ago."""
        since = self.clock.running_since
        return since is not None and now - since < _JUST_STARTED_S

    def left(self, now: float) -> float:
        """Return the seconds left; negative after the end."""
        return self.seconds - self.clock.elapsed(now)

    def started(self, now: float) -> "Countdown":
        """Return the countdown, running."""
        return self._replace(clock=self.clock.started(now), is_started=True, is_held=False)

    def paused(self, now: float) -> "Countdown":
        """Return the countdown, stopped with the time that is left."""
        return self._replace(clock=self.clock.stopped(now), is_held=False)

    def held(self, now: float) -> "Countdown":
        """Return the countdown, stopped until `continued` if it runs."""
        if not self.is_running:
            return self
        return self._replace(clock=self.clock.stopped(now), is_held=True)

    def continued(self, now: float) -> "Countdown":
        """Return the countdown, running again if it was held."""
        return self.started(now) if self.is_held else self

    def toggled(self, now: float) -> "Countdown":
        """Return the countdown paused if it runs, and running otherwise."""
        return self.paused(now) if self.is_running else self.started(now)

    def extended(self, now: float) -> "Countdown":
        """Return the countdown with one minute more; after its end, with one minute left."""
        ends_at = max(self.seconds, ceil(self.clock.elapsed(now))) + MINUTE_S
        return self._replace(seconds=min(ends_at, MAX_COUNTDOWN_S))

    def face(self, now: float) -> CountdownFace:
        """Return what it shows. It changes as soon as it starts, so that everybody sees that."""
        left = self.left(now)
        is_over = left <= 0
        if is_over:
            share, text = 0.0, f"+{_text(floor(-left))}"
        else:
            whole = ceil(left) - 1 if self.is_started else self.seconds
            share, text = whole / self.seconds, _text(whole)
        return CountdownFace(share, text, is_over=is_over, action=self.action)

    def until_next_face(self, now: float) -> float | None:
        """Return the seconds until it shows something else; None if it doesn't run."""
        if not self.is_running:
            return None
        left = self.left(now)
        return left - ceil(left) + 1 if left > 0 else 1 - (-left) % 1

    def spoken(self, now: float) -> str:
        """Return the time left or over in words."""
        left = self.left(now)
        duration = duration_in_words(ceil(left) if left > 0 else floor(-left))
        return f"{duration} {'left' if left > 0 else 'over'}"


def milestone(before: CountdownFace, after: CountdownFace) -> str:
    """Return what to announce between two seconds: the last minute, the end, or nothing."""
    if after.is_over and not before.is_over:
        return "Time is over"
    if after.text == _text(MINUTE_S) and before.text != after.text and not after.is_over:
        return "One minute left"
    return ""


def _text(seconds: int) -> str:
    minutes, rest = divmod(seconds, MINUTE_S)
    return f"{minutes}:{rest:02}"


class PlannedTime(NamedTuple):
    """The planned time of a slideshow: what its user planned, or else what its author did.

    Args:
        own: The minutes that the user planned; 0 for none.
        of_slides: The minutes that are planned for the slides that are shown, together.
        of_talk: Those of them in which people talk: in discussions, votes and guesses.
    """

    own: int = 0
    of_slides: int = 0
    of_talk: int = 0

    @property
    def minutes(self) -> int:
        """The planned minutes; 0 for none."""
        return self.own or self.of_slides


NOT_PLANNED: Final = PlannedTime()
"""Neither the user nor the author planned a time."""


def planned_time(own: int, slides: Iterable[Slide]) -> PlannedTime:
    """Return the planned time of a slideshow.

    Args:
        own: The minutes that its user planned; 0 for none.
        slides: The slides that are shown.
    """
    planned = [(slide.minutes or 0, slide.is_talk) for slide in slides]
    of_talk = sum(minutes for minutes, is_talk in planned if is_talk)
    return PlannedTime(own, sum(minutes for minutes, _ in planned), of_talk)


SlideSeconds = Mapping[str, float]
"""Seconds by the key of a slide."""

NO_SECONDS: Final[SlideSeconds] = MappingProxyType({})

_MIN_SHOWN_SECONDS: Final = 1.0
_MIN_SLIDESHOW_SECONDS: Final = 60


class SlideTimes(NamedTuple):
    """The seconds that each slide was shown while the clock ran, all its pages and visits together.

    Args:
        seconds: The seconds of each slide, without those of the slide that is shown now.
        slide: The key of the slide that is shown now; empty if none is.
        start: What the clock showed when that slide came, in seconds.
    """

    seconds: SlideSeconds = NO_SECONDS
    slide: str = ""
    start: float = 0.0

    def show(self, slide: str, elapsed: float) -> "SlideTimes":
        """Return the times with another slide shown, or none.

        Args:
            slide: The key of the slide; empty for a black or white screen.
            elapsed: What the clock shows, in seconds.
        """
        return self if slide == self.slide else SlideTimes(self.until(elapsed), slide, elapsed)

    def until(self, elapsed: float) -> SlideSeconds:
        """Return the seconds of each slide when the clock shows `elapsed`."""
        if not self.slide or elapsed <= self.start:
            return self.seconds
        return {**self.seconds, self.slide: self.of(self.slide, elapsed)}

    def of(self, slide: str, elapsed: float) -> float:
        """Return the seconds of one slide when the clock shows `elapsed`."""
        seconds = self.seconds.get(slide, 0.0)
        return seconds + max(0.0, elapsed - self.start) if slide == self.slide else seconds

    def restarted(self) -> "SlideTimes":
        """Return the times at zero, with the same slide shown: the clock was set to zero."""
        return SlideTimes(slide=self.slide)


def is_worth_showing(seconds: SlideSeconds) -> bool:
    """Return whether a slideshow took a minute; a shorter one was started by mistake."""
    return sum(seconds.values()) >= _MIN_SLIDESHOW_SECONDS


def rehearsal_to_compare(
    rehearsals: Iterable[SlideSeconds], slides: Collection[str]
) -> SlideSeconds:
    """Return the first rehearsal that showed most of the slides; nothing if none did.

    One that was broken off early doesn't replace an earlier one. Slides that were only passed on
    the way to another one are left out.

    Args:
        rehearsals: The seconds of each slide in each rehearsal, the newest first.
        slides: The keys of the slides.
    """
    for rehearsal in rehearsals:
        shown = {key: each for key, each in rehearsal.items() if each >= _MIN_SHOWN_SECONDS}
        if 2 * sum(key in shown for key in slides) > len(slides):
            return shown
    return NO_SECONDS


TIME_HEADINGS: Final = ("Slide", "Title", "Planned", "Rehearsed", "Taken")

_NO_TIME: Final = "–"
_NOT_FOUND: Final = "Slides that are no longer in the briefing"
_TOTAL: Final = "Total"
_MAX_TITLE_LENGTH: Final = 500  # characters; a quote may be far longer
_SECONDS_PER_MINUTE: Final = 60


class TimeRow(NamedTuple):
    """The times of a slide, of several together, or of all.

    Args:
        number: The number of the slide; 0 if it isn't in the running order.
        title: What it is called.
        times: The whole seconds that were planned, rehearsed and taken; 0 for none.
        is_total: Whether these are the times of the slideshow.
    """

    number: int
    title: str
    times: tuple[int, int, int]
    is_total: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells to show."""
        number = str(self.number) if self.number else "" if self.is_total else _NO_TIME
        title = self.title
        if len(title) > _MAX_TITLE_LENGTH:
            title = f"{title[:_MAX_TITLE_LENGTH]}…"
        return (number, title, *(map(_time_text, self.times)))

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells for a spreadsheet, which reads ``1:10`` as hours and minutes."""
        times = (_spreadsheet_time(each) if each else "" for each in self.times)
        return (str(self.number or ""), self.title, *times)

    @property
    def spoken(self) -> str:
        """The row in words, for a screen reader."""
        number = f"{TIME_HEADINGS[0]} {self.number}, " if self.number else ""
        times = (
            f"{heading.lower()} {duration_in_words(seconds)}"
            for heading, seconds in zip(TIME_HEADINGS[2:], self.times, strict=True)
            if seconds
        )
        return f"{number}{', '.join((self.title, *times))}"


def time_table(
    order: Sequence[Slide],
    others: Iterable[Slide],
    rehearsed: SlideSeconds,
    taken: SlideSeconds,
    own_minutes: int = 0,
) -> list[TimeRow]:
    """Return a row for each slide of the running order and each other one that was shown.

    The last row has the sums, and the planned time of the slideshow.

    Args:
        order: The running order.
        others: Slides that are not in the running order any more; those that were shown have a row.
        rehearsed: The seconds of each slide in a rehearsal.
        taken: The seconds of each slide in a slideshow.
        own_minutes: The minutes that the user planned; 0 for none.
    """

    def row(number: int, slide: Slide) -> TimeRow:
        planned = (slide.minutes or 0) * _SECONDS_PER_MINUTE if number else 0
        times = (planned, round(rehearsed.get(slide.key, 0)), round(taken.get(slide.key, 0)))
        return TimeRow(number, single_line(slide.list_label), times)

    rows = [row(number, slide) for number, slide in enumerate(order, 1)]
    known = {slide.key for slide in order}
    for slide in others:
        if slide.key not in known and (slide.key in rehearsed or slide.key in taken):
            known.add(slide.key)
            rows.append(row(0, slide))
    lost = [
        round(sum(seconds for key, seconds in each.items() if key not in known))
        for each in (rehearsed, taken)
    ]
    if any(lost):
        rows.append(TimeRow(0, _NOT_FOUND, (0, lost[0], lost[1])))
    planned = planned_time(own_minutes, order).minutes * _SECONDS_PER_MINUTE
    practised, used = (sum(row.times[at] for row in rows) for at in (1, 2))
    return [*rows, TimeRow(0, _TOTAL, (planned, practised, used), is_total=True)]


_SCALE_STEPS_S: Final = (15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MAX_SCALE_STEPS: Final = 3


def time_scale(longest: int) -> tuple[int, ...]:
    """Return the seconds to mark on a scale, from 0 up to at least the longest time."""
    step = next(
        (each for each in _SCALE_STEPS_S if longest <= _MAX_SCALE_STEPS * each),
        ceil(longest / _MAX_SCALE_STEPS),
    )
    return tuple(step * at for at in range(max(1, ceil(longest / step)) + 1))


def _time_text(seconds: int) -> str:
    return short_clock_text(seconds) if seconds else _NO_TIME


def _spreadsheet_time(seconds: int) -> str:
    minutes, rest = divmod(seconds, _SECONDS_PER_MINUTE)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
