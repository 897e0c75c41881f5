"""A briefing and its shows: where they begin, what is kept, what is offered after a crash."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.running_order import RunningOrderController
from briefing_app.gui.controllers.slideshow import SlideshowController
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.notification_bar import Notification, NotificationBar, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.settings import Settings, briefing_name
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.lock import SlideshowLock
from briefing_app.gui.slideshow.options import Start, StartOptions
from briefing_app.gui.slideshow.screen_assignment import ScreenInfo
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.window_placement import WindowPlacement
from briefing_app.gui.style import Style
from briefing_app.model.report import finding_key
from briefing_app.model.slideshow_record import SlideshowRecord
from briefing_app.model.slideshow_state import SlidePosition
from tests.gui.slideshows import (
    LAPTOP,
    MIRROR,
    PROJECTOR,
    FakeMechanism,
    Screens,
    accessible_text,
    labels,
    press,
    process_deletions,
)


@pytest.fixture
def briefing() -> Iterator[Briefing]:
    """The bundled briefing."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        yield briefing


@pytest.fixture
def presenting(main_window: MainWindow, launcher: SlideshowLauncher) -> SlideshowController:
    """The main window, able to present."""
    presenting = SlideshowController(main_window, launcher)
    main_window.commands.slideshow_requested.connect(presenting.present)
    return presenting


def _going_on(launcher: SlideshowLauncher) -> Slideshow:
    assert launcher.slideshow is not None
    return launcher.slideshow


def _told(launcher: SlideshowLauncher) -> str:
    return " ".join(labels(_going_on(launcher).presenter_view))


def _path(briefing: Briefing) -> str:
    return str(briefing.path.resolve())


def _record(
    briefing: Briefing, launcher: SlideshowLauncher, slide: int, elapsed: float = 75.0
) -> SlideshowRecord:
    key = launcher.running_orders.order(briefing).slides[slide].key
    return SlideshowRecord(_path(briefing), key, 0, 0, elapsed, running=True)


