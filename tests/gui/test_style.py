"""Colours, type and themes."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QStyleHints
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui import style as style_module
from briefing_app.gui.style import (
    FONT_FAMILIES,
    THEMES,
    Style,
    TextRole,
    Theme,
    ThemeChoice,
    contrast_ratio,
)


def test_that_contrast_is_worked_out_as_wcag_does() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast_ratio("#12436D", "#12436D") == pytest.approx(1.0)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_every_text_reads_on_every_ground_it_can_stand_on(theme: Theme) -> None:
    poor = {pair: contrast_ratio(*pair) for pair in theme.text_pairs()}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_that_every_part_with_a_meaning_is_seen_on_its_ground(theme: Theme) -> None:
    poor = {pair: contrast_ratio(*pair) for pair in theme.part_pairs()}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 3.0} == {}


@pytest.mark.parametrize("theme", THEMES[2:], ids=lambda theme: theme.name)
def test_that_high_contrast_themes_reach_seven_to_one(theme: Theme) -> None:
    assert min(contrast_ratio(*pair) for pair in theme.text_pairs()) >= 7.0


def test_that_text_is_set_in_the_bundled_type(style: Style) -> None:
    assert QFontInfo(style.font(TextRole.QUOTE)).family() == FONT_FAMILIES[0]


def test_that_a_larger_text_size_enlarges_every_kind_of_text(style: Style) -> None:
    before = {role: style.font(role).pixelSize() for role in TextRole}
    style.set_scale(1.5)
    after = {role: style.font(role).pixelSize() for role in TextRole}
    assert all(after[role] == pytest.approx(before[role] * 1.5, abs=1) for role in TextRole)


class _Hints:
    """A system's settings, as Qt tells them."""

    def __init__(self, *, dark: bool, contrast: bool) -> None:
        self._dark = dark
        self._contrast = contrast

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802, Qt's name
        return Qt.ColorScheme.Dark if self._dark else Qt.ColorScheme.Light

    def accessibility(self) -> "_Hints":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802, Qt's name
        preference = Qt.ContrastPreference
        return preference.HighContrast if self._contrast else preference.NoPreference


@pytest.mark.parametrize(
    ("dark", "contrast", "name"),
    [
        (False, False, "light"),
        (True, False, "dark"),
        (False, True, "high contrast, light"),
        (True, True, "high contrast, dark"),
    ],
)
def test_that_the_system_s_scheme_and_contrast_choose_the_theme(
    dark: bool, contrast: bool, name: str
) -> None:
    hints = cast("QStyleHints", _Hints(dark=dark, contrast=contrast))
    assert style_module.system_theme(hints).name == name


def test_that_a_change_of_the_system_is_followed_at_once(
    qapp: QApplication, qtbot: QtBot, style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    style.choose(ThemeChoice.SYSTEM)
    monkeypatch.setattr(style_module, "system_theme", lambda _: style_module.CONTRAST_DARK)
    with qtbot.waitSignal(style.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert style.theme is style_module.CONTRAST_DARK


def test_that_a_chosen_theme_is_kept_whatever_the_system_has(
    qapp: QApplication, style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    style.choose(ThemeChoice.CONTRAST_DARK)
    monkeypatch.setattr(style_module, "system_theme", lambda _: style_module.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert style.theme is style_module.CONTRAST_DARK


def test_that_an_icon_takes_the_colour_of_the_theme(style: Style) -> None:
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        style.choose(choice)
        image = style.icon("search", "ink").pixmap(32, 32).toImage()
        inks = {
            image.pixelColor(x, y).name().upper()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks == {style.theme.ink}
