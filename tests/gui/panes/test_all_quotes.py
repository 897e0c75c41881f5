"""All quotes of a briefing in the place of the page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.panes.all_quotes import AllQuotes
from briefing_app.gui.panes.finding_matches import NO_MATCHES, FindingMatches
from briefing_app.gui.panes.quotes_list import QuotesList
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.widgets.labels import ClampedLabel
from briefing_app.model.report import Finding, Quote, Report, Speaker
from tests.gui.parts import button_of, texts_of
from tests.gui.slideshows import labels
from tests.sample_report import make_entry, make_finding, make_quote, make_report

MakeView = Callable[[Report], AllQuotes]


@pytest.fixture
def make_view(qtbot: QtBot, style: Look, window: QWidget) -> MakeView:
    def make(report: Report) -> AllQuotes:
        view = AllQuotes(window)
        window.resize(940, 600)
        view.resize(940, 600)
        view.fit(view.size())
        view.show_report(report)
        view.open_at(None, report.findings[0] if report.findings else None)
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


def quotes_list(view: AllQuotes) -> QuotesList:
    (found,) = view.findChildren(QuotesList)
    return found


def index_of(view: AllQuotes, row: int) -> QModelIndex:
    return quotes_list(view).model().index(row, 0)


def spoken(view: AllQuotes, row: int) -> str:
    return str(index_of(view, row).data(Qt.ItemDataRole.AccessibleTextRole))


def listed(view: AllQuotes) -> list[Quote]:
    return [row.quote for row in quotes_list(view).rows]


def click(view: AllQuotes, row: int, place: QPoint) -> None:
    rect = quotes_list(view).visualRect(index_of(view, row))
    at = rect.topLeft() + place
    QTest.mouseClick(quotes_list(view).viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def sample(quotes: tuple[Quote, ...], findings: tuple[Finding, ...]) -> Report:
    """Quotes 1 to 3 in findings 2, 3 and 5, and quote 4 only on slide 2."""
    order = (make_entry(1, findings[0]), make_entry(2, quotes[3]))
    return make_report(findings=findings, quotes=quotes, running_order=order)


def test_rows_say_where_each_quote_belongs(view: AllQuotes) -> None:
    links = [[link.text for link in row.links] for row in quotes_list(view).rows]
    assert links == [
        ["Finding 2 ›"],
        ["Finding 2 ›"],
        ["Finding 3 ›", "Finding 5 ›"],
        ["Slide 2 ›"],
    ]
    assert "All 4 quotes in this briefing" in texts_of(view)


def test_every_row_is_named_for_screen_readers(view: AllQuotes) -> None:
    assert spoken(view, 2) == "Quote 3. “Words number 3.”. Finding 3, Finding 5. a line"
    assert spoken(view, 3) == "Quote 4. “Needle in a haystack.”. In no finding, Slide 2. a line"


def test_common_speaker_and_check_are_shown_once(view: AllQuotes) -> None:
    texts = texts_of(view)
    assert texts.count("A speaker, who is made up") == 1
    assert texts.count("Checked word for word · The Made-up Post") == 1
    (tick,) = view.findChildren(CheckMark)
    assert tick.isVisible()


def test_rows_name_speakers_and_sources_that_differ(make_view: MakeView) -> None:
    one, other = make_quote(1), make_quote(2)
    other = other._replace(
        speaker=Speaker(2, "Another", ""), source=other.source._replace(id=9, publisher="A paper")
    )
    view = make_view(make_report(quotes=(one, other)))
    rows = quotes_list(view).rows
    assert [row.speaker for row in rows] == ["A speaker, who is made up", "Another"]
    assert rows[1].place == "Checked word for word · A paper, a line"
    assert not any(tick.isVisible() for tick in view.findChildren(CheckMark))


def test_enter_follows_the_link_that_left_and_right_choose(
    qtbot: QtBot, view: AllQuotes, findings: tuple[Finding, ...]
) -> None:
    rows = quotes_list(view)
    for _ in range(2):
        QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.finding_requested) as followed:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert followed.args == [findings[2]]
    QTest.keyClick(rows, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.finding_requested) as followed:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert followed.args == [findings[4]]


def test_link_is_followed_by_a_click_and_a_click_on_the_words_selects(
    qtbot: QtBot, view: AllQuotes, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    followed: list[Finding] = []
    view.finding_requested.connect(followed.append)
    width = quotes_list(view).viewport().width()
    click(view, 1, QPoint(60, 15))
    assert view.quote == quotes[1]
    assert followed == []
    click(view, 2, QPoint(width - 180, 15))
    assert followed == [findings[2]]
    with qtbot.waitSignal(view.slide_requested) as asked:
        places = range(width - 190, width, 4)
        for x in places:
            click(view, 3, QPoint(x, 15))
    assert asked.args == [quotes[3]]


def test_search_lists_what_it_found_and_marks_nothing_else(
    view: AllQuotes, quotes: tuple[Quote, ...]
) -> None:
    view.set_search(frozenset({2, 4}), ("needle",), NO_MATCHES)
    assert listed(view) == [quotes[1], quotes[3]]
    assert "2 of 4 quotes found" in texts_of(view)
    view.set_search(None, (), NO_MATCHES)
    assert listed(view) == list(quotes)


@pytest.mark.parametrize(
    ("others", "message"),
    [
        (FindingMatches(), "No quotes match."),
        (FindingMatches(findings=1), "No quotes match. 1 finding does."),
        (FindingMatches(findings=2), "No quotes match. 2 findings do."),
        (FindingMatches(in_notes=2), "No quotes match. My notes on 2 findings do."),
        (FindingMatches(2, 1), "No quotes match. 2 findings and my notes on 1 other do."),
    ],
)
def test_search_without_quotes_mentions_the_findings(
    view: AllQuotes, others: FindingMatches, message: str
) -> None:
    view.set_search(frozenset(), ("word",), others)
    shown = [text.toPlainText() for text in view.findChildren(QTextEdit) if text.isVisible()]
    assert message in shown
    assert not quotes_list(view).isVisible()
    assert not button_of(view, "Copy all").isEnabled()
    view.focus()
    assert button_of(view, "Back to finding 1").hasFocus()


def test_current_quote_stays_current_while_a_search_finds_it(
    view: AllQuotes, quotes: tuple[Quote, ...]
) -> None:
    view.select(quotes[3])
    view.set_search(frozenset({2, 4}), ("needle",), NO_MATCHES)
    assert view.quote == quotes[3]
    view.set_search(frozenset({2}), ("two",), NO_MATCHES)
    assert view.quote == quotes[1]


def test_all_quotes_are_copied_with_their_attributions(view: AllQuotes) -> None:
    view.set_search(frozenset({1, 2}), ("words",), NO_MATCHES)
    assert view.copy_all_text() == "\n\n".join(
        f"“Words number {number}.”\nA speaker, who is made up\n"
        "The Made-up Post, A checked article, a line"
        for number in (1, 2)
    )


def test_briefing_without_quotes_says_so(make_view: MakeView) -> None:
    view = make_view(make_report(findings=(make_finding(1),)))
    assert "This briefing has no quotes." in texts_of(view)
    assert view.quote is None
    assert not view.note.isVisible()
    assert not view.bookmark.isEnabled()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [320, 940])
def test_rows_are_high_enough_for_their_words(
    make_view: MakeView, style: Look, scale: float, width: int
) -> None:
    style.set_scale(scale)
    words = "Words that go on and on, and would usually never end. " * 6
    quote = make_quote(1, words.strip())
    view = make_view(make_report(quotes=(quote,), findings=(make_finding(1, quotes=(quote,)),)))
    view.resize(width, 4000)
    QApplication.processEvents()
    rows = quotes_list(view)
    image = rows.viewport().grab().toImage()
    rect = rows.visualRect(index_of(view, 0))
    last = min(rect.bottom() - 1, image.height() - 1)
    edge = range(rect.left() + style.px(32), rect.right() - style.px(20))
    assert rect.height() > style.px(40)
    assert len({image.pixel(x, last - 4) for x in edge}) == 1


def test_thousands_of_quotes_are_measured_only_when_they_are_needed(make_view: MakeView) -> None:
    quotes = tuple(make_quote(number, f"Words number {number}. " * 8) for number in range(1, 2001))
    view = make_view(make_report(quotes=quotes))
    rows = quotes_list(view)
    assert rows.model().rowCount() < 100
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert view.quote == quotes[-1]
    assert rows.viewport().rect().intersects(rows.visualRect(index_of(view, 1999)))


def test_current_row_stays_in_sight_when_the_rows_get_other_heights(
    make_view: MakeView, style: Look
) -> None:
    quotes = tuple(make_quote(number, f"Words number {number}. " * 8) for number in range(1, 40))
    view = make_view(make_report(quotes=quotes))
    view.select(quotes[30])
    rows = quotes_list(view)
    for width, scale in ((400, 1.0), (900, 1.0), (900, 2.0)):
        style.set_scale(scale)
        view.resize(width, 600)
        QApplication.processEvents()
        assert rows.viewport().rect().intersects(rows.visualRect(index_of(view, 30)))


def test_narrow_view_has_shorter_buttons(view: AllQuotes) -> None:
    view.resize(360, 600)
    view.fit(view.size())
    QApplication.processEvents()
    shown = [each for each in view.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in shown] == ["‹ Back", "", "Copy all"]
    assert all(each.width() >= each.sizeHint().width() for each in shown)
    assert [each.accessibleName() for each in shown][:2] == ["Back to finding 1", "Bookmark"]


def test_check_is_below_the_speaker_unless_both_fit_into_one_line(make_view: MakeView) -> None:
    speaker = Speaker(1, "Ada Example", "the inspector who led this inspection of all forces")
    quote = make_quote(1)._replace(speaker=speaker)
    view = make_view(make_report(quotes=(quote,)))
    (said_by,) = (each for each in view.findChildren(QTextEdit) if "Ada" in each.toPlainText())
    (check,) = view.findChildren(ClampedLabel)
    line_height = said_by.height()
    arrangements = set()
    for width in range(600, 1000, 20):
        view.resize(width, 600)
        view.fit(view.size())
        for _ in range(3):  # Qt lays out in several turns
            QApplication.processEvents()
        top, bottom = (part.mapTo(view, part.rect().center()).y() for part in (said_by, check))
        assert said_by.height() == line_height
        arrangements.add(abs(top - bottom) <= 2)
    assert arrangements == {True, False}


def test_low_view_shows_the_note_only_while_it_is_written(view: AllQuotes) -> None:
    view.resize(940, 300)
    view.fit(view.size())
    assert not view.note.isVisible()
    view.focus_note()
    assert view.note.field.hasFocus()
    view.focus()
    assert not view.note.isVisible()
    assert labels(view)


def test_note_is_as_wide_as_its_box_in_any_window(view: AllQuotes, window: QWidget) -> None:
    for width in (940, 700):
        window.resize(width, 600)
        view.resize(width, 600)
        QApplication.processEvents()
        note = view.note
        assert note.width() > 0.8 * width
        assert note.width() - note.field.width() < 60
