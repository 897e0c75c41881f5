"""Discussions in the windows of a slideshow: the question, the countdown, its keys and buttons."""

from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage

from briefing_app.gui.slideshow.commands import Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.bands import QuietMessage
from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.presenter.views import next_name
from tests.gui.slideshows import (
    LAPTOP,
    NOTES,
    PROJECTOR,
    Screens,
    SlideshowTime,
    accessible_text,
    button,
    labels,
    press,
    process_events,
    timer_of,
    view,
)
from tests.sample_report import make_discussion, make_entry, make_finding, make_report

_FINDING: Final = 0
_DISCUSSION: Final = 1
"""The discussion of another question about the same finding: four minutes, with an answer."""
_SILENT: Final = 2
"""A finding without a discussion question."""
_QUESTION: Final = "Who checks that we did?"
_ANSWER: Final = "Nobody, so far."


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return a finding with a question, a discussion, and a finding without a question."""
    finding = make_finding(1, prompt=_QUESTION)
    silent = make_finding(2)
    entries = (
        make_entry(1, finding, notes=f"{NOTES} 1"),
        make_discussion(2, "And what then?", finding=finding, answer=_ANSWER, minutes=4),
        make_entry(3, silent, notes=f"{NOTES} 3"),
    )
    return briefing_slides(make_report((finding, silent), running_order=entries))


@pytest.fixture
def show(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at the finding with a question."""
    return start_slideshow(position=SlidePosition(_FINDING))


@pytest.fixture
def time(show: Presentation) -> SlideshowTime:
    """Return the time of the slideshow."""
    return SlideshowTime(show)


def _face(slideshow: Presentation) -> str:
    """Return the time that the audience sees."""
    spoken = slideshow.windows.audience.slide.changing_description()
    spoken = spoken.partition(": ")[2]
    return f"+{spoken[:-5]}" if spoken.endswith(" over") else spoken.removesuffix(" left")


def _hint(slideshow: Presentation) -> str:
    process_events()
    (line,) = slideshow.windows.presenter_view.findChildren(QuietMessage)
    return " ".join(labels(line))


def _screenshot(slideshow: Presentation) -> QImage:
    return slideshow.windows.audience.slide.grab().toImage()


def _ring(slideshow: Presentation) -> QRectF:
    """Return the rectangle of the ring in the audience window."""
    slide = slideshow.windows.audience.slide
    assert slide.page is not None
    rect = countdown_rect(slide.page, 0)
    assert rect is not None
    box = slide.box()
    scale = box.width() / 1920
    return QRectF(
        box.x() + rect.left * scale,
        box.y() + rect.top * scale,
        rect.width * scale,
        rect.height * scale,
    )


def test_clicker_is_enough_for_a_discussion(show: Presentation, time: SlideshowTime) -> None:
    show.model.go_to(_DISCUSSION)
    process_events()
    assert next_name(show) == "Countdown starts"
    press(show.windows.audience, "PgDown")
    assert show.model.state.position == SlidePosition(_DISCUSSION)
    time.pass_seconds(30)
    assert _face(show) == "3:29"
    assert _ANSWER not in accessible_text(show.windows.audience)
    press(show.windows.audience, "PgDown")
    assert _ANSWER in accessible_text(show.windows.audience)
    time.pass_seconds(30)
    assert _face(show) == ""
    press(show.windows.audience, "PgDown")
    assert show.model.state.position == SlidePosition(_SILENT)
    assert _face(show) == ""


@pytest.mark.parametrize("window", ["audience", "presenter_view"])
def test_clicker_that_bounces_shows_no_answer_and_the_presenter_why(
    show: Presentation, time: SlideshowTime, window: str
) -> None:
    ignored = "Next ignored: the countdown has just started."
    show.model.go_to(_DISCUSSION)
    press(getattr(show.windows, window), "PgDown")
    for _ in range(2):
        assert _hint(show) == ""
        press(getattr(show.windows, window), "PgDown")
        assert show.model.state.position == SlidePosition(_DISCUSSION)
        assert _hint(show) == ignored
        assert ignored not in accessible_text(show.windows.audience)
        time.pass_seconds(30)
        assert _hint(show) == ""
        press(getattr(show.windows, window), "T")
        press(getattr(show.windows, window), "T")  # another start
    time.pass_seconds(2)
    press(getattr(show.windows, window), "PgDown")
    assert _ANSWER in accessible_text(show.windows.audience)


