"""The figures pane: header, chart, and choosing a force."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.look import Look
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.charts import ChartView, bar_chart
from briefing_app.model.report import FindingKind
from tests.gui.panes.figures import (
    VIEW_BOX,
    ShowMeasures,
    box_of,
    button_of,
    cells_of,
    chart_of,
    choose_view,
    table_of,
    texts_of,
    view_of,
)
from tests.sample_measures import AWKWARD, highlighted, make_force, make_measure
from tests.sample_report import make_finding


def test_pane_shows_message_notes_and_source(pane: FiguresPane) -> None:
    assert texts_of(pane) == [
        "The report’s figures",
        "Bravo has more than the others",
        "Made-up measure 1, things counted, 2016",
        (
            "Note: Counts, not rates. What was counted: Things, counted once each. "
            "Source: The Made-up Post, A made-up article."
        ),
    ]


def test_figures_are_named_as_the_finding_s_only_if_they_belong_to_it(
    pane: FiguresPane,
) -> None:
    names = []
    for kind in (FindingKind.FIGURES, FindingKind.CONCERN):
        pane.show_finding(make_finding(1, kind))
        names.append(texts_of(pane)[0])
    pane.show_finding(None)
    names.append(texts_of(pane)[0])
    assert names == ["The figures of this finding", "The report’s figures", "The report’s figures"]


def test_importing_pane_does_not_import_pyqtgraph() -> None:
    program = (
        "import sys, briefing_app.gui.panes.figures_pane;"
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_chart_is_built_once_when_attached(qtbot: QtBot, style: Look) -> None:
    pane = FiguresPane()
    qtbot.addWidget(pane)
    pane.set_measures((make_measure(),))
    pane.show()
    assert not pane.findChildren(BarChartWidget)
    pane.focus()
    pane.set_chosen_force(make_force("Alpha"))
    pane.attach_chart()
    pane.attach_chart()
    assert len(pane.findChildren(BarChartWidget)) == 1
    assert chart_of(pane).isVisible()
    assert chart_of(pane).is_row_selected(2)


def test_table_has_rows_of_chart_in_same_order(show: ShowMeasures) -> None:
    pane = show(make_measure(AWKWARD, periods=("2015", "2016")))
    value = pane.chart_value
    assert value is not None
    assert cells_of(table_of(pane)) == [[row.force, row.figure, row.period] for row in value.rows]


@pytest.mark.parametrize(("force", "period"), [("Alpha", "2015"), ("Bravo", "2016")])
def test_measure_is_shown_with_the_newest_figure_of_a_force(
    show: ShowMeasures, force: str, period: str
) -> None:
    both = make_measure(periods=("2015", "2016"))
    missing = (make_force("Alpha"), "2016")
    kept = (figure for figure in both.figures if (figure.force, figure.period) != missing)
    measure = replace(both, figures=tuple(kept))
    pane = show(make_measure(number=2), measure)
    pane.show_measure(measure, make_force(force))
    assert pane.chart_value is not None
    assert {row.period for row in pane.chart_value.rows} == {period}
    assert make_force(force).name in {row.force for row in pane.chart_value.rows}


@pytest.mark.parametrize(("button", "tabular"), [("Table", True), ("Chart", False)])
def test_buttons_switch_between_chart_and_table(
    qtbot: QtBot, pane: FiguresPane, button: str, tabular: bool
) -> None:
    pane.show_table(not tabular)
    with qtbot.waitSignal(pane.table_toggled) as shown:
        button_of(pane, button).click()
    assert shown.args == [tabular]
    assert pane.is_table_shown is tabular
    assert chart_of(pane).isVisible() is not tabular
    assert pane.findChildren(QTableView)[0].isVisible() is tabular
    assert (button_of(pane, "Table").isChecked(), button_of(pane, "Chart").isChecked()) == (
        tabular,
        not tabular,
    )


def test_showing_chart_again_emits_nothing(qtbot: QtBot, pane: FiguresPane) -> None:
    with qtbot.assertNotEmitted(pane.table_toggled):
        pane.show_table(False)


def test_enter_on_bar_chooses_its_force(qtbot: QtBot, pane: FiguresPane) -> None:
    pane.focus()
    with qtbot.waitSignal(pane.force_chosen) as chosen:
        QTest.keyClick(chart_of(pane), Qt.Key.Key_Return)
    assert chosen.args == [make_force("Bravo")]
    with qtbot.waitSignal(pane.force_chosen) as chosen:
        QTest.keyClick(chart_of(pane), Qt.Key.Key_Return)
    assert chosen.args == [None]


def test_chart_and_table_show_same_chosen_force(pane: FiguresPane) -> None:
    pane.set_chosen_force(make_force("Charlie"))
    assert chart_of(pane).is_row_selected(1)
    assert table_of(pane).currentIndex().row() == 1
    chart_of(pane).choose_row(2)
    assert [cells[0] for cells in cells_of(table_of(pane))][2] == "Alpha Made-up Police · chosen"


def test_my_force_is_highlighted_or_reported_missing(pane: FiguresPane) -> None:
    pane.set_my_force(make_force("Alpha"))
    value = pane.chart_value
    assert value is not None
    assert highlighted(value) == ["Alpha"]
    pane.set_my_force(make_force("Zulu"))
    assert "Zulu Made-up Police is not in these figures." in texts_of(pane)
    pane.set_my_force(None)
    assert not any("Zulu" in text for text in texts_of(pane))


def test_measure_box_is_shown_only_for_several_measures(show: ShowMeasures) -> None:
    one = show(make_measure())
    assert not box_of(one, "What was counted").isVisible()
    second = make_measure(number=2, message="Another message")
    two = show(make_measure(), second)
    box = box_of(two, "What was counted")
    assert [box.itemText(at) for at in range(box.count())] == [
        "Made-up measure 1",
        "Made-up measure 2",
    ]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert "Another message" in texts_of(two)
    two.show_measure(make_measure())
    assert box.currentIndex() == 0
    assert "Bravo has more than the others" in texts_of(two)


def test_another_period_can_be_chosen_if_there_is_one(show: ShowMeasures) -> None:
    assert not box_of(show(make_measure()), VIEW_BOX).isVisible()
    pane = show(make_measure(periods=("2015", "2016")))
    box = box_of(pane, VIEW_BOX)
    assert [box.itemText(at) for at in range(3)] == [
        "2016, the latest",
        "2015",
        "Change from 2015 to 2016",
    ]
    choose_view(pane, "2015")
    assert "Things counted, 2015" in texts_of(pane)
    pane.set_my_force(make_force("Alpha"))
    assert "Things counted, 2015 · highlighted: Alpha" in texts_of(pane)
    assert box.currentText() == "2015"


def test_another_measure_starts_with_latest_figures(
    show: ShowMeasures,
) -> None:
    measures = [make_measure(number=number, periods=("2015", "2016")) for number in (1, 2)]
    pane = show(*measures)
    choose_view(pane, "Change from 2015 to 2016")
    pane.show_measure(measures[1])
    assert box_of(pane, VIEW_BOX).currentText() == "2016, the latest"
    assert pane.chart_value == bar_chart(measures[1])


def test_table_of_change_matches_chart(show: ShowMeasures) -> None:
    measure = make_measure(periods=("2015", "2016"))
    pane = show(measure)
    choose_view(pane, "Change from 2015 to 2016")
    value = bar_chart(measure, view=ChartView("2016", "2015"))
    assert pane.chart_value == value
    assert [cells[1] for cells in cells_of(table_of(pane))][:2] == ["99", "99 no change"]
    assert [cells[2] for cells in cells_of(table_of(pane))][:2] == ["2015", "2016"]


def test_each_row_of_a_change_chooses_its_force(qtbot: QtBot, show: ShowMeasures) -> None:
    pane = show(make_measure(periods=("2015", "2016")))
    choose_view(pane, "Change from 2015 to 2016")
    chart = chart_of(pane)
    chart.setFocus()
    for row, name in enumerate(("Bravo", "Charlie")):
        assert chart.current_row() == row
        with qtbot.waitSignal(pane.force_chosen) as chosen:
            QTest.keyClick(chart, Qt.Key.Key_Return)
        assert chosen.args == [make_force(name)]
        assert [chart.is_row_selected(each) for each in (0, 1)] == [row == 0, row == 1]
        QTest.keyClick(chart, Qt.Key.Key_Return)
        QTest.keyClick(chart, Qt.Key.Key_Down)
    table = table_of(pane)
    table.setFocus()
    table.selectRow(3)
    with qtbot.waitSignal(pane.force_chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == [make_force("Charlie")]
    assert table.currentIndex().row() == 3


def test_accessible_text_of_bar_has_period_if_there_are_several(show: ShowMeasures) -> None:
    pane = show(make_measure(periods=("2015", "2016")))
    assert chart_of(pane).row_text(0) == "Bravo Made-up Police: 99"
    choose_view(pane, "Change from 2015 to 2016")
    assert chart_of(pane).row_text(0) == "Bravo Made-up Police, 2015: 99, 2016: 99 no change"
    choose_view(pane, "Alpha over time")
    assert chart_of(pane).row_text(1) == "Alpha Made-up Police, 2016: 16"


def test_briefing_without_figures_shows_message_and_no_buttons(show: ShowMeasures) -> None:
    pane = show()
    assert texts_of(pane) == ["The report’s figures", "This briefing has no figures."]
    assert not any(button.isVisible() for button in pane.findChildren(QPushButton))
    assert pane.chart_value is None
    assert pane.selected_text() == ""
    pane.show_table(True)
    pane.focus()
    assert texts_of(pane) == ["The report’s figures", "This briefing has no figures."]


def test_chart_is_shown_only_if_briefing_has_figures(show: ShowMeasures) -> None:
    pane = show()
    pane.set_measures((make_measure(),))
    assert chart_of(pane).isVisible()
    pane.set_measures(())
    assert not chart_of(pane).isVisible()


def test_copy_button_emits_copy_requested(qtbot: QtBot, pane: FiguresPane) -> None:
    with qtbot.waitSignal(pane.copy_requested):
        button_of(pane, "Copy").click()


def test_selected_text_is_returned_while_text_has_focus(pane: FiguresPane) -> None:
    assert pane.selected_text() == ""
    view = view_of(pane, "Note:")
    view.setFocus()
    cursor = view.textCursor()
    start = view.toPlainText().index("The Made-up Post")
    cursor.setPosition(start)
    cursor.setPosition(start + 16, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert pane.selected_text() == "The Made-up Post"
    pane.focus()
    assert pane.selected_text() == ""


def test_markup_in_measure_is_shown_as_text(show: ShowMeasures) -> None:
    evil = "<b>Bold</b><img src='x'>"
    pane = show(make_measure(AWKWARD, message=evil))
    tips = [str(tip) for tip in cells_of(table_of(pane), Qt.ItemDataRole.ToolTipRole)]
    assert any("&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;img" in tip for tip in tips)
    assert not any("<b>" in tip or "<img" in tip for tip in tips)
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert evil in texts_of(pane)


def test_accessible_name_of_each_button_contains_its_text(pane: FiguresPane) -> None:
    table_of(pane)
    for control in (*pane.findChildren(QPushButton), *pane.findChildren(QComboBox)):
        name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        assert name
        if isinstance(control, QPushButton):
            assert control.text() in name


def test_long_period_is_only_in_subtitle(show: ShowMeasures) -> None:
    long = "the year from April 2015 to March 2016"
    pane = show(make_measure(periods=(long,)))
    assert f"Made-up measure 1, things counted, {long}" in texts_of(pane)
    assert long not in texts_of(pane)


def test_combo_boxes_have_accessible_descriptions(show: ShowMeasures) -> None:
    pane = show(make_measure())
    described = {
        box.accessibleName(): QAccessible.queryAccessibleInterface(box).text(
            QAccessible.Text.Description
        )
        for box in pane.findChildren(QComboBox)
    }
    assert described == {
        "What was counted": "What the figures count",
        VIEW_BOX: "Which of the figures are shown",
    }


def test_no_timer_runs_while_pane_is_idle(pane: FiguresPane) -> None:
    table_of(pane)
    QApplication.processEvents()
    timers = [thing for thing in pane.findChildren(QObject) if isinstance(thing, QTimer)]
    assert not [timer for timer in timers if timer.isActive()]


def test_notes_on_figures_in_arabic_are_written_from_right_to_left(show: ShowMeasures) -> None:
    pane = show(replace(make_measure(), caveat="أعداد لا معدلات."))
    foot = next(view for view in pane.findChildren(PlainText) if "Source:" in view.toPlainText())
    assert foot.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft
    cursor = QTextCursor(foot.document())
    bold = []
    for word in ("Note", "Counted"):
        cursor.setPosition(foot.toPlainText().casefold().index(word.casefold()) + 1)
        bold.append(cursor.charFormat().fontWeight() == QFont.Weight.Bold)
    assert bold == [True, True]
