"""The table of errors and warnings."""

from itertools import product

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.authoring.problems import COPIED_HEADINGS, ProblemsTable
from briefing_app.gui.look import Look
from briefing_app.gui.widgets.tables import CELL_PADDING_X_PX, CELL_PADDING_Y_PX, LINES_ROLE
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.problems import FileLocation, Problem, SheetLocation
from tests.gui.parts import double_click

ERRORS = (
    Problem(SheetLocation("Quotes", 4, "C", "Words"), "there is no text", "write the words"),
    Problem(SheetLocation("Findings", 10, "D", "Headline"), "there is no text", "write a sentence"),
    Problem(
        SheetLocation("Findings", 9, "B", "Kind"),
        "there is no kind “odd”",
        "choose one of the list",
    ),
)
WARNINGS = (Problem(SheetLocation("Findings", 2), "there are 19 words", "say it in fewer"),)


@pytest.fixture
def table(qtbot: QtBot, style: Look, window: QWidget) -> ProblemsTable:
    table = ProblemsTable(window)
    table.resize(800, 400)
    table.show_problems(ERRORS, WARNINGS)
    with qtbot.waitExposed(window):
        window.show()
    return table


def column(table: ProblemsTable, number: int) -> list[str]:
    model = table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_errors_come_before_warnings_and_lines_are_sorted_as_numbers(table: ProblemsTable) -> None:
    assert column(table, 0) == [
        *("Findings B9\nKind", "Findings D10\nHeadline", "Quotes C4\nWords"),
        "Findings row 2\nWarning",
    ]
    places = (
        FileLocation("quotes.csv", 10, "text"),
        FileLocation("quotes.csv", 9),
        FileLocation("findings.csv", 11),
    )
    table.show_problems([Problem(place, "it is odd") for place in places], ())
    assert column(table, 0) == [
        *("findings.csv line 11", "quotes.csv line 9", "quotes.csv line 10\ntext"),
    ]


def test_rows_can_be_sorted_by_sheet_and_cell(table: ProblemsTable) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    names = ["Findings row 2", "Findings B9", "Findings D10", "Quotes C4"]
    assert [cell.partition("\n")[0] for cell in column(table, 0)] == names
    table.show_problems(ERRORS[:2], WARNINGS)  # as after checking again
    del names[1]
    assert [cell.partition("\n")[0] for cell in column(table, 0)] == names


@pytest.mark.parametrize("is_fixed", [True, False])
def test_current_row_stays_while_others_leave(table: ProblemsTable, *, is_fixed: bool) -> None:
    table.selectRow(2)
    table.show_problems(ERRORS[1:2] if is_fixed else ERRORS[::2], WARNINGS)
    kept = [index.row() for index in table.selectionModel().selectedRows()]
    assert kept == ([0] if is_fixed else [1])


def test_problem_is_that_of_the_current_row(table: ProblemsTable) -> None:
    assert table.problem == ERRORS[2]
    table.selectRow(3)
    assert table.problem == WARNINGS[0]
    table.show_problems((), ())
    assert table.problem is None


def test_double_click_and_enter_activate_a_problem(table: ProblemsTable, qtbot: QtBot) -> None:
    place = table.visualRect(table.model().index(1, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.activated):
        double_click(table.viewport(), place)
    assert table.problem == ERRORS[1]
    table.setFocus()
    with qtbot.waitSignal(table.activated):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_hundreds_of_problems_are_measured_only_when_they_are_needed(table: ProblemsTable) -> None:
    problems = [Problem(FileLocation("a.csv", line), "it is odd") for line in range(1, 401)]
    table.show_problems(problems, ())
    assert table.model().rowCount() < 100
    assert table.copy_all() == 400
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    table.copy_selected()
    assert QGuiApplication.clipboard().text().count("\n") == 400
    table.selectRow(300)
    table.show_problems(problems, WARNINGS)
    assert table.problem == problems[300]


def test_selected_rows_are_copied_in_their_order(table: ProblemsTable) -> None:
    table.show_problems([Problem(FileLocation("a.csv", line), "odd") for line in (1, 2, 3)], ())
    for row in (2, 0):
        table.selectionModel().select(
            table.model().index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    table.selectionModel().select(
        table.model().index(1, 0),
        QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows,
    )
    table.copy_selected()
    *_, first, last = QGuiApplication.clipboard().text().splitlines()
    assert "line 1" in first
    assert "line 3" in last


def test_model_passes_qts_tester(table: ProblemsTable) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning  # which fails the test
    tester = QAbstractItemModelTester(table.model(), mode)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.show_problems((), ())
    assert tester.model() is table.model()


def test_list_is_copied_whatever_is_selected(
    table: ProblemsTable,
) -> None:
    table.selectRow(1)
    assert table.copy_all() == 4
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == list(COPIED_HEADINGS)
    assert lines[4] == ["Warning", "Findings", "row 2", "There are 19 words", "Say it in fewer"]
    assert len(lines) == 5


def test_keyboard_selects_and_copies_rows(table: ProblemsTable) -> None:
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().count("\n") == 2
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().count("\n") == 4


def test_copied_cell_is_never_a_formula(table: ProblemsTable) -> None:
    for text in ("=1+1", "+cmd", "@SUM(A1)", "-2", "a\tb\nc"):
        table.show_problems([Problem(FileLocation(text), text, text)], ())
        table.copy_all()
        (_, line) = QGuiApplication.clipboard().text().split("\n")
        cells = line.split("\t")
        assert len(cells) == len(COPIED_HEADINGS)
        assert not any(cell.startswith(("=", "+", "@", "-")) for cell in cells)


def test_screen_reader_reads_the_row_at_its_first_cell(
    table: ProblemsTable,
) -> None:
    spoken = QAccessible.queryAccessibleInterface(table)
    assert spoken.role() is QAccessible.Role.Table
    assert spoken.text(QAccessible.Text.Name) == "Errors and warnings"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.model().index(3, 0).data(role) == (
        "Warning: Findings, row 2: there are 19 words; say it in fewer."
    )


@pytest.mark.parametrize(("scale", "width"), [(1.0, 600), (1.5, 803), (1.5, 1100)])
def test_no_text_is_cut_off(table: ProblemsTable, style: Look, scale: float, width: int) -> None:
    style.set_scale(scale)
    table.resize(width, 400)
    across, down = 2 * style.px(CELL_PADDING_X_PX), 2 * style.px(CELL_PADDING_Y_PX)
    long, model = "a text that goes on " * 30, table.model()
    for location in (
        SheetLocation("Findings", 5, "D"),
        SheetLocation("Findings", 7, "D", "Headline"),
        SheetLocation("Findings", 10, "C", "Words"),
        SheetLocation("Findings", 12, "AB", "Short name"),
    ):
        table.show_problems([Problem(location, text, text) for text in (long, location.place)], ())
        for row, column in product(range(model.rowCount()), range(model.columnCount())):
            index = model.index(row, column)
            room = table.columnWidth(column) - across
            lines = index.data(LINES_ROLE)
            parts = [wrap_text(line.text, style.font(line.role), room) for line in lines]
            height = sum(part.boundingRect().height() for part in parts)
            assert height <= table.rowHeight(row) - down + len(parts), index.data()
