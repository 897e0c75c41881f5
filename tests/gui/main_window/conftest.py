"""Fixtures for the tests of the main window."""

import pytest
from PySide6.QtWidgets import QApplication

from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.actions import ActionMenus
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher


@pytest.fixture
def style(request: pytest.FixtureRequest, style: Look) -> Look:
    """Return the light theme at the text size that `parametrize(…, indirect=True)` gives.

    A window that is made at a text size looks as if it was changed later, which takes longer.
    """
    style.set_scale(getattr(request, "param", 1.0))
    return style


@pytest.fixture
def menus(
    *,
    hidden_window: MainWindow,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    qapp: QApplication,
    launcher: SlideshowLauncher,
) -> ActionMenus:
    """Return the menus of a window with all controllers."""
    Controllers(hidden_window, settings, personal, qapp, launcher=launcher)
    assert hidden_window.menus is not None
    return hidden_window.menus
