"""How the parts of the presenter's console share its height, decided by the pixels there are."""

from typing import Final, NamedTuple

NEXT_LEAST: Final = 72
"""Pixels of height below which the next slide is no picture of it any more."""
_NEXT_BELOW_NAME: Final = 110  # the same, below which its name stands beside it, not above
_SMALL_LEAST: Final = 54
_SMALL_MOST: Final = 110
_NOTES_MOST: Final = 0.36  # of the window's height, that enlarged notes may claim for themselves
_NOTES_LINES: Final = 4
_SLIDE_LEAST: Final = 0.3  # of the window's height
_SLIDE_WITH_PICTURES: Final = 0.4  # the same, before the order is shown as pictures


class AvailableSpace(NamedTuple):
    """One way to lay out the console.

    Args:
        pictures: Whether the order is a row of pictures; otherwise one line of names.
        beside: Whether the next slide stands above the notes; otherwise under the present one.
        roomy: Whether margins, buttons and texts of the bar are as large as they can be.
        wraps: Whether the buttons take as many rows as they need; otherwise one at a time.
    """

    pictures: bool
    beside: bool
    roomy: bool
    wraps: bool


ROOMS: Final = (
    AvailableSpace(pictures=True, beside=True, roomy=True, wraps=True),
    AvailableSpace(pictures=False, beside=True, roomy=True, wraps=True),
    AvailableSpace(pictures=False, beside=True, roomy=False, wraps=True),
    AvailableSpace(pictures=False, beside=False, roomy=False, wraps=True),
    AvailableSpace(pictures=False, beside=False, roomy=False, wraps=False),
)
"""All of them, the best first; the last one serves where none has enough room."""


class Space(NamedTuple):
    """What there is for slides and notes, in pixels.

    Args:
        window: The window's height.
        body: The height that is left for slides and notes.
        slide: The height at which the present slide takes all of its part's width.
        right: The width of the notes' part.
        heading: The height of a part's heading with the gap below.
        notes: The height of all in the notes' part but the notes.
        line: The height of a line of notes.
        between: What separates the parts.
    """

    window: int
    body: int
    slide: int
    right: int
    heading: int
    notes: int
    line: int
    between: int

    @property
    def least_notes(self) -> int:
        """The height that the notes have at least: a few lines, of very large ones fewer."""
        return min(_NOTES_LINES * self.line, round(_NOTES_MOST * self.window))

    @property
    def small(self) -> int:
        """The height of a small slide that takes its room from the present one."""
        least = max(_SMALL_LEAST, 2 * self.heading)  # its name has two lines beside it
        return max(least, min(self.body // 4, _SMALL_MOST))

    @property
    def held(self) -> int:
        """The height of a small slide that takes what the present one leaves free below."""
        return min(max(_SMALL_LEAST, self.body - self.heading - self.slide), _SMALL_MOST)

    def next_height(self, share: float) -> int:
        """The height of the next slide's part above the notes; `share` of it all is wanted."""
        most = self.body - self.between - self.notes - self.least_notes
        return max(self.least_next, min(most, round(share * (self.body - self.between))))

    def names_next_above(self, share: float) -> bool:
        """Whether that part is high enough for a name above the next slide."""
        return self.next_height(share) - self.heading >= _NEXT_BELOW_NAME

    @property
    def least_next(self) -> int:
        """The height that the next slide has at least above the notes, and its name beside it."""
        return max(NEXT_LEAST, 2 * self.heading)

    def slide_height(self, room: AvailableSpace) -> int:
        """The height that a way to lay it all out leaves to the present slide."""
        height = self.body - self.heading
        return height if room.beside else height - self.small - self.between

    def has(self, room: AvailableSpace) -> bool:
        """Whether slides and notes have enough room so."""
        right = self.notes + self.least_notes
        if room.beside:
            right += self.least_next + self.between
        least = _SLIDE_WITH_PICTURES if room.pictures else _SLIDE_LEAST
        wanted = min(round(least * self.window), self.slide)
        return right <= self.body and self.slide_height(room) >= wanted
