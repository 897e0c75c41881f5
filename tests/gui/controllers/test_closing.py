"""Closing the window while notes can't be saved, and reading and saving them later."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.database.personal import store as personal_store_module
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.slideshows import Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.note_dialogs import UnsavedNotesDialog
from briefing_app.gui.main_window.messages import Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.notebook import FIRST_RETRY_MS, MAX_RETRY_MS
from briefing_app.model.notes import NO_NOTE, UNREAD_TEXT_LINE, Note, finding_item
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.gui.controllers.test_notes import (
    note_field,
    report_of,
    select,
    type_note,
)
from tests.gui.parts import button_of, message_of, press, texts_of
from tests.gui.slideshows import SAMPLE_SESSION, labels

Release = Callable[[], None]


@pytest.fixture(autouse=True)
def _waits_for_no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_store_module, "BUSY_SECONDS", 0)


@pytest.fixture
def path(personal_store: PersonalStore, briefing: Briefing) -> Path:
    """Return the file, with a note on the first finding and an interrupted slideshow."""
    assert personal_store.path is not None
    finding = briefing.report.findings[0]
    Notes(personal_store).save(briefing.report, finding_item(finding), NO_NOTE, Note("Earlier"))
    record = SlideshowRecord("a", 0, 0, 9.0, running=True, saved=datetime.now(UTC))
    Sessions(personal_store).save(SAMPLE_SESSION, record)
    return personal_store.path


@pytest.fixture
def release(path: Path) -> Iterator[Release]:
    """Lock the file, as a backup would, and yield a function that releases it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other.close


@pytest.fixture
def locked_window(request: pytest.FixtureRequest, release: Release) -> MainWindow:
    """Return a window that was opened while the file was locked."""
    main_window: MainWindow = request.getfixturevalue("main_window")
    main_window.activateWindow()
    return main_window


def retry_timer(window: MainWindow) -> QTimer:
    (controllers,) = window.findChildren(Controllers)
    timers = controllers.notes.notebook.findChildren(QTimer)
    (timer,) = (each for each in timers if each.interval() >= FIRST_RETRY_MS)
    return timer


def try_again(window: MainWindow, qtbot: QtBot) -> None:
    """Let the time until the next attempt be over, and wait for that."""
    timer = retry_timer(window)
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()
    (controllers,) = window.findChildren(Controllers)
    notebook = controllers.notes.notebook
    qtbot.waitUntil(lambda: timer.isActive() or not notebook.unsaved)


def dialog_of(window: MainWindow) -> UnsavedNotesDialog:
    dialogs = window.findChildren(UnsavedNotesDialog)
    (dialog,) = (each for each in dialogs if each.isVisible())
    return dialog


def kept(path: Path) -> list[str]:
    rows = PersonalStore(path).fetch("SELECT text FROM notes ORDER BY changed")
    return [text for (text,) in rows]


def test_time_between_attempts_doubles_up_to_a_maximum(
    locked_window: MainWindow, release: Release, qtbot: QtBot
) -> None:
    timer = retry_timer(locked_window)
    delays = []
    for _ in range(7):
        delays.append(timer.interval())
        try_again(locked_window, qtbot)
    assert delays[:3] == [FIRST_RETRY_MS, 2 * FIRST_RETRY_MS, 4 * FIRST_RETRY_MS]
    assert delays[-2:] == [MAX_RETRY_MS] * 2
    release()
    try_again(locked_window, qtbot)
    assert timer.interval() == FIRST_RETRY_MS


def test_notes_of_a_file_that_was_locked_at_the_start_appear_when_it_is_free(
    locked_window: MainWindow, release: Release, qtbot: QtBot
) -> None:
    field = note_field(locked_window)
    bar = locked_window.notifications
    assert field.toPlainText() == ""
    assert any("another program is using the file" in text for text in labels(bar))
    assert not any("window" in text for text in labels(bar))
    try_again(locked_window, qtbot)
    assert field.toPlainText() == ""
    release()
    try_again(locked_window, qtbot)
    assert field.toPlainText() == "Earlier"
    assert Topic.RESUME in bar.topics
    assert not retry_timer(locked_window).isActive()


