"""Tests of what all secondary windows have in common."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Final

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.export.request import Exported
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.authoring.build_dialog import TemplateDialog
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.look import TEXT_SCALES, Look, ThemeChoice
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.file_dialog import create_file_dialog
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.widgets.tasks import BackgroundTask
from tests.gui.focus import focus, hidden_focus, tab_order
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of
from tests.gui.pixels import count_differences
from tests.gui.slideshows import process_events, running_slideshow

Open = Callable[[str], QDialog]

_NAME: Final = QAccessible.Text.Name
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier

# What is printed is chosen in the dialog that exports, and the guide has the page of keys.
ALL = (
    *("export", "new briefing", "template", "running order"),
    *("forget", "settings", "guide", "sources", "licences", "about"),
)


@pytest.fixture
def open_window(qtbot: QtBot, main_window: MainWindow, controllers: Controllers) -> Iterator[Open]:
    """Yield a function that opens a window by name and waits until it is active."""

    def open_entry(name: str) -> Callable[[], None]:
        return partial(trigger, main_window, name)

    openers: dict[str, Callable[[], object]] = {
        "export": open_entry("Choose what to export"),
        "new briefing": open_entry("New briefing from workbook"),
        "template": open_entry("Save a template workbook"),
        "running order": open_entry("Running order"),
        "forget": open_entry("Clear my data on this computer"),
        "settings": open_entry("Settings"),
        "guide": open_entry("Guide"),
        "sources": open_entry("Sources and what was checked"),
        "licences": main_window.dialogs.show_licences,
        "about": open_entry("About this program"),
    }

    def open_by_name(name: str) -> QDialog:
        earlier = _dialogs(main_window)
        openers[name]()
        (window,) = (dialog for dialog in _dialogs(main_window) if dialog not in earlier)
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_by_name
    for task in controllers.export.findChildren(BackgroundTask):
        task.shut_down()


@pytest.fixture
def windows(open_window: Open) -> list[QDialog]:
    """Return all of these windows, which are open."""
    return [open_window(name) for name in ALL]


def test_titles_end_with_the_program_s_name_on_every_system(
    windows: list[QDialog], main_window: MainWindow
) -> None:
    files = create_file_dialog(main_window, "Open a briefing", "")
    titles = [each.windowTitle() for each in (*windows, files)]
    ends = {title.partition(" — ")[2] for title in titles}
    assert ends == {QApplication.applicationDisplayName()}, titles
    assert titles[-1].startswith("Open a briefing — ")


# Three have their own layout; the others share that of the last.
@pytest.mark.parametrize("name", ["guide", "running order", "about"])
def test_window_follows_the_text_size_keys_but_keeps_the_size_that_its_user_chose(
    open_window: Open, style: Look, name: str
) -> None:
    window = open_window(name)
    size, available = window.size(), window.screen().availableGeometry()
    window.move(available.bottomRight() - window.rect().bottomRight())
    QTest.keyClick(window, Qt.Key.Key_Plus, _CONTROL)
    assert style.scale == 1.1
    free = available.size() - QSize(80, 80)
    assert window.size() in (free, (size * 1.1).boundedTo(free))
    assert available.contains(window.geometry())
    window.resize(700, 480)
    QTest.keyClick(window, Qt.Key.Key_Minus, _CONTROL)
    assert style.scale == 1.0
    assert window.size() == QSize(700, 480)


def test_open_window_looks_as_if_opened_at_the_text_size(open_window: Open, style: Look) -> None:
    window = open_window("forget")
    style.set_scale(0.8)
    process_events()
    changed = window.grab().toImage()
    window.close()
    window = open_window("forget")
    process_events()
    assert changed == window.grab().toImage()


@pytest.mark.parametrize("name", ["export", "template"])
def test_task_that_ends_during_slideshow_does_not_take_focus(
    open_window: Open, main_window: MainWindow, launcher: SlideshowLauncher, qtbot: QtBot, name: str
) -> None:
    window = open_window(name)
    launcher.present(briefing_of(main_window), StartOptions(windowed=True))
    presenter_view = running_slideshow(launcher).windows.presenter_view
    qtbot.waitUntil(presenter_view.isActiveWindow)
    if isinstance(window, ExportDialog):
        window.show_done(Exported([BUNDLED_BRIEFING]))
    elif isinstance(window, TemplateDialog):
        window.show_done(BUNDLED_BRIEFING)
    process_events()
    assert presenter_view.isActiveWindow()
    running_slideshow(launcher).end()


def test_focus_is_in_sight_on_a_small_screen(
    qtbot: QtBot, windows: list[QDialog], style: Look
) -> None:
    # Screens of 720 by 480 and of 1024 by 640, without frame and task bar.
    for scale, size in ((1.0, QSize(640, 400)), (2.0, QSize(944, 560))):
        style.set_scale(scale)
        for _ in range(3):  # rows that wrap change their height later
            process_events()
        for window in windows:
            _activate(qtbot, window)
            window.resize(size)
            process_events()
            assert window.size() == size
            assert _hidden_while_tabbing(window) == [], (window.windowTitle(), scale)


def _hidden_while_tabbing(window: QDialog) -> list[str]:
    """Return what has the focus but can't be seen while Tab and Shift+Tab lead through it."""
    order = tab_order(window)
    is_button = [isinstance(each.parentWidget(), QDialogButtonBox) for each in order]
    # What a window contains comes first. Tab goes round, from wherever the focus was set.
    turns = zip(is_button, is_button[1:] + is_button[:1], strict=True)
    assert sum(one and not other for one, other in turns) <= 1
    order[-1].setFocus()
    hidden = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        for _ in order:
            QTest.keyClick(focus(), key)
            process_events()
            hidden.append(hidden_focus())
    return list(filter(None, hidden))


