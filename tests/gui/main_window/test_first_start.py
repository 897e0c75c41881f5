"""On the very first start, one line says what the most important keys do."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from tests.fixtures import MakeWindow
from tests.gui.menus import trigger

LINE = "F5 shows the slides · F1 opens the guide"


def _labels(window: MainWindow) -> dict[str, QRect]:
    """Return the place of each text in the status bar."""
    return {
        label.text(): QRect(label.mapTo(window, QPoint()), label.size())
        for label in window.status_bar.findChildren(QLabel)
        if label.isVisible()
    }


@pytest.mark.parametrize("action", ["Guide", "Start slideshow"])
def test_line_goes_after_the_first_use_and_nothing_moves(
    *,
    qapp: QApplication,
    shown_window: MainWindow,
    settings: Settings,
    personal: PersonalData,
    launcher: SlideshowLauncher,
    action: str,
) -> None:
    shown_window.resize(720, 480)
    assert LINE not in _labels(shown_window)
    shown_window.resize(1366, 696)
    Controllers(shown_window, settings, personal, qapp, launcher=launcher)
    before = _labels(shown_window)
    assert LINE in before
    trigger(shown_window, action)
    after = _labels(shown_window)
    assert after == {text: place for text, place in before.items() if text != LINE}


def test_second_start_shows_no_line(
    make_window: MakeWindow, settings: Settings, style: Look
) -> None:
    for is_there in (True, False):
        window = make_window()
        window.open(BUNDLED_BRIEFING)
        window.show()
        assert (LINE in _labels(window)) is is_there
        window.close()


def test_without_a_briefing_there_is_no_line_about_its_slides(
    shown_window: MainWindow, tmp_path: Path
) -> None:
    shown_window.resize(1366, 696)
    assert LINE in _labels(shown_window)
    shown_window.open(tmp_path / "missing.db")
    assert LINE not in _labels(shown_window)
