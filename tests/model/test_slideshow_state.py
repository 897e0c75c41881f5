"""Tests of the state of a running slideshow."""

from collections.abc import Callable
from functools import reduce
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.slideshow.state import (
    START,
    AudienceView,
    Outlines,
    Question,
    SlideOutline,
    SlidePosition,
    SlideshowState,
)
from briefing_app.model.slideshow.time import Clock, PlannedTime
from tests.model.sample_outline import sample_outlines

Move = Callable[[SlideshowState], SlideshowState]

_pages = st.lists(st.integers(1, 4), min_size=1, max_size=3)
_ONE_PAGE = sample_outlines([[1]])
_outlines = st.lists(_pages, min_size=1, max_size=6).map(sample_outlines)
_numbers = st.integers(-3, 9)
_positions = st.builds(SlidePosition, _numbers, _numbers, _numbers)
_moments = st.floats(0, 1e6)
_moves: st.SearchStrategy[Move] = st.one_of(
    st.sampled_from(
        [
            SlideshowState.go_forward,
            SlideshowState.go_back,
            SlideshowState.go_to_first,
            SlideshowState.go_to_last,
        ]
    ),
    _numbers.map(lambda slide: lambda state: state.go_to_slide(slide)),
    _positions.map(lambda position: lambda state: state.go_to_position(position)),
)
_keys: st.SearchStrategy[Move] = st.one_of(
    _moves,
    st.just(SlideshowState.toggle_freeze),
    st.just(SlideshowState.toggle_black),
    _moments.map(lambda now: lambda state: state.start_clock(now)),
    _moments.map(lambda now: lambda state: state.end(now)),
)


def _all_positions(outlines: Outlines) -> list[SlidePosition]:
    """Return every position in a slideshow, in order."""
    return [
        SlidePosition(slide, page, step)
        for slide, pages in enumerate(outlines[at] for at in range(len(outlines)))
        for page, steps in enumerate(pages)
        for step in range(len(steps))
    ]


def _after(keys: list[Move], state: SlideshowState) -> SlideshowState:
    """Return the state after some keys."""
    return reduce(lambda shown, key: key(shown), keys, state)


@st.composite
def _states(draw: st.DrawFn) -> SlideshowState:
    """Draw any state that keys can lead to."""
    outlines = draw(_outlines)
    state = SlideshowState(outlines).go_to_position(draw(st.sampled_from(_all_positions(outlines))))
    return _after(draw(st.lists(_keys, max_size=6)), state)


@given(_outlines, st.lists(_keys, max_size=30))
def test_keys_never_leave_the_slideshow(
    outlines: tuple[SlideOutline, ...], keys: list[Move]
) -> None:
    positions = _all_positions(outlines)
    state = SlideshowState(outlines)
    for key in keys:
        state = key(state)
        assert state.position in positions
        assert state.audience.position in positions


def test_resumed_slide_with_other_pages_begins_again() -> None:
    state, there = SlideshowState(sample_outlines([[1], [1, 1]])), SlidePosition(1, 1)
    assert state.resume_at(there, (1, 1)).position == there
    for pages in ((1, 2), ()):
        assert state.resume_at(there, pages).position == SlidePosition(1)


@given(_outlines)
def test_go_forward_visits_every_step_once_in_order(outlines: tuple[SlideOutline, ...]) -> None:
    state = SlideshowState(outlines)
    walked = [state.position]
    while state.next_position is not None:
        state = state.go_forward()
        walked.append(state.position)
    assert walked == _all_positions(outlines)


def test_chart_reveal_is_stepped_through_both_ways() -> None:
    state = SlideshowState(sample_outlines([[1], [3, 1], [1]])).go_to_slide(1)
    walked = [state.position]
    for _ in range(4):
        state = state.go_forward()
        walked.append(state.position)
    assert walked == [
        SlidePosition(1, 0, 0),
        SlidePosition(1, 0, 1),
        SlidePosition(1, 0, 2),
        SlidePosition(1, 1, 0),
        SlidePosition(2),
    ]
    returned = [state.position]
    for _ in range(4):
        state = state.go_back()
        returned.append(state.position)
    assert returned == walked[::-1]


@given(_states())
def test_go_back_and_go_forward_undo_each_other(state: SlideshowState) -> None:
    if state.next_position is not None:
        assert state.go_forward().position == state.next_position
        assert state.go_forward().previous_position == state.position
        assert state.go_forward().go_back().position == state.position
    if state.previous_position is not None:
        assert state.go_back().position == state.previous_position
        assert state.go_back().next_position == state.position
        assert state.go_back().go_forward().position == state.position


@given(_outlines)
def test_only_first_and_last_positions_have_no_neighbour(
    outlines: tuple[SlideOutline, ...],
) -> None:
    positions = _all_positions(outlines)
    state = SlideshowState(outlines)
    states = [state.go_to_position(position) for position in positions]
    assert [each.position for each in states if each.previous_position is None] == positions[:1]
    assert [each.position for each in states if each.next_position is None] == positions[-1:]
    assert state.go_back().position == positions[0]
    assert state.go_to_position(positions[-1]).go_forward().position == positions[-1]


