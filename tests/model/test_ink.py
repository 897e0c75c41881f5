"""Ink as a value: strokes, eraser, undo."""

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.slideshow.ink import (
    MAX_POINTS,
    NO_INK,
    TOOL_COLOURS,
    Bounds,
    ChangedStrokes,
    Ink,
    InkColour,
    Place,
    Point,
    Stroke,
    Tool,
)

HERE: Final[Place] = ("finding one", 0)
ELSEWHERE: Final[Place] = ("finding one", 1)
POINTS: Final = st.tuples(st.floats(0, 1920), st.floats(0, 1080))
LINES: Final = st.lists(POINTS, min_size=1, max_size=12)


def drawn(ink: Ink, *points: Point, place: Place = HERE, tool: Tool = Tool.PEN) -> Ink:
    """Return the ink with another stroke."""
    ink = ink.started(place, tool, TOOL_COLOURS[tool][0], points[0])
    for point in points[1:]:
        ink = ink.moved(point)
    return ink.finished()


def test_stroke_is_seen_while_it_is_drawn_and_afterwards() -> None:
    ink = NO_INK.started(HERE, Tool.PEN, InkColour.BLUE, (10, 10)).moved((50, 10))
    line = Stroke(Tool.PEN, InkColour.BLUE, ((10, 10), (50, 10)))
    assert ink.strokes(HERE) == (line,)
    assert ink.finished().strokes(HERE) == (line,)
    assert ink.finished().live is None
    assert not ink.strokes(ELSEWHERE)
    assert NO_INK.is_empty
    assert not ink.is_empty
    assert not ink.finished().is_empty


@given(LINES)
def test_points_are_near_those_drawn_and_apart_from_each_other(points: list[Point]) -> None:
    (stroke,) = drawn(NO_INK, *points).strokes(HERE)
    assert stroke.points[0] == pytest.approx(points[0], abs=0.06)
    for point in points:
        assert min(abs(point[0] - x) + abs(point[1] - y) for x, y in stroke.points) < 3
    for x, y in stroke.points:
        assert stroke.bounds.left < x < stroke.bounds.right
        assert stroke.bounds.top < y < stroke.bounds.bottom


