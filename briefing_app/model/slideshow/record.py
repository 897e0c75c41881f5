"""What is kept of the last slideshow, and whether the next one continues it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from briefing_app.model.slideshow.time import Countdown
from briefing_app.model.wording import written_date

AFTER_STOP: Final = timedelta(hours=4)
"""How long a slideshow that stopped unexpectedly is continued."""
AFTER_END: Final = timedelta(minutes=10)
"""How long one that its presenter ended before its last slide is continued."""


class SlideshowRecord(NamedTuple):
    """Where a slideshow was when it was last recorded.

    Args:
        key: The key of the slide, as in `model.slides.Slide`.
        page: The page of that slide, from 0.
        step: The step of that page, from 0.
        elapsed: The seconds on the clock.
        running: Whether the slideshow was running, and `has_begun`. If this is still set at the
            next start, the slideshow stopped unexpectedly.
        saved: When it was recorded, with its time zone.
        windowed: Whether the slides were in a window, for a video call.
        screen: The name of the audience's screen, if one was requested.
        pages: The number of steps of each page of the slide; in a later edition it may have others.
        countdowns: The countdowns that were started or extended, by the key of their slide. None
            runs: one that wasn't paused is held.
    """

    key: str
    page: int
    step: int
    elapsed: float
    running: bool
    saved: datetime
    windowed: bool = False
    screen: str = ""
    pages: Sequence[int] = ()
    countdowns: Mapping[str, Countdown] = MappingProxyType({})

    def has_begun(self, slide: int) -> bool:
        """Return whether there is something to continue: another place than the start, or a time.

        Args:
            slide: The index of its slide.
        """
        is_counted = any(each.is_started for each in self.countdowns.values())
        return bool(slide or self.page or self.step) or is_counted

    def time_left(self, now: datetime) -> timedelta:
        """Return how long it is still continued, if it isn't at its last slide; 0 or less if not.

        If the computer's clock was set back, what was recorded in its future counts as long ago as
        it is ahead.
        """
        return (AFTER_STOP if self.running else AFTER_END) - abs(now - self.saved)


class NextStart(NamedTuple):
    """How the next slideshow of a briefing starts unless its presenter chooses.

    Args:
        slide: The number of the slide, from 1, at which the last one can be continued; 0 if it
            can't.
        stopped: When that one stopped, in local time; None if it can't be continued.
        time_left: How long it is continued; if that is 0 or less, a new slideshow starts.
    """

    slide: int = 0
    stopped: datetime | None = None
    time_left: timedelta = timedelta()

    @property
    def continues(self) -> bool:
        """Whether it continues the last one."""
        return self.time_left > timedelta()

    @property
    def label(self) -> str:
        """What it does, as a button says it."""
        return self.continue_label if self.continues else "Start slideshow"

    @property
    def short_label(self) -> str:
        """The same for a narrow button."""
        return "Continue" if self.continues else "Start"

    @property
    def continue_label(self) -> str:
        """What continuing the last one does, if it can be continued."""
        return f"Continue at slide {self.slide}"

    def when_stopped(self, now: datetime) -> str:
        """Return when the last one stopped, ``today at 14:07``; empty if it can't be continued."""
        stopped = self.stopped
        if stopped is None:
            return ""
        days = {now.date(): "today", now.date() - timedelta(days=1): "yesterday"}
        day = days.get(stopped.date()) or f"on {written_date(stopped.date().isoformat())}"
        return f"{day} at {stopped:%H:%M}"


NEW_SESSION: Final = NextStart()
"""There is nothing to continue."""


def next_start(record: SlideshowRecord | None, slides: Sequence[str], now: datetime) -> NextStart:
    """Return how the next slideshow of a briefing starts.

    Args:
        record: The last slideshow of the briefing, if there was one.
        slides: The keys of the slides to show.
        now: The present time, in the local time zone.
    """
    if record is None or record.key not in slides:
        return NEW_SESSION
    slide = slides.index(record.key)
    if not record.running and not record.has_begun(slide):  # perhaps to try the screens
        return NEW_SESSION
    is_complete = not record.running and slide == len(slides) - 1
    time_left = timedelta() if is_complete else record.time_left(now)
    return NextStart(slide + 1, record.saved.astimezone(now.tzinfo), time_left)
