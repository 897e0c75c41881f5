"""The context menus of findings, quotes and figures have the entries of the menus."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.main_window.actions import ActionMenus
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from tests.gui.menus import menu_entry
from tests.gui.parts import briefing_of


@pytest.fixture
def window(shown_window: MainWindow, menus: ActionMenus) -> MainWindow:
    """Return the visible window with all controllers."""
    del menus
    return shown_window


def _open(part: QWidget, at: QPoint) -> dict[str, QAction]:
    """Open the context menu of a part with the mouse, and return its entries by their texts."""
    place = part.viewport() if isinstance(part, QAbstractScrollArea) else part
    QTest.mouseClick(place, Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, place.mapToGlobal(at))
    QApplication.sendEvent(place, event)
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return {}
    entries = {each.text().replace("&", ""): each for each in menu.actions() if each.text()}
    menu.close()
    return entries


def _words(window: MainWindow) -> QTextEdit:
    texts = window.view.column.page.findChildren(QTextEdit)
    (words,) = (text for text in texts if text.accessibleName() == "The exact words")
    return words


def test_finding_under_the_mouse_is_shown_and_its_menu_works(window: MainWindow) -> None:
    (findings,) = window.findChildren(FindingsList)
    heading, third = (findings.visualRect(findings.model().index(row, 0)) for row in (0, 3))
    assert _open(findings, heading.center()) == {}
    entries = _open(findings, third.center())
    assert list(entries) == [
        *("Bookmark", "Write a note", "Copy", "Show in source", "Start from the chosen finding"),
    ]
    assert window.reading.contents.finding == briefing_of(window).report.findings[2]
    entries["Bookmark"].trigger()
    assert window.view.column.page.head.bookmark.isChecked()
    assert _open(findings, third.center())["Bookmark"].isChecked()
    assert entries["Bookmark"] is menu_entry(window, "Bookmark")
    entries["Write a note"].trigger()
    assert QApplication.focusWidget() is window.view.column.note.field


def test_other_words_have_the_same_menu_for_a_quote(window: MainWindow) -> None:
    (findings,) = window.findChildren(FindingsList)
    (lone,) = window.reading.contents.parts.other_words
    model = findings.model()
    row = model.index(model.rowCount() - 1, 0)
    findings.scrollTo(row)
    entries = _open(findings, findings.visualRect(row).center())
    assert window.reading.contents.item is lone
    assert list(entries) == [
        *("Bookmark", "Write a note", "Copy", "Show in source", "Start from the chosen quote"),
    ]
    entries["Copy"].trigger()
    assert QGuiApplication.clipboard().text().startswith(f"“{lone.text}”")


def test_selected_words_are_copied_with_their_source(window: MainWindow) -> None:
    words, clipboard = _words(window), QGuiApplication.clipboard()
    entries = _open(words, QPoint(5, 5))
    assert list(entries) == ["Copy", "Copy with its source", "Show in source", "Write a note"]
    entries["Copy with its source"].trigger()
    evidence = window.reading.contents.evidence
    assert evidence is not None
    assert clipboard.text() == evidence.citation
    cursor = words.textCursor()
    cursor.setPosition(1)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    words.setTextCursor(cursor)
    part = cursor.selectedText()
    for entry, copied in (("Copy", part), ("Copy with its source", f"“{part}”\n")):
        _open(words, words.cursorRect().center())[entry].trigger()
        assert clipboard.text().startswith(copied)
    assert clipboard.text().splitlines()[1:] == evidence.citation.splitlines()[1:]


def test_figures_are_copied_as_picture_or_as_table(qtbot: QtBot, window: MainWindow) -> None:
    figures = window.view.figures
    entries = _open(figures, figures.rect().center())
    assert list(entries) == [
        *("Copy as a picture", "Copy as a table", "Figures as a table", "Enlarge the figures"),
    ]
    for entry, has_picture in (("Copy as a picture", True), ("Copy as a table", False)):
        entries[entry].trigger()
        copied = QGuiApplication.clipboard().mimeData()
        assert (copied.hasImage(), copied.hasHtml()) == (has_picture, not has_picture)
    entries["Enlarge the figures"].trigger()
    qtbot.waitUntil(lambda: not window.view.column.page.isVisible())
