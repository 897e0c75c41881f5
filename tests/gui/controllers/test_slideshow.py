"""What the main window does for slideshows: start, offer to continue, warn."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

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
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.state import SlidePosition
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
    timer_of,
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
def offer(
    controller: SlideshowController,
    launcher: SlideshowLauncher,
    tmp_path: Path,
    personal_store: PersonalStore,
) -> SlideshowRecord:
    """The record of another briefing's slideshow, which the main window offers to continue."""
    with open_briefing(another_briefing(tmp_path)) as other:
        record = interrupted_record(other, launcher, 6, 754)
        save_record(personal_store, other, record)
    controller.refresh()
    return record


def _start_buttons(window: MainWindow) -> set[str]:
    """Return what the buttons say that start a slideshow."""
    texts = (button.text() for button in window.findChildren(QPushButton))
    return {text for text in texts if text.startswith(("Start slideshow", "Continue at"))}


def _starts(window: MainWindow) -> list[tuple[str, str, str]]:
    """Return text, key and second line of the entries of the menu beside the start button."""
    window.header.start_menu.aboutToShow.emit()
    return [
        (action.text().replace("&", ""), action.shortcut().toString(), action.whatsThis())
        for action in window.header.start_menu.actions()
        if action.isVisible() and not action.isSeparator()
    ]


_NEW_LINE: Final = "From the first slide, clock at zero"
_CHOSEN: Final = (
    *("Start from the chosen finding", "Shift+F5"),
    "A new session from there, clock at zero",
)


@pytest.mark.usefixtures("controller")
def test_button_and_menu_say_what_f5_does(
    main_window: MainWindow, launcher: SlideshowLauncher, personal_store: PersonalStore
) -> None:
    new = ("Start slideshow", "F5", _NEW_LINE)
    assert _start_buttons(main_window) == {"Start slideshow  F5"}
    assert _starts(main_window) == [new, _CHOSEN]
    record = interrupted_record(briefing_of(main_window), launcher, 9)
    save_record(personal_store, briefing_of(main_window), record)
    (label, key, line), *others = _starts(main_window)
    assert (label, key) == ("Continue at slide 10", "F5")
    assert line.startswith("Where it stopped ")  # yesterday, if it is midnight now
    assert line.endswith(f"day at {record.saved.astimezone():%H:%M}, with its clock")
    assert others == [("Start a new session", "Ctrl+F5", _NEW_LINE), _CHOSEN]
    assert _start_buttons(main_window) == {"Continue at slide 10  F5"}
    assert main_window.header.start_button.accessibleName() == "Continue at slide 10"
    record = record._replace(saved=datetime(2026, 1, 31, 12, tzinfo=UTC))
    save_record(personal_store, briefing_of(main_window), record)
    at = f"{record.saved.astimezone():%H:%M}"
    stopped = f"Where it stopped on 31 January 2026 at {at}, with its clock"
    assert _starts(main_window) == [("Continue at slide 10", "", stopped), new, _CHOSEN]
    assert _start_buttons(main_window) == {"Start slideshow  F5"}


@pytest.mark.parametrize(
    ("modifier", "entry", "slide", "keeps_clock"),
    [
        (Qt.KeyboardModifier.NoModifier, "Continue at slide 7", 6, True),
        (Qt.KeyboardModifier.ControlModifier, "Start a new session", 0, False),
        (Qt.KeyboardModifier.ShiftModifier, "Start from the chosen finding", 3, False),
    ],
)
@pytest.mark.parametrize("by_key", [False, True])
def test_keys_and_entries_continue_or_start_a_new_session(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    record: SlideshowRecord,
    by_key: bool,
    modifier: Qt.KeyboardModifier,
    entry: str,
    slide: int,
    keeps_clock: bool,
) -> None:
    controller.refresh()
    main_window.activateWindow()
    if by_key:
        QTest.keyClick(main_window, Qt.Key.Key_F5, modifier)
    else:
        trigger(main_window, entry)
    model = running_slideshow(launcher).model
    assert model.state.position == SlidePosition(slide)
    assert (model.elapsed >= record.elapsed) is keeps_clock


