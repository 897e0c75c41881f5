"""All quotes of a briefing in the place of the page."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.panes.all_quotes import AllQuotes
from briefing_app.model.report import Finding, Quote, Report
from tests.gui.parts import button_of, texts_of
from tests.sample_reading import SampleReading
from tests.sample_report import make_finding, make_quote, make_report

MakeView = Callable[[Report], AllQuotes]


@pytest.fixture
def make_view(qtbot: QtBot, style: Look, window: QWidget, reading: SampleReading) -> MakeView:
    def make(report: Report) -> AllQuotes:
        reading.show_report(report)
        reading.browse(True)
        view = AllQuotes(window, reading)
        window.resize(940, 600)
        view.resize(940, 600)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        view.focus()
        return view

    return make


@pytest.fixture
def view(make_view: MakeView, sample: Report) -> AllQuotes:
    """The view of the sample report, with the first quote current."""
    return make_view(sample)


def index_of(view: AllQuotes, row: int) -> QModelIndex:
    return view.table.model().index(row, 0)


def spoken(view: AllQuotes, row: int) -> str:
    return str(index_of(view, row).data(Qt.ItemDataRole.AccessibleTextRole))


def listed(view: AllQuotes) -> list[str]:
    """Return the words of each row that is loaded."""
    return [text.split("\n")[0] for text in rows_of(view)]


def rows_of(view: AllQuotes) -> list[str]:
    """Return the text of each row that is loaded."""
    return [index_of(view, row).data() for row in range(view.table.model().rowCount())]


def click(view: AllQuotes, row: int) -> None:
    rect = view.table.visualRect(index_of(view, row))
    at = rect.topLeft() + QPoint(15, 15)
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def sample(quotes: tuple[Quote, ...], findings: tuple[Finding, ...]) -> Report:
    """Quotes 1 to 3 in findings 2, 3 and 5, and quote 4 in none."""
    return make_report(findings=findings, quotes=quotes)


def test_rows_have_the_words_who_said_them_and_where_they_belong(view: AllQuotes) -> None:
    said_by = "A speaker, who is made up"
    assert rows_of(view) == [
        f"“Words number 1.”\n{said_by}\nFinding 2",
        f"“Words number 2.”\n{said_by}\nFinding 2",
        f"“Words number 3.”\n{said_by}\nFinding 3, 5",
        f"“Needle in a haystack.”\n{said_by}\nOther words",
    ]
    assert "All 4 quotes in this briefing" in texts_of(view)
    assert spoken(view, 2) == f"“Words number 3.”. {said_by}. Finding 3, 5"


def test_enter_and_a_click_go_to_where_the_quote_belongs(
    view: AllQuotes,
    findings: tuple[Finding, ...],
    quotes: tuple[Quote, ...],
    reading: SampleReading,
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert (reading.contents.item, reading.contents.quote) == (findings[1], quotes[1])
    assert not reading.state.is_browsing
    reading.browse(True)
    assert view.copy_text().startswith("“Words number 2.”\nA speaker")
    click(view, 3)
    assert (reading.contents.item, reading.contents.quote) == (quotes[3], quotes[3])
    assert not reading.state.is_browsing


def test_model_passes_qts_tester(make_view: MakeView, reading: SampleReading) -> None:
    view = make_view(make_report(quotes=tuple(make_quote(number) for number in range(1, 200))))
    mode = QAbstractItemModelTester.FailureReportingMode.Warning  # which fails the test
    tester = QAbstractItemModelTester(view.table.model(), mode)
    QTest.keyClick(view.table, Qt.Key.Key_End)
    reading.find("words", quotes={2})
    assert tester.model() is view.table.model()


def test_search_lists_what_it_found_and_marks_nothing_else(
    view: AllQuotes, quotes: tuple[Quote, ...], style: Look, reading: SampleReading
) -> None:
    def marked() -> list[bool]:
        image, colour = view.table.viewport().grab().toImage(), style.colour("mark")
        rects = [view.table.visualRect(index_of(view, row)) for row in range(2)]
        return [
            any(
                image.pixelColor(x, y) == colour
                for x in range(rect.left(), rect.right())
                for y in range(rect.top(), rect.bottom())
            )
            for rect in rects
        ]

    reading.find("needle", quotes={2, 4})
    assert listed(view) == [f"“{quotes[at].text}”" for at in (1, 3)]
    assert marked() == [False, True]
    assert "2 of 4 quotes found" in texts_of(view)
    reading.search("")
    assert listed(view) == [f"“{quote.text}”" for quote in quotes]


def test_search_that_finds_no_quote_says_so(view: AllQuotes, reading: SampleReading) -> None:
    reading.find("word", {1, 2})
    shown = [text.toPlainText() for text in view.findChildren(QTextEdit) if text.isVisible()]
    assert "No quotes match." in shown
    assert not view.table.isVisible()
    assert not button_of(view, "Copy all").isEnabled()
    view.focus()
    assert button_of(view, "Back").hasFocus()


def test_all_quotes_are_copied_with_their_attributions(
    view: AllQuotes, reading: SampleReading
) -> None:
    reading.find("words", quotes={1, 2})
    button_of(view, "Copy all").click()
    assert QGuiApplication.clipboard().text() == "\n\n".join(
        f"“Words number {number}.”\nA speaker, who is made up\n"
        "The Made-up Post, A checked article, a line"
        for number in (1, 2)
    )


def test_briefing_without_quotes_says_so(make_view: MakeView) -> None:
    view = make_view(make_report(findings=(make_finding(1),)))
    assert "This briefing has no quotes." in texts_of(view)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_rows_are_high_enough_for_their_words(
    make_view: MakeView, style: Look, scale: float
) -> None:
    style.set_scale(scale)
    words = "Words that go on and on, and would usually never end. " * 6
    quote = make_quote(1, words.strip())
    view = make_view(make_report(quotes=(quote,), findings=(make_finding(1, quotes=(quote,)),)))
    for width in (320, 940):
        view.resize(width, 4000)
        QApplication.processEvents()
        rows = view.table
        image = rows.viewport().grab().toImage()
        rect = rows.visualRect(index_of(view, 0))
        last = min(rect.bottom() - 1, image.height() - 1)
        edge = range(rect.left() + style.px(8), rect.right())
        assert rect.height() > style.px(40)
        assert len({image.pixel(x, last - 3) for x in edge}) == 1


def test_rows_are_high_enough_if_the_table_became_narrower_while_it_was_hidden(
    make_view: MakeView,
) -> None:
    quote = make_quote(1, "Words of a quote that is as long as a line, and then goes on. " * 3)
    view = make_view(make_report(quotes=(quote,)))
    for width in (1600, 700):
        view.hide()
        view.resize(width, 600)
        QApplication.processEvents()
        view.show()
        QApplication.processEvents()
        assert view.table.rowHeight(0) >= view.table.sizeHintForRow(0)


def test_hundreds_of_quotes_are_measured_only_when_they_are_needed(make_view: MakeView) -> None:
    quotes = tuple(make_quote(number, f"Words number {number}. " * 8) for number in range(1, 401))
    view = make_view(make_report(quotes=quotes))
    rows = view.table
    assert rows.model().rowCount() < 100
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == 399
    assert rows.viewport().rect().intersects(rows.visualRect(index_of(view, 399)))


def test_down_reaches_every_line_of_a_quote_of_two_thousand_words(make_view: MakeView) -> None:
    quotes = (make_quote(1), make_quote(2, "words " * 2000), make_quote(3))
    view = make_view(make_report(quotes=quotes))
    rows, height, tops = view.table, view.table.viewport().height(), []
    while rows.currentIndex().row() != 2:
        QTest.keyClick(rows, Qt.Key.Key_Down)
        tops.append(rows.visualRect(index_of(view, 1)).top())
    *tops, _ = tops
    assert max(one - other for one, other in pairwise(tops)) <= height
    assert tops[-1] == height - rows.rowHeight(1)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(rows, key)
    assert rows.visualRect(index_of(view, 1)).top() == 0


def test_current_row_stays_in_sight_when_the_rows_get_other_heights(
    make_view: MakeView, style: Look
) -> None:
    quotes = tuple(make_quote(number, f"Words number {number}. " * 8) for number in range(1, 40))
    view = make_view(make_report(quotes=quotes))
    view.table.select(quotes[30])
    rows = view.table
    for width, scale in ((400, 1.0), (900, 1.0), (900, 2.0)):
        style.set_scale(scale)
        view.resize(width, 600)
        QApplication.processEvents()
        assert rows.viewport().rect().intersects(rows.visualRect(index_of(view, 30)))
