"""What is kept on this computer, and how the user removes it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.sources import CheckedFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import personal_file, user_data_folder
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.forget import ForgetDialog
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.model.notes import Note, finding_item
from briefing_app.model.slideshow.record import NEW_SESSION
from tests.gui.focus import tab_order
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of, double_click
from tests.gui.slideshows import (
    interrupted_record,
    last_session,
    running_slideshow,
    save_record,
    saving_timer,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test a user's data folder of its own."""
    for name in ("LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def personal_store() -> PersonalStore:
    """Return the store in that folder."""
    return PersonalStore(personal_file())


def _open(window: MainWindow) -> ForgetDialog:
    trigger(window, "Clear my data on this computer")
    (dialog,) = (each for each in window.findChildren(ForgetDialog) if each.isVisible())
    return dialog


def _boxes(dialog: ForgetDialog) -> dict[str, CheckBox]:
    return {box.text(): box for box in dialog.findChildren(CheckBox) if box.isVisible()}


def _button(dialog: ForgetDialog, text: str) -> QPushButton:
    (button,) = (each for each in dialog.findChildren(QPushButton) if each.text() == text)
    return button


def _fill(window: MainWindow, settings: Settings, controllers: Controllers, style: Look) -> None:
    """Keep something of everything that the dialog lists."""
    briefing = briefing_of(window)
    launcher = controllers.launcher
    save_record(PersonalStore(personal_file()), briefing, interrupted_record(briefing, launcher, 6))
    launcher.running_orders.save_planned_minutes(briefing, 45)
    notebook = controllers.notes.notebook
    notebook.write(finding_item(briefing.report.findings[0]), Note("A secret", is_bookmarked=True))
    notebook.save()
    CheckedFiles(PersonalStore(personal_file())).keep(CheckedFile("secret", 1, {1: "a hash"}))
    report = briefing.report
    source_files = PersonalData(PersonalStore(personal_file())).source_files
    source_files.keep(report, report.sources[0], Path("/secret/article.txt"))
    settings.my_force = report.forces[0].name
    settings.recent_files = ("/secret/a.db", "/secret/b.db")
    settings.save()
    for name in ("briefing-app.log", "briefing-app.log.1", "personal-damaged-20260101-101010.db"):
        (user_data_folder() / name).write_text("secret")


def _remove(dialog: ForgetDialog) -> None:
    """Remove what is ticked, with the notes in it."""
    button = _button(dialog, "Remove selected")
    button.click()
    if button.text() == "Remove them, with my notes":
        button.click()


def test_everything_that_is_kept_is_listed_and_removed(
    main_window: MainWindow, settings: Settings, controllers: Controllers, style: Look
) -> None:
    _fill(main_window, settings, controllers, style)
    controllers.slideshow.refresh()
    assert controllers.slideshow.next_start.slide > 0
    dialog = _open(main_window)
    assert list(_boxes(dialog)) == [
        "1 note and 1 bookmark",
        "A planned time of 45 minutes",
        "Where the last slideshow stopped",
        "Where you keep the text of 1 source",
        "The list of 2 recent briefings",
        "Which briefings were checked against their sources (1 briefing)",
        "Settings: my force, last folders, colours, text size, places of windows",
        "The log, with names of opened files (2 files)",
        "1 damaged file with earlier notes and running orders",
    ]
    stops = [each for each in tab_order(dialog) if isinstance(each, CheckBox | QPushButton)]
    texts = [each.text() for each in stops]
    assert texts == [*_boxes(dialog), "Tick all", "Remove selected", "Close"]
    _button(dialog, "Tick all").click()
    _remove(dialog)
    assert _boxes(dialog) == {}
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Nothing is kept on this computer." in texts
    assert any(text.startswith("Removed: 1 note and 1 bookmark; ") for text in texts)
    left = [path for path in user_data_folder().rglob("*") if path.is_file()]
    assert {path.name for path in left} == {"personal.db", "personal-copy.db"}
    assert settings.file is not None
    for path in (*left, settings.file):
        assert b"secret" not in path.read_bytes().lower()
    assert controllers.slideshow.next_start == NEW_SESSION
    assert main_window.view.column.note.field.toPlainText() == ""


def test_what_could_not_be_written_is_not_listed(
    main_window: MainWindow, settings: Settings, controllers: Controllers, tmp_path: Path
) -> None:
    del controllers
    no_folder = tmp_path / "file"
    no_folder.touch()
    settings.file = no_folder / "settings.json"
    settings.my_force, settings.recent_files = "Kent Police", ("/secret/a.db",)
    assert _boxes(_open(main_window)) == {}


def test_only_what_is_ticked_is_removed_and_the_focus_is_on_the_next(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    settings: Settings,
    controllers: Controllers,
    style: Look,
) -> None:
    style.set_scale(2.0)  # the list scrolls
    _fill(main_window, settings, controllers, style)
    dialog = _open(main_window)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not _button(dialog, "Remove selected").isEnabled()
    first, *others = _boxes(dialog)
    assert QApplication.focusWidget() is _boxes(dialog)[first]
    _boxes(dialog)[first].setChecked(True)
    _remove(dialog)
    assert list(_boxes(dialog)) == others
    assert QApplication.focusWidget() is _boxes(dialog)[others[0]]
    assert settings.my_force


def test_double_click_deletes_no_notes(
    main_window: MainWindow, settings: Settings, controllers: Controllers, style: Look
) -> None:
    _fill(main_window, settings, controllers, style)
    dialog = _open(main_window)
    _boxes(dialog)["1 note and 1 bookmark"].setChecked(True)
    button = _button(dialog, "Remove selected")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    double_click(button, button.rect().center())
    assert button.text() == "Remove them, with my notes"
    assert "1 note and 1 bookmark" in _boxes(dialog)


def test_running_slideshow_goes_on_and_is_recorded_again(
    main_window: MainWindow, launcher: SlideshowLauncher, personal_store: PersonalStore
) -> None:
    launcher.present(briefing_of(main_window), StartOptions(windowed=True))
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(3)
    saving_timer(slideshow).timeout.emit()
    dialog = _open(main_window)
    _button(dialog, "Tick all").click()
    _remove(dialog)
    assert last_session(personal_store) is None
    slideshow.model.go_to(4)
    saving_timer(slideshow).timeout.emit()
    stopped = last_session(personal_store)
    assert stopped is not None
    assert stopped.session == slideshow.recorder.stopped_session.session
    slideshow.end()


def test_dialog_is_used_with_the_keyboard(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    settings: Settings,
    controllers: Controllers,
    style: Look,
    heard: list[str],
) -> None:
    _fill(main_window, settings, controllers, style)
    dialog = _open(main_window)
    qtbot.waitUntil(dialog.isActiveWindow)
    boxes = list(_boxes(dialog).values())
    for box in boxes:
        assert QApplication.focusWidget() is box
        QTest.keyClick(box, Qt.Key.Key_Space)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is _button(dialog, "Tick none")
    QTest.keyClick(dialog, Qt.Key.Key_Tab)
    button = QApplication.focusWidget()
    assert button is _button(dialog, "Remove selected")
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert heard[-1].startswith("Your notes would be deleted")
    assert len(_boxes(dialog)) == len(boxes)
    assert QApplication.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert heard[-1].startswith("Removed: 1 note and 1 bookmark; ")
    assert not _boxes(dialog)
    assert QApplication.focusWidget() is _button(dialog, "Close")


def test_file_that_cannot_be_read_can_be_removed(
    main_window: MainWindow, controllers: Controllers, personal_store: PersonalStore
) -> None:
    assert personal_store.path is not None
    with personal_store.change() as execute:
        execute("CREATE TABLE of_another_version (x)")
        execute("PRAGMA user_version=3")
    copy_path(personal_store.path).write_bytes(personal_store.path.read_bytes())
    dialog = _open(main_window)
    _boxes(dialog)["The file with your notes and running orders, which can’t be read"].setChecked(
        True
    )
    _remove(dialog)
    assert list(personal_store.path.parent.iterdir()) == []
    assert controllers is not None


def test_folder_with_the_name_of_the_copy_is_left_alone(
    main_window: MainWindow, controllers: Controllers, personal_store: PersonalStore
) -> None:
    assert personal_store.path is not None
    with personal_store.change() as execute:
        execute("PRAGMA user_version=3")
    copy_path(personal_store.path).mkdir()
    dialog = _open(main_window)
    _button(dialog, "Tick all").click()
    _remove(dialog)
    assert list(personal_store.path.parent.iterdir()) == [copy_path(personal_store.path)]
    assert controllers is not None


@pytest.mark.parametrize("place", [Path, copy_path], ids=["file", "copy alone"])
def test_damaged_file_or_copy_can_be_forgotten(
    main_window: MainWindow,
    controllers: Controllers,
    personal_store: PersonalStore,
    place: Callable[[Path], Path],
) -> None:
    assert personal_store.path is not None
    assert controllers is not None
    damaged = place(personal_store.path)
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"a secret " * 1000)
    dialog = _open(main_window)
    _button(dialog, "Tick all").click()
    _remove(dialog)
    for path in damaged.parent.iterdir():
        assert b"secret" not in path.read_bytes()


def test_what_cannot_be_removed_is_said(main_window: MainWindow, controllers: Controllers) -> None:
    log = user_data_folder() / "briefing-app.log"
    log.mkdir(parents=True)  # a folder can't be deleted like a file
    dialog = _open(main_window)
    _boxes(dialog)["The log, with names of opened files (1 file)"].setChecked(True)
    _button(dialog, "Remove selected").click()  # there are no notes in it
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("briefing-app.log: It can’t be deleted: " in text for text in texts)
    assert controllers is not None
