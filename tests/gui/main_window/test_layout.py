"""Where the parts of the window are: complete pages, and nothing that moves."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import TEXT_SCALES, Look, TextRole
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.findings_pane import FindingsFilterBar
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.labels import ElidedLabel
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.text_field import TextField
from tests.fixtures import MakeWindow
from tests.gui.main_window.test_keyboard_focus import path
from tests.gui.menus import trigger
from tests.gui.panes.figures import is_row_visible
from tests.gui.parts import briefing_of, button_of

__all__ = ["path"]

LAPTOP = QSize(1366, 696)
"""A laptop's screen of 1366 × 768 pixels, less a title bar and a taskbar."""


def settle() -> None:
    for _ in range(20):  # Qt lays out in several turns of its event loop
        QApplication.processEvents()


def text_named(window: QWidget, name: str) -> QTextEdit:
    (found,) = (
        text
        for text in window.findChildren(QTextEdit)
        if text.accessibleName() == name and text.isVisible()
    )
    return found


def places(window: MainWindow) -> dict[str, QRect]:
    """Return where the named parts of a window are on the screen; the page isn't scrolled."""
    column = window.view.column
    column.page.verticalScrollBar().setValue(0)
    (chips,) = window.findChildren(FindingsFilterBar)
    (findings_list,) = window.findChildren(FindingsList)
    question = text_named(window, "Discussion question").parentWidget()
    assert question is not None
    parts: dict[str, QWidget] = {
        "menus": window.menuBar(),
        "header": window.header,
        "findings": window.view.findings,
        "chips": chips,
        "list": findings_list,
        "page": column.page,
        "headline": text_named(window, "The finding"),
        "words": text_named(window, "The exact words"),
        "question": question,
        "note": column.note,
        "figures": window.view.figures,
        "status bar": window.status_bar,
    }
    return {
        name: QRect(part.mapToGlobal(QPoint(0, 0)), part.size())
        for name, part in parts.items()
        if part.isVisible()
    }


def moved(before: dict[str, QRect], after: dict[str, QRect]) -> dict[str, tuple[QRect, QRect]]:
    """Return what is elsewhere or has another size."""
    return {
        name: (place, after.get(name, QRect()))
        for name, place in before.items()
        if after.get(name) != place
    }


Start = Callable[[float], MainWindow]


@pytest.fixture
def start(
    *,
    qtbot: QtBot,
    make_window: MakeWindow,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    qapp: QApplication,
    launcher: SlideshowLauncher,
) -> Start:
    """Return a function that starts the program at a text size, and checks that nothing moves."""

    def started(scale: float) -> MainWindow:
        style.set_scale(scale)
        window = make_window()
        window.resize(LAPTOP)
        window.open(BUNDLED_BRIEFING)
        with qtbot.waitExposed(window):
            window.show()
        QApplication.sendPostedEvents()
        window.grab()  # the first paint
        before = places(window)
        window.draw_bars()
        Controllers(window, settings, personal, qapp, launcher=launcher)
        settle()
        assert moved(before, places(window)) == {}
        window.activateWindow()
        return window

    return started


def _type(window: MainWindow, entry: str, text: str) -> None:
    trigger(window, entry)
    QTest.keyClicks(window.focusWidget(), text)


def _there_and_back(window: MainWindow, entry: str) -> None:
    for _ in range(2):
        trigger(window, entry)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_moves(start: Start, scale: float) -> None:
    window = start(scale)
    trigger(window, "Next finding")  # the one that the search finds
    settle()
    before = places(window)
    acts: tuple[Callable[[], object], ...] = (
        partial(_type, window, "Find in findings and quotes", "prematurely"),
        partial(QTest.keyClick, window, Qt.Key.Key_Escape),
        partial(window.reading.set_my_force, briefing_of(window).report.forces[1].name),
        partial(_type, window, "Write a note", "First"),
        window.view.findings.focus,
        partial(trigger, window, "Bookmark"),
        partial(trigger, window, "Figures as a table"),
        partial(trigger, window, "Copy"),
        partial(_there_and_back, window, "Enlarge the figures"),
        partial(_there_and_back, window, "All quotes in this briefing"),
        partial(window.notifications.notify, Topic.RESUME, Notification("It stopped.")),
    )
    for act in acts:
        act()
        settle()
        assert moved(before, places(window)) == {}, act


