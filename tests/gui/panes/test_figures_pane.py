"""The figures pane: texts, choices, table, and highlighting a force."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.charts.bar_chart import BarChartView
from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.panes.figures_head import FiguresForm
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.reading import FiguresPlace
from briefing_app.model.report import FindingKind
from tests.gui.panes.figures import (
    VIEW_BOX,
    ShowMeasures,
    bars_of,
    button_of,
    buttons_of,
    cells_of,
    chart_of,
    choose_row,
    choose_view,
    is_row_chosen,
    long_word_measure,
    said_of,
    table_of,
    texts_of,
)
from tests.gui.parts import combo_box_of
from tests.sample_measures import AWKWARD, THREE, Row, highlighted, make_force, make_measure
from tests.sample_reading import SampleReading
from tests.sample_report import make_finding

TWELVE: tuple[Row, ...] = tuple((f"Force {at:02}", at * 7 % 12, "") for at in range(12))
PERIODS = ("2015", "2016")


# ---- the forms ----------------------------------------------------------------------------------


def test_panel_shows_message_what_was_counted_and_one_line_of_caveat(show: ShowMeasures) -> None:
    pane = show(make_measure(), form=FiguresForm.PANEL)
    assert texts_of(pane) == [
        "Bravo has more than the others",
        "Made-up measure 1, things counted, 2016",
        "Note:",
        "Counts, not rates.",
    ]
    assert buttons_of(pane) == ["Table", "Copy", "Enlarge  F8", "More"]


def test_column_shows_everything(show: ShowMeasures) -> None:
    pane = show(make_measure(TWELVE), form=FiguresForm.COLUMN, size=(430, 900))
    assert texts_of(pane) == [
        "Figures in this briefing",
        "Bravo has more than the others",
        "Made-up measure 1, things counted, 2016",
        "Note: Counts, not rates.",
        "What was counted: Things, counted once each.",
        "Source: The Made-up Post, A made-up article.",
    ]
    assert len(bars_of(pane)) == 12
    assert buttons_of(pane) == ["Table", "Copy", "Enlarge  F8"]


def test_line_has_only_the_button_that_shows_the_figures(show: ShowMeasures) -> None:
    pane = show(make_measure(), form=FiguresForm.LINE)
    assert texts_of(pane) == []
    assert buttons_of(pane) == ["Show figures  F8"]
    pane.focus()
    assert button_of(pane, "Show figures  F8").hasFocus()


def test_figures_are_named_as_the_finding_s_only_if_they_belong_to_it(
    show: ShowMeasures, reading: SampleReading
) -> None:
    of_finding, others = ["Figures for this finding"], ["Figures in this briefing"]
    pane = show(size=(1000, 800))
    findings = (make_finding(1, FindingKind.FIGURES), make_finding(2, FindingKind.CONCERN))
    reading.show(findings, measures=(make_measure(),))

    def named() -> list[str]:
        return [text for text in texts_of(pane) if text.startswith("Figures")]

    for form, named_so, not_so in (
        (FiguresForm.ENLARGED, of_finding, others),
        (FiguresForm.COLUMN, of_finding, others),
        (FiguresForm.PANEL, [f"{of_finding[0]}."], []),
    ):
        pane.set_form(form)
        reading.choose(findings[0])
        assert named() == named_so
        reading.choose(findings[1])
        assert named() == not_so


def test_panel_shows_three_of_many_bars_and_says_so(
    show: ShowMeasures, reading: SampleReading
) -> None:
    pane = show(make_measure(TWELVE, highlight="Force 07"), form=FiguresForm.PANEL)
    reading.set_my_force(make_force("Force 09").name)
    assert bars_of(pane) == ["Force 05", "Force 09", "Force 07"]
    assert any(text.endswith(" · 3 of 12 forces") for text in texts_of(pane))
    assert pane.chart_value is not None
    assert len(pane.chart_value.bars) == 12
    pane.set_form(FiguresForm.ENLARGED)
    assert len(bars_of(pane)) == 12
    assert not any("of 12" in text for text in texts_of(pane))


def test_more_enlarges_the_panel_with_all_texts(show: ShowMeasures, reading: SampleReading) -> None:
    pane = show(make_measure(), form=FiguresForm.PANEL)
    button_of(pane, "More").click()
    assert reading.state.figures is FiguresPlace.ENLARGED
    pane.set_form(FiguresForm.ENLARGED)
    complete = texts_of(pane)[-3:]
    assert complete == [
        "Note: Counts, not rates.",
        "What was counted: Things, counted once each.",
        "Source: The Made-up Post, A made-up article.",
    ]
    button_of(pane, "Less").click()
    assert {"Note:", "Counts, not rates."} <= set(texts_of(pane))
    assert not set(complete) & set(texts_of(pane))
    button_of(pane, "More").click()
    assert texts_of(pane)[-3:] == complete


def test_chart_is_built_once_when_attached(
    qtbot: QtBot, style: Look, reading: SampleReading
) -> None:
    pane = FiguresPane(None, reading)
    qtbot.addWidget(pane)
    reading.show(measures=(make_measure(),))
    pane.show()
    assert not pane.findChildren(BarChartView)
    pane.focus()
    pane.attach_chart()
    pane.attach_chart()
    assert len(pane.findChildren(BarChartView)) == 1
    assert chart_of(pane).isVisible()


# ---- highlighting a force -----------------------------------------------------------------------


def test_enter_on_bar_highlights_it_in_chart_and_table(pane: FiguresPane) -> None:
    pane.focus()
    chart = chart_of(pane)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert [is_row_chosen(chart, row) for row in range(3)] == [False, True, False]
    table = table_of(pane)
    assert [cells[0] for cells in cells_of(table)][1] == "Charlie Made-up Police · chosen"
    table.setFocus()
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert not is_row_chosen(chart, 1)


def test_highlight_stays_in_another_period_but_not_in_another_briefing(
    show: ShowMeasures, reading: SampleReading
) -> None:
    pane = show(make_measure(periods=PERIODS))
    choose_row(chart_of(pane), 2)
    button_of(pane, "2015").click()
    assert is_row_chosen(chart_of(pane), 2)
    reading.show(measures=(make_measure(),))
    assert not any(is_row_chosen(chart_of(pane), row) for row in range(3))


def test_my_force_is_highlighted_or_reported_missing(
    show: ShowMeasures, reading: SampleReading
) -> None:
    pane = show(make_measure(), form=FiguresForm.PANEL)
    reading.set_my_force(make_force("Alpha").name)
    value = pane.chart_value
    assert value is not None
    assert highlighted(value) == ["Alpha"]
    assert said_of(pane, 2) == "Alpha Made-up Police: 16 my force"
    reading.set_my_force(make_force("Zulu").name)
    assert "Zulu Made-up Police is not in these figures. Counts, not rates." in texts_of(pane)
    reading.set_my_force("")
    assert not any("Zulu" in text for text in texts_of(pane))


# ---- choices ------------------------------------------------------------------------------------


def test_bars_and_table_are_sorted_as_chosen(show: ShowMeasures) -> None:
    pane = show(make_measure((THREE[2], THREE[0], THREE[1])))
    for button, bars in (
        ("Name", ["Alpha", "Bravo", "Charlie"]),
        ("Author’s order", ["Charlie", "Alpha", "Bravo"]),
        ("Value", ["Bravo", "Charlie", "Alpha"]),
    ):
        button_of(pane, button).click()
        assert bars_of(pane) == bars
        assert [cells[0] for cells in cells_of(table_of(pane))] == [
            f"{bar} Made-up Police" for bar in bars
        ]
        assert button_of(pane, button).isChecked()
    button_of(pane, "Name").click()
    pane.set_form(FiguresForm.PANEL)
    assert bars_of(pane) == ["Alpha", "Bravo", "Charlie"]


def test_another_period_can_be_chosen_if_there_is_one(
    show: ShowMeasures, reading: SampleReading
) -> None:
    assert "2016" not in buttons_of(show(make_measure()))
    measures = [make_measure(number=number, periods=PERIODS) for number in (1, 2)]
    pane = show(*measures)
    periods = [text for text in buttons_of(pane) if text.isdigit()]
    assert periods == ["2015", "2016"]
    assert button_of(pane, "2016").isChecked()
    button_of(pane, "2015").click()
    assert "Things counted, 2015" in texts_of(pane)
    reading.set_my_force(make_force("Alpha").name)
    assert button_of(pane, "2015").isChecked()
    pane.set_form(FiguresForm.PANEL)
    assert "Things counted, 2015" in texts_of(pane)
    pane.set_form(FiguresForm.ENLARGED)
    reading.show_measure(measures[1])  # starts with its latest figures
    assert button_of(pane, "2016").isChecked()


def test_forces_over_time_are_in_a_list_that_leads_back_to_the_latest_period(
    show: ShowMeasures, reading: SampleReading
) -> None:
    pane = show(make_measure(periods=PERIODS))
    box = combo_box_of(pane, VIEW_BOX)
    spoken = QAccessible.queryAccessibleInterface(box).text(QAccessible.Text.Description)
    assert spoken == "Which of the figures are shown"
    assert [box.itemText(at) for at in range(3)] == [
        "One force over time",
        "Alpha over time",
        "Bravo over time",
    ]
    choose_view(pane, "Bravo over time")
    assert bars_of(pane) == ["2015", "2016"]
    assert "Name" not in buttons_of(pane)  # there is no choice of an order
    assert not any(button_of(pane, period).isChecked() for period in PERIODS)
    choose_view(pane, "One force over time")
    assert button_of(pane, "2016").isChecked()
    years = [str(year) for year in range(2010, 2020)]
    reading.show(measures=(make_measure(periods=years),))
    assert not set(years) & set(buttons_of(pane))
    assert [box.itemText(at) for at in range(2)] == ["2019, the latest", "2018"]
    choose_view(pane, "2012")
    assert "Things counted, 2012" in texts_of(pane)


def test_measures_are_stepped_through_and_listed(show: ShowMeasures) -> None:
    assert "›" not in buttons_of(show(make_measure()))
    second = make_measure(number=2, message="Another & message")
    pane = show(make_measure(), second, form=FiguresForm.PANEL)
    button_of(pane, "›").click()
    assert "Another & message" in texts_of(pane)
    assert "2 of 2" in buttons_of(pane)
    button_of(pane, "›").click()
    assert "1 of 2" in buttons_of(pane)
    button_of(pane, "‹").click()
    assert "2 of 2" in buttons_of(pane)
    button_of(pane, "2 of 2").click()
    (menu,) = pane.findChildren(QMenu)
    first, last = menu.actions()
    assert [first.text(), last.text()] == ["Made-up measure 1", "Made-up measure 2"]
    assert [first.isChecked(), last.isChecked()] == [False, True]
    first.trigger()
    assert "Bravo has more than the others" in texts_of(pane)
    menu.close()


# ---- the figures --------------------------------------------------------------------------------


def test_bar_says_its_other_periods(show: ShowMeasures) -> None:
    pane = show(make_measure(periods=("2014", *PERIODS)))
    assert said_of(pane, 0) == "Bravo Made-up Police: 99. 2015: 99 · 2014: 99"
    tip = chart_of(pane).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<b>Bravo Made-up Police, 2016: 99</b><br>2015: 99 · 2014: 99"
    button_of(pane, "2015").click()
    assert said_of(pane, 0) == "Bravo Made-up Police: 99. 2016: 99 · 2014: 99"
    choose_view(pane, "Alpha over time")
    assert said_of(pane, 2) == "Alpha Made-up Police, 2016: 16"


# ---- the table ----------------------------------------------------------------------------------


def test_table_has_rows_of_chart_in_same_order(show: ShowMeasures) -> None:
    pane = show(make_measure(AWKWARD, periods=PERIODS))
    value = pane.chart_value
    assert value is not None
    assert cells_of(table_of(pane)) == [[row.force, row.figure, row.period] for row in value.rows]


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_table_in_a_panel_shows_three_complete_rows(
    show: ShowMeasures, style: Look, scale: float
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(TWELVE), form=FiguresForm.PANEL)
    table = table_of(pane)
    assert table.model().rowCount() == 12
    assert table.verticalScrollBar().maximum() == 9
    room, model = table.viewport().rect(), table.model()
    line = QFontMetrics(style.font(TextRole.SECTION)).height()
    for first in range(10):
        table.verticalScrollBar().setValue(first)
        QApplication.processEvents()
        rows = [table.visualRect(model.index(first + at, 0)) for at in range(3)]
        assert all(room.contains(row) for row in rows)
        assert all(row.height() >= line for row in rows)
        assert room.bottom() - rows[-1].bottom() < 3  # nothing of another row's words
    pane.set_form(FiguresForm.ENLARGED)
    assert table.horizontalHeader().isVisible()


def test_long_name_stays_in_one_line_of_a_table_in_a_panel(show: ShowMeasures) -> None:
    pane = show(long_word_measure(1, ("2016",)), form=FiguresForm.PANEL)
    table = table_of(pane)
    QApplication.processEvents()
    row = table.visualRect(table.model().index(0, 0))
    picture = table.viewport().grab(row).toImage()
    columns = range(row.width())
    edge = {picture.pixelColor(x, y).name() for x in columns for y in (0, 1, row.height() - 2)}
    middle = {picture.pixelColor(x, row.height() // 2).name() for x in columns}
    assert len(edge) == 1  # no ink of another line
    assert len(middle) > 1
    assert not any("of 12" in text for text in texts_of(pane))


def test_table_button_switches_between_chart_and_table(
    pane: FiguresPane, reading: SampleReading
) -> None:
    for is_table in (True, False):
        button_of(pane, "Table").click()
        assert reading.contents.is_table is is_table
        assert chart_of(pane).isVisible() is not is_table
        assert pane.findChildren(QTableView)[0].isVisible() is is_table
        assert button_of(pane, "Table").isChecked() is is_table


# ---- no figures, copying, and what is read ------------------------------------------------------


def test_briefing_without_figures_says_so(show: ShowMeasures, reading: SampleReading) -> None:
    pane = show(size=(1000, 800))
    reading.show(measures=(make_measure(),))
    assert chart_of(pane).isVisible()
    reading.show()
    assert not chart_of(pane).isVisible()
    for form in FiguresForm:
        pane.set_form(form)
        pane.resize(1000, 800)
        back = ["Back to the finding  F8"] if form is FiguresForm.ENLARGED else []
        for is_table in (False, True):
            reading.show_table(is_table)
            assert "This briefing has no figures." in texts_of(pane)
            assert buttons_of(pane) == back
            pane.focus()
    assert pane.chart_value is None


def test_markup_in_measure_is_shown_as_text(show: ShowMeasures) -> None:
    evil = "<b>Bold</b><img src='x'>"
    pane = show(make_measure(AWKWARD, message=evil)._replace(caveat=evil))
    tips = [str(tip) for tip in cells_of(table_of(pane), Qt.ItemDataRole.ToolTipRole)]
    assert any("&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;img" in tip for tip in tips)
    assert not any("<b>" in tip or "<img" in tip for tip in tips)
    for form in (FiguresForm.PANEL, FiguresForm.COLUMN, FiguresForm.ENLARGED):
        pane.set_form(form)
        for label in pane.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText
        assert evil in texts_of(pane)


def test_accessible_name_of_each_button_contains_its_text(show: ShowMeasures) -> None:
    pane = show(make_measure(periods=PERIODS), make_measure(number=2))
    table_of(pane)
    for form in FiguresForm:
        pane.set_form(form)
        for control in (*pane.findChildren(QPushButton), *pane.findChildren(QComboBox)):
            name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
            assert name
            if isinstance(control, QPushButton):
                assert control.text() in name


def test_message_is_a_heading_to_screen_readers(show: ShowMeasures) -> None:
    pane = show(make_measure(), form=FiguresForm.PANEL)
    roles = [
        QAccessible.queryAccessibleInterface(label).role()
        for label in pane.findChildren(QLabel)
        if label.text() == "Bravo has more than the others"
    ]
    assert roles == [QAccessible.Role.Heading]


def test_notes_on_figures_in_arabic_are_written_from_right_to_left(show: ShowMeasures) -> None:
    measure = make_measure()._replace(caveat="أعداد لا معدلات.")
    pane = show(measure, form=FiguresForm.COLUMN)
    note = next(view for view in pane.findChildren(PlainText) if "Note:" in view.toPlainText())
    assert note.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft
    cursor = QTextCursor(note.document())
    cursor.setPosition(1)
    assert cursor.charFormat().fontWeight() == QFont.Weight.Bold
