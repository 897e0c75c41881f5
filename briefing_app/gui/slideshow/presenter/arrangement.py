"""How the parts of the presenter view share its height: values in pixels, without Qt."""

from dataclasses import dataclass
from typing import Final

from briefing_app.layout.page import ASPECT_RATIO

MIN_NEXT_HEIGHT_PX: Final = 72
"""The smallest height of the next slide above the notes. A smaller picture can't be recognised."""

_MIN_HEIGHT_FOR_NAME_ABOVE_PX: Final = 110
"""If the next slide is lower than this, its name is beside the slide instead of above it."""
_MIN_SMALL_SLIDE_HEIGHT_PX: Final = 54
_MAX_SMALL_SLIDE_HEIGHT_PX: Final = 110
_MAX_NOTES_SHARE: Final = 0.36
"""The largest share of the window's height that is reserved for notes in a large type size."""
_MIN_NOTES_LINES: Final = 4
_MIN_SLIDE_SHARE: Final = 0.3
"""The smallest share of the window's height for the current slide."""
_MIN_SLIDE_SHARE_WITH_THUMBNAILS: Final = 0.4
"""The same for arrangements whose filmstrip shows thumbnails."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way to arrange the presenter view.

    Args:
        has_thumbnails: Whether the filmstrip shows thumbnails instead of one line of names.
        has_next_above_notes: Whether the next slide is above the notes instead of below the current
            slide.
        is_spacious: Whether margins, buttons and the texts of the timer bar have their full size,
            and the buttons as many rows as they need instead of one.
    """

    has_thumbnails: bool
    has_next_above_notes: bool
    is_spacious: bool


ARRANGEMENTS: Final = (
    Arrangement(has_thumbnails=True, has_next_above_notes=True, is_spacious=True),
    Arrangement(has_thumbnails=False, has_next_above_notes=True, is_spacious=True),
    Arrangement(has_thumbnails=False, has_next_above_notes=True, is_spacious=False),
    Arrangement(has_thumbnails=False, has_next_above_notes=False, is_spacious=False),
)
"""All arrangements, the best first. If none fits, the last one is used."""


@dataclass(frozen=True, slots=True)
class AvailableSpace:
    """The space for slides and notes, in pixels.

    Args:
        window_height: The height of the window.
        body_height: The height left for slides and notes.
        full_width_slide_height: The height at which the current slide fills its column's width.
        notes_width: The width of the notes column.
        heading_height: The height of a heading and the gap below it.
        notes_frame_height: The height of everything in the notes panel except the notes.
        notes_line_height: The height of one line of notes.
        gap: The distance between two panels.
    """

    window_height: int
    body_height: int
    full_width_slide_height: int
    notes_width: int
    heading_height: int
    notes_frame_height: int
    notes_line_height: int
    gap: int

    @property
    def min_notes_height(self) -> int:
        """The height reserved for notes: a few lines, fewer if the type is very large."""
        lines = _MIN_NOTES_LINES * self.notes_line_height
        return min(lines, round(_MAX_NOTES_SHARE * self.window_height))

    @property
    def next_height_below_current(self) -> int:
        """The height of the next slide below the current one. Two lines of text fit beside it."""
        least = max(_MIN_SMALL_SLIDE_HEIGHT_PX, 2 * self.heading_height)
        return max(least, min(self.body_height // 4, _MAX_SMALL_SLIDE_HEIGHT_PX))

    @property
    def frozen_preview_height(self) -> int:
        """The height of the frozen slide, which takes the space left below the current one."""
        left = self.body_height - self.heading_height - self.full_width_slide_height
        return min(max(_MIN_SMALL_SLIDE_HEIGHT_PX, left), _MAX_SMALL_SLIDE_HEIGHT_PX)

    @property
    def min_next_height(self) -> int:
        """The smallest height of the next slide's panel above the notes, with the name beside."""
        return max(MIN_NEXT_HEIGHT_PX, 2 * self.heading_height)

    def next_height_above_notes(self, share: float) -> int:
        """Return the height of the next slide's panel above the notes.

        A higher one would be empty below the slide, which then fills the column's width.

        Args:
            share: The share of the column that was chosen for it, from 0.0 to 1.0.
        """
        most = self.body_height - self.gap - self.notes_frame_height - self.min_notes_height
        chosen = round(share * (self.body_height - self.gap))
        full_width = self.heading_height + round(self.notes_width / ASPECT_RATIO)
        return max(self.min_next_height, min(most, chosen, full_width))

    def has_name_above_next(self, share: float) -> bool:
        """Return whether that panel is high enough for the name above the next slide."""
        height = self.next_height_above_notes(share) - self.heading_height
        return height >= _MIN_HEIGHT_FOR_NAME_ABOVE_PX

    def slide_height(self, arrangement: Arrangement) -> int:
        """Return the height that an arrangement leaves for the current slide."""
        height = self.body_height - self.heading_height
        if arrangement.has_next_above_notes:
            return height
        return height - self.next_height_below_current - self.gap

    def fits(self, arrangement: Arrangement) -> bool:
        """Return whether slides and notes have enough space in an arrangement."""
        column = self.notes_frame_height + self.min_notes_height
        if arrangement.has_next_above_notes:
            column += self.min_next_height + self.gap
        share = _MIN_SLIDE_SHARE_WITH_THUMBNAILS if arrangement.has_thumbnails else _MIN_SLIDE_SHARE
        min_slide_height = min(round(share * self.window_height), self.full_width_slide_height)
        return column <= self.body_height and self.slide_height(arrangement) >= min_slide_height
