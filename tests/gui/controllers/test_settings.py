"""The window *Settings…*."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.controllers.privacy import PrivacyController, PrivateSession
from briefing_app.gui.controllers.settings import SettingsController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.forget import ForgetDialog
from briefing_app.gui.dialogs.settings import SettingsDialog
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Setting, Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.layout.palette import SLIDE_THEMES
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of, button_of

LABELLED = [field for field in Settings.fields() if field.label]


@pytest.fixture
def dialog(main_window: MainWindow, controllers: Controllers, settings: Settings) -> SettingsDialog:
    """Return the open window, when a screen has been remembered."""
    assert controllers is not None
    settings.audience_screen = "serial:4711 @ VGA-1"
    trigger(main_window, "Settings")
    (dialog,) = main_window.findChildren(SettingsDialog)
    return dialog


def control_of(dialog: SettingsDialog, field: Setting[Any]) -> QWidget:
    """Return what changes a setting, as a screen reader finds it."""
    kinds: tuple[type[QWidget], ...] = (QCheckBox, QComboBox, QSpinBox)
    (control,) = (
        control
        for kind in kinds
        for control in dialog.findChildren(kind)
        if control.accessibleName() == field.label
    )
    assert control.accessibleDescription() == field.explanation
    return control


def shown(control: QWidget) -> str:
    if isinstance(control, QCheckBox):
        switch = control.parentWidget()
        assert switch is not None
        (state,) = switch.findChildren(QLabel)
        assert (state.text() == "On") == control.isChecked()
        return state.text()
    assert isinstance(control, QComboBox | QSpinBox)
    return control.currentText() if isinstance(control, QComboBox) else control.text()


def change(control: QWidget) -> None:
    """Choose another value, as the keyboard would."""
    if isinstance(control, QCheckBox):
        QTest.keyClick(control, Qt.Key.Key_Space)
    elif isinstance(control, QComboBox):
        index = (control.currentIndex() + 1) % control.count()
        control.setCurrentIndex(index)
        control.activated.emit(index)
    else:
        QTest.keyClick(control, Qt.Key.Key_Up)


def test_each_setting_has_a_control_that_changes_and_shows_it(
    dialog: SettingsDialog, settings: Settings
) -> None:
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for field in LABELLED:
        assert field.group in texts
        assert texts.count(field.label) == 1
        control = control_of(dialog, field)
        before, text = settings.value(field), shown(control)
        change(control)
        after, other_text = settings.value(field), shown(control)
        assert after != before
        assert other_text != text
        settings.set_value(field, before)
        assert shown(control) == text


def test_changes_apply_at_once(
    main_window: MainWindow, dialog: SettingsDialog, style: Look, settings: Settings
) -> None:
    settings.theme, settings.text_scale = ThemeChoice.CONTRAST_DARK, 1.25
    assert (style.choice, style.scale) == (ThemeChoice.CONTRAST_DARK, 1.25)
    for theme in reversed(SLIDE_THEMES):
        settings.slide_theme = theme.name
        assert style.slide_theme is theme
    settings.is_table_shown = True
    assert main_window.reading.contents.is_table
    settings.my_force = "West Mercia Constabulary"
    force = main_window.reading.contents.my_force
    assert force is not None
    assert force.short_name == "West Mercia"
    assert dialog.isVisible()


def test_large_controls_are_complete_in_a_narrow_window(
    qtbot: QtBot, dialog: SettingsDialog, style: Look
) -> None:
    style.set_scale(2.0)
    dialog.resize(720, 720)
    (area,) = dialog.findChildren(QScrollArea)
    page = area.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())
    for field in LABELLED:
        control = control_of(dialog, field)
        assert control.mapTo(page, control.rect().topRight()).x() < page.width()


def test_force_is_offered_as_the_briefing_calls_it(
    main_window: MainWindow, controllers: Controllers, settings: Settings
) -> None:
    settings.my_force = "West Midlands Police"
    controllers.settings.open_dialog()
    (dialog,) = main_window.findChildren(SettingsDialog)
    box = control_of(dialog, Settings.my_force)
    assert isinstance(box, QComboBox)
    names = [box.itemText(at) for at in range(box.count())]
    assert names[0] == "None"
    assert [name for name in names if "West Midlands" in name] == [box.currentText()]


def test_tab_reaches_all_controls_and_esc_closes_the_window(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    reached = []
    for _ in LABELLED:
        reached.append(QApplication.focusWidget())
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
    assert reached == [control_of(dialog, field) for field in LABELLED]
    for action in dialog.actions():
        if action.text() == "&Larger text":
            action.trigger()
    assert shown(control_of(dialog, Settings.text_scale)) == "110 %"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_buttons_close_the_window_and_do_what_they_say(
    main_window: MainWindow, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(PrivateSession, "start", lambda _, path: started.append(path))
    button_of(dialog, "Start").click()
    assert not dialog.isVisible()
    assert started == [briefing_of(main_window).path]
    trigger(main_window, "Settings")
    again = main_window.findChildren(SettingsDialog)[-1]
    button_of(again, "Clear my data…").click()
    assert not again.isVisible()
    assert any(each.isVisible() for each in main_window.findChildren(ForgetDialog))


def test_private_session_has_nothing_to_clear(
    main_window: MainWindow, settings: Settings, launcher: SlideshowLauncher, personal: PersonalData
) -> None:
    private = Settings(settings.file, is_private=True)
    privacy = PrivacyController(main_window, private, personal)
    SettingsController(main_window, private, launcher, privacy).open_dialog()
    (dialog,) = main_window.findChildren(SettingsDialog)
    assert not button_of(dialog, "Clear my data…").isEnabled()
    assert button_of(dialog, "Start").isEnabled()
