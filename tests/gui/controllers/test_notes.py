"""Writing notes in the main window: saving, failing, several windows and editions."""

import shutil
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.note_dialogs import UnmatchedNotesDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.findings_model import FindingsModel
from briefing_app.gui.panes.page_boxes import MAX_NOTE_LENGTH
from briefing_app.gui.personal.notebook import AUTOSAVE_DELAY_MS
from briefing_app.model.notes import (
    OTHER_TEXT_LINE,
    KeptNote,
    Note,
    NoteItem,
    finding_item,
    quote_item,
)
from briefing_app.model.report import Finding, Report
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of, button_of, message_of, press, texts_of
from tests.gui.slideshows import labels


@pytest.fixture
def path(personal_store: PersonalStore) -> Path:
    assert personal_store.path is not None
    return personal_store.path


@pytest.fixture
def notes(personal_store: PersonalStore) -> Notes:
    return Notes(personal_store)


@pytest.fixture
def controller(controllers: Controllers) -> NotesController:
    return controllers.notes


@pytest.fixture
def field(main_window: MainWindow, controller: NotesController) -> QTextEdit:
    main_window.activateWindow()
    return note_field(main_window)


def note_field(window: MainWindow) -> QTextEdit:
    return window.view.column.note.field


def report_of(window: MainWindow) -> Report:
    return briefing_of(window).report


def kept(notes: Notes, window: MainWindow) -> list[str]:
    return [each.note.text for each in notes.of_briefing(report_of(window).key) or []]


def saving_timer(controller: NotesController) -> QTimer:
    timers = controller.notebook.findChildren(QTimer)
    (timer,) = (each for each in timers if each.interval() == AUTOSAVE_DELAY_MS)
    return timer


def bookmark_button(window: MainWindow) -> QPushButton:
    return window.view.column.page.head.bookmark


def type_note(window: MainWindow, text: str) -> None:
    trigger(window, "Write a note")
    QTest.keyClicks(note_field(window), text)


def select(window: MainWindow, index: int) -> Finding:
    finding = report_of(window).findings[index]
    window.reading.show_item(finding)
    return finding


def damage_folder(path: Path) -> None:
    """Make saving fail: there is a file where the folder should be."""
    path.parent.write_text("not a folder")


def test_box_says_when_its_note_is_saved(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, path: Path
) -> None:
    said = "Saved, only on this computer"
    damage_folder(path)
    type_note(main_window, "a")
    controller.notebook.save()
    assert said not in texts_of(main_window)
    path.parent.unlink()
    type_note(main_window, "b")
    controller.notebook.save()
    assert said in texts_of(main_window)
    select(main_window, 1)
    assert said not in texts_of(main_window)
    select(main_window, 0)
    assert said in texts_of(main_window)


def test_typing_on_does_not_postpone_saving(
    main_window: MainWindow, controller: NotesController, field: QTextEdit
) -> None:
    timer = saving_timer(controller)
    timer.setInterval(1_000_000)
    type_note(main_window, "a")
    timer_id = timer.timerId()
    type_note(main_window, "b")
    assert timer.timerId() == timer_id


def test_note_is_saved_when_its_field_is_left_in_any_way(
    main_window: MainWindow, field: QTextEdit, notes: Notes, tmp_path: Path
) -> None:
    edition = Path(shutil.copyfile(BUNDLED_BRIEFING, tmp_path / "edition.db"))
    key = report_of(main_window).key
    ways: list[Callable[[], object]] = [
        lambda: QTest.keyClick(field, Qt.Key.Key_Tab),
        partial(trigger, main_window, "Next finding"),
        partial(trigger, main_window, "All quotes in this briefing"),
        partial(main_window.open, edition),
        main_window.reload,
        main_window.close,
    ]
    text = ""
    for at, leave in enumerate(ways):
        main_window.reading.browse(False)
        select(main_window, 0)
        assert field.toPlainText() == text
        type_note(main_window, str(at))
        text += str(at)
        leave()
        assert [each.note.text for each in notes.of_briefing(key) or []] == [text]


