"""Tests of what is on which page, and at which size.

Each line of the texts with one size is a word that fills it, 100 pixels high. A page has room for
eight of them.
"""

from collections import Counter
from collections.abc import Sequence

import pytest

from briefing_app.layout.paginator import fitted, paginate
from briefing_app.layout.text import FlowText, Item, Row, height_of
from briefing_app.layout.type_sizes import RoleLook
from briefing_app.model.slides import Role
from tests.layout.fixed_measurer import FixedMeasurer

MEASURER = FixedMeasurer()
ONE_SIZE = RoleLook(80, 80, above=0, grows=False)
SIZES = RoleLook(80, 40, above=0)
"""A look whose lines are from 50 to 135 pixels high, 100 if they have the preferred size."""
ROOM = 800
ONE_LETTER = Row(((FlowText(Role.BODY, "x", SIZES, 800),),))


def row(role: Role, lines: int, look: RoleLook = ONE_SIZE) -> Row:
    return Row(((FlowText(role, " ".join(["x" * 20] * lines), look, 800),),))


def pages_of(*texts: tuple[Role, int], room: int = ROOM) -> list[str]:
    """Return what is on each page: the initial of each role with the number of its lines."""
    pages = paginate([row(*text) for text in texts], MEASURER, room, ROOM)
    found = [Counter(map(_initial, page)) for page in pages]
    return [" ".join(f"{initial}{lines}" for initial, lines in page.items()) for page in found]


def _initial(item: Item) -> str:
    role = item.row.first.role
    assert role is not None
    return role.name[0]


@pytest.mark.parametrize(
    ("texts", "pages"),
    [
        ([], [""]),
        ([(Role.BODY, 1)], ["B1"]),
        ([(Role.BODY, 8)], ["B8"]),
        # Equally full
        ([(Role.BODY, 9)], ["B5", "B4"]),
        ([(Role.BODY, 20)], ["B7", "B7", "B6"]),
        ([(Role.BODY, 24)], ["B8", "B8", "B8"]),
        # No single line at the start or end of a page
        ([(Role.BODY, 7), (Role.QUOTE, 5)], ["B7", "Q5"]),
        ([(Role.BODY, 3), (Role.QUOTE, 6), (Role.STATEMENT, 4)], ["B3 Q4", "Q2 S4"]),
        ([(Role.BODY, 3), (Role.QUOTE, 4), (Role.STATEMENT, 3)], ["B3 Q2", "Q2 S3"]),
        ([(Role.BODY, 3), (Role.QUOTE, 3), (Role.STATEMENT, 3)], ["B3 Q3", "S3"]),
        ([(Role.BODY, 4), (Role.SUBTITLE, 1), (Role.QUOTE, 5)], ["B4 S1", "Q5"]),
        # An answer is not divided if it fits on a page with its heading.
        ([(Role.BODY, 3), (Role.ANSWER, 6), (Role.STATEMENT, 6)], ["B3", "A6", "S6"]),
        ([(Role.BODY, 3), (Role.QUOTE, 6), (Role.STATEMENT, 6)], ["B3 Q4", "Q2 S6"]),
        ([(Role.BODY, 6), (Role.TITLE, 1), (Role.ANSWER, 7)], ["B6", "T1 A7"]),
        ([(Role.TITLE, 2), (Role.ANSWER, 7)], ["T2 A3", "A4"]),
        ([(Role.BODY, 4), (Role.TITLE, 2), (Role.ANSWER, 7)], ["B4 T2 A2", "A5"]),
        ([(Role.BODY, 5), (Role.ANSWER, 8), (Role.STATEMENT, 4)], ["B5", "A8", "S4"]),
        ([(Role.BODY, 4), (Role.ANSWER, 9)], ["B4 A3", "A6"]),
        # Nor is one of several texts with the same role.
        ([(Role.STATEMENT, 6), (Role.STATEMENT, 6), (Role.BODY, 4)], ["S6", "S6", "B4"]),
        # A heading is on the page of its text, and a speaker on that of the words.
        ([(Role.BODY, 6), (Role.SOURCE_TITLE, 1), (Role.QUOTE, 4)], ["B6", "S1 Q4"]),
        ([(Role.QUOTE, 8), (Role.SPEAKER, 2)], ["Q5", "Q3 S2"]),
        ([(Role.BODY, 3), (Role.QUOTE, 3), (Role.SPEAKER, 3)], ["B3", "Q3 S3"]),
        # Without a text, a heading has no page of its own.
        ([(Role.BODY, 9), (Role.TITLE, 1)], ["B5", "B4 T1"]),
    ],
)
def test_lines_are_distributed(texts: Sequence[tuple[Role, int]], pages: list[str]) -> None:
    assert pages_of(*texts) == pages


def test_first_page_can_have_less_room_than_the_others() -> None:
    assert pages_of((Role.BODY, 18), room=400) == ["B4", "B8", "B6"]


def test_texts_that_fill_the_page_to_the_last_pixel_fit() -> None:
    rows = [row(Role.BODY, 8)]
    items = fitted(rows, MEASURER, ROOM)
    assert items is not None
    assert height_of(items) == ROOM
    assert fitted(rows, MEASURER, ROOM - 1) is None


@pytest.mark.parametrize(
    ("room", "size"),
    [
        *((9999, 108), (135, 108), (134, 100), (124, 92), (114, 86), (107, 80)),
        *((100, 80), (99, 76), (94, 72), (59, 44), (54, 40), (50, 40)),
    ],
)
def test_text_is_as_large_as_its_page_allows(room: float, size: float) -> None:
    items = fitted([ONE_LETTER], MEASURER, room)
    assert items is not None
    assert items[0].cells[0].style.size == size


def test_text_that_is_too_high_at_its_smallest_size_does_not_fit() -> None:
    assert fitted([ONE_LETTER], MEASURER, 49) is None


@pytest.mark.parametrize(
    ("texts", "room", "least", "pages", "size"),
    [
        (3, 100, 40, 2, 40),
        (5, 200, 40, 2, 52),
        (7, 300, 40, 2, 60),
        (4, 199, 40, 2, 76),
        (4, 200, 48, 2, 80),  # never larger than preferred
    ],
)
def test_texts_that_continue_are_as_large_as_their_number_of_pages_allows(
    texts: int, room: float, least: int, pages: int, size: float
) -> None:
    rows = [row(Role.BODY, 1, SIZES._replace(least=least))] * texts
    found = paginate(rows, MEASURER, room, room)
    assert len(found) == pages
    assert {item.cells[0].style.size for page in found for item in page} == {size}


def test_words_of_a_source_continue_with_a_sentence() -> None:
    words = f"{'x' * 20} {'x' * 19}. " * 10
    rows = [row(Role.TITLE, 2), Row(((FlowText(Role.EXCERPT, words, ONE_SIZE, 800),),))]
    pages = paginate(rows, MEASURER, ROOM, ROOM)
    shown = ["".join(item.cells[0].line.text for item in page).rstrip() for page in pages]
    assert [each.count(".") for each in shown] == [3, 3, 4]
    assert all(each.endswith(".") for each in shown)


@pytest.mark.parametrize(("length", "size"), [(3000, 64), (3001, 40)])
def test_no_large_size_is_tried_for_very_long_texts(length: int, size: float) -> None:
    text = FlowText(Role.BODY, "x" * length, SIZES, 999_999)
    items = fitted([Row(((text,),))], MEASURER, ROOM)
    assert items is not None
    assert items[0].cells[0].style.size == size
