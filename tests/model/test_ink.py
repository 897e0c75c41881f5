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
def test_eraser_removes_the_strokes_that_it_touches(start: Point, end: Point, is_hit: bool) -> None:
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
