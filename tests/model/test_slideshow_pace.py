"""Tests of the pace of a slideshow and of its wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.slideshow.pace import (
    Due,
    Pace,
    SlideshowTime,
    complete_times,
    due_time,
    pace,
    scaled_times,
)
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import clock_text
from tests.model.sample_outline import sample_outlines


@given(st.integers(0, 10**6))
def test_clock_text_keeps_every_second(seconds: int) -> None:
    parts = [int(part) for part in clock_text(seconds + 0.99).split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    assert total == seconds
    assert len(parts) == (3 if seconds >= 3600 else 2)
    assert all(part < 60 for part in parts[1:])


@pytest.mark.parametrize(
    ("position", "minutes", "start", "end"),
    [
        (SlidePosition(0), (1, 5, 4), 0, 1),
        (SlidePosition(2), (1, 5, 4), 6, 10),
        # The pages and bars of a slide share its time.
        (SlidePosition(1, 0, 1), (1, 5, 4), 2, 3),
        (SlidePosition(1, 1), (1, 5, 4), 5, 6),
        # A slide without minutes counts as the average one.
        (SlidePosition(2), (2, 4, None), 6, 9),
        (SlidePosition(2), (None, None, None), 2, 3),
    ],
)
def test_step_is_due_by_the_planned_minutes(
    position: SlidePosition, minutes: tuple[int | None, ...], start: float, end: float
) -> None:
    state = SlideshowState(sample_outlines([[1], [4, 1], [1]]), position)
    times = complete_times([each or 0 for each in minutes])
    assert due_time(state, times) == pytest.approx((start, end))


@pytest.mark.parametrize("position", [SlidePosition(1), SlidePosition(1, 0, 2)])
def test_starting_a_countdown_or_showing_an_answer_changes_no_due_time(
    position: SlidePosition,
) -> None:
    state = SlideshowState(sample_outlines([[1], [3], [1]]), position)
    assert due_time(state, (1, 5, 4), {1}) == pytest.approx((1, 6))


@pytest.mark.parametrize(
    ("planned", "scaled"),
    [
        (0, [0, 0, 0]),
        (480, [120, 300, 60]),
        (345, [30, 300, 15]),
        (195, [30, 150, 15]),  # no time but for the discussion: all are squeezed alike
    ],
)
def test_plan_stretches_all_slides_but_discussions(planned: float, scaled: list[float]) -> None:
    assert scaled_times([60, 300, 30], {1}, planned) == scaled


@pytest.mark.parametrize(
    ("elapsed", "planned", "is_late", "text"),
    [
        (0, 0, False, ""),
        (9999, 0, False, ""),
        (0, 1200, False, "10 minutes ahead"),
        (569, 1200, False, "1 minute ahead"),
        (570, 1200, False, "on time"),
        (750, 1200, False, "on time"),
        (751, 1200, True, "1 minute behind"),
        (840, 1200, True, "2 minutes behind"),
        (1230, 1200, True, "8 minutes behind"),
        (1231, 1200, True, "1 minute over"),
        (1500, 1200, True, "5 minutes over"),
    ],
)
def test_pace_is_ahead_on_time_behind_or_over(
    elapsed: float, planned: float, is_late: bool, text: str
) -> None:
    due = Due(600, 720)
    assert pace(SlideshowTime(elapsed, planned), due) == Pace(text, is_late)