def test_countdown_waits_while_its_question_is_out_of_sight(
    show: Presentation, time: SlideshowTime
) -> None:
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    time.pass_seconds(30)
    press(show.windows.audience, "PgUp")
    time.pass_seconds(100)
    show.model.go_to(_DISCUSSION)
    time.pass_seconds(10)
    assert _face(show) == "3:19"


def test_paused_countdown_looks_paused_on_both_screens(
    show: Presentation, time: SlideshowTime
) -> None:
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    time.pass_seconds(30)
    views = show.windows.audience.slide, view(show.windows.presenter_view, "On screen")
    running = [each.grab().toImage() for each in views]
    press(show.windows.audience, "T")
    process_events()
    for each, before in zip(views, running, strict=True):
        assert each.grab().toImage() != before
        assert each.changing_description() == "Countdown paused: 3:29 left"
    button(show.windows.presenter_view, "Continue").click()
    process_events()
    assert [each.grab().toImage() for each in views] == running
    assert button(show.windows.presenter_view, "Pause").isVisible()


@pytest.mark.parametrize("window", ["audience", "presenter_view"])
def test_d_shows_the_question_to_the_audience_and_returns(show: Presentation, window: str) -> None:
    before = show.windows.audience.slide.page
    press(getattr(show.windows, window), "D")
    process_events()
    assert _QUESTION in accessible_text(show.windows.audience)
    assert view(show.windows.presenter_view, "On screen").page is show.windows.audience.slide.page
    assert "1 of 3 · question" in labels(show.windows.presenter_view)
    assert button(show.windows.presenter_view, "Discuss").isChecked()
    assert next_name(show) == "Countdown starts"
    press(getattr(show.windows, window), "D")
    process_events()
    assert show.windows.audience.slide.page is before
    assert not button(show.windows.presenter_view, "Discuss").isChecked()


@pytest.mark.parametrize(
    ("slide", "hint"),
    [
        (_SILENT, "This slide has no discussion question."),
        (_DISCUSSION, "The discussion question is on screen already."),
    ],
)
def test_d_without_a_question_says_so_to_the_presenter_only(
    show: Presentation, heard: list[str], slide: int, hint: str
) -> None:
    show.model.go_to(slide)
    process_events()
    before = show.model.state
    show.commands.toggle_question()
    process_events()
    assert show.model.state == before
    assert _hint(show) == hint
    assert heard[-1] == hint
    assert hint not in accessible_text(show.windows.audience)
    show.commands.toggle_black()
    process_events()
    assert _hint(show) == ""


def test_buttons_of_the_countdown_are_shown_during_a_discussion(
    show: Presentation, time: SlideshowTime
) -> None:
    pause, extend = (button(show.windows.presenter_view, name) for name in ("Pause", "+1 min"))
    assert not pause.isVisible()
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    process_events()
    assert pause.isVisible()
    assert extend.isVisible()
    time.pass_seconds(10)
    width = pause.width()
    pause.click()
    process_events()
    assert (pause.accessibleName(), pause.width()) == ("Continue", width)
    time.pass_seconds(60)
    extend.click()
    assert _face(show) == "4:49"
    pause.click()
    time.pass_seconds(1)
    process_events()
    assert pause.accessibleName() == "Pause"
    assert _face(show) == "4:48"
    show.model.go_to(_FINDING)
    process_events()
    assert not pause.isVisible()
    assert not extend.isVisible()


def test_countdown_is_painted_over_the_page_and_nowhere_else(
    show: Presentation, time: SlideshowTime
) -> None:
    show.model.go_to(_DISCUSSION)
    process_events()
    resting = _screenshot(show)
    show.commands.advance()
    time.pass_seconds(120)
    running = _screenshot(show)
    ring = _ring(show).toAlignedRect().adjusted(-2, -2, 2, 2)
    changed = [
        (x, y)
        for x in range(0, resting.width(), 2)
        for y in range(0, resting.height(), 2)
        if resting.pixel(x, y) != running.pixel(x, y)
    ]
    assert changed
    assert all(ring.contains(x, y) for x, y in changed)


