"""Where a slideshow was, in a form that can be kept in the settings."""

from typing import Final, NamedTuple, Self

from briefing_app.model.slideshow.countdown import MAX_COUNTDOWN_S

MAX_PLANNED_MINUTES: Final = 24 * 60

_MAX_ELAPSED_SECONDS: Final = 100 * 60 * 60.0
_ADDED_FIELDS: Final = ("no", "", "0", "0")  # what a record of an earlier version lacks
_FIELD_COUNTS: Final = (6, 8, 10)  # of the versions


class SlideshowRecord(NamedTuple):
    """Where a slideshow was when it was last recorded.

    Args:
        path: The file of the briefing.
        key: The key of the slide, as in `model.slides.Slide`.
        page: The page of that slide, from 0.
        step: The step of that page, from 0.
        elapsed: The seconds on the clock.
        running: Whether the slideshow was running, past its first slide. If this is still set at
            the next start, the slideshow was interrupted.
        windowed: Whether the slides were in a window, for a video call.
        screen: The name of the audience's screen, if one was requested.
        countdown: The seconds of the discussion's countdown, if one was started; otherwise 0.
        discussed: The seconds of it that had run.
    """

    path: str
    key: str
    page: int
    step: int
    elapsed: float
    running: bool
    windowed: bool = False
    screen: str = ""
    countdown: int = 0
    discussed: float = 0.0

    @classmethod
    def from_fields(cls, value: object) -> Self | None:
        """Return the record that a value of the settings holds; None if it holds none."""
        if not isinstance(value, list) or len(value) not in _FIELD_COUNTS:
            return None
        fields = (*map(str, value), *_ADDED_FIELDS[len(value) - _FIELD_COUNTS[0] :])
        path, key, page, step, elapsed, running, windowed, screen, countdown, discussed = fields
        try:
            record = cls(
                path,
                key,
                int(page),
                int(step),
                float(elapsed),
                running == "yes",
                windowed == "yes",
                screen,
                int(countdown),
                float(discussed),
            )
        except ValueError:
            return None
        if not 0 <= record.elapsed < _MAX_ELAPSED_SECONDS:  # false for NaN too
            record = record._replace(elapsed=0.0)
        is_possible = 0 <= record.countdown <= MAX_COUNTDOWN_S
        if not (is_possible and 0 <= record.discussed < _MAX_ELAPSED_SECONDS):
            record = record._replace(countdown=0, discussed=0.0)
        return record

    def to_fields(self) -> list[str]:
        """Return the record as texts, for the settings."""
        return [
            self.path,
            self.key,
            str(self.page),
            str(self.step),
            str(self.elapsed),
            "yes" if self.running else "no",
            "yes" if self.windowed else "no",
            self.screen,
            str(self.countdown),
            str(self.discussed),
        ]


def whole_number(text: str, minimum: int, maximum: int) -> int | None:
    """Return the number that a text consists of; None if it is something else or out of range."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        return None
    return int(text) if minimum <= int(text) <= maximum else None
