"""Tests of how the quote and the figures share the height."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.messages import Notification, Offer, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.widgets.scroll_area import ScrollArea
from tests.conftest import MakeWindow
from tests.gui.menus import trigger


def _heights(window: MainWindow) -> tuple[int, int, int]:
    """Return the heights of the quote, of its content, and of the figures."""
    for _ in range(5):
        QApplication.processEvents()
    quotes, figures = window.view.quotes, window.view.figures
    assert figures is not None
    return quotes.height(), quotes.content_height(), figures.height()


def _show(window: MainWindow, qtbot: QtBot) -> None:
    window.open(BUNDLED_BRIEFING)
    with qtbot.waitExposed(window):
        window.show()
    window.add_figures()
    window.add_actions(window.menu_actions())


@pytest.fixture
def shown(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    """Return a window that has room for a quote and the figures."""
    window = make_window()
    window.resize_with_default_panes(QSize(1280, 1000))
    _show(window, qtbot)
    return window


def test_quote_is_as_high_as_its_content_and_figures_take_the_rest(shown: MainWindow) -> None:
    assert shown.briefing is not None
    heights = []
    for finding in shown.briefing.report.findings:
        shown.view.show_finding(finding)
        heights.append(_heights(shown))
    assert all(height == content for height, content, _ in heights)
    assert len({height for height, _, _ in heights}) > 3
    assert len({height + figures for height, _, figures in heights}) == 1


def test_quote_gets_its_height_again_when_a_notification_has_gone(shown: MainWindow) -> None:
    shown.resize(1280, 760)
    before = _heights(shown)
    shown.notifications.notify(Topic.RESUME, Notification("Stopped", [Offer("Continue", str)]))
    quote, content, figures = _heights(shown)
    assert quote + figures < before[0] + before[2]
    assert (quote < content) == (
        shown.view.quotes.findChildren(ScrollArea)[0].verticalScrollBar().isVisible()
    )
    shown.notifications.withdraw(Topic.RESUME)
    assert _heights(shown) == before


def test_moved_splitter_limits_the_quote_until_it_is_moved_back(shown: MainWindow) -> None:
    trigger(shown, "Next finding")
    _, content, _ = _heights(shown)
    trigger(shown, "Taller figures")
    limited, _, _ = _heights(shown)
    assert limited == content - 40
    trigger(shown, "Previous finding")
    trigger(shown, "Next finding")
    assert _heights(shown)[0] == pytest.approx(limited, abs=1)
    trigger(shown, "Shorter figures")
    trigger(shown, "Shorter figures")
    assert _heights(shown)[0] == content


def test_moved_splitter_survives_restart(
    shown: MainWindow, qtbot: QtBot, make_window: MakeWindow
) -> None:
    trigger(shown, "Taller figures")
    trigger(shown, "Taller figures")
    quote, _, figures = _heights(shown)
    shown.close()
    again = make_window()
    _show(again, qtbot)
    quote_again, content, figures_again = _heights(again)
    assert quote_again < content
    assert quote_again / figures_again == pytest.approx(quote / figures, abs=0.02)


def test_figures_keep_room_for_rows_below_a_long_quote(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    window.resize_with_default_panes(QSize(1280, 720))
    _show(window, qtbot)
    trigger(window, "Next finding")
    quote, content, figures = _heights(window)
    assert window.view.figures is not None
    assert quote < content
    assert figures >= min(window.view.figures.least_height(), quote)