def test_what_is_typed_while_the_file_is_locked_follows_the_earlier_text(
    locked_window: MainWindow, path: Path, release: Release, qtbot: QtBot
) -> None:
    type_note(locked_window, "Mine")
    try_again(locked_window, qtbot)
    release()
    try_again(locked_window, qtbot)
    expected = f"Earlier\n\n{UNREAD_TEXT_LINE}\nMine"
    assert kept(path) == [expected]
    assert note_field(locked_window).toPlainText() == expected


def test_note_that_cannot_be_saved_is_saved_when_that_is_possible(
    main_window: MainWindow, path: Path, release: Release, qtbot: QtBot, controllers: Controllers
) -> None:
    select(main_window, 1)
    type_note(main_window, "Mine")
    controllers.notes.notebook.save()
    release()
    try_again(main_window, qtbot)
    assert kept(path) == ["Earlier", "Mine"]
    assert message_of(main_window) == "Your notes are saved now."


def test_window_with_an_unsaved_note_asks_before_it_closes(
    locked_window: MainWindow, path: Path, release: Release
) -> None:
    select(locked_window, 1)
    type_note(locked_window, "Mine")
    assert not locked_window.close()
    dialog = dialog_of(locked_window)
    assert "1 note can’t be saved" in texts_of(dialog)
    press(dialog, "Copy the text")
    headline = report_of(locked_window).findings[1].headline
    assert QGuiApplication.clipboard().text() == f"{headline}\nMine"
    assert "Paste it into another program" in texts_of(dialog)
    press(dialog, "Keep trying")
    assert locked_window.isVisible()
    assert note_field(locked_window).toPlainText() == "Mine"
    assert not locked_window.close()
    release()
    press(dialog_of(locked_window), "Keep trying")
    assert locked_window.close()
    assert kept(path) == ["Earlier", "Mine"]


def test_window_closes_when_the_note_is_saved_while_it_asks(
    locked_window: MainWindow, path: Path, release: Release, qtbot: QtBot
) -> None:
    select(locked_window, 1)
    type_note(locked_window, "Mine")
    locked_window.close()
    release()
    try_again(locked_window, qtbot)
    assert not locked_window.isVisible()
    assert kept(path) == ["Earlier", "Mine"]


def test_note_that_only_lost_its_text_has_nothing_to_copy_and_can_be_given_up(
    main_window: MainWindow, path: Path, release: Release
) -> None:
    select(main_window, 1)
    type_note(main_window, "x")
    note_field(main_window).clear()
    main_window.close()
    dialog = dialog_of(main_window)
    assert not button_of(dialog, "Copy the text").isEnabled()
    press(dialog, "Close anyway")
    assert not main_window.isVisible()


def test_nothing_is_asked_if_everything_is_saved(main_window: MainWindow, path: Path) -> None:
    type_note(main_window, "Mine")
    assert main_window.close()
    assert main_window.findChildren(UnsavedNotesDialog) == []


def test_nothing_is_asked_during_a_slideshow(
    locked_window: MainWindow, controllers: Controllers
) -> None:
    type_note(locked_window, "Mine")
    controllers.slideshow.present()
    assert not locked_window.close()
    assert locked_window.findChildren(UnsavedNotesDialog) == []
    message = message_of(locked_window)
    assert message == "Your notes aren’t saved yet. Close this window after the slideshow."


def test_nothing_is_asked_when_the_user_logs_off(
    locked_window: MainWindow, qapp: QApplication
) -> None:
    type_note(locked_window, "Mine")
    qapp.commitDataRequest.emit(None)
    assert locked_window.close()
    assert locked_window.findChildren(UnsavedNotesDialog) == []
