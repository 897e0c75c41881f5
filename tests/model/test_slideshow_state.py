"""The state of a show as a value."""

from collections.abc import Callable
from functools import reduce
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.slideshow_state import (
    START,
    Clock,
    Cover,
    Outline,
    Place,
    SlideshowState,
    View,
    pace,
)

Move = Callable[[SlideshowState], SlideshowState]

_outlines = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=6)
_numbers = st.integers(-3, 9)
_places = st.builds(Place, _numbers, _numbers, _numbers)
_covers = st.sampled_from(Cover)
_hidings = st.sampled_from([Cover.BLACK, Cover.WHITE])
_moments = st.floats(0, 1e6)
_moves: st.SearchStrategy[Move] = st.one_of(
    st.sampled_from(
        [SlideshowState.forward, SlideshowState.back, SlideshowState.first, SlideshowState.last]
    ),
    _numbers.map(lambda slide: lambda show: show.jumped(slide)),
    _places.map(lambda place: lambda show: show.placed(place)),
)
_keys: st.SearchStrategy[Move] = st.one_of(
    _moves,
    st.just(SlideshowState.froze),
    _covers.map(lambda cover: lambda show: show.covered(cover)),
    _moments.map(lambda now: lambda show: show.started(now)),
    _moments.map(lambda now: lambda show: show.stopped(now)),
)


def _all_places(outline: Outline) -> list[Place]:
    """Every place of a show, in order."""
    return [
        Place(slide, page, step)
        for slide, pages in enumerate(outline)
        for page, steps in enumerate(pages)
        for step in range(steps)
    ]


def _after(keys: list[Move], show: SlideshowState) -> SlideshowState:
    """The show after some keys."""
    return reduce(lambda shown, key: key(shown), keys, show)


@st.composite
def _shows(draw: st.DrawFn) -> SlideshowState:
    """Shows in any state that keys can lead to."""
    outline = draw(_outlines)
    show = SlideshowState(outline).placed(draw(st.sampled_from(_all_places(outline))))
    return _after(draw(st.lists(_keys, max_size=6)), show)


def test_that_a_show_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one slide"):
        SlideshowState(())


@given(_outlines, st.lists(_keys, max_size=30))
def test_that_neither_presenter_nor_audience_ever_leaves_the_show(
    outline: list[list[int]], keys: list[Move]
) -> None:
    places = _all_places(outline)
    show = SlideshowState(outline)
    for key in keys:
        show = key(show)
        assert show.place in places
        assert show.audience.place in places


@given(_outlines)
def test_that_forward_walks_through_every_step_of_every_page_once(outline: list[list[int]]) -> None:
    show = SlideshowState(outline)
    walked = [show.place]
    while show.following is not None:
        show = show.forward()
        walked.append(show.place)
    assert walked == _all_places(outline)


def test_that_a_chart_revealed_in_steps_is_walked_bar_by_bar_both_ways() -> None:
    show = SlideshowState([[1], [3, 1], [1]]).jumped(1)
    walked = [show.place]
    for _ in range(4):
        show = show.forward()
        walked.append(show.place)
    assert walked == [Place(1, 0, 0), Place(1, 0, 1), Place(1, 0, 2), Place(1, 1, 0), Place(2)]
    returned = [show.place]
    for _ in range(4):
        show = show.back()
        returned.append(show.place)
    assert returned == walked[::-1]


@given(_shows())
def test_that_back_undoes_forward_and_forward_undoes_back(show: SlideshowState) -> None:
    if show.following is not None:
        assert show.forward().place == show.following
        assert show.forward().preceding == show.place
        assert show.forward().back().place == show.place
    if show.preceding is not None:
        assert show.back().place == show.preceding
        assert show.back().following == show.place
        assert show.back().forward().place == show.place


@given(_outlines)
def test_that_nothing_precedes_the_start_and_nothing_follows_the_end(
    outline: list[list[int]],
) -> None:
    places = _all_places(outline)
    show = SlideshowState(outline)
    lacks_before = [place for place in places if show.placed(place).preceding is None]
    lacks_after = [place for place in places if show.placed(place).following is None]
    assert lacks_before == [places[0]]
    assert lacks_after == [places[-1]]
    assert show.back().place == places[0]
    assert show.placed(places[-1]).forward().place == places[-1]


