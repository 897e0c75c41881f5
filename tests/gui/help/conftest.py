"""Fixtures for the tests of the guide."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look
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
    """Return the open guide."""
    guide = GuideWindow(parent)
    guide.show()
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    return guide
