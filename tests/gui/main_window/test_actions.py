"""Tests of the table of actions."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from briefing_app.gui.main_window.actions import MENUS, Action, ActionId
from briefing_app.gui.main_window.window import MainWindow


@pytest.fixture
def records(main_window: MainWindow) -> tuple[Action, ...]:
    """The actions of the main window."""
    return main_window.actions_by_id.records


def test_no_two_actions_share_a_key(records: tuple[Action, ...]) -> None:
    keys = Counter(QKeySequence(key).toString() for record in records for key in record.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_qt_knows_every_key(records: tuple[Action, ...]) -> None:
    keys = [key for record in records for key in record.keys]
    assert [key for key in keys if not QKeySequence(key).toString()] == []


def test_table_has_every_action_once(records: tuple[Action, ...]) -> None:
    assert Counter(record.id for record in records) == Counter(ActionId)


def test_key_help_has_every_key(main_window: MainWindow, records: tuple[Action, ...]) -> None:
    listed = " ".join(keys for _, keys, _ in main_window.actions_by_id.key_rows())
    native = QKeySequence.SequenceFormat.NativeText
    keys = [QKeySequence(key).toString(native) for record in records for key in record.keys]
    assert [key for key in keys if key not in listed] == []


def test_no_two_entries_of_a_menu_share_a_mnemonic(records: tuple[Action, ...]) -> None:
    menus = {record.menu for record in records}
    for menu in menus:
        letters = [_mnemonic(record.text) for record in records if record.menu == menu]
        submenus = [other.partition("/") for other in menus if "/" in other]
        letters += [_mnemonic(inner) for outer, _, inner in submenus if outer == menu]
        assert len(letters) == len(set(letters)), menu
    menu_letters = [_mnemonic(menu) for menu in MENUS]
    assert len(menu_letters) == len(set(menu_letters))


def _mnemonic(text: str) -> str:
    return text.split("&")[1][0].lower()


def test_menus_are_filled_once_the_window_is_painted(main_window: MainWindow) -> None:
    menus = main_window.menuBar().findChildren(QMenu)
    assert menus
    assert all(menu.actions() for menu in menus)


def test_menus_have_every_action(main_window: MainWindow, records: tuple[Action, ...]) -> None:
    texts = {
        action.text()
        for menu in main_window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.menu() is None and not action.isSeparator()
    }
    assert texts == {record.text for record in records}
