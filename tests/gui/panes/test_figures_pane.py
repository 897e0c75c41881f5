"""The card with the figures."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from math import ceil

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.charts import bar_chart as bar_chart_widget
from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.charts.bar_chart_layout import BarLayout, lay_out
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes import figures_table
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole, ThemeChoice
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.text_layout import in_lines
from briefing_app.model.charts import ChartView, bar_chart
from briefing_app.model.report import Figure, Force, Measure
from tests.gui.slideshows import settle
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure
from tests.sample_report import SOURCE

Slideshow = Callable[..., FiguresPane]

WORD = "Unbreakable" * 18
"""More letters without a space than a line holds."""


def _wordy_measure(number: int, periods: tuple[str, ...]) -> Measure:
    """A measure in which every text is one long word."""
    forces = [Force(at, f"{at}{WORD}", f"{at}{WORD}") for at in range(3)]
    return Measure(
        id=number,
        title=f"{number}{WORD}",
        message=WORD,
        unit=WORD,
        definition=WORD,
        caveat=WORD,
        source=replace(SOURCE, title=WORD, publisher=WORD),
        highlight=forces[1],
        figures=tuple(
            Figure(force, period, 10 + force.id, "p") for force in forces for period in periods
        ),
    )


@pytest.fixture
def show(qtbot: QtBot, style: Style) -> Slideshow:
    """Shows measures in a pane of its own, the chart attached."""

    def shown(*measures: Measure, size: tuple[int, int] = (760, 490)) -> FiguresPane:
        pane = FiguresPane(style)
        qtbot.addWidget(pane)
        pane.resize(*size)
        pane.set_measures(measures)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.activateWindow()
        pane.attach_chart()
        QApplication.processEvents()
        return pane

    return shown


@pytest.fixture
def pane(show: Slideshow) -> FiguresPane:
    """One measure of three forces."""
    return show(make_measure(highlight="Bravo"))


def _chart(pane: FiguresPane) -> BarChartWidget:
    return pane.findChildren(BarChartWidget)[0]


def _table(pane: FiguresPane) -> QTableView:
    pane.show_table(True)
    return pane.findChildren(QTableView)[0]


def _cells(
    table: QTableView, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
) -> list[list[object]]:
    model = table.model()
    return [
        [model.index(row, column).data(role) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _texts(pane: FiguresPane) -> list[str]:
    """Everything that can be read in the card outside the chart and table."""
    found = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    return found + [view.toPlainText() for view in _views(pane)]


def _views(pane: FiguresPane) -> list[PlainText]:
    return [view for view in pane.findChildren(PlainText) if view.isVisible()]


def _view(pane: FiguresPane, start: str) -> PlainText:
    return next(view for view in _views(pane) if view.toPlainText().startswith(start))


def _pill(pane: FiguresPane, text: str) -> QPushButton:
    return next(pill for pill in pane.findChildren(QPushButton) if pill.text() == text)


def _box(pane: FiguresPane, name: str) -> QComboBox:
    return next(box for box in pane.findChildren(QComboBox) if box.accessibleName() == name)


def test_that_the_card_says_what_is_shown_and_what_limits_it(pane: FiguresPane) -> None:
    assert _texts(pane) == [
        "Figures",
        "2016",
        "Bravo has more than the others",
        "Made-up measure 1, things counted, 2016",
        "Counts, not rates.",
        "Things, counted once each.",
        "Source: The Made-up Post, A made-up article.",
    ]


def test_that_the_pane_comes_up_without_pyqtgraph() -> None:
    program = (
        "import sys, briefing_app.gui.panes.figures_pane;"
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_that_there_is_no_chart_before_it_is_attached(qtbot: QtBot, style: Style) -> None:
    pane = FiguresPane(style)
    qtbot.addWidget(pane)
    pane.set_measures((make_measure(),))
    pane.show()
    assert not pane.findChildren(BarChartWidget)
    pane.focus()
    pane.set_chosen_force(make_force("Alpha"))
    pane.attach_chart()
    pane.attach_chart()
    assert len(pane.findChildren(BarChartWidget)) == 1
    assert _chart(pane).isVisible()
    assert _chart(pane).is_chosen(2)


def test_that_the_first_painting_of_the_chart_is_told_once(qtbot: QtBot, style: Style) -> None:
    pane = FiguresPane(style)
    qtbot.addWidget(pane)
    pane.set_measures((make_measure(),))
    pane.show()
    with qtbot.waitSignal(pane.chart_painted):
        pane.attach_chart()
    with qtbot.assertNotEmitted(pane.chart_painted, wait=0):
        pane.set_my_force(make_force("Alpha"))
        pane.grab()
        QApplication.processEvents()


def test_that_the_table_has_the_figures_of_the_chart_in_its_order(show: Slideshow) -> None:
    pane = show(make_measure(AWKWARD, periods=("2015", "2016")))
    value = pane.chart_value()
    assert value is not None
    assert _cells(_table(pane)) == [[row.force, row.figure, row.period] for row in value.rows]


def test_that_the_tables_model_keeps_qts_rules(pane: FiguresPane) -> None:
    table = _table(pane)
    tester = QAbstractItemModelTester(
        table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    pane.set_measures((make_measure(FORTY_THREE),))
    pane.set_chosen_force(make_force(FORTY_THREE[4][0]))
    pane.set_measures(())
    assert tester.model().rowCount() == 0


def test_that_the_table_says_in_words_which_force_is_mine_and_which_is_chosen(
    pane: FiguresPane, style: Style
) -> None:
    table = _table(pane)
    pane.set_my_force(make_force("Charlie"))
    pane.set_chosen_force(make_force("Alpha"))
    names = [cells[0] for cells in _cells(table)]
    assert names == [
        "Bravo Made-up Police",
        "Charlie Made-up Police · my force",
        "Alpha Made-up Police · chosen",
    ]
    bold = style.font(TextRole.SECTION)
    fonts = [cells[0] == bold for cells in _cells(table, Qt.ItemDataRole.FontRole)]
    assert fonts == [False, True, True]


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("width", [480, 760])
def test_that_every_cell_and_heading_of_the_table_has_the_room_it_needs(
    show: Slideshow, style: Style, scale: float, width: int
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(AWKWARD, highlight=AWKWARD[0][0]), size=(width, 600))
    table = _table(pane)
    pane.set_chosen_force(make_force(AWKWARD[1][0]))
    QApplication.processEvents()
    for column in (1, 2):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column) + style.px(8)
        assert table.columnWidth(column) >= table.horizontalHeader().sectionSizeHint(column)
    for row in range(len(AWKWARD)):
        assert table.rowHeight(row) >= table.sizeHintForRow(row)
    beyond = sum(map(table.columnWidth, range(3))) - table.viewport().width()
    assert beyond <= table.horizontalScrollBar().maximum()
    assert beyond <= 0 or scale == 2.0


def test_that_a_row_looks_chosen_only_where_it_is_or_the_keyboard_is_on_it(
    qtbot: QtBot, pane: FiguresPane, style: Style
) -> None:
    def grounds() -> list[str]:
        image = table.viewport().grab().toImage()
        tops = [table.visualRect(table.model().index(row, 0)).top() for row in range(3)]
        return [image.pixelColor(3, top + 3).name().upper() for top in tops]

    table = _table(pane)
    theme = style.theme
    _pill(pane, "Copy").setFocus()
    pane.set_chosen_force(make_force("Charlie"))
    assert grounds() == [theme.surface, theme.accent_soft, theme.surface]
    pane.set_chosen_force(None)
    assert grounds() == [theme.surface] * 3
    table.clearSelection()
    pane.focus()
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert grounds() == [theme.surface, theme.accent, theme.surface]


def test_that_a_table_that_gets_the_keyboard_shows_where_it_is(
    qtbot: QtBot, pane: FiguresPane
) -> None:
    table = _table(pane)
    assert not table.selectionModel().hasSelection()
    pane.focus()
    qtbot.waitUntil(table.hasFocus)
    assert table.selectionModel().isRowSelected(0)


def test_that_figures_stand_to_the_right(pane: FiguresPane) -> None:
    table = _table(pane)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert [cells[1] for cells in _cells(table, Qt.ItemDataRole.TextAlignmentRole)] == [right] * 3
    heading = table.model().headerData(
        1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
    )
    assert heading == right


@pytest.mark.parametrize(("pill", "tabular"), [("Table", True), ("Chart", False)])
def test_that_the_pills_change_between_chart_and_table(
    qtbot: QtBot, pane: FiguresPane, pill: str, tabular: bool
) -> None:
    pane.show_table(not tabular)
    with qtbot.waitSignal(pane.table_shown) as shown:
        _pill(pane, pill).click()
    assert shown.args == [tabular]
    assert pane.is_table_shown() is tabular
    assert _chart(pane).isVisible() is not tabular
    assert pane.findChildren(QTableView)[0].isVisible() is tabular
    assert (_pill(pane, "Table").isChecked(), _pill(pane, "Chart").isChecked()) == (
        tabular,
        not tabular,
    )


def test_that_showing_what_is_shown_tells_nobody(qtbot: QtBot, pane: FiguresPane) -> None:
    with qtbot.assertNotEmitted(pane.table_shown):
        pane.show_table(False)


def test_that_a_bar_chooses_its_force(qtbot: QtBot, pane: FiguresPane) -> None:
    pane.focus()
    with qtbot.waitSignal(pane.force_chosen) as chosen:
        QTest.keyClick(_chart(pane), Qt.Key.Key_Return)
    assert chosen.args == [make_force("Bravo")]
    with qtbot.waitSignal(pane.force_chosen) as chosen:
        QTest.keyClick(_chart(pane), Qt.Key.Key_Return)
    assert chosen.args == [None]


def test_that_enter_on_a_row_chooses_its_force(qtbot: QtBot, pane: FiguresPane) -> None:
    table = _table(pane)
    pane.focus()
    table.selectRow(1)
    for force in (make_force("Charlie"), None):
        with qtbot.waitSignal(pane.force_chosen) as chosen:
            QTest.keyClick(table, Qt.Key.Key_Return)
        assert chosen.args == [force]
    assert _cells(table)[1][0] == "Charlie Made-up Police"


def test_that_chart_and_table_show_the_same_choice(pane: FiguresPane) -> None:
    pane.set_chosen_force(make_force("Charlie"))
    assert _chart(pane).is_chosen(1)
    assert _table(pane).currentIndex().row() == 1
    _chart(pane).choose_row(2)
    assert [cells[0] for cells in _cells(_table(pane))][2] == "Alpha Made-up Police · chosen"


def test_that_my_force_is_highlighted_or_said_to_be_missing(pane: FiguresPane) -> None:
    pane.set_my_force(make_force("Alpha"))
    value = pane.chart_value()
    assert value is not None
    assert value.highlighted is not None
    assert value.highlighted.label == "Alpha"
    pane.set_my_force(make_force("Zulu"))
    assert "Zulu Made-up Police is not in these figures." in _texts(pane)
    pane.set_my_force(None)
    assert not any("Zulu" in text for text in _texts(pane))


def test_that_there_is_a_chooser_only_for_several_measures(show: Slideshow) -> None:
    one = show(make_measure())
    assert not _box(one, "What was counted").isVisible()
    second = make_measure(number=2, message="Another message")
    two = show(make_measure(), second)
    box = _box(two, "What was counted")
    assert [box.itemText(at) for at in range(box.count())] == [
        "Made-up measure 1",
        "Made-up measure 2",
    ]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert "Another message" in _texts(two)
    two.show_measure(make_measure())
    assert box.currentIndex() == 0
    assert "Bravo has more than the others" in _texts(two)


PERIODS = "Period, change or force over time"
"""The name of the chooser of what of the figures is shown."""


def _choose_view(pane: FiguresPane, text: str) -> None:
    box = _box(pane, PERIODS)
    at = box.findText(text)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)
    QApplication.processEvents()


def test_that_another_period_can_be_chosen_where_there_is_one(show: Slideshow) -> None:
    assert not _box(show(make_measure()), PERIODS).isVisible()
    pane = show(make_measure(periods=("2015", "2016")))
    box = _box(pane, PERIODS)
    assert [box.itemText(at) for at in range(3)] == [
        "2016, the latest",
        "2015",
        "Change from 2015 to 2016",
    ]
    _choose_view(pane, "2015")
    assert "Things counted, 2015" in _texts(pane)
    pane.set_my_force(make_force("Alpha"))
    assert "Things counted, 2015" in _texts(pane)
    assert box.currentText() == "2015"


def test_that_what_was_chosen_is_left_for_the_latest_figures_with_another_measure(
    show: Slideshow,
) -> None:
    measures = [make_measure(number=number, periods=("2015", "2016")) for number in (1, 2)]
    pane = show(*measures)
    _choose_view(pane, "Change from 2015 to 2016")
    pane.show_measure(measures[1])
    assert _box(pane, PERIODS).currentText() == "2016, the latest"
    assert pane.chart_value() == bar_chart(measures[1])


def test_that_the_table_says_what_the_chart_of_a_change_says(show: Slideshow) -> None:
    measure = make_measure(periods=("2015", "2016"))
    pane = show(measure)
    _choose_view(pane, "Change from 2015 to 2016")
    value = bar_chart(measure, view=ChartView("2016", "2015"))
    assert pane.chart_value() == value
    assert [cells[1] for cells in _cells(_table(pane))][:2] == ["99", "99 no change"]
    assert [cells[2] for cells in _cells(_table(pane))][:2] == ["2015", "2016"]


def test_that_either_bar_of_a_pair_filters_by_its_force_and_keeps_the_keyboard(
    qtbot: QtBot, show: Slideshow
) -> None:
    pane = show(make_measure(periods=("2015", "2016")))
    _choose_view(pane, "Change from 2015 to 2016")
    chart = _chart(pane)
    chart.setFocus()
    for row in (0, 1):
        assert chart.current_row() == row
        with qtbot.waitSignal(pane.force_chosen) as told:
            QTest.keyClick(chart, Qt.Key.Key_Return)
        assert told.args == [make_force("Bravo")]
        assert chart.current_row() == row
        assert (chart.is_chosen(0), chart.is_chosen(1)) == (True, True)
        QTest.keyClick(chart, Qt.Key.Key_Return)
        QTest.keyClick(chart, Qt.Key.Key_Down)
    table = _table(pane)
    table.setFocus()
    table.selectRow(3)
    with qtbot.waitSignal(pane.force_chosen) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [make_force("Charlie")]
    assert table.currentIndex().row() == 3


def test_that_a_bar_is_read_out_with_its_period_where_there_are_several(show: Slideshow) -> None:
    pane = show(make_measure(periods=("2015", "2016")))
    assert _chart(pane).row_text(0) == "Bravo Made-up Police: 99"
    _choose_view(pane, "Change from 2015 to 2016")
    assert [_chart(pane).row_text(row) for row in (0, 1)] == [
        "Bravo Made-up Police, 2015: 99",
        "Bravo Made-up Police, 2016: 99 no change",
    ]
    _choose_view(pane, "Alpha over time")
    assert _chart(pane).row_text(1) == "Alpha Made-up Police, 2016: 16"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("rows", [THREE, AWKWARD, FORTY_THREE], ids=len)
def test_that_nothing_is_cut_off_in_any_view(
    qtbot: QtBot, show: Slideshow, style: Style, scale: float, rows: tuple[Row, ...]
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(rows, periods=("2015", "2016")))
    box = _box(pane, PERIODS)
    for view in (2, 3):
        box.setCurrentIndex(view)
        box.activated.emit(view)
        for size in ((480, 300), (760, 490)):
            pane.resize(*size)
            for tabular in (False, True):
                body: QAbstractScrollArea = _table(pane) if tabular else _chart(pane)
                pane.show_table(tabular)
                qtbot.waitUntil(partial(_is_settled, pane, body))


def test_that_a_briefing_without_figures_says_so_and_offers_nothing(show: Slideshow) -> None:
    pane = show()
    assert _texts(pane) == ["Figures", "This briefing has no figures."]
    assert not any(pill.isVisible() for pill in pane.findChildren(QPushButton))
    assert pane.chart_value() is None
    assert pane.selected_text() == ""
    pane.show_table(True)
    pane.focus()
    assert _texts(pane) == ["Figures", "This briefing has no figures."]


def test_that_figures_come_and_go_with_the_briefing(show: Slideshow) -> None:
    pane = show()
    pane.set_measures((make_measure(),))
    assert _chart(pane).isVisible()
    pane.set_measures(())
    assert not _chart(pane).isVisible()


def test_that_copying_is_asked_for(qtbot: QtBot, pane: FiguresPane) -> None:
    with qtbot.waitSignal(pane.copy_requested):
        _pill(pane, "Copy").click()


def test_that_what_is_selected_is_known_while_it_is(pane: FiguresPane) -> None:
    assert pane.selected_text() == ""
    view = _view(pane, "Source")
    view.setFocus()
    cursor = view.textCursor()
    cursor.setPosition(8)
    cursor.setPosition(24, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert pane.selected_text() == "The Made-up Post"
    pane.focus()
    assert pane.selected_text() == ""


def test_that_markup_in_a_briefing_is_text(show: Slideshow) -> None:
    evil = "<b>Bold</b><img src='x'>"
    pane = show(make_measure(AWKWARD, message=evil))
    tips = [str(tip) for tip in _cells(_table(pane), Qt.ItemDataRole.ToolTipRole)]
    assert any("&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;img" in tip for tip in tips)
    assert not any("<b>" in tip or "<img" in tip for tip in tips)
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert evil in _texts(pane)


def test_that_every_control_has_a_name_that_holds_its_caption(pane: FiguresPane) -> None:
    _table(pane)
    for control in (*pane.findChildren(QPushButton), *pane.findChildren(QComboBox)):
        name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        assert name
        if isinstance(control, QPushButton):
            assert control.text() in name


def _clipped(pane: FiguresPane) -> list[str]:
    """Texts that are cut off: in too small a label, or where no scrolling brings them into view."""
    page = pane._area
    cut = []
    texts: list[QLabel | PlainText] = [*_views(pane)]
    texts += [label for label in pane.findChildren(QLabel) if label.isVisible()]
    for text in texts:
        room = text.document().size().toSize() if isinstance(text, PlainText) else text.sizeHint()
        holder = text.parentWidget()
        inside = holder is not None and text.geometry().right() <= holder.width()
        if not inside or room.width() > text.width() or room.height() > text.height():
            cut.append(text.toPlainText() if isinstance(text, PlainText) else text.text())
    if pane._page.width() > page.viewport().width():
        cut.append("the page")
    return cut


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("rows", [THREE, AWKWARD, FORTY_THREE], ids=len)
def test_that_nothing_is_cut_off_and_one_thing_scrolls_at_most(
    qtbot: QtBot, show: Slideshow, style: Style, scale: float, rows: tuple[Row, ...]
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(rows))
    for size in ((560, 230), (480, 300), (760, 490), (1400, 660)):
        pane.resize(*size)
        for tabular in (False, True):
            body: QAbstractScrollArea = _table(pane) if tabular else _chart(pane)
            pane.show_table(tabular)
            # Qt lays out in several turns of its event loop.
            qtbot.waitUntil(partial(_is_settled, pane, body))


def _is_settled(pane: FiguresPane, body: QAbstractScrollArea) -> bool:
    bars = (pane._area.verticalScrollBar(), body.verticalScrollBar())
    return not _clipped(pane) and sum(bar.maximum() > 0 for bar in bars) <= 1


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(480, 600), (760, 900)], ids=str)
def test_that_a_long_word_is_neither_cut_off_nor_widens_the_card(
    qtbot: QtBot, show: Slideshow, style: Style, scale: float, size: tuple[int, int]
) -> None:
    style.set_scale(scale)
    spans = (f"2015{WORD}", f"2016{WORD}")
    pane = show(_wordy_measure(1, spans), _wordy_measure(2, spans), size=size)
    pane.set_my_force(Force(9, f"9{WORD}", WORD))
    heading = next(label for label in pane.findChildren(QLabel) if label.text() == "Figures")
    boxes = [_box(pane, "What was counted"), _box(pane, PERIODS)]
    assert all(box.isVisible() for box in boxes)
    for left, right in pairwise([heading, *boxes]):
        assert left.geometry().right() < right.geometry().left()
    assert boxes[-1].mapTo(pane, boxes[-1].rect().bottomRight()).x() < pane.width()
    body: QAbstractScrollArea = _chart(pane)
    qtbot.waitUntil(partial(_is_settled, pane, body))
    table = _table(pane)
    qtbot.waitUntil(partial(_is_settled, pane, table))
    assert sum(WORD in view.toPlainText() for view in _views(pane)) == 6
    assert table.columnWidth(2) <= 0.3 * table.viewport().width() + 1
    font = style.font(TextRole.SECTION)
    for row, cells in enumerate(_cells(table)):
        for column, text in enumerate(cells):
            room = table.visualRect(table.model().index(row, column)).adjusted(
                *(style.px(by) for by in (8, 5, -8, -5))
            )
            lines = in_lines(str(text), font, room.width())
            assert ceil(lines.boundingRect().height()) <= room.height()


def test_that_nothing_is_laid_out_for_a_width_that_the_card_has_not(
    show: Slideshow, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []

    def noted(bars: object, style: object, size: QSize, *rest: object) -> BarLayout:
        if bars:
            widths.append(size.width())
        return lay_out(bars, style, size, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(bar_chart_widget, "lay_out", noted)
    show(make_measure(FORTY_THREE))
    settle()
    assert widths
    assert all(width > 700 for width in widths)


def test_that_the_table_wraps_nothing_for_a_width_that_it_has_not(
    show: Slideshow, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = show(make_measure(FORTY_THREE))
    wrapped: list[str] = []
    monkeypatch.setattr(figures_table, "in_lines", lambda *args: wrapped.append(args[0]))
    _table(pane)
    settle()
    assert not wrapped  # each of these names has room in one line


def test_that_the_table_is_fitted_again_only_when_something_changed(
    show: Slideshow, style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = show(make_measure(AWKWARD))
    table = _table(pane)
    settle()
    heights: list[int] = []
    monkeypatch.setattr(table, "setRowHeight", lambda *_: heights.append(1))
    pane.set_chosen_force(None)
    pane.show_table(False)
    pane.show_table(True)
    settle()
    assert not heights
    pane.set_chosen_force(make_force("Nought"))
    assert len(heights) == len(AWKWARD)
    style.set_scale(1.5)
    assert len(heights) > len(AWKWARD)


def test_that_a_long_word_asks_for_no_more_width_than_a_short_one(show: Slideshow) -> None:
    long, short = show(_wordy_measure(1, (WORD,))), show(make_measure())
    assert long.minimumSizeHint().width() <= short.minimumSizeHint().width()


def test_that_a_long_period_is_told_below_the_message_alone(show: Slideshow) -> None:
    long = "the year from April 2015 to March 2016"
    pane = show(make_measure(periods=(long,)))
    assert f"Made-up measure 1, things counted, {long}" in _texts(pane)
    assert long not in _texts(pane)


def test_that_choosers_say_what_they_choose_to_who_hears_only_the_choice(show: Slideshow) -> None:
    pane = show(make_measure())
    described = {
        box.accessibleName(): QAccessible.queryAccessibleInterface(box).text(
            QAccessible.Text.Description
        )
        for box in pane.findChildren(QComboBox)
    }
    assert described == {
        "What was counted": "What the figures count",
        PERIODS: "What of the figures is shown",
    }


def _is_in_view(pane: FiguresPane, row: int) -> bool:
    chart = _chart(pane)
    for hole in (chart.viewport(), pane._area.viewport()):
        place = chart.row_rect(row)
        place.moveTopLeft(chart._canvas.mapTo(hole, place.topLeft()))
        if not hole.rect().contains(place):
            return False
    return True


def test_that_three_bars_are_in_view_in_the_smallest_window(show: Slideshow) -> None:
    pane = show(make_measure(), size=(560, 230))
    assert _is_in_view(pane, 2)


def test_that_three_bars_are_in_view_at_half_as_large_again(
    qtbot: QtBot, style: Style, settings: Settings
) -> None:
    style.set_scale(1.5)
    window = MainWindow(settings, style)
    qtbot.addWidget(window)
    window.take_size(QSize(1280, 800))
    window.open(BUNDLED_BRIEFING)
    with qtbot.waitExposed(window):
        window.show()
    window.complete()
    (pane,) = window.findChildren(FiguresPane)
    qtbot.waitUntil(lambda: pane._area.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: all(_is_in_view(pane, row) for row in range(3)))


def _figures_are_whole(chart: BarChartWidget) -> bool:
    room = chart.viewport().width()
    rights = [max(row.figure.right(), row.note.right()) for row in chart._layout.rows]
    return chart._canvas.width() == room and all(right <= room for right in rights)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("rows", [THREE, FORTY_THREE], ids=len)
def test_that_no_figure_is_cut_off_whichever_scroll_bar_comes_or_goes(
    show: Slideshow, style: Style, scale: float, rows: tuple[Row, ...]
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(rows))
    for height in (*range(200, 500, 20), *range(490, 200, -20)):
        pane.resize(600, height)
        settle()
        assert _figures_are_whole(_chart(pane))


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1024, 640), 1.0), ((1100, 700), 1.0), ((1280, 800), 1.25), ((1920, 1080), 1.5)],
    ids=str,
)
def test_that_the_windows_chart_shows_its_figures_whole_from_the_start(
    qtbot: QtBot, style: Style, settings: Settings, size: tuple[int, int], scale: float
) -> None:
    style.set_scale(scale)
    window = MainWindow(settings, style)
    qtbot.addWidget(window)
    window.take_size(QSize(*size))
    window.open(BUNDLED_BRIEFING)
    with qtbot.waitExposed(window):
        window.show()
    window.complete()
    settle()
    (pane,) = window.findChildren(FiguresPane)
    assert _figures_are_whole(_chart(pane))


def test_that_a_chart_that_changed_behind_the_table_has_the_right_scroll_bar(
    show: Slideshow,
) -> None:
    pane = show(make_measure(THREE))
    for rows in (FORTY_THREE, THREE):
        pane.show_table(True)
        pane.set_measures((make_measure(rows),))
        pane.show_table(False)
        settle()
        assert _figures_are_whole(_chart(pane))


def test_that_the_page_follows_the_keyboard_where_it_scrolls(show: Slideshow) -> None:
    pane = show(make_measure(FORTY_THREE), size=(560, 230))
    for body in (_chart(pane), _table(pane)):
        pane.show_table(isinstance(body, QTableView))
        pane._area.verticalScrollBar().setValue(0)
        QApplication.processEvents()
        pane.focus()
        QTest.keyClick(body, Qt.Key.Key_Home)
        QTest.keyClick(
            body,
            Qt.Key.Key_End,
            Qt.KeyboardModifier.ControlModifier
            if isinstance(body, QTableView)
            else Qt.KeyboardModifier.NoModifier,
        )
        bar = pane._area.verticalScrollBar()
        assert bar.maximum() > 0
        assert bar.value() > bar.maximum() // 2


@pytest.mark.parametrize("tabular", [False, True], ids=["chart", "table"])
@pytest.mark.parametrize("row", [0, 2])
def test_that_a_key_that_leads_to_the_figures_brings_their_row_into_view(
    show: Slideshow, style: Style, tabular: bool, row: int
) -> None:
    style.set_scale(2.0)
    pane = show(make_measure(), size=(420, 230))
    body: QAbstractScrollArea = _table(pane) if tabular else _chart(pane)
    pane.show_table(tabular)
    settle()
    pane.focus()
    QTest.keyClick(body, Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(body, Qt.Key.Key_Down)
    pane._copy_pill.setFocus()
    bar = pane._area.verticalScrollBar()
    for away in (bar.minimum(), bar.maximum()):
        bar.setValue(away)
        pane.focus()
        hole = pane._area.viewport()
        shown = (
            body.visualRect(body.currentIndex())
            if isinstance(body, QTableView)
            else _chart(pane).row_rect(row)
        )
        inside = body.viewport().mapTo(hole, shown.topLeft())
        assert hole.rect().contains(inside.x(), inside.y())
        assert hole.rect().contains(inside.x(), inside.y() + shown.height() - 1)
        pane._copy_pill.setFocus()


def test_that_the_page_takes_the_keyboard_only_where_it_scrolls(
    qtbot: QtBot, show: Slideshow, style: Style
) -> None:
    assert show(make_measure())._area.focusPolicy() is Qt.FocusPolicy.NoFocus
    small = show(make_measure(), size=(560, 230))
    assert small._area.focusPolicy() is Qt.FocusPolicy.TabFocus
    small._area.setFocus()
    qtbot.waitUntil(small._area.hasFocus)
    edge = small._area.mapTo(small, QPoint(0, 20))
    assert small.grab().toImage().pixelColor(edge).name().upper() == style.theme.accent


def test_that_fonts_hold_where_the_pane_is_moved_into_another_widget(
    qtbot: QtBot, style: Style
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pane = FiguresPane(style, window)
    pane.set_measures((make_measure(),))
    splitter = QSplitter(window)
    splitter.addWidget(pane)
    with qtbot.waitExposed(window):
        window.show()
    for text, role in (
        ("Bravo has more than the others", TextRole.CHART_TITLE),
        ("Counts, not rates.", TextRole.SMALL),
        ("Figures", TextRole.SECTION),
    ):
        shown: list[QWidget] = [view for view in _views(pane) if view.toPlainText() == text]
        shown += [label for label in pane.findChildren(QLabel) if label.text() == text]
        (widget,) = shown
        assert widget.font().pixelSize() == style.font(role).pixelSize()
        assert widget.font().bold() == style.font(role).bold()


def test_that_another_theme_and_text_size_are_taken_over(pane: FiguresPane, style: Style) -> None:
    table = _table(pane)
    height = table.rowHeight(0)
    style.choose(ThemeChoice.DARK)
    style.set_scale(2.0)
    title = _view(pane, "Bravo")
    assert title.font().pixelSize() == style.font(TextRole.CHART_TITLE).pixelSize()
    assert table.rowHeight(0) > 1.5 * height
    image = pane.grab().toImage()
    corner = table.viewport().mapTo(pane, table.viewport().rect().bottomRight())
    assert image.pixelColor(corner).name().upper() == style.theme.surface


def test_that_no_timer_runs_in_a_pane_at_rest(pane: FiguresPane) -> None:
    _table(pane)
    QApplication.processEvents()
    timers = [thing for thing in pane.findChildren(QObject) if isinstance(thing, QTimer)]
    assert not [timer for timer in timers if timer.isActive()]
