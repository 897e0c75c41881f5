"""What a row of a slide list says."""

from enum import Enum
from typing import NamedTuple

from briefing_app.model.report import Reveal
from briefing_app.model.slides import Slide
from briefing_app.model.wording import CAUTION_LABEL, counted


class Mark(Enum):
    """A label on a row; the values are the texts."""

    LEFT_OUT = "Left out"
    ADDED = "Added for today"
    CAUTION = CAUTION_LABEL
    AT_ONCE = "Bars all at once"
    BARS = "Bars one by one"
    GUESS = "Guess first"


class SlideRow(NamedTuple):
    """A row of a slide list.

    Args:
        slide: The slide.
        number: The number among the slides that are shown, from 1; None if it has none.
        is_left_out: Whether the slide is in the order without being shown.
        is_added: Whether the slide was added to the order for this occasion.
        is_reveal_chosen: Whether the bars appear in another way than the author's.
    """

    slide: Slide
    number: int | None
    is_left_out: bool = False
    is_added: bool = False
    is_reveal_chosen: bool = False

    @property
    def name(self) -> str:
        """The slide's name with the kind of its finding; nothing that the title repeats."""
        slide = self.slide
        if slide.finding_kind is not None:
            return f"{slide.name} · {slide.finding_kind.label}"
        return "Text" if slide.name == slide.title else slide.name

    @property
    def minutes_text(self) -> str:
        """The planned minutes, or an empty text."""
        return "" if self.slide.minutes is None else f"{self.slide.minutes} min"

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, the most important first."""
        states = (
            (Mark.LEFT_OUT, self.is_left_out),
            (Mark.ADDED, self.is_added),
            (Mark.CAUTION, self.slide.has_caution),
            (Mark.AT_ONCE, self.is_reveal_chosen and self.slide.reveal is Reveal.NONE),
            (Mark.BARS, self.slide.reveal is Reveal.BARS),
            (Mark.GUESS, self.slide.reveal is Reveal.GUESS),
        )
        return tuple(mark for mark, is_set in states if is_set)

    @property
    def accessible_text(self) -> str:
        """What a screen reader says about the row."""
        number = "" if self.number is None else f"Number {self.number}"
        first = Mark.LEFT_OUT.value if self.is_left_out else number
        name = self.name.replace(" · ", ". ")
        others = (mark.value for mark in self.marks if mark is not Mark.LEFT_OUT)
        minutes = self.slide.minutes
        planned = "" if minutes is None else counted(minutes, "minute")
        return ". ".join(filter(None, (first, name, self.slide.title, *others, planned)))
