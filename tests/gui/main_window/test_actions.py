"""The one table of actions."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from briefing_app.gui.main_window.actions import MENUS, TABLE, ActionId, key_list
from briefing_app.gui.main_window.window import MainWindow


def test_that_no_key_stands_twice() -> None:
    keys = Counter(QKeySequence(key).toString() for entry in TABLE for key in entry.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_that_every_key_is_one_that_qt_knows() -> None:
    unknown = [key for entry in TABLE for key in entry.keys if not QKeySequence(key).toString()]
    assert unknown == []


def test_that_every_action_stands_in_the_table_once() -> None:
    assert Counter(entry.act for entry in TABLE) == Counter(ActionId)


def test_that_every_key_stands_in_the_help() -> None:
    listed = " ".join(keys for _, keys, _ in key_list())
    native = QKeySequence.SequenceFormat.NativeText
    missing = [
        key
        for entry in TABLE
        for key in entry.keys
        if QKeySequence(key).toString(native) not in listed
    ]
    assert missing == []


def test_that_no_two_entries_of_a_menu_share_a_mnemonic() -> None:
    menus = {entry.menu for entry in TABLE}
    for menu in menus:
        letters = [e.text.split("&")[1][0].lower() for e in TABLE if e.menu == menu]
        letters += [
            inner.partition("/")[2].split("&")[1][0].lower()
            for inner in menus
            if inner.partition("/")[0] == menu and "/" in inner
        ]
        assert len(letters) == len(set(letters)), menu
    tops = [menu.split("&")[1][0].lower() for menu in MENUS]
    assert len(tops) == len(set(tops))


def test_that_every_entry_is_found_in_the_window_s_menus(main_window: MainWindow) -> None:
    found = {
        action.text()
        for menu in main_window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.menu() is None and not action.isSeparator()
    }
    assert found == {entry.text for entry in TABLE}
