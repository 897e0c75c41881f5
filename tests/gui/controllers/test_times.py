"""Rehearsing the open briefing, and the times afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.controllers.times import TimesController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.times import TimesTable
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.model.slideshow.state import SlidePosition
from briefing_app.model.slideshow.time import TimeRow
from tests.gui.menus import trigger
from tests.gui.slideshows import (
    labels,
    presenter_text,
    press,
    process_events,
    running_slideshow,
    timer_of,
)


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


@pytest.fixture
def controller(controllers: Controllers) -> Iterator[TimesController]:
    """Yield the controller of the main window."""
    yield controllers.times
    if controllers.times.shown is not None:
        controllers.times.shown.close()


def _run(launcher: SlideshowLauncher, time: _Time, seconds: float, slides: int) -> None:
    """Show each of the first slides of the running slideshow for some seconds, and end it."""
    slideshow = running_slideshow(launcher)
    for slide in range(slides):
        slideshow.go_to(slide)
        process_events()
        time.now += seconds
    slideshow.end()


def _rehearse(
    main_window: MainWindow, launcher: SlideshowLauncher, time: _Time, seconds: float
) -> int:
    """Rehearse all slides for some seconds each. Return their number."""
    trigger(main_window, "Rehearse")
    slides = len(running_slideshow(launcher).slides)
    _run(launcher, time, seconds, slides)
    return slides


def _presenter_text(launcher: SlideshowLauncher) -> str:
    """Return the texts of the presenter view, brought to the front of the only screen."""
    slideshow = running_slideshow(launcher)
    if slideshow.presenter_view.isHidden():
        press(slideshow.audience, "S")
    process_events()
    timer_of(slideshow).timeout.emit()
    return presenter_text(launcher)


def _rows(controller: TimesController) -> list[TimeRow]:
    assert controller.shown is not None
    (table,) = controller.shown.findChildren(TimesTable)
    return list(table.rows)


def test_rehearsal_is_offered_and_shown_afterwards(
    main_window: MainWindow, launcher: SlideshowLauncher, controller: TimesController, time: _Time
) -> None:
    trigger(main_window, "Rehearse")
    assert "Rehearsal: the time of each slide is recorded." in _presenter_text(launcher)
    assert "0:00 planned 2:00" in _presenter_text(launcher)
    assert controller.shown is None
    running_slideshow(launcher).end()
    slides = _rehearse(main_window, launcher, time, 30)
    (text,) = [each for each in labels(main_window.notifications) if each.startswith("The reh")]
    assert text == f"The rehearsal took {slides // 2}:00 for {slides} slides."
    (button,) = [each for each in main_window.findChildren(QPushButton) if each.text() == "Times…"]
    button.click()
    assert {row.times[1:] for row in _rows(controller)[:-1]} == {(30, 0)}
    trigger(main_window, "Start slideshow")
    assert controller.shown is None


def test_next_slideshow_is_compared_with_the_rehearsal(
    main_window: MainWindow, launcher: SlideshowLauncher, controller: TimesController, time: _Time
) -> None:
    _rehearse(main_window, launcher, time, 30)
    trigger(main_window, "Rehearse")  # is broken off
    assert "rehearsed" not in _presenter_text(launcher)
    _run(launcher, time, 5, 2)
    trigger(main_window, "Start slideshow")
    # A rehearsal doesn't change where the slideshow resumes.
    assert running_slideshow(launcher).state.position == SlidePosition(0)
    time.now += 12
    assert "0:12 rehearsed 0:30" in _presenter_text(launcher)
    running_slideshow(launcher).end()
    controller.open_window()
    assert _rows(controller)[0].times[1:] == (30, 12)


def _offers(main_window: MainWindow) -> list[str]:
    """Return what the notification bar says and offers."""
    process_events()
    bar = main_window.notifications
    buttons = [each for each in bar.findChildren(QPushButton) if each.isVisibleTo(bar)]
    buttons.sort(key=QPushButton.x)
    return [*labels(bar), *(each.text() for each in buttons)] if bar.isVisible() else []


def test_slideshow_offers_its_times(
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    controller: TimesController,
    time: _Time,
    heard: list[str],
) -> None:
    trigger(main_window, "Start slideshow")
    _run(launcher, time, 5, 3)
    assert _offers(main_window) == []  # it was started by mistake
    trigger(main_window, "Start from the beginning")
    heard.clear()
    _run(launcher, time, 60, 2)
    text = "The slideshow took 2:00 for 2 slides."
    assert text in heard
    assert _offers(main_window) == [text, "Times…", "Dismiss"]
    for button in main_window.notifications.findChildren(QPushButton):
        if button.text() == "Times…":
            button.click()
    assert controller.shown is not None
    trigger(main_window, "Start from the beginning")
    _run(launcher, time, 60, 2)
    assert _offers(main_window) != []
    launcher.surroundings.personal.forgotten.emit()
    assert _offers(main_window) == []


def test_resumed_slideshow_continues_its_times(
    main_window: MainWindow, launcher: SlideshowLauncher, controller: TimesController, time: _Time
) -> None:
    for seconds in (20, 40):
        trigger(main_window, "Start slideshow")
        slideshow = running_slideshow(launcher)
        for slide, shown in ((1, seconds), (2, 1), (1, 0)):
            slideshow.go_to(slide)
            process_events()
            time.now += shown
        slideshow.end()
    controller.open_window()
    assert [row.times[2] for row in _rows(controller)[:4]] == [0, 60, 2, 0]


def test_slides_left_out_since_are_named(
    main_window: MainWindow, launcher: SlideshowLauncher, controller: TimesController, time: _Time
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    order = launcher.running_orders.order(briefing)
    title = order.slides[1].list_label
    slides = _rehearse(main_window, launcher, time, 30)
    controller.open_window()
    launcher.running_orders.save(briefing, order.set_shown(1, shown=False))
    assert controller.shown is None
    controller.open_window()
    rows = _rows(controller)
    assert len(rows) == slides + 1
    assert (rows[-2].number, rows[-2].title) == (0, title)
    assert rows[-1].times[1] == 30 * slides


def test_table_is_saved_as_csv(
    *,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    controller: TimesController,
    time: _Time,
    settings: Settings,
    tmp_path: Path,
) -> None:
    _rehearse(main_window, launcher, time, 70)
    controller.open_window()
    target = tmp_path / "out" / "times.csv"
    controller.save(_rows(controller), target)
    assert controller.shown is not None
    assert any("out" in text for text in labels(controller.shown))  # there is no such folder
    target.parent.mkdir()
    controller.save(_rows(controller), target)
    assert f"Saved: {target}" in labels(controller.shown)
    first, second, *_ = target.read_text("utf-8-sig").splitlines()
    assert first == '"Slide","Title","Planned","Rehearsed","Taken"'
    assert second.startswith('"1",')
    assert second.endswith(',"0:01:10",""')
    assert settings.export_folder == str(target.parent)


def test_times_of_an_unreadable_file_are_missing(
    main_window: MainWindow, controller: TimesController, personal_store: PersonalStore
) -> None:
    assert main_window.briefing is not None
    assert personal_store.path is not None
    personal_store.path.parent.mkdir(exist_ok=True)
    personal_store.path.write_bytes(b"no database" * 100)
    controller.open_window()
    assert {row.times[1:] for row in _rows(controller)} == {(0, 0)}
