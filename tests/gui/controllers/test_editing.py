"""The entries of Edit work in notes and in the search, and Copy without a selection on the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from briefing_app.gui.main_window.window import MainWindow
from tests.gui.menus import menu_entry, trigger

_Field = QLineEdit | QTextEdit


@pytest.fixture(params=["search", "note"])
def field(main_window: MainWindow, request: pytest.FixtureRequest) -> _Field:
    """Return the field for the search or for a note, with the focus and some words."""
    main_window.activateWindow()
    entries = {"search": "Find in findings and quotes", "note": "Write a note"}
    trigger(main_window, entries[request.param])
    focus = QApplication.focusWidget()
    assert isinstance(focus, _Field)
    QTest.keyClicks(focus, "one two")
    return focus


def _text(field: _Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_words_are_copied_cut_pasted_and_undone_by_the_menu(
    main_window: MainWindow, field: _Field
) -> None:
    trigger(main_window, "Select all")
    for entry, left in (("Copy", "one two"), ("Cut", "")):
        QGuiApplication.clipboard().clear()
        trigger(main_window, entry)
        assert _text(field) == left
        assert QGuiApplication.clipboard().text() == "one two"
    for _ in range(2):
        trigger(main_window, "Paste")
    assert _text(field) == "one twoone two"
    for entry, text in (("Undo", "one two"), ("Redo", "one twoone two"), ("Undo", "one two")):
        assert menu_entry(main_window, entry).isEnabled()
        trigger(main_window, entry)
        assert _text(field) == text
    QGuiApplication.clipboard().setText(" three")
    main_window.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)  # as when opened by a key
    assert menu_entry(main_window, "Paste").isEnabled()
    trigger(main_window, "Paste")
    assert _text(field) == "one two three"


def test_copy_without_a_field_takes_the_quote(main_window: MainWindow) -> None:
    trigger(main_window, "To the findings")
    trigger(main_window, "Copy")
    assert "Officers showed ‘little understanding’" in QGuiApplication.clipboard().text()
    for name in ("Undo", "Redo", "Cut", "Paste"):
        assert not menu_entry(main_window, name).isEnabled()