def test_note_on_the_quote_of_a_finding_is_shown_and_changed_with_the_finding(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, notes: Notes
) -> None:
    report = report_of(main_window)
    finding = next(each for each in report.findings if each.quotes)
    quote = finding.quotes[0]
    # As it is if an earlier edition had the quote in no finding.
    controller.notebook.write(quote_item(quote), Note("On the words", is_bookmarked=True))
    main_window.reading.search("on the words")
    assert main_window.reading.contents.finding is finding
    assert field.toPlainText() == ""
    assert not bookmark_button(main_window).isChecked()
    button = button_of(main_window.view.column.page, "My note on this quote")
    assert button.isVisible()
    button.click()
    assert note_field(main_window).hasFocus()
    assert field.toPlainText() == "On the words"
    assert bookmark_button(main_window).isChecked()
    QTest.keyClicks(note_field(main_window), "!")
    trigger(main_window, "Bookmark")
    button.click()
    assert field.toPlainText() == ""
    kept_notes = [(each.item, each.note) for each in notes.of_briefing(report.key) or []]
    assert kept_notes == [(quote_item(quote), Note("On the words!"))]
    button.click()
    main_window.reading.search("")
    main_window.reading.show_item(report.findings[0])
    assert not button.isVisible()
    main_window.reading.show_item(finding)
    assert not button.isChecked()
    assert field.toPlainText() == ""


def test_other_words_have_a_note_and_a_bookmark_under_the_key_of_the_quote(
    main_window: MainWindow, field: QTextEdit, notes: Notes
) -> None:
    report = report_of(main_window)
    (quote,) = main_window.reading.contents.parts.other_words
    main_window.reading.show_item(quote)
    type_note(main_window, "About a zebra")
    trigger(main_window, "Bookmark")
    trigger(main_window, "Previous finding")
    assert field.toPlainText() == ""
    assert [each.item for each in notes.of_briefing(report.key) or []] == [quote_item(quote)]
    main_window.reading.search("zebra")
    assert main_window.reading.contents.item is quote
    assert field.toPlainText() == "About a zebra"
    assert bookmark_button(main_window).isChecked()


def test_undo_takes_typing_back_but_never_another_finding(
    main_window: MainWindow, field: QTextEdit
) -> None:
    select(main_window, 0)
    type_note(main_window, "First")
    select(main_window, 1)
    assert field.toPlainText() == ""
    type_note(main_window, "Second")
    for _ in range(2):
        field.undo()
        assert field.toPlainText() == ""
    select(main_window, 0)
    assert field.toPlainText() == "First"


def test_pasted_text_is_plain_without_control_characters(
    main_window: MainWindow, field: QTextEdit
) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("a\x00b\u202e\x07c\r\nd\tא\u200f")
    trigger(main_window, "Write a note")
    field.insertFromMimeData(data)
    assert field.toPlainText() == "abc\nd\tא\u200f"
    assert "font-weight" not in field.toHtml().partition("<p")[2]


def test_text_that_does_not_fit_is_refused_whole_and_said(
    main_window: MainWindow, field: QTextEdit, heard: list[str]
) -> None:
    type_note(main_window, "x")
    data = QMimeData()
    data.setText("y" * MAX_NOTE_LENGTH)
    field.insertFromMimeData(data)
    assert field.toPlainText() == "x"
    assert any("at most 10,000 characters" in text for text in heard)
    data.setText("y" * (MAX_NOTE_LENGTH - 1))
    field.insertFromMimeData(data)
    QTest.keyClicks(field, "z")
    assert field.toPlainText() == "x" + "y" * (MAX_NOTE_LENGTH - 1)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "z")
    assert field.toPlainText().endswith("yz")


def test_bookmark_is_kept_and_announced(
    main_window: MainWindow, field: QTextEdit, notes: Notes, heard: list[str]
) -> None:
    finding = select(main_window, 1)
    trigger(main_window, "Bookmark")
    assert heard[-1] == "Bookmark added"
    assert bookmark_button(main_window).accessibleName() == "Bookmark finding 2"
    select(main_window, 2)
    assert not bookmark_button(main_window).isChecked()
    (note,) = notes.of_briefing(report_of(main_window).key) or []
    assert note == KeptNote(finding_item(finding), Note(is_bookmarked=True))


def test_text_that_could_not_be_saved_is_said_and_survives_another_briefing(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, path: Path, notes: Notes
) -> None:
    damage_folder(path)
    select(main_window, 0)
    type_note(main_window, "First")
    select(main_window, 1)
    type_note(main_window, "Second")
    main_window.open(BUNDLED_BRIEFING)
    assert any("can’t be saved" in text for text in labels(main_window.notifications))
    select(main_window, 0)
    assert field.toPlainText() == "First"
    path.parent.unlink()
    type_note(main_window, "!")
    controller.notebook.save()
    assert sorted(kept(notes, main_window)) == ["First!", "Second"]


