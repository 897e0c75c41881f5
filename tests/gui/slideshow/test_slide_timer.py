"""The time of each slide, in a running slideshow and in its presenter view."""

from typing import Final

import pytest

from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.time import SlideTime, SlideTimer
from briefing_app.layout.page import Ratio
from briefing_app.layout.theme import LIGHT
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.asking_slides import asking_slides
from tests.gui.slideshow.presenter.views import described_label
from tests.gui.slideshows import (
    LAPTOP,
    MIRROR,
    SAMPLE_SESSION,
    Screens,
    labels,
    process_events,
    timer_of,
)
from tests.model.sample_outline import SampleOutline

_REHEARSAL: Final = SAMPLE_SESSION._replace(is_rehearsal=True)
_REHEARSED: Final = 70.0  # seconds of each slide
_DISCUSSION_SLIDES: Final = (
    Slide("text", SlideKind.TEXT, "Text", (), minutes=1),
    Slide("talk", SlideKind.DISCUSSION, "Talk", (), minutes=4),
    Slide("open", SlideKind.DISCUSSION, "No minutes", ()),
)
_DISCUSSION_SECONDS: Final = {"text": 30.0, "talk": 5.0, "open": 10.0}  # in a rehearsal


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
    presenter_view = slideshow.presenter_view
    words = ("rehearsed", "planned", "behind", "ahead", "on time", "over")
    texts = [text for text in labels(presenter_view) if any(word in text for word in words)]
    return [described_label(presenter_view, "Time of this slide").text(), *sorted(texts)]


def _seconds(slideshow: Presentation) -> list[float]:
    seconds = slideshow.recorder.slide_seconds
    return [seconds.get(slide.key, 0.0) for slide in slideshow.slides[:3]]


def test_each_slide_counts_while_the_audience_sees_it(
    start_slideshow: StartSlideshow, time: _Time
) -> None:
    slideshow = start_slideshow()
    for command, seconds in (
        (None, 10),
        (Command.NEXT, 20),
        (Command.BLACK, 100),
        (Command.BLACK, 1),
        (Command.CLOCK, 100),
        (Command.CLOCK, 2),
        (Command.FREEZE, 4),
        (Command.NEXT, 8),  # the audience still sees the second slide
        (Command.FREEZE, 16),
        (Command.BACK, 32),
        (Command.DISCUSS, 64),
    ):
        if command is not None:
            slideshow.do(command)
            process_events()
        time.now += seconds
    assert _seconds(slideshow) == [10, 20 + 1 + 2 + 4 + 8 + 32 + 64, 16]
    slideshow.do(Command.RESET_CLOCK)
    time.now += 3
    slideshow.end()
    time.now += 500
    assert _seconds(slideshow) == [0, 3, 0]


def test_resumed_slideshow_adds_to_its_slides(
    start_slideshow: StartSlideshow, slides: tuple[Slide, ...], time: _Time
) -> None:
    slideshow = start_slideshow(elapsed=40.0, taken={slides[0].key: 10.0, slides[1].key: 30.0})
    time.now += 5
    assert _seconds(slideshow) == [15, 30, 0]


def test_slide_is_compared_with_the_rehearsal(
    start_slideshow: StartSlideshow, slides: tuple[Slide, ...], time: _Time
) -> None:
    rehearsed = {slide.key: _REHEARSED for slide in slides}
    slideshow = start_slideshow(rehearsed=rehearsed)
    time.now += 42
    assert _texts(slideshow) == ["0:42", "on time", "rehearsed 1:10"]
    time.now += 60
    assert _texts(slideshow) == ["1:42", "1 minute behind", "rehearsed 1:10"]
    slideshow.go_to(6)
    process_events()
    assert _texts(slideshow) == ["0:00", "5 minutes ahead", "rehearsed 1:10"]
    # Never "over": nothing was planned.
    time.now += 1000
    assert _texts(slideshow) == ["16:40", "10 minutes behind", "rehearsed 1:10"]


