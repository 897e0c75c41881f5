"""Show in source: the text of a source beside a finding, and the tick that it earns."""

import csv
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.briefing_search import fill_search_table
from briefing_app.database.builder import build, read_source_rows
from briefing_app.database.connection import fetch_tables
from briefing_app.database.personal.kept import KeptKind
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.source_choice import WHY
from briefing_app.gui.panes.source_pane import SourcePane
from briefing_app.gui.panes.source_text_view import SourceTextView
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.model.report import Check, Report
from tests.forged_briefing import FORGED_WORDS, forge, honest_copy, write_article
from tests.gui.focus import hidden_focus
from tests.gui.menus import menu_entry, trigger
from tests.gui.parts import (
    briefing_of,
    button_of,
    choose_path,
    combo_box_of,
    message_of,
    press,
    shows_button,
    texts_of,
)
from tests.gui.slideshows import process_deletions, running_slideshow

ALL_FOUND = "All 21 quotes and excerpts are in this file."
SAME_FILE = "article.txt: this is the file that the briefing names (SHA-256 matches)."
OTHER_FILE = "article.txt: this isn’t the file that the briefing names (SHA-256 differs)."

Read = Callable[[], SourcePane]


@pytest.fixture(autouse=True)
def _space(shown_window: MainWindow) -> None:
    """Let there be space for the finding and the text beside each other."""
    shown_window.resize(1366, 696)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path / "article.txt")


@pytest.fixture
def report(main_window: MainWindow) -> Report:
    return briefing_of(main_window).report


@pytest.fixture
def read(qtbot: QtBot, main_window: MainWindow) -> Read:
    """Return a function that waits until a file is read, and returns the pane."""

    def wait() -> SourcePane:
        pane = pane_of(main_window)
        qtbot.waitUntil(lambda: "Reading" not in texts_of(pane))
        QApplication.processEvents()
        return pane

    return wait


@pytest.fixture
def shown(main_window: MainWindow, read: Read, article: Path) -> SourcePane:
    """Return the pane with the article."""
    return show_chosen(main_window, read, article)


