"""The search for a slide, where only the presenter sees it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.slide_search import SlideSearch
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.model.palette import CONTRAST_DARK, DARK, Theme
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow_state import SlidePosition
from tests.gui.slideshows import CHART, LAST, press, settle

_ALL = 7


def _bar(show: Slideshow) -> SlideSearch:
    (bar,) = show.presenter_view.findChildren(SlideSearch)
    return bar


def _line(bar: SlideSearch) -> QLineEdit:
    (line,) = bar.findChildren(QLineEdit)
    return line


def _list(bar: SlideSearch) -> QListWidget:
    (found,) = bar.findChildren(QListWidget)
    return found


def _rows(bar: SlideSearch) -> list[str]:
    found = _list(bar)
    return [found.item(row).text() for row in range(found.count())]


@pytest.fixture
def searching(presenting: Slideshow, qtbot: QtBot) -> Slideshow:
    """A show whose presenter has begun a search."""
    qtbot.waitUntil(presenting.presenter_view.isActiveWindow)
    press(presenting.presenter_view, "G")
    qtbot.waitUntil(_line(_bar(presenting)).hasFocus)
    return presenting


def test_that_a_search_begins_with_all_slides_and_the_keyboard_in_its_line(
    searching: Slideshow, slides: tuple[Slide, ...]
) -> None:
    bar = _bar(searching)
    assert bar.isVisible()
    assert _rows(bar) == [f"{n}  {s.listing}" for n, s in enumerate(slides, 1)]
    assert _list(bar).currentRow() == 0
    assert searching.presentation.position == SlidePosition(2)


def test_that_g_in_the_audience_s_window_searches_in_the_console(
    presenting: Slideshow, qtbot: QtBot
) -> None:
    press(presenting.audience, "G")
    qtbot.waitUntil(_line(_bar(presenting)).hasFocus)
    assert presenting.presenter_view.isActiveWindow()
    assert presenting.audience.findChildren(QLineEdit) == []


@pytest.mark.parametrize(
    ("typed", "slide"),
    [("6", 5), ("0006", 5), ("needle HAY", 2), ("haystack", 2), ("bravo", CHART), ("", 0)],
)
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_that_enter_goes_to_what_was_found_by_number_or_words(
    searching: Slideshow, typed: str, slide: int, end: Qt.Key
) -> None:
    bar = _bar(searching)
    QTest.keyClicks(_line(bar), typed)
    assert searching.presentation.position == SlidePosition(2)
    QTest.keyClick(_line(bar), end)
    assert searching.presentation.position == SlidePosition(slide)
    assert bar.isHidden()
    assert searching.presenter_view.hasFocus()


def test_that_up_and_down_choose_and_stay_in_the_list(searching: Slideshow) -> None:
    bar = _bar(searching)
    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Up, 1),
        *[(Qt.Key.Key_Up, 0)] * 2,
        (Qt.Key.Key_Tab, 1),
        (Qt.Key.Key_Backtab, 0),
    ):
        QTest.keyClick(_line(bar), key)
        assert _list(bar).currentRow() == row
        assert _line(bar).hasFocus()
        assert _line(bar).accessibleDescription() == _rows(bar)[row]
    for _ in range(_ALL + 1):
        QTest.keyClick(_line(bar), Qt.Key.Key_Down)
    QTest.keyClick(_line(bar), Qt.Key.Key_Return)
    assert searching.presentation.position == SlidePosition(LAST)


def test_that_esc_ends_the_search_and_not_the_show(
    searching: Slideshow, settings: Settings
) -> None:
    bar = _bar(searching)
    QTest.keyClicks(_line(bar), "needle")
    QTest.keyClick(_line(bar), Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert searching.presenter_view.hasFocus()
    assert searching.presentation.position == SlidePosition(2)
    record = settings.show_record
    assert record is not None
    assert record.running
    press(searching.presenter_view, "G")
    assert _line(bar).text() == ""
    assert len(_rows(bar)) == _ALL


def test_that_esc_ends_the_search_from_the_audience_s_window_too(searching: Slideshow) -> None:
    press(searching.audience, "Esc")
    assert _bar(searching).isHidden()
    assert searching.presenter_view.isVisible()


def test_that_a_click_goes_to_a_slide_that_was_found(searching: Slideshow) -> None:
    found = _list(_bar(searching))
    at = found.visualItemRect(found.item(CHART)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert searching.presentation.position == SlidePosition(CHART)
    assert _bar(searching).isHidden()


def test_that_where_nothing_is_found_it_says_so_and_enter_goes_nowhere(
    searching: Slideshow,
) -> None:
    bar = _bar(searching)
    QTest.keyClicks(_line(bar), "zzz")
    assert _rows(bar) == ["No slide answers that"]
    assert _line(bar).accessibleDescription() == "No slide answers that"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(_line(bar), key)
    found = _list(bar)
    QTest.mouseClick(
        found.viewport(),
        Qt.MouseButton.LeftButton,
        pos=found.visualItemRect(found.item(0)).center(),
    )
    assert bar.isVisible()
    assert searching.presentation.position == SlidePosition(2)
    _line(bar).clear()
    QTest.keyClicks(_line(bar), "needle")
    QTest.keyClick(_line(bar), Qt.Key.Key_Return)
    assert bar.isHidden()


def test_that_what_is_typed_in_it_drives_nothing(searching: Slideshow, settings: Settings) -> None:
    before, sizes = searching.presentation, (settings.notes_size, settings.clock_size)
    bar = _bar(searching)
    QTest.keyClicks(_line(bar), "BWFLZGSCNPbwfnp .,[]+-=?0123456789")
    for key in (
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Down),
        *(Qt.Key.Key_Tab, Qt.Key.Key_Up),
    ):
        QTest.keyClick(_line(bar), key)
    _line(bar).clear()
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(_line(bar), key)
    settle()
    assert searching.presentation == before
    assert (settings.notes_size, settings.clock_size) == sizes
    assert searching.audience.slide.pointer is None
    assert bar.isVisible()


def test_that_a_clicker_still_drives_the_show_while_something_is_searched(
    searching: Slideshow,
) -> None:
    QTest.keyClick(_line(_bar(searching)), Qt.Key.Key_PageDown)
    assert searching.presentation.position == SlidePosition(CHART)
    QTest.keyClick(_line(_bar(searching)), Qt.Key.Key_PageUp)
    assert searching.presentation.position == SlidePosition(2)


def test_that_the_enter_that_ends_a_search_and_is_held_down_goes_no_further(
    searching: Slideshow,
) -> None:
    QTest.keyClicks(_line(_bar(searching)), "1")
    QTest.keyClick(_line(_bar(searching)), Qt.Key.Key_Return)
    press(searching.presenter_view, "Return", again=True)
    assert searching.presentation.position == SlidePosition(0)


def test_that_after_a_search_the_keys_are_the_show_s_again(searching: Slideshow) -> None:
    QTest.keyClick(_line(_bar(searching)), Qt.Key.Key_Escape)
    focus = searching.presenter_view.focusWidget()
    assert focus is searching.presenter_view
    QTest.keyClick(focus, Qt.Key.Key_Right)
    assert searching.presentation.position == SlidePosition(CHART)


def test_that_a_search_takes_the_place_of_the_keys_that_were_shown(presenting: Slideshow) -> None:
    presenting.do(Command.HELP)
    presenting.do(Command.GO_TO)
    bar = _bar(presenting)
    on_top = presenting.presenter_view.childAt(bar.geometry().center())
    assert on_top is not None
    assert on_top is bar or bar.isAncestorOf(on_top)
    (keys,) = presenting.presenter_view.findChildren(KeyHelp)
    assert keys.isHidden()


def test_that_the_search_lies_within_the_console_and_moves_nothing_else(
    presenting: Slideshow, style: Style
) -> None:
    for scale, size in ((1.0, (1280, 800)), (2.0, (1024, 640))):
        style.set_scale(scale)
        presenting.presenter_view.showNormal()
        presenting.presenter_view.resize(*size)
        settle()
        before = _geometries(presenting)
        presenting.do(Command.GO_TO)
        settle()
        bar = _bar(presenting)
        assert presenting.presenter_view.rect().contains(bar.geometry())
        assert bar.height() >= bar.minimumSizeHint().height()
        assert _geometries(presenting) == before
        presenting.do(Command.END)


def _geometries(show: Slideshow) -> list[tuple[QWidget, QRect]]:
    bar = _bar(show)
    return [
        (widget, widget.geometry())
        for widget in show.presenter_view.findChildren(QWidget)
        if widget.isVisible() and widget is not bar and not bar.isAncestorOf(widget)
    ]


def test_that_six_rows_are_seen_whole_where_there_is_room(
    searching: Slideshow, qtbot: QtBot
) -> None:
    searching.presenter_view.showNormal()
    searching.presenter_view.resize(1280, 800)
    searching.do(Command.END)
    searching.do(Command.GO_TO)
    settle()
    found = _list(_bar(searching))
    assert found.viewport().rect().contains(found.visualItemRect(found.item(5)))


@pytest.mark.parametrize(
    ("choice", "theme"), [(ThemeChoice.LIGHT, DARK), (ThemeChoice.CONTRAST_LIGHT, CONTRAST_DARK)]
)
def test_that_what_enter_goes_to_is_marked_in_the_console_s_colours(
    searching: Slideshow, style: Style, choice: ThemeChoice, theme: Theme
) -> None:
    style.choose(choice)
    settle()
    found = _list(_bar(searching))
    row = found.visualItemRect(found.item(0))
    image = found.viewport().grab().toImage()
    assert image.pixelColor(row.right() - 5, row.center().y()) == QColor(theme.accent)


def test_that_a_title_is_no_markup(style: Style, qtbot: QtBot, slides: tuple[Slide, ...]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = SlideSearch(style, window)
    bar.set_slides([replace(slides[0], name="<b>A</b>")])
    bar.open()
    assert _rows(bar)[0].startswith("1  <b>A</b>: ")