def test_rehearsed_pace_is_scaled_to_the_planned_time(
    start_slideshow: StartSlideshow, slides: tuple[Slide, ...], time: _Time
) -> None:
    # The first slide took half of the rehearsal; of 20 planned minutes it has 10.
    rehearsed = {slide.key: 10.0 for slide in slides} | {slides[0].key: 60.0}
    slideshow = start_slideshow(minutes=20, rehearsed=rehearsed)
    time.now += 9 * 60
    assert _texts(slideshow) == ["9:00", "on time", "rehearsed 1:00"]
    time.now += 3 * 60
    assert _texts(slideshow) == ["12:00", "2 minutes behind", "rehearsed 1:00"]


def test_slide_time_is_shown_without_a_rehearsal_too(
    start_slideshow: StartSlideshow, time: _Time
) -> None:
    slideshow = start_slideshow(minutes=20)
    time.now += 7
    assert _texts(slideshow) == ["0:07", "on time"]


def test_slide_time_is_compared_with_rehearsal_and_plan() -> None:
    both = SlideTime(48, rehearsed=70, planned=120)
    assert (both.text, both.comparison) == ("0:48", "rehearsed 1:10 · planned 2:00")
    assert both.expected == 70
    assert SlideTime(48, planned=120).expected == 120


@pytest.mark.parametrize(("others", "has_notes"), [((), True), ((MIRROR,), False)])
def test_rehearsal_on_one_screen_shows_the_notes(
    start_slideshow: StartSlideshow,
    fake_screens: Screens,
    others: tuple[object, ...],
    has_notes: bool,
) -> None:
    fake_screens.available = [LAPTOP, *others]  # type: ignore[list-item]
    slideshow = start_slideshow(minutes=20, session=_REHEARSAL)
    assert slideshow.presenter_view.isVisible() == has_notes
    assert slideshow.audience.isVisible() != has_notes
    slideshow.do(Command.SWAP)
    assert slideshow.presenter_view.isVisible() != has_notes


def test_c_announces_the_time_of_the_slide(
    start_slideshow: StartSlideshow, slides: tuple[Slide, ...], time: _Time, heard: list[str]
) -> None:
    slideshow = start_slideshow(rehearsed={slide.key: _REHEARSED for slide in slides})
    heard.clear()
    for _ in range(130):
        time.now += 1
        timer_of(slideshow).timeout.emit()
    assert heard == []
    slideshow.do(Command.CLOCK)
    assert heard == [
        "Clock stopped. This slide: 2 minutes 10 seconds of 1 minute 10 seconds. 1 minute behind"
    ]


def _timed_discussions(planned_minutes: int = 0) -> tuple[Slideshow, SlideTimer]:
    options = SlideshowOptions(SAMPLE_SESSION, planned_minutes, rehearsed=_DISCUSSION_SECONDS)
    slideshow = Slideshow(_DISCUSSION_SLIDES, options, LIGHT, Ratio.WIDE)
    return slideshow, SlideTimer(slideshow, options)


def test_discussion_is_expected_to_take_its_planned_minutes() -> None:
    slideshow, timer = _timed_discussions()
    times = []
    for slide in range(3):
        slideshow.update(slideshow.state.go_to_slide(slide))
        times.append(timer.time)
    assert [time.slide.expected for time in times] == [30, 240, 10]
    assert times[0].rehearsed == 280


@pytest.mark.usefixtures("qapp")
def test_guess_is_due_when_all_its_minutes_are_over() -> None:
    options = SlideshowOptions(SAMPLE_SESSION)
    slides = tuple(each._replace(minutes=4) for each in asking_slides()[:2])
    slideshow = Slideshow(slides, options, LIGHT, Ratio.WIDE)
    timer = SlideTimer(slideshow, options)
    for _ in ("names", "bars"):
        slideshow.update(slideshow.state.go_forward())
        assert (timer.due.start, timer.due.end) == (0.5, 1.0)


def test_only_a_discussion_with_minutes_keeps_its_time_when_the_plan_is_longer() -> None:
    slideshow, timer = _timed_discussions(planned_minutes=6)
    slideshow.update(
        slideshow.state._replace(outline=SampleOutline([[1], [2], [2]]))
    )  # as with answers
    ends = []
    for slide in range(3):
        slideshow.update(slideshow.state.go_to_slide(slide))
        ends.append(timer.due.end * 360)
    assert ends == pytest.approx([90, 330, 345])
