"""Fixtures for the tests of the running order dialog."""

import pytest
from PySide6.QtWidgets import (
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.model.report import Report
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import finding_slide
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    REPORT,
    ShowDialog,
)
from tests.sample_report import make_finding, make_report


@pytest.fixture
def show_dialog(qtbot: QtBot, style: Look) -> ShowDialog:
    """Return a function that opens the dialog for an order."""
    window = QWidget()  # outlives the dialog, which deletes itself when closed
    qtbot.addWidget(window)

    def show(order: RunningOrder = ORIGINAL, report: Report = REPORT) -> RunningOrderDialog:
        dialog = RunningOrderDialog(report, RunningOrderEditor(report, order), window)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return show


@pytest.fixture
def dialog(show_dialog: ShowDialog) -> RunningOrderDialog:
    """The dialog with the briefing's own order and its first slide selected."""
    return show_dialog()


@pytest.fixture
def long_dialog(show_dialog: ShowDialog) -> RunningOrderDialog:
    """The dialog with an order much longer than its list."""
    findings = tuple(make_finding(number) for number in range(1, 60))
    return show_dialog(RunningOrder.of(map(finding_slide, findings)), make_report(findings))
