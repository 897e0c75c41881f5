"""Writing notes in the main window: saving, failing, several windows and editions."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.notes import UnmatchedNotesDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.findings_model import FindingsModel
from briefing_app.gui.panes.page_boxes import MAX_NOTE_LENGTH
from briefing_app.gui.personal.notebook import AUTOSAVE_DELAY_MS
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.notes import (
    OTHER_TEXT_LINE,
    KeptNote,
    Note,
    NoteItem,
    finding_item,
)
from briefing_app.model.report import Finding, Report
from tests.gui.menus import trigger
from tests.gui.parts import button_of, message_of, press, texts_of
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
    assert window.briefing is not None
    return window.briefing.report


def kept(notes: Notes, window: MainWindow) -> list[str]:
    return [each.note.text for each in notes.of_briefing(report_of(window).key) or []]


def saving_timer(controller: NotesController) -> QTimer:
    timers = controller.notebook.findChildren(QTimer)
    (timer,) = (each for each in timers if each.interval() == AUTOSAVE_DELAY_MS)
    return timer


def bookmark_button(window: MainWindow) -> QPushButton:
    return window.view.column.bookmark


def type_note(window: MainWindow, text: str) -> None:
    trigger(window, "To my note")
    QTest.keyClicks(note_field(window), text)


def select(window: MainWindow, index: int) -> Finding:
    finding = report_of(window).findings[index]
    window.reading.show_finding(finding)
    return finding


def damage_folder(path: Path) -> None:
    """Make saving fail: there is a file where the folder should be."""
    path.parent.write_text("not a folder")


def test_note_is_saved_when_the_field_is_left(
    main_window: MainWindow, field: QTextEdit, notes: Notes
) -> None:
    type_note(main_window, "Ask about closures")
    assert kept(notes, main_window) == []
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert kept(notes, main_window) == ["Ask about closures"]


def test_note_is_saved_without_leaving_the_field(
    main_window: MainWindow,
    controller: NotesController,
    notes: Notes,
    field: QTextEdit,
    qtbot: QtBot,
) -> None:
    saving_timer(controller).setInterval(0)
    type_note(main_window, "Short")
    qtbot.waitUntil(lambda: kept(notes, main_window) == ["Short"])
    assert field.hasFocus()


def test_typing_on_does_not_postpone_saving(
    main_window: MainWindow, controller: NotesController, field: QTextEdit
) -> None:
    timer = saving_timer(controller)
    timer.setInterval(1_000_000)
    type_note(main_window, "a")
    timer_id = timer.timerId()
    type_note(main_window, "b")
    assert timer.timerId() == timer_id


@pytest.mark.parametrize(
    "leave",
    [
        lambda window: trigger(window, "Next finding"),
        lambda window: trigger(window, "All quotes in this briefing"),
        lambda window: window.open(BUNDLED_BRIEFING),
        lambda window: window.reload(),
        lambda window: window.close(),
    ],
    ids=["another finding", "all quotes", "another briefing", "reload", "close"],
)
def test_note_is_saved_at_once(
    main_window: MainWindow,
    field: QTextEdit,
    notes: Notes,
    leave: Callable[[MainWindow], object],
) -> None:
    key = report_of(main_window).key
    type_note(main_window, "Kept")
    leave(main_window)
    assert [each.note.text for each in notes.of_briefing(key) or []] == ["Kept"]


def test_quote_has_a_note_and_a_bookmark_of_its_own(
    main_window: MainWindow, field: QTextEdit, notes: Notes
) -> None:
    finding = next(each for each in report_of(main_window).findings if each.quotes)
    main_window.reading.show_finding(finding)
    trigger(main_window, "All quotes in this briefing")
    type_note(main_window, "On the words")
    trigger(main_window, "Bookmark")
    trigger(main_window, "All quotes in this briefing")
    assert field.toPlainText() == ""
    assert not bookmark_button(main_window).isChecked()
    link = button_of(main_window.view.column.page, "My note on this quote")
    assert link.isVisible()
    link.click()
    assert note_field(main_window).toPlainText() == "On the words"
    assert note_field(main_window).hasFocus()
    assert bookmark_button(main_window).isChecked()
    trigger(main_window, "Next quote")
    assert note_field(main_window).toPlainText() == ""


def test_undo_takes_typing_back_but_never_another_finding(
    main_window: MainWindow, field: QTextEdit
) -> None:
    select(main_window, 0)
    type_note(main_window, "First")
    select(main_window, 1)
    type_note(main_window, "Second")
    field.undo()
    assert field.toPlainText() == ""
    field.undo()
    assert field.toPlainText() == ""


def test_pasted_text_is_plain(main_window: MainWindow, field: QTextEdit) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    trigger(main_window, "To my note")
    field.insertFromMimeData(data)
    assert field.toPlainText() == "bold"
    assert "font-weight" not in field.toHtml().partition("<p")[2]


def test_pasted_text_has_no_control_characters(main_window: MainWindow, field: QTextEdit) -> None:
    data = QMimeData()
    data.setText("a\x00b\u202e\x07c\r\nd\tא\u200f")
    trigger(main_window, "To my note")
    field.insertFromMimeData(data)
    assert field.toPlainText() == "abc\nd\tא\u200f"


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


def test_save_key_does_nothing_odd(
    main_window: MainWindow, field: QTextEdit, controller: NotesController
) -> None:
    type_note(main_window, "Text")
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "Text"
    assert field.hasFocus()


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


def test_failure_is_said_once_and_the_text_is_tried_again(
    *,
    main_window: MainWindow,
    field: QTextEdit,
    controller: NotesController,
    personal: PersonalData,
    path: Path,
    notes: Notes,
) -> None:
    failures: list[bool] = []
    personal.failed.connect(lambda: failures.append(True))
    damage_folder(path)
    select(main_window, 0)
    type_note(main_window, "First")
    select(main_window, 1)
    type_note(main_window, "Second")
    controller.notebook.save()
    assert len(failures) == 1
    assert any("can’t be saved" in text for text in labels(main_window.notifications))
    select(main_window, 0)
    assert field.toPlainText() == "First"
    path.parent.unlink()
    type_note(main_window, "!")
    controller.notebook.save()
    assert sorted(kept(notes, main_window)) == ["First!", "Second"]


def test_text_that_could_not_be_saved_survives_another_briefing(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, path: Path, notes: Notes
) -> None:
    damage_folder(path)
    key = report_of(main_window).key
    type_note(main_window, "Kept")
    main_window.open(BUNDLED_BRIEFING)
    path.parent.unlink()
    controller.notebook.save()
    assert [each.note.text for each in notes.of_briefing(key) or []] == ["Kept"]


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
    trigger(main_window, "To my note")
    assert field.toPlainText() == "theirs"


def test_note_survives_a_new_edition(
    main_window: MainWindow, field: QTextEdit, tmp_path: Path
) -> None:
    type_note(main_window, "Kept")
    edition = tmp_path / "edition.db"
    shutil.copyfile(BUNDLED_BRIEFING, edition)
    main_window.open(edition)
    assert field.toPlainText() == "Kept"


def test_no_file_is_made_by_reading(main_window: MainWindow, field: QTextEdit, path: Path) -> None:
    select(main_window, 1)
    trigger(main_window, "To my note")
    assert not path.parent.exists()


def test_next_pane_leads_through_the_note(main_window: MainWindow, field: QTextEdit) -> None:
    main_window.view.focus_words()
    trigger(main_window, "To the next pane")
    assert field.hasFocus()
    trigger(main_window, "To the next pane")
    assert not field.hasFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert main_window.view.figures.isAncestorOf(focus)


def findings_model(window: MainWindow) -> FindingsModel:
    (view,) = window.view.findings.findChildren(FindingsList)
    model = view.model()
    assert isinstance(model, FindingsModel)
    return model


def rows_of(window: MainWindow) -> list[QModelIndex]:
    """Return the rows of findings, without the headings."""
    model = findings_model(window)
    rows = range(model.rowCount())
    return [model.index(row, 0) for row in rows if isinstance(model.entry(row), Finding)]


def visible_rows(window: MainWindow) -> list[int]:
    """Return the numbers of the findings that are listed."""
    model = findings_model(window)
    entries = map(model.entry, range(model.rowCount()))
    return [entry.position for entry in entries if isinstance(entry, Finding)]


def spoken_row(window: MainWindow, row: int) -> str:
    return str(rows_of(window)[row].data(Qt.ItemDataRole.AccessibleTextRole))


def filter_button(window: MainWindow, start: str) -> QPushButton:
    return next(
        button
        for button in window.view.findings.findChildren(QPushButton)
        if (button.accessibleName() or button.text()).startswith(start)
    )


def test_filters_list_what_has_a_note_or_a_bookmark(
    main_window: MainWindow, field: QTextEdit, heard: list[str]
) -> None:
    assert not filter_button(main_window, "With my notes, 0 findings").isEnabled()
    select(main_window, 2)
    type_note(main_window, "x")
    select(main_window, 4)
    trigger(main_window, "Bookmark")
    filter_button(main_window, "With my notes, 1 finding").click()
    assert visible_rows(main_window) == [3]
    assert heard[-1] == "1 of 13 findings shown"
    filter_button(main_window, "Bookmarked, 1 finding").click()
    assert visible_rows(main_window) == [5]
    trigger(main_window, "Clear search and filter")
    assert len(visible_rows(main_window)) == 13


def test_finding_stays_listed_while_its_note_is_rewritten(
    main_window: MainWindow, field: QTextEdit
) -> None:
    select(main_window, 2)
    type_note(main_window, "x")
    filter_button(main_window, "With my notes").click()
    trigger(main_window, "To my note")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.toPlainText() == ""
    assert visible_rows(main_window) == [3]
    QTest.keyClicks(field, "y")
    assert visible_rows(main_window) == [3]


def test_search_finds_notes_and_says_so(
    main_window: MainWindow, field: QTextEdit, heard: list[str]
) -> None:
    select(main_window, 2)
    type_note(main_window, "zebra crossing")
    main_window.reading.search("zeb cross")
    assert visible_rows(main_window) == [3]
    assert "Found in my note" in spoken_row(main_window, 0)
    assert heard[-1] == "1 of 13 findings shown, 1 found in my notes"
    main_window.reading.search("zebra unicorn")
    assert visible_rows(main_window) == []


def test_note_says_more_than_the_title(main_window: MainWindow, field: QTextEdit) -> None:
    select(main_window, 2)
    type_note(main_window, "Ask HMICFRS")
    main_window.reading.search("HMICFRS")
    assert visible_rows(main_window) == [3]


def test_note_in_american_spelling_is_found(main_window: MainWindow, field: QTextEdit) -> None:
    select(main_window, 2)
    type_note(main_window, "our zebra program")
    main_window.reading.search("zebra programme")
    assert visible_rows(main_window) == [3]


def test_search_in_all_quotes_says_where_else_the_words_are(
    main_window: MainWindow, field: QTextEdit
) -> None:
    column = main_window.view.column
    select(main_window, 2)
    type_note(main_window, "zebra")
    trigger(main_window, "All quotes in this briefing")
    main_window.reading.search("zebra")
    assert "No quotes match. My notes on 1 finding do." in texts_of(column)
    main_window.reading.search("")
    main_window.reading.step_quote(1)
    type_note(main_window, "zebra")
    shown = main_window.reading.contents.browsed
    main_window.reading.search("zebra")
    assert main_window.reading.contents.browsed == shown
    assert "1 of 8 quotes found" in labels(column)
    assert note_field(main_window).extraSelections()


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


def test_tab_leads_from_the_question_to_the_note_and_on_to_the_figures(
    main_window: MainWindow, field: QTextEdit
) -> None:
    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    finding = next(each for each in report_of(main_window).findings if each.prompt)
    main_window.reading.show_finding(finding)
    main_window.view.focus_words()
    for _ in range(10):
        before = focus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        if focus() is field:
            break
    assert before.accessibleName() == "Discussion question"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    figures = main_window.view.figures
    assert figures.isAncestorOf(focus())


def test_notes_are_saved_as_text_or_table_and_never_over_the_briefing(
    main_window: MainWindow, field: QTextEdit, controller: NotesController, tmp_path: Path
) -> None:
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


def test_exporting_without_notes_says_so(
    main_window: MainWindow, controller: NotesController
) -> None:
    controller.ask_for_file()
    message = message_of(main_window)
    assert message == "You have no notes on this briefing."


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
    trigger(main_window, "To my note")
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