def test_two_windows_keep_both_texts(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, path: Path
) -> None:
    finding = select(main_window, 0)
    type_note(main_window, "mine")
    other = Notes(PersonalStore(path))
    other.save(report_of(main_window), finding_item(finding), Note(), Note("theirs"))
    controller.notebook.save()
    assert field.toPlainText() == f"theirs\n\n{OTHER_TEXT_LINE}\nmine"
    QTest.keyClicks(field, "!")
    controller.notebook.save()
    (note,) = other.of_briefing(report_of(main_window).key) or []
    assert note.note.text == f"theirs\n\n{OTHER_TEXT_LINE}\nmine!"


def test_text_of_another_window_is_shown_before_typing(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, path: Path
) -> None:
    finding = select(main_window, 0)
    other = Notes(PersonalStore(path))
    other.save(report_of(main_window), finding_item(finding), Note(), Note("theirs"))
    assert field.toPlainText() == ""
    trigger(main_window, "Write a note")
    assert field.toPlainText() == "theirs"


def test_no_file_is_made_by_reading(main_window: MainWindow, field: QTextEdit, path: Path) -> None:
    select(main_window, 1)
    trigger(main_window, "Write a note")
    assert not path.parent.exists()


def findings_model(window: MainWindow) -> FindingsModel:
    (view,) = window.view.findings.findChildren(FindingsList)
    model = view.model()
    assert isinstance(model, FindingsModel)
    return model


def visible_rows(window: MainWindow) -> list[int]:
    """Return the numbers of the findings that are listed."""
    model = findings_model(window)
    entries = map(model.entry, range(model.rowCount()))
    return [entry.position for entry in entries if isinstance(entry, Finding)]


def filter_button(window: MainWindow, start: str) -> QPushButton:
    return next(
        button
        for button in window.view.findings.findChildren(QPushButton)
        if (button.accessibleName() or button.text()).startswith(start)
    )


def test_filters_list_what_has_a_note_or_a_bookmark(
    main_window: MainWindow, field: QTextEdit, heard: list[str]
) -> None:
    assert not filter_button(main_window, "With my notes: 0").isEnabled()
    select(main_window, 2)
    type_note(main_window, "x")
    select(main_window, 4)
    trigger(main_window, "Bookmark")
    filter_button(main_window, "With my notes: 1").click()
    assert visible_rows(main_window) == [3]
    assert heard[-1] == "1 of 13 findings shown"
    filter_button(main_window, "Bookmarked: 1").click()
    assert visible_rows(main_window) == [5]
    trigger(main_window, "Back")
    assert len(visible_rows(main_window)) == 13


def test_search_finds_notes_and_says_so(
    main_window: MainWindow, field: QTextEdit, heard: list[str]
) -> None:
    select(main_window, 2)
    type_note(main_window, "zebra crossing, our program for HMICFRS")
    for text in (
        "zeb cross",
        "HMICFRS",  # which the title of the briefing has, too
    ):
        main_window.reading.search(text)
        assert visible_rows(main_window) == [3], text
        assert heard[-1] == "1 of 13 findings shown, 1 found in my notes"
    main_window.reading.search("zebra unicorn")
    assert visible_rows(main_window) == []


def test_notes_that_match_nothing_are_listed_and_can_be_deleted_and_put_back(
    main_window: MainWindow, controller: NotesController, notes: Notes
) -> None:
    gone = NoteItem("finding gone", "A headline of last year")
    notes.save(report_of(main_window), gone, Note(), Note("Still wanted"))
    main_window.reload()
    filter_button(main_window, "Notes that match nothing here (1)…").click()
    (dialog,) = main_window.findChildren(UnmatchedNotesDialog)
    assert "Still wanted" in texts_of(dialog)
    press(dialog, "Copy")
    assert QGuiApplication.clipboard().text() == "A headline of last year\nStill wanted"
    press(dialog, "Delete")
    assert "Still wanted" not in texts_of(dialog)
    assert notes.of_briefing(report_of(main_window).key) == []
    assert not filter_button(main_window, "Notes that match").isVisible()
    press(dialog, "Put it back")
    assert kept(notes, main_window) == ["Still wanted"]
    assert "Still wanted" in texts_of(dialog)
    dialog.close()


