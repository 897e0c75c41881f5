"""Fixtures for the tests of the guide."""

from tests.gui.main_window.conftest import menus

__all__ = ["menus"]
