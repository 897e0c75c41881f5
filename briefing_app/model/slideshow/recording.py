"""What a slideshow has recorded when it has ended."""

from typing import NamedTuple

from briefing_app.model.slideshow.clock import short_clock_text
from briefing_app.model.slideshow.slide_times import SlideSeconds, is_worth_showing
from briefing_app.model.wording import counted


class Recording(NamedTuple):
    """What a slideshow has recorded.

    Args:
        seconds: The seconds of each slide.
        said_count: How many lines were typed in its discussions.
        is_rehearsal: Whether it was a rehearsal.
    """

    seconds: SlideSeconds
    said_count: int
    is_rehearsal: bool

    @property
    def has_times(self) -> bool:
        """Whether its times are worth showing."""
        return is_worth_showing(self.seconds)

    @property
    def text(self) -> str:
        """What was recorded, in sentences; empty if there is nothing to show."""
        sentences = []
        if self.has_times:
            name = "rehearsal" if self.is_rehearsal else "slideshow"
            time = short_clock_text(sum(self.seconds.values()))
            sentences.append(f"The {name} took {time} for {counted(len(self.seconds), 'slide')}.")
        if self.said_count:
            verb = "was" if self.said_count == 1 else "were"
            sentences.append(f"{counted(self.said_count, 'line')} {verb} typed in discussions.")
        return " ".join(sentences)
