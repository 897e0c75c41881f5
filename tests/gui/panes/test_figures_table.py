"""The table of the figures and its model."""

import pytest
from PySide6.QtCore import QRect, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.panes import figures_table
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.panes.figures_table import FiguresTable
from briefing_app.gui.widgets.tables import CELL_PADDING_X_PX, CELL_PADDING_Y_PX
from tests.gui.panes.figures import (
    ShowMeasures,
    button_of,
    cells_of,
    chart_of,
    choose_row,
    table_of,
    view_of,
)
from tests.gui.slideshows import process_events
from tests.sample_measures import (
    AWKWARD,
    FORTY_THREE,
    make_force,
    make_measure,
    measure_of_two_sources,
)
from tests.sample_reading import SampleReading


def test_table_model_passes_qt_model_tester(pane: FiguresPane, reading: SampleReading) -> None:
    table = table_of(pane)
    tester = QAbstractItemModelTester(
        table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    reading.show(measures=(make_measure(FORTY_THREE),))
    choose_row(chart_of(pane), 4)
    reading.show(measures=(measure_of_two_sources(),))
    reading.show()
    assert tester.model().rowCount() == 0


def test_table_marks_my_force_and_chosen_force_in_words(
    pane: FiguresPane, style: Look, reading: SampleReading
) -> None:
    table = table_of(pane)
    reading.set_my_force(make_force("Charlie").name)
    choose_row(chart_of(pane), 2)
    names = [cells[0] for cells in cells_of(table)]
    assert names == [
        "Bravo Made-up Police",
        "Charlie Made-up Police · my force",
        "Alpha Made-up Police · chosen",
    ]
    bold = style.font(TextRole.SECTION)
    fonts = [cells[0] == bold for cells in cells_of(table, Qt.ItemDataRole.FontRole)]
    assert fonts == [False, True, True]


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_every_cell_and_heading_fits(show: ShowMeasures, style: Look, scale: float) -> None:
    style.set_scale(scale)
    pane = show(make_measure(AWKWARD, highlight=AWKWARD[0][0]))
    table = table_of(pane)
    choose_row(chart_of(pane), 1)
    metrics, padding = QFontMetrics(style.font(TextRole.SECTION)), style.px(2 * CELL_PADDING_X_PX)
    rows = [[str(text) for text in cells] for cells in cells_of(table)]
    for width in (480, 760):
        pane.resize(width, 600)
        process_events()
        for column in (1, 2):
            widest = max(metrics.horizontalAdvance(cells[column]) for cells in rows)
            assert table.columnWidth(column) >= widest + padding
            assert table.columnWidth(column) >= table.horizontalHeader().sectionSizeHint(column)
        room = QRect(0, 0, table.columnWidth(0) - padding, 10_000)
        for row, (name, *_) in enumerate(rows):
            needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), name).height()
            assert table.rowHeight(row) >= needed + style.px(2 * CELL_PADDING_Y_PX)
        beyond = sum(map(table.columnWidth, range(3))) - table.viewport().width()
        assert beyond <= table.horizontalScrollBar().maximum()
        assert beyond <= 0 or scale == 2.0


def test_row_is_highlighted_only_if_chosen_or_focused(
    qtbot: QtBot, pane: FiguresPane, style: Look
) -> None:
    def grounds() -> list[str]:
        image = table.viewport().grab().toImage()
        tops = [table.visualRect(table.model().index(row, 0)).top() for row in range(3)]
        return [image.pixelColor(3, top + 3).name().upper() for top in tops]

    table = table_of(pane)
    theme = style.theme
    button_of(pane, "Copy").setFocus()
    choose_row(chart_of(pane), 1)
    assert grounds() == [theme.surface, theme.accent_soft, theme.surface]
    choose_row(chart_of(pane), 1)
    assert grounds() == [theme.surface] * 3
    table.clearSelection()
    pane.focus()
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert grounds() == [theme.surface, theme.accent, theme.surface]


def test_headings_say_what_is_in_each_column_and_figures_are_right_aligned(
    pane: FiguresPane,
) -> None:
    table, across = table_of(pane), Qt.Orientation.Horizontal
    model, role = table.model(), Qt.ItemDataRole.TextAlignmentRole
    assert [model.headerData(at, across) for at in range(3)] == ["Force", "Figure", "Period"]
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert [cells[1] for cells in cells_of(table, role)] == [right] * 3
    assert model.headerData(1, across, role) == right


def test_table_wraps_texts_only_at_its_final_width(
    show: ShowMeasures, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = show(make_measure(FORTY_THREE))
    wrapped: list[str] = []
    monkeypatch.setattr(figures_table, "wrap_text", lambda *args: wrapped.append(args[0]))
    table_of(pane)
    process_events()
    assert not wrapped  # each of these names fits in one line


def test_table_is_fitted_again_only_after_a_change(
    show: ShowMeasures, style: Look, monkeypatch: pytest.MonkeyPatch, reading: SampleReading
) -> None:
    pane = show(make_measure(AWKWARD))
    table = table_of(pane)
    process_events()
    heights: list[int] = []
    monkeypatch.setattr(table, "setRowHeight", lambda *_: heights.append(1))
    reading.show_table(False)
    reading.show_table(True)
    process_events()
    assert not heights
    choose_row(chart_of(pane), 0)
    assert len(heights) == len(AWKWARD)
    style.set_scale(1.5)
    assert len(heights) > len(AWKWARD)


def test_table_works_through_proxy_model(pane: FiguresPane) -> None:
    table = table_of(pane)
    assert isinstance(table, FiguresTable)
    before = cells_of(table)
    proxy = QSortFilterProxyModel(table)
    proxy.setFilterFixedString("Charlie")
    proxy.setSourceModel(table.model())
    table.setModel(proxy)
    assert cells_of(table) == [before[1]]
    assert table.rowHeight(0) >= table.sizeHintForRow(0)
    table.select_force(make_force("Charlie"))
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert cells_of(table)[0][0] == "Charlie Made-up Police · chosen"


def test_figures_from_several_places_have_a_column_of_sources(
    pane: FiguresPane, reading: SampleReading
) -> None:
    table = table_of(pane)
    assert table.model().columnCount() == 3
    reading.show(measures=(measure_of_two_sources(),))
    heading = table.model().headerData(3, Qt.Orientation.Horizontal)
    assert [heading, *(cells[3] for cells in cells_of(table))] == [
        "Source",
        "The Made-up House, column 5",
        "The Made-up Post, table 3",
        "The Made-up Post, table 2",
    ]
    button_of(pane, "More").click()
    assert view_of(pane, "Source: ").toPlainText() == (
        "Source: The Made-up House, Made-up debates · column 5;"
        " The Made-up Post, A made-up article · table 3, table 2."
    )
