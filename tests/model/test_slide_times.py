"""Tests of the time of each slide."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.time import (
    AT_ZERO,
    NO_SECONDS,
    PlannedTime,
    SlideTimes,
    clock_text,
    is_worth_showing,
    planned_time,
    rehearsal_to_compare,
    short_clock_text,
)
from tests.sample_measures import make_measure

_seconds = st.integers(0, 5000)


@given(st.lists(st.tuples(_seconds, st.sampled_from(["one", "two", "three", "stop", "start"]))))
def test_slide_times_add_up_to_the_clock(events: list[tuple[int, str]]) -> None:
    clock, now, times = AT_ZERO, 0.0, SlideTimes().show("one", 0.0)
    for wait, event in events:
        now += wait
        if event == "stop":
            clock = clock.stopped(now)
        elif event == "start":
            clock = clock.started(now)
        else:
            times = times.show(event, clock.elapsed(now))
    elapsed = clock.elapsed(now)
    assert sum(times.until(elapsed).values()) == elapsed
    assert all(times.of(slide, elapsed) == each for slide, each in times.until(elapsed).items())


@given(st.lists(st.tuples(_seconds, st.sampled_from(["one", "two", ""])), min_size=1))
def test_blank_screen_is_no_slide_and_a_return_adds(shown: list[tuple[int, str]]) -> None:
    ends = reduce(lambda sums, each: [*sums, sums[-1] + each[0]], shown, [0])
    times = SlideTimes()
    for (_, slide), start in zip(shown, ends[:-1], strict=True):
        times = times.show(slide, start)
    for slide in ("one", "two"):
        expected = sum(seconds for seconds, each in shown if each == slide)
        assert times.until(ends[-1]).get(slide, 0) == expected
    assert "" not in times.until(ends[-1])


def test_resumed_times_continue() -> None:
    times = SlideTimes({"one": 30.0}).show("two", 30.0).show("one", 40.0)
    assert times.until(45.0) == pytest.approx({"one": 35.0, "two": 10.0})


def test_restart_forgets_earlier_times_and_counts_the_slide_on_screen() -> None:
    times = SlideTimes({"one": 30.0}).show("two", 30.0).restarted()
    assert times.until(5.0) == {"two": 5.0}


def test_rehearsal_that_was_broken_off_is_not_compared_with() -> None:
    broken_off, complete, other = {"a": 9.0}, {"a": 60.0, "b": 60.0}, {"x": 60.0, "y": 1.0}
    assert rehearsal_to_compare([broken_off, other, complete], "abc") == complete
    assert rehearsal_to_compare([broken_off, other], "abc") == NO_SECONDS


def test_slides_that_were_passed_quickly_were_not_rehearsed() -> None:
    rehearsal = {"a": 60.0, "b": 1.0, "c": 0.9}
    assert rehearsal_to_compare([rehearsal], "abc") == {"a": 60.0, "b": 1.0}
    assert rehearsal_to_compare([rehearsal], "abcd") == NO_SECONDS


def test_slideshow_of_a_minute_is_worth_showing() -> None:
    assert is_worth_showing({"a": 59.0, "b": 1.0})
    assert not is_worth_showing({"a": 59.0, "b": 0.9})


def test_clock_that_is_started_twice_runs_on() -> None:
    clock = AT_ZERO.started(10).started(15)
    assert clock.elapsed(20) == 10
    assert clock.elapsed(5) == 0
    assert clock.stopped(20).started(50).elapsed(51) == 11


@pytest.mark.parametrize(
    ("seconds", "text", "short"),
    [
        (0, "00:00", "0:00"),
        (59.9, "00:59", "0:59"),
        (754, "12:34", "12:34"),
        (3600, "1:00:00", "1:00:00"),
        (36_005, "10:00:05", "10:00:05"),
    ],
)
def test_duration_is_shown_in_hours_only_from_an_hour_on(
    seconds: float, text: str, short: str
) -> None:
    assert (clock_text(seconds), short_clock_text(seconds)) == (text, short)


def test_own_planned_time_replaces_that_of_the_slides() -> None:
    slides = [
        Slide("a", SlideKind.TEXT, "A", (), minutes=2),
        Slide("b", SlideKind.TEXT, "B", ()),
        Slide("c", SlideKind.TEXT, "C", (), minutes=5),
    ]
    assert planned_time(0, slides) == PlannedTime(own=0, of_slides=7)
    assert planned_time(0, slides).minutes == 7
    assert planned_time(45, slides).minutes == 45
    assert PlannedTime().minutes == 0


def test_chart_to_guess_is_talk_unless_it_has_no_bars() -> None:
    chart = chart_slide(make_measure())._replace(reveal=Reveal.GUESS, minutes=3)
    empty = chart_slide(make_measure(()))._replace(reveal=Reveal.GUESS, minutes=4)
    assert planned_time(0, [chart, empty]) == PlannedTime(of_slides=7, of_talk=3)
