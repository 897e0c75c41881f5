"""Tests that the keyboard focus is always on something that can be seen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from tests.gui.focus import focus, hidden_focus
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of

_MAX_TAB_STOPS: Final = 60
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(params=[BUNDLED_BRIEFING, DEMONSTRATION], ids=["bundled", "demonstration"])
def path(request: pytest.FixtureRequest) -> Path:
    """Return the bundled briefing or the demonstration."""
    found: Path = request.param
    return found


def _walk(window: MainWindow, step: Callable[[], object]) -> list[str]:
    """Take steps until the focus is back in the list; return what couldn't be seen meanwhile."""
    trigger(window, "To the findings")
    start = focus()
    hidden = []
    for _ in range(_MAX_TAB_STOPS):
        step()
        QApplication.processEvents()
        hidden.append(hidden_focus())
        if focus() is start:
            return list(filter(None, hidden))
    raise AssertionError(f"The focus is stuck: {focus()}")


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)


def _all_walks(window: MainWindow) -> list[str]:
    return [
        *_walk(window, partial(_press, Qt.Key.Key_F6)),
        *_walk(window, partial(_press, Qt.Key.Key_Tab)),
        *_walk(window, partial(_press, Qt.Key.Key_Backtab, _SHIFT)),
    ]


def _for_every_finding(window: MainWindow, check: Callable[[], list[str]]) -> list[str]:
    problems = []
    for finding in briefing_of(window).report.findings:
        window.reading.show_item(finding)
        QApplication.processEvents()
        problems += [f"Finding {finding.position}: {problem}" for problem in check()]
    return problems


def _settle(window: QWidget, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.activateWindow()
    for _ in range(5):
        QApplication.processEvents()


@pytest.mark.parametrize(
    ("path", "size", "style"),
    [
        (BUNDLED_BRIEFING, (1280, 800), 1.0),
        (DEMONSTRATION, (1024, 640), 2.0),
    ],
    indirect=["path", "style"],
    ids=["bundled", "demonstration"],
)
def test_f6_and_tab_never_lead_to_what_is_hidden(
    main_window: MainWindow, path: Path, size: tuple[int, int]
) -> None:
    main_window.open(path)
    _settle(main_window, size)
    assert _for_every_finding(main_window, partial(_all_walks, main_window)) == []


@pytest.mark.parametrize("style", [2.0], indirect=True)
def test_tab_never_leads_to_what_is_hidden_while_all_quotes_are_listed(
    main_window: MainWindow,
) -> None:
    _settle(main_window, (1024, 640))
    trigger(main_window, "All quotes in this briefing")
    QApplication.processEvents()
    assert _all_walks(main_window) == []


@pytest.mark.parametrize("style", [1.0, 2.0], indirect=True)
def test_tab_never_leads_to_what_is_hidden_in_the_smallest_window(main_window: MainWindow) -> None:
    _settle(main_window, (720, 480))
    hidden = []
    for position in (2, 9):
        main_window.reading.show_item(briefing_of(main_window).report.findings[position - 1])
        hidden += _all_walks(main_window)
    for place in ("All quotes in this briefing", "Enlarge the figures"):
        trigger(main_window, place)
        QApplication.processEvents()
        hidden += _all_walks(main_window)
    trigger(main_window, "Find in findings and quotes")
    hidden.append(hidden_focus())
    assert list(filter(None, hidden)) == []


def test_tab_follows_the_screen_from_the_menus_to_the_figures(
    main_window: MainWindow, style: Look
) -> None:
    for size, scale in (((1366, 696), 1.0), ((1366, 696), 2.0), ((1920, 1080), 1.0)):
        style.set_scale(scale)
        _settle(main_window, size)
        for browses in (False, True):
            main_window.view.browse(browses)
            column = main_window.view.column
            parts: list[QWidget] = [
                *([main_window.menuBar()] if main_window.header.is_folded else []),
                *([] if main_window.header.is_folded else [main_window.header]),
                main_window.view.findings,
                main_window.view.column.shown,
                *([main_window.view.figures] if main_window.view.figures.isVisible() else []),
                *([column.side_note] if column.side_note.isVisible() else []),
            ]
            trigger(main_window, "To the findings")
            order = []
            for _ in range(_MAX_TAB_STOPS):
                _press(Qt.Key.Key_Tab)
                (part,) = (at for at, part in enumerate(parts) if part.isAncestorOf(focus()))
                order.append(part)
                if focus() is main_window.view.findings.findChild(FindingsList):
                    break
            start = order.index(0)
            assert order[start:] == sorted(order[start:])
            assert order[:start] == sorted(order[:start])
            assert set(order) == set(range(len(parts)))


def test_notification_is_reached_and_dismissed_by_keyboard(main_window: MainWindow) -> None:
    _settle(main_window, (1280, 800))
    dismissed: list[bool] = []
    notification = Notification("Stopped", "Continue", on_dismiss=lambda: dismissed.append(True))
    bar = main_window.notifications
    bar.notify(Topic.RESUME, notification)
    assert _all_walks(main_window) == []
    trigger(main_window, "To the figures")
    _press(Qt.Key.Key_F6)
    assert bar.isAncestorOf(focus())
    _press(Qt.Key.Key_Backtab, _SHIFT)
    assert main_window.header.isAncestorOf(focus())
    for _ in range(2):
        _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Return)
    assert dismissed == [True]
    assert not bar.isVisible()
    assert hidden_focus() == ""
    assert _all_walks(main_window) == []


