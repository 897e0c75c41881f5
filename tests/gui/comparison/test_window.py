"""The comparison window."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.comparison.table import FindingTable
from briefing_app.gui.comparison.window import ComparisonWindow
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.panes.figures_table import FiguresTable
from briefing_app.gui.widgets.focus import FocusRingPage
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.comparison import compare
from briefing_app.model.report import FindingKind, Report
from tests.sample_measures import FORTY_THREE, THREE, make_force, make_measure
from tests.sample_report import make_finding, make_report

EARLIER = make_report(
    (
        make_finding(1, headline="Few were found")._replace(key="few"),
        make_finding(2, headline="None were trained"),
    ),
    measures=(make_measure(periods=("2015",)), make_measure(number=2, periods=("2015",))),
)._replace(
    title="The first inspection",
    published="2015",
)
LATER = make_report(
    (
        make_finding(1, FindingKind.GOOD_PRACTICE, headline="More were found")._replace(
            follows="few"
        ),
        make_finding(2, headline="Interpreters are lacking"),
    ),
    measures=(
        make_measure(),
        make_measure(number=2),
        make_measure(number=3),
    ),
)


def _show_window(qtbot: QtBot, style: Look, earlier: Report, later: Report) -> ComparisonWindow:
    window = ComparisonWindow(earlier, later)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


@pytest.fixture
def window(qtbot: QtBot, style: Look) -> ComparisonWindow:
    return _show_window(qtbot, style, EARLIER, LATER)


def _texts(window: ComparisonWindow) -> dict[str, str]:
    """Return the visible texts by their accessible names."""
    views = window.findChildren(PlainText)
    return {view.accessibleName(): view.toPlainText().strip() for view in views if view.isVisible()}


def _rows(window: ComparisonWindow, name: str) -> list[list[str]]:
    """Return the headings and the rows of the table with a name, as a screen reader reads them."""
    (table,) = (one for one in window.findChildren(QTableView) if one.accessibleName() == name)
    model = table.model()
    across, columns = Qt.Orientation.Horizontal, range(model.columnCount())
    headings = [str(model.headerData(column, across)) for column in columns]
    rows = range(model.rowCount())
    return [headings, *([str(model.index(row, each).data()) for each in columns] for row in rows)]


def _headings(window: ComparisonWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def _button(window: ComparisonWindow, text: str) -> QPushButton:
    return next(button for button in window.findChildren(QPushButton) if button.text() == text)


def _chart(window: ComparisonWindow) -> BarChartWidget:
    return window.findChildren(BarChartWidget)[0]


def _table(window: ComparisonWindow) -> FiguresTable:
    return window.findChildren(FiguresTable)[0]


def test_window_shows_both_briefings_and_all_changes(
    window: ComparisonWindow,
) -> None:
    comparison = compare(EARLIER, LATER)
    assert window.comparison == comparison
    texts = _texts(window)
    assert texts["The earlier briefing"] == "Earlier: The first inspection, 2015"
    assert texts["The later briefing"] == "Later: A made-up briefing, 2016"
    assert texts["How much has changed"] == comparison.summary.replace("\N{NO-BREAK SPACE}", " ")
    assert _rows(window, "Then and now") == [
        ["Then, 2015", "Now, 2016"],
        ["Concern: Few were found", "Good practice: More were found"],
    ]
    assert _rows(window, "No longer reported") == [["Then, 2015"], ["Concern: None were trained"]]
    assert _rows(window, "New") == [["Now, 2016"], ["Concern: Interpreters are lacking"]]
    assert texts["Figures in one briefing only"] == (
        "“Made-up measure 3” has figures only in the later briefing."
    )
    chart = comparison.measures[0].chart
    assert texts["Measure"] == chart.title
    assert texts["Source of the figures"] == chart.source
    assert texts["How the figures were compared"] == "\n".join(chart.notes)
    assert _headings(window) == ["Then and now", "No longer reported", "New", "Figures"]


def test_another_measure_can_be_chosen(window: ComparisonWindow) -> None:
    (box,) = window.findChildren(QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == [
        "Made-up measure 1",
        "Made-up measure 2",
    ]
    box.activated.emit(1)
    assert _texts(window)["Measure"] == "Made-up measure 2"
    assert _chart(window).accessibleDescription() == window.comparison.measures[1].chart.alt_text


def test_chart_and_table_match_and_mark_same_force(
    window: ComparisonWindow,
) -> None:
    chart, table = _chart(window), _table(window)
    (change, _) = window.comparison.measures
    assert _rows(window, "Table of the figures") == [[*change.headings], *map(list, change.rows)]
    assert chart.row_count() == table.model().rowCount() == len(THREE)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.is_row_selected(0)
    assert str(table.model().index(0, 0).data()).endswith("chosen")
    table.activated.emit(table.model().index(2, 0))
    assert [chart.is_row_selected(row) for row in (0, 2)] == [False, True]
    assert table.model().index(2, 0).data() == "Alpha Made-up Police · chosen"
    assert make_force("Alpha").name == "Alpha Made-up Police"


def test_briefings_can_be_swapped(window: ComparisonWindow) -> None:
    _button(window, "Swap").click()
    assert window.comparison == compare(LATER, EARLIER)
    texts = _texts(window)
    assert texts["The earlier briefing"] == "Earlier: A made-up briefing, 2016"
    assert texts["The later briefing"] == "Later: The first inspection, 2015"
    assert not window.findChildren(FindingTable)[0].isVisible()
    assert "2 no longer reported" in texts["How much has changed"]
    view = next(
        view
        for view in window.findChildren(PlainText)
        if view.accessibleName() == "The later briefing"
    )
    cursor = QTextCursor(view.document())
    cursor.setPosition(len("Later: ") + 3)
    assert not cursor.charFormat().font().bold()


def test_buttons_emit_requests_with_shown_comparison(
    qtbot: QtBot, window: ComparisonWindow
) -> None:
    for text, signal in (
        ("Add to the running order", window.slides_requested),
        ("Handout page…", window.page_requested),
    ):
        with qtbot.waitSignal(signal) as requested:
            _button(window, text).click()
        assert requested.args == [window.comparison]
    window.show_message("Saved.")
    assert _texts(window)["Result"] == "Saved."
    _button(window, "Swap").click()
    assert "Result" not in _texts(window)


def test_message_is_as_high_as_its_text(qtbot: QtBot, window: ComparisonWindow) -> None:
    (message,) = (v for v in window.findChildren(PlainText) if v.accessibleName() == "Result")
    window.show_message(
        "The slides were added to the running order until you close the program today."
    )
    qtbot.waitUntil(lambda: message.height() == round(message.document().size().height()))
    assert message.height() < 2 * message.fontMetrics().height()


def test_tables_have_headers_of_rows_and_columns_for_screen_readers(
    window: ComparisonWindow,
) -> None:
    role = QAccessible.Role
    for name, headings in (
        ("Then and now", ["Then, 2015", "Now, 2016"]),
        ("Table of the figures", ["Force", "2015", "2016", "Change"]),
    ):
        (table,) = (one for one in window.findChildren(QTableView) if one.accessibleName() == name)
        interface = QAccessible.queryAccessibleInterface(table)
        assert interface.role() == role.Table
        parts = [interface.child(at) for at in range(interface.childCount())]
        columns = [part for part in parts if part.role() == role.ColumnHeader]
        assert [part.text(QAccessible.Text.Name) for part in columns][-len(headings) :] == headings
        rows = [part.text(QAccessible.Text.Name) for part in parts if part.role() == role.RowHeader]
        if name == "Table of the figures":
            assert rows == [row.force for row in window.comparison.measures[0].rows]


def test_empty_groups_have_no_headings(qtbot: QtBot, style: Look) -> None:
    window = _show_window(qtbot, style, make_report(), make_report((make_finding(1),)))
    assert _headings(window) == ["New"]
    assert not _chart(window).isVisible()
    assert not _table(window).isVisible()
    assert not window.findChildren(QComboBox)[0].isVisible()


def test_tab_goes_through_contents_and_then_the_buttons(window: ComparisonWindow) -> None:
    expected: list[QWidget] = [
        *window.findChildren(FindingTable),
        *(window.findChildren(QComboBox)[0], _chart(window), _table(window)),
        *(
            _button(window, text)
            for text in ("Swap", "Add to the running order", "Handout page…", "Close")
        ),
    ]
    reached: list[QWidget] = []
    focus: QWidget = window.findChildren(PlainText)[0]
    focus.setFocus()
    while focus not in reached:
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget() or window
    # The order of buttons depends on the system.
    assert [each for each in reached if each in expected[:-4]] == expected[:-4]
    after = reached[reached.index(_table(window)) :]
    assert set(expected[-4:]) <= set(after)


@pytest.mark.parametrize(
    ("scale", "theme"),
    [
        (1.0, ThemeChoice.CONTRAST_LIGHT),
        (1.5, ThemeChoice.DARK),
        (2.0, ThemeChoice.CONTRAST_LIGHT),
    ],
)
def test_forty_three_pairs_fit_at_any_text_size(
    qtbot: QtBot, style: Look, scale: float, theme: ThemeChoice
) -> None:
    long = "A headline of many words that goes on and on " * 4
    word = "X" * 150
    later = make_report(
        (make_finding(1, headline=long), make_finding(2, headline=word)),
        measures=(make_measure(FORTY_THREE),),
    )
    earlier = make_report(measures=(make_measure(FORTY_THREE, periods=("2015",)),))
    window = _show_window(qtbot, style, earlier, later)
    style.choose(theme)
    style.set_scale(scale)
    qtbot.waitUntil(partial(_is_settled, window))


def _is_settled(window: ComparisonWindow) -> bool:
    """Return whether only the page scrolls, only vertically, and no text is cut off."""
    area = window.findChildren(FocusRingPage)[0]
    inner = [_chart(window), *window.findChildren(QTableView)]
    complete = all(view.verticalScrollBar().maximum() == 0 for view in inner)
    texts = [view for view in window.findChildren(PlainText) if view.isVisible()]
    tall = all(view.height() >= view.heightForWidth(view.width()) for view in texts)
    return complete and tall and area.horizontalScrollBar().maximum() == 0
