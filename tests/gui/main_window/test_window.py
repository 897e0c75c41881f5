"""Tests of the main window as a whole: what one part does to the others."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.errors import DamagedFileError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.charts.bar_chart import BarChartView
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look, TextRole, ThemeChoice
from briefing_app.gui.main_window.header_bar import SearchField
from briefing_app.gui.main_window.messages import ErrorPage
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.all_quotes import AllQuotes
from briefing_app.gui.panes.figures_head import FiguresForm, FiguresHead
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.panes.finding_page import FindingPage
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.labels import ElidedLabel
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.reading import FindingFilter
from briefing_app.model.report import Finding, Force, Report
from tests.fixtures import MakeWindow
from tests.gui.menus import trigger
from tests.gui.panes.figures import row_rect
from tests.gui.parts import button_of, message_of
from tests.gui.slideshows import another_briefing, labels

_W = TypeVar("_W", bound=QWidget)


def _only(window: QWidget, kind: type[_W]) -> _W:
    found = window.findChildren(kind)
    assert len(found) == 1
    return found[0]


@pytest.fixture
def report() -> Report:
    """Return the bundled briefing."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


def _force(report: Report, name: str) -> Force:
    return next(force for force in report.forces if force.short_name == name)


def _selected(window: MainWindow) -> Finding | None:
    return window.reading.contents.finding


def _search_field(window: MainWindow) -> QLineEdit:
    return next(
        box for box in window.findChildren(QLineEdit) if box.accessibleName().startswith("Search")
    )


def test_page_leads_to_the_findings_before_and_after_it_in_the_list(
    main_window: MainWindow, report: Report
) -> None:
    page = main_window.view.column.page
    previous, following = (button_of(page, f"{name} finding") for name in ("Previous", "Next"))
    assert (previous.isEnabled(), following.isEnabled()) == (False, True)
    following.click()
    assert main_window.reading.contents.finding == report.findings[1]
    main_window.reading.show_item(report.findings[-1])
    following.click()
    other_words = main_window.reading.contents.item
    assert other_words == report.quotes[0]
    assert (previous.isEnabled(), following.isEnabled()) == (True, False)


