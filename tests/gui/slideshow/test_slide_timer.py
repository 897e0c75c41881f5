"""The time of the slide on screen and the pace, in a running slideshow."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_app.gui.slideshow.commands import Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.slideshow import Slideshow, SlideshowOptions, SlideTimer
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.report import SlideKind
from briefing_app.model.slide_builder import discussion_slide
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.pace import pace
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.asking_slides import asking_slides
from tests.gui.slideshow.presenter.views import described_label
from tests.gui.slideshows import (
    SAMPLE_SESSION,
    labels,
    process_events,
    timer_of,
)

_DISCUSSION_SLIDES: Final = (
    Slide("text", SlideKind.TEXT, "Text", (), minutes=1),
    Slide("talk", SlideKind.DISCUSSION, "Talk", (), minutes=4),
    Slide("open", SlideKind.DISCUSSION, "No minutes", ()),
)


_minutes = st.integers(1, 90)


class _Time:
    """A time source that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> _Time:
    """Return the time source of slideshows."""
    time = _Time()
    monkeypatch.setattr(Slideshow, "now", lambda _: time.now)
    return time


def _texts(slideshow: Presentation) -> list[str]:
    """Return what the presenter view says of the slide's time and the pace."""
    timer_of(slideshow).timeout.emit()
    presenter_view = slideshow.windows.presenter_view
    words = ("planned", "behind", "ahead", "on time", "over")
    texts = [text for text in labels(presenter_view) if any(word in text for word in words)]
    return [described_label(presenter_view, "Time of this slide").text(), *sorted(texts)]


@pytest.mark.parametrize("elapsed", [0.0, 40.0])  # a new slideshow, and one that was resumed
def test_slide_counts_since_it_came(
    start_slideshow: StartSlideshow, time: _Time, elapsed: float
) -> None:
    slideshow = start_slideshow(elapsed=elapsed)
    time.now += 42
    for command, seconds, shown in (
        (None, 0, "0:42"),
        (Commands.advance, 20, "0:20"),
        (Commands.toggle_question, 5, "0:25"),
        (Commands.go_back, 7, "0:32"),
        (Commands.go_back, 3, "0:03"),
        (Commands.restart_clock, 4, "0:04"),
    ):
        if command is not None:
            slideshow.commands.do(command)
            process_events()
        time.now += seconds
        assert (command, _texts(slideshow)) == (command, [shown])


@pytest.mark.parametrize("slides", [_DISCUSSION_SLIDES])
def test_slide_is_compared_with_its_own_plan(start_slideshow: StartSlideshow, time: _Time) -> None:
    slideshow = start_slideshow()
    time.now += 42
    assert _texts(slideshow) == ["0:42", "on time", "planned 1:00"]
    time.now += 58
    assert _texts(slideshow) == ["1:40", "1 minute behind", "planned 1:00"]
    slideshow.model.go_to(1)
    process_events()
    assert _texts(slideshow) == ["0:00", "on time"]
    slideshow.model.go_to(2)
    process_events()
    assert _texts(slideshow) == ["0:00", "3 minutes ahead"]


def test_time_of_the_slide_is_not_announced_by_itself(
    start_slideshow: StartSlideshow, time: _Time, heard: list[str]
) -> None:
    slideshow = start_slideshow(minutes=20)
    heard.clear()
    for _ in range(130):
        time.now += 1
        timer_of(slideshow).timeout.emit()
    assert heard == []


def _timer(slides: tuple[Slide, ...], planned_minutes: int = 0) -> tuple[Slideshow, SlideTimer]:
    options = SlideshowOptions(SAMPLE_SESSION, planned_minutes)
    slideshow = Slideshow(slides, options, LIGHT_SLIDES)
    return slideshow, SlideTimer(slideshow)


@pytest.mark.usefixtures("qapp")
def test_guess_is_due_when_all_its_minutes_are_over() -> None:
    slideshow, timer = _timer(tuple(each._replace(minutes=4) for each in asking_slides()[:2]))
    for _ in ("names", "bars"):
        slideshow.update(slideshow.state.go_forward())
        assert (timer.due.start, timer.due.end) == (240, 480)


@pytest.mark.usefixtures("qapp")
def test_only_a_discussion_with_minutes_keeps_its_time_when_the_plan_is_longer() -> None:
    talk, no_minutes = (discussion_slide(None, each, "An answer") for each in ("What?", "Why?"))
    slides = (_DISCUSSION_SLIDES[0], talk._replace(minutes=4), no_minutes)
    slideshow, timer = _timer(slides, planned_minutes=9)
    ends = []
    for slide in range(3):
        slideshow.update(slideshow.state.go_to_slide(slide))
        ends.append(timer.due.end)
    assert ends == pytest.approx([600 / 7, 600 / 7 + 240, 600 / 7 + 240 + 750 / 7])


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from([SlideKind.TEXT, SlideKind.DISCUSSION]), st.none() | _minutes),
        min_size=1,
        max_size=6,
    ),
    st.just(0) | _minutes,
    st.data(),
)
def test_pace_and_end_count_from_the_slide_at_which_the_session_started(
    plan: list[tuple[SlideKind, int | None]], own_minutes: int, data: st.DataObject
) -> None:
    slides = tuple(
        Slide(f"{number}", kind, "A title", (), minutes=minutes)
        for number, (kind, minutes) in enumerate(plan)
    )
    first = data.draw(st.integers(0, len(slides) - 1))
    slideshow, whole = _timer(slides, own_minutes)
    timer = SlideTimer(slideshow, first)
    slideshow.update(slideshow.state.go_to_slide(first))
    planned = slideshow.state.planned.minutes * 60
    assert timer.due.start == 0
    assert pace(timer.time, timer.due).text == ("on time" if planned else "")
    assert whole.time.planned == planned
    assert timer.time.planned == pytest.approx(planned - whole.due.start)
    assert timer.time.minutes == slideshow.state.planned.minutes
    slideshow.update(slideshow.state.go_to_last())
    assert timer.time.planned == pytest.approx(timer.due.end)
