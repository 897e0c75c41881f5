"""Limits of exports: what is larger would take minutes and gigabytes, and nobody would read it."""

from typing import Any, Final
from unicodedata import combining

from briefing_app.errors import OptionError

PICTURE_WIDTHS: Final = range(320, 7681)
"""The widths that a picture can have, in pixels."""
MAX_PAGES: Final = 1_000  # of slides
MAX_PIXELS: Final = MAX_PAGES * 1920 * 1080  # of all pictures; drawing them takes 20 s

# Typst needs up to 500 bytes for a character, and for a line as much as for 40 characters.
MAX_HANDOUT_SIZE: Final = 1_800_000
_LINE_SIZE: Final = 40
_ROW_SIZE: Final = 500  # of a table, with the bar above it
_MARK_SIZE: Final = 25  # of a combining mark: hundreds on one letter take seconds
MAX_PAGE_LENGTH: Final = 10_000_000  # characters of a web page; phones open no larger ones
MAX_BARS: Final = 5_000  # of a chart


def check_bar_count(count: int) -> None:
    """Refuse a picture of a chart with too many bars.

    Raises:
        OptionError: There are too many.
    """
    if count > MAX_BARS:
        raise OptionError(
            f"The chart would have {count:,} bars, more than {MAX_BARS:,}.",
            "Choose the figures of one period.",
        )


def check_page_length(length: int) -> None:
    """Refuse a web page with too many characters.

    Raises:
        OptionError: It has.
    """
    if length > MAX_PAGE_LENGTH:
        raise OptionError(
            "The web page would be too large for a browser on a phone.",
            "Split the briefing into several.",
        )


def check_page_count(count: int) -> None:
    """Refuse slides that continue on too many pages.

    Raises:
        OptionError: There are too many.
    """
    if count > MAX_PAGES:
        raise OptionError(
            f"The slides would have more than {MAX_PAGES:,} pages.",
            "Take slides out of the running order, or shorten their texts.",
        )


def check_picture_width(width: int) -> None:
    """Refuse a picture that is too narrow or too wide.

    Raises:
        OptionError: It is.
    """
    if width not in PICTURE_WIDTHS:
        raise OptionError(
            f"A picture can’t be {width:,} pixels wide.",
            f"Choose a width from {PICTURE_WIDTHS[0]:,} to {PICTURE_WIDTHS[-1]:,} pixels.",
        )


def check_picture_size(count: int, width: int, height: int) -> None:
    """Refuse pictures that have too many pixels together.

    Args:
        count: The number of pictures.
        width: The width of each in pixels.
        height: The height of each in pixels.

    Raises:
        OptionError: They have too many.
    """
    if count * width * height > MAX_PIXELS:
        raise OptionError(
            f"{count:,} pictures of {width:,} × {height:,} pixels would be too large.",
            "Choose a smaller width, or take slides out of the running order.",
        )


def check_handout_size(data: Any) -> None:
    """Refuse a handout of hundreds of pages that would need too much memory.

    Args:
        data: The texts of the handout, in dictionaries and lists.

    Raises:
        OptionError: It is too large.
    """
    if handout_size(data) > MAX_HANDOUT_SIZE:
        raise OptionError(
            "The handout would be too large: it would have hundreds of pages.",
            "Choose fewer parts, or split the briefing into several.",
        )


def handout_size(data: Any) -> int:
    """Return how much the texts of a handout count towards `MAX_HANDOUT_SIZE`."""
    if isinstance(data, dict):
        size = sum(map(handout_size, data.values()))
        is_divisible = "exceeds_page" in data and not data["keep_together"]
        # A finding that may just fit on a page is measured before it is set. Typst itself measures
        # the grid of one that goes on for pages below the tag of its caution.
        is_measured = is_divisible and (not data["exceeds_page"] or data["caution"])
        return 2 * size if is_measured else size
    if isinstance(data, list | tuple):
        return sum(handout_size(part) + _ROW_SIZE * isinstance(part, list | tuple) for part in data)
    if isinstance(data, str):
        marks = 0 if data.isascii() else sum(map(bool, map(combining, data)))
        return len(data) + _LINE_SIZE * (1 + data.count("\n")) + _MARK_SIZE * marks
    return _LINE_SIZE