def test_all_quotes_take_the_place_of_page_and_figures_until_esc(
    main_window: MainWindow, report: Report
) -> None:
    main_window.activateWindow()
    trigger(main_window, "Next finding")
    button_of(main_window.view.column.page, "All 8 quotes").click()
    view = _only(main_window, AllQuotes)
    assert view.isVisible()
    assert view.copy_text().startswith(f"“{report.findings[1].quotes[0].text}”")
    assert not main_window.view.figures.isVisible()
    assert button_of(view, "‹ Back  Esc").isVisible()
    QTest.keyClick(main_window, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert main_window.reading.contents.finding == report.findings[1]
    assert main_window.view.figures.isVisible()


def test_enter_in_all_quotes_leads_to_the_page_of_the_finding(
    main_window: MainWindow, report: Report
) -> None:
    main_window.activateWindow()
    trigger(main_window, "All quotes in this briefing")
    view = _only(main_window, AllQuotes)
    QTest.keyClick(view.table, Qt.Key.Key_Home)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert not view.isVisible()
    assert _selected(main_window) == report.findings[7]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert main_window.view.column.page.isAncestorOf(focus)


def test_leaving_full_screen_keeps_window_maximised(
    main_window: MainWindow,
) -> None:
    main_window.showMaximized()
    trigger(main_window, "Full screen")
    assert main_window.isFullScreen()
    trigger(main_window, "Full screen")
    assert main_window.isMaximized()
    assert not main_window.isFullScreen()


def test_quote_shows_focus_and_scrolls_by_keyboard(qtbot: QtBot, main_window: MainWindow) -> None:
    main_window.resize(720, 480)
    trigger(main_window, "Next finding")
    pane = _only(main_window, FindingPage)
    trigger(main_window, "To the findings")
    before = pane.grab().toImage()
    trigger(main_window, "To the quote")
    assert pane.grab().toImage() != before
    bar = pane.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    words = QApplication.focusWidget()
    assert words is not None
    for _ in range(30):
        QTest.keyClick(words, Qt.Key.Key_Down)
    assert bar.value() > 0


def test_choices_survive_restart_and_filters_do_not(
    settings: Settings, main_window: MainWindow, make_window: MakeWindow, report: Report
) -> None:
    main_window.reading.set_my_force(_force(report, "Staffordshire").name)
    main_window.reading.set_filter(FindingFilter.UNCLEAR)
    trigger(main_window, "Figures as a table")
    main_window.close()
    window = make_window()
    window.open(BUNDLED_BRIEFING)
    assert window.reading.state.filter is FindingFilter.ALL
    assert _selected(window) == report.findings[0]
    assert button_of(window, "My force: Staffordshire").isVisibleTo(window)
    assert window.reading.contents.is_table
    assert settings.file is not None
    assert "filter" not in settings.file.read_text("utf-8")


def test_window_size_survives_restart_and_at_first_leaves_space_for_the_title_bar(
    hidden_window: MainWindow, make_window: MakeWindow
) -> None:
    screen = hidden_window.screen().availableGeometry()
    assert screen.height() <= 800  # no more than the window would like to have
    assert screen.adjusted(0, 32, 0, 0).contains(hidden_window.geometry())
    hidden_window.show()
    hidden_window.setGeometry(QRect(0, 0, 760, 620))
    hidden_window.close()
    assert make_window().geometry() == QRect(0, 0, 760, 620)


def test_figures_are_shown_alone_where_the_window_is_too_low(main_window: MainWindow) -> None:
    _settled(main_window, (720, 480))
    figures = _only(main_window, FiguresPane)
    forms = [figures.form]
    for action in ("To the figures", "To the quote"):
        trigger(main_window, action)
        forms.append(figures.form)
    assert forms == [FiguresForm.LINE, FiguresForm.ENLARGED, FiguresForm.LINE]


def test_f1_opens_the_guide_once_and_esc_closes_it(qtbot: QtBot, main_window: MainWindow) -> None:
    QTest.keyClick(main_window, Qt.Key.Key_F1)
    trigger(main_window, "Guide")
    dialog = _only(main_window, QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_sources_dialog_shows_what_was_checked(main_window: MainWindow, report: Report) -> None:
    trigger(main_window, "Sources and what was checked")
    dialog = _only(main_window, QDialog)
    texts = [text.toPlainText() for text in dialog.findChildren(QTextEdit)]
    shown = [line for text in texts for line in text.splitlines()]
    shown += [label.text() for label in dialog.findChildren(QLabel)]
    for source in report.sources:
        assert source.title in shown
    assert any(report.sources[0].sha256 in text for text in shown)
    assert "Quotes and excerpts not checked against it" in shown


def test_chosen_theme_is_used_and_remembered(
    main_window: MainWindow, settings: Settings, style: Look
) -> None:
    for act, choice in (
        ("High contrast, dark", ThemeChoice.CONTRAST_DARK),
        ("Theme/Dark", ThemeChoice.DARK),
        ("Follow the system", ThemeChoice.SYSTEM),
    ):
        trigger(main_window, act)
        assert style.choice is choice
        assert settings.theme is choice


def test_text_size_steps_within_its_range(
    main_window: MainWindow, settings: Settings, style: Look
) -> None:
    trigger(main_window, "Larger text")
    assert style.scale == 1.1
    trigger(main_window, "Normal text size")
    assert style.scale == 1.0
    for step, last, limit in (("Larger text", 1.75, 2.0), ("Smaller text", 0.9, 0.8)):
        settings.text_scale = last
        for _ in range(2):
            trigger(main_window, step)
            assert style.scale == settings.text_scale == limit


def test_ctrl_c_copies_quote_or_figures_by_focus_or_the_selected_text(
    main_window: MainWindow,
) -> None:
    _settled(main_window, (1366, 696))
    clipboard = QGuiApplication.clipboard()
    trigger(main_window, "Next finding")
    trigger(main_window, "To the findings")
    QTest.keyClick(main_window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().startswith("“We found inconsistent")
    trigger(main_window, "To the figures")
    QTest.keyClick(main_window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "West Midlands Police\t99\t2016\n" in clipboard.text()
    assert not clipboard.image().isNull()
    assert message_of(main_window) == "Chart and figures copied"
    figures = _only(main_window, FiguresPane)
    button_of(figures, "More").click()
    QApplication.processEvents()
    notes = next(
        view
        for view in figures.findChildren(QTextEdit)
        if view.accessibleName() == "What limits the figures"
    )
    notes.setFocus()
    notes.selectAll()
    trigger(main_window, "Copy")
    assert clipboard.text().startswith("Note: ")
    assert clipboard.mimeData().formats() == ["text/plain"]


def test_f6_cycles_through_panes(main_window: MainWindow) -> None:
    panes = [_only(main_window, kind) for kind in (FindingsPane, FindingPage, FiguresPane)]
    trigger(main_window, "To the findings")
    visited = []
    for _ in range(4):
        trigger(main_window, "To the next pane")
        focus = QApplication.focusWidget()
        assert focus is not None
        visited.append(next(at for at, pane in enumerate(panes) if pane.isAncestorOf(focus)))
    assert visited == [1, 1, 2, 0]


def test_tab_reaches_every_enabled_control(main_window: MainWindow) -> None:
    main_window.activateWindow()
    _settled(main_window, (1280, 800))  # with room for all filters
    trigger(main_window, "To the findings")
    reached = set()
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    buttons = [b for b in main_window.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    # Of exclusive buttons Tab reaches one; the arrow keys lead to the others.
    choices = [b for b in buttons if b in reached and b.group() is not None]
    assert len(choices) == 1
    arrows = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    for choice in choices:  # the list grows with those that are found
        for arrow in arrows:
            choice.setFocus()
            QTest.keyClick(choice, arrow)
            focus = QApplication.focusWidget()
            if isinstance(focus, QPushButton) and focus not in reached:
                reached.add(focus)
                choices.append(focus)
    assert [button.text() for button in buttons if button not in reached] == []


def test_every_focusable_widget_has_a_name_and_the_page_its_fonts(
    main_window: MainWindow, style: Look, report: Report
) -> None:
    unnamed = []
    for widget in main_window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name):
                unnamed.append(f"{widget.metaObject().className()} in {widget.parent()}")
    assert unnamed == []
    labels = {label.text(): label for label in main_window.findChildren(QLabel)}
    assert "report.db · quotes checked word for word when built" in labels
    assert labels[report.measures[0].message].font() == style.font(TextRole.SECTION)


# ---- small and wide windows, long texts ---------------------------------------------------------


def _settled(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    for _ in range(20):  # Qt lays out in several turns of its event loop
        QApplication.processEvents()


def _is_complete(window: QWidget, widget: QWidget) -> bool:
    """Whether a widget has its minimum size and no parent cuts it off."""
    hint = widget.minimumSizeHint()
    width = widget.minimumWidth() or hint.width()  # a combo box elides its text
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    holder = widget.parentWidget()
    while holder is not None:
        if not QRect(holder.mapTo(window, QPoint(0, 0)), holder.size()).contains(place):
            return False
        holder = None if holder is window else holder.parentWidget()
    return widget.width() >= width and widget.height() >= hint.height()


def _scrolled_to(window: MainWindow, widget: QWidget) -> QWidget:
    """Scroll to a widget if it is on the right side."""
    for area in window.findChildren(ScrollArea):
        if area.isAncestorOf(widget):
            area.ensureWidgetVisible(widget)
    return widget


def test_no_control_is_cut_off_in_a_small_window(
    main_window: MainWindow, style: Look, tmp_path: Path
) -> None:
    long_title = another_briefing(tmp_path, title="A title that continues " * 12)
    for path in (BUNDLED_BRIEFING, long_title):
        main_window.open(path)
        trigger(main_window, "Next finding")  # one with several quotes
        for scale in (1.0, 2.0):
            style.set_scale(scale)
            _settled(main_window, (1024, 640))
            assert main_window.size() == QSize(1024, 640)
            controls = [
                widget
                for widget in main_window.findChildren(QWidget)
                if isinstance(widget, QPushButton | QComboBox | QLineEdit) and widget.isVisible()
            ]
            for each in controls:
                is_complete = _is_complete(main_window, _scrolled_to(main_window, each))
                assert is_complete, (scale, each.accessibleName())


def test_figures_are_readable_in_a_small_window(main_window: MainWindow, style: Look) -> None:
    trigger(main_window, "Enlarge the figures")
    for size, scale in (((1024, 640), 1.0), ((1024, 640), 2.0), ((1280, 800), 2.0)):
        style.set_scale(scale)
        _settled(main_window, size)
        texts = _only(main_window, FiguresHead).findChildren(ElidedLabel)
        assert not any(label.toolTip() for label in texts if label.isVisible())  # none is shortened
        chart = _only(main_window, BarChartView)
        for row in (0, 1):
            place = row_rect(chart, row)
            bar = QRect(chart.mapTo(main_window, place.topLeft()), place.size())
            assert main_window.rect().contains(bar)
            assert chart.rect().contains(place)


def test_figures_take_the_place_of_the_page_and_give_it_back(main_window: MainWindow) -> None:
    page, figures = _only(main_window, FindingPage), _only(main_window, FiguresPane)
    main_window.activateWindow()
    before = (page.geometry(), figures.geometry())
    for key in (Qt.Key.Key_F8, Qt.Key.Key_Escape):
        QTest.keyClick(main_window, Qt.Key.Key_F8)
        QApplication.processEvents()
        assert not page.isVisible()
        assert figures.height() == main_window.view.column.height()
        QTest.keyClick(main_window, key)
        QApplication.processEvents()
        assert (page.geometry(), figures.geometry()) == before


def test_parts_of_the_header_have_their_places_at_each_size(
    main_window: MainWindow, style: Look, report: Report
) -> None:
    header, box = main_window.header, _only(main_window, SearchField)
    texts = {label.text(): label for label in header.findChildren(ElidedLabel)}
    title, subtitle = texts[report.title], texts[report.subtitle]
    start, force = header.start_button, button_of(main_window, "Choose my force")
    for size, scale in (
        *(((1024, 640), 1.0), ((2560, 900), 1.0), ((1024, 760), 1.5), ((1280, 1000), 2.0)),
    ):
        style.set_scale(scale)
        _settled(main_window, size)
        assert start.width() == start.sizeHint().width()
        assert force.width() <= force.sizeHint().width()
        assert subtitle.height() >= subtitle.heightForWidth(subtitle.width())
        assert (size, box.shows_key) == (size, True)
        is_below = (
            box.mapTo(header, QPoint()).y() > title.mapTo(header, QPoint()).y() + title.height()
        )
        if is_below:
            assert box.mapTo(header, QPoint()).x() == title.mapTo(header, QPoint()).x()
    assert is_below
    box.setText("victims")
    assert not box.shows_key
    style.set_scale(1.1)
    _settled(main_window, (720, 550))
    buttons = [each for each in header.findChildren(QPushButton) if each.isVisible()]
    assert all(each.width() >= each.minimumSizeHint().width() for each in buttons)


@pytest.mark.parametrize("style", [1.5], indirect=True)
def test_long_titles_leave_room_for_panes(
    main_window: MainWindow, style: Look, tmp_path: Path
) -> None:
    _settled(main_window, (1280, 800))
    before = _only(main_window, FindingsPane).height()
    title, subtitle = ("A title that continues " * 12, "And a subtitle " * 20)
    main_window.open(another_briefing(tmp_path, title=title, subtitle=subtitle))
    _settled(main_window, (1280, 800))
    line = QFontMetrics(style.font(TextRole.TITLE)).height()
    assert _only(main_window, FindingsPane).height() >= before - 2.5 * line
    assert main_window.windowTitle().startswith(title)
    shown = {label.text(): label.toolTip() for label in main_window.findChildren(QLabel)}
    assert title in shown[title]
    assert subtitle in shown[subtitle]


# ---- files that can't be opened -----------------------------------------------------------------


def test_unreadable_files_are_explained_and_window_stays_usable(
    *,
    make_window: MakeWindow,
    settings: Settings,
    personal: PersonalData,
    qapp: QApplication,
    launcher: SlideshowLauncher,
    tmp_path: Path,
) -> None:
    window = make_window()
    Controllers(window, settings, personal, qapp, launcher=launcher)
    window.show()
    missing, damaged = tmp_path / "missing.db", tmp_path / "training <b>day.db"
    damaged.write_bytes(BUNDLED_BRIEFING.read_bytes()[:5000])
    for path in (missing, damaged):
        assert window.open(path) is False, path
        page = _only(window, ErrorPage)
        assert page.isVisible()
        assert str(path) in [text.toPlainText() for text in page.findChildren(QTextEdit)]
        assert list(tmp_path.iterdir()) == [damaged], path
    assert not _search_field(window).isVisible()
    for action in ("Copy", "Next quote", "Larger text", "Keyboard shortcuts"):
        trigger(window, action)
    window.reading.search("anything")
    button = next(b for b in page.findChildren(QPushButton) if "bundled" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.briefing is not None
    assert not page.isVisible()


def test_unreadable_file_leaves_a_way_back(main_window: MainWindow, tmp_path: Path) -> None:
    briefing = main_window.briefing
    main_window.open(tmp_path / "missing.db")
    page = _only(main_window, ErrorPage)
    assert page.isVisible()
    button = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Back"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert main_window.briefing is briefing
    assert not page.isVisible()
    main_window.reading.search("prematurely")
    assert _selected(main_window) is not None


def test_unexpected_error_is_shown_as_text_to_copy(
    main_window: MainWindow,
) -> None:
    main_window.report_bug("Traceback: <b>nothing</b> known")
    dialog = _only(main_window, QDialog)
    assert "Traceback: <b>nothing</b> known" in [
        text.toPlainText() for text in dialog.findChildren(QTextEdit)
    ]
    assert not dialog.isModal()


def test_failed_search_keeps_the_briefing(
    main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefing, listed = main_window.briefing, main_window.reading.contents.listed_count
    tried = []

    def fail(_: Briefing, text: str) -> None:
        tried.append(text)
        raise DamagedFileError(BUNDLED_BRIEFING, "The file is damaged.", "Get another copy.")

    with monkeypatch.context() as patched:
        patched.setattr(Briefing, "search", fail)
        main_window.reading.search("premat")
    assert main_window.briefing is briefing
    assert _only(main_window, FindingsPane).isVisible()
    assert main_window.reading.contents.listed_count == listed
    message = "The search can’t be used. The file is damaged. Get another copy."
    assert message in labels(main_window.notifications)
    button_of(main_window.notifications, "Dismiss").click()
    main_window.reading.search("prematurely")
    assert tried == ["premat"]
    assert main_window.notifications.isVisible()
    main_window.reload()
    assert not main_window.notifications.isVisible()
    assert 0 < main_window.reading.contents.listed_count < listed
