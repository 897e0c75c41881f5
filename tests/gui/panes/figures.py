"""Helpers for the tests of the figures pane."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from briefing_app.gui.charts.bar_chart import BarChartWidget, ChartCanvas
from briefing_app.gui.charts.window_layout import WindowLayout
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Figure, Force, Measure
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
        source=replace(SOURCE, title=WORD, publisher=WORD),
        locator=WORD,
        highlight=forces[1],
        figures=tuple(
            Figure(force, period, 10 + force.id, "p") for force in forces for period in periods
        ),
    )


def chart_of(pane: FiguresPane) -> BarChartWidget:
    return pane.findChildren(BarChartWidget)[0]


def canvas_of(chart: BarChartWidget) -> ChartCanvas:
    canvas = chart.widget()
    assert isinstance(canvas, ChartCanvas)
    return canvas


def layout_of(chart: BarChartWidget) -> WindowLayout:
    return chart._layout  # noqa: SLF001, otherwise it is only seen as pixels


def area_of(pane: FiguresPane) -> QScrollArea:
    """Return the area that scrolls the texts together with the chart or table."""
    return next(area for area in pane.findChildren(QScrollArea) if area.parent() is pane)


def page_of(pane: FiguresPane) -> QWidget:
    """Return what that area scrolls."""
    page = area_of(pane).widget()
    assert page is not None
    return page


def table_of(pane: FiguresPane) -> QTableView:
    pane.show_table(True)
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
    """Return the texts that are visible in the pane outside the chart and table."""
    found = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    return found + [view.toPlainText() for view in views_of(pane)]


def views_of(pane: FiguresPane) -> list[PlainText]:
    return [view for view in pane.findChildren(PlainText) if view.isVisible()]


def view_of(pane: FiguresPane, start: str) -> PlainText:
    return next(view for view in views_of(pane) if view.toPlainText().startswith(start))


def button_of(pane: FiguresPane, text: str) -> QPushButton:
    return next(button for button in pane.findChildren(QPushButton) if button.text() == text)


def box_of(pane: FiguresPane, name: str) -> QComboBox:
    return next(box for box in pane.findChildren(QComboBox) if box.accessibleName() == name)


VIEW_BOX = "Period, change or force over time"
"""The accessible name of the combo box for the view."""


def choose_view(pane: FiguresPane, text: str) -> None:
    box = box_of(pane, VIEW_BOX)
    at = box.findText(text)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)
    QApplication.processEvents()


def clipped_texts(pane: FiguresPane) -> list[str]:
    """Return the texts that are cut off and that no scrolling brings into view."""
    area = area_of(pane)
    page = page_of(pane)
    cut = []
    texts: list[QLabel | PlainText] = [*views_of(pane)]
    texts += [label for label in pane.findChildren(QLabel) if label.isVisible()]
    for text in texts:
        needed = text.document().size().toSize() if isinstance(text, PlainText) else text.sizeHint()
        parent = text.parentWidget()
        inside = parent is not None and text.geometry().right() <= parent.width()
        if not inside or needed.width() > text.width() or needed.height() > text.height():
            cut.append(text.toPlainText() if isinstance(text, PlainText) else text.text())
    if page.width() > area.viewport().width():
        cut.append("the page")
    return cut


def is_settled(pane: FiguresPane, body: QAbstractScrollArea) -> bool:
    bars = (area_of(pane).verticalScrollBar(), body.verticalScrollBar())
    return not clipped_texts(pane) and sum(bar.maximum() > 0 for bar in bars) <= 1


def is_row_visible(pane: FiguresPane, row: int) -> bool:
    chart = chart_of(pane)
    for viewport in (chart.viewport(), area_of(pane).viewport()):
        place = chart.row_rect(row)
        place.moveTopLeft(canvas_of(chart).mapTo(viewport, place.topLeft()))
        if not viewport.rect().contains(place):
            return False
    return True


def has_complete_figures(chart: BarChartWidget) -> bool:
    width = chart.viewport().width()
    texts = [text for row in layout_of(chart).rows for text in row.texts]
    rights = [text.rect.right for text in texts]
    return canvas_of(chart).width() == width and all(right <= width for right in rights)
