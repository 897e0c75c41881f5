"""Typing the number of a slide."""

from typing import Final

import pytest
from PySide6.QtCore import Qt

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    LAST,
    PROJECTOR,
    Screens,
    is_searching,
    labels,
    press,
    process_events,
    type_in,
)

SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize("key", ["Return", "Backspace"])
def test_held_key_that_completed_a_number_turns_no_slide(slideshow: Presentation, key: str) -> None:
    for before in ("Right", "Left"):  # keys that repeat
        press(slideshow.windows.presenter_view, before)
    type_in(slideshow.windows.presenter_view, "5")
    press(slideshow.windows.presenter_view, key)
    place = slideshow.model.state.position
    press(slideshow.windows.presenter_view, key, repeat=True)
    assert slideshow.model.state.position == place


def test_number_with_enter_or_g_goes_to_the_slide(slideshow: Presentation) -> None:
    typed_in = slideshow.windows.audience
    for end in ("Return", "Enter", "G"):
        for digits, slide in (("5", 4), ("05", 4), ("1", 0), ("7", LAST)):
            slideshow.model.go_to(2)
            type_in(typed_in, digits)
            assert slideshow.model.state.position == SlidePosition(2)
            press(typed_in, end)
            assert (digits, end, slideshow.model.state.position) == (
                digits,
                end,
                SlidePosition(slide),
            )
            assert not is_searching(slideshow)


def test_number_without_a_slide_is_reported(slideshow: Presentation) -> None:
    image = slideshow.windows.audience.grab().toImage()
    for digits, end in (("0", "Return"), ("00", "G"), ("8", "G"), ("99999", "Return")):
        slideshow.model.go_to(2)
        type_in(slideshow.windows.audience, digits)
        press(slideshow.windows.audience, end)
        assert slideshow.model.state.position == SlidePosition(2)
        assert slideshow.windows.audience.grab().toImage() == image
        message = f"No slide {digits}: choose 1 to 7."
        assert message in labels(slideshow.windows.presenter_view)
        press(slideshow.windows.audience, "Right")
        process_events()
        assert message not in labels(slideshow.windows.presenter_view)
        assert slideshow.model.state.position == SlidePosition(CHART)


def test_number_may_be_typed_in_both_windows(
    slideshow: Presentation,
) -> None:
    press(slideshow.windows.audience, "1")
    press(slideshow.windows.presenter_view, "Return")
    assert slideshow.model.state.position == SlidePosition(0)


def test_digits_of_keypad_and_shifted_keys_count(slideshow: Presentation) -> None:
    press(slideshow.windows.presenter_view, Qt.Key.Key_6, _KEYPAD, text="6")
    assert "Press Enter to go to slide 6" in labels(slideshow.windows.presenter_view)
    press(
        slideshow.windows.presenter_view, Qt.Key.Key_Ampersand, SHIFT, text="1"
    )  # on a French keyboard
    assert "Press Enter to go to slide 61" in labels(slideshow.windows.presenter_view)


def test_backspace_shortens_a_number_and_then_goes_back(slideshow: Presentation) -> None:
    type_in(slideshow.windows.presenter_view, "12")
    press(slideshow.windows.presenter_view, "Backspace")
    assert "Press Enter to go to slide 1" in labels(slideshow.windows.presenter_view)
    press(slideshow.windows.presenter_view, "Backspace")
    assert "go to slide" not in " ".join(labels(slideshow.windows.presenter_view))
    assert slideshow.model.state.position == SlidePosition(2)
    press(slideshow.windows.presenter_view, "Backspace")
    assert slideshow.model.state.position == SlidePosition(1)


def test_esc_drops_a_number_without_ending_the_slideshow(
    slideshow: Presentation,
) -> None:
    type_in(slideshow.windows.audience, "6")
    press(slideshow.windows.audience, "Esc")
    assert not slideshow.model.state.is_over
    press(slideshow.windows.audience, "Return")
    assert slideshow.model.state.position == SlidePosition(CHART)


def test_other_keys_drop_a_number_and_run_their_command(slideshow: Presentation) -> None:
    type_in(slideshow.windows.presenter_view, "6")
    press(slideshow.windows.presenter_view, "PgUp")
    assert slideshow.model.state.position == SlidePosition(1)
    press(slideshow.windows.presenter_view, "Return")
    assert slideshow.model.state.position == SlidePosition(2)


def test_audience_never_sees_a_typed_number(slideshow: Presentation, fake_screens: Screens) -> None:
    for screens in ((LAPTOP, PROJECTOR), (LAPTOP,)):
        fake_screens.set_screens(*screens)
        before = slideshow.windows.audience.grab().toImage()
        type_in(slideshow.windows.audience, "123")
        process_events()
        assert slideshow.windows.audience.grab().toImage() == before
        assert labels(slideshow.windows.audience) == []
        press(slideshow.windows.audience, "Esc")
