"""Fixtures for the tests of the guide."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.help.keys import KeyGroup, KeyRow
from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look
from briefing_app.gui.slideshow.key_bindings import essential_keys, key_groups
from tests.gui.main_window.conftest import menus

__all__ = ["guide", "menus", "parent"]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Return the window that owns the guide."""
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def guide(qtbot: QtBot, style: Look, parent: QWidget) -> GuideWindow:
    """Return the open guide; the main window has one key."""
    main = KeyGroup("Main window", (KeyRow(("Ctrl+F",), "Search"),))
    guide = GuideWindow(essential_keys(), (*key_groups(), main), parent)
    guide.show()
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    return guide
