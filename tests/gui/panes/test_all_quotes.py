"""All quotes of a briefing in the place of the page."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.panes.all_quotes import AllQuotes
from briefing_app.gui.widgets.tables import LINES_ROLE
from briefing_app.model.report import Finding, Quote, Report, Speaker
from tests.gui.parts import button_of, texts_of
from tests.sample_reading import SampleReading
from tests.sample_report import make_entry, make_finding, make_quote, make_report

MakeView = Callable[[Report], AllQuotes]


@pytest.fixture
def make_view(qtbot: QtBot, style: Look, window: QWidget, reading: SampleReading) -> MakeView:
    def make(report: Report) -> AllQuotes:
        reading.show_report(report)
        reading.browse(True)
        view = AllQuotes(window, reading)
        window.resize(940, 600)
        view.resize(940, 600)
        view.fit(view.size())
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


def index_of(view: AllQuotes, row: int, column: int = 0) -> QModelIndex:
    return view.table.model().index(row, column)


def column(view: AllQuotes, heading: str) -> list[str]:
    model = view.table.model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    at = headings.index(heading)
    assert not view.table.isColumnHidden(at)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def spoken(view: AllQuotes, row: int) -> str:
    return str(index_of(view, row).data(Qt.ItemDataRole.AccessibleTextRole))


def listed(view: AllQuotes) -> list[str]:
    return [words.split("\n")[0] for words in column(view, "Quote")]


def click(view: AllQuotes, row: int, column: int) -> None:
    rect = view.table.visualRect(index_of(view, row, column))
    at = rect.topLeft() + QPoint(15, 15)
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def sample(quotes: tuple[Quote, ...], findings: tuple[Finding, ...]) -> Report:
    """Quotes 1 to 3 in findings 2, 3 and 5, and quote 4 only on slide 2."""
    order = (make_entry(1, findings[0]), make_entry(2, quotes[3]))
    return make_report(findings=findings, quotes=quotes, running_order=order)


def test_rows_say_where_each_quote_belongs(view: AllQuotes) -> None:
    assert column(view, "Finding") == ["2", "2", "3, 5", "slide 2"]
    assert "All 4 quotes in this briefing" in texts_of(view)
    checked = "Checked word for word"
    assert spoken(view, 2) == f"“Words number 3.”. Finding 3, 5. a line. {checked}"
    assert spoken(view, 3) == (
        f"“Needle in a haystack.”. In no finding, slide 2. a line. {checked}"
    )


def test_common_speaker_and_source_are_shown_once(view: AllQuotes) -> None:
    assert texts_of(view).count("A speaker, who is made up · The Made-up Post") == 1
    assert column(view, "Place") == ["a line\nChecked word for word"] * 4
    assert view.table.isColumnHidden(1)


def test_rows_name_speakers_and_sources_that_differ(make_view: MakeView) -> None:
    one, other = make_quote(1), make_quote(2)
    source = other.source._replace(id=9, publisher="A paper", sha256="", compared_sha256="")
    other = other._replace(speaker=Speaker(2, "Another", ""), source=source)
    view = make_view(make_report(quotes=(one, other)))
    assert column(view, "Said by") == ["A speaker, who is made up", "Another"]
    assert column(view, "Place")[1] == "A paper, a line\nNot checked"
    assert (
        spoken(view, 1)
        == "“Words number 2.”. Another. In no finding, slide 3. A paper, a line. Not checked"
    )


def test_only_what_was_proved_here_has_a_tick(make_view: MakeView) -> None:
    quotes = []
    for at, compared in enumerate(("", "1" * 64), start=1):
        quote = make_quote(at)
        source = quote.source._replace(id=at, sha256="1" * 64, compared_sha256=compared)
        quotes.append(quote._replace(source=source))
    view = make_view(make_report(quotes=tuple(quotes)))
    icons = [[line.icon for line in index_of(view, row, 3).data(LINES_ROLE)] for row in (0, 1)]
    assert icons == [["", ""], ["", "check"]]


def test_enter_leads_to_the_first_finding_and_the_context_menu_to_each(
    view: AllQuotes, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    followed: list[Finding | Quote] = []
    view.table.finding_requested.connect(followed.append)
    view.table.slide_requested.connect(followed.append)
    for _ in range(2):
        QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert followed == [findings[2]]
    assert [action.text() for action in view.table.actions()] == ["Finding 3", "Finding 5"]
    view.table.actions()[1].trigger()
    assert followed == [findings[2], findings[4]]
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert followed[2:] == [quotes[3]]


def test_click_selects_a_quote_and_on_its_findings_leads_there(
    view: AllQuotes,
    findings: tuple[Finding, ...],
    quotes: tuple[Quote, ...],
    reading: SampleReading,
) -> None:
    followed: list[Finding] = []
    view.table.finding_requested.connect(followed.append)
    click(view, 2, 0)
    assert reading.contents.browsed == quotes[2]
    assert followed == []
    click(view, 1, 2)
    assert followed == [findings[1]]
    click(view, 2, 2)
    (menu,) = view.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Finding 3", "Finding 5"]
    menu.close()
    assert followed == [findings[1]]


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


def test_search_without_quotes_mentions_the_findings(
    view: AllQuotes, reading: SampleReading
) -> None:
    reading.find("word", {1, 2})
    shown = [text.toPlainText() for text in view.findChildren(QTextEdit) if text.isVisible()]
    assert "No quotes match. 2 findings do." in shown
    assert not view.table.isVisible()
    assert not button_of(view, "Copy all").isEnabled()
    view.focus()
    assert button_of(view, "Back to finding 1").hasFocus()


def test_all_quotes_are_copied_with_their_attributions(
    view: AllQuotes, reading: SampleReading
) -> None:
    reading.find("words", quotes={1, 2})
    assert view.copy_all_text() == "\n\n".join(
        f"“Words number {number}.”\nA speaker, who is made up\n"
        "The Made-up Post, A checked article, a line"
        for number in (1, 2)
    )


def test_briefing_without_quotes_says_so(make_view: MakeView, reading: SampleReading) -> None:
    view = make_view(make_report(findings=(make_finding(1),)))
    assert "This briefing has no quotes." in texts_of(view)
    assert reading.contents.browsed is None
    assert not view.note.isVisible()
    assert not view.bookmark.isEnabled()


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
    quote = make_quote(1)._replace(locator="a place of many words, the last of them the longest")
    view = make_view(make_report(quotes=(quote,)))
    for width in (1600, 700):
        view.hide()
        view.resize(width, 600)
        QApplication.processEvents()
        view.show()
        QApplication.processEvents()
        assert view.table.rowHeight(0) >= view.table.sizeHintForRow(0)


def test_hundreds_of_quotes_are_measured_only_when_they_are_needed(
    make_view: MakeView, reading: SampleReading
) -> None:
    quotes = tuple(make_quote(number, f"Words number {number}. " * 8) for number in range(1, 401))
    view = make_view(make_report(quotes=quotes))
    rows = view.table
    assert rows.model().rowCount() < 100
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert reading.contents.browsed == quotes[-1]
    assert rows.viewport().rect().intersects(rows.visualRect(index_of(view, 399)))


def test_down_reaches_every_line_of_a_quote_of_two_thousand_words(
    make_view: MakeView, reading: SampleReading
) -> None:
    quotes = (make_quote(1), make_quote(2, "words " * 2000), make_quote(3))
    view = make_view(make_report(quotes=quotes))
    rows, height, tops = view.table, view.table.viewport().height(), []
    while reading.contents.browsed != quotes[2]:
        QTest.keyClick(rows, Qt.Key.Key_Down)
        tops.append(rows.visualRect(index_of(view, 1)).top())
    *tops, _ = tops
    assert max(one - other for one, other in pairwise(tops)) <= height
    assert tops[-1] == height - rows.rowHeight(1)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(rows, key)
    assert rows.visualRect(index_of(view, 1)).top() == 0


def test_current_row_stays_in_sight_when_the_rows_get_other_heights(
    make_view: MakeView, style: Look, reading: SampleReading
) -> None:
    quotes = tuple(make_quote(number, f"Words number {number}. " * 8) for number in range(1, 40))
    view = make_view(make_report(quotes=quotes))
    reading.choose_quote(quotes[30])
    rows = view.table
    for width, scale in ((400, 1.0), (900, 1.0), (900, 2.0)):
        style.set_scale(scale)
        view.resize(width, 600)
        QApplication.processEvents()
        assert rows.viewport().rect().intersects(rows.visualRect(index_of(view, 30)))


def test_small_view_has_everything_below_the_words_shorter_buttons_and_no_note(
    view: AllQuotes,
) -> None:
    def resize(width: int, height: int) -> None:
        view.resize(width, height)
        view.fit(view.size())
        QApplication.processEvents()

    resize(360, 600)
    assert (
        column(view, "Quote")[2] == "“Words number 3.”\na line\nChecked word for word\nFinding 3, 5"
    )
    assert all(view.table.isColumnHidden(at) for at in (1, 2, 3))
    buttons = [each for each in view.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in buttons] == ["‹ Back", "", "Copy all"]
    assert all(each.width() >= each.sizeHint().width() for each in buttons)
    assert [each.accessibleName() for each in buttons][:2] == ["Back to finding 1", "Bookmark"]
    resize(940, 300)
    assert column(view, "Quote")[2] == "“Words number 3.”"
    assert not view.note.isVisible()
    view.focus_note()  # shown while it is written
    assert view.note.field.hasFocus()
    view.focus()
    assert not view.note.isVisible()
    assert view.table.isVisible()


def test_note_is_as_wide_as_its_box_in_any_window(view: AllQuotes, window: QWidget) -> None:
    for width in (940, 700):
        window.resize(width, 600)
        view.resize(width, 600)
        QApplication.processEvents()
        note = view.note
        assert note.width() > 0.8 * width
        assert note.width() - note.field.width() < 60
