"""Tests of the slide search in the presenter view."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.look import Look, TextRole, ThemeChoice
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.overview import SlideGrid, SlideSearch
from briefing_app.layout.palette import CONTRAST_DARK, DARK, Theme
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.slideshow.presenter.views import resize
from tests.gui.slideshows import (
    CHART,
    LAST,
    labels,
    last_record,
    press,
    process_events,
)

_SLIDE_COUNT = 7


def _search(slideshow: Presentation) -> SlideSearch:
    (search,) = slideshow.windows.presenter_view.findChildren(SlideSearch)
    return search


def _field(search: SlideSearch) -> QLineEdit:
    (field,) = search.findChildren(QLineEdit)
    return field


def _grid(search: SlideSearch) -> SlideGrid:
    (grid,) = search.findChildren(SlideGrid)
    return grid


def _texts(search: SlideSearch) -> list[str]:
    """Return the texts of the matching slides, as a screen reader reads them."""
    grid = QAccessible.queryAccessibleInterface(_grid(search))
    return [grid.child(row).text(QAccessible.Text.Name) for row in range(grid.childCount())]


@pytest.fixture
def searching(slideshow: Presentation, qtbot: QtBot) -> Presentation:
    """Return a slideshow with an open search."""
    qtbot.waitUntil(slideshow.windows.presenter_view.isActiveWindow)
    press(slideshow.windows.presenter_view, "G")
    qtbot.waitUntil(_field(_search(slideshow)).hasFocus)
    return slideshow


def test_open_search_covers_the_same_as_one_that_is_opened_in_a_window_of_that_size(
    searching: Presentation,
) -> None:
    for size in ((1366, 768), (1100, 600), (1920, 1080), (640, 480)):
        resize(searching, *size)
        place = _search(searching).geometry()
        for _ in range(2):
            press(searching.windows.presenter_view, "G")
            process_events()
        assert _search(searching).geometry() == place


def test_search_opens_focused_with_thumbnails_of_all_slides(
    searching: Presentation, slides: tuple[Slide, ...]
) -> None:
    search = _search(searching)
    assert search.isVisible()
    for number, (text, slide) in enumerate(zip(_texts(search), slides, strict=True), 1):
        assert text.startswith(f"{number}. {slide.list_label}")
    assert _grid(search).slide == 2  # the current one
    assert searching.model.state.position == SlidePosition(2)


def test_nothing_shows_through_the_corners_of_the_search(searching: Presentation) -> None:
    view, search = searching.windows.presenter_view, _search(searching)
    below = QWidget(view)
    below.setAutoFillBackground(True)
    below.setPalette(QColor("red"))
    below.setGeometry(search.geometry())
    below.stackUnder(search)
    below.show()
    picture, place = view.grab().toImage(), search.geometry()
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    assert QColor("red") not in [picture.pixelColor(corner) for corner in corners]


def test_enter_goes_to_slide_found_by_number_or_words(slideshow: Presentation) -> None:
    for typed, end, slide in (
        ("6", Qt.Key.Key_Return, 5),
        ("0006", Qt.Key.Key_Enter, 5),
        ("needle HAY", Qt.Key.Key_Return, 2),
        ("haystack", Qt.Key.Key_Enter, 2),
        ("bravo", Qt.Key.Key_Return, CHART),
        ("", Qt.Key.Key_Return, 1),
        ("", Qt.Key.Key_Enter, 1),
    ):
        slideshow.model.go_to(1)
        press(slideshow.windows.presenter_view, "G")
        search = _search(slideshow)
        QTest.keyClicks(_field(search), typed)
        assert slideshow.model.state.position == SlidePosition(1)
        QTest.keyClick(_field(search), end)
        assert (typed, slideshow.model.state.position) == (typed, SlidePosition(slide))
        assert search.isHidden()
        assert slideshow.windows.presenter_view.hasFocus()


def test_arrow_keys_select_within_the_grid(searching: Presentation) -> None:
    search = _search(searching)
    resize(searching, 1280, 800)
    assert _grid(search).columns == 4  # two rows show all seven slides
    for key, slide in (
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Tab, 3),
        (Qt.Key.Key_Backtab, 2),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_Down, LAST),
        (Qt.Key.Key_Right, LAST),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_Left, 1),
        *[(Qt.Key.Key_Left, 0)] * 2,
        *[(Qt.Key.Key_Right, at) for at in range(1, LAST + 1)],
    ):
        QTest.keyClick(_field(search), key)
        assert _grid(search).slide == slide
        assert _field(search).hasFocus()
        assert _field(search).accessibleDescription() == _texts(search)[slide]
    QTest.keyClick(_field(search), Qt.Key.Key_Return)
    assert searching.model.state.position == SlidePosition(LAST)


def test_esc_closes_search_but_not_slideshow(
    searching: Presentation, personal_store: PersonalStore
) -> None:
    search = _search(searching)
    QTest.keyClicks(_field(search), "needle")
    QTest.keyClick(_field(search), Qt.Key.Key_Escape)
    assert search.isHidden()
    assert searching.windows.presenter_view.focusWidget() is searching.windows.presenter_view
    assert searching.model.state.position == SlidePosition(2)
    record = last_record(personal_store)
    assert record is not None
    assert record.running
    press(searching.windows.presenter_view, "G")
    assert _field(search).text() == ""
    assert len(_texts(search)) == _SLIDE_COUNT


def test_click_goes_to_slide(searching: Presentation) -> None:
    grid = _grid(_search(searching))
    at = grid.visualRect(grid.model().index(CHART, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert searching.model.state.position == SlidePosition(CHART)
    assert _search(searching).isHidden()


def test_no_match_is_reported_and_enter_goes_nowhere(
    searching: Presentation,
) -> None:
    search = _search(searching)
    QTest.keyClicks(_field(search), "zzz")
    assert _texts(search) == []
    assert "No slides match." in labels(searching.windows.presenter_view)
    assert _field(search).accessibleDescription() == "No slides match."
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(_field(search), key)
    QTest.mouseClick(
        _grid(search).viewport(), Qt.MouseButton.LeftButton, pos=_grid(search).rect().center()
    )
    assert search.isVisible()
    assert searching.model.state.position == SlidePosition(2)
    _field(search).clear()
    assert _grid(search).slide == 2  # the current one again
    QTest.keyClicks(_field(search), "needle")
    QTest.keyClick(_field(search), Qt.Key.Key_Return)
    assert search.isHidden()


def test_typing_in_search_does_not_control_slideshow(
    searching: Presentation, settings: Settings
) -> None:
    before, notes_size = searching.model.state, settings.notes_size
    search = _search(searching)
    QTest.keyClicks(_field(search), "BWFLZGSCNPbwfnp .,[]+-=?0123456789")
    for key in (
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Down),
        *(Qt.Key.Key_Tab, Qt.Key.Key_Up),
    ):
        QTest.keyClick(_field(search), key)
    _field(search).clear()
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(_field(search), key)
    process_events()
    assert searching.model.state == before
    assert settings.notes_size == notes_size
    assert searching.windows.audience.slide.pointer is None
    assert search.isVisible()


def test_clicker_controls_slideshow_during_search(
    searching: Presentation,
) -> None:
    QTest.keyClick(_field(_search(searching)), Qt.Key.Key_PageDown)
    assert searching.model.state.position == SlidePosition(CHART)
    QTest.keyClick(_field(_search(searching)), Qt.Key.Key_PageUp)
    assert searching.model.state.position == SlidePosition(2)


def test_held_enter_that_closed_search_goes_no_further(
    searching: Presentation,
) -> None:
    QTest.keyClicks(_field(_search(searching)), "1")
    QTest.keyClick(_field(_search(searching)), Qt.Key.Key_Return)
    press(searching.windows.presenter_view, "Return", repeat=True)
    assert searching.model.state.position == SlidePosition(0)


def test_search_replaces_key_help(slideshow: Presentation) -> None:
    slideshow.commands.toggle_key_help()
    slideshow.commands.open_overview()
    search = _search(slideshow)
    on_top = slideshow.windows.presenter_view.childAt(search.geometry().center())
    assert on_top is not None
    assert on_top is search or search.isAncestorOf(on_top)
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    assert keys.isHidden()


def test_single_match_is_large(searching: Presentation) -> None:
    resize(searching, 1366, 768)
    search = _search(searching)
    grid = _grid(search)
    all_of_them = grid.visualRect(grid.currentIndex()).width()
    QTest.keyClicks(_field(search), "haystack")
    assert len(_texts(search)) == 1
    match = grid.visualRect(grid.currentIndex())
    assert match.width() >= max(600, 1.5 * all_of_them)
    assert grid.viewport().rect().contains(match)


def test_titles_in_the_search_are_complete(
    style: Look, slides: tuple[Slide, ...], qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid = SlideGrid(window)
    titles = ["Word " * 30] + 23 * ["Short"]
    grid.set_pages(
        SlidePages(
            [
                slides[0]._replace(texts=(SlideText(Role.TITLE, title),), key=f"{at}")
                for at, title in enumerate(titles)
            ]
        )
    )
    grid.resize(1000, 700)
    grid.show_slides(range(24), 0, 0)
    first, beside, last = (grid.visualRect(grid.model().index(row, 0)) for row in (0, 1, 23))
    metrics = QFontMetrics(style.font(TextRole.SMALL))
    lines = metrics.horizontalAdvance(titles[0]) / first.width()
    assert first.height() - last.height() >= (int(lines) - 1) * metrics.height() > 0
    assert first.height() == beside.height()  # only the rows with long titles are high


def test_search_fits_in_presenter_view_and_moves_nothing(
    slideshow: Presentation, style: Look
) -> None:
    for scale, size in ((1.0, (1280, 800)), (2.0, (1024, 640))):
        style.set_scale(scale)
        slideshow.windows.presenter_view.showNormal()
        slideshow.windows.presenter_view.resize(*size)
        process_events()
        before = _geometries(slideshow)
        slideshow.commands.open_overview()
        process_events()
        search = _search(slideshow)
        assert slideshow.windows.presenter_view.rect().contains(search.geometry())
        grid = _grid(search)
        assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
        assert _geometries(slideshow) == before
        slideshow.commands.close_or_end()


def _geometries(slideshow: Presentation) -> list[tuple[QWidget, QRect]]:
    searches = slideshow.windows.presenter_view.findChildren(SlideSearch)
    return [
        (widget, widget.geometry())
        for widget in slideshow.windows.presenter_view.findChildren(QWidget)
        if widget.isVisible()
        and not any(widget is each or each.isAncestorOf(widget) for each in searches)
    ]


def test_thumbnails_are_rendered_only_for_visible_slides(
    style: Look, slides: tuple[Slide, ...], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[int] = []
    preview = SlidePages.preview

    def record(pages: SlidePages, index: int) -> Shown:
        rendered.append(index)
        return preview(pages, index)

    monkeypatch.setattr(SlidePages, "preview", record)
    window = QWidget()
    qtbot.addWidget(window)
    grid = SlideGrid(window)
    grid.resize(1000, 500)
    many = [slides[at % 4]._replace(key=f"{at}") for at in range(200)]
    grid.set_pages(SlidePages(many))
    with qtbot.waitExposed(window):
        window.show()
    grid.show_slides(range(200), 0, 0)
    assert not rendered  # the grid is there first
    qtbot.waitUntil(lambda: len(rendered) > 6)
    assert len(rendered) < 40
    grid.move_by(150)
    qtbot.waitUntil(lambda: 150 in rendered)
    assert len(rendered) < 80


@pytest.mark.parametrize(
    ("choice", "theme"), [(ThemeChoice.LIGHT, DARK), (ThemeChoice.CONTRAST_LIGHT, CONTRAST_DARK)]
)
def test_selected_match_has_the_presenter_view_accent(
    searching: Presentation, style: Look, choice: ThemeChoice, theme: Theme
) -> None:
    style.choose(choice)
    process_events()
    grid = _grid(_search(searching))
    cell = grid.visualRect(grid.currentIndex())
    image = grid.viewport().grab().toImage()
    assert image.pixelColor(cell.right() - 3, cell.center().y()) == QColor(theme.accent)
