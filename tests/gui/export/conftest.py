"""Fixtures for the tests of the export dialog."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.look import Look
from briefing_app.gui.settings import Settings
from briefing_app.model.report import Force, Report
from tests.sample_measures import make_measure
from tests.sample_report import make_report


@pytest.fixture
def report() -> Report:
    return make_report(measures=(make_measure(),))


@pytest.fixture
def make_dialog(
    *,
    qtbot: QtBot,
    settings: Settings,
    style: Look,
    window: QWidget,
    tmp_path: Path,
) -> Callable[..., ExportDialog]:
    """Return a function that opens the dialog."""
    settings.export_folder = str(tmp_path)

    def make(report: Report, my_force: Force | None = None) -> ExportDialog:
        dialog = ExportDialog(report, settings, window, my_force=my_force)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


@pytest.fixture
def dialog(make_dialog: Callable[..., ExportDialog], report: Report) -> ExportDialog:
    return make_dialog(report)
