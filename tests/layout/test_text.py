"""Tests of texts in lines: even lines, sizes, gaps and panels.

The letters have 50 pixels and lines 125, so that a line of 1000 pixels holds 20 letters.
"""

import pytest

from briefing_app.layout.measurer import TextStyle
from briefing_app.layout.page import Rect
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import (
    FlowText,
    Item,
    Row,
    has_short_line,
    height_of,
    place_items,
    set_rows,
    set_text,
    text_row,
)
from briefing_app.layout.type_sizes import RoleLook
from briefing_app.model.slides import Role
from tests.layout.fixed_measurer import FixedMeasurer

MEASURER = FixedMeasurer()
LOOK = RoleLook(100, 50, above=30)


def row(text: str, role: Role = Role.BODY, *, in_panel: bool = False) -> Row:
    return text_row(role, text, LOOK, 1000)._replace(in_panel=in_panel)


def items_of(*rows: Row) -> list[Item]:
    return set_rows(rows, 1.0, MEASURER)


def lines_of(text: str, role: Role) -> list[str]:
    return [item.cells[0].line.text for item in items_of(row(text, role))]


def letters(*counts: int) -> list[str]:
    """Return lines of so many words of one letter."""
    *lines, last = ("x " * count for count in counts)
    return [*lines, last.rstrip()]


@pytest.mark.parametrize(
    ("count", "lines"),
    [
        (10, letters(10)),
        (13, letters(7, 6)),
        (53, letters(9, 9, 9, 9, 9, 8)),
        (73, letters(10, 10, 10, 10, 10, 10, 10, 3)),  # a narrower width would take more
        (83, letters(10, 10, 10, 10, 10, 10, 10, 10, 3)),  # only few lines are evened
    ],
)
def test_lines_are_even(count: int, lines: list[str]) -> None:
    (text,) = letters(count)
    assert lines_of(text, Role.TITLE) == lines_of(text, Role.BODY) == lines


def test_words_are_not_divided_to_make_lines_even() -> None:
    text = "x" * 19 + " ab"
    assert lines_of(text, Role.TITLE) == ["x" * 19 + " ", "ab"]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("x" * 19 + " ab", Role.TITLE, True),
        ("x" * 19 + " abcdefg", Role.TITLE, True),
        ("x" * 19 + " abcdefgh", Role.TITLE, False),  # 40 % of the width
        ("x" * 19 + " a b", Role.TITLE, False),  # several words, 15 % of the width
        ("x" * 19 + " ab", Role.BODY, False),
        ("abcdefg " + "x" * 19, Role.TITLE, True),
        ("abcdefgh " + "x" * 19, Role.TITLE, False),  # 40 % of the width
        ("ab\n" + "x" * 19, Role.TITLE, False),
        ("ab", Role.TITLE, False),
    ],
)
def test_nearly_empty_lines_and_lost_words_are_found(
    text: str, role: Role, *, expected: bool
) -> None:
    assert has_short_line(items_of(row(text, role))) is expected


@pytest.mark.parametrize(
    ("length", "role", "least", "size"),
    [
        (320, Role.QUOTE, 50, 100),
        (321, Role.QUOTE, 50, 64),
        (321, Role.QUOTE, 70, 70),
        (321, Role.TITLE, 50, 100),
    ],
)
def test_long_text_is_no_larger_than_necessary(
    length: int, role: Role, least: int, size: int
) -> None:
    text = FlowText(role, "x" * length, RoleLook(100, least), 1000)
    assert text.style(1.0, MEASURER) == TextStyle(size)


@pytest.mark.parametrize(("length", "size"), [(20, 100), (21, 95), (1000, 2), (9999, 2)])
def test_text_for_one_line_is_made_smaller_until_it_fits(length: int, size: int) -> None:
    text = FlowText(Role.TITLE, "x" * length, RoleLook(100, 50, one_line=True), 1000)
    assert text.style(1.0, MEASURER).size == size


def test_size_depends_on_growth() -> None:
    text = FlowText(Role.BODY, "x", LOOK, 1000)
    growths = (0.0, 0.5, 1.0, 1.25)
    assert [text.style(growth, MEASURER).size for growth in growths] == [50, 75, 100, 125]