def test_that_a_first_show_begins_at_the_first_slide(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(0)


def test_that_a_show_goes_on_where_it_was_left_with_its_clock(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.present(briefing, StartOptions())
    show = _going_on(launcher)
    show.go_to(4)
    show.end()
    left = show.elapsed
    assert launcher.slideshow is None
    launcher.present(briefing, StartOptions())
    again = _going_on(launcher)
    assert again is not show
    assert again.state.position == SlidePosition(4)
    assert again.elapsed >= left


def test_that_a_show_from_the_beginning_sets_the_clock_to_nought(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.resume_from(_record(briefing, launcher, 6, 500))
    launcher.present(briefing, StartOptions(Start.BEGINNING))
    assert _going_on(launcher).state.position == SlidePosition(0)
    assert _going_on(launcher).elapsed < 500


def test_that_a_show_begins_at_what_was_chosen(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    finding = briefing.report.findings[4]
    assert launcher.present(briefing, StartOptions(Start.CHOSEN, finding_key(finding)))
    place = _going_on(launcher).state.position
    assert launcher.running_orders.order(briefing).slides[place.slide].key == finding_key(finding)


def test_that_nothing_begins_where_what_was_chosen_is_not_in_the_order(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    assert not launcher.present(briefing, StartOptions(Start.CHOSEN, "finding nowhere"))
    assert launcher.slideshow is None


def test_that_a_second_f5_brings_the_show_that_goes_on_forward(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.present(briefing, StartOptions())
    show = _going_on(launcher)
    show.go_to(3)
    launcher.present(briefing, StartOptions(Start.BEGINNING))
    assert launcher.slideshow is show
    assert show.state.position == SlidePosition(3)


def test_that_a_show_is_found_again_by_its_slide_where_the_order_changed(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    record = _record(briefing, launcher, 4)
    order = launcher.running_orders.order(briefing)
    settings.set_order_record(briefing_name(briefing.path), order.move(4, 9).to_lines())
    launcher.resume_from(record)
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(9)


def test_that_an_edited_order_is_kept_for_its_briefing_alone_and_the_file_stays(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings, main_window: MainWindow
) -> None:
    before = BUNDLED_BRIEFING.read_bytes()
    RunningOrderController(main_window, launcher, launcher._style).open_dialog()
    pane = main_window.findChild(RunningOrderDialog)
    assert isinstance(pane, RunningOrderDialog)
    pane.select(1)
    pane.toggle()
    assert [item.is_shown for item in launcher.running_orders.order(briefing).items][:3] == [
        True,
        False,
        True,
    ]
    assert settings.order_record(briefing_name(Path("another.db"))) == []
    assert BUNDLED_BRIEFING.read_bytes() == before
    pane.restore()
    assert settings.order_record(briefing_name(briefing.path)) == []


def test_that_an_order_that_is_not_the_briefing_s_own_is_told_in_the_window_and_as_a_show_begins(
    qtbot: QtBot,
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    RunningOrderController(main_window, launcher, launcher._style).open_dialog()
    pane = main_window.findChild(RunningOrderDialog)
    assert isinstance(pane, RunningOrderDialog)

    def told() -> list[str]:
        return [text for text in labels(main_window.statusBar()) if "occasion" in text]

    assert told() == []
    for row in (1, 3):
        pane.select(row)
        pane.toggle()
    assert told() == ["2 slides left out for this occasion"]
    main_window.reload()
    assert told() == ["2 slides left out for this occasion"]
    main_window.trigger(ActionId.PRESENT)
    show = _going_on(launcher)
    assert "2 slides left out for this occasion." in labels(show.presenter_view)
    assert "occasion" not in accessible_text(show.audience)
    show.do(Command.SWAP)  # to the notes, with the only screen there is
    show.do(Command.NEXT)  # by then it has been read
    qtbot.waitUntil(lambda: "occasion" not in _told(launcher))
    show.end()
    RunningOrderController(main_window, launcher, launcher._style).open_dialog()
    again = main_window.findChild(RunningOrderDialog)
    assert isinstance(again, RunningOrderDialog)
    again.restore()
    assert told() == []
    assert presenting is not None


def test_that_an_order_that_is_kept_is_told_of_the_briefing_that_is_open_alone(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    tmp_path: Path,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    order = launcher.running_orders.order(briefing).set_shown(1, shown=False)
    settings.set_order_record(briefing_name(briefing.path), order.to_lines())
    copy = tmp_path / "copy.db"
    copy.write_bytes(BUNDLED_BRIEFING.read_bytes())
    for path, words in (
        (BUNDLED_BRIEFING, ["1 slide left out for this occasion"]),
        (copy, []),
        (BUNDLED_BRIEFING, ["1 slide left out for this occasion"]),
        (tmp_path / "gone.db", []),
    ):
        main_window.open(path)
        told = [text for text in labels(main_window.statusBar()) if "occasion" in text]
        assert told == words
    assert presenting is not None


def test_that_the_order_says_that_a_show_that_is_on_stays_as_it_is(
    launcher: SlideshowLauncher, briefing: Briefing, main_window: MainWindow
) -> None:
    RunningOrderController(main_window, launcher, launcher._style).open_dialog()
    pane = main_window.findChild(RunningOrderDialog)
    assert isinstance(pane, RunningOrderDialog)

    def told() -> str:
        return " ".join(labels(pane))

    words = "The slideshow that is running keeps its order"
    pane.toggle()
    assert words not in told()
    launcher.present(briefing, StartOptions(windowed=True))
    assert told().count(words) == 1
    slides = len(_going_on(launcher).state.outline)
    pane.toggle()
    assert told().count(words) == 1
    assert len(_going_on(launcher).state.outline) == slides
    _going_on(launcher).end()
    pane.toggle()
    assert words not in told()
    pane.close()
    process_deletions()
    launcher.present(briefing, StartOptions(windowed=True))
    RunningOrderController(main_window, launcher, launcher._style).open_dialog()
    assert any(words in text for text in labels(main_window.findChildren(RunningOrderDialog)[-1]))


def test_that_a_shown_order_leaves_out_what_was_left_out(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    order = launcher.running_orders.order(briefing).set_shown(0, shown=False)
    settings.set_order_record(briefing_name(briefing.path), order.to_lines())
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).audience.slide.page is not None
    assert len(_going_on(launcher).state.outline) == len(order.slides)


def test_that_the_window_s_keys_start_the_show(
    qtbot: QtBot,
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
) -> None:
    main_window.trigger(ActionId.NEXT_FINDING)
    main_window.trigger(ActionId.PRESENT_HERE)
    place = _going_on(launcher).state.position
    assert place.slide > 0
    audience = _going_on(launcher).audience
    qtbot.waitUntil(audience.isActiveWindow)
    with qtbot.waitSignal(launcher.ended):
        QTest.keyClick(audience, Qt.Key.Key_Escape)
    main_window.trigger(ActionId.PRESENT)
    assert _going_on(launcher).state.position == place


@pytest.mark.parametrize(
    ("screens", "words"),
    [
        ((LAPTOP, PROJECTOR), ""),
        ((LAPTOP,), "Only one screen"),
        ((LAPTOP, MIRROR), "The screens are mirrored"),
    ],
)
def test_that_screens_without_room_for_the_notes_are_told_in_the_main_window_and_not_on_a_slide(
    presenting: SlideshowController,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    screens: tuple[ScreenInfo, ...],
    words: str,
) -> None:
    launcher = presenting._launcher
    monkeypatch.setattr(launcher._screens, "screens", lambda: list(screens))
    told = main_window.statusBar().currentMessage
    launcher._screens.changed.emit()
    assert told().startswith(words if MIRROR in screens else "")
    assert bool(told()) == (MIRROR in screens)
    main_window.trigger(ActionId.PRESENT)
    assert told().startswith(words)
    assert bool(told()) == bool(words)
    assert "screen" not in accessible_text(_going_on(launcher).audience)


@pytest.mark.parametrize("act", [ActionId.RUNNING_ORDER, ActionId.KEYS])
def test_that_f5_presents_once_whichever_window_of_the_program_has_the_keyboard(
    qtbot: QtBot,
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    act: ActionId,
) -> None:
    wanted: list[ActionId] = []
    main_window.commands.slideshow_requested.connect(wanted.append)
    main_window.commands.running_order_requested.connect(
        RunningOrderController(main_window, launcher, launcher._style).open_dialog
    )
    main_window.trigger(act)
    (dialog,) = main_window.findChildren(QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_F5)
    assert wanted == [ActionId.PRESENT]
    audience = _going_on(launcher).audience
    qtbot.waitUntil(audience.isActiveWindow)
    _going_on(launcher).go_to(3)
    QTest.keyClick(audience, Qt.Key.Key_F5)
    assert _going_on(launcher).state.position == SlidePosition(3)
    assert len(wanted) <= 2


def test_that_notes_that_wait_are_told_in_the_main_window(
    presenting: SlideshowController, main_window: MainWindow, fake_screens: Screens, qtbot: QtBot
) -> None:
    launcher = presenting._launcher
    launcher._screens.screens = fake_screens.screens  # type: ignore[method-assign]
    launcher._screens.screen = fake_screens.screen  # type: ignore[method-assign]
    main_window.trigger(ActionId.PRESENT)
    for screens in (
        [PROJECTOR],
        [PROJECTOR, replace(PROJECTOR, name="DP-2", geometry=LAPTOP.geometry)],
    ):
        fake_screens.available = screens
        launcher._screens.changed.emit()
    told = main_window.statusBar().currentMessage
    qtbot.waitUntil(lambda: told().startswith("Notes are hidden: press S to show them on DP-2"))


def test_that_what_is_not_in_the_order_is_told_in_the_status_bar(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    order = launcher.running_orders.order(briefing)
    index = order.index(main_window.view.selected_slide_key)
    assert index is not None
    settings.set_order_record(
        briefing_name(briefing.path), order.set_shown(index, shown=False).to_lines()
    )
    main_window.trigger(ActionId.PRESENT_HERE)
    assert launcher.slideshow is None
    assert "isn’t in the running order" in main_window.statusBar().currentMessage()


def _offer(window: MainWindow) -> NotificationBar | None:
    found = window.findChildren(NotificationBar)
    return next((bar for bar in found if bar.isVisible()), None)


def _offered(window: MainWindow) -> str:
    """What is offered, in words."""
    bar = _offer(window)
    assert bar is not None
    (sentence,) = (label.text() for label in bar.findChildren(QLabel))
    return sentence


def _answer(window: MainWindow, caption: str) -> None:
    """Press a button of what is offered."""
    bar = _offer(window)
    assert bar is not None
    (button,) = (b for b in bar.findChildren(QPushButton) if b.text() == caption)
    button.click()


def test_that_a_show_that_ended_unforeseen_is_offered_in_one_line_and_goes_on_there(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6, 754)
    presenting.offer_to_resume()
    shown = _offered(main_window)
    assert "slide 7" in shown
    assert "12:34" in shown
    assert QApplication.activeModalWidget() is None
    _answer(main_window, "Continue from slide 7")
    assert _offer(main_window) is None
    assert _going_on(launcher).state.position == SlidePosition(6)
    assert _going_on(launcher).elapsed >= 754


def test_that_an_offer_that_is_declined_is_not_made_again(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6)
    presenting.offer_to_resume()
    _answer(main_window, "Dismiss")
    presenting.offer_to_resume()
    assert _offer(main_window) is None
    assert settings.show_record is None


def test_that_a_show_that_was_ended_is_not_offered(
    presenting: SlideshowController, main_window: MainWindow, launcher: SlideshowLauncher
) -> None:
    main_window.trigger(ActionId.PRESENT)
    _going_on(launcher).do(Command.END)
    presenting.offer_to_resume()
    assert _offer(main_window) is None


def test_that_a_briefing_of_an_interrupted_show_that_is_gone_is_told_as_any_other(
    presenting: SlideshowController, main_window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    settings.show_record = SlideshowRecord(
        str(tmp_path / "gone.db"), "title", 0, 0, 5, running=True
    )
    presenting.offer_to_resume()
    bar = _offer(main_window)
    _answer(main_window, "Open and continue")
    assert settings.show_record is not None
    assert _offer(main_window) is bar
    assert "gone.db" in main_window.windowTitle() + "".join(
        label.text() for label in main_window.findChildren(QLabel)
    )


def test_that_an_unexpected_error_opens_no_dialog_before_the_show_is_over(
    presenting: SlideshowController, main_window: MainWindow, launcher: SlideshowLauncher
) -> None:
    main_window.trigger(ActionId.PRESENT)
    presenting.report_bug("Traceback: something")
    assert not main_window.findChildren(QDialog)
    _going_on(launcher).end()
    assert main_window.findChildren(QDialog)


def test_that_an_interrupted_show_goes_on_by_itself_from_the_command_line(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    settings.show_record = _record(briefing, launcher, 5)
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(5)
    assert "Resumed where your last slideshow stopped unexpectedly. Home goes" in _told(launcher)


def test_that_a_show_that_was_ended_goes_on_in_the_next_program_with_its_clock(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    settings.show_record = _record(briefing, launcher, 5)._replace(running=False, minutes=40)
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(5)
    assert _going_on(launcher).elapsed >= 75
    assert "Resumed where you stopped last time. Home goes to the first slide" in _told(launcher)
    assert _going_on(launcher).record.minutes == 40
    _going_on(launcher).end()
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(5)
    assert "Resumed" not in _told(launcher)


def test_that_a_show_that_was_ended_at_its_end_begins_anew_in_the_next_program(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    settings: Settings,
    style: Style,
    qapp: QApplication,
) -> None:
    for key in (launcher.running_orders.order(briefing).slides[-1].key, "finding gone"):
        record = _record(briefing, launcher, 0)._replace(key=key, running=False)
        settings.show_record = record
        again = SlideshowLauncher(settings, style, qapp, launcher._sleep_inhibitor)
        again.present(briefing, StartOptions())
        show = _going_on(again)
        assert show.state.position == SlidePosition(0)
        assert show.elapsed < 75
        show.end()
        again.deleteLater()


def test_that_a_show_whose_slide_is_gone_says_that_it_begins_at_the_first_one(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    settings.show_record = _record(briefing, launcher, 5)._replace(key="finding gone")
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(0)
    assert _going_on(launcher).elapsed >= 75
    assert "Resumed" not in _told(launcher)
    assert "starts at the first slide" in _told(launcher)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "",
            "Resumed where your last slideshow stopped unexpectedly. Home goes to the first slide",
        ),
        (
            "finding gone",
            "no longer in the running order, so this one starts at the first slide. Shift+C",
        ),
    ],
)
def test_that_going_on_tells_the_same_by_the_button_and_by_f5(
    *,
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    key: str,
    words: str,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    record = _record(briefing, launcher, 6, 754)
    told = []
    for by_button in (True, False):
        settings.show_record = record._replace(key=key or record.key)
        launcher._stopped._of_this_run.clear()  # as a program that was started just now
        presenting.offer_to_resume()
        if by_button:
            _answer(main_window, "Continue" if key else "Continue from slide 7")
        else:
            main_window.trigger(ActionId.PRESENT)
        show = _going_on(launcher)
        assert show.state.position == (SlidePosition(0) if key else SlidePosition(6))
        assert show.elapsed >= 754
        told.append([text for text in labels(show.presenter_view) if words in text])
        show.end()
        main_window.trigger(ActionId.PRESENT)  # goes on with one that was ended
        assert "Shift+C" not in _told(launcher)
        _going_on(launcher).end()
    assert len(told[0]) == 1
    assert told[0] == told[1]


def test_that_f5_goes_on_with_a_show_that_ended_unforeseen_and_the_offer_is_gone(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6, 754)
    presenting.offer_to_resume()
    main_window.trigger(ActionId.PRESENT)
    assert _going_on(launcher).state.position == SlidePosition(6)
    assert _going_on(launcher).elapsed >= 754
    assert _offer(main_window) is None
    assert settings.show_record is not None


@pytest.mark.parametrize("start", [Start.CHOSEN, Start.BEGINNING])
def test_that_a_start_elsewhere_after_a_crash_has_a_clock_of_its_own_and_says_what_it_left(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings, start: Start
) -> None:
    settings.planned_minutes = 90
    settings.show_record = _record(briefing, launcher, 6, 2832)._replace(minutes=40)
    key = finding_key(briefing.report.findings[4])
    launcher.present(briefing, StartOptions(start, key))
    show = _going_on(launcher)
    assert show.record.key == (
        key if start is Start.CHOSEN else launcher.running_orders.order(briefing).slides[0].key
    )
    assert show.elapsed < 60
    assert show.record.minutes == 40
    message = "stopped unexpectedly at slide 7 (47:12). You can resume it after this one."
    assert message in _told(launcher)


def test_that_a_planned_time_that_is_asked_for_comes_before_that_of_an_earlier_show(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    settings.show_record = _record(briefing, launcher, 6)._replace(minutes=40)
    key = finding_key(briefing.report.findings[4])
    launcher.present(briefing, StartOptions(Start.CHOSEN, key, minutes=5))
    assert _going_on(launcher).record.minutes == 5
    _going_on(launcher).end()
    launcher.present(briefing, StartOptions(Start.CHOSEN, key))
    assert _going_on(launcher).record.minutes == 5


def test_that_a_start_at_a_chosen_slide_goes_on_with_the_clock_of_this_run_alone(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    key = finding_key(briefing.report.findings[4])
    settings.show_record = _record(briefing, launcher, 6, 500)._replace(running=False)
    launcher.present(briefing, StartOptions(Start.CHOSEN, key))
    assert _going_on(launcher).elapsed < 60
    assert "unexpectedly" not in _told(launcher)
    _going_on(launcher).end()
    launcher._stopped._of_this_run[_path(briefing)] = launcher._stopped._of_this_run[
        _path(briefing)
    ]._replace(elapsed=300)
    launcher.present(briefing, StartOptions(Start.CHOSEN, key))
    assert _going_on(launcher).elapsed >= 300


@pytest.mark.parametrize("act", [ActionId.PRESENT_HERE, ActionId.PRESENT_AGAIN])
def test_that_what_ended_unforeseen_stays_offered_through_shows_that_don_t_go_on_there(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    act: ActionId,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6, 754)
    presenting.offer_to_resume()
    for again in (act, ActionId.PRESENT, act):
        main_window.trigger(again)
        assert _going_on(launcher).state.position != SlidePosition(6)
        assert _going_on(launcher).elapsed < 754
        assert _offer(main_window) is None
        _going_on(launcher).end()
        assert (
            _offered(main_window) == "Your last slideshow stopped unexpectedly at slide 7 (12:34)."
        )
    _answer(main_window, "Continue from slide 7")
    assert _going_on(launcher).state.position == SlidePosition(6)
    assert _going_on(launcher).elapsed >= 754
    _going_on(launcher).end()
    assert _offer(main_window) is None
    assert launcher.interrupted() is None


def test_that_what_ended_unforeseen_is_offered_by_the_next_program_after_a_show_elsewhere(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    settings: Settings,
    style: Style,
    qapp: QApplication,
) -> None:
    kept = settings.show_record = _record(briefing, launcher, 6, 754)
    launcher.present(briefing, StartOptions(Start.CHOSEN, finding_key(briefing.report.findings[4])))
    _going_on(launcher).end()
    later = SlideshowLauncher(settings, style, qapp, SleepInhibitor(qapp, [FakeMechanism()]))
    assert later.interrupted() == kept
    later.present(briefing, StartOptions())  # goes on where the show after it was left
    assert _going_on(later).state.position != SlidePosition(6)
    _going_on(later).end()
    assert later.interrupted() == kept
    later.dismiss_interrupted()
    assert later.interrupted() is None
    later.deleteLater()


def test_that_an_offer_to_reload_is_not_taken_away_by_the_end_of_a_show(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6, 754)
    main_window.trigger(ActionId.PRESENT_HERE)
    main_window.notifications.notify(
        Topic.RELOAD, Notification("It was built again.", "Reload", lambda: None)
    )
    _going_on(launcher).end()
    assert _offered(main_window) == "It was built again."
    _answer(main_window, "Reload")
    assert _offered(main_window) == "Your last slideshow stopped unexpectedly at slide 7 (12:34)."
    assert presenting is not None


def test_that_the_second_half_of_a_double_click_answers_no_further_offer(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    kept = settings.show_record = _record(briefing, launcher, 6, 754)
    presenting.offer_to_resume()
    main_window.notifications.notify(
        Topic.RELOAD, Notification("It was built again.", "Reload", lambda: None)
    )
    bar = _offer(main_window)
    assert bar is not None
    for click in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        click(bar._dismiss, Qt.MouseButton.LeftButton)
    assert _offered(main_window).startswith("Your last slideshow stopped")
    assert settings.show_record == kept


def test_that_the_key_that_answers_an_offer_stands_on_no_answer_to_the_next_one(
    qtbot: QtBot,
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6, 754)
    presenting.offer_to_resume()
    main_window.notifications.notify(
        Topic.RELOAD, Notification("It was built again.", "Reload", lambda: None)
    )
    main_window.activateWindow()
    qtbot.waitUntil(main_window.isActiveWindow)
    bar = _offer(main_window)
    assert bar is not None
    bar._dismiss.setFocus()
    QTest.keyClick(bar._dismiss, Qt.Key.Key_Space)
    assert _offered(main_window).startswith("Your last slideshow stopped")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not bar.isAncestorOf(focused)


def test_that_the_words_of_an_offer_to_resume_follow_the_order_and_the_briefing_that_is_open(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    tmp_path: Path,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    settings.show_record = _record(briefing, launcher, 6, 754)
    presenting.offer_to_resume()
    copy = tmp_path / "copy.db"
    copy.write_bytes(BUNDLED_BRIEFING.read_bytes())
    main_window.open(copy)
    there = f"Your last slideshow of {BUNDLED_BRIEFING.name} stopped unexpectedly (12:34)."
    assert _offered(main_window) == there
    main_window.open(BUNDLED_BRIEFING)
    assert _offered(main_window) == "Your last slideshow stopped unexpectedly at slide 7 (12:34)."
    RunningOrderController(main_window, launcher, launcher._style).open_dialog()
    pane = main_window.findChild(RunningOrderDialog)
    assert isinstance(pane, RunningOrderDialog)
    pane.select(1)
    pane.toggle()
    assert _offered(main_window) == "Your last slideshow stopped unexpectedly at slide 6 (12:34)."


def test_that_a_show_of_another_briefing_doesn_t_lose_where_one_ended_unforeseen(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings, tmp_path: Path
) -> None:
    settings.show_record = _record(briefing, launcher, 6, 754)
    copy = tmp_path / "copy.db"
    copy.write_bytes(BUNDLED_BRIEFING.read_bytes())
    with open_briefing(copy) as other:
        launcher.present(other, StartOptions())
        assert _going_on(launcher).state.position == SlidePosition(0)
        _going_on(launcher).end()
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).state.position == SlidePosition(6)
    assert _going_on(launcher).elapsed >= 754


@pytest.fixture
def after_another(
    qapp: QApplication,
    launcher: SlideshowLauncher,
    briefing: Briefing,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[SlideshowLauncher]:
    """The stage of the next program, after a show ended unforeseen and one of another briefing."""
    settings.show_record = _record(briefing, launcher, 6, 754)
    copy = tmp_path / "copy.db"
    copy.write_bytes(BUNDLED_BRIEFING.read_bytes())
    with open_briefing(copy) as other:
        launcher.present(other, StartOptions())
        _going_on(launcher).end()
    later = SlideshowLauncher(
        settings, launcher._style, qapp, SleepInhibitor(qapp, [FakeMechanism()])
    )
    yield later
    if later.slideshow is not None:
        later.slideshow.end()
    later.deleteLater()


def test_that_where_a_show_ended_unforeseen_is_still_offered_after_one_of_another_briefing(
    after_another: SlideshowLauncher, main_window: MainWindow
) -> None:
    presenting = SlideshowController(main_window, after_another)
    presenting.offer_to_resume()
    _answer(main_window, "Continue from slide 7")
    assert _going_on(after_another).state.position == SlidePosition(6)
    assert _going_on(after_another).elapsed >= 754
    _going_on(after_another).end()
    assert after_another.interrupted() is None


def test_that_an_offer_after_a_show_of_another_briefing_can_be_dismiss(
    after_another: SlideshowLauncher, main_window: MainWindow, settings: Settings
) -> None:
    kept = settings.show_record
    SlideshowController(main_window, after_another).offer_to_resume()
    _answer(main_window, "Dismiss")
    assert after_another.interrupted() is None
    assert settings.show_record == kept


def test_that_a_windowed_show_that_ended_unforeseen_goes_on_in_a_window_as_it_was(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    record = _record(briefing, launcher, 6)
    settings.show_record = record._replace(windowed=True, minutes=35)
    presenting.offer_to_resume()
    _answer(main_window, "Continue from slide 7")
    show = _going_on(launcher)
    assert not show.audience.isFullScreen()
    assert "of 35:00" in _told(launcher)
    assert settings.show_record is not None
    assert settings.show_record.windowed
    show.end()
    main_window.trigger(ActionId.PRESENT)  # asked for by the user, who may be in the room by now
    assert _going_on(launcher).audience.isFullScreen()


def test_that_a_screen_that_s_swapped_away_from_is_asked_for_no_more(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings, fake_screens: Screens
) -> None:
    launcher._screens = fake_screens
    audiences = []
    for swaps in (0, 1, 0):
        launcher.present(briefing, StartOptions(screen=LAPTOP.name))
        show = _going_on(launcher)
        if swaps:
            press(show.presenter_view, "S")
            show._save_timer.timeout.emit()
            assert settings.show_record is not None
            assert not settings.show_record.screen  # after a crash, neither
        assert show.placement is not None
        audiences.append(show.placement.audience)
        show.end()
    assert audiences == [LAPTOP, PROJECTOR, PROJECTOR]


def test_that_the_screen_that_was_asked_for_is_asked_for_again_after_a_crash(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    settings.show_record = _record(briefing, launcher, 6)._replace(screen="NOPE")
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).record.screen == "NOPE"


def test_that_a_show_that_could_not_begin_is_none_and_the_next_key_begins_one(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = settings.show_record = _record(briefing, launcher, 6)
    with monkeypatch.context() as patch:
        patch.setattr(WindowPlacement, "place", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            launcher.present(briefing, StartOptions())
    assert launcher.slideshow is None
    assert settings.show_record == kept
    process_deletions()
    launcher.present(briefing, StartOptions())
    assert _going_on(launcher).audience.isVisible()
    assert _going_on(launcher).presenter_view.isHidden()
    assert settings.show_record is not None


# ---- more than one program ----------------------------------------------------------------------


_ANOTHER: Final = """
import sys
from pathlib import Path
from briefing_app.gui.slideshow.lock import SlideshowLock
lock = SlideshowLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.readline()
"""


@contextmanager
def _another_program(settings: Settings) -> Iterator["subprocess.Popen[str]"]:
    """One that runs a show, until its standard input ends or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _ANOTHER, settings.file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "True\n"
        yield program


def test_that_a_show_that_goes_on_in_another_program_is_neither_offered_nor_touched(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    kept = settings.show_record = _record(briefing, launcher, 6, 754)
    with _another_program(settings) as program:
        presenting.offer_to_resume()
        assert _offer(main_window) is None
        launcher.dismiss_interrupted()
        main_window.trigger(ActionId.PRESENT)
        assert _going_on(launcher).state.position == SlidePosition(0)
        _going_on(launcher).go_to(3)
        _going_on(launcher).end()
        assert settings.show_record == kept
        program.kill()
    presenting.offer_to_resume()
    assert _offer(main_window) is not None


def test_that_a_show_is_known_to_other_programs_until_it_is_over(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    another = SlideshowLock(settings.file)
    assert not another.is_taken_elsewhere()
    launcher.present(briefing, StartOptions())
    assert another.is_taken_elsewhere()
    _going_on(launcher).end()
    assert not another.is_taken_elsewhere()


# ---- the end ------------------------------------------------------------------------------------


def test_that_the_program_ends_with_a_show_whose_main_window_was_closed_meanwhile(
    presenting: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quits: list[None] = []
    monkeypatch.setattr(QCoreApplication, "quit", lambda: quits.append(None))
    main_window.trigger(ActionId.PRESENT)
    _going_on(launcher).end()
    assert not quits
    assert main_window.isVisible()
    main_window.trigger(ActionId.PRESENT)
    main_window.close()
    assert not quits
    _going_on(launcher).end()
    assert len(quits) == 1


def test_that_my_force_is_highlighted_in_the_show(
    launcher: SlideshowLauncher, briefing: Briefing, settings: Settings
) -> None:
    (measure,) = briefing.report.measures
    force = measure.figures[1].force
    settings.my_force = force.name
    charts = [
        slide.chart
        for slide in launcher.running_orders.order(briefing).slides
        if slide.chart is not None
    ]
    assert [bar.force for bar in charts[0].bars if bar.is_highlighted] == [force]
