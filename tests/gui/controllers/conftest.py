"""Fixtures for the tests of the controllers."""

from tests.gui.export.conftest import painting_printer, printer, target

__all__ = ["painting_printer", "printer", "target"]