def test_very_long_stroke_continues_in_another_one() -> None:
    points = [(float(x % 1900), float(x // 1900 * 10)) for x in range(0, 3 * MAX_POINTS * 2, 3)]
    strokes = drawn(NO_INK, *points).strokes(HERE)
    assert len(strokes) == 3
    assert all(len(stroke.points) <= MAX_POINTS for stroke in strokes)
    for one, following in pairwise(strokes):
        assert one.points[-1] == following.points[0]


def test_undo_takes_back_one_change_of_the_page_at_a_time() -> None:
    one = drawn(NO_INK, (0, 0), (100, 0))
    two = drawn(one, (0, 500), (100, 500))
    ink = drawn(two, (5, 5), place=ELSEWHERE)
    erased = ink.erased(HERE, (50, -40), (50, 40), is_first=True)
    cleared = erased.cleared(HERE)
    assert not cleared.strokes(HERE)
    for before in (erased, two, one, NO_INK):
        cleared = cleared.undone(HERE)
        assert cleared.strokes(HERE) == before.strokes(HERE)
    assert cleared.undone(HERE).strokes(HERE) == ()
    assert cleared.strokes(ELSEWHERE) == ink.strokes(ELSEWHERE)


def test_undo_removes_strokes_of_a_resumed_session_one_by_one() -> None:
    ink = drawn(drawn(NO_INK, (0, 0)), (100, 100))
    resumed = Ink({place: type(page)(page.strokes) for place, page in ink.pages.items()})
    assert resumed.undone(HERE).strokes(HERE) == ink.strokes(HERE)[:1]
    assert resumed.undone(HERE).undone(HERE).is_empty


def test_undo_removes_the_stroke_that_is_being_drawn() -> None:
    ink = drawn(NO_INK, (0, 0))
    assert ink.started(HERE, Tool.PEN, InkColour.RED, (9, 9)).undone(HERE) == ink


def test_strokes_erased_without_lifting_the_eraser_are_undone_together() -> None:
    ink = drawn(drawn(NO_INK, (0, 0), (0, 100)), (200, 0), (200, 100))
    erased = ink.erased(HERE, (-50, 50), (50, 50), is_first=True)
    assert erased.strokes(HERE) == ink.strokes(HERE)[1:]
    erased = erased.erased(HERE, (50, 50), (250, 50), is_first=False)
    assert not erased.strokes(HERE)
    assert erased.undone(HERE).strokes(HERE) == ink.strokes(HERE)


@pytest.mark.parametrize(
    ("start", "end", "is_hit"),
    [
        ((500, 300), (500, 300), True),  # between two points that are far apart
        ((500, 318), (500, 318), True),
        ((500, 330), (500, 330), False),
        ((500, 200), (500, 400), True),  # a fast movement across
        ((80, 300), (80, 300), False),  # beyond the end
        ((0, 0), (1900, 0), False),
    ],
)
def test_eraser_removes_a_level_stroke_that_it_touches(
    start: Point, end: Point, is_hit: bool
) -> None:
    ink = drawn(NO_INK, (100, 300), (900, 300))
    assert ink.erased(HERE, start, end, is_first=True).is_empty == is_hit


def test_eraser_touches_the_whole_width_of_a_highlighter() -> None:
    line = (100.0, 300.0), (900.0, 300.0)
    for tool, is_hit in ((Tool.PEN, False), (Tool.HIGHLIGHTER, True)):
        ink = drawn(NO_INK, *line, tool=tool)
        assert ink.erased(HERE, (500, 335), (500, 335), is_first=True).is_empty == is_hit


@given(LINES, st.data())
def test_eraser_removes_every_stroke_at_one_of_its_points(
    points: list[Point], data: st.DataObject
) -> None:
    ink = drawn(NO_INK, *points)
    at = data.draw(st.sampled_from(ink.strokes(HERE)[0].points))
    assert ink.erased(HERE, at, at, is_first=True).is_empty


@pytest.mark.parametrize(
    ("start", "end", "is_hit"),
    [
        # 19 and 20 pixels from the middle, on either side; the pen and the eraser reach 19.5.
        ((288.6, 265.2), (288.6, 265.2), True),
        ((288, 266), (288, 266), False),
        ((311.4, 234.8), (311.4, 234.8), True),
        ((312, 234), (312, 234), False),
        # The same beyond each end
        ((515.2, 411.4), (515.2, 411.4), True),
        ((516, 412), (516, 412), False),
        ((84.8, 88.6), (84.8, 88.6), True),
        ((84, 88), (84, 88), False),
        # Fast movements: across, beside it, past its end, and towards it
        ((300, 100), (300, 400), True),
        ((100, 200), (400, 425), False),
        ((480, 100), (700, 900), False),
        ((450, 100), (400, 200), False),
    ],
)
def test_eraser_removes_a_slanted_stroke_that_it_touches(
    start: Point, end: Point, *, is_hit: bool
) -> None:
    ink = drawn(NO_INK, (100, 100), (500, 400))
    assert ink.erased(HERE, start, end, is_first=True).is_empty == is_hit


def test_stroke_needs_the_rectangle_of_its_points_and_its_width() -> None:
    stroke = Stroke(Tool.PEN, InkColour.RED, ((10, 20), (30, 15), (20, 40)))
    assert stroke.bounds == Bounds(6.5, 11.5, 33.5, 43.5)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Bounds(12, 23, 99, 99), Bounds(12, 23, 30, 40)),
        (Bounds(0, 0, 12, 23), Bounds(10, 20, 12, 23)),
        (Bounds(30, 40, 50, 60), Bounds(30, 40, 30, 40)),
        (Bounds(0, 0, 10, 20), Bounds(10, 20, 10, 20)),
        (Bounds(31, 20, 50, 40), None),
        (Bounds(0, 20, 9, 40), None),
        (Bounds(10, 41, 30, 60), None),
        (Bounds(10, 0, 30, 19), None),
    ],
)
def test_rectangles_meet_if_they_share_a_point(other: Bounds, shared: Bounds | None) -> None:
    bounds = Bounds(10, 20, 30, 40)
    assert bounds.meets(other) is other.meets(bounds) is (shared is not None)
    if shared is not None:
        assert bounds.shared(other) == shared


def test_point_less_than_two_pixels_away_is_left_out() -> None:
    (stroke,) = drawn(NO_INK, (10, 10), (11.9, 10), (12, 10), (12, 13.14)).strokes(HERE)
    assert stroke.points == ((10, 10), (12, 10), (12, 13.1))


def test_changes_are_the_strokes_above_those_that_are_the_same() -> None:
    one = drawn(drawn(NO_INK, (0, 0)), (50, 50))
    two = drawn(drawn(one, (90, 90)), (10, 10), place=ELSEWHERE)
    first, second, third = two.strokes(HERE)
    assert one.changes_since(None) == {HERE: ChangedStrokes(0, (first, second))}
    assert two.changes_since(one) == {
        HERE: ChangedStrokes(2, (third,)),
        ELSEWHERE: ChangedStrokes(0, two.strokes(ELSEWHERE)),
    }
    assert one.changes_since(one) == {}
    erased = two.erased(HERE, (0, 0), (0, 0), is_first=True)
    assert erased.changes_since(two) == {HERE: ChangedStrokes(0, (second, third))}
    assert NO_INK.changes_since(one) == {HERE: ChangedStrokes(0, ())}


def test_stroke_on_another_page_ends_the_one_that_is_being_drawn() -> None:
    ink = NO_INK.started(HERE, Tool.PEN, InkColour.RED, (9, 9))
    ink = ink.started(ELSEWHERE, Tool.PEN, InkColour.BLUE, (5, 5))
    assert [len(ink.strokes(place)) for place in (HERE, ELSEWHERE)] == [1, 1]
    assert ink.live == (ELSEWHERE, ink.strokes(ELSEWHERE)[0])
    assert ink.cleared(ELSEWHERE).strokes(ELSEWHERE) == ()
    assert ink.cleared(ELSEWHERE).live is None
