"""Distributes the texts of a slide to pages, at the largest size that fits.

Short texts grow, and long ones shrink to what the back row can read. What still does not fit
continues on the next page; nothing is cut off.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from briefing_app.layout.measurer import Measurer
from briefing_app.layout.text import Item, Row, has_short_line, height_of, set_rows
from briefing_app.layout.type_sizes import MAX_GROWTH
from briefing_app.model.slides import Role
from briefing_app.model.text import paragraphs, parts_at_sentences

_PREFERRED_SIZES: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
_SIZES: Final = (MAX_GROWTH, 1.25, 1.15, 1.08, *_PREFERRED_SIZES)
_BISECTIONS: Final = 6  # to find the largest height that each page can do without
_MIN_TOO_LONG: Final = 3000  # characters that fit on no page at any size
_FEW_LINES: Final = 4  # a text of so many can have two on one page and two on the next
_KEPT_TOGETHER: Final = {Role.ANSWER, Role.EXCERPT, Role.SOURCE_USE, Role.TITLE}
_HEADINGS: Final = {Role.TITLE, Role.SOURCE_TITLE, Role.OTHER_FIGURE}
_BY: Final = {Role.SPEAKER, Role.SPEAKER_ROLE}


def paginate(
    rows: Sequence[Row], measurer: Measurer, room: float, later_room: float
) -> list[Sequence[Item]]:
    """Return the lines of each page, at least one page.

    There is a height of `room` on the first page, and of `later_room` on each of the others.
    """
    items = fitted(rows, measurer, room)
    if items is not None:
        return [items]
    rooms = room, later_room
    pages = _pages(rows, measurer, rooms)
    divided = _pages(_divided_at_sentences(rows, measurer, rooms, len(pages)), measurer, rooms)
    return divided if len(divided) <= len(pages) else pages


def _pages(
    rows: Sequence[Row], measurer: Measurer, rooms: tuple[float, float]
) -> list[Sequence[Item]]:
    """Return the lines of each page at the largest size that takes the fewest pages."""

    def items_at(growth: float, *, is_even: bool) -> list[Item]:
        return _with_stays(set_rows(rows, growth, measurer, is_even=is_even), min(rooms))

    def page_count(growth: float) -> int:
        return len(list(_filled_pages(items_at(growth, is_even=False), rooms)))

    growth = 0.0
    if not _is_too_long(rows):
        least = page_count(growth)
        growth = _largest(_PREFERRED_SIZES, lambda growth: page_count(growth) <= least)
    return _even_pages(items_at(growth, is_even=True), rooms)


def _divided_at_sentences(
    rows: Sequence[Row], measurer: Measurer, rooms: tuple[float, float], count: int
) -> list[Row]:
    """Return the rows with long words of a source in several rows, which end with a sentence.

    Args:
        rows: The rows.
        measurer: Measures their texts.
        rooms: The heights of the first page, and of others.
        count: The number of pages.
    """
    divided: list[Row] = []
    for row in rows:
        text = row.first
        if text.role is not Role.EXCERPT or len(paragraphs(text.text)) > 1:
            divided.append(row)
            continue
        used = height_of(set_rows(divided, 0.0, measurer, is_even=False)) + text.look.above
        room, later_room = rooms
        shares = [max(0.0, room - used), *[later_room] * (count - 1)]
        for at, part in enumerate(parts_at_sentences(text.text, shares)):
            look = text.look._replace(above=0) if at else text.look
            flow = text._replace(text=part, look=look, hangs=text.hangs and not at)
            divided.append(row._replace(columns=((flow,),)))
    return divided


def fitted(rows: Sequence[Row], measurer: Measurer, room: float) -> list[Item] | None:
    """Return the lines at the largest size that fits on one page; None if they fit at none."""
    growth = 0.0 if _is_too_long(rows) else _largest_on_page(_SIZES, rows, measurer, room)
    items = set_rows(rows, growth, measurer)
    if height_of(items) > room:
        return None
    # Growing isn't worth a line with a single short word.
    smaller = (each for each in _SIZES if 1.0 <= each < growth)
    tried = chain([items], (set_rows(rows, each, measurer) for each in smaller))
    return next((each for each in tried if not has_short_line(each)), items)


def _is_too_long(rows: Sequence[Row]) -> bool:
    texts = (text for row in rows for column in row.columns for text in column)
    return sum(len(text.text) for text in texts) > _MIN_TOO_LONG


def _largest_on_page(
    sizes: Sequence[float], rows: Sequence[Row], measurer: Measurer, room: float
) -> float:
    """Return the first size at which rows fit into a height, or the last one."""
    return _largest(
        sizes, lambda growth: height_of(set_rows(rows, growth, measurer, is_even=False)) <= room
    )


def _largest(sizes: Sequence[float], is_enough: Callable[[float], bool]) -> float:
    """Return the first size that is small enough, or the last one."""
    at = bisect_left(sizes, True, hi=len(sizes) - 1, key=is_enough)  # noqa: FBT003, what to find
    return sizes[at]


def _with_stays(items: Sequence[Item], room: float) -> list[Item]:
    """Mark the items that no page may end after.

    A page has no single line of a text at its start or end; a heading stays with the text after it,
    and a speaker with the words. One of several texts with the same role stays on one page if it
    fits.
    """
    starts = [at for at, item in enumerate(items) if item.opens]
    alike = Counter(items[at].row.first.role for at in starts)
    stays: set[int] = set()
    heading = 0  # where the heading of a text starts, or else the text itself
    for start, end in pairwise((*starts, len(items))):
        role = items[start].row.first.role
        whole = role in _KEPT_TOGETHER or alike[role] > 1
        if end - start < _FEW_LINES or (whole and height_of(items[heading:end]) <= room):
            stays.update(range(start, end - 1))
        else:
            stays.update((start, end - 2))
        if role in _BY:
            stays.add(start - 1)
        if role in _HEADINGS:
            stays.add(end - 1)
        heading = start if role in _HEADINGS else end
    return [item._replace(stays=at in stays) for at, item in enumerate(items)]


def _filled_pages(items: Sequence[Item], rooms: tuple[float, float]) -> Iterator[Sequence[Item]]:
    """Put as many items on each page as fit. `rooms`: the height of the first page, of others."""
    start = 0
    room, later_room = rooms
    while start < len(items):
        end = start + 1
        used = items[start].row.padding + items[start].height
        for item in items[end:]:
            used += item.above + item.height
            if used + item.row.padding > room:
                break
            end += 1
        if end < len(items):
            last = end
            while last > start and items[last - 1].stays:
                last -= 1
            end = last if last > start else end
        yield items[start:end]
        start, room = end, later_room


def _even_pages(items: Sequence[Item], rooms: tuple[float, float]) -> list[Sequence[Item]]:
    """Put the items on as few pages as possible, so that these are about equally full."""
    best = list(_filled_pages(items, rooms))
    low, high = 0.0, min(rooms) / 2  # empty at the bottom of each page
    for _ in range(_BISECTIONS):
        empty = (low + high) / 2
        tried = list(_filled_pages(items, (rooms[0] - empty, rooms[1] - empty)))
        if len(tried) == len(best) and _bad_breaks(tried) <= _bad_breaks(best):
            best, low = tried, empty
        else:
            high = empty
    return best


def _bad_breaks(pages: Sequence[Sequence[Item]]) -> int:
    """Return how many pages end after an item that should stay."""
    return sum(page[-1].stays for page in pages[:-1])
