"""A search in the main window: its results, its links, and its end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from briefing_app.database.reader import Briefing
from briefing_app.errors import DamagedFileError
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.header_bar import SearchField
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.nothing_found import NothingFoundPage
from briefing_app.gui.widgets.labels import ElidedLabel
from tests.gui.menus import trigger
from tests.gui.pixels import colours


def field(window: MainWindow) -> SearchField:
    return window.findChildren(SearchField)[0]


def view_of_findings(window: MainWindow) -> FindingsList:
    return window.view.findings.findChildren(FindingsList)[0]


def read(window: MainWindow, position: int) -> None:
    """Select the finding with a number, as the reader does."""
    briefing = window.briefing
    assert briefing is not None
    window.reading.choose(briefing.report.findings[position - 1])


def position(window: MainWindow) -> int:
    """Return the number of the finding that the window shows."""
    finding = window.reading.contents.finding
    assert finding is not None
    return finding.position


def nothing_found(window: MainWindow) -> NothingFoundPage:
    return window.view.findings.findChildren(NothingFoundPage)[0]


def sentence(window: MainWindow) -> str:
    return nothing_found(window).findChildren(ElidedLabel)[0].text()


def suggestion(window: MainWindow) -> QPushButton:
    buttons = nothing_found(window).findChildren(QPushButton)
    return next(each for each in buttons if each.accessibleName().startswith("Did you mean"))


def press(window: MainWindow, key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)
    QApplication.processEvents()


@pytest.fixture(autouse=True)
def active(main_window: MainWindow) -> None:
    """Give the window the keyboard focus."""
    main_window.activateWindow()
    QApplication.processEvents()


def test_first_letter_brings_a_button_that_clears_the_search(main_window: MainWindow) -> None:
    search = field(main_window)
    trigger(main_window, "Find in findings and quotes")
    QTest.keyClicks(search, "t")
    (button,) = search.findChildren(QToolButton)
    assert button.accessibleName() == "Clear the search"
    assert len(colours(search.grab(button.geometry()).toImage())) > 1, "the button isn't painted"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert search.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_near_word_is_suggested_reached_and_followed_by_keyboard(
    main_window: MainWindow, key: Qt.Key
) -> None:
    read(main_window, 3)
    trigger(main_window, "Find in findings and quotes")
    QTest.keyClicks(field(main_window), "trafficing")
    assert position(main_window) == 3
    assert sentence(main_window) == "Nothing found for “trafficing”."
    assert suggestion(main_window).accessibleName() == "Did you mean trafficking?"
    assert suggestion(main_window).accessibleDescription() == "5 findings, 2 quotes"
    press(main_window, key)
    assert suggestion(main_window).hasFocus()
    press(main_window, Qt.Key.Key_Return)
    assert field(main_window).text() == "trafficking"
    assert view_of_findings(main_window).hasFocus()


def test_esc_returns_to_the_finding_that_was_read(main_window: MainWindow) -> None:
    read(main_window, 3)
    for typed in ("referred", "xyzzy"):
        trigger(main_window, "Find in findings and quotes")
        QTest.keyClicks(field(main_window), typed)
        press(main_window, Qt.Key.Key_Escape)
        assert field(main_window).text() == ""
        assert position(main_window) == 3
        assert view_of_findings(main_window).hasFocus()


def test_button_below_a_shortened_sentence_shows_all_findings_again(
    main_window: MainWindow,
) -> None:
    read(main_window, 3)
    main_window.reading.search("x" * 200)
    assert len(sentence(main_window)) < 110
    page = nothing_found(main_window)
    assert page.horizontalScrollBar().maximum() == 0
    buttons = page.findChildren(QPushButton)
    (show_all,) = (each for each in buttons if each.accessibleName() == "Show all 13 findings")
    QTest.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert field(main_window).text() == ""
    assert position(main_window) == 3


def test_result_that_was_accepted_stays_in_the_place_of_enlarged_figures(
    main_window: MainWindow,
) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        read(main_window, 3)
        trigger(main_window, "Enlarge the figures")
        trigger(main_window, "Find in findings and quotes")
        QTest.keyClicks(field(main_window), "NCA")
        press(main_window, key)
        assert view_of_findings(main_window).hasFocus()
        assert main_window.view.column.page.isVisible()
        press(main_window, Qt.Key.Key_Escape)
        assert position(main_window) == 6


def test_title_that_has_the_words_is_marked_and_all_findings_stay(
    main_window: MainWindow, style: Look
) -> None:
    read(main_window, 3)
    assert style.theme.mark not in colours(main_window.header.grab().toImage())
    main_window.reading.search("HMICFRS")
    assert view_of_findings(main_window).isVisible()
    assert view_of_findings(main_window).model().rowCount() >= 13
    assert position(main_window) == 3
    assert style.theme.mark in colours(main_window.header.grab().toImage())
    main_window.reading.search("")
    assert style.theme.mark not in colours(main_window.header.grab().toImage())


def test_suggestion_that_fails_is_left_out(
    main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(briefing: Briefing, text: str) -> None:
        raise DamagedFileError(briefing.path, "The file is damaged.", "Get another copy.")

    monkeypatch.setattr(Briefing, "suggest", fail)
    main_window.reading.search("trafficing")
    assert sentence(main_window) == "Nothing found for “trafficing”."
    assert suggestion(main_window).isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_ways_on_are_in_sight_when_they_have_the_focus(
    main_window: MainWindow, style: Look, scale: float
) -> None:
    style.set_scale(scale)
    main_window.resize(720, 480)
    main_window.reading.search("trafficing")
    field(main_window).results_requested.emit()
    for _ in range(2):
        QApplication.processEvents()
        focus = QApplication.focusWidget()
        assert focus is not None
        page = nothing_found(main_window)
        assert page.isAncestorOf(focus)
        seen = focus.visibleRegion().boundingRect()
        assert seen.height() >= min(focus.height(), page.viewport().height())
        press(main_window, Qt.Key.Key_Tab)