def test_gap_is_larger_beside_a_panel_but_not_in_it() -> None:
    items = items_of(row("x"), row("x\ny", in_panel=True), row("x"))
    assert [item.above for item in items] == [30, 30 + 46, 40, 30 + 46]
    assert height_of(items) == 76 + 40 + 76 + 4 * 125
    assert height_of(items[1:3]) == 46 + 40 + 46 + 2 * 125
    assert height_of([]) == 0


def test_blank_lines_are_one_gap_between_paragraphs() -> None:
    items = items_of(row("\nOne\n\n\nTwo\nThree"))
    shown = [(item.cells[0].line.text, item.cells[0].above) for item in items]
    assert shown == [("One\n\n", 60), ("Two", 60), ("Three", 40)]
    assert [item.opens for item in items] == [True, False, False]


def test_columns_are_beside_each_other_until_the_shorter_one_ends() -> None:
    left = (FlowText(Role.SOURCE_USE, " ", LOOK, 400), FlowText(Role.SOURCE_USE, "x", LOOK, 400))
    right = FlowText(Role.SOURCE_TITLE, "x " * 10, LOOK, 400, left=500)
    items = set_rows([Row((left, (right,)), ruled=True)], 1.0, MEASURER)
    assert [len(item.cells) for item in items] == [2, 2, 1]
    block = place_items(items, Rect(10, 200, 1000, 0))
    assert [text.rect.left for text in block.texts] == [10, 510, 10]
    assert [text.rect.top for text in block.texts] == [200, 200, 355]
    assert not block.shapes  # no line touches the first text on a page


def test_lines_beside_higher_ones_stay_close() -> None:
    small = FlowText(Role.SOURCE_USE, "x " * 10, LOOK._replace(best=50), 250)
    high = FlowText(Role.SOURCE_TITLE, "x " * 10, LOOK, 250, left=500)
    block = place_items(set_rows([Row(((small,), (high,)))], 1.0, MEASURER), Rect(10, 200, 1000, 0))
    (first, second, *_), beside = ([line.baseline for line in text.lines] for text in block.texts)
    assert second - first == 0.5 * (beside[1] - beside[0])
    assert beside[0] > first > beside[0] - 125 / 2


def test_line_between_two_rows_is_in_the_middle_of_their_gap() -> None:
    rows = [row("x")._replace(ruled=True), row("x")._replace(ruled=True)]
    block = place_items(items_of(*rows), Rect(10, 200, 1000, 0), spread=20)
    above, below = (text.rect for text in block.texts)
    assert [shape.rect.top for shape in block.shapes] == [(above.bottom + below.top) / 2]


def test_spread_is_added_between_texts_but_not_in_panels_or_paragraphs() -> None:
    items = items_of(row("x\ny"), row("x\ny", in_panel=True))
    block = place_items(items, Rect(0, 0, 1000, 0), spread=1000)
    tops = [text.rect.top for text in block.texts]
    assert tops == [0, 2 * 125 + 40 + 76 + 1000]
    (panel,) = block.shapes
    assert panel.rect == Rect(0, tops[1] - 46, 1000, 2 * 46 + 2 * 125 + 40)
    assert panel.radius == 18


def test_bold_lead_continues_on_the_next_line() -> None:
    text = set_text("aaaa bbbb cccc dddd eeee", TextStyle(100), Colour.INK, 500, MEASURER, lead=12)
    placed = text.placed(0, 0)
    assert [(line.text, line.lead) for line in placed.lines] == [
        ("aaaa bbbb ", 12),
        ("cccc dddd ", 2),
        ("eeee", 0),
    ]
    assert placed.rect == Rect(0, 0, 450, 375)
    assert placed.hang == 0


def test_opening_mark_hangs_left_of_the_words() -> None:
    flow = FlowText(Role.EXCERPT, "“aaaa bbbb cccc", LOOK, 500, hangs=True)
    (text,) = place_items(set_rows([Row(((flow,),))], 1.0, MEASURER), Rect(100, 0, 500, 0)).texts
    mark = MEASURER.width("“", text.style)
    assert [line.text for line in text.lines] == ["“aaaa bbbb ", "cccc"]
    assert [text.left_of(line) for line in text.lines] == [100 - mark, 100]


def test_opening_mark_of_words_from_right_to_left_does_not_hang() -> None:
    flow = FlowText(Role.EXCERPT, "“قال المفتشون", LOOK, 500, hangs=True)
    (text,) = place_items(set_rows([Row(((flow,),))], 1.0, MEASURER), Rect(100, 0, 500, 0)).texts
    assert (text.rect.left, text.hang) == (100, 0)