@given(_shows())
def test_that_home_and_end_lead_to_the_beginning_of_the_first_and_last_slide(
    show: SlideshowState,
) -> None:
    assert show.first().place == START
    assert show.last().place == Place(len(show.outline) - 1)


@given(_shows(), _numbers)
def test_that_a_jump_lands_at_the_beginning_of_the_nearest_slide(
    show: SlideshowState, wanted: int
) -> None:
    landed = show.jumped(wanted).place
    nearest = min(range(len(show.outline)), key=lambda slide: abs(slide - wanted))
    assert landed == Place(nearest)


@given(_shows(), _places)
def test_that_a_remembered_place_is_valid_in_whatever_show_there_is_now(
    show: SlideshowState, place: Place
) -> None:
    places = _all_places(show.outline)
    placed = show.placed(place)
    assert placed.place in places
    if place in places:
        assert placed.place == place
    if not 0 <= place.slide < len(show.outline):
        assert placed.place == show.jumped(place.slide).place


@given(_shows(), _hidings)
def test_that_a_key_covers_and_the_same_key_restores(show: SlideshowState, cover: Cover) -> None:
    uncovered = show if show.cover is Cover.NONE else show.covered(show.cover)
    assert uncovered.cover is Cover.NONE
    covered = uncovered.covered(cover)
    assert covered.cover is cover
    assert covered.covered(cover) == uncovered


@given(_shows())
def test_that_black_over_white_is_black_and_goes_in_one_key(show: SlideshowState) -> None:
    white = show if show.cover is Cover.WHITE else show.covered(Cover.WHITE)
    black = white.covered(Cover.BLACK)
    assert black.cover is Cover.BLACK
    assert black.covered(Cover.BLACK).cover is Cover.NONE


@given(_shows(), _hidings, _moves)
def test_that_any_move_takes_a_cover_away_even_at_the_ends(
    show: SlideshowState, cover: Cover, move: Move
) -> None:
    covered = show if show.cover is cover else show.covered(cover)
    assert move(covered).cover is Cover.NONE


@given(_shows(), st.lists(st.one_of(_moves, _hidings.map(lambda c: lambda s: s.covered(c)))))
def test_that_a_frozen_audience_sees_the_same_whatever_the_presenter_does(
    show: SlideshowState, keys: list[Move]
) -> None:
    frozen = show if show.frozen else show.froze()
    assert frozen.frozen
    moved = _after(keys, frozen)
    assert moved.frozen
    assert moved.audience == frozen.audience
    released = moved.froze()
    assert not released.frozen
    assert released.audience == View(moved.place, moved.cover)


@given(_shows())
def test_that_freezing_changes_nothing_that_is_seen(show: SlideshowState) -> None:
    if not show.frozen:
        assert show.froze().audience == show.audience == View(show.place, show.cover)
        assert show.froze().froze() == show


@given(_shows(), _moments)
def test_that_ending_keeps_the_place_and_lifts_what_hid_the_show(
    show: SlideshowState, now: float
) -> None:
    ended = show.stopped(now)
    assert ended.place == show.place
    assert ended.audience == View(show.place, Cover.NONE)
    assert ended.clock.since is None
    assert ended.clock.elapsed(now) == show.clock.elapsed(now)


@given(_shows(), _moments)
def test_that_keys_of_the_place_and_cover_leave_the_clock_alone(
    show: SlideshowState, now: float
) -> None:
    running = show.started(now)
    assert running.forward().back().froze().covered(Cover.BLACK).clock == running.clock