def test_ring_changes_its_colour_when_time_is_over(show: Presentation, time: SlideshowTime) -> None:
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    ring = _ring(show)
    at = ring.right() - ring.width() * 11 / 360, ring.center().y()  # at a quarter, in the ring
    colours = []
    for seconds in (1, 120, 120):
        time.pass_seconds(seconds)
        colours.append(_screenshot(show).pixelColor(round(at[0]), round(at[1])).name())
    discussion = LIGHT_SLIDES.discussion
    assert colours[0] == discussion.bar.lower()
    assert colours[2] == discussion.caution.lower()
    assert _face(show) == "+0:01"


def test_countdown_is_announced_but_not_each_second(
    show: Presentation, time: SlideshowTime, heard: list[str]
) -> None:
    show.model.go_to(_DISCUSSION)
    process_events()
    heard.clear()
    show.commands.advance()
    for seconds in (170, *[1] * 20, 40, *[1] * 20):  # around the last minute and the end
        time.pass_seconds(seconds)
    show.commands.toggle_countdown()
    show.commands.toggle_countdown()
    show.commands.extend_countdown()
    assert [text for text in heard if text] == [
        "Countdown runs: 4 minutes left",
        "One minute left",
        "Time is over",
        "Countdown paused: 10 seconds over",
        "Countdown runs: 10 seconds over",
        "Countdown runs: 1 minute left",
    ]


def test_last_minute_is_announced_if_its_second_was_missed(
    show: Presentation, time: SlideshowTime, heard: list[str]
) -> None:
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    time.pass_seconds(170)
    time.skip_seconds(15)
    show.commands.toggle_black()  # shows the state before the late timer does
    time.pass_seconds(1)
    assert heard.count("One minute left") == 1
    for slide in (_FINDING, _DISCUSSION):  # the question of the finding has a countdown, too
        show.model.go_to(slide)
        show.commands.toggle_question()
        time.pass_seconds(1)
    assert heard.count("One minute left") == 1


def test_slide_is_read_with_what_the_countdown_shows(
    show: Presentation, time: SlideshowTime
) -> None:
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    for seconds, text in ((29, "3:30 left"), (1, "3:29 left"), (220, "0:10 over")):
        time.pass_seconds(seconds)
        for slide in (show.windows.audience.slide, view(show.windows.presenter_view, "On screen")):
            interface = QAccessible.queryAccessibleInterface(slide)
            spoken = interface.text(QAccessible.Text.Description).splitlines()[-1]
            assert spoken == f"Countdown: {text}"
    show.commands.toggle_black()
    interface = QAccessible.queryAccessibleInterface(show.windows.audience.slide)
    assert interface.text(QAccessible.Text.Description) == ""


def test_countdown_survives_black_freeze_swap_and_unplugging(
    show: Presentation, time: SlideshowTime, fake_screens: Screens
) -> None:
    show.model.go_to(_DISCUSSION)
    show.commands.advance()
    swaps = (Commands.swap_screens,) * 3
    for command in (Commands.toggle_black, Commands.toggle_black, *swaps, Commands.toggle_freeze):
        show.commands.do(command)
        time.pass_seconds(1)
    fake_screens.set_screens(LAPTOP)
    time.pass_seconds(5)
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    show.commands.toggle_freeze()
    time.pass_seconds(1)
    assert _face(show) == "3:47"


def test_nothing_waits_for_the_time_without_a_running_countdown(
    show: Presentation, time: SlideshowTime
) -> None:
    del time
    timer = timer_of(show.model)
    show.model.go_to(_DISCUSSION)
    process_events()
    assert not timer.isActive()
    show.commands.advance()
    process_events()
    assert 0 < timer.interval() <= 1000
    assert timer.isActive()
    show.commands.toggle_countdown()
    process_events()
    assert not timer.isActive()
    show.commands.toggle_countdown()
    show.model.go_to(_SILENT)
    process_events()
    assert not timer.isActive()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["D", "T", "Shift+T", "PgDown", "PgUp", "B", "F", "S", "Home", "End"])
        | st.sampled_from(["L", "Z"]),
        max_size=20,
    )
)
def test_audience_sees_no_notes_whatever_is_pressed(show: Presentation, keys: list[str]) -> None:
    for key in keys:
        press(show.windows.audience, key)
        state, view = show.model.state, show.windows.audience.slide
        assert NOTES not in accessible_text(show.windows.audience)
        assert view.page is show.model.pages.shown(state.audience.position).page