def test_place_that_f5_leaves_can_be_continued_from_the_menu(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    record: SlideshowRecord,
    personal_store: PersonalStore,
) -> None:
    late = record._replace(saved=datetime.now(UTC) - timedelta(hours=5))
    save_record(personal_store, briefing_of(main_window), late)
    controller.refresh()
    assert _start_buttons(main_window) == {"Start slideshow  F5"}
    trigger(main_window, "Continue at slide 7")
    assert running_slideshow(launcher).model.state.position == SlidePosition(6)
    running_slideshow(launcher).commands.go_to_last()
    running_slideshow(launcher).end()
    main_window.activateWindow()
    QTest.keyClick(main_window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    assert running_slideshow(launcher).model.state.position == SlidePosition(0)


@pytest.mark.parametrize("is_noticed", [True, False])
def test_button_changes_when_it_is_too_late_to_continue(
    *,
    qapp: QApplication,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    record: SlideshowRecord,
    personal_store: PersonalStore,
    is_noticed: bool,
) -> None:
    controller.refresh()
    assert _start_buttons(main_window) == {"Continue at slide 7  F5"}
    limit = timer_of(controller)
    assert limit.isActive()
    assert 4 * 3600 - 60 < limit.interval() / 1000 <= 4 * 3600 + 1
    late = record._replace(saved=datetime.now(UTC) - timedelta(hours=4))
    save_record(personal_store, briefing_of(main_window), late)
    if is_noticed:  # nothing is after the computer has slept
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        assert _start_buttons(main_window) == {"Start slideshow  F5"}
        assert not limit.isActive()
    main_window.activateWindow()
    QTest.keyClick(main_window, Qt.Key.Key_F5)
    assert running_slideshow(launcher).model.state.position == SlidePosition(0)


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
    slideshow.commands.swap_screens()  # to the notes, on the only screen
    slideshow.commands.advance()  # now the message counts as read
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


@pytest.mark.usefixtures("controller")
def test_window_says_what_f5_and_ctrl_f5_do_after_esc(
    main_window: MainWindow, launcher: SlideshowLauncher, heard: list[str]
) -> None:
    last = len(launcher.running_orders.order(briefing_of(main_window)).slides) - 1
    for slide, expected in (
        (13, ["F5 continues at slide 14, Ctrl+F5 starts a new session."]),
        (0, []),
        (last, []),
    ):
        controller = main_window.findChild(SlideshowController)
        assert isinstance(controller, SlideshowController)
        controller.present()
        slideshow = running_slideshow(launcher)
        slideshow.model.go_to(slide)
        heard.clear()
        slideshow.commands.close_or_end()
        assert heard == expected


@pytest.mark.usefixtures("controller")
def test_screen_warning_is_shown_in_the_main_window_before_a_slideshow_only(
    main_window: MainWindow, launcher: SlideshowLauncher, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = launcher.surroundings.screens
    for screens, before in (
        ([LAPTOP, PROJECTOR], ""),
        ([LAPTOP], ""),
        ([LAPTOP, MIRROR], "The screens are mirrored"),
    ):
        monkeypatch.setattr(watcher, "screens", lambda each=screens: each)
        watcher.changed.emit()
        assert message_of(main_window)[: len(before) or None] == before
        trigger(main_window, "Start slideshow")
        assert message_of(main_window)[: len(before) or None] == before
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
    trigger(main_window, "Start from the chosen finding")
    assert launcher.slideshow is None
    assert "isn’t in the running order" in message_of(main_window)


def test_slideshow_starts_at_the_slide_of_other_words(
    main_window: MainWindow, launcher: SlideshowLauncher
) -> None:
    reading, menus = main_window.reading, main_window.menus
    assert menus is not None
    reading.show_item(reading.contents.parts.other_words[0])
    menus.update("Slideshow")
    trigger(main_window, "Start from the chosen quote")
    index = launcher.running_orders.order(briefing_of(main_window)).index_of(
        reading.contents.slide_key
    )
    assert index is not None
    assert running_slideshow(launcher).model.state.position == SlidePosition(index)


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


@pytest.mark.usefixtures("offer")
def test_slideshow_of_another_briefing_can_be_opened_and_continued(
    main_window: MainWindow, launcher: SlideshowLauncher
) -> None:
    shown = _offer_text(main_window)
    assert shown == "Your last slideshow of another.db stopped unexpectedly (clock at 12:34)."
    assert QApplication.activeModalWidget() is None
    _answer(main_window, "Open and continue")
    assert _offer_bar(main_window) is None
    assert briefing_of(main_window).path.name == "another.db"
    assert running_slideshow(launcher).model.elapsed >= 754


@pytest.mark.usefixtures("offer")
def test_dismissed_offer_is_not_repeated(
    controller: SlideshowController, main_window: MainWindow, personal_store: PersonalStore
) -> None:
    _answer(main_window, "Dismiss")
    controller.refresh()
    assert _offer_bar(main_window) is None
    assert not last_record(personal_store).running


def test_missing_briefing_of_an_offer_is_reported(
    controller: SlideshowController,
    main_window: MainWindow,
    tmp_path: Path,
    personal_store: PersonalStore,
) -> None:
    session = Session("gone", "Gone", str(tmp_path / "gone.db"))
    Sessions(personal_store).save(
        session, SlideshowRecord("title", 0, 0, 5, running=True, saved=datetime.now(UTC))
    )
    controller.refresh()
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


def test_double_click_answers_one_offer_only(
    main_window: MainWindow, personal_store: PersonalStore, offer: SlideshowRecord
) -> None:
    main_window.notifications.notify(Topic.RELOAD, Notification("It was rebuilt.", "Reload"))
    bar = _offer_bar(main_window)
    assert bar is not None
    dismiss = button_of(bar, "Dismiss")
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    double_click(dismiss, dismiss.rect().center())
    assert _offer_text(main_window).startswith("Your last slideshow of")
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
    assert _offer_text(main_window).startswith("Your last slideshow of")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not bar.isAncestorOf(focused)


@pytest.mark.usefixtures("controller", "record")
def test_buttons_name_the_slide_in_the_current_order(
    main_window: MainWindow, tmp_path: Path
) -> None:
    main_window.open(another_briefing(tmp_path))
    assert _start_buttons(main_window) == {"Start slideshow  F5"}
    main_window.open(BUNDLED_BRIEFING)
    trigger(main_window, "Running order")
    assert _start_buttons(main_window) == {"Continue at slide 7  F5", "Continue at slide 7"}
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    dialog.editor.select(1)
    dialog.editor.toggle()
    assert _start_buttons(main_window) == {"Continue at slide 6  F5", "Continue at slide 6"}


def test_offer_stays_during_a_slideshow_of_this_briefing_until_it_is_late(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    offer: SlideshowRecord,
    personal_store: PersonalStore,
    tmp_path: Path,
) -> None:
    controller.present()
    assert _offer_bar(main_window) is None
    running_slideshow(launcher).end()
    assert "another.db" in _offer_text(main_window)
    with open_briefing(another_briefing(tmp_path)) as other:
        late = datetime.now(UTC) - timedelta(hours=4)
        save_record(personal_store, other, offer._replace(saved=late))
    controller.refresh()
    assert _offer_bar(main_window) is None


def test_windowed_slideshow_continues_in_a_window(
    *,
    controller: SlideshowController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    personal_store: PersonalStore,
    record: SlideshowRecord,
) -> None:
    save_record(personal_store, briefing_of(main_window), record._replace(windowed=True))
    controller.present()
    slideshow = running_slideshow(launcher)
    assert not slideshow.windows.audience.isFullScreen()
    assert last_record(personal_store).windowed
    slideshow.end()
    controller.present()  # a new request, for the projector
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
    controller.refresh()
    assert _start_buttons(main_window) == {"Start slideshow  F5"}
    launcher.last.dismiss()
    controller.present()
    assert running_slideshow(launcher).model.state.position == SlidePosition(0)
    running_slideshow(launcher).model.go_to(3)
    running_slideshow(launcher).end()
    assert last_record(personal_store) == record
    other_program.release()
    controller.refresh()
    assert _start_buttons(main_window) == {"Continue at slide 4  F5"}


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