def _seen(widget: QWidget) -> QRect:
    """Return the part of a widget that its parents show, on the screen."""
    seen = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None:
        seen &= QRect(parent.mapToGlobal(QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return seen


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_notification_covers_no_control(start: Start, scale: float) -> None:
    window = start(scale)
    offer = "Open and continue"
    text = "Your last slideshow of training-day.briefing stopped unexpectedly (clock at 47:12)."
    for size in (LAPTOP, QSize(1024, 640)):
        window.resize(size)
        _check_notification(window, Notification(text, offer))
        for shown in ("Enlarge the figures", "All quotes in this briefing"):
            trigger(window, shown)
            _check_notification(window, Notification(text, offer))
            if not window.view.column.page.isVisible():  # the note may have brought it back
                trigger(window, shown)


def _check_notification(window: MainWindow, notification: Notification) -> None:
    """Show a notification, and fail if it covers a control or the note, once that has the focus."""
    bar = window.notifications
    bar.notify(Topic.RESUME, notification)
    settle()
    fields = [each for each in window.findChildren(QLineEdit) if each.isVisible()]
    controls = [*window.findChildren(QAbstractButton), *fields, window.view.column.note]
    others = [each for each in controls if each.isVisible() and not bar.isAncestorOf(each)]
    assert [str(each) for each in others if _seen(each).intersects(_seen(bar))] == []
    assert all(_seen(each).size() == each.size() for each in bar.findChildren(QWidget))
    window.view.focus_note()
    settle()
    note = window.view.column.note
    assert not _seen(note).isEmpty()
    assert not _seen(note).intersects(_seen(bar))
    bar.withdraw(Topic.RESUME)
    settle()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_choosing_a_finding_moves_only_what_is_below_its_headline(
    start: Start, scale: float
) -> None:
    window = start(scale)
    before = places(window)
    for finding in briefing_of(window).report.findings:
        window.reading.show_item(finding)
        settle()
        after = places(window)
        below = {"words", "question", "note"}
        if after["headline"].height() != before["headline"].height():
            below.add("headline")
        assert after["headline"].topLeft() == before["headline"].topLeft()
        assert moved(before, after).keys() <= below
        assert after["note"].width() == before["note"].width()


def test_every_finding_is_complete_on_a_laptop(start: Start, path: Path) -> None:
    window = start(1.0)
    window.open(path)
    settle()
    page = window.view.column.page
    too_long = {}
    for finding in briefing_of(window).report.findings:
        window.reading.show_item(finding)
        settle()
        if page.verticalScrollBar().maximum() > 0:
            too_long[finding.position] = page.verticalScrollBar().maximum()
    assert too_long == {}


def test_list_shows_complete_rows(start: Start, style: Look) -> None:
    window = start(1.0)
    (view,) = window.findChildren(FindingsList)
    for size, scale, complete in ((LAPTOP, 1.0, 6), (LAPTOP, 2.0, 2), (QSize(1024, 640), 2.0, 2)):
        style.set_scale(scale)
        window.resize(size)
        settle()
        rows = range(view.model().rowCount())
        places = [view.visualRect(view.model().index(row, 0)) for row in rows]
        shown = [each for each in places if each.isValid()]
        assert sum(view.viewport().rect().contains(each) for each in shown) >= complete


def test_splitter_has_a_role_and_a_name(start: Start) -> None:
    window = start(1.0)
    splitter = QAccessible.queryAccessibleInterface(window.view)
    assert splitter.role() is QAccessible.Role.Splitter
    assert splitter.text(QAccessible.Text.Name) == "List and page"
    handle = QAccessible.queryAccessibleInterface(window.view.handle(1))
    assert handle.role() is QAccessible.Role.Separator
    assert handle.text(QAccessible.Text.Name) == "Width of the list (F7)"


def test_low_window_has_its_main_controls_in_the_row_of_the_menus(
    start: Start, qtbot: QtBot
) -> None:
    window = start(2.0)
    trigger(window, "Next finding")  # the one that the search finds
    settle()
    assert not window.header.isVisible()
    before = places(window)
    QTest.mouseClick(button_of(window.menuBar(), "Search"), Qt.MouseButton.LeftButton)
    settle()
    assert window.header.isVisible()
    QTest.keyClicks(window.focusWidget(), "prem")
    after = places(window)
    del after["header"]
    assert moved(before, after) == {}
    window.view.findings.focus()
    settle()
    assert not window.header.isVisible()
    assert button_of(window.menuBar(), "Search: prem").text() == "“prem”"
    with qtbot.waitSignal(window.header.export_button.clicked):
        button_of(window.menuBar(), "Export…").click()
    with qtbot.waitSignal(window.header.start_button.clicked):
        button_of(window.menuBar(), "Start slideshow").click()
    window.resize(1920, 1080)
    settle()
    assert window.header.isVisible()
    assert not button_of(window.menuBar(), "Start slideshow").isVisible()


def test_everything_is_in_its_place_again_when_a_low_window_gets_its_height_back(
    start: Start,
) -> None:
    window = start(1.0)
    before = places(window)
    window.resize(1366, 480)
    settle()
    assert not window.header.isVisible()
    window.resize(LAPTOP)
    settle()
    assert moved(before, places(window)) == {}


def test_page_is_laid_out_for_the_text_size_that_was_chosen_while_it_was_hidden(
    start: Start, tmp_path: Path
) -> None:
    window = start(1.0)
    before = places(window)
    unreadable = tmp_path / "unreadable.briefing"
    unreadable.write_bytes(b"no briefing")
    window.open(unreadable)
    settle()
    for action in ("Larger text", "Normal text size"):
        trigger(window, action)
        settle()
    button_of(window, "Back to the open briefing").click()
    settle()
    assert moved(before, places(window)) == {}


def test_menus_and_buttons_of_a_low_window_are_level_and_do_not_overlap(start: Start) -> None:
    window = start(2.0)
    bar = window.menuBar()
    extension = bar.findChild(QToolButton, "qt_menubar_ext_button")
    assert isinstance(extension, QToolButton)
    for width in (720, 1024, 1366):
        window.reading.search("")
        window.resize(width, 640)
        settle()
        buttons = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
        assert len(buttons) == (3 if width == 1366 else 2)
        assert buttons[-1].text().startswith("Start")
        before = [each.mapTo(bar, QPoint(0, 0)) for each in buttons[1:]]
        window.reading.search("prematurely closed")
        settle()
        assert [each.mapTo(bar, QPoint(0, 0)) for each in buttons[1:]] == before
        assert buttons[0].text().startswith("“pr")
        end = extension.x() if extension.isVisible() else width
        menus = [bar.actionGeometry(action) for action in bar.actions()]
        menus = [menu for menu in menus if menu.right() < end]
        assert menus
        for button in buttons:
            place = QRect(button.mapTo(bar, QPoint(0, 0)), button.size())
            assert bar.rect().contains(place)
            assert button.width() >= button.sizeHint().width()
            assert not any(place.intersects(menu) for menu in menus)
            assert abs(place.center().y() - menus[0].center().y()) <= 4


def test_wide_window_has_the_figures_beside_the_page_and_level_with_it(start: Start) -> None:
    window = start(1.0)
    for width, is_beside in ((1499, False), (1500, True)):
        window.resize(width, 900)
        settle()
        shown = places(window)
        assert (shown["figures"].top() == shown["page"].top()) is is_beside
        assert (shown["figures"].left() > shown["page"].right()) is is_beside
    buttons = (
        button_of(window.view.column.page.head, "Copy"),
        button_of(window.view.figures, "Table"),
    )
    page, figures = (each.mapToGlobal(each.rect().center()).y() for each in buttons)
    assert abs(page - figures) <= 1


def test_low_window_gives_the_height_of_the_figures_to_the_page(start: Start, style: Look) -> None:
    window = start(1.0)
    column = window.view.column
    for size, scale, is_line in (
        *(((1366, 519), 1.0, True), ((1366, 520), 1.0, False), ((1366, 696), 1.25, False)),
        *(((1366, 696), 1.5, True), ((1920, 1080), 1.5, False)),
    ):
        style.set_scale(scale)
        window.resize(*size)
        settle()
        assert (column.page.height() > 0.85 * column.height()) is is_line, (size, scale)


def test_page_has_the_place_of_the_figures_if_there_are_none(start: Start) -> None:
    window = start(1.0)
    window.reading.show_report(briefing_of(window).report._replace(measures=()))
    column = window.view.column
    for size in (LAPTOP, QSize(1920, 1080)):
        window.resize(size)
        settle()
        assert column.page.height() > 0.9 * column.height()
        assert column.page.width() == column.width()
    focus = window.focusWidget()
    trigger(window, "Enlarge the figures")
    assert column.page.isVisible()
    assert window.focusWidget() is focus


def test_line_of_the_figures_is_aligned_with_the_page(start: Start, style: Look) -> None:
    window = start(1.0)
    figures, headline = window.view.figures, text_named(window, "The finding")
    for size, scale in (((1366, 515), 1.0), ((1366, 696), 2.0), ((720, 480), 2.0)):
        style.set_scale(scale)
        window.resize(*size)
        settle()
        button = button_of(window, "Show figures  F8")
        text_left = button.mapToGlobal(QPoint(style.px(QUIET_PADDING_X), 0)).x()
        assert text_left == headline.mapToGlobal(QPoint(0, 0)).x()
        top = button.mapTo(figures, QPoint(0, 0)).y()
        assert abs(top - (figures.height() - top - button.height())) <= 3


def _cut_texts(window: MainWindow) -> list[str]:
    """Return the visible texts that have less room than they need."""
    cut = []
    for text in window.findChildren(PlainText):
        needed = text.document().size()
        scrolls = isinstance(text, TextField)  # to its caret
        if text.isVisible() and not scrolls and needed.height() > text.viewport().height() + 1:
            cut.append(text.toPlainText())
    for label in window.findChildren(QLabel):
        is_elided = isinstance(label, ElidedLabel)  # on purpose, with a tool tip
        if label.isVisible() and not is_elided and label.text():
            width, height = label.sizeHint().width(), label.sizeHint().height()
            if label.wordWrap():
                width, height = 0, label.heightForWidth(label.width())
            if label.width() < width or label.height() < height:
                cut.append(label.text())
    return cut


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_no_text_is_cut_in_a_window_of_any_size(start: Start, scale: float) -> None:
    window = start(scale)
    findings = briefing_of(window).report.findings
    wider = ((1366 + 274 * step, 696 + 163 * step) for step in range(10))  # to 3832 × 2163
    for size in ((720, 480), (1024, 600), (2400, 750), (3840, 750), *wider):
        window.resize(*size)
        for finding in (findings[1], findings[6], findings[8]):
            window.reading.show_item(finding)
            settle()
            assert _cut_texts(window) == [], (size, finding.position)


def test_large_window_has_larger_text_and_is_filled(start: Start, style: Look) -> None:
    window = start(1.0)
    scales = []
    for width, height in ((1366, 696), (1899, 1000), (1900, 950), (2560, 1440), (3840, 2160)):
        window.resize(width, height)
        settle()
        scales.append(style.scale)
        if width >= 1900:
            column, foot = window.view.column, style.px(20)
            assert column.note.isVisible()
            question = text_named(window, "Discussion question").parentWidget()
            for part in (column.note, question):
                assert part is not None
                bottom = part.mapTo(column, part.rect().bottomLeft()).y()
                assert column.height() - foot <= bottom < column.height()
    assert scales == [1.0, 1.0, 1.25, 1.5, 2.5]
    window.resize(LAPTOP)
    settle()
    assert style.scale == 1.0


def test_window_that_starts_large_has_all_its_text_larger(
    make_window: MakeWindow, qtbot: QtBot, style: Look
) -> None:
    window = make_window()
    window.resize(1920, 1000)
    window.open(BUNDLED_BRIEFING)
    with qtbot.waitExposed(window):
        window.show()
    title = briefing_of(window).report.title
    (label,) = (each for each in window.header.findChildren(QLabel) if each.text() == title)
    assert label.font() == style.font(TextRole.TITLE)
    assert style.scale == 1.25


def test_larger_text_is_larger_in_every_window(start: Start, style: Look) -> None:
    window = start(1.0)
    for size in (LAPTOP, QSize(1920, 1000), QSize(3840, 2160)):
        window.resize(size)
        shown = []
        for scale in TEXT_SCALES:
            style.set_scale(scale)
            shown.append(style.scale)
        assert shown == sorted(set(shown))
        style.set_scale(1.0)


def test_note_goes_on_in_the_other_box_when_the_window_becomes_wide(start: Start) -> None:
    window = start(1.0)
    trigger(window, "Write a note")
    QTest.keyClicks(window.focusWidget(), "one")
    for size in (QSize(1920, 1000), LAPTOP, QSize(1920, 1000)):
        window.resize(size)
        settle()
        QTest.keyClicks(window.focusWidget(), "!")
    assert window.view.column.note.field.toPlainText() == "one!!!"


def test_three_bars_stay_in_sight_in_a_low_window(start: Start) -> None:
    window = start(1.0)
    window.resize(1024, 600)
    settle()
    figures = window.view.figures
    assert all(is_row_visible(figures, row) for row in range(3))