@given(
    st.lists(st.tuples(st.sampled_from(["start", "stop", "look"]), st.floats(-50, 1000))),
    st.floats(0, 1e6),
)
def test_that_the_clock_never_runs_backwards_even_where_the_time_does(
    events: list[tuple[str, float]], now: float
) -> None:
    clock = Clock()
    counted = 0.0
    for event, later in events:
        now += later
        before = clock.elapsed(now)
        if event == "start":
            clock = clock.started(now)
        elif event == "stop":
            clock = clock.stopped(now)
        assert clock.elapsed(now) == before
        assert clock.counted >= counted
        assert before >= counted
        counted = clock.counted


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=12))
def test_that_a_running_clock_shows_no_less_at_a_later_moment(waits: list[float]) -> None:
    clock = Clock(5.0).started(100.0)
    moments = [100.0]
    for wait in waits:
        moments.append(moments[-1] + wait)
    shown = [clock.elapsed(moment) for moment in moments]
    assert shown[0] == 5.0
    assert all(earlier <= later for earlier, later in pairwise(shown))


def test_that_a_clock_stopped_and_started_again_counts_only_what_ran() -> None:
    clock = Clock().started(100).stopped(130)
    assert clock.elapsed(500) == 30
    again = clock.started(1000)
    assert again.elapsed(1005) == 35
    assert again.started(1005).elapsed(1010) == 40
    assert again.stopped(1005).stopped(2000).elapsed(3000) == 35


_planned = st.floats(60, 10_000)


@given(_outlines)
def test_that_each_step_brings_a_show_nearer_to_its_end_and_each_slide_as_much(
    outline: list[list[int]],
) -> None:
    shares = [SlideshowState(outline, place).done for place in _all_places(outline)]
    assert 0 < shares[0] < shares[-1] < 1 or len(shares) == 1
    assert all(one < other for one, other in pairwise(shares))
    total = len(outline)
    for place, share in zip(_all_places(outline), shares, strict=True):
        assert place.slide / total < share < (place.slide + 1) / total
    # What is on screen is half over.
    assert shares[0] == pytest.approx(1 / total / sum(outline[0]) / 2)
    assert shares[-1] == pytest.approx(1 - 1 / total / sum(outline[-1]) / 2)


def test_that_a_long_reveal_doesn_t_look_late() -> None:
    show = SlideshowState([[1], [13], [1], [1]])
    assert [show.placed(Place(1, 0, bar)).done for bar in (0, 6, 12)] == pytest.approx(
        [0.25 + 0.25 * share for share in (0.5 / 13, 6.5 / 13, 12.5 / 13)]
    )


_done = st.floats(0, 1)


@given(st.floats(0, 20_000), _planned, _done)
def test_that_a_show_is_never_said_to_end_before_now(
    elapsed: float, planned: float, done: float
) -> None:
    late = pace(elapsed, planned, done)
    if done >= 0.1 or elapsed >= planned:
        assert planned + late >= elapsed - 1e-6


@given(_planned, st.floats(0, 0.099), st.floats(0, 0.999))
def test_that_nothing_is_foretold_from_a_show_that_has_hardly_begun(
    planned: float, done: float, share: float
) -> None:
    assert pace(planned * share, planned, done) == 0.0


@given(_planned, st.floats(0.1, 1))
def test_that_a_show_at_its_planned_pace_ends_in_time(planned: float, done: float) -> None:
    assert pace(planned * done, planned, done) == pytest.approx(0, abs=1e-6)


@given(st.floats(0, 20_000), st.floats(0, 1000), _planned, st.floats(0.1, 1))
def test_that_more_time_for_as_much_of_the_show_means_later(
    elapsed: float, more: float, planned: float, done: float
) -> None:
    assert pace(elapsed + more, planned, done) >= pace(elapsed, planned, done)


@pytest.mark.parametrize(
    ("elapsed", "planned", "done", "late"),
    [
        (300, 1200, 0.5, -600),
        (900, 1200, 0.5, 600),
        (1300, 1200, 1.0, 100),
        (1200, 1200, 1.0, 0),
        (1260, 1200, 0.05, 60),
        (10, 1200, 0.0, 0),
    ],
)
def test_that_the_end_is_reckoned_from_what_was_shown_until_now(
    elapsed: float, planned: float, done: float, late: float
) -> None:
    assert pace(elapsed, planned, done) == late
