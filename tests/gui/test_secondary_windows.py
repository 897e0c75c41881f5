"""Tests of what all secondary windows have in common."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.authoring.template_dialog import TemplateDialog
from briefing_app.gui.controllers.authoring import AuthoringController
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.controllers.export import ExportController
from briefing_app.gui.controllers.printing import PrintingController
from briefing_app.gui.controllers.running_order import RunningOrderController
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.export.print_preview import PrintPreview
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import StartOptions
from briefing_app.gui.style import Style
from tests.gui.slideshows import process_events

Open = Callable[[str], QDialog]

NAMES = ("export", "print", "new briefing", "template", "comparison", "running order", "keys")


@pytest.fixture
def open_window(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    style: Style,
    qapp: QApplication,
) -> Iterator[Open]:
    """Yield a function that opens a window by name and waits until it is active."""
    comparison = ComparisonController(main_window, launcher, settings, style, qapp)
    export = ExportController(main_window, launcher, settings, style, qapp, comparison=comparison)
    authoring = AuthoringController(main_window, launcher, settings, style, qapp)
    printing = PrintingController(main_window, comparison, style, qapp)
    openers: dict[str, Callable[[], object]] = {
        "export": lambda: export.open_for_action(ActionId.EXPORT),
        "print": printing.open,
        "new briefing": authoring.new_briefing,
        "template": authoring.save_template,
        "comparison": lambda: comparison.open(BUNDLED_BRIEFING),
        "running order": RunningOrderController(main_window, launcher, launcher._style).open_dialog,
        "keys": lambda: main_window.trigger(ActionId.KEYS),
    }

    def open_by_name(name: str) -> QDialog:
        openers[name]()
        (window,) = (dialog for dialog in main_window.findChildren(QDialog) if dialog.isVisible())
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_by_name
    for task in (printing._page_task, export._preview_task):
        task.shut_down()


@pytest.mark.parametrize("name", NAMES)
def test_text_size_keys_work_in_every_window(open_window: Open, style: Style, name: str) -> None:
    window = open_window(name)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_Plus, control)
    assert style.scale == 1.1
    QTest.keyClick(window, Qt.Key.Key_Minus, control)
    QTest.keyClick(window, Qt.Key.Key_Minus, control)
    assert style.scale == 0.9
    QTest.keyClick(window, Qt.Key.Key_0, control)
    assert style.scale == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_window_follows_text_size(
    open_window: Open, main_window: MainWindow, style: Style, name: str
) -> None:
    window = open_window(name)
    style.set_scale(0.8)
    size = window.size()
    main_window.trigger(ActionId.LARGER)
    available = window.screen().availableGeometry().size() - QSize(80, 80)
    assert window.size() == (size * 9 / 8).boundedTo(available) or window.size() == available
    assert window.screen().availableGeometry().contains(window.geometry())


@pytest.mark.parametrize("name", NAMES)
def test_size_given_by_user_is_kept(open_window: Open, style: Style, name: str) -> None:
    window = open_window(name)
    window.resize(700, 480)
    style.set_scale(0.9)
    assert window.size() == QSize(700, 480)


@pytest.mark.parametrize("name", ["export", "print", "template"])
def test_task_that_ends_during_slideshow_does_not_take_focus(
    open_window: Open, main_window: MainWindow, launcher: SlideshowLauncher, qtbot: QtBot, name: str
) -> None:
    window = open_window(name)
    assert main_window.briefing is not None
    launcher.present(main_window.briefing, StartOptions(windowed=True))
    assert launcher.slideshow is not None
    presenter_view = launcher.slideshow.presenter_view
    qtbot.waitUntil(presenter_view.isActiveWindow)
    if isinstance(window, ExportDialog):
        window.show_done([BUNDLED_BRIEFING])
    elif isinstance(window, TemplateDialog):
        window.show_done(BUNDLED_BRIEFING)
    elif isinstance(window, PrintPreview):
        window._finish()
    process_events()
    assert presenter_view.isActiveWindow()
    launcher.slideshow.end()


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
            assert pressed == [button], button.text()
    assert buttons


@pytest.mark.parametrize("name", NAMES)
def test_enter_presses_each_focused_button(open_window: Open, name: str) -> None:
    _assert_enter_presses_each_button(open_window(name))


def test_enter_presses_each_focused_button_of_the_main_window(
    qtbot: QtBot, main_window: MainWindow
) -> None:
    main_window.show()
    main_window.activateWindow()
    qtbot.waitUntil(main_window.isActiveWindow)
    _assert_enter_presses_each_button(main_window)
