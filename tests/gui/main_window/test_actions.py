"""Tests of actions, and of the menus and shortcuts that are made from them."""

from collections import Counter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.help import HelpController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.actions import HELP, MENUS, SLIDESHOW, Action, ActionMenus
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from tests.gui.menus import menu_entry, trigger


def test_each_key_is_known_to_qt_and_of_one_action(menus: ActionMenus) -> None:
    keys = Counter(QKeySequence(key).toString() for action in menus.actions for key in action.keys)
    assert keys[""] == 0
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_entries_of_a_menu_share_a_mnemonic(menus: ActionMenus) -> None:
    names = {action.menu for action in menus.actions}
    for menu in names:
        letters = [_mnemonic(action.text) for action in menus.actions if action.menu == menu]
        submenus = [other.partition("/") for other in names if "/" in other]
        letters += [_mnemonic(inner) for outer, _, inner in submenus if outer == menu]
        assert len(letters) == len(set(letters)), menu
    menu_letters = [_mnemonic(menu) for menu in MENUS]
    assert len(menu_letters) == len(set(menu_letters))


def _mnemonic(text: str) -> str:
    return text.split("&")[1][0].lower()


def test_menus_have_every_action(hidden_window: MainWindow, menus: ActionMenus) -> None:
    shown = hidden_window.menuBar().findChildren(QMenu)
    assert all(menu.actions() for menu in shown)
    texts = [
        action.text()
        for menu in shown
        for action in menu.actions()
        if action.menu() is None and not action.isSeparator()
    ]
    assert Counter(texts) == Counter(action.text for action in menus.actions)


# ---- the recipe in docs/development.md ----------------------------------------------------------


class _Lamp(QObject):
    """A controller with one task, as somebody would add it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.is_there = True
        self.is_on = False

    def actions(self) -> tuple[Action, ...]:
        return (
            Action(
                "La&mp",
                self._switch,
                SLIDESHOW,
                90,
                ("Ctrl+Alt+L",),
                enabled=lambda: self.is_there,
                checked=lambda: self.is_on,
            ),
        )

    def _switch(self, is_on: bool) -> None:
        self.is_on = is_on


def test_action_of_a_controller_is_in_its_menu_and_has_its_key(
    qtbot: QtBot, hidden_window: MainWindow
) -> None:
    lamp = _Lamp(hidden_window)
    hidden_window.add_actions((*hidden_window.menu_actions(), *lamp.actions()))
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


def test_action_added_to_a_controller_needs_no_other_change(
    *,
    hidden_window: MainWindow,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    qapp: QApplication,
    launcher: SlideshowLauncher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen: list[str] = []
    own = HelpController.actions

    def actions(controller: HelpController) -> tuple[Action, ...]:
        added = Action("&Tour", lambda: chosen.append("tour"), HELP, 12, ("Ctrl+Alt+T",))
        return (*own(controller), added)

    monkeypatch.setattr(HelpController, "actions", actions)
    Controllers(hidden_window, settings, personal, qapp, launcher=launcher)
    trigger(hidden_window, "Tour")
    assert chosen == ["tour"]
    hidden_window.open(BUNDLED_BRIEFING.with_name("gone.db"))
    assert not menu_entry(hidden_window, "Tour").isEnabled()
