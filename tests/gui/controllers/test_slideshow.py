"""What the main window does for slideshows: start, offer to continue, warn."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.slideshows import Session, Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.slideshow import SlideshowController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.main_window.messages import (
    Notification,
    NotificationBar,
    Topic,
)
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import StartOptions
from briefing_app.gui.slideshow.resume import SlideshowLock
from briefing_app.model.slideshow.state import SlidePosition, SlideshowRecord
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of, button_of, double_click, message_of
from tests.gui.slideshows import (
    LAPTOP,
    MIRROR,
    PROJECTOR,
    Screens,
    accessible_text,
    another_briefing,
    interrupted_record,
    labels,
    last_record,
    last_session,
    presenter_text,
    running_slideshow,
    save_record,
)


@pytest.fixture
def controller(controllers: Controllers) -> SlideshowController:
    """The controller of the main window."""
    return controllers.slideshow


@pytest.fixture
def record(
    main_window: MainWindow, launcher: SlideshowLauncher, personal_store: PersonalStore
) -> SlideshowRecord:
    """The record of a slideshow that was interrupted at slide 7, after 12:34."""
    record = interrupted_record(briefing_of(main_window), launcher, 6, 754)
    save_record(personal_store, briefing_of(main_window), record)
    return record


@pytest.fixture
def offer(controller: SlideshowController, record: SlideshowRecord) -> SlideshowRecord:
    """The same record, which the main window offers to continue from."""
    controller.offer_to_resume()
    return record


def test_changed_order_is_shown_in_window_and_presenter_view(
    qtbot: QtBot,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
) -> None:
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)

    def shown_text() -> list[str]:
        return [text for text in labels(main_window.statusBar()) if "occasion" in text]

    assert shown_text() == []
    for row in (1, 3):
        dialog.editor.select(row)
        dialog.editor.toggle()
    assert shown_text() == ["2 slides left out for this occasion"]
    main_window.reload()
    assert shown_text() == ["2 slides left out for this occasion"]
    trigger(main_window, "Start slideshow")
    slideshow = running_slideshow(launcher)
    assert "2 slides left out for this occasion." in labels(slideshow.windows.presenter_view)
    assert "occasion" not in accessible_text(slideshow.windows.audience)
    slideshow.commands.do(Command.SWAP)  # to the notes, on the only screen
    slideshow.commands.do(Command.NEXT)  # now the message counts as read
    qtbot.waitUntil(lambda: "occasion" not in presenter_text(launcher))
    slideshow.end()
    trigger(main_window, "Running order")
    again = main_window.findChild(RunningOrderDialog)
    assert isinstance(again, RunningOrderDialog)
    again.editor.restore()
    assert shown_text() == []
    assert controller is not None


def test_saved_order_is_shown_for_its_own_briefing_only(
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    tmp_path: Path,
) -> None:
    briefing = briefing_of(main_window)
    order = launcher.running_orders.order(briefing).set_shown(1, shown=False)
    launcher.running_orders.save(briefing, order)
    copy = another_briefing(tmp_path)
    for path, expected in (
        (BUNDLED_BRIEFING, ["1 slide left out for this occasion"]),
        (copy, []),
        (BUNDLED_BRIEFING, ["1 slide left out for this occasion"]),
        (tmp_path / "gone.db", []),
    ):
        main_window.open(path)
        shown_text = [text for text in labels(main_window.statusBar()) if "occasion" in text]
        assert shown_text == expected
    assert controller is not None


def test_actions_start_and_resume_the_slideshow(
    qtbot: QtBot,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
) -> None:
    trigger(main_window, "Next finding")
    trigger(main_window, "Start from here")
    place = running_slideshow(launcher).model.state.position
    assert place.slide > 0
    audience = running_slideshow(launcher).windows.audience
    qtbot.waitUntil(audience.isActiveWindow)
    with qtbot.waitSignal(launcher.ended):
        QTest.keyClick(audience, Qt.Key.Key_Escape)
    trigger(main_window, "Start slideshow")
    assert running_slideshow(launcher).model.state.position == place


@pytest.mark.usefixtures("controller")
def test_window_says_at_which_slide_f5_resumes(
    main_window: MainWindow, launcher: SlideshowLauncher, heard: list[str]
) -> None:
    for slide, expected in ((13, ["F5 resumes at slide 14."]), (0, [])):
        trigger(main_window, "Start slideshow")
        slideshow = running_slideshow(launcher)
        slideshow.model.go_to(slide)
        heard.clear()
        slideshow.commands.do(Command.END)
        assert heard == expected
    trigger(main_window, "Start slideshow")
    running_slideshow(launcher).model.go_to(2)
    running_slideshow(launcher).commands.do(Command.END)
    assert message_of(main_window) == "F5 resumes at slide 3."


@pytest.mark.usefixtures("controller")
def test_screen_warning_is_shown_in_the_main_window_only(
    main_window: MainWindow, launcher: SlideshowLauncher, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = launcher.surroundings.screens
    for screens, before, during in (
        ([LAPTOP, PROJECTOR], "", ""),
        ([LAPTOP], "", "Only one screen"),
        ([LAPTOP, MIRROR], "The screens are mirrored", "The screens are mirrored"),
    ):
        monkeypatch.setattr(watcher, "screens", lambda each=screens: each)
        watcher.changed.emit()
        assert message_of(main_window)[: len(before) or None] == before
        trigger(main_window, "Start slideshow")
        assert message_of(main_window)[: len(during) or None] == during
        assert "screen" not in accessible_text(running_slideshow(launcher).windows.audience)
        running_slideshow(launcher).end()


def test_f5_works_in_every_window_of_the_program(
    qtbot: QtBot,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
) -> None:
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_F5)
    audience = running_slideshow(launcher).windows.audience
    qtbot.waitUntil(audience.isActiveWindow)
    running_slideshow(launcher).model.go_to(3)
    QTest.keyClick(audience, Qt.Key.Key_F5)
    assert running_slideshow(launcher).model.state.position == SlidePosition(3)


@pytest.mark.usefixtures("controller")
def test_hidden_notes_are_mentioned_in_the_main_window(
    qtbot: QtBot,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    fake_screens: Screens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watcher = launcher.surroundings.screens
    monkeypatch.setattr(watcher, "screens", fake_screens.screens)
    monkeypatch.setattr(watcher, "screen", fake_screens.screen)
    trigger(main_window, "Start slideshow")
    for screens in (
        [PROJECTOR],
        [PROJECTOR, PROJECTOR._replace(name="DP-2", geometry=LAPTOP.geometry)],
    ):
        fake_screens.available = screens
        watcher.changed.emit()
    shown_text = partial(message_of, main_window)
    qtbot.waitUntil(
        lambda: shown_text().startswith("Notes are hidden: press S to show them on DP-2")
    )


def test_selected_item_outside_the_order_is_reported(
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
) -> None:
    briefing = briefing_of(main_window)
    order = launcher.running_orders.order(briefing)
    index = order.index_of(main_window.reading.contents.slide_key)
    assert index is not None
    launcher.running_orders.save(briefing, order.set_shown(index, shown=False))
    trigger(main_window, "Start from here")
    assert launcher.slideshow is None
    assert "isn’t in the running order" in message_of(main_window)


def _offer_bar(window: MainWindow) -> NotificationBar | None:
    found = window.findChildren(NotificationBar)
    return next((bar for bar in found if bar.isVisible()), None)


def _offer_text(window: MainWindow) -> str:
    """Return the text of the visible offer."""
    bar = _offer_bar(window)
    assert bar is not None
    (sentence,) = (label.text() for label in bar.findChildren(QLabel))
    return sentence


def _answer(window: MainWindow, caption: str) -> None:
    """Press a button of the visible offer."""
    bar = _offer_bar(window)
    assert bar is not None
    (button,) = (b for b in bar.findChildren(QPushButton) if b.text() == caption)
    button.click()


@pytest.mark.parametrize(
    ("key", "caption", "slide"),
    [("", "Continue from slide 7", 6), ("finding gone", "Continue", 0)],
)
def test_interrupted_slideshow_can_be_continued(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    personal_store: PersonalStore,
    record: SlideshowRecord,
    key: str,
    caption: str,
    slide: int,
) -> None:
    save_record(personal_store, briefing_of(main_window), record._replace(key=key or record.key))
    controller.offer_to_resume()
    assert QApplication.activeModalWidget() is None
    _answer(main_window, caption)
    assert _offer_bar(main_window) is None
    assert running_slideshow(launcher).model.state.position == SlidePosition(slide)
    assert running_slideshow(launcher).model.elapsed >= 754


@pytest.mark.usefixtures("offer")
def test_dismissed_offer_is_not_repeated(
    controller: SlideshowController, main_window: MainWindow, personal_store: PersonalStore
) -> None:
    _answer(main_window, "Dismiss")
    controller.offer_to_resume()
    assert _offer_bar(main_window) is None
    assert not last_record(personal_store).running


def test_missing_briefing_of_an_offer_is_reported(
    controller: SlideshowController,
    main_window: MainWindow,
    tmp_path: Path,
    personal_store: PersonalStore,
) -> None:
    session = Session("gone", "Gone", str(tmp_path / "gone.db"))
    Sessions(personal_store).save(session, SlideshowRecord("title", 0, 0, 5, running=True))
    controller.offer_to_resume()
    bar = _offer_bar(main_window)
    _answer(main_window, "Open and continue")
    assert last_session(personal_store) is not None
    assert _offer_bar(main_window) is bar
    assert "gone.db" in main_window.windowTitle() + "".join(
        label.text() for label in main_window.findChildren(QLabel)
    )


def test_bug_dialog_waits_for_the_end_of_the_slideshow(
    controller: SlideshowController, main_window: MainWindow, launcher: SlideshowLauncher
) -> None:
    trigger(main_window, "Start slideshow")
    controller.report_bug("Traceback: something")
    assert not main_window.findChildren(QDialog)
    running_slideshow(launcher).end()
    assert main_window.findChildren(QDialog)


@pytest.mark.usefixtures("offer")
def test_another_slideshow_takes_the_place_of_the_offer(
    main_window: MainWindow, launcher: SlideshowLauncher
) -> None:
    trigger(main_window, "Start from the beginning")
    assert running_slideshow(launcher).model.state.position == SlidePosition(0)
    assert running_slideshow(launcher).model.elapsed < 754
    assert _offer_bar(main_window) is None
    running_slideshow(launcher).end()
    assert _offer_bar(main_window) is None
    assert launcher.interrupted() is None


def test_double_click_answers_one_offer_only(
    main_window: MainWindow, personal_store: PersonalStore, offer: SlideshowRecord
) -> None:
    main_window.notifications.notify(Topic.RELOAD, Notification("It was rebuilt.", "Reload"))
    bar = _offer_bar(main_window)
    assert bar is not None
    dismiss = button_of(bar, "Dismiss")
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    double_click(dismiss, dismiss.rect().center())
    assert _offer_text(main_window).startswith("Your last slideshow stopped")
    assert last_record(personal_store) == offer


@pytest.mark.usefixtures("offer")
def test_focus_leaves_the_bar_after_an_answer(qtbot: QtBot, main_window: MainWindow) -> None:
    main_window.notifications.notify(Topic.RELOAD, Notification("It was rebuilt.", "Reload"))
    main_window.activateWindow()
    qtbot.waitUntil(main_window.isActiveWindow)
    bar = _offer_bar(main_window)
    assert bar is not None
    button_of(bar, "Dismiss").setFocus()
    QTest.keyClick(button_of(bar, "Dismiss"), Qt.Key.Key_Space)
    assert _offer_text(main_window).startswith("Your last slideshow stopped")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not bar.isAncestorOf(focused)


@pytest.mark.usefixtures("offer")
def test_offer_names_the_slide_in_the_current_order(
    main_window: MainWindow, launcher: SlideshowLauncher, tmp_path: Path
) -> None:
    copy = another_briefing(tmp_path)
    main_window.open(copy)
    there = f"Your last slideshow of {BUNDLED_BRIEFING.name} stopped unexpectedly (12:34)."
    assert _offer_text(main_window) == there
    main_window.open(BUNDLED_BRIEFING)
    assert (
        _offer_text(main_window)
        == "Your last slideshow stopped unexpectedly at slide 7 (12:34). F5 continues it."
    )
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    dialog.editor.select(1)
    dialog.editor.toggle()
    assert (
        _offer_text(main_window)
        == "Your last slideshow stopped unexpectedly at slide 6 (12:34). F5 continues it."
    )


def test_offer_survives_a_slideshow_of_another_briefing_until_it_is_dismissed(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    record: SlideshowRecord,
    personal_store: PersonalStore,
    tmp_path: Path,
) -> None:
    with open_briefing(another_briefing(tmp_path)) as other:
        launcher.present(other, StartOptions())
        running_slideshow(launcher).end()
    kept = last_record(personal_store)
    assert kept != record
    controller.offer_to_resume()
    assert "slide 7" in _offer_text(main_window)
    _answer(main_window, "Dismiss")
    assert launcher.interrupted() is None
    assert last_record(personal_store) == kept


def test_windowed_slideshow_continues_in_a_window(
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    personal_store: PersonalStore,
    record: SlideshowRecord,
) -> None:
    save_record(personal_store, briefing_of(main_window), record._replace(windowed=True))
    controller.offer_to_resume()
    _answer(main_window, "Continue from slide 7")
    slideshow = running_slideshow(launcher)
    assert not slideshow.windows.audience.isFullScreen()
    assert last_record(personal_store).windowed
    slideshow.end()
    trigger(main_window, "Start slideshow")  # a new request, for the projector
    assert running_slideshow(launcher).windows.audience.isFullScreen()


def test_slideshow_of_other_program_is_left_alone(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    record: SlideshowRecord,
    personal_store: PersonalStore,
) -> None:
    other_program = SlideshowLock(personal_store.path)
    assert other_program.take()
    controller.offer_to_resume()
    assert _offer_bar(main_window) is None
    launcher.dismiss_interrupted()
    trigger(main_window, "Start slideshow")
    assert running_slideshow(launcher).model.state.position == SlidePosition(0)
    running_slideshow(launcher).model.go_to(3)
    running_slideshow(launcher).end()
    assert last_record(personal_store) == record
    other_program.release()
    controller.offer_to_resume()
    assert _offer_bar(main_window) is not None


def test_program_quits_if_its_window_was_closed(
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quits: list[None] = []
    monkeypatch.setattr(QCoreApplication, "quit", lambda: quits.append(None))
    trigger(main_window, "Start slideshow")
    running_slideshow(launcher).end()
    assert not quits
    assert main_window.isVisible()
    trigger(main_window, "Start slideshow")
    main_window.close()
    assert not quits
    running_slideshow(launcher).end()
    assert len(quits) == 1
