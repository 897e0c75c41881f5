"""What is said if a key can do nothing."""

from typing import Final

import pytest

from briefing_app.gui.slideshow.audience import AudienceHint
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    LAPTOP,
    LAST,
    MIRROR,
    Screens,
    labels,
    press,
    process_events,
    timer_of,
)

_POSSIBLE: Final = (
    *(Commands.advance, Commands.go_to_last, Commands.toggle_black, Commands.toggle_freeze),
    *(Commands.toggle_pointer, Commands.restart_clock, Commands.resume),
    *(Commands.toggle_zoom, Commands.toggle_zoom, Commands.close_or_end),
)
"""The commands that do something at the first slide, one after the other, on mirrored screens."""


@pytest.fixture
def on_mirrored_screens(start_slideshow: StartSlideshow, fake_screens: Screens) -> Presentation:
    """Return a slideshow whose presenter view is hidden, at a slide without a question."""
    fake_screens.available = [LAPTOP, MIRROR]
    return start_slideshow()


def _moment(slideshow: Presentation) -> tuple[object, ...]:
    """Return all that a key can change."""
    return (
        slideshow.model.state,
        slideshow.windows.audience.isVisible(),
        slideshow.pointer.is_pointing,
        slideshow.pointer.is_zoomed,
    )


def test_every_key_that_can_do_nothing_says_why_not(
    on_mirrored_screens: Presentation, heard: list[str]
) -> None:
    slideshow = on_mirrored_screens
    before = _moment(slideshow)
    for command in [each for each in COMMANDS if each not in _POSSIBLE]:
        heard.clear()
        slideshow.commands.do(command)
        (hint,) = labels(slideshow.windows.audience)
        assert (command, [text for text in heard if text == hint]) == (command, [hint])
        assert _moment(slideshow) == before, command


def test_every_other_key_does_something_and_says_nothing(
    on_mirrored_screens: Presentation,
) -> None:
    slideshow = on_mirrored_screens
    for command in _POSSIBLE:
        before = _moment(slideshow)
        slideshow.commands.do(command)
        assert _moment(slideshow) != before or command is Commands.resume, command
        if command is not Commands.close_or_end:  # which deletes the windows
            assert labels(slideshow.windows.audience) == [], command
    assert slideshow.model.state.is_over


def test_hint_ends_with_the_next_change_or_after_seconds(
    on_mirrored_screens: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    slideshow = on_mirrored_screens
    for key in ("D", "T"):
        press(slideshow.windows.audience, key)
        (hint,) = slideshow.windows.audience.findChildren(AudienceHint)
        assert hint.isVisible()
        assert slideshow.windows.audience.rect().contains(hint.geometry())
    press(slideshow.windows.audience, "Right")
    process_events()
    assert not hint.isVisible()
    press(slideshow.windows.audience, "T")
    shown_at = slideshow.model.now()
    for seconds, is_shown in ((4, True), (6, False)):
        later = shown_at + seconds
        monkeypatch.setattr(slideshow.model, "now", lambda later=later: later)
        timer_of(slideshow).timeout.emit()
        assert hint.isVisible() == is_shown


def test_end_is_said_to_the_presenter_only(start_slideshow: StartSlideshow) -> None:
    slideshow = start_slideshow(position=SlidePosition(LAST))
    press(slideshow.windows.audience, "Right")
    end = "This is the end. Esc ends the slideshow."
    assert end in labels(slideshow.windows.presenter_view)
    assert labels(slideshow.windows.audience) == []
    press(slideshow.windows.audience, "Left")
    process_events()
    assert end not in labels(slideshow.windows.presenter_view)


def test_early_key_puts_no_hint_on_the_slide(start_slideshow: StartSlideshow) -> None:
    slideshow = start_slideshow(until_painted=False)
    slideshow.commands.toggle_countdown()
    process_events()
    assert labels(slideshow.windows.audience) == []
    assert any("no countdown" in text for text in labels(slideshow.windows.presenter_view))
