"""Tests of the clock and of the planned time."""

import pytest

from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.time import (
    AT_ZERO,
    PlannedTime,
    clock_text,
    planned_time,
    short_clock_text,
)
from tests.sample_measures import make_measure


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
    assert chart_slide(make_measure())._replace(reveal=Reveal.GUESS).is_talk
    assert not chart_slide(make_measure(()))._replace(reveal=Reveal.GUESS).is_talk