def _dialogs(main_window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in main_window.findChildren(QDialog) if dialog.isVisible()]


def _activate(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def _assert_enter_presses_each_button(window: QWidget) -> None:
    buttons = [
        each
        for each in window.findChildren(QAbstractButton)
        if each.isVisibleTo(window) and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    pressed: list[QAbstractButton] = []
    for button in buttons:
        button.clicked.connect(lambda: None)
        button.clicked.disconnect()  # what the button does isn't tested here
        button.clicked.connect(partial(pressed.append, button))
    for button in filter(QAbstractButton.isEnabled, buttons):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed.clear()
            button.setFocus()
            assert button.hasFocus()
            QTest.keyClick(button, key)
            menu = QApplication.activePopupWidget()  # of a button that has one
            if menu is not None:
                menu.close()
            assert pressed == [button], button.text()
    assert buttons


def _controls(window: QWidget) -> list[QWidget]:
    """Return what can be clicked, except for the field inside a spin box."""
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)
    return [
        each
        for each in window.findChildren(QWidget)
        if isinstance(each, kinds)
        and each.isVisibleTo(window)
        and not isinstance(each.parentWidget(), QAbstractSpinBox)
    ]


def _small_controls(windows: Sequence[QWidget], style: Look) -> list[str]:
    """Return the controls that are too small at the smallest text size; they grow with it."""
    style.set_scale(min(TEXT_SCALES))
    process_events()
    return [
        f"{window.windowTitle()}: {_description(each)}: {each.size()}"
        for window in windows
        for each in _controls(window)
        if min(each.width(), each.height()) < 24
    ]


def _without_ring(qtbot: QtBot, windows: Sequence[QWidget], style: Look) -> list[str]:
    """Return the controls that look almost the same with the keyboard focus as without it."""
    without = []
    for choice in (ThemeChoice.LIGHT, ThemeChoice.CONTRAST_DARK):
        style.choose(choice)
        process_events()
        for window in windows:
            _activate(qtbot, window)
            for each in _controls(window):
                if not each.isEnabled() or not each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    continue
                each.setFocus()
                assert each.hasFocus()
                focused = _picture(each)
                each.clearFocus()
                if count_differences(focused, _picture(each)) < each.width() + each.height():
                    without.append(f"{window.windowTitle()}: {_description(each)}, {choice}")
    return without


def _description(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text!r}"


def _picture(widget: QWidget) -> QImage:
    process_events()
    return widget.grab().toImage()


def test_controls_are_large_have_names_and_a_ring_and_are_pressed_by_enter(
    qtbot: QtBot, windows: list[QDialog], style: Look
) -> None:
    assert all(map(_controls, windows))
    for reached in chain.from_iterable(map(tab_order, windows)):
        interface = QAccessible.queryAccessibleInterface(reached)
        assert interface.text(QAccessible.Text.Name), reached
    assert _without_ring(qtbot, windows, style) == []
    for window in windows:
        _activate(qtbot, window)
        _assert_enter_presses_each_button(window)
    assert _small_controls(windows, style) == []


def test_combo_boxes_say_what_they_choose_where_qt_names_them_by_their_value(
    windows: list[QDialog],
) -> None:
    boxes = [box for window in windows for box in window.findChildren(QComboBox)]
    interfaces = [QAccessible.queryAccessibleInterface(box) for box in boxes if box.isVisible()]
    assert len(interfaces) > 4
    for box in interfaces:
        labels = box.relations(QAccessible.RelationFlag.Label)
        value, description = box.text(_NAME), box.text(QAccessible.Text.Description)
        assert labels or description or value.startswith("Highlight: "), value


def test_tool_tips_reach_screen_readers_without_markup(
    windows: list[QDialog], main_window: MainWindow
) -> None:
    main_window.resize(900, 600)  # labels that are cut get a tool tip
    process_events()
    described = [
        (each, QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Description))
        for window in (main_window, *windows)
        for each in window.findChildren(QWidget)
        if each.toolTip() or each.accessibleDescription()
    ]
    assert described
    assert [each for each, text in described if "<p>" in text] == []


def test_controls_of_the_main_window_are_large_have_a_ring_and_are_pressed_by_enter(
    qtbot: QtBot, main_window: MainWindow, style: Look
) -> None:
    assert _without_ring(qtbot, [main_window], style) == []
    _assert_enter_presses_each_button(main_window)
    assert _small_controls([main_window], style) == []


def test_controls_of_the_presenter_view_are_large_enough(
    slideshow: Presentation, style: Look
) -> None:
    assert _small_controls([slideshow.windows.presenter_view], style) == []
