"""What the program tells the user if it can't keep personal data."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.controllers.wiring import WindowControllers
from briefing_app.gui.look import Style
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import Command
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import labels


@pytest.fixture
def personal_store(tmp_path: Path) -> PersonalStore:
    """Return a store that can't be written: a file is where its folder would be."""
    (tmp_path / "user").write_text("")
    return PersonalStore(tmp_path / "user" / "personal.db")


def _fail(personal: PersonalData) -> None:
    with personal.saving(), personal.store.change() as execute:
        execute("DELETE FROM briefings")


def test_failure_is_said_once(personal: PersonalData) -> None:
    told: list[str] = []
    personal.failed.connect(lambda: told.append(personal.take_message()))
    for _ in range(3):
        _fail(personal)
    (message,) = told
    assert message.startswith("Your notes and slideshows can’t be saved: ")
    assert message.endswith(f" The file is {personal.store.path}.")
    assert personal.take_message() == ""


def test_failure_waits_for_a_window_that_shows_it(personal: PersonalData) -> None:
    _fail(personal)
    assert "can’t be saved" in personal.take_message()
    assert personal.take_message() == ""


def test_main_window_shows_failure_until_it_is_dismissed(
    main_window: MainWindow,
    settings: Settings,
    personal: PersonalData,
    style: Style,
    qapp: QApplication,
) -> None:
    WindowControllers(main_window, settings, personal, style, qapp)
    _fail(personal)
    bar = main_window.notifications
    assert bar.isVisible()
    assert any("can’t be saved" in text for text in labels(bar))
    (button,) = (each for each in bar.findChildren(QPushButton) if each.isVisible())
    button.click()
    _fail(personal)
    assert not bar.isVisible()


def test_slideshow_goes_on_if_it_is_not_recorded(start_slideshow: StartSlideshow) -> None:
    slideshow = start_slideshow()

    def shown() -> list[str]:
        return [text for text in labels(slideshow.presenter_view) if "can’t be saved" in text]

    assert len(shown()) == 1
    slideshow.do(Command.SWAP)
    slideshow.do(Command.NEXT)
    slideshow._display._presenter_timer.timeout.emit()
    assert shown() == []
    slideshow.recorder._saver._timer.timeout.emit()
    assert shown() == []
    assert slideshow.state.position.slide == 1
