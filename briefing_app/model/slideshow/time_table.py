"""The planned, rehearsed and taken time of each slide, as a table."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.clock import short_clock_text
from briefing_app.model.slideshow.planned_time import planned_time
from briefing_app.model.slideshow.slide_times import SlideSeconds
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import duration_in_words

TIME_HEADINGS: Final = ("Slide", "Title", "Planned", "Rehearsed", "Taken")

_NO_TIME: Final = "–"
_NOT_FOUND: Final = "Slides that are no longer in the briefing"
_TOTAL: Final = "Total"
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
        return (number, shortened(self.title), *(map(_time_text, self.times)))

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


def _time_text(seconds: int) -> str:
    return short_clock_text(seconds) if seconds else _NO_TIME


def _spreadsheet_time(seconds: int) -> str:
    minutes, rest = divmod(seconds, _SECONDS_PER_MINUTE)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
