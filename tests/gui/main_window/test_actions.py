"""Tests of actions, and of the menus and shortcuts that are made from them."""

from collections import Counter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.actions import HELP, SLIDESHOW, Action, ActionMenus, Menu
from briefing_app.gui.main_window.window import MainWindow
from tests.gui.menus import menu_entry


def test_menus_have_every_action(hidden_window: MainWindow, menus: ActionMenus) -> None:
    shown = hidden_window.menuBar().findChildren(QMenu)
    assert all(menu.actions() for menu in shown)
    texts = [
        action.text()
        for menu in shown
        for action in menu.actions()
        if action.menu() is None and not action.isSeparator()
    ]
    assert Counter(texts) == Counter(action.text for action in menus.actions.values())


# ---- the recipe in docs/development.md ----------------------------------------------------------


class _Lamp(QObject):
    """A controller with one task, as somebody would add it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.is_there = True
        self.is_on = False

    def action(self) -> Action:
        return Action(
            "La&mp",
            self._switch,
            ("Ctrl+Alt+L",),
            enabled=lambda: self.is_there,
            checked=lambda: self.is_on,
        )

    def _switch(self, is_on: bool) -> None:
        self.is_on = is_on


def test_action_of_a_controller_is_in_its_menu_and_has_its_key(
    qtbot: QtBot, hidden_window: MainWindow
) -> None:
    lamp = _Lamp(hidden_window)
    hidden_window.fill_menus([Menu(SLIDESHOW, [lamp.action()])])
    assert menu_entry(hidden_window, "Slideshow/Lamp").isCheckable()
    for is_there, is_on in ((False, False), (True, True), (False, True), (True, False)):
        lamp.is_there, lamp.is_on = is_there, is_on
        entry = menu_entry(hidden_window, "Lamp")
        assert (entry.isEnabled(), entry.isChecked()) == (is_there, is_on)
    hidden_window.open(BUNDLED_BRIEFING)
    hidden_window.show()
    hidden_window.activateWindow()
    qtbot.waitUntil(hidden_window.isActiveWindow)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for is_on in (True, False):
        QTest.keyClick(hidden_window, Qt.Key.Key_L, modifiers)
        assert lamp.is_on is is_on
    hidden_window.open(BUNDLED_BRIEFING.with_name("gone.db"))
    lamp.is_there = False
    assert not menu_entry(hidden_window, "Lamp").isEnabled()


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([("&One", "F2"), ("T&wo", "F2")], "“T&wo” has the key of “&One”: F2"),
        ([("&One", "Ctrl+A"), ("&Other", "F2")], "has the mnemonic of “&One”"),
        ([("One", "F2")], "has no mnemonic"),
        ([("&One", "Strg+A")], "has a key that Qt doesn’t know: Strg"),
    ],
)
def test_entries_that_would_not_work_are_refused(
    hidden_window: MainWindow, entries: list[tuple[str, str]], why: str
) -> None:
    actions = [Action(text, hidden_window.reload, (key,)) for text, key in entries]
    with pytest.raises(ValueError, match=why):
        hidden_window.fill_menus([Menu(HELP, actions)])


def test_mnemonic_of_a_submenu_is_refused_for_an_action_beside_it(
    hidden_window: MainWindow,
) -> None:
    entries: list[Menu | Action] = [Menu("&Examples", []), Action("&Export", hidden_window.reload)]
    with pytest.raises(ValueError, match="has the mnemonic of “&Examples”"):
        hidden_window.fill_menus([Menu(HELP, entries)])
