"""Fixtures for the tests of the panes."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.panes.figures_head import FiguresForm
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.model.report import Measure
from tests.gui.panes.figures import ShowMeasures
from tests.sample_measures import make_measure
from tests.sample_reading import SampleReading


@pytest.fixture
def reading() -> SampleReading:
    """Return what the panes show."""
    return SampleReading()


@pytest.fixture
def show(qtbot: QtBot, style: Look, reading: SampleReading) -> ShowMeasures:
    """Return a function that shows measures in a pane with a chart, from `reading`."""

    def shown(
        *measures: Measure,
        size: tuple[int, int] = (760, 490),
        form: FiguresForm = FiguresForm.ENLARGED,
    ) -> FiguresPane:
        pane = FiguresPane(None, reading)
        qtbot.addWidget(pane)
        pane.set_form(form)
        is_low = form in {FiguresForm.PANEL, FiguresForm.LINE}
        reading.show(measures=measures)
        pane.resize(size[0], pane.panel_height(size[0]) if is_low else size[1])
        with qtbot.waitExposed(pane):
            pane.show()
        pane.activateWindow()
        pane.attach_chart()
        QApplication.processEvents()
        return pane

    return shown


@pytest.fixture
def pane(show: ShowMeasures) -> FiguresPane:
    """A pane that shows one measure of three forces, enlarged."""
    return show(make_measure(highlight="Bravo"))
