"""The line that says where the report names the user's force."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.force_line import ForceLine
from briefing_app.gui.settings import Settings
from briefing_app.model.report import Force, Report
from tests.gui.menus import trigger


@pytest.fixture
def report(main_window: MainWindow) -> Report:
    """Return the open briefing."""
    assert main_window.briefing is not None
    return main_window.briefing.report


def choose(window: MainWindow, name: str) -> Force:
    """Choose my force as the user does."""
    assert window.briefing is not None
    (force,) = (each for each in window.briefing.report.forces if each.short_name == name)
    window.header.my_force_chosen.emit(force)
    return force


def line(window: MainWindow) -> ForceLine:
    (line,) = window.findChildren(ForceLine)
    return line


def findings_list(window: MainWindow) -> FindingsList:
    (view,) = window.findChildren(FindingsList)
    return view


def links(window: MainWindow) -> dict[str, QPushButton]:
    buttons = line(window).findChildren(QPushButton)
    return {button.text(): button for button in buttons if button.isVisible()}


def test_line_exists_only_with_my_force(main_window: MainWindow) -> None:
    assert not main_window.findChildren(ForceLine)
    choose(main_window, "Cumbria")
    assert line(main_window).isVisible()
    main_window.header.my_force_chosen.emit(None)
    assert not line(main_window).isVisible()


def test_findings_of_my_force_are_listed_whatever_the_search(
    main_window: MainWindow, report: Report
) -> None:
    main_window.header.search_for("prematurely")
    force = choose(main_window, "West Mercia")
    assert set(links(main_window)) == {"finding 9", "1 figure"}
    links(main_window)["finding 9"].click()
    assert main_window.view.findings.force == force
    assert main_window.view.findings.selected == report.findings[8]
    assert QApplication.focusWidget() is findings_list(main_window)


def test_quotes_about_my_force_are_shown(main_window: MainWindow, report: Report) -> None:
    main_window.activateWindow()
    main_window.header.search_for("prematurely")
    choose(main_window, "Cumbria")
    links(main_window)["1 quote"].click()
    quote = main_window.view.column.quote
    assert quote is not None
    assert "Cumbria" in {force.short_name for force in quote.forces}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert main_window.view.column.isAncestorOf(focus)


def test_tab_leads_from_link_to_link_to_the_list(main_window: MainWindow) -> None:
    main_window.activateWindow()
    choose(main_window, "West Mercia")
    finding, figure = links(main_window).values()
    finding.setFocus()
    order = []
    for _ in range(2):
        QTest.keyClick(main_window, Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [figure, findings_list(main_window)]
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    figures, focus = main_window.view.figures, QApplication.focusWidget()
    assert focus is not None
    assert figures.isAncestorOf(focus)


def test_briefing_without_my_force_says_so(main_window: MainWindow, settings: Settings) -> None:
    settings.my_force = "Elsewhere Police"
    main_window.show_briefing(open_briefing(BUNDLED_BRIEFING))
    (text,) = (label.text() for label in line(main_window).findChildren(QLabel))
    assert text == "This report does not name Elsewhere Police."
    assert not links(main_window)
    assert main_window.header.my_force is None


def test_choice_of_my_force_is_announced(main_window: MainWindow, heard: list[str]) -> None:
    choose(main_window, "Cumbria")
    assert heard == ["Cumbria: finding 10, 1 quote"]
    trigger(main_window, "Reload the briefing")
    main_window.header.my_force_chosen.emit(None)
    assert heard == ["Cumbria: finding 10, 1 quote"]
