"""Keys that wait for a second press, or ignore one, so that nothing surprises an audience."""

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.bands import QuietMessage
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    LAPTOP,
    PROJECTOR,
    SECOND_PROJECTOR,
    Screens,
    SlideshowTime,
    button,
    focus_in,
    is_searching,
    labels,
    press,
    process_events,
    shows_key_help,
)

_WINDOWS = pytest.mark.parametrize("window", ["audience", "presenter_view"])


@pytest.fixture
def time(slideshow: Presentation) -> SlideshowTime:
    """Return the time of the slideshow."""
    return SlideshowTime(slideshow)


def _window(slideshow: Presentation, name: str) -> QWidget:
    found = getattr(slideshow.windows, name)
    assert isinstance(found, QWidget)
    return found


def _audience_screen(slideshow: Presentation) -> str:
    assert slideshow.windows.placement is not None
    return slideshow.windows.placement.audience.name


def _hint(slideshow: Presentation) -> str:
    process_events()
    (line,) = slideshow.windows.presenter_view.findChildren(QuietMessage)
    return " ".join(labels(line))


@_WINDOWS
def test_second_s_swaps_within_five_seconds_and_the_first_says_so(
    slideshow: Presentation, time: SlideshowTime, heard: list[str], window: str
) -> None:
    question = f"Press S again to show the notes on {PROJECTOR.label}"
    for seconds in (5.1, 4.9):
        press(_window(slideshow, window), "S")
        assert _hint(slideshow) == question == heard[-1]
        assert _audience_screen(slideshow) == PROJECTOR.name
        time.pass_seconds(seconds)
    assert _hint(slideshow) == question
    press(_window(slideshow, window), "S")
    assert _audience_screen(slideshow) == LAPTOP.name
    assert _hint(slideshow) == ""
    press(_window(slideshow, window), "S")  # notes leave the projector at once
    assert _audience_screen(slideshow) == PROJECTOR.name


def test_question_of_s_goes_after_five_seconds(
    slideshow: Presentation, time: SlideshowTime
) -> None:
    button(slideshow.windows.presenter_view, "Swap").click()
    press(slideshow.windows.presenter_view, "S", repeat=True)  # held down, it counts once
    assert _hint(slideshow).startswith("Press S again")
    time.pass_seconds(5.0)
    assert _hint(slideshow) == ""


@pytest.mark.parametrize(
    "between",
    [
        lambda slideshow, _: press(slideshow.windows.audience, "Right"),
        lambda slideshow, _: press(slideshow.windows.audience, "L"),
        lambda slideshow, _: press(slideshow.windows.audience, "7"),
        lambda slideshow, _: button(slideshow.windows.presenter_view, "Black").click(),
        lambda slideshow, _: button(slideshow.windows.presenter_view, "Dismiss").click(),
        lambda _, screens: screens.set_screens(LAPTOP, PROJECTOR, SECOND_PROJECTOR),
    ],
    ids=["Right", "L", "digit", "button", "dismissed", "another screen"],
)
def test_anything_else_before_the_second_s_makes_it_a_first_one(
    slideshow: Presentation,
    time: SlideshowTime,
    fake_screens: Screens,
    between: Callable[[Presentation, Screens], object],
) -> None:
    del time
    press(slideshow.windows.presenter_view, "S")
    between(slideshow, fake_screens)
    press(slideshow.windows.presenter_view, "S")
    assert _audience_screen(slideshow) == PROJECTOR.name
    assert _hint(slideshow).startswith("Press S again")


def test_s_in_a_video_call_or_on_one_screen_needs_one_press(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    in_call = start_slideshow(windowed=True)
    in_call.commands.swap_screens()
    assert not any("again" in text for text in labels(in_call.windows.presenter_view))
    in_call.end()
    fake_screens.available = [LAPTOP]
    alone = start_slideshow()
    press(alone.windows.audience, "S")
    assert alone.windows.presenter_view.isVisible()
    assert not alone.windows.audience.isVisible()


_OPEN: Final[dict[str, Callable[[Presentation], bool]]] = {
    "G": is_searching,
    "F1": shows_key_help,
    "Z": lambda slideshow: slideshow.pointer.is_zoomed,
    "3": lambda slideshow: bool(slideshow.messages.digits),
}


@_WINDOWS
@pytest.mark.parametrize("key", _OPEN)
def test_esc_closes_what_is_open_and_is_ignored_for_a_second(
    slideshow: Presentation, time: SlideshowTime, window: str, key: str
) -> None:
    press(_window(slideshow, window), key)
    process_events()
    assert _OPEN[key](slideshow)
    for seconds in (0.3, 0.3, 0.3):
        press(focus_in(_window(slideshow, window)), "Esc")
        process_events()
        assert not _OPEN[key](slideshow)
        time.pass_seconds(seconds)
    assert not slideshow.model.state.is_over
    time.pass_seconds(0.2)
    press(_window(slideshow, window), "Esc")
    assert slideshow.model.state.is_over


def test_esc_closes_the_overlay_before_the_zoom(
    slideshow: Presentation, time: SlideshowTime
) -> None:
    for key in ("Z", "G", "F1"):
        press(slideshow.windows.audience, key)
    assert [_OPEN[key](slideshow) for key in ("Z", "G", "F1")] == [True, False, True]
    press(slideshow.windows.audience, "Esc")
    assert [_OPEN[key](slideshow) for key in ("Z", "G", "F1")] == [True, False, False]
    time.pass_seconds(1)
    press(slideshow.windows.audience, "Esc")
    assert [_OPEN[key](slideshow) for key in ("Z", "G", "F1")] == [False, False, False]
    assert not slideshow.model.state.is_over