def test_go_to_quote_focuses_text_of_finding_without_quote(
    main_window: MainWindow, path: Path
) -> None:
    main_window.open(path)
    _settle(main_window, (1280, 800))

    def go() -> list[str]:
        trigger(main_window, "To the findings")
        trigger(main_window, "To the quote")
        is_there = main_window.view.column.isAncestorOf(focus()) and not hidden_focus()
        return [] if is_there else [str(focus())]

    assert _for_every_finding(main_window, go) == []


def test_tab_follows_the_screen_in_the_figures(main_window: MainWindow) -> None:
    figures = main_window.view.figures
    _settle(main_window, (1366, 696))
    for is_enlarged in (False, True):
        main_window.view.enlarge_figures(is_enlarged)
        for is_table in (False, True):
            main_window.reading.show_table(is_table)
            QApplication.processEvents()
            figures.head.copy_button.setFocus()
            passed = []
            while figures.isAncestorOf(focus()):
                passed.append(focus().mapTo(figures, QPoint()))
                _press(Qt.Key.Key_Tab)
            assert len(passed) >= 4
            assert passed == sorted(passed, key=lambda at: (at.y(), at.x()))


def test_f8_twice_returns_the_focus(main_window: MainWindow) -> None:
    for place in ("To the findings", "Write a note", "Find in findings and quotes"):
        trigger(main_window, place)
        before = focus()
        trigger(main_window, "Enlarge the figures")
        assert main_window.view.figures.isAncestorOf(focus())
        trigger(main_window, "Enlarge the figures")
        assert focus() is before
        trigger(main_window, "Enlarge the figures")
        main_window.go_back()
        assert focus() is before


def test_focus_goes_at_once_to_what_takes_the_place_of_something(
    main_window: MainWindow, qapp: QApplication
) -> None:
    focused: list[QWidget | None] = []

    def record(_old: QWidget | None, new: QWidget | None) -> None:
        focused.append(new)

    for entry in ("All quotes in this briefing", "Enlarge the figures"):
        trigger(main_window, "To the quote")
        qapp.focusChanged.connect(record)
        trigger(main_window, entry)
        inside = focus()
        main_window.go_back()
        qapp.focusChanged.disconnect(record)
        assert [each for each in focused if each is not None] == [inside, focus()]
        assert inside is not focus()
        focused.clear()