def test_notes_are_saved_as_text_or_table_and_never_over_the_briefing(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, tmp_path: Path
) -> None:
    controller.ask_for_file()
    assert message_of(main_window) == "You have no notes on this briefing."
    select(main_window, 0)
    type_note(main_window, "Ask")
    controller.export(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text("utf-8").endswith("Ask\n")
    controller.export(tmp_path / "notes.csv")
    assert b',"Ask","no"' in (tmp_path / "notes.csv").read_bytes()
    edition = tmp_path / "edition.csv"
    shutil.copyfile(BUNDLED_BRIEFING, edition)
    main_window.open(edition)
    controller.export(edition)
    assert edition.read_bytes() == BUNDLED_BRIEFING.read_bytes()


def test_caret_stays_in_view_while_a_long_note_is_typed(
    main_window: MainWindow, field: QTextEdit, qtbot: QtBot
) -> None:
    area = main_window.view.column.page

    def is_caret_visible() -> bool:
        viewport = area.viewport()
        caret = field.cursorRect()
        middle = field.mapTo(viewport, caret.center())
        return field.hasFocus() and viewport.rect().contains(middle)

    main_window.resize(1024, 640)
    QApplication.processEvents()
    trigger(main_window, "Write a note")
    qtbot.waitUntil(is_caret_visible)
    for _ in range(12):
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(is_caret_visible)


class _SlowDisk:
    """Lets the thread that saves notes wait until it may."""

    def __init__(self) -> None:
        self.is_asked, self.may_save = threading.Event(), threading.Event()

    def wait(self) -> None:
        """Wait, in any thread but that of the test."""
        if threading.current_thread() is not threading.main_thread():
            self.is_asked.set()
            self.may_save.wait()


@pytest.fixture
def slow_disk(field: QTextEdit, monkeypatch: pytest.MonkeyPatch) -> _SlowDisk:
    disk, save = _SlowDisk(), Notes.save

    def wait_and_save(notes: Notes, *arguments: Any) -> Note | None:
        disk.wait()
        return save(notes, *arguments)

    monkeypatch.setattr(Notes, "save", wait_and_save)
    return disk


def test_typing_does_not_wait_for_the_disk(
    main_window: MainWindow,
    controller: NotesController,
    notes: Notes,
    slow_disk: _SlowDisk,
    qtbot: QtBot,
) -> None:
    saving_timer(controller).setInterval(0)
    finding = select(main_window, 0)
    type_note(main_window, "mine")
    qtbot.waitUntil(slow_disk.is_asked.is_set)
    QTest.keyClicks(note_field(main_window), ", longer")
    notes.save(report_of(main_window), finding_item(finding), Note(), Note("theirs"))
    slow_disk.may_save.set()
    expected = f"theirs\n\n{OTHER_TEXT_LINE}\nmine, longer"
    qtbot.waitUntil(lambda: kept(notes, main_window) == [expected])
    qtbot.waitUntil(lambda: note_field(main_window).toPlainText() == expected)


def test_what_is_typed_while_saving_is_saved_as_soon_as_that_ends(
    main_window: MainWindow,
    controller: NotesController,
    notes: Notes,
    slow_disk: _SlowDisk,
    qtbot: QtBot,
) -> None:
    timer = saving_timer(controller)
    timer.setInterval(0)
    type_note(main_window, "mine")
    qtbot.waitUntil(slow_disk.is_asked.is_set)
    QTest.keyClicks(note_field(main_window), ", longer")
    qtbot.waitUntil(lambda: not timer.isActive())
    timer.setInterval(1_000_000)
    slow_disk.may_save.set()
    qtbot.waitUntil(lambda: kept(notes, main_window) == ["mine, longer"])


def test_what_is_typed_while_saving_is_saved_when_the_window_closes(
    main_window: MainWindow,
    controller: NotesController,
    notes: Notes,
    slow_disk: _SlowDisk,
    qtbot: QtBot,
) -> None:
    saving_timer(controller).setInterval(0)
    type_note(main_window, "mine")
    qtbot.waitUntil(slow_disk.is_asked.is_set)
    QTest.keyClicks(note_field(main_window), ", longer")
    key = report_of(main_window).key
    threading.Timer(0.05, slow_disk.may_save.set).start()
    main_window.close()
    assert [each.note.text for each in notes.of_briefing(key) or []] == ["mine, longer"]