@given(_states())
def test_first_and_last_slide_are_entered_at_their_beginning(
    state: SlideshowState,
) -> None:
    assert state.go_to_first().position == START
    assert state.go_to_last().position == SlidePosition(len(state.outlines) - 1)


@given(_states(), _numbers)
def test_go_to_slide_goes_to_nearest_existing_slide(state: SlideshowState, wanted: int) -> None:
    landed = state.go_to_slide(wanted).position
    nearest = min(range(len(state.outlines)), key=lambda slide: abs(slide - wanted))
    assert landed == SlidePosition(nearest)


@given(_states(), _positions)
def test_remembered_position_is_made_valid(state: SlideshowState, position: SlidePosition) -> None:
    positions = _all_positions(state.outlines)
    placed = state.go_to_position(position)
    assert placed.position in positions
    if position in positions:
        assert placed.position == position
    if not 0 <= position.slide < len(state.outlines):
        assert placed.position == state.go_to_slide(position.slide).position


@given(_states())
def test_black_ends_with_the_same_key(state: SlideshowState) -> None:
    assert state.toggle_black().is_black is not state.is_black
    assert state.toggle_black().toggle_black() == state


@given(_states(), _moves)
def test_any_move_ends_a_black_screen(state: SlideshowState, move: Move) -> None:
    black = state if state.is_black else state.toggle_black()
    assert not move(black).is_black


@given(_states(), st.lists(st.one_of(_moves, st.just(SlideshowState.toggle_black))))
def test_frozen_audience_view_ignores_presenter_moves(
    state: SlideshowState, keys: list[Move]
) -> None:
    frozen = state if state.is_frozen else state.toggle_freeze()
    assert frozen.is_frozen
    moved = _after(keys, frozen)
    assert moved.is_frozen
    assert moved.audience == frozen.audience
    released = moved.toggle_freeze()
    assert not released.is_frozen
    assert released.audience == AudienceView(moved.position, moved.is_black)


@given(_states())
def test_freezing_keeps_what_the_audience_sees(state: SlideshowState) -> None:
    if not state.is_frozen:
        assert state.audience == AudienceView(state.position, state.is_black)
        assert state.toggle_freeze().audience == state.audience
        assert state.toggle_freeze().toggle_freeze() == state


@given(_states(), _moments)
def test_end_keeps_position_and_clears_black_and_freeze(state: SlideshowState, now: float) -> None:
    ended = state.end(now)
    assert ended.position == state.position
    assert ended.audience == AudienceView(state.position)
    assert ended.clock.running_since is None
    assert ended.clock.elapsed(now) == state.clock.elapsed(now)


@given(_states(), _moments)
def test_moving_and_black_keep_the_clock(state: SlideshowState, now: float) -> None:
    running = state.start_clock(now)
    moved = running.go_forward().go_back().toggle_freeze().toggle_black()
    assert moved.clock == running.clock


@given(
    st.lists(st.tuples(st.sampled_from(["start", "stop", "look"]), st.floats(-50, 1000))),
    st.floats(0, 1e6),
)
def test_clock_never_runs_backwards_if_time_does(
    events: list[tuple[str, float]], now: float
) -> None:
    clock = Clock()
    accumulated = 0.0
    for event, later in events:
        now += later
        before = clock.elapsed(now)
        if event == "start":
            clock = clock.started(now)
        elif event == "stop":
            clock = clock.stopped(now)
        assert clock.elapsed(now) == before
        assert clock.accumulated >= accumulated
        assert before >= accumulated
        accumulated = clock.accumulated


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=12))
def test_running_clock_never_decreases(waits: list[float]) -> None:
    clock = Clock(5.0).started(100.0)
    moments = [100.0]
    for wait in waits:
        moments.append(moments[-1] + wait)
    shown = [clock.elapsed(moment) for moment in moments]
    assert shown[0] == 5.0
    assert all(earlier <= later for earlier, later in pairwise(shown))


def test_clock_counts_only_the_time_it_ran() -> None:
    clock = Clock().started(100).stopped(130)
    assert clock.elapsed(500) == 30
    again = clock.started(1000)
    assert again.elapsed(1005) == 35
    assert again.started(1005).elapsed(1010) == 40
    assert again.stopped(1005).stopped(2000).elapsed(3000) == 35


def test_clock_is_set_to_zero() -> None:
    running = SlideshowState(_ONE_PAGE).start_clock(10)
    assert running.clock.elapsed(14) == 4
    assert running.restart_clock(15).clock.elapsed(17) == 2


@pytest.mark.parametrize(
    ("minutes", "own", "planned"), [(-1, 0, 7), (0, 0, 7), (45, 45, 45), (1441, 1440, 1440)]
)
def test_own_planned_time_is_at_most_a_day(minutes: int, own: int, planned: int) -> None:
    state = SlideshowState(_ONE_PAGE, planned=PlannedTime(30, 7)).plan(minutes)
    assert (state.planned.own, state.planned.minutes) == (own, planned)


def test_slideshow_that_has_ended_is_over() -> None:
    state = SlideshowState(_ONE_PAGE, question=Question((False, True))).toggle_freeze()
    ended = state.toggle_black().with_closed(4).end(5)
    assert not state.is_over
    assert ended == SlideshowState(_ONE_PAGE, question=Question((False, True)), is_over=True)
