"""Tests of what a screen reader announces in the main window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefing_app.gui.main_window.window import MainWindow
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of


def test_other_quote_is_announced_with_its_place_but_all_quotes_are_read_by_the_focus(
    main_window: MainWindow, heard: list[str]
) -> None:
    report = briefing_of(main_window).report
    first, second = report.quotes[:2]
    finding = report.findings[1]._replace(quotes=(first, second))
    main_window.reading.show_report(report._replace(findings=(report.findings[0], finding)))
    trigger(main_window, "Next finding")
    heard.clear()
    for action in ("Next quote", "Previous quote", "Previous quote"):
        trigger(main_window, action)
    assert heard == [
        f"Quote {place} of 2 for finding 2. “{quote.text}”. "
        f"{quote.speaker.name}, {quote.speaker.role}"
        for place, quote in ((2, second), (1, first))
    ]
    heard.clear()
    for _ in range(2):
        trigger(main_window, "All quotes in this briefing")
    assert heard == []


def test_other_finding_is_announced_if_list_has_no_focus(
    main_window: MainWindow, heard: list[str]
) -> None:
    main_window.activateWindow()
    trigger(main_window, "To the figures")
    trigger(main_window, "Next finding")
    selected = main_window.reading.contents.finding
    assert selected is not None
    assert heard == [f"Finding 2. Concern. {selected.headline}"]
    trigger(main_window, "To the findings")
    trigger(main_window, "Next finding")
    assert len(heard) == 1


def test_text_size_is_announced_even_at_its_limit(
    main_window: MainWindow, heard: list[str]
) -> None:
    for action in ("Larger text", "Normal text size", "Smaller text"):
        trigger(main_window, action)
    trigger(main_window, "Smaller text")
    trigger(main_window, "Smaller text")
    assert heard == ["Text 110 %", "Text 100 %", "Text 90 %", "Text 80 %", "Text 80 %"]


def test_copying_is_announced(main_window: MainWindow, heard: list[str]) -> None:
    main_window.activateWindow()
    trigger(main_window, "Copy")
    trigger(main_window, "To the figures")
    trigger(main_window, "Copy")
    assert heard == ["Quote copied", "Chart and figures copied"]


def test_results_of_a_search_are_announced(main_window: MainWindow, heard: list[str]) -> None:
    report = briefing_of(main_window).report
    lone_quote = next(q for q in report.quotes if not any(q in f.quotes for f in report.findings))
    words = " ".join(lone_quote.text.split()[-4:])
    for text in ("trafficking", "trafficing", words):
        main_window.reading.search(text)
    assert heard == [
        "5 of 13 findings and 1 of 1 other quote shown",
        "Nothing found for “trafficing”. Did you mean trafficking? 5 findings, 2 quotes",
        "1 of 1 other quote shown",
    ]


def test_list_is_resized_by_keyboard(main_window: MainWindow, heard: list[str]) -> None:
    main_window.activateWindow()
    QApplication.processEvents()
    findings = main_window.view.findings
    widths = [findings.width()]
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(main_window, Qt.Key.Key_F7, modifiers)
        widths.append(findings.width())
    assert widths == [widths[0], widths[0] + 40, widths[0]]
    assert [text.split()[0] for text in heard] == ["List", "List"]
