"""Mouse clicks and the wheel in both windows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStyleHints
from PySide6.QtTest import QTest

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.parts import double_click
from tests.gui.slideshows import (
    CHART,
    Screens,
    button,
    press,
    process_events,
    turn_wheel,
)


def test_left_button_goes_forward_and_right_button_back(slideshow: Presentation) -> None:
    for mouse_button, slide in (
        (Qt.MouseButton.LeftButton, CHART),
        (Qt.MouseButton.RightButton, 2),
        (Qt.MouseButton.ForwardButton, CHART),
        (Qt.MouseButton.MiddleButton, CHART),
        (Qt.MouseButton.BackButton, 2),
        (Qt.MouseButton.RightButton, 1),
    ):
        QTest.mouseClick(slideshow.windows.audience, mouse_button, pos=QPoint(300, 300))
        assert (mouse_button, slideshow.model.state.position) == (
            mouse_button,
            SlidePosition(slide),
        )


def test_double_click_that_opened_the_slides_turns_none(
    slideshow: Presentation, fake_screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStyleHints, "mouseDoubleClickInterval", lambda _: 60_000)
    for pressed in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        QTest.mouseClick(slideshow.windows.audience, pressed, pos=QPoint(300, 300))
        double_click(slideshow.windows.audience, QPoint(300, 300), pressed)
        assert slideshow.model.state.position == SlidePosition(2)
    monkeypatch.setattr(QStyleHints, "mouseDoubleClickInterval", lambda _: 0)
    QTest.mouseClick(slideshow.windows.audience, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert slideshow.model.state.position == SlidePosition(CHART)


def test_wheel_turns_one_slide_per_notch(slideshow: Presentation) -> None:
    for turns, slide in (
        ([-120], 3),
        ([120], 2),
        ([-60], 2),
        ([-60], 3),  # the second half of a notch
        ([120], 2),
        ([-40] * 5, 3),
        ([80], 3),  # takes the rest back
        ([120], 2),
        ([-100, 100, 100], 2),
        ([-100], 2),
        ([-15] * 15 + [15] * 15, 2),
        ([240], 0),
        ([120] * 5, 0),
    ):
        for turn in turns:
            turn_wheel(slideshow.windows.audience, turn)
        assert (turns, slideshow.model.state.position.slide) == (turns, slide)


def test_button_does_what_its_key_does(slideshow: Presentation) -> None:
    for name, slide in (
        ("Back", 1),
        ("Next", 2),
        ("Black", 2),
        ("Freeze", 2),
        ("Pointer", 2),
        ("Zoom", 2),
    ):
        before, clicked = slideshow.model.state, button(slideshow.windows.presenter_view, name)
        QTest.mouseClick(clicked, Qt.MouseButton.LeftButton)
        process_events()
        assert (name, slideshow.model.state.position.slide) == (name, slide)
        assert (slideshow.model.state != before) == (name not in {"Pointer", "Zoom"})
        assert clicked.isChecked() == (name not in {"Back", "Next"})
        assert clicked.focusPolicy() is Qt.FocusPolicy.NoFocus
    press(slideshow.windows.presenter_view, "Space")
    assert slideshow.model.state.position.slide == CHART
    QTest.mouseClick(button(slideshow.windows.presenter_view, "End"), Qt.MouseButton.LeftButton)
    assert slideshow.model.state.is_over
