"""Helpers for the tests of the figures pane."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTableView,
)

from briefing_app.gui.charts.bar_chart import BarChartView
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Figure, Force, Measure
from tests.gui.parts import combo_box_of
from tests.sample_report import SOURCE

ShowMeasures = Callable[..., FiguresPane]


WORD = "Unbreakable" * 18
"""A word longer than a line."""


def long_word_measure(number: int, periods: tuple[str, ...]) -> Measure:
    """Return a measure in which every text is one long word."""
    forces = [Force(at, f"{at}{WORD}", f"{at}{WORD}") for at in range(3)]
    return Measure(
        id=number,
        title=f"{number}{WORD}",
        message=WORD,
        unit=WORD,
        definition=WORD,
        caveat=WORD,
        source=SOURCE._replace(title=WORD, publisher=WORD),
        locator=WORD,
        highlight=forces[1],
        figures=tuple(
            Figure(force, period, 10 + force.id, "p") for force in forces for period in periods
        ),
    )


def chart_of(pane: FiguresPane) -> BarChartView:
    return pane.findChildren(BarChartView)[0]


def show_table(pane: FiguresPane, is_table: bool = True) -> None:
    """Press the button for the table, as far as it is needed."""
    (button,) = (
        each
        for each in pane.findChildren(QPushButton)
        if each.accessibleName() == "Table of the figures"
    )
    if button.isChecked() is not is_table:
        button.click()


def table_of(pane: FiguresPane) -> QTableView:
    show_table(pane)
    return pane.findChildren(QTableView)[0]


def cells_of(
    table: QTableView, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
) -> list[list[object]]:
    model = table.model()
    return [
        [model.index(row, column).data(role) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def texts_of(pane: FiguresPane) -> list[str]:
    """Return the texts that are visible in the pane outside the chart, table and buttons."""
    found = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    return [text for text in found if text] + [view.toPlainText() for view in views_of(pane)]


def views_of(pane: FiguresPane) -> list[PlainText]:
    return [view for view in pane.findChildren(PlainText) if view.isVisible()]


def view_of(pane: FiguresPane, start: str) -> PlainText:
    return next(view for view in views_of(pane) if view.toPlainText().startswith(start))


def buttons_of(pane: FiguresPane) -> list[str]:
    """Return the texts of the visible buttons."""
    return [button.text() for button in pane.findChildren(QPushButton) if button.isVisible()]


def button_of(pane: FiguresPane, text: str) -> QPushButton:
    return next(
        button
        for button in pane.findChildren(QPushButton)
        if button.text() == text and not button.isHidden()
    )


VIEW_BOX = "Period or force over time"
"""The accessible name of the combo box for the view."""


def choose_view(pane: FiguresPane, text: str) -> None:
    """Choose a period, or a force over time."""
    box = combo_box_of(pane, VIEW_BOX)
    at = box.findText(text)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)
    QApplication.processEvents()


def bars_of(pane: FiguresPane) -> list[str]:
    """Return the labels of the bars from the top."""
    model = chart_of(pane).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def row_rect(chart: BarChartView, row: int) -> QRect:
    """Return the place of a row in the chart's viewport."""
    return chart.visualRect(chart.model().index(row, 0))


def is_row_visible(pane: FiguresPane, row: int) -> bool:
    chart = chart_of(pane)
    return bool(chart.viewport().rect().contains(row_rect(chart, row)))


def choose_row(chart: BarChartView, row: int) -> None:
    """Click a row, which selects or deselects its bar."""
    index = chart.model().index(row, 0)
    chart.scrollTo(index)
    place = chart.visualRect(index).center()
    modifier = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def is_row_chosen(chart: BarChartView, row: int) -> bool:
    return bool(chart.selectionModel().isSelected(chart.model().index(row, 0)))


def said_of(pane: FiguresPane, row: int) -> object:
    """Return what a screen reader says about a bar."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return chart_of(pane).model().index(row, 0).data(role)