def edited(path: Path, *statements: str) -> Path:
    """Write a copy of the bundled briefing in which rows are changed."""
    shutil.copy(BUNDLED_BRIEFING, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in (*statements, "DELETE FROM search"):
            connection.execute(statement)
        fill_search_table(connection, fetch_tables(connection))
        connection.commit()
        connection.execute("VACUUM")
    return path


def pane_of(window: MainWindow) -> SourcePane:
    (pane,) = window.findChildren(SourcePane)
    return pane


def show_chosen(window: MainWindow, read: Read, file: Path) -> SourcePane:
    trigger(window, "Show in source")
    choose_file(window, file)
    return read()


def choose_file(window: MainWindow, file: Path) -> None:
    press(pane_of(window), "Choose file…")
    choose_path(window, file)


def is_shown(window: MainWindow) -> bool:
    return any(pane.isVisible() for pane in window.findChildren(SourcePane))


def view_of(pane: SourcePane) -> SourceTextView:
    (view,) = pane.findChildren(SourceTextView)
    return view


def marked_words(pane: SourcePane) -> str:
    QApplication.processEvents()
    block, words = view_of(pane).document().begin(), ""
    while block.isValid():
        for found in block.textFormats():
            if found.format.fontWeight() == QFont.Weight.Bold:
                words += block.text()[found.start : found.start + found.length]
        block = block.next()
    return words


def mark(pane: SourcePane, words: str) -> None:
    """Mark words as the reader does."""
    view_of(pane).setTextCursor(view_of(pane).document().find(words))


def has_tick(pane: SourcePane) -> bool:
    return any(mark.isVisible() for mark in pane.findChildren(CheckMark))


def activate(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


# ---- the file -----------------------------------------------------------------------------------


def test_file_is_asked_for_once_and_shown_with_the_words_marked(
    main_window: MainWindow, report: Report, read: Read, article: Path
) -> None:
    main_window.reading.show_item(report.findings[1])
    pane = show_chosen(main_window, read, article)
    assert marked_words(pane) == report.findings[1].quotes[0].text
    assert main_window.focusWidget() is view_of(pane)
    assert f"{OTHER_FILE}\n{ALL_FOUND}" in texts_of(pane)
    assert has_tick(pane)
    trigger(main_window, "Show in source")
    assert not is_shown(main_window)
    trigger(main_window, "Show in source")
    assert main_window.findChildren(QFileDialog) == []
    assert marked_words(read()) == report.findings[1].quotes[0].text


def test_only_a_file_that_can_be_read_is_shown_and_remembered(
    main_window: MainWindow, report: Report, read: Read, personal: PersonalData, tmp_path: Path
) -> None:
    (tmp_path / "no.txt").write_bytes(b"caf\xe9")
    pane = show_chosen(main_window, read, tmp_path / "no.txt")
    assert "no.txt: The text is not UTF-8" in texts_of(pane)
    assert personal.source_files.file_of(report, report.sources[0]) is None


def test_words_of_another_finding_and_quote_are_marked_when_they_are_shown(
    shown: SourcePane, main_window: MainWindow, report: Report
) -> None:
    main_window.reading.show_item(report.findings[2])
    assert marked_words(shown) == report.findings[2].quotes[0].text
    without_quotes = report.findings[0]
    assert without_quotes.quotes == ()
    main_window.reading.show_item(without_quotes)
    assert marked_words(shown) == without_quotes.excerpt
    main_window.reading.show_quote(report.quotes[0])
    assert marked_words(shown) == report.quotes[0].text


def test_very_file_is_recognised(
    main_window: MainWindow, read: Read, article: Path, tmp_path: Path
) -> None:
    path = tmp_path / "own.briefing"
    build(read_source_rows(BUNDLED_BRIEFING), path, source_texts={1: article.read_bytes()})
    main_window.open(path)
    pane = show_chosen(main_window, read, article)
    shown = texts_of(pane)
    assert f"{SAME_FILE}\n{ALL_FOUND}" in shown
    assert has_tick(pane)


def test_missing_words_are_named_without_a_tick(
    main_window: MainWindow, read: Read, article: Path, personal: PersonalData, tmp_path: Path
) -> None:
    path = forge(tmp_path / "forged.db")
    main_window.open(path)
    pane = show_chosen(main_window, read, article)
    assert f"1 of 21 quotes and excerpts are missing: “{FORGED_WORDS}”." in texts_of(pane)
    assert "The words shown beside: " in texts_of(pane)
    assert not has_tick(pane)
    assert marked_words(pane) == ""
    assert personal.checked.count() == 0


def test_file_that_cannot_be_read_is_explained_and_another_can_be_chosen(
    main_window: MainWindow, shown: SourcePane, read: Read, article: Path, tmp_path: Path
) -> None:
    moved = shutil.copy(article, tmp_path / "moved.txt")
    for harm in ("not UTF-8", "gone", "a folder"):
        trigger(main_window, "Show in source")
        assert not is_shown(main_window)
        if harm == "not UTF-8":
            article.write_bytes(b"caf\xe9")
        elif harm == "gone":
            article.unlink()
        else:
            article.mkdir()
        trigger(main_window, "Show in source")
        assert "Problem: " in texts_of(read()), harm
        assert not view_of(shown).isVisible()
        assert not has_tick(shown)
        (choose,) = (
            each
            for each in shown.findChildren(QPushButton)
            if each.isVisible() and each.text() == "Choose the file…"
        )
        assert main_window.focusWidget() is choose
    choose.click()
    choose_path(main_window, Path(moved))
    assert ALL_FOUND in texts_of(read())
    trigger(main_window, "Show in source")
    trigger(main_window, "Show in source")
    assert "moved.txt" in texts_of(read())


def test_changed_file_is_compared_again(
    shown: SourcePane, main_window: MainWindow, report: Report, read: Read, article: Path
) -> None:
    trigger(main_window, "Show in source")
    words = report.quotes[0].text
    article.write_text(article.read_text("utf-8").replace(words, words[5:]), "utf-8")
    trigger(main_window, "Show in source")
    assert "1 of 21 quotes and excerpts are missing" in texts_of(read())
    assert not has_tick(shown)


# ---- the tick -----------------------------------------------------------------------------------


def test_briefing_earns_its_tick_and_keeps_what_was_shown(
    main_window: MainWindow, read: Read, article: Path, personal: PersonalData, tmp_path: Path
) -> None:
    main_window.open(honest_copy(tmp_path / "copy.db"))
    main_window.reading.show_item(briefing_of(main_window).report.findings[2])
    assert not any(mark.isVisibleTo(main_window) for mark in main_window.findChildren(CheckMark))
    pane = show_chosen(main_window, read, article)
    (source, *_) = briefing_of(main_window).report.sources
    assert source.compared_sha256 == sha256(article.read_bytes()).hexdigest()
    assert personal.checked.count() == 1
    (tick,) = main_window.view.column.page.findChildren(CheckMark)
    assert tick.isVisible()
    assert main_window.focusWidget() is view_of(pane)
    assert is_shown(main_window)
    finding = main_window.reading.contents.finding
    assert finding is not None
    assert marked_words(pane) == finding.quotes[0].text


def test_earned_tick_leaves_the_keyboard_focus_where_it_is(
    main_window: MainWindow, read: Read, article: Path, tmp_path: Path
) -> None:
    main_window.open(honest_copy(tmp_path / "copy.db"))
    trigger(main_window, "Show in source")
    choose_file(main_window, article)
    note = main_window.view.column.note.field
    note.setFocus()
    read()
    assert main_window.view.column.page.findChildren(CheckMark)[0].isVisible()
    assert main_window.focusWidget() is note


def test_earned_tick_is_shown_after_a_running_slideshow(
    *,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    read: Read,
    article: Path,
    tmp_path: Path,
) -> None:
    main_window.open(honest_copy(tmp_path / "copy.db"))
    briefing = briefing_of(main_window)
    launcher.present(briefing, StartOptions(windowed=True))
    show_chosen(main_window, read, article)
    assert main_window.briefing is briefing
    running_slideshow(launcher).end()
    assert main_window.briefing.report.check is Check.COMPARED


def test_reloaded_briefing_is_compared_again(
    main_window: MainWindow, read: Read, article: Path, tmp_path: Path
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    main_window.open(path)
    pane = show_chosen(main_window, read, article)
    assert has_tick(pane)
    forge(path)
    main_window.reload()
    QApplication.processEvents()
    assert is_shown(main_window)
    assert "1 of 21 quotes and excerpts are missing" in texts_of(read())


def test_briefing_reloaded_during_its_first_comparison_is_compared_then(
    main_window: MainWindow, read: Read, article: Path, tmp_path: Path
) -> None:
    main_window.open(honest_copy(tmp_path / "copy.db"))
    trigger(main_window, "Show in source")
    choose_file(main_window, article)
    main_window.reload()
    assert is_shown(main_window)
    assert has_tick(read())


# ---- a source whose text isn't known yet --------------------------------------------------------


def test_first_time_says_how_to_get_the_text_in_the_place_of_it(
    qtbot: QtBot, main_window: MainWindow, report: Report
) -> None:
    trigger(main_window, "Show in source")
    pane, (source, *_) = pane_of(main_window), report.sources
    assert main_window.findChildren(QFileDialog) == []
    shown = texts_of(pane)
    for words in (WHY, source.title, "Express & Star", "compares all 21 quotes and excerpts"):
        assert words in shown
    assert not main_window.view.figures.isVisible()
    choose = button_of(pane, "Choose file…")
    assert main_window.focusWidget() is choose
    assert choose.accessibleDescription() == f"The text of “{source.title}”"
    press(pane, "Copy title")
    assert QGuiApplication.clipboard().text() == source.title
    choose.click()
    (dialog,) = main_window.findChildren(QFileDialog)
    dialog.reject()
    process_deletions()
    assert is_shown(main_window)
    activate(qtbot, main_window)
    QTest.keyClick(choose, Qt.Key.Key_Escape)
    assert not is_shown(main_window)
    assert main_window.view.column.page.isAncestorOf(main_window.focusWidget())


def test_focus_stays_in_the_pane_while_the_chosen_file_is_read(
    qtbot: QtBot, main_window: MainWindow, report: Report, article: Path
) -> None:
    activate(qtbot, main_window)
    trigger(main_window, "Show in source")
    pane = pane_of(main_window)
    pane.show_progress(report.sources[0], article)
    assert pane.isAncestorOf(main_window.focusWidget())
    assert hidden_focus() == ""
    pane.show_choice(report.sources[0], 21)
    assert main_window.focusWidget() is button_of(pane, "Choose file…")


def test_button_that_asks_for_the_file_is_in_sight_in_a_small_window(
    main_window: MainWindow,
) -> None:
    for height in (600, 500):
        main_window.resize(1024, height)
        trigger(main_window, "Show in source")
        assert hidden_focus() == ""
        trigger(main_window, "Show in source")


def test_words_of_another_source_ask_for_its_text(
    qtbot: QtBot, main_window: MainWindow, read: Read, article: Path, tmp_path: Path
) -> None:
    other = "UPDATE findings SET source_id = 2 WHERE position = 1"
    main_window.open(edited(tmp_path / "two.db", other))
    first, second, *_ = briefing_of(main_window).report.findings
    main_window.reading.show_item(second)
    pane = show_chosen(main_window, read, article)
    main_window.reading.show_item(first)
    qtbot.waitUntil(lambda: first.source.title in texts_of(pane))
    assert main_window.findChildren(QFileDialog) == []
    assert shows_button(pane, "Choose file…")
    assert "compares the quoted words" in texts_of(pane)
    main_window.reading.show_item(second)
    qtbot.waitUntil(lambda: marked_words(pane) == second.quotes[0].text)


# ---- any source of the briefing -----------------------------------------------------------------


def choose_source(pane: SourcePane, at: int) -> None:
    sources = combo_box_of(pane, "Source")
    sources.setCurrentIndex(at)
    sources.activated.emit(at)


def test_words_can_be_copied_from_a_source_that_is_not_quoted_yet(
    shown: SourcePane, main_window: MainWindow, report: Report, read: Read, tmp_path: Path
) -> None:
    box = combo_box_of(shown, "Source")  # on Linux, Qt names it by its value
    assert box.accessibleDescription() == "The source whose text is shown"
    (tmp_path / "report.txt").write_text("A summary.\nForces have done little.", "utf-8")
    choose_source(shown, 1)
    assert "Nothing is quoted from this source yet." in texts_of(shown)
    choose_file(main_window, tmp_path / "report.txt")
    assert "report.txt: nothing is quoted from this source yet." in texts_of(read())
    assert not has_tick(shown)
    mark(shown, "done little")
    press(shown, "Copy as a row of Quotes")
    assert pasted() == ["9", "", "done little", "paragraph 2", "2", ""]
    assert message_of(main_window).endswith("paste it into an empty row and add the speaker")
    choose_source(shown, 0)
    evidence = main_window.reading.contents.evidence
    assert evidence is not None
    assert marked_words(read()) == evidence.text


def test_reload_keeps_the_source_and_the_place_in_its_text(
    shown: SourcePane, main_window: MainWindow, read: Read, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text("Forces have done little.\n" * 200, "utf-8")
    choose_source(shown, 1)
    choose_file(main_window, tmp_path / "report.txt")
    bar = view_of(read()).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    main_window.reload()
    QApplication.processEvents()
    assert "report.txt" in texts_of(read())
    assert combo_box_of(shown, "Source").currentIndex() == 1
    assert bar.value() == before > 0


def test_finding_without_words_shows_its_source(
    main_window: MainWindow, read: Read, article: Path, tmp_path: Path
) -> None:
    bare = "UPDATE findings SET excerpt = '', locator = '' WHERE position = 1"
    main_window.open(edited(tmp_path / "bare.db", bare))
    assert main_window.reading.contents.evidence is None
    assert ALL_FOUND.replace("21", "20") in texts_of(show_chosen(main_window, read, article))


# ---- the way back -------------------------------------------------------------------------------


def test_keys_lead_back_to_the_words(
    qtbot: QtBot, shown: SourcePane, main_window: MainWindow, read: Read
) -> None:
    activate(qtbot, main_window)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
        assert menu_entry(main_window, "Show in source").isChecked()
        QTest.keyClick(view_of(shown), key)
        assert not shown.isVisible()
        assert main_window.view.column.page.isAncestorOf(main_window.focusWidget())
        assert main_window.view.figures.isVisible()
        assert not menu_entry(main_window, "Show in source").isChecked()
        trigger(main_window, "Show in source")
        read()


def test_figures_take_their_place_back_and_the_next_pane_is_the_text(
    qtbot: QtBot, shown: SourcePane, main_window: MainWindow, read: Read
) -> None:
    for entry in ("To the figures", "Enlarge the figures"):
        trigger(main_window, entry)
        assert not shown.isVisible()
        assert main_window.view.figures.isVisible()
        trigger(main_window, "Show in source")
        assert read().isVisible()
        assert not main_window.view.figures.isVisible()
    activate(qtbot, main_window)
    main_window.view.findings.focus()
    visited = []
    for _ in range(4):
        trigger(main_window, "To the next pane")
        visited.append(shown.isAncestorOf(main_window.focusWidget()))
    assert visited.count(True) == 1


def test_text_closes_when_its_place_is_forgotten_and_with_its_briefing(
    *,
    shown: SourcePane,
    main_window: MainWindow,
    report: Report,
    personal: PersonalData,
    read: Read,
    article: Path,
    tmp_path: Path,
) -> None:
    personal.kept.forget(report.key, KeptKind.SOURCE_FILES)
    personal.forgotten.emit()
    assert not shown.isVisible()
    assert show_chosen(main_window, read, article).isVisible()
    main_window.open(edited(tmp_path / "other.db", "UPDATE sources SET title = 'Another article'"))
    assert not shown.isVisible()


def test_text_is_beside_the_finding_if_there_is_space(
    shown: SourcePane, main_window: MainWindow
) -> None:
    column = main_window.view.column
    for size, is_beside in (
        (QSize(1366, 696), True),
        (QSize(720, 480), False),
        (QSize(1024, 640), True),
    ):
        main_window.resize(size)
        QApplication.processEvents()
        assert column.page.isVisible() is is_beside
        assert not main_window.view.figures.isVisible()
        assert shown.geometry().right() == column.rect().right()
        if is_beside:
            assert shown.geometry().left() == column.page.geometry().right() + 1
        close, view = button_of(shown, "Close the source’s text"), view_of(shown)
        right, bottom = close.mapTo(shown, close.rect().bottomRight()).toTuple()
        assert shown.width() - 40 < right < shown.width()
        assert bottom < view.y()


# ---- copying a row ------------------------------------------------------------------------------


def pasted() -> list[str]:
    (cells,) = csv.reader([QGuiApplication.clipboard().text()], dialect="excel-tab")
    return cells


def test_marked_words_are_copied_as_rows_of_both_sheets(
    shown: SourcePane, main_window: MainWindow, report: Report, article: Path
) -> None:
    mark(shown, "very day, thousands of me")
    press(shown, "Copy as a row of Quotes")
    words = "every day, thousands of men"
    lines = article.read_text("utf-8").split("\n")
    place = f"paragraph {next(n for n, line in enumerate(lines, 1) if words in line)}"
    assert pasted() == ["9", "Wendy Williams", words, place, "1", ""]
    assert message_of(main_window).startswith("Copied as number 9 of the sheet Quotes: paste it")
    press(shown, "Copy as a row of Findings")
    assert pasted()[5:8] == [words, place, "1"]
    assert pasted()[1] == "every-day-thousands-of"
    assert pasted()[0] == str(len(report.findings) + 1)
    trigger(main_window, "Copy as a row of Quotes")
    assert pasted()[0] == "10"


def test_rows_are_copied_only_of_marked_words_that_fit_into_a_cell(
    shown: SourcePane, main_window: MainWindow, read: Read, article: Path
) -> None:
    QGuiApplication.clipboard().setText("before")
    assert not button_of(shown, "Copy as a row of Quotes").isEnabled()
    trigger(main_window, "Copy as a row of Quotes")
    assert message_of(main_window) == "Mark words in the source’s text first"
    mark(shown, "inconsistent")
    assert button_of(shown, "Copy as a row of Quotes").isEnabled()
    trigger(main_window, "Show in source")
    trigger(main_window, "Copy as a row of Quotes")
    article.write_text("A long line of words. " * 1000, "utf-8")
    trigger(main_window, "Show in source")
    view_of(read()).selectAll()
    press(shown, "Copy as a row of Quotes")
    assert "20,000" in message_of(main_window)
    assert QGuiApplication.clipboard().text() == "before"
