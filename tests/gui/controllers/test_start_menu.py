"""The menu beside the button that starts a slideshow."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from tests.gui.parts import briefing_of
from tests.gui.pixels import pixels
from tests.gui.slideshows import interrupted_record, running_slideshow, save_record


@pytest.fixture
def continuing_window(
    controllers: Controllers,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    personal_store: PersonalStore,
) -> MainWindow:
    """Return the main window whose button continues a slideshow."""
    briefing = briefing_of(main_window)
    save_record(personal_store, briefing, interrupted_record(briefing, launcher, 9))
    controllers.slideshow.refresh()
    main_window.activateWindow()
    return main_window


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keyboard_opens_the_menu_and_chooses(
    continuing_window: MainWindow, launcher: SlideshowLauncher, heard: list[str], key: Qt.Key
) -> None:
    header = continuing_window.header
    header.start_button.setFocus()
    QTest.keyClick(header.start_button, Qt.Key.Key_Tab)
    button, menu = QApplication.focusWidget(), header.start_menu
    assert button is header.start_menu_button
    assert button.accessibleName() == "Other ways to start"
    QTest.keyClick(button, key)
    edges = [each.mapToGlobal(QPoint(each.width(), 0)).x() for each in (menu, button)]
    assert edges[0] == edges[1]
    heard.clear()
    for chosen in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, chosen)
    assert heard[1] == "From the first slide, clock at zero"
    assert heard[0].startswith("Where it stopped ")
    assert running_slideshow(launcher).model.state.position.slide == 0


@pytest.mark.parametrize("style", [0.8, 1.0, 2.0], indirect=True)
def test_second_lines_are_below_their_entries(continuing_window: MainWindow, style: Look) -> None:
    menu = continuing_window.header.start_menu
    font = style.font(TextRole.SMALL)
    menu.popup(QPoint())
    shown = [action for action in menu.actions() if action.isVisible() and action.whatsThis()]
    assert len(shown) == 3
    before = pixels(menu.grab().toImage())
    for action in shown:
        place, line = menu.actionGeometry(action), action.whatsThis()
        assert QFontMetrics(font).horizontalAdvance(line) < place.width()
        action.setWhatsThis(line[:-1])
        different = pixels(menu.grab().toImage()) != before
        action.setWhatsThis(line)
        rows = different.any(axis=1).nonzero()[0]
        assert place.center().y() < rows.min()
        assert rows.max() < place.bottom()
    menu.close()
