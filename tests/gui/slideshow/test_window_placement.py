"""Where the two windows are while screens are plugged in and out."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.bands import MessageLine
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow_program import offscreen_platform, run_program
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    MIRROR,
    PROJECTOR,
    SECOND_PROJECTOR,
    Screens,
    is_searching,
    labels,
    last_record,
    press,
    process_events,
    search_fields,
    shows_key_help,
    view,
    visible_windows,
)


def _alerts(slideshow: Presentation) -> list[str]:
    """Return the visible messages that the presenter must not miss."""
    lines = slideshow.windows.presenter_view.findChildren(MessageLine)
    return [line.text() for line in lines if line.isVisible() and line.property("look") == "alert"]


def test_presenter_view_is_shown_after_the_first_slide(
    start_slideshow: StartSlideshow, qtbot: QtBot
) -> None:
    slideshow = start_slideshow(until_painted=False)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [
        slideshow.windows.audience
    ]
    seen: list[int] = []
    slideshow.windows.audience.slide.painted.connect(
        lambda: seen.append(sum(w.isVisible() for w in QApplication.topLevelWidgets()))
    )
    slideshow.commands.advance()
    qtbot.waitUntil(lambda: sum(w.isVisible() for w in QApplication.topLevelWidgets()) == 2)
    assert seen[0] == 1
    assert slideshow.windows.presenter_view.isVisible()
    assert "2 of 7" in labels(slideshow.windows.presenter_view)


def test_search_before_the_first_paint_places_the_presenter_view(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(until_painted=False)
    press(slideshow.windows.audience, "G")
    assert visible_windows(slideshow) == (True, True)
    assert slideshow.windows.presenter_view.isMaximized()
    assert is_searching(slideshow)


def _start_on_single_screen(start_slideshow: StartSlideshow, fake_screens: Screens) -> Presentation:
    """Start a slideshow on a single screen, at its first slide."""
    fake_screens.available = [LAPTOP]
    return start_slideshow()


def test_search_replaces_the_slide_on_a_single_screen(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    slideshow = _start_on_single_screen(start_slideshow, fake_screens)
    for key, slide in ((Qt.Key.Key_Escape, 0), (Qt.Key.Key_Return, CHART)):
        press(slideshow.windows.audience, "G")
        assert visible_windows(slideshow) == (False, True)
        (line,) = search_fields(slideshow.windows.presenter_view)
        assert line.isVisible()
        line.setText("4")
        QTest.keyClick(line, key)
        assert visible_windows(slideshow) == (True, False)
        assert slideshow.model.state.position == SlidePosition(slide)
    assert slideshow.windows.audience.findChildren(QLineEdit) == []
    assert not slideshow.model.state.is_over


def test_key_help_replaces_the_slide_on_a_single_screen(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    slideshow = _start_on_single_screen(start_slideshow, fake_screens)
    for close in (
        lambda _: press(slideshow.windows.presenter_view, "F1"),
        lambda _: press(slideshow.windows.presenter_view, "Esc"),
        lambda keys: QTest.mouseClick(keys, Qt.MouseButton.LeftButton),
    ):
        press(slideshow.windows.audience, "F1")
        assert visible_windows(slideshow) == (False, True)
        (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
        assert keys.isVisible()
        close(keys)
        assert visible_windows(slideshow) == (True, False)
    assert not slideshow.windows.audience.findChildren(KeyHelp)
    assert slideshow.model.state.position == SlidePosition(0)
    assert not slideshow.model.state.is_over


def test_requested_notes_stay_after_search_and_key_help(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    slideshow = _start_on_single_screen(start_slideshow, fake_screens)
    press(slideshow.windows.audience, "S")
    for key in ("G", "F1"):
        press(slideshow.windows.presenter_view, key)
        press(slideshow.windows.presenter_view, "Esc")
        assert visible_windows(slideshow) == (False, True)


def test_visit_to_key_help_ends_with_s_or_a_projector(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    slideshow = _start_on_single_screen(start_slideshow, fake_screens)
    press(slideshow.windows.audience, "F1")
    press(slideshow.windows.presenter_view, "S")
    assert visible_windows(slideshow) == (True, False)
    press(slideshow.windows.audience, "S")
    press(slideshow.windows.presenter_view, "Esc")
    assert visible_windows(slideshow) == (False, True)
    press(slideshow.windows.presenter_view, "S")
    press(slideshow.windows.audience, "F1")
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    press(slideshow.windows.presenter_view, "Esc")
    assert visible_windows(slideshow) == (True, True)


def test_mirrored_screens_show_no_search_or_help_before_s(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP, MIRROR]
    slideshow = start_slideshow()
    before = slideshow.windows.audience.slide.grab().toImage()
    for key in ("G", "F1"):
        assert press(slideshow.windows.audience, key)
        assert visible_windows(slideshow) == (True, False)
        assert slideshow.windows.audience.slide.grab().toImage() == before
        (hint,) = labels(slideshow.windows.audience)
        assert "presenter view, which is hidden" in hint
    for _ in range(2):
        assert visible_windows(slideshow) == (True, False)
        press(slideshow.windows.audience, "S")
    assert not is_searching(slideshow)
    assert not shows_key_help(slideshow)
    press(slideshow.windows.presenter_view, "G")
    assert is_searching(slideshow)
    press(slideshow.windows.presenter_view, "Esc")
    press(slideshow.windows.presenter_view, "F1")
    assert shows_key_help(slideshow)


def test_esc_ignores_an_invisible_key_help(
    start_slideshow: StartSlideshow, fake_screens: Screens, personal_store: PersonalStore
) -> None:
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow()
    press(slideshow.windows.audience, "S")
    press(slideshow.windows.presenter_view, "F1")
    assert shows_key_help(slideshow)
    press(slideshow.windows.presenter_view, "S")
    assert visible_windows(slideshow) == (True, False)
    press(slideshow.windows.audience, "Right")
    press(slideshow.windows.audience, "Esc")
    assert not last_record(personal_store).running


def test_slides_return_with_the_projector(slideshow: Presentation, fake_screens: Screens) -> None:
    fake_screens.set_screens(LAPTOP)
    assert visible_windows(slideshow) == (False, True)
    (alert,) = _alerts(slideshow)
    assert alert.startswith("Projector disconnected")
    assert labels(slideshow.windows.presenter_view).count(alert) == 1
    press(slideshow.windows.presenter_view, "Right")
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    process_events()
    assert visible_windows(slideshow) == (True, True)
    assert (
        slideshow.windows.audience.slide.page
        is view(slideshow.windows.presenter_view, "On screen").page
    )
    assert f"Audience: {PROJECTOR.label}" in labels(slideshow.windows.presenter_view)
    assert _alerts(slideshow) == []


def test_laptop_screen_is_not_remembered_for_the_audience(
    start_slideshow: StartSlideshow, settings: Settings, fake_screens: Screens
) -> None:
    slideshow = start_slideshow()
    for _ in range(2):
        press(slideshow.windows.presenter_view, "S")
    slideshow.end()
    asked = start_slideshow(screen=LAPTOP.name)
    for each in (slideshow, asked):
        assert each.windows.placement is not None
        assert each.windows.placement.audience == LAPTOP
    assert settings.audience_screen == PROJECTOR.identity
    asked.end()
    fake_screens.available = [LAPTOP, SECOND_PROJECTOR, PROJECTOR]
    again = start_slideshow()
    assert again.windows.placement is not None
    assert again.windows.placement.audience == PROJECTOR


def test_minimised_presenter_view_is_restored_when_needed(
    slideshow: Presentation, fake_screens: Screens
) -> None:
    for need in (
        lambda: press(slideshow.windows.audience, "F5"),
        lambda: press(slideshow.windows.audience, "G"),
        lambda: fake_screens.set_screens(LAPTOP),
    ):
        slideshow.windows.presenter_view.showMinimized()
        need()
        assert slideshow.windows.presenter_view.isVisible()
        assert not slideshow.windows.presenter_view.isMinimized()


def test_f5_restores_minimised_ordinary_windows(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(windowed=True)
    for window, other in (
        (slideshow.windows.audience, slideshow.windows.presenter_view),
        (slideshow.windows.presenter_view, slideshow.windows.audience),
    ):
        window.showMinimized()
        press(other, "F5")
        assert not window.isMinimized()


def test_screen_change_raises_no_ordinary_window(
    start_slideshow: StartSlideshow, fake_screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    slideshow = start_slideshow(windowed=True)
    calls: list[str] = []
    for window in (slideshow.windows.audience, slideshow.windows.presenter_view):
        monkeypatch.setattr(window, "raise_", lambda: calls.append("raised"))
        monkeypatch.setattr(window, "activateWindow", lambda: calls.append("activated"))
    fake_screens.set_screens(LAPTOP)
    assert calls == []
    press(slideshow.windows.presenter_view, "F5")
    assert calls == ["raised", "activated"]


def test_ordinary_window_returns_from_a_missing_screen(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    slideshow = start_slideshow(windowed=True)
    room = slideshow.windows.presenter_view.screen().availableGeometry()
    unmoved = slideshow.windows.presenter_view.frameGeometry()
    slideshow.windows.audience.move(room.right() - 60, room.top() + 10)
    fake_screens.set_screens(LAPTOP)
    assert room.contains(slideshow.windows.audience.frameGeometry())
    assert slideshow.windows.presenter_view.frameGeometry() == unmoved


def test_windowed_slideshow_has_two_ordinary_windows(
    start_slideshow: StartSlideshow, qtbot: QtBot
) -> None:
    slideshow = start_slideshow(windowed=True)
    assert visible_windows(slideshow) == (True, True)
    room = slideshow.windows.audience.screen().availableGeometry()
    assert room.contains(slideshow.windows.audience.frameGeometry())
    for window in (slideshow.windows.audience, slideshow.windows.presenter_view):
        assert not window.isFullScreen()
        assert not window.windowFlags() & Qt.WindowType.FramelessWindowHint
    qtbot.waitUntil(slideshow.windows.presenter_view.isActiveWindow)
    press(slideshow.windows.presenter_view, "S")
    qtbot.waitUntil(slideshow.windows.audience.isActiveWindow)
    press(slideshow.windows.audience, "S")
    qtbot.waitUntil(slideshow.windows.presenter_view.isActiveWindow)
    assert "In your video call, share the window “Slides”" in labels(
        slideshow.windows.presenter_view
    )


def test_full_screen_has_neither_frame_nor_cursor(slideshow: Presentation) -> None:
    assert slideshow.windows.audience.isFullScreen()
    assert slideshow.windows.audience.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert slideshow.windows.audience.cursor().shape() is Qt.CursorShape.BlankCursor


_ON_LAPTOP, _ON_PROJECTOR = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)


def _run_on_screens(
    folder: Path, names: Sequence[str], commands: list[str], *words: str
) -> list[Any]:
    """Return the answers of a slideshow, in a program of its own, to commands.

    Args:
        folder: For its settings.
        names: The names of the screens.
        commands: The commands to send, one after the other; then the program ends.
        words: Further arguments of the program.
    """
    platform = offscreen_platform(folder, names)
    environ = os.environ | {"QT_QPA_PLATFORM": platform, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    with run_program(folder, environ, 2, *words) as program:
        answers = [program.ask(command) for command in commands]
        program.end()
    return answers


def test_windows_fill_two_screens_and_two_presses_of_s_swap_them(tmp_path: Path) -> None:
    commands = ["state", "press S", "press S", "press S", "press Right"]
    answers = _run_on_screens(tmp_path, ("laptop", "projector"), commands)
    for answer, audience_on, presenter_on in zip(
        answers,
        (_ON_PROJECTOR, _ON_PROJECTOR, _ON_LAPTOP, _ON_PROJECTOR, _ON_PROJECTOR),
        (_ON_LAPTOP, _ON_LAPTOP, _ON_PROJECTOR, _ON_LAPTOP, _ON_LAPTOP),
        strict=True,
    ):
        assert QRect(*answer["audience"][0]) == audience_on
        assert presenter_on.contains(QRect(*answer["presenter"][0]))
    # The quote on this slide comes in two parts.
    assert [answer["position"] for answer in answers] == [[2, 0, 0]] * 4 + [[2, 0, 1]]
    assert not last_record(PersonalStore(tmp_path / "show.db")).running


def test_ordinary_windows_start_on_separate_screens(tmp_path: Path) -> None:
    (state,) = _run_on_screens(tmp_path, ("laptop", "projector"), ["state"], "nope")
    assert _ON_PROJECTOR.contains(QRect(*state["audience"][1]))
    assert _ON_LAPTOP.contains(QRect(*state["presenter"][1]))
    message = "In your video call, share the window “Slides”"
    not_found = "Screen “nope” not found. Available: laptop, projector. "
    assert not_found + message in state["texts"]


def test_ordinary_windows_are_both_visible_on_a_single_screen(tmp_path: Path) -> None:
    (state,) = _run_on_screens(tmp_path, ("laptop",), ["state"], "laptop")
    slides, presenter_view = (QRect(*state[window][1]) for window in ("audience", "presenter"))
    assert _ON_LAPTOP.contains(slides)
    assert _ON_LAPTOP.contains(presenter_view)
    assert not presenter_view.contains(slides)
    assert not slides.contains(presenter_view)
